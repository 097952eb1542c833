mod random;

use std::collections::BTreeSet;
use std::io::ErrorKind;
use std::ops::ControlFlow;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use artifolio_core::progress::{Progress, Silent};

use super::apply::{Ground, roll_back};
use super::journal::Journal;
use super::*;
use crate::Unique;
use crate::error::ChangeError;
use crate::testing::crash::states;
use crate::testing::{Fault, MemFs, Op, Tree};

/// A workspace and a data folder on one disk.
struct World {
    disk: MemFs,
    files: MemFs,
    journal: Journal,
    unique: Unique,
}

impl World {
    fn on(disk: MemFs, name: &'static str) -> Self {
        let files = disk.below("ws");
        let data: Arc<dyn Vfs> = Arc::new(disk.below("data"));
        let journal = Journal::new(data, "id", "folder", "/ws".into());
        let count = AtomicUsize::new(0);
        let unique = Arc::new(move || format!("{name}{}", count.fetch_add(1, Ordering::Relaxed)));
        Self { disk, files, journal, unique }
    }

    fn new() -> Self {
        let world = Self::on(MemFs::new(), "u");
        for (path, bytes) in START {
            world.files.plant(path, bytes);
        }
        world
    }

    fn apply(&self, change: Change) -> Result<Change, ChangeError> {
        self.apply_with(change, &Silent)
    }

    fn apply_with(&self, change: Change, progress: &dyn Progress) -> Result<Change, ChangeError> {
        Ground { files: &self.files, journal: &self.journal, unique: &self.unique }
            .apply(change, progress)
    }

    /// What a new start of the program does first.
    fn reopened(disk: MemFs) -> (Self, Vec<RelPath>) {
        let world = Self::on(disk, "r");
        let back = if world.journal.is_pending().unwrap() {
            roll_back(&world.files, &world.journal).unwrap()
        } else {
            Vec::new()
        };
        (world, back)
    }

    /// The portfolio itself, without the trash.
    fn portfolio(&self) -> Tree {
        let mut tree = self.files.tree();
        tree.retain(|path, _| !path.is_below(&path_of(".artifolio")));
        tree
    }
}

const START: [(&str, &[u8]); 5] = [
    ("portfolio.toml", b"format = 1\n"),
    ("criteria/1a.md", b"one"),
    ("criteria/2b.md", b"two"),
    ("artifacts/boards/artifact.md", b"---\nid: boards\n---\n"),
    ("artifacts/boards/board.png", b"picture"),
];

fn path_of(text: &str) -> RelPath {
    RelPath::parse(text).unwrap()
}

fn change(steps: Vec<Step>) -> Change {
    Change { label: "test", steps }
}

fn write(path: &str, old: Option<&[u8]>, new: &[u8]) -> Step {
    let expect = old.map_or(Expect::Absent, |old| Expect::Sha256(Sha256::of(old)));
    Step::Write { path: path_of(path), expect, bytes: new.to_vec() }
}

fn rename(from: &str, to: &str) -> Step {
    Step::Move { from: path_of(from), to: path_of(to), expect: None }
}

fn remove(path: &str) -> Step {
    Step::Remove { path: path_of(path), expect: None }
}

fn outside(bytes: &[u8]) -> Outside {
    let fs = MemFs::new();
    fs.plant("photo.jpg", bytes);
    Outside {
        vfs: Arc::new(fs),
        path: path_of("photo.jpg"),
        size: bytes.len() as u64,
        sha256: Sha256::of(bytes),
        content: Content::Whole,
    }
}

fn import(to: &str, bytes: &[u8]) -> Step {
    Step::Import { from: outside(bytes), to: path_of(to) }
}

/// One of each kind, and those in which an undo done twice or in the wrong order would lose something.
fn kinds() -> Vec<Change> {
    vec![
        change(vec![]),
        change(vec![write("criteria/1a.md", Some(b"one"), b"uno")]),
        change(vec![write("criteria/3a.md", None, b"three")]),
        change(vec![rename("criteria/1a.md", "criteria/1b.md")]),
        change(vec![remove("artifacts/boards")]),
        change(vec![Step::RemoveFolder { path: path_of("artifacts/boards") }]),
        change(vec![Step::CreateFolder { path: path_of("feedback/2027") }]),
        change(vec![import("artifacts/trip/photo.jpg", b"jpeg")]),
        change(vec![
            import("artifacts/trip/photo.jpg", b"jpeg"),
            write("artifacts/trip/artifact.md", None, b"---\nid: trip\n---\n"),
            write("criteria/1a.md", Some(b"one"), b"with trip"),
        ]),
        change(vec![remove("criteria/1a.md"), write("criteria/1a.md", None, b"one")]),
        change(vec![
            rename("criteria/1a.md", "criteria/tmp"),
            rename("criteria/2b.md", "criteria/1a.md"),
            rename("criteria/tmp", "criteria/2b.md"),
        ]),
        change(vec![
            rename("artifacts/boards", "artifacts/choice"),
            write("artifacts/choice/artifact.md", Some(b"---\nid: boards\n---\n"), b"new"),
            remove("artifacts/choice/board.png"),
            Step::RemoveFolder { path: path_of("artifacts/boards") },
        ]),
        change(vec![
            remove("criteria/1a.md"),
            remove("criteria/2b.md"),
            Step::RemoveFolder { path: path_of("criteria") },
            write("criteria", None, b"now a file"),
        ]),
        change(vec![
            write("criteria/1a.md", Some(b"one"), b"x"),
            write("criteria/1a.md", Some(b"x"), b"one"),
            write("criteria/1a.md", Some(b"one"), b"y"),
        ]),
    ]
}

/// Before, and after the change when nothing goes wrong.
fn before_and_after(steps: &Change) -> (Tree, Tree, usize) {
    let world = World::new();
    let before = world.files.tree();
    let operations = world.disk.operations();
    world.apply(steps.clone()).unwrap();
    (before, world.files.tree(), world.disk.operations() - operations)
}

#[test]
fn a_change_and_its_inverse_and_its_again() {
    for steps in kinds() {
        let world = World::new();
        let before = world.portfolio();
        let inverse = world.apply(steps.clone()).unwrap();
        let after = world.portfolio();
        let again = world.apply(inverse).unwrap();
        assert_eq!(world.portfolio(), before, "{steps:?}");
        world.apply(again).unwrap();
        assert_eq!(world.portfolio(), after, "{steps:?}");
    }
}

#[test]
fn a_change_that_cannot_be_whole_is_not_done_at_all() {
    type Expected = fn(&ChangeError) -> bool;
    let bad: [(Step, Expected); 7] = [
        (write("criteria/2b.md", Some(b"other"), b"x"), |e| matches!(e, ChangeError::Conflict(_))),
        (write("criteria/2b.md", None, b"x"), |e| matches!(e, ChangeError::Conflict(_))),
        (write("portfolio.toml/x.md", None, b"x"), |e| matches!(e, ChangeError::Occupied(_))),
        (rename("criteria/9z.md", "x"), |e| matches!(e, ChangeError::Missing(_))),
        (rename("criteria/2b.md", "portfolio.toml"), |e| matches!(e, ChangeError::Occupied(_))),
        (import("criteria/2b.md", b"x"), |e| matches!(e, ChangeError::Occupied(_))),
        (
            Step::Import {
                from: Outside { sha256: Sha256::of(b"was"), ..outside(b"is") },
                to: path_of("artifacts/boards/new.png"),
            },
            |e| matches!(e, ChangeError::SourceChanged(_)),
        ),
    ];
    for (step, expected) in bad {
        for first in [vec![], vec![remove("criteria/1a.md"), write("new/x.md", None, b"x")]] {
            let world = World::new();
            let before = world.files.tree();
            let mut steps = first;
            steps.push(step.clone());
            let error = world.apply(change(steps)).unwrap_err();
            assert!(expected(&error), "{step:?}: {error}");
            assert_eq!(world.files.tree(), before, "{step:?}");
            assert!(!world.journal.is_pending().unwrap());
        }
    }
}

#[test]
fn whichever_operation_fails_all_or_nothing_is_done() {
    for steps in kinds() {
        let (before, after, total) = before_and_after(&steps);
        for n in 0..total {
            for kind in [ErrorKind::StorageFull, ErrorKind::PermissionDenied] {
                let world = World::new();
                world.disk.fail_at(n, Fault::Once(kind));
                let done = world.apply(steps.clone());
                let expected = if done.is_ok() { &after } else { &before };
                assert_eq!(world.files.tree(), *expected, "{n}: {done:?}");
                world.disk.heal();
                let next = world.apply(change(vec![write("next.md", None, b"next")]));
                assert!(next.is_ok(), "{n}: the next change works: {next:?}");
                let (reopened, _) = World::reopened(world.disk.clone());
                reopened.files.remove_own(&path_of("next.md")).unwrap();
                assert_eq!(reopened.files.tree(), *expected, "{n}: a new start changes nothing");
            }
        }
    }
}

/// The disk after a program died at its operation `n`, and whether the change was done all the same.
fn crashed(steps: &Change, n: usize) -> (MemFs, bool) {
    let world = World::new();
    world.disk.fail_at(n, Fault::Crash);
    let done = world.apply(steps.clone());
    world.disk.heal();
    (world.disk, done.is_ok())
}

#[test]
fn a_program_that_dies_at_any_operation_leaves_all_or_nothing() {
    for steps in kinds() {
        let (before, after, total) = before_and_after(&steps);
        for n in 0..=total {
            let (disk, done) = crashed(&steps, n);
            let (world, back) = World::reopened(disk);
            assert_eq!(back, []);
            let mut tree = world.files.tree();
            if steps.steps.len() == 1 {
                // One step alone has no journal to name its temporary file.
                tree.retain(|path, _| !is_temporary(path));
            }
            let whole = tree == after || (!done && tree == before);
            assert!(whole, "{steps:?} died at {n}: {tree:?}");
        }
    }
}

#[test]
fn a_program_that_dies_again_while_it_mends_is_mended_the_next_time() {
    for steps in [8, 9].map(|i| kinds()[i].clone()) {
        let (_, _, total) = before_and_after(&steps);
        for n in 0..total {
            let disk = crashed(&steps, n).0;
            let (tree, operations) = (disk.tree(), disk.operations());
            let (world, _) = World::reopened(disk);
            let mended = world.files.tree();
            for m in 0..world.disk.operations() - operations {
                let dying = World::on(MemFs::holding(&tree), "d");
                dying.disk.fail_at(m, Fault::Crash);
                let _ = roll_back(&dying.files, &dying.journal);
                dying.disk.heal();
                let (world, _) = World::reopened(dying.disk);
                assert_eq!(world.files.tree(), mended, "{steps:?} died at {n}, then at {m}");
            }
        }
    }
}

fn is_temporary(path: &RelPath) -> bool {
    path.name().starts_with(".~")
}

/// Whether a loss of power at any moment leaves all or nothing, and whether a success stays.
fn survives_power_loss(steps: &Change) -> bool {
    let (before, after, _) = before_and_after(steps);
    let world = World::new();
    let base = world.disk.tree();
    world.apply(steps.clone()).unwrap();
    let log = world.disk.log();
    let mut seen = BTreeSet::new();
    // Sweeping the journal of a change that counts takes away one file after the other: its end stands for all.
    let swept = |k: usize| k < log.len() && k > 0 && matches!(log[k - 1], Op::Remove(_));
    (0..=log.len()).filter(|k| !swept(*k)).all(|k| {
        states(&base, &log[..k]).into_iter().all(|state| {
            if !seen.insert((k == log.len(), state.clone())) {
                return true;
            }
            let world = World::on(MemFs::holding(&state), "r");
            let mended = world.journal.is_pending().unwrap()
                && roll_back(&world.files, &world.journal).is_err();
            let mut tree = world.files.tree();
            if steps.steps.len() == 1 {
                tree.retain(|path, _| !is_temporary(path));
            }
            !mended && (tree == after || (k < log.len() && tree == before))
        })
    })
}

#[test]
fn a_loss_of_power_at_any_moment_leaves_all_or_nothing() {
    for steps in kinds() {
        assert!(survives_power_loss(&steps), "{steps:?}");
    }
}

#[test]
fn what_somebody_changed_after_the_crash_is_left_and_told() {
    for (kind, theirs, kept) in [
        (8, "criteria/1a.md", "criteria/1a.md"),
        (8, "artifacts/trip/artifact.md", "artifacts/trip/artifact.md"),
        (8, "artifacts/trip/photo.jpg", "artifacts/trip/photo.jpg"),
        (11, "artifacts/boards/mine.md", "artifacts/boards"),
    ] {
        let steps = &kinds()[kind];
        let (_, _, total) = before_and_after(steps);
        let mut told = false;
        for n in 0..total {
            let disk = crashed(steps, n).0;
            disk.below("ws").plant(theirs, b"theirs");
            let (world, back) = World::reopened(disk);
            let now = &world.portfolio()[&path_of(theirs)];
            assert_eq!(now.as_deref(), Some(&b"theirs"[..]), "{theirs} after a crash at {n}");
            told |= back == [path_of(kept)];
        }
        assert!(told, "{theirs}");
    }
}

#[test]
fn what_could_not_be_taken_back_is_taken_back_before_the_next_change() {
    let world = World::new();
    world.disk.fail_at(60, Fault::Crash);
    let error = world.apply(kinds()[8].clone()).unwrap_err();
    assert!(matches!(error, ChangeError::NotTakenBack { .. }), "{error}");
    world.disk.heal();
    world.apply(change(vec![write("next.md", None, b"next")])).unwrap();
    let expected = World::new();
    expected.files.plant("next.md", b"next");
    assert_eq!(world.files.tree(), expected.files.tree());
}

#[test]
fn a_moved_workspace_finds_its_journal() {
    let world = World::new();
    world.disk.fail_at(40, Fault::Crash);
    world.apply(kinds()[8].clone()).unwrap_err();
    world.disk.heal();
    let data: Arc<dyn Vfs> = Arc::new(world.disk.below("data"));
    let elsewhere = Journal::new(data, "id", "other", "/moved".into());
    assert!(elsewhere.orphans(|root| root != "/ws").unwrap().is_empty(), "it is still there");
    let orphans = elsewhere.orphans(|root| root == "/ws").unwrap();
    assert_eq!(orphans.len(), 1);
    roll_back(&world.files, &orphans[0]).unwrap();
    assert_eq!(world.files.tree(), World::new().files.tree());
}

#[test]
fn an_import_that_is_stopped_leaves_nothing() {
    struct StopAt(u64);
    impl Progress for StopAt {
        fn advance(&self, done: u64, total: u64) -> ControlFlow<()> {
            assert_eq!(total, 600_005);
            if done > self.0 { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
        }
    }
    let steps = change(vec![import("a/one.mp4", &[7; 600_000]), import("a/two.png", b"12345")]);
    for at in [0, 300_000, 600_000] {
        let world = World::new();
        let before = world.files.tree();
        let error = world.apply_with(steps.clone(), &StopAt(at)).unwrap_err();
        assert!(matches!(error, ChangeError::Cancelled));
        assert_eq!(world.files.tree(), before);
    }
    let world = World::new();
    world.apply_with(steps, &StopAt(600_005)).unwrap();
    assert_eq!(world.files.tree()[&path_of("a/one.mp4")].as_ref().unwrap().len(), 600_000);
}
