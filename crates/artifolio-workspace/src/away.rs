//! What happened to a portfolio while nobody looked, each with the change that answers it: copies that sync services
//! made of files changed in two places, evidence that is called or says something else by now or is gone, files that nobody
//! listed, texts that were written or deleted elsewhere.

mod copies;
mod evidence;
mod instead;
mod since;
mod twins;

#[cfg(test)]
mod tests;

use artifolio_core::artifact::Evidence;
use artifolio_core::path::RelPath;
use artifolio_core::source::Vfs;

use crate::change::verbs::{list_file, set_evidence};
use crate::change::{Change, Step};
use crate::durable::Sha256;
use crate::error::VerbError;
use crate::hashes::Hashes;
use crate::read::Reading;
use crate::scan::scan;
use crate::trash;

use copies::copies;
pub use copies::{Apart, Chosen, Copy, Way, apart, merge_copy, remove_copy};
use instead::use_copy;
pub(crate) use since::since;
pub use since::{Since, What, back};
pub use twins::Twin;
use twins::twins;

/// Something that can be put in order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum News {
    /// A sync service made a copy.
    Copy(Copy),
    /// A folder says that it is an artifact that another one is.
    Twin(Twin),
    /// A file of evidence has another name or place in its artifact's folder.
    Renamed {
        /// The file, as the list has it.
        of: Listed,
        /// Where it is.
        to: RelPath,
        /// It has the bytes that were recorded. Where none are, or it has others, it is only likely to be the one: no
        /// other file of its kind is missing, and no other is new.
        sure: bool,
    },
    /// A file of evidence lies outside its artifact's folder, with the bytes that were recorded.
    Elsewhere {
        /// The file, as the list has it.
        of: Listed,
        /// Where it is.
        at: RelPath,
        /// Its bytes.
        sha256: Sha256,
        /// No other item has the same recorded.
        sure: bool,
    },
    /// Evidence says something else than when it was recorded.
    Changed {
        /// The file.
        of: Listed,
        /// Its hash now.
        sha256: String,
        /// Nothing is left in it.
        empty: bool,
    },
    /// A file of evidence is gone.
    Lost {
        /// The file, as the list has it.
        of: Listed,
        /// The removal that holds it, where the trash has it.
        removal: Option<String>,
    },
    /// A file in an artifact's folder that its list does not name.
    Added {
        /// Id of the artifact.
        artifact: String,
        /// The file, below the portfolio.
        file: RelPath,
        /// No file of its kind is missing there, so that it is none of those.
        sure: bool,
    },
}

/// A file that an artifact's list of evidence names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Listed {
    /// Id of the artifact.
    pub artifact: String,
    /// Id of the item.
    pub evidence: String,
    /// The key of the item that names it.
    pub key: &'static str,
    /// Where the list says that it is, below the portfolio.
    pub file: RelPath,
}

impl News {
    /// Whether it says of this text that it is a copy.
    #[must_use]
    pub fn is_of(&self, text: &RelPath) -> bool {
        match self {
            Self::Copy(copy) => copy.path == *text,
            Self::Twin(twin) => text.is_below(&twin.folder),
            _ => false,
        }
    }

    /// Whether nobody need look at it first: what is proposed loses nothing, and is no guess.
    #[must_use]
    pub fn is_sure(&self) -> bool {
        match self {
            Self::Copy(copy) => matches!(copy.way, Way::Same | Way::Merge),
            Self::Twin(twin) => twin.same && twin.is_copy,
            Self::Renamed { sure, .. }
            | Self::Elsewhere { sure, .. }
            | Self::Added { sure, .. } => *sure,
            Self::Changed { empty, .. } => !empty,
            Self::Lost { .. } => false,
        }
    }
}

/// What there is to put in order now. Reads copies of texts, and of other files only those that a missing one may be, and
/// each once as long as it stands.
#[must_use]
pub fn news(files: &dyn Vfs, hashes: &Hashes, reading: &Reading) -> Vec<News> {
    let scan = scan(files);
    let artifacts = &reading.portfolio.artifacts;
    let evidence = artifacts.iter().flat_map(|artifact| {
        let files = artifact.header.evidence.iter().flat_map(Evidence::files);
        files.map(|(_, path)| artifact.resolve(path))
    });
    let copies = copies(files, hashes, &scan, &evidence.collect());
    let is_copy = |path: &RelPath| copies.iter().any(|copy| copy.path == *path);
    let evidence = evidence::news(files, hashes, &scan, reading, &is_copy);
    let twins = twins(files, hashes, &scan, reading).into_iter().map(News::Twin);
    copies.iter().cloned().map(News::Copy).chain(twins).chain(evidence).collect()
}

/// Builds the change that does what is proposed; `None` where somebody has to choose first.
///
/// # Errors
/// As of the verb it is made by.
pub fn answer(
    files: &dyn Vfs,
    reading: &Reading,
    news: &News,
) -> Result<Option<Change>, VerbError> {
    Ok(Some(match news {
        News::Copy(copy) => match copy.way {
            Way::Same => remove_copy(copy),
            Way::Merge => merge_copy(files, copy, None)?,
            Way::Instead => use_copy(files, copy)?,
            Way::Choose | Way::Beside => return Ok(None),
        },
        News::Twin(twin) => return twins::apart(files, reading, twin),
        News::Renamed { of, to, sure } => evidence::renamed(files, reading, of, to, *sure)?,
        News::Elsewhere { of, at, sha256, .. } => {
            let (from, to) = (at.clone(), of.file.clone());
            let step = Step::Move { from, to, expect: Some(*sha256) };
            Change { label: "mend", steps: vec![step] }
        }
        News::Changed { empty: true, .. } => return Ok(None),
        News::Changed { of, sha256, .. } => {
            set_evidence(files, reading, &of.artifact, &of.evidence, |item| {
                item.sha256 = Some(sha256.clone());
            })?
        }
        News::Lost { removal: Some(key), .. } => trash::put_back(files, key)?.0,
        News::Lost { of, .. } => evidence::unlisted(files, reading, of)?,
        News::Added { artifact, file, .. } => list_file(files, reading, artifact, file)?,
    }))
}
