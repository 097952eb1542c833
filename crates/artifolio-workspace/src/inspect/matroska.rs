//! WebM and Matroska: their head up to the first pictures (RFC 8794, RFC 9559).

use super::media::{Media, milliseconds};
use super::{Fault, broken};
use artifolio_clean::source::{Source, array};

const DOC_TYPE: u32 = 0x4282;
const SEGMENT: u32 = 0x1853_8067;
const INFO: u32 = 0x1549_A966;
const TIMESTAMP_SCALE: u32 = 0x002A_D7B1;
const DURATION: u32 = 0x4489;
const TRACKS: u32 = 0x1654_AE6B;
const TRACK: u32 = 0xAE;
const TRACK_TYPE: u32 = 0x83;
const CODEC: u32 = 0x86;
const CLUSTER: u32 = 0x1F43_B675;
const EBML: u32 = 0x1A45_DFA3;

/// Most elements looked at before the first pictures.
const MAX_ELEMENTS: u32 = 10_000;
/// Bytes read of an element that carries facts.
const LEAF: u64 = 1024;
/// Codecs of WebM; browsers disagree on all others in this container.
const PLAYABLE: [&str; 5] = ["V_VP8", "V_VP9", "V_AV1", "A_OPUS", "A_VORBIS"];

#[derive(Default)]
struct Walk {
    elements: u32,
    media: Media,
    doc_type: String,
    /// Nanoseconds of one unit of time.
    scale: u64,
    units: f64,
    track_type: u64,
    codec: String,
}

/// Reads the container; whether it calls itself WebM comes first.
pub(super) fn read(source: &mut Source) -> (bool, Media) {
    let mut walk = Walk { scale: 1_000_000, ..Walk::default() };
    let end = source.size();
    let outcome = walk.children(source, 0, end, 0);
    let mut media = walk.media;
    if walk.units.is_finite() && walk.units > 0.0 {
        let nanoseconds = (walk.units as u64).saturating_mul(walk.scale);
        media.duration_ms = milliseconds(nanoseconds, 1_000_000_000);
    }
    media.fault = match outcome {
        Ok(_) if media.videos + media.audios == 0 => Some(Fault::Broken("it has no track".into())),
        outcome => outcome.err(),
    };
    (walk.doc_type == "webm", media)
}

impl Walk {
    /// Reads the elements from `at` to `end`; false when the first pictures were met.
    fn children(
        &mut self,
        source: &mut Source,
        mut at: u64,
        end: u64,
        depth: u32,
    ) -> Result<bool, Fault> {
        while at < end {
            self.elements += 1;
            if self.elements > MAX_ELEMENTS {
                return Err(Fault::Beyond);
            }
            let head = source.at(at, (end - at).min(12))?;
            let Some((id, id_len)) = number(&head, true) else {
                return broken("its elements are damaged");
            };
            let Some((length, length_len)) = number(&head[id_len..], false) else {
                return broken("its elements are damaged");
            };
            if id == u64::from(CLUSTER) {
                return Ok(false);
            }
            let start = at + (id_len + length_len) as u64;
            // A recorder that could not go back leaves the length open: all bits set.
            let open = length == (1 << (7 * length_len)) - 1;
            let after = if open { end } else { start.saturating_add(length) };
            if after > end {
                return broken("it ends too early");
            }
            if !self.element(source, u32::try_from(id).unwrap_or(0), start, after, depth)? {
                return Ok(false);
            }
            at = after;
        }
        Ok(true)
    }

    fn element(
        &mut self,
        source: &mut Source,
        id: u32,
        start: u64,
        end: u64,
        depth: u32,
    ) -> Result<bool, Fault> {
        match id {
            EBML | SEGMENT | INFO | TRACKS if depth < 4 => {
                return self.children(source, start, end, depth + 1);
            }
            TRACK if depth < 4 => {
                (self.track_type, self.codec) = (0, String::new());
                self.children(source, start, end, depth + 1)?;
                let playable = PLAYABLE.contains(&self.codec.as_str());
                if let 1 | 2 = self.track_type {
                    self.media.track(self.track_type == 1, playable);
                }
            }
            DOC_TYPE | CODEC | TIMESTAMP_SCALE | TRACK_TYPE | DURATION => {
                self.leaf(id, &source.at(start, (end - start).min(LEAF))?);
            }
            _ => {}
        }
        Ok(true)
    }

    fn leaf(&mut self, id: u32, content: &[u8]) {
        let text = || String::from_utf8_lossy(content).trim_end_matches('\0').to_owned();
        let unsigned = || content.iter().fold(0, |n: u64, &byte| n << 8 | u64::from(byte));
        match id {
            DOC_TYPE => self.doc_type = text(),
            CODEC => self.codec = text(),
            TIMESTAMP_SCALE => self.scale = unsigned(),
            TRACK_TYPE => self.track_type = unsigned(),
            _ => {
                let long = array(content, 0).map(f64::from_be_bytes);
                let short = array(content, 0).map(f32::from_be_bytes).map(f64::from);
                self.units = long.or(short).unwrap_or(0.0);
            }
        }
    }
}

/// A number of variable length and how many bytes it takes; an id keeps its leading bit.
fn number(bytes: &[u8], id: bool) -> Option<(u64, usize)> {
    let first = *bytes.first()?;
    let len = first.leading_zeros() as usize + 1;
    if len > if id { 4 } else { 8 } {
        return None;
    }
    let rest = bytes.get(1..len)?;
    let mask = if id { 0xFF } else { 0xFF_u8.checked_shr(u32::try_from(len).ok()?).unwrap_or(0) };
    Some((rest.iter().fold(u64::from(first & mask), |n, &byte| n << 8 | u64::from(byte)), len))
}
