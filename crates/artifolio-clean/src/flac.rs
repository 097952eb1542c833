//! FLAC: blocks of comments, pictures and programs become padding of the same size (RFC 9639).

use crate::source::Source;
use crate::{Bytes, CannotClean, Found, Patch, Private};

/// Kinds of blocks.
const PADDING: u8 = 1;
const PROGRAM: u8 = 2;
const COMMENT: u8 = 4;
const PICTURE: u8 = 6;
/// Blocks looked at.
const MOST: usize = 1000;

pub(crate) fn clean(source: &mut Source, found: &mut Found) -> Result<Bytes, CannotClean> {
    let mut patches = Vec::new();
    let mut at = 4;
    for _ in 0..MOST {
        let head = source.at(at, 4)?;
        let &[kind, a, b, c] = &head[..] else { return Err(CannotClean::Damaged) };
        let length = u64::from(u32::from_be_bytes([0, a, b, c]));
        match kind & 0x7F {
            COMMENT => {
                let words = source.at(at + 4, length.min(64 * 1024))?;
                comments(&words, found);
            }
            PICTURE => found.add(Private::Description),
            PROGRAM => found.add(Private::Device),
            _ => {}
        }
        if matches!(kind & 0x7F, COMMENT | PICTURE | PROGRAM) {
            patches.push(Patch::with(at, [kind & 0x80 | PADDING]));
            patches.push(Patch::zeros(at + 4, length));
        }
        at += 4 + length;
        if kind & 0x80 != 0 {
            return Ok(Bytes::patched(patches));
        }
    }
    Err(CannotClean::Format)
}

/// `NAME=value` behind lengths; the program's name comes first.
fn comments(words: &[u8], found: &mut Found) {
    let text = String::from_utf8_lossy(words).into_owned();
    let upper = text.to_ascii_uppercase();
    found.add(Private::Device);
    for (name, kind) in [
        ("ARTIST=", Private::Author),
        ("COPYRIGHT=", Private::Author),
        ("DATE=", Private::Dates),
        ("LOCATION=", Private::Location),
        ("TITLE=", Private::Description),
        ("COMMENT=", Private::Description),
    ] {
        let Some(at) = upper.find(name) else { continue };
        found.add(kind);
        if name == "ARTIST=" {
            let value = text.get(at + name.len()..).unwrap_or("");
            found.person(value.split(char::is_control).next().unwrap_or(""));
        }
    }
}
