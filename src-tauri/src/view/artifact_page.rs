//! One artifact, open: its header, its evidence and the reflection on it.

use artifolio_core::artifact::{Artifact, Consent, Evidence, Maker, Person, Right};
use artifolio_core::file_facts::FileKind;
use artifolio_core::finding::SubjectKind;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::artifacts::{attached_to, picture_of};
use super::private::cleaned;
use super::viewable::{ViewableOffer, offer};
use super::{ArtifactCard, Finding, Picture, TextPast, artifact_card, revision};
use crate::desk::Seen;

/// One artifact with everything that is known of it.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ArtifactPage {
    /// Its card.
    pub card: ArtifactCard,
    /// Lesson, student work …
    pub kind: String,
    /// When it was made, or the beginning of a period: `YYYY-MM-DD`, `YYYY-MM`, `YYYY` or empty.
    pub made: String,
    /// End of the period.
    pub until: String,
    /// For whom.
    pub audience: String,
    /// What it is.
    pub summary: String,
    /// The candidate's part.
    pub my_part: String,
    /// Private note.
    pub note: String,
    /// Co-makers.
    pub makers: Vec<MakerLine>,
    /// People shown.
    pub people: Vec<PersonLine>,
    /// Redaction still to do.
    pub redact: Vec<String>,
    /// Others' material.
    pub rights: Vec<RightLine>,
    /// Evidence in bundle order.
    pub evidence: Vec<EvidenceItem>,
    /// The reflection on it, Markdown.
    pub text: String,
    /// What the text is saved against.
    pub revision: String,
    /// What its history says.
    pub past: TextPast,
    /// Keys of the criteria it is attached to.
    pub criteria: Vec<String>,
    /// Files in its folder that no item names, below the portfolio.
    pub unlisted: Vec<String>,
    /// Findings about it.
    pub findings: Vec<Finding>,
}

/// A co-maker.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct MakerLine {
    /// Name; private.
    pub name: String,
    /// How the submission names the person.
    pub shown_as: String,
    /// What the person did.
    pub part: String,
}

/// A person shown; private.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct PersonLine {
    /// The learner's label.
    pub who: String,
    /// Ids of evidence; empty: anywhere.
    pub shown_in: Vec<String>,
    /// Consent.
    #[ts(type = "\"given\" | \"missing\" | \"withdrawn\" | \"not-needed\"")]
    pub consent: Consent,
    /// Last day it holds, `YYYY-MM-DD` or empty.
    pub until: String,
    /// Note.
    pub note: String,
}

/// Others' material.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct RightLine {
    /// What it is.
    pub what: String,
    /// Where it comes from.
    pub source: String,
    /// Its licence or permission.
    pub licence: String,
}

/// A file that stands beside an item.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct Beside {
    /// What it is there for: the header's key.
    #[ts(type = "\"viewable\" | \"captions\" | \"transcript\" | \"capture\" | \"poster\"")]
    pub key: &'static str,
    /// Its name.
    pub name: String,
}

/// One item of evidence.
#[derive(Debug, Clone, Serialize, TS)]
pub struct EvidenceItem {
    /// Its id.
    pub id: String,
    /// The file's name; of a link its address.
    pub name: String,
    /// Address, when it lives on the web.
    pub link: Option<String>,
    /// The files beside it: captured copy, viewable copy, captions, transcript, poster.
    pub beside: Vec<Beside>,
    /// Caption.
    pub caption: String,
    /// Text alternative.
    pub alt: String,
    /// No text alternative is needed.
    pub decorative: bool,
    /// When the link was last opened from a signed-out browser.
    pub checked: Option<String>,
    /// What its file is.
    #[ts(
        type = "\"web-image\" | \"other-image\" | \"svg\" | \"pdf\" | \"office\" | \"old-office\" | \"web-video\" | \"other-video\" | \"audio\" | \"text\" | \"html\" | \"archive\" | \"program\" | \"pointer\" | \"unknown\" | null"
    )]
    pub kind: Option<FileKind>,
    /// Its size; `null` when the file is not there or it has none.
    #[ts(type = "number | null")]
    pub bytes: Option<u64>,
    /// A file that it names is not there.
    pub missing: bool,
    /// A picture of it.
    pub picture: Option<Picture>,
    /// What its clean copy, which goes into the package, is without, in words; empty where there is none.
    pub cleaned: Vec<String>,
    /// A copy that any browser shows, or a poster, can stand beside it, and does not.
    pub viewable: Option<ViewableOffer>,
}

impl From<&Maker> for MakerLine {
    fn from(maker: &Maker) -> Self {
        let Maker { name, shown_as, part } = maker.clone();
        Self { name, shown_as, part }
    }
}

impl From<MakerLine> for Maker {
    fn from(line: MakerLine) -> Self {
        let MakerLine { name, shown_as, part } = line;
        Self { name, shown_as, part }
    }
}

impl From<&Right> for RightLine {
    fn from(right: &Right) -> Self {
        let Right { what, source, licence } = right.clone();
        Self { what, source, licence }
    }
}

impl From<RightLine> for Right {
    fn from(line: RightLine) -> Self {
        let RightLine { what, source, licence } = line;
        Self { what, source, licence }
    }
}

impl From<&Person> for PersonLine {
    fn from(person: &Person) -> Self {
        let Person { who, shown_in, consent, until, note } = person.clone();
        Self { who, shown_in, consent, until: day(until), note }
    }
}

/// A day as it crosses the border: empty without one.
pub(crate) fn day(date: Option<chrono::NaiveDate>) -> String {
    date.map_or_else(String::new, |d| d.to_string())
}

/// Builds the page; `None` when there is no such artifact.
#[must_use]
pub fn artifact_page(seen: &Seen, id: &str, past: TextPast) -> Option<ArtifactPage> {
    let artifact = seen.reading.portfolio.artifact(id)?;
    let header = &artifact.header;
    Some(ArtifactPage {
        card: artifact_card(seen, id)?,
        kind: header.kind.clone(),
        made: header.made.clone().unwrap_or_default(),
        until: header.until.clone().unwrap_or_default(),
        audience: header.audience.clone(),
        summary: header.summary.clone(),
        my_part: header.my_part.clone(),
        note: header.note.clone(),
        makers: header.makers.iter().map(Into::into).collect(),
        people: header.people.iter().map(Into::into).collect(),
        redact: header.redact.clone(),
        rights: header.rights.iter().map(Into::into).collect(),
        evidence: header.evidence.iter().map(|e| item(seen, artifact, e)).collect(),
        past,
        revision: revision(&artifact.reflection),
        text: artifact.reflection.clone(),
        criteria: attached_to(seen, id),
        unlisted: artifact.unlisted.iter().map(ToString::to_string).collect(),
        findings: seen.spoken_on(SubjectKind::Artifact, id),
    })
}

fn item(seen: &Seen, artifact: &Artifact, evidence: &Evidence) -> EvidenceItem {
    let facts = |path| seen.reading.portfolio.files.get(&artifact.resolve(path));
    let own = evidence.file.as_ref();
    let name = |path: &artifolio_core::path::RelPath| path.name().to_owned();
    EvidenceItem {
        id: evidence.id.to_string(),
        name: own.map(name).or_else(|| evidence.link.clone()).unwrap_or_default(),
        link: evidence.link.clone(),
        beside: evidence
            .files()
            .filter(|(key, _)| *key != "file")
            .map(|(key, path)| Beside { key, name: name(path) })
            .collect(),
        caption: evidence.caption.clone(),
        alt: evidence.alt.clone(),
        decorative: evidence.decorative,
        checked: evidence.checked.map(|d| d.to_string()),
        kind: own.and_then(facts).map(|f| f.kind),
        bytes: own.and_then(facts).map(|f| f.size),
        missing: evidence.files().any(|(_, path)| facts(path).is_none()),
        picture: picture_of(seen, artifact, evidence),
        cleaned: cleaned(seen, artifact, evidence),
        viewable: offer(seen, artifact, evidence),
    }
}
