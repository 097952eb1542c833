//! What a rehearsal of a bundle found.

use std::path::PathBuf;

use artifolio_bundle::rehearsal::{Outcome, Rehearsal};
use artifolio_core::message::Catalogue;
use serde::Serialize;
use ts_rs::TS;

use super::Finding;

/// One step of a rehearsal.
#[derive(Debug, Clone, Serialize, TS)]
pub struct RehearsalStep {
    /// How it ended.
    #[ts(type = "\"proved\" | \"noted\" | \"failed\" | \"not_tried\"")]
    pub outcome: Outcome,
    /// What was proved, with figures.
    pub message: String,
}

/// A bundle that was gone through as a reviewer's machine will.
#[derive(Debug, Clone, Serialize, TS)]
pub struct BundleRehearsal {
    /// Everything that is required holds.
    pub proved: bool,
    /// In order.
    pub steps: Vec<RehearsalStep>,
    /// All findings, the gravest first.
    pub findings: Vec<Finding>,
    /// Where the certificate lies; `null` where it could not be written.
    pub certificate: Option<String>,
}

impl BundleRehearsal {
    /// In the words of a language.
    #[must_use]
    pub fn of(found: &Rehearsal, certificate: Option<PathBuf>, words: &Catalogue) -> Self {
        let step = |step: artifolio_bundle::rehearsal::SpokenStep| RehearsalStep {
            outcome: step.outcome,
            message: step.message,
        };
        Self {
            proved: found.is_proved(),
            steps: found.spoken_steps(words).into_iter().map(step).collect(),
            findings: found.spoken_findings(words).into_iter().map(Finding::from).collect(),
            certificate: certificate.map(|place| place.display().to_string()),
        }
    }
}
