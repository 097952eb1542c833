//! What the runs stand on that cut the command off: a portfolio with a past, files to import, packages beside it; the work
//! that is cut off; and what must be true of it afterwards.

use std::collections::BTreeMap;

use artifolio_core::path::RelPath;
use artifolio_core::source::is_ignored;
use artifolio_tests::run::Random;
use artifolio_tests::{Ran, Scratch, copy};
use artifolio_workspace::change::{Change, Step};
use artifolio_workspace::data_dir::DataDir;
use artifolio_workspace::durable::Sha256;
use artifolio_workspace::history::{Version, bytes};
use artifolio_workspace::trash;
use artifolio_workspace::workspace::{Mode, Workspace};

use crate::clock;

/// Files with their bytes, by path.
pub(crate) type Tree = BTreeMap<String, Vec<u8>>;

/// Every command is told that it is this day.
const TODAY: &str = "2026-11-24";
/// What the small portfolio has of the sample.
const FEW: [&str; 6] = [
    "portfolio.toml",
    "reflection.md",
    "criteria/1a.md",
    "criteria/5a.md",
    "artifacts/choice-board",
    "artifacts/learning-log",
];

/// What a command makes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Makes {
    /// A change of the portfolio.
    Change,
    /// A package in `out`.
    Package,
    /// The folder `again`.
    Folder,
    /// The search index.
    Index,
}

/// A command that writes.
#[derive(Debug)]
pub(crate) struct Work {
    pub(crate) name: &'static str,
    pub(crate) makes: Makes,
    args: Vec<String>,
}

/// Every command is run from a copy of this.
pub(crate) struct Ground {
    scratch: Scratch,
    works: Vec<Work>,
}

impl Ground {
    /// A portfolio of a dozen small files.
    pub(crate) fn small() -> Self {
        let scratch = Scratch::empty();
        let sample = artifolio_tests::repository().join("sample");
        for name in FEW {
            let (from, to) = (sample.join(name), scratch.ws().join(name));
            std::fs::create_dir_all(to.parent().unwrap()).unwrap();
            if from.is_dir() {
                copy(&from, &to);
            } else {
                std::fs::copy(from, to).unwrap();
            }
        }
        Self::with(scratch, 20_000)
    }

    /// The sample, and a megabyte of evidence more.
    pub(crate) fn large() -> Self {
        Self::with(Scratch::with("sample"), 1 << 20)
    }

    /// Gives the portfolio a past and lays beside it what the commands take.
    fn with(scratch: Scratch, evidence: usize) -> Self {
        let file = |name: &str, bytes: &[u8]| {
            std::fs::create_dir_all(scratch.path(name).parent().unwrap()).unwrap();
            std::fs::write(scratch.path(name), bytes).unwrap();
        };
        let mut random = Random::from(1);
        let noise: Vec<u8> = (0..evidence).map(|_| random.below(256) as u8).collect();
        file("in/film.mp4", &[b"\0\0\0\x18ftypmp42\0\0\0\0", &noise[..]].concat());
        file("in/plan.txt", &b"What we planned.\n".repeat(100));
        let run = |args: &[&str]| {
            scratch.artifolio(&[args, &["--today", TODAY, "--json"]].concat()).done().json()
        };
        let made = ["import", "{ws}", "{tmp}/in/film.mp4", "--artifact", "learning-log"];
        let _ = run(&made);
        let _ = run(&["map", "{ws}", "5a", "learning-log"]);
        let versions = run(&["history", "{ws}", "5a"]);
        let found = versions["versions"].as_array().unwrap().last().unwrap();
        let sha256 = found["sha256"].as_str().unwrap().to_owned();
        let key = removed(&scratch);
        let _ = run(&["backup", "{ws}", "--out", "{tmp}/b.zip", "--date", TODAY]);
        std::fs::create_dir(scratch.path("out")).unwrap();
        for out in ["{tmp}/out/p.zip", "{tmp}/out/b.zip"] {
            let _ = run(&[
                "pack",
                "{ws}",
                "--out",
                out,
                "--date",
                "2026-01-01",
                "--draft",
                "--no-pdf",
                "--no-receipt",
            ]);
        }
        let report = scratch.artifolio(&["check", "{ws}", "--today", TODAY, "--json"]).json();
        let findings = report["findings"].as_array().unwrap();
        let finding = findings.iter().find(|f| f["severity"] != "required");
        Self { works: works(&sha256, &key, finding), scratch }
    }

    /// Those of these names.
    pub(crate) fn works<'g>(&'g self, names: &'g [&str]) -> impl Iterator<Item = &'g Work> {
        names.iter().map(|name| self.works.iter().find(|work| work.name == *name).unwrap())
    }

    /// Lays copies of these into a scratch folder, in the place of what is there.
    fn lay(&self, scratch: &Scratch, names: &[&str]) {
        for name in names {
            let (from, to) = (self.scratch.path(name), scratch.path(name));
            let _ = std::fs::remove_dir_all(&to);
            if from.is_dir() {
                copy(&from, &to);
            } else if from.is_file() {
                std::fs::copy(from, to).unwrap();
            }
        }
    }
}

/// Removes a text and gives the key of the removal.
fn removed(scratch: &Scratch) -> String {
    scratch.write("feedback/review.md", "Well done.\n");
    let _opening = artifolio_tests::opening();
    let workspace = open(scratch, 0);
    let path = RelPath::parse("feedback/review.md").unwrap();
    let steps = vec![Step::Remove { path, expect: None }];
    workspace.apply(Change { label: "remove", steps }).unwrap();
    trash::removed(&**workspace.files()).unwrap().remove(0).key
}

fn works(sha256: &str, key: &str, finding: Option<&serde_json::Value>) -> Vec<Work> {
    let work = |name, makes, args: &[&str]| {
        let all = args.iter().chain(&["--today", TODAY, "--json"]).map(|&a| a.to_owned());
        Work { name, makes, args: all.collect() }
    };
    let import = ["import", "{ws}", "{tmp}/in/film.mp4", "{tmp}/in/plan.txt"];
    let into = [&import[..], &["--artifact", "choice-board"]].concat();
    // The zip alone: the PDF is another program's, and a receipt is told of where it cannot be written.
    let pack = [
        "pack",
        "{ws}",
        "--out",
        "{tmp}/out/p.zip",
        "--date",
        TODAY,
        "--draft",
        "--no-pdf",
        "--no-receipt",
    ];
    let mut works = vec![
        work("map", Makes::Change, &["map", "{ws}", "1a", "choice-board"]),
        work("import", Makes::Change, &import),
        work("import --artifact", Makes::Change, &into),
        work("history", Makes::Change, &["history", "{ws}", "5a", "--restore", sha256]),
        work("trash", Makes::Change, &["trash", "{ws}", "--restore", key]),
        work("pack", Makes::Package, &pack),
        work(
            "backup",
            Makes::Package,
            &["backup", "{ws}", "--out", "{tmp}/out/b.zip", "--date", TODAY],
        ),
        work("restore", Makes::Folder, &["restore", "{tmp}/b.zip", "{tmp}/again"]),
        work("index", Makes::Index, &["index", "{ws}", "--rebuild"]),
    ];
    if let Some(finding) = finding {
        let said = |key: &str| finding["subject"][key].as_str();
        let subject = [said("kind"), said("id").or(said("file")), said("field")];
        let subject: Vec<&str> = subject.into_iter().flatten().collect();
        let (rule, subject) = (finding["rule"].as_str().unwrap(), subject.join(":"));
        let args = ["waive", "{ws}", rule, &subject, "--reason", "It is meant so."];
        works.push(work("waive", Makes::Change, &args));
    }
    works
}

/// Opens the portfolio for writing, so many minutes from now.
fn open(scratch: &Scratch, minutes: i64) -> Workspace {
    let data = DataDir::at(scratch.path("data"));
    Workspace::open(&scratch.ws(), &data, Mode::Write, &clock(minutes)).unwrap()
}

/// A work that is cut off again and again, in one place.
pub(crate) struct Trial<'g> {
    ground: &'g Ground,
    pub(crate) work: &'g Work,
    pub(crate) scratch: Scratch,
    before: Tree,
    after: Tree,
    /// The portfolio, past and all, before.
    portfolio: Tree,
}

impl<'g> Trial<'g> {
    /// Begins in `scratch`, with one run that nothing disturbs.
    pub(crate) fn of(ground: &'g Ground, work: &'g Work, scratch: Scratch) -> Self {
        ground.lay(&scratch, &["ws", "data", "in", "out", "b.zip"]);
        let mut trial = Self {
            portfolio: scratch.tree("ws"),
            before: Tree::new(),
            after: Tree::new(),
            ground,
            work,
            scratch,
        };
        trial.before = trial.made();
        let ran = trial.artifolio();
        assert_eq!(ran.code, 0, "{}: {ran}", work.name);
        trial.after = trial.made();
        assert!(work.makes == Makes::Index || trial.before != trial.after, "{}", work.name);
        trial.lay();
        trial
    }

    /// The command, undisturbed.
    pub(crate) fn artifolio(&self) -> Ran {
        Ran::of(self.command())
    }

    /// The command, to be started.
    pub(crate) fn command(&self) -> std::process::Command {
        self.scratch.command(&self.work.args.iter().map(String::as_str).collect::<Vec<_>>())
    }

    /// What the work changes is as before.
    pub(crate) fn lay(&self) {
        let changed: &[&str] = match self.work.makes {
            Makes::Change => &["ws", "data"],
            Makes::Package => &["out"],
            Makes::Folder => &["again"],
            Makes::Index => &["data"],
        };
        self.ground.lay(&self.scratch, changed);
    }

    /// What the work has made by now. Not the history, which may know more, and nothing that is ignored.
    fn made(&self) -> Tree {
        let folder = match self.work.makes {
            Makes::Change => "ws",
            Makes::Package => "out",
            Makes::Folder => "again",
            Makes::Index => return Tree::new(),
        };
        let mut tree = tree(&self.scratch, folder);
        tree.retain(|path, _| {
            let trash = path.starts_with(".artifolio/trash/");
            trash || !path.split('/').any(is_ignored)
        });
        tree
    }

    /// What [`leftovers`] finds beside this work.
    pub(crate) fn leftovers(&self) -> Vec<String> {
        leftovers(&self.scratch)
    }

    /// What must be true after a run that was cut off or could not go on. `said` is what it said; whether the work
    /// is done.
    pub(crate) fn check(&self, said: &Ran, when: &str) -> bool {
        let acknowledged = serde_json::from_str::<serde_json::Value>(&said.stdout)
            .is_ok_and(|answer| answer["error"].is_null() && answer["findings"].is_null());
        if self.work.makes == Makes::Change {
            self.whole(when);
            self.opened_again(when);
        } else {
            assert!(
                self.scratch.tree("ws") == self.portfolio,
                "{when}: the portfolio is not as it was"
            );
        }
        let now = self.made();
        if self.work.makes == Makes::Folder && !now.contains_key("portfolio.toml") {
            // Without its settings it is no portfolio; what is in its place is whole.
            let whole = now.iter().all(|(path, bytes)| self.after.get(path) == Some(bytes));
            assert!(whole && !acknowledged, "{when}: {}", self.differs(&now));
            return false;
        }
        // Of the index nothing but its own word tells.
        let done = if self.work.makes == Makes::Index { acknowledged } else { now == self.after };
        assert!(done || now == self.before, "{when}: {}", self.differs(&now));
        assert!(done || !acknowledged, "{when}: it said that it was done, and it is not: {said}");
        done
    }

    /// What the work leaves alone is as it was.
    pub(crate) fn kept(&self, when: &str) {
        let now = self.made();
        for (path, bytes) in
            self.before.iter().filter(|(path, was)| self.after.get(*path) == Some(was))
        {
            assert!(now.get(path) == Some(bytes), "{when}: {path} was changed");
        }
    }

    /// A text is the old or the new one at every moment.
    fn whole(&self, when: &str) {
        for (path, bytes) in self.made() {
            let whole =
                [&self.before, &self.after].iter().any(|tree| tree.get(&path) == Some(&bytes));
            assert!(whole, "{when}: {path} is torn");
        }
    }

    /// The portfolio is opened an hour later: nothing half done is left, the history can be read and knows all that it
    /// knew, and what was left is taken away.
    fn opened_again(&self, when: &str) {
        let _opening = artifolio_tests::opening();
        let workspace = open(&self.scratch, 60);
        assert_eq!(workspace.left_half_done(), [], "{when}");
        workspace.tidy().unwrap_or_else(|e| panic!("{when}: {e}"));
        assert_eq!(self.leftovers(), [""; 0], "{when}: left");
        let files = &**workspace.files();
        let now = self.scratch.tree("ws");
        for (path, was) in &self.portfolio {
            if path.starts_with(".artifolio/history/objects/") {
                assert!(
                    now.get(path) == Some(was),
                    "{when}: {path} is not in the history any more"
                );
            } else if path.starts_with(".artifolio/history/log/") {
                let (was, now) =
                    (String::from_utf8_lossy(was), String::from_utf8_lossy(&now[path]));
                assert!(now.starts_with(&*was), "{when}: lines of the history are gone");
            }
        }
        for (path, text) in now.iter().filter(|(path, _)| path.ends_with(".jsonl")) {
            for line in String::from_utf8_lossy(text).lines() {
                let version: Version =
                    serde_json::from_str(line).unwrap_or_else(|e| panic!("{when}: {path}: {e}"));
                bytes(files, version.sha256).unwrap_or_else(|e| panic!("{when}: {path}: {e}"));
            }
        }
    }

    fn differs(&self, now: &Tree) -> String {
        let paths = self.before.keys().chain(self.after.keys()).chain(now.keys());
        let mut lines: Vec<String> = paths
            .filter(|path| now.get(*path) != self.before.get(*path))
            .map(|path| {
                let hash = |tree: &Tree| tree.get(path).map(|bytes| Sha256::of(bytes));
                let (was, will, is) = (hash(&self.before), hash(&self.after), hash(now));
                format!("{path}: before {was:?}, after {will:?}, is {is:?}")
            })
            .collect();
        lines.dedup();
        lines.join("\n")
    }
}

/// Files that lie there until they are whole, or in a folder that does.
pub(crate) fn leftovers(scratch: &Scratch) -> Vec<String> {
    let mut all = Vec::new();
    for folder in ["ws", "out", "again", "data"] {
        let left = tree(scratch, folder).into_keys().filter(|path| {
            path.split('/').any(|part| part.ends_with(".tmp") || part.ends_with(".partial"))
        });
        all.extend(left.map(|path| format!("{folder}/{path}")));
    }
    all
}

/// The files of a folder that may be absent.
fn tree(scratch: &Scratch, folder: &str) -> Tree {
    if scratch.path(folder).is_dir() { scratch.tree(folder) } else { Tree::new() }
}
