//! Folders that say they are one artifact, as a sync service leaves them that copies a whole folder. One of them is in the
//! portfolio.

use artifolio_core::check::reading::ID_DUPLICATE;
use artifolio_core::path::RelPath;
use artifolio_core::source::Vfs;

use crate::change::{Change, Step};
use crate::doctor;
use crate::error::VerbError;
use crate::hashes::Hashes;
use crate::layout::ARTIFACT_FILE;
use crate::read::Reading;
use crate::scan::Scan;

/// A folder that is left out, because another has its artifact's id.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Twin {
    /// The folder.
    pub folder: RelPath,
    /// The one that is in the portfolio.
    pub other: RelPath,
    /// Every file of it is in the other too, with the same bytes.
    pub same: bool,
    /// It is called as a copy of the other is.
    pub is_copy: bool,
}

/// All of them, as the reading found them.
pub(super) fn twins(files: &dyn Vfs, hashes: &Hashes, scan: &Scan, reading: &Reading) -> Vec<Twin> {
    let twice = reading.findings.iter().filter(|finding| finding.rule == ID_DUPLICATE);
    let twin = twice.filter_map(|finding| {
        let folder = |key| Some(RelPath::parse(finding.params.get(key)?).ok()?.parent());
        let (folder, other) = (folder("file")?, folder("other")?);
        let same = is_within(files, hashes, scan, [&folder, &other]);
        let is_copy = doctor::is_copy(folder.name(), other.name());
        Some(Twin { folder, other, same, is_copy })
    });
    twin.collect()
}

/// Whether every file of a folder lies in the other too. Sizes are compared first: to hash two films takes long.
fn is_within(
    files: &dyn Vfs,
    hashes: &Hashes,
    scan: &Scan,
    [folder, other]: [&RelPath; 2],
) -> bool {
    let pairs: Option<Vec<_>> = scan
        .files_below(folder)
        .map(|entry| {
            let twin = scan.files.get(&entry.path.moved(folder, other)?)?;
            let alike = entry.stat.size == twin.stat.size;
            let here = !entry.stat.cloud_only && !twin.stat.cloud_only;
            (alike && here).then_some((&entry.path, &twin.path))
        })
        .collect();
    let hash = |path| hashes.of(files, path).ok().flatten();
    let all_seen = !scan.unreadable.iter().any(|(unseen, _)| unseen.is_below(folder));
    let same = |(one, other)| hash(one).is_some_and(|sha256| hash(other) == Some(sha256));
    all_seen && pairs.is_some_and(|pairs| pairs.into_iter().all(same))
}

/// Builds the change that answers it: a folder of which nothing is missing goes to the trash, another becomes an artifact
/// of its own.
///
/// # Errors
/// As of the doctor's mend.
pub(super) fn apart(
    files: &dyn Vfs,
    reading: &Reading,
    twin: &Twin,
) -> Result<Option<Change>, VerbError> {
    if twin.same {
        let step = Step::Remove { path: twin.folder.clone(), expect: None };
        return Ok(Some(Change { label: "merge-copy", steps: vec![step] }));
    }
    let file = twin.folder.join(ARTIFACT_FILE).expect("a fixed name is a path");
    doctor::other_id(files, reading, &file)
}
