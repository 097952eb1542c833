//! A text as blocks and spans, for documents that are no HTML. What is shown, what is dropped and where a link may lead
//! is judged by the rules of `render`.

use std::collections::HashMap;

use pulldown_cmark::{Event, HeadingLevel, LinkType, Parser, Tag, TagEnd, TextMergeStream};

use super::address::{Address, judge};
use super::characters::{for_html, is_seen};

/// Deepest nesting of containers; what lies deeper stands at this depth. A list and its item are two.
const DEEPEST: usize = 32;

/// A block of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Block {
    /// A heading, `depth` levels below the one above the text, from 1; no level is skipped.
    Heading {
        /// From 1.
        depth: u8,
        /// Its words.
        words: Vec<Span>,
    },
    /// A paragraph, with words in it.
    Paragraph(Vec<Span>),
    /// A list; each item has blocks.
    List {
        /// The first number; `None` for bullets.
        first: Option<u64>,
        /// Its items.
        items: Vec<Vec<Block>>,
    },
    /// A quotation.
    Quote(Vec<Block>),
    /// Code, line by line.
    Code(String),
    /// A table; all rows have the cells of the head.
    Table {
        /// The heads of the columns.
        head: Vec<Vec<Span>>,
        /// The rows below.
        rows: Vec<Vec<Vec<Span>>>,
    },
    /// A break between two parts.
    Rule,
    /// What a footnote says.
    Footnote {
        /// As its references show it.
        number: usize,
        /// Its text.
        blocks: Vec<Block>,
    },
}

/// Words in one look. A line end in them is one on the page.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Span {
    /// The words.
    pub text: String,
    /// How they look.
    pub look: Look,
    /// Where they lead: an address of the web or mail, or what `resolve` said.
    pub link: Option<String>,
}

/// How words look.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Look {
    /// Strong.
    pub bold: bool,
    /// Emphasised.
    pub italic: bool,
    /// Struck through.
    pub struck: bool,
    /// Code.
    pub code: bool,
    /// The number of a footnote, above the line.
    pub raised: bool,
}

/// The blocks of a text. Raw HTML is dropped, pictures become their descriptions; `resolve` gives the address of a local
/// destination, or `None`: its words stay, the link goes.
#[must_use]
pub fn blocks(markdown: &str, resolve: &dyn Fn(&str) -> Option<String>) -> Vec<Block> {
    let mut reading = Reading::new(resolve);
    TextMergeStream::new(Parser::new_ext(markdown, super::options())).for_each(|e| reading.take(e));
    reading.finish()
}

/// A container that is open.
enum Open {
    Quote(Vec<Block>),
    List(Option<u64>, Vec<Vec<Block>>),
    Item(Vec<Block>),
    Footnote(usize, Vec<Block>),
    /// Deeper than [`DEEPEST`]: what is in it stands in the container around it.
    Beyond,
}

/// A link or picture that is open: where its words begin, and where they lead.
struct Leads {
    start: usize,
    address: Option<String>,
    is_link: bool,
}

struct Reading<'r> {
    resolve: &'r dyn Fn(&str) -> Option<String>,
    root: Vec<Block>,
    open: Vec<Open>,
    spans: Vec<Span>,
    code: Option<String>,
    head: Vec<Vec<Span>>,
    rows: Vec<Vec<Vec<Span>>>,
    row: Vec<Vec<Span>>,
    levels: Vec<u8>,
    leads: Vec<Leads>,
    bold: usize,
    italic: usize,
    struck: usize,
    footnotes: HashMap<String, usize>,
}

impl<'r> Reading<'r> {
    fn new(resolve: &'r dyn Fn(&str) -> Option<String>) -> Self {
        Self {
            resolve,
            root: Vec::new(),
            open: Vec::new(),
            spans: Vec::new(),
            code: None,
            head: Vec::new(),
            rows: Vec::new(),
            row: Vec::new(),
            levels: Vec::new(),
            leads: Vec::new(),
            bold: 0,
            italic: 0,
            struck: 0,
            footnotes: HashMap::new(),
        }
    }

    fn finish(mut self) -> Vec<Block> {
        self.paragraph();
        self.root
    }

    fn take(&mut self, event: Event<'_>) {
        match event {
            Event::Start(tag) => self.start(tag),
            Event::End(end) => self.end(end),
            Event::Text(text) => match &mut self.code {
                Some(code) => code.push_str(&for_html(&text)),
                None => self.say(for_html(&text), Look::default()),
            },
            Event::Code(text) => self.say(for_html(&text), Look { code: true, ..Look::default() }),
            Event::SoftBreak => self.say(" ".to_owned(), Look::default()),
            Event::HardBreak => self.say("\n".to_owned(), Look::default()),
            Event::TaskListMarker(done) => {
                self.say(if done { "☑ " } else { "☐ " }.to_owned(), Look::default());
            }
            Event::FootnoteReference(name) => {
                let number = self.footnote_number(&name);
                self.say(number.to_string(), Look { raised: true, ..Look::default() });
            }
            Event::Rule => {
                self.paragraph();
                self.put(Block::Rule);
            }
            _ => {}
        }
    }

    fn start(&mut self, tag: Tag<'_>) {
        match tag {
            Tag::Emphasis => self.italic += 1,
            Tag::Strong => self.bold += 1,
            Tag::Strikethrough => self.struck += 1,
            Tag::Link { link_type, dest_url, .. } => self.link(link_type, &dest_url),
            Tag::Image { dest_url, .. } => self.leads(judge(&dest_url), &dest_url, false),
            Tag::Heading { level, .. } => {
                self.paragraph();
                self.level(level);
            }
            Tag::CodeBlock(_) => {
                self.paragraph();
                self.code = Some(String::new());
            }
            Tag::BlockQuote(_) => self.container(Open::Quote(Vec::new())),
            Tag::List(first) => self.container(Open::List(first, Vec::new())),
            Tag::Item => self.container(Open::Item(Vec::new())),
            Tag::FootnoteDefinition(name) => {
                let number = self.footnote_number(&name);
                self.container(Open::Footnote(number, Vec::new()));
            }
            Tag::Paragraph | Tag::Table(_) => self.paragraph(),
            _ => {}
        }
    }

    fn end(&mut self, end: TagEnd) {
        match end {
            TagEnd::Emphasis => self.italic -= 1,
            TagEnd::Strong => self.bold -= 1,
            TagEnd::Strikethrough => self.struck -= 1,
            TagEnd::Link | TagEnd::Image => self.led(),
            TagEnd::Paragraph => self.paragraph(),
            TagEnd::Heading(_) => self.heading(),
            TagEnd::CodeBlock => {
                let code = self.code.take().unwrap_or_default();
                if is_seen(&code) {
                    self.put(Block::Code(code.trim_end_matches('\n').to_owned()));
                }
            }
            TagEnd::TableCell => self.row.push(std::mem::take(&mut self.spans)),
            TagEnd::TableHead => self.head = std::mem::take(&mut self.row),
            TagEnd::TableRow => self.rows.push(std::mem::take(&mut self.row)),
            TagEnd::Table => {
                let (head, rows) = (std::mem::take(&mut self.head), std::mem::take(&mut self.rows));
                self.put(Block::Table { head, rows });
            }
            TagEnd::BlockQuote(_) | TagEnd::List(_) | TagEnd::Item | TagEnd::FootnoteDefinition => {
                self.contained()
            }
            _ => {}
        }
    }

    /// Adds words; those in the same look as the ones before belong to them.
    fn say(&mut self, text: String, look: Look) {
        let look =
            Look { bold: self.bold > 0, italic: self.italic > 0, struck: self.struck > 0, ..look };
        // The outermost decides: no link stands inside another.
        let link = self.leads.iter().find_map(|l| l.address.clone());
        let begins = self.leads.iter().any(|l| l.start == self.spans.len());
        match self.spans.last_mut() {
            Some(last) if !begins && last.look == look && last.link == link => {
                last.text.push_str(&text);
            }
            _ => self.spans.push(Span { text, look, link }),
        }
    }

    fn link(&mut self, link_type: LinkType, destination: &str) {
        let address = match link_type {
            LinkType::Email => judge(&format!("mailto:{destination}")),
            _ => judge(destination),
        };
        self.leads(address, destination, true);
    }

    fn leads(&mut self, address: Address, destination: &str, is_link: bool) {
        let address = match address {
            Address::Outside(address) => Some(address),
            Address::Local => (self.resolve)(destination),
            Address::Refused => None,
        };
        self.leads.push(Leads { start: self.spans.len(), address, is_link });
    }

    /// A link without words shows its address; so does a picture without a description.
    fn led(&mut self) {
        let Some(leads) = self.leads.last() else { return };
        let says = self.spans[leads.start.min(self.spans.len())..].iter().any(|s| is_seen(&s.text));
        let around = self.leads.iter().filter(|l| l.address.is_some()).count() > 1;
        if let Some(address) = leads.address.clone().filter(|_| !says && (leads.is_link || !around))
        {
            self.say(address, Look::default());
        }
        self.leads.pop();
    }

    fn level(&mut self, level: HeadingLevel) {
        let level = level as u8;
        while self.levels.last().is_some_and(|above| *above >= level) {
            self.levels.pop();
        }
        self.levels.push(level);
    }

    fn heading(&mut self) {
        let words = std::mem::take(&mut self.spans);
        if words.iter().any(|s| is_seen(&s.text)) {
            let depth = u8::try_from(self.levels.len()).unwrap_or(u8::MAX);
            self.put(Block::Heading { depth, words });
        } else {
            self.levels.pop();
        }
    }

    /// Ends the words that are open; a paragraph in which nothing is seen is none.
    fn paragraph(&mut self) {
        let words = std::mem::take(&mut self.spans);
        if words.iter().any(|s| is_seen(&s.text)) {
            self.put(Block::Paragraph(words));
        }
    }

    fn container(&mut self, open: Open) {
        self.paragraph();
        self.open.push(if self.open.len() < DEEPEST { open } else { Open::Beyond });
    }

    fn contained(&mut self) {
        self.paragraph();
        match self.open.pop() {
            Some(Open::Quote(blocks)) if !blocks.is_empty() => self.put(Block::Quote(blocks)),
            Some(Open::List(first, items)) if !items.is_empty() => {
                self.put(Block::List { first, items });
            }
            Some(Open::Footnote(number, blocks)) => self.put(Block::Footnote { number, blocks }),
            Some(Open::Item(blocks)) => match self.open.last_mut() {
                Some(Open::List(_, items)) => items.push(blocks),
                _ => blocks.into_iter().for_each(|block| self.put(block)),
            },
            _ => {}
        }
    }

    /// Puts a block into the innermost container that holds blocks.
    fn put(&mut self, block: Block) {
        let holds = self.open.iter_mut().rev().find_map(|open| match open {
            Open::Quote(blocks) | Open::Item(blocks) | Open::Footnote(_, blocks) => Some(blocks),
            Open::List(..) | Open::Beyond => None,
        });
        holds.unwrap_or(&mut self.root).push(block);
    }

    fn footnote_number(&mut self, name: &str) -> usize {
        let next = self.footnotes.len() + 1;
        *self.footnotes.entry(name.to_owned()).or_insert(next)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn read(markdown: &str) -> Vec<Block> {
        blocks(markdown, &|path| (path == "a.pdf").then(|| format!("at/{path}")))
    }

    fn span(text: &str) -> Span {
        Span { text: text.to_owned(), ..Span::default() }
    }

    fn linked(text: &str, link: &str) -> Span {
        Span { link: Some(link.to_owned()), ..span(text) }
    }

    fn paragraph(spans: &[Span]) -> Block {
        Block::Paragraph(spans.to_vec())
    }

    #[test]
    fn blocks_keep_their_structure() {
        let bold = Look { bold: true, ..Look::default() };
        let code = Look { code: true, ..Look::default() };
        assert_eq!(
            read("one **two** `three`\nfour\\\nfive"),
            [paragraph(&[
                span("one "),
                Span { look: bold, ..span("two") },
                span(" "),
                Span { look: code, ..span("three") },
                span(" four\nfive"),
            ])]
        );
        assert_eq!(
            read("- a\n  1. b\n- c"),
            [Block::List {
                first: None,
                items: vec![
                    vec![
                        paragraph(&[span("a")]),
                        Block::List { first: Some(1), items: vec![vec![paragraph(&[span("b")])]] },
                    ],
                    vec![paragraph(&[span("c")])],
                ],
            }]
        );
        assert_eq!(read("> q"), [Block::Quote(vec![paragraph(&[span("q")])])]);
        assert_eq!(read("```\nx\ny\n```"), [Block::Code("x\ny".into())]);
        assert_eq!(
            read("|a|b|\n|-|-|\n|1|\n"),
            [Block::Table {
                head: vec![vec![span("a")], vec![span("b")]],
                rows: vec![vec![vec![span("1")], vec![]]],
            }]
        );
    }

    #[test]
    fn headings_skip_no_level() {
        let depth = |b: &Block| if let Block::Heading { depth, .. } = b { *depth } else { 0 };
        let depths: Vec<u8> =
            read("### a\n# b\n#### c\n##### d\n## e\n# ").iter().map(depth).collect();
        assert_eq!(depths, [1, 1, 2, 3, 2]);
    }

    #[test]
    fn links_lead_where_they_may_and_always_have_words() {
        for (text, spans) in [
            ("[x](https://iste.org)", vec![linked("x", "https://iste.org/")]),
            ("[](https://iste.org)", vec![linked("https://iste.org/", "https://iste.org/")]),
            ("[x](javascript:1)", vec![span("x")]),
            ("[x](a.pdf) [y](b.pdf)", vec![linked("x", "at/a.pdf"), span(" "), span("y")]),
            ("![what](a.pdf)", vec![linked("what", "at/a.pdf")]),
            ("![what](b.pdf)", vec![span("what")]),
            (
                "[![](a.pdf)](https://iste.org)",
                vec![linked("https://iste.org/", "https://iste.org/")],
            ),
            ("<a@b.org>", vec![linked("a@b.org", "mailto:a@b.org")]),
            ("a<b>c</b>", vec![span("ac")]),
        ] {
            assert_eq!(read(text), [paragraph(&spans)], "{text}");
        }
        assert_eq!(read("<script>alert(1)</script>\n\n<!-- x -->"), []);
    }

    #[test]
    fn deep_nesting_stands_at_the_deepest_and_says_every_word() {
        let blocks = read(&format!("{}deep", "> ".repeat(5_000)));
        let mut depth = 0;
        let mut inner = &blocks;
        while let [Block::Quote(blocks)] = &inner[..] {
            (depth, inner) = (depth + 1, blocks);
        }
        assert_eq!((depth, inner), (DEEPEST, &vec![paragraph(&[span("deep")])]));
    }

    fn words(blocks: &[Block]) -> String {
        let said = |spans: &[Span]| spans.iter().map(|s| s.text.as_str()).collect::<String>();
        let of = |block: &Block| match block {
            Block::Heading { words, .. } | Block::Paragraph(words) => said(words),
            Block::Code(code) => code.clone(),
            Block::Table { head, rows } => {
                head.iter().chain(rows.iter().flatten()).map(|cell| said(cell)).collect()
            }
            Block::Rule => String::new(),
            Block::List { items, .. } => items.iter().map(|i| words(i)).collect(),
            Block::Quote(blocks) | Block::Footnote { blocks, .. } => words(blocks),
        };
        blocks.iter().map(of).collect()
    }

    proptest! {
        /// Whatever is typed: no panic, and no word is lost that the plain text has.
        #[test]
        fn no_word_is_lost(text in "[-a-c#>*_`|\\[\\]()!0-9. \n]{0,60}") {
            let bare = |s: &str| s.chars().filter(char::is_ascii_lowercase).collect::<String>();
            let plain = super::super::plain_text(&text);
            prop_assert!(bare(&words(&read(&text))).contains(&bare(&plain)), "{plain:?}");
        }
    }
}
