//! What the app costs while nobody does anything: the time that all its threads, and those of its web view, were on a
//! processor in one minute, after it has come to rest. An empty window of the same web view lies open beside it in the
//! same minute: what the web view does by itself (it watches the machine's memory) costs much on one machine and little
//! on another, and is nothing that the app could leave.

use std::collections::BTreeSet;
use std::error::Error;
use std::fs;
use std::path::Path;
use std::time::Duration;

use crate::app::Running;
use crate::corpus;
use crate::empty_window::{self, EmptyWindow};
use crate::figures::{in_milliseconds, verdict};

/// Until the index is up to date and the caches are filled.
const REST: Duration = Duration::from_secs(30);
const MINUTE: Duration = Duration::from_secs(60);
/// Most (issue 3).
const TARGET: Duration = Duration::from_millis(10);

/// Measures and tells.
pub(crate) fn run(folder: &Path) -> Result<bool, Box<dyn Error>> {
    let (workspace, _) = corpus::make(folder)?;
    empty_window::compile(folder)?;
    let empty = EmptyWindow::open(folder)?;
    let running = Running::start(folder, &workspace)?;
    std::thread::sleep(REST);
    let both = || -> Result<[Duration; 2], Box<dyn Error>> {
        Ok([on_processor(running.id())?, on_processor(empty.id())?])
    };
    let before = both()?;
    std::thread::sleep(MINUTE);
    let after = both()?;
    let [ours, anchor] = [0, 1].map(|which| after[which].saturating_sub(before[which]));
    let above = ours.saturating_sub(anchor);
    let met = above <= TARGET;
    println!(
        "| idle, 60 s | {:.1} ms | empty window {:.1} ms | {:.1} ms above | at most {:.0} ms | {} |",
        in_milliseconds(ours),
        in_milliseconds(anchor),
        in_milliseconds(above),
        in_milliseconds(TARGET),
        verdict(met)
    );
    Ok(met)
}

/// The time that a process and its descendants were on a processor so far.
fn on_processor(root: u32) -> Result<Duration, Box<dyn Error>> {
    let mut family = BTreeSet::from([root]);
    // A child has a higher number than its parent but after a wrap, so all are looked at until none is new.
    loop {
        let before = family.len();
        for entry in fs::read_dir("/proc")?.flatten() {
            let Ok(id) = entry.file_name().to_string_lossy().parse::<u32>() else { continue };
            let Ok(stat) = fs::read_to_string(entry.path().join("stat")) else { continue };
            // The name of a program may hold spaces and brackets; what follows the last one is regular.
            let after = stat.rsplit_once(')').map_or("", |(_, rest)| rest);
            let parent = after.split_whitespace().nth(1).and_then(|id| id.parse::<u32>().ok());
            if parent.is_some_and(|parent| family.contains(&parent)) {
                family.insert(id);
            }
        }
        if family.len() == before {
            break;
        }
    }
    let mut nanoseconds = 0;
    for id in family {
        let Ok(threads) = fs::read_dir(format!("/proc/{id}/task")) else { continue };
        for thread in threads.flatten() {
            let Ok(text) = fs::read_to_string(thread.path().join("schedstat")) else { continue };
            let first = text.split_whitespace().next().and_then(|n| n.parse::<u64>().ok());
            nanoseconds += first.unwrap_or_default();
        }
    }
    Ok(Duration::from_nanos(nanoseconds))
}
