//! PNG: chunks. Kept are those that say how its pixels are to be read, its colours, its motion, and its orientation.

use crate::source::be32;
use crate::{Bytes, CannotClean, Found, Private, marks, picture};

/// Chunks beside the critical ones that say how the picture looks (PNG third edition, and its registered extensions).
const KEPT: [&[u8; 4]; 20] = [
    b"cHRM", b"gAMA", b"iCCP", b"sBIT", b"sRGB", b"cICP", b"mDCV", b"cLLI", b"bKGD", b"hIST",
    b"tRNS", b"pHYs", b"sPLT", b"acTL", b"fcTL", b"fdAT", b"sTER", b"oFFs", b"pCAL", b"sCAL",
];

/// A chunk: its name, its data, its first byte and the first after it.
struct Chunk<'a> {
    kind: [u8; 4],
    data: &'a [u8],
    start: usize,
    after: usize,
}

fn chunks(bytes: &[u8]) -> impl Iterator<Item = Chunk<'_>> {
    let mut at = 8;
    std::iter::from_fn(move || {
        let length = be32(bytes, at)? as usize;
        let data = bytes.get(at + 8..(at + 8).checked_add(length)?)?;
        let kind = bytes[at + 4..at + 8].try_into().ok()?;
        let after = at + 12 + length;
        let chunk = (after <= bytes.len()).then_some(Chunk { kind, data, start: at, after })?;
        at = if kind == *b"IEND" { bytes.len() } else { after };
        Some(chunk)
    })
}

pub(crate) fn is_whole(bytes: &[u8]) -> bool {
    chunks(bytes).any(|chunk| chunk.kind == *b"IEND")
}

pub(crate) fn clean(bytes: &[u8], found: &mut Found) -> Result<Bytes, CannotClean> {
    let mut orientation = None;
    let mut copy = bytes[..8].to_vec();
    let mut data_begins = None;
    let mut end = None;
    for chunk in chunks(bytes) {
        if chunk.kind == *b"IDAT" && data_begins.is_none() {
            data_begins = Some(copy.len());
        }
        // Apple's index of the picture's data holds their place in the file, which is another one in the copy. It
        // tells nothing, so it alone is no reason for one.
        if chunk.kind != *b"iDOT" && stays(&chunk, found, &mut orientation) {
            copy.extend(&bytes[chunk.start..chunk.after]);
        }
        if chunk.kind == *b"IEND" {
            end = Some(chunk.after);
        }
    }
    let end = end.ok_or(CannotClean::Damaged)?;
    picture::behind(&bytes[end..], found);
    if let (Some(orientation), Some(at)) = (orientation, data_begins) {
        copy.splice(at..at, chunk(b"eXIf", &marks::orientation_alone(orientation)));
    }
    Ok(Bytes::Whole(copy))
}

fn stays(chunk: &Chunk<'_>, found: &mut Found, orientation: &mut Option<u16>) -> bool {
    let critical = chunk.kind[0].is_ascii_uppercase();
    if critical || KEPT.contains(&&chunk.kind) {
        return true;
    }
    match &chunk.kind {
        b"eXIf" if marks::is_orientation_alone(chunk.data) => return true,
        b"eXIf" => *orientation = marks::exif(chunk.data, found).or(*orientation),
        b"tIME" => found.add(Private::Dates),
        b"tEXt" | b"zTXt" | b"iTXt" => return is_badge(chunk.data) || !text(chunk, found),
        _ => found.add(Private::Description),
    }
    false
}

/// An open badge is the picture with what is baked into it.
fn is_badge(data: &[u8]) -> bool {
    data.starts_with(b"openbadges\0") || data.starts_with(b"openbadgecredential\0")
}

/// `keyword NUL text`; in `iTXt` flags, language and a translated keyword stand between. Always tells something.
fn text(chunk: &Chunk<'_>, found: &mut Found) -> bool {
    let data = chunk.data;
    if data.starts_with(b"XML:com.adobe.xmp\0") {
        marks::xmp(data.get(22..).unwrap_or(&[]), found);
        return true;
    }
    let mut parts = data.split(|&byte| byte == 0);
    let keyword = parts.next().unwrap_or(&[]).to_ascii_lowercase();
    match &keyword[..] {
        b"author" | b"artist" | b"creator" | b"copyright" => {
            found.add(Private::Author);
            if chunk.kind != *b"zTXt" && keyword != b"copyright" {
                found.person(&String::from_utf8_lossy(parts.next_back().unwrap_or(&[])));
            }
        }
        b"software" | b"source" => found.add(Private::Device),
        b"creation time" => found.add(Private::Dates),
        _ if keyword.starts_with(b"date:") => found.add(Private::Dates),
        _ => found.add(Private::Description),
    }
    true
}

/// A chunk with its length and checksum.
fn chunk(kind: &[u8; 4], data: &[u8]) -> Vec<u8> {
    let mut bytes = (data.len() as u32).to_be_bytes().to_vec();
    bytes.extend(kind);
    bytes.extend(data);
    bytes.extend(crc32fast::hash(&bytes[4..]).to_be_bytes());
    bytes
}
