//! What is kept between calls, and until when.
#![allow(
    clippy::disallowed_methods,
    reason = "the test plays another program that edits the folder"
)]

use std::fs;
use std::path::Path;

use artifolio_core::receipt::Receipt;

use super::*;
use crate::view::{Chosen, Edit, NewPortfolio, TextOf};

mod away;
mod cleaning;
mod copies;
mod doors;
mod keeping;
mod meanwhile;
mod opening;
mod past;
mod planning;
mod solution;
mod stale;
mod torture;
mod viewable;

/// None of these looks at a PDF.
fn no_printer() -> Worker {
    Worker::beside(std::path::Path::new(""))
}

fn desk() -> (tempfile::TempDir, Desk) {
    desk_with(no_printer())
}

fn desk_with(printer: Worker) -> (tempfile::TempDir, Desk) {
    let folder = tempfile::tempdir().unwrap();
    let portfolio = folder.path().join("p");
    fs::create_dir(&portfolio).unwrap();
    fs::write(portfolio.join("portfolio.toml"), "format = 1\nid = \"w\"\nname = \"Ana\"\n")
        .unwrap();
    let desk =
        Desk::new(DataDir::at(folder.path().join("data")), folder.path().to_owned(), printer);
    assert!(desk.open(&portfolio).is_ok());
    desk.ready();
    (folder, desk)
}

impl Desk {
    /// The opening that is open.
    fn now(&self) -> u32 {
        held(&self.open).as_ref().map_or(0, |open| open.number)
    }
}

fn see(desk: &Desk) -> Seen {
    desk.see(Language::En).unwrap_or_else(|e| panic!("{}", e.code()))
}

#[test]
fn until_the_first_screen_is_there_one_look_serves_all() {
    let (folder, desk) = desk();
    desk.shown.store(false, Ordering::Release);
    let first = see(&desk).reading;
    fs::write(folder.path().join("p/reflection.md"), "Mine.").unwrap();
    assert!(Arc::ptr_eq(&first, &see(&desk).reading));
    desk.ready();
    assert_eq!(see(&desk).reading.portfolio.criteria["reflection"].text, "Mine.");
}

#[test]
fn a_change_is_built_on_what_is_there_now_even_before_the_first_screen_is() {
    let (folder, desk) = desk();
    desk.shown.store(false, Ordering::Release);
    see(&desk);
    fs::write(folder.path().join("p/reflection.md"), "Mine.").unwrap();
    let mut text = String::new();
    let done = desk.change(desk.now(), Language::En, |seen| {
        text.clone_from(&seen.reading.portfolio.criteria["reflection"].text);
        edit::build(seen, &Edit::Order { ids: Vec::new() })
    });
    assert!(done.is_ok());
    assert_eq!(text, "Mine.");
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

fn new(name: &str) -> NewPortfolio {
    NewPortfolio {
        name: name.into(),
        family_name: String::new(),
        role: String::new(),
        classroom: true,
        learners: "pupils".into(),
        language: "en".into(),
        profile: "iste-2024".into(),
        course_end: "2026-08-31".into(),
    }
}

/// Names and bytes of everything below a folder, but what the app keeps for itself.
fn tree(folder: &Path) -> Vec<(String, Vec<u8>)> {
    let mut all = Vec::new();
    for entry in fs::read_dir(folder).unwrap().map(Result::unwrap) {
        let (path, name) = (entry.path(), entry.file_name().into_string().unwrap());
        if path.is_dir() && name != ".artifolio" {
            all.push((name.clone(), vec![]));
            all.extend(tree(&path).into_iter().map(|(below, b)| (format!("{name}/{below}"), b)));
        } else if path.is_file() {
            all.push((name, fs::read(path).unwrap()));
        }
    }
    all.sort();
    all
}

#[test]
fn a_new_portfolio_lies_in_a_folder_of_its_own_and_is_remembered() {
    let (folder, desk) = desk();
    let place = desk.portfolio_place("Maya Ellison", Language::En);
    assert_eq!(place, folder.path().join("ISTE portfolio Maya Ellison"));
    fs::create_dir(&place).unwrap();
    let made =
        desk.make(&new("Maya Ellison"), Language::En).unwrap_or_else(|e| panic!("{}", e.code()));
    assert!(made.path.ends_with("ISTE portfolio Maya Ellison 2"), "{}", made.path);
    let settings = see(&desk).reading.portfolio.settings.clone();
    assert_eq!((settings.name.as_str(), settings.learners.as_str()), ("Maya Ellison", "pupils"));
    assert_eq!(
        (settings.profile.as_str(), settings.dates.course_end),
        ("iste-2024", "2026-08-31".parse().ok())
    );
    assert_eq!(crate::recent::all(&desk.data)[0].path, made.path);
    let bad = NewPortfolio { course_end: "soon".into(), ..new("X") };
    assert_eq!(desk.make(&bad, Language::En).err().map(|e| e.code()), Some("bad-date"));
    assert!(!desk.portfolio_place("X", Language::En).exists(), "nothing was made");
}

#[test]
fn a_loose_folder_becomes_a_portfolio_and_one_undo_closes_it_as_it_was() {
    let (folder, desk) = desk();
    let loose = folder.path().join("Course work");
    fs::create_dir_all(loose.join("Maker fair")).unwrap();
    fs::write(loose.join("Maker fair/robots.txt"), "robots").unwrap();
    fs::write(loose.join("handout.txt"), "handout").unwrap();
    let before = tree(&loose);
    let Ok(Chosen::Loose { folder: offered }) = desk.choose(&loose) else { panic!("it is loose") };
    let titles: Vec<_> = offered.groups.iter().map(|g| g.title.as_str()).collect();
    assert_eq!(
        (titles, offered.files, offered.too_many),
        (vec!["Maker fair", "handout"], 2, false)
    );
    assert_eq!(tree(&loose), before, "looking changes nothing");
    assert!(desk.adopt(&new("Maya"), Language::En).is_ok());
    assert_eq!(see(&desk).reading.portfolio.artifacts.len(), 2);
    let words =
        desk.turn(desk.now(), Language::En, Log::undo).unwrap_or_else(|e| panic!("{}", e.code()));
    assert!(words.closed && words.redo.is_none());
    assert!(desk.opened().is_none());
    assert_eq!(tree(&loose), before);
    assert_eq!(desk.adopt(&new("Maya"), Language::En).err().map(|e| e.code()), Some("gone"));
}

#[test]
fn a_search_finds_what_was_just_changed_and_whose_it_is() {
    let (_folder, desk) = desk();
    let add = Edit::NewArtifact {
        title: "Museum walk".into(),
        planned: false,
        link: None,
        text: "We drew fossils.".into(),
    };
    let built = |seen: &Seen| edit::build(seen, &add);
    let id =
        desk.change(desk.now(), Language::En, built).unwrap_or_else(|e| panic!("{}", e.code())).id;
    see(&desk);
    desk.current().unwrap_or_else(|e| panic!("{}", e.code())).searching.settle();
    let hits = desk.search("foss").unwrap_or_else(|e| panic!("{}", e.code()));
    assert_eq!(hits.len(), 1);
    assert_eq!((hits[0].title.as_str(), &hits[0].id, &hits[0].artifact), ("Museum walk", &id, &id));
    assert!(hits[0].snippet.contains("fossils"), "{}", hits[0].snippet);
}

#[test]
fn a_text_that_cannot_be_saved_is_kept_aside_until_it_is_saved() {
    let (folder, desk) = desk();
    let of = TextOf::Criterion { id: "5a".into() };
    let kept = desk.keep_aside(desk.now(), &of, "typed").unwrap_or_else(|e| panic!("{}", e.code()));
    assert_eq!(fs::read_to_string(&kept).unwrap(), "typed");
    assert!(Path::new(&kept).starts_with(folder.path().join("data")));
    let base = view::revision("");
    assert!(desk.save_text(desk.now(), Language::En, &of, "typed", &base).is_ok());
    assert!(!Path::new(&kept).exists());
    assert_eq!(see(&desk).reading.portfolio.criteria["5a"].text, "typed");
}

#[test]
fn a_pasted_picture_becomes_evidence_and_nothing_of_it_is_left_behind() {
    let (folder, desk) = desk();
    let done = desk.paste(desk.now(), Language::En, "Screenshot 1.png", b"\x89PNG", None);
    let id = done.unwrap_or_else(|e| panic!("{}", e.code())).id.unwrap();
    let seen = see(&desk);
    let artifact = seen.reading.portfolio.artifact(&id).unwrap();
    assert_eq!(artifact.header.title, "Screenshot 1");
    assert_eq!(artifact.header.evidence[0].file.as_ref().unwrap().as_str(), "Screenshot 1.png");
    assert_eq!(fs::read_dir(folder.path().join("data/lent")).unwrap().count(), 0);
}

#[test]
fn bundles_are_remembered_with_the_portfolio_and_looked_at_again() {
    let (folder, desk) = desk();
    let place = folder.path().join("x.zip");
    fs::write(&place, "no zip").unwrap();
    let sha256 = artifolio_workspace::durable::Sha256::of(b"no zip").to_string();
    let receipt = Receipt {
        name: "x.zip".into(),
        path: place.display().to_string(),
        sha256: sha256.clone(),
        made: clock::today(),
        draft: true,
        files: 3,
        bytes: 6,
        date: None,
        app: String::new(),
        pdf: true,
        content: vec![],
    };
    let made = || {
        desk.made_bundle(&see(&desk).open, &receipt, vec![]);
        desk.earlier_bundles().unwrap_or_else(|e| panic!("{}", e.code()))
    };
    let (first, again) = (made(), made());
    assert_eq!((first.len(), again.len()), (1, 1), "the same bundle in the same place is one");
    let one = &again[0];
    assert_eq!((one.name.as_str(), one.draft, one.there), ("x.zip", true, true));
    assert_eq!(desk.bundle(Some(&one.key)).ok(), desk.bundle(None).ok());
    let verdict =
        desk.verify_bundle(&one.key, Language::En).unwrap_or_else(|e| panic!("{}", e.code()));
    assert!(verdict.same_bytes && !verdict.valid && !verdict.findings.is_empty());
    fs::write(&place, "another").unwrap();
    let verdict =
        desk.verify_bundle(&one.key, Language::En).unwrap_or_else(|e| panic!("{}", e.code()));
    assert!(!verdict.same_bytes);
    let tried = desk.rehearse_bundle(Some(&one.key), Language::En, |_| ());
    let tried = tried.unwrap_or_else(|e| panic!("{}", e.code())).unwrap();
    assert!(
        !tried.proved && tried.steps.iter().any(|step| step.message.starts_with("Not unpacked"))
    );
    let certificate = fs::read_to_string(tried.certificate.unwrap()).unwrap();
    assert!(certificate.contains("bundle-not-a-zip"), "{certificate}");
    fs::remove_file(&place).unwrap();
    assert_eq!(
        desk.compare_bundle(&one.key, Language::En).err().map(|e| e.code()),
        Some("bundle-gone")
    );
    assert!(!desk.earlier_bundles().unwrap_or_else(|e| panic!("{}", e.code()))[0].there);
    // The receipt is no finding of the portfolio.
    let about =
        |f: &&Finding| f.subject.file.as_deref().is_some_and(|f| f.starts_with("submissions"));
    assert_eq!(see(&desk).report.findings.iter().filter(about).count(), 0);
}
