//! Texts that are not what was last seen of them.

use std::sync::Arc;

use super::*;
use crate::history::{self, History, TextFile};
use crate::testing::{Fault, noon};

#[test]
fn a_text_that_another_program_puts_in_is_told_and_one_that_comes_back_from_the_trash_is_not() {
    let fs = folder(&[("criteria/1a.md", "one")]);
    let mut history = history();
    // A machine that has written before it ever looked has seen nothing of the rest.
    let write = Step::Write {
        path: path("criteria/1a.md"),
        expect: Expect::Absent,
        bytes: b"one".to_vec(),
    };
    history.before(&fs, &Change { label: "test", steps: vec![write] }).unwrap();
    fs.plant("criteria/2a.md", b"two");
    assert_eq!(since(&mut history, &fs, |_| ()).unwrap(), [], "the first time");
    fs.plant("criteria/3a.md", b"three");
    fs.plant("artifacts/boards/artifact.md", BOARDS.as_bytes());
    let told = |history: &mut History| -> Vec<(String, What)> {
        let all = since(history, &fs, |_| ()).unwrap();
        all.into_iter().map(|since| (since.file.to_string(), since.what)).collect()
    };
    let added = |file: &str| (file.to_owned(), What::Added);
    let boards = added("artifacts/boards/artifact.md");
    assert_eq!(told(&mut history), [boards.clone(), added("criteria/3a.md")]);
    assert_eq!(told(&mut history), [], "once");

    let lies = path(".artifolio/trash/u/artifacts/boards");
    let step = Step::Remove { path: path("artifacts/boards"), expect: None };
    history.before(&fs, &Change { label: "test", steps: vec![step] }).unwrap();
    fs.plant(".artifolio/trash/u/artifacts/other", b"");
    fs.rename(&path("artifacts/boards"), &lies).unwrap();
    assert_eq!(told(&mut history), []);
    let to = path("artifacts/boards (2)");
    let step = Step::Move { from: lies.clone(), to: to.clone(), expect: None };
    history.before(&fs, &Change { label: "test", steps: vec![step] }).unwrap();
    fs.rename(&lies, &to).unwrap();
    assert_eq!(told(&mut history), [], "this program put it back");

    fs.remove_own(&path("artifacts/boards (2)/artifact.md")).unwrap();
    assert_eq!(told(&mut history).len(), 1);
    fs.plant("artifacts/boards (2)/artifact.md", BOARDS.as_bytes());
    assert_eq!(
        told(&mut history),
        [added("artifacts/boards (2)/artifact.md")],
        "another program did"
    );
    assert_eq!(told(&mut history), [], "once");
}

fn history() -> History {
    let count = std::sync::atomic::AtomicUsize::new(0);
    let unique: crate::Unique =
        Arc::new(move || format!("u{}", count.fetch_add(1, std::sync::atomic::Ordering::Relaxed)));
    History::new("m".into(), noon(), unique)
}

#[test]
fn what_is_not_as_it_was_last_time_is_told_once() {
    let fs = folder(&[
        ("criteria/1a.md", "one"),
        ("criteria/2a.md", "two"),
        ("criteria/3a.md", "three"),
        ("artifacts/boards/artifact.md", BOARDS),
        ("artifacts/boards/photo.jpg", "picture"),
    ]);
    let count = Arc::new(std::sync::atomic::AtomicUsize::new(0));
    let start = || {
        let count = Arc::clone(&count);
        let unique: crate::Unique = Arc::new(move || {
            format!("u{}", count.fetch_add(1, std::sync::atomic::Ordering::Relaxed))
        });
        History::new("m".into(), noon(), unique)
    };
    assert_eq!(since(&mut start(), &fs, |_| ()).unwrap(), [], "the first time");
    assert_eq!(since(&mut start(), &fs, |_| ()).unwrap(), [], "nothing happened");

    fs.plant("criteria/1a.md", b"one, elsewhere");
    fs.remove_own(&path("criteria/2a.md")).unwrap();
    fs.plant("criteria/4a.md", b"new");
    fs.rename(&path("artifacts/boards"), &path("artifacts/choice")).unwrap();
    let mut told = since(&mut start(), &fs, |_| ()).unwrap();
    told.sort_by(|a, b| a.file.cmp(&b.file));
    let was = |file: &str, before: &str, what| Since {
        file: path(file),
        before: Sha256::of(before.as_bytes()),
        what,
    };
    assert_eq!(
        told,
        [
            was(
                "artifacts/boards/artifact.md",
                BOARDS,
                What::Moved(path("artifacts/choice/artifact.md"))
            ),
            was("criteria/1a.md", "one", What::Edited),
            was("criteria/2a.md", "two", What::Deleted),
            was("criteria/4a.md", "new", What::Added),
        ]
    );
    assert_eq!(since(&mut start(), &fs, |_| ()).unwrap(), [], "told once");
    let of = TextFile { file: path("criteria/1a.md"), artifact: None };
    let kept = history::versions(&fs, &of).unwrap().len();
    assert_eq!(kept, 2, "before and after");

    let edited = BOARDS.replacen("boards\n", "boards\nnote: elsewhere\n", 1);
    assert_ne!(edited, BOARDS);
    fs.rename(&path("artifacts/choice"), &path("artifacts/third")).unwrap();
    fs.plant("artifacts/third/artifact.md", edited.as_bytes());
    let moved = What::Moved(path("artifacts/third/artifact.md"));
    assert_eq!(
        since(&mut start(), &fs, |_| ()).unwrap(),
        [was("artifacts/choice/artifact.md", BOARDS, moved)],
        "moved and edited is no deletion"
    );
    fs.rename(&path("artifacts/third"), &path("artifacts/choice")).unwrap();
    since(&mut start(), &fs, |_| ()).unwrap();

    // What this program does itself is no news.
    let mut history = start();
    let steps = vec![
        Step::Remove { path: path("criteria/3a.md"), expect: None },
        Step::Move { from: path("artifacts/choice"), to: path("artifacts/again"), expect: None },
    ];
    history.before(&fs, &Change { label: "test", steps }).unwrap();
    fs.remove_own(&path("criteria/3a.md")).unwrap();
    fs.rename(&path("artifacts/choice"), &path("artifacts/again")).unwrap();
    assert_eq!(since(&mut start(), &fs, |_| ()).unwrap(), []);
    fs.plant("criteria/1a.md", b"one, once more");
    let mut heard = Vec::new();
    let died = since(&mut start(), &fs, |all| {
        heard = all.to_vec();
        fs.fail_at(0, Fault::Crash);
    });
    assert!(died.is_err() && heard.len() == 1);
    fs.heal();
    let again = since(&mut start(), &fs, |_| ()).unwrap();
    assert_eq!(again, heard, "whoever dies before it is kept hears of it again");
}
