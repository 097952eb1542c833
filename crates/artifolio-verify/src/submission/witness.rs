//! Whether the pages say what `portfolio.json` says, and lead to what it names.

use std::collections::{BTreeMap, BTreeSet};

use artifolio_core::path::RelPath;
use unicode_normalization::UnicodeNormalization as _;

use super::reading::Reading;
use super::said::{Answered, Artifact, Attached, Portfolio, REFLECTION};
use super::spoken::{Spoken, letters, sought};
use crate::bag::path;
use crate::name::shown;
use crate::report::Report;
use crate::rules::{PAGE_DRAFT, PAGE_NOTICE, PAGE_UNLINKED, PAGE_WORDS, PORTFOLIO_STALE};

/// What a page is there for.
#[derive(Clone, Copy)]
pub(super) enum Role<'a> {
    Start,
    Overview,
    /// Its rows are compared by [`super::map_page`].
    Map,
    Answer(Answered<'a>),
    Artifact(&'a Artifact),
}

/// How many of the three places that carry the text of a criterion contradict `portfolio.json`, by its number.
#[derive(Default)]
pub(super) struct Doubts(BTreeMap<u64, u32>);

impl Doubts {
    pub(super) fn add(&mut self, number: u64) {
        *self.0.entry(number).or_default() += 1;
    }

    /// Page, map and table were not all exchanged while `portfolio.json` stayed: where they agree against it, it is stale.
    pub(super) fn judge(&self, report: &mut Report) {
        for (number, _) in self.0.iter().filter(|(_, places)| **places == 3) {
            report.add(PORTFOLIO_STALE.file("data/portfolio.json").with("number", number));
        }
    }
}

/// Compares one page.
pub(super) struct Page<'a> {
    pub(super) said: &'a Portfolio,
    pub(super) path: &'a RelPath,
    pub(super) reading: &'a Reading,
    /// Evidence that is there.
    pub(super) evidence: &'a BTreeSet<RelPath>,
}

impl Page<'_> {
    /// Judges it; doubts are about the texts of criteria.
    pub(super) fn judge(&self, role: Role<'_>, doubts: &mut Doubts, report: &mut Report) {
        let said = self.said;
        if self.reading.draft != said.draft {
            report.add(PAGE_DRAFT.file(self.path.as_str()).with("draft", said.draft));
        }
        if !self.reading.letters.contains(&letters(&said.profile.notice)) {
            report.add(PAGE_NOTICE.file(self.path.as_str()));
        }
        match role {
            Role::Start => {
                self.shows([&*said.candidate.name], report);
                self.leads(["data/index.html".to_owned()], report);
            }
            Role::Overview => self.overview(report),
            Role::Map => self.who(report),
            Role::Answer(answer) => self.answer(answer, doubts, report),
            Role::Artifact(artifact) => self.artifact(artifact, report),
        }
    }

    fn overview(&self, report: &mut Report) {
        let said = self.said;
        self.who(report);
        self.shows([&*said.profile.name], report);
        self.shows([&*said.statement.ai_help], report);
        self.shows(said.artifacts.iter().map(|artifact| &*artifact.title), report);
        self.shows(said.profile.criteria.iter().map(|criterion| &*criterion.paraphrase), report);
        self.leads(said.artifacts.iter().map(|one| format!("data/{}", one.page())), report);
        self.leads(said.profile.criteria.iter().map(|one| format!("data/{}", one.page())), report);
    }

    fn who(&self, report: &mut Report) {
        let who = &self.said.candidate;
        for text in [&who.name, &who.title, &who.role, &who.students] {
            self.shows([&**text], report);
        }
    }

    fn answer(&self, answer: Answered<'_>, doubts: &mut Doubts, report: &mut Report) {
        let Answered { criterion, artifacts, markdown } = answer;
        // The page of the reflection is called by its name.
        if criterion.key != REFLECTION {
            self.shows([&*criterion.code, &criterion.paraphrase], report);
        }
        if !self.text(markdown, report) {
            doubts.add(criterion.number);
        }
        let attached = || artifacts.iter().filter_map(|one| self.said.artifact(one.number));
        self.shows(attached().map(|artifact| &*artifact.title), report);
        self.leads(attached().map(|artifact| format!("data/{}", artifact.page())), report);
        self.leads(artifacts.iter().filter_map(|one| self.pinned(one)), report);
    }

    /// The file that a pin points at.
    fn pinned(&self, attached: &Attached) -> Option<String> {
        let artifact = self.said.artifact(attached.number)?;
        let place = usize::try_from(attached.pin.as_ref()?.evidence).ok()?;
        let evidence = artifact.evidence.get(place.checked_sub(1)?)?;
        self.there(evidence.file.as_deref().or(evidence.capture.as_deref())?)
    }

    /// Below the bag, when it is there: a file that is missing has had its finding.
    fn there(&self, written: &str) -> Option<String> {
        let file = RelPath::parse(&format!("data/{written}")).ok()?;
        self.evidence.contains(&file).then(|| file.to_string())
    }

    fn artifact(&self, artifact: &Artifact, report: &mut Report) {
        let Artifact { title, kind, audience, summary, my_part, .. } = artifact;
        for text in [title, kind, audience, summary, my_part] {
            self.shows([&**text], report);
        }
        self.text(&artifact.markdown, report);
        self.shows(artifact.makers.iter().flat_map(|one| [&*one.shown_as, &*one.part]), report);
        let rights = artifact.rights.iter();
        self.shows(rights.flat_map(|one| [&*one.what, &*one.source, &*one.licence]), report);
        self.shows(artifact.evidence.iter().map(|one| &*one.caption), report);
        let files = artifact.evidence.iter().flat_map(|one| one.files());
        self.leads(files.filter_map(|file| self.there(file)), report);
        for link in artifact.evidence.iter().filter_map(|one| one.link.as_deref()) {
            // What is no web address stands there as its words.
            let said = self.reading.web.contains(&link.nfc().collect::<String>())
                || self.reading.letters.contains(&letters(link));
            if !said {
                self.unlinked(link, report);
            }
        }
        let served = self.said.served(artifact.number);
        self.leads(served.map(|criterion| format!("data/{}", criterion.page())), report);
    }

    /// A text of the learner; whether it is there.
    fn text(&self, markdown: &str, report: &mut Report) -> bool {
        let spoken = Spoken::of(markdown);
        let found = sought(&self.reading.letters, spoken.runs.iter().map(String::as_str));
        if let Err(missing) = found {
            self.silent(missing, report);
        }
        found.is_ok()
    }

    /// Short texts, in their order.
    fn shows<'t>(&self, texts: impl IntoIterator<Item = &'t str>, report: &mut Report) {
        let texts: Vec<(&str, String)> =
            texts.into_iter().map(|text| (text, letters(text))).collect();
        let sought = sought(&self.reading.letters, texts.iter().map(|(_, letters)| &**letters));
        if let Err(missing) = sought {
            let text = texts.iter().find(|(_, letters)| letters == missing);
            self.silent(text.map_or(missing, |(text, _)| text), report);
        }
    }

    fn silent(&self, missing: &str, report: &mut Report) {
        let what: String = missing.trim().chars().take(80).collect();
        report.add(PAGE_WORDS.file(self.path.as_str()).with("what", shown(&what)));
    }

    /// Files of the bag; the first that no link leads to is told.
    fn leads(&self, files: impl IntoIterator<Item = String>, report: &mut Report) {
        let missing = files.into_iter().find(|file| !self.reading.leads.contains(&path(file)));
        if let Some(missing) = missing {
            self.unlinked(&missing, report);
        }
    }

    fn unlinked(&self, what: &str, report: &mut Report) {
        report.add(PAGE_UNLINKED.file(self.path.as_str()).with("what", shown(what)));
    }
}
