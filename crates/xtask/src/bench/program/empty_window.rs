//! The anchor of `start` and `idle`: a window with an empty page in the web view that the app draws with, a page of C.

use std::error::Error;
use std::io::{BufRead as _, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

/// It, open.
pub(crate) struct EmptyWindow {
    program: Child,
    /// From its start until its page was painted.
    pub(crate) took: Duration,
}

impl EmptyWindow {
    /// Opens it, compiled into this folder before, and waits for its page.
    pub(crate) fn open(folder: &Path) -> Result<Self, Box<dyn Error>> {
        let begun = Instant::now();
        let program =
            Command::new(compiled(folder)).stdout(Stdio::piped()).stderr(Stdio::null()).spawn()?;
        let mut window = Self { program, took: Duration::ZERO };
        let mut line = String::new();
        BufReader::new(window.program.stdout.take().ok_or("no stdout")?).read_line(&mut line)?;
        window.took = begun.elapsed();
        if line.trim() == "ready" {
            Ok(window)
        } else {
            Err("the empty window was never ready".into())
        }
    }

    /// Its process.
    pub(crate) fn id(&self) -> u32 {
        self.program.id()
    }
}

impl Drop for EmptyWindow {
    fn drop(&mut self) {
        let _ = self.program.kill();
        let _ = self.program.wait();
    }
}

fn compiled(folder: &Path) -> PathBuf {
    folder.join("empty-window")
}

/// Compiles it into a folder.
pub(crate) fn compile(folder: &Path) -> Result<(), Box<dyn Error>> {
    let flags =
        Command::new("pkg-config").args(["--cflags", "--libs", "webkit2gtk-4.1"]).output()?;
    let flags = String::from_utf8(flags.stdout)?;
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/bench/empty_window.c");
    let mut cc = Command::new("cc");
    cc.arg("-O2").arg(source).arg("-o").arg(compiled(folder)).args(flags.split_whitespace());
    if cc.status()?.success() { Ok(()) } else { Err("the empty window does not compile".into()) }
}
