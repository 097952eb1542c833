//! What the boxes tell that are not needed to play a film: user data, metadata, XMP.

use crate::boxes::{Frame, inside, inside_meta};
use crate::source::{Source, be32, contains};
use crate::{Found, Private, marks};

/// Deepest nesting of boxes; a real file has five.
const MAX_DEPTH: u32 = 8;
/// Bytes read of one.
const LEAF: u64 = 64 * 1024;
/// The id of the box in which XMP lies (XMP specification, part 3).
const XMP: [u8; 16] = *b"\xBE\x7A\xCF\xCB\x97\xA9\x42\xE8\x9C\x71\x99\x94\x91\xE3\xAF\xAC";

/// Tells what is in a box; always something.
pub(super) fn tell(source: &mut Source, frame: &Frame, found: &mut Found) {
    let mut told = Found::default();
    let mut keys = Vec::new();
    visit(source, frame, &mut keys, 0, &mut told);
    if told.private.is_empty() {
        told.add(Private::Description);
    }
    told.people.iter().for_each(|name| found.person(name));
    found.private.extend(told.private);
}

fn visit(
    source: &mut Source,
    frame: &Frame,
    keys: &mut Vec<Private>,
    depth: u32,
    told: &mut Found,
) {
    let inner = match &frame.kind {
        b"udta" | b"ilst" => inside(source, frame),
        b"meta" => inside_meta(source, frame),
        _ => return leaf(source, frame, keys, told),
    };
    // One that cannot be taken apart tells nothing more; it goes all the same.
    for frame in inner.unwrap_or_default() {
        if depth < MAX_DEPTH {
            visit(source, &frame, keys, depth + 1, told);
        }
    }
}

fn leaf(source: &mut Source, frame: &Frame, keys: &mut Vec<Private>, told: &mut Found) {
    let content = source.at(frame.start, frame.len().min(LEAF)).unwrap_or_default();
    match &frame.kind {
        b"keys" => *keys = names(&content),
        b"hdlr" | b"free" | b"skip" => {}
        b"loci" | b"\xA9xyz" => told.add(Private::Location),
        b"GPMF" => {
            told.add(Private::Device);
            if contains(&content, b"GPS5") {
                told.add(Private::Location);
            }
        }
        b"\xA9ART" | b"\xA9aut" | b"\xA9wrt" | b"auth" | b"perf" | b"aART" => {
            told.person(&text(&frame.kind, &content));
        }
        b"cprt" | b"\xA9cpy" => told.add(Private::Author),
        b"\xA9mak" | b"\xA9mod" | b"\xA9swr" | b"\xA9too" | b"FIRM" | b"CAME" | b"LENS" => {
            told.add(Private::Device);
        }
        b"\xA9day" | b"date" | b"yrrc" => told.add(Private::Dates),
        b"uuid" | b"XMP_" => match content.strip_prefix(&XMP) {
            Some(packet) => marks::xmp(packet, told),
            None if frame.kind == *b"XMP_" => marks::xmp(&content, told),
            None => told.add(Private::Device),
        },
        kind => {
            let index = u32::from_be_bytes(*kind) as usize;
            match index.checked_sub(1).and_then(|at| keys.get(at)) {
                Some(Private::Author) => told.person(&text(kind, &content)),
                Some(kind) => told.add(*kind),
                None => told.add(Private::Description),
            }
        }
    }
}

/// A text: after a `data` box's header (iTunes, QuickTime's keys), a length and language (QuickTime), or version and
/// language (3GPP).
fn text(kind: &[u8; 4], content: &[u8]) -> String {
    let skip = match (kind, content.get(4..8)) {
        (_, Some(b"data")) => 16,
        (b"auth" | b"perf", _) => 6,
        _ => 4,
    };
    String::from_utf8_lossy(content.get(skip..).unwrap_or(&[])).into_owned()
}

/// What the `keys` of QuickTime metadata are about, in their order; each with its length, a namespace, and its name.
fn names(list: &[u8]) -> Vec<Private> {
    let mut keys = Vec::new();
    let mut at = 8;
    while let Some(length) = be32(list, at).map(|length| length as usize) {
        let Some(name) = list.get(at + 8..at.saturating_add(length)) else { break };
        let is = |words: &[&[u8]]| words.iter().any(|word| contains(name, word));
        keys.push(if is(&[b"location"]) {
            Private::Location
        } else if is(&[b"author", b"artist"]) {
            Private::Author
        } else if is(&[b"date"]) {
            Private::Dates
        } else if is(&[b"make", b"model", b"software", b"android", b"camera"]) {
            Private::Device
        } else {
            Private::Description
        });
        at += length.max(8);
    }
    keys
}
