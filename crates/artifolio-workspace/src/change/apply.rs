//! Applying a change, all or none, and rolling back one that was cut off.

use std::io::{self, ErrorKind, Write};

use artifolio_core::path::RelPath;
use artifolio_core::progress::Progress;
use artifolio_core::source::{EntryKind, Vfs, read_whole};

use super::journal::{Journal, Record};
use super::pour::{Spilt, Told};
use super::undo::{Back, Undo, make_folder, remove_if_empty, rename};
use super::{Change, Outside, Step};
use crate::Unique;
use crate::durable::{Expect, Sha256, WriteError, current, durable_write};
use crate::error::ChangeError;
use crate::layout;

/// What a change is applied to.
pub(crate) struct Ground<'w> {
    pub(crate) files: &'w dyn Vfs,
    pub(crate) journal: &'w Journal,
    pub(crate) unique: &'w Unique,
}

impl Ground<'_> {
    /// Applies a change; the change that takes it back.
    pub(crate) fn apply(
        &self,
        change: Change,
        progress: &dyn Progress,
    ) -> Result<Change, ChangeError> {
        if self.journal.is_pending().map_err(ChangeError::Journal)? {
            roll_back(self.files, self.journal).map_err(ChangeError::Journal)?;
        }
        let steps: Vec<Step> =
            change.steps.into_iter().map(|step| self.without_remove(step)).collect();
        let whole_by_itself = match &steps[..] {
            [step] => self.missing_folders(step)?.is_empty(),
            steps => steps.is_empty(),
        };
        let total = steps.iter().map(Step::size).sum();
        let mut run = Run {
            ground: self,
            journal: (!whole_by_itself).then_some(self.journal),
            begun: Vec::new(),
            inverse: Vec::new(),
            told: Told::new(progress, total),
        };
        if let Some(journal) = run.journal {
            journal.begin().map_err(ChangeError::Journal)?;
        }
        let outcome = steps.into_iter().try_for_each(|step| run.step(step)).and_then(|()| {
            run.journal.map_or(Ok(()), Journal::close).map_err(ChangeError::Journal)
        });
        match outcome {
            Ok(()) => {
                run.inverse.reverse();
                Ok(Change { label: change.label, steps: run.inverse })
            }
            Err(error) => Err(run.back_out(error)),
        }
    }

    /// What is removed lies in the trash under the path it had, each time in a folder of its own.
    fn without_remove(&self, step: Step) -> Step {
        match step {
            Step::Remove { path, expect } => {
                let to = layout::fixed(&format!("{}/{}/{path}", layout::TRASH, (self.unique)()));
                Step::Move { from: path, to, expect }
            }
            other => other,
        }
    }

    /// Folders that a step needs and that are not there, outermost first.
    fn missing_folders(&self, step: &Step) -> Result<Vec<RelPath>, ChangeError> {
        let mut missing = Vec::new();
        let mut folder = match step {
            Step::Write { path, .. } | Step::CreateFolder { path } => path.parent(),
            Step::Import { to, .. } | Step::Move { to, .. } => to.parent(),
            Step::Remove { .. } | Step::RemoveFolder { .. } => return Ok(missing),
        };
        while folder != RelPath::root() {
            match self.files.stat(&folder) {
                Ok(stat) if stat.kind == EntryKind::Folder => break,
                Ok(_) => return Err(ChangeError::Occupied(folder)),
                Err(error) if error.kind() == ErrorKind::NotFound => {}
                Err(source) => return Err(ChangeError::Io { path: folder, source }),
            }
            missing.push(folder.clone());
            folder = folder.parent();
        }
        missing.reverse();
        Ok(missing)
    }
}

/// Takes an unfinished change back; the files that were left as they are because somebody has changed them since.
pub(crate) fn roll_back(files: &dyn Vfs, journal: &Journal) -> io::Result<Vec<RelPath>> {
    let mut kept = Vec::new();
    for Record { number, undo, old } in journal.records()? {
        if undo.back(files, old.as_deref())? == Back::Kept {
            kept.push(undo.subject().clone());
        }
        journal.forget(number)?;
    }
    journal.close()?;
    Ok(kept)
}

/// One change on its way.
struct Run<'w> {
    ground: &'w Ground<'w>,
    journal: Option<&'w Journal>,
    begun: Vec<(Undo, Option<Vec<u8>>)>,
    inverse: Vec<Step>,
    told: Told<'w>,
}

impl Run<'_> {
    fn step(&mut self, step: Step) -> Result<(), ChangeError> {
        for folder in self.ground.missing_folders(&step)? {
            self.create_folder(folder)?;
        }
        match step {
            Step::Write { path, expect, bytes } => self.write(path, expect, &bytes),
            Step::Import { from, to } => self.import(&from, to),
            Step::Move { from, to, expect } => self.rename(from, to, expect),
            Step::CreateFolder { path } => match self.kind(&path)? {
                Some(EntryKind::Folder) => Ok(()),
                Some(_) => Err(ChangeError::Occupied(path)),
                None => self.create_folder(path),
            },
            Step::RemoveFolder { path } => self.remove_folder(path),
            Step::Remove { .. } => unreachable!("a removal is a move to the trash by now"),
        }
    }

    fn write(&mut self, path: RelPath, expect: Expect, bytes: &[u8]) -> Result<(), ChangeError> {
        let old = match self.kind(&path)? {
            None => None,
            Some(EntryKind::File) => Some(
                read_whole(self.ground.files, &path, u64::MAX - 1)
                    .map_err(|source| ChangeError::Io { path: path.clone(), source })?,
            ),
            Some(_) => return Err(ChangeError::Occupied(path)),
        };
        let found = old.as_deref().map(Sha256::of);
        if found != expect.hash() {
            return Err(WriteError::Conflict { path, found }.into());
        }
        let new = Sha256::of(bytes);
        self.inverse.push(match &old {
            Some(old) => {
                Step::Write { path: path.clone(), expect: Expect::Sha256(new), bytes: old.clone() }
            }
            None => Step::Remove { path: path.clone(), expect: Some(new) },
        });
        let temporary = self.about_to_write(&path, new, old)?;
        durable_write(self.ground.files, &path, &temporary, expect, |out| {
            out.write_all(bytes).map_err(|source| ChangeError::Io { path: path.clone(), source })
        })
    }

    fn import(&mut self, from: &Outside, to: RelPath) -> Result<(), ChangeError> {
        if self.kind(&to)?.is_some() {
            return Err(ChangeError::Occupied(to));
        }
        self.inverse.push(Step::Remove { path: to.clone(), expect: Some(from.sha256) });
        let temporary = self.about_to_write(&to, from.sha256, None)?;
        let told = &mut self.told;
        durable_write(self.ground.files, &to, &temporary, Expect::Absent, |out| {
            copy(from, out, &to, told)
        })
    }

    fn about_to_write(
        &mut self,
        path: &RelPath,
        new: Sha256,
        old: Option<Vec<u8>>,
    ) -> Result<RelPath, ChangeError> {
        let temporary = layout::temporary(path, &(self.ground.unique)());
        let undo = Undo::Written {
            path: path.clone(),
            temporary: temporary.clone(),
            new,
            old: old.as_deref().map(Sha256::of),
        };
        self.about_to(undo, old)?;
        Ok(temporary)
    }

    fn rename(
        &mut self,
        from: RelPath,
        to: RelPath,
        expect: Option<Sha256>,
    ) -> Result<(), ChangeError> {
        if self.kind(&from)?.is_none() {
            return Err(ChangeError::Missing(from));
        }
        if expect.is_some() {
            let found = current(self.ground.files, &from)
                .map_err(|source| ChangeError::Io { path: from.clone(), source })?;
            if found != expect {
                return Err(ChangeError::Conflict(from));
            }
        }
        if self.kind(&to)?.is_some() {
            return Err(ChangeError::Occupied(to));
        }
        self.about_to(Undo::Moved { from: from.clone(), to: to.clone() }, None)?;
        rename(self.ground.files, &from, &to)
            .map_err(|source| ChangeError::Io { path: from.clone(), source })?;
        self.inverse.push(Step::Move { from: to, to: from, expect });
        Ok(())
    }

    fn create_folder(&mut self, path: RelPath) -> Result<(), ChangeError> {
        self.about_to(Undo::FolderMade(path.clone()), None)?;
        make_folder(self.ground.files, &path)
            .map_err(|source| ChangeError::Io { path: path.clone(), source })?;
        self.inverse.push(Step::RemoveFolder { path });
        Ok(())
    }

    fn remove_folder(&mut self, path: RelPath) -> Result<(), ChangeError> {
        if self.kind(&path)? != Some(EntryKind::Folder) {
            return Ok(());
        }
        self.about_to(Undo::FolderRemoved(path.clone()), None)?;
        let removed = remove_if_empty(self.ground.files, &path)
            .map_err(|source| ChangeError::Io { path: path.clone(), source })?;
        if removed {
            self.inverse.push(Step::CreateFolder { path });
        }
        Ok(())
    }

    fn about_to(&mut self, undo: Undo, old: Option<Vec<u8>>) -> Result<(), ChangeError> {
        if let Some(journal) = self.journal {
            journal
                .record(self.begun.len() + 1, &undo, old.as_deref())
                .map_err(ChangeError::Journal)?;
        }
        self.begun.push((undo, old));
        Ok(())
    }

    fn kind(&self, path: &RelPath) -> Result<Option<EntryKind>, ChangeError> {
        match self.ground.files.stat(path) {
            Ok(stat) => Ok(Some(stat.kind)),
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
            Err(source) => Err(ChangeError::Io { path: path.clone(), source }),
        }
    }

    /// Takes everything back after `cause`; the error to tell.
    fn back_out(mut self, cause: ChangeError) -> ChangeError {
        let mut kept = Vec::new();
        let mut failed_itself = true;
        while let Some((undo, old)) = self.begun.pop() {
            match undo.back(self.ground.files, old.as_deref()) {
                // Of the step that failed nothing was done: what differs there was never ours.
                Ok(Back::Kept) if !failed_itself => kept.push(undo.subject().clone()),
                Ok(_) => {}
                Err(_) => {
                    // The journal has the rest: the next change, or the next opening, tries again.
                    kept.push(undo.subject().clone());
                    kept.extend(self.begun.iter().map(|(undo, _)| undo.subject().clone()));
                    return ChangeError::NotTakenBack { files: kept, cause: Box::new(cause) };
                }
            }
            failed_itself = false;
            // A journal that fails now is no reason to leave a file half changed; its records do no harm twice.
            self.journal =
                self.journal.filter(|journal| journal.forget(self.begun.len() + 1).is_ok());
        }
        if let Some(journal) = self.journal {
            let _ = journal.close();
        }
        if kept.is_empty() {
            cause
        } else {
            ChangeError::NotTakenBack { files: kept, cause: Box::new(cause) }
        }
    }
}

fn copy(
    from: &Outside,
    out: &mut dyn Write,
    to: &RelPath,
    told: &mut Told<'_>,
) -> Result<(), ChangeError> {
    let unreadable = |source| ChangeError::SourceUnreadable { path: from.path.clone(), source };
    let mut file = from.open().map_err(unreadable)?;
    let hash = told.pour(&mut file, out).map_err(|spilt| match spilt {
        Spilt::Read(source) => unreadable(source),
        Spilt::Write(source) => ChangeError::Io { path: to.clone(), source },
        Spilt::Stopped => ChangeError::Cancelled,
    })?;
    if hash == from.sha256 { Ok(()) } else { Err(ChangeError::SourceChanged(from.path.clone())) }
}

impl Step {
    fn size(&self) -> u64 {
        if let Self::Import { from, .. } = self { from.size } else { 0 }
    }
}
