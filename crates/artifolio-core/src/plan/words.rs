//! What pieces of work and steps of the course are called, in the language of a catalogue.

use std::collections::BTreeMap;

use super::blocks::{Block, Part};
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
    let kind = match task.work {
        Work::Artifact => "artifact",
        Work::Contextualization if is_unwritten(task) => "contextualization",
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
            let said = task.finding.as_ref().map(|f| words.spoken(f, profile.source(f.rule)));
            return said.map_or_else(String::new, |said| first_sentence(&said.message).to_owned());
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

fn is_unwritten(task: &Task) -> bool {
    task.finding.as_ref().is_none_or(|finding| UNWRITTEN.contains(&finding.rule))
}

/// Up to the first end of a sentence outside of quotation marks: a title may hold one.
fn first_sentence(text: &str) -> &str {
    let closed = |head: &str| {
        let count = |mark: char| head.matches(mark).count();
        count('"') % 2 == 0 && count('«') == count('»') && count('“') == count('”')
    };
    let mut ends = text.match_indices(". ").map(|(at, _)| &text[..=at]);
    ends.find(|head| closed(head)).unwrap_or(text)
}

/// What is done in a time of work, a line each, for a calendar or a notification. Others may see those, so what a finding names
/// (people, numbers, addresses) is not in it.
#[must_use]
pub fn outline(
    block: &Block,
    tasks: &[Task],
    portfolio: &Portfolio,
    profile: &Profile,
    words: &Catalogue,
) -> Vec<String> {
    let of = |part: &Part| &tasks[part.task];
    let mut lines = Vec::new();
    for run in block.parts.chunk_by(|a, b| of(a).work == of(b).work) {
        let work = of(&run[0]).work;
        let plain = match work {
            Work::Artifact
            | Work::Reflection
            | Work::ArtifactReflection
            | Work::Feedback
            | Work::HandingIn => true,
            Work::Contextualization => run.iter().all(|part| is_unwritten(of(part))),
            _ => false,
        };
        if plain {
            lines.extend(run.iter().map(|part| task(of(part), portfolio, profile, words)));
        } else {
            lines.push(kind(work, run.len(), words));
        }
    }
    lines
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sentence_ends_outside_of_quotation_marks() {
        for (text, first) in [
            ("One. Two.", "One."),
            ("One", "One"),
            ("\"Unit 1. Fractions\" shows S1. Ask.", "\"Unit 1. Fractions\" shows S1."),
            ("«Unidad 1. Más» dice. Otra.", "«Unidad 1. Más» dice."),
            ("An open \" mark. Two.", "An open \" mark. Two."),
        ] {
            assert_eq!(first_sentence(text), first);
        }
    }
}
