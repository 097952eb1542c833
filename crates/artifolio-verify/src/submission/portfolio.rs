//! `portfolio.json`, all that the submission says: it must agree with itself, with the bag's own words, and with the
//! files that are there. Only what is compared is read; that the rest has its shape is the schema's part.

use std::collections::{BTreeMap, BTreeSet};

use artifolio_core::path::RelPath;
use serde::Deserialize;

use super::{LIMIT, START, missing, page, ro_crate, style, table};
use crate::bag::{Info, is_payload, path};
use crate::name::shown;
use crate::report::Report;
use crate::rules::{
    CRITERIA_COUNT, DRAFT_DIFFERS, EVIDENCE_MISSING, EVIDENCE_SIZE, EVIDENCE_UNNAMED,
    FILE_UNEXPECTED, FORMAT_NEWER, INFO_DIFFERS, INFO_MISSING, NUMBER_TWICE, PORTFOLIO_UNREADABLE,
    REFERENCE_UNKNOWN,
};
use crate::tree::Tree;

const FILE: &str = "data/portfolio.json";
const MAP_DOCUMENT: &str = "data/alignment-map.docx";
/// May be missing: where it cannot be set, the rest is made all the same.
const PAPER: &str = "data/portfolio.pdf";
const STYLE: &str = "data/style.css";
const REFLECTION: &str = "reflection";
const CRITERIA: usize = 25;

#[derive(Deserialize)]
struct Format {
    bundle_format: u64,
}

#[derive(Deserialize)]
struct Portfolio {
    draft: bool,
    date: String,
    language: String,
    profile: Profile,
    candidate: Candidate,
    reflection: Reflection,
    criteria: Vec<Answer>,
    artifacts: Vec<Artifact>,
    files: Vec<Listed>,
}

#[derive(Deserialize)]
struct Listed {
    path: String,
    bytes: u64,
}

#[derive(Deserialize)]
struct Profile {
    criteria: Vec<Criterion>,
}

#[derive(Deserialize)]
struct Criterion {
    key: String,
    number: u64,
}

#[derive(Deserialize)]
struct Candidate {
    name: String,
}

#[derive(Deserialize)]
struct Reflection {
    artifacts: Vec<Attached>,
}

#[derive(Deserialize)]
struct Answer {
    key: String,
    artifacts: Vec<Attached>,
}

#[derive(Deserialize)]
struct Attached {
    number: u64,
    pin: Option<Pin>,
}

#[derive(Deserialize)]
struct Pin {
    evidence: u64,
}

#[derive(Deserialize)]
struct Artifact {
    number: u64,
    evidence: Vec<Evidence>,
}

#[derive(Deserialize)]
struct Evidence {
    file: Option<String>,
    viewable: Option<String>,
    captions: Option<String>,
    transcript: Option<String>,
    capture: Option<String>,
}

impl Evidence {
    fn files(&self) -> impl Iterator<Item = &str> {
        [&self.file, &self.viewable, &self.captions, &self.transcript, &self.capture]
            .into_iter()
            .filter_map(Option::as_deref)
    }
}

/// Judges a submission from its `portfolio.json`.
pub(super) fn judge(tree: &mut Tree<'_>, info: &Info, report: &mut Report) {
    let file = path(FILE);
    if tree.index.find(&file).is_none() {
        return missing(tree, [file].iter(), report);
    }
    let bytes = tree.whole(&file, LIMIT, report).unwrap_or_default();
    match serde_json::from_slice::<Format>(&bytes) {
        Ok(Format { bundle_format: super::FORMAT }) => {}
        Ok(Format { bundle_format }) if bundle_format > super::FORMAT => {
            let newer = FORMAT_NEWER.bundle().with("format", bundle_format);
            return report.add(newer.with("known", super::FORMAT));
        }
        _ => return report.add(PORTFOLIO_UNREADABLE.file(FILE)),
    }
    let portfolio: Portfolio = match serde_json::from_slice(&bytes) {
        Ok(portfolio) => portfolio,
        Err(error) => {
            let (line, column) = (error.line(), error.column());
            let place = |n: usize| u32::try_from(n).unwrap_or(u32::MAX).max(1);
            return report.add(PORTFOLIO_UNREADABLE.file(FILE).at(place(line), place(column)));
        }
    };
    words(tree, info, &portfolio, report);
    criteria(&portfolio, report);
    references(&portfolio, report);
    let named = evidence(tree, &portfolio, report);
    let pages = files(tree, &portfolio, &named, report);
    for one in pages.into_iter().chain([path(START)]) {
        page::judge(tree, &one, Some(&portfolio.language), report);
    }
    style::judge(tree, &path(STYLE), report);
    let mut numbers: Vec<u64> = portfolio.profile.criteria.iter().map(|c| c.number).collect();
    numbers.sort_unstable();
    table::judge(tree, &numbers, report);
    ro_crate::judge(tree, report);
}

/// What the bag says outside against what the portfolio says inside.
fn words(tree: &Tree<'_>, info: &Info, portfolio: &Portfolio, report: &mut Report) {
    // A value of bag-info.txt is one line.
    let one_line = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    for (label, inside) in
        [("Contact-Name", &portfolio.candidate.name), ("Bagging-Date", &portfolio.date)]
    {
        let Some(said) = info.get(label) else { continue };
        if one_line(said) != one_line(inside) {
            let told = INFO_DIFFERS.file("bag-info.txt").with("label", label);
            report.add(told.with("said", shown(said)).with("portfolio", shown(inside)));
        }
    }
    let told = match info.get("Draft") {
        Some("true") => Some(true),
        Some("false") => Some(false),
        _ => {
            report.add(INFO_MISSING.file("bag-info.txt").with("label", "Draft"));
            None
        }
    };
    let named = tree.top.as_ref().map(|top| top.ends_with("-draft"));
    let others = [told, named];
    if others.into_iter().flatten().any(|other| other != portfolio.draft) {
        report.add(DRAFT_DIFFERS.bundle());
    }
}

/// 25 criteria with the numbers 1 to 25, and a text for each.
fn criteria(portfolio: &Portfolio, report: &mut Report) {
    let profile = &portfolio.profile.criteria;
    let numbers: BTreeSet<u64> = profile.iter().map(|criterion| criterion.number).collect();
    let keys: BTreeSet<&str> = profile.iter().map(|criterion| criterion.key.as_str()).collect();
    let mut answered: BTreeSet<&str> = portfolio.criteria.iter().map(|c| c.key.as_str()).collect();
    let doubled = answered.len() != portfolio.criteria.len() || !answered.insert(REFLECTION);
    let complete = profile.len() == CRITERIA
        && numbers == (1..=CRITERIA as u64).collect()
        && keys == answered
        && !doubled;
    if !complete {
        let (asked, found) = (profile.len(), portfolio.criteria.len() + 1);
        report.add(CRITERIA_COUNT.file(FILE).with("asked", asked).with("answered", found));
    }
}

/// Attached artifacts and pinned evidence exist; no number is used twice.
fn references(portfolio: &Portfolio, report: &mut Report) {
    let mut pieces = BTreeMap::new();
    for artifact in &portfolio.artifacts {
        if pieces.insert(artifact.number, artifact.evidence.len() as u64).is_some() {
            report.add(NUMBER_TWICE.file(FILE).with("number", artifact.number));
        }
    }
    let answers = portfolio.criteria.iter().map(|answer| (answer.key.as_str(), &answer.artifacts));
    for (key, attached) in answers.chain([(REFLECTION, &portfolio.reflection.artifacts)]) {
        for one in attached {
            let known = pieces.get(&one.number).is_some_and(|pieces| {
                one.pin.as_ref().is_none_or(|pin| (1..=*pieces).contains(&pin.evidence))
            });
            if !known {
                let told = REFERENCE_UNKNOWN.file(FILE).with("criterion", shown(key));
                report.add(told.with("number", one.number));
            }
        }
    }
}

/// The evidence that is named, as paths below the bag; what is not there is reported.
fn evidence(tree: &Tree<'_>, portfolio: &Portfolio, report: &mut Report) -> BTreeSet<RelPath> {
    let sizes: BTreeMap<&str, u64> =
        portfolio.files.iter().map(|file| (file.path.as_str(), file.bytes)).collect();
    let mut named = BTreeSet::new();
    for artifact in &portfolio.artifacts {
        for written in artifact.evidence.iter().flat_map(Evidence::files) {
            let leads = RelPath::parse(&format!("data/{written}"))
                .ok()
                .filter(|leads| is_evidence(leads) && tree.index.has(leads));
            match leads {
                Some(leads) => {
                    let said = sizes.get(written).copied();
                    if let Some(n) = tree.index.find(&leads)
                        && said != Some(tree.index.files[n].size)
                    {
                        let told = EVIDENCE_SIZE.file(&shown(leads.as_str()));
                        let told = told.with("found", tree.index.files[n].size);
                        report.add(told.with("said", said.map_or("?".into(), |n| n.to_string())));
                    }
                    named.insert(leads);
                }
                None => report.add(
                    EVIDENCE_MISSING
                        .file(&shown(&format!("data/{written}")))
                        .with("number", artifact.number),
                ),
            }
        }
    }
    named
}

/// Whether it lies in the folder of an artifact.
fn is_evidence(path: &RelPath) -> bool {
    path.as_str().starts_with("data/artifacts/") && path.parts().count() > 3
}

/// The allow-list: every file of it is there, and there is no other. Gives the pages.
fn files(
    tree: &Tree<'_>,
    portfolio: &Portfolio,
    named: &BTreeSet<RelPath>,
    report: &mut Report,
) -> BTreeSet<RelPath> {
    let criteria = portfolio.profile.criteria.iter().filter(|one| one.key != REFLECTION);
    let pages: BTreeSet<RelPath> = ["index", "alignment-map", "reflection"]
        .map(|name| format!("data/{name}.html"))
        .into_iter()
        .chain(criteria.map(|criterion| format!("data/criteria/{}.html", criterion.number)))
        .chain(portfolio.artifacts.iter().map(|one| format!("data/artifacts/{}.html", one.number)))
        .map(|page| path(&page))
        .collect();
    let others = [table::FILE, MAP_DOCUMENT, ro_crate::FILE, FILE, STYLE].map(path);
    let expected: BTreeSet<&RelPath> = pages.iter().chain(&others).collect();
    missing(tree, expected.iter().copied(), report);
    for file in tree.index.files.iter().filter(|file| is_payload(&file.path)) {
        let name = file.path.as_str();
        let may_be = name.starts_with("data/fonts/") || name == PAPER;
        let rule = match is_evidence(&file.path) {
            true if named.contains(&file.path) => continue,
            true => EVIDENCE_UNNAMED,
            false if may_be || expected.contains(&file.path) => continue,
            false => FILE_UNEXPECTED,
        };
        report.add(rule.file(&shown(file.path.as_str())));
    }
    pages
}
