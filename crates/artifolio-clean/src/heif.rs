//! HEIC and AVIF: items of Exif and XMP are written over in place. How the picture is turned is no part of them
//! (ISO 23008-12: `irot`, `imir`).

use crate::boxes::{Frame, inside_meta, list};
use crate::source::{Source, be16};
use crate::{Bytes, CannotClean, Found, Patch, Private, marks, movie};

/// Bytes of a list, and of one item's details.
const LIST: u64 = 4 << 20;
const ITEM: u64 = 4 << 20;
/// Most items of a list, and most of them that tell something.
const MOST: usize = 10_000;
const TELLING: usize = 100;
/// An Exif item without a field: its offset, and a TIFF structure with an empty list.
const BLANK_EXIF: &[u8; 18] = b"\0\0\0\0MM\0*\0\0\0\x08\0\0\0\0\0\0";

/// An item that tells something.
enum Kind {
    Exif,
    Xmp,
}

pub(crate) fn clean(source: &mut Source, found: &mut Found) -> Result<Bytes, CannotClean> {
    let mut patches = Vec::new();
    let end = source.size();
    for frame in list(source, 0, end)? {
        match &frame.kind {
            b"meta" => items(source, &frame, found, &mut patches)?,
            b"moov" => patches.extend(movie::clean_index(source, &frame, found)?),
            b"ftyp" | b"mdat" | b"free" | b"skip" | b"moof" | b"styp" => {}
            _ => {
                found.add(Private::Description);
                patches.extend(frame.freed());
            }
        }
    }
    Ok(Bytes::patched(patches))
}

fn items(
    source: &mut Source,
    meta: &Frame,
    found: &mut Found,
    patches: &mut Vec<Patch>,
) -> Result<(), CannotClean> {
    let frames = inside_meta(source, meta)?;
    let named = |kind: &[u8; 4]| frames.iter().find(|frame| frame.kind == *kind).copied();
    let Some(information) = named(b"iinf") else { return Ok(()) };
    let telling = telling(source, &information)?;
    if telling.is_empty() {
        return Ok(());
    }
    let places = named(b"iloc").ok_or(CannotClean::Damaged)?;
    if places.len() > LIST {
        return Err(CannotClean::TooLarge);
    }
    let list = source.at(places.start, places.len())?;
    let data = named(b"idat").map_or(0, |frame| frame.start);
    for (id, kind) in telling {
        let extents = extents(&list, id, data).ok_or(CannotClean::Format)?;
        blank(source, &extents, &kind, found, patches)?;
    }
    Ok(())
}

/// Items of Exif and XMP by their id.
fn telling(source: &mut Source, information: &Frame) -> Result<Vec<(u32, Kind)>, CannotClean> {
    let version = source.at(information.start, 1)?.first().copied().unwrap_or(0);
    let skip = if version == 0 { 6 } else { 8 };
    let mut items = Vec::new();
    for entry in list(source, (information.start + skip).min(information.end), information.end)? {
        let content = source.at(entry.start, entry.len().min(1024))?;
        let (id, at) = match content.first() {
            Some(2) => (be16(&content, 4).map(u32::from), 8),
            Some(3) => (crate::source::be32(&content, 4), 10),
            // Older lists know no Exif and no XMP.
            _ => continue,
        };
        let id = id.ok_or(CannotClean::Damaged)?;
        match content.get(at..at + 4) {
            Some(b"Exif") => items.push((id, Kind::Exif)),
            Some(b"mime") => items.push((id, Kind::Xmp)),
            _ => {}
        }
        if items.len() > TELLING {
            return Err(CannotClean::Format);
        }
    }
    Ok(items)
}

/// Where an item lies (`iloc`, versions 0 to 2): places and lengths. `None` for a list of another form.
fn extents(list: &[u8], wanted: u32, data: u64) -> Option<Vec<(u64, u64)>> {
    let version = *list.first()?;
    let [sizes, bases] = list.get(4..6)?.try_into().ok()?;
    let (offset_size, length_size) = (usize::from(sizes >> 4), usize::from(sizes & 15));
    let base_size = usize::from(bases >> 4);
    let index_size = if version == 0 { 0 } else { usize::from(bases & 15) };
    let wide = if version == 2 { 4 } else { 2 };
    let mut at = 6;
    let mut take = |size: usize| -> Option<u64> {
        let bytes = list.get(at..at + size)?;
        at += size;
        (size <= 8).then(|| bytes.iter().fold(0, |n, byte| n << 8 | u64::from(*byte)))
    };
    let count = take(wide)?;
    let mut extents = None;
    for _ in 0..count.min(MOST as u64) {
        let id = take(wide)?;
        let method = if version == 0 { 0 } else { take(2)? & 15 };
        let elsewhere = take(2)?;
        let base = take(base_size)?;
        let mut places = Vec::new();
        for _ in 0..take(2)? {
            take(index_size)?;
            let (offset, length) = (take(offset_size)?, take(length_size)?);
            let from = match method {
                0 => 0,
                1 => data,
                _ => return None,
            };
            places.push((from.checked_add(base)?.checked_add(offset)?, length));
        }
        if id == u64::from(wanted) {
            if elsewhere != 0 {
                return None;
            }
            extents = Some(places);
        }
    }
    extents
}

fn blank(
    source: &mut Source,
    extents: &[(u64, u64)],
    kind: &Kind,
    found: &mut Found,
    patches: &mut Vec<Patch>,
) -> Result<(), CannotClean> {
    let mut bytes = Vec::new();
    for &(at, length) in extents {
        let piece = source.at(at, length.min(ITEM))?;
        if length > ITEM || piece.len() as u64 != length {
            return Err(CannotClean::Damaged);
        }
        bytes.extend(piece);
    }
    let new = match kind {
        Kind::Xmp => vec![b' '; bytes.len()],
        Kind::Exif if bytes.len() < BLANK_EXIF.len() => vec![0; bytes.len()],
        Kind::Exif => [BLANK_EXIF, &vec![0; bytes.len() - BLANK_EXIF.len()][..]].concat(),
    };
    if bytes == new {
        return Ok(());
    }
    match kind {
        Kind::Xmp => marks::xmp(&bytes, found),
        Kind::Exif => {
            let skip =
                crate::source::be32(&bytes, 0).map_or(4, |skip| (skip as usize).saturating_add(4));
            marks::exif(bytes.get(skip..).unwrap_or(&[]), found);
        }
    }
    let mut from = 0;
    for &(at, length) in extents {
        let to = from + length as usize;
        patches.push(Patch::with(at, &new[from..to]));
        from = to;
    }
    Ok(())
}
