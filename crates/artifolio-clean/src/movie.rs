//! MP4, MOV, M4A and their kin: what their index says beside tracks becomes free space of the same size, so that sound
//! and pictures stay where they are; tracks of places go with their samples.

mod details;
mod samples;

use crate::boxes::{Frame, inside, list};
use crate::source::{Source, array, be32};
use crate::{Bytes, CannotClean, Found, Patch, Private};

/// Boxes of the file, of its index, of a track and of a track's media that are needed to play it.
const FILE: [&[u8; 4]; 12] = [
    b"ftyp", b"styp", b"moov", b"moof", b"mdat", b"wide", b"pdin", b"sidx", b"ssix", b"mfra",
    b"emsg", b"pnot",
];
const INDEX: [&[u8; 4]; 6] = [b"mvhd", b"trak", b"mvex", b"iods", b"pssh", b"ctab"];
const TRACK: [&[u8; 4]; 11] = [
    b"tkhd", b"mdia", b"edts", b"tref", b"load", b"tapt", b"clip", b"matt", b"imap", b"senc",
    b"trgr",
];
const MEDIA: [&[u8; 4]; 4] = [b"mdhd", b"hdlr", b"minf", b"elng"];
/// Codecs of tracks that tell where or with what a film was made: GoPro, Google, Apple, Sony, DJI.
const TELLING: [&[u8; 4]; 8] =
    [b"gpmd", b"camm", b"mebx", b"rtmd", b"fdsc", b"djmd", b"dbgi", b"gps0"];
/// Those that always tell a place.
const PLACES: [&[u8; 4]; 3] = [b"gpmd", b"camm", b"gps0"];
/// Bytes of a header or list that are read.
const LEAF: u64 = 64 * 1024;
/// Bytes of free space that are looked at.
const FREE: u64 = 1 << 20;

pub(crate) fn clean(source: &mut Source, found: &mut Found) -> Result<Bytes, CannotClean> {
    let mut movie = Movie { source, found, patches: Vec::new(), samples_gone: false };
    let end = movie.source.size();
    let frames = list(movie.source, 0, end)?;
    for frame in &frames {
        match &frame.kind {
            b"moov" => movie.index(frame)?,
            b"free" | b"skip" => movie.free(frame)?,
            kind if FILE.contains(&kind) => {}
            _ => movie.empty(frame)?,
        }
    }
    if movie.samples_gone && frames.iter().any(|frame| frame.kind == *b"moof") {
        return Err(CannotClean::Format);
    }
    Ok(Bytes::patched(movie.patches))
}

/// The index of a HEIF that holds moving pictures too.
pub(crate) fn clean_index(
    source: &mut Source,
    frame: &Frame,
    found: &mut Found,
) -> Result<Vec<Patch>, CannotClean> {
    let mut movie = Movie { source, found, patches: Vec::new(), samples_gone: false };
    movie.index(frame)?;
    Ok(movie.patches)
}

struct Movie<'a> {
    source: &'a mut Source,
    found: &'a mut Found,
    patches: Vec<Patch>,
    /// A track was taken out whose samples are listed in the index.
    samples_gone: bool,
}

impl Movie<'_> {
    fn index(&mut self, index: &Frame) -> Result<(), CannotClean> {
        for frame in inside(self.source, index)? {
            match &frame.kind {
                b"mvhd" => self.times(&frame)?,
                b"trak" => self.track(&frame)?,
                b"free" | b"skip" => self.free(&frame)?,
                // The whole index, packed.
                b"cmov" => return Err(CannotClean::Format),
                kind if INDEX.contains(&kind) => {}
                _ => self.empty(&frame)?,
            }
        }
        Ok(())
    }

    fn track(&mut self, track: &Frame) -> Result<(), CannotClean> {
        if let Some(table) = self.telling(track)? {
            self.found.add(Private::Device);
            self.patches.extend(samples::zeros(self.source, &table)?);
            self.patches.extend(track.freed());
            self.samples_gone = true;
            return Ok(());
        }
        for frame in inside(self.source, track)? {
            match &frame.kind {
                b"tkhd" => self.times(&frame)?,
                b"mdia" => self.media(&frame)?,
                kind if TRACK.contains(&kind) => {}
                b"free" | b"skip" => self.free(&frame)?,
                _ => self.empty(&frame)?,
            }
        }
        Ok(())
    }

    fn media(&mut self, media: &Frame) -> Result<(), CannotClean> {
        for frame in inside(self.source, media)? {
            match &frame.kind {
                b"mdhd" => self.times(&frame)?,
                kind if MEDIA.contains(&kind) => {}
                b"free" | b"skip" => self.free(&frame)?,
                _ => self.empty(&frame)?,
            }
        }
        Ok(())
    }

    /// The sample table of a track that tells where or with what the film was made; `None` for any other track.
    fn telling(&mut self, track: &Frame) -> Result<Option<Frame>, CannotClean> {
        let Some(table) = find(self.source, track, &[b"mdia", b"minf", b"stbl"])? else {
            return Ok(None);
        };
        let Some(list) = find(self.source, &table, &[b"stsd"])? else { return Ok(None) };
        let list = self.source.at(list.start, list.len().min(LEAF))?;
        let mut at = 8;
        let mut telling = false;
        while let (Some(length), Some(codec)) = (be32(&list, at), array::<4>(&list, at + 4)) {
            telling |= TELLING.contains(&&codec);
            if PLACES.contains(&&codec) {
                self.found.add(Private::Location);
            }
            at = at.saturating_add((length as usize).max(8));
        }
        Ok(telling.then_some(table))
    }

    /// A header's times of making and changing.
    fn times(&mut self, frame: &Frame) -> Result<(), CannotClean> {
        let head = self.source.at(frame.start, frame.len().min(20))?;
        let length = if head.first() == Some(&1) { 16 } else { 8 };
        let Some(times) = head.get(4..4 + length) else { return Err(CannotClean::Damaged) };
        if times.iter().any(|byte| *byte != 0) {
            self.found.add(Private::Dates);
            self.patches.push(Patch::zeros(frame.start + 4, length as u64));
        }
        Ok(())
    }

    /// Free space, in which programs leave their names and what stood there before.
    fn free(&mut self, frame: &Frame) -> Result<(), CannotClean> {
        let content = self.source.at(frame.start, frame.len().min(FREE))?;
        if content.iter().any(|byte| *byte != 0) {
            self.found.add(Private::Device);
            self.patches.push(Patch::zeros(frame.start, frame.len()));
        }
        Ok(())
    }

    /// A box that is not needed.
    fn empty(&mut self, frame: &Frame) -> Result<(), CannotClean> {
        details::tell(self.source, frame, self.found);
        self.patches.extend(frame.freed());
        Ok(())
    }
}

/// The box at the end of a path of kinds.
fn find(
    source: &mut Source,
    from: &Frame,
    path: &[&[u8; 4]],
) -> Result<Option<Frame>, CannotClean> {
    let mut frame = *from;
    for kind in path {
        match inside(source, &frame)?.into_iter().find(|inner| inner.kind == **kind) {
            Some(inner) => frame = inner,
            None => return Ok(None),
        }
    }
    Ok(Some(frame))
}
