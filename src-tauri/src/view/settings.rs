//! What `portfolio.toml` says: the person, the programme, and the dates with how the due date was reckoned.

use artifolio_core::deadline::{self, Basis, Step};
use serde::Serialize;
use ts_rs::TS;

use super::{DueFigures, Programme, overview, programmes};
use crate::desk::Seen;

/// The person and the programme.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct PortfolioSettings {
    /// Why changes of other programs are seen late (`remote`, `limit`, `refused`); `null` where they are seen at once.
    pub polled: Option<String>,
    /// The candidate's name.
    pub name: String,
    /// For file names.
    pub family_name: String,
    /// Job title.
    pub title: String,
    /// Short description of the role.
    pub role: String,
    /// Teaches a class.
    pub classroom: bool,
    /// Who "the students" are otherwise.
    pub students: String,
    /// The learner's own word for students.
    pub learners: String,
    /// Language of the bundle.
    pub language: String,
    /// Id of the programme.
    pub profile: String,
    /// What is not said to be somebody else's is the candidate's own work.
    pub own_work: bool,
    /// Help of AI tools, in the candidate's words.
    pub ai_help: String,
    /// Those that can be chosen, and the one in use.
    pub programmes: Vec<Programme>,
}

/// One date that was considered.
#[derive(Debug, Clone, Serialize, TS)]
pub struct DueStep {
    /// Where it comes from.
    #[ts(type = "\"cohort\" | \"own\" | \"official\" | \"extension\"")]
    pub basis: Basis,
    /// The day it was reckoned from; `null` for a date that was told.
    pub start: Option<String>,
    /// The due date it gives.
    pub date: String,
    /// The month is too short for the day: its last day counts.
    pub clamped: bool,
    /// It is the one that counts.
    pub counts: bool,
}

/// The dates.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct PlanPage {
    /// The day the figures are reckoned from.
    pub today: String,
    /// End of the cohort's course.
    pub course_end: Option<String>,
    /// The learner's own completion.
    pub own_completion: Option<String>,
    /// What ISTE or the provider told.
    pub official_due: Option<String>,
    /// Date a bundle carries.
    pub prepared_on: Option<String>,
    /// Months from a course's end to the due date.
    pub months: u32,
    /// Days to the cautious date.
    pub cautious_days: u32,
    /// The due date; `null` without any date.
    pub due: Option<DueFigures>,
    /// All dates considered.
    pub steps: Vec<DueStep>,
}

/// The person and the programme.
#[must_use]
pub fn portfolio_settings(seen: &Seen, polled: Option<&str>) -> PortfolioSettings {
    let (settings, profile) = (&seen.reading.portfolio.settings, &seen.reading.profile);
    let mut programmes = programmes();
    if !programmes.iter().any(|one| one.id == settings.profile) {
        // A programme of the learner's own stands in the portfolio's profile.toml.
        programmes.push(Programme {
            id: settings.profile.clone(),
            name: profile.name.clone(),
            edition: profile.edition.clone(),
            example: String::new(),
        });
    }
    PortfolioSettings {
        polled: polled.map(str::to_owned),
        name: settings.name.clone(),
        family_name: settings.family_name.clone(),
        title: settings.title.clone(),
        role: settings.role.clone(),
        classroom: settings.classroom,
        students: settings.students.clone(),
        learners: settings.learners.clone(),
        language: settings.language.clone(),
        profile: settings.profile.clone(),
        own_work: settings.statement.own_work,
        ai_help: settings.statement.ai_help.clone(),
        programmes,
    }
}

/// The dates.
#[must_use]
pub fn plan(seen: &Seen) -> PlanPage {
    let (settings, profile) = (&seen.reading.portfolio.settings, &seen.reading.profile);
    let due = deadline::due(settings, profile);
    let day = |date: Option<chrono::NaiveDate>| date.map(|date| date.to_string());
    let dates = &settings.dates;
    let steps = due.as_ref().map_or(&[][..], |due| &due.steps);
    let counts = |step: &Step| {
        due.as_ref().is_some_and(|due| (step.basis, step.date) == (due.basis, due.date))
    };
    PlanPage {
        today: seen.today.to_string(),
        course_end: day(dates.course_end),
        own_completion: day(dates.own_completion),
        official_due: day(dates.official_due),
        prepared_on: day(settings.prepared_on),
        months: profile.due.months,
        cautious_days: profile.due.cautious_days,
        steps: steps
            .iter()
            .map(|step| DueStep {
                basis: step.basis,
                start: day(step.start),
                date: step.date.to_string(),
                clamped: step.clamped,
                counts: counts(step),
            })
            .collect(),
        due: due.map(|due| overview::due_figures(&due, seen.today)),
    }
}
