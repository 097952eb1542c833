//! Receipts: what was made of this portfolio and where it was put (docs/workspace.md, `submissions/*.toml`).

use artifolio_core::path::RelPath;
use artifolio_core::portable::portable_name;
use artifolio_core::source::{EntryKind, Vfs, read_whole};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::change::{Change, Step};
use crate::durable::Expect;
use crate::layout::{SUBMISSIONS, fixed};

/// Bytes a receipt may have.
const MAX: u64 = 1 << 16;

/// One bundle that was made.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Receipt {
    /// File name of the bundle.
    pub name: String,
    /// Where it was saved, on the machine that made it.
    pub path: String,
    /// SHA-256 of the whole file, hex.
    pub sha256: String,
    /// The day it was made, `YYYY-MM-DD`.
    #[serde(with = "day")]
    pub made: NaiveDate,
    /// Marked as a draft.
    pub draft: bool,
    /// Files in it.
    pub files: u64,
    /// Its size.
    pub bytes: u64,
}

/// The receipts, the last first. One that cannot be read is passed over.
#[must_use]
pub fn receipts(files: &dyn Vfs) -> Vec<Receipt> {
    let Ok(listing) = files.list(&fixed(SUBMISSIONS)) else { return Vec::new() };
    let mut found: Vec<(Receipt, i64)> = listing
        .entries
        .into_iter()
        // Nobody asks for one that lies only in the cloud.
        .filter(|e| e.stat.kind == EntryKind::File && !e.stat.cloud_only)
        .filter(|e| e.path.name().ends_with(".toml"))
        .filter_map(|entry| {
            let bytes = read_whole(files, &entry.path, MAX).ok()?;
            Some((toml::from_str(str::from_utf8(&bytes).ok()?).ok()?, entry.stat.modified_ns))
        })
        .collect();
    // The time orders those of one day alone, and a copied folder has lost it.
    found.sort_by(|a, b| (b.0.made, b.1, &b.0.name).cmp(&(a.0.made, a.1, &a.0.name)));
    found.into_iter().map(|(receipt, _)| receipt).collect()
}

/// Builds the change that writes a receipt, under a name that is free.
///
/// # Panics
/// Never: texts and numbers are TOML.
#[must_use]
pub fn receipt(files: &dyn Vfs, receipt: &Receipt) -> Change {
    let stem = receipt.name.strip_suffix(".zip").unwrap_or(&receipt.name);
    let place = |n: u32| -> RelPath {
        let suffix = if n == 1 { String::new() } else { format!(" {n}") };
        fixed(SUBMISSIONS)
            .join(&portable_name(&format!("{stem}{suffix}.toml")))
            .expect("portable names make a path")
    };
    let path = (1..).map(place).find(|path| files.stat(path).is_err()).expect("numbers do not end");
    let bytes = toml::to_string(receipt).expect("texts and numbers are TOML").into_bytes();
    Change { label: "receipt", steps: vec![Step::Write { path, expect: Expect::Absent, bytes }] }
}

/// A date as TOML has one, and as a text where a person wrote it so.
pub(crate) mod day {
    use chrono::NaiveDate;
    use serde::{Deserialize as _, Deserializer, Serialize as _, Serializer};

    pub(crate) fn serialize<S: Serializer>(day: &NaiveDate, to: S) -> Result<S::Ok, S::Error> {
        let date: toml::value::Datetime = day.to_string().parse().expect("an ISO date");
        date.serialize(to)
    }

    pub(crate) fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<NaiveDate, D::Error> {
        let said = match toml::Value::deserialize(from)? {
            toml::Value::Datetime(date) => date.to_string(),
            toml::Value::String(text) => text,
            _ => String::new(),
        };
        said.parse().map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::MemFs;

    fn made(day: &str, draft: bool) -> Receipt {
        Receipt {
            name: "Ellison_ISTE-Portfolio.zip".into(),
            path: "C:\\Users\\maya\\\"x\".zip".into(),
            sha256: "0".repeat(64),
            made: day.parse().unwrap(),
            draft,
            files: 3,
            bytes: 1 << 40,
        }
    }

    fn keep(fs: &MemFs, one: &Receipt) -> String {
        let Change { steps, .. } = receipt(fs, one);
        let [Step::Write { path, bytes, expect: Expect::Absent }] = &steps[..] else { panic!() };
        fs.plant(path.as_str(), bytes);
        path.to_string()
    }

    #[test]
    fn receipts_come_back_as_they_were_the_last_first() {
        let fs = MemFs::new();
        assert_eq!(receipts(&fs), []);
        let (old, new) = (made("2026-10-02", true), made("2026-11-20", false));
        assert_eq!(keep(&fs, &new), "submissions/Ellison_ISTE-Portfolio.toml");
        assert_eq!(keep(&fs, &old), "submissions/Ellison_ISTE-Portfolio 2.toml");
        fs.plant("submissions/broken.toml", b"name = 1");
        fs.plant("submissions/notes.txt", b"mine");
        assert_eq!(receipts(&fs), [new, old]);
    }

    #[test]
    fn a_date_is_written_as_toml_has_it_and_read_from_a_text_too() {
        let fs = MemFs::new();
        let path = keep(&fs, &made("2026-10-02", true));
        let bytes = read_whole(&fs, &fixed(&path), MAX).unwrap();
        let text = String::from_utf8(bytes).unwrap();
        assert!(text.contains("made = 2026-10-02\n"), "{text}");
        fs.plant(&path, text.replace("2026-10-02", "\"2026-10-02\"").as_bytes());
        assert_eq!(receipts(&fs), [made("2026-10-02", true)]);
    }
}
