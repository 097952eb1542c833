//! `backup`: the whole workspace, verbatim, for the candidate alone.

use std::collections::BTreeMap;
use std::io;

use artifolio_core::path::RelPath;
use artifolio_core::portfolio::Settings;
use artifolio_core::progress::Progress;
use artifolio_core::source::{Entry, EntryKind, Vfs, is_ignored};
use chrono::NaiveDate;

use crate::error::PackError;
use crate::escape::Escaper;
use crate::naming;
use crate::package::{Kind, Payload, Plan, Written};
use crate::start_here::{self, Start};
use crate::words::Words;

/// Where the workspace lies below `data/`.
pub(crate) const WORKSPACE: &str = "workspace";

/// Longest name, longest path and deepest path in a zip that every file system and reader can hold, in bytes and parts;
/// of the path some is left for the folders above the workspace, which is a part itself.
const MAX_NAME: usize = 255;
const MAX_PATH: usize = 900;
const MAX_DEPTH: usize = 61;

/// A backup that lies in its place, verified.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Backup {
    /// SHA-256 of the zip, hex.
    pub sha256: String,
    /// Files in the zip.
    pub files: u64,
    /// Bytes of the zip.
    pub bytes: u64,
    /// What is not in it, by its name: links and special files, names that cannot be a path or are too long.
    pub skipped: Vec<String>,
}

/// Writes the backup of a workspace as `name` in `out`.
///
/// # Errors
/// [`PackError`]; then no file of this run stays, and a file that stood in the place stands there unchanged. Only where
/// the disk does not confirm the last step, the new name, the new file is whole and in its place.
pub fn backup(
    source: &dyn Vfs,
    settings: &Settings,
    out: &dyn Vfs,
    name: &RelPath,
    date: NaiveDate,
    app: &str,
    progress: &dyn Progress,
) -> Result<Backup, PackError> {
    let unread = |(path, source)| PackError::Read { path, source };
    let mut walk = Walk::through(source).map_err(unread)?;
    walk.skipped.sort();
    let words = Words::of(&settings.language);
    let heading = match settings.name.trim() {
        "" => words.say("backup_unnamed"),
        name => words.with("backup_of", &[("name", name)]),
    };
    let start = Start {
        language: words.language(),
        heading: heading.clone(),
        paragraphs: vec![words.say("backup_private"), words.say("backup_restore")],
        link: None,
        draft: false,
    };
    let plan = Plan {
        kind: Kind::Backup,
        top: naming::backup_folder(&naming::family(&settings.family_name), date),
        date,
        contact: &settings.name,
        description: heading,
        app,
        payload: walk.payload,
        start_here: start_here::page(&start, &words),
    };
    let Written { sha256, files, bytes } = plan.write(source, out, name, progress)?;
    Ok(Backup { sha256, files, bytes, skipped: walk.skipped })
}

/// What of a workspace belongs into a backup.
pub(crate) struct Walk<'a> {
    source: &'a dyn Vfs,
    payload: BTreeMap<String, Payload>,
    skipped: Vec<String>,
}

impl<'a> Walk<'a> {
    /// Looks through a workspace.
    ///
    /// # Errors
    /// The folder that cannot be listed, and what the operating system says.
    pub(crate) fn through(source: &'a dyn Vfs) -> Result<Self, (RelPath, io::Error)> {
        let mut walk = Self { source, payload: BTreeMap::new(), skipped: vec![] };
        walk.folder(&RelPath::root(), WORKSPACE)?;
        Ok(walk)
    }

    /// The files that belong into it.
    pub(crate) fn files(&self) -> impl Iterator<Item = &RelPath> {
        self.payload.values().filter_map(|payload| match payload {
            Payload::AsItIs { from, .. } => Some(from),
            _ => None,
        })
    }

    /// Takes in a folder. `into` is its place below `data/`.
    fn folder(&mut self, folder: &RelPath, into: &str) -> Result<(), (RelPath, io::Error)> {
        let listing = self.source.list(folder).map_err(|source| (folder.clone(), source))?;
        let within = |name: &str| match folder.as_str() {
            "" => name.to_owned(),
            folder => format!("{folder}/{name}"),
        };
        self.skipped.extend(listing.odd.iter().map(|name| within(name)));
        let mut entries = listing.entries;
        // The order decides which of two twins keeps its name.
        entries.sort_by(|a, b| a.path.cmp(&b.path));
        let mut names = Escaper::default();
        for Entry { path, stat } in entries.into_iter().filter(|e| !is_ignored(e.path.name())) {
            let name = names.escape(path.name());
            let place = format!("{into}/{name}");
            let too_long = name.len() > MAX_NAME
                || place.len() > MAX_PATH
                || place.split('/').count() > MAX_DEPTH;
            match stat.kind {
                EntryKind::File if !too_long => {
                    self.payload.insert(place, Payload::AsItIs { from: path, seen: stat });
                }
                EntryKind::Folder if !too_long => self.folder(&path, &place)?,
                _ => self.skipped.push(path.to_string()),
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests;
