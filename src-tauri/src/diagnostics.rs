//! The log, and what a person can send along with a question about the program. Neither holds what people wrote, nor
//! where it lies: versions, counts, codes and rule ids alone.

use std::collections::BTreeMap;
use std::path::PathBuf;

use artifolio_core::coverage;
use artifolio_core::message::Language;
use artifolio_core::path::RelPath;
use artifolio_core::source::{Vfs as _, read_whole};
use artifolio_workspace::data_dir::DataDir;
use artifolio_workspace::disk::DiskFs;
use tracing_appender::rolling::{RollingFileAppender, Rotation};
use tracing_subscriber::filter::{LevelFilter, Targets};
use tracing_subscriber::layer::SubscriberExt as _;
use tracing_subscriber::util::SubscriberInitExt as _;

use crate::desk::Desk;

const FOLDER: &str = "log";
/// Days that are kept.
const KEPT: usize = 7;
/// Lines of the log that go along.
const LINES: usize = 60;
/// Bytes of a log that are looked at.
const MAX: u64 = 8 << 20;

/// Begins to log into the app's data folder. A log that cannot be written is none that anybody works without.
pub(crate) fn begin(data: &DataDir) {
    let appender = RollingFileAppender::builder()
        .rotation(Rotation::DAILY)
        .filename_prefix("artifolio")
        .filename_suffix("log")
        .max_log_files(KEPT)
        .build(folder(data));
    let Ok(appender) = appender else { return };
    // Our own words alone: a library's could hold a path or a text.
    let ours = Targets::new().with_target("artifolio_desktop", LevelFilter::INFO);
    let layer = tracing_subscriber::fmt::layer()
        .with_ansi(false)
        .with_target(false)
        .with_writer(std::sync::Mutex::new(appender));
    let _ = tracing_subscriber::registry().with(ours).with(layer).try_init();
}

/// Versions, counts and the last lines of the log.
#[must_use]
pub(crate) fn text(desk: &Desk, language: Language) -> String {
    let webview = tauri::webview_version().unwrap_or_else(|_| "unknown".to_owned());
    let mut lines = vec![
        format!("Artifolio {}", env!("CARGO_PKG_VERSION")),
        format!("{} {}, web view {webview}", std::env::consts::OS, std::env::consts::ARCH),
        format!("language {}", language.tag()),
    ];
    match desk.see(language) {
        Err(error) => lines.push(format!("portfolio: {}", error.code())),
        Ok(seen) => {
            let (portfolio, profile) = (&seen.reading.portfolio, &seen.reading.profile);
            let coverage = coverage::coverage(portfolio, profile);
            lines.push(format!(
                "portfolio: {} artifacts, {} of {} criteria covered, {} files",
                portfolio.artifacts.len(),
                coverage.covered,
                coverage.total,
                portfolio.files.len()
            ));
            let mut rules: BTreeMap<&str, usize> = BTreeMap::new();
            for finding in &seen.report.findings {
                *rules.entry(finding.rule).or_default() += 1;
            }
            lines.extend(rules.into_iter().map(|(rule, count)| format!("finding {rule}: {count}")));
        }
    }
    lines.push(String::new());
    lines.extend(last_lines(desk.data()));
    lines.join("\n")
}

fn folder(data: &DataDir) -> PathBuf {
    data.data().join(FOLDER)
}

/// The last lines of the newest log; none where there is no log.
fn last_lines(data: &DataDir) -> Vec<String> {
    let read = || -> Option<String> {
        let disk = DiskFs::open(&folder(data)).ok()?;
        let entries = disk.list(&RelPath::root()).ok()?.entries;
        // Their names hold the day.
        let newest = entries.into_iter().map(|entry| entry.path).max()?;
        Some(String::from_utf8_lossy(&read_whole(&disk, &newest, MAX).ok()?).into_owned())
    };
    let text = read().unwrap_or_default();
    let lines: Vec<&str> = text.lines().collect();
    lines[lines.len().saturating_sub(LINES)..].iter().map(|&line| line.to_owned()).collect()
}
