//! Medians, percentiles, and the row of a table that tells a figure beside its anchor.

use std::time::Duration;

/// One figure.
pub(crate) struct Row {
    /// What was measured.
    pub(crate) what: &'static str,
    /// Our time.
    pub(crate) ours: Duration,
    /// What the anchor is.
    pub(crate) anchor_is: &'static str,
    /// Its time.
    pub(crate) anchor: Duration,
    /// Most that ours may be, in anchors.
    pub(crate) target: f64,
}

impl Row {
    /// Prints it; whether the target is met.
    #[must_use]
    pub(crate) fn tell(&self) -> bool {
        let Self { what, ours, anchor_is, anchor, target } = self;
        let ratio = ours.as_secs_f64() / anchor.as_secs_f64();
        let met = ratio <= *target;
        println!(
            "| {what} | {:.1} ms | {anchor_is} {:.1} ms | {ratio:.2}× | at most {target:.1}× | {} |",
            in_milliseconds(*ours),
            in_milliseconds(*anchor),
            verdict(met),
        );
        met
    }
}

/// How a row ends.
pub(crate) fn verdict(met: bool) -> &'static str {
    if met { "met" } else { "missed" }
}

/// The middle one.
pub(crate) fn median(times: &[Duration]) -> Duration {
    percentile(times, 50)
}

/// The one that `percent` of all are not above.
pub(crate) fn percentile(times: &[Duration], percent: usize) -> Duration {
    let mut times = times.to_vec();
    times.sort_unstable();
    times[(times.len() * percent / 100).min(times.len() - 1)]
}

/// For a document.
pub(crate) fn milliseconds(times: &[Duration]) -> Vec<u128> {
    times.iter().map(Duration::as_millis).collect()
}

/// With its parts.
pub(crate) fn in_milliseconds(time: Duration) -> f64 {
    time.as_secs_f64() * 1000.0
}
