mod cloud;
mod evidence;
mod since;

use artifolio_core::header::Value;
use artifolio_core::progress::Silent;

use super::*;
use crate::change::Step;
use crate::durable::{Expect, current};
use crate::read::read;
use crate::testing::MemFs;

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

const HEADER: &str = "artifacts/boards/artifact.md";

/// What is told of evidence, and whether it is done without asking.
fn short(fs: &MemFs) -> Vec<(String, bool)> {
    let say = |news: &News| match news {
        News::Renamed { of, to, .. } => format!("{} {} -> {}", of.key, of.file.name(), to.name()),
        News::Elsewhere { of, at, .. } => format!("{} is at {at}", of.file.name()),
        News::Changed { of, empty, .. } => {
            format!("{} {}", of.file.name(), if *empty { "emptied" } else { "changed" })
        }
        News::Lost { of, removal } => format!("lost {} {}", of.file.name(), removal.is_some()),
        News::Added { file, .. } => format!("new {}", file.name()),
        News::Copy(copy) => format!("copy {}", copy.path.name()),
        News::Twin(twin) => format!("twin {} {}", twin.folder.name(), twin.same),
    };
    told(fs).iter().map(|news| (say(news), news.is_sure())).collect()
}

fn is(what: &str, sure: bool) -> (String, bool) {
    (what.to_owned(), sure)
}

#[test]
fn a_copy_of_settings_takes_their_place_if_somebody_says_so() {
    let copy = "portfolio (Ana's conflicted copy 2026-11-24).toml";
    let theirs = "format = 1\nid = 'w'\nname = 'Ana'\n[dates]\ncourse_end = 2026-12-01\n";
    let fs = folder(&[
        (copy, theirs),
        ("profile.toml", "name = 'Mine'\n"),
        ("profile-ROOM12.toml", "name = 'Theirs'\n"),
        ("portfolio 2.toml", "format = 1\nid = 'another'\n"),
    ]);
    let all = told(&fs);
    let copies = all.iter().map(|news| match news {
        News::Copy(copy) => (copy.path.name(), copy.way, copy.differs.join(" "), news.is_sure()),
        _ => panic!("{news:?}"),
    });
    assert_eq!(
        copies.collect::<Vec<_>>(),
        [
            (copy, Way::Instead, "dates.course_end name".to_owned(), false),
            ("portfolio 2.toml", Way::Beside, String::new(), false),
            ("profile-ROOM12.toml", Way::Instead, "name".to_owned(), false),
        ]
    );
    let reading = read(&fs, &Silent).unwrap();
    let change = answer(&fs, &reading, &all[0]).unwrap().unwrap();
    let [Step::Write { path: to, expect, bytes }, Step::Remove { path: gone, .. }] =
        &change.steps[..]
    else {
        panic!("{change:?}")
    };
    assert_eq!((to.as_str(), gone.as_str()), ("portfolio.toml", copy));
    assert_eq!(*expect, Expect::Sha256(Sha256::of(SETTINGS.as_bytes())));
    assert_eq!(bytes, theirs.as_bytes());
    fs.plant(copy, b"format = 1\nid = 'w'\nname = 'Ben'\n");
    assert!(answer(&fs, &reading, &all[0]).is_err(), "not what was looked at");
}

#[test]
fn a_folder_that_is_a_second_one_of_an_artifact_is_told_and_becomes_one_of_its_own() {
    let copy = "artifacts/boards (Ana's conflicted copy 2026-11-24)";
    let header = format!("{copy}/artifact.md");
    let fs = folder(&[
        (HEADER, BOARDS),
        ("artifacts/boards/photo.jpg", "picture"),
        (&header, BOARDS),
        (&format!("{copy}/photo.jpg"), "picture"),
    ]);
    let twin =
        |same, sure| is(&format!("twin boards (Ana's conflicted copy 2026-11-24) {same}"), sure);
    assert_eq!(short(&fs)[0], twin(true, true));
    let reading = read(&fs, &Silent).unwrap();
    let change = answer(&fs, &reading, &told(&fs)[0]).unwrap().unwrap();
    assert!(matches!(&change.steps[..], [Step::Remove { path, .. }] if path.as_str() == copy));

    fs.plant(&header, BOARDS.replace("One.", "Two.").as_bytes());
    assert_eq!(short(&fs)[0], twin(false, false));
    let reading = read(&fs, &Silent).unwrap();
    let change = answer(&fs, &reading, &told(&fs)[0]).unwrap().unwrap();
    let [Step::Write { path, bytes, .. }] = &change.steps[..] else { panic!("{change:?}") };
    let text = String::from_utf8(bytes.clone()).unwrap();
    assert!(
        path.as_str() == header && text.contains("id: boards-2") && text.contains("Two."),
        "{text}"
    );
}
