//! Findings, already spoken in the interface's language.

use artifolio_core::check::waiver;
use artifolio_core::finding::{Severity, Subject, SubjectKind};
use artifolio_core::message::{Catalogue, SpokenFinding};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::desk::Seen;

/// One thing found.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Finding {
    /// Rule id.
    pub rule: String,
    /// How grave.
    #[ts(type = "\"required\" | \"recommended\" | \"advice\"")]
    pub severity: Severity,
    /// What it is about.
    pub subject: FindingSubject,
    /// What is wrong.
    pub message: String,
    /// How to mend it.
    pub hint: String,
    /// Where the rule comes from.
    pub source: String,
    /// Line in the file.
    pub line: Option<u32>,
    /// Whether it can be marked "checked, doesn't apply".
    pub waivable: bool,
}

/// What a finding is about.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct FindingSubject {
    /// Kind of thing.
    #[ts(type = "\"portfolio\" | \"artifact\" | \"criterion\" | \"file\" | \"bundle\"")]
    pub kind: SubjectKind,
    /// Artifact id or criterion key.
    pub id: Option<String>,
    /// File below the portfolio.
    pub file: Option<String>,
    /// Header key.
    pub field: Option<String>,
}

impl FindingSubject {
    pub(super) fn of(subject: &Subject) -> Self {
        let Subject { kind, id, file, field } = subject.clone();
        Self { kind, id, file, field }
    }
}

impl From<FindingSubject> for Subject {
    fn from(subject: FindingSubject) -> Self {
        let FindingSubject { kind, id, file, field } = subject;
        Self { kind, id, file, field }
    }
}

impl From<SpokenFinding> for Finding {
    fn from(finding: SpokenFinding) -> Self {
        let SpokenFinding {
            rule,
            severity,
            subject,
            params: _,
            message,
            hint,
            source,
            line,
            column: _,
        } = finding;
        let Subject { kind, id, file, field } = subject;
        Self {
            waivable: !waiver::is_locked(&rule),
            rule,
            severity,
            subject: FindingSubject { kind, id, file, field },
            message,
            hint,
            source,
            line,
        }
    }
}

/// All findings, gravest first.
#[must_use]
pub fn findings(seen: &Seen) -> Vec<Finding> {
    seen.speak(&seen.report.findings)
}

/// What packing found.
#[must_use]
pub fn packing_findings(
    findings: &[artifolio_core::finding::Finding],
    words: &Catalogue,
) -> Vec<Finding> {
    findings.iter().map(|f| words.spoken(f, artifolio_bundle::rules::SOURCE).into()).collect()
}

/// What was found on a package.
#[must_use]
pub fn package_findings(
    findings: &[artifolio_core::finding::Finding],
    words: &Catalogue,
) -> Vec<Finding> {
    let source = artifolio_verify::rules::source;
    findings.iter().map(|f| words.spoken(f, source(f.rule)).into()).collect()
}
