//! The app and other programs at work on the same texts: every word of either side is in a file, a kept copy or the
//! history.

use std::collections::{BTreeMap, BTreeSet};

use artifolio_tests::Scratch;
use artifolio_tests::run::{Random, Run};
use artifolio_workspace::away::Chosen;

use super::super::*;
use super::actor::Actor;
use super::ledger::{APP, Files, Kept, Ledger, files_of, words, words_in_texts, words_of};
use super::writer::{Page, chosen};
use crate::view::{ArtifactFields, CriterionFields, RoleWord};

/// Steps in one portfolio: an evening of work.
const EVENING: usize = 500;
/// After so many steps it is looked whether every word is there.
const COUNTED: usize = 25;

const CRITERIA: [&str; 4] = ["1a", "2b", "5a", "reflection"];

/// A portfolio, the app in which it is open, and who writes in it.
struct World {
    scratch: Scratch,
    desk: Desk,
    pages: Vec<Page>,
    actor: Actor,
    ledger: Ledger,
    kept: Kept,
    /// How often what was answered.
    told: BTreeMap<String, usize>,
    /// What was done, the last last.
    done: Vec<String>,
}

fn open(scratch: &Scratch) -> Desk {
    let desk = Desk::new(DataDir::at(scratch.path("data")), scratch.path(""), no_printer());
    let opened = || desk.open(&scratch.ws()).unwrap_or_else(|e| panic!("{e}"));
    // A program that another test is starting just now holds what this one had open until it runs.
    for _ in 0..500 {
        if opened().read_only.is_none() {
            break;
        }
        std::thread::sleep(std::time::Duration::from_millis(10));
    }
    assert_eq!(desk.opened().and_then(|opened| opened.read_only), None);
    desk.ready();
    desk.wait_behind();
    desk
}

impl World {
    fn new() -> Self {
        let scratch = Scratch::in_memory();
        scratch.write("portfolio.toml", "format = 1\nid = \"w\"\nname = \"Ana\"\n");
        for name in ["boards", "walk"] {
            let text = format!("---\nid: {name}\ntitle: {name}\n---\nFirst.\n\nSecond.\n");
            scratch.write(&format!("artifacts/{name}/artifact.md"), text);
        }
        scratch.write("criteria/5a.md", "---\nself_score: 1\n---\nOne.\n\nTwo.\n\nThree.\n");
        let desk = open(&scratch);
        Self {
            desk,
            scratch,
            pages: Vec::new(),
            actor: Actor::default(),
            ledger: Ledger::default(),
            kept: Kept::default(),
            told: BTreeMap::new(),
            done: Vec::new(),
        }
    }

    fn files(&self) -> Files {
        files_of(&self.scratch.ws())
    }

    fn step(&mut self, random: &mut Random) {
        let before = self.files();
        let did = if random.below(100) < 45 {
            let did = self.actor.act(&self.scratch.ws(), &before, random, &mut self.ledger);
            self.ledger.others_acted(&before, &self.files());
            format!("others: {did}")
        } else {
            let (name, outcome) = self.app(random, &before);
            let answer = outcome.err().map_or("done", |error| error.code());
            *self.told.entry(format!("{name}: {answer}")).or_default() += 1;
            self.ledger.app_acted(&before, &self.files());
            format!("app: {name}: {answer}")
        };
        self.done.push(format!("{did}: {}", difference(&before, &self.files())));
    }

    /// One thing that the writer does in the app.
    fn app(&mut self, random: &mut Random, before: &Files) -> (&'static str, Result<(), Refusal>) {
        if self.desk.opened().is_none() && self.desk.open(&self.scratch.ws()).is_ok() {
            // Undo had closed it: its settings were gone for a moment.
            self.desk.wait_behind();
        }
        match random.below(100) {
            0..18 => ("looks again", self.look(before)),
            18..50 => ("types and saves", self.write(random, true)),
            50..58 => ("types", self.write(random, false)),
            58..63 => ("puts an earlier version", self.put_earlier(random)),
            63..72 => {
                ("undoes", self.desk.turn(self.desk.now(), Language::En, Log::undo).map(drop))
            }
            72..75 => {
                ("does again", self.desk.turn(self.desk.now(), Language::En, Log::redo).map(drop))
            }
            75..80 => ("answers", self.answer(random)),
            80..82 => ("dies", self.die(before)),
            82..85 => ("puts back", self.put_back(random)),
            85..87 => ("brings in a file", self.import(random)),
            _ => ("changes", self.change(random)),
        }
    }

    /// What other programs did is looked at, and the pages are read anew.
    fn look(&mut self, before: &Files) -> Result<(), Refusal> {
        self.desk.look_again();
        self.desk.see(Language::En)?;
        self.ledger.owe(words_in_texts(before));
        for page in &mut self.pages {
            page.refresh(&self.desk)?;
        }
        Ok(())
    }

    /// Any text there is.
    fn text(&self, random: &mut Random) -> Result<TextOf, Refusal> {
        let artifacts = self.artifacts()?;
        Ok(match random.below(CRITERIA.len() + artifacts.len()) {
            n if n < CRITERIA.len() => TextOf::Criterion { id: CRITERIA[n].into() },
            n => TextOf::Artifact { id: artifacts[n - CRITERIA.len()].clone() },
        })
    }

    fn artifacts(&self) -> Result<Vec<String>, Refusal> {
        let seen = self.desk.see(Language::En)?;
        let all = seen.reading.portfolio.artifacts.iter();
        Ok(all.map(|artifact| artifact.header.id.to_string()).collect())
    }

    /// The page of any text; at most three are open.
    fn page(&mut self, random: &mut Random) -> Result<usize, Refusal> {
        if self.pages.len() == 3 {
            return Ok(random.below(3));
        }
        let of = self.text(random)?;
        if let Some(at) = self.pages.iter().position(|page| page.is_of(&of)) {
            return Ok(at);
        }
        self.pages.push(Page::open(&self.desk, &of)?);
        Ok(self.pages.len() - 1)
    }

    /// Types, and saves or pauses.
    fn write(&mut self, random: &mut Random, saves: bool) -> Result<(), Refusal> {
        let at = self.page(random)?;
        self.pages[at].type_words(random, &mut self.ledger);
        self.pages[at].pause(&self.desk);
        if saves {
            self.pages[at].save(&self.desk, random, &mut self.ledger)?;
        }
        // The writer leaves the page once it is saved.
        if random.below(6) == 0 && self.pages[at].is_saved() {
            self.pages.remove(at);
        }
        Ok(())
    }

    fn put_earlier(&mut self, random: &mut Random) -> Result<(), Refusal> {
        let at = self.page(random)?;
        self.pages[at].put_earlier(&self.desk, random, &mut self.ledger)
    }

    /// Some of what is on the list of what happened.
    fn answer(&mut self, random: &mut Random) -> Result<(), Refusal> {
        let all = self.desk.away(Language::En)?;
        let mut keys: Vec<String> = all.into_iter().map(|item| item.key).collect();
        keys.retain(|_| random.below(2) == 0);
        match random.below(4) {
            0 => self.desk.ignore_away(self.desk.now(), Language::En, &keys),
            1 => keys.iter().filter(|key| key.starts_with("copy")).try_for_each(|key| {
                let apart = self.desk.copy_apart(Language::En, key)?;
                let body = chosen(&apart.pieces, random);
                let chosen = Chosen { body: &body, header: &[] };
                self.desk.merge_copy(self.desk.now(), Language::En, key, chosen).map(drop)
            }),
            _ => self.desk.answer_away(self.desk.now(), Language::En, &keys).map(drop),
        }
    }

    /// The program dies with whatever is on its screen, and is started again.
    fn die(&mut self, before: &Files) -> Result<(), Refusal> {
        if !before.get("portfolio.toml").is_some_and(|text| text.starts_with(b"format = 1\nid")) {
            return Ok(());
        }
        for page in self.pages.drain(..) {
            page.die(&mut self.ledger);
        }
        let other =
            Desk::new(DataDir::at(self.scratch.path("other")), self.scratch.path(""), no_printer());
        // The one that dies lets go of the portfolio.
        drop(std::mem::replace(&mut self.desk, other));
        self.desk = open(&self.scratch);
        self.ledger.owe(words_in_texts(before));
        Ok(())
    }

    fn put_back(&mut self, random: &mut Random) -> Result<(), Refusal> {
        let all = self.desk.removed(Language::En)?;
        if all.is_empty() {
            return Ok(());
        }
        self.desk
            .put_back(self.desk.now(), Language::En, &all[random.below(all.len())].key)
            .map(drop)
    }

    fn import(&mut self, random: &mut Random) -> Result<(), Refusal> {
        let artifacts = self.artifacts()?;
        let from = self.scratch.path(&format!("notes {}.txt", random.below(9999)));
        let word = self.ledger.word(APP);
        fs::write(&from, &word).unwrap();
        let into = artifacts.get(random.below(artifacts.len() + 1)).map(String::as_str);
        self.desk.import(self.desk.now(), Language::En, &[from], into)?;
        self.ledger.owe(words(word.as_bytes()));
        Ok(())
    }

    /// A change of headers, of what is attached, or of what there is.
    fn change(&mut self, random: &mut Random) -> Result<(), Refusal> {
        let (artifacts, word) = (self.artifacts()?, self.ledger.word(APP));
        let artifact = artifacts.get(random.below(artifacts.len().max(1))).cloned();
        let artifact = artifact.unwrap_or_default();
        let criterion = CRITERIA[random.below(CRITERIA.len())].to_owned();
        let title = Some(format!("Title {word}"));
        let edit = match random.below(8) {
            0 => Edit::Attach { criterion, artifact, role: RoleWord::Main },
            1 => Edit::Detach { criterion, artifact },
            2 => {
                let set = CriterionFields { note: Some(word.clone()), ..Default::default() };
                Edit::Criterion { key: criterion, set, was: CriterionFields::default() }
            }
            3 => {
                let set = ArtifactFields { title, ..Default::default() };
                Edit::Artifact { id: artifact, set, was: ArtifactFields::default() }
            }
            4 if artifacts.len() < 5 => {
                let text = format!("First {word}.");
                Edit::NewArtifact { title: "New".into(), planned: false, link: None, text }
            }
            5 => Edit::Order { ids: artifacts.into_iter().rev().collect() },
            6 if artifacts.len() > 2 => Edit::RemoveArtifact { id: artifact },
            _ => Edit::AddLink { artifact, link: format!("https://example.org/{word}") },
        };
        let says = !matches!(
            edit,
            Edit::Attach { .. }
                | Edit::Detach { .. }
                | Edit::Order { .. }
                | Edit::RemoveArtifact { .. }
        );
        self.desk.change(self.desk.now(), Language::En, |seen| edit::build(seen, &edit))?;
        if says {
            self.ledger.owe(words(word.as_bytes()));
        }
        Ok(())
    }

    /// Every word that is owed is somewhere.
    fn count(&mut self, at: &str) {
        let mut found = words_of(&self.files());
        found.extend(self.kept.words(&self.scratch.ws(), &self.scratch.path("data")));
        let missing = self.ledger.missing(&found);
        assert!(missing.is_empty(), "{at}: {missing:?} after\n{}", self.done.join("\n"));
    }
}

/// Which words came into which files and went out of them, to be read when something is missing.
fn difference(before: &Files, after: &Files) -> String {
    let mut said = String::new();
    let paths: BTreeSet<&String> = before.keys().chain(after.keys()).collect();
    for path in paths {
        let [old, new] = [before, after].map(|files| words(files.get(path).map_or(&[], |b| b)));
        let [new_ones, gone]: [Vec<String>; 2] = [(&new, &old), (&old, &new)]
            .map(|(one, other)| one.difference(other).map(ToString::to_string).collect());
        if before.get(path) != after.get(path) {
            said.push_str(&format!("\n    {path} +{} -{}", new_ones.join(","), gone.join(",")));
        }
    }
    said
}

#[test]
fn every_word_of_the_app_and_of_other_programs_is_kept() {
    let run = Run::of(
        "concurrent",
        "steps of the app and of other programs that save in the same texts",
        150,
        20_000,
    );
    let mut random = run.random();
    let (mut all, mut let_go) = (0, 0);
    let mut told: BTreeMap<String, usize> = BTreeMap::new();
    for evening in 0..run.count.div_ceil(EVENING) {
        let mut world = World::new();
        // Of its own, so that one evening can be looked at alone.
        let mut random = Random::from(random.below(usize::MAX) as u64);
        for step in 0..EVENING.min(run.count - evening * EVENING) {
            world.step(&mut random);
            if step % COUNTED == COUNTED - 1 {
                world.count(&format!("evening {evening}, step {step}"));
            }
        }
        world.kept = Kept::default();
        world.count(&format!("end of evening {evening}"));
        all += world.ledger.len();
        let_go += world.ledger.let_go;
        for (what, times) in world.told {
            *told.entry(what).or_default() += times;
        }
    }
    println!(
        "{all} words; {let_go} that other programs took out of their own before the app looked"
    );
    told.iter().for_each(|(what, times)| println!("  {times:6} {what}"));
    run.held();
}
