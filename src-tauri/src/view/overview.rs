//! The figures of the first screen, and the next thing to do.

use artifolio_core::coverage;
use artifolio_core::deadline::{Basis, Due};
use artifolio_core::finding::Severity;
use artifolio_core::plan::calendar::{Exported, knows_due};
use artifolio_core::plan::outlook::Outlook;
use chrono::NaiveDate;
use serde::Serialize;
use ts_rs::TS;

use super::plan::{block_line, stage_figures};
use super::{BlockLine, Finding, PaceChart, ReadinessFigures, StageFigures};
use crate::desk::Seen;

/// The first screen.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Overview {
    /// The candidate's name.
    pub name: String,
    /// The programme's name.
    pub programme: String,
    /// The day the figures are reckoned from.
    pub today: String,
    /// Where the portfolio stands.
    pub stage: StageFigures,
    /// How far it is.
    pub readiness: ReadinessFigures,
    /// Done against plan; `null` without a due date.
    pub pace: Option<PaceChart>,
    /// The next time of work; `null` where none is planned.
    pub next_block: Option<BlockLine>,
    /// There is a due date that no calendar made on this machine has.
    pub offer_calendar: bool,
    /// Due date; `null` without a course end.
    pub due: Option<DueFigures>,
    /// Artifacts.
    pub artifacts: ArtifactFigures,
    /// Criteria.
    pub criteria: CriteriaFigures,
    /// Findings by severity.
    pub findings: FindingFigures,
    /// The gravest findings, at most four: the next thing to do, and what comes after it. All of them can be thousands.
    pub gravest: Vec<Finding>,
}

/// Due date.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct DueFigures {
    /// `YYYY-MM-DD`.
    pub date: String,
    /// What it rests on.
    #[ts(type = "\"cohort\" | \"own\" | \"official\" | \"extension\"")]
    pub basis: Basis,
    /// The cautious earlier date.
    pub cautious: String,
    /// Days until then; negative when past.
    #[ts(type = "number")]
    pub days_left: i64,
}

/// Artifacts.
#[derive(Debug, Clone, Serialize, TS)]
pub struct ArtifactFigures {
    /// Existing ones.
    pub count: u32,
    /// Those without a required finding.
    pub ready: u32,
    /// Least the programme asks for.
    pub min: u32,
    /// Most it takes.
    pub max: u32,
}

/// Criteria.
#[derive(Debug, Clone, Serialize, TS)]
pub struct CriteriaFigures {
    /// Covered.
    pub covered: u32,
    /// All.
    pub total: u32,
    /// Points to pass.
    pub pass: u32,
    /// Judged by the learner to earn the point.
    pub earned: u32,
    /// Judged at all.
    pub judged: u32,
}

/// Findings by severity.
#[derive(Debug, Clone, Serialize, TS)]
pub struct FindingFigures {
    /// Refuse a final bundle.
    pub required: u32,
    /// Should be mended.
    pub recommended: u32,
    /// Worth a look.
    pub advice: u32,
}

/// A due date in figures.
#[must_use]
pub(super) fn due_figures(due: &Due, today: NaiveDate) -> DueFigures {
    DueFigures {
        date: due.date.to_string(),
        basis: due.basis,
        cautious: due.cautious.to_string(),
        days_left: due.days_left(today),
    }
}

/// Most findings that the first screen names.
const GRAVEST: usize = 4;

/// Builds the first screen.
#[must_use]
pub fn overview(seen: &Seen, found: &Outlook, exported: &Exported) -> Overview {
    let (portfolio, profile) = (&seen.reading.portfolio, &seen.reading.profile);
    let (coverage, due) = (&found.coverage, found.standing.due.as_ref());
    let count = |severity| u32::try_from(seen.report.count(severity)).unwrap_or(u32::MAX);
    let scores = profile
        .keys()
        .into_iter()
        .filter_map(|key| portfolio.criteria.get(key).and_then(|entry| entry.header.self_score));
    let scores: Vec<u8> = scores.collect();
    let judged = |which: &dyn Fn(u8) -> bool| {
        u32::try_from(scores.iter().filter(|&&score| which(score)).count()).unwrap_or(u32::MAX)
    };
    let ready = coverage::ready(portfolio, &seen.report.findings).len();
    Overview {
        name: portfolio.settings.name.clone(),
        programme: profile.name.clone(),
        today: seen.today.to_string(),
        stage: stage_figures(seen, found),
        readiness: ReadinessFigures::of(seen, found),
        pace: found.pace.as_ref().map(PaceChart::of),
        next_block: found
            .schedule
            .blocks
            .first()
            .map(|block| block_line(block, &found.tasks, seen)),
        offer_calendar: found.standing.plans()
            && due.is_some_and(|due| {
                due.days_left(seen.today) >= 0 && !knows_due(exported, portfolio, due.date)
            }),
        due: due.map(|due| due_figures(due, seen.today)),
        artifacts: ArtifactFigures {
            count: coverage.artifacts,
            ready: u32::try_from(ready).unwrap_or(u32::MAX),
            min: profile.artifacts.min,
            max: profile.artifacts.max,
        },
        criteria: CriteriaFigures {
            covered: coverage.covered,
            total: coverage.total,
            pass: coverage.pass,
            earned: judged(&|score| score == 1),
            judged: judged(&|_| true),
        },
        findings: FindingFigures {
            required: count(Severity::Required),
            recommended: count(Severity::Recommended),
            advice: count(Severity::Advice),
        },
        gravest: seen.speak(seen.report.findings.get(..GRAVEST).unwrap_or(&seen.report.findings)),
    }
}
