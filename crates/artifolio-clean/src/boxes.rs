//! Boxes of ISO media and QuickTime (ISO 14496-12), and patches that make one of them free space.

use crate::source::{Source, array, be32, be64};
use crate::{CannotClean, Patch};

/// Most boxes of one list; a recording of some hours in fragments has some ten thousands.
const MOST: usize = 200_000;

/// One box.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Frame {
    pub(crate) kind: [u8; 4],
    /// First byte of its header, of its content, and the first after it.
    pub(crate) at: u64,
    pub(crate) start: u64,
    pub(crate) end: u64,
}

impl Frame {
    pub(crate) fn len(&self) -> u64 {
        self.end - self.start
    }

    /// What makes it free space, zeros to its end, so that nothing else moves.
    pub(crate) fn freed(&self) -> [Patch; 2] {
        [Patch::with(self.at + 4, *b"free"), Patch::zeros(self.start, self.len())]
    }
}

/// The boxes that fill the bytes from `start` to `end`.
pub(crate) fn list(source: &mut Source, start: u64, end: u64) -> Result<Vec<Frame>, CannotClean> {
    let mut frames = Vec::new();
    let mut at = start;
    while at < end {
        let header = source.at(at, (end - at).min(16))?;
        // QuickTime closes some lists with four zeros.
        if header.iter().all(|&byte| byte == 0) {
            break;
        }
        let (Some(short), Some(kind)) = (be32(&header, 0), array(&header, 4)) else {
            return Err(CannotClean::Damaged);
        };
        let (length, head) = match short {
            0 => (end - at, 8),
            1 => (be64(&header, 8).unwrap_or(0), 16),
            _ => (u64::from(short), 8),
        };
        let after = at.checked_add(length).filter(|after| length >= head && *after <= end);
        let after = after.ok_or(CannotClean::Damaged)?;
        frames.push(Frame { kind, at, start: at + head, end: after });
        if frames.len() > MOST {
            return Err(CannotClean::Format);
        }
        at = after;
    }
    Ok(frames)
}

/// The boxes in one.
pub(crate) fn inside(source: &mut Source, frame: &Frame) -> Result<Vec<Frame>, CannotClean> {
    list(source, frame.start, frame.end)
}

/// The boxes in a `meta`, whose content an ISO file begins with four bytes of version and QuickTime does not.
pub(crate) fn inside_meta(source: &mut Source, frame: &Frame) -> Result<Vec<Frame>, CannotClean> {
    let head = source.at(frame.start, 8)?;
    let version = if head.get(4..8) == Some(b"hdlr") { 0 } else { 4 };
    list(source, (frame.start + version).min(frame.end), frame.end)
}
