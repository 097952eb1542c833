//! The registry against its fixtures, its sentences, its severities and its page.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use super::fixture::{Case, World, day};
use super::{catalogue, reading, report, rules, waiver};
use crate::finding::{Finding, Severity, Subject};
use crate::message::{Catalogue, Language};
use crate::profile::{Profile, RuleSeverity};

const CASES: [&[Case]; 12] = [
    super::identity::cases::CASES,
    super::reflection::cases::CASES,
    super::artifacts::cases::CASES,
    super::coverage_rules::cases::CASES,
    super::text::cases::CASES,
    super::files::cases::CASES,
    super::names::cases::CASES,
    super::privacy::cases::CASES,
    super::rights::cases::CASES,
    super::accessibility::cases::CASES,
    super::links::cases::CASES,
    super::dates::cases::CASES,
];

pub(crate) fn cases() -> impl Iterator<Item = &'static Case> {
    CASES.into_iter().flatten()
}

/// Every case with its faulty portfolio and what stands of its rule there.
fn tripped() -> &'static [(&'static Case, World, Vec<Finding>)] {
    static TRIPPED: LazyLock<Vec<(&Case, World, Vec<Finding>)>> = LazyLock::new(|| {
        let one = |case: &'static Case| {
            let world = made(case.trips);
            let findings = world.findings(case.rule);
            (case, world, findings)
        };
        cases().map(one).collect()
    });
    &TRIPPED
}

fn made(change: fn(&mut World)) -> World {
    let mut world = World::clean();
    change(&mut world);
    world
}

fn profile() -> Profile {
    World::clean().profile
}

#[test]
fn a_complete_portfolio_has_no_findings() {
    assert_eq!(World::clean().report().findings, []);
}

#[test]
fn every_rule_has_one_fixture_that_trips_it_and_one_near_miss() {
    let registered: Vec<_> = rules().map(|r| r.id).collect();
    let tested: Vec<_> = cases().map(|c| c.rule).collect();
    assert_eq!(registered, tested);
    let clean = World::clean();
    for (case, world, findings) in tripped() {
        let near = made(case.near_miss);
        assert!(*world != clean && near != clean, "{}: a fixture changes nothing", case.rule);
        assert!(!findings.is_empty(), "{} is not tripped", case.rule);
        assert_eq!(near.findings(case.rule), [], "{}", case.rule);
    }
}

/// A mark, and a jump in the window, need a subject that no other finding of the rule has.
#[test]
fn a_rule_speaks_of_a_subject_once() {
    for (case, _, findings) in tripped() {
        let subjects: BTreeSet<_> = findings.iter().map(|f| f.subject.clone()).collect();
        assert_eq!(subjects.len(), findings.len(), "{}", case.rule);
    }
}

#[test]
fn every_finding_speaks_whole_sentences_in_every_language() {
    for language in [Language::En, Language::Es] {
        let words = Catalogue::of(language);
        for (id, _) in catalogue() {
            let name = id.replace('-', "_");
            assert!(words.has(&format!("finding_{name}")), "{language:?} {id}");
            assert!(words.has(&format!("hint_{name}")), "{language:?} {id}");
        }
        for finding in tripped().iter().flat_map(|(_, _, findings)| findings) {
            let spoken = words.spoken(finding, "");
            for sentence in [spoken.message, spoken.hint] {
                assert!(
                    !sentence.contains(['{', '}']),
                    "{language:?} {}: {sentence}",
                    finding.rule
                );
                assert!(!sentence.is_empty() && !sentence.contains("finding_"), "{}", finding.rule);
            }
        }
    }
}

#[test]
fn every_fault_of_a_header_is_told_in_words() {
    use crate::header::{Expected as E, FaultKind as F};
    let shapes = [
        E::Text,
        E::Truth,
        E::Number,
        E::Point,
        E::List,
        E::Keys,
        E::Date,
        E::Moment,
        E::Time,
        E::Id,
        E::Path,
        E::Address,
        E::Hash,
        E::OneOf(&["en"]),
    ];
    let kinds = [F::NotClosed, F::TooLarge, F::TooMuch, F::Syntax("x".into()), F::NoKeys]
        .into_iter()
        .chain([F::Duplicate, F::Missing])
        .chain(shapes.map(F::Expected));
    for (language, kind) in kinds.flat_map(|k| [(Language::En, k.clone()), (Language::Es, k)]) {
        let file = Subject::file("artifacts/x/artifact.md").field("made");
        let finding = Finding::new(reading::HEADER_FAULT, Severity::Required, file)
            .with("file", "artifact.md")
            .with("key", "made")
            .with("said", "a sign")
            .with("words", "en, es")
            .with("reason", kind.code());
        let words = Catalogue::of(language);
        let spoken = words.spoken(&finding, "").message;
        assert!(words.has(&format!("reason_{}", kind.code().replace('-', "_"))), "{kind}");
        assert!(!spoken.contains(": missing") && !spoken.contains('{'), "{spoken}");
    }
}

#[test]
fn ids_severities_and_the_page_of_codes_agree() {
    let profile = profile();
    let ids: BTreeSet<_> = catalogue().map(|(id, _)| id.to_owned()).collect();
    assert_eq!(ids.len(), catalogue().count(), "an id twice");
    assert_eq!(ids, profile.rule.keys().cloned().collect());
    assert!(profile.rule.values().all(|r| !r.source.trim().is_empty()));
    let page = include_str!("../../../../docs/codes.md");
    let rows: BTreeMap<&str, Vec<&str>> = page
        .split("## Errors")
        .next()
        .unwrap()
        .lines()
        .filter_map(|line| line.strip_prefix("| `")?.split_once("` |"))
        .map(|(id, rest)| (id, rest.split('|').map(str::trim).collect()))
        .collect();
    assert_eq!(ids, rows.keys().map(|id| (*id).to_owned()).collect());
    for (id, locked) in catalogue() {
        let severity = format!("{:?}", profile.rule[id].severity).to_lowercase();
        assert_eq!(rows[id][..2], [severity.as_str(), if locked { "no" } else { "yes" }], "{id}");
        assert!(!locked || profile.rule[id].severity == RuleSeverity::Required, "{id}");
    }
}

#[test]
fn a_profile_changes_severities_but_never_of_what_makes_a_bundle_unreadable() {
    let mut world = made(|w| {
        w.evidence(1, "board").alt.clear();
        w.artifact(11).header.number = None;
    });
    assert!(world.report().refuses());
    world.profile.rule.get_mut("alt-missing").unwrap().severity = RuleSeverity::Required;
    world.profile.rule.get_mut("number-missing").unwrap().severity = RuleSeverity::Off;
    assert_eq!(world.report().count(Severity::Required), 2);
    world.profile.rule.get_mut("alt-missing").unwrap().severity = RuleSeverity::Off;
    assert!(world.findings("alt-missing").is_empty());
    assert_eq!(world.findings("number-missing").len(), 1);
}

#[test]
fn a_report_has_every_finding_gravest_first() {
    let world = made(|w| {
        w.settings().role.clear();
        w.settings().title.clear();
        w.evidence(3, "page").checked = None;
        w.evidence(1, "board").alt.clear();
        w.lose("artifacts/artifact-4/plan.docx");
    });
    let file = Subject::file("artifacts/x/artifact.md");
    let fault = Finding::new(reading::HEADER_FAULT, Severity::Advice, file).at(3, 7);
    let all = report(&world.context(), vec![fault]).findings;
    let seen: Vec<_> = all.iter().map(|f| (f.severity, f.rule)).collect();
    assert_eq!(
        seen,
        [
            (Severity::Required, "header-fault"),
            (Severity::Required, "identity-incomplete"),
            (Severity::Required, "identity-incomplete"),
            (Severity::Required, "evidence-missing"),
            (Severity::Recommended, "alt-missing"),
            (Severity::Advice, "link-unchecked"),
        ]
    );
    assert_eq!(all[0].place.map(|p| (p.line, p.column)), Some((3, 7)));
}

#[test]
fn a_file_that_could_not_be_read_is_not_called_missing_too() {
    let world = made(|w| w.lose("artifacts/artifact-4/plan.docx"));
    let file = Subject::file("artifacts/artifact-4/plan.docx");
    let fault = Finding::new(reading::FILE_UNREADABLE, Severity::Required, file);
    let rules: Vec<_> =
        report(&world.context(), vec![fault]).findings.iter().map(|f| f.rule).collect();
    assert_eq!(rules, ["file-unreadable"]);
}

/// Marks every finding of a rule as "checked, doesn't apply".
fn waive(world: &mut World, findings: &[Finding], reason: &str) {
    for finding in findings {
        let mark = waiver::mark(finding, &world.portfolio, reason, day("2026-11-24"));
        world.settings().waived.extend(mark);
    }
}

fn waive_all(world: &mut World, rule: &str, reason: &str) {
    let findings = world.findings(rule);
    waive(world, &findings, reason);
}

#[test]
fn every_rule_that_may_be_waived_can_be_and_no_other() {
    for ((case, world, findings), rule) in tripped().iter().zip(rules()) {
        let mut world = world.clone();
        waive(&mut world, findings, "asked the provider");
        let report = world.report();
        let standing = report.findings.iter().filter(|f| f.rule == case.rule).count();
        let (stand, waived) = if rule.locked { (findings.len(), 0) } else { (0, findings.len()) };
        assert_eq!((standing, report.waived.len()), (stand, waived), "{}", case.rule);
    }
}

#[test]
fn a_waiver_lapses_when_what_was_judged_changes() {
    type Change = fn(&mut World);
    let changes: [(&str, Change, Change); 8] = [
        (
            "alt-missing",
            |w| w.evidence(1, "board").alt.clear(),
            |w| w.facts(1, "board").sha256 = "f".repeat(64),
        ),
        (
            "alt-missing",
            |w| w.evidence(1, "board").alt.clear(),
            |w| w.artifact(1).header.summary = "x".into(),
        ),
        (
            "artifact-reflection-missing",
            |w| w.artifact(1).reflection.clear(),
            |w| w.artifact(1).reflection = "\n".into(),
        ),
        ("text-names-other-code", |w| w.entry("1a").text += " 5a", |w| w.entry("1a").text += " 5b"),
        (
            "text-identical",
            |w| w.entry("7c").text = w.text("2a"),
            |w| {
                w.entry("2a").text += "!";
                w.entry("7c").text = w.text("7c");
            },
        ),
        (
            "identity-incomplete",
            |w| w.settings().role.clear(),
            |w| w.settings().title = "Coach".into(),
        ),
        (
            "artifact-count",
            |w| w.profile.artifacts.max = 10,
            |w| {
                w.add_artifact(12);
            },
        ),
        (
            "due-unconfirmed",
            |w| w.settings().dates.official_due = None,
            |w| w.settings().dates.course_end = Some(day("2026-08-30")),
        ),
    ];
    for (rule, trip, change) in changes {
        let mut world = made(trip);
        waive_all(&mut world, rule, "asked the provider");
        assert!(world.findings(rule).is_empty(), "{rule}");
        change(&mut world);
        assert!(!world.findings(rule).is_empty(), "{rule}");
    }
}

#[test]
fn a_waiver_outlives_what_says_nothing_of_the_content() {
    let mut world = made(|w| {
        w.evidence(1, "board").alt.clear();
        w.entry("1a").text += " 5a";
    });
    waive_all(&mut world, "alt-missing", "decoration");
    waive_all(&mut world, "text-names-other-code", "on purpose");
    world.today = day("2027-01-10");
    world.settings().prepared_on = Some(day("2027-01-10"));
    world.artifact(1).header.number = Some(11);
    world.artifact(11).header.number = Some(1);
    world.artifact(1).header.note = "done".into();
    world.artifact(1).header.state = crate::artifact::ArtifactState::Ready;
    world.entry("1a").header.self_score = Some(1);
    assert_eq!(world.report().findings, []);
    assert_eq!(world.report().waived.len(), 2);
}

#[test]
fn a_waiver_needs_a_reason_and_its_own_subject() {
    let mut world = made(|w| w.evidence(1, "board").alt.clear());
    waive_all(&mut world, "alt-missing", " ");
    assert_eq!(world.findings("alt-missing").len(), 1);
    world.settings().waived[0].reason = "decoration".into();
    assert_eq!(world.findings("alt-missing").len(), 0);
    world.settings().waived[0].field = Some("evidence.sheet.alt".into());
    assert_eq!(world.findings("alt-missing").len(), 1);
}
