//! Search as you type: what the window waits for after a key in the palette, on a portfolio with 10,000 notes, beside the
//! bare full-text query on the same index and a round trip between window and program that does nothing.

use std::error::Error;
use std::path::Path;
use std::time::{Duration, Instant};

use artifolio_tests::driver::Window;
use serde_json::Value;

use crate::app::{data_folder, environment, named};
use crate::corpus::{self, Note};
use crate::figures::{Row, percentile};

/// Most that a search may cost, in anchors (issue 3).
const TARGET: f64 = 1.3;
const PREFIXES: usize = 120;
/// Letters after which it is asked.
const LETTERS: usize = 3;

/// Measures and tells.
pub(crate) fn run(folder: &Path, rounds: usize) -> Result<bool, Box<dyn Error>> {
    let (workspace, notes) = corpus::make(folder)?;
    let environment = environment(folder);
    let env: Vec<(&str, &str)> =
        environment.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    let workspace = workspace.to_str().ok_or("the folder is no UTF-8")?;
    let (driver, app) = (named("ARTIFOLIO_TAURI_DRIVER")?, named("ARTIFOLIO_DESKTOP")?);
    let window = Window::open(&driver, &app, &[workspace], &env);
    let prefixes = prefixes(&notes);
    let last = prefixes.last().ok_or("no words")?;
    // Until the index knows everything.
    window.wait("hits", |w| (asked(w, last).ok()?.1 > 0).then_some(()));
    std::thread::sleep(Duration::from_secs(10));
    let index = std::fs::read_dir(data_folder(folder).join("index"))?
        .filter_map(|entry| Some(entry.ok()?.path()))
        .find(|path| path.extension().is_some_and(|e| e == "db"))
        .ok_or("no index")?;
    let raw = rusqlite::Connection::open(index)?;
    let mut query =
        raw.prepare("SELECT rowid FROM words WHERE words MATCH ?1 ORDER BY rank LIMIT 50")?;
    let (mut searches, mut anchors) = (Vec::new(), Vec::new());
    for _ in 0..rounds {
        for prefix in &prefixes {
            let begun = Instant::now();
            let rows = query.query_map([format!("{prefix}*")], |row| row.get::<_, i64>(0))?.count();
            let bare = begun.elapsed();
            if rows == 0 {
                return Err(format!("nothing begins with {prefix}").into());
            }
            anchors.push(bare + timed(&window, "log", "{ lang: 'en' }")?.0);
            searches.push(asked(&window, prefix)?.0);
        }
    }
    let (ours, anchor) = (percentile(&searches, 95), percentile(&anchors, 95));
    let row = Row { what: "palette, p95", ours, anchor_is: "FTS5 and IPC", anchor, target: TARGET };
    Ok(row.tell())
}

/// How long a search took as the window sees it, and how many hits there were.
fn asked(window: &Window, words: &str) -> Result<(Duration, u64), Box<dyn Error>> {
    timed(window, "search", &format!("{{ lang: 'en', words: '{words}' }}"))
}

fn timed(window: &Window, command: &str, args: &str) -> Result<(Duration, u64), Box<dyn Error>> {
    let script = format!(
        "const done = arguments[0], begun = performance.now();\
         window.__TAURI_INTERNALS__.invoke('{command}', {args})\
         .then((answer) => done([performance.now() - begun, answer?.length ?? 0]), () => done(null));"
    );
    match window.script_async(&script) {
        Value::Array(answer) => Ok((
            Duration::from_secs_f64(answer[0].as_f64().unwrap_or_default() / 1000.0),
            answer[1].as_u64().unwrap_or_default(),
        )),
        _ => Err(format!("{command} was not answered").into()),
    }
}

/// Beginnings of words, common and rare, no one twice.
fn prefixes(notes: &[Note]) -> Vec<String> {
    let mut prefixes: Vec<String> = Vec::new();
    for note in notes.iter().step_by(37) {
        for word in note.text.split(|c: char| !c.is_alphabetic()).step_by(11) {
            let prefix: String = word.chars().take(LETTERS).collect::<String>().to_lowercase();
            // A letter with an accent has more bytes than one, and is searched for without it.
            if prefix.len() == LETTERS && !prefixes.contains(&prefix) {
                prefixes.push(prefix);
            }
            if prefixes.len() == PREFIXES {
                return prefixes;
            }
        }
    }
    prefixes
}
