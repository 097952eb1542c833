//! For this crate's tests: a folder in memory whose listings, times and failures a test decides, and a small reader of
//! workspaces. The real reader is `artifolio-workspace`, which this crate does not know; tests/suite runs both together.

pub(crate) mod generated;
pub(crate) mod mem_fs;

use std::collections::{BTreeMap, BTreeSet};
use std::io::{Cursor, ErrorKind, Read as _};
use std::ops::ControlFlow;

use artifolio_core::artifact::{Artifact, ArtifactHeader};
use artifolio_core::criterion::{CriterionEntry, REFLECTION};
use artifolio_core::file_facts::{FileFacts, FileKind, Opens};
use artifolio_core::header;
use artifolio_core::path::RelPath;
use artifolio_core::portfolio::{Portfolio, Settings};
use artifolio_core::profile::Profile;
use artifolio_core::source::{EntryKind, Vfs, read_whole};
use sha2::{Digest as _, Sha256};

pub(crate) use mem_fs::MemFs;

use crate::paper::{Open, Paper, PrintError, Printed, Printer};

/// Says what it was given, so that tests see that the same is printed of the same.
#[derive(Debug)]
pub(crate) struct Echo;

impl Printer for Echo {
    fn print(
        &self,
        paper: &Paper,
        open: &Open<'_>,
        _: &dyn Fn() -> ControlFlow<()>,
    ) -> Result<Printed, PrintError> {
        let mut pdf = serde_json::to_vec(paper).unwrap();
        for (path, bytes) in &paper.pictures {
            let failed = |source| PrintError::Picture { path: path.clone(), source };
            let got = open(path).and_then(|mut file| file.read_to_end(&mut pdf)).map_err(failed)?;
            if got as u64 != *bytes {
                return Err(failed(ErrorKind::UnexpectedEof.into()));
            }
        }
        Ok(Printed { pdf, pages: 1, unprintable: vec![], unshown: vec![] })
    }
}

pub(crate) fn path(text: &str) -> RelPath {
    RelPath::parse(text).unwrap()
}

/// The parts of a Word document, by name.
pub(crate) fn parts(document: &[u8]) -> BTreeMap<String, String> {
    let mut zip = zip::ZipArchive::new(Cursor::new(document)).unwrap();
    let count = zip.len();
    let read = |index| {
        let mut part = zip.by_index(index).unwrap();
        let mut text = String::new();
        part.read_to_string(&mut text).unwrap();
        (part.name().unwrap().into_owned(), text)
    };
    (0..count).map(read).collect()
}

/// An artifact with nothing but an id and a number.
pub(crate) fn artifact_numbered(number: Option<u32>) -> Artifact {
    let text =
        format!("---\nid: a\n{}---\n", number.map_or(String::new(), |n| format!("number: {n}\n")));
    Artifact {
        header: header::read_artifact(&text).value.unwrap(),
        reflection: String::new(),
        folder: path("artifacts/a"),
        unlisted: vec![],
        cleaned: vec![],
    }
}

/// Reads a workspace and its resolved profile.
pub(crate) fn read_workspace(fs: &dyn Vfs) -> (Portfolio, Profile) {
    let text = |file: &str| {
        read_whole(fs, &path(file), 1 << 30).ok().map(|bytes| String::from_utf8(bytes).unwrap())
    };
    let settings: Settings = toml::from_str(&text("portfolio.toml").unwrap()).unwrap();
    let profile = Profile::resolve(&settings.profile, text("profile.toml").as_deref()).unwrap();
    let entry = |key: &str| {
        let file = match key {
            REFLECTION => "reflection.md".to_owned(),
            key => format!("criteria/{key}.md"),
        };
        let reading = header::read_criterion(&text(&file).unwrap_or_default());
        assert!(reading.faults.is_empty(), "{file}: {:?}", reading.faults);
        let entry = CriterionEntry {
            key: key.to_owned(),
            header: reading.value.unwrap(),
            text: reading.body,
            file: path(&file),
        };
        (key.to_owned(), entry)
    };
    let criteria = profile.keys().into_iter().map(entry).collect();
    let mut portfolio = Portfolio { criteria, ..Portfolio::blank(settings, &profile) };
    let folders = fs.list(&path("artifacts")).map(|l| l.entries).unwrap_or_default();
    for folder in folders.into_iter().filter(|e| e.stat.kind == EntryKind::Folder) {
        let reading =
            header::read_artifact(&text(&format!("{}/artifact.md", folder.path)).unwrap());
        assert!(reading.faults.is_empty(), "{}: {:?}", folder.path, reading.faults);
        let header: ArtifactHeader = reading.value.unwrap();
        portfolio.artifacts.push(Artifact {
            header,
            reflection: reading.body,
            folder: folder.path,
            unlisted: vec![],
            cleaned: vec![],
        });
    }
    portfolio.files = facts(fs, &portfolio.artifacts);
    (portfolio, profile)
}

/// Facts of all evidence files that are there.
pub(crate) fn facts(fs: &dyn Vfs, artifacts: &[Artifact]) -> BTreeMap<RelPath, FileFacts> {
    let paths = artifacts
        .iter()
        .flat_map(|a| a.header.evidence.iter().flat_map(|e| e.files()).map(|(_, p)| a.resolve(p)));
    paths.filter_map(|p| Some((p.clone(), facts_of(&read_whole(fs, &p, 1 << 30).ok()?)))).collect()
}

fn facts_of(bytes: &[u8]) -> FileFacts {
    let (kind, fits): (_, &[&str]) = match bytes {
        [0x89, b'P', b'N', b'G', ..] => (FileKind::WebImage, &["png"]),
        [0xff, 0xd8, ..] => (FileKind::WebImage, &["jpg", "jpeg"]),
        [b'%', b'P', b'D', b'F', ..] => (FileKind::Pdf, &["pdf"]),
        _ => (FileKind::Unknown, &[]),
    };
    FileFacts {
        size: bytes.len() as u64,
        sha256: hex::encode(Sha256::digest(bytes)),
        kind,
        fits: fits.iter().map(|f| (*f).to_owned()).collect(),
        opens: Opens::NotJudged,
        pages: None,
        pixels: None,
        duration_ms: None,
        has_audio: None,
        playable: None,
        private: BTreeSet::new(),
        cannot_clean: None,
        author: None,
        macros: false,
        text: String::new(),
    }
}
