//! Reliability by numbers: programs that are killed, other programs that write in the same files, an index that is
//! damaged. Samples of each run with every test; `cargo xtask torture` runs the full sizes and writes
//! docs/reliability.md from what the runs report.
#![allow(
    clippy::disallowed_methods,
    clippy::print_stdout,
    clippy::unwrap_used,
    reason = "tests read and write their own scratch folders"
)]

mod damage;
mod kill;

use std::path::PathBuf;
use std::sync::Arc;

use artifolio_workspace::Clock;
use chrono::{DateTime, TimeDelta, Utc};

/// The full sizes are asked for.
const FULL: &str = "ARTIFOLIO_TORTURE";
/// Seed of all chance; another one is another run.
const SEED: &str = "ARTIFOLIO_SEED";
/// Folder that takes a report a run.
const REPORTS: &str = "ARTIFOLIO_REPORTS";

/// Whole numbers below what is asked for, the same ones for the same seed (SplitMix64, Steele, Lea and Flood 2014).
pub(crate) struct Random(u64);

impl Random {
    pub(crate) fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        usize::try_from((z ^ (z >> 31)) % limit as u64).unwrap()
    }
}

/// One run: how often, and from which seed.
pub(crate) struct Run {
    name: &'static str,
    what: &'static str,
    pub(crate) count: usize,
    seed: u64,
}

impl Run {
    /// `what` says what is counted, for the table of docs/reliability.md.
    pub(crate) fn of(name: &'static str, what: &'static str, sample: usize, full: usize) -> Self {
        let count = if std::env::var_os(FULL).is_some() { full } else { sample };
        let seed =
            std::env::var(SEED).ok().and_then(|seed| seed.parse().ok()).unwrap_or(20_261_127);
        println!("{name}: {count} with seed {seed}");
        Self { name, what, count, seed }
    }

    pub(crate) fn random(&self) -> Random {
        Random(self.seed)
    }

    /// Everything held: nothing was lost in all of them. A run that fails panics before it comes here.
    pub(crate) fn held(self) {
        let Some(folder) = std::env::var_os(REPORTS).map(PathBuf::from) else { return };
        let report = serde_json::json!({
            "name": self.name, "what": self.what, "count": self.count, "seed": self.seed, "lost": 0,
        });
        std::fs::create_dir_all(&folder).unwrap();
        std::fs::write(folder.join(format!("{}.json", self.name)), report.to_string()).unwrap();
    }
}

/// The clock of this machine, so many minutes on.
pub(crate) fn clock(minutes: i64) -> Clock {
    Arc::new(move || {
        DateTime::<Utc>::from(std::time::SystemTime::now()) + TimeDelta::minutes(minutes)
    })
}
