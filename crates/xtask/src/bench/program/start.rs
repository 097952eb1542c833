//! Cold start: from the start of the program until Overview has its figures, on a portfolio with 10,000 notes. The anchor
//! is an empty window of the same web view, a page of C: what nobody who draws with it can avoid.

use std::error::Error;
use std::io::{BufRead as _, BufReader};
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use crate::app::Running;
use crate::corpus;
use crate::figures::{Row, median, milliseconds};

/// Most that a start may cost, in anchors (issue 3).
const TARGET: f64 = 1.5;

/// Measures and tells.
pub(crate) fn run(folder: &Path, rounds: usize) -> Result<(), Box<dyn Error>> {
    let (workspace, _) = corpus::make(folder)?;
    let empty = folder.join("empty-window");
    compile(&empty)?;
    // What stays from one start to the next (the index, the web view's caches) is there before it is measured.
    Running::start(folder, &workspace)?;
    anchor(&empty)?;
    std::thread::sleep(Duration::from_secs(5));
    let (mut anchors, mut starts) = (Vec::new(), Vec::new());
    for round in 0..rounds {
        for ours in [round % 2 == 0, round % 2 != 0] {
            if ours {
                starts.push(Running::start(folder, &workspace)?.took);
            } else {
                anchors.push(anchor(&empty)?);
            }
        }
    }
    println!("start_ms {:?}", milliseconds(&starts));
    println!("empty_window_ms {:?}", milliseconds(&anchors));
    let (ours, anchor) = (median(&starts), median(&anchors));
    Row { what: "start", ours, anchor_is: "empty window", anchor, target: TARGET }.tell();
    Ok(())
}

fn compile(program: &Path) -> Result<(), Box<dyn Error>> {
    let flags =
        Command::new("pkg-config").args(["--cflags", "--libs", "webkit2gtk-4.1"]).output()?;
    let flags = String::from_utf8(flags.stdout)?;
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/bench/empty_window.c");
    let mut cc = Command::new("cc");
    cc.arg("-O2").arg(source).arg("-o").arg(program).args(flags.split_whitespace());
    if cc.status()?.success() { Ok(()) } else { Err("the empty window does not compile".into()) }
}

/// From its start until its page is there.
fn anchor(program: &Path) -> Result<Duration, Box<dyn Error>> {
    let begun = Instant::now();
    let mut window = Command::new(program).stdout(Stdio::piped()).stderr(Stdio::null()).spawn()?;
    let mut line = String::new();
    BufReader::new(window.stdout.take().ok_or("no stdout")?).read_line(&mut line)?;
    let took = begun.elapsed();
    window.kill()?;
    window.wait()?;
    if line.trim() == "ready" { Ok(took) } else { Err("the empty window was never ready".into()) }
}
