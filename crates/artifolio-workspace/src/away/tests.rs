use std::sync::Arc;

use artifolio_core::header::Value;
use artifolio_core::progress::Silent;

use super::*;
use crate::change::Step;
use crate::durable::current;
use crate::history::{self, History, TextFile};
use crate::read::read;
use crate::testing::{Fault, MemFs, noon};

mod cloud;

fn path(text: &str) -> RelPath {
    RelPath::parse(text).unwrap()
}

const SETTINGS: &str = "format = 1\nid = 'w'\n";

fn folder(files: &[(&str, &str)]) -> MemFs {
    let fs = MemFs::new();
    fs.plant("portfolio.toml", SETTINGS.as_bytes());
    for (path, text) in files {
        fs.plant(path, text.as_bytes());
    }
    fs
}

fn told(fs: &MemFs) -> Vec<News> {
    news(fs, &Hashes::default(), &read(fs, &Silent).unwrap())
}

fn ways(fs: &MemFs) -> Vec<(String, String, Way)> {
    let copy = |news| match news {
        News::Copy(Copy { path, original, way, .. }) => {
            Some((path.name().to_owned(), original.to_string(), way))
        }
        _ => None,
    };
    told(fs).into_iter().filter_map(copy).collect()
}

/// What stands in a file after the answer to the one piece of news; everything else is where it was.
fn answered(fs: &MemFs, at: &str) -> String {
    let reading = read(fs, &Silent).unwrap();
    let [news] = &news(fs, &Hashes::default(), &reading)[..] else { panic!("{:?}", told(fs)) };
    let change = answer(fs, &reading, news).unwrap().unwrap();
    for step in change.steps {
        match step {
            Step::Write { path, expect, bytes } => {
                assert_eq!(current(fs, &path).unwrap(), expect.hash());
                fs.plant(path.as_str(), &bytes);
            }
            Step::Remove { path, expect } => {
                assert_eq!(current(fs, &path).unwrap(), expect);
                fs.remove_own(&path).unwrap();
            }
            other => panic!("{other:?}"),
        }
    }
    assert_eq!(told(fs), [], "answered");
    String::from_utf8(fs.tree()[&path(at)].clone().unwrap()).unwrap()
}

const BOARDS: &str = "---\nid: boards\ntitle: Boards\n---\nOne.\n";

#[test]
fn copies_are_grouped_with_their_originals_and_say_what_can_be_done() {
    let fs = folder(&[
        ("criteria/5a.md", "One.\n\nTwo.\n"),
        ("criteria/5a.sync-conflict-20261124-120000-ABCDEFG.md", "One.\n\nTwo.\n\nThree.\n"),
        ("criteria/5a (1).md", "One, anew.\n\nTwo.\n"),
        ("criteria/5a 2.md", "One.\n\nTwo.\n"),
        ("criteria/1a (Ana's conflicted copy 2026-11-24).md", "No original."),
        ("artifacts/boards/artifact.md", BOARDS),
        ("artifacts/boards/artifact-DESKTOP-AB12.md", BOARDS),
        ("artifacts/boards/photo.jpg", "picture"),
        ("artifacts/boards/photo (1).jpg", "another"),
        ("artifacts/boards/photo 2.jpg", "picture"),
        ("artifacts/boards/photo (Ana's conflicted copy 2026-11-24).jpg", "a third"),
    ]);
    let five = || "criteria/5a.md".to_owned();
    let photo = || "artifacts/boards/photo.jpg".to_owned();
    let mut ways = ways(&fs);
    ways.sort_by(|a, b| a.0.cmp(&b.0));
    assert_eq!(
        ways,
        [
            ("5a (1).md".into(), five(), Way::Choose),
            ("5a 2.md".into(), five(), Way::Same),
            ("5a.sync-conflict-20261124-120000-ABCDEFG.md".into(), five(), Way::Merge),
            ("artifact-DESKTOP-AB12.md".into(), "artifacts/boards/artifact.md".into(), Way::Same),
            ("photo (Ana's conflicted copy 2026-11-24).jpg".into(), photo(), Way::Beside),
            ("photo 2.jpg".into(), photo(), Way::Same),
        ]
    );
}

#[test]
fn a_copy_is_put_together_with_its_original_header_and_all() {
    let copy = "criteria/5a.Conflict.md";
    let fs = folder(&[
        ("criteria/5a.md", "---\n# mine\nself_score: 1\nartifacts:\n- id: boards\n---\nOne.\n"),
        (copy, "---\nstatus: ready\nartifacts:\n- id: trip\n---\nOne.\n\nTheirs.\n"),
    ]);
    let text = answered(&fs, "criteria/5a.md");
    for part in ["# mine", "self_score: 1", "status: ready", "boards", "trip", "One.\n\nTheirs.\n"]
    {
        assert!(text.contains(part), "{part}: {text}");
    }

    let fs = folder(&[("criteria/5a.md", "One.\n"), (copy, "Other.\n")]);
    let reading = read(&fs, &Silent).unwrap();
    let [ref news @ News::Copy(ref copy)] = told(&fs)[..] else { panic!() };
    assert!(answer(&fs, &reading, news).unwrap().is_none(), "somebody has to choose");
    assert!(merge_copy(&fs, copy, None).is_err());
    let change = merge_copy(&fs, copy, Some(Chosen { body: "Chosen.\n", header: &[] })).unwrap();
    assert!(matches!(&change.steps[0], Step::Write { bytes, .. } if bytes == b"Chosen.\n"));
}

#[test]
fn headers_that_say_two_things_need_somebody_to_choose() {
    let fs = folder(&[
        ("criteria/5a.md", "---\nself_score: 1\n---\nOne.\n"),
        ("criteria/5a.Conflict.md", "---\nself_score: 0\n---\nOne.\n"),
    ]);
    assert_eq!(ways(&fs)[0].2, Way::Choose, "nothing of either is dropped unseen");
    let [News::Copy(copy)] = &told(&fs)[..] else { panic!() };
    assert!(merge_copy(&fs, copy, None).is_err());
    let apart = apart(&fs, copy).unwrap();
    let [open] = &apart.header[..] else { panic!("{apart:?}") };
    assert_eq!(
        (&*open.key, &open.mine, &open.theirs),
        ("self_score", &Value::Number(1), &Value::Number(0))
    );
    let written = |header: &[String]| {
        let change = merge_copy(&fs, copy, Some(Chosen { body: "One.\n", header })).unwrap();
        change.steps.into_iter().find_map(|step| match step {
            Step::Write { bytes, .. } => Some(String::from_utf8(bytes).unwrap()),
            _ => None,
        })
    };
    assert_eq!(written(&[]), None, "it says so already");
    let theirs = written(std::slice::from_ref(&open.key)).unwrap();
    assert_eq!(theirs, "---\nself_score: 0\n---\nOne.\n");
}

#[test]
fn evidence_with_another_name_is_known_by_its_bytes_and_what_nobody_listed_is_added() {
    let sha256 = Sha256::of(b"picture");
    let list = format!("evidence:\n- id: photo\n  file: photo.jpg\n  sha256: {sha256}\n");
    let header = format!("---\nid: boards\n{list}---\nOne.\n");
    let fs = folder(&[
        ("artifacts/boards/artifact.md", &header),
        ("artifacts/boards/more/renamed.jpg", "picture"),
    ]);
    let text = answered(&fs, "artifacts/boards/artifact.md");
    assert!(text.contains("file: more/renamed.jpg") && text.contains("id: photo"), "{text}");

    let fs = folder(&[
        ("artifacts/boards/artifact.md", &header),
        ("artifacts/boards/photo.jpg", "picture"),
        ("artifacts/boards/new.jpg", "new"),
    ]);
    assert!(answered(&fs, "artifacts/boards/artifact.md").contains("file: new.jpg"));
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
