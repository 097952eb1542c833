use std::sync::Arc;
use std::sync::atomic::{AtomicI64, AtomicUsize, Ordering};

use chrono::TimeDelta;

use super::*;
use crate::testing::crash::states;
use crate::testing::{Fault, MemFs, Tree};

mod cloud;
mod thinning;

/// One machine at work on a folder.
struct Machine {
    files: MemFs,
    history: History,
    /// Seconds since [`start`].
    now: Arc<AtomicI64>,
}

fn start() -> DateTime<Utc> {
    "2026-11-24T12:00:00Z".parse().unwrap()
}

fn path(text: &str) -> RelPath {
    RelPath::parse(text).unwrap()
}

fn text(file: &str) -> TextFile {
    TextFile { file: path(file), artifact: None }
}

impl Machine {
    fn on(files: MemFs, name: &str) -> Self {
        let (now, count) = (Arc::new(AtomicI64::new(0)), AtomicUsize::new(0));
        let read = Arc::clone(&now);
        let clock = Arc::new(move || start() + TimeDelta::seconds(read.load(Ordering::Relaxed)));
        let prefix = name.to_owned();
        let unique = Arc::new(move || format!("{prefix}{}", count.fetch_add(1, Ordering::Relaxed)));
        Self { files, history: History::new(name.to_owned(), clock, unique), now }
    }

    fn wait(&self, seconds: i64) {
        self.now.fetch_add(seconds, Ordering::Relaxed);
    }

    fn keep(&mut self, file: &str, words: &str, why: Why) {
        let keep = Keep { file: path(file), bytes: words.as_bytes().to_vec(), why };
        self.history.keep(&self.files, vec![keep]).unwrap();
    }

    fn before(&mut self, steps: Vec<Step>) -> io::Result<()> {
        self.history.before(&self.files, &Change { label: "test", steps })
    }

    fn versions(&self, of: &TextFile) -> Vec<(String, Why)> {
        let read = |v: Version| {
            let bytes = bytes(&self.files, v.sha256).unwrap();
            (String::from_utf8(bytes).unwrap(), v.why)
        };
        versions(&self.files, of).unwrap().into_iter().map(read).collect()
    }
}

fn write(file: &str, old: Option<&str>, new: &str) -> Step {
    let expect = old.map_or(Expect::Absent, |old| Expect::Sha256(Sha256::of(old.as_bytes())));
    Step::Write { path: path(file), expect, bytes: new.as_bytes().to_vec() }
}

/// What `versions` says, the first first.
fn said(versions: &[(&str, Why)]) -> Vec<(String, Why)> {
    versions.iter().map(|(words, why)| ((*words).to_owned(), *why)).collect()
}

#[test]
fn what_is_written_and_what_another_program_wrote_is_kept() {
    let mut machine = Machine::on(MemFs::new(), "m");
    for (old, new) in [(None, "one"), (Some("one"), "two"), (Some("two"), "two")] {
        machine.before(vec![write("1a.md", old, new)]).unwrap();
        machine.files.plant("1a.md", new.as_bytes());
        machine.wait(1);
    }
    machine.files.plant("1a.md", b"theirs");
    machine.before(vec![write("1a.md", Some("theirs"), "three")]).unwrap();
    // The two of one moment stand in no order that matters.
    let all = machine.versions(&text("1a.md"));
    assert_eq!(all[2..], said(&[("two", Why::Saved), ("one", Why::Saved)]));
    for version in said(&[("theirs", Why::Found), ("three", Why::Saved)]) {
        assert!(all[..2].contains(&version), "{all:?}");
    }
    assert_eq!(machine.versions(&text("2b.md")), []);
}

#[test]
fn a_new_start_names_no_version_twice_and_a_side_of_a_conflict_always() {
    let files = MemFs::new();
    let mut first = Machine::on(files.clone(), "m");
    first.keep("1a.md", "one", Why::Saved);
    first.wait(1);
    first.keep("1a.md", "mine", Why::Conflict);
    let mut second = Machine::on(files, "m");
    for (seconds, words, why) in [
        (2, "one", Why::Saved),
        (3, "mine", Why::Saved),
        (4, "mine", Why::Saved),
        (5, "mine", Why::Conflict),
    ] {
        second.now.store(seconds, Ordering::Relaxed);
        second.keep("1a.md", words, why);
    }
    let lines = shelf::lines(&second.files, Reach::Here).unwrap().all.len();
    assert_eq!(lines, 4, "a text that stands there still is not named again");
    let expected = [
        ("mine", Why::Conflict),
        ("mine", Why::Saved),
        ("mine", Why::Conflict),
        ("one", Why::Saved),
    ];
    assert_eq!(second.versions(&text("1a.md")), said(&expected));
}

#[test]
fn a_line_of_a_time_that_is_still_to_come_is_not_the_last() {
    let files = MemFs::new();
    let on = |seconds: i64| {
        let machine = Machine::on(files.clone(), "m");
        machine.now.store(seconds, Ordering::Relaxed);
        machine
    };
    let year = 60 * 60 * 24 * 365;
    on(10 * year).keep("1a.md", "while the clock was ten years ahead", Why::Saved);
    on(0).keep("1a.md", "once it was right", Why::Saved);
    let known = on(60).history.known(&files).unwrap();
    assert_eq!(known[&path("1a.md")], Sha256::of(b"once it was right"));
}

#[test]
fn a_clock_that_is_set_back_an_hour_turns_nothing_round() {
    let files = MemFs::new();
    let mut machine = Machine::on(files.clone(), "m");
    machine.wait(60 * 60);
    machine.keep("1a.md", "first", Why::Saved);
    machine.keep("1a.md", "theirs", Why::Found);
    machine.wait(-60 * 60);
    machine.keep("1a.md", "mine", Why::Saved);
    let mut again = Machine::on(files, "m");
    again.keep("1a.md", "last", Why::Saved);
    let words: Vec<String> = again.versions(&text("1a.md")).into_iter().map(|(w, _)| w).collect();
    assert_eq!(words, ["last", "mine", "theirs", "first"]);
}

#[test]
fn a_text_is_found_where_a_change_moves_it_from() {
    let mut machine = Machine::on(MemFs::new(), "m");
    machine.files.plant("artifacts/a/artifact.md", b"---\nid: boards\n---\nold");
    let moved = Step::Move { from: path("artifacts/a"), to: path("artifacts/b"), expect: None };
    let (old, new) = ("---\nid: boards\n---\nold", "---\nid: boards\n---\nnew");
    machine.before(vec![moved, write("artifacts/b/artifact.md", Some(old), new)]).unwrap();
    let there = TextFile { file: path("artifacts/b/artifact.md"), artifact: None };
    assert_eq!(machine.versions(&there).len(), 2);
    machine.wait(1);
    machine.keep("artifacts/c/artifact.md", "---\nid: boards\n---\nlast", Why::Saved);
    machine.keep("artifacts/b/artifact.md", "---\nid: other\n---\n", Why::Saved);
    let boards = TextFile { artifact: Some("boards".into()), ..there };
    let words: Vec<String> = machine.versions(&boards).into_iter().map(|(w, _)| w).collect();
    assert_eq!(words.len(), 3, "by its id, wherever its folder lay: {words:?}");
    assert!(words[0].ends_with("last"));
}

#[test]
fn what_is_torn_or_gone_is_passed_over() {
    let mut machine = Machine::on(MemFs::new(), "m");
    machine.keep("1a.md", "one", Why::Saved);
    machine.wait(1);
    machine.keep("1a.md", "two", Why::Saved);
    let day = ".artifolio/history/log/m/2026-11-24.jsonl";
    let line = machine.files.tree()[&path(day)].clone().unwrap();
    machine.files.plant(day, &[&line[..], b"{\"at\":\"2026-11-24T12:0"].concat());
    machine.wait(1);
    machine.keep("1a.md", "three", Why::Saved);
    assert_eq!(machine.versions(&text("1a.md")).len(), 3);

    let two = Sha256::of(b"two");
    machine.files.plant(shelf::object(two).as_str(), b"");
    assert_eq!(bytes(&machine.files, two).unwrap_err().kind(), ErrorKind::InvalidData);
    machine.wait(1);
    machine.keep("1a.md", "two", Why::Saved);
    assert_eq!(bytes(&machine.files, two).unwrap(), b"two", "kept anew");
}

/// A text of another program, about to be written over.
fn world() -> Machine {
    let mut machine = Machine::on(MemFs::new(), "m");
    machine.keep("2b.md", "before", Why::Saved);
    machine.files.plant("1a.md", b"theirs");
    machine
}

fn all_kept(files: &MemFs) -> bool {
    let versions = versions(files, &text("1a.md")).unwrap();
    let has = |words: &str| {
        let sha256 = Sha256::of(words.as_bytes());
        versions.iter().any(|v| v.sha256 == sha256) && bytes(files, sha256).is_ok()
    };
    has("theirs") && has("mine")
}

#[test]
fn once_it_is_kept_a_loss_of_power_takes_nothing() {
    let mut machine = world();
    let (base, begin) = (machine.files.tree(), machine.files.log().len());
    machine.before(vec![write("1a.md", Some("theirs"), "mine")]).unwrap();
    let log = machine.files.log()[begin..].to_vec();
    let survive = |state: Tree| all_kept(&MemFs::holding(&state));
    assert!(states(&base, &log).into_iter().all(survive));
    let earlier = |state: Tree| versions(&MemFs::holding(&state), &text("2b.md")).unwrap();
    for k in 0..=log.len() {
        for state in states(&base, &log[..k]) {
            assert_eq!(earlier(state).len(), 1, "what was kept before stays");
        }
    }
}

#[test]
fn whichever_operation_fails_it_says_so_or_all_is_kept() {
    let steps = || vec![write("1a.md", Some("theirs"), "mine")];
    let mut machine = world();
    let begin = machine.files.operations();
    machine.before(steps()).unwrap();
    let total = machine.files.operations() - begin;
    assert!(total > 10);
    for n in 0..total {
        for kind in [ErrorKind::StorageFull, ErrorKind::PermissionDenied, ErrorKind::TimedOut] {
            let mut machine = world();
            let (base, begin) = (machine.files.tree(), machine.files.log().len());
            machine.files.fail_at(n, Fault::Once(kind));
            let kept = machine.before(steps());
            machine.files.heal();
            assert!(kept.is_err() || all_kept(&machine.files), "{n}: {kind}");
            machine.before(steps()).unwrap();
            for state in states(&base, &machine.files.log()[begin..]) {
                assert!(all_kept(&MemFs::holding(&state)), "{n}: the next time, and no power then");
            }
        }
    }
}
