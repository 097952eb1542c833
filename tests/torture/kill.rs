//! A program that saves is killed at any moment: what it said was saved is there whole, and so is its history.

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::path::Path;
use std::process::{Child, Command};
use std::time::Duration;

use artifolio_core::path::RelPath;
use artifolio_core::source::read_whole;
use artifolio_tests::Scratch;
use artifolio_tests::run::{Random, Run};
use artifolio_workspace::change::{Change, Step};
use artifolio_workspace::data_dir::DataDir;
use artifolio_workspace::durable::{Expect, Sha256, current};
use artifolio_workspace::history::{self, TextFile};
use artifolio_workspace::workspace::{Mode, Workspace};

use crate::clock;
use crate::ground::leftovers;

const FOLDER: &str = "ARTIFOLIO_TORTURE_FOLDER";
const FILE: &str = "criteria/5a.md";
/// Another one that each save changes too, in the same change.
const BESIDE: &str = "criteria/1a.md";

fn path(text: &str) -> RelPath {
    RelPath::parse(text).unwrap()
}

fn text(n: usize) -> Vec<u8> {
    format!("save {n}\n").repeat(1 + n % 700).into_bytes()
}

/// Which save this is the text of.
fn number(text: &[u8]) -> Option<usize> {
    let text = std::str::from_utf8(text).ok()?;
    text.lines().next()?.strip_prefix("save ")?.parse().ok()
}

fn open(folder: &Path, minutes: i64) -> Workspace {
    let data = DataDir::at(folder.join("data"));
    Workspace::open(&folder.join("ws"), &data, Mode::Write, &clock(minutes)).unwrap()
}

/// The program that is killed: saves until then, and says of each save when it is done.
#[test]
#[ignore = "started by the test below, to be killed"]
fn saves_until_it_is_killed() {
    let folder = std::env::var_os(FOLDER).expect("started by the test below");
    let workspace = open(Path::new(&folder), 0);
    let files = &**workspace.files();
    let standing = |file: &str| current(files, &path(file)).unwrap();
    let there = read_whole(files, &path(FILE), 1 << 20).unwrap_or_default();
    for n in number(&there).map_or(0, |n| n + 1).. {
        let write = |file: &str| Step::Write {
            path: path(file),
            expect: standing(file).map_or(Expect::Absent, Expect::Sha256),
            bytes: text(n),
        };
        // Every third save is a change of two files, which has a journal.
        let steps = if n % 3 == 0 { vec![write(FILE), write(BESIDE)] } else { vec![write(FILE)] };
        workspace.apply(Change { label: "text", steps }).unwrap();
        println!("saved {n}");
        std::io::stdout().flush().unwrap();
    }
}

fn start(folder: &Path) -> Child {
    let mut command = Command::new(std::env::current_exe().unwrap());
    command.args(["--exact", "kill::saves_until_it_is_killed", "--ignored", "--nocapture"]);
    artifolio_tests::start(command.env(FOLDER, folder))
}

/// The last save that was acknowledged.
fn last(out: &str) -> Option<usize> {
    out.lines().filter_map(|line| line.strip_prefix("saved ")?.parse().ok()).next_back()
}

/// Kills it so many times in one portfolio; whether anything was acknowledged.
fn rounds(count: usize, random: &mut Random) -> bool {
    let scratch = Scratch::with("sample");
    let folder = scratch.path("");
    let (mut acknowledged, mut seen) = (None, None);
    for n in 0..count {
        let mut child = start(&folder);
        let mut out = BufReader::new(child.stdout.take().unwrap());
        let mut first = String::new();
        // Some die before the first save, most in the middle of the work.
        while random.below(8) != 0 && !first.contains("saved") {
            first.clear();
            assert_ne!(out.read_line(&mut first).unwrap(), 0, "{n}: it does not save");
        }
        std::thread::sleep(Duration::from_micros(random.below(20_000) as u64));
        child.kill().unwrap();
        child.wait().unwrap();
        let mut rest = String::new();
        out.read_to_string(&mut rest).unwrap();
        acknowledged = last(&format!("{first}{rest}")).or(acknowledged);
        seen = check(&scratch, acknowledged, seen, n);
    }
    acknowledged.is_some()
}

/// Opened an hour later, the portfolio has the last save that was acknowledged or `seen` before, or the one that was being
/// done; the history knows the acknowledged one, and nothing half written is left. Which save is there.
fn check(
    scratch: &Scratch,
    acknowledged: Option<usize>,
    seen: Option<usize>,
    n: usize,
) -> Option<usize> {
    let _opening = artifolio_tests::opening();
    let workspace = open(&scratch.path(""), 60);
    assert_eq!(workspace.left_half_done(), [], "{n}");
    let files = &**workspace.files();
    let there = read_whole(files, &path(FILE), 1 << 20).unwrap();
    let is = number(&there);
    if let Some(is) = is {
        assert!(there == text(is), "{n}: {is} is not whole");
    }
    let expected = match acknowledged.max(seen) {
        Some(least) => [Some(least), Some(least + 1)],
        None => [None, Some(0)],
    };
    assert!(expected.contains(&is), "{n}: {is:?} is there instead of {expected:?}");
    if let Some(acknowledged) = acknowledged {
        let of = TextFile { file: path(FILE), artifact: None };
        let kept = history::versions(files, &of).unwrap();
        let saved = Sha256::of(&text(acknowledged));
        assert!(kept.iter().any(|version| version.sha256 == saved), "{n}: not in the history");
        assert_eq!(history::bytes(files, saved).unwrap(), text(acknowledged), "{n}");
    }
    workspace.tidy().unwrap();
    assert_eq!(leftovers(scratch), [""; 0], "{n}");
    is
}

/// Rounds in one portfolio: every save reads the history of the day, which grows with each.
const IN_ONE: usize = 50;

#[test]
fn what_was_acknowledged_is_there_whole_whenever_the_program_is_killed() {
    let run = Run::of("kill", "kill -9 at a random moment while texts are saved", 25, 10_000);
    let mut random = run.random();
    // Side by side, since a round waits for the disk most of the time.
    let (half, mut other) = (run.count / 2, Random::from(random.below(usize::MAX) as u64));
    let many = |count: usize, random: &mut Random| {
        let mut saved = false;
        for done in (0..count).step_by(IN_ONE) {
            saved |= rounds(IN_ONE.min(count - done), random);
        }
        saved
    };
    let saved = std::thread::scope(|scope| {
        let beside = scope.spawn(|| many(half, &mut other));
        many(run.count - half, &mut random) && beside.join().unwrap()
    });
    assert!(saved, "something was saved");
    run.held();
}
