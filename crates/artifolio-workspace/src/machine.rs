//! Small files in the app's data folder: what belongs to the machine and to no portfolio.

use std::io;
use std::path::{Path, PathBuf};

use artifolio_core::path::RelPath;
use artifolio_core::portable::portable_name;
use artifolio_core::source::{Vfs, empty_own, read_whole};
use chrono::{DateTime, Utc};
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::change::undo::{make_folders, remove_if_empty};
use crate::data_dir::DataDir;
use crate::disk::DiskFs;
use crate::durable;
use crate::error::WorkspaceError;
use crate::layout::fixed;
use crate::leftovers::{clear, is_left};
use crate::lock::Lock;
use crate::scan::listed;

/// Bytes that a file may have which is [`remembered`].
pub(crate) const MAX: u64 = 1 << 20;

/// How the window looks and speaks, and where portfolios are proposed.
pub const PREFERENCES: &str = "preferences.json";

/// Folder that is lent for a while, and its lock.
const SCRATCH: &str = "scratch";

/// Holds the name of this machine.
const NAME: &str = "machine.json";

/// Holds what is lent.
const LENT: &str = "lent";

/// What `name` holds. A file that is missing, unreadable or of another shape counts as the default: nothing that
/// cannot be chosen again is kept so.
#[must_use]
pub fn remembered<T: DeserializeOwned + Default>(data: &DataDir, name: &str) -> T {
    let read = || -> Option<T> {
        let bytes = read_whole(&DiskFs::open(data.data()).ok()?, &fixed(name), MAX).ok()?;
        serde_json::from_slice(&bytes).ok()
    };
    read().unwrap_or_default()
}

/// Puts `value` into `name`, over what was there.
///
/// # Errors
/// [`WorkspaceError::DataFolder`], also for a path that is no Unicode; what was there still is, unless all that the disk
/// did not confirm is the new file's name.
pub fn remember<T: Serialize>(data: &DataDir, name: &str, value: &T) -> Result<(), WorkspaceError> {
    let written = serde_json::to_vec_pretty(value).map_err(io::Error::other);
    let put = written.and_then(|bytes| put(data, &fixed(name), &bytes));
    put.map(drop).map_err(WorkspaceError::DataFolder)
}

/// This machine's name in histories: made once, can be a file name.
///
/// # Errors
/// [`WorkspaceError::DataFolder`].
pub(crate) fn name(data: &DataDir) -> Result<String, WorkspaceError> {
    let known: String = remembered(data, NAME);
    if RelPath::parse(&known).is_ok_and(|path| path.parts().count() == 1) {
        return Ok(known);
    }
    let name = crate::unique()();
    remember(data, NAME, &name)?;
    Ok(name)
}

/// Lends a file of this name with these bytes to `job`, and takes it away afterwards.
///
/// # Errors
/// [`WorkspaceError::DataFolder`].
pub fn lend<T>(
    data: &DataDir,
    name: &str,
    bytes: &[u8],
    job: impl FnOnce(&Path) -> T,
) -> Result<T, WorkspaceError> {
    let folder = fixed(&format!("{LENT}/{}", crate::unique()()));
    let path = folder.join(&portable_name(name)).expect("portable names make a path");
    let place = put(data, &path, bytes).map_err(WorkspaceError::DataFolder)?;
    let done = job(&place);
    if let Ok(disk) = DiskFs::open(data.data()) {
        // What stays does no harm.
        let _ = disk.remove_own(&path).and_then(|()| disk.remove_empty_folder(&folder));
    }
    Ok(done)
}

/// Lends an empty folder of the app's own to `job`, and takes away what it put there. What a program left in it that died
/// goes first.
///
/// # Errors
/// [`WorkspaceError::DataFolder`]; [`WorkspaceError::Locked`] while another program has it.
pub fn with_scratch<T>(
    data: &DataDir,
    job: impl FnOnce(&DiskFs) -> T,
) -> Result<T, WorkspaceError> {
    let own = DiskFs::open_or_create(data.data()).map_err(WorkspaceError::DataFolder)?;
    let lock = Lock::take(&own, SCRATCH).map_err(WorkspaceError::DataFolder)?;
    let _lock = lock.ok_or(WorkspaceError::Locked)?;
    let folder = DiskFs::open_or_create(&scratch_place(data));
    let folder = folder.map_err(WorkspaceError::DataFolder)?;
    // What stays does no harm: a job that needs an empty folder sees it.
    let _ = empty_own(&folder, &RelPath::root());
    let done = job(&folder);
    let _ = empty_own(&folder, &RelPath::root());
    Ok(done)
}

/// Where [`with_scratch`] lends its folder.
pub(crate) fn scratch_place(data: &DataDir) -> PathBuf {
    data.data().join(SCRATCH)
}

/// Files that [`lend`] lent to a program which died, below the data folder.
#[must_use]
pub(crate) fn left_lent(data: &DataDir, now: DateTime<Utc>) -> Vec<RelPath> {
    let Ok(disk) = DiskFs::open(data.data()) else { return Vec::new() };
    let below = |folder: &RelPath| listed(&disk, folder).unwrap_or_default();
    let left = below(&fixed(LENT)).into_iter().filter(|entry| is_left(entry.path.name(), now));
    left.flat_map(|entry| below(&entry.path)).map(|entry| entry.path).collect()
}

/// Takes back what was lent.
///
/// # Errors
/// [`WorkspaceError::DataFolder`].
pub(crate) fn take_back(data: &DataDir, lent: &[RelPath]) -> Result<(), WorkspaceError> {
    let cleared = DiskFs::open(data.data()).and_then(|disk| {
        clear(&disk, lent)?;
        lent.iter().try_for_each(|path| remove_if_empty(&disk, &path.parent()).map(drop))
    });
    cleared.map_err(WorkspaceError::DataFolder)
}

pub(crate) fn put(data: &DataDir, path: &RelPath, bytes: &[u8]) -> io::Result<PathBuf> {
    let folder = DiskFs::open_or_create(data.data())?;
    put_below(&folder, path, bytes, &crate::unique()())?;
    Ok(path.parts().fold(folder.real_path().to_owned(), |at, part| at.join(part)))
}

/// Puts `bytes` at `path`, durably, below the app's data folder.
pub(crate) fn put_below(
    folder: &dyn Vfs,
    path: &RelPath,
    bytes: &[u8],
    unique: &str,
) -> io::Result<()> {
    make_folders(folder, &path.parent())?;
    durable::put(folder, path, bytes, unique)
}

#[cfg(test)]
#[allow(clippy::disallowed_methods, reason = "the test looks at the disk")]
mod tests {
    use super::*;
    use crate::testing::crash::states;
    use crate::testing::{MemFs, Tree};

    #[test]
    fn what_is_remembered_comes_back_and_a_broken_file_is_the_default() {
        let folder = tempfile::tempdir().unwrap();
        let data = DataDir::at(folder.path().join("not yet there"));
        assert!(remembered::<Vec<u8>>(&data, "list.json").is_empty());
        for list in [vec![1, 2], vec![3]] {
            remember(&data, "list.json", &list).unwrap();
            assert_eq!(remembered::<Vec<u8>>(&data, "list.json"), list);
        }
        std::fs::write(data.data().join("list.json"), "[1, \"two\"").unwrap();
        assert!(remembered::<Vec<u8>>(&data, "list.json").is_empty());
        remember(&data, "list.json", &[9]).unwrap();
        assert_eq!(remembered::<Vec<u8>>(&data, "list.json"), [9]);
    }

    #[test]
    fn what_is_put_outlives_a_loss_of_power_in_a_new_folder_too() {
        let disk = MemFs::new();
        let path = fixed("kept-aside/w/p/criterion-5a one.md");
        put_below(&disk, &path, b"typed", "u").unwrap();
        for state in states(&Tree::new(), &disk.log()) {
            assert_eq!(state.get(&path), Some(&Some(b"typed".to_vec())));
        }
    }

    #[test]
    fn what_is_lent_is_there_for_as_long_as_the_job_takes() {
        let folder = tempfile::tempdir().unwrap();
        let data = DataDir::at(folder.path());
        let look = |path: &Path| (path.to_owned(), std::fs::read(path).unwrap());
        let (path, bytes) = lend(&data, "a/b:c.png", b"png", look).unwrap();
        assert_eq!(bytes, b"png");
        assert!(path.starts_with(folder.path()) && path.extension().unwrap() == "png");
        assert!(!path.exists() && !path.parent().unwrap().exists());
    }

    #[test]
    fn a_scratch_folder_is_empty_before_and_after_and_nobody_elses() {
        let folder = tempfile::tempdir().unwrap();
        let data = DataDir::at(folder.path());
        let scratch = folder.path().join(SCRATCH);
        std::fs::create_dir_all(scratch.join("left/by a dead program")).unwrap();
        std::fs::write(scratch.join("left/by a dead program/x"), b"x").unwrap();
        let entries = || std::fs::read_dir(&scratch).unwrap().count();
        let job = |own: &DiskFs| {
            assert_eq!(entries(), 0);
            own.create_folder(&fixed("a/b")).unwrap();
            std::fs::write(scratch.join("a/b/y"), b"y").unwrap();
            let second = with_scratch(&data, |_| ());
            assert!(matches!(second, Err(WorkspaceError::Locked)), "{second:?}");
            entries()
        };
        assert_eq!(with_scratch(&data, job).unwrap(), 1);
        assert_eq!(entries(), 0);
    }
}
