//! A clock that jumps: two years back, ten forward, an hour at both changes of daylight saving time, and files whose time
//! says nothing. What has changed is found by its bytes, and no version goes that has to stay.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::sync::{Arc, Mutex};
use std::time::{Duration, SystemTime};

use artifolio_core::path::RelPath;
use artifolio_tests::Scratch;
use artifolio_tests::run::{Random, Run};
use artifolio_workspace::away::What;
use artifolio_workspace::change::{Change, Step};
use artifolio_workspace::data_dir::DataDir;
use artifolio_workspace::durable::{Expect, Sha256, current};
use artifolio_workspace::error::ChangeError;
use artifolio_workspace::history::{self, TextFile, Why};
use artifolio_workspace::index::Index;
use artifolio_workspace::workspace::{Mode, Workspace};
use chrono::{DateTime, TimeDelta, Utc};

const FILES: [&str; 3] = ["criteria/1a.md", "criteria/2b.md", "reflection.md"];
/// Steps with one portfolio.
const LIFE: usize = 200;

fn path(text: &str) -> RelPath {
    RelPath::parse(text).unwrap()
}

fn portfolio() -> Scratch {
    let scratch = Scratch::in_memory();
    scratch.write("portfolio.toml", "format = 1\nid = \"w\"\n");
    for file in FILES {
        scratch.write(file, "one");
    }
    scratch
}

/// A machine whose clock is set by the test.
struct World {
    scratch: Scratch,
    now: Arc<Mutex<DateTime<Utc>>>,
    workspace: Option<Workspace>,
    number: usize,
    /// Versions that no thinning may take.
    owed: BTreeSet<(usize, Sha256)>,
    /// When it was.
    been: Vec<DateTime<Utc>>,
    /// What was done, to be read when something is gone.
    done: Vec<String>,
}

impl World {
    fn new(now: &str) -> Self {
        let now = Arc::new(Mutex::new(now.parse().unwrap()));
        let mut world = Self {
            scratch: portfolio(),
            now,
            workspace: None,
            number: 0,
            owed: BTreeSet::new(),
            done: Vec::new(),
            been: Vec::new(),
        };
        world.start();
        world
    }

    /// The program is started, and looks at what happened; the texts that are not as it knew them.
    fn start(&mut self) -> Vec<(RelPath, What)> {
        self.workspace = None;
        let (now, data) = (Arc::clone(&self.now), DataDir::at(self.scratch.path("data")));
        let clock: artifolio_workspace::Clock = Arc::new(move || *now.lock().unwrap());
        let workspace = Workspace::open(&self.scratch.ws(), &data, Mode::Write, &clock).unwrap();
        let told = workspace.since_last_time(|_| ()).unwrap();
        self.workspace = Some(workspace);
        told.into_iter().map(|since| (since.file, since.what)).collect()
    }

    fn workspace(&self) -> &Workspace {
        self.workspace.as_ref().unwrap()
    }

    fn there(&self, file: usize) -> Sha256 {
        current(&**self.workspace().files(), &path(FILES[file])).unwrap().unwrap()
    }

    fn words(&mut self) -> Vec<u8> {
        self.number += 1;
        format!("words {}", self.number).into_bytes()
    }

    fn step(&mut self, random: &mut Random) {
        let file = random.below(FILES.len());
        let what = random.below(20);
        let (now, there) = (*self.now.lock().unwrap(), self.there(file).to_string());
        self.done.push(format!("{now} {what} {} {}", FILES[file], &there[..6]));
        match what {
            0..8 => {
                let (expect, bytes) = (Expect::Sha256(self.there(file)), self.words());
                let step = Step::Write { path: path(FILES[file]), expect, bytes };
                self.workspace().apply(Change { label: "text", steps: vec![step] }).unwrap();
            }
            8..11 => {
                // What stood there before another program wrote over it, and what that wrote while it stands.
                self.owed.insert((file, self.there(file)));
                let bytes = self.words();
                self.scratch.write(FILES[file], bytes);
                let told = self.workspace().since_last_time(|_| ()).unwrap();
                assert_eq!(told.len(), 1);
            }
            11 | 12 => {
                let (bytes, why) = (self.words(), [Why::Conflict, Why::Unsaved][random.below(2)]);
                self.owed.insert((file, Sha256::of(&bytes)));
                self.workspace().keep(&path(FILES[file]), bytes, why).unwrap();
            }
            13 | 14 => self.workspace().tidy().unwrap(),
            15 => {
                // After a jump a text may be told once more than it should be; never each time anew.
                self.start();
                assert_eq!(self.start(), [], "nobody else wrote");
            }
            _ => self.pass(random),
        }
    }

    /// Time goes on, or jumps; never to a time where it was before: nobody can tell the two from each other then.
    fn pass(&mut self, random: &mut Random) {
        let mut now = self.now.lock().unwrap();
        let minutes = TimeDelta::minutes(random.below(50) as i64);
        let days = TimeDelta::days(random.below(12) as i64);
        let jump = match random.below(12) {
            0..6 => minutes,
            6..9 => days,
            9 => TimeDelta::days(-730),
            10 => TimeDelta::days(3_652),
            _ => TimeDelta::hours([-1, 1][random.below(2)]),
        };
        self.been.push(*now);
        let near = |been: &DateTime<Utc>| (*been - (*now + jump)).abs() < TimeDelta::days(90);
        if jump.abs() > TimeDelta::days(90) && self.been.iter().any(near) {
            return;
        }
        *now += jump;
    }

    /// Whatever has to be kept is kept, whole.
    fn count(&self, at: &str) {
        let files = &**self.workspace().files();
        let mut kept: BTreeMap<usize, BTreeSet<Sha256>> = BTreeMap::new();
        for (n, file) in FILES.iter().enumerate() {
            let of = TextFile { file: path(file), artifact: None };
            let versions = history::versions(files, &of).unwrap();
            kept.insert(n, versions.into_iter().map(|version| version.sha256).collect());
            assert!(
                kept[&n].contains(&self.there(n)),
                "{at}: {file}: what stands there is not kept"
            );
        }
        for (n, sha256) in &self.owed {
            let done = self.done.join("\n");
            assert!(kept[n].contains(sha256), "{at}: {}: {sha256} is gone\n{done}", FILES[*n]);
            assert_eq!(Sha256::of(&history::bytes(files, *sha256).unwrap()), *sha256);
        }
    }
}

#[test]
fn no_version_that_has_to_stay_goes_however_the_clock_jumps() {
    let run = Run::of(
        "clock",
        "steps with a clock that jumps two years back, ten forward and an hour either way",
        400,
        20_000,
    );
    let mut random = run.random();
    // The hours before both changes of daylight saving time, in Europe and in America; leap day; the end of a year.
    let begins = [
        "2026-03-29T00:50:00Z",
        "2026-10-25T00:50:00Z",
        "2027-03-14T06:50:00Z",
        "2027-11-07T05:50:00Z",
        "2028-02-28T23:30:00Z",
        "2026-12-31T23:30:00Z",
    ];
    for life in 0..run.count.div_ceil(LIFE) {
        let mut world = World::new(begins[life % begins.len()]);
        let mut random = Random::from(random.below(usize::MAX) as u64);
        for step in 0..LIFE.min(run.count - life * LIFE) {
            world.step(&mut random);
            if step % 10 == 9 {
                world.workspace().tidy().unwrap();
                world.count(&format!("life {life}, step {step}"));
            }
        }
    }
    run.held();
}

/// Times that a file can have, in seconds since 1970, against the one it had.
fn times(had: SystemTime) -> Vec<(&'static str, SystemTime)> {
    let (hour, year) = (Duration::from_secs(3_600), Duration::from_secs(31_557_600));
    vec![
        ("the same", had),
        ("two years back", had - 2 * year),
        ("ten years on", had + 10 * year),
        ("an hour back, as in autumn", had - hour),
        ("an hour on, as in spring", had + hour),
        ("1970", SystemTime::UNIX_EPOCH),
        ("behind 2038", SystemTime::UNIX_EPOCH + 80 * year),
    ]
}

#[test]
fn what_has_changed_is_found_by_its_bytes_whatever_its_time_says() {
    let run = Run::of("times", "files whose time says nothing of what they hold", 7, 7);
    let mut seen = 0;
    for n in 0..7 {
        let world = World::new("2026-11-27T12:00:00Z");
        let (workspace, at) = (world.workspace(), world.scratch.ws().join(FILES[0]));
        let files = &**workspace.files();
        let index = Index::open(&world.scratch.path("data/index.db")).unwrap();
        index.reconcile(files).unwrap();
        let had = fs::metadata(&at).unwrap().modified().unwrap();
        let (name, time) = times(had)[n];
        let write = |bytes: &str| {
            fs::write(&at, bytes).unwrap();
            fs::File::options().write(true).open(&at).unwrap().set_modified(time).unwrap();
        };
        let save = |over: &str, words: &str| {
            let expect = Expect::Sha256(Sha256::of(over.as_bytes()));
            let bytes = words.as_bytes().to_vec();
            let step = Step::Write { path: path(FILES[0]), expect, bytes };
            workspace.apply(Change { label: "text", steps: vec![step] })
        };
        // The same bytes are no news and no conflict.
        write("one");
        assert!(workspace.since_last_time(|_| ()).unwrap().is_empty(), "{name}");
        save("one", "two").unwrap();
        let stamp = workspace.stamp();
        write("six");
        // Where the system tells when a file was changed (all but Windows), a look without reading sees it too.
        assert!(!cfg!(unix) || workspace.stamp() != stamp, "{name}");
        let refused = save("two", "ten").unwrap_err();
        assert!(matches!(refused, ChangeError::Conflict(_)), "{name}: {refused}");
        assert_eq!(fs::read_to_string(&at).unwrap(), "six", "{name}");
        let told = workspace.since_last_time(|_| ()).unwrap();
        assert_eq!(told.iter().map(|t| &t.what).collect::<Vec<_>>(), [&What::Edited], "{name}");
        index.reconcile(files).unwrap();
        assert_eq!(index.search(files, "six", 9).unwrap().len(), 1, "{name}");
        seen += 1;
    }
    assert_eq!(seen, run.count);
    run.held();
}
