//! Where the header of a Markdown file ends and its body begins.

use crate::finding::Place;

use super::fault::FaultKind;

/// Longest header, in bytes between its two lines `---`.
pub const MAX_HEADER: usize = 64 * 1024;

const MARK: char = '\u{feff}';

/// A Markdown file cut in two. `bom`, the opening line, `yaml`, the closing line and `body` are the whole file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Split<'a> {
    /// The file begins with a byte-order mark.
    pub bom: bool,
    /// Line end of the header's first line; without a header, the first of the file (LF where there is none).
    pub newline: &'static str,
    /// Where `yaml` and `body` stand, in bytes; `None` when the file has no header.
    pub header: Option<Header>,
    /// The YAML, each line with its line end; empty without a header.
    pub yaml: &'a str,
    /// All that follows the closing line.
    pub body: &'a str,
}

/// Where a header stands in its file, in bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Header {
    /// First byte of the YAML, behind the opening line.
    pub yaml: usize,
    /// First byte of the body, behind the closing line.
    pub body: usize,
}

/// Cuts a file into header and body. A file that does not begin with a line `---` has no header.
///
/// # Errors
/// [`FaultKind::NotClosed`] when the second line `---` is missing; [`FaultKind::TooLarge`] over [`MAX_HEADER`].
pub fn split(text: &str) -> Result<Split<'_>, FaultKind> {
    let cut = cut(text)?;
    if cut.yaml.len() > MAX_HEADER { Err(FaultKind::TooLarge) } else { Ok(cut) }
}

/// As [`split`], but a header of any size is cut off.
pub(super) fn cut(text: &str) -> Result<Split<'_>, FaultKind> {
    let rest = text.strip_prefix(MARK).unwrap_or(text);
    let bom = rest.len() < text.len();
    let first = rest.split_inclusive('\n').next().unwrap_or("");
    let newline = if first.ends_with("\r\n") { "\r\n" } else { "\n" };
    if !first.ends_with('\n') || !is_fence(first) {
        return Ok(Split { bom, newline, header: None, yaml: "", body: rest });
    }
    let yaml = text.len() - rest.len() + first.len();
    let mut at = yaml;
    for line in text[yaml..].split_inclusive('\n') {
        if is_fence(line) {
            let body = at + line.len();
            let header = Some(Header { yaml, body });
            return Ok(Split { bom, newline, header, yaml: &text[yaml..at], body: &text[body..] });
        }
        at += line.len();
    }
    Err(FaultKind::NotClosed)
}

fn is_fence(line: &str) -> bool {
    line.strip_prefix("---")
        .is_some_and(|rest| rest.trim_end_matches([' ', '\t', '\r', '\n']).is_empty())
}

/// The same file with another body; the header stays as it is, byte for byte. A body that would itself read as a
/// header gets an empty header before it.
#[must_use]
pub fn with_body(text: &str, body: &str) -> String {
    let head = match cut(text) {
        Ok(Split { header: Some(header), .. }) => &text[..header.body],
        Ok(Split { bom: true, .. }) => &text[..MARK.len_utf8()],
        _ => "",
    };
    let gap =
        if head.is_empty() || head.ends_with(['\n', MARK]) || body.is_empty() { "" } else { "\n" };
    let whole = format!("{head}{gap}{body}");
    if cut(&whole).is_ok_and(|s| s.body == body && s.bom == head.starts_with(MARK)) {
        whole
    } else {
        format!("{head}---\n---\n{body}")
    }
}

/// The place of byte `offset` in `text`; a byte-order mark has no column.
pub(crate) fn place(text: &str, offset: usize) -> Place {
    let before = &text[..offset];
    let line = before.bytes().filter(|b| *b == b'\n').count();
    let column = before.rsplit('\n').next().unwrap_or("").chars().filter(|c| *c != MARK).count();
    let count = |n: usize| u32::try_from(n + 1).unwrap_or(u32::MAX);
    Place { line: count(line), column: count(column) }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn cuts_at_the_second_line_of_hyphens() {
        let table: &[(&str, &str, &str, bool, &str)] = &[
            ("---\nid: a\n---\nText\n", "id: a\n", "Text\n", false, "\n"),
            ("\u{feff}---\r\nid: a\r\n---\r\n\r\nText", "id: a\r\n", "\r\nText", true, "\r\n"),
            ("---  \nid: a\n--- \t\nText", "id: a\n", "Text", false, "\n"),
            ("---\n---\n", "", "", false, "\n"),
            ("---\nid: a\n---", "id: a\n", "", false, "\n"),
            (
                "---\na: |\n  ---\n ---\n---\nb\n---\n",
                "a: |\n  ---\n ---\n",
                "b\n---\n",
                false,
                "\n",
            ),
            ("Text\r\n---\nb: 1\n---\n", "", "Text\r\n---\nb: 1\n---\n", false, "\r\n"),
            ("\u{feff}Text", "", "Text", true, "\n"),
            ("----\nid: a\n----\n", "", "----\nid: a\n----\n", false, "\n"),
            (" ---\nid: a\n---\n", "", " ---\nid: a\n---\n", false, "\n"),
            ("---", "", "---", false, "\n"),
            ("", "", "", false, "\n"),
        ];
        for (text, yaml, body, bom, newline) in table {
            let s = split(text).unwrap();
            assert_eq!(
                (s.yaml, s.body, s.bom, s.newline),
                (*yaml, *body, *bom, *newline),
                "{text:?}"
            );
            if let Some(h) = s.header {
                assert_eq!(&text[h.yaml..h.yaml + yaml.len()], *yaml);
                assert_eq!(&text[h.body..], *body);
                assert_eq!(place(text, h.yaml).line, 2);
            }
        }
    }

    #[test]
    fn refuses_an_open_header_and_one_over_the_limit() {
        assert_eq!(split("---\nid: a\n"), Err(FaultKind::NotClosed));
        assert_eq!(split("---\n"), Err(FaultKind::NotClosed));
        let fits = format!("---\n{}\n---\n", "#".repeat(MAX_HEADER - 1));
        assert!(split(&fits).is_ok());
        let over = format!("---\n{}\n---\nBody", "#".repeat(MAX_HEADER));
        assert_eq!(split(&over), Err(FaultKind::TooLarge));
        assert_eq!(cut(&over).unwrap().body, "Body");
    }

    #[test]
    fn places_count_lines_and_characters_from_one() {
        let text = "\u{feff}é: x\r\n  ü: y\n";
        let at = |needle| place(text, text.find(needle).unwrap());
        assert_eq!((at("x").line, at("x").column), (1, 4));
        assert_eq!((at("y").line, at("y").column), (2, 6));
    }

    #[test]
    fn a_new_body_leaves_the_header() {
        assert_eq!(with_body("---\r\na: 1\r\n---\r\nold", "new"), "---\r\na: 1\r\n---\r\nnew");
        assert_eq!(with_body("---\na: 1\n---", "new"), "---\na: 1\n---\nnew");
        assert_eq!(with_body("\u{feff}old", "new"), "\u{feff}new");
        assert_eq!(with_body("old", "---\nrule\n"), "---\n---\n---\nrule\n");
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn a_new_body_is_read_back(
            text in r"\u{feff}?(---[ \t]*\r?\n)?([a-z: -]{0,9}\r?\n){0,3}(---\r?\n?)?[a-z]{0,3}",
            body in r"\u{feff}?(---\r?\n)?([a-z: -]{0,9}\r?\n){0,2}(---\r?\n?)?",
        ) {
            let changed = with_body(&text, &body);
            let now = cut(&changed).unwrap();
            prop_assert_eq!(now.body, &body);
            if let Ok(before) = cut(&text) {
                prop_assert_eq!((now.bom, now.yaml), (before.bom, before.yaml));
            }
        }
    }
}
