//! Measures the PDF of 100 reflections. The anchor is Typst alone, with the same template, words and typefaces: who sets PDFs
//! with it cannot be faster.

use std::error::Error;
use std::fs;
use std::io::{BufRead as _, BufReader, Write as _};
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::time::{Duration, Instant};

use artifolio_bundle::paper::{Paper, Piece, Printer as _, Run, Worker};
use artifolio_pdf::{beside_the_typefaces, set};
use serde_json::json;

use crate::corpus::Words;
use crate::figures::{Row, median, milliseconds};

const REFLECTIONS: usize = 100;
const PARAGRAPHS: usize = 6;
const WORDS: usize = 70;
/// Most that setting it again may cost beside Typst (issue 5); a process that sets it once is held to the same.
const TARGET: f64 = 1.2;

/// Measures and tells.
pub(crate) fn run(folder: &Path, rounds: usize) -> Result<bool, Box<dyn Error>> {
    let variable = |name| std::env::var_os(name).map(PathBuf::from).ok_or(name);
    let (python, fonts) = (variable("ARTIFOLIO_PYTHON")?, variable("ARTIFOLIO_FONTS")?);
    let worker = Worker::beside(&variable("ARTIFOLIO_PROGRAMS")?.join("artifolio"));
    let root = folder.join("pdf");
    fs::create_dir_all(&root)?;
    let paper = paper();
    for (name, bytes) in beside_the_typefaces(&paper) {
        fs::write(root.join(name), bytes)?;
    }
    let start = |times: usize| Typst::start(&python, &root, &fonts, times);
    let mut typst = start(rounds + 1)?;
    // Both are warm then.
    let pages = set(paper.clone(), vec![])?.pages;
    typst.set()?;
    let mut times: [Vec<Duration>; 4] = Default::default();
    let [ours, theirs, ours_once, theirs_once] = &mut times;
    for _ in 0..rounds {
        ours.push(timed(|| Ok(set(paper.clone(), vec![])?))?);
        theirs.push(typst.set()?);
        let printed = || {
            let none = |_: &str| Err(std::io::ErrorKind::NotFound.into());
            Ok(worker.print(&paper, &none, &|| ControlFlow::Continue(()))?)
        };
        ours_once.push(timed(printed)?);
        theirs_once.push(timed(|| start(1)?.set())?);
    }
    let document = json!({
        "bench": "pdf", "reflections": REFLECTIONS, "pages": pages, "rounds": rounds,
        "again_ms": milliseconds(ours), "typst_again_ms": milliseconds(theirs),
        "once_ms": milliseconds(ours_once), "typst_once_ms": milliseconds(theirs_once),
    });
    println!("{}", serde_json::to_string_pretty(&document)?);
    let row = |what, ours: &[Duration], anchor_is, anchor: &[Duration]| {
        let (ours, anchor) = (median(ours), median(anchor));
        Row { what, ours, anchor_is, anchor, target: TARGET }.tell()
    };
    let again = row("set again", ours, "Typst again", theirs);
    Ok(row("a process that sets it once", ours_once, "a process of Typst", theirs_once) && again)
}

fn timed<T>(work: impl FnOnce() -> Result<T, Box<dyn Error>>) -> Result<Duration, Box<dyn Error>> {
    let start = Instant::now();
    work()?;
    Ok(start.elapsed())
}

fn paper() -> Paper {
    let run = |text: String| vec![Run { text, ..Run::default() }];
    let mut words = Words::new();
    let mut pieces = vec![
        Piece::Heading { level: 1, words: run("Portfolio".into()), label: None },
        Piece::Contents,
    ];
    for number in 1..=REFLECTIONS {
        let words_of = run(format!("Reflection {number}"));
        pieces.push(Piece::Heading { level: 2, words: words_of, label: None });
        let paragraphs = (0..PARAGRAPHS).map(|_| words.words(WORDS));
        pieces.extend(paragraphs.map(|text| Piece::Paragraph { words: run(text) }));
    }
    Paper {
        language: "en".into(),
        title: "Portfolio of Ana Benson".into(),
        author: "Ana Benson".into(),
        date: chrono::NaiveDate::from_ymd_opt(2027, 1, 10).expect("a day"),
        draft: None,
        contents: "Contents".into(),
        foot: "Page {page} of {pages}".into(),
        on_page: "(page {page})".into(),
        pieces,
        pictures: vec![],
    }
}

/// Typst's own Python package, in a process that sets the same paper again at each word.
struct Typst {
    process: Child,
    ask: ChildStdin,
    told: BufReader<ChildStdout>,
}

const SCRIPT: &str = "\
import sys, typst
root, fonts, times = sys.argv[1:]
compiler = typst.Compiler(root + '/paper.typ', root=root, font_paths=[fonts], ignore_system_fonts=True)
for _ in range(int(times)):
    sys.stdin.readline()
    pdf = compiler.compile(format='pdf', pdf_standards=['a-2a', 'ua-1'])
    print(len(pdf), flush=True)
";

impl Typst {
    fn start(
        python: &Path,
        root: &Path,
        fonts: &Path,
        times: usize,
    ) -> Result<Self, Box<dyn Error>> {
        let mut command = Command::new(python);
        command.args(["-c", SCRIPT]).arg(root).arg(fonts).arg(times.to_string());
        let mut process = command.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn()?;
        let (ask, told) = (process.stdin.take(), process.stdout.take());
        let (ask, told) = ask.zip(told).ok_or("no pipes")?;
        Ok(Self { process, ask, told: BufReader::new(told) })
    }

    fn set(&mut self) -> Result<Duration, Box<dyn Error>> {
        let mut line = String::new();
        let took = timed(|| {
            self.ask.write_all(b"\n")?;
            self.told.read_line(&mut line)?;
            Ok(())
        })?;
        let bytes: u64 = line.trim().parse().map_err(|_| "Typst set nothing")?;
        if bytes < 10_000 {
            return Err("Typst set next to nothing".into());
        }
        Ok(took)
    }
}

impl Drop for Typst {
    fn drop(&mut self) {
        // It may have ended already.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}
