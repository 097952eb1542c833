//! Rules beside each other: one fault, and exactly the rules that should speak of it.

use super::fixture::{World, day, path, words};
use crate::file_facts::{FileKind, Opens};
use crate::finding::{Finding, Severity};
use crate::portfolio::{Extension, Waived};
use crate::profile::ReflectionPrompts;

type Change = fn(&mut World);

fn exactly(table: &[(&str, Change, &[&str])]) {
    for (name, change, expected) in table {
        let mut world = World::clean();
        change(&mut world);
        let found: Vec<_> = world.report().findings.iter().map(|f| f.rule).collect();
        assert_eq!(found, *expected, "{name}");
    }
}

#[test]
fn files() {
    exactly(&[
        (
            "nothing is said of what an empty file holds",
            |w| {
                let facts = w.facts(4, "plan");
                (facts.size, facts.macros) = (0, true);
                facts.opens = Opens::Broken("no bytes".into());
                facts.fits = vec!["txt".into()];
            },
            &["evidence-empty"],
        ),
        (
            "a captured copy is evidence like a file",
            |w| {
                let page = path("artifacts/artifact-3/page.pdf");
                w.portfolio.files.get_mut(&page).unwrap().size = 90_000;
                w.profile.files.max_bytes = Some(89_999);
            },
            &["file-too-large"],
        ),
        (
            "caps are not for captions",
            |w| {
                let captions = path("artifacts/artifact-2/film.vtt");
                w.portfolio.files.get_mut(&captions).unwrap().size = 90_000;
                w.profile.files.max_bytes = Some(89_999);
            },
            &[],
        ),
        (
            "a copy that does not play either is none",
            |w| {
                w.facts(2, "film").kind = FileKind::OtherVideo;
                w.evidence(2, "film").viewable = Some(path("film.webm"));
                w.add_file("artifacts/artifact-2/film.webm", FileKind::WebVideo);
                let copy = path("artifacts/artifact-2/film.webm");
                w.portfolio.files.get_mut(&copy).unwrap().playable = Some(false);
            },
            &["video-not-playable"],
        ),
        (
            "a film without sound needs no captions",
            |w| {
                w.facts(2, "film").has_audio = Some(false);
                w.evidence(2, "film").captions = None;
            },
            &["video-no-audio"],
        ),
        (
            "a picture beside a document needs a text alternative too",
            |w| {
                w.evidence(4, "plan").viewable = Some(path("plan.png"));
                w.add_file("artifacts/artifact-4/plan.png", FileKind::WebImage);
            },
            &["alt-missing"],
        ),
        (
            "a poster is no evidence of its own",
            |w| {
                w.evidence(2, "film").poster = Some(path("still.png"));
                w.add_file("artifacts/artifact-2/still.png", FileKind::WebImage);
                let still = path("artifacts/artifact-2/still.png");
                w.portfolio.files.get_mut(&still).unwrap().size = 90_000;
                w.profile.files.max_bytes = Some(89_999);
            },
            &[],
        ),
        (
            "a caption is no text alternative",
            |w| w.evidence(1, "board").alt = "our board!".into(),
            &["alt-weak"],
        ),
        (
            "a file's name is none",
            |w| w.evidence(1, "board").alt = "board.png".into(),
            &["alt-weak"],
        ),
        ("an author of blanks is none", |w| w.facts(4, "plan").author = Some(" ".into()), &[]),
        (
            "a lost file has one fault",
            |w| w.lose("artifacts/artifact-1/board.png"),
            &["evidence-missing"],
        ),
    ]);
}

#[test]
fn texts_and_criteria() {
    exactly(&[
        (
            "the same text is not called similar too",
            |w| w.entry("7c").text = w.text("2a"),
            &["text-identical"],
        ),
        (
            "three times the same are three pairs",
            |w| {
                w.entry("7c").text = w.text("2a");
                w.entry("7b").text = w.text("2a");
            },
            &["text-identical", "text-identical", "text-identical"],
        ),
        (
            "over the limit is not near it",
            |w| {
                w.profile.text.max_words = Some(40);
                w.entry("1a").text = words("long", 41);
                for key in ["1b", "1c"] {
                    w.entry(key).text = words(key, 35);
                }
            },
            &[["text-too-long"].as_slice(), &["text-near-limit"; 21]].concat(),
        ),
        ("the reflection may name every code", |w| w.entry("reflection").text += " 5a, 2.3.b", &[]),
        (
            "a programme without prompts asks for none",
            |w| {
                w.profile.reflection = ReflectionPrompts::default();
                w.entry("reflection").text = "Hello.".into();
            },
            &[],
        ),
        (
            "a reflection that is empty misses no prompts",
            |w| w.entry("reflection").text.clear(),
            &["reflection-missing"],
        ),
        (
            "the last second is still in the film",
            |w| w.entry("1b").header.artifacts[0].pin = pin(r#"{"time": "01:30"}"#),
            &[],
        ),
        (
            "and the next one is not",
            |w| w.entry("1b").header.artifacts[0].pin = pin(r#"{"time": "00:01:31"}"#),
            &["pin-beyond"],
        ),
        (
            "empty on purpose is silent but counts for nothing",
            |w| {
                for key in ["1a", "2a", "3a", "4a", "5a", "6a"] {
                    w.entry(key).text.clear();
                    w.entry(key).header.empty_on_purpose = true;
                }
            },
            &["coverage-below-pass"],
        ),
    ]);
}

fn pin(json: &str) -> Option<crate::criterion::Pin> {
    Some(serde_json::from_str(json).unwrap())
}

#[test]
fn numbers_and_dates() {
    exactly(&[
        ("numbers begin at 1", |w| w.artifact(1).header.number = Some(12), &["number-gap"]),
        (
            "an artifact without a number leaves a gap",
            |w| w.artifact(3).header.number = None,
            &["number-missing", "number-gap"],
        ),
        (
            "a number far away is no long list",
            |w| w.artifact(1).header.number = Some(u32::MAX),
            &["number-gap"],
        ),
        (
            "an extension is confirmed",
            |w| {
                w.settings().dates.official_due = None;
                let due = Some(day("2027-05-31"));
                w.settings().dates.extensions = vec![Extension { due, ..Extension::default() }];
            },
            &[],
        ),
        (
            "without a date nothing is due",
            |w| w.settings().dates = crate::portfolio::Dates::default(),
            &[],
        ),
    ]);
}

#[test]
fn gravest_first_whatever_the_order_of_the_rules() {
    let mut world = World::clean();
    world.evidence(1, "board").sha256 = Some("0".repeat(64));
    world.entry("1a").text += " 5a";
    world.artifact(11).header.number = None;
    let found: Vec<_> = world.report().findings.iter().map(|f| (f.severity, f.rule)).collect();
    assert_eq!(
        found,
        [
            (Severity::Required, "number-missing"),
            (Severity::Recommended, "evidence-changed"),
            (Severity::Advice, "text-names-other-code"),
        ]
    );
}

/// A mark that someone wrote into portfolio.toml by hand for a rule that cannot be waived.
#[test]
fn what_makes_a_bundle_unreadable_is_not_waived_by_hand_either() {
    let mut world = World::clean();
    world.artifact(11).header.number = None;
    let [finding]: [Finding; 1] = world.findings("number-missing").try_into().unwrap();
    let mark = Waived {
        rule: finding.rule.into(),
        kind: finding.subject.kind,
        id: finding.subject.id.clone(),
        file: finding.subject.file.clone(),
        field: finding.subject.field.clone(),
        reason: "no number".into(),
        on: None,
        digest: super::waiver::digest_of(&finding.subject, &world.portfolio),
    };
    world.settings().waived.push(mark);
    assert_eq!(world.findings("number-missing").len(), 1);
}
