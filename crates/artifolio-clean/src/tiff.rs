//! TIFF: fields that do not say how its pixels are to be read are taken off the lists, and what they pointed to becomes
//! zeros; strips and tiles stay where they are. Forms built on it (raw photographs) are not taken apart: their pixels
//! need what a camera notes.

use std::collections::BTreeSet;

use crate::source::{Source, array};
use crate::{Bytes, CannotClean, Found, MEMORY, Patch, Private, marks};

/// Fields that say how a picture is to be read (TIFF 6.0, its supplements, and colour profiles).
const KEPT: [std::ops::RangeInclusive<u16>; 16] = [
    254..=259,
    262..=266,
    273..=274,
    277..=284,
    286..=287,
    290..=293,
    296..=297,
    301..=301,
    317..=325,
    332..=334,
    336..=336,
    338..=347,
    512..=521,
    529..=532,
    32995..=32998,
    34675..=34675,
];
/// Lists of further pictures, the mark of a digital negative, colours of single sensor cells.
const RAW: [u16; 4] = [330, 50706, 33421, 33422];
const EXIF: u16 = 34665;
const GPS: u16 = 34853;
const INTEROPERABILITY: u16 = 40965;
const PHOTOMETRIC: u16 = 262;
const SENSOR: u64 = 32803;
/// Most pages, and most fields of one.
const PAGES: usize = 1000;
const FIELDS: usize = 4096;
/// Most fields that are wiped, in lists of lists too.
const WIPED: usize = 100_000;

pub(crate) fn clean(source: &mut Source, found: &mut Found) -> Result<Bytes, CannotClean> {
    let bytes = source.whole(MEMORY)?.ok_or(CannotClean::TooLarge)?;
    let mut tiff =
        Tiff { bytes: &bytes, big: bytes.starts_with(b"MM"), patches: Vec::new(), wiped: 0 };
    let raw = bytes.get(8..10) == Some(b"CR");
    let mut at = tiff.word(4).ok_or(CannotClean::Damaged)?;
    let mut seen = BTreeSet::new();
    let mut foreign = raw;
    while at != 0 {
        if !seen.insert(at) || seen.len() > PAGES {
            return Err(CannotClean::Damaged);
        }
        let (next, negative) = tiff.page(at)?;
        foreign |= negative;
        at = next;
    }
    if !tiff.patches.is_empty() {
        let before = found.private.len();
        marks::exif(&bytes, found);
        if found.private.len() == before {
            found.add(Private::Description);
        }
    }
    if foreign { Err(CannotClean::Format) } else { Ok(Bytes::patched(tiff.patches)) }
}

struct Tiff<'a> {
    bytes: &'a [u8],
    /// Whether the high byte comes first.
    big: bool,
    patches: Vec<Patch>,
    /// Fields that were wiped.
    wiped: usize,
}

impl Tiff<'_> {
    fn half(&self, at: usize) -> Option<u16> {
        let bytes = array(self.bytes, at)?;
        Some(if self.big { u16::from_be_bytes(bytes) } else { u16::from_le_bytes(bytes) })
    }

    fn word(&self, at: usize) -> Option<usize> {
        let bytes = array(self.bytes, at)?;
        let word = if self.big { u32::from_be_bytes(bytes) } else { u32::from_le_bytes(bytes) };
        Some(word as usize)
    }

    /// Takes fields off the list at `at`; where the next begins, and whether this is a raw photograph.
    fn page(&mut self, at: usize) -> Result<(usize, bool), CannotClean> {
        let count = usize::from(self.half(at).ok_or(CannotClean::Damaged)?);
        let end = at + 2 + 12 * count;
        let next = self.word(end).ok_or(CannotClean::Damaged)?;
        if count > FIELDS {
            return Err(CannotClean::Damaged);
        }
        let mut kept = Vec::new();
        let mut raw = false;
        for entry in (0..count).map(|index| at + 2 + 12 * index) {
            let tag = self.half(entry).ok_or(CannotClean::Damaged)?;
            raw |= RAW.contains(&tag)
                || (tag == PHOTOMETRIC && self.half(entry + 8).map(u64::from) == Some(SENSOR));
            if KEPT.iter().any(|tags| tags.contains(&tag)) {
                kept.extend(&self.bytes[entry..entry + 12]);
            } else {
                self.wipe(entry, tag, 0)?;
            }
        }
        if kept.len() < 12 * count {
            let fields = (kept.len() / 12) as u16;
            let number = if self.big { fields.to_be_bytes() } else { fields.to_le_bytes() };
            let list = [&number[..], &kept, &self.bytes[end..end + 4]].concat();
            let len = (end + 4 - at) as u64;
            self.patches.push(Patch { at: at as u64, len, bytes: list });
        }
        Ok((next, raw))
    }

    /// What a field points to becomes zeros.
    fn wipe(&mut self, entry: usize, tag: u16, depth: u32) -> Result<(), CannotClean> {
        self.wiped += 1;
        if self.wiped > WIPED {
            return Err(CannotClean::Damaged);
        }
        let kind = self.half(entry + 2).ok_or(CannotClean::Damaged)?;
        let count = self.word(entry + 4).ok_or(CannotClean::Damaged)?;
        let place = self.word(entry + 8).ok_or(CannotClean::Damaged)?;
        if matches!(tag, EXIF | GPS | INTEROPERABILITY) && depth < 3 {
            let fields = usize::from(self.half(place).ok_or(CannotClean::Damaged)?);
            if fields > FIELDS {
                return Err(CannotClean::Damaged);
            }
            for field in (0..fields).map(|index| place + 2 + 12 * index) {
                let tag = self.half(field).ok_or(CannotClean::Damaged)?;
                self.wipe(field, tag, depth + 1)?;
            }
            self.zeros(place, 2 + 12 * fields + 4);
            return Ok(());
        }
        let size = match kind {
            1 | 2 | 6 | 7 => 1,
            3 | 8 => 2,
            4 | 9 | 11 | 13 => 4,
            5 | 10 | 12 => 8,
            _ => return Err(CannotClean::Damaged),
        };
        let length = count.checked_mul(size).ok_or(CannotClean::Damaged)?;
        if length > 4 {
            self.zeros(place, length);
        }
        Ok(())
    }

    fn zeros(&mut self, at: usize, length: usize) {
        let at = at.min(self.bytes.len());
        let length = length.min(self.bytes.len() - at);
        self.patches.push(Patch::zeros(at as u64, length as u64));
    }
}
