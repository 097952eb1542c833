//! A programme profile, resolved: programme, edition, 25 criteria, limits, naming, severities. All data, in `profiles/`
//! (docs/profile.md); nothing of it is a constant in code.

mod course;

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use toml::{Table, Value};

use crate::day;
use crate::finding::Severity;

pub use self::course::{CourseForm, CourseRule, StepKind, StepRule, Work};

/// A resolved profile.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Profile {
    /// Profile format, 1.
    pub format: u32,
    /// Stable id.
    pub id: String,
    /// Name for people.
    pub name: String,
    /// Shipped profile a learner's own one stands on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub based_on: Option<String>,
    /// Which column of a criterion is shown.
    pub edition: String,
    /// Last day on which the programme was offered; `None`: it still is.
    #[serde(default, with = "day::maybe", skip_serializing_if = "Option::is_none")]
    pub valid_until: Option<NaiveDate>,
    /// The "not affiliated" line.
    pub notice: String,
    /// Where the official text is.
    pub standards_link: String,
    /// The programme's own pages, for Help.
    #[serde(default)]
    pub page: Vec<Page>,
    /// Points to pass.
    pub pass: u32,
    /// How many artifacts.
    pub artifacts: Range,
    /// How the due date is reckoned.
    pub due: DueRule,
    /// The course before the portfolio.
    pub course: CourseRule,
    /// Forms that the course has, by key.
    pub form: BTreeMap<String, CourseForm>,
    /// Minutes that one piece of work takes, by kind.
    pub work: BTreeMap<Work, u32>,
    /// Limits of texts.
    #[serde(default)]
    pub text: TextLimits,
    /// Caps of files.
    #[serde(default)]
    pub files: FileLimits,
    /// Templates of names.
    pub naming: Naming,
    /// Prompts of the reflection.
    #[serde(default)]
    pub reflection: ReflectionPrompts,
    /// Standards by number.
    pub standard: BTreeMap<String, Standard>,
    /// Criteria by key.
    pub criterion: BTreeMap<String, Criterion>,
    /// Rules by id.
    pub rule: BTreeMap<String, RuleSetting>,
}

/// A page on the web.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Page {
    /// What it is.
    pub label: String,
    /// Its address.
    pub link: String,
}

/// An inclusive range.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Range {
    /// Least.
    pub min: u32,
    /// Most.
    pub max: u32,
}

/// How the due date is reckoned.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct DueRule {
    /// Calendar months after the course, clamped to the month's end.
    pub months: u32,
    /// Days after the course of the cautious earlier date.
    pub cautious_days: u32,
    /// Days between the end of the work and the due date, where the learner says nothing else.
    pub slack_days: u32,
    /// Years that a certification lasts.
    pub lapse_years: u32,
    /// Months before its end from which the learner is told.
    pub lapse_notice_months: u32,
}

/// Limits of texts; `None` where no limit is known.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct TextLimits {
    /// Least words of a contextualization.
    pub min_words: Option<u32>,
    /// Most words of a contextualization.
    pub max_words: Option<u32>,
    /// Most words of the reflection.
    pub reflection_max_words: Option<u32>,
    /// Share (0..1) of common word shingles from which two texts are near-identical.
    pub similar: Option<f64>,
}

/// Caps for one item of evidence; `None` where no cap is known.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct FileLimits {
    /// Bytes.
    pub max_bytes: Option<u64>,
    /// Pages or slides.
    pub max_pages: Option<u32>,
    /// Seconds of audio or video.
    pub max_seconds: Option<u64>,
    /// Extensions that are taken, lower case.
    pub types: Option<Vec<String>>,
}

/// Templates of names.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Naming {
    /// `{family_name}_Artifact{number}`.
    pub artifact: String,
}

/// Words that show that the reflection touches its prompts.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct ReflectionPrompts {
    /// Introduces the person.
    pub introduces: Vec<String>,
    /// Applies the standards.
    pub applies: Vec<String>,
    /// States goals.
    pub goals: Vec<String>,
}

/// One of the seven standards.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Standard {
    /// One word.
    pub name: String,
}

/// Change of an indicator from 2017 to 2024.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Relation {
    /// Same meaning.
    #[default]
    Same,
    /// Reworded with a shift of meaning.
    Refined,
    /// Another substance.
    Replaced,
}

/// One of the 25 criteria.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Criterion {
    /// 1..25.
    pub number: u32,
    /// Standard 1..7; `None` for the reflection.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub standard: Option<u32>,
    /// Shown code by edition.
    #[serde(default)]
    pub code: BTreeMap<String, String>,
    /// Our paraphrase.
    pub paraphrase: String,
    /// 2024 against 2017.
    #[serde(default)]
    pub relation: Relation,
    /// What changed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub change: Option<String>,
    /// Official text the learner has a right to use; private.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
    /// The learner's checklist template; private.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub checklist: Vec<String>,
}

/// Severity of a rule in a profile.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum RuleSeverity {
    /// Refuses a final bundle.
    Required,
    /// Should be mended.
    Recommended,
    /// Worth a look.
    Advice,
    /// Not asked.
    Off,
}

impl RuleSeverity {
    /// The severity of its findings; `None` when the rule is off.
    #[must_use]
    pub fn severity(self) -> Option<Severity> {
        match self {
            Self::Required => Some(Severity::Required),
            Self::Recommended => Some(Severity::Recommended),
            Self::Advice => Some(Severity::Advice),
            Self::Off => None,
        }
    }
}

/// A rule's place in a profile.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RuleSetting {
    /// How grave.
    pub severity: RuleSeverity,
    /// The work that mends one finding.
    #[serde(default)]
    pub work: Option<Work>,
    /// What a finding takes off readiness, in the units of [`crate::readiness`].
    #[serde(default)]
    pub points: Option<u32>,
    /// Where it comes from.
    pub source: String,
}

/// Why a profile cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ProfileError {
    /// No shipped profile and no learner's profile has this id.
    #[error("no profile is called {0:?}")]
    Unknown(String),
    /// The learner's `profile.toml` does not parse or has the wrong shape.
    #[error("profile.toml: {0}")]
    Shape(String),
}

const SHARED: &str = include_str!("../../../profiles/iste-educators.toml");
const RULES: &str = include_str!("../../../profiles/rules.toml");
const SHIPPED: [&str; 2] = [
    include_str!("../../../profiles/iste-2024.toml"),
    include_str!("../../../profiles/iste-metc-2020.toml"),
];

impl Profile {
    /// Ids of the shipped profiles, the newest first: it is the default of a new portfolio.
    #[must_use]
    pub fn shipped() -> Vec<String> {
        SHIPPED.iter().map(|text| id_of(&parsed(text))).collect()
    }

    /// Resolves profile `id`: shared data ← rules ← the shipped profile ← the learner's own file, merged by key.
    ///
    /// # Errors
    /// [`ProfileError`] when there is no such profile or the learner's file has the wrong shape.
    pub fn resolve(id: &str, own: Option<&str>) -> Result<Self, ProfileError> {
        let own: Option<Table> = own
            .map(|text| {
                text.parse().map_err(|e: toml::de::Error| ProfileError::Shape(e.to_string()))
            })
            .transpose()?;
        let own = own.filter(|t| t.get("id").is_none_or(|v| v.as_str() == Some(id)));
        let base = own.as_ref().and_then(|t| t.get("based_on")?.as_str().map(str::to_owned));
        let base = base.as_deref().unwrap_or(id);
        let shipped = SHIPPED
            .iter()
            .map(|text| parsed(text))
            .find(|table| id_of(table) == base)
            .ok_or_else(|| ProfileError::Unknown(base.to_owned()))?;
        let mut all = parsed(SHARED);
        merge(&mut all, parsed(RULES));
        merge(&mut all, shipped);
        if let Some(own) = own {
            merge(&mut all, own);
        }
        Value::Table(all).try_into().map_err(|e| ProfileError::Shape(e.to_string()))
    }

    /// Keys of the criteria by number: `reflection`, `1a` … `7c`.
    #[must_use]
    pub fn keys(&self) -> Vec<&str> {
        let mut keys: Vec<_> = self.criterion.iter().map(|(k, c)| (c.number, k.as_str())).collect();
        keys.sort_unstable();
        keys.into_iter().map(|(_, k)| k).collect()
    }

    /// The shown code of a criterion in this edition; the key where it has none (the reflection).
    #[must_use]
    pub fn code<'a>(&'a self, key: &'a str) -> &'a str {
        self.criterion.get(key).and_then(|c| c.code.get(&self.edition)).map_or(key, String::as_str)
    }

    /// Where a rule comes from; empty for an id that the profile has not.
    #[must_use]
    pub fn source(&self, rule: &str) -> &str {
        self.rule.get(rule).map_or("", |setting| setting.source.as_str())
    }

    /// The key that a person means by a key, a shown code of any edition, or a number.
    #[must_use]
    pub fn key_of(&self, said: &str) -> Option<&str> {
        let said = said.trim().to_lowercase();
        self.criterion
            .iter()
            .find(|(key, c)| {
                **key == said
                    || c.code.values().any(|code| *code == said)
                    || c.number.to_string() == said
            })
            .map(|(key, _)| key.as_str())
    }
}

fn parsed(text: &str) -> Table {
    text.parse().expect("shipped profiles are parsed in a test")
}

fn id_of(table: &Table) -> String {
    table.get("id").and_then(Value::as_str).unwrap_or_default().to_owned()
}

/// Tables merge by key, everything else is replaced.
fn merge(under: &mut Table, over: Table) {
    for (key, value) in over {
        match (under.get_mut(&key), value) {
            (Some(Value::Table(a)), Value::Table(b)) => merge(a, b),
            (_, value) => {
                under.insert(key, value);
            }
        }
    }
}
