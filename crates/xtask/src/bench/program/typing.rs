//! Typing in a text of 5,000 words: from the key to the updated editor, in the web view of the desktop window, beside a
//! bare CodeMirror with the same text. Keys are real ones, sent by the web view's own driver.

use std::error::Error;
use std::path::Path;
use std::time::Duration;

use artifolio_tests::driver::Window;

use crate::app::named;
use crate::figures::{Row, percentile};

/// Most that a key may cost, in anchors (issue 3).
const TARGET: f64 = 1.3;
/// What is typed in each round: words, ends of sentences, a list.
const TYPED: &str = "Students drew what they had seen, and **said** why. It was theirs. ";

/// Measures and tells.
pub(crate) fn run(_folder: &Path, rounds: usize) -> Result<(), Box<dyn Error>> {
    let page = named("ARTIFOLIO_TYPING_PAGE")?;
    let window = Window::browse(&named("ARTIFOLIO_WEB_DRIVER")?, &named("ARTIFOLIO_BROWSER")?);
    let (mut ours, mut anchors) = (Vec::new(), Vec::new());
    for round in 0..rounds {
        for surface in [round % 2 == 0, round % 2 != 0] {
            let which = if surface { "ours" } else { "bare" };
            window.go(&format!("file://{}?{which}", page.display()));
            window.wait("the editor", |w| w.script("return window.ready ?? null").as_bool());
            window.type_keys(TYPED);
            let times = window.wait("all keys", |w| {
                let times = w.script("return window.times");
                let times: Vec<f64> = times.as_array()?.iter().filter_map(|t| t.as_f64()).collect();
                (times.len() >= TYPED.len()).then_some(times)
            });
            let times = times.into_iter().map(|ms| Duration::from_secs_f64(ms / 1000.0));
            if surface { ours.extend(times) } else { anchors.extend(times) }
        }
    }
    for (what, percent) in [("typing, p50", 50), ("typing, p95", 95)] {
        let (ours, anchor) = (percentile(&ours, percent), percentile(&anchors, percent));
        Row { what, ours, anchor_is: "bare CodeMirror", anchor, target: TARGET }.tell();
    }
    Ok(())
}
