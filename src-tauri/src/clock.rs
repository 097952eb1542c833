//! The one clock of the app. Everything below takes `today` and the time as arguments.

use std::sync::Arc;

use artifolio_workspace::Clock;
use chrono::NaiveDate;

/// Says which day it is, for tests: `YYYY-MM-DD`.
const TODAY: &str = "ARTIFOLIO_TODAY";

/// Today's calendar date here.
#[must_use]
#[expect(clippy::disallowed_methods, reason = "reads the clock at the edge")]
pub(crate) fn today() -> NaiveDate {
    let said = std::env::var(TODAY).ok().and_then(|day| day.parse().ok());
    said.unwrap_or_else(|| chrono::Local::now().date_naive())
}

/// What time it is, whenever it is asked.
#[must_use]
#[expect(clippy::disallowed_methods, reason = "reads the clock at the edge")]
pub(crate) fn clock() -> Clock {
    Arc::new(chrono::Utc::now)
}
