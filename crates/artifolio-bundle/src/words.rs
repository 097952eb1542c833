//! The sentences, dates and sizes of a bundle, in the portfolio's language. The interface's language plays no part.

use std::collections::BTreeMap;

use artifolio_core::criterion::Role;
use artifolio_core::message::{Catalogue, Language};
use chrono::{Datelike as _, NaiveDate};

use crate::media;
use crate::submission::PublicFile;

/// One language's words.
#[derive(Debug)]
pub(crate) struct Words {
    catalogue: Catalogue,
}

impl Words {
    /// The words of a language tag; English where there are none.
    pub(crate) fn of(tag: &str) -> Self {
        Self { catalogue: Catalogue::of(Language::parse(tag).unwrap_or_default()) }
    }

    /// Its tag.
    pub(crate) fn language(&self) -> &'static str {
        self.catalogue.language().tag()
    }

    /// The sentence `bundle_KEY`.
    pub(crate) fn say(&self, key: &str) -> String {
        self.with(key, &[])
    }

    /// The sentence `bundle_KEY` with its parameters.
    pub(crate) fn with(&self, key: &str, params: &[(&str, &str)]) -> String {
        let params: BTreeMap<_, _> = params.iter().map(|(k, v)| (*k, (*v).to_owned())).collect();
        self.catalogue.text(&format!("bundle_{key}"), &params)
    }

    /// "(main evidence)".
    pub(crate) fn role(&self, role: Role) -> String {
        self.say(match role {
            Role::Main => "role_main",
            Role::Supporting => "role_supporting",
        })
    }

    /// "10 January 2027", "10 de enero de 2027".
    pub(crate) fn date(&self, date: NaiveDate) -> String {
        let (day, year) = (date.day().to_string(), date.year().to_string());
        let month = self.month(date.month());
        self.with("date", &[("day", &day), ("month", &month), ("year", &year)])
    }

    /// A date of a header, which may be a month or a year; as it stands where it is none of these.
    pub(crate) fn when(&self, text: &str) -> String {
        if let Ok(date) = text.parse() {
            return self.date(date);
        }
        match format!("{text}-01").parse::<NaiveDate>() {
            Ok(first) => {
                let (month, year) = (self.month(first.month()), first.year().to_string());
                self.with("month_and_year", &[("month", &month), ("year", &year)])
            }
            Err(_) => text.to_owned(),
        }
    }

    /// "Private details were removed from this copy: location, dates."; nothing where there were none.
    pub(crate) fn cleaned(&self, file: &PublicFile) -> Option<String> {
        let kinds = file.cleaned.as_ref().filter(|kinds| !kinds.is_empty())?;
        let kinds: Vec<_> = kinds.iter().map(|kind| self.catalogue.private(*kind)).collect();
        Some(self.with("cleaned", &[("kinds", &kinds.join(", "))]))
    }

    /// "PDF, 1.2 MB".
    pub(crate) fn type_and_size(&self, file: &PublicFile) -> String {
        let extension = file.path.rsplit_once('.').map_or("", |(_, ext)| ext);
        let word = format!("type_{}", media::word(extension));
        let word = self.with(&word, &[("extension", &extension.to_uppercase())]);
        format!("{word}, {}", self.size(file.bytes))
    }

    fn size(&self, bytes: u64) -> String {
        let (unit, per_unit) = match bytes {
            ..1_000 => ("B", 1),
            1_000..1_000_000 => ("kB", 1_000),
            1_000_000..1_000_000_000 => ("MB", 1_000_000),
            _ => ("GB", 1_000_000_000),
        };
        let (whole, tenth) = (bytes / per_unit, bytes % per_unit * 10 / per_unit);
        // Two figures are enough, and never rounded up to something the file is not.
        if per_unit == 1 || whole >= 10 {
            return format!("{whole} {unit}");
        }
        let point = self.say("decimal_point");
        format!("{whole}{point}{tenth} {unit}")
    }

    fn month(&self, month: u32) -> String {
        self.say(&format!("month_{month}"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_those_of_the_language() {
        let (en, es) = (Words::of("en"), Words::of("es"));
        let date = NaiveDate::from_ymd_opt(2027, 1, 10).unwrap();
        assert_eq!(en.date(date), "10 January 2027");
        assert_eq!(es.date(date), "10 de enero de 2027");
        assert_eq!(en.when("2026-12-01"), "1 December 2026");
        assert_eq!(en.when("2026-12"), "December 2026");
        assert_eq!(es.when("2026-12"), "diciembre de 2026");
        assert_eq!(en.when("2026"), "2026");
        assert_eq!(en.when("autumn"), "autumn");
    }

    #[test]
    fn sizes_are_short_and_in_the_language() {
        let (en, es) = (Words::of("en"), Words::of("es"));
        for (bytes, said) in [
            (0, "0 B"),
            (999, "999 B"),
            (1_000, "1.0 kB"),
            (12_345, "12 kB"),
            (999_999, "999 kB"),
            (1_250_000, "1.2 MB"),
            (5_000_000_000, "5.0 GB"),
        ] {
            assert_eq!(en.size(bytes), said);
        }
        assert_eq!(es.size(1_250_000), "1,2 MB");
    }
}
