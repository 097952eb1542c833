//! PDF: properties, XMP, comments, what programs keep for themselves, earlier revisions; pages, links and the tags for
//! screen readers stay. Of a mark that is drawn on a page the drawing stays, and who made it and said what goes.

use std::collections::BTreeSet;

use lopdf::xref::XrefType;
use lopdf::{
    DecompressError, Dictionary, Document, Error, LoadOptions, Object, ObjectId, Stream,
    decode_text_string,
};

use crate::{Bytes, CannotClean, Found, Private, Want, marks, picture};

/// Bytes that all object streams may unpack to, and one stream.
const UNPACKED: usize = 512 << 20;
const STREAM: usize = 32 << 20;
/// Largest packet of XMP.
const PACKET: usize = 4 << 20;
/// Comments that are a symbol or a window, no part of the page.
const NOTES: [&[u8]; 4] = [b"Text", b"Popup", b"Caret", b"Sound"];
/// Comments that are drawn on the page.
const DRAWN: [&[u8]; 12] = [
    b"FreeText",
    b"Highlight",
    b"Underline",
    b"StrikeOut",
    b"Squiggly",
    b"Ink",
    b"Stamp",
    b"Line",
    b"Square",
    b"Circle",
    b"Polygon",
    b"PolyLine",
];

pub(crate) fn clean(bytes: &[u8], want: Want, found: &mut Found) -> Result<Bytes, CannotClean> {
    let options = reading(bytes);
    let mut document = Document::load_mem_with_options(bytes, options).map_err(|e| fault(&e))?;
    if document.is_encrypted() {
        return Err(CannotClean::Password);
    }
    information(&mut document, found);
    if document.revision_count() > 1 {
        found.add(Private::History);
    }
    let notes = notes(&document);
    let mut refused = document.was_encrypted().then_some(CannotClean::Password);
    if document.xref_recovery.is_some() {
        refused = Some(CannotClean::Damaged);
    }
    for (id, object) in &mut document.objects {
        refused = object_fault(object).or(refused);
        visit(object, notes.contains(id), &notes, found);
    }
    if let Some(refused) = refused {
        return Err(refused);
    }
    if want == Want::Look || found.private.is_empty() {
        return Ok(Bytes::Same);
    }
    document.prune_objects();
    let mut copy = Vec::new();
    let modern =
        matches!(document.reference_table.cross_reference_type, XrefType::CrossReferenceStream);
    let saved = if modern { document.save_modern(&mut copy) } else { document.save_to(&mut copy) };
    saved.map_err(|_| CannotClean::Damaged)?;
    Ok(Bytes::Whole(copy))
}

/// How a PDF from anywhere is read. The reader unpacks object streams while it loads, and a file may hold as many of them as
/// it has bytes for: the limit of each follows from how many there are at most.
#[must_use]
pub fn reading(bytes: &[u8]) -> LoadOptions {
    let streams = bytes.windows(6).filter(|window| window == b"stream").count();
    let limit = (UNPACKED / (streams + 1)).min(STREAM);
    LoadOptions { max_decompressed_size: Some(limit), ..LoadOptions::default() }
}

fn fault(error: &Error) -> CannotClean {
    match error {
        Error::InvalidPassword | Error::Decryption(_) | Error::UnsupportedSecurityHandler(_) => {
            CannotClean::Password
        }
        Error::Decompress(DecompressError::MemoryLimitExceeded { .. }) => CannotClean::TooLarge,
        Error::Unimplemented(_) => CannotClean::Format,
        _ => CannotClean::Damaged,
    }
}

/// The properties of the document: all but its title, which readers show and screen readers say.
fn information(document: &mut Document, found: &mut Found) {
    let info = match document.trailer.get(b"Info") {
        Ok(Object::Reference(id)) => document.get_dictionary(*id).cloned(),
        Ok(other) => other.as_dict().cloned(),
        Err(_) => return,
    };
    let Ok(info) = info else {
        document.trailer.remove(b"Info");
        return;
    };
    let mut kept = Dictionary::new();
    for (key, value) in info.iter() {
        match &key[..] {
            b"Title" | b"Trapped" => kept.set(key.clone(), value.clone()),
            b"Author" => {
                found.add(Private::Author);
                let name = match value {
                    Object::Reference(id) => document.get_object(*id).ok(),
                    value => Some(value),
                };
                found.person(&name.and_then(|v| decode_text_string(v).ok()).unwrap_or_default());
            }
            b"Creator" | b"Producer" => found.add(Private::Device),
            b"CreationDate" | b"ModDate" => found.add(Private::Dates),
            _ => found.add(Private::Description),
        }
    }
    if kept.is_empty() {
        document.trailer.remove(b"Info");
    } else if let Ok(Object::Reference(id)) = document.trailer.get(b"Info").cloned() {
        document.objects.insert(id, Object::Dictionary(kept));
    } else {
        document.trailer.set("Info", Object::Dictionary(kept));
    }
}

/// Objects that are comments and no part of a page.
fn notes(document: &Document) -> BTreeSet<ObjectId> {
    let is = |object: &Object| object.as_dict().is_ok_and(is_note);
    document.objects.iter().filter(|(_, object)| is(object)).map(|(id, _)| *id).collect()
}

fn is_note(dictionary: &Dictionary) -> bool {
    subtype(dictionary).is_some_and(|kind| NOTES.contains(&kind)) && dictionary.has(b"Rect")
}

fn subtype(dictionary: &Dictionary) -> Option<&[u8]> {
    dictionary.get(b"Subtype").and_then(Object::as_name).ok()
}

/// What forbids a copy: signatures, and files inside, which may tell anything.
fn object_fault(object: &Object) -> Option<CannotClean> {
    let dictionary = match object {
        Object::Dictionary(dictionary) => dictionary,
        Object::Stream(stream) if stream.dict.has_type(b"EmbeddedFile") => {
            return Some(CannotClean::Format);
        }
        _ => return None,
    };
    if dictionary.has(b"EF") {
        return Some(CannotClean::Format);
    }
    let signed = dictionary.has(b"ByteRange") && dictionary.has(b"Contents");
    signed.then_some(CannotClean::Signed)
}

fn visit(object: &mut Object, note: bool, notes: &BTreeSet<ObjectId>, found: &mut Found) {
    match object {
        Object::Stream(stream) => {
            if stream.dict.has_type(b"Metadata") {
                let packet = stream.get_plain_content_with_limit(PACKET).unwrap_or_default();
                marks::xmp(&packet, found);
            } else if is_photo(stream) {
                photo(stream, found);
            }
            walk(&mut stream.dict, notes, found);
        }
        Object::Dictionary(dictionary) => {
            if note {
                comment(dictionary, found);
            }
            walk(dictionary, notes, found);
        }
        Object::Array(list) => prune(list, notes, found),
        _ => {}
    }
}

/// A dictionary and all that stands in it itself. Depth is bounded by the reader.
fn walk(dictionary: &mut Dictionary, notes: &BTreeSet<ObjectId>, found: &mut Found) {
    if dictionary.remove(b"Metadata").is_some() {
        found.add(Private::Description);
    }
    if dictionary.remove(b"PieceInfo").is_some() {
        found.add(Private::History);
    }
    if dictionary.has_type(b"Page") {
        if dictionary.remove(b"LastModified").is_some() {
            found.add(Private::Dates);
        }
        if dictionary.remove(b"Thumb").is_some() {
            found.add(Private::Preview);
        }
    }
    if subtype(dictionary).is_some_and(|kind| DRAWN.contains(&kind)) && dictionary.has(b"Rect") {
        drawn(dictionary, found);
    }
    for (_, value) in dictionary.iter_mut() {
        match value {
            Object::Dictionary(inner) => walk(inner, notes, found),
            Object::Array(list) => prune(list, notes, found),
            _ => {}
        }
    }
}

/// A list without the comments in it.
fn prune(list: &mut Vec<Object>, notes: &BTreeSet<ObjectId>, found: &mut Found) {
    list.retain_mut(|item| match item {
        Object::Reference(id) => !notes.contains(id),
        Object::Dictionary(inner) if is_note(inner) => {
            comment(inner, found);
            false
        }
        Object::Dictionary(inner) => {
            walk(inner, notes, found);
            true
        }
        Object::Array(inner) => {
            prune(inner, notes, found);
            true
        }
        _ => true,
    });
}

/// A comment that goes: it tells who wrote it.
fn comment(dictionary: &mut Dictionary, found: &mut Found) {
    if subtype(dictionary) != Some(b"Popup") {
        found.add(Private::Comments);
    }
    author(dictionary, found);
    // Where a tag still leads to it, there is nothing left of it.
    for key in [&b"T"[..], b"Contents", b"RC", b"M", b"CreationDate", b"NM", b"Subj", b"AP"] {
        dictionary.remove(key);
    }
}

/// A mark on the page: who made it, when, and what was said about it.
fn drawn(dictionary: &mut Dictionary, found: &mut Found) {
    author(dictionary, found);
    let shown = subtype(dictionary) == Some(b"FreeText");
    let keys =
        [&b"Contents"[..], b"RC", b"T", b"Popup", b"NM", b"M", b"CreationDate", b"Subj", b"IRT"];
    // The words of a text on the page are what it shows.
    for key in keys.into_iter().skip(if shown { 2 } else { 0 }) {
        if dictionary.remove(key).is_some() {
            found.add(match key {
                b"M" | b"CreationDate" => Private::Dates,
                b"NM" | b"Subj" => Private::History,
                _ => Private::Comments,
            });
        }
    }
}

fn author(dictionary: &Dictionary, found: &mut Found) {
    if let Ok(name) = dictionary.get(b"T") {
        found.person(&decode_text_string(name).unwrap_or_default());
    }
}

/// A JPEG, stored as it was.
fn is_photo(stream: &Stream) -> bool {
    stream.filters().is_ok_and(|filters| filters == [b"DCTDecode"])
}

/// A damaged photo stays as it is: what a reader shows of it is not known.
fn photo(stream: &mut Stream, found: &mut Found) {
    if !stream.content.starts_with(&[0xFF, 0xD8]) {
        return;
    }
    let mut inner = Found::default();
    let copy = picture::clean(&stream.content, &mut inner);
    if let (Ok(Bytes::Whole(copy)), false) = (copy, inner.private.is_empty()) {
        inner.people.iter().for_each(|name| found.person(name));
        found.private.extend(inner.private);
        stream.set_content(copy);
    }
}
