//! A folder of loose files becomes a portfolio: what lies in one subfolder is one artifact, what lies beside them is an
//! artifact for each name without its extension. Files are moved inside the folder, and one undo moves them back.

use std::collections::BTreeMap;

use artifolio_core::artifact::{ArtifactHeader, Evidence};
use artifolio_core::header;
use artifolio_core::id::Id;
use artifolio_core::message::Catalogue;
use artifolio_core::path::RelPath;
use artifolio_core::portable::fold;
use artifolio_core::portfolio::Settings;
use artifolio_core::progress::Progress;
use artifolio_core::source::{Entry, Vfs};

use super::import::{Names, Taken, blank_header, hash, item, join, names_in, split};
use super::pour::Told;
use super::verbs::new_portfolio;
use super::{Change, Step};
use crate::durable::Expect;
use crate::error::VerbError;
use crate::layout::{ARTIFACT_FILE, ARTIFACTS, fixed};
use crate::scan::{Scan, scan};

/// Most artifacts that are made at once. A portfolio hands in 14: somebody who dropped a folder with more than these
/// has dropped the wrong one.
const MOST_GROUPS: usize = 60;
/// Most files that are moved at once.
const MOST_FILES: usize = 2000;

/// What a loose folder holds, as it would become artifacts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Loose {
    /// One for each artifact, in the order of their numbers.
    pub groups: Vec<Group>,
    /// Folders that would be empty afterwards, the innermost first.
    emptied: Vec<RelPath>,
}

/// Files that become one artifact.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Group {
    /// Its title: the name of the folder or of the file.
    pub title: String,
    /// Its files.
    pub files: Vec<Entry>,
    /// Folders above what its files are called in the artifact.
    depth: usize,
}

impl Group {
    /// Bytes of its files.
    #[must_use]
    pub fn bytes(&self) -> u64 {
        self.files.iter().map(|file| file.stat.size).sum()
    }
}

impl Loose {
    /// How many files it has.
    #[must_use]
    pub fn files(&self) -> usize {
        self.groups.iter().map(|group| group.files.len()).sum()
    }

    /// Whether it is too much to be one portfolio.
    #[must_use]
    pub fn is_too_much(&self) -> bool {
        self.groups.len() > MOST_GROUPS || self.files() > MOST_FILES
    }
}

/// Looks at a folder. Links, and what is ignored everywhere, stay where they are.
#[must_use]
pub fn look(files: &dyn Vfs) -> Loose {
    let Scan { files, folders, .. } = scan(files);
    let mut groups: BTreeMap<(usize, String), Group> = BTreeMap::new();
    for (path, entry) in files {
        let parts: Vec<&str> = path.parts().collect();
        // A folder that is called as ours holds artifacts already.
        let depth = match parts[..] {
            [_] => 0,
            [first, _, _, ..] if fold(first) == ARTIFACTS => 2,
            _ => 1,
        };
        let name = if depth == 0 { split(parts[0]).0 } else { parts[depth - 1] };
        let group = groups.entry((depth, fold(name))).or_insert_with(|| Group {
            title: name.replace('_', " "),
            files: Vec::new(),
            depth,
        });
        group.files.push(entry);
    }
    let mut emptied: Vec<RelPath> = folders.into_keys().collect();
    emptied.reverse();
    // By name, as the folder shows them; those that lie loose come last.
    let mut groups: Vec<Group> = groups.into_values().collect();
    groups.sort_by_key(|group| (group.depth == 0, fold(&group.title)));
    Loose { groups, emptied }
}

/// Builds the change that makes the folder a portfolio with these settings, every group an artifact. Every file is read
/// once, for its hash; `progress` is told of the bytes.
///
/// # Errors
/// [`VerbError::TooMuch`], [`VerbError::Cancelled`], or a file that cannot be read.
pub fn adopt(
    files: &dyn Vfs,
    settings: &Settings,
    words: &Catalogue,
    progress: &dyn Progress,
) -> Result<Change, VerbError> {
    let loose = look(files);
    if loose.is_too_much() {
        return Err(VerbError::TooMuch(loose.files()));
    }
    let mut told = Told::new(progress, loose.groups.iter().map(Group::bytes).sum());
    let mut steps = new_portfolio(settings, words).steps;
    let mut taken = names_in(files, &fixed(ARTIFACTS))?;
    for (group, number) in loose.groups.iter().zip(1..) {
        steps.extend(artifact(files, group, number, &mut taken, &mut told)?);
    }
    let ours = fixed(ARTIFACTS);
    let emptied = loose.emptied.into_iter().filter(|path| *path != ours);
    steps.extend(emptied.map(|path| Step::RemoveFolder { path }));
    Ok(Change { label: "adopt", steps })
}

fn artifact(
    files: &dyn Vfs,
    group: &Group,
    number: u32,
    taken: &mut Taken,
    told: &mut Told<'_>,
) -> Result<Vec<Step>, VerbError> {
    let id = Id::from_title(&group.title, "artifact", &|id| taken.contains_key(id));
    taken.insert(id.to_string(), (id.to_string(), true));
    let folder = fixed(&format!("{ARTIFACTS}/{id}"));
    let mut names = Names::within(files, &folder);
    let mut header =
        ArtifactHeader { number: Some(number), title: group.title.clone(), ..blank_header(&id) };
    let mut steps = Vec::new();
    for Entry { path, stat } in &group.files {
        let below = path.parts().skip(group.depth).collect::<Vec<_>>().join("/");
        let within = names.free(&fixed(&below))?;
        // What lies only in the cloud is moved as it is: reading it would download it.
        let hash = if stat.cloud_only { None } else { Some(hash(files, path, path, told)?) };
        let to = join(&folder, within.as_str());
        steps.push(Step::Move { from: path.clone(), to, expect: hash });
        let used = |id: &str| header.evidence.iter().any(|other| other.id.as_str() == id);
        let id = Id::from_title(split(within.name()).0, "evidence", &used);
        let sha256 = hash.map(|hash| hash.to_string());
        header.evidence.push(Evidence { file: Some(within), sha256, ..item(id) });
    }
    let bytes = header::render(&header, "").into_bytes();
    let path = join(&folder, ARTIFACT_FILE);
    steps.push(Step::Write { path, expect: Expect::Absent, bytes });
    Ok(steps)
}

#[cfg(test)]
mod tests;
