//! Small files in the app's data folder: what belongs to the machine, and what is kept there until it can be saved.

use std::io;
use std::path::{Path, PathBuf};

use artifolio_core::path::RelPath;
use artifolio_core::portable::portable_name;
use artifolio_core::source::{Entry, Vfs, empty_own, is_ignored, read_whole};
use chrono::{DateTime, Utc};
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::change::undo::{make_folders, remove_if_empty};
use crate::data_dir::{DataDir, key_of_id};
use crate::disk::DiskFs;
use crate::durable;
use crate::error::WorkspaceError;
use crate::layout::fixed;
use crate::leftovers::{clear, is_left};
use crate::lock::Lock;
use crate::scan::listed;

/// Bytes that a file may have which is [`remembered`].
const MAX: u64 = 1 << 20;

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

/// Keeps a text that could not be saved to a workspace: `subject` says which (letters, digits, hyphens), `session` keeps
/// it apart from what an earlier program left. Where it lies now.
///
/// # Errors
/// [`WorkspaceError::DataFolder`].
pub fn keep_aside(
    data: &DataDir,
    workspace: &str,
    subject: &str,
    session: &str,
    text: &str,
) -> Result<PathBuf, WorkspaceError> {
    put(data, &aside(workspace, subject, session), text.as_bytes())
        .map_err(WorkspaceError::DataFolder)
}

/// Lets go of what [`keep_aside`] kept: the text is saved. One that cannot be removed stays, and does no harm.
pub fn let_go(data: &DataDir, workspace: &str, subject: &str, session: &str) {
    if let Ok(folder) = DiskFs::open(data.data()) {
        let _ = folder.remove_own(&aside(workspace, subject, session));
    }
}

/// Words that were kept aside of a workspace and never let go.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Left {
    /// As it was given to [`keep_aside`].
    pub subject: String,
    /// The same.
    pub session: String,
    /// The words.
    pub text: String,
}

/// What was kept aside of a workspace and never let go, the first first. One that cannot be read stays where it is.
#[must_use]
pub fn left_aside(data: &DataDir, workspace: &str) -> Vec<Left> {
    let Ok(disk) = DiskFs::open(data.data()) else { return Vec::new() };
    let folder = aside(workspace, "any", "any").parent();
    let Ok(listing) = disk.list(&folder) else { return Vec::new() };
    let left = |entry: Entry| -> Option<Left> {
        let name = entry.path.name().strip_suffix(".md").filter(|name| !is_ignored(name))?;
        let (subject, session) = name.rsplit_once(' ')?;
        // As long as it was written: no text that can be kept is too long to come back.
        let text = String::from_utf8(read_whole(&disk, &entry.path, u64::MAX - 1).ok()?).ok()?;
        Some(Left { subject: subject.to_owned(), session: session.to_owned(), text })
    };
    let mut entries = listing.entries;
    entries.sort_by_key(|entry| entry.stat.modified_ns);
    entries.into_iter().filter_map(left).collect()
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
    let folder = DiskFs::open_or_create(&data.data().join(SCRATCH));
    let folder = folder.map_err(WorkspaceError::DataFolder)?;
    // What stays does no harm: a job that needs an empty folder sees it.
    let _ = empty_own(&folder, &RelPath::root());
    let done = job(&folder);
    let _ = empty_own(&folder, &RelPath::root());
    Ok(done)
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

fn aside(workspace: &str, subject: &str, session: &str) -> RelPath {
    fixed(&format!("kept-aside/{}/{subject} {session}.md", key_of_id(workspace)))
}

fn put(data: &DataDir, path: &RelPath, bytes: &[u8]) -> io::Result<PathBuf> {
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
    use crate::read::MAX_TEXT_FILE;
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
        let path = aside("w", "criterion-5a", "one");
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

    #[test]
    fn a_text_that_is_kept_aside_comes_back_however_long_it_is() {
        let folder = tempfile::tempdir().unwrap();
        let data = DataDir::at(folder.path());
        let text = "word ".repeat(usize::try_from(MAX_TEXT_FILE).unwrap() / 5 + 1);
        keep_aside(&data, "w", "criterion-5a", "one", &text).unwrap();
        let left = left_aside(&data, "w");
        assert!(left.len() == 1 && left[0].text == text);
    }

    #[test]
    fn a_text_is_kept_aside_until_it_is_let_go_and_another_sessions_stays() {
        let folder = tempfile::tempdir().unwrap();
        let data = DataDir::at(folder.path());
        let read = |path: &PathBuf| std::fs::read_to_string(path).unwrap();
        let first = keep_aside(&data, "w", "criterion-5a", "one", "first").unwrap();
        let second = keep_aside(&data, "w", "criterion-5a", "two", "second").unwrap();
        assert_eq!(keep_aside(&data, "w", "criterion-5a", "two", "more").unwrap(), second);
        assert_eq!((read(&first), read(&second)), ("first".into(), "more".into()));
        let left = |text: &str| {
            let all = left_aside(&data, "w").into_iter();
            all.filter(|left| left.text == text).map(|l| (l.subject, l.session)).collect::<Vec<_>>()
        };
        assert_eq!(left("more"), [("criterion-5a".to_owned(), "two".to_owned())]);
        assert_eq!(left_aside(&data, "w").len(), 2);
        assert_eq!(left_aside(&data, "another"), []);
        let_go(&data, "w", "criterion-5a", "two");
        assert_eq!(left("more"), []);
        assert!(!second.exists());
        assert_eq!(read(&first), "first");
    }
}
