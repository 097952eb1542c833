//! Another program writes while the writer does: what cannot be read, what stands in a field, what is half written.

use std::time::Duration;

use super::past::{criterion, done, save, texts};
use super::*;

#[test]
fn a_text_that_cannot_be_read_is_no_empty_one() {
    let (folder, desk) = desk();
    let file = folder.path().join("p/criteria/5a.md");
    save(&desk, "5a", "mine");
    let page = done(desk.criterion_page(Language::En, "5a".to_owned()));
    for unreadable in [b"caf\xe9".to_vec(), vec![b'x'; 3 << 20]] {
        fs::write(&file, &unreadable).unwrap();
        let refused = desk.criterion_page(Language::En, "5a".to_owned()).err();
        assert_eq!(refused.map(|e| e.code()), Some("text-unread"));
        let empty = view::revision("");
        for base in [&page.revision, &empty] {
            let saved = desk.save_text(desk.now(), Language::En, &criterion("5a"), "other", base);
            assert_eq!(saved.err().map(|e| e.code()), Some("text-unread"));
        }
        let met = desk.merge(desk.now(), Language::En, &criterion("5a"), ["mine", "more"]);
        assert_eq!(met.err().map(|e| e.code()), Some("text-unread"), "there is nothing to choose");
        assert_eq!(fs::read(&file).unwrap(), unreadable, "untouched");
    }
    fs::write(&file, "theirs").unwrap();
    assert_eq!(done(desk.criterion_page(Language::En, "5a".to_owned())).text, "theirs");
}

#[test]
fn what_another_program_wrote_into_a_field_is_not_written_over() {
    let (folder, desk) = desk();
    let file = folder.path().join("p/criteria/5a.md");
    let note = |text: &str| view::CriterionFields {
        note: Some(text.to_owned()),
        ..view::CriterionFields::default()
    };
    let put = |mine: &str, was: &str| {
        let edit = Edit::Criterion { key: "5a".into(), set: note(mine), was: note(was) };
        desk.change(desk.now(), Language::En, |seen| edit::build(seen, &edit))
            .err()
            .map(|e| e.code())
    };
    assert_eq!(put("mine", ""), None);
    for theirs in ["theirs", ""] {
        fs::write(&file, format!("---\nnote: \"{theirs}\"\n---\n")).unwrap();
        assert_eq!(put("more of mine", "mine"), Some("field-changed"));
        assert!(fs::read_to_string(&file).unwrap().contains(&format!("note: \"{theirs}\"")));
    }
    assert_eq!(put("mine", ""), None, "as the writer saw it");
    assert_eq!(put("mine", "another"), None, "both wrote the same");
    // What stands beside it is no reason.
    fs::write(&file, "---\nnote: mine\nself_score: 1\n---\nTheirs.\n").unwrap();
    assert_eq!(put("my last word", "mine"), None);
    let there = fs::read_to_string(&file).unwrap();
    assert!(there.contains("self_score: 1") && there.contains("Theirs."), "{there}");
}

/// Whether nobody saw anything of a text but its end while another program wrote it bit by bit.
fn is_read_whole() -> bool {
    let (folder, desk) = desk();
    let file = folder.path().join("p/criteria/5a.md");
    save(&desk, "5a", "mine");
    desk.look_again();
    std::thread::scope(|scope| {
        scope.spawn(|| {
            for words in 1..=12 {
                fs::write(&file, "word ".repeat(words)).unwrap();
                std::thread::sleep(Duration::from_millis(15));
            }
        });
        std::thread::sleep(Duration::from_millis(40));
        desk.look_when_still()
            && see(&desk).reading.portfolio.criteria["5a"].text == "word ".repeat(12)
            && texts(&desk, "5a").len() == 1
    })
}

#[test]
fn a_file_that_is_being_written_is_not_read_by_halves() {
    // A machine with much to do may keep the writer for longer than a file takes to count as written.
    assert!((0..5).any(|_| is_read_whole()));
}
