//! Two versions of one text, as the interface shows them.

use artifolio_core::header::{Open, Value};
use artifolio_core::merge::{Piece, merge};
use artifolio_core::message::Catalogue;
use artifolio_workspace::away::Apart;
use serde::Serialize;
use ts_rs::TS;

/// A stretch of a text that two versions were put together to.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(tag = "kind", rename_all = "lowercase")]
pub enum TextPiece {
    /// Nobody disagrees.
    Agreed {
        /// The text of it.
        text: String,
    },
    /// Both versions say something else; each of the three can stand in the place.
    Both {
        /// What was written in the window.
        mine: String,
        /// What came from outside.
        theirs: String,
        /// One below the other.
        both: String,
    },
}

impl From<Piece> for TextPiece {
    fn from(piece: Piece) -> Self {
        match piece {
            Piece::Agreed { text } => Self::Agreed { text },
            Piece::Both { mine, theirs, both } => Self::Both { mine, theirs, both },
        }
    }
}

/// The text that stands on the disk, and what it and a writer's words make together.
#[derive(Debug, Clone, Serialize, TS)]
pub struct Merged {
    /// What stands there.
    pub text: String,
    /// What it is saved against.
    pub revision: String,
    /// Both together.
    pub pieces: Vec<TextPiece>,
}

/// Something beside a text of which two versions say two things; one of them can stand.
#[derive(Debug, Clone, Serialize, TS)]
pub struct FieldApart {
    /// Names it.
    pub key: String,
    /// What it is called, in the middle of a sentence.
    pub name: String,
    /// What the portfolio says.
    pub mine: String,
    /// What the copy says.
    pub theirs: String,
}

/// A copy and its original, put together as far as that goes.
#[derive(Debug, Clone, Serialize, TS)]
pub struct CopyApart {
    /// What is said beside the text.
    pub fields: Vec<FieldApart>,
    /// The text; the original's is "mine".
    pub pieces: Vec<TextPiece>,
}

/// Builds it, in the words of a language.
pub(crate) fn copy_apart(Apart { header, body }: Apart, words: &Catalogue) -> CopyApart {
    let fields = header.iter().map(|open| field_apart(open, words)).collect();
    CopyApart { fields, pieces: body.into_iter().map(Into::into).collect() }
}

fn field_apart(Open { key, mine, theirs }: &Open, words: &Catalogue) -> FieldApart {
    let (above, field) = key.rsplit_once('.').unwrap_or(("", key));
    let named = format!("field_{field}");
    let name = if words.has(&named) { words.plain(&named) } else { field.to_owned() };
    // Of several, as pieces of evidence are, which one.
    let name = match above.rsplit_once('.') {
        Some((_, item)) => format!("{name} ({item})"),
        None => name,
    };
    let [mine, theirs] = [mine, theirs].map(|value| said(field, value, words));
    FieldApart { key: key.clone(), name, mine, theirs }
}

/// A value as the window says it elsewhere.
fn said(field: &str, value: &Value, words: &Catalogue) -> String {
    let text = match value {
        Value::Truth(truth) => {
            return words.plain(if *truth { "field_true" } else { "field_false" });
        }
        Value::Number(number) => return number.to_string(),
        Value::Text(text) => text,
        // One of the two is no list and no map, or they would have been put together.
        Value::List(_) | Value::Map(_) => return "…".to_owned(),
    };
    let group = match field {
        "state" => "artifact",
        "status" | "consent" | "role" => field,
        _ => return text.clone(),
    };
    let key = format!("ui_{group}_{}", text.replace('-', "_"));
    if words.has(&key) { words.plain(&key) } else { text.clone() }
}

/// Puts two texts together that began as `base`.
pub(crate) fn merged(base: &str, mine: &str, theirs: &str) -> Vec<TextPiece> {
    merge(base, mine, theirs).into_iter().map(Into::into).collect()
}

#[cfg(test)]
mod tests {
    use artifolio_core::message::Language;

    use super::*;

    #[test]
    fn a_field_is_told_in_the_words_of_the_window() {
        let told = |key: &str, mine: Value, theirs: Value| {
            let open = Open { key: key.to_owned(), mine, theirs };
            let apart = field_apart(&open, &Catalogue::of(Language::En));
            format!("{}: {} | {}", apart.name, apart.mine, apart.theirs)
        };
        for (key, mine, theirs, expected) in [
            ("status", "open".into(), "ready".into(), "how far you are: Open | Ready"),
            (
                "state",
                "planned".into(),
                "drafted".into(),
                "how far the artifact is: To make | Drafted",
            ),
            (
                "people.Mia.consent",
                "not-needed".into(),
                "odd".into(),
                "the consent (Mia): Not needed: nobody can be recognised | odd",
            ),
            ("title", "status".into(), "ready".into(), "the title: status | ready"),
            ("evidence.x.alt", "a".into(), "b".into(), "the text alternative (x): a | b"),
            (
                "empty_on_purpose",
                true.into(),
                false.into(),
                "whether it stays empty on purpose: yes | no",
            ),
            ("self_score", Value::Number(0), Value::Number(1), "your own score: 0 | 1"),
            ("made", "2026".into(), Value::List(Vec::new()), "when it was made: 2026 | …"),
            ("unheard_of", "a".into(), "b".into(), "unheard_of: a | b"),
        ] {
            assert_eq!(told(key, mine, theirs), expected);
        }
    }
}
