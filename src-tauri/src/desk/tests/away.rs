//! What happened while nobody looked: listed, answered with one undo, passed over for good.

use artifolio_workspace::away::Chosen;

use super::*;
use crate::view::AwayKind;

fn done<T>(result: Result<T, Refusal>) -> T {
    result.unwrap_or_else(|e| panic!("{}", e.code()))
}

fn kinds(desk: &Desk) -> Vec<AwayKind> {
    done(desk.away(Language::En)).into_iter().map(|item| item.kind).collect()
}

fn keys(desk: &Desk) -> Vec<String> {
    done(desk.away(Language::En)).into_iter().map(|item| item.key).collect()
}

/// A portfolio that this machine has seen before; closed.
fn seen_before() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let portfolio = folder.path().join("p");
    fs::create_dir_all(portfolio.join("criteria")).unwrap();
    fs::create_dir_all(portfolio.join("artifacts/boards")).unwrap();
    let texts = [
        ("portfolio.toml", "format = 1\nid = \"w\"\nname = \"Ana\"\n"),
        ("criteria/1a.md", "one\n"),
        ("criteria/2a.md", "two\n"),
        ("artifacts/boards/artifact.md", "---\nid: boards\ntitle: Boards\n---\n"),
    ];
    for (path, text) in texts {
        fs::write(portfolio.join(path), text).unwrap();
    }
    let desk =
        Desk::new(DataDir::at(folder.path().join("data")), folder.path().to_owned(), no_printer());
    assert!(desk.open(&portfolio).is_ok());
    let open = desk.current().unwrap_or_else(|e| panic!("{}", e.code()));
    assert!(!open.catch_up(true).listed, "the first time nothing is news");
    folder
}

fn again(folder: &tempfile::TempDir) -> Desk {
    let desk =
        Desk::new(DataDir::at(folder.path().join("data")), folder.path().to_owned(), no_printer());
    assert!(desk.open(&folder.path().join("p")).is_ok());
    desk.shown.store(true, Ordering::Release);
    let open = desk.current().unwrap_or_else(|e| panic!("{}", e.code()));
    open.catch_up(true);
    desk
}

#[test]
fn what_happened_to_texts_is_told_until_it_is_answered() {
    let folder = seen_before();
    let at = |path: &str| folder.path().join("p").join(path);
    assert_eq!(kinds(&again(&folder)), []);
    fs::write(at("criteria/1a.md"), "one, elsewhere\n").unwrap();
    fs::remove_file(at("criteria/2a.md")).unwrap();
    fs::rename(at("artifacts/boards"), at("artifacts/choice")).unwrap();
    let desk = again(&folder);
    let mut kinds = kinds(&desk);
    kinds.sort_by_key(|kind| format!("{kind:?}"));
    assert_eq!(kinds, [AwayKind::Deleted, AwayKind::Edited, AwayKind::Moved]);
    let items = done(desk.away(Language::En));
    let moved = items.iter().find(|item| item.kind == AwayKind::Moved).unwrap();
    assert_eq!((moved.place.as_str(), moved.detail.as_str()), ("Boards", "artifacts/choice"));

    let deleted = items.iter().find(|item| item.kind == AwayKind::Deleted).unwrap();
    done(desk.answer_away(desk.now(), Language::En, std::slice::from_ref(&deleted.key)));
    assert_eq!(fs::read_to_string(at("criteria/2a.md")).unwrap(), "two\n");
    done(desk.ignore_away(desk.now(), Language::En, &keys(&desk)));
    assert_eq!(keys(&desk), Vec::<String>::new());
    assert_eq!(keys(&again(&folder)), Vec::<String>::new(), "and the next time too");
}

#[test]
fn all_that_is_proposed_is_one_step_of_undo_and_what_needs_a_choice_waits() {
    let folder = seen_before();
    let at = |path: &str| folder.path().join("p").join(path);
    let tree = || {
        let mut all: Vec<(std::path::PathBuf, Vec<u8>)> = Vec::new();
        for place in ["criteria", "artifacts/boards"] {
            for entry in fs::read_dir(at(place)).unwrap() {
                let path = entry.unwrap().path();
                all.push((path.clone(), fs::read(path).unwrap()));
            }
        }
        all.sort();
        all
    };
    fs::write(at("criteria/1a (1).md"), "one\n\nmore\n").unwrap();
    // One more of the same text, which is another one by the time it is put in.
    fs::write(at("criteria/1a (2).md"), "zero\n\none\n").unwrap();
    fs::write(at("criteria/2a.sync-conflict-20261124-120000-ABCDEFG.md"), "zwei\n").unwrap();
    fs::write(at("artifacts/boards/new.txt"), "new").unwrap();
    let desk = again(&folder);
    let before = tree();
    done(desk.answer_away(desk.now(), Language::En, &keys(&desk)));
    assert_eq!(fs::read_to_string(at("criteria/1a.md")).unwrap(), "zero\n\none\n\nmore\n");
    assert!(!at("criteria/1a (1).md").exists() && !at("criteria/1a (2).md").exists());
    assert!(fs::read_to_string(at("artifacts/boards/artifact.md")).unwrap().contains("new.txt"));
    assert_eq!(kinds(&desk), [AwayKind::CopyChoose]);
    done(desk.turn(desk.now(), Language::En, Log::undo));
    assert_eq!(tree(), before);

    let copy = done(desk.away(Language::En)).into_iter().find(|i| i.kind == AwayKind::CopyChoose);
    let key = copy.unwrap().key;
    assert_eq!(done(desk.copy_apart(Language::En, &key)).pieces.len(), 1);
    done(desk.merge_copy(
        desk.now(),
        Language::En,
        &key,
        Chosen { body: "two, zwei\n", header: &[] },
    ));
    assert_eq!(fs::read_to_string(at("criteria/2a.md")).unwrap(), "two, zwei\n");
    assert!(desk.copy_apart(Language::En, &key).is_err(), "gone");
}

#[test]
fn a_burst_is_told_and_a_quiet_edit_is_not() {
    let folder = seen_before();
    let at = |path: &str| folder.path().join("p").join(path);
    let desk = again(&folder);
    see(&desk);
    fs::write(at("criteria/1a.md"), "quietly\n").unwrap();
    assert!(desk.look_again());
    assert_eq!(kinds(&desk), []);
    for key in ["1a", "2a", "3a", "4a"] {
        fs::write(at(&format!("criteria/{key}.md")), "all at once\n").unwrap();
    }
    fs::write(at("portfolio.toml"), "format = 1\nid = \"w\"\nname = \"Another\"\n").unwrap();
    assert!(desk.look_again());
    let [edited, new] = [AwayKind::Edited, AwayKind::New];
    assert_eq!(kinds(&desk), [edited, edited, edited, new, new]);
}

#[test]
fn a_program_that_is_killed_forgets_nothing_that_waits_for_an_answer() {
    let folder = seen_before();
    fs::write(folder.path().join("p/criteria/1a.md"), "one, elsewhere\n").unwrap();
    assert_eq!(kinds(&again(&folder)), [AwayKind::Edited]);
    // It has seen the text by now: nothing but its own list tells of it.
    let desk = again(&folder);
    assert_eq!(kinds(&desk), [AwayKind::Edited]);
    assert!(desk.ignore_away(desk.now(), Language::En, &keys(&desk)).is_ok());
    assert_eq!(kinds(&again(&folder)), []);
}

#[test]
fn what_happened_to_evidence_is_put_in_order_with_one_undo() {
    let folder = seen_before();
    let at = |path: &str| folder.path().join("p").join(path);
    let of = |bytes: &[u8]| artifolio_workspace::durable::Sha256::of(bytes).to_string();
    let item = |file: &str| {
        let id = file.split('.').next().unwrap();
        format!("- id: {id}\n  file: {file}\n  sha256: {}\n", of(id.as_bytes()))
    };
    let list: String = ["plan.txt", "moved.txt", "gone.txt"].map(item).concat();
    let header = format!("---\nid: boards\ntitle: Boards\nevidence:\n{list}---\n");
    fs::write(at("artifacts/boards/artifact.md"), &header).unwrap();
    fs::create_dir_all(at("artifacts/trip")).unwrap();
    fs::write(at("artifacts/trip/artifact.md"), "---\nid: trip\ntitle: Trip\n---\n").unwrap();
    fs::write(at("artifacts/boards/plan.txt"), "plan, anew").unwrap();
    fs::write(at("artifacts/trip/moved.txt"), "moved").unwrap();
    let desk = again(&folder);
    done(desk.ignore_away(
        desk.now(),
        Language::En,
        &keys(&desk).into_iter().filter(|k| k.starts_with("text")).collect::<Vec<_>>(),
    ));

    let items = done(desk.away(Language::En));
    let told: Vec<_> =
        items.iter().map(|i| (i.kind, &*i.place, &*i.name, &*i.detail, i.proposed)).collect();
    assert_eq!(
        told,
        [
            (AwayKind::Changed, "Boards", "plan.txt", "", true),
            (AwayKind::Elsewhere, "Boards", "moved.txt", "artifacts/trip", true),
            (AwayKind::Lost, "Boards", "gone.txt", "", false),
        ]
    );
    done(desk.answer_away(desk.now(), Language::En, &keys(&desk)));
    let now = fs::read_to_string(at("artifacts/boards/artifact.md")).unwrap();
    assert!(now.contains(&of(b"plan, anew")) && !now.contains("gone.txt"), "{now}");
    assert_eq!(fs::read_to_string(at("artifacts/boards/moved.txt")).unwrap(), "moved");
    assert_eq!(kinds(&desk), []);
    done(desk.turn(desk.now(), Language::En, Log::undo));
    assert_eq!(fs::read_to_string(at("artifacts/boards/artifact.md")).unwrap(), header);
    assert!(at("artifacts/trip/moved.txt").is_file());
    done(desk.ignore_away(desk.now(), Language::En, &keys(&desk)));
    assert_eq!(kinds(&again(&folder)), []);
}

#[test]
fn what_is_new_is_told_once_as_a_copy_or_as_a_text_and_what_moved_can_go_back() {
    let folder = seen_before();
    let at = |path: &str| folder.path().join("p").join(path);
    fs::write(at("criteria/1a (1).md"), "one\n\nmore\n").unwrap();
    let twin = "artifacts/boards (Ana's conflicted copy 2026-11-24)";
    fs::create_dir_all(at(twin)).unwrap();
    fs::write(at(twin).join("artifact.md"), "---\nid: boards\ntitle: Boards, anew\n---\n").unwrap();
    fs::write(at("criteria/3a.md"), "three\n").unwrap();
    fs::rename(at("criteria/2a.md"), at("criteria/4a.md")).unwrap();
    fs::write(at("portfolio-ROOM12.toml"), "format = 1\nid = \"w\"\nname = \"Ben\"\n").unwrap();
    let desk = again(&folder);
    let items = done(desk.away(Language::En));
    let mut kinds: Vec<_> = items.iter().map(|item| item.kind).collect();
    kinds.sort_by_key(|kind| format!("{kind:?}"));
    let expected = [
        AwayKind::CopyInstead,
        AwayKind::CopyMerge,
        AwayKind::Moved,
        AwayKind::New,
        AwayKind::Twin,
    ];
    assert_eq!(kinds, expected);
    let new = items.iter().find(|item| item.kind == AwayKind::New).unwrap();
    assert!(new.name == "criteria/3a.md" && new.text.is_some());
    let copy = items.iter().find(|item| item.kind == AwayKind::CopyInstead).unwrap();
    assert_eq!(copy.differs, ["your name"]);
    let moved = items.iter().find(|item| item.kind == AwayKind::Moved).unwrap();
    assert!(!moved.proposed);
    done(desk.answer_away(desk.now(), Language::En, std::slice::from_ref(&moved.key)));
    assert_eq!(fs::read_to_string(at("criteria/2a.md")).unwrap(), "two\n");
    let twin = items.iter().find(|item| item.kind == AwayKind::Twin).unwrap();
    done(desk.answer_away(desk.now(), Language::En, std::slice::from_ref(&twin.key)));
    assert_eq!(see(&desk).reading.portfolio.artifacts.len(), 2);
}

#[test]
fn what_comes_back_by_undo_or_from_the_trash_is_nobody_elses_news() {
    let folder = seen_before();
    let desk = again(&folder);
    done(desk.change(desk.now(), Language::En, |seen| {
        let files = &**seen.open.workspace.files();
        let change =
            artifolio_workspace::change::verbs::remove_artifact(files, &seen.reading, "boards");
        Ok((change.map_err(boxed)?, None))
    }));
    desk.look_again();
    done(desk.turn(desk.now(), Language::En, Log::undo));
    desk.look_again();
    assert_eq!(kinds(&desk), []);
    assert_eq!(kinds(&again(&folder)), []);
}
