//! Bundles that were made, what verifying one again found, and what has changed since.

use artifolio_bundle::{About, Difference, How, Part};
use artifolio_core::artifact::Artifact;
use artifolio_core::criterion::REFLECTION;
use artifolio_core::finding::Subject;
use artifolio_core::portfolio::Waived;
use artifolio_core::receipt::Receipt;
use serde::Serialize;
use ts_rs::TS;

use super::{Finding, FindingSubject};
use crate::desk::Seen;

/// A bundle that was made of this portfolio.
#[derive(Debug, Clone, Serialize, TS)]
pub struct EarlierBundle {
    /// Names it.
    pub key: String,
    /// File name.
    pub name: String,
    /// Where it was saved, to be shown.
    pub path: String,
    /// The day it was made.
    pub made: String,
    /// Marked as a draft.
    pub draft: bool,
    /// Its size.
    #[ts(type = "number")]
    pub bytes: u64,
    /// Files in it.
    pub files: u32,
    /// SHA-256 of the file.
    pub sha256: String,
    /// It is at that place now.
    pub there: bool,
}

impl EarlierBundle {
    /// Of a receipt.
    #[must_use]
    pub fn of(receipt: Receipt, key: String, there: bool) -> Self {
        let Receipt { name, path, sha256, made, draft, files, bytes, .. } = receipt;
        let files = u32::try_from(files).unwrap_or(u32::MAX);
        Self { key, name, path, made: made.to_string(), draft, bytes, files, sha256, there }
    }
}

/// What verifying a bundle again found.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct BundleVerdict {
    /// Whole, complete, and what it says it is.
    pub valid: bool,
    /// Byte for byte the file that was made.
    pub same_bytes: bool,
    /// Files that were read.
    pub files: u32,
    /// Bytes that were read.
    #[ts(type = "number")]
    pub bytes: u64,
    /// Every fault.
    pub findings: Vec<Finding>,
}

/// What a difference is about.
#[derive(Debug, Clone, Copy, Serialize, TS)]
#[serde(rename_all = "lowercase")]
pub enum BundleChangeKind {
    /// The person or the programme.
    About,
    /// A criterion.
    Criterion,
    /// An artifact.
    Artifact,
}

/// One thing that has changed since a bundle was made.
#[derive(Debug, Clone, Serialize, TS)]
pub struct BundleChange {
    /// What it is about.
    pub kind: BundleChangeKind,
    /// Criterion key, or the artifact's id; empty for an artifact that is gone.
    pub id: String,
    /// What to call it.
    pub title: String,
    /// How it differs.
    #[ts(type = "\"added\" | \"removed\" | \"changed\"")]
    pub change: How,
    /// In what.
    #[ts(type = "Array<\"text\" | \"artifacts\" | \"evidence\" | \"details\">")]
    pub what: Vec<Part>,
}

/// A difference as the interface takes it.
#[must_use]
pub fn bundle_change(one: Difference, seen: &Seen) -> BundleChange {
    let (portfolio, profile) = (&seen.reading.portfolio, &seen.reading.profile);
    let (kind, id, title) = match one.about {
        About::Whole => (BundleChangeKind::About, String::new(), portfolio.settings.name.clone()),
        About::Criterion(key) => {
            let title =
                if key == REFLECTION { String::new() } else { profile.code(&key).to_owned() };
            (BundleChangeKind::Criterion, key, title)
        }
        About::Artifact { number, title } => {
            let same = |a: &&Artifact| a.header.number == Some(number) && a.header.title == title;
            let artifact =
                portfolio.artifacts.iter().find(same).filter(|_| one.how != How::Removed);
            let id = artifact.map_or_else(String::new, |a| a.header.id.to_string());
            (BundleChangeKind::Artifact, id, title)
        }
    };
    BundleChange { kind, id, title, change: one.how, what: one.parts }
}

/// A finding that the learner has marked "checked, doesn't apply".
#[derive(Debug, Clone, Serialize, TS)]
pub struct WaivedMark {
    /// Rule id.
    pub rule: String,
    /// What it is about.
    pub subject: FindingSubject,
    /// What was found; empty where it is not found any more.
    pub message: String,
    /// Why it does not apply.
    pub reason: String,
    /// The day it was marked; empty where that is not known.
    pub on: String,
    /// The mark holds; `false` when what was judged has changed since.
    pub counts: bool,
}

/// All marks, in the order of `portfolio.toml`.
#[must_use]
pub fn waived(seen: &Seen) -> Vec<WaivedMark> {
    let marks = &seen.reading.portfolio.settings.waived;
    let line = |mark: &Waived| {
        let holds = seen.report.waived.iter().find(|(_, held)| held == mark);
        let subject = FindingSubject {
            kind: mark.kind,
            id: mark.id.clone(),
            file: mark.file.clone(),
            field: mark.field.clone(),
        };
        let stands = seen
            .report
            .findings
            .iter()
            .find(|f| f.rule == mark.rule && f.subject == Subject::from(subject.clone()));
        let finding = holds.map(|(finding, _)| finding).or(stands);
        let spoken = finding.and_then(|f| seen.speak(std::slice::from_ref(f)).pop());
        WaivedMark {
            rule: mark.rule.clone(),
            subject,
            message: spoken.map_or_else(String::new, |f| f.message),
            reason: mark.reason.clone(),
            on: mark.on.map_or_else(String::new, |on| on.to_string()),
            counts: holds.is_some(),
        }
    };
    marks.iter().map(line).collect()
}
