//! The history on the disk: objects that never change, and lines that name them, a file a day and machine.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, ErrorKind};

use artifolio_core::path::RelPath;
use artifolio_core::source::{EntryKind, Vfs, read_whole};
use chrono::{DateTime, Utc};

use super::Version;
use crate::Unique;
use crate::change::undo::make_folders;
use crate::durable::{Sha256, current, put};
use crate::layout::{HISTORY, fixed};
use crate::scan::listed;

/// Bytes that the lines of one day may have: a hundred thousand versions.
const MAX_DAY: u64 = 32 << 20;

/// Where the bytes with this hash lie.
pub(super) fn object(sha256: Sha256) -> RelPath {
    fixed(&format!("{HISTORY}/objects/{sha256}"))
}

fn log_of(machine: &str) -> RelPath {
    fixed(&format!("{HISTORY}/log/{machine}"))
}

fn day_of(machine: &str, at: DateTime<Utc>) -> RelPath {
    let day = at.format("%Y-%m-%d.jsonl").to_string();
    log_of(machine).join(&day).expect("a date is a name")
}

/// How far a look at lines goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Reach {
    /// What lies on this disk: nobody asked for a download.
    Here,
    /// All of them: somebody asked to see them.
    Everywhere,
}

/// Lines of a history.
#[derive(Debug, Default)]
pub(super) struct Lines {
    pub(super) all: Vec<Version>,
    /// There are more, which lie only in the cloud.
    pub(super) more: bool,
}

/// The lines of every machine.
pub(super) fn lines(files: &dyn Vfs, reach: Reach) -> io::Result<Lines> {
    let mut lines = Lines::default();
    for machine in listed(files, &fixed(&format!("{HISTORY}/log")))? {
        if machine.stat.kind == EntryKind::Folder {
            let of_machine = lines_of(files, machine.path.name(), reach)?;
            lines.all.extend(of_machine.all);
            lines.more |= of_machine.more;
        }
    }
    Ok(lines)
}

/// The lines of one machine.
pub(super) fn lines_of(files: &dyn Vfs, machine: &str, reach: Reach) -> io::Result<Lines> {
    let mut lines = Lines::default();
    for day in listed(files, &log_of(machine))? {
        if day.stat.kind != EntryKind::File || day.path.extension() != "jsonl" {
            continue;
        }
        if day.stat.cloud_only && reach == Reach::Here {
            lines.more = true;
        } else {
            lines.all.extend(lines_in(files, &day.path)?);
        }
    }
    Ok(lines)
}

/// Whether the lines of the day of `at` can be added to without a download.
pub(super) fn can_name(files: &dyn Vfs, machine: &str, at: DateTime<Utc>) -> bool {
    !files.stat(&day_of(machine, at)).is_ok_and(|stat| stat.cloud_only)
}

fn lines_in(files: &dyn Vfs, day: &RelPath) -> io::Result<Vec<Version>> {
    let bytes = match read_whole(files, day, MAX_DAY) {
        Ok(bytes) => bytes,
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(Vec::new()),
        Err(error) => return Err(error),
    };
    Ok(bytes.split(|b| *b == b'\n').filter_map(|line| serde_json::from_slice(line).ok()).collect())
}

/// The size of each object.
pub(super) fn sizes(files: &dyn Vfs) -> io::Result<BTreeMap<Sha256, u64>> {
    let objects = listed(files, &fixed(&format!("{HISTORY}/objects")))?.into_iter();
    Ok(objects.filter_map(|e| Some((e.path.name().parse().ok()?, e.stat.size))).collect())
}

/// Makes these bytes durable, each under its hash.
pub(super) fn keep(
    files: &dyn Vfs,
    objects: &BTreeMap<Sha256, Vec<u8>>,
    unique: &Unique,
) -> io::Result<()> {
    for (sha256, bytes) in objects {
        let place = object(*sha256);
        // Its name says what it is; to look would download it.
        if files.stat(&place).is_ok_and(|stat| stat.cloud_only) {
            continue;
        }
        // A damaged one, which a sync service may have brought, makes way for what its name says.
        if current(files, &place)? != Some(*sha256) {
            make_folders(files, &place.parent())?;
            put(files, &place, bytes, &unique()).inspect_err(|_| {
                // One that the disk did not confirm would be taken for kept the next time.
                let _ = files.remove_own(&place);
            })?;
        }
    }
    Ok(())
}

/// Adds lines to their days, durably.
pub(super) fn name(
    files: &dyn Vfs,
    machine: &str,
    lines: &[Version],
    unique: &str,
) -> io::Result<()> {
    let mut days: BTreeMap<RelPath, Vec<&Version>> = BTreeMap::new();
    for line in lines {
        days.entry(day_of(machine, line.at)).or_default().push(line);
    }
    for (day, new) in days {
        make_folders(files, &day.parent())?;
        let known = lines_in(files, &day)?;
        write_day(files, &day, known.iter().chain(new), unique)?;
    }
    Ok(())
}

/// Takes away the lines that do not stay, and the objects that no line names after that.
pub(super) fn strike(
    files: &dyn Vfs,
    machine: &str,
    own: &[Version],
    stays: &[bool],
    unique: &str,
) -> io::Result<()> {
    let mut days: BTreeMap<RelPath, Vec<(&Version, bool)>> = BTreeMap::new();
    for (line, stays) in own.iter().zip(stays) {
        days.entry(day_of(machine, line.at)).or_default().push((line, *stays));
    }
    let mut struck = BTreeSet::new();
    for (day, all) in days.into_iter().filter(|(_, all)| all.iter().any(|(_, stays)| !stays)) {
        let left = all.iter().filter(|(_, stays)| *stays).map(|(line, _)| *line);
        write_day(files, &day, left, unique)?;
        struck.extend(all.iter().filter(|(_, stays)| !stays).map(|(line, _)| line.sha256));
    }
    if struck.is_empty() {
        return Ok(());
    }
    let left = lines(files, Reach::Here)?;
    if left.more {
        // What they name is not known.
        return Ok(());
    }
    for line in left.all {
        struck.remove(&line.sha256);
    }
    for sha256 in struck {
        match files.remove_own(&object(sha256)) {
            Err(error) if error.kind() != ErrorKind::NotFound => return Err(error),
            _ => {}
        }
    }
    Ok(())
}

fn write_day<'v>(
    files: &dyn Vfs,
    day: &RelPath,
    lines: impl Iterator<Item = &'v Version>,
    unique: &str,
) -> io::Result<()> {
    let mut text = Vec::new();
    for line in lines {
        serde_json::to_writer(&mut text, line)?;
        text.push(b'\n');
    }
    put(files, day, &text, unique)
}
