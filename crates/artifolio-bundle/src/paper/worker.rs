//! A printer that is a program of its own, with a limit of its own: whatever a picture or a text does to it, the bundle is
//! made. It draws the first page of other PDFs too. It gets an [`Order`] as a line of JSON and the bytes that belong to it
//! behind it, and answers with an [`Answer`] as a line of JSON and the file behind it. Both programs are of one version;
//! nothing of this is kept.

use std::io::{self, BufRead as _, BufReader, Read as _, Write as _};
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdout, Command, Stdio};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::thread;
use std::time::Duration;

use artifolio_core::drawing::{Drawer, NotDrawn};
use serde::{Deserialize, Serialize};

use super::{Open, Paper, PrintError, Printed, Printer};

/// Bytes of a picture above which paper does without it: a printer holds its pixels, too.
pub const PICTURE_LIMIT: u64 = 100_000_000;

/// Bytes that are sent at a time.
const PIECE: usize = 1 << 16;
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
    Print(Box<Paper>),
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
        let mut running = Running::of(&self.program).map_err(PrintError::NoPrinter)?;
        running.send(line(&Order::Print(Box::new(paper.clone()))), PATIENCE, go_on)?;
        for (path, bytes) in &paper.pictures {
            let failed = |source| PrintError::Picture { path: path.clone(), source };
            let mut file = open(path).map_err(failed)?.take(*bytes);
            let mut sent = 0;
            loop {
                let mut piece = Vec::with_capacity(PIECE);
                match file.by_ref().take(PIECE as u64).read_to_end(&mut piece).map_err(failed)? {
                    0 => break,
                    got => sent += got as u64,
                }
                running.send(piece, PATIENCE, go_on)?;
            }
            if sent < *bytes {
                return Err(failed(io::ErrorKind::UnexpectedEof.into()));
            }
        }
        match running.answer(PATIENCE, go_on)? {
            (Answer::Printed { pages, unprintable, unshown }, pdf) => {
                Ok(Printed { pdf, pages, unprintable, unshown })
            }
            (Answer::Failed(why), _) => Err(PrintError::Failed(why)),
            (Answer::Drawn, _) => Err(PrintError::Failed("it answered something else".into())),
        }
    }
}

impl Drawer for Worker {
    fn is_there(&self) -> bool {
        self.program.is_file()
    }

    fn first_page(
        &self,
        pdf: &[u8],
        go_on: &dyn Fn() -> ControlFlow<()>,
    ) -> Result<Vec<u8>, NotDrawn> {
        let mut running = Running::of(&self.program).map_err(|_| NotDrawn::NoProgram)?;
        let order = Order::Draw { bytes: pdf.len() as u64 };
        running.send(line(&order), PATIENCE_DRAWING, go_on)?;
        for piece in pdf.chunks(PIECE) {
            running.send(piece.to_vec(), PATIENCE_DRAWING, go_on)?;
        }
        match running.answer(PATIENCE_DRAWING, go_on)? {
            (Answer::Drawn, picture) => Ok(picture),
            _ => Err(NotDrawn::Unreadable),
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

impl From<Silence> for PrintError {
    fn from(silence: Silence) -> Self {
        match silence {
            Silence::Ended => Self::Failed("it ended without an answer".into()),
            Silence::TooLong => Self::Failed("it took too long".into()),
            Silence::Stopped => Self::Stopped,
        }
    }
}

impl From<Silence> for NotDrawn {
    fn from(silence: Silence) -> Self {
        match silence {
            Silence::Ended => Self::Unreadable,
            Silence::TooLong => Self::TooLong,
            Silence::Stopped => Self::Stopped,
        }
    }
}

/// The program at work. Ends with this, however that comes about.
struct Running {
    child: Child,
    /// To the thread that writes into its pipe; what the program does not read would hold this one up.
    pieces: Option<Sender<Vec<u8>>>,
    /// A word for each piece that is in the pipe.
    taken: Receiver<()>,
    heard: Receiver<Option<(Answer, Vec<u8>)>>,
}

impl Running {
    /// Starts it.
    fn of(program: &Path) -> io::Result<Self> {
        let mut command = Command::new(program);
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null());
        without_window(&mut command);
        let (pieces, to_write) = channel::<Vec<u8>>();
        let (wrote, taken) = channel();
        let (say, heard) = channel();
        let mut running = Self { child: command.spawn()?, pieces: Some(pieces), taken, heard };
        let pipes = (running.child.stdin.take(), running.child.stdout.take());
        let (Some(mut stdin), Some(stdout)) = pipes else {
            return Err(io::ErrorKind::BrokenPipe.into());
        };
        thread::spawn(move || {
            for piece in to_write {
                if stdin.write_all(&piece).is_err() || wrote.send(()).is_err() {
                    break;
                }
            }
        });
        thread::spawn(move || say.send(listen(stdout)));
        Ok(running)
    }

    /// Sends a piece of the order, and waits until it is taken, at most for so many looks. A program that ended early takes
    /// none: its answer says why.
    fn send(
        &mut self,
        piece: Vec<u8>,
        patience: u32,
        go_on: &dyn Fn() -> ControlFlow<()>,
    ) -> Result<(), Silence> {
        if self.pieces.as_ref().is_none_or(|pieces| pieces.send(piece).is_err()) {
            return Ok(());
        }
        let _: Option<()> = look(&self.taken, patience, go_on)?;
        Ok(())
    }

    /// Waits for so many looks.
    fn answer(
        mut self,
        patience: u32,
        go_on: &dyn Fn() -> ControlFlow<()>,
    ) -> Result<(Answer, Vec<u8>), Silence> {
        // The end of the order.
        self.pieces = None;
        look(&self.heard, patience, go_on)?.flatten().ok_or(Silence::Ended)
    }
}

/// Waits for a word, at most for so many looks; `None` where there will be none.
fn look<T>(
    at: &Receiver<T>,
    patience: u32,
    go_on: &dyn Fn() -> ControlFlow<()>,
) -> Result<Option<T>, Silence> {
    for _ in 0..patience {
        if go_on().is_break() {
            return Err(Silence::Stopped);
        }
        match at.recv_timeout(LISTEN) {
            Ok(word) => return Ok(Some(word)),
            Err(RecvTimeoutError::Timeout) => {}
            Err(RecvTimeoutError::Disconnected) => return Ok(None),
        }
    }
    Err(Silence::TooLong)
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
