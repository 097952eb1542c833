//! What a submission says: the allow-list. Every page, the CSV, the crate and `portfolio.json` are made from this type
//! alone, so what it has no field for cannot reach a reviewer. Serialized it *is* `portfolio.json` (docs/bundle.md);
//! the order of its fields is the order of the keys there.

mod from_portfolio;
mod markdown_links;
mod placing;
mod to_workspace;

pub(crate) use from_portfolio::{Stamp, from_portfolio};
pub(crate) use to_workspace::{SETTINGS, reader_copy};

use std::collections::{BTreeMap, BTreeSet};

use artifolio_core::artifact::POSTER;
use artifolio_core::criterion::{REFLECTION, Role};
use artifolio_core::markdown::word_count;
use artifolio_core::private::Private;
use artifolio_core::profile::Range;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::media::{self, Shown};
use crate::site::REFLECTION_PAGE;

/// The bundle format that is written, and the newest that is restored.
pub const BUNDLE_FORMAT: u32 = 1;

/// All that a submission says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Submission {
    pub(crate) bundle_format: u32,
    /// Name and version of the program, "artifolio 0.1.0".
    pub(crate) app: String,
    pub(crate) draft: bool,
    pub(crate) date: NaiveDate,
    /// BCP 47 tag of a language that has a catalogue.
    pub(crate) language: String,
    pub(crate) profile: PublicProfile,
    pub(crate) candidate: Candidate,
    #[serde(default)]
    pub(crate) statement: PublicStatement,
    pub(crate) reflection: Reflection,
    /// Criteria but the reflection, by number.
    pub(crate) criteria: Vec<Entry>,
    /// By number.
    pub(crate) artifacts: Vec<PublicArtifact>,
    /// The evidence files, in the order in which the artifacts name them.
    pub(crate) files: Vec<PublicFile>,
}

/// What a reviewer may know of the programme profile.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct PublicProfile {
    pub(crate) id: String,
    pub(crate) name: String,
    pub(crate) edition: String,
    pub(crate) notice: String,
    pub(crate) standards_link: String,
    pub(crate) pass: u32,
    pub(crate) artifacts: Range,
    /// Template of the artifacts' names, its literal parts already folded to what a file name may hold.
    pub(crate) naming: String,
    /// All of them, by number.
    pub(crate) criteria: Vec<PublicCriterion>,
}

/// A criterion as shown.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct PublicCriterion {
    pub(crate) key: String,
    /// Its place in the order of the profile, from 1.
    pub(crate) number: u32,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) standard: Option<u32>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) standard_name: Option<String>,
    pub(crate) code: String,
    pub(crate) paraphrase: String,
}

/// Who submits.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Candidate {
    pub(crate) name: String,
    pub(crate) family_name: String,
    pub(crate) title: String,
    pub(crate) role: String,
    pub(crate) classroom: bool,
    pub(crate) students: String,
}

/// What the candidate declares of the whole.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct PublicStatement {
    /// What is not said to be somebody else's is the candidate's own work.
    pub(crate) own_work: bool,
    /// Help of AI tools, in the candidate's words.
    pub(crate) ai_help: String,
}

/// Criterion 1.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Reflection {
    pub(crate) artifacts: Vec<Attached>,
    /// Links to evidence are paths below `data/`.
    pub(crate) markdown: String,
}

/// What was written for a criterion.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Entry {
    pub(crate) key: String,
    pub(crate) artifacts: Vec<Attached>,
    /// The contextualization; links to evidence are paths below `data/`.
    pub(crate) markdown: String,
}

/// One mapping.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Attached {
    pub(crate) number: u32,
    pub(crate) role: Role,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) pin: Option<Pin>,
}

/// Where to look.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Pin {
    /// Place in the artifact's evidence, from 1.
    pub(crate) evidence: usize,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) page: Option<u32>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) region: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) time: Option<String>,
}

/// An artifact as shown.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct PublicArtifact {
    pub(crate) number: u32,
    pub(crate) title: String,
    pub(crate) kind: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) made: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) until: Option<String>,
    pub(crate) audience: String,
    pub(crate) summary: String,
    pub(crate) my_part: String,
    pub(crate) makers: Vec<PublicMaker>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) consent: Option<PublicConsent>,
    pub(crate) rights: Vec<PublicRight>,
    pub(crate) evidence: Vec<PublicEvidence>,
    /// The reflection on it; links to evidence are paths below `data/`.
    pub(crate) markdown: String,
}

/// All that is said of the consent of people shown: never who, nor how many.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum PublicConsent {
    /// Of each of them it is on file, or is not needed.
    OnFile,
}

/// A co-maker, under the name the candidate shows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct PublicMaker {
    pub(crate) shown_as: String,
    pub(crate) part: String,
}

/// Third-party material.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct PublicRight {
    pub(crate) what: String,
    pub(crate) source: String,
    pub(crate) licence: String,
}

/// One item of evidence; paths below `data/`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct PublicEvidence {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) file: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) link: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) capture: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) viewable: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) poster: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) captions: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) transcript: Option<String>,
    pub(crate) caption: String,
    pub(crate) alt: String,
    pub(crate) decorative: bool,
}

/// One evidence file in the bundle.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct PublicFile {
    /// Below `data/`.
    pub(crate) path: String,
    pub(crate) bytes: u64,
    /// Media type.
    #[serde(rename = "type")]
    pub(crate) media_type: String,
    /// Of a picture, in pixels, as it is shown.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) width: Option<u32>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) height: Option<u32>,
    /// Length of sound or video, as players count: begun seconds are none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) seconds: Option<u64>,
    /// Pages of a PDF, slides of a presentation.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) pages: Option<u32>,
    /// Kinds of private details that were removed, where it is a clean copy.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) cleaned: Option<BTreeSet<Private>>,
}

impl Submission {
    /// `portfolio.json`: two spaces, LF, a line end at the end.
    pub(crate) fn to_json(&self) -> String {
        let mut text =
            serde_json::to_string_pretty(self).expect("strings, numbers and lists are JSON");
        text.push('\n');
        text
    }

    /// The artifact of a number.
    pub(crate) fn artifact(&self, number: u32) -> Option<&PublicArtifact> {
        self.artifacts.iter().find(|a| a.number == number)
    }

    /// The file at a path.
    pub(crate) fn file(&self, path: &str) -> Option<&PublicFile> {
        self.files.iter().find(|f| f.path == path)
    }

    /// The file that a pin leads to: the item's own or, where no browser opens that, the copy that all do; of a link its
    /// captured copy.
    pub(crate) fn pinned<'a>(&self, evidence: &'a PublicEvidence) -> Option<&'a str> {
        let opens = |path: &str| {
            self.file(path).is_some_and(|file| media::shown(&file.media_type) != Shown::Link)
        };
        // A still picture beside a film has no time to start at.
        let plays = |path: &str| {
            let is = |kind| self.file(path).is_some_and(|file| file.media_type.starts_with(kind));
            is("video/") || is("audio/")
        };
        let file = evidence.file.as_deref();
        let copy = evidence.viewable.as_deref();
        let copy = copy.filter(|copy| opens(copy) && plays(copy) == file.is_some_and(plays));
        match file.filter(|path| !opens(path)).and(copy) {
            Some(copy) => Some(copy),
            None => file.or(evidence.capture.as_deref()),
        }
    }

    /// Every criterion with what was written for it and its artifacts, by number.
    pub(crate) fn rows(&self) -> impl Iterator<Item = Row<'_>> {
        let entries: BTreeMap<_, _> = self.criteria.iter().map(|e| (e.key.as_str(), e)).collect();
        self.profile.criteria.iter().map(move |criterion| {
            if criterion.key == REFLECTION {
                let Reflection { artifacts, markdown } = &self.reflection;
                return Row { criterion, artifacts, markdown, page: REFLECTION_PAGE.into() };
            }
            let (artifacts, markdown) = entries
                .get(criterion.key.as_str())
                .map_or((&[][..], ""), |e| (&e.artifacts[..], e.markdown.as_str()));
            let page = format!("criteria/{}.html", criterion.number);
            Row { criterion, artifacts, markdown, page }
        })
    }
}

/// Whether a text has no word in it.
pub(crate) fn is_blank(markdown: &str) -> bool {
    word_count(markdown) == 0
}

/// A row of the Alignment Map.
#[derive(Debug, Clone)]
pub(crate) struct Row<'a> {
    pub(crate) criterion: &'a PublicCriterion,
    pub(crate) artifacts: &'a [Attached],
    pub(crate) markdown: &'a str,
    /// Its page, below `data/`.
    pub(crate) page: String,
}

impl Row<'_> {
    /// Whether it is the reflection.
    pub(crate) fn is_reflection(&self) -> bool {
        self.criterion.key == REFLECTION
    }

    /// Whether it counts as answered: the reflection when written, another with a text and an artifact.
    pub(crate) fn answered(&self) -> bool {
        !is_blank(self.markdown) && (self.is_reflection() || !self.artifacts.is_empty())
    }
}

impl PublicCriterion {
    /// "2.1.a Decide what to get better at …"; the reflection has no code to show.
    pub(crate) fn name(&self) -> String {
        match self.standard {
            Some(_) => format!("{} {}", self.code, self.paraphrase),
            None => self.paraphrase.clone(),
        }
    }
}

impl PublicFile {
    /// Its name without the folder.
    pub(crate) fn name(&self) -> &str {
        self.path.rsplit('/').next().unwrap_or(&self.path)
    }
}

impl PublicArtifact {
    /// Co-makers with their parts, those that say something.
    pub(crate) fn made_with(&self) -> Vec<String> {
        let lines = self.makers.iter().map(|m| joined([&m.shown_as, &m.part, ""]));
        lines.filter(|line| !line.is_empty()).collect()
    }

    /// Third-party material, a line each.
    pub(crate) fn credits(&self) -> Vec<String> {
        let lines = self.rights.iter().map(|r| joined([&r.what, &r.source, &r.licence]));
        lines.filter(|line| !line.is_empty()).collect()
    }
}

fn joined(parts: [&str; 3]) -> String {
    let parts: Vec<_> = parts.into_iter().map(str::trim).filter(|p| !p.is_empty()).collect();
    parts.join(" – ")
}

impl PublicEvidence {
    /// Its files with the name of the field, in the order of their names.
    pub(crate) fn files(&self) -> impl Iterator<Item = (&'static str, &str)> {
        self.opened().chain(self.poster.as_deref().map(|path| (POSTER, path)))
    }

    /// Those that a reviewer opens: all but the poster, which only stands for them.
    pub(crate) fn opened(&self) -> impl Iterator<Item = (&'static str, &str)> {
        [
            ("file", &self.file),
            ("viewable", &self.viewable),
            ("captions", &self.captions),
            ("transcript", &self.transcript),
            ("capture", &self.capture),
        ]
        .into_iter()
        .filter_map(|(key, path)| path.as_deref().map(|p| (key, p)))
    }
}
