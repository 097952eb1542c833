//! What happened while nobody looked, as the interface lists it.

use artifolio_core::path::RelPath;
use artifolio_workspace::away::{Copy, News, Since, Way, What};
use artifolio_workspace::layout::{Role, role};
use artifolio_workspace::read::Reading;
use serde::Serialize;
use ts_rs::TS;

use super::TextOf;
use crate::desk::Away;

/// What kind of thing happened.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum AwayKind {
    /// A copy with the same bytes as its original.
    CopySame,
    /// A copy that can be put together with its original.
    CopyMerge,
    /// A copy that says something else in one place.
    CopyChoose,
    /// A copy that is no text.
    CopyBeside,
    /// Evidence has another name.
    Renamed,
    /// A file that nobody listed.
    Added,
    /// A text says something else.
    Edited,
    /// A text is gone.
    Deleted,
    /// A text lies elsewhere.
    Moved,
}

/// One thing that happened.
#[derive(Debug, Clone, Serialize, TS)]
pub struct AwayItem {
    /// Names it.
    pub key: String,
    /// What kind of thing.
    pub kind: AwayKind,
    /// The file or text, as it is called now.
    pub name: String,
    /// What it belongs to: a criterion's code, an artifact's title, a folder; may be empty.
    pub place: String,
    /// Whose copy, the name before, or the folder now; may be empty.
    pub detail: String,
    /// The text that can be opened; `null` when there is none.
    pub text: Option<TextOf>,
}

/// Builds a line of the list.
pub(crate) fn away_item(away: &Away, reading: &Reading) -> AwayItem {
    let key = away.key();
    match away {
        Away::News(News::Copy(Copy { path, original, service, way, .. })) => {
            let kind = match way {
                Way::Same => AwayKind::CopySame,
                Way::Merge => AwayKind::CopyMerge,
                Way::Choose => AwayKind::CopyChoose,
                Way::Beside => AwayKind::CopyBeside,
            };
            let (place, text) = whose(original, reading);
            let (name, detail) = (path.name().to_owned(), service.name().to_owned());
            AwayItem { key, kind, name, place, detail, text }
        }
        Away::News(News::Renamed { from, to, .. }) => {
            let (place, _) = whose(to, reading);
            let (name, detail) = (to.name().to_owned(), from.name().to_owned());
            AwayItem { key, kind: AwayKind::Renamed, name, place, detail, text: None }
        }
        Away::News(News::Added { file, .. }) => {
            let (place, _) = whose(file, reading);
            let name = file.name().to_owned();
            AwayItem { key, kind: AwayKind::Added, name, place, detail: String::new(), text: None }
        }
        Away::Since(Since { file, what, .. }) => {
            let (kind, now) = match what {
                What::Edited => (AwayKind::Edited, file),
                What::Deleted => (AwayKind::Deleted, file),
                What::Moved(to) => (AwayKind::Moved, to),
            };
            let (place, text) = whose(now, reading);
            let text = text.filter(|_| kind != AwayKind::Deleted);
            let (name, detail) = (file.to_string(), now.parent().to_string());
            AwayItem { key, kind, name, place, detail, text }
        }
    }
}

/// What a file belongs to, and the text of it that can be opened.
fn whose(file: &RelPath, reading: &Reading) -> (String, Option<TextOf>) {
    match role(file) {
        Role::Criterion(key) => {
            let known = reading.portfolio.criteria.contains_key(&key);
            let code = reading.profile.code(&key).to_string();
            (code, known.then_some(TextOf::Criterion { id: key }))
        }
        Role::ArtifactHeader | Role::InArtifact(_) => {
            let all = &reading.portfolio.artifacts;
            match all.iter().find(|artifact| file.is_below(&artifact.folder)) {
                Some(artifact) => {
                    let title = artifact.header.title.clone();
                    (title, Some(TextOf::Artifact { id: artifact.header.id.to_string() }))
                }
                None => (file.parent().name().to_owned(), None),
            }
        }
        _ => (String::new(), None),
    }
}
