//! Edits of a file of settings (`portfolio.toml`, `plan.toml`) as cuts of its text, each proved by parsing the result.

use chrono::NaiveDate;
use toml::{Table, Value};

use crate::header::{EditError, FaultKind};
use crate::portfolio::{Extension, Waived};

use super::cut::{Cut, File};

/// A value of a setting.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Setting {
    /// A text.
    Text(String),
    /// `true` or `false`.
    Truth(bool),
    /// A date, written bare.
    Date(NaiveDate),
    /// A number.
    Number(i64),
    /// A list of numbers.
    Numbers(Vec<i64>),
}

impl Setting {
    /// A value that is none of the others is written as a text.
    pub(crate) fn of(value: &Value) -> Self {
        let number = |value: &Value| value.as_integer();
        match value {
            Value::Boolean(truth) => Self::Truth(*truth),
            Value::Integer(number) => Self::Number(*number),
            Value::Array(items) => Self::Numbers(items.iter().filter_map(number).collect()),
            Value::String(text) => Self::Text(text.clone()),
            Value::Datetime(date) => {
                date.to_string().parse().map_or_else(|_| Self::Text(date.to_string()), Self::Date)
            }
            Value::Float(_) | Value::Table(_) => Self::Text(value.to_string()),
        }
    }
}

impl From<&str> for Setting {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

/// One edit. Keys are dotted: `dates.course_end`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SettingsEdit {
    /// The key gets this value; it is made where it is absent.
    Set {
        /// Dotted key.
        key: String,
        /// What.
        value: Setting,
    },
    /// The key goes; no error when it is absent.
    Remove {
        /// Dotted key.
        key: String,
    },
    /// A new last entry of a list of tables (`waived`, `dates.extensions`).
    Push {
        /// Dotted key of the list.
        list: String,
        /// Its keys, in order.
        entry: Vec<(String, Setting)>,
    },
    /// An entry of a list of tables goes.
    Drop {
        /// Dotted key of the list.
        list: String,
        /// Which, from 0.
        at: usize,
    },
}

/// A waiver as an entry of `waived`.
#[must_use]
pub fn waived_entry(waived: &Waived) -> Vec<(String, Setting)> {
    let kind = serde_json::to_value(waived.kind).expect("a kind is a word");
    let texts = [
        ("rule", Some(waived.rule.as_str())),
        ("kind", kind.as_str()),
        ("id", waived.id.as_deref()),
        ("file", waived.file.as_deref()),
        ("field", waived.field.as_deref()),
        ("reason", Some(&waived.reason)),
    ];
    let texts = texts.into_iter().filter_map(|(key, text)| Some((key, text?.into())));
    let on = waived.on.map(|on| ("on", Setting::Date(on)));
    let all = texts.chain(on).chain([("digest", waived.digest.as_str().into())]);
    all.map(named).collect()
}

/// An extension as an entry of `dates.extensions`.
#[must_use]
pub fn extension_entry(extension: &Extension) -> Vec<(String, Setting)> {
    let dates = [("granted", extension.granted), ("due", extension.due)];
    let dates = dates.into_iter().filter_map(|(key, date)| Some((key, Setting::Date(date?))));
    let note = (!extension.note.is_empty()).then(|| ("note", extension.note.as_str().into()));
    dates.chain(note).map(named).collect()
}

fn named((key, value): (&str, Setting)) -> (String, Setting) {
    (key.to_owned(), value)
}

/// Makes edits one after the other; the text with all of them, or an error and none.
///
/// # Errors
/// [`EditError`] for the first edit that cannot be made, or when the text does not parse.
pub fn edit_settings(text: &str, edits: &[SettingsEdit]) -> Result<String, EditError> {
    edits.iter().try_fold(text.to_owned(), |text, edit| one(&text, edit))
}

fn one(text: &str, edit: &SettingsEdit) -> Result<String, EditError> {
    let file = File::parse(text).map_err(|e| FaultKind::Syntax(e.message().to_owned()))?;
    let expected = applied(&file.table, edit)?;
    let expected = without_empty(expected);
    if expected == without_empty(file.table.clone()) {
        return Ok(text.to_owned());
    }
    let by_hand = || EditError::ByHand(key_of(edit).to_owned());
    let Cut { range, text: put, gone } = file.cut(edit).ok_or_else(by_hand)?;
    let new = format!("{}{put}{}", &text[..range.start], &text[range.end..]);
    let proof = File::parse(&new).map_err(|_| by_hand())?;
    let proven = without_empty(proof.table.clone()) == expected
        && proof.comments(&(0..0)) == file.comments(&gone);
    if proven { Ok(new) } else { Err(by_hand()) }
}

fn key_of(edit: &SettingsEdit) -> &str {
    match edit {
        SettingsEdit::Set { key, .. } | SettingsEdit::Remove { key } => key,
        SettingsEdit::Push { list, .. } | SettingsEdit::Drop { list, .. } => list,
    }
}

/// What an edit means.
fn applied(table: &Table, edit: &SettingsEdit) -> Result<Table, EditError> {
    let key = key_of(edit);
    let wrong = || EditError::WrongShape(key.to_owned());
    let (above, last) = key.rsplit_once('.').unwrap_or(("", key));
    let mut new = table.clone();
    let mut place = &mut new;
    for step in above.split('.').filter(|step| !step.is_empty()) {
        let next = place.entry(step).or_insert_with(|| Value::Table(Table::new()));
        place = next.as_table_mut().ok_or_else(wrong)?;
    }
    match edit {
        SettingsEdit::Set { value, .. } => {
            let numbers = matches!(value, Setting::Numbers(_));
            if place.get(last).is_some_and(|old| old.is_table() || (old.is_array() && !numbers)) {
                return Err(wrong());
            }
            place.insert(last.to_owned(), toml_value(value));
        }
        SettingsEdit::Remove { .. } => {
            let list = |old: &Value| old.as_array().is_some_and(|a| a.iter().any(Value::is_table));
            if place.get(last).is_some_and(|old| old.is_table() || list(old)) {
                return Err(wrong());
            }
            place.remove(last);
        }
        SettingsEdit::Push { entry, .. } => {
            let list = place.entry(last).or_insert_with(|| Value::Array(Vec::new()));
            let entry = entry.iter().map(|(k, v)| (k.clone(), toml_value(v))).collect();
            list.as_array_mut().ok_or_else(wrong)?.push(Value::Table(entry));
        }
        SettingsEdit::Drop { at, .. } => {
            let list = place.get_mut(last).and_then(Value::as_array_mut);
            let list = list.filter(|list| *at < list.len());
            list.ok_or_else(|| EditError::NotThere(format!("{key}.{}", at + 1)))?.remove(*at);
        }
    }
    Ok(new)
}

fn toml_value(setting: &Setting) -> Value {
    match setting {
        Setting::Text(text) => Value::String(text.clone()),
        Setting::Truth(truth) => Value::Boolean(*truth),
        Setting::Number(number) => Value::Integer(*number),
        Setting::Numbers(all) => Value::Array(all.iter().copied().map(Value::Integer).collect()),
        Setting::Date(date) => {
            Value::Datetime(date.to_string().parse().expect("a calendar date is a TOML date"))
        }
    }
}

/// A table without lists and tables that hold nothing: to drop the last `[[waived]]` is to drop the list.
fn without_empty(table: Table) -> Table {
    let kept = table.into_iter().filter_map(|(key, value)| match value {
        Value::Table(inner) => {
            let inner = without_empty(inner);
            (!inner.is_empty()).then_some((key, Value::Table(inner)))
        }
        Value::Array(list) if list.is_empty() => None,
        other => Some((key, other)),
    });
    kept.collect()
}
