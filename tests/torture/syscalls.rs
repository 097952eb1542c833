//! The real command is struck at every call of the system that concerns files: killed there, or told that the call failed
//! (`strace --inject`). What it acknowledged is there, files are the old or the new ones, and it never panics.

use std::collections::BTreeMap;
use std::process::Command;

use artifolio_tests::run::{EVERY, Random, Run};
use artifolio_tests::{Ran, Scratch};

use crate::ground::{Ground, Trial, Work};

/// Calls that change something, and those that only look. A name with `?` need not exist on this processor.
const CHANGING: [&str; 25] = [
    "write",
    "pwrite64",
    "writev",
    "fsync",
    "fdatasync",
    "ftruncate",
    "fallocate",
    "?rename",
    "renameat",
    "renameat2",
    "?link",
    "linkat",
    "?symlink",
    "symlinkat",
    "?unlink",
    "unlinkat",
    "?rmdir",
    "?mkdir",
    "mkdirat",
    "fchmod",
    "?chmod",
    "fchmodat",
    "copy_file_range",
    "sendfile",
    "flock",
];
const LOOKING: [&str; 3] = ["?open", "openat", "openat2"];
const READING: [&str; 5] = ["read", "pread64", "getdents64", "statx", "newfstatat"];

/// What a call may say; issue 4 names them.
const ERRORS: [&str; 7] = ["EIO", "ENOSPC", "EACCES", "EROFS", "EMFILE", "EINTR", "ETIMEDOUT"];

/// The `n`th call of this name in one thread.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Point {
    call: &'static str,
    n: usize,
}

/// Runs the command under strace and gives what strace saw.
fn traced(trial: &Trial<'_>, calls: &[&str], more: &[&str]) -> (Ran, String) {
    let (command, log) = (trial.command(), trial.scratch.path("calls.log"));
    let mut strace = Command::new("strace");
    strace.args(["-f", "-qq", "-o"]).arg(&log).arg("-e");
    strace.arg(format!("trace={}", calls.join(","))).args(more).arg("--");
    strace.arg(command.get_program()).args(command.get_args());
    for (key, value) in command.get_envs() {
        match value {
            Some(value) => strace.env(key, value),
            None => strace.env_remove(key),
        };
    }
    let ran = Ran::of(strace);
    (ran, std::fs::read_to_string(log).unwrap_or_default())
}

/// Whether strace is there and may watch programs.
fn strace() -> bool {
    let mut command = Command::new("strace");
    command.args(["-f", "-qq", "-o", "/dev/null", "true"]);
    let may = command.output().is_ok_and(|out| out.status.success());
    if !may {
        println!("NOT RUN: strace");
    }
    may
}

/// Every call of these names that an undisturbed run makes once it names the scratch folder (before that it is loaded),
/// and for each name one more, which must not come. Counted by thread, as strace does.
fn points(trial: &Trial<'_>, calls: &[&'static str]) -> Vec<Point> {
    // Where the folder is first named, loading is over.
    let (ran, log) = traced(trial, &[calls, &["openat"]].concat(), &[]);
    assert_eq!(ran.code, 0, "{ran}");
    trial.lay();
    let folder = trial.scratch.path("").to_string_lossy().trim_end_matches('/').to_owned();
    let begins = log.lines().position(|line| line.contains(&folder)).expect("it opens the folder");
    let mut seen: BTreeMap<(&str, &str), (usize, usize)> = BTreeMap::new();
    for (i, line) in log.lines().enumerate() {
        let Some((thread, rest)) = line.split_once(' ') else { continue };
        let Some((name, _)) = rest.trim_start().split_once('(') else { continue };
        let (loading, all) = seen.entry((name, thread)).or_default();
        *all += 1;
        *loading += usize::from(i < begins);
    }
    let mut points = Vec::new();
    for call in calls {
        let of = |(name, _): &&(&str, &str)| *name == call.trim_start_matches('?');
        let threads: Vec<_> = seen.keys().filter(of).map(|key| seen[key]).collect();
        let changing = CHANGING.contains(call) && threads.len() > 1;
        assert!(!changing, "{}: two threads {call}, which are counted apart", trial.work.name);
        // Threads that look share the work as it comes: one may make all of these calls.
        let all: usize = threads.iter().map(|(_, all)| all).sum();
        if let Some(loading) = threads.iter().map(|(loading, _)| loading).max() {
            points.extend((loading + 1..=all + 1).map(|n| Point { call, n }));
        }
    }
    points
}

/// So many of them, chosen by chance; all when there are fewer.
fn some<T: Clone>(all: &[T], count: usize, random: &mut Random) -> Vec<T> {
    if all.len() <= count {
        return all.to_vec();
    }
    (0..count).map(|_| all[random.below(all.len())].clone()).collect()
}

fn inject(point: &Point, blow: &str) -> [String; 2] {
    [
        "-e".to_owned(),
        format!("inject={}:{blow}:when={}", point.call.trim_start_matches('?'), point.n),
    ]
}

/// What is still as before can be done now.
fn done_now(trial: &Trial<'_>, when: &str) {
    let ran = trial.artifolio();
    assert_eq!(ran.code, 0, "{when}, and then undisturbed: {ran}");
    assert!(trial.check(&ran, when), "{when}, and then undisturbed");
}

#[test]
fn work_that_is_killed_at_any_call_is_there_or_is_not() {
    let mut run = Run::of(
        "calls-killed",
        "kill -9 at a call of the system that concerns files, each once, in eight commands that write",
        16,
        EVERY,
    );
    if !strace() {
        return;
    }
    let (ground, mut random, mut hit) = (Ground::small(), run.random(), 0);
    let names =
        ["map", "import", "import --artifact", "history", "trash", "waive", "pack", "restore"];
    let calls = [&CHANGING[..], &LOOKING].concat();
    for work in ground.works(&names) {
        let trial = Trial::of(&ground, work, Scratch::empty());
        let all = points(&trial, &calls);
        for point in some(&all, run.count / names.len(), &mut random) {
            let when = format!("{} killed at {point:?}", work.name);
            let [e, blow] = inject(&point, "signal=KILL");
            let (ran, _) = traced(&trial, &[point.call], &[&e, &blow]);
            let killed = ran.code == -1;
            assert!(killed || ran.code == 0, "{when}: {ran}");
            hit += usize::from(killed);
            let last = !all.contains(&Point { n: point.n + 1, ..point.clone() });
            assert!(!(killed && last), "{when}: one call more than there were");
            assert!(killed || last || LOOKING.contains(&point.call), "{when}: it did not come");
            if !trial.check(&ran, &when) {
                assert!(killed, "{when}: nothing was done, and it ended by itself");
                done_now(&trial, &when);
            }
            trial.lay();
        }
    }
    assert!(hit > 0);
    run.count = hit;
    run.held();
}

/// Lets calls fail one by one; how many did.
fn fail(work: &Work, ground: &Ground, count: usize, random: &mut Random) -> usize {
    let trial = Trial::of(ground, work, Scratch::empty());
    let mut blows = Vec::new();
    for point in points(&trial, &CHANGING) {
        blows.extend(ERRORS.map(|error| (point.clone(), error)));
    }
    // A file that cannot be read is a finding; each of these calls fails once, and in turn in every way.
    let looking = points(&trial, &[&LOOKING[..], &READING].concat());
    let turn = random.below(ERRORS.len());
    let ways = looking.into_iter().enumerate();
    blows.extend(ways.map(|(i, point)| (point, ERRORS[(i + turn) % ERRORS.len()])));
    let mut failed = 0;
    for (point, error) in some(&blows, count, random) {
        let when = format!("{}: {error} at {point:?}", work.name);
        let [e, blow] = inject(&point, &format!("error={error}"));
        let (ran, log) = traced(&trial, &[point.call], &["--seccomp-bpf", &e, &blow]);
        let Some(call) = log.lines().find(|line| line.contains("(INJECTED)")) else {
            assert_eq!(ran.code, 0, "{when}: {ran}");
            trial.lay();
            continue;
        };
        failed += 1;
        // The work is done by then, only its answer did not arrive, or the answer is that the disk did not confirm it.
        let unheard = call.contains("write(1,") || call.contains("write(2,");
        let unconfirmed = ran.stdout.contains("\"bundle-not-confirmed\"");
        let told = unheard || ran.code != 2 || {
            let error = &ran.json()["error"];
            ["code", "message", "hint"]
                .iter()
                .all(|key| error[*key].as_str().is_some_and(|s| !s.is_empty()))
        };
        assert!(matches!(ran.code, 0..=2) && told, "{when}: {ran}");
        if ran.code == 0 && !CHANGING.contains(&point.call) {
            // It was done without what could not be read, which a number may be reckoned from.
            trial.kept(&when);
            trial.lay();
            continue;
        }
        let done = trial.check(&ran, &when);
        assert!(unheard || unconfirmed || done == (ran.code == 0), "{when}: {ran}");
        assert_eq!(trial.leftovers(), [""; 0], "{when}");
        if !done {
            done_now(&trial, &when);
        }
        trial.lay();
    }
    failed
}

#[test]
fn a_save_or_a_package_whose_call_fails_says_so_and_changes_nothing() {
    let mut run = Run::of(
        "calls-failed",
        "calls of the system that fail in seven ways while a text is saved, files are imported or a package is made",
        12,
        EVERY,
    );
    if !strace() {
        return;
    }
    let (ground, mut random) = (Ground::small(), run.random());
    let works = ["map", "import", "pack"];
    let count = run.count / works.len();
    run.count = ground.works(&works).map(|work| fail(work, &ground, count, &mut random)).sum();
    assert!(run.count > 0);
    run.held();
}
