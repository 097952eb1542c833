//! What the portfolio was: earlier versions of a text, and what was removed.

use artifolio_core::header;
use artifolio_core::portfolio::Portfolio;
use artifolio_workspace::history::{Version, Why};
use artifolio_workspace::trash::Removed;
use serde::Serialize;
use ts_rs::TS;

/// Why an earlier version is there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "lowercase")]
pub enum VersionOrigin {
    /// Saved with this program.
    Saved,
    /// Another program wrote it.
    Found,
    /// The other side of a conflict was chosen.
    Conflict,
    /// It was not saved when the program ended.
    Unsaved,
}

impl VersionOrigin {
    /// Whether it never stood in the file.
    fn is_beside(self) -> bool {
        matches!(self, Self::Conflict | Self::Unsaved)
    }
}

/// What the history says of a text that asks for a decision.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, TS)]
pub struct TextPast {
    /// What stood there before another program emptied it; `null` when none did.
    pub emptied: Option<String>,
    /// When words of it were written that were not saved when the program ended, RFC 3339; `null` when there are none
    /// that nobody has looked at.
    pub unsaved: Option<String>,
}

/// An earlier version of a text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct EarlierText {
    /// Names it.
    pub key: String,
    /// When, RFC 3339.
    pub at: String,
    /// Why it is there.
    pub origin: VersionOrigin,
    /// The text, without its header.
    pub text: String,
}

/// The versions whose texts differ from each other and from `now`, the last first; each as old as its text.
#[must_use]
pub fn earlier_texts(versions: Vec<(Version, Vec<u8>)>, now: &str) -> Vec<EarlierText> {
    let mut all: Vec<EarlierText> = Vec::new();
    for (Version { at, sha256, why, .. }, bytes) in versions {
        let Ok(file) = String::from_utf8(bytes) else { continue };
        let text = header::read_criterion(&file).body;
        let origin = match why {
            Why::Saved | Why::Accepted | Why::Removed => VersionOrigin::Saved,
            Why::Found | Why::Gone => VersionOrigin::Found,
            Why::Conflict => VersionOrigin::Conflict,
            Why::Unsaved => VersionOrigin::Unsaved,
        };
        let (key, at) = (sha256.to_string(), at.to_rfc3339());
        match all.last_mut() {
            // Only the header changed in between.
            Some(later) if later.text == text => {
                (later.key, later.at) = (key, at);
                if !later.origin.is_beside() {
                    later.origin = origin;
                }
            }
            _ => all.push(EarlierText { key, at, origin, text }),
        }
    }
    while let Some(last) = all.iter().position(|version| !version.origin.is_beside()) {
        if all[last].text != now {
            break;
        }
        all.remove(last);
    }
    all
}

/// Something that was removed.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct RemovedItem {
    /// Names it.
    pub key: String,
    /// When, RFC 3339; `null` when that is not known.
    pub at: Option<String>,
    /// What it is called.
    pub name: String,
    /// Where it was: the title of the artifact it belonged to, or the folder; may be empty.
    pub place: String,
    /// Files in it.
    pub files: u32,
}

/// What was removed, as the interface lists it.
#[must_use]
pub fn removed_item(removed: Removed, portfolio: &Portfolio) -> RemovedItem {
    let Removed { key, at, path, title, files } = removed;
    let home = portfolio.artifacts.iter().find(|artifact| path.is_below(&artifact.folder));
    let place = match (&title, home) {
        (Some(_), _) => String::new(),
        (None, Some(artifact)) => artifact.header.title.clone(),
        (None, None) => path.parent().to_string(),
    };
    let title = title.filter(|title| !title.is_empty());
    RemovedItem {
        key,
        at: at.map(|at| at.to_rfc3339()),
        name: title.unwrap_or_else(|| path.name().to_owned()),
        place,
        files: u32::try_from(files).unwrap_or(u32::MAX),
    }
}
