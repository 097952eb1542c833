//! JPEG: the segments before and between its scans. Kept are those that say how its pixels are to be read, its
//! colours, and its orientation.

use crate::source::be16;
use crate::{Bytes, CannotClean, Found, Private, marks, picture};

const START_OF_SCAN: u8 = 0xDA;
const END: u8 = 0xD9;

/// A segment with what belongs to it: behind the start of a scan its coded data.
pub(crate) struct Segment<'a> {
    marker: u8,
    payload: &'a [u8],
    whole: &'a [u8],
}

/// What a walk over a JPEG's markers found.
pub(crate) struct Walk<'a> {
    segments: Vec<Segment<'a>>,
    /// Behind the end marker, if there is one.
    pub(crate) end: Option<usize>,
    /// Bytes lie between segments, where none should.
    astray: bool,
}

/// Walks from the first marker to the end marker. Bytes after it are second pictures or a phone's film.
pub(crate) fn walk(bytes: &[u8]) -> Walk<'_> {
    let mut walk = Walk { segments: Vec::new(), end: None, astray: false };
    let mut at = 2;
    while let Some((marker, start, after)) = next_marker(bytes, at) {
        walk.astray |= bytes[at..start].iter().any(|byte| !matches!(byte, 0 | 0xFF));
        at = after;
        match marker {
            END => {
                walk.end = Some(after);
                break;
            }
            // Restart and other markers that stand alone.
            0x01 | 0xD0..=0xD8 => {}
            _ => {
                let Some(length) = be16(bytes, at).map(usize::from) else { break };
                let Some(payload) = bytes.get(at + 2..at + length.max(2)) else { break };
                at += length.max(2);
                if marker == START_OF_SCAN {
                    at = scan_end(bytes, at);
                }
                walk.segments.push(Segment { marker, payload, whole: &bytes[start..at] });
            }
        }
    }
    walk
}

/// Where the coded data that begins at `at` ends: before the next marker that is no restart.
fn scan_end(bytes: &[u8], mut at: usize) -> usize {
    loop {
        match next_marker(bytes, at) {
            Some((0xD0..=0xD7, _, after)) => at = after,
            Some((_, start, _)) => return start,
            None => return bytes.len(),
        }
    }
}

/// The next marker from `at` on, where it begins and ends; coded data and fill bytes are passed over.
fn next_marker(bytes: &[u8], mut at: usize) -> Option<(u8, usize, usize)> {
    loop {
        at += bytes.get(at..)?.iter().position(|&byte| byte == 0xFF)? + 1;
        match *bytes.get(at)? {
            0x00 => at += 1,
            0xFF => {}
            marker => return Some((marker, at - 1, at + 1)),
        }
    }
}

pub(crate) fn clean(bytes: &[u8], found: &mut Found) -> Result<Bytes, CannotClean> {
    let walk = walk(bytes);
    let mut orientation = None;
    let mut copy = bytes[..2].to_vec();
    let mut oriented = false;
    for segment in &walk.segments {
        if judge(segment, found, &mut orientation) {
            oriented |= segment.marker == 0xE1;
            copy.extend(segment.whole);
        }
    }
    let end = walk.end.ok_or(CannotClean::Damaged)?;
    if walk.astray {
        found.add(Private::Description);
    }
    picture::behind(&bytes[end..], found);
    copy.extend([0xFF, END]);
    if let (Some(orientation), false) = (orientation, oriented) {
        let block = [b"Exif\0\0", &marks::orientation_alone(orientation)[..]].concat();
        let length = (block.len() as u16 + 2).to_be_bytes();
        let segment = [&[0xFF, 0xE1][..], &length, &block].concat();
        copy.splice(2..2, segment);
    }
    if copy.starts_with(&[0xFF, 0xD8, 0xFF]) {
        Ok(Bytes::Whole(copy))
    } else {
        Err(CannotClean::Damaged)
    }
}

/// Whether a segment stays; what goes is told.
fn judge(segment: &Segment<'_>, found: &mut Found, orientation: &mut Option<u16>) -> bool {
    let payload = segment.payload;
    match segment.marker {
        0xE0 if payload.starts_with(b"JFIF\0") => {
            let plain =
                payload.get(12..14).is_none_or(|size| size == [0, 0]) && payload.len() <= 14;
            if !plain {
                found.add(Private::Preview);
            }
            return plain;
        }
        0xE0 if payload.starts_with(b"JFXX\0") => found.add(Private::Preview),
        0xE1 if payload.starts_with(b"Exif\0\0") => {
            let block = &payload[6..];
            if marks::is_orientation_alone(block) {
                return true;
            }
            *orientation = marks::exif(block, found).or(*orientation);
        }
        0xE1 if payload.starts_with(b"http://ns.adobe.com/x") => {
            let end = payload.iter().position(|&byte| byte == 0).unwrap_or(0);
            marks::xmp(&payload[end + 1..], found);
        }
        0xE2 if payload.starts_with(b"ICC_PROFILE\0") => return true,
        // Further pictures follow the first one.
        0xE2 if payload.starts_with(b"MPF\0") => found.add(Private::Preview),
        0xED => marks::photoshop(payload, found),
        // How colours were coded, without which they would be others.
        0xEE if payload.starts_with(b"Adobe") => return true,
        0xFE => found.add(Private::Description),
        0xE0..=0xEF => found.add(Private::Device),
        // Tables, frames and scans.
        _ => return true,
    }
    false
}
