//! Addresses from a list that was pasted: matched to files by name, never guessed. What cannot be matched for certain is
//! told, line by line.

use std::collections::{BTreeMap, BTreeSet};

use unicode_normalization::UnicodeNormalization as _;
use url::Url;

use crate::markdown::{links, web_address};

/// What a list says.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Pasted {
    /// Address by name. No two names have the same address.
    pub matched: BTreeMap<String, String>,
    /// Lines that gave no address, in their order.
    pub unmatched: Vec<Unmatched>,
}

/// A line that gave no address.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unmatched {
    /// The line, or the part of it that is meant.
    pub line: String,
    /// Why not.
    pub why: Why,
}

/// Why a line gave no address.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Why {
    /// No address of the web stands in it, or one with a name or password in front of the site's.
    NoAddress,
    /// It names no file.
    NoName,
    /// It names several files, or one file in its words and another in its address.
    SeveralNames,
    /// Several addresses stand beside one name.
    SeveralAddresses,
    /// The list has the same address for another file too.
    SharedAddress,
}

impl Why {
    /// Its code in the program's answers (docs/cli.md).
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::NoAddress => "no-address",
            Self::NoName => "no-name",
            Self::SeveralNames => "several-names",
            Self::SeveralAddresses => "several-addresses",
            Self::SharedAddress => "shared-address",
        }
    }
}

/// Reads a list: lines with a name and an address in any order and between any marks, addresses whose end is a name,
/// names with their address on the next line, links of HTML and Markdown, tables. Names are compared without regard to
/// case and spelling (NFC); one may lack its extension where only one file is called so.
#[must_use]
pub fn pasted(names: &[&str], text: &str) -> Pasted {
    let known = Names::new(names);
    let mut found: Vec<(String, usize, String)> = Vec::new();
    let mut out = Pasted::default();
    for Entry { line, words, addresses } in entries(text, &known) {
        let why = match known.of(&words, &addresses) {
            Ok((name, address)) => {
                found.push((line, name, address));
                continue;
            }
            Err(why) => why,
        };
        out.unmatched.push(Unmatched { line, why });
    }
    let mut by_name: BTreeMap<usize, BTreeSet<&str>> = BTreeMap::new();
    let mut by_address: BTreeMap<&str, BTreeSet<usize>> = BTreeMap::new();
    for (_, name, address) in &found {
        by_name.entry(*name).or_default().insert(address);
        by_address.entry(address).or_default().insert(*name);
    }
    for (line, name, address) in &found {
        let why = if by_address[address.as_str()].len() > 1 {
            Why::SharedAddress
        } else if by_name[name].len() > 1 {
            Why::SeveralAddresses
        } else {
            out.matched.insert(names[*name].to_owned(), address.clone());
            continue;
        };
        out.unmatched.push(Unmatched { line: line.clone(), why });
    }
    out
}

/// A piece of the list that may give one address.
struct Entry {
    line: String,
    words: String,
    addresses: Vec<String>,
}

/// The names that are looked for, folded.
struct Names {
    whole: Vec<String>,
    /// Without their extension, where no other is the same then.
    bare: Vec<Option<String>>,
}

impl Names {
    fn new(names: &[&str]) -> Self {
        let whole: Vec<_> = names.iter().map(|name| folded(name)).collect();
        let stems: Vec<_> = whole.iter().map(|name| stem(name)).collect();
        let alone = |stem: &str| {
            stems.iter().filter(|other| **other == stem).count() == 1
                && !whole.iter().any(|name| name == stem)
        };
        let bare = stems.iter().map(|stem| alone(stem).then(|| (*stem).to_owned())).collect();
        Self { whole, bare }
    }

    /// The one file and the one address that are meant.
    fn of(&self, words: &str, addresses: &[String]) -> Result<(usize, String), Why> {
        let [address] = addresses else {
            return Err(if addresses.is_empty() { Why::NoAddress } else { Why::SeveralAddresses });
        };
        let by_words = self.said_in(words);
        let by_address: BTreeSet<usize> =
            ends(address).iter().filter_map(|end| self.called(end)).collect();
        let all: BTreeSet<_> = by_words.union(&by_address).copied().collect();
        match all.len() {
            0 => Err(Why::NoName),
            1 => Ok((*all.first().unwrap_or(&0), address.clone())),
            _ => Err(Why::SeveralNames),
        }
    }

    /// The file of exactly this name.
    fn called(&self, name: &str) -> Option<usize> {
        let name = folded(name.trim());
        let bare = |i: &usize| self.bare[*i].as_deref() == Some(&name);
        let all = 0..self.whole.len();
        self.whole.iter().position(|n| *n == name).or_else(|| all.into_iter().find(bare))
    }

    /// Every file whose name stands in these words, whole or without its extension.
    fn said_in(&self, words: &str) -> BTreeSet<usize> {
        let words = folded(words);
        let said = |i: &usize| {
            stands_in(&words, &self.whole[*i])
                || self.bare[*i].as_deref().is_some_and(|bare| stands_in(&words, bare))
        };
        (0..self.whole.len()).filter(said).collect()
    }
}

fn folded(name: &str) -> String {
    name.nfc().collect::<String>().to_lowercase().nfc().collect()
}

fn stem(name: &str) -> &str {
    name.rsplit_once('.').map_or(name, |(stem, _)| stem)
}

/// Whether a name stands in words as a whole: neither side goes on as a file name would.
fn stands_in(words: &str, name: &str) -> bool {
    let goes_on = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-');
    words.match_indices(name).any(|(at, _)| {
        let before = words[..at].chars().next_back();
        let mut after = words[at + name.len()..].chars();
        let ends = match after.next() {
            Some('.') => !after.next().is_some_and(goes_on),
            Some(c) => !goes_on(c),
            None => true,
        };
        ends && !before.is_some_and(|c| goes_on(c) || c == '.')
    })
}

/// What an address may call its file: the last part of its path, and the last part of each value of its query.
fn ends(address: &str) -> Vec<String> {
    let Ok(url) = Url::parse(address) else { return Vec::new() };
    let last = |path: &str| path.rsplit(['/', '\\']).next().unwrap_or(path).to_owned();
    let path = url.path_segments().and_then(|mut parts| parts.next_back()).map(decoded);
    let query = url.query_pairs().map(|(_, value)| last(&value));
    path.into_iter().chain(query).filter(|end| !end.is_empty()).collect()
}

/// A part of a path without its escapes.
fn decoded(part: &str) -> String {
    let escaped = part.replace('+', "%2B");
    // A query is decoded like this by the library; only `+` means something else there.
    let mut pairs = url::form_urlencoded::parse(escaped.as_bytes());
    pairs.next().map(|(key, _)| key.into_owned()).unwrap_or_default()
}

fn entries(text: &str, known: &Names) -> Vec<Entry> {
    let text = text.trim_start_matches('\u{feff}');
    if let Some(linked) = html_links(text) {
        return linked;
    }
    let lines: Vec<&str> = text.lines().map(str::trim).collect();
    let table = lines
        .first()
        .is_some_and(|head| head.contains(',') && addresses_of(head, false).is_empty());
    let mut out = Vec::new();
    let mut waiting: Option<&str> = None;
    for (index, line) in lines.iter().enumerate() {
        let mut found = of_line(line, table);
        let only_address =
            matches!(&found[..], [one] if bare(&one.words) && one.addresses.len() == 1);
        let before = waiting.take();
        if line.is_empty() {
            out.extend(before.map(without_address));
            continue;
        }
        if only_address && let Some(name) = before {
            // The next line must not be an address too: a list of names and a list of addresses are not paired.
            let next = lines.get(index + 1).copied().unwrap_or_default();
            let lonely =
                !of_line(next, table).iter().any(|e| bare(&e.words) && !e.addresses.is_empty());
            if lonely {
                found[0].words = name.to_owned();
                found[0].line = format!("{name} {line}");
            } else {
                out.push(without_address(name));
            }
            out.append(&mut found);
            continue;
        }
        out.extend(before.map(without_address));
        let names_one =
            found.iter().all(|e| e.addresses.is_empty()) && known.said_in(line).len() == 1;
        let after_name = index > 0
            && known.said_in(lines[index - 1]).len() == 1
            && addresses_of(lines[index - 1], table).is_empty();
        if names_one && !after_name {
            waiting = Some(line);
        } else if !(table && index == 0) {
            out.append(&mut found);
        }
    }
    out.extend(waiting.map(without_address));
    out
}

fn without_address(line: &str) -> Entry {
    Entry { line: line.to_owned(), words: line.to_owned(), addresses: Vec::new() }
}

/// Whether words are nothing but marks.
fn bare(words: &str) -> bool {
    !words.chars().any(char::is_alphanumeric)
}

/// The entries of a line: each Markdown link, else the line.
fn of_line(line: &str, table: bool) -> Vec<Entry> {
    let marked: Vec<_> =
        links(line).into_iter().filter(|l| line.contains("](") && !l.text.is_empty()).collect();
    if marked.is_empty() {
        let addresses = addresses_of(line, table);
        let mut words = line.to_owned();
        for (written, _) in &addresses {
            words = words.replace(written, " ");
        }
        let mut addresses: Vec<_> = addresses.into_iter().map(|(_, address)| address).collect();
        addresses.dedup();
        return vec![Entry { line: line.to_owned(), words, addresses }];
    }
    let one = |link: crate::markdown::Link| Entry {
        line: line.to_owned(),
        addresses: web_address(&link.destination).into_iter().collect(),
        words: link.text,
    };
    marked.into_iter().map(one).collect()
}

/// The addresses in a line: as they are written there, and as they are kept.
fn addresses_of(line: &str, table: bool) -> Vec<(String, String)> {
    let lower = line.to_ascii_lowercase();
    let mut starts: Vec<usize> = ["https://", "http://"]
        .iter()
        .flat_map(|scheme| lower.match_indices(scheme).map(|(at, _)| at))
        .collect();
    starts.sort_unstable();
    let mut found: Vec<(String, String)> = Vec::new();
    let mut past = 0;
    for start in starts {
        // An address may stand in another's query.
        if start < past {
            continue;
        }
        let rest = &line[start..];
        let stops = |c: char| c.is_whitespace() || "\"<>|`".contains(c) || (table && c == ',');
        let end = rest.find(stops).unwrap_or(rest.len());
        let written = rest[..end].trim_end_matches([',', ';', '.', ')', ']', '\'']);
        past = start + end;
        if let Some(address) = web_address(written) {
            found.push((written.to_owned(), address));
        }
    }
    found
}

/// The links of HTML; `None` where there are none.
fn html_links(text: &str) -> Option<Vec<Entry>> {
    let lower = text.to_ascii_lowercase();
    let mut out = Vec::new();
    let mut at = 0;
    while let Some(start) = lower[at..].find("<a ").map(|i| at + i) {
        let Some(open) = lower[start..].find('>').map(|i| start + i) else { break };
        let close = lower[open..].find("</a").map_or(text.len(), |i| open + i);
        let words = without_tags(&text[open + 1..close]);
        if let Some(address) = attribute(&text[start..open], "href") {
            let (line, addresses) = (format!("{words} {address}"), web_address(&address));
            out.push(Entry { line, words, addresses: addresses.into_iter().collect() });
        }
        at = close;
    }
    (!out.is_empty()).then_some(out)
}

fn attribute(tag: &str, name: &str) -> Option<String> {
    let at = tag.to_ascii_lowercase().find(&format!("{name}="))? + name.len() + 1;
    let rest = &tag[at..];
    let quote = rest.chars().next().filter(|c| matches!(c, '"' | '\''))?;
    rest[1..].split(quote).next().map(unescaped)
}

fn without_tags(html: &str) -> String {
    let mut out = String::new();
    let mut in_tag = false;
    for c in html.chars() {
        match c {
            '<' => in_tag = true,
            '>' => in_tag = false,
            c if !in_tag => out.push(c),
            _ => {}
        }
    }
    unescaped(out.trim())
}

fn unescaped(text: &str) -> String {
    text.replace("&quot;", "\"")
        .replace("&#39;", "'")
        .replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&amp;", "&")
}

#[cfg(test)]
#[path = "pasted_tests.rs"]
mod tests;
