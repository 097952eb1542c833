//! Viewable copies and posters go into the portfolio: beside the evidence that they are of, and into its list.

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
use crate::viewable::{Outcome, Shape, is_shown};

/// What the change is for.
const LABEL: &str = "viewable-copies";

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
    /// What it is.
    pub shape: Shape,
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
    let posters = outcomes.iter().all(|o| o.shape == Shape::Poster);
    let change = Change { label: if posters { "posters" } else { LABEL }, steps: Vec::new() };
    let mut copies = Copies { change, made: Vec::new() };
    for artifact in &reading.portfolio.artifacts {
        let of_it = outcomes.iter().filter(|o| o.artifact == artifact.header.id.as_str());
        let mut names = Names::within(&**files, &artifact.folder);
        let mut named: Vec<(&Outcome, RelPath)> = Vec::new();
        for outcome in of_it {
            let Ok(copy) = &outcome.copy else { continue };
            let lacks = |item: &Evidence| {
                item.files().all(|(key, _)| key != outcome.shape.key())
                    && item.files().any(|(_, path)| *path == outcome.source)
            };
            let source = reading.portfolio.files.get(&artifact.resolve(&outcome.source));
            if !item(artifact, &outcome.evidence).is_some_and(lacks)
                || source.is_none_or(|facts| facts.sha256 != outcome.of_sha256)
            {
                continue;
            }
            let same = |o: &Outcome| o.of_sha256 == outcome.of_sha256 && o.shape == outcome.shape;
            let name = match named.iter().find(|(before, _)| same(before)) {
                Some((_, name)) => name.clone(),
                None => {
                    let called = called(&outcome.file, outcome.shape.key(), copy.extension);
                    let name = names.free(&called)?;
                    let from = Outside {
                        vfs: Arc::clone(files),
                        path: artifact.resolve(&outcome.source),
                        size: copy.bytes.len() as u64,
                        sha256: copy.sha256,
                        content: Content::Made(Arc::clone(&copy.bytes)),
                    };
                    let to = join(&artifact.folder, name.as_str());
                    copies.change.steps.push(Step::Import { from, to });
                    name
                }
            };
            named.push((outcome, name));
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
        named: &[(&Outcome, RelPath)],
    ) -> Result<(), VerbError> {
        if named.is_empty() {
            return Ok(());
        }
        let id = artifact.header.id.as_str();
        let listed = set_artifact(files, reading, id, self.change.label, |header| {
            for (outcome, name) in named {
                let mut items = header.evidence.iter_mut();
                if let Some(item) = items.find(|item| item.id.as_str() == outcome.evidence) {
                    item.name_file(outcome.shape.key(), Some(name.clone()));
                }
            }
        })?;
        self.change.steps.extend(listed.steps);
        self.made.extend(named.iter().map(|(outcome, name)| Added {
            artifact: id.to_owned(),
            evidence: outcome.evidence.clone(),
            shape: outcome.shape,
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
    let called = called(of, "viewable", &name.extension());
    let within = Names::within(files, &artifact.folder).free(&called)?;
    let to = join(&artifact.folder, within.as_str());
    let mut steps = vec![Step::Import { from: file.clone(), to }];
    let listed = set_artifact(files, reading, artifact_id, LABEL, |header| {
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
fn called(file: &RelPath, key: &str, extension: &str) -> RelPath {
    let (stem, _) = split(file.name());
    join(&file.parent(), &format!("{stem}.{key}.{extension}"))
}

#[cfg(test)]
mod tests;
