//! Joined by git, as somebody does it who commits and pulls: where both changed a place, git writes both into the file
//! between marks; or one side is taken, and the other put beside as a copy.
//!
//! The portfolio says in `.gitattributes` that git changes no line ends: what the history keeps has its hash for a name.

use std::process::Command;

use artifolio_tests::run::Run;

use super::*;

/// Git in a machine's copy; what it printed, and whether it ended well.
fn git(machine: &Machine, args: &[&str]) -> (bool, String) {
    git_in(&machine.scratch, &machine.scratch.ws(), args)
}

fn git_in(scratch: &Scratch, folder: &Path, args: &[&str]) -> (bool, String) {
    let settings = ["user.name=Ana", "user.email=ana@example.org", "gc.auto=0"];
    let mut command = Command::new("git");
    command.current_dir(folder).env("HOME", scratch.path("")).env("GIT_CONFIG_NOSYSTEM", "1");
    for setting in settings {
        command.args(["-c", setting]);
    }
    let out = command.args(args).output().unwrap();
    (out.status.success(), String::from_utf8_lossy(&out.stdout).into_owned())
}

fn well(machine: &Machine, args: &[&str]) -> String {
    let (well, said) = git(machine, args);
    assert!(well, "{args:?}: {said}");
    said
}

fn commit(machine: &Machine) {
    well(machine, &["add", "-A"]);
    let _ = git(machine, &["commit", "-qm", "work"]);
}

/// The second machine brings in what the first has pushed; the texts that both changed in one place.
fn pull(machine: &Machine, beside: bool) -> Vec<String> {
    well(machine, &["fetch", "-q", "origin"]);
    let (clean, said) = git(machine, &["merge", "-q", "--no-edit", "origin/main"]);
    let both =
        well(machine, &["-c", "core.quotePath=false", "diff", "--name-only", "--diff-filter=U"]);
    let both: Vec<String> = both.lines().map(str::to_owned).collect();
    assert_eq!(clean, both.is_empty(), "{said}");
    assert!(!both.iter().any(|path| path.starts_with(".artifolio")), "{both:?}");
    for path in both.iter().filter(|path| beside || path.ends_with(".txt")) {
        let theirs = well(machine, &["show", &format!("origin/main:{path}")]);
        well(machine, &["checkout", "-q", "--ours", "--", path]);
        let (stem, ending) = path.rsplit_once('.').unwrap();
        let copy = format!("{stem} (Ana's conflicted copy 2026-11-27).{ending}");
        machine.scratch.write(&copy, theirs);
    }
    commit(machine);
    both
}

/// Whether a finding leads to the text that holds git's marks. In a header they are a fault of the header.
fn is_found(machine: &Machine, path: &str) -> bool {
    let seen = see(&machine.desk);
    let portfolio = &seen.reading.portfolio;
    seen.report.findings.iter().any(|finding| {
        let id = finding.subject.id.as_deref().unwrap_or_default();
        match finding.rule {
            "conflict-marks" => {
                let entry = portfolio.criteria.get(id).map(|entry| entry.file.clone());
                let file = entry.or_else(|| portfolio.artifact(id).map(|a| a.file()));
                file.is_some_and(|file| file.as_str() == path)
            }
            "header-fault" | "settings-fault" | "header-missing" => {
                finding.subject.file.as_deref() == Some(path)
            }
            _ => false,
        }
    })
}

/// The writer takes git's marks out and leaves what is between them.
fn take_marks_out(machine: &Machine, path: &str, ledger: &mut Ledger) {
    let seen = see(&machine.desk);
    let key = path.rsplit('/').next().unwrap().trim_end_matches(".md");
    let of = match seen.reading.portfolio.criteria.contains_key(key) {
        true => criterion(key),
        false => {
            let all = &seen.reading.portfolio.artifacts;
            let found = all.iter().find(|artifact| artifact.file().as_str() == path);
            let Some(found) = found else {
                // The marks stand in its header: it is a finding, and mended where it was written.
                let text = without_marks(&machine.scratch.read(path));
                return machine.scratch.write(path, text);
            };
            artifact(&found.header.id.to_string())
        }
    };
    machine.save(&of, ledger, |text, _| without_marks(text));
}

fn without_marks(text: &str) -> String {
    let marks = ["<<<<<<< ", "=======", ">>>>>>> "];
    let lines = text.split_inclusive('\n');
    lines.filter(|line| !marks.iter().any(|mark| line.starts_with(mark))).collect()
}

#[test]
fn two_machines_joined_by_git_lose_nothing_and_every_conflict_is_told() {
    let run = Run::of("git", "times two machines wrote apart and git joined them", 2, 20);
    if Command::new("git").arg("--version").output().is_err() {
        return println!("NOT RUN: git");
    }
    let scratches = [Scratch::in_memory(), Scratch::in_memory()];
    begin(&scratches[0]);
    scratches[0].write(".gitattributes", "* -text\n");
    let origin = scratches[0].path("origin.git");
    let origin = origin.to_str().unwrap();
    let here = |n: usize, args: &[&str]| {
        let folder = if n == 0 { scratches[0].ws() } else { scratches[1].path("") };
        assert!(git_in(&scratches[n], &folder, args).0, "{args:?}");
    };
    here(0, &["init", "-q", "-b", "main"]);
    here(0, &["init", "-q", "--bare", "-b", "main", origin]);
    here(0, &["remote", "add", "origin", origin]);
    here(0, &["add", "-A"]);
    here(0, &["commit", "-qm", "begin"]);
    here(0, &["push", "-q", "-u", "origin", "main"]);
    here(1, &["clone", "-q", origin, "ws"]);
    let mut machines = scratches.map(Machine::on);
    let (mut random, mut ledger) = (run.random(), Ledger::default());
    let mut conflicts = 0;
    for round in 0..run.count {
        for (machine, first) in machines.iter().zip([true, false]) {
            machine.writes(first, round, &mut ledger);
            commit(machine);
        }
        let beside = round % 2 == 1;
        let [one, other] = &machines;
        well(one, &["push", "-q"]);
        let both = pull(other, beside);
        assert!(both.iter().any(|path| path == "criteria/1a.md"), "{both:?}");
        conflicts += both.len();
        let told: Vec<String> = other.copies().into_iter().map(|item| item.name).collect();
        for path in &both {
            let name = path.rsplit('/').next().unwrap().rsplit_once('.').unwrap().0;
            let marked = other.scratch.read(path).contains("<<<<<<<");
            assert!(!marked || is_found(other, path), "round {round}: {path} is no finding");
            let copied = told.iter().any(|copy| copy.starts_with(&format!("{name} (")));
            assert!(marked || copied, "round {round}: {path}, told {told:?}");
            if marked {
                take_marks_out(other, path, &mut ledger);
            }
        }
        other.answers(&mut random);
        commit(other);
        well(other, &["push", "-q"]);
        well(one, &["pull", "-q", "--ff-only"]);
        one.copies();
        count(&mut machines, &ledger, round);
    }
    println!("{} words, {conflicts} conflicts", ledger.len());
    run.held();
}
