//! Handing in: the submission as one flat folder of files to upload, and, once the address of each is known, the map with
//! these addresses. A map whose links lead nowhere is never among them.

mod laying;
mod page;
mod readme;

use std::borrow::Cow;
use std::collections::BTreeMap;

use artifolio_core::handin::{HandIn, Pasted, pasted};
use artifolio_core::portfolio::Portfolio;
use artifolio_core::profile::Profile;
use artifolio_core::receipt::Content;
use chrono::NaiveDate;
use sha2::{Digest as _, Sha256};

use crate::map::Map;
use crate::package::Payload;
use crate::site::{ARTIFACTS, REFLECTION_PAGE};
use crate::submission::{Stamp, Submission, from_portfolio};
use crate::words::Words;
use crate::{docx, map_csv, map_text, naming, pack};

pub use laying::{HandInError, LaidOut};

/// What is handed in of a portfolio.
pub struct UploadFolder {
    submission: Submission,
    contents: Vec<Content>,
    words: Words,
    /// "Benson".
    family: String,
    /// What its checks find was judged by the candidate long ago.
    readers_copy: bool,
}

/// A file that is uploaded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ToUpload {
    /// Its name, as in a bundle.
    pub name: String,
    /// What it is for people: "Artifact 3: Choice boards".
    pub what: String,
    /// Its kind.
    pub kind: UploadKind,
    /// Bytes.
    pub bytes: u64,
    /// SHA-256, hex.
    pub sha256: String,
}

/// What an uploaded file is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum UploadKind {
    /// Evidence or what stands beside it: the map needs its address.
    Evidence,
    /// The reflection: the map needs its address.
    Reflection,
    /// The map itself, which the portal gets.
    Map,
}

impl UploadKind {
    /// As it is called in answers.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Evidence => "evidence",
            Self::Reflection => "reflection",
            Self::Map => "map",
        }
    }
}

impl UploadFolder {
    /// What is handed in of a portfolio. `draft`: every document says so; a reader's copy stays what it was.
    #[must_use]
    pub fn of(portfolio: &Portfolio, profile: &Profile, draft: bool) -> Self {
        let draft = portfolio.settings.reader_copy.map_or(draft, |copy| copy.draft);
        // Nothing here says a date or a program: a file that was uploaded must not be another one tomorrow.
        let stamp = Stamp { date: NaiveDate::default(), draft, app: "" };
        let (submission, mut contents) = from_portfolio(portfolio, profile, stamp);
        let items = || submission.artifacts.iter().flat_map(|artifact| &artifact.evidence);
        // The map leads to no poster.
        contents.retain(|c| items().flat_map(|e| e.opened()).any(|(_, path)| path == c.name));
        let words = Words::of(&submission.language);
        let family = naming::family(&submission.candidate.family_name);
        let readers_copy = portfolio.settings.reader_copy.is_some();
        Self { submission, contents, words, family, readers_copy }
    }

    /// Whether every document says "draft".
    #[must_use]
    pub fn is_draft(&self) -> bool {
        self.submission.draft
    }

    /// The files to upload, in the order of the artifacts; the reflection and, where it can be written, the map at the end.
    #[must_use]
    pub fn files(&self, kept: &HandIn) -> Vec<ToUpload> {
        let mut all: Vec<_> = self.contents.iter().map(|content| self.evidence(content)).collect();
        let mut made = |name: String, key: &str, kind, bytes: &[u8]| {
            let sha256 = hex::encode(Sha256::digest(bytes));
            let what = self.words.say(key);
            all.push(ToUpload { name, what, kind, bytes: bytes.len() as u64, sha256 });
        };
        let reflection = self.reflection();
        made(self.reflection_name(), "reflection", UploadKind::Reflection, &reflection);
        if self.missing(kept).is_empty() {
            let map = self.with_map(kept, docx::alignment_map);
            made(self.map_name("docx"), "alignment_map", UploadKind::Map, &map);
        }
        all
    }

    /// SHA-256 of the files to upload, by name.
    #[must_use]
    pub fn sums(&self, kept: &HandIn) -> BTreeMap<String, String> {
        self.files(kept).into_iter().map(|file| (file.name, file.sha256)).collect()
    }

    /// Names of the files whose address the map needs and does not have.
    #[must_use]
    pub fn missing(&self, kept: &HandIn) -> Vec<String> {
        let known = kept.addresses();
        let names = self.contents.iter().map(|content| flat(&content.name).to_owned());
        let all = names.chain([self.reflection_name()]);
        all.filter(|name| !known.contains_key(name.as_str())).collect()
    }

    /// Takes the addresses of a pasted list for the files that the map leads to.
    pub fn take(&self, kept: &mut HandIn, list: &str) -> Pasted {
        let names = self.missing(&HandIn::default());
        let names: Vec<&str> = names.iter().map(String::as_str).collect();
        kept.take(pasted(&names, list), &names)
    }

    /// The row of a criterion as plain text, with the addresses that are known; `None` where there is no such criterion.
    #[must_use]
    pub fn row(&self, key: &str, kept: &HandIn) -> Option<String> {
        let row = self.submission.rows().find(|row| row.criterion.key == key)?;
        Some(self.with_map(kept, |map| map_text::row(map, &row)))
    }

    /// Everything that lies in the folder, by name, but what says what to do.
    fn contents(&self, kept: &HandIn) -> BTreeMap<String, Payload> {
        let mut all: BTreeMap<_, _> = self
            .contents
            .iter()
            .map(pack::copied)
            .map(|(path, payload)| (flat(&path).to_owned(), payload))
            .collect();
        let mut made = |name, bytes| all.insert(name, Payload::Made(Cow::Owned(bytes)));
        made(self.reflection_name(), self.reflection());
        if self.missing(kept).is_empty() {
            self.with_map(kept, |map| {
                made(self.map_name("docx"), docx::alignment_map(map));
                made(self.map_name("html"), page::page(map).into_bytes());
                made(self.map_name("csv"), map_csv::text(map).into_bytes());
            });
        }
        all
    }

    fn evidence(&self, content: &Content) -> ToUpload {
        let of = self.submission.artifacts.iter().find(|artifact| {
            artifact.evidence.iter().flat_map(|e| e.opened()).any(|(_, path)| path == content.name)
        });
        ToUpload {
            name: flat(&content.name).to_owned(),
            what: of.map(|artifact| self.words.artifact_name(artifact)).unwrap_or_default(),
            kind: UploadKind::Evidence,
            bytes: content.bytes,
            sha256: content.sha256.clone(),
        }
    }

    /// It links no evidence: its own address comes to be with the others', and what was uploaded must not change then.
    fn reflection(&self) -> Vec<u8> {
        let (submission, words) = (&self.submission, &self.words);
        docx::reflection(Map { submission, words, places: &|_| None })
    }

    fn with_map<T>(&self, kept: &HandIn, then: impl FnOnce(Map<'_>) -> T) -> T {
        let known = kept.addresses();
        let reflection = self.reflection_name();
        let at = |path: &str| known.get(flat(path)).map(|a| (*a).to_owned());
        let places = |path: &str| match path {
            ARTIFACTS => kept.folder.clone(),
            REFLECTION_PAGE => known.get(reflection.as_str()).map(|a| (*a).to_owned()),
            path => {
                self.submission.file(path)?;
                at(path).or_else(|| at(self.stands_for(path)?))
            }
        };
        then(Map { submission: &self.submission, words: &self.words, places: &places })
    }

    /// What a poster, which is not uploaded, is the picture of.
    fn stands_for(&self, poster: &str) -> Option<&str> {
        let mut items = self.submission.artifacts.iter().flat_map(|artifact| &artifact.evidence);
        let item = items.find(|item| item.poster.as_deref() == Some(poster))?;
        self.submission.pinned(item)
    }

    fn reflection_name(&self) -> String {
        format!("{}_Reflection.docx", self.family)
    }

    fn map_name(&self, extension: &str) -> String {
        format!("{}_Alignment-Map.{extension}", self.family)
    }
}

/// The last part of a path: in one folder no two are the same, since each begins with its artifact's name.
fn flat(path: &str) -> &str {
    path.rsplit('/').next().unwrap_or(path)
}

#[cfg(test)]
mod tests;
