//! How the window looks and speaks, and where portfolios are proposed: `preferences.json` in the app's data folder.

use std::path::PathBuf;

use artifolio_workspace::data_dir::DataDir;
use artifolio_workspace::error::WorkspaceError;
use artifolio_workspace::machine::{PREFERENCES, remember, remembered};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Colours of the window.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, TS)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Theme {
    /// As the system has it.
    #[default]
    System,
    /// Light.
    Light,
    /// Dark.
    Dark,
    /// High contrast, light or dark as the system has it.
    Contrast,
}

/// How wide a line of writing may be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, TS)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Width {
    /// About 60 characters.
    Narrow,
    /// About 70.
    #[default]
    Normal,
    /// About 85.
    Wide,
}

/// How the window looks and speaks.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", default)]
pub(crate) struct Preferences {
    /// Colours.
    pub theme: Theme,
    /// Percent, 80 to 200.
    pub text_size: u16,
    /// Language of the window; empty: the system's.
    #[ts(type = "\"\" | \"en\" | \"es\"")]
    pub language: String,
    /// No movement, whatever the system says.
    pub reduced_motion: bool,
    /// How wide a line of writing may be.
    pub width: Width,
    /// Questions that help to write are shown.
    pub prompts: bool,
    /// Minutes before a time of work at which the window reminds; `null`: it does not.
    pub remind: Option<u32>,
    /// How long writing takes is learned, on this machine.
    pub learn: bool,
}

impl Default for Preferences {
    fn default() -> Self {
        Self {
            theme: Theme::default(),
            text_size: 100,
            language: String::new(),
            reduced_motion: false,
            width: Width::default(),
            prompts: true,
            remind: None,
            learn: true,
        }
    }
}

/// What the file holds.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct Stored {
    #[serde(flatten)]
    pub(crate) preferences: Preferences,
    /// Where portfolios are proposed; none: the documents folder.
    pub(crate) folder: Option<PathBuf>,
}

/// What was chosen on this machine.
#[must_use]
pub(crate) fn stored(data: &DataDir) -> Stored {
    let mut stored: Stored = remembered(data, PREFERENCES);
    stored.preferences.text_size = stored.preferences.text_size.clamp(80, 200);
    stored
}

/// Keeps the look.
///
/// # Errors
/// When the data folder cannot be written.
pub(crate) fn keep(data: &DataDir, preferences: Preferences) -> Result<(), WorkspaceError> {
    remember(data, PREFERENCES, &Stored { preferences, ..stored(data) })
}

/// Keeps where portfolios are proposed.
///
/// # Errors
/// As of [`keep`].
pub(crate) fn keep_folder(data: &DataDir, folder: PathBuf) -> Result<(), WorkspaceError> {
    remember(data, PREFERENCES, &Stored { folder: Some(folder), ..stored(data) })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn look_and_folder_are_kept_apart_and_strange_sizes_are_not_believed() {
        let folder = tempfile::tempdir().unwrap();
        let data = DataDir::at(folder.path());
        assert_eq!(stored(&data), Stored::default());
        keep_folder(&data, PathBuf::from("/home/ana/Portfolios")).unwrap();
        let dark = Preferences { theme: Theme::Dark, text_size: 900, ..Preferences::default() };
        keep(&data, dark.clone()).unwrap();
        let Stored { preferences, folder } = stored(&data);
        assert_eq!(preferences, Preferences { text_size: 200, ..dark });
        assert_eq!(folder, Some(PathBuf::from("/home/ana/Portfolios")));
    }

    #[test]
    fn a_file_of_another_version_keeps_what_is_known() {
        let folder = tempfile::tempdir().unwrap();
        let data = DataDir::at(folder.path());
        let newer = serde_json::json!({ "theme": "light", "sparkles": 3 });
        remember(&data, PREFERENCES, &newer).unwrap();
        assert_eq!(
            stored(&data).preferences,
            Preferences { theme: Theme::Light, ..Preferences::default() }
        );
    }
}
