//! What files tell of people, places and devices beside what they show, and copies without it. Pure: bytes come in
//! through a [`Source`], a copy goes out as [`Bytes`]; nothing is written here.
//!
//! Pixels, sound, pages and words stay as they are. What is not known to be needed goes: lists say what is kept, not
//! what is removed. A format that is not taken apart is named ([`CannotClean`]), never passed over. Files come from
//! anywhere, so everything is bounded and nothing panics; a panic inside a third-party reader costs that one file.

mod boxes;
mod bytes;
mod flac;
mod format;
mod gif;
mod heif;
mod jpeg;
mod marks;
mod movie;
mod mp3;
mod office;
mod package;
mod pdf;
mod picture;
mod png;
mod riff;
pub mod source;
mod svg;
#[cfg(any(test, feature = "testing"))]
pub mod testing;
mod tiff;
mod xml;

#[cfg(test)]
mod tests;

use std::collections::BTreeSet;
use std::panic::{AssertUnwindSafe, catch_unwind};

pub use artifolio_core::private::{CannotClean, Private};
pub use bytes::{Bytes, Patch, Patched};
pub use format::is_text;
pub use pdf::reading as reading_pdf;
pub use picture::is_whole;

use format::Format;
use source::Source;

/// Files that are taken apart in memory are no larger than this; boxes of video are patched at any size.
pub const MEMORY: u64 = 64 << 20;

/// What a file tells.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct Told {
    /// Kinds of private details in it.
    pub private: BTreeSet<Private>,
    /// Names of people in its properties, each once; for the check against the roster, never to be shown.
    pub people: Vec<String>,
    /// Why no clean copy can be made.
    pub cannot: Option<CannotClean>,
}

/// A copy of a file without its private details.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cleaned {
    /// What was removed; empty when there was nothing, and the copy is the file.
    pub removed: BTreeSet<Private>,
    /// The copy.
    pub bytes: Bytes,
}

/// What is looked for, on its way.
#[derive(Debug, Default)]
struct Found {
    private: BTreeSet<Private>,
    people: Vec<String>,
    /// How deep in files inside files.
    nested: u32,
    /// Bytes that were unpacked of all of them.
    unpacked: u64,
}

impl Found {
    fn add(&mut self, kind: Private) {
        self.private.insert(kind);
    }

    /// A name of somebody.
    fn person(&mut self, name: &str) {
        let name = name.trim_matches(|c: char| c.is_whitespace() || c.is_control());
        if name.is_empty() {
            return;
        }
        self.add(Private::Author);
        if self.people.iter().all(|known| known != name) {
            self.people.push(name.to_owned());
        }
    }
}

/// Whether a copy is wanted or only what is in the file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Want {
    Look,
    Copy,
}

/// Tells what is in a file, as far as it can be read. What the system says when it cannot is in [`Source::failed`].
#[must_use]
pub fn inspect(source: &mut Source) -> Told {
    let (found, outcome) = run(source, Want::Look);
    Told { private: found.private, people: found.people, cannot: outcome.err() }
}

/// Makes the clean copy of a file. The same file gives the same bytes, and a clean one itself.
///
/// # Errors
/// [`CannotClean`]; what the system says is in [`Source::failed`].
pub fn clean(source: &mut Source) -> Result<Cleaned, CannotClean> {
    let (found, outcome) = run(source, Want::Copy);
    let bytes = outcome?;
    let bytes = if found.private.is_empty() { Bytes::Same } else { bytes };
    Ok(Cleaned { removed: found.private, bytes })
}

fn run(source: &mut Source, want: Want) -> (Found, Result<Bytes, CannotClean>) {
    let mut found = Found::default();
    let outcome = run_within(source, want, &mut found);
    (found, outcome)
}

fn run_within(source: &mut Source, want: Want, found: &mut Found) -> Result<Bytes, CannotClean> {
    catch_unwind(AssertUnwindSafe(|| by_format(source, want, found)))
        .unwrap_or(Err(CannotClean::Damaged))
}

fn by_format(source: &mut Source, want: Want, found: &mut Found) -> Result<Bytes, CannotClean> {
    let format = format::of(source)?;
    match format {
        Format::Text => Ok(Bytes::Same),
        Format::Movie => movie::clean(source, found),
        Format::Heif => heif::clean(source, found),
        Format::Wav => riff::clean_wav(source, found),
        Format::Flac => flac::clean(source, found),
        Format::Tiff => tiff::clean(source, found),
        Format::Other => Err(CannotClean::Format),
        Format::Locked => Err(CannotClean::Password),
        Format::Picture | Format::Pdf | Format::Zip | Format::Svg | Format::Mp3 => {
            let bytes = source.whole(MEMORY)?.ok_or(CannotClean::TooLarge)?;
            match format {
                Format::Picture => picture::clean(&bytes, found),
                Format::Pdf => pdf::clean(&bytes, want, found),
                Format::Zip => office::clean(&bytes, want, found),
                Format::Svg => svg::clean(&bytes, found),
                _ => mp3::clean(&bytes, found),
            }
        }
    }
}
