//! What happened to a portfolio while nobody looked, each with the change that answers it: copies that sync services
//! made of files changed in two places, evidence that has another name by now, files that nobody listed, texts that were
//! written or deleted elsewhere.

mod copies;
mod since;

#[cfg(test)]
mod tests;

use artifolio_core::artifact::{Artifact, Evidence};
use artifolio_core::path::RelPath;
use artifolio_core::source::Vfs;

use crate::change::Change;
use crate::change::verbs::{list_file, set_evidence};
use crate::durable::Sha256;
use crate::error::VerbError;
use crate::hashes::Hashes;
use crate::read::Reading;
use crate::scan::scan;

use copies::copies;
pub use copies::{Apart, Chosen, Copy, Way, apart, merge_copy, remove_copy};
pub(crate) use since::since;
pub use since::{Since, What};

/// Something that can be put in order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum News {
    /// A sync service made a copy.
    Copy(Copy),
    /// A file of evidence has another name or place in its artifact's folder, with the bytes that were recorded.
    Renamed {
        /// Id of the artifact.
        artifact: String,
        /// Id of the item.
        evidence: String,
        /// Where the list says that it is, below the portfolio.
        from: RelPath,
        /// Where it is.
        to: RelPath,
    },
    /// A file in an artifact's folder that its list does not name.
    Added {
        /// Id of the artifact.
        artifact: String,
        /// The file, below the portfolio.
        file: RelPath,
    },
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
    let mut all: Vec<News> = Vec::new();
    for artifact in artifacts {
        let loose: Vec<&RelPath> = artifact.unlisted.iter().filter(|path| !is_copy(path)).collect();
        let renamed =
            renamed(files, hashes, artifact, &loose, &|path| scan.files.contains_key(path));
        let taken = |path: &RelPath| renamed.iter().any(|(_, _, to)| to == path);
        let id = artifact.header.id.to_string();
        all.extend(
            loose
                .iter()
                .filter(|path| !taken(path))
                .map(|path| News::Added { artifact: id.clone(), file: (*path).clone() }),
        );
        all.extend(renamed.iter().map(|(evidence, from, to)| News::Renamed {
            artifact: id.clone(),
            evidence: evidence.clone(),
            from: from.clone(),
            to: to.clone(),
        }));
    }
    copies.into_iter().map(News::Copy).chain(all).collect()
}

/// Evidence that is not where its list says, but is among `loose` with the bytes that were recorded.
fn renamed(
    files: &dyn Vfs,
    hashes: &Hashes,
    artifact: &Artifact,
    loose: &[&RelPath],
    is_there: &dyn Fn(&RelPath) -> bool,
) -> Vec<(String, RelPath, RelPath)> {
    let missing = artifact.header.evidence.iter().filter_map(|item| {
        let from = artifact.resolve(item.file.as_ref()?);
        let sha256: Sha256 = item.sha256.as_ref()?.parse().ok()?;
        (!is_there(&from)).then(|| (item.id.to_string(), from, sha256))
    });
    let missing: Vec<_> = missing.collect();
    if missing.is_empty() {
        return Vec::new();
    }
    // Bytes that cannot be read are nobody's.
    let here = loose.iter().filter(|path| files.stat(path).is_ok_and(|stat| !stat.cloud_only));
    let here: Vec<(&RelPath, Option<Sha256>)> =
        here.map(|path| (*path, hashes.of(files, path).ok().flatten())).collect();
    let found = missing.into_iter().filter_map(|(id, from, sha256)| {
        let (to, _) = here.iter().find(|(_, hash)| *hash == Some(sha256))?;
        Some((id, from, (*to).clone()))
    });
    found.collect()
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
            Way::Choose | Way::Beside => return Ok(None),
        },
        News::Renamed { artifact, evidence, to, .. } => {
            let folder = reading.portfolio.artifact(artifact).map(|artifact| &artifact.folder);
            let folder = folder.ok_or_else(|| VerbError::UnknownArtifact(artifact.clone()))?;
            let within = to.within(folder).expect("it was looked for in the folder");
            set_evidence(files, reading, artifact, evidence, |item| item.file = Some(within))?
        }
        News::Added { artifact, file } => list_file(files, reading, artifact, file)?,
    }))
}
