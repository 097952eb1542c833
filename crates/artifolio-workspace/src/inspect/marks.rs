//! What pictures and documents say about where and by whom: Exif and XMP.

use artifolio_core::file_facts::FileFacts;
use exif::{Exif, Field, Reader, Tag, Value};

use super::source::contains;
use super::xml::{self, Piece};

/// Names in Exif: Artist, CameraOwnerName, and the Author of the Windows file properties.
const OWNERS: [Tag; 3] =
    [Tag::Artist, Tag(exif::Context::Exif, 0xA430), Tag(exif::Context::Tiff, 0x9C9D)];
/// Numbers that are a place.
const PLACES: [Tag; 4] =
    [Tag::GPSLatitude, Tag::GPSLongitude, Tag::GPSDestLatitude, Tag::GPSDestLongitude];

/// Adds a person's name; several are joined by `; `, each once.
pub(super) fn add_author(facts: &mut FileFacts, name: &str) {
    let name = name.trim_matches(|c: char| c.is_whitespace() || c.is_control());
    if name.is_empty() {
        return;
    }
    match &mut facts.author {
        None => facts.author = Some(name.to_owned()),
        Some(names) if names.split("; ").any(|known| known == name) => {}
        Some(names) => {
            names.push_str("; ");
            names.push_str(name);
        }
    }
}

/// Takes the marks of an Exif block (a TIFF structure). Faulty blocks are read as far as they go.
pub(super) fn exif(block: &[u8], facts: &mut FileFacts) {
    let mut reader = Reader::new();
    let read = reader.continue_on_error(true).read_raw(block.to_vec());
    if let Ok(exif) = read.or_else(|error| error.distill_partial_result(|_| ())) {
        take(&exif, facts);
    }
}

/// Takes the marks of an Exif reading.
pub(super) fn take(exif: &Exif, facts: &mut FileFacts) {
    for field in exif.fields() {
        facts.location |= PLACES.contains(&field.tag) && is_set(field);
        if OWNERS.contains(&field.tag) {
            add_author(facts, &words(&field.value));
        }
    }
}

/// Cameras without a fix write 0/0.
fn is_set(field: &Field) -> bool {
    matches!(&field.value, Value::Rational(parts) if parts.iter().any(|part| part.denom != 0))
}

fn words(value: &Value) -> String {
    match value {
        Value::Ascii(parts) => {
            parts.iter().map(|part| String::from_utf8_lossy(part)).collect::<Vec<_>>().join(" ")
        }
        // The Windows properties are UTF-16 in a list of bytes.
        Value::Byte(bytes) => {
            let (pairs, _) = bytes.as_chunks::<2>();
            let units = pairs.iter().map(|pair| u16::from_le_bytes(*pair)).take_while(|u| *u != 0);
            char::decode_utf16(units).filter_map(Result::ok).collect()
        }
        _ => String::new(),
    }
}

/// Takes the marks of an XMP packet.
pub(super) fn xmp(packet: &[u8], facts: &mut FileFacts) {
    facts.location |= contains(packet, b"GPSLatitude") || contains(packet, b"GPSLongitude");
    let mut inside = 0_u32;
    let mut name = String::new();
    // A packet that is no XML has told its place all the same.
    let _ = xml::read(packet, &mut |piece| match piece {
        Piece::Open("creator", _) => inside += 1,
        Piece::Close("creator") => inside = inside.saturating_sub(1),
        Piece::Close("li") if inside > 0 => add_author(facts, &std::mem::take(&mut name)),
        Piece::Text(text) if inside > 0 => name.push_str(text),
        _ => {}
    });
    add_author(facts, &name);
}
