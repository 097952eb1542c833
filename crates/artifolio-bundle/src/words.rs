//! The sentences, dates and sizes of a bundle, in the portfolio's language. The interface's language plays no part.

use std::collections::BTreeMap;

use artifolio_core::criterion::Role;
use artifolio_core::markdown::is_seen;
use artifolio_core::message::{Catalogue, Language};
use chrono::{Datelike as _, NaiveDate};

use crate::media;
use crate::submission::{Pin, PublicArtifact, PublicEvidence, PublicFile, Submission};

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

    /// "ISTE portfolio of Ana Benson".
    pub(crate) fn owner(&self, submission: &Submission) -> String {
        match submission.candidate.name.trim() {
            "" => self.say("portfolio_unnamed"),
            name => self.with("portfolio_of", &[("name", name)]),
        }
    }

    /// What the candidate declares of the whole: labels and sentences.
    pub(crate) fn statement(&self, submission: &Submission) -> Vec<(String, String)> {
        let mut said = vec![];
        let statement = &submission.statement;
        if statement.own_work {
            said.push((self.say("own_work"), self.say("own_work_text")));
        }
        let ai_help = match statement.ai_help.trim() {
            "" => self.say("ai_help_none"),
            help => help.to_owned(),
        };
        said.push((self.say("ai_help"), ai_help));
        let consent = submission.artifacts.iter().filter(|a| a.consent.is_some());
        let consent: Vec<_> = consent.map(|a| a.number.to_string()).collect();
        if !consent.is_empty() {
            let artifacts = [("artifacts", &*consent.join(", "))];
            said.push((self.say("people"), self.with("consent_of", &artifacts)));
        }
        said
    }

    /// Whose work an artifact is, and what is said of the people in it: keys of labels, each with what is said.
    pub(crate) fn whose(&self, artifact: &PublicArtifact) -> [(&'static str, Vec<String>); 3] {
        let consent = artifact.consent.map(|_| self.say("consent"));
        let part = Some(artifact.my_part.trim()).filter(|part| !part.is_empty());
        [
            ("makers", artifact.made_with()),
            ("my_part", part.map(str::to_owned).into_iter().collect()),
            ("people", consent.into_iter().collect()),
        ]
    }

    /// "(main evidence)".
    pub(crate) fn role(&self, role: Role) -> String {
        self.say(match role {
            Role::Main => "role_main",
            Role::Supporting => "role_supporting",
        })
    }

    /// "Artifact 3: Choice boards".
    pub(crate) fn artifact_name(&self, artifact: &PublicArtifact) -> String {
        let number = artifact.number.to_string();
        if artifact.title.trim().is_empty() {
            return self.with("artifact_untitled", &[("number", &number)]);
        }
        self.with("artifact_titled", &[("number", &number), ("title", artifact.title.trim())])
    }

    /// When an artifact was made: "May 2026", "1 May 2026 to 3 June 2026"; empty where nothing is said.
    pub(crate) fn period(&self, artifact: &PublicArtifact) -> String {
        let when = |text: &Option<String>| text.as_deref().map(|t| self.when(t.trim()));
        match (when(&artifact.made), when(&artifact.until)) {
            (Some(from), Some(to)) => self.with("period", &[("from", &from), ("to", &to)]),
            (from, to) => from.or(to).unwrap_or_default(),
        }
    }

    /// What is said in the place of a picture: its text alternative, else its caption, else "Evidence 2 of artifact 1";
    /// nothing where it only decorates. `place` counts from 1.
    pub(crate) fn alternative(&self, artifact: &PublicArtifact, place: usize) -> String {
        match artifact.evidence.get(place - 1) {
            Some(evidence) if evidence.decorative => String::new(),
            Some(evidence) => [evidence.alt.trim(), evidence.caption.trim()]
                .into_iter()
                .find(|said| is_seen(said))
                .map_or_else(|| self.evidence_name(artifact, place), str::to_owned),
            None => self.evidence_name(artifact, place),
        }
    }

    /// What is said in the place of a poster: "First page of Benson_Artifact1.pdf".
    pub(crate) fn poster(&self, said: &Submission, evidence: &PublicEvidence) -> String {
        let file = said.pinned(evidence).and_then(|path| said.file(path));
        let name = file.map(PublicFile::name).or(evidence.link.as_deref()).unwrap_or_default();
        let key = poster_key(file.map_or("", extension));
        self.with(key, &[("file", name)])
    }

    /// "Evidence 2 of artifact 1": what an item is called that the candidate gave no words.
    pub(crate) fn evidence_name(&self, artifact: &PublicArtifact, place: usize) -> String {
        let (place, number) = (place.to_string(), artifact.number.to_string());
        self.with("evidence_of", &[("place", &place), ("number", &number)])
    }

    /// "Open NAME (PDF document, 1.2 MB)", by the sentence `bundle_KEY`.
    pub(crate) fn file(&self, key: &str, file: &PublicFile) -> String {
        self.with(key, &[("file", file.name()), ("about", &self.type_and_size(file))])
    }

    /// "Look here: Benson_Artifact1.pdf, page 3".
    pub(crate) fn pin(&self, said: &Submission, evidence: &PublicEvidence, pin: &Pin) -> String {
        let name = said.pinned(evidence).map(|p| p.rsplit('/').next().unwrap_or(p));
        self.look(name.or(evidence.link.as_deref()).unwrap_or_default(), pin)
    }

    /// The same of a name.
    pub(crate) fn look(&self, name: &str, pin: &Pin) -> String {
        match self.pin_place(pin) {
            place if place.is_empty() => self.with("look_at", &[("file", name)]),
            place => self.with("look_at_place", &[("file", name), ("place", &place)]),
        }
    }

    /// Where to look in an item: "page 3"; nothing where the pin names the item alone.
    fn pin_place(&self, pin: &Pin) -> String {
        let mut parts = vec![];
        if let Some(page) = pin.page {
            parts.push(self.with("pin_page", &[("page", &page.to_string())]));
        }
        if let Some(time) = &pin.time {
            parts.push(self.with("pin_time", &[("time", time.trim())]));
        }
        parts.extend(pin.region.as_deref().map(|region| region.trim().to_owned()));
        parts.join(", ")
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

    /// "PDF document, 3 pages, 1.2 MB", "MP4 video, 1:23, 4.2 MB".
    pub(crate) fn type_and_size(&self, file: &PublicFile) -> String {
        let extension = extension(file);
        let kind = media::word(extension);
        let word = self.with(&format!("type_{kind}"), &[("extension", &extension.to_uppercase())]);
        let (one, many) = match kind {
            "slides" => ("one_slide", "slides"),
            _ => ("one_page", "pages"),
        };
        let pages = file.pages.map(|pages| match pages {
            1 => self.say(one),
            pages => self.with(many, &[("count", &pages.to_string())]),
        });
        let parts = [Some(word), file.seconds.map(length), pages, Some(self.size(file.bytes))];
        parts.into_iter().flatten().collect::<Vec<_>>().join(", ")
    }

    /// "1.2 MB".
    pub(crate) fn size(&self, bytes: u64) -> String {
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

/// What a poster shows of a file with this extension.
fn poster_key(extension: &str) -> &'static str {
    match media::word(extension) {
        "pdf" | "document" | "slides" | "table" => "poster_page",
        "video" => "poster_film",
        _ => "poster_of",
    }
}

fn extension(file: &PublicFile) -> &str {
    file.path.rsplit_once('.').map_or("", |(_, ext)| ext)
}

/// "1:23", "1:02:03".
fn length(seconds: u64) -> String {
    let (hours, minutes, seconds) = (seconds / 3_600, seconds / 60 % 60, seconds % 60);
    match hours {
        0 => format!("{minutes}:{seconds:02}"),
        _ => format!("{hours}:{minutes:02}:{seconds:02}"),
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
    fn a_file_says_its_type_how_long_it_is_and_its_size() {
        let file = |path: &str, seconds, pages| PublicFile {
            path: path.into(),
            bytes: 4_200_000,
            media_type: String::new(),
            width: None,
            height: None,
            seconds,
            pages,
            cleaned: None,
        };
        for (file, said) in [
            (file("a.mp4", Some(83), None), "MP4 video, 1:23, 4.2 MB"),
            (file("a.m4a", Some(5), None), "M4A sound, 0:05, 4.2 MB"),
            (file("a.mp4", Some(3_723), None), "MP4 video, 1:02:03, 4.2 MB"),
            (file("a.pdf", None, Some(1)), "PDF document, 1 page, 4.2 MB"),
            (file("a.pdf", None, Some(12)), "PDF document, 12 pages, 4.2 MB"),
            (file("a.pptx", None, Some(7)), "PPTX presentation, 7 slides, 4.2 MB"),
            (file("a.png", None, None), "PNG picture, 4.2 MB"),
        ] {
            assert_eq!(Words::of("en").type_and_size(&file), said);
        }
    }

    #[test]
    fn a_poster_is_a_page_a_moment_or_a_picture_of_what_it_stands_for() {
        for (extension, key) in [
            ("pdf", "poster_page"),
            ("docx", "poster_page"),
            ("mov", "poster_film"),
            ("zip", "poster_of"),
            ("", "poster_of"),
        ] {
            assert_eq!(poster_key(extension), key, "{extension}");
        }
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
