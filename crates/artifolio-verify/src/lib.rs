//! Judges any bundle: a submission, a backup, and any other BagIt bag, zipped or as a folder; a hostile zip before
//! anything of it is written. It shares no code with what writes bundles, or a fault of the writer could pass for
//! right.
//!
//! [`verify`] reads every byte and tells every fault; nothing is called valid on names and sizes alone.

mod bag;
mod digest;
mod name;
pub mod package;
mod report;
pub mod rules;
mod submission;
mod tree;

use std::collections::BTreeMap;
use std::io;

use artifolio_core::failure::Coded;
use artifolio_core::finding::{Finding, Severity};
use artifolio_core::path::RelPath;
use artifolio_core::progress::Progress;
use artifolio_core::source::{EntryKind, Vfs};

use package::Package;
use report::Report;
pub use submission::Reach;
use tree::Tree;

/// What was judged.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A package for the reviewer.
    Submission,
    /// A package of the whole workspace.
    Backup,
    /// A BagIt bag of someone else.
    Bag,
    /// No bag: it has no `bagit.txt`.
    NotABag,
}

/// What `verify` says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Verdict {
    /// No finding of severity required stands.
    pub valid: bool,
    /// What it is.
    pub kind: Kind,
    /// Name of the one folder in the zip; `None` for a folder on the disk, and for a zip without one.
    pub top_folder: Option<String>,
    /// Files of the bag that could be read, tag files included.
    pub files: u64,
    /// Their bytes, as they were counted.
    pub bytes: u64,
    /// How far its pages reach; nothing where it has none.
    pub reach: Reach,
    /// All faults.
    pub findings: Vec<Finding>,
}

/// Why there is no verdict.
#[derive(Debug, thiserror::Error)]
pub enum VerifyError {
    /// Nothing is there.
    #[error("{0} is not there")]
    NotFound(RelPath),
    /// A link, a pipe, a device.
    #[error("{0} is neither a file nor a folder")]
    NotAFile(RelPath),
    /// The disk.
    #[error("{path} cannot be read: {source}")]
    Io {
        /// What was read.
        path: RelPath,
        /// What the operating system says.
        source: io::Error,
    },
    /// The progress asked to stop.
    #[error("stopped")]
    Stopped,
}

impl Coded for VerifyError {
    fn code(&self) -> &'static str {
        match self {
            Self::NotFound(_) => "verify-not-found",
            Self::NotAFile(_) => "verify-not-a-file",
            Self::Io { .. } => "verify-unreadable",
            Self::Stopped => "cancelled",
        }
    }

    fn params(&self) -> BTreeMap<&'static str, String> {
        match self {
            Self::NotFound(path) | Self::NotAFile(path) => [("path", path.to_string())].into(),
            Self::Io { path, source } => {
                [("path", path.to_string()), ("reason", source.kind().to_string())].into()
            }
            Self::Stopped => BTreeMap::new(),
        }
    }
}

/// Judges a zip, or a folder that holds a bag. Nothing is written. Progress counts the bytes of the files.
///
/// # Errors
/// [`VerifyError`] only where there is nothing to judge or the disk fails; every fault of the bundle is in the verdict.
pub fn verify(
    fs: &dyn Vfs,
    path: &RelPath,
    progress: &dyn Progress,
) -> Result<Verdict, VerifyError> {
    let failed = |source: io::Error| match source.kind() {
        io::ErrorKind::NotFound => VerifyError::NotFound(path.clone()),
        _ => VerifyError::Io { path: path.clone(), source },
    };
    let kind = match path.as_str() {
        "" => EntryKind::Folder,
        _ => fs.stat(path).map_err(failed)?.kind,
    };
    let mut report = Report::default();
    let tree = match kind {
        EntryKind::Folder => Some(Tree::folder(fs, path, &mut report)),
        EntryKind::File => {
            let file = fs.open(path).map_err(failed)?;
            let package = Package::judge(file, &mut report).map_err(failed)?;
            package.map(|package| Tree::zip(package, &mut report))
        }
        EntryKind::Link | EntryKind::Special => return Err(VerifyError::NotAFile(path.clone())),
    };
    let top_folder = tree.as_ref().and_then(|tree| tree.top.clone());
    let seen = match tree {
        Some(tree) => bag::judge(tree, &mut report, progress)?,
        None => bag::Seen::nothing(),
    };
    let findings = report.finish();
    Ok(Verdict {
        valid: !findings.iter().any(|finding| finding.severity == Severity::Required),
        kind: seen.kind,
        top_folder,
        files: seen.files,
        bytes: seen.bytes,
        reach: seen.reach,
        findings,
    })
}
