//! The real command is killed at any moment while it packs, imports, indexes, restores or makes a backup: what stood there
//! stands there, or the whole new thing does, and the same command runs although something was left.

use std::path::Path;
use std::time::{Duration, Instant, SystemTime};

use artifolio_tests::run::Run;
use artifolio_tests::{Ran, Scratch};

use crate::ground::{Ground, Makes, Trial};

/// How long a file must have stood still until nobody is writing to it any more, and a little.
const OLD: Duration = Duration::from_secs(11 * 60);

/// Starts the command and kills it after so long; what it said until then.
fn killed(trial: &Trial<'_>, after: Duration) -> Ran {
    let mut child = artifolio_tests::start(&mut trial.command());
    std::thread::sleep(after);
    child.kill().unwrap();
    Ran::heard(child)
}

/// Lets time go by for what was left.
fn age(trial: &Trial<'_>) {
    for left in trial.leftovers() {
        let file = std::fs::OpenOptions::new().write(true).open(trial.scratch.path(&left)).unwrap();
        file.set_modified(SystemTime::now() - OLD).unwrap();
    }
}

/// The words that the index finds.
fn found(trial: &Trial<'_>) -> String {
    let args = ["search", "{ws}", "students", "--json"];
    trial.scratch.artifolio(&args).done().stdout
}

fn kill(ground: &Ground, run: Run, work: &'static str) {
    let (mut random, works) = (run.random(), [work]);
    let trial = Trial::of(ground, ground.works(&works).next().unwrap(), Scratch::empty());
    let begun = Instant::now();
    let _ = trial.artifolio().done();
    let whole = begun.elapsed();
    let hits = found(&trial);
    if trial.work.makes == Makes::Package {
        verified(&trial);
    }
    trial.lay();
    let (mut cut, mut done) = (0, 0);
    for n in 0..run.count {
        let at = whole.mul_f64(random.below(1_200) as f64 / 1_000.0);
        let ran = killed(&trial, at);
        cut += usize::from(ran.code == -1);
        let when = format!("{work} {n}, killed after {at:?}");
        assert!(matches!(ran.code, -1 | 0), "{when}: {ran}");
        if trial.check(&ran, &when) {
            done += 1;
            if trial.work.makes != Makes::Index || random.below(20) == 0 {
                trial.lay();
            }
        }
        if trial.work.makes == Makes::Index && random.below(10) == 0 {
            assert_eq!(found(&trial), hits, "{when}: other hits");
        }
        // Some of the next find what was left just now, others what was left long ago; no package is made beside nine
        // that seem to be in the making.
        if n % 6 == 5 || random.below(4) == 0 {
            age(&trial);
        }
    }
    age(&trial);
    let last = trial.artifolio();
    assert!(trial.check(&last, "undisturbed") && last.code == 0, "{last}");
    assert_eq!(trial.leftovers(), [""; 0], "the last run takes away what was left");
    println!("{work}: {cut} of {} cut off, {done} done, {whole:?} each", run.count);
    assert!(cut > 0, "none was cut off");
    run.held();
}

/// What stands there after an undisturbed run, which every later run is compared with, is a good package.
fn verified(trial: &Trial<'_>) {
    for entry in std::fs::read_dir(trial.scratch.path("out")).unwrap() {
        let place = entry.unwrap().path();
        let arg = place.to_str().unwrap();
        assert_eq!(
            trial.scratch.artifolio(&["verify", arg]).code,
            0,
            "{}",
            Path::new(arg).display()
        );
    }
}

#[test]
fn work_that_is_killed_at_any_moment_is_whole_or_not_there() {
    let ground = Ground::large();
    std::thread::scope(|scope| {
        for (name, what, work) in [
            ("killed-pack", "kill -9 at a random moment of `artifolio pack`", "pack"),
            ("killed-backup", "kill -9 at a random moment of `artifolio backup`", "backup"),
            ("killed-import", "kill -9 at a random moment of `artifolio import`", "import"),
            ("killed-restore", "kill -9 at a random moment of `artifolio restore`", "restore"),
            ("killed-index", "kill -9 at a random moment of `artifolio index --rebuild`", "index"),
        ] {
            let ground = &ground;
            scope.spawn(move || kill(ground, Run::of(name, what, 4, 1_000), work));
        }
    });
}
