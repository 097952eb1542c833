//! Which of the 25 criteria the portfolio answers, and what each artifact carries. Figures only; the checks say what
//! they mean.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use crate::criterion::{CriterionEntry, REFLECTION};
use crate::finding::{Finding, Severity, SubjectKind};
use crate::portfolio::Portfolio;
use crate::profile::Profile;

/// Why a criterion does not count.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum WhyNot {
    /// Neither an existing artifact nor a text.
    Open,
    /// A text, but no artifact that exists.
    NoArtifact,
    /// An artifact, but no text.
    NoText,
}

/// One criterion.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct CriterionCoverage {
    /// `reflection`, `1a` …
    pub key: String,
    /// 1..25.
    pub number: u32,
    /// None when it is covered.
    pub why_not: Option<WhyNot>,
    /// Ids of the existing artifacts attached, in the learner's order, each once.
    pub artifacts: Vec<String>,
}

impl CriterionCoverage {
    /// Whether it counts as a point that may be earned.
    #[must_use]
    pub fn covered(&self) -> bool {
        self.why_not.is_none()
    }
}

/// The figures of a portfolio.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Coverage {
    /// Criteria covered, the reflection among them.
    pub covered: u32,
    /// All criteria of the programme.
    pub total: u32,
    /// Points to pass.
    pub pass: u32,
    /// Covered criteria above the pass mark; negative below it.
    pub margin: i64,
    /// Existing artifacts.
    pub artifacts: u32,
    /// Every criterion, by number.
    pub criteria: Vec<CriterionCoverage>,
    /// Every existing artifact's id with the keys of the criteria it is attached to, by number.
    pub serves: BTreeMap<String, Vec<String>>,
    /// Standards whose every attachment is to one and the same artifact: standard and artifact id.
    pub on_one_artifact: BTreeMap<u32, String>,
}

/// Reckons the figures. The reflection counts when it is not empty; another criterion with an attached artifact that
/// exists and a text.
#[must_use]
pub fn coverage(portfolio: &Portfolio, profile: &Profile) -> Coverage {
    let criteria: Vec<CriterionCoverage> = profile
        .keys()
        .into_iter()
        .map(|key| criterion(portfolio, key, profile.criterion[key].number))
        .collect();
    let mut serves: BTreeMap<String, Vec<String>> =
        portfolio.existing().map(|a| (a.header.id.to_string(), Vec::new())).collect();
    let mut by_standard: BTreeMap<u32, BTreeSet<&str>> = BTreeMap::new();
    for c in &criteria {
        for id in &c.artifacts {
            if let Some(keys) = serves.get_mut(id) {
                keys.push(c.key.clone());
            }
            if let Some(standard) = profile.criterion[&c.key].standard {
                by_standard.entry(standard).or_default().insert(id);
            }
        }
    }
    let on_one_artifact = by_standard
        .into_iter()
        .filter(|(_, ids)| ids.len() == 1)
        .filter_map(|(standard, ids)| Some((standard, ids.first()?.to_string())))
        .collect();
    let covered = count(criteria.iter().filter(|c| c.covered()));
    Coverage {
        covered,
        total: count(criteria.iter()),
        pass: profile.pass,
        margin: i64::from(covered) - i64::from(profile.pass),
        artifacts: count(portfolio.existing()),
        serves,
        on_one_artifact,
        criteria,
    }
}

fn criterion(portfolio: &Portfolio, key: &str, number: u32) -> CriterionCoverage {
    let entry = portfolio.criteria.get(key);
    let mut artifacts: Vec<String> = Vec::new();
    for attached in entry.iter().flat_map(|e| &e.header.artifacts) {
        let id = attached.id.as_str();
        let exists = portfolio.existing().any(|a| a.header.id.as_str() == id);
        if exists && !artifacts.iter().any(|known| known == id) {
            artifacts.push(id.to_owned());
        }
    }
    let written = entry.is_some_and(|e| !CriterionEntry::is_empty(e));
    let why_not = match (written, key == REFLECTION || !artifacts.is_empty()) {
        (true, true) => None,
        (true, false) => Some(WhyNot::NoArtifact),
        (false, true) if key != REFLECTION => Some(WhyNot::NoText),
        (false, _) => Some(WhyNot::Open),
    };
    CriterionCoverage { key: key.to_owned(), number, why_not, artifacts }
}

/// Ids of the existing artifacts that no required finding is on: those that are ready to hand in. `findings` are those
/// of [`crate::check::report`], without the waived ones.
#[must_use]
pub fn ready<'a>(portfolio: &'a Portfolio, findings: &[Finding]) -> Vec<&'a str> {
    let required = findings.iter().filter(|f| f.severity == Severity::Required);
    let blocked: Vec<_> = required.map(|f| &f.subject).collect();
    portfolio
        .existing()
        .filter(|a| {
            !blocked.iter().any(|s| match s.kind {
                SubjectKind::Artifact => s.id.as_deref() == Some(a.header.id.as_str()),
                SubjectKind::File => s.file.as_deref().is_some_and(|f| {
                    f.strip_prefix(a.folder.as_str()).is_some_and(|rest| rest.starts_with('/'))
                }),
                _ => false,
            })
        })
        .map(|a| a.header.id.as_str())
        .collect()
}

fn count(items: impl Iterator) -> u32 {
    u32::try_from(items.count()).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::artifact::ArtifactState;
    use crate::check::fixture::{World, path};
    use crate::finding::Subject;

    fn figures(world: &World) -> Coverage {
        coverage(&world.portfolio, &world.profile)
    }

    fn why(world: &World, key: &str) -> Option<WhyNot> {
        figures(world).criteria.iter().find(|c| c.key == key).unwrap().why_not
    }

    #[test]
    fn a_complete_portfolio_covers_everything() {
        let coverage = figures(&World::clean());
        let Coverage { covered, total, pass, margin, artifacts, .. } = coverage;
        assert_eq!((covered, total, pass, margin, artifacts), (25, 25, 20, 5, 11));
        assert!(coverage.on_one_artifact.is_empty());
        assert_eq!(coverage.serves["artifact-1"], ["1a", "3a", "4b", "6a", "7b"]);
        let numbers: Vec<u32> = coverage.criteria.iter().map(|c| c.number).collect();
        assert_eq!(numbers, (1..=25).collect::<Vec<_>>());
    }

    #[test]
    fn a_criterion_needs_a_text_and_an_artifact_that_exists_the_reflection_only_a_text() {
        let mut world = World::clean();
        world.add_artifact(12).header.state = ArtifactState::Planned;
        world.entry("1a").text = "<!-- what? -->\n\n".into();
        world.entry("1b").header.artifacts.clear();
        world.entry("1c").header.artifacts.clear();
        world.attach("1c", "artifact-12");
        world.attach("1c", "never-made");
        world.entry("2a").text.clear();
        world.entry("2a").header.artifacts.clear();
        world.entry("2a").header.empty_on_purpose = true;
        world.portfolio.criteria.remove("2b");
        world.attach("2c", "artifact-12");
        for (key, expected) in [
            ("1a", Some(WhyNot::NoText)),
            ("1b", Some(WhyNot::NoArtifact)),
            ("1c", Some(WhyNot::NoArtifact)),
            ("2a", Some(WhyNot::Open)),
            ("2b", Some(WhyNot::Open)),
            ("2c", None),
            ("reflection", None),
        ] {
            assert_eq!(why(&world, key), expected, "{key}");
        }
        let coverage = figures(&world);
        assert_eq!((coverage.covered, coverage.margin, coverage.artifacts), (20, 0, 11));
        assert!(!coverage.serves.contains_key("artifact-12"));

        world.entry("reflection").text = " ".into();
        world.attach("reflection", "artifact-1");
        assert_eq!(why(&world, "reflection"), Some(WhyNot::Open));
        assert_eq!(figures(&world).margin, -1);
    }

    #[test]
    fn an_artifact_attached_twice_counts_once() {
        let mut world = World::clean();
        for key in ["1a", "1b", "1c"] {
            world.entry(key).header.artifacts.clear();
            world.attach(key, "artifact-7");
            world.attach(key, "artifact-7");
        }
        let coverage = figures(&world);
        assert_eq!(coverage.criteria[1].artifacts, ["artifact-7"]);
        assert_eq!(coverage.on_one_artifact, BTreeMap::from([(1, "artifact-7".to_owned())]));
    }

    #[test]
    fn an_artifact_is_ready_while_no_required_finding_is_on_it() {
        let mut world = World::clean();
        world.add_artifact(12).header.state = ArtifactState::Planned;
        world.artifact(5).folder = path("artifacts/artifact-1 copy");
        let found = |severity, subject| Finding::new("x", severity, subject);
        let on = |severity, subject| {
            let blocked = [found(severity, subject)];
            let ready = ready(&world.portfolio, &blocked);
            (1..=12)
                .filter(|n| !ready.contains(&format!("artifact-{n}").as_str()))
                .collect::<Vec<u32>>()
        };
        let header = || Subject::file("artifacts/artifact-1/artifact.md");
        for (severity, subject, expected) in [
            (Severity::Required, Subject::artifact("artifact-2").field("number"), vec![2, 12]),
            (Severity::Required, header(), vec![1, 12]),
            (Severity::Required, Subject::file("artifacts/artifact-1"), vec![12]),
            (Severity::Required, Subject::criterion("artifact-2"), vec![12]),
            (Severity::Required, Subject::portfolio(), vec![12]),
            (Severity::Recommended, header(), vec![12]),
        ] {
            assert_eq!(on(severity, subject.clone()), expected, "{subject:?}");
        }
    }
}
