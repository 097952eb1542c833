//! `restore`: a workspace again, from a backup byte for byte, from a submission as a reader's copy.

mod writing;

use std::collections::BTreeMap;
use std::io::{self, Read};

use artifolio_core::path::RelPath;
use artifolio_core::progress::Progress;
use artifolio_core::source::{ReadSeek, Vfs, is_ignored};
use artifolio_verify::package::{Package, PackageError};
use artifolio_verify::{Kind, VerifyError};
use sha2::{Digest as _, Sha256};

use crate::backup::WORKSPACE;
use crate::error::RestoreError;
use crate::escape::unescape;
use crate::package::CHUNK;
use crate::part::Part;
use crate::submission::{Submission, reader_copy};
use writing::{Found, Writing, look};

/// Verifying and extracting go over the bytes once each.
const PARTS: u64 = 2;

/// Most bytes of a manifest or of `portfolio.json`.
const MAX_TEXT: usize = 1 << 26;

/// All that a submission says, in its bundle.
const DATA: &str = "data/portfolio.json";

/// What a workspace was restored from.
#[derive(serde::Serialize, Debug, Clone, Copy, PartialEq, Eq)]
#[serde(rename_all = "lowercase")]
pub enum RestoredKind {
    /// A backup: the folder as it was.
    Backup,
    /// A submission: a reader's copy.
    Submission,
}

/// A restored workspace.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Restored {
    /// What it was.
    pub kind: RestoredKind,
    /// Files written.
    pub files: u64,
}

/// Restores the package `name` into `target`, a folder that must be empty but for what a restoring left there that was cut
/// off.
///
/// # Errors
/// [`RestoreError`]; then the folder is as empty as it was.
pub fn restore(
    zip_fs: &dyn Vfs,
    name: &RelPath,
    target: &dyn Vfs,
    progress: &dyn Progress,
) -> Result<Restored, RestoreError> {
    let found = look(target)?;
    let octets = zip_fs.stat(name).map_err(RestoreError::Read)?.size;
    let part = |number| Part { progress, number, of: PARTS, octets };
    let kind = verified(zip_fs, name, &part(0))?;
    let mut bundle = Bundle::open(zip_fs, name)?;
    let files = bundle.bring_back(kind, target, found, &part(1))?;
    Ok(Restored { kind, files })
}

/// Verifies a package of ours; which of the two it is.
pub(crate) fn verified(
    zip_fs: &dyn Vfs,
    name: &RelPath,
    progress: &dyn Progress,
) -> Result<RestoredKind, RestoreError> {
    let verdict = artifolio_verify::verify(zip_fs, name, progress).map_err(|e| match e {
        VerifyError::Stopped => RestoreError::Cancelled,
        e => RestoreError::Read(io::Error::other(e)),
    })?;
    if !verdict.valid {
        return Err(RestoreError::Refused(verdict.findings));
    }
    match verdict.kind {
        Kind::Backup => Ok(RestoredKind::Backup),
        Kind::Submission => Ok(RestoredKind::Submission),
        Kind::Bag | Kind::NotABag => Err(RestoreError::NotOurs),
    }
}

/// What becomes a file.
enum Content {
    /// A payload file, by its path below the bag.
    Payload(String),
    /// A text of the reader's copy.
    Text(String),
}

/// A verified bundle, read again through the reader that trusts nothing; every byte is hashed against its manifest,
/// since the file may have been exchanged since it was verified.
pub(crate) struct Bundle {
    package: Package<Box<dyn ReadSeek>>,
    /// Path in the zip and size, by path below the bag.
    entries: BTreeMap<String, RelPath>,
    /// SHA-256 by path below the bag.
    manifest: BTreeMap<String, String>,
    /// The workspace id of a reader's copy: two copies of one bundle are one workspace.
    id: String,
}

impl Bundle {
    /// Writes what it holds into an empty folder, each file hashed against its list on the way; how many files.
    fn bring_back(
        &mut self,
        kind: RestoredKind,
        target: &dyn Vfs,
        found: Found,
        progress: &dyn Progress,
    ) -> Result<u64, RestoreError> {
        let contents = match kind {
            RestoredKind::Backup => self.workspace()?,
            RestoredKind::Submission => self.reader_copy()?,
        };
        let total = self.package.entries().map(|(_, bytes)| bytes).sum();
        Writing::new(target, progress, total).restore(self, &contents, found)?;
        Ok(contents.len() as u64)
    }

    /// The same for who has judged it already, whatever was found: files that are not what their list says end it.
    pub(crate) fn bring_back_judged(
        &mut self,
        kind: RestoredKind,
        target: &dyn Vfs,
        progress: &dyn Progress,
    ) -> Result<u64, RestoreError> {
        self.bring_back(kind, target, look(target)?, progress)
    }

    /// The value of a label in `bag-info.txt`; empty where there is none.
    pub(crate) fn info(&mut self, label: &str) -> String {
        let (text, _) = self.text("bag-info.txt").unwrap_or_default();
        let mut lines = text.lines().filter_map(|line| line.split_once(": "));
        lines.find(|(own, _)| *own == label).map_or_else(String::new, |(_, value)| value.to_owned())
    }

    /// Every file with its path in the zip, for who unpacks or compares it.
    pub(crate) fn package(&mut self) -> &mut Package<Box<dyn ReadSeek>> {
        &mut self.package
    }

    pub(crate) fn open(zip_fs: &dyn Vfs, name: &RelPath) -> Result<Self, RestoreError> {
        let file = zip_fs.open(name).map_err(RestoreError::Read)?;
        let package = Package::open(file).map_err(|e| match e {
            PackageError::Refused(findings) => RestoreError::Refused(findings),
            PackageError::Io(e) => RestoreError::Read(e),
        })?;
        let below = |path: &RelPath| path.as_str().split_once('/').map(|(_, rest)| rest.to_owned());
        let entries = package.entries().filter_map(|(p, _)| Some((below(p)?, p.clone()))).collect();
        let mut bundle = Self { package, entries, manifest: BTreeMap::new(), id: String::new() };
        let (manifest, digest) = bundle.text("manifest-sha256.txt")?;
        bundle.id = uuid(&digest);
        let lines = manifest.lines().filter_map(|line| line.split_once("  "));
        bundle.manifest =
            lines.map(|(digest, path)| (path.to_owned(), digest.to_owned())).collect();
        Ok(bundle)
    }

    /// SHA-256 of each file of a backup, as the manifest says it.
    pub(crate) fn workspace_sums(&self) -> Result<BTreeMap<RelPath, String>, RestoreError> {
        let sums = self.workspace()?.into_iter().filter_map(|(place, from)| match from {
            Content::Payload(path) => Some((place, self.manifest.get(&path)?.clone())),
            Content::Text(_) => None,
        });
        Ok(sums.collect())
    }

    /// The files of a backup.
    fn workspace(&self) -> Result<BTreeMap<RelPath, Content>, RestoreError> {
        let prefix = format!("data/{WORKSPACE}/");
        let mut contents = BTreeMap::new();
        for path in self.entries.keys() {
            let Some(below) = path.strip_prefix(&prefix) else { continue };
            let parts: Option<Vec<_>> = below.split('/').map(unescape).collect();
            let bad = || content(path, "its name has an escape that is none");
            let place = RelPath::parse(&parts.ok_or_else(bad)?.join("/"));
            let place = place.map_err(|e| content(path, &e.to_string()))?;
            if place.parts().any(is_ignored) {
                return Err(content(path, "no backup holds such a file"));
            }
            if contents.insert(place, Content::Payload(path.clone())).is_some() {
                return Err(content(path, "another file has the same name"));
            }
        }
        Ok(contents)
    }

    /// The files of a reader's copy.
    fn reader_copy(&mut self) -> Result<BTreeMap<RelPath, Content>, RestoreError> {
        let submission = self.submission()?;
        let copy = reader_copy(&submission, &self.id, &|path| self.listed(path).map(str::to_owned))
            .map_err(|e| content(DATA, &e))?;
        let texts = copy.texts.into_iter().map(|(path, text)| (path, Content::Text(text)));
        let mut contents: BTreeMap<_, _> = texts.collect();
        for (from, place) in copy.files {
            if contents.insert(place, Content::Payload(format!("data/{from}"))).is_some() {
                return Err(content(&from, "another file has the same name"));
            }
        }
        Ok(contents)
    }

    /// What a submission says.
    pub(crate) fn submission(&mut self) -> Result<Submission, RestoreError> {
        let (text, digest) = self.text(DATA)?;
        self.must_be_listed(DATA, &digest)?;
        serde_json::from_str(&text).map_err(|e| content(DATA, &e.to_string()))
    }

    /// SHA-256 of a file below `data/`, as the manifest says it.
    pub(crate) fn listed(&self, path: &str) -> Option<&str> {
        self.manifest.get(&format!("data/{path}")).map(String::as_str)
    }

    /// A whole text and its SHA-256.
    fn text(&mut self, path: &str) -> Result<(String, String), RestoreError> {
        let mut bytes = Vec::new();
        let digest = self.read(path, &mut |chunk| {
            bytes.extend_from_slice(chunk);
            if bytes.len() > MAX_TEXT {
                return Err(content(path, "it is longer than any such file"));
            }
            Ok(())
        })?;
        let text = String::from_utf8(bytes).map_err(|e| content(path, &e.to_string()))?;
        Ok((text, digest))
    }

    /// Reads a file in chunks; gives its SHA-256.
    fn read(
        &mut self,
        path: &str,
        take: &mut dyn FnMut(&[u8]) -> Result<(), RestoreError>,
    ) -> Result<String, RestoreError> {
        let entry = self.entries.get(path).ok_or_else(|| content(path, "it is not there"))?;
        let mut reader = self.package.read(entry).map_err(RestoreError::Read)?;
        let mut sha256 = Sha256::new();
        let mut chunk = vec![0; CHUNK];
        loop {
            let got = reader.read(&mut chunk).map_err(RestoreError::Read)?;
            if got == 0 {
                return Ok(hex::encode(sha256.finalize()));
            }
            sha256.update(&chunk[..got]);
            take(&chunk[..got])?;
        }
    }

    /// Fails where a file is not what the manifest says.
    fn must_be_listed(&self, path: &str, digest: &str) -> Result<(), RestoreError> {
        match self.manifest.get(path) {
            Some(listed) if listed == digest => Ok(()),
            _ => Err(content(path, "it is not what the manifest says")),
        }
    }
}

pub(crate) fn content(path: &str, reason: &str) -> RestoreError {
    RestoreError::Content { path: path.to_owned(), reason: reason.to_owned() }
}

/// A UUID (version 8, RFC 9562) of a digest.
fn uuid(digest: &str) -> String {
    let variant = ["8", "9", "a", "b"][usize::from(digest.as_bytes()[16]) % 4];
    [
        &digest[..8],
        &digest[8..12],
        &format!("8{}", &digest[13..16]),
        &format!("{variant}{}", &digest[17..20]),
        &digest[20..32],
    ]
    .join("-")
}

#[cfg(test)]
mod tests;
