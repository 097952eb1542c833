//! Measures packing and verifying 2 GB of evidence in 10,000 files, without the PDF, which another process makes.
//!
//! Nobody can write faster than `dd`, nor make the two digests of a bag faster than two threads that do nothing else; what
//! a school would do otherwise is bagit.py and a zip program.

use std::error::Error;
use std::fs::{self, File};
use std::io::{Read as _, Write as _};
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::mpsc::sync_channel;
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use artifolio_bundle::paper::Without;
use artifolio_bundle::{PackOptions, pack};
use artifolio_core::check::Report;
use artifolio_core::path::RelPath;
use artifolio_core::progress::{Progress, Silent};
use artifolio_verify::verify;
use artifolio_workspace::disk::DiskFs;
use artifolio_workspace::read::read;
use serde_json::json;
use sha2::{Digest as _, Sha256, Sha512};

use crate::corpus::Random;
use crate::figures::{Row, median, milliseconds, verdict};

const ARTIFACTS: usize = 14;
const FILES: usize = 10_000;
const SIZE: usize = 200_000;
const SEED: u64 = 11;
/// Most that writing may cost beside the slower of `dd` and the digests, all of it beside bagit.py and zip, verifying
/// beside the digests (issue 5).
const WRITING: f64 = 1.3;
const ALL: f64 = 0.3;
const VERIFYING: f64 = 1.5;
/// Most memory of packing and verifying, in bytes (issue 5).
const MEMORY: u64 = 200_000_000;

/// Measures and tells.
pub(crate) fn run(folder: &Path, rounds: usize) -> Result<bool, Box<dyn Error>> {
    let corpus = Corpus::make(folder)?;
    let source = DiskFs::open(&corpus.workspace)?;
    let reading = read(&source, &Silent).map_err(|_| "the portfolio cannot be read")?;
    let out = folder.join("packed");
    fs::create_dir_all(&out)?;
    let out = DiskFs::open(&out)?;
    let name = RelPath::parse("bench.zip")?;
    let options = PackOptions {
        date: "2027-01-10".parse()?,
        draft: true,
        app: "artifolio bench",
        printer: &Without,
    };
    let mut times: [Vec<Duration>; 6] = Default::default();
    let [dd, digests, bagit, writing, all, verifying] = &mut times;
    for round in 0..rounds {
        dd.push(corpus.dd()?);
        digests.push(corpus.digests()?);
        let watch = Watch::begin(corpus.bytes());
        let start = Instant::now();
        let (portfolio, profile) = (&reading.portfolio, &reading.profile);
        pack(&source, portfolio, profile, &Report::default(), &out, &name, &options, &watch)?;
        all.push(start.elapsed());
        writing.push(watch.written());
        let start = Instant::now();
        if !verify(&out, &name, &Silent)?.valid {
            return Err("the package does not verify".into());
        }
        verifying.push(start.elapsed());
        // It copies everything first, which is not counted, and takes far longer than the rest: once is enough.
        if round == 0 {
            bagit.push(corpus.bagit_and_zip()?);
        }
    }
    let memory = memory()?;
    let document = json!({
        "bench": "pack", "files": FILES, "bytes": corpus.bytes(), "rounds": rounds,
        "dd_ms": milliseconds(dd), "digests_ms": milliseconds(digests), "bagit_and_zip_ms": milliseconds(bagit),
        "writing_ms": milliseconds(writing), "all_ms": milliseconds(all), "verifying_ms": milliseconds(verifying),
        "most_memory": memory,
    });
    println!("{}", serde_json::to_string_pretty(&document)?);
    let floor = median(dd).max(median(digests));
    let row = |what, ours: &[Duration], anchor_is, anchor, target| {
        Row { what, ours: median(ours), anchor_is, anchor, target }.tell()
    };
    let mut met = row("writing", writing, "the slower of dd and two digests", floor, WRITING);
    met &= row("all of it", all, "bagit.py and zip -0", median(bagit), ALL);
    met &= row("verifying", verifying, "two digests", median(digests), VERIFYING);
    let small = memory <= MEMORY;
    println!(
        "| most memory | {} MB | | | at most {} MB | {} |",
        memory / 1_000_000,
        MEMORY / 1_000_000,
        verdict(small)
    );
    Ok(met && small)
}

/// Tells when the writing ended: what comes then is told as more than one part.
struct Watch {
    octets: u64,
    start: Instant,
    written: Mutex<Option<Duration>>,
}

impl Watch {
    fn begin(octets: u64) -> Self {
        Self { octets, start: Instant::now(), written: Mutex::new(None) }
    }

    fn written(&self) -> Duration {
        let written = *self.written.lock().expect("nobody panics here");
        written.unwrap_or_else(|| self.start.elapsed())
    }
}

impl Progress for Watch {
    fn advance(&self, done: u64, _: u64) -> ControlFlow<()> {
        if done > self.octets {
            let mut written = self.written.lock().expect("nobody panics here");
            written.get_or_insert_with(|| self.start.elapsed());
        }
        ControlFlow::Continue(())
    }
}

/// The portfolio, and the same bytes in one file.
struct Corpus {
    folder: PathBuf,
    workspace: PathBuf,
    whole: PathBuf,
}

impl Corpus {
    fn make(folder: &Path) -> Result<Self, Box<dyn Error>> {
        let (workspace, whole) = (folder.join("pack-portfolio"), folder.join("pack-whole.bin"));
        let corpus = Self { folder: folder.to_owned(), workspace, whole };
        let done = folder.join("pack-portfolio.done");
        if done.exists() {
            return Ok(corpus);
        }
        let mut random = Random::new(SEED);
        fs::create_dir_all(&corpus.workspace)?;
        let settings =
            "format = 1\nid = \"bench\"\nname = \"Ana Benson\"\nfamily_name = \"Benson\"\n";
        fs::write(corpus.workspace.join("portfolio.toml"), settings)?;
        let mut whole = File::create(&corpus.whole)?;
        for artifact in 0..ARTIFACTS {
            let folder = corpus.workspace.join(format!("artifacts/a{artifact}"));
            fs::create_dir_all(&folder)?;
            let number = artifact + 1;
            let mut header = format!("---\nid: a{artifact}\nnumber: {number}\nevidence:\n");
            for file in (artifact..FILES).step_by(ARTIFACTS) {
                let mut bytes = vec![0; SIZE];
                random.fill(&mut bytes);
                fs::write(folder.join(format!("f{file}.bin")), &bytes)?;
                whole.write_all(&bytes)?;
                header += &format!("  - {{id: e{file}, file: f{file}.bin}}\n");
            }
            fs::write(folder.join("artifact.md"), format!("{header}---\n"))?;
        }
        fs::write(done, "")?;
        Ok(corpus)
    }

    fn bytes(&self) -> u64 {
        (FILES * SIZE) as u64
    }

    fn dd(&self) -> Result<Duration, Box<dyn Error>> {
        let out = self.folder.join("dd.out");
        let mut dd = Command::new("dd");
        dd.arg(format!("if={}", self.whole.display())).arg(format!("of={}", out.display()));
        let time = timed(dd.args(["bs=1M", "conv=fdatasync", "status=none"]))?;
        fs::remove_file(out)?;
        Ok(time)
    }

    /// Both digests of every file, one thread each, and nothing else.
    fn digests(&self) -> Result<Duration, Box<dyn Error>> {
        let start = Instant::now();
        let (sender, receiver) = sync_channel::<Option<Arc<Vec<u8>>>>(8);
        let heavier = std::thread::spawn(move || {
            let (mut sum, mut all) = (Sha512::new(), 0_u8);
            for piece in receiver {
                match piece {
                    Some(piece) => sum.update(&*piece),
                    None => all ^= std::mem::take(&mut sum).finalize()[0],
                }
            }
            all
        });
        let mut all = 0_u8;
        for artifact in 0..ARTIFACTS {
            for file in (artifact..FILES).step_by(ARTIFACTS) {
                let path = self.workspace.join(format!("artifacts/a{artifact}/f{file}.bin"));
                let mut bytes = Vec::with_capacity(SIZE);
                File::open(path)?.read_to_end(&mut bytes)?;
                let bytes = Arc::new(bytes);
                sender.send(Some(Arc::clone(&bytes)))?;
                all ^= Sha256::digest(&*bytes)[0];
                sender.send(None)?;
            }
        }
        drop(sender);
        let other = heavier.join().map_err(|_| "the other thread panicked")?;
        // So that nothing of it is left out.
        std::hint::black_box(all ^ other);
        Ok(start.elapsed())
    }

    fn bagit_and_zip(&self) -> Result<Duration, Box<dyn Error>> {
        let python = std::env::var_os("ARTIFOLIO_PYTHON").ok_or("ARTIFOLIO_PYTHON is not set")?;
        let bag = self.folder.join("bagged");
        if bag.exists() {
            fs::remove_dir_all(&bag)?;
        }
        timed(Command::new("cp").arg("-r").arg(&self.workspace).arg(&bag))?;
        let bagit = PathBuf::from(python).with_file_name("bagit.py");
        let bagged =
            timed(Command::new(bagit).args(["--quiet", "--sha256", "--sha512"]).arg(&bag))?;
        let zip = self.folder.join("bagged.zip");
        let mut command = Command::new("zip");
        command.args(["-0", "-q", "-r"]).arg(&zip).arg("bagged").current_dir(&self.folder);
        let zipped = timed(&mut command)?;
        fs::remove_file(zip)?;
        fs::remove_dir_all(bag)?;
        Ok(bagged + zipped)
    }
}

fn timed(command: &mut Command) -> Result<Duration, Box<dyn Error>> {
    let start = Instant::now();
    let out = command.output().map_err(|e| format!("{command:?}: {e}"))?;
    if out.status.success() {
        Ok(start.elapsed())
    } else {
        Err(format!("{command:?}: {out:?}").into())
    }
}

/// The most that this process has had resident, in bytes.
fn memory() -> Result<u64, Box<dyn Error>> {
    let status = fs::read_to_string("/proc/self/status")?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let line = line.ok_or("/proc/self/status does not tell")?;
    let kilobytes: u64 = line.trim().trim_end_matches(" kB").parse()?;
    Ok(kilobytes * 1024)
}
