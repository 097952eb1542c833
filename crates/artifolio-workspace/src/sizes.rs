//! What a portfolio takes on the disk, and what is left there.

use artifolio_core::path::RelPath;
use artifolio_core::source::{EntryKind, Vfs};

use crate::layout::{HISTORY, TRASH, fixed};
use crate::scan::{listed, scan};

/// Bytes that a disk keeps free so that a system goes on working; less is tight.
const ROOM: u64 = 1_000_000_000;

/// Bytes, as files have them; what a file system adds is not counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Sizes {
    /// The portfolio itself.
    pub portfolio: u64,
    /// Earlier versions of its texts.
    pub history: u64,
    /// What was removed.
    pub trash: u64,
    /// Free for this person on the disk it lies on; `None` where the system does not tell.
    pub free: Option<u64>,
}

impl Sizes {
    /// Whether the disk may soon be full: a package of the portfolio would fill it, or the system has hardly any room.
    #[must_use]
    pub fn is_tight(&self) -> bool {
        self.free.is_some_and(|free| self.may_fill(free))
    }

    /// The same of any disk on which so much is free: a backup is tried in the app's own folder.
    #[must_use]
    pub fn may_fill(&self, free: u64) -> bool {
        free < ROOM.max(self.portfolio.saturating_mul(2))
    }
}

/// What lies in a workspace; `free` is what the system tells of its disk.
pub(crate) fn sizes(files: &dyn Vfs, free: Option<u64>) -> Sizes {
    let portfolio = scan(files).files.values().map(|entry| entry.stat.size).sum();
    let [history, trash] = [HISTORY, TRASH].map(|folder| below(files, &fixed(folder)));
    Sizes { portfolio, history, trash, free }
}

/// All files below a folder; one that cannot be listed counts for nothing.
fn below(files: &dyn Vfs, folder: &RelPath) -> u64 {
    let entries = listed(files, folder).unwrap_or_default().into_iter();
    let size = |entry: artifolio_core::source::Entry| match entry.stat.kind {
        EntryKind::Folder => below(files, &entry.path),
        _ => entry.stat.size,
    };
    entries.map(size).sum()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::MemFs;

    #[test]
    fn each_part_is_counted_once() {
        let fs = MemFs::new();
        for (path, bytes) in [
            ("portfolio.toml", 10),
            ("artifacts/a/x.png", 1_000),
            (".artifolio/history/objects/ab", 7),
            (".artifolio/history/log/m/2026-11-24.jsonl", 5),
            (".artifolio/trash/x/artifacts/b/y.png", 300),
            (".artifolio/other", 1),
            (".git/objects/z", 9),
        ] {
            fs.plant(path, &vec![0; bytes]);
        }
        let found = sizes(&fs, Some(5));
        let expected = Sizes { portfolio: 1_010, history: 12, trash: 300, free: Some(5) };
        assert_eq!(found, expected);
        assert_eq!(sizes(&MemFs::new(), None), Sizes::default());
    }

    #[test]
    fn a_disk_is_tight_before_it_is_full() {
        let of = |portfolio, free| Sizes { portfolio, free, ..Sizes::default() }.is_tight();
        assert!(of(0, Some(ROOM - 1)) && !of(0, Some(ROOM)));
        assert!(of(ROOM, Some(2 * ROOM - 1)) && !of(ROOM, Some(2 * ROOM)));
        assert!(!of(u64::MAX, None));
        // The app's own disk is judged by what it may have to hold, whatever is free on the portfolio's.
        let sizes = Sizes { portfolio: ROOM, free: Some(u64::MAX), ..Sizes::default() };
        assert!(!sizes.is_tight() && sizes.may_fill(2 * ROOM - 1) && !sizes.may_fill(2 * ROOM));
    }
}
