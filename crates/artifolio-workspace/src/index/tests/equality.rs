//! Whatever way an index came about, it equals one built from nothing.

use std::ops::ControlFlow;

use artifolio_core::path::RelPath;
use artifolio_core::progress::Progress;
use proptest::prelude::*;
use proptest::sample::Index as Pick;

use super::shelf::{Item, Shelf};
use super::{Place, fresh, path};
use crate::index::note::is_note;
use crate::index::{Changes, IndexError};

/// Names that collide, nest, are notes or not, are ignored, and stand in the places that mean something.
const NAMES: [&str; 14] = [
    "portfolio.toml",
    "reflection.md",
    "criteria/1a.md",
    "criteria/7c.md",
    "artifacts/a/artifact.md",
    "artifacts/a/Board.png",
    "artifacts/ab/artifact.md",
    "artifacts/ab/deep/film.mp4",
    "artifacts/a/notes.MD",
    "artifacts/é/übung.md",
    "feedback/mia.md",
    "feedback/.~mia.md.1.tmp",
    ".artifolio/trash/x.md",
    "zeta",
];
const FOLDERS: [&str; 4] = ["artifacts", "artifacts/a", "artifacts/ab", "feedback"];
/// Texts of equal length, with words in common.
const TEXTS: [&str; 6] = [
    "---\nid: one\ntitle: Red board\n---\nchoice café\n",
    "---\nid: two\ntitle: Red board\n---\nchoice cafes\n",
    "---\nid: [broken\n---\nred red red board\n\n\n\n\n\n\n\n\n",
    "# A heading\n\nchoice of the board, and red ....\n\n",
    "\u{0}\u{1}\u{2} no text at all, a lot of bytes instead\n",
    "",
];
const WORDS: [&str; 6] = ["red", "choice", "cafe", "boar", "artifact", "red board"];

#[derive(Debug, Clone)]
enum Step {
    Write(Pick, Pick, i64),
    /// Other bytes of the same length at the same time.
    EditSilently(Pick, Pick),
    Touch(Pick, i64),
    Move(Pick, Pick),
    MoveFolder(Pick, Pick),
    Remove(Pick),
    Cloud(Pick),
    Forbid(Pick),
    Update,
    Reconcile,
    Reopen,
}

fn step() -> impl Strategy<Value = Step> {
    let pick = any::<Pick>;
    prop_oneof![
        6 => (pick(), pick(), 0..3_i64).prop_map(|(n, t, time)| Step::Write(n, t, time)),
        3 => (pick(), pick()).prop_map(|(n, t)| Step::EditSilently(n, t)),
        1 => (pick(), 0..3_i64).prop_map(|(n, time)| Step::Touch(n, time)),
        2 => (pick(), pick()).prop_map(|(a, b)| Step::Move(a, b)),
        2 => (pick(), pick()).prop_map(|(a, b)| Step::MoveFolder(a, b)),
        2 => pick().prop_map(Step::Remove),
        1 => pick().prop_map(Step::Cloud),
        1 => pick().prop_map(Step::Forbid),
        3 => Just(Step::Update),
        3 => Just(Step::Reconcile),
        1 => Just(Step::Reopen),
    ]
}

/// What has changed since the index was last told: all of it, and what size and time do not show.
#[derive(Default)]
struct Untold {
    all: Vec<RelPath>,
    silent: Vec<RelPath>,
}

impl Untold {
    /// What no one but [`Index::update`](crate::index::Index::update) can learn of: of notes, nothing.
    fn silent(&self) -> Vec<RelPath> {
        self.silent.iter().filter(|path| !is_note(path)).cloned().collect()
    }
}

fn act(step: &Step, files: &Shelf, untold: &mut Untold) {
    let name = |pick: &Pick| path(NAMES[pick.index(NAMES.len())]);
    let folder = |pick: &Pick| path(FOLDERS[pick.index(FOLDERS.len())]);
    files.with(|items| match step {
        Step::Write(which, text, time) => {
            let bytes = TEXTS[text.index(TEXTS.len())].as_bytes();
            let item = Item::of(bytes, *time);
            let same_look = items.get(&name(which)).is_some_and(|old| {
                (old.bytes.len(), old.modified_ns) == (item.bytes.len(), item.modified_ns)
            });
            // What was there when the index was last told may have looked the same.
            let was_other = untold.all.iter().any(|p| *p == name(which) || name(which).is_below(p));
            if same_look || was_other {
                untold.silent.push(name(which));
            }
            items.insert(name(which), item);
            untold.all.push(name(which));
        }
        Step::EditSilently(which, text) => {
            if let Some(item) = items.get_mut(&name(which)) {
                let length = item.bytes.len();
                item.bytes = TEXTS[text.index(TEXTS.len())].bytes().cycle().take(length).collect();
                if item.bytes.len() < length {
                    item.bytes.resize(length, b'x');
                }
                item.change();
                untold.all.push(name(which));
                untold.silent.push(name(which));
            }
        }
        Step::Touch(which, time) => {
            if let Some(item) = items.get_mut(&name(which)) {
                item.modified_ns = *time;
                item.change();
                untold.all.push(name(which));
            }
        }
        Step::Move(from, to) => {
            if let Some(item) = items.remove(&name(from)) {
                items.insert(name(to), item);
                untold.all.extend([name(from), name(to)]);
                untold.silent.push(name(to));
            }
        }
        Step::MoveFolder(from, to) => {
            let (from, to) = (folder(from), folder(to));
            if !from.is_below(&to) && !to.is_below(&from) {
                let moved: Vec<_> = items.keys().filter(|p| p.is_below(&from)).cloned().collect();
                for old in moved {
                    let item = items.remove(&old).unwrap();
                    let tail = &old.as_str()[from.as_str().len() + 1..];
                    items.insert(to.join(tail).unwrap(), item);
                    untold.silent.push(to.join(tail).unwrap());
                }
                untold.all.extend([from, to]);
            }
        }
        Step::Remove(which) => {
            items.remove(&name(which));
            untold.all.push(name(which));
        }
        Step::Cloud(which) | Step::Forbid(which) => {
            if let Some(item) = items.get_mut(&name(which)) {
                match step {
                    Step::Cloud(_) => item.cloud_only ^= true,
                    _ => item.forbidden ^= true,
                }
                item.change();
                untold.all.push(name(which));
                untold.silent.push(name(which));
            }
        }
        Step::Update | Step::Reconcile | Step::Reopen => {}
    });
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 60, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn rebuilt_equals_incremental(steps in prop::collection::vec(step(), 1..40), vouches: bool) {
        let (files, place) = (Shelf::default().vouching(vouches), Place::new());
        let mut index = place.open();
        let mut untold = Untold::default();
        for step in steps.iter().chain([&Step::Reconcile]) {
            act(step, &files, &mut untold);
            match step {
                Step::Update => {
                    index.update(&files, &untold.all).unwrap();
                }
                Step::Reconcile => {
                    index.update(&files, &untold.silent()).unwrap();
                    index.reconcile(&files).unwrap();
                }
                Step::Reopen => {
                    index.close().unwrap();
                    index = place.open();
                    continue;
                }
                _ => continue,
            }
            untold = Untold::default();
            let (dump, found) = fresh(&files, &WORDS);
            prop_assert_eq!(place.dump(), dump);
            for (word, found) in WORDS.iter().zip(found) {
                prop_assert_eq!(index.search(&files, word, 50).unwrap(), found, "searching {}", word);
            }
            prop_assert_eq!(index.reconcile(&files).unwrap(), Changes::default());
        }
    }
}

#[test]
fn a_note_edited_with_equal_size_and_time_is_found() {
    for vouches in [false, true] {
        edited_silently(
            &Shelf::of(&[("criteria/1a.md", "red"), ("b.png", "red")]).vouching(vouches),
        );
    }
}

fn edited_silently(files: &Shelf) {
    let place = Place::new();
    let index = place.open();
    assert_eq!(index.reconcile(files).unwrap(), Changes { written: 2, removed: 0 });
    files.put(&path("criteria/1a.md"), b"dye", 1);
    files.put(&path("b.png"), b"\xFF\xD8\xFF", 1);
    assert_eq!(index.reconcile(files).unwrap(), Changes { written: 1, removed: 0 });
    assert_eq!(index.search(files, "dye", 9).unwrap().len(), 1);
    // Of other files size and time are believed, until someone says that they changed.
    assert_eq!(index.update(files, &[path("b.png")]).unwrap(), Changes { written: 1, removed: 0 });
    assert_eq!(place.dump(), fresh(files, &[]).0);
}

#[test]
fn a_note_that_stands_as_it_was_read_is_not_read_again() {
    let files =
        Shelf::of(&[("a.md", "red"), ("artifacts/x/b.md", "red"), ("c.png", "red")]).vouching(true);
    let place = Place::new();
    let index = place.open();
    index.reconcile(&files).unwrap();
    files.with(|items| items.values_mut().for_each(|item| item.forbidden = true));
    assert_eq!(index.reconcile(&files).unwrap(), Changes::default(), "nothing was tried");
    index.close().unwrap();
    // Another program has another memory.
    assert_eq!(place.open().reconcile(&files).unwrap(), Changes { written: 2, removed: 0 });
}

#[test]
fn folders_that_change_places_are_found_though_nothing_in_them_was_changed() {
    let files = Shelf::of(&[("a/x.md", "red"), ("b/x.md", "dye")]).vouching(true);
    let place = Place::new();
    let index = place.open();
    index.reconcile(&files).unwrap();
    files.with(|items| {
        let [one, other] = ["a/x.md", "b/x.md"].map(|name| items.remove(&path(name)).unwrap());
        items.extend([(path("b/x.md"), one), (path("a/x.md"), other)]);
    });
    assert_eq!(index.reconcile(&files).unwrap(), Changes { written: 2, removed: 0 });
    assert_eq!(place.dump(), fresh(&files, &[]).0);
}

#[test]
fn a_file_that_could_not_be_read_is_looked_at_again() {
    let files = Shelf::of(&[("b.png", "red"), ("a.md", "red")]);
    let place = Place::new();
    let index = place.open();
    let forbid = |forbidden: bool| {
        files.with(|items| items.values_mut().for_each(|item| item.forbidden = forbidden));
    };
    forbid(true);
    assert_eq!(index.reconcile(&files).unwrap(), Changes { written: 2, removed: 0 });
    forbid(false);
    assert_eq!(index.reconcile(&files).unwrap(), Changes { written: 2, removed: 0 });
    assert_eq!(place.dump(), fresh(&files, &[]).0);
}

#[test]
fn counts_by_kind() {
    let files = Shelf::of(&[
        ("artifacts/a/artifact.md", "---\nid: a\n---\n"),
        ("artifacts/a/x.png", "x"),
        ("criteria/1a.md", ""),
        ("reflection.md", ""),
        ("feedback/a.md", ""),
    ]);
    let place = Place::new();
    let index = place.open();
    let counts = index.rebuild(&files).unwrap();
    assert_eq!((counts.files, counts.notes, counts.artifacts, counts.criteria), (5, 4, 1, 2));
    assert_eq!(index.counts().unwrap(), counts);
}

/// Searches while the index is being rebuilt, and stops it at the end.
struct Meddling<'a>(&'a crate::index::Index, &'a Shelf, std::sync::atomic::AtomicUsize);

impl Progress for Meddling<'_> {
    fn advance(&self, done: u64, total: u64) -> ControlFlow<()> {
        let found = self.0.search(self.1, "red", 9).unwrap();
        assert_eq!(found.len(), 2, "what was found before is found until the new index is whole");
        self.2.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
        if done == total { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    }
}

#[test]
fn a_rebuild_is_whole_or_nothing() {
    let files = Shelf::of(&[("a.md", "red"), ("b.md", "red")]);
    let place = Place::new();
    let index = place.open();
    index.rebuild(&files).unwrap();
    let before = place.dump();
    files.put(&path("a.md"), b"blue", 2);
    // Still there for the searches, which look at files too.
    let progress = Meddling(&index, &files, 0.into());
    assert!(matches!(index.rebuild_with(&files, &progress), Err(IndexError::Stopped)));
    assert!(progress.2.into_inner() >= 2);
    assert_eq!(place.dump(), before);
    index.rebuild(&files).unwrap();
    assert_eq!(index.search(&files, "red", 9).unwrap().len(), 1);
}

#[test]
fn more_files_than_one_batch_holds() {
    let files = Shelf::default();
    for n in 0..1234 {
        let text = format!("# Note {n}\n\nword{n} common {}\n", "filler ".repeat(20));
        files.put(&path(&format!("feedback/n{n}.md")), text.as_bytes(), 1);
    }
    let place = Place::new();
    let index = place.open();
    assert_eq!(index.rebuild(&files).unwrap().notes, 1234);
    for n in [0, 499, 500, 1000, 1233] {
        let hits = index.search(&files, &format!("word{n} common"), 9).unwrap();
        let titles: Vec<_> = hits.iter().map(|hit| hit.title.as_str()).collect();
        assert!(titles.contains(&format!("Note {n}").as_str()), "{n}: {titles:?}");
    }
    assert_eq!(index.search(&files, "common", 2000).unwrap().len(), 1234);
    assert_eq!(index.search(&files, "common", 7).unwrap().len(), 7);
}

#[test]
fn two_programs_share_one_index() {
    let files = Shelf::of(&[("a.md", "red")]);
    let place = Place::new();
    let (first, second) = (place.open(), place.open());
    first.reconcile(&files).unwrap();
    files.put(&path("b.md"), b"red", 1);
    second.update(&files, &[path("b.md")]).unwrap();
    files.put(&path("c.md"), b"red", 1);
    first.update(&files, &[path("c.md")]).unwrap();
    assert_eq!(second.search(&files, "red", 9).unwrap().len(), 3);
    assert_eq!(place.dump(), fresh(&files, &[]).0);
}
