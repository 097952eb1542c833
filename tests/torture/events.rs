//! Real file events, and those that are lost: whatever programs do to a folder, the index soon equals a fresh one.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use artifolio_tests::Scratch;
use artifolio_tests::run::{Random, Run};
use artifolio_workspace::data_dir::DataDir;
use artifolio_workspace::disk::DiskFs;
use artifolio_workspace::index::{Index, dump};
use artifolio_workspace::watch::{SLOW, Watch};
use artifolio_workspace::workspace::{Mode, Workspace};

use crate::clock;

/// Operations between two looks at the index.
const BURST: usize = 1_000;
/// How long the index may take to be what it should be: less than [`SLOW`], so that the clock does not help.
const SOON: Duration = Duration::from_secs(20);
/// Says how many events wait for whoever watches; those above are lost.
const QUEUE: &str = "/proc/sys/fs/inotify/max_queued_events";

/// The queue is short as long as this lives: it is given to each watcher when it begins.
struct Short(Option<String>);

impl Short {
    fn queue() -> Self {
        let before = fs::read_to_string(QUEUE).ok();
        Self(before.filter(|_| fs::write(QUEUE, "16").is_ok()))
    }
}

impl Drop for Short {
    fn drop(&mut self) {
        if let Some(before) = &self.0 {
            fs::write(QUEUE, before).unwrap();
        }
    }
}

struct World {
    scratch: Scratch,
    workspace: Arc<Workspace>,
    index: Arc<Index>,
    /// What went wrong when the index was brought up to date.
    trouble: Arc<Mutex<Vec<String>>>,
}

impl World {
    fn new() -> Self {
        let scratch = Scratch::in_memory();
        // The one that takes the place of the first is the same portfolio, as on a drive that was restored.
        for (root, folder) in [("ws", "artifacts/a0"), ("other", "feedback/b0")] {
            let folder = scratch.path(root).join(folder);
            fs::create_dir_all(&folder).unwrap();
            fs::write(folder.join("n0.md"), "first").unwrap();
            fs::write(scratch.path(root).join("portfolio.toml"), "format = 1\nid = \"w\"\n")
                .unwrap();
        }
        let data = DataDir::at(scratch.path("data"));
        let workspace = Workspace::open(&scratch.ws(), &data, Mode::Read, &clock(0)).unwrap();
        let index = Index::open(&scratch.path("data/index.db")).unwrap();
        let trouble = Arc::default();
        Self { scratch, workspace: Arc::new(workspace), index: Arc::new(index), trouble }
    }

    /// Watches, and brings the index up to date at each hint.
    fn watch(&self) -> Watch {
        let (workspace, index) = (Arc::clone(&self.workspace), Arc::clone(&self.index));
        let trouble = Arc::clone(&self.trouble);
        let hear = move || {
            workspace.renew();
            if let Err(error) = index.reconcile(&**workspace.files()) {
                trouble.lock().unwrap().push(error.to_string());
            }
        };
        Watch::begin(Arc::clone(self.workspace.files()), hear, |_| ())
    }

    /// Waits until the index says what one says that is built from nothing now.
    fn settles(&self, what: &str) {
        let files = DiskFs::open(&self.scratch.ws()).unwrap();
        let place = self.scratch.path("data/fresh.db");
        let fresh = Index::open(&place).unwrap();
        fresh.rebuild(&files).unwrap();
        let expected = dump(&place);
        let end = Instant::now() + SOON;
        while dump(&self.scratch.path("data/index.db")) != expected {
            assert!(Instant::now() < end, "{what}: the index is not what the folder is");
            std::thread::sleep(Duration::from_millis(10));
        }
        for word in ["word1", "word2", "n3", "p1"] {
            let hits = |index: &Index| index.search(&files, word, 1_000).unwrap();
            assert!(hits(&self.index) == hits(&fresh), "{what}: other hits for {word}");
        }
        let trouble = self.trouble.lock().unwrap();
        assert!(trouble.is_empty(), "{what}: {trouble:?}");
    }

    /// The folder goes, and another one, or itself, comes into its place.
    fn replace_root(&self, random: &mut Random) {
        let [root, other, away] = ["ws", "other", "away"].map(|name| self.scratch.path(name));
        fs::rename(&root, &away).unwrap();
        if random.below(2) == 0 {
            fs::rename(&other, &root).unwrap();
            fs::rename(&away, &other).unwrap();
        } else {
            fs::rename(&away, &root).unwrap();
        }
    }
}

fn folder(random: &mut Random) -> PathBuf {
    let n = random.below(8);
    PathBuf::from(match random.below(4) {
        0 => format!("artifacts/a{n}"),
        1 => format!("artifacts/a{n}/deep"),
        2 => format!("feedback/b{n}"),
        _ => format!("feedback/b{n}/c{}/d", random.below(3)),
    })
}

fn file(random: &mut Random) -> PathBuf {
    let n = random.below(5);
    folder(random).join(if random.below(3) == 0 { format!("p{n}.png") } else { format!("n{n}.md") })
}

/// One operation; whether it could be done.
fn operate(root: &Path, random: &mut Random) -> bool {
    let (one, other) = (root.join(file(random)), root.join(file(random)));
    let (from, to) = (root.join(folder(random)), root.join(folder(random)));
    let word =
        format!("word{} word{}\n", random.below(4), random.below(4)).repeat(random.below(40));
    match random.below(100) {
        0..45 => {
            let _ = fs::create_dir_all(one.parent().unwrap());
            // One without words is told by its first bytes, and by its size.
            let picture = one.extension().is_some_and(|ending| ending == "png");
            let bytes = if picture { format!("\u{89}PNG{word}") } else { word };
            fs::write(one, bytes).is_ok()
        }
        45..60 => fs::rename(one, other).is_ok(),
        60..75 => fs::remove_file(one).is_ok(),
        75..87 => !to.exists() && fs::rename(from, to).is_ok(),
        87..90 => fs::remove_dir_all(from).is_ok(),
        _ => fs::create_dir(from).is_ok(),
    }
}

#[test]
fn the_index_equals_a_fresh_one_whatever_happens_to_the_folder_and_its_events() {
    let run = Run::of(
        "events",
        "operations on a watched folder: events lost, folders renamed, the root replaced",
        500,
        200_000,
    );
    let mut random = run.random();
    let world = World::new();
    let root = world.scratch.ws();
    assert!(SOON < SLOW);
    let mut done = 0;
    while done < run.count {
        let short = Short::queue();
        if short.0.is_none() {
            println!(
                "NOT RUN: lost file events (only the system's administrator makes the queue short)"
            );
        }
        let watch = world.watch();
        assert_eq!(watch.polled(), None);
        drop(short);
        let end = (done + BURST).min(run.count);
        let replaced = done + random.below(BURST);
        while done < end {
            done += usize::from(operate(&root, &mut random));
            if done == replaced && random.below(3) == 0 {
                world.replace_root(&mut random);
            }
        }
        world.settles(&format!("after {done} operations"));
        // One by one, each in a folder that may have been made while events were lost.
        for _ in 0..2 {
            while !operate(&root, &mut random) {}
            world.settles(&format!("one more after {done}"));
        }
    }
    run.held();
}
