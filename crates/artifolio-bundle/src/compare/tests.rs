use artifolio_core::check::Report;
use artifolio_core::progress::Silent;
use chrono::NaiveDate;
use proptest::prelude::*;

use super::*;
use crate::testing::generated::{laid_out, workspace};
use crate::testing::{Echo, MemFs, path, read_workspace};
use crate::{PackOptions, pack};

fn packed(source: &MemFs) -> MemFs {
    let (portfolio, profile) = read_workspace(source);
    let date = NaiveDate::from_ymd_opt(2027, 1, 10).unwrap();
    let options = PackOptions { date, draft: false, app: "artifolio 0.1.0", printer: &Echo };
    let (out, name) = (MemFs::new(0), path("b.zip"));
    let none = Report::default();
    pack(source, &portfolio, &profile, &none, &out, &name, &options, &Silent).unwrap();
    out
}

fn since(bundle: &MemFs, source: &MemFs) -> Vec<Difference> {
    let (portfolio, profile) = read_workspace(source);
    compare(bundle, &path("b.zip"), &portfolio, &profile).unwrap()
}

const FILES: [(&str, &str); 6] = [
    ("portfolio.toml", "format = 1\nid = \"w\"\nname = \"Ana Benson\"\nfamily_name = \"Benson\"\n"),
    ("criteria/1a.md", "---\nartifacts:\n  - id: a\n---\nSee it.\n"),
    (
        "artifacts/a/artifact.md",
        "---\nid: a\nnumber: 1\ntitle: Board\nevidence:\n  - id: e\n    file: x.png\n---\nMine\n",
    ),
    ("artifacts/a/x.png", "\u{89}PNG"),
    (
        "artifacts/b/artifact.md",
        "---\nid: b\nnumber: 2\ntitle: Fair\nevidence:\n  - id: e\n    file: y.txt\n---\n",
    ),
    ("artifacts/b/y.txt", "y"),
];

/// The files, some of them with another content, some of them not there.
fn with(changes: &[(&str, &str)]) -> MemFs {
    let fs = MemFs::new(0);
    let kept = FILES.iter().filter(|(name, _)| changes.iter().all(|(other, _)| other != name));
    for (name, text) in kept.chain(changes).filter(|(_, text)| !text.is_empty()) {
        fs.put(name, text.as_bytes());
    }
    fs
}

/// What is said after these changes, in short.
fn said(changes: &[(&str, &str)]) -> Vec<String> {
    let short = |Difference { about, how, parts }: Difference| {
        let about = match about {
            About::Whole => "whole".to_owned(),
            About::Criterion(key) => key,
            About::Artifact { number, title } => format!("{number} {title}"),
        };
        format!("{about} {how:?} {parts:?}")
    };
    since(&packed(&with(&[])), &with(changes)).into_iter().map(short).collect()
}

const NEW: (&str, &str) = (
    "artifacts/c/artifact.md",
    "---\nid: c\nnumber: 1\ntitle: New\nevidence:\n  - id: e\n    link: https://example.org\n---\n",
);

#[test]
fn every_change_that_a_reader_sees_is_told_and_no_other() {
    let header = FILES[2].1;
    let board = |from: &str, to: &str| header.replace(from, to);
    for (changes, expected) in [
        (vec![], vec![]),
        (vec![("artifacts/a/artifact.md", board("number: 1", "number: 1\nnote: mine"))], vec![]),
        (
            vec![(
                "criteria/1a.md",
                "---\nself_score: 1\nartifacts:\n  - id: a\n---\nSee it.\n".into(),
            )],
            vec![],
        ),
        (
            vec![("portfolio.toml", FILES[0].1.replace("Ana", "Eva"))],
            vec!["whole Changed [Details]"],
        ),
        (
            vec![("criteria/1a.md", "---\nartifacts:\n  - id: b\n---\nSee that.\n".into())],
            vec!["1a Changed [Text, Artifacts]"],
        ),
        (vec![("reflection.md", "I am Ana.\n".into())], vec!["reflection Changed [Text]"]),
        (vec![("artifacts/a/x.png", "other".into())], vec!["1 Board Changed [Evidence]"]),
        (
            vec![(
                "artifacts/a/artifact.md",
                board("Mine", "Ours").replace("title: Board", "title: Board\nkind: lesson"),
            )],
            vec!["1 Board Changed [Text, Details]"],
        ),
        (
            vec![("artifacts/b/artifact.md", String::new()), ("artifacts/b/y.txt", String::new())],
            vec!["2 Fair Removed []"],
        ),
    ] {
        let changes: Vec<(&str, &str)> =
            changes.iter().map(|(name, text): &(&str, String)| (*name, text.as_str())).collect();
        assert_eq!(said(&changes), expected, "{changes:?}");
    }
}

#[test]
fn an_artifact_that_moved_is_still_the_same() {
    let moved = |at: usize, from: &str, to: &str| (FILES[at].0, FILES[at].1.replace(from, to));
    let changes = [moved(2, "number: 1", "number: 2"), moved(4, "number: 2", "number: 3")];
    let mut changes: Vec<(&str, &str)> =
        changes.iter().map(|(name, text)| (*name, text.as_str())).collect();
    changes.push(NEW);
    // Their numbers stand in the map and on every page, so they are details; the criterion still shows its artifact.
    let expected = ["1 New Added []", "2 Board Changed [Details]", "3 Fair Changed [Details]"];
    assert_eq!(said(&changes), expected);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 32, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn nothing_has_changed_since_a_bundle_that_was_just_made(files in workspace()) {
        let source = laid_out(0, &files);
        prop_assert_eq!(since(&packed(&source), &source), vec![]);
    }
}
