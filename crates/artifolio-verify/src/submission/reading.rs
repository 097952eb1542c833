//! A page as its reader sees it: the words, where its links lead, the places in it, its tables.

use std::collections::BTreeSet;

use artifolio_core::path::RelPath;
use html5gum::{StartTag, Token, Tokenizer};

use super::link::{Target, fragment, target};
use super::spoken::letters;

/// Elements whose inside nobody reads.
const UNREAD: [&str; 4] = ["script", "style", "template", "noscript"];

/// What was read.
#[derive(Debug, Default)]
pub(super) struct Reading {
    /// Letters and digits of the body.
    pub(super) letters: String,
    /// Files of the bag that it leads to or loads.
    pub(super) leads: BTreeSet<RelPath>,
    /// The places in files of the bag that its links name.
    pub(super) places: BTreeSet<(RelPath, String)>,
    /// Addresses on the web.
    pub(super) web: BTreeSet<String>,
    /// Its own places.
    pub(super) ids: BTreeSet<String>,
    /// Something in it is marked as the draft's notice.
    pub(super) draft: bool,
    /// Rows of its tables; a table in a cell is part of that cell.
    pub(super) rows: Vec<Vec<Cell>>,
    /// Links that the reader may follow: into the bag, and out of it.
    pub(super) links: (u64, u64),
}

/// A cell of a table.
#[derive(Debug, Default)]
pub(super) struct Cell {
    pub(super) letters: String,
    pub(super) leads: BTreeSet<RelPath>,
}

/// Where the reading stands.
#[derive(Default)]
struct Place {
    body: bool,
    /// Elements open that are [`UNREAD`].
    unread: u32,
    /// Tables open.
    tables: u32,
    /// A cell of the outermost table is open.
    cell: bool,
}

impl Reading {
    /// Reads the page `path`.
    pub(super) fn of(path: &RelPath, text: &str) -> Self {
        let (mut reading, mut at) = (Self::default(), Place::default());
        for Ok(token) in Tokenizer::new(text) {
            match token {
                Token::StartTag(tag) => reading.opens(path, &tag, &mut at),
                Token::EndTag(tag) => closes(&lossy(&tag.name), &mut at),
                Token::String(text) if at.body && at.unread == 0 => {
                    let said = letters(&lossy(&text.value));
                    if let Some(cell) = reading.cell(&at) {
                        cell.letters.push_str(&said);
                    }
                    reading.letters.push_str(&said);
                }
                _ => {}
            }
        }
        reading
    }

    fn opens(&mut self, path: &RelPath, tag: &StartTag<()>, at: &mut Place) {
        let name = lossy(&tag.name);
        match &*name {
            "body" => at.body = true,
            "table" => at.tables += 1,
            "tr" if at.tables == 1 => self.rows.push(Vec::new()),
            "td" | "th" if at.tables == 1 => {
                at.cell = true;
                if let Some(row) = self.rows.last_mut() {
                    row.push(Cell::default());
                }
            }
            name if UNREAD.contains(&name) => at.unread += u32::from(!tag.self_closing),
            _ => {}
        }
        for (key, value) in &tag.attributes {
            let (key, value) = (lossy(key), lossy(&value.value));
            match &*key {
                "id" => drop(self.ids.insert(value)),
                "class" => self.draft |= value.split_whitespace().any(|class| class == "draft"),
                "href" | "src" | "poster" => self.leads(path, &value, name == "a", at),
                _ => {}
            }
        }
    }

    fn leads(&mut self, path: &RelPath, address: &str, followed: bool, at: &Place) {
        let file = match target(path, address) {
            Target::Here => path.clone(),
            Target::Inside(file) => file,
            Target::Elsewhere(_) => {
                self.links.1 += u64::from(followed);
                self.web.insert(address.to_owned());
                return;
            }
            Target::Outside | Target::Nowhere => return,
        };
        self.links.0 += u64::from(followed);
        if let Some(place) = fragment(address).filter(|_| followed) {
            self.places.insert((file.clone(), place));
        }
        if let Some(cell) = self.cell(at) {
            cell.leads.insert(file.clone());
        }
        self.leads.insert(file);
    }

    fn cell(&mut self, at: &Place) -> Option<&mut Cell> {
        self.rows.last_mut().filter(|_| at.cell)?.last_mut()
    }
}

fn closes(name: &str, at: &mut Place) {
    match name {
        "table" => {
            at.tables = at.tables.saturating_sub(1);
            at.cell &= at.tables > 0;
        }
        "td" | "th" if at.tables == 1 => at.cell = false,
        name if UNREAD.contains(&name) => at.unread = at.unread.saturating_sub(1),
        _ => {}
    }
}

fn lossy(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(body: &str) -> Reading {
        let path = RelPath::parse("data/criteria/2.html").unwrap();
        Reading::of(&path, &format!("<head><title>Not this</title></head><body>{body}"))
    }

    #[test]
    fn words_are_what_a_reader_sees() {
        let page = read("<p>A &amp; b<style>c</style><script>d</script> &eacute;</p><!-- e -->");
        assert_eq!(page.letters, "Abe");
        assert!(!page.draft && read("<p class=\"x draft\">").draft);
    }

    #[test]
    fn links_lead_to_files_and_places() {
        let page = read(
            "<a id=one href=\"../index.html#a%20b\">x</a><a href=#one>y</a><img src=../p.png>\
             <a href=https://e.org/>z</a><a href=../../../x>n</a>",
        );
        let path = |text: &str| RelPath::parse(text).unwrap();
        let here = path("data/criteria/2.html");
        assert_eq!(
            page.leads,
            BTreeSet::from([path("data/index.html"), path("data/p.png"), here.clone()])
        );
        assert_eq!(
            page.places,
            BTreeSet::from([(path("data/index.html"), "a b".into()), (here, "one".into())])
        );
        assert_eq!((page.links, page.ids), ((2, 1), BTreeSet::from(["one".into()])));
    }

    #[test]
    fn a_table_in_a_cell_is_part_of_the_cell() {
        let page = read(
            "<table><tr><th>a<td>b<table><tr><td>c</td></tr></table>d</td></tr>\
             <tr><td>e</td></tr></table>f",
        );
        let rows: Vec<Vec<&str>> =
            page.rows.iter().map(|row| row.iter().map(|c| c.letters.as_str()).collect()).collect();
        assert_eq!(rows, [vec!["a", "bcd"], vec!["e"]]);
    }
}
