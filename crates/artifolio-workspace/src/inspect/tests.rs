//! Small files of every kind, built here; third-party photos, read in place; hostile bytes.

mod cases;
mod hostile;
mod kinds;
mod media;

use std::io::Cursor;

use artifolio_core::file_facts::{FileFacts, Opens};

use artifolio_clean::source::Source;

/// Inspects bytes as if they were a file of this name.
fn look(name: &str, bytes: &[u8]) -> FileFacts {
    let mut source = Source::new(Box::new(Cursor::new(bytes.to_vec())), bytes.len() as u64);
    let extension = name.rsplit_once('.').map_or("", |(_, extension)| extension);
    super::facts(&mut source, String::new(), extension)
}

/// `yes`, `not judged`, `password` or `broken`.
fn opens(facts: &FileFacts) -> &'static str {
    match &facts.opens {
        Opens::Yes => "yes",
        Opens::NotJudged => "not judged",
        Opens::Password => "password",
        Opens::Broken(_) => "broken",
    }
}

/// Whether it tells where it was made.
fn told_place(facts: &FileFacts) -> bool {
    facts.private.contains(&artifolio_core::private::Private::Location)
}
