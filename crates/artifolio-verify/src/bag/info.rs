//! `bag-info.txt` (RFC 8493, 2.2.2), called `package-info.txt` before 0.96: labels and values, and the two numbers that
//! Payload-Oxum promises.

use super::lines::{Line, Lines};
use super::version::Version;
use crate::name::shown;
use crate::report::Report;
use crate::rules::{
    INFO_LINE, LINE_BLANK, OXUM_FORM, OXUM_TWICE, OXUM_WRONG, TAG_BOM, TAG_ENCODING,
};

/// Largest that is read, in bytes; it is written for people.
pub(super) const LIMIT: u64 = 1 << 20;

/// The labels and values, in their order.
#[derive(Debug)]
pub(crate) struct Info {
    version: Version,
    elements: Vec<(String, String)>,
}

impl Info {
    /// The first value of a label; labels do not know case.
    pub(crate) fn get(&self, label: &str) -> Option<&str> {
        self.all(label).next()
    }

    fn all(&self, label: &str) -> impl Iterator<Item = &str> {
        let own = self.elements.iter().filter(move |(own, _)| own.eq_ignore_ascii_case(label));
        own.map(|(_, value)| value.as_str())
    }

    /// The file is not there.
    pub(super) fn none(version: Version) -> Self {
        Self { version, elements: Vec::new() }
    }

    /// Reads the file; lines that are no element and no continuation are reported.
    pub(super) fn read(lines: Lines<&[u8]>, version: Version, report: &mut Report) -> Self {
        let mut info = Self::none(version);
        let file = version.info_file();
        if lines.has_mark && version.forbids_mark() {
            report.add(TAG_BOM.file(file));
        }
        for (line, number) in lines.zip(1..) {
            let Ok(Line::Text(text)) = line else {
                report.add(TAG_ENCODING.file(file).at(number, 1));
                continue;
            };
            if text.is_empty() {
                report.add(LINE_BLANK.file(file).at(number, 1));
            } else if let (Some(last), true) =
                (info.elements.last_mut(), text.starts_with([' ', '\t']))
            {
                last.1.push(' ');
                last.1.push_str(text.trim());
            } else if let Some(element) = element(&text, version) {
                info.elements.push(element);
            } else {
                report.add(INFO_LINE.file(file).at(number, 1).with("line", number));
            }
        }
        info
    }

    /// Payload-Oxum against what was counted; `None` where files could not be read, so that no sum can be made.
    pub(super) fn judge_oxum(&self, counted: Option<(u64, u64)>, report: &mut Report) {
        let file = self.version.info_file();
        if !self.version.knows_oxum() {
            return;
        }
        if self.all("Payload-Oxum").count() > 1 && self.version.is_exact() {
            report.add(OXUM_TWICE.file(file));
        }
        let number = |text: &str| {
            let digits = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
            text.parse::<u64>().ok().filter(|_| digits)
        };
        for told in self.all("Payload-Oxum") {
            let parts = told.split_once('.').and_then(|(a, b)| Some((number(a)?, number(b)?)));
            match (parts, counted) {
                (None, _) => report.add(OXUM_FORM.file(file).with("said", shown(told))),
                (Some(said), Some(real)) if said != real => {
                    let found = format!("{}.{}", real.0, real.1);
                    report.add(OXUM_WRONG.file(file).with("said", told).with("found", found));
                }
                _ => {}
            }
        }
    }
}

/// `Label: value` with one space or tab behind the colon; before 1.0 with any whitespace around it.
fn element(line: &str, version: Version) -> Option<(String, String)> {
    let (label, value) = line.split_once(':')?;
    let (label, value) = match version.is_exact() {
        true => (label, value.strip_prefix([' ', '\t'])?),
        false => (label.trim_end(), value.trim()),
    };
    (!label.is_empty() && label.trim() == label).then(|| (label.to_owned(), value.to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bag::lines::Encoding;

    fn judged(text: &str, counted: Option<(u64, u64)>) -> (Info, Vec<String>) {
        let mut report = Report::default();
        let lines = Lines::new(text.as_bytes(), Encoding::Utf8);
        let info = Info::read(lines, Version::V1_0, &mut report);
        info.judge_oxum(counted, &mut report);
        let told = report.finish().iter().map(|f| f.rule.to_owned()).collect();
        (info, told)
    }

    #[test]
    fn elements_lines_and_sums() {
        let table: [(&str, &[&str]); 16] = [
            ("", &[]),
            ("A: b\n", &[]),
            ("A: b\n  c\n\td\n", &[]),
            ("A B: c:d\n", &[]),
            ("A:\tb\n", &[]),
            ("A: b\n\n", &["bundle-line-blank"]),
            ("A:b\n", &["bundle-info-line"]),
            ("A : b\n", &["bundle-info-line"]),
            (" A: b\n", &["bundle-info-line"]),
            ("no colon\n", &["bundle-info-line"]),
            (": b\n", &["bundle-info-line"]),
            ("payload-oxum: 10.2\n", &[]),
            ("Payload-Oxum: 10.2\nPayload-Oxum: 10.2\n", &["bundle-oxum-twice"]),
            ("Payload-Oxum: ten.2\n", &["bundle-oxum-form"]),
            ("Payload-Oxum: +10.2\n", &["bundle-oxum-form"]),
            ("Payload-Oxum: 11.2\n", &["bundle-oxum-wrong"]),
        ];
        for (text, expected) in table {
            assert_eq!(judged(text, Some((10, 2))).1, expected, "{text:?}");
        }
        assert!(judged("Payload-Oxum: 11.2\n", None).1.is_empty());
        let (info, _) = judged("a: 1\nA: 2\nB: c\n  d\n", None);
        assert_eq!((info.get("A"), info.get("b"), info.get("c")), (Some("1"), Some("c d"), None));
    }
}
