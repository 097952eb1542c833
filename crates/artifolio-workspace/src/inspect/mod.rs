//! What a file's bytes say: its kind, whether it opens, and what it gives away (place, author, names in its text).
//!
//! Files come from anywhere, so everything is bounded (bytes, entries, depth) and nothing here panics; a panic
//! inside a third-party reader costs that one file. Limits are met by saying [`Opens::NotJudged`], never by
//! calling a good file broken.

mod iso;
mod jpeg;
mod marks;
mod matroska;
mod media;
mod office;
mod ole;
mod package;
mod pdf;
mod picture;
mod sniff;
mod sound;
mod source;
mod text;
mod xml;

use std::io::{self, Read as _};
use std::panic::{AssertUnwindSafe, catch_unwind};

use artifolio_core::file_facts::{FileFacts, FileKind, Opens};
use artifolio_core::path::RelPath;
use artifolio_core::source::{ReadSeek, Vfs};
use sha2::{Digest as _, Sha256};

use sniff::{Format, Sniffed};
use source::Source;

/// Bytes hashed at a time.
const CHUNK: usize = 256 * 1024;

/// Why a file could not be read to its end.
#[derive(Debug)]
enum Fault {
    /// Its bytes contradict themselves or end too early.
    Broken(String),
    /// It is locked.
    Password,
    /// It is over a limit of this program, or of a form that it does not know.
    Beyond,
}

impl From<io::Error> for Fault {
    fn from(error: io::Error) -> Self {
        Self::Broken(error.to_string())
    }
}

fn broken<T>(reason: impl Into<String>) -> Result<T, Fault> {
    Err(Fault::Broken(reason.into()))
}

/// Reads everything the checks want to know of a file.
///
/// # Errors
/// When the file cannot be opened or read; whatever is wrong inside it is in [`FileFacts::opens`].
pub fn inspect(vfs: &dyn Vfs, path: &RelPath) -> io::Result<FileFacts> {
    let (source, sha256) = hashed(vfs.open(path)?)?;
    Ok(facts(source, hex::encode(sha256), &path.extension()))
}

/// Size, hash and kind alone: what the index keeps of every file.
///
/// # Errors
/// When the file cannot be opened or read.
pub(crate) fn identify(vfs: &dyn Vfs, path: &RelPath) -> io::Result<(u64, [u8; 32], FileKind)> {
    let (mut source, sha256) = hashed(vfs.open(path)?)?;
    let sniffed = guarded(|| Ok(sniff::sniff(&mut source, &path.extension())?));
    Ok((source.size(), sha256, sniffed.map_or(FileKind::Unknown, |sniffed| sniffed.kind)))
}

/// Hashes a file to its end; its size is what was read, whatever a folder's listing said before.
fn hashed(mut file: Box<dyn ReadSeek>) -> io::Result<(Source, [u8; 32])> {
    let mut hasher = Sha256::new();
    let mut chunk = vec![0; CHUNK];
    let mut size = 0;
    loop {
        match file.read(&mut chunk) {
            Ok(0) => break,
            Ok(read) => {
                hasher.update(&chunk[..read]);
                size += read as u64;
            }
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
    Ok((Source::new(file, size), hasher.finalize().into()))
}

fn facts(mut source: Source, sha256: String, extension: &str) -> FileFacts {
    let mut facts = FileFacts {
        size: source.size(),
        sha256,
        kind: FileKind::Unknown,
        fits: Vec::new(),
        opens: Opens::NotJudged,
        pages: None,
        duration_ms: None,
        has_audio: None,
        playable: None,
        location: false,
        author: None,
        macros: false,
        text: String::new(),
    };
    let outcome = guarded(|| {
        let sniffed = sniff::sniff(&mut source, extension)?;
        judge(&mut source, sniffed, &mut facts)
    });
    facts.opens = match outcome {
        Ok(()) => Opens::Yes,
        Err(Fault::Beyond) => Opens::NotJudged,
        Err(Fault::Password) => Opens::Password,
        Err(Fault::Broken(reason)) => Opens::Broken(reason),
    };
    facts
}

fn judge(source: &mut Source, sniffed: Sniffed, facts: &mut FileFacts) -> Result<(), Fault> {
    facts.kind = sniffed.kind;
    facts.fits = sniffed.fits;
    match sniffed.format {
        Format::Jpeg | Format::Png | Format::Gif | Format::Webp => {
            picture::judge(source, sniffed.format, facts)
        }
        Format::Heif | Format::Tiff => picture::judge_foreign(source, sniffed.format, facts),
        Format::Svg => text::judge_svg(source, facts),
        Format::Pdf => pdf::judge(source, facts),
        Format::Ooxml => office::judge_ooxml(source, facts),
        Format::OpenDocument => office::judge_open_document(source, facts),
        Format::Zip => package::judge(source),
        Format::LockedOffice => Err(Fault::Password),
        Format::Media(media) => media.into_facts(facts),
        Format::ForeignMedia => {
            facts.playable = Some(false);
            Err(Fault::Beyond)
        }
        Format::OldOffice { macros } => {
            facts.macros = macros;
            Err(Fault::Beyond)
        }
        Format::Text => text::judge(source, facts),
        Format::Empty => broken("it is empty"),
        Format::Misnamed => broken("its bytes are not of the kind that its name promises"),
        Format::Other => Err(Fault::Beyond),
    }
}

/// Runs a reader that may panic on hostile bytes.
fn guarded<T>(read: impl FnOnce() -> Result<T, Fault>) -> Result<T, Fault> {
    catch_unwind(AssertUnwindSafe(read)).unwrap_or_else(|_| broken("its reader gave up"))
}

#[cfg(test)]
mod tests;
