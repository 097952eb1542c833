//! RIFF: WebP, whose chunks are picked, and WAV, whose chunks are emptied in place.

use std::io;

use crate::source::{Source, le32};
use crate::{Bytes, CannotClean, Found, Patch, Private, marks, picture};

/// Bits of `VP8X` that say a chunk of Exif or XMP is there.
const EXIF: u8 = 0x08;
const XMP: u8 = 0x04;
/// Chunks of a WebP that are its picture.
const WEBP: [&[u8; 4]; 7] = [b"VP8 ", b"VP8L", b"VP8X", b"ALPH", b"ANIM", b"ANMF", b"ICCP"];
/// Chunks of a WAV that say how its sound is to be read, or nothing.
const WAV: [&[u8; 4]; 10] =
    [b"fmt ", b"data", b"fact", b"ds64", b"JUNK", b"junk", b"PAD ", b"FLLR", b"smpl", b"inst"];
/// Chunks looked at in a WAV.
const MOST: usize = 1000;

pub(crate) fn clean_webp(bytes: &[u8], found: &mut Found) -> Result<Bytes, CannotClean> {
    let size = le32(bytes, 4).ok_or(CannotClean::Damaged)? as usize;
    let end = size.checked_add(8).filter(|end| *end <= bytes.len()).ok_or(CannotClean::Damaged)?;
    let mut copy = bytes.get(..12).ok_or(CannotClean::Damaged)?.to_vec();
    let (mut orientation, mut oriented) = (None, false);
    let mut at = 12;
    while at < end {
        let length = le32(bytes, at + 4).ok_or(CannotClean::Damaged)? as usize;
        let start = at + 8;
        let after = start.checked_add(length).filter(|after| *after <= end);
        let data = &bytes[start..after.ok_or(CannotClean::Damaged)?];
        let kind: [u8; 4] = bytes[at..at + 4].try_into().map_err(|_| CannotClean::Damaged)?;
        let next = (start + length + (length & 1)).min(end);
        let stays = match &kind {
            b"EXIF" => {
                let block = data.strip_prefix(b"Exif\0\0").unwrap_or(data);
                oriented = marks::is_orientation_alone(block);
                if !oriented {
                    orientation = marks::exif(block, found);
                }
                oriented
            }
            b"XMP " => {
                marks::xmp(data, found);
                false
            }
            kind if WEBP.contains(&kind) => true,
            _ => {
                found.add(Private::Description);
                false
            }
        };
        if stays {
            copy.extend(&bytes[at..next]);
        }
        at = next;
    }
    picture::behind(&bytes[end..], found);
    if let Some(orientation) = orientation {
        let block = marks::orientation_alone(orientation);
        copy.extend(b"EXIF");
        copy.extend((block.len() as u32).to_le_bytes());
        copy.extend(block);
        oriented = true;
    }
    let size = (copy.len() as u32 - 8).to_le_bytes();
    copy[4..8].copy_from_slice(&size);
    if copy.get(12..16) == Some(b"VP8X") && copy.len() > 20 {
        copy[20] &= !XMP;
        if !oriented {
            copy[20] &= !EXIF;
        }
    }
    Ok(Bytes::Whole(copy))
}

pub(crate) fn clean_wav(source: &mut Source, found: &mut Found) -> Result<Bytes, CannotClean> {
    let mut patches = Vec::new();
    let mut at = 12;
    for _ in 0..MOST {
        let head = source.at(at, 12)?;
        let Some(length) = le32(&head, 4).map(u64::from) else {
            return Ok(Bytes::patched(patches));
        };
        let Ok(kind) = <&[u8; 4]>::try_from(&head[..4]) else { return Err(CannotClean::Damaged) };
        if !WAV.contains(&kind) {
            let private = wav_private(source, kind, at, length, found)?;
            if private {
                patches.push(Patch::with(at, *b"JUNK"));
                patches.push(Patch::zeros(at + 8, length.min(source.size() - at - 8)));
            }
        }
        at += 8 + length + (length & 1);
    }
    Err(CannotClean::Format)
}

/// Tells what stands in a chunk of a WAV that is not its sound; whether it is to be emptied.
fn wav_private(
    source: &mut Source,
    kind: &[u8; 4],
    at: u64,
    length: u64,
    found: &mut Found,
) -> io::Result<bool> {
    let data = source.at(at + 8, length.min(64 * 1024))?;
    match kind {
        b"LIST" if data.starts_with(b"INFO") => {
            let mut at = 4;
            while let Some(length) = le32(&data, at + 4).map(|length| length as usize) {
                let end = (at + 8).saturating_add(length).min(data.len());
                let text = String::from_utf8_lossy(&data[at + 8..end]);
                match &data[at..at + 4] {
                    b"IART" | b"IENG" | b"ITCH" => found.person(&text),
                    b"ISFT" => found.add(Private::Device),
                    b"ICRD" => found.add(Private::Dates),
                    _ => found.add(Private::Description),
                }
                at = end + (length & 1);
            }
        }
        // Names of marked places in the sound.
        b"cue " | b"plst" => return Ok(false),
        b"LIST" => found.add(Private::Description),
        b"bext" | b"iXML" | b"axml" => {
            found.add(Private::Device);
            found.add(Private::Dates);
        }
        b"_PMX" => marks::xmp(&data, found),
        _ => found.add(Private::Description),
    }
    Ok(true)
}
