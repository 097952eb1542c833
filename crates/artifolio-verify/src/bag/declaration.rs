//! `bagit.txt` (RFC 8493, 2.1.1): the version by which the bag is judged, and the encoding of its tag files. Exactly two
//! lines, UTF-8 without a mark, one space.

use artifolio_core::finding::Finding;

use super::lines::Encoding;
use super::version::Version;
use crate::name::shown;
use crate::rules::{
    BAGIT_NEWER, BAGIT_OLDER, BAGIT_UNKNOWN, DECLARATION, ENCODING_UNKNOWN, TAG_BOM,
};

const FILE: &str = "bagit.txt";
/// A declaration is two short lines.
pub(super) const LIMIT: u64 = 4_096;

/// What the declaration says of the other tag files.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Declared {
    pub(crate) version: Version,
    pub(crate) encoding: Encoding,
}

impl Default for Declared {
    /// What is tried where the declaration cannot be read, so that the rest can still be judged.
    fn default() -> Self {
        Self { version: Version::V1_0, encoding: Encoding::Utf8 }
    }
}

/// Reads the declaration; with every fault of it.
pub(super) fn judge(bytes: &[u8]) -> (Declared, Vec<Finding>) {
    let mut findings = Vec::new();
    let mut declared = Declared::default();
    let whole = String::from_utf8_lossy(bytes);
    let text = whole.strip_prefix('\u{feff}').unwrap_or(&whole);
    let unified = text.replace("\r\n", "\n").replace('\r', "\n");
    let lines: Vec<&str> = unified.strip_suffix('\n').unwrap_or(&unified).split('\n').collect();
    match lines.first().and_then(|line| value(line, "BagIt-Version")) {
        Some(said) => match numbers(said.value) {
            Some((major, minor)) => {
                let (version, published) = Version::nearest(major, minor);
                declared.version = version;
                if !said.is_exact(version) {
                    findings.push(DECLARATION.file(FILE).at(1, 1));
                }
                let rule = match published {
                    true if version == Version::V1_0 => None,
                    true => Some(BAGIT_OLDER),
                    false if (major, minor) > (1, 0) => Some(BAGIT_NEWER),
                    false => Some(BAGIT_UNKNOWN),
                };
                findings.extend(rule.map(|rule| rule.file(FILE).with("version", said.value)));
            }
            None => findings.push(DECLARATION.file(FILE).at(1, 1)),
        },
        None => findings.push(DECLARATION.file(FILE).at(1, 1)),
    }
    if text.len() != whole.len() && declared.version.forbids_mark() {
        findings.push(TAG_BOM.file(FILE));
    }
    match lines.get(1).and_then(|line| value(line, "Tag-File-Character-Encoding")) {
        Some(said) => {
            if !said.is_exact(declared.version) {
                findings.push(DECLARATION.file(FILE).at(2, 1));
            }
            match Encoding::parse(said.value) {
                Some(known) => declared.encoding = known,
                None => {
                    let told = ENCODING_UNKNOWN.file(FILE).with("encoding", shown(said.value));
                    findings.push(told);
                }
            }
        }
        None => findings.push(DECLARATION.file(FILE).at(2, 1)),
    }
    if lines.len() > 2 {
        findings.push(DECLARATION.file(FILE).at(3, 1));
    }
    (declared, findings)
}

/// `M.N`, in digits alone.
fn numbers(text: &str) -> Option<(u32, u32)> {
    let digits = text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.');
    let (major, minor) = text.split_once('.').filter(|_| digits)?;
    Some((major.parse().ok()?, minor.parse().ok()?))
}

/// The value of a line.
struct Said<'a> {
    value: &'a str,
    /// Colon and space are as they must be.
    spaced: bool,
    /// The label has the capitals it must have.
    spelled: bool,
}

impl Said<'_> {
    /// The drafts write the labels in either case themselves.
    fn is_exact(&self, version: Version) -> bool {
        self.spaced && (self.spelled || !version.is_exact())
    }
}

/// The value of a line with this label.
fn value<'a>(line: &'a str, label: &str) -> Option<Said<'a>> {
    let (before, after) = line.split_once(':')?;
    let value = after.trim();
    let spaced = before.trim() == before && after.strip_prefix(' ') == Some(value);
    let said = Said { value, spaced, spelled: before.trim() == label };
    (before.trim().eq_ignore_ascii_case(label) && !value.is_empty()).then_some(said)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn exactly_two_lines() {
        let good = "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n";
        let line = |rule: &'static str, line| (rule, Some(line));
        type Found = (&'static str, Option<u32>);
        let table: Vec<(String, Vec<Found>)> = vec![
            (good.into(), vec![]),
            (good.trim_end().into(), vec![]),
            (good.replace('\n', "\r\n"), vec![]),
            (good.replace('\n', "\r"), vec![]),
            (good.replace("UTF-8", "utf-8"), vec![]),
            (format!("\u{feff}{good}"), vec![("bundle-tag-bom", None)]),
            (format!("{good}\n"), vec![line("bundle-declaration", 3)]),
            (format!("{good}Contact-Name: A\n"), vec![line("bundle-declaration", 3)]),
            (good.replace("1.0", "1.0 "), vec![line("bundle-declaration", 1)]),
            (good.replace(": 1", " : 1"), vec![line("bundle-declaration", 1)]),
            (good.replace(": 1", ":1"), vec![line("bundle-declaration", 1)]),
            (good.replace(": 1", ":  1"), vec![line("bundle-declaration", 1)]),
            (good.replace(": 1", ":\t1"), vec![line("bundle-declaration", 1)]),
            (good.replace("BagIt-Version", "bagit-version"), vec![line("bundle-declaration", 1)]),
            (good.replace("1.0", "one"), vec![line("bundle-declaration", 1)]),
            (good.replace("1.0", "+1.0"), vec![line("bundle-declaration", 1)]),
            (good.replace("1.0", "1"), vec![line("bundle-declaration", 1)]),
            (good.replace(": U", " : U"), vec![line("bundle-declaration", 2)]),
            (good.replace("1.0", "0.97"), vec![("bundle-bagit-older", None)]),
            (
                good.replace("BagIt-Version: 1.0", "BagIt-version: 0.97"),
                vec![("bundle-bagit-older", None)],
            ),
            (
                good.replace("1.0", "0.97 "),
                vec![line("bundle-declaration", 1), ("bundle-bagit-older", None)],
            ),
            (format!("\u{feff}{good}").replace("1.0", "0.96"), vec![("bundle-bagit-older", None)]),
            (good.replace("1.0", "0.92"), vec![("bundle-bagit-unknown", None)]),
            (good.replace("1.0", "0.98"), vec![("bundle-bagit-unknown", None)]),
            (good.replace("1.0", "0.9"), vec![("bundle-bagit-unknown", None)]),
            (good.replace("1.0", "1.1"), vec![("bundle-bagit-newer", None)]),
            (good.replace("1.0", "2.0"), vec![("bundle-bagit-newer", None)]),
            (good.replace("UTF-8", "KOI8-R"), vec![("bundle-encoding-unknown", None)]),
            ("BagIt-Version: 1.0\n".into(), vec![line("bundle-declaration", 2)]),
            (String::new(), vec![line("bundle-declaration", 1), line("bundle-declaration", 2)]),
        ];
        for (text, expected) in table {
            let (_, findings) = judge(text.as_bytes());
            let found: Vec<_> =
                findings.iter().map(|f| (f.rule, f.place.map(|place| place.line))).collect();
            assert_eq!(found, expected, "{text:?}");
        }
    }
}
