//! Office files of today: which family, what refuses a copy, and each part through its rules.

mod ooxml;
mod open_document;

use std::io::Cursor;

use crate::package::{self, Entry};
use crate::source::{Source, contains};
use crate::{Bytes, CannotClean, Found, Private, Want, format, run_within};

/// Documents inside documents, at most.
const MAX_NESTED: u32 = 3;

/// What becomes of a part.
enum Part {
    /// It stays, with other bytes if there are any.
    Keep(Option<Vec<u8>>),
    /// It is not in the copy.
    Drop,
}

pub(crate) fn clean(bytes: &[u8], want: Want, found: &mut Found) -> Result<Bytes, CannotClean> {
    let mut entries = package::read(bytes, &mut found.unpacked)?;
    let named = |name: &str| entries.iter().find(|entry| entry.name == name);
    let open_document = named("mimetype")
        .is_some_and(|entry| entry.bytes.starts_with(b"application/vnd.oasis.opendocument"));
    let ooxml = named("[Content_Types].xml").is_some();
    if !open_document && !ooxml {
        return Err(CannotClean::Format);
    }
    let rules = if open_document { open_document::part } else { ooxml::part };
    let mut refused = refusal(&entries, open_document);
    let mut changed = entries.iter().any(|entry| entry.dated);
    if changed {
        found.add(Private::Dates);
    }
    let mut kept = Vec::with_capacity(entries.len());
    for mut entry in entries.drain(..) {
        match rules(&entry, found).or_else(|fault| {
            // What is wrong with one part is said once; the others tell their details all the same.
            refused = refused.or(Some(fault));
            Ok::<_, CannotClean>(Part::Keep(None))
        })? {
            Part::Drop => changed = true,
            Part::Keep(None) => {
                if let Some(fault) = nested(&mut entry, want, found, &mut changed).err() {
                    refused = refused.or(Some(fault));
                }
                kept.push(entry);
            }
            Part::Keep(Some(bytes)) => {
                changed = true;
                entry.bytes = bytes;
                kept.push(entry);
            }
        }
    }
    match refused {
        Some(refused) => Err(refused),
        None if !changed || want == Want::Look => Ok(Bytes::Same),
        None => package::write(&kept).map(Bytes::Whole),
    }
}

/// Why a package cannot be cleaned as a whole.
fn refusal(entries: &[Entry], open_document: bool) -> Option<CannotClean> {
    let any = |is: &dyn Fn(&str) -> bool| entries.iter().any(|entry| is(&entry.name));
    let locked = entries.iter().any(|entry| {
        entry.name == "META-INF/manifest.xml" && contains(&entry.bytes, b"encryption-data")
    });
    let macros = |name: &str| {
        if open_document {
            (name.starts_with("Basic/") && name.ends_with(".xml") && !name.contains("-lc.xml"))
                || (name.starts_with("Scripts/") && !name.ends_with('/'))
        } else {
            name.ends_with("vbaProject.bin") || name.contains("/macrosheets/")
        }
    };
    let signed = |name: &str| {
        name.starts_with("_xmlsignatures/") || name == "META-INF/documentsignatures.xml"
    };
    // A workbook that several people edit at once keeps what each of them did.
    let shared = |name: &str| name.starts_with("xl/revisions/");
    if locked {
        Some(CannotClean::Password)
    } else if any(&macros) {
        Some(CannotClean::Macros)
    } else if any(&signed) {
        Some(CannotClean::Signed)
    } else if any(&shared) {
        Some(CannotClean::Format)
    } else {
        None
    }
}

/// A picture, film or document inside. What is none of these (fonts, drawings of Windows) has no details that are
/// known; a picture that is damaged stays as it is.
fn nested(
    entry: &mut Entry,
    want: Want,
    found: &mut Found,
    changed: &mut bool,
) -> Result<(), CannotClean> {
    let lower = entry.name.to_ascii_lowercase();
    let embedded =
        ["/media/", "/embeddings/", "pictures/", "media/"].iter().any(|p| lower.contains(p));
    let document = entry.bytes.starts_with(b"PK\x03\x04");
    if !embedded || (!document && !is_taken_apart(&entry.bytes)) {
        return Ok(());
    }
    let size = entry.bytes.len() as u64;
    let mut source = Source::new(Box::new(Cursor::new(entry.bytes.clone())), size);
    let mut inner =
        Found { nested: found.nested + 1, unpacked: found.unpacked, ..Found::default() };
    if inner.nested > MAX_NESTED {
        return Err(CannotClean::Format);
    }
    let outcome = run_within(&mut source, want, &mut inner);
    found.unpacked = inner.unpacked;
    inner.people.iter().for_each(|name| found.person(name));
    let nothing = inner.private.is_empty();
    found.private.extend(inner.private);
    match outcome {
        Ok(_) if nothing => Ok(()),
        Ok(bytes) => {
            *changed = true;
            entry.bytes = bytes.of(&entry.bytes);
            Ok(())
        }
        Err(CannotClean::Damaged) if !document => Ok(()),
        Err(refused) => Err(refused),
    }
}

fn is_taken_apart(bytes: &[u8]) -> bool {
    let head = &bytes[..bytes.len().min(16)];
    format::is_picture(head)
        || head.starts_with(b"%PDF-")
        || head.starts_with(b"ID3")
        || head.get(4..8) == Some(b"ftyp")
        || (head.starts_with(b"RIFF") && head.get(8..12) == Some(b"WAVE"))
}

/// Tells a kind when something of it was taken out.
fn told(found: &mut Found, kind: Private, part: Option<Vec<u8>>) -> Part {
    if part.is_some() {
        found.add(kind);
    }
    Part::Keep(part)
}
