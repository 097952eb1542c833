//! `bagit.txt` (RFC 8493, 2.1.1): exactly two lines, UTF-8 without a mark, one space.

use artifolio_core::finding::Finding;

use super::lines::Encoding;
use crate::name::shown;
use crate::rules::{BAGIT_NEWER, BAGIT_OLDER, DECLARATION, ENCODING_UNKNOWN, TAG_BOM};

const FILE: &str = "bagit.txt";
/// A declaration is two short lines.
pub(super) const LIMIT: u64 = 4_096;

/// What the declaration says of the other tag files, and every fault of it. Where the encoding is not known, UTF-8 is
/// tried, so that the rest can still be judged.
pub(super) fn judge(bytes: &[u8]) -> (Encoding, Vec<Finding>) {
    let mut findings = Vec::new();
    let text = String::from_utf8_lossy(bytes);
    let text = match text.strip_prefix('\u{feff}') {
        Some(rest) => {
            findings.push(TAG_BOM.file(FILE));
            rest
        }
        None => &*text,
    };
    let unified = text.replace("\r\n", "\n").replace('\r', "\n");
    let lines: Vec<&str> = unified.strip_suffix('\n').unwrap_or(&unified).split('\n').collect();
    let version = lines.first().and_then(|line| value(line, "BagIt-Version"));
    match version {
        Some((version, exact)) => {
            let parts = version.split_once('.').and_then(|(major, minor)| {
                Some((major.parse::<u32>().ok()?, minor.parse::<u32>().ok()?))
            });
            let digits = version.chars().all(|c| c.is_ascii_digit() || c == '.');
            match parts {
                Some(parts) if exact && digits => {
                    let told = |rule: crate::rules::Rule| rule.file(FILE).with("version", version);
                    match parts.cmp(&(1, 0)) {
                        std::cmp::Ordering::Less => findings.push(told(BAGIT_OLDER)),
                        std::cmp::Ordering::Greater => findings.push(told(BAGIT_NEWER)),
                        std::cmp::Ordering::Equal => {}
                    }
                }
                _ => findings.push(DECLARATION.file(FILE).at(1, 1)),
            }
        }
        None => findings.push(DECLARATION.file(FILE).at(1, 1)),
    }
    let declared = lines.get(1).and_then(|line| value(line, "Tag-File-Character-Encoding"));
    let mut encoding = Encoding::Utf8;
    match declared {
        Some((name, exact)) => {
            if !exact {
                findings.push(DECLARATION.file(FILE).at(2, 1));
            }
            match Encoding::parse(name) {
                Some(known) => encoding = known,
                None => findings.push(ENCODING_UNKNOWN.file(FILE).with("encoding", shown(name))),
            }
        }
        None => findings.push(DECLARATION.file(FILE).at(2, 1)),
    }
    if lines.len() > 2 {
        findings.push(DECLARATION.file(FILE).at(3, 1));
    }
    (encoding, findings)
}

/// The value of a line with this label, and whether colon and space are exactly as they must be.
fn value<'a>(line: &'a str, label: &str) -> Option<(&'a str, bool)> {
    let (before, after) = line.split_once(':')?;
    let value = after.trim();
    let exact = before == label && after.strip_prefix(' ') == Some(value);
    (before.trim() == label && !value.is_empty()).then_some((value, exact))
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
