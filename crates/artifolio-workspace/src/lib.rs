//! The learner's folder: files, changes, lock, index.

pub mod aside;
pub mod away;
pub mod change;
pub mod data_dir;
pub mod disk;
pub mod doctor;
pub mod durable;
pub mod error;
pub mod handin;
pub mod hashes;
pub mod history;
pub mod index;
pub mod inspect;
pub mod layout;
mod leftovers;
mod lock;
pub mod log;
mod loose;
pub mod machine;
pub mod planning;
pub mod read;
pub mod receipt;
pub mod roster;
pub mod scan;
pub mod sizes;
#[cfg(any(test, feature = "testing"))]
pub mod testing;
pub mod transfer;
pub mod trash;
pub mod viewable;
pub mod watch;
pub mod workspace;

use std::sync::Arc;

use chrono::{DateTime, Utc};

/// Makes a text of letters, digits and hyphens that was never made before: for temporary names and the trash.
pub type Unique = Arc<dyn Fn() -> String + Send + Sync>;

/// Says what time it is: for the history alone, whose order does not rest on it.
pub type Clock = Arc<dyn Fn() -> DateTime<Utc> + Send + Sync>;

/// The one for programs: UUIDs that go up with time, so that the trash sorts by age.
#[must_use]
pub fn unique() -> Unique {
    Arc::new(|| uuid::Uuid::now_v7().simple().to_string())
}

/// When a text was made by [`unique`]; `None` for any other text.
pub(crate) fn time_of_unique(unique: &str) -> Option<DateTime<Utc>> {
    let (seconds, nanos) = uuid::Uuid::try_parse(unique).ok()?.get_timestamp()?.to_unix();
    DateTime::from_timestamp(i64::try_from(seconds).ok()?, nanos)
}

/// A new workspace's identity: a UUID.
#[must_use]
pub fn identity() -> String {
    uuid::Uuid::now_v7().to_string()
}
