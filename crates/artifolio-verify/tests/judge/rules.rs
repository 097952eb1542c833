//! Every rule is given by some case, and every finding can be told in every language.

use std::collections::{BTreeMap, BTreeSet};

use artifolio_core::failure::Failure;
use artifolio_core::message::{Catalogue, Language};
use artifolio_core::path::RelPath;
use artifolio_verify::rules::{RULES, source};
use artifolio_verify::{Verdict, VerifyError};

use crate::disk::{judge_folder, judge_zip};
use crate::made::{TOP, bag, folder, zipped};
use crate::{bag_files, bags, submissions, versions, zips};

fn verdicts() -> Vec<Verdict> {
    let mut flood = bag();
    flood.extend((0..1_001).map(|n| (format!("data/{n}"), Vec::new())));
    let zips = zips::all().into_iter().map(|(_, bytes, _)| judge_zip(bytes));
    let bags = bags::all().into_iter().map(|(_, files, _)| judge_folder(&folder(&files)));
    let odd = bag_files::odd_folders().into_iter().map(|(_, disk, _)| judge_folder(&disk));
    let ours = submissions::all();
    let ours = ours.into_iter().map(|(_, files, _)| judge_zip(zipped(&files, TOP).bytes()));
    let versions = versions::all().into_iter().map(|(_, files, _)| judge_folder(&folder(&files)));
    let unknown =
        versions::unknown().into_iter().map(|(_, files, _)| judge_folder(&folder(&files)));
    let bags = bags.chain(versions).chain(unknown);
    zips.chain(bags).chain(odd).chain(ours).chain([judge_folder(&folder(&flood))]).collect()
}

#[test]
fn every_rule_is_given_and_every_finding_can_be_told() {
    let mut given = BTreeSet::new();
    let mut told = BTreeMap::new();
    for finding in verdicts().iter().flat_map(|verdict| &verdict.findings) {
        let rule = RULES.iter().find(|rule| rule.id == finding.rule).expect("a known rule");
        assert!(finding.severity == rule.severity || rule.id == "bundle-more");
        given.insert(finding.rule);
        told.insert(finding.rule, finding.clone());
    }
    let known: BTreeSet<&str> = RULES.iter().map(|rule| rule.id).collect();
    assert_eq!(known.len(), RULES.len(), "an id twice");
    assert_eq!(given, known);
    for language in [Language::En, Language::Es] {
        let catalogue = Catalogue::of(language);
        for finding in told.values() {
            let spoken = catalogue.spoken(finding, source(finding.rule));
            for text in [&spoken.message, &spoken.hint] {
                assert!(text.contains(' ') && !text.contains('{'), "{}: {text}", finding.rule);
            }
            assert!(!spoken.source.is_empty());
        }
    }
}

#[test]
fn the_page_of_codes_has_every_rule_with_its_severity() {
    let page = include_str!("../../../../docs/codes.md");
    let rows: Vec<String> = page
        .lines()
        .filter(|line| line.starts_with("| `bundle-"))
        .map(|line| line.split(" | ").take(2).collect::<Vec<_>>().join(" | "))
        .collect();
    for rule in RULES {
        let row = format!("| `{}` | {}", rule.id, format!("{:?}", rule.severity).to_lowercase());
        assert_eq!(rows.iter().filter(|own| **own == row).count(), 1, "{row}");
    }
    let bundle_findings = page.split("## Bundle findings").nth(1).unwrap();
    let listed = bundle_findings.split("\n## ").next().unwrap().matches("| `bundle-").count();
    assert_eq!(listed, RULES.len());
}

#[test]
fn errors_can_be_told() {
    let path = || RelPath::parse("a").unwrap();
    let source = std::io::ErrorKind::PermissionDenied.into();
    for error in [
        VerifyError::NotFound(path()),
        VerifyError::NotAFile(path()),
        VerifyError::Io { path: path(), source },
        VerifyError::Stopped,
    ] {
        for language in [Language::En, Language::Es] {
            let told = Failure::of(&error, &Catalogue::of(language));
            for text in [told.message, told.hint] {
                assert!(text.contains(' ') && !text.contains('{'), "{error}: {text}");
            }
        }
    }
}
