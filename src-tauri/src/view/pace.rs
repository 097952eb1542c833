//! Figures of how far a portfolio is: the pace, readiness, and what is best done now.

use artifolio_core::plan::next::{Choice, next};
use artifolio_core::plan::outlook::Outlook;
use artifolio_core::plan::pace::{Forecast, Pace};
use artifolio_core::plan::words;
use artifolio_core::profile::Work;
use serde::Serialize;
use ts_rs::TS;

use super::TaskLine;
use super::plan::task_line;
use crate::desk::Seen;

/// Done against plan.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct PaceChart {
    /// First day of the line.
    pub start: String,
    /// Its last day.
    pub finish_by: String,
    /// Criteria there are.
    pub total: u32,
    /// Criteria answered.
    pub done: u32,
    /// Criteria that the line has reached today.
    pub planned: u32,
    /// Criteria a week that lead to the end in time, in tenths; `null` when that day is past.
    pub needed_tenths: Option<u32>,
    /// What was answered on days.
    pub seen: Vec<PacePoint>,
    /// What the own pace says: nothing where too little is known.
    #[ts(type = "\"done\" | \"too-little\" | \"range\"")]
    pub forecast: &'static str,
    /// Whole weeks that this rests on.
    pub weeks: u32,
    /// The day on which the better weeks would be through.
    pub early: Option<String>,
    /// The day on which the others would be; `null`: they say nothing.
    pub late: Option<String>,
}

/// What was answered on a day.
#[derive(Debug, Clone, Serialize, TS)]
pub struct PacePoint {
    /// The day.
    pub date: String,
    /// Criteria answered.
    pub done: u32,
}

impl PaceChart {
    pub(super) fn of(pace: &Pace) -> Self {
        let (forecast, weeks, early, late) = match pace.forecast {
            Forecast::Done => ("done", 0, None, None),
            Forecast::TooLittle { weeks } => ("too-little", weeks, None, None),
            Forecast::Range { early, late, weeks } => ("range", weeks, Some(early), late),
        };
        Self {
            start: pace.start.to_string(),
            finish_by: pace.finish_by.to_string(),
            total: pace.total,
            done: pace.done,
            planned: pace.planned,
            needed_tenths: pace.needed_tenths,
            seen: pace
                .seen
                .iter()
                .map(|point| PacePoint { date: point.date.to_string(), done: point.done })
                .collect(),
            forecast,
            weeks,
            early: early.map(|day| day.to_string()),
            late: late.map(|day| day.to_string()),
        }
    }
}

/// Readiness, and where the rest of it went.
#[derive(Debug, Clone, Serialize, TS)]
pub struct ReadinessFigures {
    /// 0 to 10000.
    pub hundredths: u32,
    /// What each rule takes off, most first.
    pub taken: Vec<TakenOff>,
}

/// What a rule takes off.
#[derive(Debug, Clone, Serialize, TS)]
pub struct TakenOff {
    /// Rule id.
    pub rule: String,
    /// What the first of its findings says.
    pub message: String,
    /// Its findings.
    pub findings: u32,
    /// In hundredths.
    pub hundredths: u32,
}

impl ReadinessFigures {
    pub(super) fn of(seen: &Seen, found: &Outlook) -> Self {
        let message = |rule: &str| {
            let first = seen.report.findings.iter().find(|finding| finding.rule == rule);
            first.map_or_else(String::new, |f| seen.catalogue.spoken(f, "").message)
        };
        let taken = found.readiness.taken.iter().map(|taken| TakenOff {
            rule: taken.rule.to_owned(),
            message: message(taken.rule),
            findings: taken.findings,
            hundredths: taken.hundredths,
        });
        Self { hundredths: found.readiness.hundredths, taken: taken.collect() }
    }
}

/// Something to do now.
#[derive(Debug, Clone, Serialize, TS)]
pub struct NextChoice {
    /// What kind of work.
    #[ts(type = "TaskLine[\"work\"]")]
    pub work: Work,
    /// As one line.
    pub title: String,
    /// Minutes it takes.
    pub minutes: u32,
    /// It is more than the time there is.
    pub begins: bool,
    /// What it brings, in hundredths of readiness.
    pub gain: u32,
    /// The pieces of work, in order.
    pub tasks: Vec<TaskLine>,
}

/// What is best done in so many minutes.
#[must_use]
pub fn next_work(seen: &Seen, found: &Outlook, minutes: u32) -> Vec<NextChoice> {
    let choices = if found.standing.plans() { next(&found.tasks, minutes) } else { Vec::new() };
    let line = |choice: Choice| NextChoice {
        work: choice.work,
        title: match choice.tasks[..] {
            [one] => task_line(&found.tasks[one], seen).title,
            _ => words::kind(choice.work, choice.tasks.len(), &seen.catalogue),
        },
        minutes: choice.minutes,
        begins: choice.begins,
        gain: found.readiness.worth(choice.points),
        tasks: choice.tasks.iter().map(|at| task_line(&found.tasks[*at], seen)).collect(),
    };
    choices.into_iter().map(line).collect()
}
