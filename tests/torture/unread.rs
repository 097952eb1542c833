//! What cannot be read is neither gone nor changed: the list of what happened while nobody looked, and the findings, say
//! nothing of it but that it cannot be read.

use artifolio_core::check::reading::FILE_UNREADABLE;
use artifolio_core::check::{Context, report};
use artifolio_core::finding::Finding;
use artifolio_core::progress::Silent;
use artifolio_tests::run::Run;
use artifolio_workspace::away::Since;
use artifolio_workspace::read::{Unread, read};
use artifolio_workspace::testing::{Fault, MemFs};

use crate::refused::REFUSALS;
use crate::seam::{Player, elsewhere, lived_in};

/// What two looks tell, of which the first is refused its `n`th operation; `None` where it has fewer.
fn two_looks(n: usize, fault: Fault) -> Option<(Vec<Since>, Vec<Since>)> {
    let disk = MemFs::holding(&elsewhere().tree());
    let machine = Player::start(&disk, 0).unwrap().machine;
    disk.fail_at(n, fault);
    let first = machine.since_last_time().unwrap_or_default();
    if !disk.struck() {
        return None;
    }
    disk.heal();
    let second = machine.since_last_time().unwrap();
    assert_eq!(machine.since_last_time().unwrap(), [], "told once");
    Some((first, second))
}

/// What is said to be open as long as the text that would answer it cannot be read.
const OPEN: [&str; 3] = ["artifact-count", "coverage-criterion-open", "identity-incomplete"];

fn findings(files: &MemFs) -> Result<Vec<Finding>, Unread> {
    let read = read(files, &Silent)?;
    let today = crate::seam::date();
    let cx = Context { portfolio: &read.portfolio, profile: &read.profile, today, roster: &[] };
    Ok(report(&cx, read.findings).findings)
}

#[test]
fn what_cannot_be_read_is_neither_gone_nor_changed() {
    let mut run = Run::of("unread", "calls refused while a portfolio is looked through", 9, 9);
    let truth = Player::start(&elsewhere(), 0).unwrap().machine.since_last_time().unwrap();
    assert_eq!(truth.len(), 4, "{truth:?}");
    let files = lived_in().below("ws");
    let all = findings(&files).unwrap();
    let mut count = 0;
    for (name, fault) in REFUSALS {
        for n in 0.. {
            let Some((first, second)) = two_looks(n, fault) else { break };
            count += 1;
            for since in first.iter().chain(&second) {
                assert!(truth.contains(since), "{n}, {name}: {since:?} did not happen");
            }
            for since in &truth {
                let told = first.contains(since) || second.contains(since);
                assert!(told, "{n}, {name}: {since:?} is not told: {first:?}, {second:?}");
            }
        }
        for n in 1.. {
            let files = MemFs::holding(&files.tree());
            files.fail_at(n, fault);
            let found = findings(&files).unwrap_or_else(|e| panic!("{n}, {name}: {e:?}"));
            if !files.struck() {
                break;
            }
            count += 1;
            let new = found.iter().filter(|finding| !all.contains(finding));
            let rules: Vec<_> = new.map(|finding| finding.rule).collect();
            let said = |rule: &&str| *rule == FILE_UNREADABLE || OPEN.contains(rule);
            let is_told = rules.contains(&FILE_UNREADABLE) && rules.iter().all(said);
            // What was interrupted is read again.
            let is_read = rules.is_empty() && name == "EINTR";
            assert!(is_told || is_read, "{n}, {name}: {rules:?}");
        }
    }
    run.count = count;
    run.held();
}
