//! What the Alignment Map says, before it is a document, a page, a table or plain text.

use artifolio_core::markdown::{self, Block, web_address};

use crate::site::{ARTIFACTS, REFLECTION_PAGE, artifact_page};
use crate::submission::{Attached, Pin, PublicEvidence, Row, Submission};
use crate::words::Words;

/// The map of a submission, and where what it names can be opened.
#[derive(Clone, Copy)]
pub(crate) struct Map<'a> {
    pub(crate) submission: &'a Submission,
    pub(crate) words: &'a Words,
    /// The address of a path below `data/`; `None` where it can be opened nowhere.
    pub(crate) places: &'a dyn Fn(&str) -> Option<String>,
}

/// Words and where they lead.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Leading {
    pub(crate) text: String,
    pub(crate) address: Option<String>,
}

/// An artifact in a row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Shown {
    /// "Artifact 3: Choice boards".
    pub(crate) name: Leading,
    /// "(main evidence)".
    pub(crate) role: String,
    /// Its files and links; the place to look at is said.
    pub(crate) evidence: Vec<Leading>,
}

impl<'a> Map<'a> {
    /// Labels and values of the header that are filled in: name, title, role, students.
    pub(crate) fn facts(self) -> impl Iterator<Item = (String, &'a str)> {
        let candidate = &self.submission.candidate;
        [
            ("name", &candidate.name),
            ("title", &candidate.title),
            ("role", &candidate.role),
            ("students", &candidate.students),
        ]
        .into_iter()
        .filter(|(_, value)| !value.trim().is_empty())
        .map(move |(key, value)| (self.words.say(key), value.trim()))
    }

    /// The ways to the artifacts and to the reflection, which the header has too; none that leads nowhere.
    pub(crate) fn ways(self) -> impl Iterator<Item = (String, Leading)> {
        [
            ("artifacts", ARTIFACTS, "all_artifacts"),
            ("reflection", REFLECTION_PAGE, "to_reflection"),
        ]
        .into_iter()
        .filter_map(move |(key, path, text)| {
            let address = (self.places)(path)?;
            let text = self.words.say(text);
            Some((self.words.say(key), Leading { text, address: Some(address) }))
        })
    }

    /// "Criterion 2: 2.1.a".
    pub(crate) fn title(self, row: &Row<'_>) -> String {
        let number = row.criterion.number.to_string();
        let code = if row.is_reflection() {
            self.words.say("reflection")
        } else {
            row.criterion.code.clone()
        };
        self.words.with("criterion_titled", &[("number", &number), ("code", &code)])
    }

    /// The artifacts of a row.
    pub(crate) fn artifacts(self, row: &Row<'_>) -> Vec<Shown> {
        row.artifacts.iter().filter_map(|attached| self.artifact(attached)).collect()
    }

    /// The contextualization as blocks; none where no word is written.
    pub(crate) fn text(self, row: &Row<'_>) -> Vec<Block> {
        markdown::blocks(row.markdown, &|destination| self.resolve(destination))
    }

    /// The address of what a text links to, where it is a file of the submission.
    pub(crate) fn resolve(self, destination: &str) -> Option<String> {
        let path = destination.split('#').next().unwrap_or(destination);
        self.submission.file(path)?;
        (self.places)(path)
    }

    fn artifact(self, attached: &Attached) -> Option<Shown> {
        let artifact = self.submission.artifact(attached.number)?;
        let name = self.words.artifact_name(artifact);
        let address = (self.places)(&artifact_page(artifact.number));
        let pin = attached.pin.as_ref();
        let evidence = (1..).zip(&artifact.evidence).flat_map(|(place, evidence)| {
            self.evidence(evidence, pin.filter(|pin| pin.evidence == place))
        });
        Some(Shown {
            name: Leading { text: name, address },
            role: self.words.role(attached.role),
            evidence: evidence.collect(),
        })
    }

    /// The files and the link of an item. What a pin points at says where to look.
    fn evidence(self, evidence: &PublicEvidence, pin: Option<&Pin>) -> Vec<Leading> {
        let mut all = vec![];
        let pinned = self.submission.pinned(evidence);
        if let Some(link) = &evidence.link {
            let text = match pin.filter(|_| pinned.is_none()) {
                Some(pin) => self.words.look(link, pin),
                None => self.words.with("open_link", &[("address", link)]),
            };
            all.push(Leading { text, address: web_address(link) });
        }
        for (field, path) in evidence.opened() {
            let Some(file) = self.submission.file(path) else { continue };
            let name = path.rsplit('/').next().unwrap_or(path);
            let text = match pin.filter(|_| pinned == Some(path)) {
                Some(pin) => self.words.look(name, pin),
                None => {
                    let about = self.words.type_and_size(file);
                    let key = format!("map_{field}");
                    self.words.with(&key, &[("file", name), ("about", &about)])
                }
            };
            let leading = Leading { text, address: (self.places)(path) };
            if !all.contains(&leading) {
                all.push(leading);
            }
        }
        all
    }
}
