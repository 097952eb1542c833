//! Receipts: what was made of this portfolio and where it was put (docs/workspace.md, `submissions/*.toml`).

use std::collections::BTreeMap;
use std::io;

use artifolio_core::path::RelPath;
use artifolio_core::portable::portable_name;
use artifolio_core::receipt::{Content, Receipt, SAID};
use artifolio_core::source::{EntryKind, Vfs, read_whole};

use crate::change::{Change, Step};
use crate::durable::{Expect, Sha256};
use crate::layout::{SUBMISSIONS, fixed};

/// Bytes a receipt may have: it names every file of evidence.
const MAX: u64 = 1 << 24;
/// Bytes that what a bundle said may have.
const SAID_MAX: u64 = 1 << 26;
/// How the file of a receipt ends.
const RECORD: &str = ".toml";

/// The receipts, the last first. One that cannot be read is passed over.
#[must_use]
pub fn receipts(files: &dyn Vfs) -> Vec<Receipt> {
    all(files).into_iter().map(|(receipt, _)| receipt).collect()
}

fn all(files: &dyn Vfs) -> Vec<(Receipt, RelPath)> {
    let Ok(listing) = files.list(&fixed(SUBMISSIONS)) else { return Vec::new() };
    let mut found: Vec<(Receipt, i64, RelPath)> = listing
        .entries
        .into_iter()
        // Nobody asks for one that lies only in the cloud.
        .filter(|e| e.stat.kind == EntryKind::File && !e.stat.cloud_only)
        .filter(|e| e.path.name().ends_with(RECORD))
        .filter_map(|entry| {
            let bytes = read_whole(files, &entry.path, MAX).ok()?;
            let receipt = toml::from_str(str::from_utf8(&bytes).ok()?).ok()?;
            Some((receipt, entry.stat.modified_ns, entry.path))
        })
        .collect();
    // The time orders those of one day alone, and a copied folder has lost it.
    found.sort_by(|a, b| (b.0.made, b.1, &b.0.name).cmp(&(a.0.made, a.1, &a.0.name)));
    found.into_iter().map(|(receipt, _, path)| (receipt, path)).collect()
}

/// Builds the change that writes a receipt and what is kept with it, by ending, under names that are free.
///
/// # Panics
/// Never: texts and numbers are TOML.
#[must_use]
pub fn receipt(files: &dyn Vfs, receipt: &Receipt, kept: Vec<(&str, Vec<u8>)>) -> Change {
    let stem = stem(&receipt.name);
    let record = toml::to_string(receipt).expect("texts and numbers are TOML").into_bytes();
    let all: Vec<_> = std::iter::once((RECORD, record)).chain(kept).collect();
    let place = |n: u32, ending: &str| -> RelPath {
        let suffix = if n == 1 { String::new() } else { format!(" {n}") };
        fixed(SUBMISSIONS)
            .join(&portable_name(&format!("{stem}{suffix}{ending}")))
            .expect("portable names make a path")
    };
    let is_free = |n: &u32| all.iter().all(|(ending, _)| files.stat(&place(*n, ending)).is_err());
    let n = (1..).find(is_free).expect("numbers do not end");
    let write =
        |(ending, bytes)| Step::Write { path: place(n, ending), expect: Expect::Absent, bytes };
    Change { label: "receipt", steps: all.into_iter().map(write).collect() }
}

/// What was kept of the bundle with this file name, the last where there are several: its receipt, and what it said.
#[must_use]
pub fn kept(files: &dyn Vfs, name: &str) -> Option<(Receipt, Vec<u8>)> {
    let named = |receipt: &Receipt| receipt.name == name || stem(&receipt.name) == name;
    let (receipt, path) = all(files).into_iter().find(|(receipt, _)| named(receipt))?;
    let said = path.parent().join(&format!("{}{SAID}", stem_of(path.name(), RECORD))).ok()?;
    Some((receipt, read_whole(files, &said, SAID_MAX).ok()?))
}

/// The same evidence where it lies now: each file is known by its bytes, in the portfolio and in its trash. What is
/// nowhere any more is left out. A disk that fails hides files; nothing else goes wrong.
#[must_use]
pub fn found(files: &dyn Vfs, content: &[Content]) -> Vec<Content> {
    let mut wanted: BTreeMap<u64, Vec<&Content>> = BTreeMap::new();
    content.iter().for_each(|one| wanted.entry(one.bytes).or_default().push(one));
    let mut all = vec![];
    let mut folders = vec![RelPath::root()];
    while let Some(folder) = folders.pop() {
        let Ok(listing) = files.list(&folder) else { continue };
        for entry in listing.entries {
            match entry.stat.kind {
                EntryKind::Folder => folders.push(entry.path),
                EntryKind::File
                    if wanted.contains_key(&entry.stat.size) && !entry.stat.cloud_only =>
                {
                    let Ok(sha256) = sum(files, &entry.path) else { continue };
                    let same = wanted[&entry.stat.size].iter();
                    let same = same.filter(|one| one.sha256 == sha256.to_string());
                    all.extend(
                        same.map(|one| Content { from: entry.path.clone(), ..(*one).clone() }),
                    );
                }
                _ => {}
            }
        }
    }
    all
}

fn sum(files: &dyn Vfs, path: &RelPath) -> io::Result<Sha256> {
    Sha256::of_reader(files.open(path)?)
}

fn stem(name: &str) -> &str {
    stem_of(name, ".zip")
}

fn stem_of<'n>(name: &'n str, ending: &str) -> &'n str {
    name.strip_suffix(ending).unwrap_or(name)
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
            date: Some("2027-01-10".parse().unwrap()),
            app: "artifolio 0.1.0".into(),
            pdf: false,
            content: vec![],
        }
    }

    fn keep(fs: &MemFs, one: &Receipt) -> String {
        let Change { steps, .. } = receipt(fs, one, vec![]);
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
