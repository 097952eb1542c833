//! The one clock of the app. Everything below takes `today` as an argument.

use chrono::NaiveDate;

/// Today's calendar date here.
#[must_use]
#[expect(clippy::disallowed_methods, reason = "reads the clock at the edge")]
pub(crate) fn today() -> NaiveDate {
    chrono::Local::now().date_naive()
}
