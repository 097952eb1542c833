//! The interface's types are those of this build.
#![allow(
    clippy::disallowed_methods,
    reason = "the test compares and writes a file of the repository"
)]

use std::path::Path;

use ts_rs::{Config, TS};

use super::*;
use crate::menu::MenuItem;
use crate::preferences::{Preferences, Theme, Width};

const HEAD: &str = "// Generated from src-tauri/src/view by `cargo xtask bindings`; a test fails when it is stale.\n\n";

macro_rules! declared {
    ($($name:ty),* $(,)?) => {
        fn declarations() -> Vec<String> {
            vec![$(<$name as TS>::decl(&Config::default())),*]
        }
    };
}

declared!(
    Opened,
    Failure,
    FindingSubject,
    Finding,
    DueFigures,
    ArtifactFigures,
    CriteriaFigures,
    FindingFigures,
    Overview,
    CriterionState,
    CriterionArtifact,
    CriterionRow,
    Picture,
    ArtifactCard,
    CheckItem,
    PinWords,
    Similar,
    RoleWord,
    CriterionPage,
    MakerLine,
    PersonLine,
    RightLine,
    ViewableOffer,
    UnshownFile,
    SetMember,
    HangingOn,
    Solution,
    NotMadeOf,
    Beside,
    EvidenceItem,
    ArtifactPage,
    TextOf,
    CriterionFields,
    ArtifactFields,
    EvidenceFields,
    SettingsFields,
    Edit,
    LogWords,
    Done,
    ViewablesMade,
    Saved,
    HandInPage,
    HandInFile,
    HandInEdit,
    HandInList,
    HandInLine,
    HandInOutcome,
    PackRequest,
    PackStep,
    PackOutcome,
    PackPlace,
    Recent,
    Programme,
    StartPage,
    NewPortfolio,
    LooseGroup,
    LooseFolder,
    ChosenPackage,
    Chosen,
    LastBackup,
    DiskUse,
    Keeping,
    BackupOutcome,
    Apart,
    ApartFile,
    RehearsalOutcome,
    RestoreOutcome,
    Theme,
    Width,
    Preferences,
    PortfolioSettings,
    DueStep,
    StageFigures,
    LapseFigures,
    PlanPage,
    CalendarWritten,
    CoursePlan,
    CourseStepLine,
    CourseDocument,
    CourseLinkLine,
    CourseStepFields,
    PlanFields,
    SlotLine,
    PauseLine,
    ExtensionLine,
    WeekPlan,
    TaskLine,
    BlockLine,
    BlockPart,
    OutcomeFacts,
    PaceChart,
    PacePoint,
    ReadinessFigures,
    TakenOff,
    NextChoice,
    WaivedMark,
    EarlierBundle,
    BundleVerdict,
    RehearsalStep,
    BundleRehearsal,
    BundleChangeKind,
    BundleChange,
    Found,
    Hit,
    TextPiece,
    Merged,
    FieldApart,
    CopyApart,
    AwayKind,
    AwayItem,
    VersionOrigin,
    EarlierText,
    TextPast,
    RemovedItem,
    PrivateState,
    PrivateFile,
    HelpLink,
    HelpPage,
    MenuItem,
);

fn bindings() -> String {
    let all = declarations().into_iter().map(|one| format!("export {one}"));
    format!("{HEAD}{}\n", all.collect::<Vec<_>>().join("\n\n"))
}

#[test]
fn bindings_are_fresh() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("ui/src/backend/bindings.ts");
    let now = bindings();
    if std::env::var_os("ARTIFOLIO_WRITE_BINDINGS").is_some() {
        std::fs::write(&path, &now).unwrap();
    }
    let committed = std::fs::read_to_string(&path).unwrap();
    assert_eq!(committed, now, "stale: cargo xtask bindings");
}
