#![allow(clippy::disallowed_methods, reason = "plays other programs, in real folders")]

use std::fs;
use std::path::PathBuf;
use std::sync::atomic::{AtomicUsize, Ordering};

use artifolio_core::source::EntryKind;

use super::*;

/// A folder that is watched, and how often something was told of it.
struct World {
    folder: tempfile::TempDir,
    told: Arc<AtomicUsize>,
    /// How often it was said that it goes by the clock.
    said: Arc<AtomicUsize>,
    watch: Option<Watch>,
}

/// Far longer than any test waits for an event.
const NEVER: Duration = Duration::from_secs(3600);

impl World {
    fn new(polled: Option<Polled>, clocks: [Duration; 3]) -> Self {
        let begin: Begin = match polled {
            Some(why) => Box::new(move |_, _| Err(why)),
            None => Box::new(|files, say| Ok(Box::new(watcher(files, say)?))),
        };
        Self::by(begin, clocks)
    }

    fn by(begin: Begin, clocks: [Duration; 3]) -> Self {
        let folder = tempfile::tempdir().unwrap();
        fs::create_dir_all(folder.path().join("ws/criteria")).unwrap();
        fs::write(folder.path().join("ws/criteria/1a.md"), "one").unwrap();
        let files = Arc::new(DiskFs::open(&folder.path().join("ws")).unwrap());
        let told = Arc::new(AtomicUsize::new(0));
        let tell = Arc::clone(&told);
        let hear = move || {
            tell.fetch_add(1, Ordering::SeqCst);
        };
        let said = Arc::new(AtomicUsize::new(0));
        let say = Arc::clone(&said);
        let slow = move |_| {
            say.fetch_add(1, Ordering::SeqCst);
        };
        let watch = Watch::with(files, begin, clocks, hear, slow);
        Self { folder, told, said, watch: Some(watch) }
    }

    fn by_events() -> Self {
        Self::new(None, [NEVER, NEVER, Duration::from_millis(50)])
    }

    fn at(&self, path: &str) -> PathBuf {
        self.folder.path().join("ws").join(path)
    }

    fn told(&self) -> usize {
        self.told.load(Ordering::SeqCst)
    }

    /// Waits until more was told than `before`, for at most ten seconds.
    fn hears_more_than(&self, before: usize) {
        let end = Instant::now() + Duration::from_secs(10);
        while self.told() <= before {
            assert!(Instant::now() < end, "nothing was told");
            std::thread::sleep(Duration::from_millis(5));
        }
    }

    /// Whatever was going on has been told.
    fn rest(&self) -> usize {
        let mut before = self.told();
        loop {
            std::thread::sleep(3 * SETTLE);
            let now = self.told();
            if now == before {
                return now;
            }
            before = now;
        }
    }
}

#[test]
fn whatever_another_program_does_is_told() {
    let world = World::by_events();
    type Act = fn(&World);
    let acts: [(&str, Act); 9] = [
        ("writes in place", |w| fs::write(w.at("criteria/1a.md"), "two").unwrap()),
        ("writes a new file", |w| fs::write(w.at("criteria/2a.md"), "new").unwrap()),
        ("puts one over another", |w| {
            fs::write(w.at("criteria/.~new.tmp"), "three").unwrap();
            fs::rename(w.at("criteria/.~new.tmp"), w.at("criteria/1a.md")).unwrap();
        }),
        ("makes a folder", |w| fs::create_dir(w.at("artifacts")).unwrap()),
        ("writes into the new folder", |w| fs::write(w.at("artifacts/a.png"), "x").unwrap()),
        ("renames a folder", |w| fs::rename(w.at("artifacts"), w.at("other")).unwrap()),
        ("writes into the renamed folder", |w| fs::write(w.at("other/b.png"), "x").unwrap()),
        ("deletes a file", |w| fs::remove_file(w.at("criteria/2a.md")).unwrap()),
        ("deletes a folder", |w| fs::remove_dir_all(w.at("other")).unwrap()),
    ];
    for (what, act) in acts {
        let before = world.rest();
        act(&world);
        let end = Instant::now() + Duration::from_secs(10);
        while world.told() == before {
            assert!(Instant::now() < end, "{what}");
            std::thread::sleep(Duration::from_millis(5));
        }
    }
}

#[test]
fn reading_and_what_is_passed_over_everywhere_is_not() {
    let world = World::by_events();
    let before = world.rest();
    fs::create_dir_all(world.at(".artifolio/history")).unwrap();
    fs::write(world.at(".artifolio/history/x"), "x").unwrap();
    fs::write(world.at("criteria/.~1a.md.7.tmp"), "x").unwrap();
    fs::write(world.at("criteria/~$1a.docx"), "x").unwrap();
    assert_eq!(fs::read_to_string(world.at("criteria/1a.md")).unwrap(), "one");
    assert_eq!(fs::read_dir(world.at("criteria")).unwrap().count(), 3);
    assert_eq!(world.rest(), before);
}

#[test]
fn a_burst_is_told_and_nothing_after_it_is_missed() {
    let world = World::by_events();
    let before = world.rest();
    for n in 0..5000 {
        fs::write(world.at(&format!("criteria/{n}.md")), "x").unwrap();
    }
    world.hears_more_than(before);
    let before = world.rest();
    assert!(before < 500, "a burst is told as one: {before}");
    fs::write(world.at("criteria/last.md"), "x").unwrap();
    world.hears_more_than(before);
}

/// Linux tells a watcher that events were lost, and no more: not that a folder was made, which has to be watched too.
#[test]
fn a_folder_that_was_made_while_events_were_lost_is_watched() {
    const QUEUE: &str = "/proc/sys/fs/inotify/max_queued_events";
    let before = fs::read_to_string(QUEUE).unwrap_or_default();
    if fs::write(QUEUE, "4").is_err() {
        return println!(
            "NOT RUN: lost file events (only the system's administrator can have them lost)"
        );
    }
    let world = World::by_events();
    fs::write(QUEUE, before).unwrap();
    let before = world.rest();
    let folders: Vec<PathBuf> = (0..300).map(|n| world.at(&format!("f{n}"))).collect();
    folders.iter().for_each(|folder| fs::create_dir(folder).unwrap());
    world.hears_more_than(before);
    for folder in folders.iter().rev().step_by(60) {
        let before = world.rest();
        fs::write(folder.join("1.md"), "one").unwrap();
        world.hears_more_than(before);
    }
}

#[test]
fn one_that_is_dropped_says_nothing_more_and_its_thread_has_ended() {
    let mut world = World::by_events();
    world.rest();
    let before = Arc::strong_count(&world.told);
    world.watch = None;
    assert_eq!(Arc::strong_count(&world.told), before - 1, "its hearer went with it");
    let before = world.told();
    fs::write(world.at("criteria/1a.md"), "two").unwrap();
    std::thread::sleep(3 * SETTLE);
    assert_eq!(world.told(), before);
}

#[test]
fn a_folder_that_goes_comes_back_or_is_replaced_is_told_and_watched_again() {
    let world = World::by_events();
    let before = world.rest();
    let (root, away) = (world.at(""), world.folder.path().join("away"));
    fs::rename(&root, &away).unwrap();
    world.hears_more_than(before);
    let before = world.rest();
    fs::create_dir_all(root.join("criteria")).unwrap();
    world.hears_more_than(before);
    let before = world.rest();
    fs::write(world.at("criteria/1a.md"), "in the new one").unwrap();
    world.hears_more_than(before);
    let before = world.rest();
    fs::remove_dir_all(&root).unwrap();
    world.hears_more_than(before);
    let before = world.rest();
    fs::rename(&away, &root).unwrap();
    world.hears_more_than(before);
    let before = world.rest();
    fs::write(world.at("criteria/1a.md"), "in the old one").unwrap();
    world.hears_more_than(before);
}

#[test]
fn without_events_it_goes_by_the_clock() {
    let world = World::new(Some(Polled::Remote), [NEVER, SETTLE, NEVER]);
    assert_eq!(world.watch.as_ref().unwrap().polled(), Some(Polled::Remote));
    assert_eq!(world.said.load(Ordering::SeqCst), 1);
    world.hears_more_than(2);
    let slow = World::new(None, [SETTLE, NEVER, NEVER]);
    slow.hears_more_than(2);
}

#[test]
fn errors_that_mean_a_limit() {
    for (number, limit) in [(24, true), (28, true), (13, false), (2, false)] {
        let error = std::io::Error::from_raw_os_error(number);
        assert_eq!(names_a_limit(&error), limit && cfg!(unix), "{number}");
    }
}

fn stat(size: u64) -> Option<Stat> {
    Some(Stat {
        kind: EntryKind::File,
        size,
        modified_ns: 0,
        changed_ns: 0,
        number: 0,
        cloud_only: false,
    })
}

#[test]
fn a_file_counts_when_it_stands_still() {
    let (begin, path) = (Instant::now(), RelPath::parse("a.mp4").unwrap());
    let after = |settles: u32| begin + SETTLE * settles / 2;
    let mut pending = Pending::default();
    pending.note(Some(path.clone()), |_| stat(1), begin);
    assert!(!pending.settled(|_| stat(1), after(1)), "too early");
    assert!(!pending.settled(|_| stat(2), after(2)), "it grows without an event");
    assert!(!pending.settled(|_| stat(2), after(3)));
    pending.note(Some(path.clone()), |_| stat(3), after(3));
    assert!(!pending.settled(|_| stat(3), after(4)), "heard of since");
    assert_eq!(pending.due(), Some(after(5)));
    assert!(pending.settled(|_| stat(3), after(5)));
    assert_eq!(pending.due(), None);

    // One that grows for ever holds nothing else up.
    let other = RelPath::parse("b.md").unwrap();
    for path in [path, other.clone()] {
        pending.note(Some(path), |_| stat(1), begin);
    }
    assert!(pending.settled(|path| if *path == other { stat(1) } else { stat(9) }, after(2)));
    assert!(pending.due().is_some());
}

#[test]
fn of_many_files_the_whole_folder_is_waited_for() {
    let begin = Instant::now();
    let mut pending = Pending::default();
    for n in 0..=MANY {
        pending.note(RelPath::parse(&format!("{n}.md")).ok(), |_| stat(1), begin);
    }
    assert!(pending.files.is_empty() && pending.whole == Some((begin, begin)));
    pending.note(RelPath::parse("one more.md").ok(), |_| stat(1), begin + SETTLE);
    assert!(!pending.whole_settled(begin + SETTLE), "something still goes on");
    assert!(pending.whole_settled(begin + 2 * SETTLE));
    assert!(pending.due().is_none());
}

#[test]
fn a_folder_that_never_comes_to_rest_is_looked_at_all_the_same() {
    let begin = Instant::now();
    let (mut pending, mut looks) = (Pending::default(), 0);
    for n in 0..300 {
        let now = begin + Duration::from_millis(10) * n;
        pending.note(None, |_| None, now);
        assert!(pending.due().is_some_and(|due| due <= now + SETTLE));
        looks += usize::from(pending.whole_settled(now));
    }
    assert_eq!(looks, 2, "a second each");
}

/// Counts itself for as long as it watches.
struct Counted(Arc<AtomicUsize>);

impl Drop for Counted {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::SeqCst);
    }
}

/// What the folder is watched by in a test that makes the events.
#[derive(Default, Clone)]
struct Stage {
    say: Arc<OnceLock<Sender<Word>>>,
    begun: Arc<AtomicUsize>,
    watching: Arc<AtomicUsize>,
}

impl Stage {
    /// Watches so many times, and then the machine watches as many folders as it may.
    fn begin(&self, times: usize) -> Begin {
        let stage = self.clone();
        Box::new(move |_, say| {
            let _ = stage.say.set(say.clone());
            let before = stage.watching.fetch_add(1, Ordering::SeqCst);
            let counted = Counted(Arc::clone(&stage.watching));
            assert_eq!(before, 0, "two would watch at once");
            let begun = stage.begun.fetch_add(1, Ordering::SeqCst);
            if begun < times { Ok(Box::new(counted)) } else { Err(Polled::Limit) }
        })
    }

    fn hint(&self, hint: Hint) {
        self.say.get().unwrap().send(Word::Hint(hint)).unwrap();
    }

    fn begun(&self) -> usize {
        self.begun.load(Ordering::SeqCst)
    }
}

#[test]
fn a_stream_of_hints_that_name_no_file_delays_no_look_and_watches_anew_only_where_events_were_lost()
{
    for hint in [Hint::Lost, Hint::Whole] {
        let stage = Stage::default();
        let world = World::by(stage.begin(usize::MAX), [NEVER; 3]);
        let (before, begin) = (world.rest(), Instant::now());
        while begin.elapsed() < Duration::from_millis(2500) {
            stage.hint(hint.clone());
            std::thread::sleep(Duration::from_millis(5));
        }
        let looks = world.told() - before;
        assert!((1..=3).contains(&looks), "{looks} looks at {hint:?}");
        let begun = if hint == Hint::Lost { 1 + looks } else { 1 };
        assert_eq!(stage.begun(), begun, "{hint:?}");
    }
}

#[test]
fn what_goes_on_all_the_time_keeps_nothing_else_waiting() {
    let stage = Stage::default();
    let mut world = World::by(stage.begin(usize::MAX), [SETTLE, NEVER, NEVER]);
    world.hears_more_than(0);
    let before = world.told();
    for _ in 0..100_000 {
        stage.hint(Hint::At(RelPath::parse("criteria/1a.md").unwrap()));
    }
    // It ends when it has heard them all.
    world.watch = None;
    assert!(world.told() > before, "the clock goes on");
}

#[test]
fn where_no_more_folders_can_be_watched_it_goes_by_the_clock_and_says_so() {
    let stage = Stage::default();
    let world = World::by(stage.begin(1), [NEVER, SETTLE, NEVER]);
    let watch = world.watch.as_ref().unwrap();
    let said = || world.said.load(Ordering::SeqCst);
    world.rest();
    assert_eq!((watch.polled(), said()), (None, 0));
    stage.hint(Hint::Lost);
    let before = world.told();
    world.hears_more_than(before + 3);
    assert_eq!((watch.polled(), said()), (Some(Polled::Limit), 1));
    stage.hint(Hint::Lost);
    world.hears_more_than(world.told() + 3);
    assert_eq!((stage.begun(), stage.watching.load(Ordering::SeqCst), said()), (2, 0, 1));
}

#[test]
fn events_say_where() {
    let root = Path::new("/home/ana/Portfolio");
    let event = |kind, path: &str| {
        let event = notify::Event::new(kind).add_path(root.join(path));
        hints(root, Ok(event))
    };
    use notify::event::{CreateKind, Flag, ModifyKind};
    let changed = EventKind::Modify(ModifyKind::Any);
    assert_eq!(
        event(changed, "criteria/1a.md"),
        [Hint::At(RelPath::parse("criteria/1a.md").unwrap())]
    );
    assert_eq!(event(changed, ""), [Hint::Whole], "the folder itself");
    let gone = EventKind::Remove(notify::event::RemoveKind::Folder);
    assert_eq!(event(gone, ""), [Hint::Lost], "whoever comes back is not watched");
    assert_eq!(event(gone, "a\\b"), [Hint::Whole]);
    assert_eq!(event(EventKind::Create(CreateKind::File), "a\\b"), [Hint::Whole], "no path here");
    assert_eq!(event(EventKind::Access(AccessKind::Open(AccessMode::Any)), "a.md"), []);
    assert_eq!(event(changed, ".git/index"), []);
    let lost = notify::Event::new(EventKind::Other).set_flag(Flag::Rescan);
    assert_eq!(hints(root, Ok(lost)), [Hint::Lost]);
    assert_eq!(hints(root, Err(notify::Error::generic("x"))), [Hint::Lost]);
}
