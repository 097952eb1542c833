//! Laying the folder out: into a folder that is absent or empty, or one that was laid out before, in which only what
//! changed is written and what is not ours is left alone.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, ErrorKind, Read as _, Write as _};

use artifolio_core::check::Report;
use artifolio_core::failure::{Coded, reason};
use artifolio_core::handin::HandIn;
use artifolio_core::path::RelPath;
use artifolio_core::progress::Progress;
use artifolio_core::source::{EntryKind, Vfs, empty_own, is_ignored, read_whole};
use sha2::{Digest as _, Sha256};

use super::{UploadFolder, readme};
use crate::error::PackError;
use crate::pack;
use crate::package::{CHUNK, Payload};
use crate::rehearse::sha256;

/// The folder in the target that everything is written into first; a name that is ignored everywhere.
const UNFINISHED: &str = "laying-out.partial";
/// Bytes a text that says what to do may have.
const MAX_README: u64 = 1 << 22;

/// Why a folder was not laid out. In one that was empty nothing stays; in one that was laid out before, files that were
/// already exchanged are whole, and the next run goes on.
#[derive(Debug, thiserror::Error)]
pub enum HandInError {
    /// Reading or writing failed, as for a package.
    #[error(transparent)]
    Pack(#[from] PackError),
    /// The folder can be neither opened nor made.
    #[error("the folder cannot be used: {0}")]
    Folder(io::Error),
    /// The folder holds other things and was not laid out before.
    #[error("the folder holds other things")]
    Taken,
    /// A file in it is not as it was laid out; it may be somebody's work.
    #[error("{0} was changed since it was laid out")]
    Edited(String),
}

impl Coded for HandInError {
    fn code(&self) -> &'static str {
        match self {
            Self::Pack(error) => error.code(),
            Self::Folder(_) => "handin-folder-unusable",
            Self::Taken => "handin-folder-taken",
            Self::Edited(_) => "handin-file-edited",
        }
    }

    fn params(&self) -> BTreeMap<&'static str, String> {
        match self {
            Self::Pack(error) => error.params(),
            Self::Folder(error) => BTreeMap::from([("reason", reason(error))]),
            Self::Taken => BTreeMap::new(),
            Self::Edited(name) => BTreeMap::from([("file", name.clone())]),
        }
    }
}

/// A folder that lies ready.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct LaidOut {
    /// Files that were written: new or changed.
    pub written: Vec<String>,
    /// Files that lay there already as they are.
    pub kept: Vec<String>,
    /// Files of an earlier run that do not belong to it any more and were taken away.
    pub removed: Vec<String>,
    /// What lies there too and is not ours.
    pub others: Vec<String>,
}

impl UploadFolder {
    /// Refuses what is no draft while a required finding stands: to be asked before a folder is made.
    ///
    /// # Errors
    /// [`PackError::Refused`] with all of them.
    pub fn refuse(&self, report: &Report) -> Result<(), HandInError> {
        if !self.submission.draft && !self.readers_copy {
            pack::refuse(&report.findings)?;
        }
        Ok(())
    }

    /// Whether a folder takes the files: it is empty, or was laid out before.
    #[must_use]
    pub fn fits(target: &dyn Vfs) -> bool {
        There::look(target).is_ok()
    }

    /// Whether a folder was laid out before.
    #[must_use]
    pub fn is_laid_out(target: &dyn Vfs) -> bool {
        There::look(target).is_ok_and(|there| !there.fresh)
    }

    /// Lays the folder out in `target`. `report` is what the checks found: what is no draft is refused while a required
    /// finding stands.
    ///
    /// # Errors
    /// [`HandInError`].
    pub fn lay_out(
        &self,
        source: &dyn Vfs,
        report: &Report,
        kept: &HandIn,
        target: &dyn Vfs,
        progress: &dyn Progress,
    ) -> Result<LaidOut, HandInError> {
        self.refuse(report)?;
        let there = There::look(target)?;
        let mut contents = self.contents(kept);
        let sums: BTreeMap<_, _> =
            contents.iter().map(|(name, payload)| (name.clone(), sum(payload))).collect();
        let text = readme::text(self, &sums, &self.missing(kept)).into_bytes();
        let mut out = LaidOut::default();
        for (name, sum) in &sums {
            match there.state(target, name)? {
                Some(now) if now == *sum => out.kept.push(name.clone()),
                Some(now) if there.ours.get(name) != Some(&now) => {
                    return Err(HandInError::Edited(name.clone()));
                }
                _ => out.written.push(name.clone()),
            }
        }
        out.others = there.names.iter().filter(|n| !sums.contains_key(*n)).cloned().collect();
        for (name, sum) in there.ours.iter().filter(|(name, _)| !sums.contains_key(*name)) {
            if there.state(target, name)?.as_ref() == Some(sum) {
                out.removed.push(name.clone());
            }
        }
        out.others.retain(|name| name != readme::NAME && !out.removed.contains(name));
        contents.retain(|name, _| out.written.contains(name));
        let writing = Writing { source, target, progress, done: 0, total: octets(&contents) };
        writing.lay(contents, text, &there, &out.removed)?;
        Ok(out)
    }
}

/// What lies in the target.
struct There {
    names: BTreeSet<String>,
    /// Hashes of what was laid out before, by name.
    ours: BTreeMap<String, String>,
    /// Nothing was laid out before.
    fresh: bool,
}

impl There {
    fn look(target: &dyn Vfs) -> Result<Self, HandInError> {
        let listing = target.list(&RelPath::root()).map_err(|e| failed(&RelPath::root(), e))?;
        let names = listing.entries.iter().map(|entry| entry.path.name().to_owned());
        let names: BTreeSet<_> = names.filter(|name| !is_ignored(name)).collect();
        let ours = match read_whole(target, &path(readme::NAME), MAX_README) {
            Ok(bytes) => str::from_utf8(&bytes).ok().and_then(readme::sums),
            Err(error) if error.kind() == ErrorKind::NotFound => None,
            Err(error) => return Err(failed(&path(readme::NAME), error)),
        };
        let fresh = ours.is_none();
        if fresh && !(names.is_empty() && listing.odd.is_empty()) {
            return Err(HandInError::Taken);
        }
        Ok(Self { names, ours: ours.unwrap_or_default(), fresh })
    }

    /// The hash of a file that lies there; `None` where nothing does.
    fn state(&self, target: &dyn Vfs, name: &str) -> Result<Option<String>, HandInError> {
        let Ok(place) = RelPath::parse(name) else { return Ok(None) };
        match target.stat(&place) {
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(failed(&place, error)),
            Ok(stat) if stat.kind != EntryKind::File => {
                return Err(HandInError::Edited(name.to_owned()));
            }
            Ok(_) => {}
        }
        sha256(target, &place).map(Some).map_err(|e| failed(&place, e))
    }
}

/// Files being written.
struct Writing<'a> {
    source: &'a dyn Vfs,
    target: &'a dyn Vfs,
    progress: &'a dyn Progress,
    done: u64,
    total: u64,
}

impl Writing<'_> {
    /// Writes everything beside its place, then puts it there.
    fn lay(
        mut self,
        contents: BTreeMap<String, Payload>,
        text: Vec<u8>,
        there: &There,
        removed: &[String],
    ) -> Result<(), HandInError> {
        let target = self.target;
        let folder = path(UNFINISHED);
        let clean = || {
            empty_own(target, &folder).and_then(|()| match target.stat(&folder) {
                Ok(_) => target.remove_empty_folder(&folder),
                Err(error) if error.kind() == ErrorKind::NotFound => Ok(()),
                Err(error) => Err(error),
            })
        };
        // Only what a run left that was cut off is called so.
        clean().map_err(|e| failed(&folder, e))?;
        let mut names: Vec<String> = contents.keys().cloned().collect();
        // Where a run is cut off, the next one knows its files: in a new folder by the text that names them all, in an
        // older one by what they are, which the older text may say differently.
        let last = if there.fresh { 0 } else { names.len() };
        names.insert(last, readme::NAME.to_owned());
        let mut placed = Vec::new();
        let done =
            self.write(contents, text).and_then(|()| self.place(&names, removed, &mut placed));
        if done.is_err() && there.fresh {
            // The failure that is told is the first.
            placed.iter().for_each(|name| drop(target.remove_own(name)));
        }
        let cleaned = clean().map_err(|e| failed(&folder, e));
        done.and(cleaned)
    }

    fn write(
        &mut self,
        contents: BTreeMap<String, Payload>,
        text: Vec<u8>,
    ) -> Result<(), HandInError> {
        let folder = path(UNFINISHED);
        self.target.create_folder(&folder).map_err(|e| failed(&folder, e))?;
        for (name, payload) in contents {
            let place = unfinished(&name);
            match payload {
                Payload::Made(bytes) => self.made(&place, &bytes)?,
                Payload::Checked { from, bytes, sha256 } => {
                    self.copy(&place, &from, bytes, &sha256)?
                }
                Payload::AsItIs { .. } => unreachable!("only a backup has files as they are"),
            }
        }
        self.made(&unfinished(readme::NAME), &text)?;
        self.target.sync_folder(&folder).map_err(|e| failed(&folder, e))
    }

    fn made(&mut self, place: &RelPath, bytes: &[u8]) -> Result<(), HandInError> {
        let write = || -> io::Result<()> {
            let mut file = self.target.create_new(place)?;
            file.write_all(bytes)?;
            file.sync_all()
        };
        write().map_err(|e| failed(place, e))?;
        self.told(bytes.len() as u64)
    }

    fn copy(
        &mut self,
        to: &RelPath,
        from: &RelPath,
        size: u64,
        sha256: &str,
    ) -> Result<(), HandInError> {
        let unreadable = |source| PackError::Read { path: from.clone(), source };
        let mut file = self.source.open(from).map_err(unreadable)?;
        let mut copy = self.target.create_new(to).map_err(|e| failed(to, e))?;
        let (mut hash, mut chunk, mut copied) = (Sha256::new(), vec![0; CHUNK], 0);
        loop {
            let got = match file.read(&mut chunk) {
                Err(e) if e.kind() == ErrorKind::Interrupted => continue,
                got => got.map_err(unreadable)?,
            };
            if got == 0 {
                break;
            }
            copied += got as u64;
            hash.update(&chunk[..got]);
            copy.write_all(&chunk[..got]).map_err(|e| failed(to, e))?;
            self.told(got as u64)?;
        }
        copy.sync_all().map_err(|e| failed(to, e))?;
        if copied == size && hex::encode(hash.finalize()) == sha256 {
            Ok(())
        } else {
            Err(PackError::Changed(from.clone()).into())
        }
    }

    fn place(
        &self,
        names: &[String],
        removed: &[String],
        placed: &mut Vec<RelPath>,
    ) -> Result<(), HandInError> {
        for name in names {
            let place = path(name);
            self.target.rename(&unfinished(name), &place).map_err(|e| failed(&place, e))?;
            placed.push(place);
        }
        for name in removed {
            let place = path(name);
            self.target.remove_own(&place).map_err(|e| failed(&place, e))?;
        }
        let root = RelPath::root();
        self.target.sync_folder(&root).map_err(|e| failed(&root, e))
    }

    fn told(&mut self, bytes: u64) -> Result<(), HandInError> {
        self.done += bytes;
        match self.progress.advance(self.done.min(self.total), self.total) {
            std::ops::ControlFlow::Continue(()) => Ok(()),
            std::ops::ControlFlow::Break(()) => Err(PackError::Cancelled.into()),
        }
    }
}

fn octets(contents: &BTreeMap<String, Payload>) -> u64 {
    contents.values().map(Payload::bytes).sum()
}

fn sum(payload: &Payload) -> String {
    match payload {
        Payload::Made(bytes) => hex::encode(Sha256::digest(bytes)),
        Payload::Checked { sha256, .. } => sha256.clone(),
        Payload::AsItIs { .. } => unreachable!("only a backup has files as they are"),
    }
}

fn path(name: &str) -> RelPath {
    RelPath::parse(name).expect("a bundle name is a path")
}

fn unfinished(name: &str) -> RelPath {
    path(UNFINISHED).join(name).expect("a bundle name is a name")
}

fn failed(name: &RelPath, source: io::Error) -> HandInError {
    PackError::Write { name: name.clone(), source }.into()
}
