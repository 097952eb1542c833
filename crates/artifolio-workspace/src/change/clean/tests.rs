use artifolio_clean::testing::{boxed, docx, exif_segment, jpeg_with, mp4};
use artifolio_core::progress::Silent;

use super::*;
use crate::change::apply::Ground;
use crate::change::journal::Journal;
use crate::read::read;
use crate::testing::{MemFs, Tree};
use crate::unique;

const HEADER: &str = "---\nid: boards\nnumber: 3\nevidence:\n  - id: photo\n    file: photo.jpg\n  - id: film\n    \
    file: films/Film.mp4\n  - id: plan\n    file: plan.docx\n  - id: notes\n    file: notes.txt\n  - id: sum\n    file: a.webm\n---\n";

fn photo(artist: &str) -> Vec<u8> {
    jpeg_with(&[exif_segment(Some(artist), Some(1))])
}

fn world() -> MemFs {
    let fs = MemFs::new().below("ws");
    let place = boxed(b"udta", &[boxed(b"\xA9xyz", &[b"+41+002/".to_vec()])]);
    let files = [
        ("portfolio.toml", b"format = 1\nid = \"w\"\n".to_vec()),
        ("artifacts/boards/artifact.md", HEADER.into()),
        ("artifacts/boards/photo.jpg", photo("Luz Marin")),
        ("artifacts/boards/films/Film.mp4", mp4(b"isom", &[("vide", b"avc1")], &[place])),
        ("artifacts/boards/plan.docx", docx(&[])),
        ("artifacts/boards/notes.txt", b"Monday".to_vec()),
        ("artifacts/boards/a.webm", artifolio_clean::testing::webm(&[(1, "V_VP9")])),
    ];
    files.iter().for_each(|(path, bytes)| fs.plant(path, bytes));
    fs
}

fn reading(fs: &MemFs) -> Reading {
    read(fs, &Silent).unwrap()
}

fn cleaning(fs: &MemFs, only: Option<&str>) -> Cleaning {
    let files: Arc<dyn Vfs> = Arc::new(fs.clone());
    clean_copies(&files, &reading(fs), only, &Silent).unwrap()
}

fn apply(fs: &MemFs, change: Change) -> Change {
    let journal = Journal::new(Arc::new(MemFs::new()), "w", "f", "/".into());
    Ground { files: fs, journal: &journal, unique: &unique() }.apply(change, &Silent).unwrap()
}

/// Makes the copies; the change that takes them back.
fn clean(fs: &MemFs) -> Change {
    apply(fs, cleaning(fs, None).change)
}

/// Without the trash.
fn portfolio(fs: &MemFs) -> Tree {
    let mut tree = fs.tree();
    tree.retain(|path, _| !path.is_below(&fixed(".artifolio")));
    tree
}

fn states(fs: &MemFs) -> Vec<(String, State)> {
    let reading = reading(fs);
    private_files(&reading).into_iter().map(|file| (file.file.to_string(), file.state)).collect()
}

fn bytes(fs: &MemFs, path: &str) -> Vec<u8> {
    fs.tree()[&fixed(path)].clone().unwrap()
}

#[test]
fn copies_lie_beside_the_evidence_which_stays_as_it_is() {
    let fs = world();
    let before = portfolio(&fs);
    let cannot = || ("a.webm".to_owned(), State::Cannot(CannotClean::Format));
    let each = |state: State| {
        ["photo.jpg", "films/Film.mp4", "plan.docx"].map(|file| (file.to_owned(), state.clone()))
    };
    assert_eq!(states(&fs), [&each(State::ToClean)[..], &[cannot()]].concat());
    let back = clean(&fs);
    assert_eq!(states(&fs), [&each(State::Cleaned)[..], &[cannot()]].concat());
    let after = portfolio(&fs);
    assert!(before.iter().all(|(path, bytes)| after.get(path) == Some(bytes)));
    let new: Vec<_> = after.keys().filter(|path| !before.contains_key(*path)).collect();
    let folder = "artifacts/boards/cleaned";
    let names = ["", "/Film.mp4", "/ledger.toml", "/photo.jpg", "/plan.docx"];
    assert_eq!(new, names.map(|name| fixed(&format!("{folder}{name}"))).iter().collect::<Vec<_>>());
    let reading = reading(&fs);
    assert_eq!(reading.findings, []);
    let artifact = reading.portfolio.artifact("boards").unwrap();
    assert!(artifact.unlisted.is_empty());
    for copy in &artifact.cleaned {
        let facts = &reading.portfolio.files[&copy.place(artifact).unwrap()];
        assert_eq!((&facts.sha256, facts.private.len()), (&copy.sha256, 0));
    }
    assert!(cleaning(&fs, None).change.steps.is_empty(), "a second time there is nothing to do");
    apply(&fs, back);
    assert_eq!(portfolio(&fs), before);
}

#[test]
fn of_one_artifact_and_of_one_that_is_not_there() {
    let fs = world();
    let path = "artifacts/other/artifact.md";
    fs.plant(path, b"---\nid: other\nevidence:\n  - id: p\n    file: p.jpg\n---\n");
    fs.plant("artifacts/other/p.jpg", &photo("Mia Wong"));
    let made = cleaning(&fs, Some("other")).made;
    assert_eq!(made, [fixed("artifacts/other/cleaned/p.jpg")]);
    let files: Arc<dyn Vfs> = Arc::new(fs.clone());
    let error = clean_copies(&files, &reading(&fs), Some("none"), &Silent).unwrap_err();
    assert!(matches!(error, VerbError::UnknownArtifact(_)));
}

#[test]
fn a_file_that_changed_gets_a_new_copy_and_one_that_is_gone_leaves_none() {
    let fs = world();
    clean(&fs);
    let old = bytes(&fs, "artifacts/boards/cleaned/photo.jpg");
    fs.plant("artifacts/boards/photo.jpg", &[photo("Luz Marin"), b"film".to_vec()].concat());
    let without_film = HEADER.replace("  - id: film\n    file: films/Film.mp4\n", "");
    fs.plant("artifacts/boards/artifact.md", without_film.as_bytes());
    assert!(states(&fs).contains(&("photo.jpg".to_owned(), State::ToClean)));
    clean(&fs);
    assert!(!states(&fs).iter().any(|(_, state)| *state == State::ToClean));
    assert_eq!(bytes(&fs, "artifacts/boards/cleaned/photo.jpg"), old, "both are the same picture");
    let artifact = reading(&fs).portfolio.artifact("boards").unwrap().clone();
    let names: Vec<_> =
        artifact.cleaned.iter().map(|c| c.file.as_ref().unwrap().as_str()).collect();
    assert_eq!(names, ["plan.docx", "photo.jpg"]);
    assert!(!fs.tree().contains_key(&fixed("artifacts/boards/cleaned/Film.mp4")));
    assert!(bytes(&fs, "artifacts/boards/films/Film.mp4").len() > 100, "evidence itself stays");
    let bare = "---\nid: boards\nnumber: 3\n---\n";
    fs.plant("artifacts/boards/artifact.md", bare.as_bytes());
    clean(&fs);
    assert!(!fs.tree().keys().any(|path| path.is_below(&fixed("artifacts/boards/cleaned"))));
}

#[test]
fn a_copy_that_is_gone_or_was_changed_is_made_again() {
    let fs = world();
    clean(&fs);
    let copy = bytes(&fs, "artifacts/boards/cleaned/photo.jpg");
    for damage in [Some(&b"other"[..]), None] {
        match damage {
            Some(bytes) => fs.plant("artifacts/boards/cleaned/photo.jpg", bytes),
            None => fs.remove_own(&fixed("artifacts/boards/cleaned/photo.jpg")).unwrap(),
        }
        assert!(states(&fs).contains(&("photo.jpg".to_owned(), State::ToClean)));
        clean(&fs);
        assert_eq!(bytes(&fs, "artifacts/boards/cleaned/photo.jpg"), copy);
    }
}

#[test]
fn a_checksum_in_capitals_is_the_same_one() {
    let fs = world();
    clean(&fs);
    let ledger = "artifacts/boards/cleaned/ledger.toml";
    let before = String::from_utf8(bytes(&fs, ledger)).unwrap();
    let shouted = |line: &str| match line.split_once(" = ") {
        Some(("of_sha256", hash)) => format!("of_sha256 = {}\n", hash.to_uppercase()),
        _ => format!("{line}\n"),
    };
    fs.plant(ledger, before.lines().map(shouted).collect::<String>().as_bytes());
    assert!(cleaning(&fs, None).change.steps.is_empty());
    fs.remove_own(&fixed("artifacts/boards/cleaned/photo.jpg")).unwrap();
    clean(&fs);
    let after = String::from_utf8(bytes(&fs, ledger)).unwrap();
    assert_eq!(after.matches("[[copy]]").count(), before.matches("[[copy]]").count());
}

#[test]
fn names_meet_nothing_that_is_there() {
    let fs = world();
    let header = "---\nid: boards\nevidence:\n  - id: a\n    file: cleaned/photo.jpg\n  - id: b\n    file: photo.jpg\n  \
        - id: c\n    file: ledger.toml\n  - id: d\n    file: same.jpg\n---\n";
    fs.plant("artifacts/boards/artifact.md", header.as_bytes());
    fs.plant("artifacts/boards/cleaned/photo.jpg", &photo("Mia Wong"));
    fs.plant("artifacts/boards/ledger.toml", &photo("Ana Maria"));
    fs.plant("artifacts/boards/same.jpg", &photo("Luz Marin"));
    let made = cleaning(&fs, None).made;
    let names = ["photo 2.jpg", "photo 3.jpg", "ledger 2.toml"];
    assert_eq!(made, names.map(|name| fixed(&format!("artifacts/boards/cleaned/{name}"))));
    clean(&fs);
    assert!(states(&fs).iter().all(|(_, state)| *state == State::Cleaned), "{:?}", states(&fs));
    assert_eq!(bytes(&fs, "artifacts/boards/cleaned/photo.jpg"), photo("Mia Wong"));
}

#[test]
fn a_list_that_cannot_be_read_is_told() {
    let fs = world();
    clean(&fs);
    fs.plant("artifacts/boards/cleaned/ledger.toml", b"[[copy]\n");
    let findings = reading(&fs).findings;
    let [finding] = &findings[..] else { panic!("{findings:?}") };
    assert_eq!(finding.rule, artifolio_core::check::reading::CLEAN_LIST_FAULT);
}
