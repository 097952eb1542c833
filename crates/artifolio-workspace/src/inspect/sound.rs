//! Sound files without boxes: MP3, WAV, Ogg, FLAC. Their headers, and their length where it stands there.

use super::Fault;
use super::media::{Media, milliseconds};
use artifolio_clean::source::{Source, array, be16, be32, le16, le32};

/// Bytes of tags and headers that are read.
const HEAD: u64 = 256 * 1024;
/// The last page of an Ogg file begins within its longest length from the end.
const OGG_TAIL: u64 = 65_307;

/// A frame's header of MPEG audio.
struct Frame {
    /// Bytes from this frame to the next.
    length: usize,
    /// Samples a second, and in a frame.
    rate: u32,
    samples: u32,
    /// Where a Xing header begins in it.
    xing: usize,
}

/// Reads a frame's header (ISO 11172-3, 13818-3), layer III alone.
fn frame(bytes: &[u8]) -> Option<Frame> {
    const RATES: [[u32; 3]; 2] = [[44_100, 48_000, 32_000], [22_050, 24_000, 16_000]];
    const KBITS: [[u32; 15]; 2] = [
        [0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320],
        [0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160],
    ];
    let [sync, layout, coding, channels] = array(bytes, 0)?;
    let (version, layer) = (layout >> 3 & 3, layout >> 1 & 3);
    if sync != 0xFF || layout & 0xE0 != 0xE0 || version == 1 || layer != 1 {
        return None;
    }
    let low = usize::from(version != 3);
    let half = if version == 0 { 2 } else { 1 };
    let rate = RATES[low].get(usize::from(coding >> 2 & 3))? / half;
    let kbits = *KBITS[low].get(usize::from(coding >> 4)).filter(|kbits| **kbits > 0)?;
    let samples = if low == 1 { 576 } else { 1152 };
    let length = samples / 8 * kbits * 1000 / rate + u32::from(coding >> 1 & 1);
    let mono = channels >> 6 == 3;
    let side = match (low, mono) {
        (0, false) => 32,
        (1, true) => 9,
        _ => 17,
    };
    Some(Frame { length: length as usize, rate, samples, xing: 4 + side })
}

/// Whether two frames of MPEG audio follow each other from the first byte on: one alone is chance.
pub(super) fn begins_mp3(head: &[u8]) -> bool {
    frame(head).is_some_and(|first| head.get(first.length..).and_then(frame).is_some())
}

/// An MP3, behind its ID3 tag.
pub(super) fn mp3(source: &mut Source) -> Media {
    mp3_reading(source).unwrap_or_else(Media::faulty)
}

fn mp3_reading(source: &mut Source) -> Result<Media, Fault> {
    let tag = source.at(0, HEAD)?;
    let begin = if tag.starts_with(b"ID3") { 10 + id3_size(&tag, 6).unwrap_or(0) } else { 0 };
    let head = source.at(begin, 16 * 1024)?;
    // Encoders pad between tag and sound.
    let Some(skip) = (0..head.len()).find(|at| begins_mp3(&head[*at..])) else {
        return Err(Fault::Broken("no sound follows its tag".into()));
    };
    let Some(first) = frame(&head[skip..]) else { return Err(Fault::Beyond) };
    let bytes = source.size() - begin - skip as u64;
    let xing = &head[(skip + first.xing).min(head.len())..];
    let known = (xing.starts_with(b"Xing") || xing.starts_with(b"Info")).then(|| be32(xing, 4));
    let flags = known.flatten().unwrap_or(0);
    let frames = if flags & 1 == 0 { None } else { be32(xing, 8) };
    let written =
        if flags & 2 == 0 { None } else { be32(xing, if flags & 1 == 0 { 8 } else { 12 }) };
    let frames = frames.map_or(bytes / first.length.max(1) as u64, u64::from);
    let mut media = Media::sound(
        milliseconds(frames.saturating_mul(first.samples.into()), first.rate.into()),
        true,
    );
    // A hundredth: editors that cut a tag off at the end leave the count as it was.
    if written.is_some_and(|written| bytes + bytes / 100 < u64::from(written)) {
        media.fault = Some(Fault::Broken("it ends too early".into()));
    }
    Ok(media)
}

/// Sizes of ID3: four bytes of seven bits.
fn id3_size(bytes: &[u8], at: usize) -> Option<u64> {
    let size = array::<4>(bytes, at)?;
    Some(size.iter().fold(0, |n, byte| n << 7 | u64::from(byte & 0x7F)))
}

/// A WAV (RIFF).
pub(super) fn wav(source: &mut Source) -> Media {
    wav_reading(source).unwrap_or_else(Media::faulty)
}

fn wav_reading(source: &mut Source) -> Result<Media, Fault> {
    let mut at = 12;
    let mut format = None;
    for _ in 0..1000 {
        let head = source.at(at, 32)?;
        let Some(length) = le32(&head, 4) else { break };
        match &head[..4] {
            b"fmt " => format = le16(&head, 8).zip(le32(&head, 16)),
            b"data" => {
                let there = source.size() - at - 8;
                // A recorder that could not go back leaves the largest number or none.
                let open = matches!(length, 0 | u32::MAX);
                let length = if open { there } else { length.into() };
                let Some((coding, per_second)) = format else { break };
                // PCM, float, A-law, µ-law, extensible.
                let playable = matches!(coding, 1 | 3 | 6 | 7 | 0xFFFE);
                let mut media = Media::sound(milliseconds(length, per_second.into()), playable);
                if length > there {
                    media.fault = Some(Fault::Broken("it ends too early".into()));
                }
                return Ok(media);
            }
            _ => {}
        }
        at += 8 + u64::from(length) + u64::from(length & 1);
    }
    Err(Fault::Broken("it has no sound".into()))
}

/// An Ogg: Opus or Vorbis, else something that browsers no longer play.
pub(super) fn ogg(source: &mut Source) -> Media {
    ogg_reading(source).unwrap_or_else(Media::faulty)
}

fn ogg_reading(source: &mut Source) -> Result<Media, Fault> {
    let head = source.at(0, HEAD)?;
    let body = 27 + usize::from(head.get(26).copied().unwrap_or(0));
    let body = head.get(body..).unwrap_or(&[]);
    let mut media = Media::default();
    // Positions count samples at this rate; Opus always at 48 kHz, behind a lead-in.
    let (rate, lead_in) = if body.starts_with(b"OpusHead") {
        media.track(false, true);
        (48_000, le16(body, 10).unwrap_or(0))
    } else if body.starts_with(b"\x01vorbis") {
        media.track(false, true);
        (le32(body, 12).unwrap_or(0), 0)
    } else {
        media.track(body.starts_with(b"\x80theora"), body.starts_with(b"\x7FFLAC"));
        return Ok(media);
    };
    media.authors.extend(comment(&head, b"ARTIST="));
    let tail = source.at(source.size().saturating_sub(OGG_TAIL), OGG_TAIL)?;
    let last = (0..tail.len()).rev().find(|at| tail[*at..].starts_with(b"OggS"));
    let position = last.and_then(|at| array(&tail, at + 6)).map_or(0, u64::from_le_bytes);
    media.duration_ms = milliseconds(position.saturating_sub(lead_in.into()), rate.into());
    Ok(media)
}

/// The value of a Vorbis comment, which has its length before it.
fn comment(head: &[u8], key: &[u8]) -> Option<String> {
    let at = head.windows(key.len()).position(|window| window.eq_ignore_ascii_case(key))?;
    let length = le32(head, at.checked_sub(4)?)? as usize;
    let value = head.get(at + key.len()..at.checked_add(length)?)?;
    Some(String::from_utf8_lossy(value).into_owned())
}

/// A FLAC.
pub(super) fn flac(source: &mut Source) -> Media {
    flac_reading(source).unwrap_or_else(Media::faulty)
}

fn flac_reading(source: &mut Source) -> Result<Media, Fault> {
    let head = source.at(0, HEAD)?;
    // Behind `fLaC` and a block header: rate in 20 bits, channels and depth in 8, samples in 36.
    let (Some(high), Some(low)) = (be32(&head, 18), be32(&head, 22)) else {
        return Err(Fault::Broken("it ends inside its header".into()));
    };
    let samples = u64::from(high & 0xF) << 32 | u64::from(low);
    let mut media = Media::sound(milliseconds(samples, (high >> 12).into()), true);
    if be16(&head, 8).is_none_or(|block| block < 16) {
        media.fault = Some(Fault::Broken("its header is damaged".into()));
    }
    Ok(media)
}
