//! What a file's bytes say: its kind, whether it opens, and what it gives away (place, author, names in its text).
//!
//! Files come from anywhere, so everything is bounded (bytes, entries, depth) and nothing here panics; a panic
//! inside a third-party reader costs that one file. Limits are met by saying [`Opens::NotJudged`], never by
//! calling a good file broken.

mod iso;
mod matroska;
mod media;
mod office;
mod ole;
mod package;
mod pdf;
mod picture;
mod sniff;
mod sound;
mod text;
mod xml;

use std::collections::BTreeSet;
use std::io::{self, Cursor};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

use artifolio_clean::source::Source;
use artifolio_core::file_facts::{FileFacts, FileKind, MAX_TEXT, Opens};
use artifolio_core::path::RelPath;
use artifolio_core::private::Private;
use artifolio_core::source::{ReadSeek, Vfs};
use sha2::Digest as _;

pub(crate) use picture::limits as pixel_limits;
pub(crate) use text::decode;

use crate::durable::Sha256;

use sniff::{Format, Sniffed};

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
    let (mut source, sha256) = hashed(vfs.open(path)?, &mut Vec::new())?;
    let facts = facts(&mut source, hex::encode(sha256), &path.extension());
    source.failed().map(|()| facts)
}

/// The same of bytes that are in no file yet.
pub(crate) fn bytes(bytes: &Arc<[u8]>, extension: &str) -> FileFacts {
    let file = Box::new(Cursor::new(Arc::clone(bytes)));
    let sha256 = Sha256::of(bytes).to_string();
    facts(&mut Source::new(file, bytes.len() as u64), sha256, extension)
}

/// The kind of a file alone, from its first bytes and its structure. `size` is what its folder's listing said.
///
/// # Errors
/// When the file cannot be opened or read.
pub(crate) fn kind(vfs: &dyn Vfs, path: &RelPath, size: u64) -> io::Result<FileKind> {
    let mut source = Source::new(vfs.open(path)?, size);
    let sniffed = guarded(|| Ok(sniff::sniff(&mut source, &path.extension())));
    source.failed()?;
    sniffed.map_or(Ok(FileKind::Unknown), |sniffed| Ok(sniffed?.kind))
}

/// A text file: its size, its hash, and its first [`MAX_TEXT`] bytes decoded. `buffer` is only there to be used
/// again.
///
/// # Errors
/// When the file cannot be opened or read.
pub(crate) fn read_text(
    vfs: &dyn Vfs,
    path: &RelPath,
    buffer: &mut Vec<u8>,
) -> io::Result<(u64, Sha256, String)> {
    let (mut source, sha256) = hashed(vfs.open(path)?, buffer)?;
    let size = source.size();
    // A small file is in the buffer as a whole.
    let text = match usize::try_from(size).ok().and_then(|size| buffer.get(..size)) {
        Some(bytes) => decode(bytes),
        None => decode(&source.at(0, MAX_TEXT as u64)?),
    };
    Ok((size, sha256.into(), text))
}

/// Hashes a file to its end; its size is what was read, whatever a folder's listing said before.
fn hashed(mut file: Box<dyn ReadSeek>, buffer: &mut Vec<u8>) -> io::Result<(Source, [u8; 32])> {
    let mut hasher = sha2::Sha256::new();
    buffer.resize(CHUNK, 0);
    let mut size = 0;
    loop {
        // Filled as far as it goes, so that a file smaller than the buffer is in it from its first byte on.
        let read = fill(&mut file, buffer)?;
        hasher.update(&buffer[..read]);
        size += read as u64;
        if read < CHUNK {
            break;
        }
    }
    Ok((Source::new(file, size), hasher.finalize().into()))
}

fn fill(file: &mut impl io::Read, buffer: &mut [u8]) -> io::Result<usize> {
    let mut filled = 0;
    while filled < buffer.len() {
        match file.read(&mut buffer[filled..]) {
            Ok(0) => break,
            Ok(read) => filled += read,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
    Ok(filled)
}

fn facts(source: &mut Source, sha256: String, extension: &str) -> FileFacts {
    let mut facts = FileFacts {
        size: source.size(),
        sha256,
        kind: FileKind::Unknown,
        fits: Vec::new(),
        opens: Opens::NotJudged,
        pages: None,
        pixels: None,
        duration_ms: None,
        has_audio: None,
        playable: None,
        private: BTreeSet::new(),
        cannot_clean: None,
        author: None,
        macros: false,
        text: String::new(),
    };
    let outcome = guarded(|| {
        let sniffed = sniff::sniff(source, extension)?;
        judge(source, sniffed, &mut facts)
    });
    let told = artifolio_clean::inspect(source);
    told.people.iter().for_each(|name| add_author(&mut facts, name));
    facts.private.extend(told.private);
    facts.cannot_clean = told.cannot;
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
        Format::Heif => iso::boxes_are_whole(source).and(Err(Fault::Beyond)),
        Format::Tiff => Err(Fault::Beyond),
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

/// Adds a person's name; several are joined by `; `, each once, and one of blanks is none.
fn add_author(facts: &mut FileFacts, name: &str) {
    let name = name.trim();
    if name.is_empty() {
        return;
    }
    facts.private.insert(Private::Author);
    match &mut facts.author {
        None => facts.author = Some(name.to_owned()),
        Some(names) if names.split("; ").any(|known| known == name) => {}
        Some(names) => {
            names.push_str("; ");
            names.push_str(name);
        }
    }
}

/// Runs a reader that may panic on hostile bytes.
fn guarded<T>(read: impl FnOnce() -> Result<T, Fault>) -> Result<T, Fault> {
    catch_unwind(AssertUnwindSafe(read)).unwrap_or_else(|_| broken("its reader gave up"))
}

#[cfg(test)]
mod tests;
