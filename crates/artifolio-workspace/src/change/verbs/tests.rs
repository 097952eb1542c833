use std::collections::BTreeMap;

use artifolio_core::artifact::{ArtifactState, Consent, Person};
use artifolio_core::check::waiver;
use artifolio_core::criterion::{EntryStatus, Role};
use artifolio_core::finding::{Finding, Severity, Subject};
use artifolio_core::message::{Catalogue, Language};
use artifolio_core::portfolio::Settings;
use artifolio_core::progress::Silent;
use artifolio_core::settings_edit::blank_settings;
use chrono::NaiveDate;
use proptest::prelude::*;

use super::*;
use crate::change::Change;
use crate::layout::{criterion_file, fixed};
use crate::read::read;
use crate::testing::MemFs;

mod evidence;
mod plan;

const CRITERION: &str = "\u{feff}---\r\n# mine\r\nartifacts:\r\n  - id: boards  # first\r\n    pin: {page: 2}\r\nwhy: kept\r\n---\r\nHow.\r\n";

fn world() -> MemFs {
    let fs = MemFs::new();
    fs.plant("portfolio.toml", b"# who\nformat = 1\nid = \"w\"\nfamily_name = \"\"\n");
    fs.plant("artifacts/boards/artifact.md", b"---\nid: boards\ntitle: 'Boards' # t\n---\nWhy.\n");
    fs.plant("artifacts/trip/artifact.md", b"---\nid: trip\n---\n");
    fs.plant("criteria/5a.md", CRITERION.as_bytes());
    fs
}

fn reading(fs: &MemFs) -> Reading {
    read(fs, &Silent).unwrap()
}

/// Does the steps of a change that only writes.
fn done(fs: &MemFs, change: &Change) {
    for step in &change.steps {
        let Step::Write { path, expect, bytes } = step else { panic!("{step:?}") };
        assert_eq!(crate::durable::current(fs, path).unwrap(), expect.hash());
        fs.plant(path.as_str(), bytes);
    }
}

fn text(fs: &MemFs, path: &str) -> String {
    let bytes = fs.tree().remove(&fixed(path)).unwrap().unwrap();
    String::from_utf8(bytes).unwrap()
}

fn ids(ids: &[&str]) -> Vec<String> {
    ids.iter().map(|id| (*id).to_owned()).collect()
}

fn attached(fs: &MemFs, key: &str) -> Vec<(String, Role)> {
    let reading = reading(fs);
    assert_eq!(reading.findings, []);
    let header = &reading.portfolio.criteria[key].header;
    header.artifacts.iter().map(|a| (a.id.to_string(), a.role)).collect()
}

#[test]
fn attaching_changes_those_lines_alone() {
    let fs = world();
    let change = attach(&fs, &reading(&fs), "5a", &ids(&["trip"]), Role::Supporting).unwrap();
    done(&fs, &change);
    assert_eq!(
        text(&fs, "criteria/5a.md"),
        CRITERION.replace("why:", "  - id: trip\r\n    role: supporting\r\nwhy:")
    );
    let change =
        attach(&fs, &reading(&fs), "2.5.a", &ids(&["boards", "trip"]), Role::Main).unwrap();
    done(&fs, &change);
    assert_eq!(text(&fs, "criteria/5a.md"), CRITERION.replace("why:", "  - id: trip\r\nwhy:"));
    assert_eq!(
        reading(&fs).portfolio.criteria["5a"].header.artifacts[0].pin.as_ref().unwrap().page,
        Some(2)
    );
    let change = attach(&fs, &reading(&fs), "5a", &ids(&["boards", "trip"]), Role::Main).unwrap();
    assert!(change.steps.is_empty(), "nothing to change");
    let change = detach(&fs, &reading(&fs), "5a", &ids(&["trip", "gone"])).unwrap();
    done(&fs, &change);
    assert_eq!(text(&fs, "criteria/5a.md"), CRITERION);
}

#[test]
fn a_criterion_without_a_file_gets_one() {
    let fs = world();
    let reading = reading(&fs);
    assert!(detach(&fs, &reading, "1b", &ids(&["trip"])).unwrap().steps.is_empty());
    done(&fs, &attach(&fs, &reading, "1b", &ids(&["trip", "boards", "trip"]), Role::Main).unwrap());
    let both = [("trip".to_owned(), Role::Main), ("boards".to_owned(), Role::Main)];
    assert_eq!(attached(&fs, "1b"), both);
    done(&fs, &attach(&fs, &reading, "reflection", &ids(&["boards"]), Role::Main).unwrap());
    assert_eq!(attached(&fs, "reflection").len(), 1);
    assert_eq!(criterion_file("reflection").as_str(), "reflection.md");
}

#[test]
fn what_does_not_exist_is_told_and_nothing_is_changed() {
    let fs = world();
    let r = reading(&fs);
    let unknown = attach(&fs, &r, "5a", &ids(&["boards", "none"]), Role::Main).unwrap_err();
    assert!(matches!(unknown, VerbError::UnknownArtifact(id) if id == "none"));
    let unknown = attach(&fs, &r, "9z", &ids(&["boards"]), Role::Main).unwrap_err();
    assert!(matches!(unknown, VerbError::UnknownCriterion(said) if said == "9z"));
    assert!(matches!(detach(&fs, &r, "9z", &[]), Err(VerbError::UnknownCriterion(_))));
    assert!(matches!(set_criterion_text(&fs, &r, "9z", ""), Err(VerbError::UnknownCriterion(_))));
    assert!(matches!(
        set_artifact(&fs, &r, "none", "artifact", |_| ()),
        Err(VerbError::UnknownArtifact(_))
    ));
}

#[test]
fn a_file_changed_since_it_was_read_is_never_written_over() {
    let fs = world();
    let r = reading(&fs);
    fs.plant("criteria/5a.md", CRITERION.replace("boards", "trip").as_bytes());
    fs.plant("criteria/1a.md", b"theirs");
    fs.plant("artifacts/boards/artifact.md", b"---\nid: boards\ntitle: Theirs\n---\n");
    fs.plant("portfolio.toml", b"format = 1\nid = \"w\"\nname = \"Theirs\"\n");
    let conflicts = [
        attach(&fs, &r, "5a", &ids(&["trip"]), Role::Main),
        detach(&fs, &r, "5a", &ids(&["boards"])),
        set_criterion_text(&fs, &r, "1a", "mine"),
        set_artifact(&fs, &r, "boards", "artifact", |_| ()),
        set_artifact_text(&fs, &r, "boards", "mine"),
        set_settings(&fs, &r, |_| ()),
    ];
    for conflict in conflicts {
        assert!(matches!(conflict, Err(VerbError::Changed(_))), "{conflict:?}");
    }
}

#[test]
fn a_list_with_a_broken_item_is_left_to_its_owner() {
    let fs = world();
    let broken = "---\nartifacts:\n  - id: NOT AN ID\n  - id: boards\n  - id: trip\n---\n";
    fs.plant("criteria/5a.md", broken.as_bytes());
    let r = reading(&fs);
    let wrong_place = detach(&fs, &r, "5a", &ids(&["boards"]));
    assert!(
        matches!(wrong_place, Err(VerbError::NotEditable { reason: "by-hand", .. })),
        "{wrong_place:?}"
    );
    fs.plant("criteria/5a.md", b"---\nartifacts: [\n---\n");
    let unparsed = attach(&fs, &reading(&fs), "5a", &ids(&["boards"]), Role::Main);
    assert!(
        matches!(unparsed, Err(VerbError::NotEditable { reason: "syntax", .. })),
        "{unparsed:?}"
    );
    fs.plant("criteria/5a.md", b"caf\xe9");
    let latin = attach(&fs, &reading(&fs), "5a", &ids(&["boards"]), Role::Main);
    assert!(matches!(latin, Err(VerbError::NotEditable { reason: "not-utf8", .. })), "{latin:?}");
}

#[test]
fn a_text_is_replaced_and_the_header_kept() {
    let fs = world();
    done(&fs, &set_criterion_text(&fs, &reading(&fs), "5a", "New.\n").unwrap());
    assert_eq!(text(&fs, "criteria/5a.md"), CRITERION.replace("How.\r\n", "New.\n"));
    done(&fs, &set_criterion_text(&fs, &reading(&fs), "1a", "First.\n").unwrap());
    let r = reading(&fs);
    let entry = &r.portfolio.criteria["1a"];
    assert_eq!((entry.text.as_str(), entry.header.edition.as_deref()), ("First.\n", Some("2017")));
    assert!(set_criterion_text(&fs, &r, "1a", "First.\n").unwrap().steps.is_empty());
}

#[test]
fn an_artifact_is_edited_where_it_changed_and_keeps_its_id() {
    let fs = world();
    let change = set_artifact(&fs, &reading(&fs), "boards", "artifact", |header| {
        header.title = "Choice boards".into();
        header.id = artifolio_core::id::Id::parse("other").unwrap();
    });
    done(&fs, &change.unwrap());
    assert_eq!(
        text(&fs, "artifacts/boards/artifact.md"),
        "---\nid: boards\ntitle: 'Choice boards' # t\n---\nWhy.\n"
    );
    let change = set_artifact(&fs, &reading(&fs), "boards", "artifact", |header| {
        let who = "S1".to_owned();
        header.people.push(Person { who, consent: Consent::Given, ..Person::default() });
    });
    done(&fs, &change.unwrap());
    done(&fs, &set_artifact_text(&fs, &reading(&fs), "boards", "Better.\n").unwrap());
    let r = reading(&fs);
    let boards = r.portfolio.artifact("boards").unwrap();
    assert_eq!(boards.header.people[0].consent, Consent::Given);
    assert_eq!(boards.reflection, "Better.\n");
    assert!(text(&fs, "artifacts/boards/artifact.md").contains("'Choice boards' # t\n"));
    // What would not be read back as it was meant is not written.
    let bad = set_artifact(&fs, &r, "boards", "artifact", |h| h.made = Some("one day".into()));
    assert!(matches!(bad, Err(VerbError::NotEditable { reason: "by-hand", .. })), "{bad:?}");
}

#[test]
fn a_new_artifact_asks_for_nothing() {
    let fs = world();
    let (change, id) = new_artifact(&fs, &reading(&fs), &NewArtifact::default()).unwrap();
    assert_eq!(id.as_str(), "artifact");
    done(&fs, &change);
    let new = NewArtifact {
        title: "Trip".into(),
        planned: true,
        link: Some(" https://example.org/a?b#c ".into()),
        text: "A thought.\n".into(),
    };
    let (change, id) = new_artifact(&fs, &reading(&fs), &new).unwrap();
    assert_eq!(id.as_str(), "trip-2", "an id is never given twice");
    done(&fs, &change);
    let r = reading(&fs);
    assert_eq!(r.findings, []);
    let trip = r.portfolio.artifact("trip-2").unwrap();
    assert_eq!((trip.header.number, trip.header.state), (Some(2), ArtifactState::Planned));
    assert_eq!(trip.header.evidence[0].link.as_deref(), Some("https://example.org/a?b#c"));
    assert_eq!(trip.reflection, "A thought.\n");
    for bad in ["", "example.org", "javascript:alert(1)", "file:///etc/passwd"] {
        let new = NewArtifact { link: Some(bad.into()), ..NewArtifact::default() };
        assert!(matches!(new_artifact(&fs, &r, &new), Err(VerbError::BadValue { .. })), "{bad}");
        assert!(matches!(add_link(&fs, &r, "trip", bad), Err(VerbError::BadValue { .. })), "{bad}");
    }
}

#[test]
fn numbers_follow_the_order_that_is_said() {
    let fs = world();
    let trip = ids(&["trip"]);
    done(&fs, &order(&fs, &reading(&fs), &trip).unwrap());
    let of = |fs: &MemFs| -> Vec<_> {
        let r = reading(fs);
        r.portfolio.artifacts.iter().map(|a| (a.header.id.to_string(), a.header.number)).collect()
    };
    assert_eq!(of(&fs), [("trip".to_owned(), Some(1)), ("boards".to_owned(), Some(2))]);
    assert!(order(&fs, &reading(&fs), &trip).unwrap().steps.is_empty(), "as it is");
}

#[test]
fn an_artifact_goes_with_its_files_and_its_mappings() {
    let fs = world();
    let change = remove_artifact(&fs, &reading(&fs), "boards").unwrap();
    let [Step::Write { path: entry, .. }, Step::Remove { path, .. }] = &change.steps[..] else {
        panic!("{change:?}")
    };
    assert_eq!((entry.as_str(), path.as_str()), ("criteria/5a.md", "artifacts/boards"));
}

#[test]
fn the_header_of_an_entry_is_changed_where_it_differs() {
    let fs = world();
    let change = set_entry(&fs, &reading(&fs), "5a", "criterion", |header| {
        header.status = EntryStatus::Ready;
        header.self_score = Some(1);
    });
    done(&fs, &change.unwrap());
    let now = text(&fs, "criteria/5a.md");
    assert!(now.contains("# mine\r\n") && now.contains("status: ready\r\n"), "{now}");
    assert_eq!(reading(&fs).portfolio.criteria["5a"].header.self_score, Some(1));
}

#[test]
fn a_finding_is_waived_once_and_unwaived() {
    let fs = world();
    let r = reading(&fs);
    let on = NaiveDate::from_ymd_opt(2026, 11, 24).unwrap();
    let finding = |rule| Finding {
        rule,
        severity: Severity::Required,
        subject: Subject::artifact("boards"),
        params: BTreeMap::new(),
        place: None,
    };
    let (waivable, other) = (finding("name-not-portable"), finding("file-unreadable"));
    assert!(matches!(waive(&fs, &r, &waivable, " \n", on), Err(VerbError::NoReason)));
    assert!(matches!(waive(&fs, &r, &other, "because", on), Err(VerbError::CannotWaive(_))));
    let none = unwaive(&fs, &r, waivable.rule, &waivable.subject);
    assert!(matches!(none, Err(VerbError::NotWaived(_))));

    let before = text(&fs, "portfolio.toml");
    done(&fs, &waive(&fs, &r, &waivable, "All are adults.", on).unwrap());
    let once = reading(&fs);
    assert!(waiver::of(&waivable, &once.portfolio).is_some());
    done(&fs, &waive(&fs, &once, &waivable, "Said better.", on).unwrap());
    let twice = reading(&fs);
    let waived: Vec<_> =
        twice.portfolio.settings.waived.iter().map(|w| w.reason.as_str()).collect();
    assert_eq!(waived, ["Said better."]);
    assert!(text(&fs, "portfolio.toml").starts_with("# who\n"));
    done(&fs, &unwaive(&fs, &twice, waivable.rule, &waivable.subject).unwrap());
    assert_eq!(text(&fs, "portfolio.toml").trim_end(), before.trim_end());
}

#[test]
fn the_date_of_a_bundle_is_set_and_taken_away() {
    let fs = world();
    let before = text(&fs, "portfolio.toml");
    let date = NaiveDate::from_ymd_opt(2027, 1, 10);
    done(&fs, &set_settings(&fs, &reading(&fs), |s| s.prepared_on = date).unwrap());
    assert_eq!(reading(&fs).portfolio.settings.prepared_on, date);
    done(&fs, &set_settings(&fs, &reading(&fs), |s| s.prepared_on = None).unwrap());
    assert_eq!(text(&fs, "portfolio.toml"), before);
}

#[test]
fn settings_are_changed_where_they_differ() {
    let fs = world();
    let change = set_settings(&fs, &reading(&fs), |s| {
        s.name = "Ana \"Q\"".into();
        s.classroom = false;
        s.dates.course_end = NaiveDate::from_ymd_opt(2026, 8, 31);
        (s.statement.own_work, s.statement.ai_help) = (true, "It found synonyms.".into());
    });
    done(&fs, &change.unwrap());
    let now = text(&fs, "portfolio.toml");
    assert!(now.starts_with("# who\nformat = 1\nid = \"w\"\nfamily_name = \"\"\n"), "{now}");
    let r = reading(&fs);
    assert_eq!(r.portfolio.settings.name, "Ana \"Q\"");
    assert!(!r.portfolio.settings.classroom && r.portfolio.settings.statement.own_work);
    let lists = set_settings(&fs, &r, |s| s.waived.clear());
    assert!(lists.unwrap().steps.is_empty());
}

#[test]
fn a_new_portfolio_reads_as_it_was_said() {
    let settings =
        Settings { id: "0198".into(), name: "Ana \"A\" Núñez".into(), ..blank_settings() };
    let words = Catalogue::of(Language::En);
    let change = new_portfolio(&settings, &words);
    let fs = MemFs::new();
    done(&fs, &Change { steps: change.steps[..1].to_vec(), ..change });
    let reading = reading(&fs);
    assert_eq!(reading.findings, []);
    assert_eq!(reading.portfolio.settings, settings);
}

proptest! {
    // Each case reads the portfolio many times over.
    #![proptest_config(ProptestConfig::with_cases(40))]

    #[test]
    fn attaching_and_detaching_any_is_what_a_list_does(
        steps in prop::collection::vec((any::<bool>(), any::<bool>(), 0..3_usize), 1..12),
        flow: bool,
    ) {
        let fs = world();
        fs.plant("artifacts/third/artifact.md", b"---\nid: third\n---\n");
        if flow {
            fs.plant("criteria/5a.md", b"---\nartifacts: [{id: boards}] # all\n---\nHow.\n");
        }
        let mut expected = vec![("boards".to_owned(), Role::Main)];
        for (attaches, main, which) in steps {
            let id = ["boards", "trip", "third"][which];
            let role = if main { Role::Main } else { Role::Supporting };
            let r = reading(&fs);
            if attaches {
                done(&fs, &attach(&fs, &r, "5a", &ids(&[id]), role).unwrap());
                match expected.iter_mut().find(|(other, _)| other == id) {
                    Some((_, was)) => *was = role,
                    None => expected.push((id.to_owned(), role)),
                }
            } else {
                done(&fs, &detach(&fs, &r, "5a", &ids(&[id])).unwrap());
                expected.retain(|(other, _)| other != id);
            }
            prop_assert_eq!(&attached(&fs, "5a"), &expected);
        }
        let text = text(&fs, "criteria/5a.md");
        prop_assert!(text.contains(if flow { "# all" } else { "# mine" }), "{}", text);
    }
}
