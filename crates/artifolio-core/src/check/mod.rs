//! The checks: every rule looks at one portfolio and says all that it finds, never the first alone.
//!
//! A rule is an id and a small function, in the file of its area. What it says of gravity stands in the profile
//! (`profiles/rules.toml`), its sentences in `messages/`, its place in the catalogue in docs/codes.md; a test holds
//! the four together, and gives every rule one portfolio that trips it and one near miss.

mod accessibility;
mod artifacts;
mod coverage_rules;
mod dates;
mod files;
mod identity;
mod links;
mod names;
mod patterns;
mod privacy;
pub mod reading;
mod reflection;
mod rights;
mod text;
pub mod waiver;

#[cfg(test)]
mod exact;
#[cfg(test)]
pub(crate) mod fixture;
#[cfg(test)]
pub(crate) mod tests;

use std::fmt::Display;

use chrono::NaiveDate;

use crate::artifact::{Artifact, Evidence};
use crate::clean_copy::Handed;
use crate::file_facts::FileFacts;
use crate::finding::{Finding, Severity, Subject, SubjectKind};
use crate::path::RelPath;
use crate::portfolio::{Portfolio, Waived};
use crate::profile::Profile;

/// What the rules look at.
#[derive(Debug, Clone, Copy)]
pub struct Context<'a> {
    /// The portfolio.
    pub portfolio: &'a Portfolio,
    /// The resolved programme.
    pub profile: &'a Profile,
    /// The day the checks speak of.
    pub today: NaiveDate,
    /// Names of students, one an item, from the learner's machine.
    pub roster: &'a [String],
}

/// One rule.
#[derive(Debug, Clone, Copy)]
pub struct Rule {
    /// Stable id, listed in docs/codes.md.
    pub id: &'static str,
    /// Without what it asks no readable final bundle can be made: it is required whatever a profile says, and cannot
    /// be waived.
    pub locked: bool,
    check: fn(&Context<'_>, &mut Found<'_>),
}

impl Rule {
    const fn new(id: &'static str, check: fn(&Context<'_>, &mut Found<'_>)) -> Self {
        Self { id, locked: false, check }
    }

    const fn locked(id: &'static str, check: fn(&Context<'_>, &mut Found<'_>)) -> Self {
        Self { id, locked: true, check }
    }
}

/// Where one rule puts what it finds.
struct Found<'r> {
    rule: &'static str,
    severity: Severity,
    all: &'r mut Vec<Finding>,
}

impl Found<'_> {
    fn push(&mut self, subject: Subject, params: &[(&'static str, &dyn Display)]) {
        let finding = Finding::new(self.rule, self.severity, subject);
        self.all.push(params.iter().fold(finding, |f, (key, value)| f.with(key, value)));
    }
}

/// Rules by area, in the order of a report.
const AREAS: [&[Rule]; 12] = [
    identity::RULES,
    reflection::RULES,
    artifacts::RULES,
    coverage_rules::RULES,
    text::RULES,
    files::RULES,
    names::RULES,
    privacy::RULES,
    rights::RULES,
    accessibility::RULES,
    links::RULES,
    dates::RULES,
];

/// All rules that look at a portfolio, in the order of a report. Those of reading are in [`reading::ALL`].
pub fn rules() -> impl Iterator<Item = &'static Rule> {
    AREAS.into_iter().flatten()
}

/// Every rule's id and whether it is locked, those of reading first.
pub fn catalogue() -> impl Iterator<Item = (&'static str, bool)> {
    reading::ALL.iter().map(|f| (f.id, f.locked)).chain(rules().map(|r| (r.id, r.locked)))
}

/// What the checks found.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Report {
    /// Findings that stand: by severity, then in the order of the rules, then as the portfolio goes.
    pub findings: Vec<Finding>,
    /// Findings the learner has marked "checked, doesn't apply", each with that mark.
    pub waived: Vec<(Finding, Waived)>,
}

impl Report {
    /// How many findings of a severity stand.
    #[must_use]
    pub fn count(&self, severity: Severity) -> usize {
        self.findings.iter().filter(|f| f.severity == severity).count()
    }

    /// Whether a final bundle is refused.
    #[must_use]
    pub fn refuses(&self) -> bool {
        self.count(Severity::Required) > 0
    }
}

/// Runs every rule. `reading` are the findings made while the files were read; their severity is set here.
#[must_use]
pub fn report(cx: &Context<'_>, reading: Vec<Finding>) -> Report {
    let mut all: Vec<Finding> = reading
        .into_iter()
        .filter_map(|f| Some(Finding { severity: severity(cx.profile, f.rule)?, ..f }))
        .collect();
    // What a newer version wrote means what this one does not know: anything else said of it would be a guess.
    if let Some(newer) = all.iter().position(|f| f.rule == reading::FORMAT_NEWER) {
        return Report { findings: vec![all.swap_remove(newer)], waived: Vec::new() };
    }
    let mut ruled = Vec::new();
    for rule in rules() {
        if let Some(severity) = severity(cx.profile, rule.id) {
            (rule.check)(cx, &mut Found { rule: rule.id, severity, all: &mut ruled });
        }
    }
    ruled.retain(|f| !all.iter().any(|fault| follows(f, fault, cx.portfolio)));
    all.extend(ruled);
    all.sort_by_cached_key(|f| (f.severity, catalogue().position(|(id, _)| id == f.rule)));
    let mut report = Report::default();
    for finding in all {
        match waiver::of(&finding, cx.portfolio) {
            Some(waived) => report.waived.push((finding, waived.clone())),
            None => report.findings.push(finding),
        }
    }
    report
}

/// Whether what a rule found is only that a file or a key could not be read, which `fault` says already.
fn follows(finding: &Finding, fault: &Finding, portfolio: &Portfolio) -> bool {
    if finding.rule == files::MISSING && fault.subject.file == finding.subject.file {
        // A file that could not be read has no facts; it is there all the same.
        return fault.subject.file.is_some();
    }
    let (Some(key), Some(faulty)) = (&finding.subject.field, &fault.subject.field) else {
        return false;
    };
    let within = faulty
        .strip_prefix(key.as_str())
        .is_some_and(|rest| rest.is_empty() || rest.starts_with('.'));
    let id = finding.subject.id.as_deref().unwrap_or_default();
    let file = match finding.subject.kind {
        SubjectKind::Portfolio => return within && fault.rule == reading::SETTINGS_FAULT,
        SubjectKind::Artifact => portfolio.artifact(id).map(Artifact::file),
        SubjectKind::Criterion => portfolio.criteria.get(id).map(|entry| entry.file.clone()),
        SubjectKind::File | SubjectKind::Bundle => None,
    };
    within && file.is_some_and(|file| fault.subject.file.as_deref() == Some(file.as_str()))
}

/// How grave a rule is in a profile; `None` where it is off. Locked rules are always required.
#[must_use]
pub fn severity(profile: &Profile, rule: &str) -> Option<Severity> {
    if waiver::is_locked(rule) {
        return Some(Severity::Required);
    }
    profile.rule.get(rule)?.severity.severity()
}

impl<'a> Context<'a> {
    /// Existing artifacts with each of their items of evidence.
    fn evidence(&self) -> impl Iterator<Item = (&'a Artifact, &'a Evidence)> {
        self.portfolio.existing().flat_map(|a| a.header.evidence.iter().map(move |e| (a, e)))
    }

    /// Every file of every item that exists, with the header key that names it.
    fn files(&self) -> impl Iterator<Item = EvidenceFile<'a>> {
        let files = &self.portfolio.files;
        self.evidence().flat_map(move |(artifact, evidence)| {
            evidence.files().map(move |(key, path)| {
                let facts = files.get(&artifact.resolve(path));
                let handed = self.portfolio.handed(artifact, path);
                EvidenceFile { artifact, evidence, key, path, facts, handed }
            })
        })
    }
}

/// One file of an item of evidence.
struct EvidenceFile<'a> {
    artifact: &'a Artifact,
    evidence: &'a Evidence,
    key: &'static str,
    path: &'a RelPath,
    facts: Option<&'a FileFacts>,
    /// What goes into a package for it.
    handed: Option<Handed<'a>>,
}

impl<'a> EvidenceFile<'a> {
    fn subject(&self) -> Subject {
        on_evidence(self.artifact, self.evidence, self.key)
            .in_file(self.artifact.resolve(self.path).as_str())
    }

    /// Facts of what goes into a package for it.
    fn handed_facts(&self) -> Option<&'a FileFacts> {
        self.handed.as_ref()?.facts()
    }

    /// Whether this file is what the item shows, not something beside it.
    fn is_principal(&self) -> bool {
        self.evidence.principal().is_some_and(|(key, _)| key == self.key)
    }
}

fn on_artifact(artifact: &Artifact, field: &str) -> Subject {
    Subject::artifact(artifact.header.id.as_str()).field(field)
}

fn on_evidence(artifact: &Artifact, evidence: &Evidence, key: &str) -> Subject {
    on_artifact(artifact, &format!("evidence.{}.{key}", evidence.id))
}

/// What a sentence calls an item of a list: its label, else its place.
fn or_place(label: &str, index: usize) -> String {
    let label = label.trim();
    if label.is_empty() { format!("#{}", index + 1) } else { label.to_owned() }
}
