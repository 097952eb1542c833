//! A complete portfolio without a fault, and the means to put one into it.

use std::collections::BTreeSet;

use chrono::NaiveDate;

use super::{Context, Report, report};
use crate::artifact::{Artifact, Evidence};
use crate::criterion::{CriterionEntry, REFLECTION};
use crate::file_facts::{FileFacts, FileKind, Opens};
use crate::finding::Finding;
use crate::path::RelPath;
use crate::portfolio::{Portfolio, Settings};
use crate::profile::Profile;

/// One rule with a portfolio that trips it and one that only just does not.
pub(crate) struct Case {
    pub(crate) rule: &'static str,
    pub(crate) trips: fn(&mut World),
    pub(crate) near_miss: fn(&mut World),
}

/// All that a check looks at.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct World {
    pub(crate) portfolio: Portfolio,
    pub(crate) profile: Profile,
    pub(crate) today: NaiveDate,
    pub(crate) roster: Vec<String>,
}

pub(crate) fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

pub(crate) fn path(text: &str) -> RelPath {
    RelPath::parse(text).unwrap()
}

/// `count` words that no other text has.
pub(crate) fn words(stem: &str, count: usize) -> String {
    (0..count).map(|i| format!("{stem}{i}")).collect::<Vec<_>>().join(" ")
}

const SETTINGS: &str = r#"
format = 1
id = "0198c2a4-0000-7000-8000-000000000001"
name = "Robin Benson"
family_name = "Benson"
title = "Grade 6 science teacher"
role = "Teaches science to four classes"
[dates]
course_end = 2026-08-31
official_due = 2027-02-28
[statement]
own_work = true
"#;

const REFLECTION_TEXT: &str =
    "I teach science. As a learner and leader I try things out. Next year I will mentor.";

impl World {
    /// 11 artifacts, 25 criteria, nothing to find on 24 November 2026.
    pub(crate) fn clean() -> Self {
        let profile = Profile::resolve("iste-metc-2020", None).unwrap();
        let settings: Settings = toml::from_str(SETTINGS).unwrap();
        let blank = Portfolio::blank(settings, &profile);
        let criteria = profile.keys().into_iter().map(|key| (key.to_owned(), entry(key))).collect();
        let portfolio = Portfolio { criteria, ..blank };
        let roster = vec!["Luz Marín".to_owned()];
        let mut world = Self { portfolio, profile, today: day("2026-11-24"), roster };
        for n in 1..=11 {
            world.add_artifact(n);
        }
        let keys: Vec<String> =
            world.profile.keys().into_iter().skip(1).map(str::to_owned).collect();
        for (i, key) in keys.iter().enumerate() {
            world.entry(key).header.artifacts.clear();
            world.attach(key, &format!("artifact-{}", i % 11 + 1));
            world.attach(key, &format!("artifact-{}", (i + 5) % 11 + 1));
        }
        world
    }

    pub(crate) fn context(&self) -> Context<'_> {
        Context {
            portfolio: &self.portfolio,
            profile: &self.profile,
            today: self.today,
            roster: &self.roster,
        }
    }

    pub(crate) fn report(&self) -> Report {
        report(&self.context(), Vec::new())
    }

    /// What stands of one rule.
    pub(crate) fn findings(&self, rule: &str) -> Vec<Finding> {
        self.report().findings.into_iter().filter(|f| f.rule == rule).collect()
    }

    pub(crate) fn settings(&mut self) -> &mut Settings {
        &mut self.portfolio.settings
    }

    pub(crate) fn entry(&mut self, key: &str) -> &mut CriterionEntry {
        self.portfolio.criteria.get_mut(key).unwrap()
    }

    pub(crate) fn text(&self, key: &str) -> String {
        self.portfolio.criteria[key].text.clone()
    }

    pub(crate) fn artifact(&mut self, n: u32) -> &mut Artifact {
        let id = format!("artifact-{n}");
        self.portfolio.artifacts.iter_mut().find(|a| a.header.id.as_str() == id).unwrap()
    }

    pub(crate) fn evidence(&mut self, n: u32, id: &str) -> &mut Evidence {
        self.artifact(n).header.evidence.iter_mut().find(|e| e.id.as_str() == id).unwrap()
    }

    pub(crate) fn facts(&mut self, n: u32, id: &str) -> &mut FileFacts {
        let file = self.evidence(n, id).file.clone().unwrap();
        let path = self.artifact(n).resolve(&file);
        self.portfolio.files.get_mut(&path).unwrap()
    }

    /// Renames the file of an item, on the disk and in the header.
    pub(crate) fn rename(&mut self, n: u32, id: &str, to: &str) {
        let from = self.evidence(n, id).file.replace(path(to)).unwrap();
        let from = self.artifact(n).resolve(&from);
        let facts = self.portfolio.files.remove(&from).unwrap();
        let to = self.artifact(n).resolve(&path(to));
        self.portfolio.files.insert(to, facts);
    }

    pub(crate) fn lose(&mut self, file: &str) {
        self.portfolio.files.remove(&path(file)).unwrap();
    }

    pub(crate) fn add_file(&mut self, file: &str, kind: FileKind) {
        self.portfolio.files.insert(path(file), facts(file, kind));
    }

    /// A new artifact with its evidence, attached to 1a.
    pub(crate) fn add_artifact(&mut self, n: u32) -> &mut Artifact {
        let id = format!("artifact-{n}");
        let folder = format!("artifacts/{id}");
        for (file, kind) in files_of(n) {
            self.add_file(&format!("{folder}/{file}"), *kind);
        }
        self.portfolio.artifacts.push(Artifact {
            header: serde_json::from_value(serde_json::json!({
                "id": id,
                "number": n,
                "title": format!("Artifact of week {n}"),
                "made": "2026-05",
                "audience": "Grade 6",
                "evidence": evidence_of(n),
            }))
            .unwrap(),
            reflection: words(&format!("learnt{n}n"), 20),
            folder: path(&folder),
            unlisted: Vec::new(),
            cleaned: Vec::new(),
        });
        self.attach("1a", &id);
        self.portfolio.artifacts.last_mut().unwrap()
    }

    pub(crate) fn attach(&mut self, key: &str, id: &str) {
        let attached = serde_json::from_value(serde_json::json!({ "id": id })).unwrap();
        self.entry(key).header.artifacts.push(attached);
    }

    pub(crate) fn detach(&mut self, id: &str) {
        for entry in self.portfolio.criteria.values_mut() {
            entry.header.artifacts.retain(|a| a.id.as_str() != id);
        }
    }
}

fn entry(key: &str) -> CriterionEntry {
    let reflection = key == REFLECTION;
    let file = if reflection { "reflection.md".to_owned() } else { format!("criteria/{key}.md") };
    CriterionEntry {
        key: key.to_owned(),
        header: crate::criterion::CriterionHeader::default(),
        text: if reflection { REFLECTION_TEXT.into() } else { words(&format!("for{key}n"), 40) },
        file: path(&file),
    }
}

fn files_of(n: u32) -> &'static [(&'static str, FileKind)] {
    match n {
        1 => &[("board.png", FileKind::WebImage), ("sheet.pdf", FileKind::Pdf)],
        2 => &[("film.mp4", FileKind::WebVideo), ("film.vtt", FileKind::Text)],
        3 => &[("page.pdf", FileKind::Pdf)],
        _ => &[("plan.docx", FileKind::Office)],
    }
}

fn evidence_of(n: u32) -> serde_json::Value {
    use serde_json::json;
    match n {
        1 => json!([
            { "id": "board", "file": "board.png", "caption": "Our board", "alt": "Nine tasks in three rows" },
            { "id": "sheet", "file": "sheet.pdf" },
        ]),
        2 => json!([{ "id": "film", "file": "film.mp4", "captions": "film.vtt" }]),
        3 => json!([
            {
                "id": "page",
                "link": "https://example.org/blog",
                "capture": "page.pdf",
                "checked": "2026-11-01",
            },
        ]),
        _ => json!([{ "id": "plan", "file": "plan.docx" }]),
    }
}

fn facts(file: &str, kind: FileKind) -> FileFacts {
    let video = kind == FileKind::WebVideo;
    FileFacts {
        size: 40_000,
        sha256: format!("{:0<64}", hex::encode(file).get(..60).unwrap_or("ab")),
        kind,
        fits: file
            .rsplit_once('.')
            .map(|(_, extension)| extension.to_owned())
            .into_iter()
            .collect(),
        opens: Opens::Yes,
        pages: (kind == FileKind::Pdf).then_some(5),
        pixels: None,
        duration_ms: video.then_some(90_000),
        has_audio: video.then_some(true),
        playable: video.then_some(true),
        private: BTreeSet::new(),
        cannot_clean: None,
        author: None,
        macros: false,
        text: String::new(),
    }
}
