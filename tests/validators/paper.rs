//! The PDF before page-validation and qpdf. It is checked by page-validation and qpdf, not by veraPDF, which none of the
//! package registries has.

use std::path::Path;
use std::process::Command;

use artifolio_tests::{Ran, Scratch, repository};

use super::{accepts, accepts_all, all, of_all, packed, refuses, venv};

const PAPER: &str = "data/portfolio.pdf";

/// Judges as PDF/A-2a and PDF/UA-1; tests/validators/judge_pdf.py says which alarm is known to be false, and sees that it is.
fn page_validation(pdf: &Path) -> Command {
    let mut command = venv("python");
    command.arg(repository().join("tests/validators/judge_pdf.py")).arg(pdf);
    command
}

fn qpdf(pdf: &Path) -> Command {
    let mut command = Command::new("qpdf");
    command.arg("--check").arg(pdf);
    command
}

#[test]
fn page_validation_finds_nothing_against_archive_and_access() {
    println!("REPORT: PDF checked by page-validation and qpdf, not by veraPDF");
    accepts_all(|bag| page_validation(&bag.join(PAPER)));
    let receipts: Vec<_> = all().map(|packed| packed.scratch.path("out.receipt.pdf")).collect();
    for receipt in receipts {
        accepts(page_validation(&receipt));
        accepts(qpdf(&receipt));
        assert_eq!(pages(&receipt).len(), 1, "{}", receipt.display());
    }
    let pdf = std::fs::read(packed().bag.join(PAPER)).unwrap();
    let scratch = Scratch::empty();
    let mark = b"/Lang";
    let at = pdf.windows(mark.len()).position(|part| part == mark).unwrap();
    let mut planted = pdf;
    planted[at..at + mark.len()].copy_from_slice(b"/Lagn");
    std::fs::write(scratch.path("planted.pdf"), planted).unwrap();
    refuses(page_validation(&scratch.path("planted.pdf")));
}

#[test]
fn qpdf_reads_every_object() {
    accepts_all(|bag| qpdf(&bag.join(PAPER)));
    let pdf = std::fs::read(packed().bag.join(PAPER)).unwrap();
    let scratch = Scratch::empty();
    std::fs::write(scratch.path("cut.pdf"), &pdf[..pdf.len() / 2]).unwrap();
    refuses(qpdf(&scratch.path("cut.pdf")));
}

/// What is read off each page.
fn pages(pdf: &Path) -> Vec<String> {
    let mut command = Command::new("pdftotext");
    command.arg("-layout").arg(pdf).arg("-");
    let text = Ran::of(command).done().stdout;
    // Each page ends with one.
    text.trim_end_matches('\u{c}').split('\u{c}').map(str::to_owned).collect()
}

/// The bookmarks lead to the map, the reflection and each artifact.
#[test]
fn there_is_a_bookmark_for_each_part() {
    of_all(|packed| {
        let mut command = Command::new("qpdf");
        command.args(["--json", "--json-key=outlines"]).arg(packed.bag.join(PAPER));
        let said: serde_json::Value =
            serde_json::from_str(&Ran::of(command).done().stdout).unwrap();
        let mut titles = vec![];
        let mut open: Vec<&serde_json::Value> =
            said["outlines"].as_array().unwrap().iter().collect();
        while let Some(mark) = open.pop() {
            assert!(mark["destpageposfrom1"].as_u64() > Some(0), "{}: {mark}", packed.name);
            titles.push(mark["title"].as_str().unwrap());
            open.extend(mark["kids"].as_array().unwrap());
        }
        let portfolio = std::fs::read(packed.bag.join("data/portfolio.json")).unwrap();
        let portfolio: serde_json::Value = serde_json::from_slice(&portfolio).unwrap();
        let artifacts = portfolio["artifacts"].as_array().unwrap().len();
        let begins = |word: &str| titles.iter().filter(|title| title.starts_with(word)).count();
        for (word, count) in [("Alignment Map", 1), ("Reflection", 1), ("Artifact ", artifacts)] {
            assert!(begins(word) >= count, "{}: {word}: {titles:?}", packed.name);
        }
    });
}

/// What pdftotext reads off is what was written: in order, and with the mark of a draft.
#[test]
fn the_words_can_be_read_off() {
    for packed in all() {
        let pages = pages(&packed.bag.join(PAPER));
        let text = pages.concat();
        assert!(text.contains("Alignment Map") && text.contains("Contents"), "{}", packed.name);
        // Who holds it in the hand finds the artifacts by the page that the map names. Stacked marks of the naughty strings
        // stand over other lines, and pdftotext mixes them into their words.
        if packed.name != "naughty strings" {
            let (_, behind) = text.split_once("See all artifacts (page ").unwrap();
            let page: usize = behind.split(')').next().unwrap().parse().unwrap();
            let there = &pages[page - 1];
            assert!(there.contains("Artifact 1"), "{}: page {page}: {there}", packed.name);
        }
        let draft = packed.said["draft"].as_bool().unwrap();
        assert_eq!(text.contains("This is a draft"), draft, "{}", packed.name);
    }
    let findings = |packed: &super::Packed| packed.said["findings"].as_array().unwrap().clone();
    assert!(findings(packed()).is_empty(), "{:?}", findings(packed()));
    let naughty = all().last().unwrap();
    let rules: Vec<_> = findings(naughty).iter().map(|f| f["rule"].clone()).collect();
    assert_eq!(rules, ["pdf-character-written-out"]);
}
