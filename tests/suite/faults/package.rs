//! A package taken apart, changed, and sealed again as whoever changes one on purpose would.

use std::collections::BTreeMap;
use std::io::{Cursor, Read as _};

use serde_json::Value;
use sha2::{Digest as _, Sha256, Sha512};

use crate::agreement::damage::Dice;
use crate::agreement::raw::{Zip, stored};

pub(super) const JSON: &str = "data/portfolio.json";
pub(super) const CRATE: &str = "data/ro-crate-metadata.json";
pub(super) const MAP: &str = "data/alignment-map.html";
pub(super) const CSV: &str = "data/alignment-map.csv";
pub(super) const STYLE: &str = "data/style.css";
pub(super) const INFO: &str = "bag-info.txt";

/// The files of a package by their path below its one folder.
#[derive(Clone)]
pub(super) struct Package {
    pub(super) top: String,
    pub(super) files: BTreeMap<String, Vec<u8>>,
    /// Files of which a bit is flipped in the zip itself, under the checksum of what it was.
    pub(super) torn: Vec<String>,
}

impl Package {
    pub(super) fn of(zip: &[u8]) -> Self {
        let mut archive = zip::ZipArchive::new(Cursor::new(zip)).unwrap();
        let mut package = Self { top: String::new(), files: BTreeMap::new(), torn: Vec::new() };
        for n in 0..archive.len() {
            let mut file = archive.by_index(n).unwrap();
            let name = file.name().unwrap().into_owned();
            let (top, below) = name.split_once('/').unwrap();
            package.top = top.to_owned();
            let mut bytes = Vec::new();
            file.read_to_end(&mut bytes).unwrap();
            package.files.insert(below.to_owned(), bytes);
        }
        package
    }

    /// The zip, with right sums of its own.
    pub(super) fn zip(&self) -> Vec<u8> {
        let entry = |(path, bytes): (&String, &Vec<u8>)| {
            let mut entry = stored(&format!("{}/{path}", self.top), bytes);
            if self.torn.contains(path) {
                let middle = entry.body.len() / 2;
                entry.body[middle] ^= 4;
            }
            entry
        };
        Zip::of(self.files.iter().map(entry).collect()).bytes()
    }

    /// Writes all lists anew, and with `oxum` the count of bytes and files too.
    pub(super) fn seal(&mut self, oxum: bool) {
        let payload = || self.files.iter().filter(|(path, _)| path.starts_with("data/"));
        let octets: usize = payload().map(|(_, bytes)| bytes.len()).sum();
        let count = format!("Payload-Oxum: {octets}.{}", payload().count());
        if oxum {
            let text = self.text(INFO);
            let lines = text.lines().map(|line| {
                if line.starts_with("Payload-Oxum: ") { count.clone() } else { line.to_owned() }
            });
            let text = lines.map(|line| line + "\n").collect::<String>();
            self.put(INFO, text);
        }
        for tags in [false, true] {
            let list = |sum: fn(&[u8]) -> String| {
                let own = self.files.iter().filter(|(path, _)| {
                    path.starts_with("data/") != tags && !path.starts_with("tagmanifest-")
                });
                own.map(|(path, bytes)| format!("{}  {path}\n", sum(bytes))).collect::<String>()
            };
            let lists = [
                ("sha256", list(|bytes| hex::encode(Sha256::digest(bytes)))),
                ("sha512", list(|bytes| hex::encode(Sha512::digest(bytes)))),
            ];
            for (algorithm, text) in lists {
                let tag = if tags { "tag" } else { "" };
                self.put(&format!("{tag}manifest-{algorithm}.txt"), text);
            }
        }
    }

    pub(super) fn text(&self, path: &str) -> String {
        String::from_utf8(self.files[path].clone()).unwrap()
    }

    pub(super) fn put(&mut self, path: &str, text: impl Into<Vec<u8>>) {
        self.files.insert(path.to_owned(), text.into());
    }

    /// Replaces a text once; it must be there.
    pub(super) fn replace(&mut self, path: &str, old: &str, new: &str) {
        let text = self.text(path);
        assert!(text.contains(old), "{path} has no {old:?}");
        self.put(path, text.replacen(old, new, 1));
    }

    /// Gives a file another name, everywhere: only its name is another.
    pub(super) fn rename(&mut self, path: &str, to: &str) {
        let bytes = self.files.remove(path).unwrap();
        let below = |path: &str| path.strip_prefix("data/").unwrap().to_owned();
        let (old, new) = (below(path), below(to));
        let short = |path: &str| path.strip_prefix("artifacts/").unwrap_or(path).to_owned();
        for (name, bytes) in &mut self.files {
            let page = name.ends_with(".html") || name.ends_with(".json") || name.ends_with(".csv");
            if page && name.starts_with("data/") {
                let text = String::from_utf8(bytes.clone()).unwrap();
                *bytes = text.replace(&short(&old), &short(&new)).into_bytes();
            }
        }
        self.files.insert(to.to_owned(), bytes);
    }

    /// Changes a JSON file.
    pub(super) fn json(&mut self, path: &str, change: impl FnOnce(&mut Value)) {
        let mut value: Value = serde_json::from_slice(&self.files[path]).unwrap();
        change(&mut value);
        self.put(path, serde_json::to_string_pretty(&value).unwrap());
    }

    /// What `portfolio.json` says.
    pub(super) fn said(&self) -> Value {
        serde_json::from_slice(&self.files[JSON]).unwrap()
    }

    /// Paths of one kind.
    pub(super) fn some(&self, is: impl Fn(&str) -> bool) -> Vec<String> {
        self.files.keys().filter(|path| is(path)).cloned().collect()
    }

    /// The page of a criterion or an artifact.
    pub(super) fn page(&self, dice: &mut Dice) -> String {
        let pages = self.some(|path| {
            path.ends_with(".html") && path.starts_with("data/") && path.split('/').count() == 3
        });
        dice.of(&pages).clone()
    }

    /// A file of evidence with one of these endings.
    pub(super) fn evidence(&self, endings: &[&str], dice: &mut Dice) -> String {
        let all = self.some(|path| {
            path.split('/').count() > 3 && endings.iter().any(|end| path.ends_with(end))
        });
        dice.of(&all).clone()
    }

    /// A criterion by its number, and the longest word of what was written for it.
    pub(super) fn word(&self, dice: &mut Dice) -> (u64, String) {
        let said = self.said();
        let number = 2 + dice.below(24) as u64;
        let criteria = said["profile"]["criteria"].as_array().unwrap();
        let key = &criteria.iter().find(|one| one["number"] == number).unwrap()["key"];
        let answers = said["criteria"].as_array().unwrap();
        let text = &answers.iter().find(|one| one["key"] == *key).unwrap()["markdown"];
        let words = text.as_str().unwrap().split(|c: char| !c.is_ascii_alphabetic());
        (number, words.max_by_key(|word| word.len()).unwrap().to_owned())
    }

    /// Replaces a word behind a place in a text.
    pub(super) fn reword(&mut self, path: &str, behind: &str, word: &str) {
        let text = self.text(path);
        let at = text.find(behind).unwrap_or_else(|| panic!("{path} has no {behind:?}"));
        let (before, after) = text.split_at(at);
        assert!(after.contains(word), "{path} has no {word:?} behind {behind:?}");
        self.put(path, format!("{before}{}", after.replacen(word, "Zwieback", 1)));
    }
}
