//! The end of a zip and its list of entries (APPNOTE 4.3.12 to 4.3.16), read with no trust in any number.

use std::io::{self, BufReader, Read, Seek, SeekFrom};

use super::record::{ExtraFault, RECORD, Record, u16_at, u32_at, u64_at};
use super::{MOST_ENTRIES, layout::Span};
use crate::name::shown;
use crate::report::Report;
use crate::rules::{
    ENTRY_EXTRA, NAME_SECOND, NOT_A_ZIP, ZIP_COUNT, ZIP_CUT, ZIP_LIST, ZIP_PARTS, ZIP_PREFIX,
    ZIP_TOO_MANY, ZIP_TRAILING, ZIP_TWO_ENDS,
};

/// Length of the end record without its comment.
const END: usize = 22;
/// Length of the pointer to the wide end record, and of that record.
const LOCATOR: usize = 20;
const WIDE_END: usize = 56;
/// Most bytes the list may have: far more than names within policy need for the most entries.
const MOST_LIST: u64 = 32 << 20;

/// The list, and where in the file things lie.
#[derive(Debug)]
pub(super) struct Directory {
    pub(super) records: Vec<Record>,
    pub(super) span: Span,
}

/// What the end record says, after the wide one has had its word.
struct End {
    entries: u64,
    list_size: u64,
    list_offset: u64,
    /// Where the list must end.
    at: u64,
}

/// Reads the list. `None` when there is none to trust; the report then says why.
pub(super) fn read<R: Read + Seek>(
    reader: &mut R,
    size: u64,
    report: &mut Report,
) -> io::Result<Option<Directory>> {
    let from = size.saturating_sub((END + usize::from(u16::MAX) + LOCATOR + WIDE_END) as u64);
    reader.seek(SeekFrom::Start(from))?;
    let mut tail = Vec::new();
    reader.take(size - from).read_to_end(&mut tail)?;
    let Some(at) = find_end(&tail, report) else {
        reader.rewind()?;
        let mut first = [0; 4];
        let is_zip = reader.read_exact(&mut first).is_ok() && first == *b"PK\x03\x04";
        report.add(if is_zip { ZIP_CUT } else { NOT_A_ZIP }.bundle());
        return Ok(None);
    };
    let Some(end) = end_record(&tail, at, from, report) else { return Ok(None) };
    let begin = end.at.checked_sub(end.list_size);
    let base = begin.and_then(|begin| begin.checked_sub(end.list_offset));
    let (Some(begin), Some(base)) = (begin, base) else {
        report.add(ZIP_LIST.bundle());
        return Ok(None);
    };
    if base > 0 {
        report.add(ZIP_PREFIX.bundle().with("bytes", base));
    }
    if end.entries > MOST_ENTRIES || end.list_size > MOST_LIST {
        report.add(ZIP_TOO_MANY.bundle().with("entries", end.entries).with("limit", MOST_ENTRIES));
        return Ok(None);
    }
    reader.seek(SeekFrom::Start(begin))?;
    let list = BufReader::with_capacity(1 << 16, reader.take(end.list_size));
    let records = records(list, end.entries, report)?;
    Ok(records.map(|records| Directory { records, span: Span { base, end: begin } }))
}

/// The position of the end record in the tail.
fn find_end(tail: &[u8], report: &mut Report) -> Option<usize> {
    let ends: Vec<usize> = (0..tail.len().saturating_sub(END - 1))
        .filter(|&at| tail[at..].starts_with(b"PK\x05\x06"))
        .collect();
    let reach = |at: usize| at + END + usize::from(u16_at(tail, at + 20));
    let exact: Vec<usize> = ends.iter().copied().filter(|&at| reach(at) == tail.len()).collect();
    let &at = exact.first().or(ends.last())?;
    // Readers search from the back or from the front: with a second one in the comment they would see two zips.
    if ends.last() != Some(&at) {
        report.add(ZIP_TWO_ENDS.bundle());
    }
    match reach(at).cmp(&tail.len()) {
        std::cmp::Ordering::Less => {
            report.add(ZIP_TRAILING.bundle().with("bytes", tail.len() - reach(at)));
        }
        std::cmp::Ordering::Greater => report.add(ZIP_CUT.bundle()),
        std::cmp::Ordering::Equal => {}
    }
    Some(at)
}

fn end_record(tail: &[u8], at: usize, from: u64, report: &mut Report) -> Option<End> {
    let end = &tail[at..at + END];
    let mut disks = [u16_at(end, 4), u16_at(end, 6), u16_at(end, 8).abs_diff(u16_at(end, 10))];
    let mut told = End {
        entries: u16_at(end, 10).into(),
        list_size: u32_at(end, 12).into(),
        list_offset: u32_at(end, 16).into(),
        at: from + at as u64,
    };
    let locator = at.checked_sub(LOCATOR).map(|p| &tail[p..at]);
    if let Some(locator) = locator.filter(|bytes| bytes.starts_with(b"PK\x06\x07")) {
        // Numbers that the wide record has may be full in the narrow one.
        disks.iter_mut().filter(|disk| **disk == u16::MAX).for_each(|disk| *disk = 0);
        let record = at.checked_sub(LOCATOR + WIDE_END).map(|p| &tail[p..p + WIDE_END]);
        let Some(record) = record.filter(|record| widen(&mut told, record, locator)) else {
            report.add(ZIP_LIST.bundle());
            return None;
        };
        let wide = [u32_at(record, 16), u32_at(record, 20), u32_at(locator, 4)];
        let several = wide != [0; 3] || u32_at(locator, 16) > 1;
        disks[0] |= u16::from(several);
        told.at -= (LOCATOR + WIDE_END) as u64;
    }
    if disks != [0; 3] {
        report.add(ZIP_PARTS.bundle());
        return None;
    }
    Some(told)
}

/// Takes the numbers of the wide end record, which stands right before its locator. False when the two end records or
/// the locator contradict each other.
fn widen(told: &mut End, record: &[u8], locator: &[u8]) -> bool {
    if !record.starts_with(b"PK\x06\x06") || u64_at(record, 4) != (WIDE_END - 12) as u64 {
        return false;
    }
    let mut agree = u64_at(record, 24) == u64_at(record, 32);
    for (narrow, at, most) in [
        (&mut told.entries, 32, u64::from(u16::MAX)),
        (&mut told.list_size, 40, u32::MAX.into()),
        (&mut told.list_offset, 48, u32::MAX.into()),
    ] {
        let real = u64_at(record, at);
        agree &= *narrow == most || *narrow == real;
        *narrow = real;
    }
    agree && told.list_offset.checked_add(told.list_size) == Some(u64_at(locator, 8))
}

/// The records, one after the other until the list ends. `None` when one is damaged.
fn records(
    mut list: BufReader<io::Take<impl Read>>,
    said: u64,
    report: &mut Report,
) -> io::Result<Option<Vec<Record>>> {
    let mut records = Vec::new();
    while !list.buffer().is_empty() || list.get_ref().limit() > 0 {
        if records.len() as u64 == MOST_ENTRIES {
            report.add(ZIP_TOO_MANY.bundle().with("entries", said).with("limit", MOST_ENTRIES));
            return Ok(None);
        }
        let Some(record) = next(&mut list, report)? else {
            report.add(ZIP_LIST.bundle());
            return Ok(None);
        };
        records.push(record);
    }
    if records.len() as u64 != said {
        report.add(ZIP_COUNT.bundle().with("said", said).with("found", records.len()));
    }
    Ok(Some(records))
}

/// The next record; `None` when it is damaged or reaches over the end of the list.
fn next(list: &mut impl Read, report: &mut Report) -> io::Result<Option<Record>> {
    let mut fixed = [0; RECORD];
    if !fill(list, &mut fixed)? || !fixed.starts_with(b"PK\x01\x02") {
        return Ok(None);
    }
    let [name, extra, comment] = [28, 30, 32].map(|at| usize::from(u16_at(&fixed, at)));
    let mut texts = vec![0; name + extra + comment];
    if !fill(list, &mut texts)? {
        return Ok(None);
    }
    let mut record = Record::fixed(&fixed);
    if let Err(fault) = record.texts(&texts[..name], &texts[name..name + extra]) {
        tell(fault, &mut record, report);
    }
    if u16_at(&fixed, 34) != 0 {
        report.add(ZIP_PARTS.bundle());
        record.sound = false;
    }
    Ok(Some(record))
}

/// Reports a fault of extra fields and makes the entry unreadable.
pub(super) fn tell(fault: ExtraFault, record: &mut Record, report: &mut Report) {
    let rule = match fault {
        ExtraFault::Damaged => ENTRY_EXTRA,
        ExtraFault::OtherName => NAME_SECOND,
    };
    report.add(rule.file(&shown(&String::from_utf8_lossy(&record.name))));
    record.sound = false;
}

/// Whether there were enough bytes.
pub(super) fn fill(reader: &mut impl Read, bytes: &mut [u8]) -> io::Result<bool> {
    match reader.read_exact(bytes) {
        Ok(()) => Ok(true),
        Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => Ok(false),
        Err(error) => Err(error),
    }
}
