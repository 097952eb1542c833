//! Wire types: what the interface gets, in camelCase, built from the domain's types. `ui/src/backend/bindings.ts` is
//! generated from them; a test fails when it is stale (`cargo xtask bindings` writes it).

mod artifact_page;
mod artifacts;
mod criteria;
mod criterion_page;
mod edit;
mod finding;
mod overview;
mod pack;

pub use artifact_page::{
    ArtifactPage, EvidenceItem, MakerLine, PersonLine, RightLine, artifact_page,
};
pub use artifacts::{ArtifactCard, Picture, artifact_card, artifacts, picture};
pub use criteria::{CriterionArtifact, CriterionRow, CriterionState, criteria, criterion_row};
pub use criterion_page::{
    CheckItem, CriterionPage, PinWords, RoleWord, Similar, criterion_page, similar,
};
pub use edit::{
    ArtifactFields, CriterionFields, Done, Edit, EvidenceFields, LogWords, Saved, SettingsFields,
    TextOf,
};
pub use finding::{Finding, FindingSubject, findings};
pub use overview::{
    ArtifactFigures, CriteriaFigures, DueFigures, FindingFigures, Overview, overview,
};
pub use pack::{PackOutcome, PackPhase, PackRequest, PackStep};

use serde::Serialize;
use ts_rs::TS;

/// The portfolio that is open.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Opened {
    /// Its folder, to be shown.
    pub path: String,
    /// The folder's name.
    pub title: String,
    /// Why it can only be read, as a code of the catalogue; `null` when it can be changed.
    pub read_only: Option<String>,
}

/// What could not be done.
#[derive(Debug, Clone, Serialize, TS)]
pub struct Failure {
    /// Stable code (docs/codes.md).
    pub code: String,
    /// What happened and what is safe.
    pub message: String,
    /// What to do.
    pub hint: String,
}

impl From<artifolio_core::failure::Failure> for Failure {
    fn from(failure: artifolio_core::failure::Failure) -> Self {
        let artifolio_core::failure::Failure { code, params: _, message, hint } = failure;
        Self { code, message, hint }
    }
}

/// What a text is saved against: another text has another.
#[must_use]
pub fn revision(text: &str) -> String {
    artifolio_workspace::durable::Sha256::of(text.as_bytes()).to_string()
}

#[cfg(test)]
mod tests;
