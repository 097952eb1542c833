//! Keeping the portfolio safe: its backups, what it takes on the disk, and what came of trying one or restoring one.

use artifolio_bundle::Comparison;
use artifolio_core::path::RelPath;
use serde::Serialize;
use ts_rs::TS;

use super::{Finding, Opened};

/// The last backup that was made on this machine.
#[derive(Debug, Clone, Serialize, TS)]
pub struct LastBackup {
    /// Where it was put, to be shown.
    pub path: String,
    /// When, RFC 3339.
    pub made: String,
    /// Files in it.
    pub files: u32,
    /// Its size.
    #[ts(type = "number")]
    pub bytes: u64,
    /// When it was tried, RFC 3339; `null` when it was not.
    pub tried: Option<String>,
    /// It is at that place now.
    pub there: bool,
}

/// What the portfolio takes on the disk, in bytes.
#[derive(Debug, Clone, Serialize, TS)]
pub struct DiskUse {
    /// The portfolio itself.
    #[ts(type = "number")]
    pub portfolio: u64,
    /// Earlier versions of its texts.
    #[ts(type = "number")]
    pub history: u64,
    /// What was removed.
    #[ts(type = "number")]
    pub trash: u64,
    /// Bundles and the backup that are still where they were made.
    #[ts(type = "number")]
    pub packages: u64,
    /// Free on its disk; `null` where the system does not tell.
    #[ts(type = "number | null")]
    pub free: Option<u64>,
    /// The disk may soon be full.
    pub tight: bool,
    /// Free on the disk of the app's own folder, where that one may soon be full and the portfolio's not; else `null`.
    #[ts(type = "number | null")]
    pub own: Option<u64>,
}

/// How safe the portfolio is.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Keeping {
    /// `null` when none was made here.
    pub last: Option<LastBackup>,
    /// Something was written since.
    pub changed_since: bool,
    /// It is time for another one, and the learner has not put that off.
    pub remind: bool,
    /// Where the next one will lie, to be shown.
    pub place: String,
    /// What it takes.
    pub disk: DiskUse,
}

/// What came of making a backup.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(tag = "kind", rename_all = "lowercase")]
pub enum BackupOutcome {
    /// A verified backup lies there.
    Made {
        /// Names of what is not in it: links, special files, names that no package can hold.
        skipped: Vec<String>,
    },
    /// Stopped by the learner; nothing was left behind.
    Cancelled,
}

/// A file that is not in the portfolio as it is in a backup.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct ApartFile {
    /// Its path in the portfolio.
    pub path: String,
    /// How it differs.
    pub how: Apart,
}

/// How a file differs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "lowercase")]
pub enum Apart {
    /// It says something else now.
    Changed,
    /// It is new.
    New,
    /// It is only in the backup.
    Gone,
}

/// What came of trying a backup.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(tag = "kind", rename_all = "lowercase")]
pub enum RehearsalOutcome {
    /// Every file of it came back.
    Held {
        /// Files that are in the portfolio as they are in the backup.
        same: u32,
        /// The others.
        apart: Vec<ApartFile>,
    },
    /// It does not verify.
    Damaged {
        /// Every fault.
        findings: Vec<Finding>,
    },
    /// Stopped by the learner.
    Cancelled,
}

/// A package that was chosen to be restored.
#[derive(Debug, Clone, Serialize, TS)]
pub struct ChosenPackage {
    /// Its file name.
    pub name: String,
    /// Its folder, to be shown.
    pub path: String,
    /// Its size.
    #[ts(type = "number")]
    pub bytes: u64,
}

/// What came of restoring one.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(tag = "kind", rename_all = "lowercase")]
pub enum RestoreOutcome {
    /// It is a portfolio again, and open.
    Restored {
        /// What is open.
        opened: Opened,
        /// Files written, each compared with what the package says of it.
        files: u32,
        /// A reader's copy of a submission, and not the learner's own folder again.
        copy: bool,
    },
    /// It does not verify; nothing was written.
    Refused {
        /// Every fault.
        findings: Vec<Finding>,
    },
    /// Stopped by the learner; nothing was left behind.
    Cancelled,
}

/// The files that are not as they are in a backup, in the order of their paths.
#[must_use]
pub fn apart(found: &Comparison) -> Vec<ApartFile> {
    let list = |paths: &[RelPath], how| -> Vec<ApartFile> {
        paths.iter().map(|path| ApartFile { path: path.to_string(), how }).collect()
    };
    let mut all = list(&found.changed, Apart::Changed);
    all.extend(list(&found.only_here, Apart::New));
    all.extend(list(&found.only_in_backup, Apart::Gone));
    all.sort_by(|a, b| a.path.cmp(&b.path));
    all
}
