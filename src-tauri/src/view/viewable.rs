//! Copies that any browser shows, of evidence that it does not show, and posters of films and documents.

use artifolio_core::artifact::{Artifact, Evidence};
use artifolio_workspace::viewable::{Only, Outcome, Tools, Unshown, unshown};
use serde::Serialize;
use ts_rs::TS;

use super::Done;
use crate::desk::Seen;

/// What can be done for an item whose file browsers do not show, or that has no picture.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct ViewableOffer {
    /// What a copy would be.
    #[ts(type = "\"picture\" | \"pdf\" | \"video\" | \"poster\"")]
    pub shape: &'static str,
    /// Which program would make it; `null` where none on this machine can.
    pub by: Option<&'static str>,
}

/// A file that lacks a copy or a poster.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct UnshownFile {
    /// Id of its artifact.
    pub artifact: String,
    /// What that is called.
    pub title: String,
    /// Id of the item.
    pub evidence: String,
    /// The file, below the artifact's folder.
    pub file: String,
    /// What can be done.
    pub offer: ViewableOffer,
}

/// What came of making copies.
#[derive(Debug, Clone, Default, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ViewablesMade {
    /// They lie in the portfolio; `null` when none was made, as when that was stopped.
    pub done: Option<Done>,
    /// Of how many items one was made.
    pub made: u32,
    /// At least one shows the first of several pages.
    pub first_page: bool,
    /// Which were not made.
    pub failed: Vec<NotMadeOf>,
}

/// An item of which nothing was made.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct NotMadeOf {
    /// What its artifact is called.
    pub title: String,
    /// The file, below its artifact's folder.
    pub file: String,
    /// Why, in words.
    pub reason: String,
}

impl ViewablesMade {
    /// What was tried, before any of it lies in the portfolio. Nothing is said of a copy that has no poster of its own.
    pub(crate) fn tried(seen: &Seen, outcomes: &[Outcome]) -> Self {
        let mut tried = Self::default();
        let items =
            outcomes.chunk_by(|a, b| (&a.artifact, &a.evidence) == (&b.artifact, &b.evidence));
        for item in items {
            match item.iter().find_map(|outcome| outcome.copy.as_ref().ok()) {
                Some(copy) => {
                    tried.made += 1;
                    tried.first_page |= copy.first_page;
                }
                None => tried.failed.extend(item.first().and_then(|of| NotMadeOf::of(seen, of))),
            }
        }
        tried
    }
}

impl NotMadeOf {
    fn of(seen: &Seen, outcome: &Outcome) -> Option<Self> {
        let why = outcome.copy.as_ref().err()?;
        let artifact = seen.reading.portfolio.artifact(&outcome.artifact)?;
        let key = format!("reason_viewable_{}", why.name().replace('-', "_"));
        let (file, reason) = (outcome.file.to_string(), seen.catalogue.plain(&key));
        Some(Self { title: artifact.called().to_owned(), file, reason })
    }
}

/// All files that lack a copy, or a poster that can be made here.
#[must_use]
pub fn unshown_files(seen: &Seen) -> Vec<UnshownFile> {
    let tools = seen.tools();
    let items = unshown(&seen.reading, Only::default()).unwrap_or_default();
    let line = |item: &Unshown<'_>| {
        Some(UnshownFile {
            artifact: item.artifact.header.id.to_string(),
            title: item.artifact.called().to_owned(),
            evidence: item.evidence.id.to_string(),
            file: item.file.to_string(),
            offer: offered(item, &tools)?,
        })
    };
    items.iter().filter_map(line).collect()
}

/// What is offered of one item; `None` where browsers show the file or it has a copy, and where only a poster is missing that
/// nothing here can make.
pub(super) fn offer(
    seen: &Seen,
    artifact: &Artifact,
    evidence: &Evidence,
) -> Option<ViewableOffer> {
    let item = Unshown::of(&seen.reading, artifact, evidence)?;
    offered(&item, &seen.tools())
}

fn offered(item: &Unshown<'_>, tools: &Tools) -> Option<ViewableOffer> {
    let by = item.maker(tools).map(|maker| maker.name());
    item.is_told(tools).then(|| ViewableOffer { shape: item.shape.name(), by })
}
