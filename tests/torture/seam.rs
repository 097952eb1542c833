//! What a program does with a portfolio and then says to be done, played on a disk in memory, and what must be there
//! whatever happened: everything as before the act or as after it, and what was acknowledged for certain.

mod scenarios;

use std::collections::{BTreeMap, BTreeSet};

use artifolio_bundle::paper::Without;
use artifolio_bundle::{PackOptions, backup, pack, restore};
use artifolio_core::check::{Context, report};
use artifolio_core::path::RelPath;
use artifolio_core::progress::Silent;
use artifolio_core::source::is_ignored;
use artifolio_workspace::change::{Change, Step};
use artifolio_workspace::durable::{Expect, Sha256};
use artifolio_workspace::history::{self, TextFile, Why};
use artifolio_workspace::read::{Reading, read};
use artifolio_workspace::testing::machine::Machine;
use artifolio_workspace::testing::{MemFs, Op, Tree};
use artifolio_workspace::trash;
use chrono::NaiveDate;

pub(crate) use scenarios::{elsewhere, fixed, lived_in, random};

/// Something that is done, or not at all.
#[derive(Debug, Clone)]
pub(crate) enum Act {
    /// A change of the portfolio, with what stands there kept before.
    Change(Vec<Step>),
    /// The last change is taken back.
    Undo,
    /// What was removed last is put back.
    PutBack,
    /// Words that stand in no file go into the history.
    Keep(&'static str, &'static str, Why),
    /// What others wrote goes into the history.
    Look,
    /// The history is thinned.
    Tidy,
    /// One of the machine's small files.
    Put(&'static str, &'static str),
    Submission,
    Backup,
    /// The backup becomes a portfolio again, in an empty folder.
    Restore,
}

/// Acts one after the other, and the disk they begin with.
#[derive(Debug, Clone)]
pub(crate) struct Scenario {
    pub(crate) name: String,
    pub(crate) disk: Tree,
    pub(crate) acts: Vec<Act>,
    /// The folder is moved before the program starts again.
    pub(crate) moved: bool,
}

/// The program at work.
pub(crate) struct Player {
    pub(crate) machine: Machine,
    back: Vec<Change>,
}

pub(crate) fn path(text: &str) -> RelPath {
    RelPath::parse(text).unwrap()
}

pub(crate) fn date() -> NaiveDate {
    "2026-11-24".parse().unwrap()
}

impl Player {
    pub(crate) fn start(disk: &MemFs, minutes: i64) -> Result<Self, String> {
        let machine = Machine::start(disk, minutes).map_err(told)?;
        Ok(Self { machine, back: Vec::new() })
    }

    /// One that finds the portfolio in another folder, and none where it was.
    fn start_moved(disk: &MemFs, minutes: i64) -> Result<Self, String> {
        let is_gone = |path: &str| path == "ws";
        let machine = Machine::start_at(disk, minutes, "moved", is_gone).map_err(told)?;
        Ok(Self { machine, back: Vec::new() })
    }

    pub(crate) fn act(&mut self, act: &Act) -> Result<(), String> {
        let machine = &self.machine;
        match act {
            Act::Change(steps) => self.change(Change { label: "test", steps: steps.clone() }),
            Act::Undo => {
                let Some(change) = self.back.last().cloned() else { return Ok(()) };
                let done = machine.apply(change).map_err(told)?;
                self.back.pop();
                self.back.push(done);
                Ok(())
            }
            Act::PutBack => {
                let removed = trash::removed(&machine.files).map_err(told)?;
                let Some(last) = removed.first() else { return Ok(()) };
                let (change, _) = trash::put_back(&machine.files, &last.key).map_err(told)?;
                self.change(change)
            }
            Act::Keep(file, words, why) => {
                machine.keep(&path(file), words.as_bytes().to_vec(), *why).map_err(told)
            }
            Act::Look => machine.since_last_time().map(drop).map_err(told),
            Act::Tidy => machine.tidy().map_err(told),
            Act::Put(file, text) => machine.put(&path(file), text.as_bytes()).map_err(told),
            Act::Submission => self.submission(),
            Act::Backup => {
                let settings = self.reading().portfolio.settings;
                let (out, name) = (&machine.out, path("backup.zip"));
                backup(&machine.files, &settings, out, &name, date(), "artifolio test", &Silent)
                    .map(drop)
                    .map_err(told)
            }
            Act::Restore => {
                let target = machine.out.below("restored");
                restore(&machine.out, &path("backup.zip"), &target, &Silent).map(drop).map_err(told)
            }
        }
    }

    /// What was read before the act begins.
    fn reading(&self) -> Reading {
        let files = MemFs::holding(&self.machine.files.tree());
        read(&files, &Silent).unwrap()
    }

    fn change(&mut self, change: Change) -> Result<(), String> {
        self.back.push(self.machine.apply(change).map_err(told)?);
        Ok(())
    }

    fn submission(&self) -> Result<(), String> {
        let reading = self.reading();
        let (portfolio, profile) = (&reading.portfolio, &reading.profile);
        let report = report(
            &Context { portfolio, profile, today: date(), roster: &[] },
            reading.findings.clone(),
        );
        // A program that is started would touch the real disk.
        let options =
            PackOptions { date: date(), draft: true, app: "artifolio test", printer: &Without };
        let (files, out) = (&self.machine.files, &self.machine.out);
        pack(files, portfolio, profile, &report, out, &path("submission.zip"), &options, &Silent)
            .map(drop)
            .map_err(told)
    }
}

fn told(error: impl std::fmt::Debug) -> String {
    format!("{error:?}")
}

/// What everybody sees: the portfolio with its trash, the machine's small files, the packages. Of a removal its own name
/// is no part of it, nor is a folder of the machine.
pub(crate) type Picture = Vec<(String, Option<Vec<u8>>)>;

/// The versions of each text that its history names and has the bytes of, the last first.
pub(crate) type Versions = BTreeMap<RelPath, Vec<(Sha256, Why)>>;

fn picture(disk: &MemFs) -> Picture {
    let seen = |(path, bytes): (RelPath, Option<Vec<u8>>)| {
        let parts: Vec<&str> = path.parts().collect();
        let name = match parts[..] {
            ["ws", ".artifolio"]
            | ["ws", ".artifolio", "history", ..]
            | ["data", "journal", ..] => return None,
            ["ws", ".artifolio", "trash", _, ref rest @ ..] => {
                format!("trash/*/{}", rest.join("/"))
            }
            ["ws", ..] => path.to_string(),
            _ if bytes.is_some() => path.to_string(),
            _ => return None,
        };
        let ignored = path.parts().any(|part| part != ".artifolio" && is_ignored(part));
        (!ignored).then_some((name, bytes))
    };
    let mut picture: Picture = disk.tree().into_iter().filter_map(seen).collect();
    picture.sort();
    picture
}

/// The names of the texts that a history speaks of, as its lines have them.
fn texts(disk: &Tree) -> BTreeSet<RelPath> {
    let logs = disk.iter().filter(|(path, _)| path.extension() == "jsonl");
    let lines =
        logs.flat_map(|(_, bytes)| bytes.as_deref().unwrap_or_default().split(|b| *b == b'\n'));
    lines
        .filter_map(|line| serde_json::from_slice::<serde_json::Value>(line).ok())
        .map(|line| path(line["file"].as_str().unwrap()))
        .collect()
}

fn versions(files: &MemFs, of: &BTreeSet<RelPath>) -> Versions {
    let of_one = |file: &RelPath| {
        let text = TextFile { file: file.clone(), artifact: None };
        let all = history::versions(files, &text).unwrap_or_default().into_iter();
        let there = all.filter(|version| history::bytes(files, version.sha256).is_ok());
        (file.clone(), there.map(|version| (version.sha256, version.why)).collect())
    };
    of.iter().map(of_one).collect()
}

/// A text of which a version is lost that both of these have, or of which one has not all that it should.
fn lost<'v>(found: &Versions, last: &'v Versions, next: Option<&Versions>) -> Option<&'v RelPath> {
    let lost = last.iter().find(|(file, versions)| match next {
        None => found[*file] != **versions,
        Some(next) => versions.iter().any(|(sha256, _)| {
            let in_both = next[*file].iter().any(|(other, _)| other == sha256);
            in_both && found[*file].iter().all(|(other, _)| other != sha256)
        }),
    });
    lost.map(|(file, _)| file)
}

/// What is so once a number of acts were done.
#[derive(Debug, Clone)]
pub(crate) struct Moment {
    /// Operations of the log until then.
    pub(crate) at: usize,
    pub(crate) picture: Picture,
    pub(crate) versions: Versions,
}

/// A scenario that was played to its end.
pub(crate) struct Played<'s> {
    pub(crate) scenario: &'s Scenario,
    pub(crate) log: Vec<Op>,
    /// Before the first act, and after each.
    pub(crate) moments: Vec<Moment>,
    pub(crate) texts: BTreeSet<RelPath>,
}

impl Scenario {
    /// Plays it; with the `deaf`th fsync swallowed.
    pub(crate) fn played(&self, deaf: Option<usize>) -> Played<'_> {
        let disk = MemFs::holding(&self.disk);
        let mut player = Player::start(&disk, 0).unwrap();
        if let Some(n) = deaf {
            disk.deafen(n);
        }
        let mut after = vec![(0, disk.tree())];
        for act in &self.acts {
            player.act(act).unwrap_or_else(|e| panic!("{}: {act:?}: {e}", self.name));
            after.push((disk.log().len(), disk.tree()));
        }
        let texts = after.iter().flat_map(|(_, tree)| texts(tree)).collect();
        let moment = |(at, tree): (usize, Tree)| {
            let disk = MemFs::holding(&tree);
            let versions = versions(&disk.below("ws"), &texts);
            Moment { at, picture: picture(&disk), versions }
        };
        let moments = after.into_iter().map(moment).collect();
        Played { scenario: self, log: disk.log(), moments, texts }
    }
}

impl Played<'_> {
    /// How many acts were acknowledged when the log had `k` operations, and whether another one had begun.
    pub(crate) fn done_at(&self, k: usize) -> (usize, bool) {
        let done = self.moments.iter().rposition(|moment| moment.at <= k).unwrap_or(0);
        (done, self.moments[done].at < k)
    }

    /// Whether a program that starts on a disk with `state`, which the power left after `k` operations, finds all in order.
    pub(crate) fn judge(&self, k: usize, state: &Tree) -> Result<(), String> {
        let disk = MemFs::holding(state);
        let start = if self.scenario.moved { Player::start_moved } else { Player::start };
        let player = start(&disk, 60)?;
        let (done, begun) = self.done_at(k);
        self.stands(&player, done, begun)?;
        self.is_kept(&player, done, begun)?;
        player.goes_on()
    }

    /// Whether everything is as after `done` acts, or as after the next one where it had begun.
    pub(crate) fn stands(&self, player: &Player, done: usize, begun: bool) -> Result<(), String> {
        let machine = &player.machine;
        if !machine.kept.is_empty() {
            return Err(format!("half done: {:?}", machine.kept));
        }
        let (now, last) = (picture(&machine.disk), &self.moments[done]);
        let next = begun.then(|| &self.moments[done + 1]);
        let restoring = begun && matches!(self.scenario.acts[done], Act::Restore);
        // What is being restored is no portfolio before its settings are there, and then it is whole.
        let settings = |(name, _): &(String, _)| name == "out/restored/portfolio.toml";
        let half = restoring && !now.iter().any(settings);
        let same = |moment: &Moment| {
            let counts = |(name, _): &&(String, _)| !(half && name.starts_with("out/restored/"));
            now.iter().filter(counts).eq(moment.picture.iter().filter(counts))
        };
        if !same(last) && !next.is_some_and(same) {
            let difference = difference(&now, &last.picture);
            return Err(format!("neither as before nor as after: {difference}"));
        }
        Ok(())
    }

    /// Whether the history has all that it had after `done` acts; while another one goes on, what both of them leave.
    pub(crate) fn is_kept(&self, player: &Player, done: usize, begun: bool) -> Result<(), String> {
        let last = &self.moments[done];
        let next = begun.then(|| &self.moments[done + 1]);
        let found = versions(&player.machine.files, &self.texts);
        match lost(&found, &last.versions, next.map(|next| &next.versions)) {
            Some(file) => Err(format!("the history of {file} is not whole: {:?}", found[file])),
            None => Ok(()),
        }
    }
}

impl Played<'_> {
    /// Whether the history says of each text what it says after `done` acts, however often: one that was tried twice is
    /// named twice.
    pub(crate) fn is_said(&self, player: &Player, done: usize) -> Result<(), String> {
        let set = |all: &[(Sha256, Why)]| all.iter().copied().collect::<BTreeSet<_>>();
        let found = versions(&player.machine.files, &self.texts);
        let other = |(file, said): &(&RelPath, &Vec<_>)| set(said) != set(&found[*file]);
        match self.moments[done].versions.iter().find(other) {
            Some((file, _)) => Err(format!("the history of {file} says {:?}", found[file])),
            None => Ok(()),
        }
    }
}

impl Player {
    /// Whether the program can work on: what is left over is taken away, and a text is saved.
    pub(crate) fn goes_on(mut self) -> Result<(), String> {
        self.act(&Act::Tidy)?;
        let temporary = |path: &RelPath| path.name().ends_with(".tmp");
        let left = self.machine.files.tree().into_keys().find(temporary);
        if let Some(path) = left {
            return Err(format!("{path} is left over"));
        }
        self.act(&Act::Change(vec![write("next.md", None, "next")]))
    }
}

fn difference(now: &Picture, before: &Picture) -> String {
    let said = |mark: char, (name, bytes): &(String, Option<Vec<u8>>)| match bytes {
        None => format!("{mark}{name}/"),
        Some(bytes) => format!("{mark}{name} = {}", bytes[..bytes.len().min(40)].escape_ascii()),
    };
    let more = now.iter().filter(|entry| !before.contains(entry)).map(|entry| said('+', entry));
    let less = before.iter().filter(|entry| !now.contains(entry)).map(|entry| said('-', entry));
    more.chain(less).collect::<Vec<_>>().join(", ")
}

/// A step that writes a text over `old`.
pub(crate) fn write(file: &str, old: Option<&str>, new: &str) -> Step {
    let expect = old.map_or(Expect::Absent, |old| Expect::Sha256(Sha256::of(old.as_bytes())));
    Step::Write { path: path(file), expect, bytes: new.as_bytes().to_vec() }
}
