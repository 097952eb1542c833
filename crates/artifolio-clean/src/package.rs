//! Zip packages of Office files, taken as hostile: few entries, bounded bytes. Written anew in the same order, each
//! entry packed as it was, without times.

use std::io::{Cursor, Read as _, Write as _};

use zip::result::ZipError;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, System, ZipArchive, ZipWriter};

use crate::CannotClean;
use crate::source::le16;

/// Most entries.
const MAX_ENTRIES: u16 = 20_000;
/// Bytes that all entries of a file and of the files in it may unpack to, by reading, not by what they claim.
const MAX_UNPACKED: u64 = 256 << 20;
/// The record that ends a zip, and the longest comment behind it.
const END: [u8; 4] = *b"PK\x05\x06";
const END_WINDOW: usize = 22 + 65_535;

/// An entry.
pub(crate) struct Entry {
    pub(crate) name: String,
    pub(crate) bytes: Vec<u8>,
    stored: bool,
    /// It says when it was packed.
    pub(crate) dated: bool,
}

/// All entries in their order; what they unpack to counts against what was `unpacked` before.
pub(crate) fn read(bytes: &[u8], unpacked: &mut u64) -> Result<Vec<Entry>, CannotClean> {
    let tail = &bytes[bytes.len().saturating_sub(END_WINDOW)..];
    let end = (0..tail.len()).rev().find(|at| tail[*at..].starts_with(&END));
    let entries = end.and_then(|at| le16(tail, at + 10)).ok_or(CannotClean::Damaged)?;
    if entries > MAX_ENTRIES {
        return Err(CannotClean::TooLarge);
    }
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|error| fault(&error))?;
    let mut all = Vec::new();
    for index in 0..archive.len() {
        let name = archive.name_for_index(index).and_then(Result::ok).map(|name| name.into_owned());
        let name = name.ok_or(CannotClean::Format)?;
        let entry = archive.by_index(index).map_err(|error| fault(&error))?;
        let stored = entry.compression() == CompressionMethod::Stored;
        let dated = entry.last_modified().is_some_and(|time| time != DateTime::default());
        let mut content = Vec::new();
        let left = MAX_UNPACKED.saturating_sub(*unpacked);
        let read = entry.take(left + 1).read_to_end(&mut content);
        read.map_err(|_| CannotClean::Damaged)?;
        *unpacked += content.len() as u64;
        if content.len() as u64 > left {
            return Err(CannotClean::TooLarge);
        }
        all.push(Entry { name, bytes: content, stored, dated });
    }
    Ok(all)
}

/// The zip of these entries.
pub(crate) fn write(entries: &[Entry]) -> Result<Vec<u8>, CannotClean> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default()
        .last_modified_time(DateTime::default())
        .unix_permissions(0o644)
        .system(System::Unix);
    for entry in entries {
        let method =
            if entry.stored { CompressionMethod::Stored } else { CompressionMethod::Deflated };
        let written = if entry.name.ends_with('/') {
            writer.add_directory(entry.name.as_str(), options)
        } else {
            writer
                .start_file(entry.name.as_str(), options.compression_method(method))
                .and_then(|()| Ok(writer.write_all(&entry.bytes)?))
        };
        written.map_err(|_| CannotClean::Format)?;
    }
    let done = writer.finish().map_err(|_| CannotClean::Format)?;
    Ok(done.into_inner())
}

fn fault(error: &ZipError) -> CannotClean {
    match error {
        ZipError::UnsupportedArchive(ZipError::PASSWORD_REQUIRED) => CannotClean::Password,
        ZipError::UnsupportedArchive(_) | ZipError::CompressionMethodNotSupported(_) => {
            CannotClean::Format
        }
        _ => CannotClean::Damaged,
    }
}
