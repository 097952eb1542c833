//! Everything that is reckoned from a plan on one day.

use chrono::NaiveDate;

use super::blocks::{Schedule, schedule};
use super::pace::{Pace, Seen, pace};
use super::stage::{Standing, standing};
use super::work::{Learned, Task, tasks};
use crate::check::Report;
use crate::coverage::{Coverage, coverage};
use crate::portfolio::Portfolio;
use crate::profile::Profile;
use crate::readiness::{Readiness, readiness};

/// A portfolio's plan on one day.
#[derive(Debug, Clone, PartialEq)]
pub struct Outlook {
    /// Where it stands.
    pub standing: Standing,
    /// The work that is left.
    pub tasks: Vec<Task>,
    /// That work in the learner's week.
    pub schedule: Schedule,
    /// Done against plan; `None` without a due date, and where nothing is planned any more.
    pub pace: Option<Pace>,
    /// How far it is.
    pub readiness: Readiness,
    /// Which criteria it answers.
    pub coverage: Coverage,
}

/// Reckons it. `seen` is what was answered on days before, `learned` how long work took.
#[must_use]
pub fn outlook(
    portfolio: &Portfolio,
    profile: &Profile,
    report: &Report,
    (seen, learned): (&Seen, &Learned),
    today: NaiveDate,
) -> Outlook {
    let standing = standing(portfolio, profile, today);
    let tasks = tasks(portfolio, profile, report, learned);
    let schedule = schedule(&portfolio.plan, profile, &standing, &tasks, today);
    let coverage = coverage(portfolio, profile);
    let start = standing.timeline.as_ref().map(|timeline| timeline.end);
    let start = start.or_else(|| standing.due.as_ref()?.steps.iter().find_map(|step| step.start));
    let span = start.zip(schedule.finish_by).filter(|_| standing.plans());
    let pace = span
        .and_then(|(start, by)| pace(seen, [coverage.covered, coverage.total], [start, by], today));
    let readiness = readiness(portfolio, profile, report);
    Outlook { standing, tasks, schedule, pace, readiness, coverage }
}
