//! One criterion, open: its entry, its text, what is attached and what is still wrong.

use artifolio_core::criterion::{EntryStatus, Pin, REFLECTION, Role, Tick};
use artifolio_core::finding::SubjectKind;
use artifolio_core::markdown;
use artifolio_core::profile::Relation;
use artifolio_core::shingle::Shingles;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{CriterionRow, Finding, TextPast, criterion_row, revision};
use crate::desk::Seen;

/// One criterion with everything that is written of it.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct CriterionPage {
    /// Its row in the list.
    pub row: CriterionRow,
    /// The indicator of the newer edition against the older one.
    #[ts(type = "\"same\" | \"refined\" | \"replaced\"")]
    pub relation: Relation,
    /// What changed between the editions; empty when nothing did.
    pub change: String,
    /// How far the learner calls it.
    #[ts(type = "\"open\" | \"drafted\" | \"ready\"")]
    pub status: EntryStatus,
    /// Left open knowingly.
    pub empty_on_purpose: bool,
    /// Would it earn the point: 0, 1, or not judged.
    pub self_score: Option<u8>,
    /// Private note.
    pub note: String,
    /// The learner's own checklist.
    pub checklist: Vec<CheckItem>,
    /// Where to look in each attached artifact, by its id.
    pub pins: Vec<PinWords>,
    /// The text, Markdown.
    pub text: String,
    /// What the text is saved against.
    pub revision: String,
    /// What its history says.
    pub past: TextPast,
    /// Fewest words.
    pub min_words: Option<u32>,
    /// Most words.
    pub max_words: Option<u32>,
    /// Others whose text is much the same, most alike first.
    pub similar: Vec<Similar>,
    /// Findings about it.
    pub findings: Vec<Finding>,
}

/// A line of the learner's own checklist.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct CheckItem {
    /// What to have done.
    pub text: String,
    /// Done.
    pub done: bool,
}

impl From<&Tick> for CheckItem {
    fn from(tick: &Tick) -> Self {
        Self { text: tick.text.clone(), done: tick.done }
    }
}

impl From<CheckItem> for Tick {
    fn from(item: CheckItem) -> Self {
        Self { text: item.text, done: item.done }
    }
}

/// Where to look in an attached artifact.
#[derive(Debug, Clone, Serialize, TS)]
pub struct PinWords {
    /// The artifact.
    pub artifact: String,
    /// Page from 1, time or region, as it is written.
    pub place: String,
}

/// A criterion whose text is much the same.
#[derive(Debug, Clone, Serialize, TS)]
pub struct Similar {
    /// Its key.
    pub key: String,
    /// Share of common runs of words, 0..=1.
    pub share: f64,
}

/// Builds the page; `None` when the programme has no such criterion. `past` is what its history says.
#[must_use]
pub fn criterion_page(seen: &Seen, key: &str, past: TextPast) -> Option<CriterionPage> {
    let profile = &seen.reading.profile;
    let (entry, criterion) =
        (seen.reading.portfolio.criteria.get(key)?, profile.criterion.get(key)?);
    let header = &entry.header;
    let is_reflection = key == REFLECTION;
    Some(CriterionPage {
        row: criterion_row(seen, key)?,
        relation: criterion.relation,
        change: criterion.change.clone().unwrap_or_default(),
        status: header.status,
        empty_on_purpose: header.empty_on_purpose,
        self_score: header.self_score,
        note: header.note.clone(),
        checklist: header.checklist.iter().map(Into::into).collect(),
        pins: header
            .artifacts
            .iter()
            .filter_map(|a| {
                let place = a.pin.as_ref().map(place)?;
                Some(PinWords { artifact: a.id.to_string(), place })
            })
            .collect(),
        past,
        revision: revision(&entry.text),
        text: entry.text.clone(),
        min_words: profile.text.min_words.filter(|_| !is_reflection),
        max_words: if is_reflection {
            profile.text.reflection_max_words
        } else {
            profile.text.max_words
        },
        similar: similar(seen, key, &entry.text),
        findings: seen.spoken_on(SubjectKind::Criterion, key),
    })
}

fn place(pin: &Pin) -> String {
    let page = pin.page.map(|page| page.to_string());
    [page, pin.time.clone(), pin.region.clone()]
        .into_iter()
        .flatten()
        .collect::<Vec<_>>()
        .join(", ")
}

/// The rows whose texts the programme would call near-identical to `text`.
#[must_use]
pub fn similar(seen: &Seen, key: &str, text: &str) -> Vec<Similar> {
    let Some(from) = seen.reading.profile.text.similar else { return Vec::new() };
    let mine = Shingles::of(&markdown::plain_text(text));
    let others = seen.reading.portfolio.criteria.values().filter(|e| e.key != key && !e.is_empty());
    let mut all: Vec<Similar> = others
        .map(|e| {
            let share = mine.likeness(&Shingles::of(&markdown::plain_text(&e.text)));
            Similar { key: e.key.clone(), share }
        })
        .filter(|other| other.share >= from)
        .collect();
    all.sort_by(|a, b| b.share.total_cmp(&a.share));
    all
}

/// A role as it crosses the border.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "lowercase")]
pub enum RoleWord {
    /// Carries the criterion.
    Main,
    /// Supports another.
    Supporting,
}

impl From<RoleWord> for Role {
    fn from(word: RoleWord) -> Self {
        match word {
            RoleWord::Main => Self::Main,
            RoleWord::Supporting => Self::Supporting,
        }
    }
}
