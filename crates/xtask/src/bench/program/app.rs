//! The app that is measured, in its own data folder, with a message bus of its own.

use std::error::Error;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use artifolio_tests::driver::MessageBus;

/// Longest that a start may take.
const PATIENCE: Duration = Duration::from_secs(60);

/// A path from the environment that `cargo xtask bench` sets.
pub(crate) fn named(variable: &str) -> Result<PathBuf, Box<dyn Error>> {
    Ok(std::env::var_os(variable)
        .ok_or(format!("{variable} is not set: cargo xtask bench"))?
        .into())
}

/// Where the app keeps what belongs to it, for all rounds.
pub(crate) fn data_folder(folder: &Path) -> PathBuf {
    folder.join("app-data")
}

/// The environment of the app.
pub(crate) fn environment(folder: &Path) -> Vec<(String, String)> {
    let (data, home) = (data_folder(folder), folder.join("home"));
    let pairs = [
        ("ARTIFOLIO_DATA_DIR", data.as_path()),
        ("HOME", home.as_path()),
        ("XDG_DATA_HOME", home.as_path()),
        ("XDG_CACHE_HOME", home.as_path()),
        ("XDG_CONFIG_HOME", home.as_path()),
    ];
    pairs.iter().map(|(name, path)| ((*name).to_owned(), path.display().to_string())).collect()
}

/// The app, running.
pub(crate) struct Running {
    app: Child,
    _bus: MessageBus,
    /// From its start until the first screen had its figures.
    pub(crate) took: Duration,
}

impl Running {
    /// Starts the app on a workspace and waits until it says in its log that the first screen is ready.
    pub(crate) fn start(folder: &Path, workspace: &Path) -> Result<Self, Box<dyn Error>> {
        fs::create_dir_all(folder.join("home"))?;
        let bus = MessageBus::start();
        let before = ready(folder);
        let mut command = Command::new(named("ARTIFOLIO_DESKTOP")?);
        command.arg(workspace).envs(environment(folder)).env(MessageBus::VARIABLE, bus.address());
        let begun = Instant::now();
        let app = command.stdout(Stdio::null()).stderr(Stdio::null()).spawn()?;
        let mut running = Self { app, _bus: bus, took: Duration::ZERO };
        while ready(folder) == before {
            if begun.elapsed() > PATIENCE || running.app.try_wait()?.is_some() {
                return Err("the app never said that it is ready".into());
            }
            std::thread::sleep(Duration::from_millis(1));
        }
        running.took = begun.elapsed();
        Ok(running)
    }

    /// Its process.
    pub(crate) fn id(&self) -> u32 {
        self.app.id()
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.app.kill();
        let _ = self.app.wait();
    }
}

/// How often the log says that the first screen is ready.
fn ready(folder: &Path) -> usize {
    let Ok(logs) = fs::read_dir(data_folder(folder).join("log")) else { return 0 };
    let texts = logs.filter_map(|log| fs::read_to_string(log.ok()?.path()).ok());
    texts.map(|text| text.matches("the first screen is ready").count()).sum()
}
