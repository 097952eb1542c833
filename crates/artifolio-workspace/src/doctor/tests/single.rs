//! What needs more than one look, and choices.

use super::table::{HEADER, PLAN, VERSION};
use super::*;

const KEY: &str = "019ab8a05c007000800000000000002a";

#[test]
fn a_portfolio_without_an_id_gets_one_and_keeps_everything_else() {
    for (settings, rule) in [
        ("# mine\nformat = 1\nname = \"A\" # who\n[dates]\n", "settings-fault"),
        ("# mine\nformat = 1\nid = \"\" # here\nname = \"A\"\n", "portfolio-id-empty"),
    ] {
        let mut ill = Ill::with(&[("portfolio.toml", settings)]);
        let found = ill.look();
        let [diagnosis] = &found[..] else { panic!("{found:#?}") };
        assert_eq!(diagnosis.finding.rule, rule);
        ill.mend(&by_themselves(&found));
        let text = ill.text("portfolio.toml");
        assert!(
            text.starts_with("# mine\nformat = 1\n") && text.contains("name = \"A\""),
            "{text}"
        );
        let id = crate::read::identity(&ill.files).id.unwrap();
        assert!(uuid::Uuid::parse_str(&id).is_ok(), "{id}");
        assert!(ill.look().is_empty());
    }
}

#[test]
fn what_dead_programs_left_goes_and_what_they_kept_stays() {
    let left = format!("criteria/.~1a.md.{KEY}.tmp");
    let empty = format!(".artifolio/trash/{KEY}/artifacts/x");
    let unnamed = Sha256::of(b"words").to_string();
    let mut ill = Ill::with(&[
        (&left, "half"),
        (&format!("{empty}/y"), "gone in a moment"),
        (&format!(".artifolio/history/objects/{unnamed}"), "words"),
        (".artifolio/history/log/m/2026-11-20.jsonl", VERSION),
    ]);
    ill.files.remove_own(&fixed(&format!("{empty}/y"))).unwrap();
    let found = ill.look();
    let rules: Vec<_> = found.iter().map(|d| d.finding.rule).collect();
    assert_eq!(rules, ["leftover-temporary", "trash-empty", "history-lost", "history-unnamed"]);
    assert!(found[2].mends.is_empty() && found[3].mends.is_empty());
    ill.mend(&by_themselves(&found));
    let tree = ill.files.tree();
    assert!(!tree.contains_key(&fixed(&left)));
    assert!(tree.keys().all(|path| !path.as_str().starts_with(".artifolio/trash/")), "{tree:?}");
    assert!(tree.contains_key(&fixed(&format!(".artifolio/history/objects/{unnamed}"))));
}

#[test]
fn an_artifact_that_was_renamed_by_hand_is_known_by_its_history() {
    let criterion = "---\nartifacts:\n  - id: old-boards\n---\n";
    let files = [
        (HEADER, "---\nid: a-new-name\n---\n"),
        ("criteria/5a.md", criterion),
        (".artifolio/history/log/m/2026-11-20.jsonl", VERSION),
    ];
    let mut ill = Ill::with(&files);
    let found = ill.look();
    let [mend] = &by_themselves(&found)[..] else { panic!("{found:#?}") };
    ill.mend(std::slice::from_ref(mend));
    assert_eq!(ill.text("criteria/5a.md"), criterion.replace("old-boards", "a-new-name"));
    // Where the trash has one of that name, it may be the one that is meant.
    let trash = format!(".artifolio/trash/{KEY}/artifacts/boards/artifact.md");
    let ill = Ill::with(&[files[0], files[1], files[2], (&trash, "---\nid: old-boards\n---\n")]);
    assert!(by_themselves(&ill.look()).is_empty());
}

#[test]
fn two_ways_to_mend_one_thing_are_not_both_done() {
    let ill = Ill::with(&[
        ("artifacts/one/artifact.md", "---\nid: boards\n---\n"),
        ("artifacts/two/artifact.md", "---\nid: boards\n---\n"),
        ("criteria/5a.md", "---\nartifacts:\n  - id: gone\n---\n"),
    ]);
    let found = ill.look();
    assert!(by_themselves(&found).is_empty());
    let keys: Vec<String> =
        found.iter().flat_map(|d| &d.mends).map(|mend| mend.key.clone()).collect();
    let [one, two, detach] = &keys[..] else { panic!("{found:#?}") };
    let refused = named(&found, &[two.clone(), one.clone()]).unwrap_err();
    assert_eq!(refused, BadChoice::Both(one.clone(), two.clone()));
    let refused = named(&found, &[one.clone(), "nothing".into()]).unwrap_err();
    assert_eq!(refused, BadChoice::Unknown("nothing".into()));
    assert_eq!(named(&found, &[detach.clone(), one.clone()]).unwrap().len(), 2);
}

#[test]
fn a_header_that_cannot_be_edited_is_left_to_a_person() {
    let tied = "---\nid: boards\nevidence:\n  - &a {id: plan, file: plan.txt}\n  - *a\n---\n";
    let ill = Ill::with(&[(HEADER, tied), PLAN]);
    let found = ill.look();
    let twice = found.iter().find(|d| d.finding.rule == "evidence-id-twice").unwrap();
    for mend in &twice.mends {
        change(&ill.files, std::slice::from_ref(mend)).unwrap();
    }
}

#[test]
fn every_folder_with_one_id_gets_an_id_of_its_own() {
    let header = "---\nid: boards\nnumber: 1\n---\n";
    let folders = ["boards", "boards - Copy", "boards - Copy (2)", "boards_copia"];
    let paths = folders.map(|folder| format!("artifacts/{folder}/artifact.md"));
    let mut ill = Ill::with(&paths.each_ref().map(|path| (path.as_str(), header)));
    let chosen = by_themselves(&ill.look());
    assert_eq!(chosen.len(), 3, "{chosen:#?}");
    ill.mend(&chosen);
    let headers: Vec<String> = paths.iter().map(|path| ill.text(path)).collect();
    let ids: std::collections::BTreeSet<&str> =
        headers.iter().flat_map(|text| text.lines().filter(|line| line.contains(": "))).collect();
    assert_eq!(ids.len(), 8, "{headers:?}");
    assert!(ill.look().is_empty(), "{:#?}", ill.look());
}

#[test]
fn nothing_that_lies_in_the_cloud_is_downloaded_to_look_at_it() {
    let none = "0".repeat(64);
    let header = format!(
        "---\nid: boards\nevidence:\n  - id: a\n    file: gone.jpg\n    sha256: {none}\n---\n"
    );
    let mut ill = Ill::with(&[
        ("artifacts/boards/artifact.md", &header),
        ("artifacts/boards/other.jpg", "picture"),
        ("criteria/1a.md", "---\nartifacts:\n  - id: lost\n---\nwords"),
        (".artifolio/trash/k/artifacts/lost/artifact.md", "---\nid: lost\n---\n"),
    ]);
    let (path, expect) = (fixed("criteria/2a.md"), crate::durable::Expect::Absent);
    let steps = vec![crate::change::Step::Write { path, expect, bytes: b"new".to_vec() }];
    ill.history.before(&ill.files, &crate::change::Change { label: "test", steps }).unwrap();
    let told = ill.look().len();
    let in_cloud = |files: &MemFs, place: &str| {
        for (path, bytes) in files.tree() {
            if bytes.is_some() && path.is_below(&fixed(place)) {
                files.dehydrate(&path);
            }
        }
    };
    in_cloud(&ill.files, ".artifolio");
    assert_eq!(ill.look().len(), told, "as far as this disk tells nothing else is ill");
    in_cloud(&ill.files, "artifacts");
    in_cloud(&ill.files, "criteria");
    ill.look();
    assert_eq!(ill.files.downloaded(), []);
}
