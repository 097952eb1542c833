//! Changes of the plan as the interface asks for them. A field that is absent stays as it is; an empty date is none.

use artifolio_core::plan::{Verdict, Weekday};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::edit::said;

/// Fields of `plan.toml`.
#[derive(Debug, Clone, Default, Deserialize, TS)]
#[serde(default, rename_all = "camelCase")]
#[ts(optional_fields)]
pub struct PlanFields {
    /// Key of the course's form.
    pub form: Option<String>,
    /// Name of the cohort.
    pub cohort: Option<String>,
    /// Who gives the course.
    pub provider: Option<String>,
    /// Who leads it.
    pub facilitator: Option<String>,
    /// The learner left before its end.
    pub unfinished: Option<bool>,
    /// Points of the course's result.
    #[serde(deserialize_with = "said")]
    #[ts(optional, type = "number | null")]
    pub points: Option<Option<u32>>,
    /// Percent of it.
    #[serde(deserialize_with = "said")]
    #[ts(optional, type = "number | null")]
    pub percent: Option<Option<u32>>,
    /// When it was told.
    pub result_on: Option<String>,
    /// The document that shows it; empty: none.
    pub proof: Option<String>,
    /// All pages of the programme.
    pub links: Option<Vec<CourseLinkLine>>,
    /// All times of the week.
    pub slots: Option<Vec<SlotLine>>,
    /// All pauses.
    pub pauses: Option<Vec<PauseLine>>,
    /// The day by which all should be finished.
    pub finish_by: Option<String>,
    /// Days between that day and the due date, where no day was chosen.
    #[serde(deserialize_with = "said")]
    #[ts(optional, type = "number | null")]
    pub slack_days: Option<Option<u32>>,
    /// Days before a date on which the calendar rings.
    pub days_before: Option<Vec<u32>>,
    /// Minutes before a time of work at which it rings.
    #[serde(deserialize_with = "said")]
    #[ts(optional, type = "number | null")]
    pub minutes_before: Option<Option<u32>>,
    /// The day somebody else had read it.
    pub feedback: Option<String>,
    /// The day it was handed in.
    pub submitted: Option<String>,
    /// What the reviewers said.
    #[serde(deserialize_with = "said")]
    #[ts(optional, type = "\"certified\" | \"not-yet\" | null")]
    pub result: Option<Option<Verdict>>,
    /// The day they said it.
    pub outcome_on: Option<String>,
    /// Last day of the certification, as it was told.
    pub lapses: Option<String>,
}

/// Fields of a step of the course.
#[derive(Debug, Clone, Default, Deserialize, TS)]
#[serde(default, rename_all = "camelCase")]
#[ts(optional_fields)]
pub struct CourseStepFields {
    /// Its name; empty: the form's.
    pub title: Option<String>,
    /// First day; empty: where the form puts it.
    pub from: Option<String>,
    /// Last day; empty: where the form puts it.
    pub to: Option<String>,
    /// This cohort has no such step.
    pub left_out: Option<bool>,
    /// The day it was done.
    pub done: Option<String>,
    /// Was there; `null`: not said.
    #[serde(deserialize_with = "said")]
    #[ts(optional, type = "boolean | null")]
    pub attended: Option<Option<bool>>,
    /// Minutes it took.
    #[serde(deserialize_with = "said")]
    #[ts(optional, type = "number | null")]
    pub minutes: Option<Option<u32>>,
    /// Address of the meeting.
    pub link: Option<String>,
}

/// A page of the programme.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct CourseLinkLine {
    /// What it is.
    pub title: String,
    /// Its address on the web.
    pub address: String,
}

/// A time of the week.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct SlotLine {
    /// Which day.
    #[ts(
        type = "\"monday\" | \"tuesday\" | \"wednesday\" | \"thursday\" | \"friday\" | \"saturday\" | \"sunday\""
    )]
    pub day: Weekday,
    /// `HH:MM`; empty: some time that day.
    pub at: String,
    /// How long.
    pub minutes: u32,
}

/// Days without work.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct PauseLine {
    /// First day.
    pub from: String,
    /// Last day.
    pub to: String,
    /// Why.
    pub note: String,
}

/// An extension.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ExtensionLine {
    /// When it was granted; empty: not said.
    pub granted: String,
    /// The new due date; empty: not said.
    pub due: String,
    /// Private note.
    pub note: String,
}
