//! `portfolio.json`, all that the submission says: it must agree with itself, with the bag's own words, and with the
//! files that are there. Only what is compared is read; that the rest has its shape is the schema's part.

use std::collections::{BTreeMap, BTreeSet};
use std::io::Read as _;

use artifolio_core::path::RelPath;

use super::said::{Evidence, Format, Listed, Portfolio, REFLECTION};
use super::witness::{Doubts, Page, Role};
use super::{LIMIT, Reach, START, map_page, missing, page, ro_crate, style, table};
use crate::bag::{Info, is_payload, path};
use crate::name::shown;
use crate::report::Report;
use crate::rules::{
    CRITERIA_COUNT, DRAFT_DIFFERS, EVIDENCE_MISSING, EVIDENCE_SIZE, EVIDENCE_TYPE,
    EVIDENCE_UNNAMED, FILE_UNEXPECTED, FORMAT_NEWER, INFO_DIFFERS, INFO_MISSING, NUMBER_TWICE,
    PAGE_ANCHOR, PORTFOLIO_UNREADABLE, REFERENCE_UNKNOWN,
};
use crate::tree::Tree;

const FILE: &str = "data/portfolio.json";
const MAP_DOCUMENT: &str = "data/alignment-map.docx";
/// May be missing: where it cannot be set, the rest is made all the same.
const PAPER: &str = "data/portfolio.pdf";
const STYLE: &str = "data/style.css";
const CRITERIA: usize = 25;

/// Judges a submission from its `portfolio.json`.
pub(super) fn judge(tree: &mut Tree<'_>, info: &Info, report: &mut Report) -> Reach {
    let none = Reach::default();
    let file = path(FILE);
    if tree.index.find(&file).is_none() {
        missing(tree, [file].iter(), report);
        return none;
    }
    let bytes = tree.whole(&file, LIMIT, report).unwrap_or_default();
    match serde_json::from_slice::<Format>(&bytes) {
        Ok(Format { bundle_format: super::FORMAT }) => {}
        Ok(Format { bundle_format }) if bundle_format > super::FORMAT => {
            let newer = FORMAT_NEWER.bundle().with("format", bundle_format);
            report.add(newer.with("known", super::FORMAT));
            return none;
        }
        _ => {
            report.add(PORTFOLIO_UNREADABLE.file(FILE));
            return none;
        }
    }
    let portfolio = match Portfolio::read(&bytes) {
        Ok(portfolio) => portfolio,
        Err(error) => {
            let (line, column) = (error.line(), error.column());
            let place = |n: usize| u32::try_from(n).unwrap_or(u32::MAX).max(1);
            report.add(PORTFOLIO_UNREADABLE.file(FILE).at(place(line), place(column)));
            return none;
        }
    };
    words(tree, info, &portfolio, report);
    // What does not fit together is not compared with anything.
    let sound = [criteria(&portfolio, report), references(&portfolio, report)] == [true, true];
    let named = evidence(tree, &portfolio, report);
    let pages = files(tree, &portfolio, &named, report);
    let reach = read(tree, &portfolio, &named, &pages, sound, report);
    style::judge(tree, &path(STYLE), report);
    ro_crate::judge(tree, &portfolio, sound, report);
    reach
}

/// Reads every page, and the table, and compares them with what is said.
fn read(
    tree: &mut Tree<'_>,
    said: &Portfolio,
    evidence: &BTreeSet<RelPath>,
    pages: &BTreeMap<RelPath, Role<'_>>,
    sound: bool,
    report: &mut Report,
) -> Reach {
    let (mut reach, mut doubts) = (Reach::default(), Doubts::default());
    let mut places = BTreeMap::new();
    let mut wanted = Vec::new();
    let start = path(START);
    for (path, role) in
        pages.iter().map(|(path, role)| (path, *role)).chain([(&start, Role::Start)])
    {
        let Some(reading) = page::judge(tree, path, Some(&said.language), report) else { continue };
        reach.pages += 1;
        reach.links += reading.links.0;
        reach.web_links += reading.links.1;
        if sound {
            Page { said, path, reading: &reading, evidence }.judge(role, &mut doubts, report);
            if matches!(role, Role::Map) {
                map_page::judge(said, &reading, &mut doubts, report);
            }
        }
        wanted.extend(reading.places.into_iter().map(|place| (path.clone(), place)));
        places.insert(path.clone(), reading.ids);
    }
    for (from, (to, place)) in wanted {
        // What stands behind # in the address of any other file is for the program that shows it.
        let Some(there) = places.get(&to) else { continue };
        reach.places += 1;
        if !there.contains(&place) {
            let told = PAGE_ANCHOR.file(from.as_str()).with("what", shown(&place));
            report.add(told.with("page", to));
        }
    }
    table::judge(tree, said, sound, &mut doubts, report);
    doubts.judge(report);
    reach
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
fn criteria(portfolio: &Portfolio, report: &mut Report) -> bool {
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
    complete
}

/// Attached artifacts and pinned evidence exist; no number is used twice.
fn references(portfolio: &Portfolio, report: &mut Report) -> bool {
    let (mut pieces, mut sound) = (BTreeMap::new(), true);
    for artifact in &portfolio.artifacts {
        if pieces.insert(artifact.number, artifact.evidence.len() as u64).is_some() {
            sound = false;
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
                sound = false;
                let told = REFERENCE_UNKNOWN.file(FILE).with("criterion", shown(key));
                report.add(told.with("number", one.number));
            }
        }
    }
    sound
}

/// The evidence that is named, as paths below the bag; what is not there is reported.
fn evidence(tree: &mut Tree<'_>, portfolio: &Portfolio, report: &mut Report) -> BTreeSet<RelPath> {
    let listed: BTreeMap<&str, &Listed> =
        portfolio.files.iter().map(|file| (file.path.as_str(), file)).collect();
    let mut named = BTreeSet::new();
    for artifact in &portfolio.artifacts {
        for written in artifact.evidence.iter().flat_map(Evidence::files) {
            let leads = RelPath::parse(&format!("data/{written}"))
                .ok()
                .filter(|leads| is_evidence(leads) && tree.index.has(leads));
            match leads {
                Some(leads) => {
                    let said = listed.get(written).map(|file| file.bytes);
                    if let Some(n) = tree.index.find(&leads)
                        && said != Some(tree.index.files[n].size)
                    {
                        let told = EVIDENCE_SIZE.file(&shown(leads.as_str()));
                        let told = told.with("found", tree.index.files[n].size);
                        report.add(told.with("said", said.map_or("?".into(), |n| n.to_string())));
                    }
                    let is = listed.get(written).map_or("", |file| &file.media_type);
                    if named.insert(leads.clone())
                        && let Some(found) = looks_like(tree, &leads).filter(|found| *found != is)
                    {
                        let told = EVIDENCE_TYPE.file(&shown(leads.as_str()));
                        report.add(told.with("said", shown(is)).with("found", found));
                    }
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

/// The media type that the first bytes of a file give away; `None` where they do not, or cannot be read.
fn looks_like(tree: &mut Tree<'_>, path: &RelPath) -> Option<&'static str> {
    let mut first = Vec::new();
    tree.shelf.open(path).ok()?.take(8).read_to_end(&mut first).ok()?;
    let known: [(&[u8], _); 3] = [
        (b"\x89PNG\r\n\x1a\n", "image/png"),
        (b"\xff\xd8\xff", "image/jpeg"),
        (b"%PDF-", "application/pdf"),
    ];
    known.into_iter().find(|(start, _)| first.starts_with(start)).map(|(_, media_type)| media_type)
}

/// Whether it lies in the folder of an artifact.
fn is_evidence(path: &RelPath) -> bool {
    path.as_str().starts_with("data/artifacts/") && path.parts().count() > 3
}

/// The allow-list: every file of it is there, and there is no other. Gives the pages with what each is there for.
fn files<'a>(
    tree: &Tree<'_>,
    portfolio: &'a Portfolio,
    named: &BTreeSet<RelPath>,
    report: &mut Report,
) -> BTreeMap<RelPath, Role<'a>> {
    let fixed =
        [("index.html".to_owned(), Role::Overview), ("alignment-map.html".to_owned(), Role::Map)];
    let answers = portfolio.answers().map(|answer| (answer.criterion.page(), Role::Answer(answer)));
    let artifacts = portfolio.artifacts.iter().map(|one| (one.page(), Role::Artifact(one)));
    let pages: BTreeMap<RelPath, Role<'_>> = fixed
        .into_iter()
        .chain(answers)
        .chain(artifacts)
        .map(|(page, role)| (path(&format!("data/{page}")), role))
        .collect();
    let others = [table::FILE, MAP_DOCUMENT, ro_crate::FILE, FILE, STYLE].map(path);
    let expected: BTreeSet<&RelPath> = pages.keys().chain(&others).collect();
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
