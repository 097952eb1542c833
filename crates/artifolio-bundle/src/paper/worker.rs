//! A printer that is a program of its own, with a limit of its own: whatever a picture or a text does to it, the bundle is
//! made. It gets a [`Paper`] as a line of JSON and the bytes of its pictures behind it, and answers with an [`Answer`] as a
//! line of JSON and the PDF behind it. Both programs are of one version; nothing of this is kept.

use std::io::{self, BufRead as _, BufReader, Read, Write as _};
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::sync::mpsc::{RecvTimeoutError, channel};
use std::thread;
use std::time::Duration;

use serde::{Deserialize, Serialize};

use super::{Open, Paper, PrintError, Printed, Printer};

/// Bytes of a picture above which paper does without it: a printer holds its pixels, too.
pub const PICTURE_LIMIT: u64 = 100_000_000;

/// How often it is asked whether to go on.
const LISTEN: Duration = Duration::from_millis(100);
/// A paper of 100 reflections and 200 pictures takes seconds; one that takes this long will not end.
const PATIENCE: u32 = 3_000;

/// The first line a printer writes.
#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Answer {
    /// The PDF follows, to the end.
    Printed {
        /// As of [`Printed::pages`].
        pages: u32,
        /// As of [`Printed::unprintable`].
        unprintable: Vec<char>,
        /// As of [`Printed::unshown`].
        unshown: Vec<String>,
    },
    /// There is none.
    Failed(String),
}

/// The program that sets papers.
#[derive(Debug, Clone)]
pub struct Worker {
    program: PathBuf,
}

impl Worker {
    /// The one that lies beside a program of Artifolio, which is where packages and builds put it.
    #[must_use]
    pub fn beside(program: &Path) -> Self {
        let name = format!("artifolio-pdf{}", std::env::consts::EXE_SUFFIX);
        Self { program: program.with_file_name(name) }
    }
}

impl Printer for Worker {
    fn print(
        &self,
        paper: &Paper,
        open: &Open<'_>,
        go_on: &dyn Fn() -> ControlFlow<()>,
    ) -> Result<Printed, PrintError> {
        let mut command = Command::new(&self.program);
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null());
        without_window(&mut command);
        let mut running = Running(command.spawn().map_err(PrintError::NoPrinter)?);
        let pipes = (running.0.stdin.take(), running.0.stdout.take());
        let (Some(stdin), Some(stdout)) = pipes else {
            return Err(PrintError::NoPrinter(io::ErrorKind::BrokenPipe.into()));
        };
        let (say, heard) = channel();
        // Listens on its own: what nobody reads would hold both up.
        thread::spawn(move || say.send(listen(stdout)));
        feed(stdin, paper, open, go_on)?;
        for _ in 0..PATIENCE {
            if go_on().is_break() {
                return Err(PrintError::Stopped);
            }
            match heard.recv_timeout(LISTEN) {
                Ok(answer) => return answer,
                Err(RecvTimeoutError::Timeout) => {}
                Err(RecvTimeoutError::Disconnected) => break,
            }
        }
        Err(PrintError::Failed("it took too long".into()))
    }
}

/// Ends with this, however that comes about.
struct Running(Child);

impl Drop for Running {
    fn drop(&mut self) {
        // It may have ended already.
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// Sends the order. A printer that ended early says itself why.
fn feed(
    mut stdin: ChildStdin,
    paper: &Paper,
    open: &Open<'_>,
    go_on: &dyn Fn() -> ControlFlow<()>,
) -> Result<(), PrintError> {
    let mut order = serde_json::to_vec(paper).expect("words and numbers are JSON");
    order.push(b'\n');
    if stdin.write_all(&order).is_err() {
        return Ok(());
    }
    let mut chunk = vec![0; 1 << 16];
    for (path, bytes) in &paper.pictures {
        let failed = |source| PrintError::Picture { path: path.clone(), source };
        let mut file = open(path).map_err(failed)?.take(*bytes);
        let mut sent = 0;
        loop {
            if go_on().is_break() {
                return Err(PrintError::Stopped);
            }
            match file.read(&mut chunk).map_err(failed)? {
                0 => break,
                got if stdin.write_all(&chunk[..got]).is_err() => return Ok(()),
                got => sent += got as u64,
            }
        }
        if sent < *bytes {
            return Err(failed(io::ErrorKind::UnexpectedEof.into()));
        }
    }
    Ok(())
}

fn listen(stdout: ChildStdout) -> Result<Printed, PrintError> {
    let mut stdout = BufReader::new(stdout);
    let mut line = vec![];
    let failed = |error: io::Error| PrintError::Failed(error.to_string());
    stdout.read_until(b'\n', &mut line).map_err(failed)?;
    match serde_json::from_slice(&line) {
        Ok(Answer::Printed { pages, unprintable, unshown }) => {
            let mut pdf = vec![];
            stdout.read_to_end(&mut pdf).map_err(failed)?;
            Ok(Printed { pdf, pages, unprintable, unshown })
        }
        Ok(Answer::Failed(why)) => Err(PrintError::Failed(why)),
        // It ended without a word: no memory was left for it, or somebody ended it.
        Err(_) => Err(PrintError::Failed("it ended without an answer".into())),
    }
}

/// On Windows a program without a window would open a black one for a moment.
#[cfg(windows)]
fn without_window(command: &mut Command) {
    use std::os::windows::process::CommandExt as _;
    const CREATE_NO_WINDOW: u32 = 0x0800_0000;
    command.creation_flags(CREATE_NO_WINDOW);
}

#[cfg(not(windows))]
fn without_window(_: &mut Command) {}
