//! `portfolio.toml`: leniently read, edited by cutting its text, written for a new folder (docs/workspace.md).
//!
//! As with YAML headers, reading and editing share one tree with byte spans, and every edit is proved by parsing its
//! result: comments, unknown keys, order and line ends stay.

mod cut;
mod edit;
mod read;
mod write;

pub use edit::{Setting, SettingsEdit, edit_settings, extension_entry, waived_entry};
pub use read::{blank_settings, read_settings, settings_format};
pub use write::new_settings;

#[cfg(test)]
mod tests;
