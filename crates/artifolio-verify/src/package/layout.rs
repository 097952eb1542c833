//! Each entry's own header against the list, and where its bytes lie: entries, list and end must tile the file, so that
//! no byte belongs to two files or to none.

use std::io::{self, BufReader, Read, Seek, SeekFrom};

use super::directory::{fill, tell};
use super::record::{LOCAL, Local, Record, u32_at, u64_at};
use crate::name::shown;
use crate::report::Report;
use crate::rules::{ENTRY_DIFFERS, ENTRY_HEADER, ENTRY_OVERLAP, ZIP_GAP};

/// The bytes that entries may take, in the file.
#[derive(Debug, Clone, Copy)]
pub(super) struct Span {
    /// Bytes before the zip begins; offsets count from here.
    pub(super) base: u64,
    /// Where the list begins.
    pub(super) end: u64,
}

/// Judges headers and places, and fills in where the bytes of each entry begin.
pub(super) fn judge<R: Read + Seek>(
    reader: &mut R,
    records: &mut [Record],
    span: Span,
    report: &mut Report,
) -> io::Result<()> {
    let mut order: Vec<usize> = (0..records.len()).collect();
    order.sort_by_key(|&n| records[n].offset);
    let mut reader = BufReader::new(reader);
    let mut reached = span.base;
    let mut before: Option<usize> = None;
    for n in order {
        let record = &mut records[n];
        let name = shown(&String::from_utf8_lossy(&record.name));
        let begin = record.offset.checked_add(span.base).filter(|&begin| begin < span.end);
        let end = match begin {
            Some(begin) => header(&mut reader, record, begin, &name, report)?,
            None => None,
        };
        let (Some(begin), Some(end)) = (begin, end) else {
            report.add(ENTRY_HEADER.file(&name));
            record.sound = false;
            continue;
        };
        if begin > reached {
            report.add(ZIP_GAP.bundle().with("bytes", begin - reached).with("at", reached));
        }
        if end > span.end || begin < reached {
            report.add(ENTRY_OVERLAP.file(&name));
            record.sound = false;
            if let Some(before) = before.filter(|_| begin < reached) {
                records[before].sound = false;
            }
        }
        if end > reached {
            (reached, before) = (end, Some(n));
        }
    }
    if reached < span.end {
        report.add(ZIP_GAP.bundle().with("bytes", span.end - reached).with("at", reached));
    }
    Ok(())
}

/// Compares the entry's own header with the list; gives where the entry ends, `None` where there is no header.
fn header<R: Read + Seek>(
    reader: &mut BufReader<R>,
    record: &mut Record,
    begin: u64,
    name: &str,
    report: &mut Report,
) -> io::Result<Option<u64>> {
    seek(reader, begin)?;
    let mut fixed = [0; LOCAL];
    if !fill(reader, &mut fixed)? || !fixed.starts_with(b"PK\x03\x04") {
        return Ok(None);
    }
    let mut local = Local::fixed(&fixed);
    let mut own_name = vec![0; local.name_length.into()];
    let mut extra = vec![0; local.extra_length.into()];
    if !fill(reader, &mut own_name)? || !fill(reader, &mut extra)? {
        return Ok(None);
    }
    if let Err(fault) = local.texts(&own_name, &extra) {
        tell(fault, record, report);
    }
    record.start =
        begin + LOCAL as u64 + u64::from(local.name_length) + u64::from(local.extra_length);
    let Some(mut end) = record.start.checked_add(record.packed) else { return Ok(None) };
    let mut differs = differences(record, &local, &own_name);
    if record.has_descriptor() {
        match descriptor(reader, record, end)? {
            Some(length) => end += length,
            None => differs.push("descriptor"),
        }
    }
    record.sound &= differs.is_empty();
    report.extend(differs.into_iter().map(|field| ENTRY_DIFFERS.file(name).with("field", field)));
    Ok(Some(end))
}

fn differences(record: &Record, local: &Local, name: &[u8]) -> Vec<&'static str> {
    // Where a descriptor follows, the header may leave these three open.
    let open = |value: u64, said: u64| record.has_descriptor() && value == 0 || value == said;
    [
        ("name", name == record.name),
        ("version", local.needed == record.needed),
        ("flags", local.flags == record.flags),
        ("method", local.method == record.method),
        ("time", local.time == record.time),
        ("crc", open(local.crc.into(), record.crc.into())),
        ("packed", open(local.packed, record.packed)),
        ("size", open(local.size, record.size)),
    ]
    .into_iter()
    .filter_map(|(field, same)| (!same).then_some(field))
    .collect()
}

/// Length of the descriptor behind the bytes, with or without signature, narrow or wide (APPNOTE 4.3.9); `None` when
/// there is none that says what the list says.
fn descriptor<R: Read + Seek>(
    reader: &mut BufReader<R>,
    record: &Record,
    at: u64,
) -> io::Result<Option<u64>> {
    seek(reader, at)?;
    let mut bytes = Vec::new();
    reader.by_ref().take(24).read_to_end(&mut bytes)?;
    let signed = usize::from(bytes.starts_with(b"PK\x07\x08")) * 4;
    for (skip, wide) in [(signed, true), (signed, false), (0, true), (0, false)] {
        let length = skip + if wide { 20 } else { 12 };
        let Some(told) = bytes.get(skip..length) else { continue };
        let (packed, size) = if wide {
            (u64_at(told, 4), u64_at(told, 12))
        } else {
            (u32_at(told, 4).into(), u32_at(told, 8).into())
        };
        if (u32_at(told, 0), packed, size) == (record.crc, record.packed, record.size) {
            return Ok(Some(length as u64));
        }
    }
    Ok(None)
}

/// Seeks within the buffer where it can: entries mostly follow each other.
fn seek<R: Read + Seek>(reader: &mut BufReader<R>, to: u64) -> io::Result<()> {
    let now = reader.stream_position()?;
    match i64::try_from(i128::from(to) - i128::from(now)) {
        Ok(step) => reader.seek_relative(step),
        Err(_) => reader.seek(SeekFrom::Start(to)).map(|_| ()),
    }
}
