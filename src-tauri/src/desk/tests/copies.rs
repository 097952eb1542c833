//! A portfolio and a copy of it, as a restored backup is one: what the machine keeps of the one is not the other's.

use super::*;

fn done<T>(result: Result<T, Refusal>) -> T {
    result.unwrap_or_else(|e| panic!("{}", e.code()))
}

fn of() -> TextOf {
    TextOf::Criterion { id: "5a".into() }
}

/// Another run of the program, with this portfolio open.
fn run(folder: &tempfile::TempDir, name: &str) -> Desk {
    let desk =
        Desk::new(DataDir::at(folder.path().join("data")), folder.path().to_owned(), no_printer());
    assert!(desk.open(&folder.path().join(name)).is_ok());
    desk.ready();
    desk
}

/// A run that ended with unsaved words, and a copy of its portfolio.
fn unsaved_and_copy() -> tempfile::TempDir {
    let (folder, desk) = desk();
    done(desk.keep_aside(desk.now(), &of(), "unsaved"));
    let copy = folder.path().join("copy");
    fs::create_dir(&copy).unwrap();
    fs::copy(folder.path().join("p/portfolio.toml"), copy.join("portfolio.toml")).unwrap();
    folder
}

fn offered(desk: &Desk) -> Vec<String> {
    let all = done(desk.earlier_texts(Language::En, &of())).into_iter();
    all.map(|earlier| earlier.text).collect()
}

#[test]
fn unsaved_words_are_offered_in_the_folder_they_were_written_in_and_in_no_copy_of_it() {
    let folder = unsaved_and_copy();
    assert!(offered(&run(&folder, "copy")).is_empty());
    assert_eq!(offered(&run(&folder, "p")), ["unsaved"]);
}

#[test]
fn unsaved_words_are_offered_where_their_folder_has_gone_to() {
    let folder = unsaved_and_copy();
    fs::rename(folder.path().join("p"), folder.path().join("moved")).unwrap();
    assert_eq!(offered(&run(&folder, "moved")), ["unsaved"]);
    assert!(offered(&run(&folder, "copy")).is_empty(), "once");
}

#[test]
fn unsaved_words_of_a_folder_that_became_another_portfolio_are_offered_in_a_copy() {
    let folder = unsaved_and_copy();
    let settings = folder.path().join("p/portfolio.toml");
    fs::write(settings, "format = 1\nid = \"another\"\n").unwrap();
    assert!(offered(&run(&folder, "p")).is_empty());
    assert_eq!(offered(&run(&folder, "copy")), ["unsaved"]);
}

#[test]
fn what_waits_for_an_answer_and_what_is_known_of_backups_is_of_one_folder() {
    let folder = unsaved_and_copy();
    let desk = run(&folder, "p");
    done(desk.save_text(desk.now(), Language::En, &of(), "mine", &view::revision("")));
    done(desk.back_up(desk.now(), Language::En, |_| {}));
    drop(desk);
    fs::write(folder.path().join("p/criteria/5a.md"), "elsewhere").unwrap();
    fs::write(folder.path().join("p/criteria/1a (1).md"), "one").unwrap();
    let desk = run(&folder, "p");
    desk.wait_behind();
    let known = |desk: &Desk| {
        let last = done(desk.keeping(Language::En)).last;
        (done(desk.away(Language::En)).len(), last.is_some())
    };
    let before = known(&desk);
    assert!(before.0 > 0 && before.1);
    drop(desk);
    let copy = run(&folder, "copy");
    copy.wait_behind();
    assert_eq!(known(&copy), (0, false));
    drop(copy);
    assert_eq!(known(&run(&folder, "p")), before);
}
