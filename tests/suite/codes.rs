//! docs/codes.md lists every error code that has a sentence, and each sentence stands in both languages.

use std::collections::{BTreeMap, BTreeSet};

use artifolio_tests::repository;

fn catalogue(language: &str) -> BTreeMap<String, String> {
    let path = repository().join(format!("messages/{language}.json"));
    serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap()
}

/// Id and severity of each rule in a section of docs/codes.md.
fn listed(section: &str) -> Vec<String> {
    let page = std::fs::read_to_string(repository().join("docs/codes.md")).unwrap();
    let section = page.split(&format!("## {section}\n")).nth(1).unwrap();
    let section = section.split("\n## ").next().unwrap();
    section
        .lines()
        .filter(|line| line.starts_with("| `"))
        .map(|line| line.split('|').skip(1).take(2).map(str::trim).collect::<Vec<_>>().join(" "))
        .collect()
}

#[test]
fn both_languages_have_the_same_keys_and_parameters() {
    let (en, es) = (catalogue("en"), catalogue("es"));
    assert_eq!(en.keys().collect::<Vec<_>>(), es.keys().collect::<Vec<_>>());
    let parameters = |text: &str| -> BTreeSet<String> {
        text.split('{')
            .skip(1)
            .filter_map(|rest| rest.split_once('}'))
            .map(|(name, _)| name.to_owned())
            .collect()
    };
    for (key, text) in &en {
        assert_eq!(parameters(text), parameters(&es[key]), "{key}");
    }
}

#[test]
fn every_rule_of_the_doctor_is_listed_with_its_severity() {
    let given: Vec<String> = artifolio_workspace::doctor::RULES
        .iter()
        .map(|rule| {
            let severity = serde_json::to_value(rule.severity).unwrap();
            format!("`{}` {}", rule.id, severity.as_str().unwrap())
        })
        .collect();
    assert_eq!(listed("Findings of the doctor"), given);
}

#[test]
fn every_rule_of_packing_is_listed_with_its_severity_and_has_two_sentences() {
    let en = catalogue("en");
    let given: Vec<String> = artifolio_bundle::rules::RULES
        .iter()
        .map(|rule| {
            let key = rule.id.replace('-', "_");
            assert!(en.contains_key(&format!("finding_{key}")), "{key}");
            assert!(en.contains_key(&format!("hint_{key}")), "{key}");
            let severity = serde_json::to_value(rule.severity).unwrap();
            format!("`{}` {}", rule.id, severity.as_str().unwrap())
        })
        .collect();
    assert_eq!(listed("Findings of packing"), given);
}

#[test]
fn every_error_code_is_listed_and_has_two_sentences() {
    let page = std::fs::read_to_string(repository().join("docs/codes.md")).unwrap();
    let section = page.split("## Errors").nth(1).unwrap().split("\n## ").next().unwrap();
    let listed: BTreeSet<String> = section
        .lines()
        .filter_map(|line| line.strip_prefix("| `")?.split_once('`'))
        .map(|(code, _)| code.replace('-', "_"))
        .collect();
    let en = catalogue("en");
    let spoken: BTreeSet<String> = en
        .keys()
        .filter_map(|key| key.strip_prefix("error_"))
        .filter(|key| !key.starts_with("hint_"))
        .map(str::to_owned)
        .collect();
    assert_eq!(listed, spoken);
    let hints: BTreeSet<String> =
        en.keys().filter_map(|key| key.strip_prefix("error_hint_")).map(str::to_owned).collect();
    assert_eq!(listed, hints);
}
