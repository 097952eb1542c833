//! Viewable copies go into the portfolio: beside the evidence that they are of, and into its list.

use std::sync::Arc;

use artifolio_core::artifact::{Artifact, Evidence};
use artifolio_core::path::RelPath;
use artifolio_core::source::Vfs;

use super::import::{Names, Source, join, split};
use super::verbs::{artifact, set_artifact};
use super::{Change, Content, Outside, Step};
use crate::error::VerbError;
use crate::inspect::inspect;
use crate::read::Reading;
use crate::viewable::{Outcome, Unshown, is_shown};

/// Between the name of a file and the extension of its copy.
const WORD: &str = ".viewable.";

/// The change that brings copies in.
#[derive(Debug, Clone)]
pub struct Copies {
    /// To be applied; without a step where there is nothing to do.
    pub change: Change,
    /// The new copies, below the workspace, each with the ids of artifact and evidence that it is of.
    pub made: Vec<Added>,
}

/// A copy that is brought in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Added {
    /// Id of the artifact.
    pub artifact: String,
    /// Id of the item.
    pub evidence: String,
    /// The copy, below the workspace.
    pub path: RelPath,
}

/// Brings in the copies that were made. One whose original is not what it was, or has a copy by now, is left out; those of
/// one file lie there once.
///
/// # Errors
/// When an artifact's header cannot be edited.
pub fn viewable_copies(
    files: &Arc<dyn Vfs>,
    reading: &Reading,
    outcomes: &[Outcome],
) -> Result<Copies, VerbError> {
    let change = Change { label: "viewable-copies", steps: Vec::new() };
    let mut copies = Copies { change, made: Vec::new() };
    for artifact in &reading.portfolio.artifacts {
        let of_it = outcomes.iter().filter(|o| o.artifact == artifact.header.id.as_str());
        let mut names = Names::within(&**files, &artifact.folder);
        let mut named: Vec<(&str, RelPath, &str)> = Vec::new();
        for outcome in of_it {
            let Ok(copy) = &outcome.copy else { continue };
            let item = item(artifact, &outcome.evidence);
            let unshown = item.and_then(|item| Unshown::of(reading, artifact, item));
            if unshown.is_none_or(|item| item.facts.sha256 != outcome.of_sha256) {
                continue;
            }
            let known = named.iter().find(|(_, _, of)| *of == outcome.of_sha256);
            let name = match known {
                Some((_, name, _)) => name.clone(),
                None => {
                    let name = names.free(&called(&outcome.file, copy.extension))?;
                    let from = Outside {
                        vfs: Arc::clone(files),
                        path: artifact.resolve(&outcome.file),
                        size: copy.bytes.len() as u64,
                        sha256: copy.sha256,
                        content: Content::Made(Arc::clone(&copy.bytes)),
                    };
                    let to = join(&artifact.folder, name.as_str());
                    copies.change.steps.push(Step::Import { from, to });
                    name
                }
            };
            named.push((&outcome.evidence, name, &outcome.of_sha256));
        }
        copies.list(&**files, reading, artifact, &named)?;
    }
    Ok(copies)
}

impl Copies {
    /// Has the items name their copies.
    fn list(
        &mut self,
        files: &dyn Vfs,
        reading: &Reading,
        artifact: &Artifact,
        named: &[(&str, RelPath, &str)],
    ) -> Result<(), VerbError> {
        if named.is_empty() {
            return Ok(());
        }
        let id = artifact.header.id.as_str();
        let listed = set_artifact(files, reading, id, self.change.label, |header| {
            for (evidence, name, _) in named {
                let mut items = header.evidence.iter_mut();
                if let Some(item) = items.find(|item| item.id.as_str() == *evidence) {
                    item.viewable = Some(name.clone());
                }
            }
        })?;
        self.change.steps.extend(listed.steps);
        self.made.extend(named.iter().map(|(evidence, name, _)| Added {
            artifact: id.to_owned(),
            evidence: (*evidence).to_owned(),
            path: artifact.resolve(name),
        }));
        Ok(())
    }
}

/// Brings in a copy that the learner made: a file from outside becomes the copy of an item. One that it named
/// stays where it is, as a file that no item names.
///
/// # Errors
/// [`VerbError::UnknownArtifact`]; [`VerbError::UnknownEvidence`]; [`VerbError::NotViewable`] for a file that browsers do not
/// show either; when the header cannot be edited.
pub fn add_viewable(
    files: &dyn Vfs,
    reading: &Reading,
    (artifact_id, evidence): (&str, &str),
    source: &Source,
) -> Result<Change, VerbError> {
    let artifact = artifact(reading, artifact_id)?;
    let unknown = || VerbError::UnknownEvidence(evidence.to_owned());
    let item = item(artifact, evidence).ok_or_else(unknown)?;
    let of = item.file.as_ref().ok_or_else(unknown)?;
    let Source { file, name } = source;
    let unreadable = |source| VerbError::Unreadable { path: name.clone(), source };
    let facts = inspect(&*file.vfs, &file.path).map_err(unreadable)?;
    if !is_shown(&facts, &name.extension()) {
        return Err(VerbError::NotViewable(name.clone()));
    }
    let within = Names::within(files, &artifact.folder).free(&called(of, &name.extension()))?;
    let to = join(&artifact.folder, within.as_str());
    let mut steps = vec![Step::Import { from: file.clone(), to }];
    let listed = set_artifact(files, reading, artifact_id, "viewable-copies", |header| {
        let mut items = header.evidence.iter_mut();
        if let Some(item) = items.find(|item| item.id.as_str() == evidence) {
            item.viewable = Some(within);
        }
    })?;
    steps.extend(listed.steps);
    Ok(Change { label: listed.label, steps })
}

fn item<'a>(artifact: &'a Artifact, id: &str) -> Option<&'a Evidence> {
    artifact.header.evidence.iter().find(|item| item.id.as_str() == id)
}

/// `scan.viewable.png` for `scan.tif`, in the same folder.
fn called(file: &RelPath, extension: &str) -> RelPath {
    let (stem, _) = split(file.name());
    join(&file.parent(), &format!("{stem}{WORD}{extension}"))
}

#[cfg(test)]
mod tests;
