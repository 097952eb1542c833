//! The course on the calendar: what its form says, moved to the cohort's first day, corrected by what the learner wrote.

use chrono::{Days, NaiveDate};
use serde::Serialize;

use super::{Plan, StepNote};
use crate::portfolio::Portfolio;
use crate::profile::{CourseForm, Profile, StepKind};

/// The course on the calendar.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Timeline {
    /// Key of its form.
    pub form: String,
    /// First day of week 1.
    pub start: NaiveDate,
    /// Last day of the cohort's course.
    pub end: NaiveDate,
    /// Weeks that it has.
    pub weeks: u32,
    /// First and last day on which a learner may end it who is faster or slower.
    pub slack: [NaiveDate; 2],
    /// Its steps, by first day, then by last.
    pub steps: Vec<Step>,
}

/// One step of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Step {
    /// Key of the form, or the learner's own.
    pub key: String,
    /// What it is.
    pub kind: StepKind,
    /// Which of its kind.
    pub number: Option<u32>,
    /// Its name; empty where it has none.
    pub title: String,
    /// First day.
    pub from: NaiveDate,
    /// Last day.
    pub to: NaiveDate,
    /// Least and most minutes, where they are known.
    pub minutes: Option<[u32; 2]>,
    /// Nobody has to be there.
    pub optional: bool,
    /// What the learner wrote of it.
    pub note: StepNote,
}

/// How a course stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum CourseState {
    /// Nothing is known of its days.
    Unknown,
    /// It has not begun.
    Before,
    /// It is going on.
    Running,
    /// Its last day is past; no result was told.
    Ended,
    /// Passed.
    Passed,
    /// Its result does not reach the pass mark.
    NotPassed,
    /// The learner left it.
    Unfinished,
}

/// The form of a learner's course; `None` when the profile has no such form.
#[must_use]
pub fn form<'p>(plan: &'p Plan, profile: &'p Profile) -> Option<(&'p str, &'p CourseForm)> {
    let own = plan.course.form.as_deref();
    let known = |key: &&str| profile.form.contains_key(*key);
    let key = own.filter(known).unwrap_or(&profile.course.form);
    Some((key, profile.form.get(key)?))
}

/// The cohort's last day: as it was told, else where the form puts it from the first day.
#[must_use]
pub fn course_end(portfolio: &Portfolio, profile: &Profile) -> Option<NaiveDate> {
    portfolio.settings.dates.course_end.or_else(|| {
        let length = length(form(&portfolio.plan, profile)?.1)?;
        portfolio.plan.course.start?.checked_add_days(Days::new(length - 1))
    })
}

/// The first day of week 1: as it was told, else where the form puts it from the last day.
#[must_use]
pub fn course_start(portfolio: &Portfolio, profile: &Profile) -> Option<NaiveDate> {
    portfolio.plan.course.start.or_else(|| {
        let length = length(form(&portfolio.plan, profile)?.1)?;
        portfolio.settings.dates.course_end?.checked_sub_days(Days::new(length - 1))
    })
}

/// Days; `None` for a form without weeks.
fn length(form: &CourseForm) -> Option<u64> {
    Some(u64::from(form.weeks) * 7).filter(|days| *days > 0)
}

/// The course on the calendar; `None` as long as neither its first nor its last day is known, or it lies beyond the calendar.
#[must_use]
pub fn timeline(portfolio: &Portfolio, profile: &Profile) -> Option<Timeline> {
    let (key, form) = form(&portfolio.plan, profile)?;
    let (start, end) = (course_start(portfolio, profile)?, course_end(portfolio, profile)?);
    let slack = Days::new(u64::from(form.slack_weeks) * 7);
    let notes = &portfolio.plan.course.step;
    let of_form = form.step.iter().filter_map(|(key, rule)| {
        let note = notes.get(key).cloned().unwrap_or_default();
        let title = if note.title.is_empty() { &rule.title } else { &note.title };
        let from = note.from.or_else(|| moved(start, rule.from.into()))?;
        // What the learner says begins later does not end before it begins.
        let to = note.to.or_else(|| moved(from, i64::from(rule.to) - i64::from(rule.from)))?;
        Some(Step {
            key: key.clone(),
            kind: rule.kind,
            number: rule.number,
            title: title.clone(),
            from,
            to: to.max(from),
            minutes: rule.minutes,
            optional: rule.optional,
            note,
        })
    });
    let own = notes.iter().filter(|(key, _)| !form.step.contains_key(*key));
    let own = own.filter_map(|(key, note)| {
        let from = note.from.or(note.to)?;
        Some(Step {
            key: key.clone(),
            kind: StepKind::Own,
            number: None,
            title: note.title.clone(),
            from,
            to: note.to.unwrap_or(from).max(from),
            minutes: None,
            optional: false,
            note: note.clone(),
        })
    });
    let mut steps: Vec<Step> = of_form.chain(own).collect();
    steps.sort_by(|a, b| (a.from, a.to, &a.key).cmp(&(b.from, b.to, &b.key)));
    let slack = [end.checked_sub_days(slack)?, end.checked_add_days(slack)?];
    Some(Timeline { form: key.to_owned(), start, end, weeks: form.weeks, slack, steps })
}

impl Timeline {
    /// The week of the course that a day lies in, from 1; `None` before and after it.
    #[must_use]
    pub fn week(&self, day: NaiveDate) -> Option<u32> {
        let days = u32::try_from(day.signed_duration_since(self.start).num_days()).ok()?;
        (day <= self.end).then_some(days / 7 + 1)
    }
}

/// How the course stands on a day.
#[must_use]
pub fn state(portfolio: &Portfolio, profile: &Profile, today: NaiveDate) -> CourseState {
    let course = &portfolio.plan.course;
    if course.unfinished {
        return CourseState::Unfinished;
    }
    let rule = &profile.course;
    let passed = course.result.points.map(|points| points >= rule.pass);
    let passed = passed.or_else(|| course.result.percent.map(|percent| percent >= rule.percent));
    match passed {
        Some(true) => return CourseState::Passed,
        Some(false) => return CourseState::NotPassed,
        None => {}
    }
    let start = course_start(portfolio, profile);
    // What lies before the first day is told and not used, as for the due date.
    let fits = |day: &NaiveDate| start.is_none_or(|start| *day >= start);
    let own = portfolio.settings.dates.own_completion.filter(fits);
    match (start, own.or_else(|| course_end(portfolio, profile).filter(fits))) {
        (_, Some(end)) if end < today => CourseState::Ended,
        (Some(start), _) if today < start => CourseState::Before,
        (Some(_), _) => CourseState::Running,
        (None, _) => CourseState::Unknown,
    }
}

/// By how many days the course moves when it gets another first day: from the one that was told; from the reckoned one only where
/// the told end would otherwise lie before the new first day, since a first day that is told late does not move an end that was
/// told right.
#[must_use]
pub fn moves_by(portfolio: &Portfolio, profile: &Profile, start: Option<NaiveDate>) -> i64 {
    let Some(new) = start else { return 0 };
    let told = portfolio.plan.course.start;
    let end = portfolio.settings.dates.course_end;
    let reckoned = course_start(portfolio, profile).filter(|_| end.is_some_and(|end| end < new));
    told.or(reckoned).map_or(0, |old| new.signed_duration_since(old).num_days())
}

/// A day so many days later; `None` beyond the calendar.
#[must_use]
pub fn moved(day: NaiveDate, days: i64) -> Option<NaiveDate> {
    day.checked_add_signed(chrono::TimeDelta::try_days(days)?)
}

impl Plan {
    /// The plan with another first day of the course: every day that the learner wrote for a step moves by so many days. Days on
    /// which something happened stay.
    #[must_use]
    pub fn starting(&self, start: Option<NaiveDate>, days: i64) -> Self {
        let mut plan = self.clone();
        if days != 0 {
            for note in plan.course.step.values_mut() {
                for day in [&mut note.from, &mut note.to] {
                    *day = day.and_then(|day| moved(day, days));
                }
            }
        }
        plan.course.start = start;
        plan
    }
}
