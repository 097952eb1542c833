#![allow(clippy::disallowed_methods, reason = "tests prepare and look at real folders")]

use std::fs;
use std::path::PathBuf;
use std::process::{Child, Command};

use artifolio_core::message::Language;
use artifolio_core::settings_edit::blank_settings;

use super::*;
use crate::change::Step;
use crate::change::undo::Undo;
use crate::durable::{Expect, Sha256};
use crate::testing::noon;

struct Machine {
    folder: tempfile::TempDir,
}

impl Machine {
    fn new() -> Self {
        Self { folder: tempfile::tempdir().unwrap() }
    }

    fn root(&self) -> PathBuf {
        self.folder.path().join("My portfolio")
    }

    fn data(&self) -> DataDir {
        DataDir::at(self.folder.path().join("data"))
    }

    fn create(&self, root: &Path) -> Result<Workspace, WorkspaceError> {
        let settings = Settings { id: "w".into(), ..blank_settings() };
        Workspace::create(root, &self.data(), &settings, &Catalogue::of(Language::En), &noon())
    }

    fn open(&self, mode: Mode) -> Result<Workspace, WorkspaceError> {
        Workspace::open(&self.root(), &self.data(), mode, &noon())
    }

    fn open_if_only_to_read(&self) -> Result<Workspace, WorkspaceError> {
        Workspace::open_if_only_to_read(&self.root(), &self.data(), &noon())
    }
}

fn note(bytes: &[u8]) -> Change {
    let path = fixed("criteria/1a.md");
    let step = Step::Write { path, expect: Expect::Absent, bytes: bytes.to_vec() };
    Change { label: "test", steps: vec![step] }
}

#[test]
fn made_changed_and_taken_back() {
    let machine = Machine::new();
    let workspace = machine.create(&machine.root()).unwrap();
    assert!(machine.root().join("artifacts").is_dir());
    let inverse = workspace.apply(note(b"text")).unwrap();
    assert_eq!(fs::read(machine.root().join("criteria/1a.md")).unwrap(), b"text");
    assert_eq!(workspace.read().unwrap().portfolio.criteria["1a"].text, "text");
    workspace.apply(inverse).unwrap();
    assert!(!machine.root().join("criteria/1a.md").exists());
    assert_eq!(workspace.left_half_done(), []);
}

#[test]
fn a_new_portfolio_needs_an_absent_or_empty_folder() {
    let machine = Machine::new();
    let in_repository = machine.folder.path().join("repository");
    fs::create_dir_all(in_repository.join(".git")).unwrap();
    machine.create(&in_repository).unwrap();
    let used = machine.folder.path().join("used");
    fs::create_dir(&used).unwrap();
    for name in ["mine.docx", ".artifolio"] {
        fs::write(used.join(name), "x").unwrap();
        assert!(matches!(machine.create(&used), Err(WorkspaceError::FolderNotEmpty(_))), "{name}");
        assert_eq!(fs::read_dir(&used).unwrap().count(), 1);
        fs::remove_file(used.join(name)).unwrap();
    }
    fs::write(machine.root(), "a file").unwrap();
    assert!(matches!(machine.create(&machine.root()), Err(WorkspaceError::FolderNotEmpty(_))));
}

#[test]
fn what_is_no_portfolio_is_not_opened() {
    let machine = Machine::new();
    assert!(matches!(machine.open(Mode::Read), Err(WorkspaceError::FolderMissing(_))));
    fs::create_dir(machine.root()).unwrap();
    assert!(matches!(machine.open(Mode::Read), Err(WorkspaceError::NotAPortfolio(_))));
    fs::create_dir(machine.root().join("portfolio.toml")).unwrap();
    assert!(matches!(machine.open(Mode::Write), Err(WorkspaceError::NotAPortfolio(_))));
}

#[test]
fn one_writes_at_a_time_and_all_may_read() {
    let machine = Machine::new();
    let writer = machine.create(&machine.root()).unwrap();
    assert!(matches!(machine.open(Mode::Write), Err(WorkspaceError::Locked)));
    let reader = machine.open(Mode::Read).unwrap();
    assert_eq!(reader.read_only(), Some(ReadOnly::Asked));
    let refused = reader.apply(note(b"x"));
    assert!(matches!(refused, Err(ChangeError::ReadOnly(ReadOnly::Asked))));
    writer.apply(note(b"text")).unwrap();
    assert_eq!(reader.read().unwrap().portfolio.criteria["1a"].text, "text");
    drop(writer);
    assert_eq!(machine.open(Mode::Write).unwrap().read_only(), None);
}

#[test]
fn reading_leaves_no_trace() {
    let machine = Machine::new();
    fs::create_dir(machine.root()).unwrap();
    fs::write(machine.root().join("portfolio.toml"), "format = 1\nid = 'w'\n").unwrap();
    machine.open(Mode::Read).unwrap().read().unwrap();
    assert_eq!(fs::read_dir(machine.folder.path()).unwrap().count(), 1, "no data folder");
    assert_eq!(fs::read_dir(machine.root()).unwrap().count(), 1);
}

#[test]
fn the_lock_of_a_killed_program_is_free() {
    fn holder(lock: &Path) -> Child {
        let mut command = Command::new("flock");
        command.arg("--no-fork").arg(lock).args(["sleep", "600"]).spawn().unwrap()
    }
    let machine = Machine::new();
    drop(machine.create(&machine.root()).unwrap());
    let mut other = holder(&machine.folder.path().join("data/locks/w.lock"));
    let mut held = false;
    for _ in 0..200 {
        held = matches!(machine.open(Mode::Write), Err(WorkspaceError::Locked));
        if held {
            break;
        }
        std::thread::sleep(std::time::Duration::from_millis(50));
    }
    other.kill().unwrap();
    other.wait().unwrap();
    assert!(held, "another program's lock is seen");
    machine.open(Mode::Write).unwrap();
}

#[test]
fn what_a_dead_program_left_in_the_data_folder_goes_too() {
    let machine = Machine::new();
    let workspace = machine.create(&machine.root()).unwrap();
    let known = machine.folder.path().join("data/machine.json");
    let left = known.with_file_name(".~machine.json.019ab8a05c007000800000000000002a.tmp");
    fs::write(&left, b"half").unwrap();
    workspace.tidy().unwrap();
    assert!(!left.exists() && known.exists());
}

#[test]
fn a_newer_format_is_never_written() {
    let machine = Machine::new();
    fs::create_dir(machine.root()).unwrap();
    let text = "format = 99\nid = 'w'\nnew = \u{1f600}\n";
    fs::write(machine.root().join("portfolio.toml"), text).unwrap();
    let workspace = machine.open(Mode::Write).unwrap();
    assert_eq!(workspace.read_only(), Some(ReadOnly::Newer(99)));
    assert_eq!(workspace.read().unwrap().read_only, Some(ReadOnly::Newer(99)));
    let refused = workspace.apply(note(b"x"));
    assert!(matches!(refused, Err(ChangeError::ReadOnly(ReadOnly::Newer(99)))));
    assert_eq!(fs::read_to_string(machine.root().join("portfolio.toml")).unwrap(), text);
    assert_eq!(fs::read_dir(machine.root()).unwrap().count(), 1);
}

#[test]
fn a_folder_that_was_moved_after_a_crash_is_mended() {
    let machine = Machine::new();
    let workspace = machine.create(&machine.root()).unwrap();
    let write =
        |at: &str| Step::Write { path: fixed(at), expect: Expect::Absent, bytes: b"new".to_vec() };
    // What a program leaves that dies right after its first step.
    let writer = workspace.writer().unwrap();
    writer.journal.begin().unwrap();
    let temporary = crate::layout::temporary(&fixed("criteria/1a.md"), "u");
    let undo = Undo::Written {
        path: fixed("criteria/1a.md"),
        temporary,
        new: Sha256::of(b"new"),
        old: None,
    };
    writer.journal.record(1, &undo, None).unwrap();
    fs::write(machine.root().join("criteria/1a.md"), "new").unwrap();
    drop(workspace);
    let moved = machine.folder.path().join("Moved");
    fs::rename(machine.root(), &moved).unwrap();

    let workspace = Workspace::open(&moved, &machine.data(), Mode::Write, &noon()).unwrap();
    assert!(!moved.join("criteria/1a.md").exists());
    workspace
        .apply(Change { label: "test", steps: vec![write("criteria/1a.md"), write("x/y.md")] })
        .unwrap();
    assert!(moved.join("x/y.md").exists());
}

#[test]
fn changes_from_many_threads_come_one_after_the_other() {
    let machine = Machine::new();
    let workspace = machine.create(&machine.root()).unwrap();
    std::thread::scope(|scope| {
        for i in 0..8 {
            let workspace = &workspace;
            scope.spawn(move || {
                let write = |at: String| Step::Write {
                    path: fixed(&at),
                    expect: Expect::Absent,
                    bytes: at.into_bytes(),
                };
                let steps = vec![write(format!("a/{i}.md")), write(format!("b/{i}.md"))];
                workspace.apply(Change { label: "test", steps }).unwrap();
            });
        }
    });
    for folder in ["a", "b"] {
        assert_eq!(fs::read_dir(machine.root().join(folder)).unwrap().count(), 8);
    }
}

#[test]
fn a_folder_that_comes_back_is_the_portfolio_again_and_a_stranger_in_its_place_is_not() {
    let machine = Machine::new();
    let workspace = machine.create(&machine.root()).unwrap();
    let (root, stick) = (machine.root(), machine.folder.path().join("stick"));
    let copy = |from: &Path, to: &Path| {
        fs::create_dir(to).unwrap();
        fs::copy(from.join("portfolio.toml"), to.join("portfolio.toml")).unwrap();
    };
    copy(&root, &stick);
    fs::remove_dir_all(&root).unwrap();
    workspace.renew();
    assert!(
        matches!(workspace.read(), Err(WorkspaceError::FolderMissing(at)) if at == workspace.root())
    );
    assert!(workspace.apply(note(b"words")).is_err());

    fs::create_dir(&root).unwrap();
    fs::write(root.join("portfolio.toml"), "format = 1\nid = \"another\"\n").unwrap();
    workspace.renew();
    assert!(workspace.apply(note(b"words")).is_err());
    assert_eq!(fs::read_dir(&root).unwrap().count(), 1);

    fs::remove_dir_all(&root).unwrap();
    copy(&stick, &root);
    workspace.renew();
    workspace.apply(note(b"words")).unwrap();
    assert_eq!(fs::read(root.join("criteria/1a.md")).unwrap(), b"words");
    assert_eq!(workspace.read().unwrap().portfolio.criteria["1a"].text, "words");
}

/// The journal of a change that a program begins and never ends: `criteria/1a.md` says "old", and is to say "new".
fn written_half(workspace: &Workspace) -> &Journal {
    workspace.apply(note(b"old")).unwrap();
    let journal = &workspace.writing.as_ref().unwrap().writer.journal;
    let undo = Undo::Written {
        path: fixed("criteria/1a.md"),
        temporary: fixed("criteria/.~1a.md.0.tmp"),
        new: Sha256::of(b"new"),
        old: Some(Sha256::of(b"old")),
    };
    journal.begin().unwrap();
    journal.record(1, &undo, Some(b"old")).unwrap();
    journal
}

#[test]
fn what_is_half_done_is_told_before_it_is_taken_back_and_not_while_somebody_is_at_work() {
    let machine = Machine::new();
    let workspace = machine.create(&machine.root()).unwrap();
    written_half(&workspace);
    fs::write(machine.root().join("criteria/1a.md"), "new").unwrap();
    let half_done = || machine.open(Mode::Read).unwrap().half_done(&machine.data()).unwrap();
    assert_eq!(half_done(), [], "somebody is at work");
    drop(workspace);
    assert_eq!(half_done(), [fixed("criteria/1a.md")]);
    assert_eq!(fs::read(machine.root().join("criteria/1a.md")).unwrap(), b"new");
    drop(machine.open(Mode::Write).unwrap());
    assert_eq!(fs::read(machine.root().join("criteria/1a.md")).unwrap(), b"old");
    assert_eq!(half_done(), []);
}

#[test]
fn what_cannot_be_taken_back_now_hides_nothing_and_is_taken_back_as_soon_as_it_can() {
    let machine = Machine::new();
    let workspace = machine.create(&machine.root()).unwrap();
    written_half(&workspace).record(2, &Undo::FolderMade(fixed("criteria")), None).unwrap();
    drop(workspace);
    // A folder where the words should be that stood there.
    let slot = machine.folder.path().join("data/journal/w");
    let slot = fs::read_dir(slot).unwrap().next().unwrap().unwrap().path();
    let (old, away) = (slot.join("pending/000001.old"), slot.join("away"));
    fs::write(machine.root().join("criteria/1a.md"), "new").unwrap();
    fs::rename(&old, &away).unwrap();
    fs::create_dir(&old).unwrap();

    assert!(matches!(machine.open(Mode::Write), Err(WorkspaceError::HalfDone(_))));
    let reader = machine.open_if_only_to_read().unwrap();
    assert_eq!(reader.read_only(), Some(ReadOnly::HalfDone));
    assert_eq!(reader.read().unwrap().portfolio.criteria["1a"].text, "new");
    let refused = reader.apply(note(b"x"));
    assert!(matches!(refused, Err(ChangeError::ReadOnly(ReadOnly::HalfDone))));
    fs::remove_dir(&old).unwrap();
    fs::rename(&away, &old).unwrap();
    let writer = machine.open_if_only_to_read().unwrap();
    assert_eq!(writer.read_only(), None, "the reader holds no lock");
    assert_eq!(writer.read().unwrap().portfolio.criteria["1a"].text, "old");
}

#[test]
fn without_a_data_folder_a_portfolio_can_be_read() {
    let machine = Machine::new();
    drop(machine.create(&machine.root()).unwrap());
    let data = machine.folder.path().join("data");
    fs::remove_dir_all(&data).unwrap();
    fs::write(&data, "no folder").unwrap();
    assert!(matches!(machine.open(Mode::Write), Err(WorkspaceError::DataFolder(_))));
    let reader = machine.open_if_only_to_read().unwrap();
    assert_eq!(reader.read_only(), Some(ReadOnly::DataFolder));
    reader.read().unwrap();
    let newer = "format = 99\nid = 'w'\n";
    fs::write(machine.root().join("portfolio.toml"), newer).unwrap();
    let reader = machine.open_if_only_to_read().unwrap();
    assert_eq!(reader.read_only(), Some(ReadOnly::Newer(99)));
}
