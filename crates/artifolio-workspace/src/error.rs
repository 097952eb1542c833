//! What could not be done with a workspace. Codes and their parameters are listed in docs/codes.md.

use std::collections::BTreeMap;
use std::fmt::Display;
use std::io;
use std::path::PathBuf;

use artifolio_core::failure::{Coded, is_full, reason};
use artifolio_core::header::FaultKind;
use artifolio_core::path::RelPath;

use crate::durable::WriteError;

/// Why a workspace can only be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ReadOnly {
    /// It was opened for reading.
    Asked,
    /// A newer program wrote it, in this format.
    Newer(u32),
    /// The app's own folder cannot be used, without which no change is safe.
    DataFolder,
    /// A change that a program which died left half done cannot be taken back now.
    HalfDone,
}

/// Why a workspace was not opened, made or read.
#[derive(Debug, thiserror::Error)]
pub enum WorkspaceError {
    /// There is no such folder.
    #[error("{} is no folder", .0.display())]
    FolderMissing(PathBuf),
    /// The folder has no `portfolio.toml`.
    #[error("{} holds no portfolio", .0.display())]
    NotAPortfolio(PathBuf),
    /// A new portfolio needs an absent or empty folder.
    #[error("{} is not empty", .0.display())]
    FolderNotEmpty(PathBuf),
    /// Another window or command is writing in it.
    #[error("the portfolio is open for writing elsewhere")]
    Locked,
    /// The folder cannot be read.
    #[error("{} cannot be read: {source}", path.display())]
    FolderUnreadable {
        /// The folder.
        path: PathBuf,
        /// What the operating system says.
        source: io::Error,
    },
    /// The caller asked to stop.
    #[error("stopped")]
    Cancelled,
    /// The app's own folder (locks, journal) cannot be used.
    #[error("the app's data folder cannot be used: {0}")]
    DataFolder(io::Error),
    /// A change that a program which died left half done cannot be taken back now; its journal stays.
    #[error("a change that was left half done cannot be taken back: {0}")]
    HalfDone(io::Error),
    /// A change cannot be built.
    #[error(transparent)]
    Verb(#[from] VerbError),
    /// Nothing was changed, or everything was taken back.
    #[error(transparent)]
    Change(#[from] ChangeError),
}

/// Why what a person asked for cannot be made a change. Nothing was written.
#[derive(Debug, thiserror::Error)]
pub enum VerbError {
    /// No artifact has this id.
    #[error("no artifact has the id {0:?}")]
    UnknownArtifact(String),
    /// The artifact has no such item of evidence.
    #[error("no item of evidence has the id {0:?}")]
    UnknownEvidence(String),
    /// The programme has no such criterion.
    #[error("no criterion is called {0:?}")]
    UnknownCriterion(String),
    /// The file is no longer what was read.
    #[error("{0} was changed by another program")]
    Changed(RelPath),
    /// A file of the workspace cannot be read.
    #[error("{path} cannot be read: {source}")]
    Unreadable {
        /// Below the workspace.
        path: RelPath,
        /// What the operating system says.
        source: io::Error,
    },
    /// The file cannot be edited without changing something else.
    #[error("{file} cannot be edited here: {reason} {detail}")]
    NotEditable {
        /// Below the workspace.
        file: RelPath,
        /// Why: a code that the catalogue has words for (`reason_CODE`).
        reason: &'static str,
        /// The key it is about, or what the parser said; may be empty.
        detail: String,
    },
    /// A value has a shape that its key does not take.
    #[error("{key}: {kind}")]
    BadValue {
        /// Dotted key.
        key: String,
        /// What would be right.
        kind: FaultKind,
    },
    /// "Checked, doesn't apply" needs a reason.
    #[error("a reason is needed")]
    NoReason,
    /// What this rule finds makes a package unreadable.
    #[error("{0} cannot be waived")]
    CannotWaive(String),
    /// No document of the programme lies there.
    #[error("no document of the programme is {0}")]
    NoDocument(RelPath),
    /// The finding carries no mark.
    #[error("{0} is not waived")]
    NotWaived(String),
    /// Nothing in the trash is called so.
    #[error("nothing that was removed has the key {0:?}")]
    UnknownRemoval(String),
    /// The text has no such version.
    #[error("no version has the hash {0:?}")]
    UnknownVersion(String),
    /// The caller asked to stop.
    #[error("stopped")]
    Cancelled,
    /// There is no file to import.
    #[error("there is nothing to import")]
    NothingToImport,
    /// A folder holds far more files than one portfolio.
    #[error("{0} files are too many")]
    TooMuch(usize),
    /// What should be imported is neither a file nor a folder, or its name cannot be read.
    #[error("{} cannot be imported", .0.display())]
    NotImportable(PathBuf),
    /// What should be looked at instead of another file is no file that any browser shows, or does not open.
    #[error("{0} is not shown by every browser")]
    NotViewable(RelPath),
}

/// Why a change was not applied. Unless it says otherwise, everything is as before.
#[derive(Debug, thiserror::Error)]
pub enum ChangeError {
    /// Nothing may be written.
    #[error("the portfolio can only be read")]
    ReadOnly(ReadOnly),
    /// Another program has changed the file since it was read.
    #[error("{0} was changed by another program")]
    Conflict(RelPath),
    /// Something stands where something new should go.
    #[error("{0} exists already")]
    Occupied(RelPath),
    /// What should be moved is gone.
    #[error("{0} is gone")]
    Missing(RelPath),
    /// A file to import is no longer what it was.
    #[error("{0} changed while it was being copied")]
    SourceChanged(RelPath),
    /// A file to import cannot be read.
    #[error("{path} cannot be read: {source}")]
    SourceUnreadable {
        /// Its name.
        path: RelPath,
        /// What the operating system says.
        source: io::Error,
    },
    /// A file or folder cannot be written.
    #[error("{path} cannot be written: {source}")]
    Io {
        /// Below the workspace.
        path: RelPath,
        /// What the operating system says.
        source: io::Error,
    },
    /// The journal cannot be written.
    #[error("the journal cannot be written: {0}")]
    Journal(io::Error),
    /// The caller asked to stop.
    #[error("stopped")]
    Cancelled,
    /// The change failed and not all of it could be taken back.
    #[error("{cause}; not taken back: {files:?}")]
    NotTakenBack {
        /// Files and folders to look at, below the workspace.
        files: Vec<RelPath>,
        /// Why the change failed.
        cause: Box<ChangeError>,
    },
}

impl From<WriteError> for ChangeError {
    fn from(error: WriteError) -> Self {
        match error {
            WriteError::Conflict { path, .. } => Self::Conflict(path),
            WriteError::Io { path, source } | WriteError::Unconfirmed { path, source } => {
                Self::Io { path, source }
            }
        }
    }
}

impl Coded for WorkspaceError {
    fn code(&self) -> &'static str {
        match self {
            Self::FolderMissing(_) => "folder-missing",
            Self::NotAPortfolio(_) => "not-a-portfolio",
            Self::FolderNotEmpty(_) => "folder-not-empty",
            Self::Locked => "locked",
            Self::FolderUnreadable { source, .. } if is_full(source) => "disk-full",
            Self::FolderUnreadable { .. } => "folder-unreadable",
            Self::Cancelled => "cancelled",
            Self::DataFolder(source) => data_folder(source),
            Self::HalfDone(_) => "half-done-stays",
            Self::Verb(error) => error.code(),
            Self::Change(error) => error.code(),
        }
    }

    fn params(&self) -> BTreeMap<&'static str, String> {
        match self {
            Self::FolderMissing(path) | Self::NotAPortfolio(path) | Self::FolderNotEmpty(path) => {
                BTreeMap::from([("folder", path.display().to_string())])
            }
            Self::Locked | Self::Cancelled => BTreeMap::new(),
            Self::FolderUnreadable { path, source } => BTreeMap::from([
                (if is_full(source) { "file" } else { "folder" }, path.display().to_string()),
                ("reason", reason(source)),
            ]),
            Self::DataFolder(source) | Self::HalfDone(source) => {
                BTreeMap::from([("reason", reason(source))])
            }
            Self::Verb(error) => error.params(),
            Self::Change(error) => error.params(),
        }
    }
}

impl Coded for VerbError {
    fn code(&self) -> &'static str {
        match self {
            Self::UnknownArtifact(_) => "unknown-artifact",
            Self::UnknownEvidence(_) => "unknown-evidence",
            Self::UnknownCriterion(_) => "unknown-criterion",
            Self::UnknownRemoval(_) => "unknown-removal",
            Self::UnknownVersion(_) => "unknown-version",
            Self::Changed(_) => "conflict",
            Self::Unreadable { .. } => "text-unreadable",
            Self::NotEditable { .. } => "not-editable",
            Self::BadValue { .. } => "bad-value",
            Self::NoReason => "waiver-without-reason",
            Self::CannotWaive(_) => "finding-not-waivable",
            Self::NotWaived(_) => "finding-not-waived",
            Self::NoDocument(_) => "no-document",
            Self::Cancelled => "cancelled",
            Self::NothingToImport => "nothing-to-import",
            Self::TooMuch(_) => "too-much",
            Self::NotImportable(_) => "not-importable",
            Self::NotViewable(_) => "not-viewable",
        }
    }

    fn params(&self) -> BTreeMap<&'static str, String> {
        let one = |key, value: &dyn Display| BTreeMap::from([(key, value.to_string())]);
        let with_reason = |key, value: &dyn Display, reason: &dyn Display| {
            BTreeMap::from([(key, value.to_string()), ("reason", reason.to_string())])
        };
        match self {
            Self::UnknownArtifact(id) => one("artifact", id),
            Self::UnknownEvidence(id) => one("evidence", id),
            Self::UnknownCriterion(said) => one("criterion", said),
            Self::UnknownRemoval(key) | Self::UnknownVersion(key) => one("key", key),
            Self::Changed(file) | Self::NotViewable(file) | Self::NoDocument(file) => {
                one("file", file)
            }
            Self::Unreadable { path, source } => with_reason("file", path, &reason(source)),
            Self::NotEditable { file, reason, detail } => BTreeMap::from([
                ("file", file.to_string()),
                ("reason", (*reason).to_owned()),
                ("key", detail.clone()),
                ("said", detail.clone()),
            ]),
            Self::BadValue { key, kind } => {
                let mut params = with_reason("key", key, &kind.code());
                if let FaultKind::Expected(expected) = kind {
                    params.insert("words", expected.words().join(", "));
                }
                params
            }
            Self::CannotWaive(rule) | Self::NotWaived(rule) => one("rule", rule),
            Self::TooMuch(files) => one("files", files),
            Self::NotImportable(path) => one("file", &path.display()),
            Self::NoReason | Self::Cancelled | Self::NothingToImport => BTreeMap::new(),
        }
    }
}

impl Coded for ChangeError {
    fn code(&self) -> &'static str {
        match self {
            Self::ReadOnly(ReadOnly::Asked) => "read-only",
            Self::ReadOnly(ReadOnly::Newer(_)) => "read-only-newer",
            Self::ReadOnly(ReadOnly::DataFolder) => "read-only-data-folder",
            Self::ReadOnly(ReadOnly::HalfDone) => "read-only-half-done",
            Self::Conflict(_) => "conflict",
            Self::Occupied(_) => "name-taken",
            Self::Missing(_) => "file-gone",
            Self::SourceChanged(_) => "source-changed",
            Self::SourceUnreadable { .. } => "source-unreadable",
            Self::Io { source, .. } if is_full(source) => "disk-full",
            Self::Io { .. } => "cannot-write",
            Self::Journal(source) => data_folder(source),
            Self::Cancelled => "cancelled",
            Self::NotTakenBack { .. } => "change-not-taken-back",
        }
    }

    fn params(&self) -> BTreeMap<&'static str, String> {
        match self {
            Self::ReadOnly(ReadOnly::Newer(format)) => {
                BTreeMap::from([("format", format.to_string())])
            }
            Self::ReadOnly(_) | Self::Cancelled => BTreeMap::new(),
            Self::Conflict(path)
            | Self::Occupied(path)
            | Self::Missing(path)
            | Self::SourceChanged(path) => BTreeMap::from([("file", path.to_string())]),
            Self::SourceUnreadable { path, source } | Self::Io { path, source } => {
                BTreeMap::from([("file", path.to_string()), ("reason", reason(source))])
            }
            Self::Journal(source) => BTreeMap::from([("reason", reason(source))]),
            Self::NotTakenBack { files, cause } => {
                let files: Vec<_> = files.iter().map(ToString::to_string).collect();
                BTreeMap::from([("files", files.join(", ")), ("reason", cause.to_string())])
            }
        }
    }
}

fn data_folder(source: &io::Error) -> &'static str {
    if is_full(source) { "data-folder-full" } else { "data-folder-unusable" }
}

#[cfg(test)]
mod tests;
