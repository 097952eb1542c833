//! Which versions stay: all of the last day, the last of each hour for a week, the last of each day after that.
//!
//! Ages are reckoned from line to line and never from the clock, so that a clock that jumps makes nothing older: a run
//! of lines ends where the next is more than [`GAP_DAYS`] later, and its own last line is its present.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, NaiveDate, TimeDelta, Timelike as _, Utc};

use super::{Version, Why};
use crate::durable::Sha256;

/// Days without a line after which a run of them ends.
const GAP_DAYS: i64 = 30;

/// For each of a machine's lines, which come sorted by time, whether it stays for its age.
pub(super) fn by_age(own: &[Version]) -> Vec<bool> {
    let gap = |pair: &[Version]| pair[1].at - pair[0].at > TimeDelta::days(GAP_DAYS);
    let mut stays = vec![true; own.len()];
    let mut begin = 0;
    for end in 1..=own.len() {
        if end == own.len() || gap(&own[end - 1..=end]) {
            within_run(&own[begin..end], &mut stays[begin..end]);
            begin = end;
        }
    }
    stays
}

/// A stretch of time of which the last version of each text stays.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
enum Slot {
    Moment(usize),
    Hour(NaiveDate, u32),
    Day(NaiveDate),
}

fn within_run(run: &[Version], stays: &mut [bool]) {
    let Some(last) = run.last() else { return };
    let mut seen = BTreeSet::new();
    let mut next = BTreeMap::new();
    // What stood in no file comes between no two that did.
    for (i, version) in run.iter().enumerate().rev().filter(|(_, v)| !v.why.is_beside()) {
        let next = next.insert(text(version), version.why);
        let last_of_slot = seen.insert((text(version), slot(i, version.at, last.at)));
        stays[i] = next.is_none_or(is_foreign) || last_of_slot || is_foreign(version.why);
    }
}

/// Whether what stood there before may be what somebody will want back: another program wrote over it, or deleted it.
/// Such a line stays itself, for it is what says so whenever the history is thinned again.
fn is_foreign(next: Why) -> bool {
    matches!(next, Why::Found | Why::Gone)
}

fn slot(i: usize, at: DateTime<Utc>, now: DateTime<Utc>) -> Slot {
    let (age, day) = (now - at, at.date_naive());
    if age <= TimeDelta::days(1) {
        Slot::Moment(i)
    } else if age <= TimeDelta::days(7) {
        Slot::Hour(day, at.hour())
    } else {
        Slot::Day(day)
    }
}

fn text(version: &Version) -> &str {
    version.artifact.as_deref().unwrap_or(version.file.as_str())
}

/// Lets the oldest go until the objects take at most `most` bytes: none that another line names, nothing that stood in
/// no file, not the last version of a text, and not what another program wrote nor what it wrote over.
pub(super) fn by_size(
    own: &[Version],
    all: &[Version],
    sizes: &BTreeMap<Sha256, u64>,
    most: u64,
    stays: &mut [bool],
) {
    let mut named: BTreeMap<Sha256, usize> = BTreeMap::new();
    for version in all {
        *named.entry(version.sha256).or_default() += 1;
    }
    let mut bytes: u64 = sizes.values().sum();
    let mut strike = |version: &Version| {
        let times = named.entry(version.sha256).or_default();
        *times = times.saturating_sub(1);
        if *times == 0 {
            bytes = bytes.saturating_sub(sizes.get(&version.sha256).copied().unwrap_or(0));
        }
        bytes
    };
    let mut left = sizes.values().sum();
    for (version, _) in own.iter().zip(&*stays).filter(|(_, stays)| !**stays) {
        left = strike(version);
    }
    let mut next = BTreeMap::new();
    let of_files = own.iter().enumerate().rev().filter(|(_, v)| !v.why.is_beside());
    let mut needed = vec![true; own.len()];
    for (i, v) in of_files {
        needed[i] = next.insert(text(v), v.why).is_none_or(is_foreign) || is_foreign(v.why);
    }
    for (i, version) in own.iter().enumerate() {
        if left <= most {
            return;
        }
        if stays[i] && !needed[i] {
            stays[i] = false;
            left = strike(version);
        }
    }
}
