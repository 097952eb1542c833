//! What other programs write is read, kept and told; what was is found again.

use std::sync::atomic::AtomicUsize;
use std::time::Duration;

use super::*;

pub(super) fn criterion(id: &str) -> TextOf {
    TextOf::Criterion { id: id.into() }
}

pub(super) fn done<T>(result: Result<T, Refusal>) -> T {
    result.unwrap_or_else(|e| panic!("{}", e.code()))
}

pub(super) fn save(desk: &Desk, id: &str, text: &str) {
    let now = done(desk.criterion_page(Language::En, id.to_owned())).revision;
    done(desk.save_text(desk.now(), Language::En, &criterion(id), text, &now));
}

pub(super) fn texts(desk: &Desk, id: &str) -> Vec<(String, view::VersionOrigin)> {
    let earlier = done(desk.earlier_texts(Language::En, &criterion(id)));
    earlier.into_iter().map(|version| (version.text, version.origin)).collect()
}

fn emptied(desk: &Desk, id: &str) -> Option<String> {
    done(desk.criterion_page(Language::En, id.to_owned())).past.emptied
}

#[test]
fn only_what_says_something_else_is_told() {
    let (folder, desk) = desk();
    let file = folder.path().join("p/criteria/5a.md");
    save(&desk, "5a", "mine");
    see(&desk);
    assert!(!desk.look_again(), "our own");
    let bytes = fs::read(&file).unwrap();
    fs::remove_file(&file).unwrap();
    fs::write(&file, &bytes).unwrap();
    assert!(!desk.look_again(), "touched, with the same bytes");
    fs::write(&file, String::from_utf8(bytes).unwrap().replace("mine", "them")).unwrap();
    assert!(desk.look_again());
    assert!(!desk.look_again(), "told once");
    assert_eq!(see(&desk).reading.portfolio.criteria["5a"].text, "them");
    fs::write(folder.path().join("p/notes.txt"), "x").unwrap();
    desk.look_again();
    assert_eq!(see(&desk).reading.portfolio.criteria["5a"].text, "them");
}

#[test]
fn a_text_with_its_old_size_and_time_is_seen_all_the_same() {
    let (folder, desk) = desk();
    let file = folder.path().join("p/reflection.md");
    fs::write(&file, "one").unwrap();
    see(&desk);
    let time = fs::metadata(&file).unwrap().modified().unwrap();
    fs::write(&file, "two").unwrap();
    fs::File::options().write(true).open(&file).unwrap().set_modified(time).unwrap();
    assert!(desk.look_again());
    assert_eq!(see(&desk).reading.portfolio.criteria["reflection"].text, "two");
}

#[test]
fn what_other_programs_write_while_it_is_open_is_in_the_history() {
    use view::VersionOrigin::{Found, Saved};
    let (folder, desk) = desk();
    let file = folder.path().join("p/criteria/5a.md");
    save(&desk, "5a", "mine");
    see(&desk);
    for theirs in ["theirs", "theirs again"] {
        fs::write(&file, theirs).unwrap();
        assert!(desk.look_again());
    }
    save(&desk, "5a", "mine again");
    let all = texts(&desk, "5a");
    for version in [("theirs again", Found), ("theirs", Found), ("mine", Saved)] {
        assert!(all.contains(&(version.0.to_owned(), version.1)), "{version:?} in {all:?}");
    }
    assert_eq!(all.len(), 3, "not what stands there now");
}

#[test]
fn what_others_wrote_is_kept_even_where_it_says_nothing_else() {
    let (folder, desk) = desk();
    let file = folder.path().join("p/criteria/5a.md");
    fs::create_dir_all(file.parent().unwrap()).unwrap();
    fs::write(&file, "---\nself_score: 1\n---\nwords").unwrap();
    see(&desk);
    let remark = "---\n# ask Ana\nself_score: 1\n---\nwords";
    fs::write(&file, remark).unwrap();
    desk.look_again();
    fs::write(&file, "words").unwrap();
    let object = format!("{}", artifolio_workspace::durable::Sha256::of(remark.as_bytes()));
    let kept = folder.path().join("p/.artifolio/history/objects").join(object);
    assert!(kept.is_file(), "what was looked at is in the history");
}

#[test]
fn what_a_page_showed_before_anybody_looked_is_kept_too() {
    let (folder, desk) = desk();
    let file = folder.path().join("p/reflection.md");
    desk.wait_behind();
    fs::write(&file, "theirs").unwrap();
    see(&desk);
    desk.look_again();
    fs::write(&file, "").unwrap();
    desk.look_again();
    let object = artifolio_workspace::durable::Sha256::of(b"theirs").to_string();
    assert!(folder.path().join("p/.artifolio/history/objects").join(object).is_file());
}

#[test]
fn a_version_whose_header_alone_differs_is_none_of_the_text() {
    let (_folder, desk) = desk();
    save(&desk, "5a", "first");
    for score in [0, 1] {
        let set = view::CriterionFields { self_score: Some(Some(score)), ..Default::default() };
        let edit = Edit::Criterion { key: "5a".into(), set, was: view::CriterionFields::default() };
        done(desk.change(desk.now(), Language::En, |seen| edit::build(seen, &edit)));
    }
    save(&desk, "5a", "second");
    assert_eq!(texts(&desk, "5a"), [("first".to_owned(), view::VersionOrigin::Saved)]);
}

#[test]
fn the_side_that_was_not_chosen_is_kept() {
    let (_folder, desk) = desk();
    save(&desk, "5a", "chosen");
    done(desk.set_aside(desk.now(), Language::En, &criterion("5a"), "not chosen"));
    assert_eq!(texts(&desk, "5a"), [("not chosen".to_owned(), view::VersionOrigin::Conflict)]);
    assert_eq!(see(&desk).reading.portfolio.criteria["5a"].text, "chosen");
}

#[test]
fn a_text_that_another_program_emptied_is_told_and_put_back_header_and_all() {
    for spoilt in ["", "\n", "\0\0\0\0", "---\nself_score: 1\n---\n"] {
        let (folder, desk) = desk();
        let file = folder.path().join("p/criteria/5a.md");
        let set = view::CriterionFields { self_score: Some(Some(1)), ..Default::default() };
        let edit = Edit::Criterion { key: "5a".into(), set, was: view::CriterionFields::default() };
        save(&desk, "5a", "words");
        done(desk.change(desk.now(), Language::En, |seen| edit::build(seen, &edit)));
        assert_eq!(emptied(&desk, "5a"), None);
        fs::write(&file, spoilt).unwrap();
        desk.look_again();
        assert_eq!(emptied(&desk, "5a").as_deref(), Some("words"), "{spoilt:?}");
        save(&desk, "5a", "words");
        assert_eq!(emptied(&desk, "5a"), None);
        let entry = &see(&desk).reading.portfolio.criteria["5a"];
        assert_eq!(
            (entry.text.as_str(), entry.header.self_score),
            ("words", Some(1)),
            "{spoilt:?}"
        );
    }
}

#[test]
fn an_empty_text_that_somebody_wants_is_no_alarm() {
    let (folder, desk) = desk();
    assert_eq!(emptied(&desk, "5a"), None, "never written");
    save(&desk, "5a", "words");
    save(&desk, "5a", "");
    assert_eq!(emptied(&desk, "5a"), None, "emptied here");
    save(&desk, "5a", "words again");
    fs::remove_file(folder.path().join("p/criteria/5a.md")).unwrap();
    desk.look_again();
    assert_eq!(emptied(&desk, "5a").as_deref(), Some("words again"), "deleted elsewhere");
    fs::write(folder.path().join("p/criteria/5a.md"), "").unwrap();
    desk.look_again();
    save(&desk, "5a", "");
    assert_eq!(emptied(&desk, "5a"), None, "accepted");
    save(&desk, "5a", "words");
    see(&desk);
    fs::write(folder.path().join("p/criteria/5a.md"), "").unwrap();
    assert!(desk.look_again());
    assert!(emptied(&desk, "5a").is_some(), "though it was found");
    save(&desk, "5a", "");
    assert_eq!(emptied(&desk, "5a"), None, "accepted");
}

#[test]
fn whoever_listens_hears_of_other_programs_until_another_portfolio_is_open() {
    let (folder, desk) = {
        let folder = tempfile::tempdir().unwrap();
        for name in ["p", "q"] {
            fs::create_dir(folder.path().join(name)).unwrap();
            let text = format!("format = 1\nid = \"{name}\"\n");
            fs::write(folder.path().join(name).join("portfolio.toml"), text).unwrap();
        }
        let desk = Desk::new(
            DataDir::at(folder.path().join("data")),
            folder.path().to_owned(),
            no_printer(),
        );
        (folder, desk)
    };
    let told = Arc::new(AtomicUsize::new(0));
    let tell = Arc::clone(&told);
    desk.on_hint(Arc::new(move || {
        tell.fetch_add(1, Ordering::SeqCst);
    }));
    let rest = || {
        std::thread::sleep(Duration::from_millis(400));
        told.load(Ordering::SeqCst)
    };
    let write = |name: &str, text: &str| {
        fs::write(folder.path().join(name).join("reflection.md"), text).unwrap();
    };
    assert!(desk.open(&folder.path().join("p")).is_ok());
    desk.ready();
    let before = rest();
    write("p", "one");
    assert!(rest() > before);
    assert!(desk.open(&folder.path().join("q")).is_ok());
    let before = rest();
    write("p", "two");
    assert_eq!(rest(), before, "closed");
    write("q", "one");
    assert!(rest() > before);
}

#[test]
fn words_that_were_not_saved_when_the_program_ended_are_offered_beside_what_is_on_the_disk() {
    let (folder, first) = desk();
    let unsaved = |desk: &Desk| done(desk.criterion_page(Language::En, "5a".into())).past.unsaved;
    save(&first, "5a", "on the disk");
    done(first.keep_aside(first.now(), &criterion("5a"), "and more"));
    done(first.keep_aside(first.now(), &criterion("1a"), "of one that is empty"));
    done(first.keep_aside(first.now(), &criterion("9z"), "of one that there is not"));
    assert_eq!(unsaved(&first), None, "while it runs they are on the screen");
    // It dies.
    drop(first);

    let second =
        Desk::new(DataDir::at(folder.path().join("data")), folder.path().to_owned(), no_printer());
    assert!(second.open(&folder.path().join("p")).is_ok());
    second.ready();
    assert!(unsaved(&second).is_some());
    see(&second);
    let file = folder.path().join("p/criteria/5a.md");
    let ours = fs::read(&file).unwrap();
    for bytes in [b"theirs".as_slice(), &ours] {
        fs::write(&file, bytes).unwrap();
        assert!(second.look_again());
        assert!(unsaved(&second).is_some(), "what others write is no answer");
    }
    let beside = ("and more".to_owned(), view::VersionOrigin::Unsaved);
    assert!(texts(&second, "5a").contains(&beside));
    assert_eq!(see(&second).reading.portfolio.criteria["5a"].text, "on the disk");
    let aside = fs::read_dir(folder.path().join("data/kept-aside/w")).unwrap().next().unwrap();
    let names = fs::read_dir(aside.unwrap().path()).unwrap().map(|entry| entry.unwrap().path());
    let words = names.filter(|path| path.extension().is_some_and(|ending| ending == "md"));
    assert_eq!(words.count(), 1, "what has no place here stays where it is");
    done(second.accept_text(second.now(), Language::En, &criterion("5a")));
    assert_eq!(unsaved(&second), None);
    assert!(texts(&second, "5a").contains(&beside), "it stays in the history");
    let other = done(second.criterion_page(Language::En, "1a".into()));
    assert!(other.past.unsaved.is_some());
    save(&second, "1a", "written anew");
    assert_eq!(done(second.criterion_page(Language::En, "1a".into())).past.unsaved, None);
}

#[test]
fn what_is_changed_around_an_emptied_text_or_unsaved_words_is_no_answer() {
    let (folder, desk) = desk();
    let file = folder.path().join("p/criteria/5a.md");
    let score = |desk: &Desk, score| {
        let set = view::CriterionFields { self_score: Some(Some(score)), ..Default::default() };
        let edit = Edit::Criterion { key: "5a".into(), set, was: view::CriterionFields::default() };
        done(desk.change(desk.now(), Language::En, |seen| edit::build(seen, &edit)));
    };
    save(&desk, "5a", "words");
    see(&desk);
    fs::write(&file, "").unwrap();
    assert!(desk.look_again());
    score(&desk, 1);
    assert_eq!(emptied(&desk, "5a").as_deref(), Some("words"));

    save(&desk, "5a", "words");
    done(desk.keep_aside(desk.now(), &criterion("5a"), "unsaved"));
    drop(desk);
    let desk =
        Desk::new(DataDir::at(folder.path().join("data")), folder.path().to_owned(), no_printer());
    assert!(desk.open(&folder.path().join("p")).is_ok());
    desk.ready();
    let offered = |desk: &Desk| done(desk.criterion_page(Language::En, "5a".into())).past.unsaved;
    assert!(offered(&desk).is_some());
    score(&desk, 0);
    assert!(offered(&desk).is_some());
    save(&desk, "5a", "unsaved, and more");
    assert_eq!(offered(&desk), None);
}

#[test]
fn a_first_text_that_is_undone_was_emptied_by_nobody() {
    let (_folder, desk) = desk();
    save(&desk, "5a", "words");
    done(desk.turn(desk.now(), Language::En, Log::undo));
    assert_eq!(emptied(&desk, "5a"), None);
}

#[test]
fn words_are_not_put_over_what_was_never_seen() {
    let (folder, desk) = desk();
    let file = folder.path().join("p/criteria/5a.md");
    save(&desk, "5a", "first");
    let seen_by_the_page = view::revision("first");
    see(&desk);
    fs::write(&file, "theirs").unwrap();
    assert!(desk.look_again());
    fs::write(&file, "").unwrap();
    assert!(desk.look_again());
    let saved =
        desk.save_text(desk.now(), Language::En, &criterion("5a"), "mine", &seen_by_the_page);
    assert_eq!(saved.err().map(|e| e.code()), Some("text-changed"));
    assert_eq!(fs::read_to_string(&file).unwrap(), "");
}

#[test]
fn who_reads_first_hides_nothing() {
    let (folder, desk) = desk();
    save(&desk, "5a", "mine");
    desk.look_again();
    fs::write(folder.path().join("p/criteria/5a.md"), "theirs").unwrap();
    // The window is looked at before the hint comes.
    see(&desk);
    assert!(desk.look_again());
    save(&desk, "5a", "mine again");
    assert!(texts(&desk, "5a").iter().any(|(text, _)| text == "theirs"));
}

#[test]
fn a_folder_that_comes_back_is_told() {
    let (folder, desk) = desk();
    let (place, away) = (folder.path().join("p"), folder.path().join("away"));
    desk.look_again();
    assert!(!desk.look_again());
    fs::create_dir(&away).unwrap();
    fs::copy(place.join("portfolio.toml"), away.join("portfolio.toml")).unwrap();
    fs::remove_dir_all(&place).unwrap();
    assert!(desk.look_again());
    fs::rename(&away, &place).unwrap();
    assert!(desk.look_again());
    assert!(!desk.look_again());
}
