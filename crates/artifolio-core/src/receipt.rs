//! What is kept of a bundle that was made (docs/workspace.md, `submissions/*.toml`).

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::path::RelPath;

/// How the file ends, beside a receipt, that holds what the bundle said.
pub const SAID: &str = ".json";

/// One bundle that was made.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Receipt {
    /// File name of the bundle.
    pub name: String,
    /// Where it was saved, on the machine that made it.
    pub path: String,
    /// SHA-256 of the whole file, hex.
    pub sha256: String,
    /// The day it was made, `YYYY-MM-DD`.
    #[serde(with = "day")]
    pub made: NaiveDate,
    /// Marked as a draft.
    pub draft: bool,
    /// Files in it.
    pub files: u64,
    /// Its size.
    pub bytes: u64,
    /// The date it carries; `None` in a receipt of an early version.
    #[serde(default, with = "maybe_day", skip_serializing_if = "Option::is_none")]
    pub date: Option<NaiveDate>,
    /// Name and version of the program that made it.
    #[serde(default)]
    pub app: String,
    /// The evidence in it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub content: Vec<Content>,
}

/// A file of evidence in a submission, and where it came from: the one list that joins a bundle's names to the learner's, in
/// which students' names may stand. It stays with the learner.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Content {
    /// Below `data/` of the bundle.
    pub name: String,
    /// Below the workspace.
    pub from: RelPath,
    /// Its size.
    pub bytes: u64,
    /// SHA-256 of it, hex.
    pub sha256: String,
}

/// A date as TOML has one, and as a text where a person wrote it so.
pub mod day {
    use chrono::NaiveDate;
    use serde::{Deserialize as _, Deserializer, Serialize as _, Serializer};

    /// Writes a date of TOML.
    ///
    /// # Errors
    /// As of the writer.
    pub fn serialize<S: Serializer>(day: &NaiveDate, to: S) -> Result<S::Ok, S::Error> {
        let date: toml::value::Datetime = day.to_string().parse().expect("an ISO date");
        date.serialize(to)
    }

    /// Reads one, or the same as a text.
    ///
    /// # Errors
    /// When it is no date.
    pub fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<NaiveDate, D::Error> {
        let said = match toml::Value::deserialize(from)? {
            toml::Value::Datetime(date) => date.to_string(),
            toml::Value::String(text) => text,
            _ => String::new(),
        };
        said.parse().map_err(serde::de::Error::custom)
    }
}

/// The same where there may be none.
pub(crate) mod maybe_day {
    use chrono::NaiveDate;
    use serde::{Deserializer, Serializer};

    use super::day;

    pub(crate) fn serialize<S: Serializer>(
        day: &Option<NaiveDate>,
        to: S,
    ) -> Result<S::Ok, S::Error> {
        match day {
            Some(day) => day::serialize(day, to),
            None => to.serialize_none(),
        }
    }

    pub(crate) fn deserialize<'de, D: Deserializer<'de>>(
        from: D,
    ) -> Result<Option<NaiveDate>, D::Error> {
        day::deserialize(from).map(Some)
    }
}
