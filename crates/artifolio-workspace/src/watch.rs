//! Watching: says soon after something in a folder may have changed. An event is a hint and no more; what has changed is
//! found by looking, which its hearer does. Where there are no events to trust (network folders, too many folders for
//! this machine) it says so and hints by the clock.
//!
//! A file counts when it stands still: [`SETTLE`] without an event, its size and time the same at both ends. `notify` is
//! used without its debouncer, whose thread wakes up all day long (DESIGN.md).

#[cfg(test)]
mod tests;

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::sync::{Arc, OnceLock};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use artifolio_core::path::RelPath;
use artifolio_core::source::{Stat, Vfs as _};
use notify::event::{AccessKind, AccessMode, EventKind, ModifyKind};
use notify::{Config, RecommendedWatcher, RecursiveMode, Watcher as _};

use crate::disk::{DiskFs, Place};
use crate::layout::is_ignored;

/// How long a file stands still before it is told of.
pub const SETTLE: Duration = Duration::from_millis(100);
/// Hints by the clock, in case an event was lost.
pub const SLOW: Duration = Duration::from_secs(60);
/// The same where there are no events.
pub const POLLED: Duration = Duration::from_secs(10);
/// How often a folder that is gone is looked for.
const ABSENT: Duration = Duration::from_secs(2);
/// How long the whole folder waits for rest before it is looked at all the same.
pub const LATEST: Duration = Duration::from_secs(1);
/// Files that are waited for one by one; of more at a time, the whole folder is waited for.
const MANY: usize = 500;

/// Why a folder is looked at by the clock.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Polled {
    /// It lies on another machine, whose changes cause no events here.
    Remote,
    /// The machine watches as many folders as it may.
    Limit,
    /// The system does not watch it.
    Refused,
}

impl Polled {
    /// Stable name.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Remote => "remote",
            Self::Limit => "limit",
            Self::Refused => "refused",
        }
    }
}

/// A folder that is watched, until this is dropped.
pub struct Watch {
    say: Sender<Word>,
    thread: Option<JoinHandle<()>>,
    polled: Arc<OnceLock<Polled>>,
}

/// What the watching thread hears.
enum Word {
    Hint(Hint),
    Stop,
}

/// What may have changed.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Hint {
    /// What lies at this path.
    At(RelPath),
    /// Anything: the folder itself, or what has no path here.
    Whole,
    /// The same, and events were lost or the folder went: that of a new folder perhaps, which nobody watches then.
    Lost,
}

/// What watches, as long as it is held.
type Watcher = Box<dyn Send>;

/// Begins to watch.
type Begin = Box<dyn Fn(&DiskFs, &Sender<Word>) -> Result<Watcher, Polled> + Send>;

impl Watch {
    /// Watches the folder of `files`, and calls `hear` on a thread of its own: once at the beginning, and after something
    /// may have changed, also when the folder itself goes, comes back or is replaced. Calls never overlap. `slow` is told
    /// once when it goes by the clock from now on, which it may from the beginning.
    #[must_use]
    pub fn begin(
        files: Arc<DiskFs>,
        hear: impl Fn() + Send + 'static,
        slow: impl Fn(Polled) + Send + 'static,
    ) -> Self {
        let begin: Begin = if files.is_remote() {
            Box::new(|_, _| Err(Polled::Remote))
        } else {
            Box::new(|files, say| Ok(Box::new(watcher(files, say)?)))
        };
        Self::with(files, begin, [SLOW, POLLED, ABSENT], hear, slow)
    }

    fn with(
        files: Arc<DiskFs>,
        begin: Begin,
        clocks: [Duration; 3],
        hear: impl Fn() + Send + 'static,
        slow: impl Fn(Polled) + Send + 'static,
    ) -> Self {
        let (say, words) = channel();
        let polled = Arc::new(OnceLock::new());
        let mut looker = Looker {
            place: files.place_now(),
            watcher: None,
            begin,
            say: say.clone(),
            pending: Pending::default(),
            lost: false,
            polled: Arc::clone(&polled),
            clocks,
            files,
        };
        looker.watch(&slow);
        let thread = std::thread::spawn(move || looker.run(&words, &hear, &slow));
        Self { say, thread: Some(thread), polled }
    }

    /// Why it goes by the clock; `None` where it goes by events.
    #[must_use]
    pub fn polled(&self) -> Option<Polled> {
        self.polled.get().copied()
    }
}

impl Drop for Watch {
    fn drop(&mut self) {
        // A thread that has ended hears nothing.
        let _ = self.say.send(Word::Stop);
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

fn watcher(files: &DiskFs, say: &Sender<Word>) -> Result<RecommendedWatcher, Polled> {
    let (root, say) = (files.real_path().to_owned(), say.clone());
    let hint = move |event: notify::Result<notify::Event>| {
        // Whoever does not listen any more needs no hints.
        for hint in hints(&root, event) {
            let _ = say.send(Word::Hint(hint));
        }
    };
    let config = Config::default().with_follow_symlinks(false);
    let begun = RecommendedWatcher::new(hint, config).and_then(|mut watcher| {
        watcher.watch(files.real_path(), RecursiveMode::Recursive).map(|()| watcher)
    });
    begun.map_err(|error| match error.kind {
        notify::ErrorKind::MaxFilesWatch => Polled::Limit,
        notify::ErrorKind::Io(io) if names_a_limit(&io) => Polled::Limit,
        _ => Polled::Refused,
    })
}

/// `inotify_init` says that there are too many instances, `inotify_add_watch` that there are too many watches.
fn names_a_limit(error: &std::io::Error) -> bool {
    cfg!(unix) && matches!(error.raw_os_error(), Some(24 | 28))
}

/// What an event says of the folder at `root`; nothing where it does not matter.
fn hints(root: &Path, event: notify::Result<notify::Event>) -> Vec<Hint> {
    let Ok(event) = event else { return vec![Hint::Lost] };
    match event.kind {
        // Reading, our own above all, changes nothing.
        EventKind::Access(AccessKind::Close(AccessMode::Write)) => {}
        EventKind::Access(_) => return Vec::new(),
        _ if event.need_rescan() || event.paths.is_empty() => return vec![Hint::Lost],
        _ => {}
    }
    let goes = matches!(event.kind, EventKind::Remove(_) | EventKind::Modify(ModifyKind::Name(_)));
    let hint = |path: &PathBuf| match inside(root, path) {
        Some(path) if path.parts().any(is_ignored) => None,
        Some(path) => Some(Hint::At(path)),
        None if goes && path == root => Some(Hint::Lost),
        None => Some(Hint::Whole),
    };
    event.paths.iter().filter_map(hint).collect()
}

/// The path in the folder; `None` for the folder itself, and for what has no path here.
fn inside(root: &Path, path: &Path) -> Option<RelPath> {
    let below = path.strip_prefix(root).ok()?;
    let mut all = RelPath::root();
    for part in below {
        all = all.join(part.to_str()?).ok()?;
    }
    Some(all).filter(|path| *path != RelPath::root())
}

/// What happened and is not told yet.
#[derive(Default)]
struct Pending {
    /// When each file was last heard of, and how it was then.
    files: HashMap<RelPath, (Instant, Option<Stat>)>,
    /// When something was first and last heard of that is no single file.
    whole: Option<(Instant, Instant)>,
}

impl Pending {
    fn note(
        &mut self,
        path: Option<RelPath>,
        stat: impl Fn(&RelPath) -> Option<Stat>,
        now: Instant,
    ) {
        match path {
            Some(path) if self.whole.is_none() && self.files.len() < MANY => {
                let stat = stat(&path);
                self.files.insert(path, (now, stat));
            }
            _ => {
                self.files.clear();
                self.whole = Some((self.whole.map_or(now, |(first, _)| first), now));
            }
        }
    }

    /// Lets go of what stands still by now; whether there was any.
    fn settled(&mut self, stat: impl Fn(&RelPath) -> Option<Stat>, now: Instant) -> bool {
        let before = self.files.len();
        self.files.retain(|path, (heard, was)| {
            if now < *heard + SETTLE {
                return true;
            }
            let is = stat(path);
            let moves = is != *was;
            (*heard, *was) = (now, is);
            moves
        });
        self.files.len() < before
    }

    /// Lets go of the whole folder, when it is to be looked at; whether it is.
    fn whole_settled(&mut self, now: Instant) -> bool {
        self.whole_due().is_some_and(|due| now >= due) && self.whole.take().is_some()
    }

    /// It comes to rest, or it never does.
    fn whole_due(&self) -> Option<Instant> {
        self.whole.map(|(first, last)| (last + SETTLE).min(first + LATEST))
    }

    /// When there is something to look at.
    fn due(&self) -> Option<Instant> {
        let files = self.files.values().map(|(heard, _)| *heard + SETTLE);
        files.chain(self.whole_due()).min()
    }
}

/// The watching thread.
struct Looker {
    files: Arc<DiskFs>,
    watcher: Option<Watcher>,
    begin: Begin,
    say: Sender<Word>,
    pending: Pending,
    /// [`Hint::Lost`] came since it was watched.
    lost: bool,
    /// Why it goes by the clock.
    polled: Arc<OnceLock<Polled>>,
    /// The folder that was at the path when it was last looked at; `None` when none was.
    place: Option<Place>,
    /// How often it looks: where there are events, where there are none, and where there is no folder.
    clocks: [Duration; 3],
}

impl Looker {
    fn run(mut self, words: &Receiver<Word>, hear: &dyn Fn(), slow: &dyn Fn(Polled)) {
        // Whatever happened between the last look and the first event.
        hear();
        let mut clock = Instant::now() + self.every();
        // From when on it may be told again, so that a burst is told in few words; and whether there is something to tell.
        let (mut free, mut owed) = (Instant::now(), false);
        loop {
            let due = self.pending.due().into_iter().chain(owed.then_some(free)).min();
            let wake = due.map_or(clock, |due| due.min(clock));
            match words.recv_timeout(wake.saturating_duration_since(Instant::now())) {
                Ok(Word::Hint(hint)) => {
                    self.note(hint);
                    // What is due waits for no end of them.
                    if Instant::now() < wake {
                        continue;
                    }
                }
                Ok(Word::Stop) | Err(RecvTimeoutError::Disconnected) => return,
                Err(RecvTimeoutError::Timeout) => {}
            }
            let now = Instant::now();
            let files = &self.files;
            owed |= self.pending.settled(|path| files.stat(path).ok(), now);
            // The folder itself, or an event that was lost: it may be another one by now.
            if self.pending.whole_settled(now) || now >= clock {
                owed |= self.is_moved(slow) || self.place.is_some();
                clock = now + self.every();
            }
            if owed && now >= free {
                hear();
                (free, owed) = (Instant::now() + SETTLE, false);
            }
        }
    }

    fn note(&mut self, hint: Hint) {
        self.lost |= hint == Hint::Lost;
        let path = if let Hint::At(path) = hint { Some(path) } else { None };
        let files = &self.files;
        self.pending.note(path, |path| files.stat(path).ok(), Instant::now());
    }

    fn every(&self) -> Duration {
        let [slow, by_clock, absent] = self.clocks;
        match self.place {
            None => absent,
            Some(_) if self.polled.get().is_some() => by_clock,
            Some(_) => slow,
        }
    }

    /// Whether another folder, or none, is at the path now. That one is watched from now on, and so is the same one anew
    /// when events of it were lost.
    fn is_moved(&mut self, slow: &dyn Fn(Polled)) -> bool {
        let now = self.files.place_now();
        let moved = now != self.place;
        self.place = now;
        if self.place.is_some() && (std::mem::take(&mut self.lost) || moved) {
            self.watch(slow);
        }
        moved
    }

    /// Watches the folder anew, or says why it goes by the clock from now on.
    fn watch(&mut self, slow: &dyn Fn(Polled)) {
        if self.polled.get().is_some() {
            return;
        }
        // First, for both together may be more than the machine watches.
        self.watcher = None;
        match (self.begin)(&self.files, &self.say) {
            Ok(watcher) => self.watcher = Some(watcher),
            // It went meanwhile, and is watched when it comes back.
            Err(_) if self.files.place_now().is_none() => self.place = None,
            Err(why) => {
                let _ = self.polled.set(why);
                slow(why);
            }
        }
    }
}
