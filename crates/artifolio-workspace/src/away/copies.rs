//! Copies that sync services make of a file which was changed in two places, grouped with their originals.

use std::collections::BTreeSet;

use artifolio_core::conflict_copy::{Original, Service, original};
use artifolio_core::header::{self, EditError, Open, Reading as Header, ToValue, Value};
use artifolio_core::merge::{Piece, put_together};
use artifolio_core::path::RelPath;
use artifolio_core::source::{Vfs, read_whole};

use crate::change::verbs::{by_hand, not_editable};
use crate::change::{Change, Step};
use crate::durable::{Expect, Sha256};
use crate::error::VerbError;
use crate::hashes::Hashes;
use crate::layout::{Role, role};
use crate::read::MAX_TEXT_FILE;
use crate::scan::Scan;

use super::instead;

/// One copy.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Copy {
    /// Where it lies.
    pub path: RelPath,
    /// The file it is a copy of, beside it.
    pub original: RelPath,
    /// Whose it is, as far as its name tells.
    pub service: Service,
    /// Its bytes.
    pub sha256: Sha256,
    /// The bytes of the original, as they were looked at.
    pub of_original: Sha256,
    /// What can be done with it.
    pub way: Way,
    /// In which keys both differ, for [`Way::Instead`].
    pub differs: Vec<String>,
}

/// What can be done with a copy.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Way {
    /// It has the bytes of the original: it can go.
    Same,
    /// Both can be put together, and nothing of either is missing then.
    Merge,
    /// Both say something else in one place: somebody has to choose.
    Choose,
    /// Settings, of which one can take the place of the other.
    Instead,
    /// It is no text, or cannot be read: both stay until somebody has looked at them.
    Beside,
}

/// The copies among these files. One that is `listed` is nobody's left-over copy, whatever it is called.
pub(super) fn copies(
    files: &dyn Vfs,
    hashes: &Hashes,
    scan: &Scan,
    listed: &BTreeSet<RelPath>,
) -> Vec<Copy> {
    let copy = |path: &RelPath| -> Option<Copy> {
        let beside = |name: &str| path.parent().join(name).ok();
        let lies_there =
            |name: &str| beside(name).is_some_and(|path| scan.files.contains_key(&path));
        let Original { name, service, is_sure } = original(path.name(), &lies_there)?;
        let original = beside(&name)?;
        let [one, other] = [scan.files.get(path)?, scan.files.get(&original)?];
        if one.stat.cloud_only || other.stat.cloud_only {
            return None;
        }
        let is_known = is_sure || role(&original).is_text();
        let alike = one.stat.size == other.stat.size;
        // To hash every `photo 2.jpg` would take long, and only one of the same size can be the same.
        if !(is_known || alike) {
            return None;
        }
        let [sha256, of_original] =
            [path, &original].map(|path| hashes.of(files, path).ok().flatten());
        let same = sha256 == of_original;
        if !(is_known || same) {
            return None;
        }
        let (way, differs) =
            if same { (Way::Same, Vec::new()) } else { way(files, path, &original) };
        let (path, of_original) = (path.clone(), of_original?);
        Some(Copy { path, original, service, sha256: sha256?, of_original, way, differs })
    };
    scan.files.keys().filter(|path| !listed.contains(*path)).filter_map(copy).collect()
}

/// What can be done with a copy that has other bytes, and the keys in which both differ where one can take the place of
/// the other.
fn way(files: &dyn Vfs, copy: &RelPath, original: &RelPath) -> (Way, Vec<String>) {
    let way = match role(original) {
        Role::Criterion(_) | Role::ArtifactHeader => match two(files, copy, original, &[]) {
            Ok(two) if two.apart.agreed().is_some() => Way::Merge,
            Ok(_) => Way::Choose,
            // One of the two cannot be read: both have to be looked at.
            Err(_) => Way::Beside,
        },
        Role::Settings | Role::Profile | Role::Plan => {
            match instead::differs(files, copy, original) {
                Some(keys) => return (Way::Instead, keys),
                None => Way::Beside,
            }
        }
        Role::InArtifact(_) | Role::Other => Way::Beside,
    };
    (way, Vec::new())
}

/// Where a copy and its original say two things; the original's is "mine".
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Apart {
    /// What both headers say differently.
    pub header: Vec<Open>,
    /// The bodies, in pieces of which some need a choice.
    pub body: Vec<Piece>,
}

impl Apart {
    /// The body, where nothing has to be chosen.
    fn agreed(&self) -> Option<String> {
        let text = |piece: &Piece| match piece {
            Piece::Agreed { text } => Some(text.clone()),
            Piece::Both { .. } => None,
        };
        self.body.iter().map(text).collect::<Option<String>>().filter(|_| self.header.is_empty())
    }
}

/// What somebody has chosen.
#[derive(Debug, Clone, Copy)]
pub struct Chosen<'a> {
    /// The body.
    pub body: &'a str,
    /// The keys of [`Apart::header`] that are as the copy has them; the others stay.
    pub header: &'a [String],
}

/// Where a copy and its original say two things.
///
/// # Errors
/// When one of the two cannot be read.
pub fn apart(files: &dyn Vfs, copy: &Copy) -> Result<Apart, VerbError> {
    Ok(two(files, &copy.path, &copy.original, &[])?.apart)
}

/// Builds the change that puts a copy and its original together, as it is chosen or as both agree, and moves the copy to
/// the trash.
///
/// # Errors
/// [`VerbError::NotEditable`] where the header cannot be edited, or where somebody has to choose and has not.
pub fn merge_copy(
    files: &dyn Vfs,
    copy: &Copy,
    chosen: Option<Chosen<'_>>,
) -> Result<Change, VerbError> {
    let header = chosen.map_or(&[][..], |chosen| chosen.header);
    let two = two(files, &copy.path, &copy.original, header)?;
    if Sha256::of(two.original.as_bytes()) != copy.of_original {
        return Err(VerbError::Changed(copy.original.clone()));
    }
    let body = match chosen {
        Some(chosen) => chosen.body.to_owned(),
        None => two.apart.agreed().ok_or_else(|| by_hand(&copy.original))?,
    };
    let text = header::with_body(&two.headed, &body);
    let mut change = remove_copy(copy);
    if text != two.original {
        let expect = Expect::Sha256(copy.of_original);
        let path = copy.original.clone();
        change.steps.insert(0, Step::Write { path, expect, bytes: text.into_bytes() });
    }
    Ok(change)
}

/// Builds the change that moves a copy to the trash.
#[must_use]
pub fn remove_copy(copy: &Copy) -> Change {
    let step = Step::Remove { path: copy.path.clone(), expect: Some(copy.sha256) };
    Change { label: "merge-copy", steps: vec![step] }
}

/// A copy and its original, put together as far as that goes.
struct Two {
    /// The original, as it is.
    original: String,
    /// The original with the header of both.
    headed: String,
    apart: Apart,
}

/// Reads both; of what the headers say differently, `chosen` keys are as the copy has them.
fn two(
    files: &dyn Vfs,
    copy: &RelPath,
    original: &RelPath,
    chosen: &[String],
) -> Result<Two, VerbError> {
    let read = |path: &RelPath| {
        let bytes = read_whole(files, path, MAX_TEXT_FILE);
        let bytes = bytes.map_err(|source| VerbError::Unreadable { path: path.clone(), source })?;
        String::from_utf8(bytes).map_err(|_| by_hand(path))
    };
    let (mine, theirs) = (read(original)?, read(copy)?);
    if role(original) == Role::ArtifactHeader {
        let headers = [header::read_artifact(&mine), header::read_artifact(&theirs)];
        joined(original, mine, headers, chosen)
    } else {
        let headers = [header::read_criterion(&mine), header::read_criterion(&theirs)];
        joined(original, mine, headers, chosen)
    }
}

fn joined<H: ToValue>(
    path: &RelPath,
    original: String,
    [mine, theirs]: [Header<H>; 2],
    chosen: &[String],
) -> Result<Two, VerbError> {
    let (Some(own), Some(other)) = (mine.value, theirs.value) else {
        return Err(by_hand(path));
    };
    let (own, other) = (own.value(), other.value());
    let merged = header::merge(&Value::Map(Vec::new()), &own, &other, chosen);
    let edits = header::difference(&own, &merged.value);
    let headed =
        header::edit(&original, &edits).map_err(|error: EditError| not_editable(path, &error))?;
    let apart = Apart { header: merged.open, body: put_together(&mine.body, &theirs.body) };
    Ok(Two { original, headed, apart })
}
