//! Facts of the files that evidence lists name.

use std::collections::BTreeMap;
use std::io;
use std::num::NonZero;
use std::ops::ControlFlow;
use std::panic::resume_unwind;
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};

use artifolio_core::artifact::Artifact;
use artifolio_core::failure::reason;
use artifolio_core::file_facts::FileFacts;
use artifolio_core::path::RelPath;
use artifolio_core::progress::Progress;
use artifolio_core::source::Stat;

use super::Reader;
use super::known::Known;

/// Threads at most: the disk is soon the limit, and the machine has other things to do.
const THREADS: usize = 4;

/// Every file that an artifact's evidence names, below the workspace.
pub(super) fn paths(artifact: &Artifact) -> impl Iterator<Item = RelPath> {
    let files = artifact.header.evidence.iter().flat_map(|evidence| evidence.files());
    files.map(|(_, path)| artifact.resolve(path))
}

/// Every clean copy that an artifact's ledger lists, below the workspace.
fn clean_copies(artifact: &Artifact) -> impl Iterator<Item = RelPath> {
    artifact.cleaned.iter().filter_map(|copy| copy.place(artifact))
}

/// Facts of all evidence that exists; `None` when `progress` asks to stop.
pub(super) fn facts(
    reader: &mut Reader<'_>,
    artifacts: &[Artifact],
    known: &Known,
    progress: &dyn Progress,
) -> Option<BTreeMap<RelPath, FileFacts>> {
    let wanted: BTreeMap<RelPath, Stat> = artifacts
        .iter()
        .flat_map(|artifact| paths(artifact).chain(clean_copies(artifact)))
        .filter_map(|path| Some((path.clone(), reader.scan.files.get(&path)?.stat)))
        .collect();
    let mut wanted: Vec<(RelPath, Stat)> = wanted.into_iter().collect();
    wanted.retain(|(path, _)| !reader.is_in_cloud(path));
    known.keep(&wanted.iter().map(|(path, _)| path).collect());

    let mut facts = BTreeMap::new();
    for (path, inspected) in inspected(reader, &wanted, known, progress)? {
        match inspected {
            Ok(found) => {
                facts.insert(path, found);
            }
            Err(error) => reader.unreadable(&path, reason(&error)),
        }
    }
    Some(facts)
}

type Inspected = BTreeMap<RelPath, io::Result<FileFacts>>;

fn inspected(
    reader: &Reader<'_>,
    wanted: &[(RelPath, Stat)],
    known: &Known,
    progress: &dyn Progress,
) -> Option<Inspected> {
    let total = wanted.iter().map(|(_, stat)| stat.size).sum();
    let (next, done) = (AtomicUsize::new(0), AtomicU64::new(0));
    let found: Mutex<Inspected> = Mutex::default();
    let work = || {
        while let Some((path, stat)) = wanted.get(next.fetch_add(1, Ordering::Relaxed)) {
            let facts = known.of(reader.vfs, path, *stat);
            found.lock().unwrap_or_else(PoisonError::into_inner).insert(path.clone(), facts);
            let done = done.fetch_add(stat.size, Ordering::Relaxed) + stat.size;
            if progress.advance(done, total) == ControlFlow::Break(()) {
                next.store(wanted.len(), Ordering::Relaxed);
                return false;
            }
        }
        true
    };
    let threads = std::thread::available_parallelism().map_or(1, NonZero::get).min(THREADS);
    let finished = std::thread::scope(|scope| {
        let workers: Vec<_> = (1..threads).map(|_| scope.spawn(work)).collect();
        let mine = work();
        let theirs: Vec<bool> = workers
            .into_iter()
            .map(|worker| worker.join().unwrap_or_else(|panic| resume_unwind(panic)))
            .collect();
        mine && theirs.into_iter().all(|finished| finished)
    });
    finished.then(|| found.into_inner().unwrap_or_else(PoisonError::into_inner))
}
