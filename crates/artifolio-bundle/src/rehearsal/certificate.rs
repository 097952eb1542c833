//! What a rehearsal says in sentences, and the certificate beside the zip.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use artifolio_core::failure::reason;
use artifolio_core::finding::{Severity, Subject};
use artifolio_core::message::{Catalogue, SpokenFinding};
use artifolio_core::path::RelPath;
use artifolio_core::source::Vfs;
use chrono::NaiveDate;
use serde::Serialize;

use super::{Done, Outcome, Rehearsal, Step, finding};
use crate::beside;
use crate::restore::RestoredKind;

/// Where the rules of the rehearsal stand.
const SOURCE: &str = "docs/bundle.md, Rehearsal";

/// A step with its sentence.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SpokenStep {
    /// Which.
    pub step: Step,
    /// How it ended.
    pub outcome: Outcome,
    /// What was proved, or what was not.
    pub message: String,
    /// What was counted.
    pub figures: BTreeMap<&'static str, String>,
}

impl Rehearsal {
    /// The steps in sentences.
    #[must_use]
    pub fn spoken_steps(&self, catalogue: &Catalogue) -> Vec<SpokenStep> {
        self.steps.iter().map(|done| self.spoken(done, catalogue)).collect()
    }

    /// The findings in sentences.
    #[must_use]
    pub fn spoken_findings(&self, catalogue: &Catalogue) -> Vec<SpokenFinding> {
        let source = |rule: &str| match rule.starts_with("rehearsal-") {
            true => SOURCE,
            false => artifolio_verify::rules::source(rule),
        };
        self.findings.iter().map(|own| catalogue.spoken(own, source(own.rule))).collect()
    }

    fn spoken(&self, done: &Done, catalogue: &Catalogue) -> SpokenStep {
        let (step, outcome) = (word(done.step), word(done.outcome));
        let backup = self.kind == Some(RestoredKind::Backup);
        let own = format!("rehearsal_{step}_{outcome}");
        let of_backup = format!("{own}_backup");
        // Remarks are said of what holds.
        let plain = format!("rehearsal_{step}_proved");
        let key = match done.outcome {
            _ if backup && catalogue.has(&of_backup) => of_backup,
            Outcome::Noted if !catalogue.has(&own) => plain,
            _ => own,
        };
        let message = catalogue.text(&key, &done.figures);
        SpokenStep {
            step: done.step,
            outcome: done.outcome,
            message,
            figures: done.figures.clone(),
        }
    }

    /// Writes the certificate beside the zip, over one that lies there, whole or not at all, and tells where it lies. One
    /// that could not be written is a finding more.
    pub fn certify(
        &mut self,
        out: &dyn Vfs,
        zip: &RelPath,
        (today, app): (NaiveDate, &str),
        catalogue: &Catalogue,
    ) -> Option<RelPath> {
        let text = self.certificate(today, app, catalogue);
        let written = beside::write(out, zip, ENDING, text.as_bytes());
        written
            .map_err(|error| {
                let subject = Subject::file(beside::place(zip, ENDING).name());
                let told = finding("rehearsal-no-certificate", Severity::Recommended, subject, zip);
                self.findings.push(told.with("reason", reason(&error)));
            })
            .ok()
    }

    /// The certificate: what was rehearsed, on which day by which program, what each step proved, and what it found.
    #[must_use]
    pub fn certificate(&self, today: NaiveDate, app: &str, catalogue: &Catalogue) -> String {
        let say = |key: &str, params: &[(&str, &str)]| {
            let params: BTreeMap<&str, String> =
                params.iter().map(|(name, value)| (*name, (*value).to_owned())).collect();
            catalogue.text(key, &params)
        };
        let mut out = String::new();
        let mut line = |text: &str| {
            let _ = writeln!(out, "{text}");
        };
        line(&say("rehearsal_title", &[("name", &self.name)]));
        line("");
        line(&say("rehearsal_day", &[("date", &today.to_string()), ("app", app)]));
        let (bytes, files) = (self.bytes.to_string(), self.files.to_string());
        line(&say("rehearsal_zip", &[("bytes", &bytes), ("files", &files)]));
        line(&format!("SHA-256 {}", self.sha256));
        if !self.made_by.is_empty() {
            line(&say("rehearsal_made", &[("made_by", &self.made_by), ("date", &self.dated)]));
        }
        line("");
        for step in self.spoken_steps(catalogue) {
            line(&format!("{} {}", mark(step.outcome), step.message));
        }
        line("");
        line(&say(if self.is_proved() { "rehearsal_held" } else { "rehearsal_not_held" }, &[]));
        for finding in self.spoken_findings(catalogue) {
            let sign = if finding.severity == Severity::Required { "✖" } else { "·" };
            line(&format!("{sign} {} {} [{}]", finding.message, finding.hint, finding.rule));
        }
        out
    }
}

/// How a step or an outcome is called in keys of sentences, as in the answer.
fn word(named: impl Serialize) -> String {
    match serde_json::to_value(named) {
        Ok(serde_json::Value::String(word)) => word,
        _ => unreachable!("steps and outcomes are plain variants"),
    }
}

/// The sign before a step.
#[must_use]
pub fn mark(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Proved => "✔",
        Outcome::Noted => "·",
        Outcome::Failed => "✖",
        Outcome::NotTried => "–",
    }
}

/// How the certificate of `NAME.zip` ends, beside it.
const ENDING: &str = ".rehearsal.txt";
