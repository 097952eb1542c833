//! The 25 rows of the Alignment Map.

use artifolio_core::coverage::{self, WhyNot};
use artifolio_core::criterion::Role;
use artifolio_core::finding::SubjectKind;
use artifolio_core::markdown;
use serde::Serialize;
use ts_rs::TS;

use crate::desk::Seen;

/// One criterion.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct CriterionRow {
    /// Stable key.
    pub key: String,
    /// 1..25.
    pub number: u32,
    /// Shown code; empty where it has none (the reflection).
    pub code: String,
    /// The standard's name; `null` for the reflection.
    pub standard: Option<String>,
    /// Our paraphrase.
    pub paraphrase: String,
    /// How far it is.
    pub state: CriterionState,
    /// Words written.
    pub words: u32,
    /// Attached artifacts in the learner's order.
    pub artifacts: Vec<CriterionArtifact>,
    /// Findings about it.
    pub findings: u32,
    /// 0, 1, or `null` for not judged.
    pub self_score: Option<u8>,
}

/// How far a criterion is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum CriterionState {
    /// Has an artifact and a text.
    Covered,
    /// Has an artifact, no text.
    TextMissing,
    /// Has a text, no artifact.
    ArtifactMissing,
    /// Nothing yet.
    Open,
    /// Left open knowingly.
    LeftOpen,
}

/// An attached artifact.
#[derive(Debug, Clone, Serialize, TS)]
pub struct CriterionArtifact {
    /// Its id.
    pub id: String,
    /// Its number.
    pub number: Option<u32>,
    /// Its title; the id when there is no such artifact.
    pub title: String,
    /// Main or supporting.
    #[ts(type = "\"main\" | \"supporting\"")]
    pub role: Role,
}

/// Builds the rows, by number.
#[must_use]
pub fn criteria(seen: &Seen) -> Vec<CriterionRow> {
    let coverage = coverage::coverage(&seen.reading.portfolio, &seen.reading.profile);
    coverage.criteria.iter().map(|c| row(seen, c)).collect()
}

/// The row of one; `None` when the programme has no such criterion.
#[must_use]
pub fn criterion_row(seen: &Seen, key: &str) -> Option<CriterionRow> {
    let coverage = coverage::coverage(&seen.reading.portfolio, &seen.reading.profile);
    coverage.criteria.iter().find(|c| c.key == key).map(|c| row(seen, c))
}

fn row(seen: &Seen, covered: &coverage::CriterionCoverage) -> CriterionRow {
    let (portfolio, profile) = (&seen.reading.portfolio, &seen.reading.profile);
    let criterion = &profile.criterion[&covered.key];
    let entry = &portfolio.criteria[&covered.key];
    let standard = criterion.standard.and_then(|n| profile.standard.get(&n.to_string()));
    CriterionRow {
        key: covered.key.clone(),
        number: criterion.number,
        code: criterion.code.get(&profile.edition).cloned().unwrap_or_default(),
        standard: standard.map(|s| s.name.clone()),
        paraphrase: criterion.paraphrase.clone(),
        state: match covered.why_not {
            None => CriterionState::Covered,
            Some(_) if entry.header.empty_on_purpose => CriterionState::LeftOpen,
            Some(WhyNot::NoText) => CriterionState::TextMissing,
            Some(WhyNot::NoArtifact) => CriterionState::ArtifactMissing,
            Some(WhyNot::Open) => CriterionState::Open,
        },
        words: u32::try_from(markdown::word_count(&entry.text)).unwrap_or(u32::MAX),
        artifacts: entry.header.artifacts.iter().map(|a| attached(seen, a)).collect(),
        findings: seen.count_on(SubjectKind::Criterion, &covered.key),
        self_score: entry.header.self_score,
    }
}

fn attached(seen: &Seen, attached: &artifolio_core::criterion::Attached) -> CriterionArtifact {
    let header = seen.reading.portfolio.artifact(attached.id.as_str()).map(|a| &a.header);
    CriterionArtifact {
        id: attached.id.to_string(),
        number: header.and_then(|h| h.number),
        title: header.map_or_else(|| attached.id.to_string(), |h| h.title.clone()),
        role: attached.role,
    }
}
