//! A printer that is a program of its own, with a limit of its own: whatever a picture or a text does to it, the bundle is
//! made. It draws the first page of other PDFs too. It gets an [`Order`] as a line of JSON and the bytes that belong to it
//! behind it, and answers with an [`Answer`] as a line of JSON and the file behind it. Both programs are of one version;
//! nothing of this is kept.

use std::io::{self, BufRead as _, BufReader, Read as _, Write as _};
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::thread;
use std::time::Duration;

use artifolio_core::drawing::{Drawer, NotDrawn};
use serde::{Deserialize, Serialize};

use super::{Open, Paper, PrintError, Printed, Printer};

/// Bytes of a picture above which paper does without it: a printer holds its pixels, too.
pub const PICTURE_LIMIT: u64 = 100_000_000;

/// How often it is asked whether to go on.
const LISTEN: Duration = Duration::from_millis(100);
/// A paper of 100 reflections and 200 pictures takes seconds; one that takes this long will not end.
const PATIENCE: u32 = 3_000;
/// A page takes less than a second, on a slow machine too; one that takes half a minute will not end.
const PATIENCE_DRAWING: u32 = 300;

/// The first line a printer reads.
#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Order {
    /// A paper; its pictures follow, one behind the other.
    Print(Paper),
    /// The first page of a PDF; it follows.
    Draw {
        /// Its size.
        bytes: u64,
    },
}

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
    /// The picture follows, to the end.
    Drawn,
    /// There is nothing.
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
        let (mut running, stdin) = Running::of(&self.program).map_err(PrintError::NoPrinter)?;
        feed(stdin, paper, open, go_on)?;
        match running.answer(PATIENCE, go_on) {
            Ok((Answer::Printed { pages, unprintable, unshown }, pdf)) => {
                Ok(Printed { pdf, pages, unprintable, unshown })
            }
            Ok((Answer::Failed(why), _)) => Err(PrintError::Failed(why)),
            Ok((Answer::Drawn, _)) => Err(PrintError::Failed("it answered something else".into())),
            Err(Silence::Ended) => Err(PrintError::Failed("it ended without an answer".into())),
            Err(Silence::TooLong) => Err(PrintError::Failed("it took too long".into())),
            Err(Silence::Stopped) => Err(PrintError::Stopped),
        }
    }
}

impl Drawer for Worker {
    fn first_page(
        &self,
        pdf: &[u8],
        go_on: &dyn Fn() -> ControlFlow<()>,
    ) -> Result<Vec<u8>, NotDrawn> {
        let running = Running::of(&self.program);
        let (mut running, mut stdin) = running.map_err(|_| NotDrawn::NoProgram)?;
        // One that ended early says itself why.
        let _ = stdin.write_all(&line(&Order::Draw { bytes: pdf.len() as u64 }));
        let _ = stdin.write_all(pdf);
        drop(stdin);
        match running.answer(PATIENCE_DRAWING, go_on) {
            Ok((Answer::Drawn, picture)) => Ok(picture),
            Ok(_) | Err(Silence::Ended) => Err(NotDrawn::Unreadable),
            Err(Silence::TooLong) => Err(NotDrawn::TooLong),
            Err(Silence::Stopped) => Err(NotDrawn::Stopped),
        }
    }
}

/// Why there is no answer.
enum Silence {
    /// It ended without a word: no memory was left for it, or somebody ended it.
    Ended,
    TooLong,
    Stopped,
}

/// The program at work. Ends with this, however that comes about.
struct Running {
    child: Child,
    heard: Receiver<Option<(Answer, Vec<u8>)>>,
}

impl Running {
    /// Starts it; what it is sent goes into the pipe.
    fn of(program: &Path) -> io::Result<(Self, ChildStdin)> {
        let mut command = Command::new(program);
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null());
        without_window(&mut command);
        let (say, heard) = channel();
        let mut running = Self { child: command.spawn()?, heard };
        let pipes = (running.child.stdin.take(), running.child.stdout.take());
        let (Some(stdin), Some(stdout)) = pipes else {
            return Err(io::ErrorKind::BrokenPipe.into());
        };
        // Listens on its own: what nobody reads would hold both up.
        thread::spawn(move || say.send(listen(stdout)));
        Ok((running, stdin))
    }

    /// Waits for so many looks.
    fn answer(
        &mut self,
        patience: u32,
        go_on: &dyn Fn() -> ControlFlow<()>,
    ) -> Result<(Answer, Vec<u8>), Silence> {
        for _ in 0..patience {
            if go_on().is_break() {
                return Err(Silence::Stopped);
            }
            match self.heard.recv_timeout(LISTEN) {
                Ok(answer) => return answer.ok_or(Silence::Ended),
                Err(RecvTimeoutError::Timeout) => {}
                Err(RecvTimeoutError::Disconnected) => return Err(Silence::Ended),
            }
        }
        Err(Silence::TooLong)
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        // It may have ended already.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn line(order: &Order) -> Vec<u8> {
    let mut line = serde_json::to_vec(order).expect("words and numbers are JSON");
    line.push(b'\n');
    line
}

/// Sends the order. A printer that ended early says itself why.
fn feed(
    mut stdin: ChildStdin,
    paper: &Paper,
    open: &Open<'_>,
    go_on: &dyn Fn() -> ControlFlow<()>,
) -> Result<(), PrintError> {
    if stdin.write_all(&line(&Order::Print(paper.clone()))).is_err() {
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

fn listen(stdout: ChildStdout) -> Option<(Answer, Vec<u8>)> {
    let mut stdout = BufReader::new(stdout);
    let (mut line, mut file) = (vec![], vec![]);
    stdout.read_until(b'\n', &mut line).ok()?;
    let answer = serde_json::from_slice(&line).ok()?;
    stdout.read_to_end(&mut file).ok()?;
    Some((answer, file))
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
