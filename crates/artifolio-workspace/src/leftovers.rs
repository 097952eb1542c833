//! Temporary files that a program left which died while it wrote. They are ignored everywhere, and taken away when the
//! portfolio is opened again.

use std::io::{self, ErrorKind};

use artifolio_core::path::RelPath;
use artifolio_core::source::{ABANDONED_AFTER_MINUTES, EntryKind, Vfs};
use chrono::{DateTime, TimeDelta, Utc};

use crate::layout::{HISTORY, fixed, unique_of_temporary};
use crate::scan::{listed, scan};
use crate::time_of_unique;

/// Whether what has this `unique` in its name was left by a program that died.
pub(crate) fn is_left(unique: &str, now: DateTime<Utc>) -> bool {
    let abandoned = TimeDelta::minutes(ABANDONED_AFTER_MINUTES);
    time_of_unique(unique).is_some_and(|made| (now - made).abs() > abandoned)
}

/// Takes away what was left by `now`; how many files.
pub(crate) fn sweep(files: &dyn Vfs, now: DateTime<Utc>) -> io::Result<usize> {
    clear(files, &left(files, now)?)
}

/// What was left by `now`.
pub(crate) fn left(files: &dyn Vfs, now: DateTime<Utc>) -> io::Result<Vec<RelPath>> {
    let mut all = Vec::new();
    let mut folders: Vec<RelPath> = scan(files).folders.into_keys().collect();
    folders.push(RelPath::root());
    folders_below(files, &fixed(HISTORY), &mut folders)?;
    for folder in folders {
        let Ok(listing) = files.list(&folder) else { continue };
        let left = listing.entries.into_iter().filter(|entry| {
            let unique = unique_of_temporary(entry.path.name());
            entry.stat.kind == EntryKind::File && unique.is_some_and(|unique| is_left(unique, now))
        });
        all.extend(left.map(|entry| entry.path));
    }
    Ok(all)
}

/// Takes these files away, which are our own; how many there were.
pub(crate) fn clear(files: &dyn Vfs, left: &[RelPath]) -> io::Result<usize> {
    let mut cleared = 0;
    for path in left {
        match files.remove_own(path) {
            Ok(()) => cleared += 1,
            Err(error) if error.kind() == ErrorKind::NotFound => {}
            Err(error) => return Err(error),
        }
    }
    Ok(cleared)
}

fn folders_below(files: &dyn Vfs, folder: &RelPath, all: &mut Vec<RelPath>) -> io::Result<()> {
    all.push(folder.clone());
    let below = listed(files, folder)?.into_iter();
    let folders = below.filter(|entry| entry.stat.kind == EntryKind::Folder);
    folders.map(|entry| entry.path).try_for_each(|path| folders_below(files, &path, all))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::layout::temporary;
    use crate::testing::MemFs;

    #[test]
    fn what_a_dead_program_left_goes_and_nothing_else() {
        let fs = MemFs::new();
        // 2025-11-25 01:28:28.416 UTC
        let unique = "019ab8a05c007000800000000000002a";
        let made: DateTime<Utc> = "2025-11-25T01:28:28Z".parse().unwrap();
        let left = [
            temporary(&fixed("criteria/1a.md"), unique),
            temporary(&fixed("portfolio.toml"), unique),
            temporary(&fixed(".artifolio/history/objects/ab"), unique),
        ];
        let stays = [
            "criteria/1a.md".to_owned(),
            "criteria/.~lock.1a.md#".to_owned(),
            "criteria/.~1a.md.7.tmp".to_owned(),
            "criteria/mine.tmp".to_owned(),
            format!("criteria/1a.md.{unique}.tmp"),
            ".artifolio/trash/x/.~a.md.019ab8a05c007000800000000000002a.tmp".to_owned(),
        ];
        for path in left.iter().map(RelPath::as_str).chain(stays.iter().map(String::as_str)) {
            fs.plant(path, b"x");
        }
        assert_eq!(sweep(&fs, made + TimeDelta::minutes(9)).unwrap(), 0, "somebody may be writing");
        assert_eq!(sweep(&fs, made + TimeDelta::minutes(11)).unwrap(), 3);
        let tree = fs.tree();
        assert!(left.iter().all(|path| !tree.contains_key(path)));
        assert!(stays.iter().all(|path| tree.contains_key(&fixed(path))));
        fs.plant(left[0].as_str(), b"x");
        assert_eq!(sweep(&fs, made - TimeDelta::days(365)).unwrap(), 1, "a clock that jumped");
    }
}
