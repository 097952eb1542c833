//! Files with private details, built here or made by other people; hostile bytes.

mod cases;
mod documents;
mod media;
mod pictures;
mod properties;

use std::collections::BTreeSet;
use std::io::{Cursor, Read as _};

use crate::source::{Source, contains};
use crate::{Bytes, CannotClean, Patched, Private, Told};

/// A file with what it tells and words that go.
type Case<'a> = (&'a str, Vec<u8>, &'a [Private], &'a [&'a str]);

fn source(bytes: &[u8]) -> Source {
    Source::new(Box::new(Cursor::new(bytes.to_vec())), bytes.len() as u64)
}

fn look(bytes: &[u8]) -> Told {
    crate::inspect(&mut source(bytes))
}

/// The clean copy, read as the workspace reads it.
fn copy(bytes: &[u8]) -> Result<(BTreeSet<Private>, Vec<u8>), CannotClean> {
    let cleaned = crate::clean(&mut source(bytes))?;
    let streamed = match cleaned.bytes.clone() {
        Bytes::Patched(patches) => {
            let mut read = Vec::new();
            Patched::new(Cursor::new(bytes), patches).unwrap().read_to_end(&mut read).unwrap();
            read
        }
        other => other.of(bytes),
    };
    assert_eq!(streamed, cleaned.bytes.of(bytes));
    Ok((cleaned.removed, streamed))
}

/// Cleans a file, which tells these kinds, and holds none of these words afterwards.
#[track_caller]
fn cleaned(what: &str, bytes: &[u8], kinds: &[Private], gone: &[&str]) -> Vec<u8> {
    let told = look(bytes);
    let kinds: BTreeSet<Private> = kinds.iter().copied().collect();
    assert_eq!(told.private, kinds, "{what}");
    assert_eq!(told.cannot, None, "{what}");
    let (removed, copy) = copy(bytes).unwrap();
    assert_eq!(removed, kinds, "{what}");
    for word in gone {
        assert!(contains(bytes, word.as_bytes()), "{what}: {word} is not there to begin with");
        assert!(!contains(&copy, word.as_bytes()), "{what}: {word} is still there");
    }
    again(what, &copy);
    copy
}

/// A clean copy tells nothing, and its clean copy is itself.
#[track_caller]
fn again(what: &str, copy: &[u8]) {
    let told = look(copy);
    assert_eq!((told.private, told.people), (BTreeSet::new(), Vec::new()), "{what}");
    let (removed, second) = self::copy(copy).unwrap();
    assert!(removed.is_empty(), "{what}");
    assert!(second == copy, "{what}: a second cleaning changes it");
}
