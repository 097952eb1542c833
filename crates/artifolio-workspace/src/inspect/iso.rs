//! MP4, MOV, M4A and their kin: a walk over their boxes (ISO 14496-12, QuickTime File Format).
//!
//! Sample tables and pictures are stepped over, so two hours of video cost a few kilobytes.

use super::media::{Media, milliseconds};
use super::{Fault, broken};
use artifolio_clean::source::{Source, array, be32, be64};

/// Deepest nesting of boxes; a real file has seven.
const MAX_DEPTH: u32 = 10;
/// Most boxes looked at; a recording of some hours in fragments has some ten thousands.
const MAX_BOXES: u32 = 200_000;
/// Bytes read of a box that carries facts.
const LEAF: u64 = 64 * 1024;
/// Boxes that hold boxes on the way to what is wanted.
const NESTS: [&[u8; 4]; 5] = [b"moov", b"trak", b"mdia", b"minf", b"stbl"];
/// Codecs that Chrome, Firefox, Safari and Edge play in this container (MDN, "Web video/audio codec guide").
const PLAYABLE: [&[u8; 4]; 9] =
    [b"avc1", b"avc3", b"vp08", b"vp09", b"av01", b"mp4a", b".mp3", b"Opus", b"fLaC"];
/// One box.
struct Frame {
    kind: [u8; 4],
    /// First byte of its content, and the first after it.
    start: u64,
    end: u64,
}

struct Walk<'a> {
    source: &'a mut Source,
    boxes: u32,
    media: Media,
    saw_index: bool,
    saw_data: bool,
    /// What the track is that is being read: `vide`, `soun` …
    handler: [u8; 4],
}

/// Reads the container.
pub(super) fn read(source: &mut Source) -> Media {
    let end = source.size();
    let mut walk = Walk {
        source,
        boxes: 0,
        media: Media::default(),
        saw_index: false,
        saw_data: false,
        handler: [0; 4],
    };
    let outcome = walk.children(0, end, 0);
    let mut media = walk.media;
    media.fault = match outcome {
        Ok(()) if !walk.saw_index => Some(Fault::Broken("its index is missing".into())),
        Ok(()) if !walk.saw_data => {
            Some(Fault::Broken("its pictures and sound are missing".into()))
        }
        outcome => outcome.err(),
    };
    media
}

/// Checks that the outermost boxes fill the file.
pub(super) fn boxes_are_whole(source: &mut Source) -> Result<(), Fault> {
    let end = source.size();
    let mut at = 0;
    for _ in 0..MAX_BOXES {
        match next(source, at, end)? {
            Some(frame) => at = frame.end,
            None => return Ok(()),
        }
    }
    Err(Fault::Beyond)
}

/// The box at `at`, of those that fill the bytes up to `end`; none at the end or where only padding is left.
fn next(source: &mut Source, at: u64, end: u64) -> Result<Option<Frame>, Fault> {
    let header = source.at(at, end.saturating_sub(at).min(16))?;
    // QuickTime closes some lists with four zeros.
    if header.iter().all(|&byte| byte == 0) {
        return Ok(None);
    }
    let (Some(short), Some(kind)) = (be32(&header, 0), array(&header, 4)) else {
        return broken("it ends inside the header of a box");
    };
    let (length, head) = match short {
        0 => (end - at, 8),
        1 => (be64(&header, 8).unwrap_or(0), 16),
        _ => (u64::from(short), 8),
    };
    if length < head {
        return broken("a box in it is smaller than its own header");
    }
    match at.checked_add(length).filter(|after| *after <= end) {
        Some(after) => Ok(Some(Frame { kind, start: at + head, end: after })),
        None => broken(format!("it ends inside its {} box", kind.escape_ascii())),
    }
}

impl Walk<'_> {
    fn children(&mut self, start: u64, end: u64, depth: u32) -> Result<(), Fault> {
        let mut at = start;
        while let Some(frame) = next(self.source, at, end)? {
            self.boxes += 1;
            if self.boxes > MAX_BOXES || depth > MAX_DEPTH {
                return Err(Fault::Beyond);
            }
            self.visit(&frame, depth)?;
            at = frame.end;
        }
        Ok(())
    }

    fn visit(&mut self, frame: &Frame, depth: u32) -> Result<(), Fault> {
        self.saw_index |= frame.kind == *b"moov";
        self.saw_data |= frame.kind == *b"mdat";
        if NESTS.contains(&&frame.kind) {
            return self.children(frame.start, frame.end, depth + 1);
        }
        match &frame.kind {
            b"mvhd" => self.duration(frame)?,
            b"hdlr" => {
                // QuickTime names the handler of the data inside the track as well.
                let content = self.leaf(frame)?;
                if content.get(4..8) != Some(b"dhlr") {
                    self.handler = array(&content, 8).unwrap_or(self.handler);
                }
            }
            b"stsd" => self.samples(frame)?,
            _ => {}
        }
        Ok(())
    }

    fn leaf(&mut self, frame: &Frame) -> Result<Vec<u8>, Fault> {
        Ok(self.source.at(frame.start, (frame.end - frame.start).min(LEAF))?)
    }

    fn duration(&mut self, frame: &Frame) -> Result<(), Fault> {
        let header = self.leaf(frame)?;
        let (per_second, units) = if header.first() == Some(&1) {
            (be32(&header, 20), be64(&header, 24).filter(|units| *units != u64::MAX))
        } else {
            let units = be32(&header, 16).filter(|units| *units != u32::MAX);
            (be32(&header, 12), units.map(u64::from))
        };
        self.media.duration_ms = per_second
            .zip(units)
            .and_then(|(per_second, units)| milliseconds(units, per_second.into()));
        Ok(())
    }

    /// The codecs of a track: its list of sample descriptions.
    fn samples(&mut self, frame: &Frame) -> Result<(), Fault> {
        let list = self.leaf(frame)?;
        let mut at = 8;
        let mut playable = true;
        while let (Some(length), Some(codec)) = (be32(&list, at), array::<4>(&list, at + 4)) {
            playable &= PLAYABLE.contains(&&codec);
            at = at.saturating_add((length as usize).max(8));
        }
        match &self.handler {
            b"vide" => self.media.track(true, playable),
            b"soun" => self.media.track(false, playable),
            _ => {}
        }
        Ok(())
    }
}
