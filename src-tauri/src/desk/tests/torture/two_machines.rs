//! Two machines with one portfolio, joined by Syncthing, and by git: both write while the link is cut; when it is joined
//! no word is lost, and each conflict is on the list of what happened.

mod by_git;
mod by_syncthing;

use std::collections::BTreeSet;

use artifolio_tests::Scratch;
use artifolio_tests::run::Random;
use artifolio_workspace::away::Chosen;

use super::super::*;
use super::ledger::{APP, Files, Kept, Ledger, files_of, words, words_of};
use super::writer::{chosen, on_disk};
use crate::view::{ArtifactFields, AwayItem, AwayKind, CriterionFields};

/// One machine: its copy of the portfolio, its data, and the app.
struct Machine {
    scratch: Scratch,
    desk: Desk,
    kept: Kept,
}

fn done<T>(result: Result<T, Refusal>) -> T {
    result.unwrap_or_else(|e| panic!("{}", e.code()))
}

fn criterion(id: &str) -> TextOf {
    TextOf::Criterion { id: id.into() }
}

fn artifact(id: &str) -> TextOf {
    TextOf::Artifact { id: id.into() }
}

/// The portfolio that both begin with.
fn begin(scratch: &Scratch) {
    scratch.write("portfolio.toml", "format = 1\nid = \"w\"\nname = \"Ana\"\n");
    for key in ["1a", "2b", "5a"] {
        scratch.write(&format!("criteria/{key}.md"), "First.\n\nMiddle.\n\nLast.\n");
    }
    for name in ["boards", "walk"] {
        let text = format!("---\nid: {name}\ntitle: {name}\n---\nFirst.\n\nMiddle.\n\nLast.\n");
        scratch.write(&format!("artifacts/{name}/artifact.md"), text);
    }
}

impl Machine {
    /// Opens the copy that is in its folder.
    fn on(scratch: Scratch) -> Self {
        let desk = Desk::new(DataDir::at(scratch.path("data")), scratch.path(""), no_printer());
        desk.open(&scratch.ws()).unwrap_or_else(|e| panic!("{e}"));
        desk.ready();
        desk.wait_behind();
        Self { scratch, desk, kept: Kept::default() }
    }

    /// Saves what `edit` makes of a text.
    fn save(&self, of: &TextOf, ledger: &mut Ledger, edit: impl FnOnce(&str, &str) -> String) {
        let (text, revision, _) = done(on_disk(&self.desk, of));
        let text = edit(&text, &ledger.word(APP));
        done(self.desk.save_text(self.desk.now(), Language::En, of, &text, &revision));
        ledger.owe(words(text.as_bytes()));
    }

    /// What is written on this machine while it is alone: at the beginning of texts here, at their end there, in one
    /// place of another, in headers; new things; a file that both bring.
    fn writes(&self, first: bool, round: usize, ledger: &mut Ledger) {
        for of in [criterion("5a"), artifact("boards")] {
            self.save(&of, ledger, |text, word| {
                if first {
                    format!("Here {word}.\n\n{text}")
                } else {
                    format!("{text}\n\nThere {word}.\n")
                }
            });
        }
        self.save(&criterion("1a"), ledger, |text, word| {
            let mut parts: Vec<&str> = text.split("\n\n").collect();
            let here = format!("Both wrote {word} in round {round}.");
            let middle = parts.len() / 2;
            parts[middle] = &here;
            parts.truncate(9);
            parts.join("\n\n")
        });
        let alone = if first { "2b" } else { "3a" };
        self.save(&criterion(alone), ledger, |text, word| format!("{text}\n\nAlone {word}."));
        let word = ledger.word(APP);
        let edit = if first {
            let set = ArtifactFields { summary: Some(word.clone()), ..Default::default() };
            Edit::Artifact { id: "walk".into(), set, was: ArtifactFields::default() }
        } else {
            let set = CriterionFields { note: Some(word.clone()), ..Default::default() };
            Edit::Criterion { key: "4a".into(), set, was: CriterionFields::default() }
        };
        done(self.desk.change(self.desk.now(), Language::En, |seen| edit::build(seen, &edit)));
        ledger.owe(words(word.as_bytes()));
        let (title, word) = (format!("New {round}"), ledger.word(APP));
        let new = Edit::NewArtifact { title, planned: false, link: None, text: word.clone() };
        // The same name on both, and another text.
        done(self.desk.change(self.desk.now(), Language::En, |seen| edit::build(seen, &new)));
        ledger.owe(words(word.as_bytes()));
        let plan = ledger.word(APP);
        self.scratch.write(&format!("artifacts/boards/plan {round}.txt"), &plan);
        ledger.owe(words(plan.as_bytes()));
    }

    /// Files, but for what the app keeps and the service puts there.
    fn files(&self) -> Files {
        let mut files = files_of(&self.scratch.ws());
        files.retain(|path, _| {
            !path.starts_with(".git/") && path != ".gitattributes" && !begun(path)
        });
        files
    }

    /// What happened that is a copy.
    fn copies(&self) -> Vec<AwayItem> {
        self.desk.look_again();
        let mut all = done(self.desk.away(Language::En));
        all.retain(|item| item.key.starts_with("copy "));
        all
    }

    /// Puts in order whatever can be: what agrees by itself, the rest by choosing. Copies that are no texts are looked at
    /// and stay.
    fn answers(&self, random: &mut Random) {
        let keys = |desk: &Desk| -> Vec<String> {
            done(desk.away(Language::En)).into_iter().map(|item| item.key).collect()
        };
        // Of two copies of one text the second is another one once the first is put together with it.
        loop {
            done(self.desk.answer_away(self.desk.now(), Language::En, &keys(&self.desk)));
            let mut left = self.copies();
            left.retain(|item| item.kind != AwayKind::CopyBeside);
            let Some(item) = left.iter().find(|item| item.kind == AwayKind::CopyChoose) else {
                if left.is_empty() {
                    break;
                }
                continue;
            };
            let apart = done(self.desk.copy_apart(Language::En, &item.key));
            let body = chosen(&apart.pieces, random);
            let chosen = Chosen { body: &body, header: &[] };
            done(self.desk.merge_copy(self.desk.now(), Language::En, &item.key, chosen));
        }
        done(self.desk.ignore_away(self.desk.now(), Language::En, &keys(&self.desk)));
        assert_eq!(keys(&self.desk), Vec::<String>::new());
    }

    fn words(&mut self) -> BTreeSet<super::ledger::Word> {
        let mut found = words_of(&self.files());
        found.extend(self.kept.words(&self.scratch.ws(), &self.scratch.path("data")));
        found
    }

    /// What the app keeps has no second copies: each machine writes its own lines, and what has one name is one thing.
    fn keeps_without_conflict(&self) {
        let kept = files_of(&self.scratch.path("ws/.artifolio"));
        for path in kept.keys() {
            let Some((before, _)) = path.split_once(".sync-conflict-") else { continue };
            // A copy that was put in order lies in the trash, and there its original does not.
            let ending = path.rsplit_once('.').map_or("", |(_, ending)| ending);
            let original = format!("{before}.{ending}");
            assert!(path.starts_with("trash/") && !kept.contains_key(&original), "{path}");
        }
    }
}

/// Files that the two do not have alike.
fn unlike(one: &Files, other: &Files) -> Vec<String> {
    let paths: BTreeSet<&String> = one.keys().chain(other.keys()).collect();
    paths.into_iter().filter(|path| one.get(*path) != other.get(*path)).cloned().collect()
}

/// Of a file that came from both at once Syncthing may leave what it had begun.
fn begun(path: &str) -> bool {
    path.rsplit('/').next().is_some_and(|name| name.starts_with(".syncthing."))
}

/// Both copies say the same, and no word is missing.
fn count(machines: &mut [Machine; 2], ledger: &Ledger, round: usize) {
    let [one, other] = &*machines;
    assert_eq!(unlike(&one.files(), &other.files()), Vec::<String>::new(), "round {round}");
    let mut found = BTreeSet::new();
    for machine in &mut *machines {
        machine.keeps_without_conflict();
        found.extend(machine.words());
    }
    let names =
        || machines.each_ref().map(|machine| machine.files().into_keys().collect::<Vec<_>>());
    let missing = ledger.missing(&found);
    assert!(missing.is_empty(), "round {round}: {missing:?} in none of {:#?}", names());
}
