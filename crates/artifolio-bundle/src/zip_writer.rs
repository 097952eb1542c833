//! Streams a bag into one zip whose bytes depend on nothing but what goes in: names, contents, order, date.

use std::io::{self, BufWriter, ErrorKind, Read, Seek, SeekFrom, Write};
use std::ops::ControlFlow;
use std::sync::Arc;

use artifolio_core::source::WriteSeek;
use chrono::{Datelike as _, NaiveDate};
use sha2::{Digest as _, Sha256};
use zip::write::{FullFileOptions, ZipWriter};
use zip::{CompressionMethod, DateTime, System};

use crate::bag::{Digests, Hasher, Heavier};
use crate::media;
use crate::package::CHUNK;

/// The one level that is ever used: another would be other bytes.
pub(crate) const DEFLATE_LEVEL: i64 = 6;

/// From this size on an entry has zip64 fields. A deflated entry may grow a little, so well below 4 GiB.
const LARGE: u64 = 0xF000_0000;

/// A zip being written.
pub(crate) struct BagZip {
    zip: ZipWriter<BufWriter<Sound>>,
    top: String,
    time: DateTime,
    entries: u64,
}

/// Why an entry was not written.
#[derive(Debug)]
pub(crate) enum EntryError {
    /// The source cannot be read.
    Read(io::Error),
    /// The source is longer or shorter than it was.
    Changed,
    /// The zip cannot be written.
    Write(io::Error),
    /// The caller asked to stop.
    Cancelled,
}

impl BagZip {
    /// Begins a zip whose only folder is `top`; every entry carries `date`, 00:00:00.
    pub(crate) fn new(out: Box<dyn WriteSeek>, top: &str, date: NaiveDate) -> Self {
        let zip = ZipWriter::new(BufWriter::with_capacity(
            CHUNK,
            Sound { out, at: 0, end: 0, failed: false },
        ));
        Self { zip, top: top.to_owned(), time: dos_time(date), entries: 0 }
    }

    /// Adds a file that the writer made: deflated where that helps.
    pub(crate) fn add(&mut self, path: &str, bytes: &[u8]) -> io::Result<Digests> {
        let deflate = media::is_text(path);
        self.start(path, bytes.len() as u64, deflate)?;
        self.zip.write_all(bytes)?;
        let mut hasher = Hasher::default();
        hasher.update(bytes);
        Ok(hasher.finish())
    }

    /// Copies exactly `size` bytes in and gives their SHA-256; `heavier` hashes them too. `told` hears of every chunk and may stop it. Copies are
    /// stored: evidence is mostly packed already, and what is not must not look like a bomb to who unpacks it.
    pub(crate) fn copy(
        &mut self,
        path: &str,
        size: u64,
        source: &mut dyn Read,
        heavier: &Heavier,
        told: &mut dyn FnMut(u64) -> ControlFlow<()>,
    ) -> Result<String, EntryError> {
        self.start(path, size, false).map_err(EntryError::Write)?;
        let (mut sha256, mut left) = (Sha256::new(), size);
        loop {
            let mut piece = Vec::with_capacity(CHUNK);
            let got = source.take(CHUNK as u64).read_to_end(&mut piece);
            let got = got.map_err(EntryError::Read)? as u64;
            if got > left || (got == 0 && left > 0) {
                return Err(EntryError::Changed);
            }
            if got == 0 {
                heavier.finish();
                return Ok(hex::encode(sha256.finalize()));
            }
            left -= got;
            let piece = Arc::new(piece);
            heavier.update(&piece);
            sha256.update(&*piece);
            self.zip.write_all(&piece).map_err(EntryError::Write)?;
            if told(got).is_break() {
                return Err(EntryError::Cancelled);
            }
        }
    }

    /// Ends the zip; returns when every byte is on the disk. Gives the number of entries.
    pub(crate) fn finish(self) -> io::Result<u64> {
        let buffer = self.zip.finish()?;
        let mut sound = buffer.into_inner().map_err(io::IntoInnerError::into_error)?;
        sound.out.sync_all()?;
        Ok(self.entries)
    }

    fn start(&mut self, path: &str, size: u64, deflate: bool) -> io::Result<()> {
        let (method, level) = if deflate {
            (CompressionMethod::Deflated, Some(DEFLATE_LEVEL))
        } else {
            (CompressionMethod::Stored, None)
        };
        let options = FullFileOptions::default()
            .compression_method(method)
            .compression_level(level)
            .last_modified_time(self.time)
            .unix_permissions(0o644)
            // The default is the system of the build, which would be other bytes on Windows.
            .system(System::Unix)
            .large_file(size >= LARGE);
        self.zip.start_file(format!("{}/{path}", self.top), options)?;
        self.entries += 1;
        Ok(())
    }
}

/// A file that swallows everything once it failed. A zip that is given up is still ended when it is dropped: that must
/// neither go on from the wrong place nor complain on the terminal. Nothing is lost by it: the first failure was told.
struct Sound {
    out: Box<dyn WriteSeek>,
    at: u64,
    end: u64,
    failed: bool,
}

impl Sound {
    fn attempt<T>(
        &mut self,
        act: impl FnOnce(&mut dyn WriteSeek) -> io::Result<T>,
    ) -> io::Result<T> {
        let done = act(&mut *self.out);
        self.failed = done.as_ref().is_err_and(|e| e.kind() != ErrorKind::Interrupted);
        done
    }
}

impl Write for Sound {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let written = if self.failed {
            bytes.len()
        } else {
            self.attempt(|out| match out.write(bytes)? {
                0 if !bytes.is_empty() => Err(ErrorKind::WriteZero.into()),
                written => Ok(written),
            })?
        };
        self.at += written as u64;
        self.end = self.end.max(self.at);
        Ok(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        if self.failed { Ok(()) } else { self.attempt(|out| out.flush()) }
    }
}

impl Seek for Sound {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        if !self.failed {
            self.at = self.attempt(|out| out.seek(to))?;
            return Ok(self.at);
        }
        // Never a place before what was written: it would be taken for an entry of negative length.
        Ok(if let SeekFrom::Start(at) = to { at } else { self.end })
    }
}

/// The date as a zip can write it: 1980 to 2107, the nearest day outside of that.
fn dos_time(date: NaiveDate) -> DateTime {
    let year = u16::try_from(date.year()).unwrap_or(0);
    let (year, month, day) = match year {
        ..1980 => (1980, 1, 1),
        1980..=2107 => (year, date.month() as u8, date.day() as u8),
        _ => (2107, 12, 31),
    };
    DateTime::from_date_and_time(year, month, day, 0, 0, 0).expect("a date in the zip's range")
}

#[cfg(test)]
mod tests;
