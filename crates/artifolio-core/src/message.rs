//! Sentences for findings and errors, from the one catalogue per language in `messages/` that the interface reads too.
//!
//! A rule `evidence-missing` has the keys `finding_evidence_missing` and `hint_evidence_missing`; an error code
//! `folder-not-empty` has `error_folder_not_empty` and `error_hint_folder_not_empty`. `{name}` in a sentence is
//! replaced by the parameter of that name.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::criterion::REFLECTION;
use crate::finding::{Finding, Severity, Subject, SubjectKind};
use crate::private::{CannotClean, Private};

/// Languages that have a catalogue.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Language {
    /// English, the first and the fallback.
    #[default]
    En,
    /// Spanish.
    Es,
}

impl Language {
    /// Parses `en` or `es` (also `es-MX`); `None` for anything else.
    #[must_use]
    pub fn parse(tag: &str) -> Option<Self> {
        match tag.split('-').next() {
            Some("en") => Some(Self::En),
            Some("es") => Some(Self::Es),
            _ => None,
        }
    }

    /// The BCP 47 tag.
    #[must_use]
    pub fn tag(self) -> &'static str {
        match self {
            Self::En => "en",
            Self::Es => "es",
        }
    }
}

/// One language's sentences.
#[derive(Debug, Clone)]
pub struct Catalogue {
    language: Language,
    sentences: BTreeMap<String, String>,
}

impl Catalogue {
    /// The catalogue of a language. The files are compiled in.
    ///
    /// # Panics
    /// Never in a build that passed the tests: they parse both files.
    #[must_use]
    pub fn of(language: Language) -> Self {
        let text = match language {
            Language::En => include_str!("../../../messages/en.json"),
            Language::Es => include_str!("../../../messages/es.json"),
        };
        let all: BTreeMap<String, serde_json::Value> =
            serde_json::from_str(text).expect("messages/*.json is a flat JSON object");
        let sentences = all
            .into_iter()
            .filter_map(|(key, value)| value.as_str().map(|s| (key, s.to_owned())))
            .collect();
        Self { language, sentences }
    }

    /// Which language this is.
    #[must_use]
    pub fn language(&self) -> Language {
        self.language
    }

    /// What a kind of private details is called.
    #[must_use]
    pub fn private(&self, kind: Private) -> String {
        let key = format!("private_{}", kind.name().replace('-', "_"));
        self.plain(&key)
    }

    /// Why no clean copy can be made of a file, after "because".
    #[must_use]
    pub fn cannot_clean(&self, reason: CannotClean) -> String {
        self.plain(&format!("reason_cannot_clean_{}", reason.name().replace('-', "_")))
    }

    /// Whether the catalogue has this key.
    #[must_use]
    pub fn has(&self, key: &str) -> bool {
        self.sentences.contains_key(key)
    }

    /// The sentence of a key with its parameters filled in; the key itself where it is missing, so that a gap shows.
    #[must_use]
    pub fn text<K: AsRef<str>>(&self, key: &str, params: &BTreeMap<K, String>) -> String {
        let Some(sentence) = self.sentences.get(key) else { return key.to_owned() };
        let mut out = String::with_capacity(sentence.len());
        let mut rest = sentence.as_str();
        while let Some(open) = rest.find('{') {
            let Some(close) = rest[open..].find('}') else { break };
            let name = &rest[open + 1..open + close];
            out.push_str(&rest[..open]);
            match params.iter().find(|(k, _)| k.as_ref() == name) {
                Some((_, value)) => out.push_str(value),
                None => out.push_str(&rest[open..=open + close]),
            }
            rest = &rest[open + close + 1..];
        }
        out.push_str(rest);
        out
    }

    /// The sentence of a key that has no parameters.
    #[must_use]
    pub fn plain(&self, key: &str) -> String {
        self.text::<&str>(key, &BTreeMap::new())
    }

    /// The parameters of a finding's sentences: its own, the reflection and coded reasons (`reason_not_closed`) put in
    /// this language, and `{where}` for the field it is about (`field_caption` for `evidence.board.caption`).
    fn words(&self, finding: &Finding) -> BTreeMap<&'static str, String> {
        let word = |key: &str, value: &String| {
            let reason = format!("reason_{}", value.replace('-', "_"));
            match (key, value.as_str()) {
                ("code" | "other" | "owner", REFLECTION) => self.plain("field_reflection"),
                ("reason", _) if self.has(&reason) => self.text(&reason, &finding.params),
                _ => value.clone(),
            }
        };
        let mut words: BTreeMap<_, _> =
            finding.params.iter().map(|(key, value)| (*key, word(key, value))).collect();
        if let Some(field) = finding.subject.field.as_deref().and_then(|f| f.rsplit('.').next()) {
            let own = format!("field_portfolio_{field}");
            let of_candidate = finding.subject.kind == SubjectKind::Portfolio && self.has(&own);
            let key = if of_candidate { own } else { format!("field_{field}") };
            words.insert("where", self.plain(&key));
        }
        words
    }

    /// A finding with its sentences. `source` is where the rule comes from.
    #[must_use]
    pub fn spoken(&self, finding: &Finding, source: &str) -> SpokenFinding {
        let name = finding.rule.replace('-', "_");
        let words = self.words(finding);
        SpokenFinding {
            rule: finding.rule.to_owned(),
            severity: finding.severity,
            subject: finding.subject.clone(),
            params: finding.params.iter().map(|(k, v)| ((*k).to_owned(), v.clone())).collect(),
            message: self.text(&format!("finding_{name}"), &words),
            hint: self.text(&format!("hint_{name}"), &words),
            source: source.to_owned(),
            line: finding.place.map(|p| p.line),
            column: finding.place.map(|p| p.column),
        }
    }
}

/// A finding as it is shown and as `--json` prints it (docs/cli.md).
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SpokenFinding {
    /// Rule id.
    pub rule: String,
    /// Severity.
    pub severity: Severity,
    /// What it is about.
    pub subject: Subject,
    /// Parameters of the sentences.
    pub params: BTreeMap<String, String>,
    /// What is wrong.
    pub message: String,
    /// How to mend it.
    pub hint: String,
    /// Where the rule comes from.
    pub source: String,
    /// Line in the file, from 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub line: Option<u32>,
    /// Column in the line, from 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub column: Option<u32>,
}
