//! Measures a whole reconcile in which nothing has changed against `git status` on the same files, and how long a change
//! by another program takes until it is heard of against the settle window.
//!
//! Both look at names, sizes and times of all files and compare them with what they keep of each; neither reads a file
//! that stands as it stood. The first reconcile of a process, which reads all 10,000 notes, is not counted.

use std::error::Error;
use std::fs;
use std::path::Path;
use std::process::Command;
use std::sync::{Arc, mpsc};
use std::time::{Duration, Instant};

use artifolio_workspace::disk::DiskFs;
use artifolio_workspace::index::Index;
use artifolio_workspace::watch::{SETTLE, Watch};
use serde_json::json;

use crate::corpus;
use crate::figures::{Row, median, milliseconds};

/// Most that a reconcile may cost, in anchors (issue 4).
const TARGET: f64 = 2.5;
/// Most that may pass beyond the settle window until a change is heard of (issue 4).
const HEARD: Duration = Duration::from_millis(15);

/// Measures and tells.
pub(crate) fn run(folder: &Path, rounds: usize) -> Result<bool, Box<dyn Error>> {
    let (workspace, _) = corpus::make(folder)?;
    let repository = folder.join("reconcile.git");
    if !repository.exists() {
        git(&repository, &workspace, &["init", "--quiet"])?;
        git(&repository, &workspace, &["add", "--all"])?;
    }
    let files = DiskFs::open(&workspace)?;
    let index = Index::open(&folder.join("reconcile.db"))?;
    index.rebuild(&files)?;
    git(&repository, &workspace, &["status", "--porcelain"])?;
    let (mut anchors, mut ours) = (Vec::new(), Vec::new());
    for round in 0..rounds {
        // Who comes first changes, so that neither always finds the caches warm.
        for first in [round % 2 == 0, round % 2 != 0] {
            let start = Instant::now();
            if first {
                git(&repository, &workspace, &["status", "--porcelain"])?;
                anchors.push(start.elapsed());
            } else {
                let changes = index.reconcile(&files)?;
                ours.push(start.elapsed());
                if changes != artifolio_workspace::index::Changes::default() {
                    return Err(format!("nothing has changed, and yet: {changes:?}").into());
                }
            }
        }
    }
    index.close()?;
    let heard = heard(Arc::new(files), &workspace, rounds)?;
    let document = json!({
        "bench": "reconcile",
        "files": corpus::FILES,
        "rounds": rounds,
        "anchor_ms": milliseconds(&anchors),
        "reconcile_ms": milliseconds(&ours),
        "heard_ms": milliseconds(&heard),
    });
    println!("{}", serde_json::to_string_pretty(&document)?);
    let (ours, anchor) = (median(&ours), median(&anchors));
    let row = Row { what: "reconcile", ours, anchor_is: "git status", anchor, target: TARGET };
    let met = row.tell();
    let target = (SETTLE + HEARD).as_secs_f64() / SETTLE.as_secs_f64();
    let (what, anchor_is) = ("change heard of", "settle window");
    Ok(Row { what, ours: median(&heard), anchor_is, anchor: SETTLE, target }.tell() && met)
}

fn git(repository: &Path, workspace: &Path, args: &[&str]) -> Result<(), Box<dyn Error>> {
    let mut command = Command::new("git");
    command.arg("--git-dir").arg(repository).arg("--work-tree").arg(workspace).args(args);
    let out = command.current_dir(workspace).output()?;
    if out.status.success() { Ok(()) } else { Err(format!("git {args:?}: {out:?}").into()) }
}

/// From a write by another program until the watcher tells of it.
fn heard(
    files: Arc<DiskFs>,
    workspace: &Path,
    rounds: usize,
) -> Result<Vec<Duration>, Box<dyn Error>> {
    let (tell, hear) = mpsc::channel();
    let hear_of = move || {
        // Whoever has heard enough is gone.
        let _ = tell.send(Instant::now());
    };
    let _watch = Watch::begin(files, hear_of, |_| ());
    let place = workspace.join("heard.md");
    let mut times = Vec::new();
    for round in 0..=rounds {
        // What the last round caused is over.
        while hear.recv_timeout(4 * SETTLE).is_ok() {}
        let start = Instant::now();
        fs::write(&place, round.to_string())?;
        times.push(hear.recv_timeout(Duration::from_secs(10))?.duration_since(start));
    }
    fs::remove_file(place)?;
    // The first one finds a watcher that is still beginning.
    times.remove(0);
    Ok(times)
}
