//! A calendar date in TOML: bare as TOML has one, and read in quotes too, as a person may write it.

use chrono::NaiveDate;
use serde::{Deserialize, Deserializer, Serialize as _, Serializer};

/// Writes a bare date.
///
/// # Errors
/// As of the writer.
pub fn serialize<S: Serializer>(day: &NaiveDate, to: S) -> Result<S::Ok, S::Error> {
    let date: toml::value::Datetime = day.to_string().parse().expect("an ISO date");
    date.serialize(to)
}

/// Reads one.
///
/// # Errors
/// When it is no date.
pub fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<NaiveDate, D::Error> {
    #[derive(Deserialize)]
    #[serde(untagged)]
    enum Form {
        Bare(toml::value::Datetime),
        Quoted(String),
    }
    let text = match Form::deserialize(from)? {
        Form::Bare(bare) => bare.to_string(),
        Form::Quoted(text) => text,
    };
    text.parse().map_err(|_| serde::de::Error::custom("a date is written YYYY-MM-DD"))
}

/// The same where there may be none: a key that is absent.
pub mod maybe {
    use chrono::NaiveDate;
    use serde::{Deserializer, Serializer};

    /// Writes it; who calls this leaves the key out where there is none.
    ///
    /// # Errors
    /// As of the writer.
    pub fn serialize<S: Serializer>(day: &Option<NaiveDate>, to: S) -> Result<S::Ok, S::Error> {
        match day {
            Some(day) => super::serialize(day, to),
            None => to.serialize_none(),
        }
    }

    /// Reads one.
    ///
    /// # Errors
    /// When it is no date.
    pub fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Option<NaiveDate>, D::Error> {
        super::deserialize(from).map(Some)
    }
}
