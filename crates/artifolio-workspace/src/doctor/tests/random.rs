//! Portfolios with many ills at once.

use std::collections::BTreeSet;

use proptest::prelude::*;

use super::*;
use crate::change::Step;
use crate::history::bytes;

/// Headers and texts with and without ills, several of which meet.
const ARTIFACTS: [&str; 10] = [
    "---\nid: boards\nnumber: 1\nevidence:\n  - id: plan\n    file: plan.txt\n  - id: plan\n    link: https://example.org\n---\n",
    "---\nid: boards # copy\nnumber: 1\n---\nWords.\n",
    "---\nid: Boards!\nnumber: 2\nevidence: [{file: plan.txt}, {id: X y, file: a.txt}]\n---\n",
    "---\ntitle: Choice boards\nnumber: 2\n---\n",
    "Only words.\n",
    "---\nid: films\nnumber: 1\npeople:\n  - who: S1\n    shown_in: [gone, plan, gone]\n  - who: S2\n    shown_in: [also-gone]\nevidence:\n  - id: film\n    file: film.mp4\n    captions: film.vtt\n    sha256: 4f6c4f5e1b6b5a3c9b5f0b6d5f5a4b3c2d1e0f9a8b7c6d5e4f3a2b1c0d9e8f7a\n---\n",
    "---\nid: plans\nnumber: 3\nevidence:\n  # mine\n  - id: plan\n    file: there.txt\n    own: kept\n  - id: other\n    file: not-there.txt\n---\n",
    "---\nid: plans\nstate: planned\n---\n",
    "---\nid: [broken\n---\n",
    "\u{feff}---\r\nid: windows\r\nnumber: 1\r\nevidence:\r\n  - id: plan\r\n    file: lost.txt\r\n---\r\nWords.\r\n",
];
const CRITERIA: [&str; 6] = [
    "---\nartifacts:\n  - id: bords\n  - id: gone # x\n    role: supporting\n  - id: boards\n    pin: {evidence: plam, page: 1}\n---\nText.\n",
    "---\nartifacts: [{id: films, pin: {evidence: no}}, {id: Boards}, {role: main}]\n---\n",
    "---\nartifacts:\n  - id: plans\n    pin:\n      evidence: nowhere\n      # where\n      time: 00:10\nnote: mine\n---\n",
    "---\nartifacts:\n  - id: gone\n  - id: gone\n  - id: plans\n---\n",
    "No header at all.\n",
    "---\nartifacts:\n  - id: boards-2\n  - id: choice-boards\n---\n",
];
const FOLDERS: [&str; 6] = ["boards", "boards copy", "boards-2", "x", "Copia de x", "plans"];

fn ill() -> impl Strategy<Value = Ill> {
    let artifacts = prop::collection::vec(prop::option::of(0..ARTIFACTS.len()), FOLDERS.len());
    let criteria = prop::collection::vec(prop::option::of(0..CRITERIA.len()), 3);
    (artifacts, criteria, any::<[bool; 4]>()).prop_map(|(artifacts, criteria, more)| {
        let ill = Ill::with(&[("artifacts/x/there.txt", "plan"), ("feedback/plan.txt", "plan")]);
        for (folder, which) in FOLDERS.iter().zip(artifacts) {
            let Some(which) = which else { continue };
            let path = format!("artifacts/{folder}/artifact.md");
            ill.files.plant(&path, ARTIFACTS[which].as_bytes());
            if more[0] {
                ill.files.plant(&format!("artifacts/{folder}/plan.txt"), b"plan");
            }
            if more[1] {
                ill.files.plant(&format!("artifacts/{folder}/more/not-there.txt"), b"x");
            }
        }
        for (key, which) in ["1a", "5a", "7c"].iter().zip(criteria) {
            let Some(which) = which else { continue };
            ill.files.plant(&format!("criteria/{key}.md"), CRITERIA[which].as_bytes());
        }
        if more[2] {
            ill.files.plant("portfolio.toml", b"format = 1 # no id\n");
        }
        if more[3] {
            let trash = ".artifolio/trash/019ab8a05c007000800000000000002a/artifacts";
            ill.files.plant(&format!("{trash}/gone/artifact.md"), b"---\nid: gone\n---\n");
            ill.files.plant("criteria/.~1a.md.019ab8a05c007000800000000000002a.tmp", b"half");
        }
        ill
    })
}

/// What was written over is in the history, and nothing that is no header was touched.
fn lost_nothing(before: &crate::testing::Tree, ill: &Ill) -> Result<(), TestCaseError> {
    let now = ill.files.tree();
    let all: BTreeSet<&Vec<u8>> = now.values().flatten().collect();
    let ours = |path: &RelPath| path.as_str().ends_with(".tmp");
    for (path, bytes_before) in before.iter().filter(|(path, _)| !ours(path)) {
        let Some(words) = bytes_before else { continue };
        let kept = all.contains(words) || bytes(&ill.files, Sha256::of(words)).is_ok();
        prop_assert!(kept, "{path} is lost");
        let is_text = path.extension() == "md";
        if let (true, Some(Some(after)), Ok(text)) = (is_text, now.get(path), str::from_utf8(words))
        {
            let body = |text: &str| artifolio_core::header::split(text).map(|s| s.body.to_owned());
            let after = str::from_utf8(after).unwrap();
            prop_assert!(body(text).is_err() || body(text) == body(after), "{path}");
        }
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn what_is_mended_by_itself_is_mended_and_nothing_is_lost(mut ill in ill()) {
        let (found, before) = (ill.look(), ill.files.tree());
        let chosen = by_themselves(&found);
        ill.mend(&chosen);
        let still: BTreeSet<_> = ill.look().iter().map(ill_at).collect();
        for diagnosis in found.iter().filter(|d| d.mends.iter().any(|mend| mend.by_itself)) {
            prop_assert!(!still.contains(&ill_at(diagnosis)), "{diagnosis:#?}\n{still:#?}");
        }
        lost_nothing(&before, &ill)?;
    }

    #[test]
    fn whatever_is_chosen_is_mended_and_nothing_is_lost(mut ill in ill(), picks in prop::collection::vec(any::<prop::sample::Index>(), 40)) {
        let (found, before) = (ill.look(), ill.files.tree());
        let mut keys: Vec<String> = Vec::new();
        for (diagnosis, pick) in found.iter().zip(picks) {
            if !diagnosis.mends.is_empty() {
                let mut tried = keys.clone();
                tried.push(pick.get(&diagnosis.mends).key.clone());
                // One of another finding may have this one for company, or exclude it.
                if named(&found, &tried).is_ok() {
                    keys = tried;
                }
            }
        }
        let chosen = named(&found, &keys).unwrap();
        let moves = change(&ill.files, &chosen);
        prop_assert!(moves.is_ok(), "each can be done, and so can all: {moves:?}");
        let twice = |steps: &[Step]| {
            let paths: Vec<_> = steps.iter().filter_map(|step| match step {
                Step::Move { to, .. } => Some(to.clone()),
                _ => None,
            }).collect();
            paths.iter().collect::<BTreeSet<_>>().len() < paths.len()
        };
        prop_assume!(!twice(&moves.unwrap().steps));
        ill.mend(&chosen);
        let mended: BTreeSet<&str> = keys.iter().map(String::as_str).collect();
        let still: BTreeSet<_> = ill.look().iter().map(ill_at).collect();
        for diagnosis in &found {
            if diagnosis.mends.iter().any(|mend| mended.contains(&*mend.key)) {
                prop_assert!(!still.contains(&ill_at(diagnosis)), "{diagnosis:#?}\n{chosen:#?}");
            }
        }
        lost_nothing(&before, &ill)?;
    }
}
