//! Where the samples of a track lie, from its sample table (ISO 14496-12, 8.7): they become zeros.

use crate::boxes::{Frame, inside};
use crate::source::{Source, be32, be64};
use crate::{CannotClean, Patch};

/// Bytes of one list.
const TABLE: u64 = 16 << 20;
/// Most chunks of a track.
const CHUNKS: usize = 1 << 20;

/// Patches for every chunk of the track.
pub(super) fn zeros(source: &mut Source, table: &Frame) -> Result<Vec<Patch>, CannotClean> {
    let mut sizes = None;
    let mut runs = None;
    let mut offsets: Option<Vec<u64>> = None;
    for frame in inside(source, table)? {
        if !matches!(&frame.kind, b"stsz" | b"stz2" | b"stsc" | b"stco" | b"co64") {
            continue;
        }
        if frame.len() > TABLE {
            return Err(CannotClean::TooLarge);
        }
        let list = source.at(frame.start, frame.len())?;
        let word = |at: usize| be32(&list, at);
        match &frame.kind {
            b"stsz" => sizes = Some((word(4).unwrap_or(0), list)),
            b"stsc" => runs = Some(list),
            b"stco" => {
                offsets = Some((8..).step_by(4).map_while(|at| word(at).map(u64::from)).collect())
            }
            b"co64" => offsets = Some((8..).step_by(8).map_while(|at| be64(&list, at)).collect()),
            // Sizes of four bits.
            _ => return Err(CannotClean::Format),
        }
    }
    // Without samples in the index they lie in fragments, which the caller refuses.
    let (Some((each, sizes)), Some(runs), Some(offsets)) = (sizes, runs, offsets) else {
        return Ok(Vec::new());
    };
    if offsets.len() > CHUNKS {
        return Err(CannotClean::TooLarge);
    }
    let end = source.size();
    let mut patches = Vec::new();
    let mut sample = 0;
    // Runs name the first chunk that they are about, in order.
    let mut runs =
        (8..).step_by(12).map_while(|at| be32(&runs, at).zip(be32(&runs, at + 4))).peekable();
    let mut count = 0;
    for (chunk, offset) in (1_u32..).zip(offsets) {
        while let Some((_, next)) = runs.next_if(|(first, _)| *first <= chunk) {
            count = next;
        }
        let mut length = u64::from(each) * u64::from(count);
        if each == 0 {
            // A list that ends too early covers no more samples.
            let left = (0..count).map_while(|n| be32(&sizes, 12 + 4 * (sample + n as usize)));
            let mut covered = 0;
            for size in left {
                length += u64::from(size);
                covered += 1;
            }
            sample += covered;
        }
        patches.push(Patch::zeros(offset.min(end), length.min(end - offset.min(end))));
    }
    Ok(patches)
}
