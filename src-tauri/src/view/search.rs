//! What a search found.

use artifolio_core::criterion::REFLECTION;
use artifolio_core::portfolio::Portfolio;
use artifolio_workspace::index;
use artifolio_workspace::index::HitKind;
use serde::Serialize;
use ts_rs::TS;

/// What was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "lowercase")]
pub enum Found {
    /// An artifact's header or reflection.
    Artifact,
    /// A contextualization, or the reflection.
    Criterion,
    /// Another text.
    Note,
    /// A file, by its name.
    File,
}

/// One place that a search found.
#[derive(Debug, Clone, Serialize, TS)]
pub struct Hit {
    /// What it is.
    pub kind: Found,
    /// Artifact id or criterion key.
    pub id: Option<String>,
    /// The artifact in whose folder it lies.
    pub artifact: Option<String>,
    /// Its title, else the file's name.
    pub title: String,
    /// Words around the first place found.
    pub snippet: String,
    /// Below the portfolio, to be shown.
    pub path: String,
}

/// A hit as the interface takes it. `portfolio` tells whose a file is, where it is known.
#[must_use]
pub fn hit(hit: index::Hit, portfolio: Option<&Portfolio>) -> Hit {
    let index::Hit { path, kind, id, title, snippet } = hit;
    let (kind, id) = match kind {
        HitKind::Artifact => (Found::Artifact, id),
        HitKind::Criterion => (Found::Criterion, id),
        HitKind::Reflection => (Found::Criterion, Some(REFLECTION.to_owned())),
        HitKind::Note => (Found::Note, None),
        HitKind::File => (Found::File, None),
    };
    let holds =
        |folder: &str| path.as_str().strip_prefix(folder).is_some_and(|rest| rest.starts_with('/'));
    let artifact = portfolio
        .and_then(|p| p.artifacts.iter().find(|a| holds(a.folder.as_str())))
        .map(|artifact| artifact.header.id.to_string());
    Hit { kind, id, artifact, title, snippet, path: path.to_string() }
}
