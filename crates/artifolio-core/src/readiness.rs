//! Readiness: one figure from the rules. 100: nothing stands. 0: as much stands as in a portfolio in which nothing is yet.
//! What a finding takes off is data of the profile (`points` of its rule), else it follows from its severity.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::Serialize;

use crate::check::{self, Context, Report};
use crate::finding::{Finding, Severity};
use crate::plan::work;
use crate::portfolio::Portfolio;
use crate::profile::{Profile, Work};
use crate::settings_edit::blank_settings;

/// The figure, and where the rest of it went.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Readiness {
    /// 0..=100, in hundredths: 0..=10000. All of it only when nothing stands.
    pub hundredths: u32,
    /// What each rule takes off, most first. Together with the figure they are 10000.
    pub taken: Vec<Taken>,
    /// What counts as all of it, in units of its own.
    #[serde(skip)]
    whole: u64,
}

impl Readiness {
    /// What so many units are worth, in hundredths.
    #[must_use]
    pub fn worth(&self, points: u32) -> u32 {
        u32::try_from(u64::from(points) * WHOLE / self.whole).unwrap_or(u32::MAX)
    }
}

/// What a rule takes off.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Taken {
    /// Rule id.
    pub rule: &'static str,
    /// Its findings that stand.
    pub findings: u32,
    /// In hundredths.
    pub hundredths: u32,
}

/// The whole.
const WHOLE: u64 = 10_000;

/// Reckons the figure.
#[must_use]
pub fn readiness(portfolio: &Portfolio, profile: &Profile, report: &Report) -> Readiness {
    let mut rules: BTreeMap<&'static str, (u32, u64)> = BTreeMap::new();
    for finding in &report.findings {
        let (findings, points) = rules.entry(finding.rule).or_default();
        *findings += 1;
        *points += points_in(finding, profile, work::missing(portfolio, profile));
    }
    let lost: u64 = rules.values().map(|(_, points)| points).sum();
    let worst = blank(profile).max(lost).max(1);
    let mut rules: Vec<_> = rules.into_iter().filter(|(_, (_, points))| *points > 0).collect();
    rules.sort_by_key(|(rule, (_, points))| (std::cmp::Reverse(*points), *rule));
    // Each takes what the sum, rounded, grows by: so all of them add up.
    let share = |points: u64| (points * WHOLE).div_ceil(worst);
    let mut sum = 0;
    let taken = rules.into_iter().map(|(rule, (findings, points))| {
        let before = share(sum);
        sum += points;
        let hundredths = u32::try_from(share(sum) - before).unwrap_or(0);
        Taken { rule, findings, hundredths }
    });
    let taken: Vec<Taken> = taken.collect();
    Readiness { hundredths: u32::try_from(WHOLE - share(lost)).unwrap_or(0), taken, whole: worst }
}

/// What a finding takes off, in units of its own: as the profile says, else by severity.
#[must_use]
pub fn points(finding: &Finding, profile: &Profile) -> u32 {
    let said = profile.rule.get(finding.rule).and_then(|rule| rule.points);
    said.unwrap_or(match finding.severity {
        Severity::Required => 8,
        Severity::Recommended => 4,
        Severity::Advice => 1,
    })
}

/// The same, where a finding may stand for several artifacts.
fn points_in(finding: &Finding, profile: &Profile, missing: u32) -> u64 {
    let stands_for =
        if work::work_of(finding, profile) == Work::Artifact { missing.max(1) } else { 1 };
    u64::from(points(finding, profile)) * u64::from(stands_for)
}

/// What stands in a portfolio in which nothing is yet. It has no dates, so that its day says nothing.
fn blank(profile: &Profile) -> u64 {
    let portfolio = Portfolio::blank(blank_settings(), profile);
    let context = Context { portfolio: &portfolio, profile, today: NaiveDate::MIN, roster: &[] };
    let missing = work::missing(&portfolio, profile);
    let report = check::report(&context, Vec::new());
    report.findings.iter().map(|f| points_in(f, profile, missing)).sum()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::check::fixture::World;
    use crate::check::tests::cases;
    use crate::finding::Subject;

    fn of(world: &World) -> Readiness {
        let report = check::report(&world.context(), Vec::new());
        readiness(&world.portfolio, &world.profile, &report)
    }

    fn empty() -> World {
        let mut world = World::clean();
        let settings = blank_settings();
        world.portfolio = Portfolio::blank(settings, &world.profile);
        world
    }

    #[test]
    fn nothing_is_none_and_what_no_rule_finds_fault_with_is_all() {
        assert_eq!((of(&empty()).hundredths, of(&World::clean()).hundredths), (0, 10_000));
        let mut world = World::clean();
        world.entry("3b").text.clear();
        let found = of(&world);
        assert_eq!(
            found.taken.iter().map(|t| t.rule).collect::<Vec<_>>(),
            ["criterion-without-text"]
        );
        assert!((9_700..9_999).contains(&found.hundredths), "{}", found.hundredths);
    }

    /// The finished portfolio with as many artifacts as are asked for.
    fn finished() -> Portfolio {
        let mut done = World::clean();
        let least = done.profile.artifacts.min as usize;
        for artifact in done.portfolio.artifacts.split_off(least) {
            done.detach(artifact.header.id.as_str());
        }
        done.portfolio
    }

    /// One thing that a learner does.
    #[derive(Debug, Clone)]
    enum Step {
        Evidence(usize),
        Reflection(usize),
        Made(usize),
        Audience(usize),
        Attach(String),
        Write(String),
    }

    fn steps(done: &Portfolio) -> Vec<Step> {
        let of_artifact =
            |at| [Step::Evidence(at), Step::Reflection(at), Step::Made(at), Step::Audience(at)];
        let of_criterion = |key: &String| [Step::Attach(key.clone()), Step::Write(key.clone())];
        let artifacts = (0..done.artifacts.len()).flat_map(of_artifact);
        artifacts.chain(done.criteria.keys().flat_map(of_criterion)).collect()
    }

    fn take(step: &Step, done: &Portfolio, mine: &mut Portfolio) {
        match step {
            Step::Evidence(at) => {
                mine.files.clone_from(&done.files);
                mine.artifacts[*at]
                    .header
                    .evidence
                    .clone_from(&done.artifacts[*at].header.evidence);
            }
            Step::Reflection(at) => {
                mine.artifacts[*at].reflection.clone_from(&done.artifacts[*at].reflection)
            }
            Step::Made(at) => {
                mine.artifacts[*at].header.made.clone_from(&done.artifacts[*at].header.made)
            }
            Step::Audience(at) => {
                mine.artifacts[*at]
                    .header
                    .audience
                    .clone_from(&done.artifacts[*at].header.audience);
            }
            Step::Attach(key) => {
                mine.criteria.get_mut(key).unwrap().header.clone_from(&done.criteria[key].header);
            }
            Step::Write(key) => {
                mine.criteria.get_mut(key).unwrap().text.clone_from(&done.criteria[key].text)
            }
        }
    }

    #[test]
    fn every_fault_lowers_it_and_its_mend_raises_it() {
        let mut looked = 0;
        for case in cases() {
            let mut world = World::clean();
            (case.trips)(&mut world);
            let found = of(&world);
            if found.taken.iter().any(|taken| taken.rule == case.rule) {
                looked += 1;
                assert!(found.hundredths < 10_000, "{}", case.rule);
            }
        }
        assert!(looked > 60, "{looked} rules");
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn mending_a_finding_never_lowers_it_and_every_hundredth_has_its_rule(
            picks in prop::collection::vec((0_usize..200, 0_usize..3), 1..60), mended in 0_usize..60,
        ) {
            let World { portfolio, profile, .. } = empty();
            let rules: Vec<_> = check::catalogue().map(|(id, _)| id).collect();
            let severities = [Severity::Required, Severity::Recommended, Severity::Advice];
            let finding = |(rule, severity): &(usize, usize)| {
                Finding::new(rules[rule % rules.len()], severities[*severity], Subject::portfolio())
            };
            let findings: Vec<Finding> = picks.iter().map(finding).collect();
            let of = |findings: Vec<Finding>| {
                readiness(&portfolio, &profile, &Report { findings, ..Report::default() })
            };
            let before = of(findings.clone());
            let taken: u32 = before.taken.iter().map(|taken| taken.hundredths).sum();
            prop_assert_eq!(before.hundredths + taken, 10_000);
            let mut fewer = findings;
            fewer.remove(mended % fewer.len());
            prop_assert!(of(fewer).hundredths >= before.hundredths);
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 24, failure_persistence: None, ..ProptestConfig::default() })]

        /// What a learner does, in any order, from nothing to a portfolio in which nothing stands.
        #[test]
        fn from_nothing_to_all_no_step_lowers_it(steps in Just(steps(&finished())).prop_shuffle()) {
            let done = finished();
            let mut world = empty();
            let mut figures = vec![of(&world).hundredths];
            world.portfolio.settings = done.settings.clone();
            figures.push(of(&world).hundredths);
            for artifact in &done.artifacts {
                let mut bare = artifact.clone();
                bare.reflection.clear();
                bare.header.evidence.clear();
                bare.header.made = None;
                bare.header.audience.clear();
                world.portfolio.artifacts.push(bare);
                figures.push(of(&world).hundredths);
            }
            for step in &steps {
                take(step, &done, &mut world.portfolio);
                let now = of(&world).hundredths;
                prop_assert!(figures.last().is_some_and(|before| *before <= now), "{step:?}: {figures:?} {now}");
                figures.push(now);
            }
            prop_assert_eq!(figures.last(), Some(&10_000));
            prop_assert!(figures.is_sorted());
        }
    }
}
