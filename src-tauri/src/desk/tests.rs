//! What is kept between calls, and until when.
#![allow(
    clippy::disallowed_methods,
    reason = "the test plays another program that edits the folder"
)]

use std::fs;

use super::*;

fn desk() -> (tempfile::TempDir, Desk) {
    let folder = tempfile::tempdir().unwrap();
    let portfolio = folder.path().join("p");
    fs::create_dir(&portfolio).unwrap();
    fs::write(portfolio.join("portfolio.toml"), "format = 1\nid = \"w\"\nname = \"Ana\"\n")
        .unwrap();
    let desk = Desk::new(DataDir::at(folder.path().join("data")), folder.path().to_owned());
    assert!(desk.open(&portfolio).is_ok());
    (folder, desk)
}

fn see(desk: &Desk) -> Seen {
    desk.see(Language::En).unwrap_or_else(|e| panic!("{}", e.code()))
}

#[test]
fn the_folder_is_read_anew_only_when_something_in_it_has_changed() {
    let (folder, desk) = desk();
    let first = see(&desk);
    assert!(Arc::ptr_eq(&first.reading, &see(&desk).reading), "nothing has changed");
    fs::write(folder.path().join("p/reflection.md"), "Mia Lopez taught me.\n").unwrap();
    let second = see(&desk);
    assert_eq!(first.reading.portfolio.criteria["reflection"].text, "");
    assert_eq!(second.reading.portfolio.criteria["reflection"].text, "Mia Lopez taught me.\n");
    fs::create_dir_all(folder.path().join("data")).unwrap();
    fs::write(folder.path().join("data/roster.txt"), "Mia Lopez\n").unwrap();
    let found = |seen: &Seen| seen.report.findings.iter().any(|f| f.rule == "roster-name");
    assert!(!found(&second) && found(&see(&desk)), "the roster counts too");
}

#[test]
fn another_portfolio_is_never_taken_for_the_one_before() {
    let (folder, desk) = desk();
    assert_eq!(see(&desk).reading.portfolio.settings.name, "Ana");
    let other = folder.path().join("q");
    fs::create_dir(&other).unwrap();
    fs::copy(folder.path().join("p/portfolio.toml"), other.join("portfolio.toml")).unwrap();
    assert!(desk.open(&other).is_ok());
    assert!(see(&desk).open.workspace.root().ends_with("q"));
}

#[test]
fn findings_are_counted_for_the_thing_they_speak_of() {
    let (folder, desk) = desk();
    let portfolio = folder.path().join("p");
    fs::create_dir_all(portfolio.join("artifacts/x")).unwrap();
    // An artifact that has the name of a criterion.
    fs::write(portfolio.join("artifacts/x/artifact.md"), "---\nid: 5a\nnumber: 1\n---\n").unwrap();
    let seen = see(&desk);
    let count = |kind| {
        let all = seen.report.findings.iter().filter(|f| f.subject.id.as_deref() == Some("5a"));
        all.filter(|f| f.subject.kind == kind).count() as u32
    };
    for kind in [SubjectKind::Artifact, SubjectKind::Criterion] {
        assert!(count(kind) > 0);
        assert_eq!(seen.count_on(kind, "5a"), count(kind));
    }
}
