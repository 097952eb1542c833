//! Where in its life a portfolio stands on a day: before the course, in it, in its months, handed in, certified.

use chrono::{Datelike as _, Months, NaiveDate};
use serde::Serialize;

use super::Verdict;
use super::course::{self, CourseState, Timeline, timeline};
use crate::deadline::{Basis, Due, Step, due};
use crate::portfolio::Portfolio;
use crate::profile::Profile;

/// Where a portfolio stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Stage {
    /// Neither the course's days nor a due date are known.
    Undated,
    /// The clock says a day that is past by what was written down: nothing is reckoned from it.
    ClockBehind,
    /// The course has not begun.
    Before,
    /// The course is going on.
    Course,
    /// The time for the portfolio.
    Portfolio,
    /// At most seven days are left.
    LastWeek,
    /// The due date is today.
    LastDay,
    /// The due date is past.
    Past,
    /// Handed in; no answer yet.
    Submitted,
    /// The reviewers said: not yet.
    NotYet,
    /// Certified.
    Certified,
}

/// Where a portfolio stands on a day, with the figures of that.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Standing {
    /// Where it stands.
    pub stage: Stage,
    /// How the course stands.
    pub course: CourseState,
    /// The course on the calendar.
    pub timeline: Option<Timeline>,
    /// The due date; none while the clock is wrong.
    pub due: Option<Due>,
    /// Which month of the portfolio's time it is, from 1; `None` outside of it and where the due date was only told.
    pub month: Option<u32>,
    /// When the certification ends.
    pub lapse: Option<Lapse>,
    /// The latest day that something is written down for, when the clock says an earlier one.
    pub clock_behind: Option<NaiveDate>,
}

/// The end of a certification.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Lapse {
    /// Its last day.
    pub date: NaiveDate,
    /// It was told, not reckoned.
    pub told: bool,
    /// The day from which the learner is reminded.
    pub remind: NaiveDate,
}

/// Days before the due date that are its last week.
const LAST_WEEK_DAYS: i64 = 7;

/// Where a portfolio stands on a day.
#[must_use]
pub fn standing(portfolio: &Portfolio, profile: &Profile, today: NaiveDate) -> Standing {
    let timeline = timeline(portfolio, profile);
    let clock_behind = latest(portfolio).filter(|latest| is_behind(today, *latest));
    // Nothing is reckoned from a day that is wrong.
    let due = due(portfolio, profile).filter(|_| clock_behind.is_none());
    let mut standing = Standing {
        stage: Stage::Undated,
        course: course::state(portfolio, profile, today),
        month: due.as_ref().and_then(|due| month(due, today)),
        lapse: lapse(portfolio, profile),
        timeline,
        due,
        clock_behind,
    };
    standing.stage = stage(portfolio, &standing, today);
    standing
}

fn stage(portfolio: &Portfolio, standing: &Standing, today: NaiveDate) -> Stage {
    let outcome = &portfolio.plan.outcome;
    match (standing.clock_behind, outcome.result, outcome.submitted) {
        (Some(_), ..) => return Stage::ClockBehind,
        (_, Some(Verdict::Certified), _) => return Stage::Certified,
        (_, Some(Verdict::NotYet), again)
            if again.zip(outcome.on).is_none_or(|(again, on)| again <= on) =>
        {
            return Stage::NotYet;
        }
        (_, _, Some(_)) => return Stage::Submitted,
        (None, _, None) => {}
    }
    match standing.course {
        CourseState::Before => return Stage::Before,
        CourseState::Running => return Stage::Course,
        _ => {}
    }
    match standing.due.as_ref().map(|due| due.days_left(today)) {
        None => Stage::Undated,
        Some(days) if days < 0 => Stage::Past,
        Some(0) => Stage::LastDay,
        Some(days) if days <= LAST_WEEK_DAYS => Stage::LastWeek,
        Some(_) => Stage::Portfolio,
    }
}

/// The latest day on which something happened, by what is written down.
fn latest(portfolio: &Portfolio) -> Option<NaiveDate> {
    let (plan, settings) = (&portfolio.plan, &portfolio.settings);
    let steps = plan.course.step.values().filter_map(|note| note.done);
    let granted = settings.dates.extensions.iter().filter_map(|extension| extension.granted);
    let waived = settings.waived.iter().filter_map(|waived| waived.on);
    let outcome = &plan.outcome;
    let told = [plan.course.result.on, outcome.feedback, outcome.submitted, outcome.on];
    steps.chain(granted).chain(waived).chain(told.into_iter().flatten()).max()
}

/// A day may be written down east of the date line, and read west of it.
fn is_behind(today: NaiveDate, latest: NaiveDate) -> bool {
    latest.signed_duration_since(today).num_days() > 1
}

fn month(due: &Due, today: NaiveDate) -> Option<u32> {
    let reckoned =
        |step: &&Step| !step.too_early && matches!(step.basis, Basis::Cohort | Basis::Own);
    let start = due.steps.iter().filter(reckoned).filter_map(|step| step.start).min()?;
    if today <= start || today > due.date {
        return None;
    }
    let months = (today.year() - start.year()) * 12 + today.month0() as i32 - start.month0() as i32;
    let months = u32::try_from(months).ok()?;
    let whole = start.checked_add_months(Months::new(months)).is_some_and(|day| day < today);
    Some(if whole { months + 1 } else { months })
}

fn lapse(portfolio: &Portfolio, profile: &Profile) -> Option<Lapse> {
    let outcome = &portfolio.plan.outcome;
    if outcome.result != Some(Verdict::Certified) {
        return None;
    }
    let years = Months::new(profile.due.lapse_years.saturating_mul(12));
    let date = outcome.lapses.or_else(|| outcome.on?.checked_add_months(years))?;
    let notice = Months::new(profile.due.lapse_notice_months);
    let remind = date.checked_sub_months(notice).unwrap_or(date);
    Some(Lapse { date, told: outcome.lapses.is_some(), remind })
}

impl Standing {
    /// Whether the due date is that of an extension.
    #[must_use]
    pub fn extended(&self) -> bool {
        self.due.as_ref().is_some_and(|due| due.basis == Basis::Extension)
    }

    /// Whether there is work on the portfolio to plan from this day on.
    #[must_use]
    pub fn plans(&self) -> bool {
        !matches!(self.stage, Stage::ClockBehind | Stage::Submitted | Stage::Certified)
    }
}
