//! Another program writes, and nothing but the bytes tells: what was read is not what stands there.

use artifolio_workspace::log::Log;

use super::*;
use crate::view::CriterionFields;

fn done<T>(result: Result<T, Refusal>) -> T {
    result.unwrap_or_else(|e| panic!("{}", e.code()))
}

fn criterion() -> TextOf {
    TextOf::Criterion { id: "5a".into() }
}

fn score(desk: &Desk, score: u8) -> Result<view::Done, Refusal> {
    let set = CriterionFields { self_score: Some(Some(score)), ..Default::default() };
    let edit = Edit::Criterion { key: "5a".into(), set, was: CriterionFields::default() };
    desk.change(desk.now(), Language::En, |seen| edit::build(seen, &edit))
}

/// A text that was read; the folder is watched by nobody.
fn read(text: &str) -> (tempfile::TempDir, Desk) {
    let (folder, desk) = desk();
    done(desk.save_text(desk.now(), Language::En, &criterion(), text, &view::revision("")));
    done(score(&desk, 0));
    see(&desk);
    (folder, desk)
}

/// Another program writes, and what would tell stands still: not every system tells more than size and time.
fn unseen(folder: &tempfile::TempDir, desk: &Desk, from: &str, to: &str) {
    let file = folder.path().join("p/criteria/5a.md");
    let text = fs::read_to_string(&file).unwrap();
    fs::write(&file, text.replace(from, to)).unwrap();
    let kept = &mut *held(&desk.kept);
    let kept = kept.as_mut().unwrap();
    kept.stamp = kept.open.workspace.stamp();
}

#[test]
fn a_text_that_another_one_took_the_place_of_is_met_and_saved() {
    let (folder, desk) = read("words");
    unseen(&folder, &desk, "words", "their");
    let save = |text: &str, base: &str| {
        desk.save_text(desk.now(), Language::En, &criterion(), text, &view::revision(base))
    };
    assert_eq!(save("mine", "words").err().map(|e| e.code()), Some("text-changed"));
    let page = done(desk.criterion_page(Language::En, "5a".into()));
    assert_eq!(page.text, "their", "what it is put together with stands there");
    done(save("mine, their", "their"));
    assert_eq!(see(&desk).reading.portfolio.criteria["5a"].text, "mine, their");
}

#[test]
fn a_change_is_built_on_what_stands_there_and_not_on_what_was_read() {
    let (folder, desk) = read("words");
    unseen(&folder, &desk, "self_score: 0", "self_score: 1");
    done(score(&desk, 0));
    assert_eq!(see(&desk).reading.portfolio.criteria["5a"].header.self_score, Some(0));
    unseen(&folder, &desk, "self_score: 0", "self_score: 1");
    done(desk.save_text(desk.now(), Language::En, &criterion(), "more", &view::revision("words")));
    let entry = &see(&desk).reading.portfolio.criteria["5a"];
    assert_eq!((entry.text.as_str(), entry.header.self_score), ("more", Some(1)));
    done(desk.turn(desk.now(), Language::En, Log::undo));
    assert_eq!(see(&desk).reading.portfolio.criteria["5a"].text, "words");
}

#[test]
fn words_that_were_not_chosen_are_kept_beside_what_stands_there() {
    let (folder, desk) = read("words");
    unseen(&folder, &desk, "words", "their");
    done(desk.set_aside(desk.now(), Language::En, &criterion(), "not chosen"));
    let all = done(desk.earlier_texts(Language::En, &criterion()));
    assert!(all.iter().any(|earlier| earlier.text == "not chosen"));
}
