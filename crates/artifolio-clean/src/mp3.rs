//! MP3: the frames of sound without the tags before and behind them.

use crate::source::{array, be32, le32};
use crate::{Bytes, CannotClean, Found, Private};

/// Bytes between a tag and the first frame, at most.
const PADDING: usize = 64 * 1024;

/// Whether bytes begin with a frame of MPEG audio, layer III (ISO 11172-3).
pub(crate) fn begins(head: &[u8]) -> bool {
    let Some([sync, layout, coding, _]) = array(head, 0) else { return false };
    sync == 0xFF
        && layout & 0xE6 == 0xE2
        && layout >> 3 & 3 != 1
        && !matches!(coding >> 4, 0 | 15)
        && coding >> 2 & 3 != 3
}

pub(crate) fn clean(bytes: &[u8], found: &mut Found) -> Result<Bytes, CannotClean> {
    let mut sound = bytes;
    while sound.starts_with(b"ID3") {
        let size = id3_size(sound, 6).ok_or(CannotClean::Damaged)?;
        let footer = if sound.get(5).is_some_and(|flags| flags & 0x10 != 0) { 10 } else { 0 };
        let (tag, rest) = sound.split_at_checked(10 + size + footer).ok_or(CannotClean::Damaged)?;
        id3(tag, found);
        sound = rest;
    }
    // Encoders pad between tag and sound.
    let pad = (0..sound.len().min(PADDING)).find(|at| begins(&sound[*at..]));
    let mut sound = &sound[pad.ok_or(CannotClean::Damaged)?..];
    loop {
        if let Some(at) = sound.len().checked_sub(128).filter(|at| sound[*at..].starts_with(b"TAG"))
        {
            found.person(&String::from_utf8_lossy(&sound[at + 33..at + 63]));
            found.add(Private::Description);
            sound = &sound[..at];
        } else if let Some(at) =
            sound.len().checked_sub(32).filter(|at| sound[*at..].starts_with(b"APETAGEX"))
        {
            let footer = &sound[at..];
            let size = le32(footer, 12).unwrap_or(0) as usize;
            let header =
                if le32(footer, 20).is_some_and(|flags| flags >> 31 == 1) { 32 } else { 0 };
            let begin = sound.len().checked_sub(size.saturating_add(header));
            found.add(Private::Description);
            sound = &sound[..begin.filter(|_| size >= 32).ok_or(CannotClean::Damaged)?];
        } else {
            break;
        }
    }
    Ok(Bytes::Whole(sound.to_vec()))
}

/// Sizes of ID3: four bytes of seven bits.
fn id3_size(bytes: &[u8], at: usize) -> Option<usize> {
    let size = array::<4>(bytes, at)?;
    Some(size.iter().fold(0, |n, byte| n << 7 | usize::from(byte & 0x7F)))
}

/// What the frames of a tag tell: always something.
fn id3(tag: &[u8], found: &mut Found) {
    let version = tag.get(3).copied().unwrap_or(0);
    found.add(Private::Description);
    let mut at = 10;
    while let Some(id) = tag.get(at..at + 4).filter(|id| id[0].is_ascii_uppercase()) {
        let size = if version >= 4 {
            id3_size(tag, at + 4)
        } else {
            be32(tag, at + 4).map(|size| size as usize)
        };
        let end = size.and_then(|size| at.checked_add(10)?.checked_add(size));
        let Some((end, content)) = end.and_then(|end| Some((end, tag.get(at + 10..end)?))) else {
            return;
        };
        match id {
            b"TPE1" | b"TPE2" | b"TCOM" | b"TOPE" | b"TOWN" | b"TENC" => {
                found.person(&text(content))
            }
            b"TDRC" | b"TYER" | b"TDAT" | b"TDEN" | b"TDTG" => found.add(Private::Dates),
            b"TSSE" | b"PRIV" | b"GEOB" | b"UFID" => found.add(Private::Device),
            _ => {}
        }
        at = end;
    }
}

/// A text behind the byte that says how it is written.
fn text(content: &[u8]) -> String {
    let Some((encoding, text)) = content.split_first() else { return String::new() };
    let units = |from: fn([u8; 2]) -> u16, text: &[u8]| {
        let units = text.as_chunks::<2>().0.iter().map(|two| from(*two));
        char::decode_utf16(units).filter_map(Result::ok).collect::<String>()
    };
    let text = match (encoding, text) {
        (1, [0xFF, 0xFE, rest @ ..]) => units(u16::from_le_bytes, rest),
        (1, [0xFE, 0xFF, rest @ ..]) | (2, rest) => units(u16::from_be_bytes, rest),
        (0, text) => text.iter().copied().map(char::from).collect(),
        (_, text) => String::from_utf8_lossy(text).into_owned(),
    };
    text.trim_end_matches('\0').replace('\0', "; ")
}
