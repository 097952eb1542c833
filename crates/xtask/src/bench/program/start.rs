//! Cold start: from the start of the program until Overview has its figures, on a portfolio with 10,000 notes. The anchor
//! is an empty window of the same web view: what nobody who draws with it can avoid.

use std::error::Error;
use std::path::Path;
use std::time::Duration;

use crate::app::Running;
use crate::corpus;
use crate::empty_window::{self, EmptyWindow};
use crate::figures::{Row, median, milliseconds};

/// Most that a start may cost, in anchors (issue 3).
const TARGET: f64 = 1.5;

/// Measures and tells.
pub(crate) fn run(folder: &Path, rounds: usize) -> Result<bool, Box<dyn Error>> {
    let (workspace, _) = corpus::make(folder)?;
    empty_window::compile(folder)?;
    // What stays from one start to the next (the index, the web view's caches) is there before it is measured.
    Running::start(folder, &workspace)?;
    EmptyWindow::open(folder)?;
    std::thread::sleep(Duration::from_secs(5));
    let (mut anchors, mut starts) = (Vec::new(), Vec::new());
    for round in 0..rounds {
        for ours in [round % 2 == 0, round % 2 != 0] {
            if ours {
                starts.push(Running::start(folder, &workspace)?.took);
            } else {
                anchors.push(EmptyWindow::open(folder)?.took);
            }
        }
    }
    println!("start_ms {:?}", milliseconds(&starts));
    println!("empty_window_ms {:?}", milliseconds(&anchors));
    let (ours, anchor) = (median(&starts), median(&anchors));
    Ok(Row { what: "start", ours, anchor_is: "empty window", anchor, target: TARGET }.tell())
}
