//! Portfolios that were open on this machine: `recent.json` in the app's data folder.

use std::path::{Path, PathBuf};

use artifolio_core::failure::Coded as _;
use artifolio_workspace::data_dir::DataDir;
use artifolio_workspace::durable::Sha256;
use artifolio_workspace::error::WorkspaceError;
use artifolio_workspace::machine;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::view;

const FILE: &str = "recent.json";
/// Most that are remembered.
const MOST: usize = 12;

#[derive(Debug, Clone, Serialize, Deserialize)]
struct Recent {
    path: PathBuf,
    opened: NaiveDate,
}

/// The list, the last first.
#[must_use]
pub(crate) fn all(data: &DataDir) -> Vec<view::Recent> {
    let shown = |Recent { path, opened }: Recent| view::Recent {
        key: key(&path),
        title: view::folder_title(&path),
        missing: !path.is_dir(),
        path: path.display().to_string(),
        opened: opened.to_string(),
    };
    list(data).into_iter().map(shown).collect()
}

/// Puts a portfolio at the top. A list that cannot be written is none the learner misses their work by, so it is only
/// logged.
pub(crate) fn remember(data: &DataDir, path: &Path, today: NaiveDate) {
    let mut list = list(data);
    list.retain(|recent| recent.path != path);
    list.insert(0, Recent { path: path.to_owned(), opened: today });
    list.truncate(MOST);
    if let Err(error) = machine::remember(data, FILE, &list) {
        tracing::warn!(code = error.code(), "the list of recent portfolios was not written");
    }
}

/// Takes one off the list.
///
/// # Errors
/// When the list cannot be written.
pub(crate) fn forget(data: &DataDir, wanted: &str) -> Result<(), WorkspaceError> {
    let mut list = list(data);
    list.retain(|recent| key(&recent.path) != wanted);
    machine::remember(data, FILE, &list)
}

/// Where the one with this key lies.
#[must_use]
pub(crate) fn place(data: &DataDir, wanted: &str) -> Option<PathBuf> {
    list(data).into_iter().map(|recent| recent.path).find(|path| key(path) == wanted)
}

fn list(data: &DataDir) -> Vec<Recent> {
    machine::remembered(data, FILE)
}

fn key(path: &Path) -> String {
    Sha256::of(path.as_os_str().as_encoded_bytes()).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_one_opened_is_the_first_of_a_list_that_does_not_grow_for_ever() {
        let folder = tempfile::tempdir().unwrap();
        let data = DataDir::at(folder.path());
        let day: NaiveDate = "2026-11-26".parse().unwrap();
        for n in [1, 2, 3, 1].into_iter().chain(4..20) {
            remember(&data, &folder.path().join(n.to_string()), day);
        }
        remember(&data, folder.path(), day);
        let titles = || all(&data).into_iter().map(|r| r.title).collect::<Vec<_>>();
        assert_eq!(titles().len(), MOST);
        assert_eq!(titles()[1..3], ["19", "18"]);
        assert_eq!(all(&data).iter().map(|r| r.missing).collect::<Vec<_>>()[..2], [false, true]);
        let second = all(&data)[1].key.clone();
        assert_eq!(place(&data, &second), Some(folder.path().join("19")));
        forget(&data, &second).unwrap();
        assert_eq!(titles()[1], "18");
        assert_eq!(place(&data, &second), None);
    }
}
