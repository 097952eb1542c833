//! Changes as the interface asks for them, and what it hears back. A field that is absent stays as it is.

use artifolio_core::artifact::ArtifactState;
use artifolio_core::criterion::EntryStatus;
use artifolio_core::message::Catalogue;
use artifolio_workspace::log::Log;
use serde::{Deserialize, Deserializer, Serialize};
use ts_rs::TS;

use super::{
    CheckItem, CourseStepFields, ExtensionLine, FindingSubject, MakerLine, PersonLine, PlanFields,
    RightLine, RoleWord,
};

/// Which text.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(tag = "kind", rename_all = "lowercase")]
pub enum TextOf {
    /// A contextualization, or the reflection.
    Criterion {
        /// Its key.
        id: String,
    },
    /// The reflection on an artifact.
    Artifact {
        /// Its id.
        id: String,
    },
}

/// A change of the portfolio; each is one step of undo. Artifacts, criteria and evidence are named by their ids. `was` is
/// what the writer's words are written over, as they saw it: where something else stands by now, nothing is changed.
#[expect(missing_docs, reason = "the fields are called what they are")]
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum Edit {
    /// Attaches an artifact, or gives it another role.
    Attach { criterion: String, artifact: String, role: RoleWord },
    /// Takes an artifact off a criterion.
    Detach { criterion: String, artifact: String },
    /// Changes a criterion's entry.
    Criterion {
        key: String,
        set: CriterionFields,
        #[serde(default)]
        #[ts(optional, as = "Option<CriterionFields>")]
        was: CriterionFields,
    },
    /// Makes an artifact.
    NewArtifact { title: String, planned: bool, link: Option<String>, text: String },
    /// Changes an artifact's header.
    Artifact {
        id: String,
        set: ArtifactFields,
        #[serde(default)]
        #[ts(optional, as = "Option<ArtifactFields>")]
        was: ArtifactFields,
    },
    /// Moves an artifact to the trash.
    RemoveArtifact { id: String },
    /// Numbers artifacts in this order.
    Order { ids: Vec<String> },
    /// Adds evidence on the web.
    AddLink { artifact: String, link: String },
    /// Changes an item of evidence.
    Evidence {
        artifact: String,
        id: String,
        set: EvidenceFields,
        #[serde(default)]
        #[ts(optional, as = "Option<EvidenceFields>")]
        was: EvidenceFields,
    },
    /// Takes an item off; its files go to the trash.
    RemoveEvidence { artifact: String, id: String },
    /// Takes a file that stands beside an item off it; it goes to the trash.
    RemoveBeside { artifact: String, id: String, key: String },
    /// Makes a file of the artifact's folder evidence.
    ListFile { artifact: String, file: String },
    /// Marks a finding "checked, doesn't apply".
    Waive { rule: String, subject: FindingSubject, reason: String },
    /// Takes that mark off again.
    Unwaive { rule: String, subject: FindingSubject },
    /// Changes `portfolio.toml`.
    Settings {
        set: SettingsFields,
        #[serde(default)]
        #[ts(optional, as = "Option<SettingsFields>")]
        was: SettingsFields,
    },
    /// Changes `plan.toml`.
    Plan {
        set: PlanFields,
        #[serde(default)]
        #[ts(optional, as = "Option<PlanFields>")]
        was: PlanFields,
    },
    /// Moves the course, and all that was written for its steps, to another first day; empty: none.
    CourseStart {
        start: String,
        #[serde(default)]
        #[ts(optional, as = "Option<String>")]
        was: Option<String>,
    },
    /// Changes what is known of a step of the course, or makes one of the learner's own.
    CourseStep {
        key: String,
        set: CourseStepFields,
        #[serde(default)]
        #[ts(optional, as = "Option<CourseStepFields>")]
        was: CourseStepFields,
    },
    /// Takes away what is known of a step.
    RemoveCourseStep { key: String },
    /// Replaces the extensions.
    Extensions { extensions: Vec<ExtensionLine>, was: Vec<ExtensionLine> },
    /// Moves a document of the programme to the trash.
    RemoveDocument { path: String },
}

/// Fields of a criterion's entry.
#[derive(Debug, Clone, Default, Deserialize, TS)]
#[serde(default, rename_all = "camelCase")]
#[ts(optional_fields)]
pub struct CriterionFields {
    /// How far it is.
    #[ts(optional, type = "\"open\" | \"drafted\" | \"ready\"")]
    pub status: Option<EntryStatus>,
    /// Left open knowingly.
    pub empty_on_purpose: Option<bool>,
    /// 0, 1, or `null` for not judged.
    #[serde(deserialize_with = "said")]
    #[ts(optional, type = "number | null")]
    pub self_score: Option<Option<u8>>,
    /// Private note.
    pub note: Option<String>,
    /// The whole checklist.
    pub checklist: Option<Vec<CheckItem>>,
}

/// Fields of an artifact's header.
#[derive(Debug, Clone, Default, Deserialize, TS)]
#[serde(default, rename_all = "camelCase")]
#[ts(optional_fields)]
pub struct ArtifactFields {
    /// Title.
    pub title: Option<String>,
    /// How far it is.
    #[ts(optional, type = "\"planned\" | \"drafted\" | \"ready\"")]
    pub state: Option<ArtifactState>,
    /// Lesson, student work …
    pub kind: Option<String>,
    /// Empty: not said.
    pub made: Option<String>,
    /// Empty: not said.
    pub until: Option<String>,
    /// For whom.
    pub audience: Option<String>,
    /// What it is.
    pub summary: Option<String>,
    /// The candidate's part.
    pub my_part: Option<String>,
    /// Private note.
    pub note: Option<String>,
    /// All co-makers.
    pub makers: Option<Vec<MakerLine>>,
    /// All people shown.
    pub people: Option<Vec<PersonLine>>,
    /// All redaction still to do.
    pub redact: Option<Vec<String>>,
    /// All others' material.
    pub rights: Option<Vec<RightLine>>,
}

/// Fields of an item of evidence.
#[derive(Debug, Clone, Default, Deserialize, TS)]
#[serde(default, rename_all = "camelCase")]
#[ts(optional_fields)]
pub struct EvidenceFields {
    /// Caption.
    pub caption: Option<String>,
    /// Text alternative.
    pub alt: Option<String>,
    /// No text alternative is needed.
    pub decorative: Option<bool>,
    /// `YYYY-MM-DD`; empty: never.
    pub checked: Option<String>,
}

/// Fields of `portfolio.toml`. A date is `YYYY-MM-DD`; empty: not known.
#[derive(Debug, Clone, Default, Deserialize, TS)]
#[serde(default, rename_all = "camelCase")]
#[ts(optional_fields)]
pub struct SettingsFields {
    /// The candidate's name.
    pub name: Option<String>,
    /// For file names.
    pub family_name: Option<String>,
    /// Job title.
    pub title: Option<String>,
    /// Short description of the role.
    pub role: Option<String>,
    /// Teaches a class.
    pub classroom: Option<bool>,
    /// Who "the students" are otherwise.
    pub students: Option<String>,
    /// The learner's own word for students.
    pub learners: Option<String>,
    /// Language of the bundle.
    pub language: Option<String>,
    /// Id of the programme.
    pub profile: Option<String>,
    /// Date of the bundle.
    pub prepared_on: Option<String>,
    /// End of the cohort's course.
    pub course_end: Option<String>,
    /// The learner's own completion.
    pub own_completion: Option<String>,
    /// What ISTE or the provider told.
    pub official_due: Option<String>,
    /// What is not said to be somebody else's is the candidate's own work.
    pub own_work: Option<bool>,
    /// Help of AI tools, in the candidate's words.
    pub ai_help: Option<String>,
}

/// Tells `null` from absent.
pub(super) fn said<'de, T, D>(deserializer: D) -> Result<Option<Option<T>>, D::Error>
where
    T: Deserialize<'de>,
    D: Deserializer<'de>,
{
    Option::deserialize(deserializer).map(Some)
}

/// What undo and redo would do next, in words.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, TS)]
pub struct LogWords {
    /// What can be taken back.
    pub undo: Option<String>,
    /// What can be done again.
    pub redo: Option<String>,
    /// The change that made the folder a portfolio was taken back: nothing is open any more.
    pub closed: bool,
}

impl LogWords {
    /// Says what the log would do.
    #[must_use]
    pub fn of(log: &Log, words: &Catalogue) -> Self {
        let say = |label: &str| words.plain(&format!("change_{}", label.replace('-', "_")));
        Self { undo: log.next_undo().map(say), redo: log.next_redo().map(say), closed: false }
    }
}

/// A change was made and is on the disk.
#[derive(Debug, Clone, Serialize, TS)]
pub struct Done {
    /// What undo would do now.
    pub log: LogWords,
    /// Id of the artifact that was made.
    pub id: Option<String>,
}

/// A text is on the disk.
#[derive(Debug, Clone, Serialize, TS)]
pub struct Saved {
    /// What the next save is made against.
    pub revision: String,
    /// What undo would do now.
    pub log: LogWords,
}
