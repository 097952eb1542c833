//! Zip files, taken as hostile: few entries, bounded bytes, nothing extracted.

use std::io::{self, Read};

use zip::result::ZipError;
use zip::{ZipArchive, read::ZipFile};

use super::{Fault, broken};
use artifolio_clean::source::{Source, le16, le32};

/// Most entries, and most bytes of their list.
const MAX_ENTRIES: u16 = 20_000;
const MAX_DIRECTORY: u32 = 16 << 20;
/// Bytes that all entries of one file may unpack to, by reading, not by what they claim.
const MAX_UNPACKED: u64 = 256 << 20;
/// The record that ends a zip, and the longest comment behind it.
const END: [u8; 4] = *b"PK\x05\x06";
const END_WINDOW: u64 = 22 + 65_535;

/// An open zip.
pub(super) type Archive<'a> = ZipArchive<&'a mut Source>;

/// Opens a zip whose list of entries is small enough to hold.
pub(super) fn open(source: &mut Source) -> Result<Archive<'_>, Fault> {
    let tail = source.at(source.size().saturating_sub(END_WINDOW), END_WINDOW)?;
    let Some(at) = (0..tail.len()).rev().find(|at| tail[*at..].starts_with(&END)) else {
        return broken("it ends before its list of contents");
    };
    let (entries, directory) = (le16(&tail, at + 10), le32(&tail, at + 12));
    if entries.is_none_or(|n| n > MAX_ENTRIES) || directory.is_none_or(|n| n > MAX_DIRECTORY) {
        return Err(Fault::Beyond);
    }
    ZipArchive::new(source).map_err(fault)
}

/// Entry names in the order of the list; one that is no UTF-8 is left out.
pub(super) fn names(archive: &Archive<'_>) -> Vec<(usize, String)> {
    (0..archive.len())
        .filter_map(|i| Some((i, archive.name_for_index(i)?.ok()?.into_owned())))
        .collect()
}

/// Opens one entry for reading.
pub(super) fn entry<'a, 'b>(
    archive: &'a mut Archive<'b>,
    index: usize,
) -> Result<ZipFile<'a, &'b mut Source>, Fault> {
    archive.by_index(index).map_err(fault)
}

/// Bytes of the entry with this name, at most `limit`; empty where there is none.
pub(super) fn small(archive: &mut Archive<'_>, name: &str, limit: u64) -> Result<Vec<u8>, Fault> {
    let mut bytes = Vec::new();
    if let Some(index) = archive.index_for_name(name) {
        entry(archive, index)?.take(limit).read_to_end(&mut bytes)?;
    }
    Ok(bytes)
}

/// Reads a zip of anything: opens when its list can be read and the first entry asks for no password.
pub(super) fn judge(source: &mut Source) -> Result<(), Fault> {
    let mut archive = open(source)?;
    if archive.is_empty() {
        return Ok(());
    }
    entry(&mut archive, 0).map(|_| ())
}

fn fault(error: ZipError) -> Fault {
    match error {
        ZipError::UnsupportedArchive(ZipError::PASSWORD_REQUIRED) => Fault::Password,
        ZipError::UnsupportedArchive(_) | ZipError::CompressionMethodNotSupported(_) => {
            Fault::Beyond
        }
        error => Fault::Broken(error.to_string()),
    }
}

/// Bytes that may still be unpacked of one file.
pub(super) struct Budget {
    left: u64,
    /// More was there than that.
    pub(super) spent: bool,
}

impl Budget {
    pub(super) fn new() -> Self {
        Self { left: MAX_UNPACKED, spent: false }
    }
}

/// An entry whose bytes count against the budget.
pub(super) struct Metered<'a, R> {
    pub(super) entry: R,
    pub(super) budget: &'a mut Budget,
}

impl<R: Read> Read for Metered<'_, R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.entry.read(buffer)?;
        match self.budget.left.checked_sub(read as u64) {
            Some(left) => self.budget.left = left,
            None => {
                self.budget.spent = true;
                return Err(io::ErrorKind::QuotaExceeded.into());
            }
        }
        Ok(read)
    }
}
