//! Another person's programs at work in the folder: they hold texts open, save them in the ways of [`styles`], leave
//! copies and backups, empty, delete and rename.
//!
//! Evidence is added and renamed but never written over: it is no text, and the history keeps texts alone.

use std::collections::BTreeMap;
use std::io::Write as _;

use artifolio_tests::run::Random;

use super::super::*;
use super::ledger::{Files, Ledger, OTHERS};
use super::styles::{STYLES, named};

/// What the programs hold open.
#[derive(Default)]
pub(super) struct Actor {
    /// Texts as they were when they were opened; whoever saves one writes over what came since.
    open: BTreeMap<String, Vec<u8>>,
    /// The rest of a text that is being written slowly, into the file that was opened.
    slow: Option<(fs::File, Vec<u8>)>,
    /// Settings that were spoilt, to be put back soon.
    settings: Option<Vec<u8>>,
}

/// What a program does with the text it has open.
const SPOILT: [&str; 4] = ["empties", "fills with zeros", "deletes", "renames"];

impl Actor {
    /// One thing that some program does; its name.
    pub(super) fn act(
        &mut self,
        root: &Path,
        files: &Files,
        random: &mut Random,
        ledger: &mut Ledger,
    ) -> String {
        if let Some((mut file, rest)) = self.slow.take() {
            file.write_all(&rest).unwrap();
            return "writes the rest".to_owned();
        }
        if let Some(bytes) = self.settings.take() {
            fs::write(root.join("portfolio.toml"), bytes).unwrap();
            return "puts the settings back".to_owned();
        }
        let path = text(files, random);
        let at = root.join(&path);
        fs::create_dir_all(at.parent().unwrap()).unwrap();
        let did = match random.below(100) {
            0..60 => self.save(&path, &at, random, ledger),
            60..70 => self.copy(&path, &at, random, ledger),
            70..74 => self.write_slowly(&path, &at, random, ledger),
            74..80 => same_look(&at, random, ledger),
            80..88 => spoil(&at, SPOILT[random.below(4)]),
            88..90 => self.spoil_settings(root, random),
            90..93 => rename_folder(root, files, random),
            93..97 => evidence(root, files, random, ledger),
            _ => touch(&at),
        };
        format!("{path}: {did}")
    }

    /// The text as the program has it, which may be long out of date.
    fn opened(&mut self, path: &str, at: &Path, random: &mut Random) -> Vec<u8> {
        match self.open.get(path) {
            Some(bytes) if random.below(3) == 0 => bytes.clone(),
            _ => fs::read(at).unwrap_or_default(),
        }
    }

    fn save(&mut self, path: &str, at: &Path, random: &mut Random, ledger: &mut Ledger) -> String {
        let bytes = edited(&self.opened(path, at, random), random, ledger);
        let (name, style) = STYLES[random.below(STYLES.len())];
        style(at, &bytes);
        if random.below(2) == 0 {
            self.open.insert(path.to_owned(), bytes);
        }
        name.to_owned()
    }

    /// A sync service brings another machine's text: one of both gets another name.
    fn copy(&mut self, path: &str, at: &Path, random: &mut Random, ledger: &mut Ledger) -> String {
        let other = edited(&self.opened(path, at, random), random, ledger);
        let n = random.below(90) + 10;
        let marks = [
            "-LAPTOP-7Q1".to_owned(),
            " (Ana's conflicted copy 2026-11-27)".to_owned(),
            format!(".sync-conflict-202611{n}-120000-ABCDEFG"),
            format!(" ({n})"),
            format!(" {n}"),
            ".Conflict".to_owned(),
        ];
        let mark = &marks[random.below(marks.len())];
        let beside = named(at, |name| {
            let (stem, ending) = name.rsplit_once('.').unwrap();
            format!("{stem}{mark}.{ending}")
        });
        if beside.exists() {
            return "a copy that is there already".to_owned();
        }
        if at.exists() && random.below(2) == 0 {
            fs::rename(at, beside).unwrap();
            fs::write(at, other).unwrap();
        } else {
            fs::write(beside, other).unwrap();
        }
        format!("a copy {mark}")
    }

    fn write_slowly(
        &mut self,
        path: &str,
        at: &Path,
        random: &mut Random,
        ledger: &mut Ledger,
    ) -> String {
        let bytes = edited(&self.opened(path, at, random), random, ledger);
        let (first, rest) = bytes.split_at(random.below(bytes.len() + 1));
        let mut file = fs::File::create(at).unwrap();
        file.write_all(first).unwrap();
        self.slow = Some((file, rest.to_vec()));
        "is written slowly".to_owned()
    }

    fn spoil_settings(&mut self, root: &Path, random: &mut Random) -> String {
        let at = root.join("portfolio.toml");
        self.settings = fs::read(&at).ok();
        spoil(&at, SPOILT[random.below(3)])
    }
}

/// A text of the portfolio: one that is there, or one of a criterion.
fn text(files: &Files, random: &mut Random) -> String {
    let headers: Vec<&String> =
        files.keys().filter(|path| path.ends_with("/artifact.md")).collect();
    let criteria = ["criteria/1a.md", "criteria/2b.md", "criteria/5a.md", "reflection.md"];
    match random.below(criteria.len() + headers.len()) {
        n if n < criteria.len() => criteria[n].to_owned(),
        n => headers[n - criteria.len()].clone(),
    }
}

/// The text with another paragraph, or with one written anew, without one, or with another header.
fn edited(bytes: &[u8], random: &mut Random, ledger: &mut Ledger) -> Vec<u8> {
    let word = ledger.word(OTHERS);
    let text = String::from_utf8_lossy(bytes).into_owned();
    if let Some(rest) = text.strip_prefix("---\n").filter(|_| random.below(5) == 0) {
        let line = match random.below(2) {
            0 => format!("# {word}"),
            _ => format!("x{}: {word}", random.below(99)),
        };
        return format!("---\n{line}\n{rest}").into_bytes();
    }
    let body = text.starts_with("---").then(|| text[3..].find("\n---")).flatten();
    let (head, body) = text.split_at(body.map_or(0, |at| at + 7));
    let mut parts: Vec<String> = body.split("\n\n").map(str::to_owned).collect();
    let at = random.below(parts.len());
    match random.below(8) {
        0..3 => parts.push(format!("They wrote {word}.")),
        3 => parts.insert(at, format!("They wrote {word}.")),
        4 | 5 => parts[at] = format!("\nThey wrote {word} anew."),
        6 => parts[at].push_str(&format!(" And {word}.")),
        _ => drop(parts.remove(at)),
    }
    parts.truncate(12);
    format!("{head}{}", parts.join("\n\n")).into_bytes()
}

/// Other bytes of the same length, and the same time: nothing but the bytes tells.
fn same_look(at: &Path, random: &mut Random, ledger: &mut Ledger) -> String {
    let Ok(mut bytes) = fs::read(at) else { return "is not there".to_owned() };
    let time = fs::metadata(at).unwrap().modified().unwrap();
    let all: Vec<String> = super::ledger::words(&bytes).iter().map(ToString::to_string).collect();
    if all.is_empty() {
        return "has no words".to_owned();
    }
    let old = &all[random.below(all.len())];
    let place = bytes.windows(8).position(|at| at == old.as_bytes()).unwrap();
    bytes[place..place + 8].copy_from_slice(ledger.word(OTHERS).as_bytes());
    fs::write(at, bytes).unwrap();
    fs::File::options().write(true).open(at).unwrap().set_modified(time).unwrap();
    "looks the same".to_owned()
}

fn spoil(at: &Path, how: &str) -> String {
    let size = fs::metadata(at).map_or(0, |file| file.len());
    match how {
        "empties" => fs::write(at, "").unwrap(),
        "fills with zeros" => fs::write(at, vec![0; size as usize]).unwrap(),
        "deletes" => drop(fs::remove_file(at)),
        _ if at.exists() => fs::rename(at, named(at, |name| format!("old {name}"))).unwrap(),
        _ => {}
    }
    how.to_owned()
}

fn touch(at: &Path) -> String {
    if let Ok(bytes) = fs::read(at) {
        fs::write(at, bytes).unwrap();
    }
    "is touched".to_owned()
}

/// The folders of artifacts.
fn folders(files: &Files) -> Vec<String> {
    let folder = |path: &String| path.strip_suffix("/artifact.md").map(str::to_owned);
    files.keys().filter_map(folder).collect()
}

fn rename_folder(root: &Path, files: &Files, random: &mut Random) -> String {
    let all = folders(files);
    if all.is_empty() {
        return "no artifact".to_owned();
    }
    let from = &all[random.below(all.len())];
    let to = format!("artifacts/f{}", random.below(99));
    if !root.join(&to).exists() {
        fs::rename(root.join(from), root.join(&to)).unwrap();
    }
    format!("{from} is {to} now")
}

fn evidence(root: &Path, files: &Files, random: &mut Random, ledger: &mut Ledger) -> String {
    let all = folders(files);
    if all.is_empty() {
        return "no artifact".to_owned();
    }
    let folder = root.join(&all[random.below(all.len())]);
    let there = fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().path());
    let mut there: Vec<PathBuf> =
        there.filter(|path| path.extension().is_some_and(|e| e == "txt")).collect();
    there.sort();
    let new = folder.join(format!("board {}.txt", random.below(9999)));
    match there.first() {
        Some(old) if random.below(2) == 0 && !new.exists() => fs::rename(old, new).unwrap(),
        _ if !new.exists() => fs::write(new, format!("board {}", ledger.word(OTHERS))).unwrap(),
        _ => {}
    }
    "evidence".to_owned()
}
