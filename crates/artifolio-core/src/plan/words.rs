//! What pieces of work and steps of the course are called, in the language of a catalogue.

use std::collections::BTreeMap;

use super::course::Step;
use super::work::Task;
use crate::finding::SubjectKind;
use crate::message::Catalogue;
use crate::portfolio::Portfolio;
use crate::profile::{Profile, StepKind, Work};

/// Rules that ask for a text which is not there; others say what is wrong with one that is.
const UNWRITTEN: [&str; 2] = ["coverage-criterion-open", "criterion-without-text"];

/// A piece of work, as one line: "Write the contextualization of 3b".
#[must_use]
pub fn task(task: &Task, portfolio: &Portfolio, profile: &Profile, words: &Catalogue) -> String {
    let rule = task.finding.as_ref().map(|finding| finding.rule);
    let kind = match task.work {
        Work::Artifact => "artifact",
        Work::Contextualization if rule.is_none_or(|rule| UNWRITTEN.contains(&rule)) => {
            "contextualization"
        }
        Work::Reflection => "reflection",
        Work::ArtifactReflection => "artifact_reflection",
        Work::Feedback => "feedback",
        Work::HandingIn => "handing_in",
        // What there is to mend only the finding says; its first sentence does for a line.
        Work::Contextualization
        | Work::Attaching
        | Work::Consent
        | Work::AltText
        | Work::Privacy
        | Work::Mending
        | Work::None => {
            let message = |finding| words.spoken(finding, profile.source(finding.rule)).message;
            let message = task.finding.as_ref().map_or_else(String::new, message);
            return message
                .split_once(". ")
                .map_or(message.clone(), |(first, _)| format!("{first}."));
        }
    };
    let id = task.subject.id.as_deref().unwrap_or_default();
    let (suffix, name) = match task.subject.kind {
        SubjectKind::Artifact => ("_called", portfolio.artifact(id).map_or(id, |a| a.called())),
        SubjectKind::Criterion => ("", profile.code(id)),
        _ => ("", id),
    };
    words.text(&format!("plan_task_{kind}{suffix}"), &BTreeMap::from([("name", name.to_owned())]))
}

/// A kind of work, for a list of several pieces: "5 text alternatives".
#[must_use]
pub fn kind(work: Work, count: usize, words: &Catalogue) -> String {
    let name = serde_json::to_value(work).expect("a kind is a word");
    let name = name.as_str().unwrap_or_default().replace('-', "_");
    let suffix = if count == 1 { "one" } else { "other" };
    let params = BTreeMap::from([("count", count.to_string())]);
    words.text(&format!("plan_kind_{name}_{suffix}"), &params)
}

/// A step of the course: "Module 1: Designing for Diversity".
#[must_use]
pub fn step(step: &Step, words: &Catalogue) -> String {
    let kind = match step.kind {
        StepKind::Assessment => "assessment",
        StepKind::Session => "session",
        StepKind::FaceToFace => "face_to_face",
        StepKind::Module => "module",
        StepKind::CheckIn => "check_in",
        StepKind::Celebration => "celebration",
        StepKind::Own => "own",
    };
    let number = step.number.map_or_else(String::new, |number| number.to_string());
    let name = words.text(&format!("plan_step_{kind}"), &BTreeMap::from([("number", number)]));
    match (step.kind, step.title.as_str()) {
        (_, "") => name,
        (StepKind::Own, title) => title.to_owned(),
        (_, title) => format!("{name}: {title}"),
    }
}
