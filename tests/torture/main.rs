//! Reliability by numbers: programs that are killed, power that goes, calls that are refused, an index that is damaged.
//! Samples of each run with every test; `cargo xtask torture` runs the full sizes and writes
//! docs/reliability.md from what the runs report.
#![allow(
    clippy::disallowed_methods,
    clippy::print_stdout,
    clippy::unwrap_used,
    reason = "tests read and write their own scratch folders"
)]

mod clock;
mod damage;
mod events;
mod full_disk;
mod ground;
mod kill;
mod killed_work;
mod power;
mod refused;
mod seam;
mod swallowed;
mod syscalls;
mod unread;

use std::sync::Arc;

use artifolio_workspace::Clock;
use chrono::{DateTime, TimeDelta, Utc};

/// The clock of this machine, so many minutes on.
pub(crate) fn clock(minutes: i64) -> Clock {
    Arc::new(move || {
        DateTime::<Utc>::from(std::time::SystemTime::now()) + TimeDelta::minutes(minutes)
    })
}
