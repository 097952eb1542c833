//! The artifacts as cards, each with a picture where its evidence has one.

use artifolio_core::artifact::{Artifact, ArtifactState};
use artifolio_core::file_facts::FileKind;
use artifolio_core::finding::SubjectKind;
use artifolio_core::path::RelPath;
use serde::Serialize;
use ts_rs::TS;

use crate::desk::Seen;

/// One artifact.
#[derive(Debug, Clone, Serialize, TS)]
pub struct ArtifactCard {
    /// Its id.
    pub id: String,
    /// Place in the bundle.
    pub number: Option<u32>,
    /// Title.
    pub title: String,
    /// How far it is.
    #[ts(type = "\"planned\" | \"drafted\" | \"ready\"")]
    pub state: ArtifactState,
    /// Items of evidence.
    pub evidence: u32,
    /// First picture of its evidence.
    pub picture: Option<Picture>,
    /// Findings about it.
    pub findings: u32,
    /// Lesson, student work …
    pub kind: String,
    /// When; empty where not said.
    pub made: String,
    /// Labels of people shown.
    pub people: Vec<String>,
    /// Keys of the criteria it is attached to.
    pub criteria: Vec<String>,
}

/// A picture of the portfolio, by id: the interface never gets a path.
#[derive(Debug, Clone, Serialize, TS)]
pub struct Picture {
    /// `artifact/evidence`, answered by the `artifact:` protocol.
    pub id: String,
    /// Text alternative.
    pub alt: String,
}

/// Builds the cards, by number.
#[must_use]
pub fn artifacts(seen: &Seen) -> Vec<ArtifactCard> {
    seen.reading.portfolio.artifacts.iter().map(|a| card(seen, a)).collect()
}

/// The card of one.
#[must_use]
pub fn artifact_card(seen: &Seen, id: &str) -> Option<ArtifactCard> {
    seen.reading.portfolio.artifact(id).map(|artifact| card(seen, artifact))
}

fn card(seen: &Seen, artifact: &Artifact) -> ArtifactCard {
    let header = &artifact.header;
    ArtifactCard {
        id: header.id.to_string(),
        number: header.number,
        title: header.title.clone(),
        state: header.state,
        evidence: u32::try_from(header.evidence.len()).unwrap_or(u32::MAX),
        picture: header.evidence.iter().find_map(|e| picture_of(seen, artifact, e)),
        findings: seen.count_on(SubjectKind::Artifact, header.id.as_str()),
        kind: header.kind.clone(),
        made: header.made.clone().unwrap_or_default(),
        people: header.people.iter().map(|person| person.who.clone()).collect(),
        criteria: attached_to(seen, header.id.as_str()),
    }
}

/// Keys of the criteria that an artifact is attached to, by number.
pub(super) fn attached_to(seen: &Seen, id: &str) -> Vec<String> {
    let criteria = &seen.reading.portfolio.criteria;
    let holds = |key: &&str| {
        criteria
            .get(*key)
            .is_some_and(|entry| entry.header.artifacts.iter().any(|a| a.id.as_str() == id))
    };
    seen.reading.profile.keys().into_iter().filter(holds).map(str::to_owned).collect()
}

/// The picture of an item of evidence, where it has one.
pub(super) fn picture_of(
    seen: &Seen,
    artifact: &Artifact,
    evidence: &artifolio_core::artifact::Evidence,
) -> Option<Picture> {
    shown(seen, artifact, evidence)?;
    let id = format!("{}/{}", artifact.header.id, evidence.id);
    Some(Picture { id, alt: evidence.alt.clone() })
}

/// The file of an item of evidence that every web view shows as a picture, and its media type.
#[must_use]
pub fn picture(seen: &Seen, id: &str) -> Option<(RelPath, &'static str)> {
    let (artifact, evidence) = id.split_once('/')?;
    let artifact = seen.reading.portfolio.artifact(artifact)?;
    let evidence = artifact.header.evidence.iter().find(|e| e.id.as_str() == evidence)?;
    shown(seen, artifact, evidence)
}

fn shown(
    seen: &Seen,
    artifact: &Artifact,
    evidence: &artifolio_core::artifact::Evidence,
) -> Option<(RelPath, &'static str)> {
    let files = [&evidence.file, &evidence.viewable, &evidence.capture, &evidence.poster];
    files.into_iter().flatten().find_map(|path| {
        let path = artifact.resolve(path);
        let facts = seen.reading.portfolio.files.get(&path)?;
        let media = match facts.fits.first().map(String::as_str) {
            Some("jpg" | "jpeg") => "image/jpeg",
            Some("png") => "image/png",
            Some("gif") => "image/gif",
            Some("webp") => "image/webp",
            _ => return None,
        };
        (facts.kind == FileKind::WebImage).then_some((path, media))
    })
}
