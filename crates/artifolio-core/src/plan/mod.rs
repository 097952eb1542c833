//! `plan.toml`: the course, the learner's week, what was handed in and what came of it (docs/workspace.md); and what is
//! reckoned from it: [`course`] and [`stage`], the [`work`] that is left, its [`blocks`] in the learner's week, what is best
//! done [`next`], the [`pace`], and the [`calendar`]. Private as a whole.

pub mod blocks;
pub mod calendar;
pub mod course;
mod edit;
pub mod next;
pub mod outlook;
pub mod pace;
pub mod stage;
pub mod words;
pub mod work;

#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

use chrono::{NaiveDate, NaiveTime};
use serde::{Deserialize, Serialize};

use crate::day;
use crate::path::RelPath;

pub use edit::{edit_plan, read_plan};

/// `plan.toml`.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Plan {
    /// The course before the portfolio.
    pub course: Course,
    /// When the learner works, every week.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub slot: Vec<Slot>,
    /// Holidays and other days without work.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub pause: Vec<Pause>,
    /// When all should be finished.
    pub finish: Finish,
    /// How the calendar's alarms ring.
    pub calendar: Alarms,
    /// What was handed in, and what came of it.
    pub outcome: Outcome,
}

/// The course before the portfolio.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Course {
    /// Which form of the programme's course: a key of the profile's `[form]`; `None`: the profile's own.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub form: Option<String>,
    /// First day of week 1. Everything that is not said otherwise lies where the form puts it from there.
    #[serde(with = "day::maybe", skip_serializing_if = "Option::is_none")]
    pub start: Option<NaiveDate>,
    /// Name of the cohort.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub cohort: String,
    /// Who gives the course.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub provider: String,
    /// Who leads it.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub facilitator: String,
    /// The learner left before its end, and will not complete it.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub unfinished: bool,
    /// How it ended.
    pub result: CourseResult,
    /// What is known of single steps, by key of the form; other keys are steps of the learner's own.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub step: BTreeMap<String, StepNote>,
    /// The programme's pages on the web.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub link: Vec<CourseLink>,
}

/// How the course ended.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct CourseResult {
    /// Points, of as many as the profile says.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub points: Option<u32>,
    /// Percent, where the provider tells no points.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub percent: Option<u32>,
    /// When it was told.
    #[serde(with = "day::maybe", skip_serializing_if = "Option::is_none")]
    pub on: Option<NaiveDate>,
    /// A file that shows it, below the workspace's root.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub proof: Option<RelPath>,
}

/// What the learner knows of a step of the course.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct StepNote {
    /// Its name; empty: the form's.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub title: String,
    /// First day; `None`: where the form puts it.
    #[serde(with = "day::maybe", skip_serializing_if = "Option::is_none")]
    pub from: Option<NaiveDate>,
    /// Last day; `None`: where the form puts it.
    #[serde(with = "day::maybe", skip_serializing_if = "Option::is_none")]
    pub to: Option<NaiveDate>,
    /// This cohort has no such step.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub left_out: bool,
    /// The day it was done.
    #[serde(with = "day::maybe", skip_serializing_if = "Option::is_none")]
    pub done: Option<NaiveDate>,
    /// Was there; `None`: not said.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub attended: Option<bool>,
    /// Minutes it took, for the certificate of hours.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub minutes: Option<u32>,
    /// Address of the meeting.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub link: String,
}

/// A page of the programme.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct CourseLink {
    /// What it is.
    pub title: String,
    /// Its address on the web.
    pub address: String,
}

/// A time of the week that the learner keeps free for the portfolio.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Slot {
    /// Which day.
    pub day: Weekday,
    /// When it begins, on the clock of wherever the learner is; `None`: some time that day.
    #[serde(default, with = "clock_time", skip_serializing_if = "Option::is_none")]
    pub at: Option<NaiveTime>,
    /// How long.
    pub minutes: u32,
}

/// Shortest and longest time of a [`Slot`], in minutes.
pub const SLOT_MINUTES: std::ops::RangeInclusive<u32> = 10..=600;

impl Slot {
    /// How long it is, whatever a hand has written.
    #[must_use]
    pub fn length(&self) -> u32 {
        self.minutes.min(*SLOT_MINUTES.end())
    }
}

/// A day of the week.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[allow(missing_docs, reason = "days")]
pub enum Weekday {
    Monday,
    Tuesday,
    Wednesday,
    Thursday,
    Friday,
    Saturday,
    Sunday,
}

impl Weekday {
    /// Whether a date is such a day.
    #[must_use]
    pub fn is(self, date: NaiveDate) -> bool {
        use chrono::Datelike as _;
        date.weekday().num_days_from_monday() == self as u32
    }
}

/// Days without work.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Pause {
    /// First day.
    #[serde(with = "day")]
    pub from: NaiveDate,
    /// Last day.
    #[serde(with = "day")]
    pub to: NaiveDate,
    /// Why.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub note: String,
}

/// When all should be finished.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Finish {
    /// The day that the learner chose.
    #[serde(with = "day::maybe", skip_serializing_if = "Option::is_none")]
    pub by: Option<NaiveDate>,
    /// Days between that day and the due date, where no day was chosen; `None`: as the profile says.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub slack_days: Option<u32>,
}

/// How the calendar's alarms ring.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Alarms {
    /// Days before a date of the plan.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub days_before: Vec<u32>,
    /// Minutes before a time of work; `None`: none rings.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub minutes_before: Option<u32>,
}

/// What was handed in, and what came of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Outcome {
    /// The day somebody else had read it.
    #[serde(with = "day::maybe", skip_serializing_if = "Option::is_none")]
    pub feedback: Option<NaiveDate>,
    /// The day the portfolio was handed in.
    #[serde(with = "day::maybe", skip_serializing_if = "Option::is_none")]
    pub submitted: Option<NaiveDate>,
    /// What the reviewers said.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub result: Option<Verdict>,
    /// The day they said it: of a certification its first day.
    #[serde(with = "day::maybe", skip_serializing_if = "Option::is_none")]
    pub on: Option<NaiveDate>,
    /// Last day of the certification, where it was told.
    #[serde(with = "day::maybe", skip_serializing_if = "Option::is_none")]
    pub lapses: Option<NaiveDate>,
}

/// What the reviewers said.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Verdict {
    /// ISTE Certified Educator.
    Certified,
    /// Not yet: something has to be worked on.
    NotYet,
}

/// `HH:MM` on the clock.
mod clock_time {
    use chrono::NaiveTime;
    use serde::{Deserialize as _, Deserializer, Serializer, de::Error as _};

    const FORM: &str = "%H:%M";

    #[expect(clippy::ref_option, reason = "as serde calls it")]
    pub(super) fn serialize<S: Serializer>(
        at: &Option<NaiveTime>,
        to: S,
    ) -> Result<S::Ok, S::Error> {
        match at {
            Some(at) => to.collect_str(&at.format(FORM)),
            None => to.serialize_none(),
        }
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(
        from: D,
    ) -> Result<Option<NaiveTime>, D::Error> {
        let text = String::deserialize(from)?;
        let time = NaiveTime::parse_from_str(&text, FORM);
        time.map(Some).map_err(|_| D::Error::custom("a time is written HH:MM"))
    }
}
