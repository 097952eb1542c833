//! Each fsync is needed: a disk that swallows one, whichever, loses what the check of a loss of power looks for.

use std::collections::HashSet;
use std::hash::{BuildHasher as _, RandomState};

use artifolio_tests::run::Run;
use artifolio_workspace::testing::Op;
use artifolio_workspace::testing::crash::states;

use crate::seam::{Played, Scenario, fixed};

/// What each fsync of a log makes durable: a file by the name it was made under, or a folder. Names that are made from
/// the time or from bytes are left out.
fn synced(log: &[Op]) -> Vec<String> {
    let made = |number: usize| {
        log.iter().find_map(|op| match op {
            Op::Create(path, n) if *n == number => Some(path.to_string()),
            _ => None,
        })
    };
    let named = |path: String| {
        let is_made = |part: &str| part.len() == 32 && part.bytes().all(|b| b.is_ascii_hexdigit());
        let parts = path.split('/').map(|part| if is_made(part) { "*" } else { part });
        let path = parts.collect::<Vec<_>>().join("/");
        let name = path.rsplit('/').next().unwrap();
        match name.strip_prefix(".~").and_then(|name| name.strip_suffix(".tmp")) {
            Some(temporary) => {
                let target = temporary.rsplit_once('.').unwrap().0;
                let target = if target.len() == 64 { "*" } else { target };
                format!("{}{target}", &path[..path.len() - name.len()])
            }
            None => path,
        }
    };
    let what = |op: &Op| match op {
        Op::Sync(number) => Some(format!("file {}", named(made(*number).unwrap()))),
        Op::SyncFolder(folder) => Some(format!("folder {}", named(folder.to_string()))),
        _ => None,
    };
    log.iter().filter_map(what).collect()
}

/// Whether the check finds a loss at any moment.
fn loses(played: &Played<'_>) -> bool {
    let (hasher, mut seen) = (RandomState::new(), HashSet::new());
    // Where acts are acknowledged most is promised.
    let acknowledged = played.moments.iter().map(|moment| moment.at);
    acknowledged.chain(0..=played.log.len()).any(|k| {
        let states = states(&played.scenario.disk, &played.log[..k]);
        let mut new =
            states.iter().filter(|state| seen.insert((played.done_at(k), hasher.hash_one(state))));
        new.any(|state| played.judge(k, state).is_err())
    })
}

/// Those without which nothing is lost, the scenarios in which they occur, and why they are there.
const KNOWN: [(&str, &[&str], &str); 9] = [
    (
        "folder ws/.artifolio/history",
        &["the first text ever"],
        "of two folders made in it the second is followed by a sync, before anything lies in them",
    ),
    (
        "folder ws/.artifolio/history/objects",
        &[
            "the first text ever",
            "a text over what another program wrote",
            "an import with its texts",
            "an import into a folder that is moved then",
            "several files and back",
            "what others wrote is seen",
        ],
        "of several versions that are kept at once the last is followed by a sync, before a line names them",
    ),
    (
        "folder ws/artifacts/trip",
        &[
            "an import with its texts",
            "an import into a folder that is moved then",
            "several files and back",
        ],
        "the next step syncs it again, and until the change counts the journal takes both back",
    ),
    (
        "folder ws/artifacts/choice",
        &["a folder moved, written in, and a file of it removed"],
        "the same",
    ),
    (
        "folder ws/.artifolio/trash/*",
        &["removed and put back"],
        "the folder above goes next, and takes with it what was in it",
    ),
    (
        "folder ws/.artifolio/trash",
        &["several files and back"],
        "the next removal syncs it again, and until the change counts the journal takes both back",
    ),
    (
        "file data/journal/id/ws/pending/root",
        &[
            "an import with its texts",
            "a folder moved, written in, and a file of it removed",
            "names turned round",
            "an artifact removed",
            "several files and back",
            "removed and put back",
        ],
        "nobody reads it but where the folder was moved, which is a scenario of its own",
    ),
    (
        "file data/journal/id/ws/pending/000003.json",
        &["an artifact removed", "removed and put back"],
        "the last step is whole by itself: a folder made for it stays while it holds something, and one that is put back \
         brings back the folder above",
    ),
    (
        "folder data/journal/id/ws/pending",
        &["an artifact removed", "removed and put back"],
        "the same",
    ),
];

#[test]
fn without_any_fsync_something_is_lost() {
    let scenarios = fixed();
    let mut all = Vec::new();
    for scenario in &scenarios {
        let synced = synced(&scenario.played(None).log).into_iter().enumerate();
        all.extend(synced.map(|(n, what)| (scenario, n, what)));
    }
    let is_known = |(scenario, _, what): &(&Scenario, usize, String)| {
        let names = |(known, names, _): &(&str, &[&str], &str)| {
            known == what && names.contains(&scenario.name.as_str())
        };
        KNOWN.iter().any(names)
    };
    let what = "fsyncs swallowed one by one and found by the check of a loss of power; the rest, which others make \
                needless, are listed with why in `swallowed.rs`";
    let mut run = Run::of("swallowed", what, 12, all.len());
    let mut chance = run.random();
    if run.count < all.len() {
        // All their states are looked at for nothing.
        all.retain(|one| !is_known(one));
    }
    while all.len() > run.count {
        all.swap_remove(chance.below(all.len()));
    }
    let loses = |(scenario, n, _): &&(&Scenario, usize, String)| loses(&scenario.played(Some(*n)));
    let needless: Vec<_> = all.iter().filter(|one| !loses(one)).collect();
    run.count = all.len() - needless.len();
    let new: Vec<String> = needless
        .into_iter()
        .filter(|one| !is_known(one))
        .map(|(scenario, n, what)| format!("{}: {n}, {what}", scenario.name))
        .inspect(|one| println!("NEEDLESS {one}"))
        .collect();
    assert!(new.is_empty(), "nothing is lost without these:\n{}", new.join("\n"));
    run.held();
}
