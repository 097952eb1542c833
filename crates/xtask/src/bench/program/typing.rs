//! Typing in a text of 5,000 words: from the key to the updated editor, in the web view of the desktop window, beside a
//! bare CodeMirror with the same text. Keys are real ones, sent by the web view's own driver, at a pace at which one is
//! drawn before the next one comes: otherwise the waiting is measured, not the editor.

use std::error::Error;
use std::path::Path;
use std::time::Duration;

use artifolio_tests::driver::{Browser, Window};

use crate::app::named;
use crate::figures::{Row, percentile};

/// Most that a key may cost, in anchors (issue 3).
const TARGET: f64 = 1.3;
/// What is typed in each round, as a teacher writes it: words, ends of sentences, now and then a stressed one.
const TYPED: &str = "Students drew what they had seen, and **said** why. It was theirs, so they came back to it the next \
    week without being asked, and two of them had changed their minds about the pond. ";
/// How often in one turn: longer turns, and the machine is another one from turn to turn.
const TIMES: usize = 2;
/// Twenty keys a second, more than anybody types.
const PACE: Duration = Duration::from_millis(50);

/// Measures and tells.
pub(crate) fn run(folder: &Path, rounds: usize) -> Result<bool, Box<dyn Error>> {
    let page = named("ARTIFOLIO_TYPING_PAGE")?;
    let (driver, program) = (named("ARTIFOLIO_WEB_DRIVER")?, named("ARTIFOLIO_BROWSER")?);
    let window = Window::browse(&Browser::WebKit { driver, program }, folder, None);
    let (mut ours, mut anchors) = (Vec::new(), Vec::new());
    for round in 0..rounds {
        for surface in [round % 2 == 0, round % 2 != 0] {
            let which = if surface { "ours" } else { "bare" };
            window.go(&format!("file://{}?{which}", page.display()));
            window.wait("the editor", |w| w.script("return window.ready ?? null").as_bool());
            for _ in 0..TIMES {
                window.type_paced(TYPED, PACE);
            }
            let times = window.wait("all keys", |w| {
                let times = w.script("return window.times");
                let times: Vec<f64> = times.as_array()?.iter().filter_map(|t| t.as_f64()).collect();
                (times.len() >= TYPED.len() * TIMES).then_some(times)
            });
            if surface { ours.extend(times) } else { anchors.extend(times) }
        }
    }
    let mut met = true;
    for (what, percent) in [("typing, p50", 50), ("typing, p95", 95)] {
        let [ours, anchor] =
            [&ours, &anchors].map(|times| percentile(&between_ticks(times), percent));
        met &= Row { what, ours, anchor_is: "bare CodeMirror", anchor, target: TARGET }.tell();
    }
    Ok(met)
}

/// Times in milliseconds by the web view's clock, which shows whole ones only: those that read alike are spread evenly
/// around what they read.
fn between_ticks(times: &[f64]) -> Vec<Duration> {
    let mut ticks: Vec<f64> = times.iter().map(|ms| ms.round()).collect();
    ticks.sort_unstable_by(f64::total_cmp);
    let mut spread = Vec::with_capacity(ticks.len());
    for tick in ticks.chunk_by(|a, b| a == b) {
        for (at, value) in tick.iter().enumerate() {
            let within = (at as f64 + 0.5) / tick.len() as f64 - 0.5;
            spread.push(Duration::from_secs_f64((value + within).max(0.0) / 1000.0));
        }
    }
    spread
}
