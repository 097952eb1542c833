//! Texts of the workspace: bounded, UTF-8, and what is wrong with them as findings.

use std::io::ErrorKind;

use artifolio_core::check::reading as rule;
use artifolio_core::failure::reason;
use artifolio_core::finding::{Place, Subject};
use artifolio_core::header::{FaultKind, HeaderFault};
use artifolio_core::path::RelPath;
use artifolio_core::source::read_whole;

use super::Reader;

/// Bytes a text of a workspace may have: a thousand pages.
pub const MAX_TEXT_FILE: u64 = 2 << 20;

impl Reader<'_> {
    /// The text of a file that the scan found; `None` with a finding when it cannot be had.
    pub(super) fn text(&mut self, file: &RelPath) -> Option<String> {
        if self.is_in_cloud(file) {
            return None;
        }
        let bytes = match read_whole(self.vfs, file, MAX_TEXT_FILE) {
            Ok(bytes) => bytes,
            Err(error) if error.kind() == ErrorKind::FileTooLarge => {
                let params = [("file", file.to_string()), ("limit", MAX_TEXT_FILE.to_string())];
                self.found(rule::TEXT_FILE_TOO_LARGE, Subject::file(file.as_str()), &params, None);
                return None;
            }
            Err(error) => {
                self.unreadable(file, reason(&error));
                return None;
            }
        };
        match String::from_utf8(bytes) {
            Ok(text) => Some(text),
            Err(error) => {
                let good = &error.as_bytes()[..error.utf8_error().valid_up_to()];
                let place = place_after(&String::from_utf8_lossy(good));
                let params = [("file", file.to_string())];
                self.found(rule::TEXT_NOT_UTF8, Subject::file(file.as_str()), &params, Some(place));
                None
            }
        }
    }

    /// Whether reading the file would download it; then it is a finding and stays unread.
    pub(super) fn is_in_cloud(&mut self, file: &RelPath) -> bool {
        let in_cloud = self.scan.files.get(file).is_some_and(|entry| entry.stat.cloud_only);
        if in_cloud {
            let params = [("file", file.to_string())];
            self.found(rule::FILE_IN_CLOUD, Subject::file(file.as_str()), &params, None);
        }
        in_cloud
    }

    /// A fault of a header or of the settings as a finding. `reason` is a code that the catalogue has a sentence for.
    pub(super) fn fault(&mut self, rule: &'static str, file: &RelPath, fault: &HeaderFault) {
        let mut params = vec![
            ("file", file.to_string()),
            ("key", fault.key.clone().unwrap_or_default()),
            ("reason", fault.kind.code().to_owned()),
        ];
        match &fault.kind {
            FaultKind::Syntax(said) => params.push(("said", said.clone())),
            FaultKind::Expected(expected) if !expected.words().is_empty() => {
                params.push(("words", expected.words().join(", ")));
            }
            _ => {}
        }
        let subject = Subject::file(file.as_str());
        let subject = match &fault.key {
            Some(key) => subject.field(key),
            None => subject,
        };
        self.found(rule, subject, &params, Some(fault.place));
    }
}

/// What makes a TOML text no TOML, and where; `None` when it is.
pub(super) fn toml_fault(text: &str) -> Option<(String, Place)> {
    let error = text.parse::<toml::Table>().err()?;
    Some((error.message().to_owned(), toml_place(text, &error)?))
}

/// Where in a text its parser found something wrong.
pub(super) fn toml_place(text: &str, error: &toml::de::Error) -> Option<Place> {
    Some(place_after(text.get(..error.span()?.start)?))
}

/// The place right behind a text.
fn place_after(text: &str) -> Place {
    let lines = text.bytes().filter(|b| *b == b'\n').count();
    let column = text.rsplit('\n').next().unwrap_or("").chars().count();
    let number = |n: usize| u32::try_from(n + 1).unwrap_or(u32::MAX);
    Place { line: number(lines), column: number(column) }
}
