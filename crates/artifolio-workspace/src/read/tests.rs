use std::io::ErrorKind;
use std::ops::ControlFlow;

use artifolio_core::file_facts::FileKind;
use artifolio_core::portfolio::Stray;
use artifolio_core::progress::Silent;
use artifolio_core::source::EntryKind;
use proptest::prelude::*;

use super::*;
use crate::testing::{Fault, MemFs};

const GOOD: [(&str, &str); 8] = [
    ("portfolio.toml", "format = 1\nid = \"w\"\nname = \"Ana\"\n"),
    ("reflection.md", "I am Ana.\n"),
    (
        "artifacts/boards/artifact.md",
        "---\nid: boards\nnumber: 2\nevidence:\n  - id: text\n    file: more/a.txt\n---\nWhy.\n",
    ),
    ("artifacts/boards/more/a.txt", "evidence"),
    ("artifacts/boards/left.txt", "not listed"),
    ("artifacts/trip/artifact.md", "---\nid: trip\nnumber: 1\n---\n"),
    ("criteria/5a.md", "---\nartifacts:\n  - id: boards\n---\nHow.\n"),
    ("feedback/mentor.md", "Good.\n"),
];

fn good() -> MemFs {
    let fs = MemFs::new();
    for (path, text) in GOOD {
        fs.plant(path, text.as_bytes());
    }
    fs
}

fn read_all(fs: &MemFs) -> Reading {
    read(fs, &Silent).unwrap()
}

/// Rule, file (or id), line and column; 0 where there is none.
fn told(reading: &Reading) -> Vec<(&'static str, String, u32, u32)> {
    let place = |f: &Finding| f.place.map_or((0, 0), |p| (p.line, p.column));
    let of = |f: &Finding| f.subject.file.clone().or(f.subject.id.clone()).unwrap_or_default();
    let findings = reading.findings.iter();
    findings.map(|f| (f.rule, of(f), place(f).0, place(f).1)).collect()
}

#[test]
fn a_good_portfolio_is_read_whole() {
    let fs = good();
    let reading = read_all(&fs);
    assert_eq!(reading.findings, []);
    assert_eq!(reading.read_only, None);
    let portfolio = &reading.portfolio;
    assert_eq!(portfolio.settings.name, "Ana");
    let ids: Vec<_> = portfolio.artifacts.iter().map(|a| a.header.id.as_str()).collect();
    assert_eq!(ids, ["trip", "boards"], "by number");
    let boards = &portfolio.artifacts[1];
    assert_eq!(boards.reflection, "Why.\n");
    assert_eq!(boards.unlisted, [fixed("artifacts/boards/left.txt")]);
    assert_eq!(portfolio.criteria.len(), 25);
    assert_eq!(portfolio.criteria["reflection"].text, "I am Ana.\n");
    assert_eq!(portfolio.criteria["5a"].header.artifacts[0].id.as_str(), "boards");
    assert_eq!(portfolio.criteria["1a"].file, fixed("criteria/1a.md"));
    let facts = &portfolio.files[&fixed("artifacts/boards/more/a.txt")];
    assert_eq!((facts.size, facts.kind), (8, FileKind::Text));
    assert_eq!(portfolio.files.len(), 1);
    assert_eq!(portfolio.strays, []);

    let mut opened = fs.opened();
    opened.sort();
    let all = opened.len();
    opened.dedup();
    assert_eq!(opened.len(), all, "a file is opened once");
    assert!(!opened.contains(&fixed("feedback/mentor.md")), "and only when it is needed");
}

#[test]
fn every_fault_has_its_file_and_place_and_hides_nothing_else() {
    type Told = (&'static str, &'static str, u32, u32);
    let table: [(&str, &[u8], &[Told]); 17] = [
        (
            "portfolio.toml",
            b"format = 1\nid = 'w'\nname = [1]\n",
            &[(rule::SETTINGS_FAULT, "portfolio.toml", 3, 8)],
        ),
        (
            "portfolio.toml",
            b"format = 1\nid = 'w'\nname = 'Ana\n",
            &[(rule::SETTINGS_FAULT, "portfolio.toml", 3, 12)],
        ),
        ("portfolio.toml", b"format = 99\nid = 'w'\n", &[(rule::FORMAT_NEWER, "", 0, 0)]),
        (
            "portfolio.toml",
            b"format = 1\nid = 'w'\nprofile = 'none'\n",
            &[(rule::PROFILE_UNKNOWN, "", 0, 0)],
        ),
        (
            "profile.toml",
            b"pass = 21\n= nonsense\n",
            &[(rule::PROFILE_FAULT, "profile.toml", 2, 1)],
        ),
        ("profile.toml", b"pass = 'many'\n", &[(rule::PROFILE_FAULT, "profile.toml", 0, 0)]),
        ("profile.toml", b"id = 'mine'\nbased_on = 'none'\n", &[]),
        (
            "criteria/1a.md",
            b"---\nartifacts: 7\n---\n",
            &[(rule::HEADER_FAULT, "criteria/1a.md", 2, 12)],
        ),
        ("criteria/1a.md", b"---\nnote: x\n", &[(rule::HEADER_FAULT, "criteria/1a.md", 1, 1)]),
        ("criteria/1a.md", b"line\nabc\xff\n", &[(rule::TEXT_NOT_UTF8, "criteria/1a.md", 2, 4)]),
        ("plan.toml", b"[[slot]]\nday = 'someday'\n", &[(rule::PLAN_FAULT, "plan.toml", 2, 7)]),
        ("plan.toml", b"[course\n", &[(rule::PLAN_FAULT, "plan.toml", 1, 8)]),
        ("criteria/9z.md", b"", &[(rule::CRITERION_UNKNOWN, "criteria/9z.md", 0, 0)]),
        (
            "artifacts/new/artifact.md",
            b"No header",
            &[(rule::HEADER_MISSING, "artifacts/new/artifact.md", 0, 0)],
        ),
        (
            "artifacts/new/artifact.md",
            b"---\ntitle: x\n---\n",
            &[(rule::HEADER_FAULT, "artifacts/new/artifact.md", 2, 1)],
        ),
        (
            "artifacts/new/artifact.md",
            b"---\nid: trip\n---\n",
            &[(rule::ID_DUPLICATE, "artifacts/trip/artifact.md", 0, 0)],
        ),
        (
            "artifacts/new/sub/x.png",
            b"x",
            &[(rule::FOLDER_WITHOUT_ARTIFACT, "artifacts/new", 0, 0)],
        ),
    ];
    for (path, bytes, expected) in table {
        let fs = good();
        fs.plant(path, bytes);
        let reading = read_all(&fs);
        let expected: Vec<_> =
            expected.iter().map(|(rule, file, l, c)| (*rule, (*file).to_owned(), *l, *c)).collect();
        assert_eq!(told(&reading), expected, "{path}: {:?}", reading.findings);
        assert_eq!(reading.portfolio.artifacts.len(), 2, "{path}");
        assert_eq!(reading.portfolio.criteria["5a"].text, "How.\n", "{path}");
        let newer = expected.iter().any(|told| told.0 == rule::FORMAT_NEWER);
        assert_eq!(reading.read_only, newer.then_some(ReadOnly::Newer(99)));
    }
}

/// A rule of reading, what trips it, and what nearly does.
type Pair = (&'static str, fn(&MemFs), fn(&MemFs));

const PAIRS: [Pair; 16] = [
    (
        rule::FORMAT_NEWER,
        |fs| fs.plant("portfolio.toml", b"format = 2\nid = 'w'\n"),
        |fs| fs.plant("portfolio.toml", b"format = 1\nid = 'w'\n"),
    ),
    (
        rule::SETTINGS_FAULT,
        |fs| fs.plant("portfolio.toml", b"format = 1\nid = 'w'\nprepared_on = 'soon'\n"),
        |fs| fs.plant("portfolio.toml", b"format = 1\nid = 'w'\nprepared_at = 'soon'\n"),
    ),
    (
        rule::PROFILE_FAULT,
        |fs| fs.plant("profile.toml", b"pass = 'many'\n"),
        |fs| fs.plant("profile.toml", b"pass = 21\n"),
    ),
    (
        rule::PROFILE_UNKNOWN,
        |fs| fs.plant("portfolio.toml", b"format = 1\nid = 'w'\nprofile = 'iste-2025'\n"),
        |fs| fs.plant("portfolio.toml", b"format = 1\nid = 'w'\nprofile = 'iste-2024'\n"),
    ),
    (
        rule::ID_DUPLICATE,
        |fs| fs.plant("artifacts/copy/artifact.md", b"---\nid: trip\n---\n"),
        |fs| fs.plant("artifacts/copy/artifact.md", b"---\nid: trip-2\n---\n"),
    ),
    (
        rule::HEADER_MISSING,
        |fs| fs.plant("artifacts/new/artifact.md", b"id: new\n"),
        // A contextualization may come without.
        |fs| fs.plant("criteria/1a.md", b"status: ready\n"),
    ),
    (
        rule::HEADER_FAULT,
        |fs| fs.plant("criteria/1a.md", b"---\nartifacts: boards\n---\n"),
        |fs| fs.plant("criteria/1a.md", b"---\nartifacts: [{id: boards}]\n---\n"),
    ),
    (
        rule::CLEAN_LIST_FAULT,
        |fs| fs.plant("artifacts/boards/cleaned/ledger.toml", b"[[copy]]\nsha256 = 1\n"),
        |fs| fs.plant("artifacts/boards/cleaned/ledger.toml", b"[[copy]]\nsha256 = '1'\n"),
    ),
    (
        rule::TEXT_NOT_UTF8,
        |fs| fs.plant("criteria/1a.md", b"caf\xe9\n"),
        |fs| fs.plant("criteria/1a.md", "\u{feff}caf\u{e9}\r\n".as_bytes()),
    ),
    (
        rule::TEXT_FILE_TOO_LARGE,
        |fs| fs.plant("criteria/1a.md", &vec![b'x'; MAX_TEXT_FILE as usize + 1]),
        |fs| fs.plant("criteria/1a.md", &vec![b'x'; MAX_TEXT_FILE as usize]),
    ),
    (
        rule::FILE_UNREADABLE,
        // The last thing that is read: the evidence.
        |fs| fs.fail_at(reads() - 1, Fault::Once(ErrorKind::PermissionDenied)),
        |fs| fs.fail_at(reads(), Fault::Once(ErrorKind::PermissionDenied)),
    ),
    (
        rule::FILE_IN_CLOUD,
        |fs| fs.plant_in_cloud("criteria/1a.md"),
        // Nothing names it, so nobody needs it.
        |fs| fs.plant_in_cloud("artifacts/boards/left.txt"),
    ),
    (
        rule::PLAN_FAULT,
        |fs| fs.plant("plan.toml", b"[course]\nstart = 'in summer'\n"),
        |fs| fs.plant("plan.toml", b"[course]\nstart = 2026-07-06\nteacher = 'x'\n"),
    ),
    (
        rule::CRITERION_UNKNOWN,
        |fs| fs.plant("criteria/8a.md", b""),
        |fs| fs.plant("criteria/7a.md", b""),
    ),
    (
        rule::CONFLICT_COPY,
        |fs| fs.plant("criteria/1a (1).md", b""),
        // It is nobody's criterion.
        |fs| fs.plant("artifacts/boards/1a (1).md", b""),
    ),
    (
        rule::FOLDER_WITHOUT_ARTIFACT,
        |fs| fs.plant("artifacts/new/photo.png", b"x"),
        |fs| drop(fs.below("artifacts/new")),
    ),
];

/// Operations of one reading of [`good`].
fn reads() -> usize {
    let fs = good();
    read_all(&fs);
    fs.operations()
}

#[test]
fn every_rule_of_reading_has_one_fixture_that_trips_it_and_one_near_miss() {
    let registered: Vec<_> = rule::ALL.iter().map(|fault| fault.id).collect();
    assert_eq!(PAIRS.map(|(rule, ..)| rule).to_vec(), registered);
    for (rule, trips, near_miss) in PAIRS {
        let rules = |change: fn(&MemFs)| {
            let fs = good();
            change(&fs);
            let findings = read_all(&fs).findings;
            findings.into_iter().map(|f| f.rule).collect::<Vec<_>>()
        };
        assert_eq!(rules(trips), [rule]);
        assert_eq!(rules(near_miss), [""; 0], "{rule}");
    }
}

#[test]
fn of_two_folders_with_one_id_the_later_is_left_out_with_a_proposal() {
    let fs = good();
    fs.plant("artifacts/boards copy/artifact.md", b"---\nid: boards\n---\n");
    fs.plant("artifacts/other/artifact.md", b"---\nid: boards-2\n---\n");
    let reading = read_all(&fs);
    let finding = &reading.findings[0];
    assert_eq!(
        finding.subject,
        Subject::artifact("boards").in_file("artifacts/boards copy/artifact.md")
    );
    assert_eq!(finding.params["other"], "artifacts/boards/artifact.md");
    assert_eq!(finding.params["proposal"], "boards-3");
    assert_eq!(reading.portfolio.artifacts.len(), 3);
}

#[test]
fn what_is_only_in_the_cloud_is_told_and_never_opened() {
    let fs = good();
    fs.plant_in_cloud("criteria/5a.md");
    fs.plant_in_cloud("artifacts/boards/more/a.txt");
    fs.plant_in_cloud("artifacts/boards/left.txt");
    let reading = read_all(&fs);
    let files: Vec<_> = told(&reading).into_iter().map(|told| (told.0, told.1)).collect();
    assert_eq!(
        files,
        [
            (rule::FILE_IN_CLOUD, "criteria/5a.md".to_owned()),
            (rule::FILE_IN_CLOUD, "artifacts/boards/more/a.txt".to_owned()),
        ]
    );
    assert!(reading.portfolio.files.is_empty());
    assert!(fs.opened().iter().all(|path| !path.as_str().starts_with("artifacts/boards/more")));
}

#[test]
fn a_text_without_end_is_told() {
    let fs = good();
    let limit = usize::try_from(MAX_TEXT_FILE).unwrap();
    fs.plant("criteria/5a.md", &vec![b'x'; limit]);
    assert_eq!(told(&read_all(&fs)), []);
    fs.plant("criteria/5a.md", &vec![b'x'; limit + 1]);
    assert_eq!(told(&read_all(&fs))[0].0, rule::TEXT_FILE_TOO_LARGE);
}

#[test]
fn links_are_listed_and_nothing_behind_them_counts() {
    let fs = good();
    fs.plant_other("artifacts/away", EntryKind::Link);
    fs.plant_other("criteria/1a.md", EntryKind::Link);
    let reading = read_all(&fs);
    assert_eq!(reading.findings, []);
    let links = [fixed("artifacts/away"), fixed("criteria/1a.md")].map(Stray::Link);
    assert_eq!(reading.portfolio.strays.len(), 2);
    assert!(links.iter().all(|link| reading.portfolio.strays.contains(link)));
}

#[test]
fn whichever_operation_fails_the_rest_is_read() {
    let fs = good();
    read_all(&fs);
    let total = fs.operations();
    for n in 0..total {
        let fs = good();
        fs.fail_at(n, Fault::Once(ErrorKind::PermissionDenied));
        match read(&fs, &Silent) {
            Err(unread) => assert_eq!((n, unread), (0, Unread::Gone), "the root alone is needed"),
            Ok(reading) => {
                assert_eq!(reading.findings.len(), 1, "{n}");
                assert_eq!(reading.findings[0].rule, rule::FILE_UNREADABLE);
                assert_eq!(reading.findings[0].params["reason"], "permission-denied");
            }
        }
    }
    assert_eq!(read(&MemFs::new(), &Silent), Err(Unread::Gone));
}

#[test]
fn it_stops_when_asked() {
    struct Stop;
    impl Progress for Stop {
        fn advance(&self, done: u64, total: u64) -> ControlFlow<()> {
            assert_eq!((done, total), (8, 8));
            ControlFlow::Break(())
        }
    }
    assert_eq!(read(&good(), &Stop), Err(Unread::Stopped));
}

#[test]
fn what_a_workspace_is_called_before_it_is_opened() {
    for (text, id, newer) in [
        ("format = 1\nid = 'w'\n", Some("w"), None),
        ("format = 2\nid = 'w'\nname = = \n", Some("w"), Some(2)),
        ("format = 1\n", None, None),
        ("", None, None),
    ] {
        let fs = MemFs::new();
        fs.plant("portfolio.toml", text.as_bytes());
        let identity = identity(&fs);
        assert_eq!((identity.id.as_deref(), identity.newer), (id, newer), "{text:?}");
    }
    assert_eq!(identity(&MemFs::new()), Identity::default());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(100))]

    #[test]
    fn whatever_one_file_holds_the_others_are_read(which in 0..6_usize, bytes: Vec<u8>, text in "\\PC{0,80}|(---\n)?([a-z]{1,9}: ?[\\[{'\"&*!|>a-z0-9-]{0,9}\n){0,6}(---\n)?") {
        let path = [
            "portfolio.toml", "profile.toml", "reflection.md", "criteria/1a.md",
            "artifacts/new/artifact.md", "artifacts/boards/more/a.txt",
        ][which];
        for bytes in [bytes, text.into_bytes()] {
            let fs = good();
            fs.plant(path, &bytes);
            let reading = read_all(&fs);
            prop_assert!(reading.portfolio.artifact("trip").is_some());
            prop_assert_eq!(&reading.portfolio.criteria["5a"].text, "How.\n");
        }
    }
}
