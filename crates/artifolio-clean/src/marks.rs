//! What Exif and XMP tell, and the Exif that holds an orientation and nothing else.

use exif::{Context, Exif, Field, In, Reader, Tag, Value};
use quick_xml::events::Event;

use crate::source::contains;
use crate::{Found, Private};

/// Names in Exif: Artist, CameraOwnerName, and the Author of the Windows file properties.
const OWNERS: [Tag; 3] = [Tag::Artist, Tag(Context::Exif, 0xA430), Tag(Context::Tiff, 0x9C9D)];
/// Numbers that are a place.
const PLACES: [Tag; 4] =
    [Tag::GPSLatitude, Tag::GPSLongitude, Tag::GPSDestLatitude, Tag::GPSDestLongitude];
/// Largest packet of XMP that is read for names.
const PACKET: usize = 4 << 20;

/// An Exif block that says how the picture is turned and nothing else.
pub(crate) fn orientation_alone(orientation: u16) -> [u8; 26] {
    let mut block = *b"II*\0\x08\0\0\0\x01\0\x12\x01\x03\0\x01\0\0\0\0\0\0\0\0\0\0\0";
    block[18..20].copy_from_slice(&orientation.to_le_bytes());
    block
}

/// Whether a block is one that [`orientation_alone`] makes.
pub(crate) fn is_orientation_alone(block: &[u8]) -> bool {
    matches!(block.get(18..20), Some(&[value @ 1..=8, 0]) if block == orientation_alone(value.into()))
}

/// Tells what an Exif block (a TIFF structure) says; its orientation where that is not the usual one. Faulty blocks are
/// read as far as they go.
pub(crate) fn exif(block: &[u8], found: &mut Found) -> Option<u16> {
    let mut reader = Reader::new();
    let read = reader.continue_on_error(true).read_raw(block.to_vec());
    let Ok(exif) = read.or_else(|error| error.distill_partial_result(|_| ())) else {
        found.add(Private::Device);
        return None;
    };
    take(&exif, found);
    // Whatever is in it: settings of the camera or the program.
    if found.private.is_empty() {
        found.add(Private::Device);
    }
    let orientation = exif.get_field(Tag::Orientation, In::PRIMARY)?.value.get_uint(0)?;
    u16::try_from(orientation).ok().filter(|orientation| (2..=8).contains(orientation))
}

/// Tells what the fields of an Exif reading say.
pub(crate) fn take(exif: &Exif, found: &mut Found) {
    for field in exif.fields() {
        if field.ifd_num == In::THUMBNAIL {
            found.add(Private::Preview);
        }
        if PLACES.contains(&field.tag) && is_set(field) {
            found.add(Private::Location);
        }
        if OWNERS.contains(&field.tag) {
            found.person(&words(&field.value));
        }
        match (field.tag.context(), field.tag.number()) {
            (Context::Tiff, 0x010F | 0x0110 | 0x0131 | 0x013C | 0xC614 | 0xC62F)
            | (Context::Exif, 0x927C | 0xA431..=0xA435 | 0xA420) => found.add(Private::Device),
            (Context::Tiff, 0x0132) | (Context::Exif, 0x9003 | 0x9004 | 0x9010..=0x9012) => {
                found.add(Private::Dates);
            }
            (Context::Tiff, 0x8298) => found.add(Private::Author),
            (Context::Tiff, 0x010E | 0x9C9B | 0x9C9C | 0x9C9E | 0x9C9F | 0x83BB)
            | (Context::Exif, 0x9286) => found.add(Private::Description),
            _ => {}
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

/// Tells what an XMP packet says: always something.
pub(crate) fn xmp(packet: &[u8], found: &mut Found) {
    let packet = &packet[..packet.len().min(PACKET)];
    let has = |word: &[u8]| contains(packet, word);
    let told = [
        (Private::Location, has(b"GPSLatitude") || has(b"GPSLongitude")),
        (Private::History, has(b"xmpMM:") || has(b"stEvt:")),
        (Private::Device, has(b"CreatorTool") || has(b"tiff:Make") || has(b"aux:")),
        (Private::Dates, has(b"CreateDate") || has(b"ModifyDate")),
        (Private::Preview, has(b"xmp:Thumbnails")),
    ];
    told.into_iter().filter(|(_, is)| *is).for_each(|(kind, _)| found.add(kind));
    creators(packet, found);
    if found.private.is_empty() {
        found.add(Private::Description);
    }
}

/// The names in `dc:creator`, as far as the packet is XML.
fn creators(packet: &[u8], found: &mut Found) {
    let mut reader = quick_xml::Reader::from_reader(packet);
    let (mut inside, mut name) = (0_u32, String::new());
    loop {
        match reader.read_event() {
            Ok(Event::Start(start)) if start.local_name().into_inner() == "creator" => inside += 1,
            Ok(Event::End(end)) if end.local_name().into_inner() == "creator" => {
                inside = inside.saturating_sub(1);
            }
            Ok(Event::End(end)) if inside > 0 && end.local_name().into_inner() == "li" => {
                found.person(&std::mem::take(&mut name));
            }
            Ok(Event::Text(text)) if inside > 0 => name.push_str(&text.xml10_content()),
            Ok(Event::Eof) | Err(_) => break,
            Ok(_) => {}
        }
    }
    found.person(&name);
}

/// Photoshop's block, in which IPTC lies: author, place in words, keywords.
pub(crate) fn photoshop(payload: &[u8], found: &mut Found) {
    found.add(Private::Description);
    // Records of IPTC: by-line (2:80), credit (2:110).
    for at in memchr_all(payload, b"\x1C\x02") {
        if let Some(&[80 | 110, high, low]) = payload.get(at + 2..at + 5) {
            let length = usize::from(u16::from_be_bytes([high, low]));
            let text = payload.get(at + 5..at + 5 + length).unwrap_or(&[]);
            found.person(&String::from_utf8_lossy(text));
        }
    }
}

fn memchr_all<'a>(bytes: &'a [u8], pair: &'a [u8; 2]) -> impl Iterator<Item = usize> + 'a {
    bytes.windows(2).enumerate().filter(move |(_, two)| two == pair).map(|(at, _)| at)
}
