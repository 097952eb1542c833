//! What a programme says of the course before the portfolio, and of how long work on the portfolio takes.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// The course before the portfolio.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CourseRule {
    /// Key of the form that a learner's course has who says nothing else.
    pub form: String,
    /// Points there are.
    pub points: u32,
    /// Points to pass.
    pub pass: u32,
    /// Percent to pass, where no points are told.
    pub percent: u32,
}

/// One form of the course. Days are counted from the first day of week 1, which is 0.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CourseForm {
    /// Weeks.
    pub weeks: u32,
    /// Weeks that a learner may be faster or slower.
    pub slack_weeks: u32,
    /// Its steps, by key.
    pub step: BTreeMap<String, StepRule>,
}

/// One step of a course.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StepRule {
    /// What it is.
    pub kind: StepKind,
    /// Which of its kind.
    #[serde(default)]
    pub number: Option<u32>,
    /// Its name, where it has one.
    #[serde(default)]
    pub title: String,
    /// First day.
    pub from: i32,
    /// Last day.
    pub to: i32,
    /// Least and most minutes, where they are known.
    #[serde(default)]
    pub minutes: Option<[u32; 2]>,
    /// Nobody has to be there.
    #[serde(default)]
    pub optional: bool,
}

/// What a step of a course is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum StepKind {
    /// A test or questionnaire.
    Assessment,
    /// A meeting on the web.
    Session,
    /// A day in one room.
    FaceToFace,
    /// A module.
    Module,
    /// A short meeting in between.
    CheckIn,
    /// The last meeting.
    Celebration,
    /// The learner's own.
    Own,
}

/// A kind of work on the portfolio, in the order in which it is done best: what others must answer first, what rests on all else
/// last.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Work {
    /// Getting a consent.
    Consent,
    /// Collecting and describing an artifact that is not there.
    Artifact,
    /// Writing the reflection on an artifact.
    ArtifactReflection,
    /// Attaching artifacts to criteria.
    Attaching,
    /// Writing the contextualization of a criterion.
    Contextualization,
    /// Writing the reflection, criterion 1.
    Reflection,
    /// Writing a text alternative.
    AltText,
    /// Taking out what should not be told.
    Privacy,
    /// Everything else that a check asks for.
    Mending,
    /// Asking somebody to read it.
    Feedback,
    /// Making the package and handing it in.
    HandingIn,
    /// None: it is mended with something else.
    None,
}
