//! A zip that is judged before a byte of it is written anywhere, and the only way to read one.
//!
//! Order of defence: the end record and the list of entries (`directory`), each entry's own header and the place of its
//! bytes (`layout`), names (`crate::name`), kinds of file, sizes; and while reading, the bytes themselves (`data`).
//! The reader is our own and not the `zip` crate's, with which packages are written: a fault of that crate must not be
//! able to hide from the judge, and it merges doubled names in silence. The tests ask it for a second opinion.

mod data;
mod directory;
mod layout;
mod record;

use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, Read, Seek};

use artifolio_core::finding::{Finding, Severity};
use artifolio_core::path::RelPath;

use crate::name;
use crate::report::Report;
use crate::rules::{
    ENTRY_BOMB, ENTRY_ENCRYPTED, ENTRY_FEATURE, ENTRY_FOLDER, ENTRY_METHOD, LINK, SPECIAL,
    ZIP_BOMB, ZIP_TOO_BIG,
};
pub(crate) use data::DataFault;
use record::Record;

/// Most entries a zip may have.
pub const MOST_ENTRIES: u64 = 100_000;
/// Most bytes a zip may unpack to.
pub const MOST_BYTES: u64 = 10_000_000_000;
/// Bytes unpacked for one byte packed, at most.
pub const RATIO: u64 = 200;
/// Up to so many bytes the ratio does not matter.
pub const RATIO_FROM: u64 = 10_000_000;

/// Why a zip cannot be read from.
#[derive(Debug, thiserror::Error)]
pub enum PackageError {
    /// It breaks at least one required rule.
    #[error("the zip is refused: {} findings", .0.len())]
    Refused(Vec<Finding>),
    /// The disk.
    #[error(transparent)]
    Io(#[from] io::Error),
}

/// Where the bytes of an entry lie and what they must come to.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Place {
    start: u64,
    packed: u64,
    size: u64,
    crc: u32,
    deflated: bool,
}

/// A judged zip. Only entries whose name, place and kind are beyond doubt can be named or read.
#[derive(Debug)]
pub struct Package<R> {
    reader: R,
    entries: BTreeMap<RelPath, Place>,
    folders: BTreeSet<RelPath>,
    refused: BTreeSet<RelPath>,
    size: u64,
}

impl<R: Read + Seek> Package<R> {
    /// Opens a zip in which nothing required is wrong.
    ///
    /// # Errors
    /// [`PackageError::Refused`] with every finding, [`PackageError::Io`] when the disk fails.
    pub fn open(reader: R) -> Result<Self, PackageError> {
        let mut report = Report::default();
        let package = Self::judge(reader, &mut report)?;
        let findings = report.finish();
        let refused = findings.iter().any(|finding| finding.severity == Severity::Required);
        package.filter(|_| !refused).ok_or(PackageError::Refused(findings))
    }

    /// Judges a zip; what is wrong goes to the report, and what is right can be read. `None` when its list of entries
    /// cannot be trusted at all.
    pub(crate) fn judge(mut reader: R, report: &mut Report) -> io::Result<Option<Self>> {
        let size = reader.seek(io::SeekFrom::End(0))?;
        let Some(directory) = directory::read(&mut reader, size, report)? else { return Ok(None) };
        let mut records = directory.records;
        layout::judge(&mut reader, &mut records, directory.span, report)?;
        let (entries, folders, refused) = Default::default();
        let mut package = Self { reader, entries, folders, refused, size };
        package.enter(records, report);
        Ok(Some(package))
    }

    fn enter(&mut self, mut records: Vec<Record>, report: &mut Report) {
        let mut named = Vec::with_capacity(records.len());
        for (n, record) in records.iter_mut().enumerate() {
            let judged = name::judge(&record.name, record.is_marked());
            report.extend(judged.faults.iter().map(|rule| rule.file(&judged.shown)));
            kind(record, judged.folder, &judged.shown, report);
            // Unreadable names clash with nothing.
            if let (Some(path), Ok(raw)) = (judged.path, str::from_utf8(&record.name)) {
                named.push((n, raw.to_owned(), path, judged.folder));
            }
        }
        let names = named.iter().map(|(n, raw, path, folder)| (*n, raw.as_str(), path, *folder));
        for clash in name::clashes(names) {
            let record = &mut records[clash.at];
            record.sound = false;
            let shown = name::shown(&String::from_utf8_lossy(&record.name));
            report.add(clash.rule.file(&shown).with("other", clash.other));
        }
        let total = records.iter().fold(0_u64, |sum, record| sum.saturating_add(record.size));
        let too_much = total > MOST_BYTES;
        let bomb = total > RATIO_FROM && total / RATIO > self.size;
        if too_much {
            report.add(ZIP_TOO_BIG.bundle().with("bytes", total).with("limit", MOST_BYTES));
        } else if bomb {
            report.add(ZIP_BOMB.bundle().with("bytes", total).with("packed", self.size));
        }
        for (n, _, path, folder) in named {
            let record = &records[n];
            if !record.sound || too_much || bomb {
                self.refused.insert(path);
            } else if folder {
                self.folders.insert(path);
            } else {
                self.entries.insert(path, record.place());
            }
        }
    }

    /// The files that can be read, by path, with their size in bytes.
    pub fn entries(&self) -> impl Iterator<Item = (&RelPath, u64)> {
        self.entries.iter().map(|(path, place)| (path, place.size))
    }

    /// Folders that the zip names by themselves.
    pub(crate) fn folders(&self) -> impl Iterator<Item = &RelPath> {
        self.folders.iter()
    }

    /// Files that are in the zip and must not be read.
    pub(crate) fn refused(&self) -> impl Iterator<Item = &RelPath> {
        self.refused.iter()
    }

    /// Reads one file, unpacked. The reader fails with `InvalidData` where the bytes are not what the zip says of them:
    /// damaged, longer, shorter, or with another checksum.
    ///
    /// # Errors
    /// `NotFound` for a path that is not one of [`Package::entries`], else what the disk says.
    pub fn read<'a>(&'a mut self, path: &RelPath) -> io::Result<impl Read + use<'a, R>> {
        let place = *self.entries.get(path).ok_or(io::ErrorKind::NotFound)?;
        data::Data::open(&mut self.reader, place)
    }
}

/// What the entry is, how it is packed, and how much it grows.
fn kind(record: &mut Record, folder: bool, shown: &str, report: &mut Report) {
    let mut faults = Vec::new();
    if record.is_encrypted() {
        faults.push(ENTRY_ENCRYPTED.file(shown));
    }
    if record.has_unknown_feature() {
        faults.push(ENTRY_FEATURE.file(shown));
    }
    if !matches!(record.method, 0 | 8) {
        faults.push(ENTRY_METHOD.file(shown).with("method", record.method));
    }
    match record.mode() {
        record::Mode::Link => faults.push(LINK.file(shown)),
        record::Mode::Special => faults.push(SPECIAL.file(shown)),
        record::Mode::Folder if !folder => faults.push(ENTRY_FOLDER.file(shown)),
        record::Mode::File if folder => faults.push(ENTRY_FOLDER.file(shown)),
        _ if folder && record.size != 0 => faults.push(ENTRY_FOLDER.file(shown)),
        _ => {}
    }
    if record.size > RATIO_FROM && record.size / RATIO > record.packed {
        let bomb = ENTRY_BOMB.file(shown).with("bytes", record.size);
        faults.push(bomb.with("packed", record.packed));
    }
    record.sound &= faults.is_empty();
    report.extend(faults);
}
