//! Why a package was not made or not restored. Codes and parameters are those of docs/codes.md.

use std::collections::BTreeMap;
use std::io;

use artifolio_core::failure::{Coded, is_full, reason};
use artifolio_core::finding::Finding;
use artifolio_core::path::RelPath;

/// Why no package was made. Nothing half-written stays behind, and unless it says otherwise what stood there stands there
/// still.
#[derive(Debug, thiserror::Error)]
pub enum PackError {
    /// A final bundle was asked for while these required findings stand; all of them.
    #[error("{} required findings stand", .0.len())]
    Refused(Vec<Finding>),
    /// What a submission said that should be made again cannot be read.
    #[error("what the submission said cannot be read")]
    AgainUnreadable,
    /// Another version of the program made it.
    #[error("{made_by} made it")]
    AgainOther {
        /// Name and version, "artifolio 0.1.0".
        made_by: String,
    },
    /// Of this evidence no file has the bytes any more; bundle names.
    #[error("{} files of evidence are not there any more", .0.len())]
    AgainMissing(Vec<String>),
    /// The caller asked to stop.
    #[error("stopped")]
    Cancelled,
    /// A folder, a link or a device stands where the package should lie.
    #[error("{0} is no file")]
    NameTaken(RelPath),
    /// Every temporary name beside the package is in use: by other runs, or left by ones that were cut off.
    #[error("every temporary name for {0} is in use")]
    Busy(RelPath),
    /// A file of the workspace cannot be read.
    #[error("{path} cannot be read: {source}")]
    Read {
        /// Below the workspace.
        path: RelPath,
        /// What the operating system says.
        source: io::Error,
    },
    /// A file of the workspace is not what it was when it was checked.
    #[error("{0} changed while it was being packed")]
    Changed(RelPath),
    /// The package cannot be written.
    #[error("{name} cannot be written: {source}")]
    Write {
        /// The package.
        name: RelPath,
        /// What the operating system says.
        source: io::Error,
    },
    /// The package is in its place, verified, but the disk did not confirm that it will stay.
    #[error("{name} was written, but the disk did not confirm it: {source}")]
    Unconfirmed {
        /// The package.
        name: RelPath,
        /// What the operating system says.
        source: io::Error,
    },
    /// The written package did not pass verification, so it was taken away.
    #[error("{name} was written but does not verify")]
    Unverified {
        /// The package.
        name: RelPath,
        /// What is wrong with it.
        findings: Vec<Finding>,
    },
}

impl Coded for PackError {
    fn code(&self) -> &'static str {
        match self {
            Self::Refused(_) => "pack-refused",
            Self::AgainUnreadable => "again-unreadable",
            Self::AgainOther { .. } => "again-other-version",
            Self::AgainMissing(_) => "again-missing",
            Self::Cancelled => "cancelled",
            Self::NameTaken(_) => "bundle-name-taken",
            Self::Busy(_) => "bundle-busy",
            Self::Read { .. } => "file-unreadable",
            Self::Changed(_) => "file-changed",
            Self::Write { source, .. } if is_full(source) => "disk-full",
            Self::Write { .. } => "bundle-not-written",
            Self::Unconfirmed { .. } => "bundle-not-confirmed",
            Self::Unverified { .. } => "bundle-not-verified",
        }
    }

    fn params(&self) -> BTreeMap<&'static str, String> {
        match self {
            Self::Cancelled | Self::AgainUnreadable => BTreeMap::new(),
            Self::AgainOther { made_by } => BTreeMap::from([("made_by", made_by.clone())]),
            Self::AgainMissing(names) => BTreeMap::from([("files", names.join(", "))]),
            Self::Refused(findings) => BTreeMap::from([("count", findings.len().to_string())]),
            Self::NameTaken(name) | Self::Busy(name) => {
                BTreeMap::from([("file", name.to_string())])
            }
            Self::Changed(path) => BTreeMap::from([("file", path.to_string())]),
            Self::Read { path, source } => file_and_reason(path, source),
            Self::Write { name, source } | Self::Unconfirmed { name, source } => {
                file_and_reason(name, source)
            }
            Self::Unverified { name, findings } => {
                BTreeMap::from([("file", name.to_string()), ("count", findings.len().to_string())])
            }
        }
    }
}

/// Why nothing was restored. What was already written is removed again.
#[derive(Debug, thiserror::Error)]
pub enum RestoreError {
    /// The folder holds something.
    #[error("the folder is not empty")]
    NotEmpty,
    /// The zip does not verify; these are its required findings.
    #[error("the bundle does not verify")]
    Refused(Vec<Finding>),
    /// A good bag, but none that Artifolio wrote.
    #[error("this is no package of Artifolio")]
    NotOurs,
    /// The bag is whole, but what it says of itself does not fit together.
    #[error("{path}: {reason}")]
    Content {
        /// Below the bag.
        path: String,
        /// For the log.
        reason: String,
    },
    /// The caller asked to stop.
    #[error("stopped")]
    Cancelled,
    /// The zip cannot be read.
    #[error("the bundle cannot be read: {0}")]
    Read(io::Error),
    /// A file of the portfolio cannot be read, so that it cannot be compared.
    #[error("{path} cannot be read: {source}")]
    Compare {
        /// Below the portfolio.
        path: RelPath,
        /// What the operating system says.
        source: io::Error,
    },
    /// A file cannot be written.
    #[error("{path} cannot be written: {source}")]
    Write {
        /// Below the target folder.
        path: RelPath,
        /// What the operating system says.
        source: io::Error,
    },
}

impl Coded for RestoreError {
    fn code(&self) -> &'static str {
        match self {
            Self::NotEmpty => "folder-not-empty",
            Self::Refused(_) => "restore-refused",
            Self::NotOurs => "bundle-not-ours",
            Self::Content { .. } => "bundle-content",
            Self::Cancelled => "cancelled",
            Self::Read(_) => "bundle-not-read",
            Self::Compare { .. } => "file-unreadable",
            Self::Write { source, .. } if is_full(source) => "disk-full",
            Self::Write { .. } => "file-not-written",
        }
    }

    fn params(&self) -> BTreeMap<&'static str, String> {
        match self {
            Self::NotEmpty | Self::NotOurs | Self::Cancelled => BTreeMap::new(),
            Self::Refused(findings) => BTreeMap::from([("count", findings.len().to_string())]),
            Self::Content { path, reason } => {
                BTreeMap::from([("file", path.clone()), ("reason", reason.clone())])
            }
            Self::Read(source) => BTreeMap::from([("reason", reason(source))]),
            Self::Compare { path, source } | Self::Write { path, source } => {
                file_and_reason(path, source)
            }
        }
    }
}

fn file_and_reason(path: &RelPath, source: &io::Error) -> BTreeMap<&'static str, String> {
    BTreeMap::from([("file", path.to_string()), ("reason", reason(source))])
}

#[cfg(test)]
mod tests {
    use artifolio_core::failure::Failure;
    use artifolio_core::message::{Catalogue, Language};

    use super::*;

    #[test]
    fn every_error_has_its_line_in_the_page_and_whole_sentences_in_both_languages() {
        let page = include_str!("../../../docs/codes.md");
        let path = || RelPath::parse("a.zip").unwrap();
        let source = || io::Error::other("x");
        let full = || io::Error::from(io::ErrorKind::StorageFull);
        let errors: Vec<Box<dyn Coded>> = vec![
            Box::new(PackError::Refused(vec![])),
            Box::new(PackError::Cancelled),
            Box::new(PackError::NameTaken(path())),
            Box::new(PackError::Busy(path())),
            Box::new(PackError::Read { path: path(), source: source() }),
            Box::new(PackError::Changed(path())),
            Box::new(PackError::Write { name: path(), source: source() }),
            Box::new(PackError::Write { name: path(), source: full() }),
            Box::new(PackError::Unconfirmed { name: path(), source: source() }),
            Box::new(PackError::Unverified { name: path(), findings: vec![] }),
            Box::new(RestoreError::NotEmpty),
            Box::new(RestoreError::Refused(vec![])),
            Box::new(RestoreError::NotOurs),
            Box::new(RestoreError::Content { path: "a".into(), reason: "x".into() }),
            Box::new(RestoreError::Cancelled),
            Box::new(RestoreError::Read(source())),
            Box::new(RestoreError::Compare { path: path(), source: source() }),
            Box::new(RestoreError::Write { path: path(), source: source() }),
            Box::new(RestoreError::Write { path: path(), source: full() }),
        ];
        for error in errors {
            assert!(page.contains(&format!("| `{}` |", error.code())), "{}", error.code());
            for language in [Language::En, Language::Es] {
                let failure = Failure::of(&*error, &Catalogue::of(language));
                for sentence in [failure.message, failure.hint] {
                    let is_whole = !sentence.contains(['{', '_']) && sentence.ends_with('.');
                    assert!(is_whole, "{}: {sentence}", error.code());
                }
            }
        }
    }
}
