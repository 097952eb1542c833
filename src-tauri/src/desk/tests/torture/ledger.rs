//! Who wrote which word, and where each of them is: no word that the app has seen or saved may be nowhere.
//!
//! A word is a number that is written once. What the app saved is owed from then on. What another program wrote is owed
//! once the app looked at it or wrote over it. Only what that program takes out again before either is nobody's: it is
//! counted and let go.

use std::collections::{BTreeMap, BTreeSet};

use artifolio_core::path::RelPath;
use artifolio_workspace::durable;
use artifolio_workspace::layout::{Role, role};

use super::super::*;

/// A word: whose it is, and its number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Word(u8, u32);

impl std::fmt::Display for Word {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let side = self.0 as char;
        write!(f, "{side}{:06}{side}", self.1)
    }
}

/// Letters around the numbers of the app's words, and of the others'.
pub(super) const APP: u8 = b'm';
pub(super) const OTHERS: u8 = b't';

/// The words in these bytes.
pub(super) fn words(bytes: &[u8]) -> BTreeSet<Word> {
    let word = |at: &[u8]| {
        let side = at[0];
        let framed = matches!(side, APP | OTHERS) && at[7] == side;
        let number = str::from_utf8(&at[1..7]).ok().filter(|_| framed)?;
        number.parse().ok().map(|number| Word(side, number))
    };
    bytes.windows(8).filter_map(word).collect()
}

/// What the files of a portfolio hold, but for what the app keeps of its past: the bytes of each by path.
pub(super) type Files = BTreeMap<String, Vec<u8>>;

/// The words of all these files.
pub(super) fn words_of(files: &Files) -> BTreeSet<Word> {
    files.values().flat_map(|bytes| words(bytes)).collect()
}

/// The words that stand in texts: what the app looks at and keeps. A copy or a backup beside an artifact's text is
/// none, and neither is evidence.
pub(super) fn words_in_texts(files: &Files) -> BTreeSet<Word> {
    let is_text = |path: &str| {
        let role = RelPath::parse(path).map(|path| role(&path));
        matches!(
            role,
            Ok(Role::Criterion(_)
                | Role::ArtifactHeader
                | Role::Settings
                | Role::Profile
                | Role::Plan)
        )
    };
    files.iter().filter(|(path, _)| is_text(path)).flat_map(|(_, bytes)| words(bytes)).collect()
}

/// Everything below a folder but `.artifolio`.
pub(super) fn files_of(folder: &Path) -> Files {
    tree(folder).into_iter().filter(|(path, _)| folder.join(path).is_file()).collect()
}

/// What the app keeps: removed things, versions that a line of the history names, words kept aside.
#[derive(Default)]
pub(super) struct Kept {
    /// Versions that were read before: they never change.
    read: BTreeMap<String, BTreeSet<Word>>,
}

impl Kept {
    /// The words in all of it.
    pub(super) fn words(&mut self, portfolio: &Path, data: &Path) -> BTreeSet<Word> {
        let history = portfolio.join(".artifolio/history");
        for day in folder(&history.join("log")).iter().flat_map(|machine| folder(machine)) {
            for line in fs::read_to_string(&day).unwrap().lines() {
                let line: serde_json::Value = serde_json::from_str(line).unwrap();
                let sha256 = line["sha256"].as_str().unwrap();
                self.read.entry(sha256.to_owned()).or_insert_with(|| {
                    let bytes = fs::read(history.join("objects").join(sha256));
                    let bytes = bytes.unwrap_or_else(|e| panic!("a version is gone: {e}"));
                    assert_eq!(durable::Sha256::of(&bytes).to_string(), sha256);
                    words(&bytes)
                });
            }
        }
        let mut all: BTreeSet<Word> = self.read.values().flatten().copied().collect();
        for place in [portfolio.join(".artifolio/trash"), data.join("kept-aside")] {
            if place.is_dir() {
                all.extend(words_of(&files_of(&place)));
            }
        }
        all
    }
}

fn folder(path: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(path).into_iter().flatten();
    entries.map(|entry| entry.unwrap().path()).collect()
}

/// All words that were written.
#[derive(Default)]
pub(super) struct Ledger {
    last: u32,
    /// Whether each of them is owed.
    owed: BTreeMap<Word, bool>,
    /// Words that another program took out of its own text before the app looked.
    pub(super) let_go: usize,
}

impl Ledger {
    /// A new word.
    pub(super) fn word(&mut self, side: u8) -> String {
        self.last += 1;
        Word(side, self.last).to_string()
    }

    /// The app has seen or saved these.
    pub(super) fn owe(&mut self, words: BTreeSet<Word>) {
        self.owed.extend(words.into_iter().map(|word| (word, true)));
    }

    /// The app did something: it owes what stood in the files that it wrote over. What it moved, into the trash too, it
    /// has not read; that is still somewhere, and is counted all the same.
    pub(super) fn app_acted(&mut self, before: &Files, after: &Files) {
        let over = |path: &String, bytes: &Vec<u8>| after.get(path).is_some_and(|now| now != bytes);
        let over = before.iter().filter(|(path, bytes)| over(path, bytes));
        self.owe(over.flat_map(|(_, bytes)| words(bytes)).collect());
    }

    /// Another program did something: what it wrote anew is not owed yet, and what it took out of that never will be.
    pub(super) fn others_acted(&mut self, before: &Files, after: &Files) {
        let (before, after) = (words_of(before), words_of(after));
        for word in &after {
            self.owed.entry(*word).or_insert(false);
        }
        for word in before.difference(&after) {
            if self.owed.get(word) == Some(&false) {
                self.owed.remove(word);
                self.let_go += 1;
            }
        }
    }

    /// Words that are in none of these places.
    pub(super) fn missing(&self, found: &BTreeSet<Word>) -> Vec<String> {
        self.owed.keys().filter(|word| !found.contains(word)).map(Word::to_string).collect()
    }

    /// How many words there are.
    pub(super) fn len(&self) -> usize {
        self.owed.len()
    }
}
