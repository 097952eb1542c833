//! A line around the first word found, cut from the file as it is now.

use std::io::Read as _;

use artifolio_core::file_facts::MAX_TEXT;
use artifolio_core::path::RelPath;
use artifolio_core::source::Vfs;
use unicode_normalization::UnicodeNormalization as _;
use unicode_normalization::char::is_combining_mark;

use super::{note, query};
use crate::inspect::decode;

/// Characters before and after the word found.
const BEFORE: usize = 60;
const AFTER: usize = 120;

/// The line for a note; empty when it cannot be read.
pub(super) fn of(files: &dyn Vfs, path: &RelPath, typed: &str) -> String {
    let mut bytes = Vec::new();
    match files.open(path).and_then(|file| file.take(MAX_TEXT as u64).read_to_end(&mut bytes)) {
        Ok(_) => cut(&note::read_words(&decode(&bytes)), typed),
        Err(_) => String::new(),
    }
}

/// The words around the first one typed that stands in the text, else its beginning; one line.
fn cut(text: &str, typed: &str) -> String {
    let wanted: Vec<String> = query::words(typed)
        .flat_map(|word| tokens(&word).map(|(_, t)| fold(t)).collect::<Vec<_>>())
        .collect();
    let is_wanted = |token: &str| {
        let token = fold(token);
        wanted
            .split_last()
            .is_some_and(|(last, rest)| rest.contains(&token) || token.starts_with(last))
    };
    let found = tokens(text).find(|(_, token)| is_wanted(token)).map_or(0, |(at, _)| at);
    let start = text[..found].char_indices().rev().take(BEFORE).last().map_or(0, |(at, _)| at);
    // From the next whole word on.
    let start = match text[start..found].find(char::is_whitespace) {
        Some(blank) if start > 0 => start + blank,
        _ => start,
    };
    let end = text[found..].char_indices().nth(AFTER).map_or(text.len(), |(at, _)| found + at);
    let line = text[start..end].split_whitespace().collect::<Vec<_>>().join(" ");
    let (before, after) =
        (if start > 0 { "… " } else { "" }, if end < text.len() { " …" } else { "" });
    format!("{before}{line}{after}")
}

/// Runs of letters and digits and where they begin, as the full-text table takes them.
fn tokens(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let belongs = |c: char| c.is_alphanumeric() || is_combining_mark(c);
    text.split(move |c: char| !belongs(c))
        .filter(|token| !token.is_empty())
        .map(move |token| (token.as_ptr() as usize - text.as_ptr() as usize, token))
}

/// Without case and accents.
fn fold(token: &str) -> String {
    token.nfd().filter(|c| !is_combining_mark(*c)).flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::MemFs;

    #[test]
    fn a_line_is_cut_from_what_people_read() {
        let files = MemFs::new();
        files.plant(
            "a.md",
            b"---\ntitle: Plan\n---\n## Fair\n\n* **Robots** [wave](https://w.org)\n",
        );
        assert_eq!(of(&files, &RelPath::parse("a.md").unwrap(), "wave"), "Fair Robots wave Plan");
    }

    #[test]
    fn lines_around_a_word() {
        let long =
            format!("{}the Café was open{}", "lorem ipsum ".repeat(20), " dolor sit".repeat(20));
        let table = [
            ("short text", "text", "short text"),
            ("short\n\n  text", "none of it", "short text"),
            ("", "x", ""),
            ("a e\u{301}t\u{e9} b", "ete", "a e\u{301}t\u{e9} b"),
        ];
        for (text, typed, line) in table {
            assert_eq!(cut(text, typed), line);
        }
        let line = cut(&long, "cafe");
        assert!(line.starts_with("… ") && line.ends_with(" …"), "{line}");
        assert!(line.contains("ipsum the Café was open dolor"), "{line}");
        assert!(line.chars().count() <= BEFORE + AFTER + 4, "{line}");
        assert!(cut(&long, "café ope").contains("Café"));
        // Only the last word may be unfinished.
        assert!(!cut(&long, "caf open").starts_with("… ipsum lorem ipsum lorem the"));
    }
}
