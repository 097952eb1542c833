//! Wire types: what the interface gets, in camelCase, built from the domain's types. `ui/src/backend/bindings.ts` is
//! generated from them; a test fails when it is stale (`cargo xtask bindings` writes it).

mod artifact_page;
mod artifacts;
mod away;
mod criteria;
mod criterion_page;
mod edit;
mod finding;
mod handing_in;
mod help;
mod keeping;
mod made;
mod merge;
mod overview;
mod pace;
mod pack;
mod past;
mod plan;
mod plan_edit;
mod private;
mod rehearsal;
mod search;
mod settings;
mod solution;
mod start;
mod viewable;

pub use self::viewable::{NotMadeOf, UnshownFile, ViewableOffer, ViewablesMade, unshown_files};
pub use artifact_page::{
    ArtifactPage, Beside, EvidenceItem, MakerLine, PersonLine, RightLine, artifact_page,
};
pub use artifacts::{ArtifactCard, Picture, artifact_card, artifacts, picture};
pub(crate) use away::away_item;
pub use away::{AwayItem, AwayKind};
pub use criteria::{CriterionArtifact, CriterionRow, CriterionState, criteria, criterion_row};
pub use criterion_page::{
    CheckItem, CriterionPage, PinWords, RoleWord, Similar, criterion_page, similar,
};
pub use edit::{
    ArtifactFields, CriterionFields, Done, Edit, EvidenceFields, LogWords, Saved, SettingsFields,
    TextOf,
};
pub use finding::{Finding, FindingSubject, findings, package_findings, packing_findings};
pub use handing_in::{HandInEdit, HandInFile, HandInLine, HandInList, HandInOutcome, HandInPage};
pub use help::{HelpLink, HelpPage, help};
pub use keeping::{
    Apart, ApartFile, BackupOutcome, ChosenPackage, DiskUse, Keeping, LastBackup, RehearsalOutcome,
    RestoreOutcome, apart,
};
pub use made::{
    BundleChange, BundleChangeKind, BundleVerdict, EarlierBundle, WaivedMark, bundle_change, waived,
};
pub use merge::{CopyApart, FieldApart, Merged, TextPiece};
pub(crate) use merge::{copy_apart, merged};
pub use overview::{
    ArtifactFigures, CriteriaFigures, DueFigures, FindingFigures, Overview, overview,
};
pub use pace::{NextChoice, PaceChart, PacePoint, ReadinessFigures, TakenOff, next_work};
pub use pack::{PackOutcome, PackPlace, PackRequest, PackStep};
pub use past::{EarlierText, RemovedItem, TextPast, VersionOrigin, earlier_texts, removed_item};
pub use plan::{
    BlockLine, BlockPart, CalendarWritten, CourseDocument, CoursePlan, CourseStepLine, DueStep,
    LapseFigures, OutcomeFacts, PlanPage, StageFigures, TaskLine, WeekPlan, plan,
};
pub use plan_edit::{
    CourseLinkLine, CourseStepFields, ExtensionLine, PauseLine, PlanFields, SlotLine,
};
pub use private::{PrivateFile, PrivateState, private_files};
pub use rehearsal::{BundleRehearsal, RehearsalStep};
pub use search::{Found, Hit, hit};
pub use settings::{PortfolioSettings, portfolio_settings};
pub use solution::{HangingOn, SetMember, Solution, solution};
pub use start::{
    Chosen, LooseFolder, LooseGroup, NewPortfolio, Programme, Recent, StartPage, folder_title,
    loose_folder, programmes,
};

use artifolio_core::markdown;
use artifolio_workspace::error::ReadOnly;
use serde::Serialize;
use ts_rs::TS;

use crate::desk::Open;

/// The portfolio that is open.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Opened {
    /// Which opening of this process it is: whoever writes says it.
    pub opening: u32,
    /// Its folder, to be shown.
    pub path: String,
    /// The folder's name.
    pub title: String,
    /// Why it can only be read, as a code of the catalogue; `null` when it can be changed.
    pub read_only: Option<String>,
}

/// The portfolio that is open, as the window shows it.
#[must_use]
pub fn opened(open: &Open) -> Opened {
    let folder = open.workspace.root();
    let read_only = open.workspace.read_only().map(|why| match why {
        ReadOnly::Newer(_) => "read-only-newer".to_owned(),
        ReadOnly::DataFolder => "read-only-data-folder".to_owned(),
        ReadOnly::HalfDone => "read-only-half-done".to_owned(),
        ReadOnly::Asked => "locked".to_owned(),
    });
    let (path, title) = (folder.display().to_string(), folder_title(folder));
    Opened { opening: open.number, path, title, read_only }
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

/// A text as readers will see it, below the page's own headings; without pictures, which have their place beside it.
#[must_use]
pub fn reading(text: &str) -> String {
    let options = markdown::RenderOptions { under: 2, ..markdown::RenderOptions::default() };
    markdown::render(text, &options)
}

/// What a text is saved against: another text has another.
#[must_use]
pub fn revision(text: &str) -> String {
    artifolio_workspace::durable::Sha256::of(text.as_bytes()).to_string()
}

#[cfg(test)]
mod tests;
