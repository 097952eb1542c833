//! Copies that any browser shows, of evidence that it does not show, and posters of films and documents.

use artifolio_core::artifact::{Artifact, Evidence};
use artifolio_core::message::Catalogue;
use artifolio_workspace::viewable::{NotMade, Shape, Tools, Unshown};
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

/// What came of making a copy.
#[derive(Debug, Clone, Default, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ViewableMade {
    /// It lies in the portfolio; `null` when none was made.
    pub done: Option<Done>,
    /// It shows the first of several pages.
    pub first_page: bool,
    /// Why none was made, in words; `null` too when it was stopped.
    pub reason: Option<String>,
}

impl ViewableMade {
    pub(crate) fn not_made(why: NotMade, words: &Catalogue) -> Self {
        let key = format!("reason_viewable_{}", why.name().replace('-', "_"));
        Self { done: None, first_page: false, reason: Some(words.plain(&key)) }
    }
}

/// What is offered; `None` where browsers show the file or it has a copy, and where only a poster is missing that nothing here
/// can make.
pub(super) fn offer(
    seen: &Seen,
    artifact: &Artifact,
    evidence: &Evidence,
) -> Option<ViewableOffer> {
    let item = Unshown::of(&seen.reading, artifact, evidence)?;
    // Looked for anew: it may have been installed a moment ago.
    let by = item.maker(&Tools::among(&seen.programs)).map(|maker| maker.name());
    if item.shape == Shape::Poster && by.is_none() {
        return None;
    }
    Some(ViewableOffer { shape: item.shape.name(), by })
}
