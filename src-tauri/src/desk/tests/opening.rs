//! Another portfolio is opened while something is on its way: nothing of the first one lands in it.

use artifolio_workspace::away::Chosen;

use super::*;
use crate::pack::pack;
use crate::view::{PackOutcome, PackRequest, PackStep};

fn done<T>(result: Result<T, Refusal>) -> T {
    result.unwrap_or_else(|e| panic!("{}", e.code()))
}

/// The portfolio in `p` is open, and there is another one in `q`.
fn two() -> (tempfile::TempDir, Desk) {
    let (folder, desk) = desk();
    let other = folder.path().join("q");
    fs::create_dir(&other).unwrap();
    fs::write(other.join("portfolio.toml"), "format = 1\nid = \"v\"\nname = \"Ben\"\n").unwrap();
    (folder, desk)
}

#[test]
fn a_bundle_has_its_receipt_in_the_portfolio_it_was_made_of() {
    let (folder, desk) = two();
    let request = PackRequest { draft: true, date: None };
    let switch = |_| {
        if see(&desk).reading.portfolio.settings.name == "Ana" {
            assert!(desk.open(&folder.path().join("q")).is_ok());
        }
    };
    let PackOutcome::Packed { path, .. } =
        done(pack(&desk, desk.now(), Language::En, &request, switch))
    else {
        panic!("it is a draft")
    };
    assert!(see(&desk).open.workspace.root().ends_with("q"));
    assert!(
        done(desk.earlier_bundles()).is_empty() && !folder.path().join("q/submissions").exists()
    );
    assert_eq!(desk.bundle(None).ok(), Some(PathBuf::from(path)), "it can be shown all the same");
    assert!(desk.open(&folder.path().join("p")).is_ok());
    let [bundle] = &done(desk.earlier_bundles())[..] else { panic!("it is one") };
    let rehearse = |tell: &(dyn Fn(PackStep) + Sync)| {
        done(desk.rehearse_bundle(Some(&bundle.key), Language::En, tell))
    };
    assert!(rehearse(&|_| desk.stop()).is_none(), "it was stopped");
    let rehearsed = rehearse(&|_| ()).unwrap();
    assert!(rehearsed.proved, "{:?}", rehearsed.findings);
}

fn of() -> TextOf {
    TextOf::Criterion { id: "5a".into() }
}

fn switch(desk: &Desk, folder: &tempfile::TempDir, name: &str) -> u32 {
    let opened = desk.open(&folder.path().join(name)).unwrap_or_else(|e| panic!("{e}"));
    assert_eq!((opened.opening, opened.read_only), (desk.now(), None));
    opened.opening
}

#[test]
fn whatever_writes_is_refused_once_another_portfolio_is_open() {
    let (folder, desk) = two();
    let first = desk.now();
    let second = switch(&desk, &folder, "q");
    assert_ne!(first, second);
    let trees = || ["p", "q"].map(|name| tree(&folder.path().join(name)));
    let before = trees();
    let (lang, base, key) = (Language::En, view::revision(""), ["none".to_owned()]);
    let request = PackRequest { draft: true, date: None };
    let all = [
        // Both texts are the same, so that nothing else would tell them apart.
        desk.save_text(first, lang, &of(), "mine", &base).map(drop),
        desk.change(first, lang, |seen| edit::build(seen, &Edit::Order { ids: vec![] })).map(drop),
        desk.merge(first, lang, &of(), ["", "mine"]).map(drop),
        desk.set_aside(first, lang, &of(), "mine"),
        desk.accept_text(first, lang, &of()),
        desk.turn(first, lang, Log::undo).map(drop),
        desk.turn(first, lang, Log::redo).map(drop),
        desk.import(first, lang, &[folder.path().join("p/portfolio.toml")], None).map(drop),
        desk.paste(first, lang, "x.png", b"png", None).map(drop),
        desk.put_back(first, lang, "none").map(drop),
        desk.answer_away(first, lang, &key).map(drop),
        desk.ignore_away(first, lang, &key),
        desk.merge_copy(first, lang, "none", Chosen { body: "", header: &[] }).map(drop),
        desk.back_up(first, lang, |_| {}).map(drop),
        desk.rehearse(first, lang, |_| {}).map(drop),
        desk.put_off_backup(first),
        desk.choose_place(first, PathBuf::new()).map(drop),
        desk.choose_backup_place(first, PathBuf::new()).map(drop),
        pack(&desk, first, lang, &request, |_| {}).map(drop),
    ];
    for (at, done) in all.into_iter().enumerate() {
        assert_eq!(done.err().map(|e| e.code()), Some("another-open"), "{at}");
    }
    assert_eq!(trees(), before);
    assert!(done(desk.earlier_texts(lang, &of())).is_empty());
    done(desk.save_text(second, lang, &of(), "mine", &base));
    assert_ne!(switch(&desk, &folder, "p"), first, "no number comes twice");
}

#[test]
fn words_that_are_kept_aside_too_late_lie_with_the_portfolio_they_were_written_in() {
    let (folder, desk) = two();
    let unsaved = || done(desk.criterion_page(Language::En, "5a".into())).past.unsaved;
    let earlier = || {
        let all = done(desk.earlier_texts(Language::En, &of())).into_iter();
        all.map(|earlier| earlier.text).collect::<Vec<_>>()
    };
    let first = desk.now();
    let second = switch(&desk, &folder, "q");
    done(desk.keep_aside(first, &of(), "Ana's"));
    done(desk.keep_aside(second, &of(), "Ben's"));
    let third = switch(&desk, &folder, "p");
    assert!(unsaved().is_some());
    assert_eq!(earlier(), ["Ana's"]);
    done(desk.keep_aside(third, &of(), "on the screen"));
    done(desk.keep_aside(first, &of(), "Ana's, later still"));
    assert_eq!(earlier(), ["Ana's, later still", "Ana's"], "offered at once");
    done(desk.save_text(third, Language::En, &of(), "saved", &view::revision("")));
    switch(&desk, &folder, "q");
    assert_eq!(earlier(), ["Ben's"]);
    assert!(desk.keep_aside(99, &of(), "nobody's").is_err());
}

#[test]
fn a_portfolio_that_is_open_already_stays_open_with_what_was_done_in_it() {
    let (folder, desk) = two();
    let first = desk.now();
    done(desk.save_text(first, Language::En, &of(), "mine", &view::revision("")));
    assert_eq!(switch(&desk, &folder, "p"), first);
    assert!(done(desk.turn(first, Language::En, Log::undo)).redo.is_some());
}

#[test]
fn a_copy_of_the_open_portfolio_takes_its_place_and_can_be_written_in() {
    let (folder, desk) = two();
    let (place, first) = (folder.path().join("copy"), desk.now());
    fs::create_dir(&place).unwrap();
    fs::copy(folder.path().join("p/portfolio.toml"), place.join("portfolio.toml")).unwrap();
    assert_ne!(switch(&desk, &folder, "copy"), first);
    done(desk.save_text(desk.now(), Language::En, &of(), "mine", &view::revision("")));
    assert!(place.join("criteria/5a.md").exists());
}
