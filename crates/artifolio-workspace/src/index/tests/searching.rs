//! What is found by which words.

use proptest::prelude::*;

use super::shelf::Shelf;
use super::{Place, path};
use crate::index::{Hit, HitKind};

fn corpus() -> Shelf {
    Shelf::of(&[
        (
            "artifacts/boards/artifact.md",
            "---\nid: choice-boards\ntitle: \"Choice: boards\"\nevidence:\n  - id: b\n    caption: Ecosystem menu\n---\nStudents pick three squares.\n",
        ),
        ("artifacts/boards/Field_trip-2026.png", "x"),
        (
            "criteria/5a.md",
            "---\nstatus: ready\n---\nThe choice was theirs; Zoë's café & naïve state-of-the-art idea.\n",
        ),
        ("reflection.md", "I learned to listen."),
        (
            "feedback/mia.md",
            "# Mia's *remarks* #\n\nPick fewer. 東京の学校 and\u{0}after the gap\n",
        ),
        ("feedback/plain.md", "nothing here but pick pick pick"),
    ])
}

fn search(files: &Shelf, words: &str) -> Vec<Hit> {
    let place = Place::new();
    let index = place.open();
    index.reconcile(files).unwrap();
    index.search(files, words, 20).unwrap()
}

#[test]
fn words_find_files() {
    let files = corpus();
    let table: &[(&str, &[&str])] = &[
        ("choice", &["artifacts/boards/artifact.md", "criteria/5a.md"]),
        ("CHOICE", &["artifacts/boards/artifact.md", "criteria/5a.md"]),
        ("choi", &["artifacts/boards/artifact.md", "criteria/5a.md"]),
        ("choi theirs", &[]),
        ("choice thei", &["criteria/5a.md"]),
        ("zoe cafe naive", &["criteria/5a.md"]),
        ("state-of-the", &["criteria/5a.md"]),
        ("of-state", &[]),
        ("ecosystem", &["artifacts/boards/artifact.md"]),
        ("evidence", &[]),
        ("field trip", &["artifacts/boards/Field_trip-2026.png"]),
        ("png", &["artifacts/boards/Field_trip-2026.png"]),
        ("東京", &["feedback/mia.md"]),
        ("gap", &["feedback/mia.md"]),
        ("pick OR", &[]),
        ("\"choice", &["artifacts/boards/artifact.md", "criteria/5a.md"]),
        ("title:choice", &[]),
        ("*", &[]),
        ("\" - (", &[]),
        ("AND", &["feedback/mia.md"]),
        ("  ", &[]),
    ];
    for (words, expected) in table {
        let hits = search(&files, words);
        let found: Vec<_> = hits.iter().map(|hit| hit.path.as_str()).collect();
        assert_eq!(found, *expected, "{words:?}");
    }
}

#[test]
fn a_hit_says_what_it_is() {
    let files = corpus();
    let table = [
        (
            "squares",
            HitKind::Artifact,
            Some("choice-boards"),
            "Choice: boards",
            "Students pick three squares.",
        ),
        ("theirs", HitKind::Criterion, Some("5a"), "5a", ""),
        ("listen", HitKind::Reflection, Some("reflection"), "reflection", "I learned to listen."),
        ("fewer", HitKind::Note, None, "Mia's *remarks*", ""),
        ("2026", HitKind::File, None, "Field_trip-2026.png", ""),
    ];
    for (words, kind, id, title, snippet) in table {
        let hits = search(&files, words);
        let [hit] = &hits[..] else { panic!("{words}: {hits:?}") };
        assert_eq!((hit.kind, hit.id.as_deref(), hit.title.as_str()), (kind, id, title));
        assert!(hit.snippet.starts_with(snippet), "{:?}", hit.snippet);
        assert!(kind == HitKind::File || hit.snippet.contains(words), "{:?}", hit.snippet);
    }
}

#[test]
fn a_word_in_the_title_weighs_more() {
    let files = Shelf::of(&[
        ("a.md", "# Other\n\nboard board board board"),
        ("board.png", "x"),
        ("z.md", "# Board\n\nother"),
    ]);
    let found: Vec<_> = search(&files, "board").into_iter().map(|hit| hit.path).collect();
    assert_eq!(found, [path("z.md"), path("board.png"), path("a.md")]);
}

#[test]
fn what_is_gone_is_not_shown() {
    let files = corpus();
    let place = Place::new();
    let index = place.open();
    index.reconcile(&files).unwrap();
    files.with(|items| items.remove(&path("reflection.md")));
    assert!(index.search(&files, "listen", 9).unwrap().is_empty());
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn nothing_typed_is_an_error(typed in "[\\PC\\x00-\\x1F\"'*():^{}+-]{0,40}") {
        thread_local! {
            static INDEX: (Place, crate::index::Index, Shelf) = {
                let (place, files) = (Place::new(), corpus());
                let index = place.open();
                index.reconcile(&files).unwrap();
                (place, index, files)
            };
        }
        INDEX.with(|(_, index, files)| index.search(files, &typed, 5).map(drop)).unwrap();
    }

    /// Every word of a note finds it. (Between the letters with marks lies a sign of division, which is none.)
    #[test]
    fn every_word_finds_its_note(words in prop::collection::vec("[a-zA-Zà-öø-ž0-9]{1,12}", 1..8), at in any::<prop::sample::Index>()) {
        let files = Shelf::of(&[("a.md", &words.join(" "))]);
        let word = &words[at.index(words.len())];
        let hits = search(&files, word);
        prop_assert_eq!(hits.len(), 1);
    }
}
