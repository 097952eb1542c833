//! What happened while nobody looked, as the interface lists it.

use artifolio_core::message::Catalogue;
use artifolio_core::path::RelPath;
use artifolio_workspace::away::{Copy, News, Since, Twin, Way, What};
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
    /// A copy of settings, of which one can take the place of the other.
    CopyInstead,
    /// A second folder of an artifact, of which nothing is missing in the first.
    TwinSame,
    /// A second folder of an artifact.
    Twin,
    /// Evidence has another name.
    Renamed,
    /// Evidence is likely to have another name.
    RenamedLikely,
    /// Evidence lies outside its artifact's folder.
    Elsewhere,
    /// Evidence says something else.
    Changed,
    /// Nothing is left in a file of evidence.
    Emptied,
    /// A file of evidence is gone.
    Lost,
    /// A file of evidence is in the trash.
    LostKept,
    /// A file that nobody listed.
    Added,
    /// A text says something else.
    Edited,
    /// A text is gone.
    Deleted,
    /// A text lies elsewhere.
    Moved,
    /// A text is new.
    New,
}

/// One thing that happened.
#[derive(Debug, Clone, Serialize, TS)]
pub struct AwayItem {
    /// Names it.
    pub key: String,
    /// What kind of thing.
    pub kind: AwayKind,
    /// It is done along with all that is proposed.
    pub proposed: bool,
    /// The file or text, as it is called now.
    pub name: String,
    /// What it belongs to: a criterion's code, an artifact's title, a folder; may be empty.
    pub place: String,
    /// Whose copy, the name before, or the folder now; may be empty.
    pub detail: String,
    /// What a copy of settings says otherwise, in the middle of a sentence.
    pub differs: Vec<String>,
    /// The text that can be opened; `null` when there is none.
    pub text: Option<TextOf>,
}

/// Builds a line of the list.
pub(crate) fn away_item(away: &Away, reading: &Reading, words: &Catalogue) -> AwayItem {
    let (kind, file, name, detail) = told(away);
    let (place, text) = whose(file, reading);
    let text = text.filter(|_| kind != AwayKind::Deleted);
    let differs = match away {
        Away::News(News::Copy(copy)) => {
            copy.differs.iter().map(|key| setting(key, words)).collect()
        }
        _ => Vec::new(),
    };
    let (key, proposed) = (away.key(), away.is_proposed());
    AwayItem { key, kind, proposed, name, place, detail, differs, text }
}

/// What a key of the settings is called; of corrections of a programme the key itself, which the learner has written.
fn setting(key: &str, words: &Catalogue) -> String {
    let named = format!("field_portfolio_{}", key.rsplit('.').next().unwrap_or(key));
    if words.has(&named) { words.plain(&named) } else { key.to_owned() }
}

/// The kind of a thing, the file that says where it belongs, and what [`AwayItem`] calls name and detail.
fn told(away: &Away) -> (AwayKind, &RelPath, String, String) {
    let name = |path: &RelPath| path.name().to_owned();
    match away {
        Away::News(News::Copy(Copy { path, original, service, way, .. })) => {
            let kind = match way {
                Way::Same => AwayKind::CopySame,
                Way::Merge => AwayKind::CopyMerge,
                Way::Choose => AwayKind::CopyChoose,
                Way::Beside => AwayKind::CopyBeside,
                Way::Instead => AwayKind::CopyInstead,
            };
            (kind, original, name(path), service.name().to_owned())
        }
        Away::News(News::Twin(Twin { folder, other, same, .. })) => {
            let kind = if *same { AwayKind::TwinSame } else { AwayKind::Twin };
            (kind, other, name(folder), name(other))
        }
        Away::News(News::Renamed { of, to, sure }) => {
            let kind = if *sure { AwayKind::Renamed } else { AwayKind::RenamedLikely };
            (kind, to, within(to), within(&of.file))
        }
        Away::News(News::Elsewhere { of, at, .. }) => {
            (AwayKind::Elsewhere, &of.file, name(&of.file), at.parent().to_string())
        }
        Away::News(News::Changed { of, empty, .. }) => {
            let kind = if *empty { AwayKind::Emptied } else { AwayKind::Changed };
            (kind, &of.file, name(&of.file), String::new())
        }
        Away::News(News::Lost { of, removal }) => {
            let kind = if removal.is_some() { AwayKind::LostKept } else { AwayKind::Lost };
            (kind, &of.file, name(&of.file), String::new())
        }
        Away::News(News::Added { file, .. }) => (AwayKind::Added, file, name(file), String::new()),
        Away::Since(Since { file, what, .. }) => {
            let (kind, now) = match what {
                What::Edited => (AwayKind::Edited, file),
                What::Deleted => (AwayKind::Deleted, file),
                What::Moved(to) => (AwayKind::Moved, to),
                What::Added => (AwayKind::New, file),
            };
            (kind, now, file.to_string(), now.parent().to_string())
        }
    }
}

/// A file of an artifact by its path there: one that was moved into a folder has its name still.
fn within(path: &RelPath) -> String {
    match role(path) {
        Role::InArtifact(folder) => path.within(&folder).as_ref().unwrap_or(path).to_string(),
        _ => path.to_string(),
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
