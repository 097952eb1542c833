//! What `portfolio.json` says, as far as it is compared with anything. A text that is missing asks for nothing: that the
//! rest has its shape is the schema's part (docs/schema/portfolio.schema.json).

use std::collections::{BTreeMap, BTreeSet};

use serde::Deserialize;

/// The key of criterion 1.
pub(super) const REFLECTION: &str = "reflection";

#[derive(Deserialize)]
pub(super) struct Format {
    pub(super) bundle_format: u64,
}

#[derive(Deserialize)]
pub(super) struct Portfolio {
    pub(super) draft: bool,
    pub(super) date: String,
    pub(super) language: String,
    pub(super) profile: Profile,
    pub(super) candidate: Candidate,
    #[serde(default)]
    pub(super) statement: Statement,
    pub(super) reflection: Reflection,
    pub(super) criteria: Vec<Answer>,
    pub(super) artifacts: Vec<Artifact>,
    pub(super) files: Vec<Listed>,
    #[serde(skip)]
    by_number: BTreeMap<u64, usize>,
    /// Criteria, by their place, that an artifact is attached to.
    #[serde(skip)]
    serves: BTreeMap<u64, BTreeSet<usize>>,
}

#[derive(Deserialize)]
pub(super) struct Listed {
    pub(super) path: String,
    pub(super) bytes: u64,
    #[serde(rename = "type", default)]
    pub(super) media_type: String,
}

#[derive(Deserialize)]
pub(super) struct Profile {
    #[serde(default)]
    pub(super) name: String,
    #[serde(default)]
    pub(super) notice: String,
    pub(super) criteria: Vec<Criterion>,
}

#[derive(Deserialize)]
pub(super) struct Criterion {
    pub(super) key: String,
    pub(super) number: u64,
    #[serde(default)]
    pub(super) standard_name: String,
    #[serde(default)]
    pub(super) code: String,
    #[serde(default)]
    pub(super) paraphrase: String,
}

impl Criterion {
    /// The code, where there is one to show: the reflection's is its key's.
    pub(super) fn shown_code(&self) -> &str {
        if self.key == REFLECTION { "" } else { &self.code }
    }

    /// Its page, below `data/`.
    pub(super) fn page(&self) -> String {
        match self.key.as_str() {
            REFLECTION => "reflection.html".to_owned(),
            _ => format!("criteria/{}.html", self.number),
        }
    }
}

#[derive(Deserialize)]
pub(super) struct Candidate {
    pub(super) name: String,
    #[serde(default)]
    pub(super) title: String,
    #[serde(default)]
    pub(super) role: String,
    #[serde(default)]
    pub(super) students: String,
}

#[derive(Default, Deserialize)]
pub(super) struct Statement {
    #[serde(default)]
    pub(super) ai_help: String,
}

#[derive(Deserialize)]
pub(super) struct Reflection {
    pub(super) artifacts: Vec<Attached>,
    #[serde(default)]
    pub(super) markdown: String,
}

#[derive(Deserialize)]
pub(super) struct Answer {
    pub(super) key: String,
    pub(super) artifacts: Vec<Attached>,
    #[serde(default)]
    pub(super) markdown: String,
}

#[derive(Deserialize)]
pub(super) struct Attached {
    pub(super) number: u64,
    pub(super) pin: Option<Pin>,
}

#[derive(Deserialize)]
pub(super) struct Pin {
    pub(super) evidence: u64,
}

#[derive(Deserialize)]
pub(super) struct Artifact {
    pub(super) number: u64,
    #[serde(default)]
    pub(super) title: String,
    #[serde(default)]
    pub(super) kind: String,
    #[serde(default)]
    pub(super) audience: String,
    #[serde(default)]
    pub(super) summary: String,
    #[serde(default)]
    pub(super) my_part: String,
    #[serde(default)]
    pub(super) makers: Vec<Maker>,
    #[serde(default)]
    pub(super) rights: Vec<Right>,
    pub(super) evidence: Vec<Evidence>,
    #[serde(default)]
    pub(super) markdown: String,
}

impl Artifact {
    /// Its page, below `data/`.
    pub(super) fn page(&self) -> String {
        format!("artifacts/{}.html", self.number)
    }
}

#[derive(Deserialize)]
pub(super) struct Maker {
    pub(super) shown_as: String,
    pub(super) part: String,
}

#[derive(Deserialize)]
pub(super) struct Right {
    pub(super) what: String,
    pub(super) source: String,
    pub(super) licence: String,
}

#[derive(Deserialize)]
pub(super) struct Evidence {
    pub(super) file: Option<String>,
    pub(super) link: Option<String>,
    pub(super) viewable: Option<String>,
    pub(super) poster: Option<String>,
    pub(super) captions: Option<String>,
    pub(super) transcript: Option<String>,
    pub(super) capture: Option<String>,
    #[serde(default)]
    pub(super) caption: String,
}

impl Evidence {
    pub(super) fn files(&self) -> impl Iterator<Item = &str> {
        let Self { file, viewable, poster, captions, transcript, capture, .. } = self;
        let all = [file, viewable, poster, captions, transcript, capture];
        all.into_iter().filter_map(Option::as_deref)
    }
}

/// What was written for a criterion.
#[derive(Clone, Copy)]
pub(super) struct Answered<'a> {
    pub(super) criterion: &'a Criterion,
    pub(super) artifacts: &'a [Attached],
    pub(super) markdown: &'a str,
}

impl Portfolio {
    /// Reads it.
    pub(super) fn read(bytes: &[u8]) -> Result<Self, serde_json::Error> {
        let mut said: Self = serde_json::from_slice(bytes)?;
        said.by_number = said.artifacts.iter().map(|one| one.number).zip(0..).collect();
        let mut serves = BTreeMap::<u64, BTreeSet<usize>>::new();
        for (place, answer) in said.answers().enumerate() {
            for attached in answer.artifacts {
                serves.entry(attached.number).or_default().insert(place);
            }
        }
        said.serves = serves;
        Ok(said)
    }

    /// The artifact with this number.
    pub(super) fn artifact(&self, number: u64) -> Option<&Artifact> {
        self.artifacts.get(*self.by_number.get(&number)?)
    }

    /// The criteria that an artifact is attached to.
    pub(super) fn served(&self, number: u64) -> impl Iterator<Item = &Criterion> {
        let places = self.serves.get(&number).into_iter().flatten();
        places.filter_map(|place| self.profile.criteria.get(*place))
    }

    /// Each criterion with its answer, in the order of the profile.
    pub(super) fn answers(&self) -> impl Iterator<Item = Answered<'_>> {
        let own: BTreeMap<&str, &Answer> =
            self.criteria.iter().map(|answer| (answer.key.as_str(), answer)).collect();
        self.profile.criteria.iter().map(move |criterion| {
            let (artifacts, markdown) = if criterion.key == REFLECTION {
                (&self.reflection.artifacts[..], self.reflection.markdown.as_str())
            } else {
                let own = own.get(criterion.key.as_str());
                own.map_or((&[][..], ""), |own| (&own.artifacts[..], own.markdown.as_str()))
            };
            Answered { criterion, artifacts, markdown }
        })
    }
}
