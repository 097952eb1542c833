//! Importing: files from outside become evidence of a new artifact or of one that is there.

use std::collections::BTreeMap;
use std::io::{self, ErrorKind};
use std::path::PathBuf;
use std::sync::Arc;

use artifolio_core::artifact::{ArtifactHeader, Evidence};
use artifolio_core::header::{self, Edit, ToValue as _};
use artifolio_core::id::Id;
use artifolio_core::path::RelPath;
use artifolio_core::portable::{fold, portable_name};
use artifolio_core::progress::Progress;
use artifolio_core::source::{Entry, EntryKind, Vfs};

use super::pour::{Spilt, Told};
use super::verbs::{artifact, artifact_file, edited, write};
use super::{Change, Content, Outside, Step};
use crate::disk::DiskFs;
use crate::durable::Sha256;
use crate::error::VerbError;
use crate::layout::{ARTIFACT_FILE, ARTIFACTS, fixed, is_ignored};
use crate::read::Reading;
use crate::scan::scan;

/// A file to import.
#[derive(Debug, Clone)]
pub struct Source {
    /// The file.
    pub file: Outside,
    /// The name it had, with the folders it had below the folder that was named, if one was.
    pub name: RelPath,
}

/// What an import will do.
#[derive(Debug, Clone)]
pub struct Import {
    /// To be applied.
    pub change: Change,
    /// The artifact, new or not.
    pub artifact: Id,
    /// The new files, below the workspace, in the order of the sources.
    pub added: Vec<RelPath>,
}

/// Looks at files and folders of the disk that a person named: what is to be imported, and a title for it. Of a folder
/// come all its files but those that are ignored everywhere; links inside it are not followed. Every file is read once,
/// for its hash; `progress` is told of the bytes.
///
/// # Errors
/// [`VerbError::NotImportable`], [`VerbError::NothingToImport`], [`VerbError::Cancelled`], or a file that cannot be read.
pub fn sources(
    named: &[PathBuf],
    progress: &dyn Progress,
) -> Result<(Vec<Source>, String), VerbError> {
    let mut found = Vec::new();
    let mut titles = Vec::new();
    for path in named {
        let not_importable = |_| VerbError::NotImportable(path.clone());
        let said = path.file_name().map_or(String::new(), |n| n.to_string_lossy().into_owned());
        let (around, name) = DiskFs::around_source(path).map_err(not_importable)?;
        let stat = around.stat(&name).map_err(not_importable)?;
        match stat.kind {
            EntryKind::File if !is_ignored(&said) => {
                let given = RelPath::parse(&said).unwrap_or_else(|_| name.clone());
                found.push(Found {
                    vfs: Arc::new(around),
                    path: name,
                    name: given,
                    size: stat.size,
                });
                titles.push(split(&said).0.to_owned());
            }
            EntryKind::Folder => {
                let vfs: Arc<dyn Vfs> = Arc::new(DiskFs::open(path).map_err(not_importable)?);
                found.extend(scan(&*vfs).files.into_values().map(|Entry { path, stat }| Found {
                    vfs: Arc::clone(&vfs),
                    name: path.clone(),
                    path,
                    size: stat.size,
                }));
                titles.push(said);
            }
            _ => return Err(VerbError::NotImportable(path.clone())),
        }
    }
    let mut told = Told::new(progress, found.iter().map(|found| found.size).sum());
    let sources: Vec<Source> =
        found.into_iter().map(|found| found.hashed(&mut told)).collect::<Result<_, _>>()?;
    match titles.first() {
        Some(title) if !sources.is_empty() => Ok((sources, title.replace('_', " "))),
        _ => Err(VerbError::NothingToImport),
    }
}

/// A file that was found but not read yet.
struct Found {
    vfs: Arc<dyn Vfs>,
    path: RelPath,
    name: RelPath,
    size: u64,
}

impl Found {
    fn hashed(self, told: &mut Told<'_>) -> Result<Source, VerbError> {
        let Self { vfs, path, name, size } = self;
        let sha256 = hash(&*vfs, &path, &name, told)?;
        Ok(Source { file: Outside { vfs, path, size, sha256, content: Content::Whole }, name })
    }
}

/// The hash of the file at `path`, which a person knows as `said`.
pub(super) fn hash(
    files: &dyn Vfs,
    path: &RelPath,
    said: &RelPath,
    told: &mut Told<'_>,
) -> Result<Sha256, VerbError> {
    let poured = match files.open(path) {
        Ok(mut file) => told.pour(&mut file, &mut io::sink()),
        Err(error) => Err(Spilt::Read(error)),
    };
    poured.map_err(|spilt| match spilt {
        Spilt::Read(source) | Spilt::Write(source) => {
            VerbError::Unreadable { path: said.clone(), source }
        }
        Spilt::Stopped => VerbError::Cancelled,
    })
}

/// Copies files in as evidence of the artifact with this id, or of a new one with the next number and this title. Names
/// are made portable and never meet a file that is there, not even where capitals do not count.
///
/// # Errors
/// [`VerbError::UnknownArtifact`], [`VerbError::NothingToImport`], or when the artifact's header cannot be edited.
pub fn import_files(
    files: &dyn Vfs,
    reading: &Reading,
    sources: &[Source],
    into: Option<&str>,
    title: &str,
) -> Result<Import, VerbError> {
    if sources.is_empty() {
        return Err(VerbError::NothingToImport);
    }
    let old = into.map(|id| artifact(reading, id)).transpose()?;
    let (folder, mut header) = match old {
        Some(artifact) => (artifact.folder.clone(), artifact.header.clone()),
        None => new_header(files, reading, title)?,
    };
    let mut names = Names::within(files, &folder);
    let mut steps = Vec::new();
    let mut added = Vec::new();
    let listed = header.evidence.len();
    for Source { file, name } in sources {
        let within = names.free(name)?;
        let to = join(&folder, within.as_str());
        added.push(to.clone());
        steps.push(Step::Import { from: file.clone(), to });
        let taken = |id: &str| header.evidence.iter().any(|other| other.id.as_str() == id);
        let id = Id::from_title(split(within.name()).0, "evidence", &taken);
        let sha256 = Some(file.sha256.to_string());
        header.evidence.push(Evidence { file: Some(within), sha256, ..item(id) });
    }
    steps.extend(match old {
        Some(old) => {
            let path = || vec!["evidence".into()];
            let push = |item: &Evidence| Edit::Push { path: path(), value: item.value() };
            let edits: Vec<Edit> = header.evidence[listed..].iter().map(push).collect();
            let (file, current) = artifact_file(files, old)?;
            let new = edited(&file, &current.0, &edits)?;
            write(&file, Some(current), new)
        }
        None => write(&join(&folder, ARTIFACT_FILE), None, header::render(&header, "")),
    });
    Ok(Import { change: Change { label: "import", steps }, artifact: header.id, added })
}

/// Folder and header of a new artifact. The folder is called like the id, which no other folder is.
pub(super) fn new_header(
    files: &dyn Vfs,
    reading: &Reading,
    title: &str,
) -> Result<(RelPath, ArtifactHeader), VerbError> {
    let folders = names_in(files, &fixed(ARTIFACTS))?;
    let taken = |id: &str| reading.portfolio.artifact(id).is_some() || folders.contains_key(id);
    let id = Id::from_title(title, "artifact", &taken);
    let numbers = reading.portfolio.artifacts.iter().filter_map(|a| a.header.number);
    let header = ArtifactHeader {
        number: Some(numbers.max().unwrap_or(0) + 1),
        title: title.to_owned(),
        ..blank_header(&id)
    };
    Ok((fixed(&format!("{ARTIFACTS}/{id}")), header))
}

/// A header with nothing but an id.
pub(super) fn blank_header(id: &Id) -> ArtifactHeader {
    let least = header::read_artifact(&format!("---\nid: {id}\n---\n"));
    least.value.expect("an id is all a header needs")
}

/// An item of evidence with nothing but its id.
pub(super) fn item(id: Id) -> Evidence {
    Evidence {
        id,
        file: None,
        sha256: None,
        link: None,
        capture: None,
        viewable: None,
        poster: None,
        captions: None,
        transcript: None,
        caption: String::new(),
        alt: String::new(),
        decorative: false,
        checked: None,
    }
}

/// Names in one folder by what systems without capitals make of them, each with whether it is a folder.
pub(super) type Taken = BTreeMap<String, (String, bool)>;

pub(super) fn names_in(files: &dyn Vfs, folder: &RelPath) -> Result<Taken, VerbError> {
    let listing = match files.list(folder) {
        Ok(listing) => listing,
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(Taken::new()),
        Err(source) => return Err(VerbError::Unreadable { path: folder.clone(), source }),
    };
    let usable = listing.entries.into_iter().map(|entry| {
        let is_folder = entry.stat.kind == EntryKind::Folder;
        (entry.path.name().to_owned(), is_folder)
    });
    let odd = listing.odd.into_iter().map(|name| (name, false));
    Ok(usable.chain(odd).map(|(name, is_folder)| (fold(&name), (name, is_folder))).collect())
}

/// Names that are taken in an artifact's folder and the folders in it.
pub(super) struct Names<'a> {
    files: &'a dyn Vfs,
    folder: &'a RelPath,
    taken: BTreeMap<RelPath, Taken>,
}

impl<'a> Names<'a> {
    /// Of a folder, which need not be there.
    pub(super) fn within(files: &'a dyn Vfs, folder: &'a RelPath) -> Self {
        Self { files, folder, taken: BTreeMap::new() }
    }

    /// A free path below the artifact's folder, as near to `name` as can be. Folders that are there are used.
    pub(super) fn free(&mut self, name: &RelPath) -> Result<RelPath, VerbError> {
        let mut within = RelPath::root();
        let last = name.parts().count() - 1;
        for (i, part) in name.parts().enumerate() {
            let folder =
                if i == 0 { self.folder.clone() } else { join(self.folder, within.as_str()) };
            if !self.taken.contains_key(&folder) {
                let mut taken = names_in(self.files, &folder)?;
                if i == 0 {
                    taken.insert(ARTIFACT_FILE.to_owned(), (ARTIFACT_FILE.to_owned(), false));
                }
                self.taken.insert(folder.clone(), taken);
            }
            let taken = self.taken.entry(folder).or_default();
            within = join(&within, &free_name(taken, part, i < last));
        }
        Ok(within)
    }
}

/// Takes a name like `part` that is free, or that of the folder that is there.
fn free_name(taken: &mut Taken, part: &str, is_folder: bool) -> String {
    let name = portable_name(part);
    if let (true, Some((there, true))) = (is_folder, taken.get(&fold(&name))) {
        return there.clone();
    }
    let (stem, extension) = split(&name);
    let numbered = (2..).map(|n| format!("{stem} {n}{extension}"));
    let free = std::iter::once(name.clone())
        .chain(numbered)
        .find(|candidate| !taken.contains_key(&fold(candidate)))
        .expect("numbers do not end");
    taken.insert(fold(&free), (free.clone(), is_folder));
    free
}

/// A name before and from the dot of its extension.
pub(super) fn split(name: &str) -> (&str, &str) {
    match name.rfind('.') {
        Some(dot) if dot > 0 => name.split_at(dot),
        _ => (name, ""),
    }
}

pub(super) fn join(folder: &RelPath, name: &str) -> RelPath {
    folder.join(name).expect("portable names make a path")
}

#[cfg(test)]
mod tests;
