//! Pictures: decoded in full where a browser shows them, so that one cut off in the middle is found; Exif and XMP
//! of all kinds.

use std::io::{BufReader, Cursor, Seek as _};

use artifolio_core::file_facts::FileFacts;
use image::{ImageError, ImageFormat, ImageReader, Limits};

use super::sniff::Format;
use super::source::{Source, be32, le32};
use super::{Fault, broken, iso, jpeg, marks};

/// Picture files over this are not read into memory.
const FILE_LIMIT: u64 = 64 << 20;
/// Longest side that is decoded, in pixels, and the memory for it.
const SIDE_LIMIT: u32 = 16_384;
const PIXEL_LIMIT: u64 = 256 << 20;
/// Where XMP is looked for in formats whose structure is not walked.
const XMP_WINDOW: u64 = 4 << 20;

/// JPEG, PNG, GIF, WebP.
pub(super) fn judge(
    source: &mut Source,
    format: Format,
    facts: &mut FileFacts,
) -> Result<(), Fault> {
    let bytes = source.whole(FILE_LIMIT)?.ok_or(Fault::Beyond)?;
    if read_marks(&bytes, facts) {
        decode(&bytes, format)
    } else {
        broken("its picture ends too early")
    }
}

/// HEIF, TIFF and what is built on it: only marks, and for HEIF whether its boxes go to the end.
pub(super) fn judge_foreign(
    source: &mut Source,
    format: Format,
    facts: &mut FileFacts,
) -> Result<(), Fault> {
    if source.size() <= FILE_LIMIT {
        source.rewind()?;
        let mut reader = exif::Reader::new();
        let read =
            reader.continue_on_error(true).read_from_container(&mut BufReader::new(&mut *source));
        if let Ok(exif) = read.or_else(|error| error.distill_partial_result(|_| ())) {
            marks::take(&exif, facts);
        }
    }
    let head = source.at(0, XMP_WINDOW)?;
    for packet in xmp_packets(&head) {
        marks::xmp(packet, facts);
    }
    if matches!(format, Format::Heif) {
        iso::boxes_are_whole(source)?;
    }
    Err(Fault::Beyond)
}

/// Takes the marks of a picture held in memory, of any of the four kinds. Tells whether its structure goes to its end.
pub(super) fn read_marks(bytes: &[u8], facts: &mut FileFacts) -> bool {
    if bytes.starts_with(&[0xFF, 0xD8]) {
        let walk = jpeg::walk(bytes);
        for (marker, payload) in &walk.segments {
            if let (0xE1, Some(block)) = (marker, payload.strip_prefix(b"Exif\0\0")) {
                marks::exif(block, facts);
            } else if *marker == 0xE1 && payload.starts_with(b"http://ns.adobe.com/x") {
                let end = payload.iter().position(|&byte| byte == 0).unwrap_or(0);
                marks::xmp(&payload[end + 1..], facts);
            }
        }
        walk.complete
    } else if bytes.starts_with(b"\x89PNG") {
        png(bytes, facts)
    } else if bytes.starts_with(b"RIFF") {
        webp(bytes, facts)
    } else {
        gif_is_whole(bytes)
    }
}

fn png(bytes: &[u8], facts: &mut FileFacts) -> bool {
    let mut at = 8;
    while let Some(length) = be32(bytes, at) {
        let start = at + 8;
        let Some(data) = bytes.get(start..start.saturating_add(length as usize)) else { break };
        match &bytes[at + 4..start] {
            b"IEND" => return bytes.len() >= start + 4,
            b"eXIf" => marks::exif(data, facts),
            b"tEXt" => png_text(data, facts),
            b"iTXt" => {
                if data.starts_with(b"XML:com.adobe.xmp\0") {
                    marks::xmp(data.get(22..).unwrap_or(&[]), facts);
                } else {
                    png_text(data, facts);
                }
            }
            _ => {}
        }
        at = start + length as usize + 4;
    }
    false
}

/// `keyword NUL text`; in `iTXt` flags, language and a translated keyword stand between.
fn png_text(data: &[u8], facts: &mut FileFacts) {
    let mut parts = data.split(|&byte| byte == 0);
    let keyword = parts.next().unwrap_or(&[]);
    if keyword.eq_ignore_ascii_case(b"Author") || keyword.eq_ignore_ascii_case(b"Artist") {
        marks::add_author(facts, &String::from_utf8_lossy(parts.next_back().unwrap_or(&[])));
    }
}

fn webp(bytes: &[u8], facts: &mut FileFacts) -> bool {
    let whole = le32(bytes, 4).is_some_and(|size| bytes.len() as u64 >= u64::from(size) + 8);
    let mut at = 12;
    while let Some(length) = le32(bytes, at + 4) {
        let start = at + 8;
        let Some(data) = bytes.get(start..start.saturating_add(length as usize)) else { break };
        match &bytes[at..at + 4] {
            b"EXIF" => marks::exif(data.strip_prefix(b"Exif\0\0").unwrap_or(data), facts),
            b"XMP " => marks::xmp(data, facts),
            _ => {}
        }
        at = start + length as usize + (length & 1) as usize;
    }
    whole
}

/// Whether the blocks of a GIF lead to its trailer.
fn gif_is_whole(bytes: &[u8]) -> bool {
    gif_walk(bytes).is_some()
}

fn gif_walk(bytes: &[u8]) -> Option<()> {
    let table = |flags: u8| if flags & 0x80 == 0 { 0 } else { 3 << ((flags & 7) + 1) };
    let mut at = 13 + table(*bytes.get(10)?);
    loop {
        match *bytes.get(at)? {
            0x3B => return Some(()),
            0x21 => at += 2,
            0x2C => at += 11 + table(*bytes.get(at + 9)?),
            _ => return None,
        }
        loop {
            let block = usize::from(*bytes.get(at)?);
            at += 1 + block;
            if block == 0 {
                break;
            }
        }
    }
}

/// Parts of `bytes` that look like XMP packets.
fn xmp_packets(bytes: &[u8]) -> impl Iterator<Item = &[u8]> {
    let (open, close) = (b"<x:xmpmeta", b"</x:xmpmeta>");
    let find = |from: usize, needle: &[u8]| {
        bytes[from..].windows(needle.len()).position(|w| w == needle).map(|at| from + at)
    };
    let mut from = 0;
    std::iter::from_fn(move || {
        let start = find(from, open)?;
        let end = find(start, close)? + close.len();
        from = end;
        Some(&bytes[start..end])
    })
}

fn decode(bytes: &[u8], format: Format) -> Result<(), Fault> {
    let format = match format {
        Format::Jpeg => ImageFormat::Jpeg,
        Format::Png => ImageFormat::Png,
        Format::Gif => ImageFormat::Gif,
        _ => ImageFormat::WebP,
    };
    let mut limits = Limits::default();
    limits.max_image_width = Some(SIDE_LIMIT);
    limits.max_image_height = Some(SIDE_LIMIT);
    limits.max_alloc = Some(PIXEL_LIMIT);
    let mut reader = ImageReader::with_format(Cursor::new(bytes), format);
    reader.limits(limits);
    match reader.decode() {
        Ok(_) => Ok(()),
        Err(ImageError::Limits(_) | ImageError::Unsupported(_)) => Err(Fault::Beyond),
        Err(error) => broken(error.to_string()),
    }
}
