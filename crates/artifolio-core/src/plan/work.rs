//! The work that is left: what the findings ask for, the reading by somebody else, and handing in; each with the minutes
//! that it takes.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::artifact::Artifact;
use crate::check::Report;
use crate::finding::{Finding, Severity, Subject};
use crate::portfolio::Portfolio;
use crate::profile::{Profile, Work};
use crate::readiness;

/// One piece of work.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Task {
    /// What kind.
    pub work: Work,
    /// What it is about.
    pub subject: Subject,
    /// What it mends; `None` for what no check asks for.
    pub finding: Option<Finding>,
    /// Minutes it takes.
    pub minutes: u32,
    /// What it brings, in the units of [`readiness`].
    pub points: u32,
}

/// Minutes that texts took, by kind of work, the latest last. Kept on the machine.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Learned(BTreeMap<Work, Vec<Sample>>);

/// What one text took so far.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct Sample {
    of: String,
    minutes: u32,
    /// It has become a text: one that is only begun says nothing of how long one takes.
    done: bool,
}

/// Some minutes more that somebody wrote.
#[derive(Debug, Clone, Copy)]
pub struct Sitting<'a> {
    /// Which text, of all portfolios.
    pub of: &'a str,
    /// How long.
    pub minutes: u32,
    /// The text was empty before. Of one that was not, what it took until then is not known: it counts only when its beginning was
    /// noted.
    pub fresh: bool,
    /// Words that it has now.
    pub words: usize,
}

impl Learned {
    /// Texts of a kind that are kept.
    const KEPT: usize = 9;

    /// More is an editor that was left open, or no piece of work.
    const MOST: u32 = 600;

    /// Words from which something is a text: less than half of what a readable contextualization has.
    const WORDS: usize = 40;

    /// Notes a sitting.
    pub fn note(&mut self, work: Work, sitting: Sitting<'_>) {
        let Sitting { of, minutes, fresh, words } = sitting;
        let samples = self.0.entry(work).or_default();
        if samples.iter().all(|sample| sample.of != of) && fresh && minutes > 0 {
            samples.push(Sample { of: of.to_owned(), minutes: 0, done: false });
        }
        if let Some(sample) = samples.iter_mut().find(|sample| sample.of == of) {
            sample.minutes = sample.minutes.saturating_add(minutes).min(Self::MOST);
            sample.done = words >= Self::WORDS;
        }
        let over = samples.len().saturating_sub(Self::KEPT);
        samples.drain(..over);
    }

    /// Minutes of a kind: the middle of what the learner took and, twice, of what the profile says, so that one odd evening
    /// counts little.
    #[must_use]
    pub fn minutes(&self, work: Work, profile: &Profile) -> u32 {
        let said = profile.work.get(&work).copied().unwrap_or(0).min(Self::MOST);
        let samples = self.0.get(&work).into_iter().flatten().filter(|sample| sample.done);
        let mut all: Vec<u32> =
            [said, said].into_iter().chain(samples.map(|s| s.minutes)).collect();
        all.sort_unstable();
        let (low, high) = (all[(all.len() - 1) / 2], all[all.len() / 2]);
        u32::midpoint(low, high)
    }
}

/// The work that is left, in the order of doing it.
#[must_use]
pub fn tasks(
    portfolio: &Portfolio,
    profile: &Profile,
    report: &Report,
    learned: &Learned,
) -> Vec<Task> {
    let mut all: Vec<Task> = Vec::new();
    let new = |work, subject, finding: Option<&Finding>, points| {
        let minutes = learned.minutes(work, profile);
        Task { work, subject, finding: finding.cloned(), minutes, points }
    };
    for finding in &report.findings {
        let points = readiness::points(finding, profile);
        let subject = || finding.subject.clone();
        match work_of(finding, profile) {
            Work::None => {}
            Work::Artifact => {
                let missing = missing(portfolio, profile);
                let planned = portfolio.artifacts.iter().filter(|artifact| !artifact.exists());
                let planned = planned.map(|a: &Artifact| Subject::artifact(a.header.id.as_str()));
                let subjects = planned.chain(std::iter::repeat_with(subject));
                let tasks = subjects.take(missing as usize);
                all.extend(
                    tasks.map(|subject| new(Work::Artifact, subject, Some(finding), points)),
                );
                if missing == 0 {
                    all.push(new(Work::Mending, subject(), Some(finding), points));
                }
            }
            work => all.push(new(work, subject(), Some(finding), points)),
        }
    }
    let outcome = &portfolio.plan.outcome;
    if outcome.feedback.is_none() {
        all.push(new(Work::Feedback, Subject::portfolio(), None, 0));
    }
    if outcome.submitted.is_none() || outcome.result == Some(super::Verdict::NotYet) {
        all.push(new(Work::HandingIn, Subject::bundle(), None, 0));
    }
    all.sort_by_key(|task| task.work);
    all
}

/// The kind of work that mends a finding: as the profile says, else mending for what should be mended.
#[must_use]
pub fn work_of(finding: &Finding, profile: &Profile) -> Work {
    let said = profile.rule.get(finding.rule).and_then(|rule| rule.work);
    said.unwrap_or(if finding.severity == Severity::Advice { Work::None } else { Work::Mending })
}

/// Artifacts that are missing to the least number.
pub(crate) fn missing(portfolio: &Portfolio, profile: &Profile) -> u32 {
    let count = u32::try_from(portfolio.existing().count()).unwrap_or(u32::MAX);
    profile.artifacts.min.min(MOST_ARTIFACTS).saturating_sub(count)
}

/// A programme that asks for more was written by mistake.
const MOST_ARTIFACTS: u32 = 1000;
