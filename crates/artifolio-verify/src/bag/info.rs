//! `bag-info.txt` (RFC 8493, 2.2.2): labels and values, and the two numbers that Payload-Oxum promises.

use super::lines::{Line, Lines};
use crate::name::shown;
use crate::report::Report;
use crate::rules::{
    INFO_LINE, LINE_BLANK, OXUM_FORM, OXUM_TWICE, OXUM_WRONG, TAG_BOM, TAG_ENCODING,
};

pub(super) const FILE: &str = "bag-info.txt";
/// Largest that is read, in bytes; it is written for people.
pub(super) const LIMIT: u64 = 1 << 20;

/// The labels and values, in their order.
#[derive(Debug, Default)]
pub(crate) struct Info(Vec<(String, String)>);

impl Info {
    /// The first value of a label; labels do not know case.
    pub(crate) fn get(&self, label: &str) -> Option<&str> {
        let mut own = self.0.iter().filter(|(own, _)| own.eq_ignore_ascii_case(label));
        own.next().map(|(_, value)| value.as_str())
    }

    fn count(&self, label: &str) -> usize {
        self.0.iter().filter(|(own, _)| own.eq_ignore_ascii_case(label)).count()
    }

    /// Reads the file; lines that are no element and no continuation are reported.
    pub(super) fn read(lines: Lines<&[u8]>, report: &mut Report) -> Self {
        let mut info = Self::default();
        if lines.has_forbidden_mark {
            report.add(TAG_BOM.file(FILE));
        }
        for (line, number) in lines.zip(1..) {
            let Ok(Line::Text(text)) = line else {
                report.add(TAG_ENCODING.file(FILE).at(number, 1));
                continue;
            };
            if text.is_empty() {
                report.add(LINE_BLANK.file(FILE).at(number, 1));
            } else if let (Some(last), true) = (info.0.last_mut(), text.starts_with([' ', '\t'])) {
                last.1.push(' ');
                last.1.push_str(text.trim());
            } else if let Some(element) = element(&text) {
                info.0.push(element);
            } else {
                report.add(INFO_LINE.file(FILE).at(number, 1).with("line", number));
            }
        }
        info
    }

    /// Payload-Oxum against what was counted; `None` where files could not be read, so that no sum can be made.
    pub(super) fn judge_oxum(&self, counted: Option<(u64, u64)>, report: &mut Report) {
        let Some(told) = self.get("Payload-Oxum") else { return };
        if self.count("Payload-Oxum") > 1 {
            report.add(OXUM_TWICE.file(FILE));
        }
        let number = |text: &str| {
            let digits = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
            text.parse::<u64>().ok().filter(|_| digits)
        };
        let parts = told.split_once('.').and_then(|(a, b)| Some((number(a)?, number(b)?)));
        match (parts, counted) {
            (None, _) => report.add(OXUM_FORM.file(FILE).with("said", shown(told))),
            (Some(said), Some(real)) if said != real => report.add(
                OXUM_WRONG
                    .file(FILE)
                    .with("said", told)
                    .with("found", format!("{}.{}", real.0, real.1)),
            ),
            _ => {}
        }
    }
}

/// `Label: value` with one space or tab behind the colon.
fn element(line: &str) -> Option<(String, String)> {
    let (label, value) = line.split_once(':')?;
    let value = value.strip_prefix([' ', '\t'])?;
    (!label.is_empty() && label.trim() == label).then(|| (label.to_owned(), value.to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bag::lines::Encoding;

    fn judged(text: &str, counted: Option<(u64, u64)>) -> (Info, Vec<String>) {
        let mut report = Report::default();
        let lines = Lines::new(text.as_bytes(), Encoding::Utf8);
        let info = Info::read(lines, &mut report);
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
