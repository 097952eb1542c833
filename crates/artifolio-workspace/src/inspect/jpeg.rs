//! The segments of a JPEG and whether its picture goes to the end.
//!
//! Decoders fill a picture that was cut off with grey and call it good; its end marker does not lie.

use super::source::be16;

const START_OF_SCAN: u8 = 0xDA;
const END: u8 = 0xD9;

/// What a walk over a JPEG's markers found.
pub(super) struct Walk<'a> {
    /// Application segments and comments, by marker.
    pub(super) segments: Vec<(u8, &'a [u8])>,
    /// The end marker was reached.
    pub(super) complete: bool,
}

/// Walks from the first marker to the end marker. Bytes after it (second pictures, a phone's film) are no concern.
pub(super) fn walk(bytes: &[u8]) -> Walk<'_> {
    let mut walk = Walk { segments: Vec::new(), complete: false };
    let mut at = 2;
    while let Some((marker, after)) = next_marker(bytes, at) {
        at = after;
        match marker {
            END => {
                walk.complete = true;
                break;
            }
            // Restart and other markers that stand alone.
            0x01 | 0xD0..=0xD8 => {}
            _ => {
                let Some(length) = be16(bytes, at).map(usize::from) else { break };
                let Some(payload) = bytes.get(at + 2..at + length.max(2)) else { break };
                if matches!(marker, 0xE0..=0xEF | 0xFE) {
                    walk.segments.push((marker, payload));
                }
                at += length.max(2);
                if marker == START_OF_SCAN && !bytes[at..].contains(&0xFF) {
                    break;
                }
            }
        }
    }
    walk
}

/// The next marker from `at` on and where it ends; coded data and fill bytes are passed over.
fn next_marker(bytes: &[u8], mut at: usize) -> Option<(u8, usize)> {
    loop {
        at += bytes.get(at..)?.iter().position(|&byte| byte == 0xFF)? + 1;
        match *bytes.get(at)? {
            0x00 => at += 1,
            0xFF => {}
            marker => return Some((marker, at + 1)),
        }
    }
}
