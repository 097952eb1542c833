//! History: every version of a text that was saved, written over or set aside, kept below `.artifolio/history`
//! (docs/workspace.md). Reading it needs the files alone; keeping is the workspace's, before each change.

mod here;
mod shelf;
mod thin;
mod version;

#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, ErrorKind};

use artifolio_core::header;
use artifolio_core::path::RelPath;
use artifolio_core::source::{EntryKind, Vfs, read_whole};
use chrono::{DateTime, TimeDelta, Utc};

use crate::change::{Change, Step};
use crate::durable::{Expect, Sha256, current};
use crate::error::VerbError;
use crate::layout::{HISTORY, Role, TRASH, fixed, role};
use crate::trash::files_below;
use crate::{Clock, Unique};

pub(crate) use here::{Gone, gaps, is_elsewhere, named_as};
pub use here::{bytes_here, size, versions_here};
use shelf::{Lines, Reach};
pub use version::{TextFile, Version, Why};

/// Bytes that the objects of a history may take before the oldest go.
pub const MAX_BYTES: u64 = 200 << 20;

/// The versions of a text, the last first; of one that was kept twice in a row the later. For whoever asked for them:
/// lines that lie only in the cloud are downloaded ([`versions_here`] leaves them there).
///
/// # Errors
/// [`VerbError::Unreadable`]. A portfolio without a history has no versions.
pub fn versions(files: &dyn Vfs, of: &TextFile) -> Result<Vec<Version>, VerbError> {
    versions_within(files, of, Reach::Everywhere)
}

fn versions_within(
    files: &dyn Vfs,
    of: &TextFile,
    reach: Reach,
) -> Result<Vec<Version>, VerbError> {
    let lines = shelf::lines(files, reach);
    let mut versions =
        lines.map_err(|source| VerbError::Unreadable { path: fixed(HISTORY), source })?.all;
    versions.retain(|version| of.has(version));
    // Of one moment the later line is the later version: those of one change have one time.
    versions.reverse();
    versions.sort_by_key(|version| std::cmp::Reverse(version.at));
    versions.dedup_by(|older, newer| {
        older.sha256 == newer.sha256 && !newer.why.is_beside() && !older.why.is_beside()
    });
    Ok(versions)
}

/// The bytes of a version.
///
/// # Errors
/// `NotFound` when they are gone, `InvalidData` when they are others, else what the operating system says.
pub fn bytes(files: &dyn Vfs, sha256: Sha256) -> io::Result<Vec<u8>> {
    let bytes = read_whole(files, &shelf::object(sha256), u64::MAX - 1)?;
    if Sha256::of(&bytes) == sha256 { Ok(bytes) } else { Err(ErrorKind::InvalidData.into()) }
}

/// The same; `None` when they are gone or others.
pub(crate) fn left(files: &dyn Vfs, sha256: Sha256) -> io::Result<Option<Vec<u8>>> {
    match bytes(files, sha256) {
        Err(e) if matches!(e.kind(), ErrorKind::NotFound | ErrorKind::InvalidData) => Ok(None),
        bytes => bytes.map(Some),
    }
}

/// Every file that was at some time the one of the artifact with this id.
pub(crate) fn files_of_artifact(files: &dyn Vfs, id: &str) -> io::Result<BTreeSet<RelPath>> {
    let lines = shelf::lines(files, Reach::Here)?.all.into_iter();
    let of = lines.filter(|version| version.artifact.as_deref() == Some(id));
    Ok(of.map(|version| version.file).collect())
}

/// Builds the change that puts a version in its text's place, header and all.
///
/// # Errors
/// [`VerbError::UnknownVersion`] when the text has none with this hash or its bytes are gone, or what the operating
/// system says.
pub fn restore(files: &dyn Vfs, of: &TextFile, sha256: Sha256) -> Result<Change, VerbError> {
    let unreadable = |source| VerbError::Unreadable { path: of.file.clone(), source };
    let known = versions(files, of)?.iter().any(|v| v.sha256 == sha256);
    let bytes = Some(sha256).filter(|_| known).and_then(|sha256| bytes(files, sha256).ok());
    let bytes = bytes.ok_or_else(|| VerbError::UnknownVersion(sha256.to_string()))?;
    let now = current(files, &of.file).map_err(unreadable)?;
    let expect = now.map_or(Expect::Absent, Expect::Sha256);
    let write = Step::Write { path: of.file.clone(), expect, bytes };
    let steps = if now == Some(sha256) { Vec::new() } else { vec![write] };
    Ok(Change { label: "restore-version", steps })
}

/// What a machine keeps of one workspace.
pub(crate) struct History {
    machine: String,
    clock: Clock,
    unique: Unique,
    /// What was last named of each file by this machine's lines; `None` before the first look.
    latest: Option<Latest>,
    /// When this machine last named anything.
    last: Option<DateTime<Utc>>,
    /// Lines of this machine lie only in the cloud: what was last named is not known of every file.
    more: bool,
}

pub(crate) type Latest = BTreeMap<RelPath, (Sha256, Why)>;

/// One version to be kept.
pub(crate) struct Keep {
    pub(crate) file: RelPath,
    pub(crate) bytes: Vec<u8>,
    pub(crate) why: Why,
}

impl History {
    /// `machine` can be a file name.
    pub(crate) fn new(machine: String, clock: Clock, unique: Unique) -> Self {
        Self { machine, clock, unique, latest: None, last: None, more: false }
    }

    /// What time it is.
    pub(crate) fn now(&self) -> DateTime<Utc> {
        (self.clock)()
    }

    /// What it knows of each file, to go back to where a change is refused that it was told of.
    pub(crate) fn remembers(&self) -> Option<Latest> {
        self.latest.clone()
    }

    /// Knows what it knew: nothing of the change came about, and what stands there is nobody else's.
    pub(crate) fn go_back(&mut self, latest: Option<Latest>) {
        self.latest = latest;
    }

    /// The time of a new line. A clock that is set back by less than a day stands still until it has caught up: what was
    /// written later is later.
    fn moment(&self) -> DateTime<Utc> {
        let now = self.now();
        let ahead = |last: &DateTime<Utc>| now < *last && *last - now < TimeDelta::days(1);
        self.last.filter(ahead).unwrap_or(now)
    }

    /// What was last named of each file by this machine.
    fn latest(&mut self, files: &dyn Vfs) -> io::Result<&Latest> {
        // What was in the cloud when it was looked at may be here by now.
        if self.latest.is_none() || self.more {
            let lines = shelf::lines_of(files, &self.machine, Reach::Here)?;
            let (now, mut own) = (self.now(), lines.all);
            self.more = lines.more;
            // A line of a time that is still to come was written while the clock was ahead: the others are later.
            let to_come = |version: &Version| version.at - now >= TimeDelta::days(1);
            self.last = own.iter().filter(|v| !to_come(v)).map(|v| v.at).max();
            own.retain(|version| !version.why.is_beside());
            own.sort_by_key(|version| (!to_come(version), version.at));
            self.latest = Some(own.into_iter().map(|v| (v.file, (v.sha256, v.why))).collect());
        }
        Ok(self.latest.get_or_insert_default())
    }

    /// Keeps what a change is about to write over and what it is about to write.
    pub(crate) fn before(&mut self, files: &dyn Vfs, change: &Change) -> io::Result<()> {
        let mut all = Vec::new();
        for (i, step) in change.steps.iter().enumerate() {
            match step {
                Step::Move { from, to, .. } => self.moved(files, from, Some(to), &mut all)?,
                Step::Remove { path, .. } => self.moved(files, path, None, &mut all)?,
                _ => {}
            }
            let Step::Write { path, expect, bytes } = step else { continue };
            if let Expect::Sha256(former) = *expect {
                let here = path_before(&change.steps[..i], path);
                if let Some(old) = self.unknown(files, path, &here, former)? {
                    all.push(Keep { file: path.clone(), bytes: old, why: Why::Found });
                }
            }
            let (file, bytes) = (path.clone(), bytes.clone());
            all.push(Keep { file, bytes, why: Why::Saved });
        }
        self.keep(files, all)
    }

    /// Keeps these versions. One that is the last of its file already is not named again.
    pub(crate) fn keep(&mut self, files: &dyn Vfs, all: Vec<Keep>) -> io::Result<()> {
        self.keep_and_tell(files, all, Vec::new())
    }

    /// The same, and says that these texts are gone, whose bytes are kept where nobody needs to read them.
    pub(crate) fn keep_and_tell(
        &mut self,
        files: &dyn Vfs,
        all: Vec<Keep>,
        gone: Vec<Gone>,
    ) -> io::Result<()> {
        if all.is_empty() && gone.is_empty() {
            return Ok(());
        }
        let mut named = self.latest(files)?.clone();
        let (at, mut lines, mut objects) = (self.moment(), Vec::new(), BTreeMap::new());
        for Keep { file, bytes, why } in all {
            let sha256 = Sha256::of(&bytes);
            let says_nothing = match named.get(&file) {
                Some((known, before)) => {
                    let stands = why == Why::Found && !before.is_gone();
                    *known == sha256 && (stands || *before == why)
                }
                None => false,
            };
            if !why.is_beside() {
                named.insert(file.clone(), (sha256, why));
            }
            if !says_nothing || why.is_beside() || why == Why::Accepted {
                let artifact = artifact_of(&file, &bytes);
                lines.push(Version { at, file, artifact, sha256, why });
            }
            objects.insert(sha256, bytes);
        }
        for Gone { file, artifact, sha256 } in gone {
            named.insert(file.clone(), (sha256, Why::Gone));
            lines.push(Version { at, file, artifact, sha256, why: Why::Gone });
        }
        shelf::keep(files, &objects, &self.unique)?;
        shelf::name(files, &self.machine, &lines, &(self.unique)())?;
        self.latest = Some(named);
        self.last = Some(at);
        Ok(())
    }

    /// The texts that this machine last saw, each by its bytes then.
    pub(crate) fn known(&mut self, files: &dyn Vfs) -> io::Result<BTreeMap<RelPath, Sha256>> {
        let there = self.latest(files)?.iter().filter(|(_, (_, why))| !why.is_gone());
        Ok(there.map(|(file, (sha256, _))| (file.clone(), *sha256)).collect())
    }

    /// Known texts below `from` are there no longer, and at `to` instead.
    fn moved(
        &mut self,
        files: &dyn Vfs,
        from: &RelPath,
        to: Option<&RelPath>,
        all: &mut Vec<Keep>,
    ) -> io::Result<()> {
        let known = self.known(files)?;
        for (file, sha256) in known.into_iter().filter(|(file, _)| file.is_below(from)) {
            // Without its bytes there is nothing to say of it.
            let Some(bytes) = left(files, sha256)? else { continue };
            if let Some(there) = to.and_then(|to| file.moved(from, to)) {
                all.push(Keep { file: there, bytes: bytes.clone(), why: Why::Saved });
            }
            all.push(Keep { file, bytes, why: Why::Removed });
        }
        match to {
            Some(to) if from.is_below(&fixed(TRASH)) => back(files, from, to, all),
            _ => Ok(()),
        }
    }

    /// Thins this machine's lines; not while some of anybody's lie only in the cloud, which may name what would go.
    pub(crate) fn thin(&mut self, files: &dyn Vfs) -> io::Result<()> {
        let Lines { all, more } = shelf::lines(files, Reach::Here)?;
        if more {
            return Ok(());
        }
        let mut own = shelf::lines_of(files, &self.machine, Reach::Here)?.all;
        own.sort_by_key(|version| version.at);
        let mut stays = thin::by_age(&own);
        thin::by_size(&own, &all, &shelf::sizes(files)?, MAX_BYTES, &mut stays);
        shelf::strike(files, &self.machine, &own, &stays, &(self.unique)())
    }

    /// The bytes at `here` when they are `former` and not the last version of `file` already.
    fn unknown(
        &mut self,
        files: &dyn Vfs,
        file: &RelPath,
        here: &RelPath,
        former: Sha256,
    ) -> io::Result<Option<Vec<u8>>> {
        let known = self.latest(files)?.get(file);
        if known.is_some_and(|(known, _)| *known == former)
            && files.stat(&shelf::object(former)).is_ok()
        {
            return Ok(None);
        }
        // Where something else stands, the change will be refused for it, or makes it itself on the way.
        match files.stat(here) {
            Ok(stat) if stat.kind == EntryKind::File => {}
            Err(error) if error.kind() != ErrorKind::NotFound => return Err(error),
            _ => return Ok(None),
        }
        let bytes = read_whole(files, here, u64::MAX - 1)?;
        Ok((Sha256::of(&bytes) == former).then_some(bytes))
    }
}

/// Texts that come out of the trash at `from`, as they will lie below `to`: no other program has put them there.
fn back(files: &dyn Vfs, from: &RelPath, to: &RelPath, all: &mut Vec<Keep>) -> io::Result<()> {
    let mut found = Vec::new();
    match files.stat(from) {
        Ok(stat) if stat.kind == EntryKind::Folder => files_below(files, from, &mut found)?,
        Ok(_) => found.push(from.clone()),
        // The change will be refused for it.
        Err(error) if error.kind() == ErrorKind::NotFound => {}
        Err(error) => return Err(error),
    }
    for path in found {
        let there = path.moved(from, to).filter(|there| role(there).is_text());
        if let Some(file) = there {
            let bytes = read_whole(files, &path, u64::MAX - 1)?;
            all.push(Keep { file, bytes, why: Why::Saved });
        }
    }
    Ok(())
}

/// Where `path` lies before these steps are done.
fn path_before(steps: &[Step], path: &RelPath) -> RelPath {
    steps.iter().rev().fold(path.clone(), |path, step| match step {
        Step::Move { from, to, .. } => path.moved(to, from).unwrap_or(path),
        _ => path,
    })
}

/// The id of the artifact whose header this is; `None` for any other file, and where it has none.
pub(crate) fn artifact_of(file: &RelPath, bytes: &[u8]) -> Option<String> {
    if role(file) != Role::ArtifactHeader {
        return None;
    }
    let header = header::read_artifact(str::from_utf8(bytes).ok()?).value?;
    Some(header.id.to_string())
}
