//! The package out of its zip: written below a long path and judged again as a folder.

use std::io::Write as _;

use artifolio_core::finding::{Finding, Severity, Subject};
use artifolio_core::path::RelPath;
use artifolio_core::progress::Progress;
use artifolio_core::source::empty_own;
use artifolio_verify::{Verdict, verify};

use super::{Run, Step, finding, unread};
use crate::error::RestoreError;
use crate::package::CHUNK;
use crate::restore::Bundle;

/// Letters of one folder of the long path, and how many folders: with what lies below, more than the 260 characters that
/// older programs on Windows take.
const FOLDER: usize = 90;
const FOLDERS: usize = 3;

/// Unpacks, judges, and takes it away again.
pub(super) fn step(
    run: &mut Run<'_>,
    bundle: &mut Bundle,
    writing: &dyn Progress,
    judging: &dyn Progress,
) -> Result<(), RestoreError> {
    let folder = "rehearsal-".repeat(FOLDER / 10);
    let deep = RelPath::parse(&vec![folder; FOLDERS].join("/")).expect("plain names are a path");
    let scratch = run.stage.scratch;
    let longest = unpack(run, bundle, &deep, writing)?;
    let top = run.verdict.top_folder.as_deref().unwrap_or_default();
    let bag = deep.join(top).unwrap_or_else(|_| deep.clone());
    let again = verify(scratch, &bag, judging).map_err(unread)?;
    let (new, complete) = differing(run, &again);
    let mut new: Vec<Finding> = new.into_iter().map(|about| differs(run, about)).collect();
    if new.is_empty() && complete && counts(&again) != counts(run.verdict) {
        new.push(differs(run, Subject::bundle()));
    }
    let own: Vec<Severity> = new.iter().map(|finding| finding.severity).collect();
    run.findings.extend(new);
    run.ends(Step::Unpacked, &own, &[("files", again.files), ("longest", longest as u64)]);
    empty_own(scratch, &RelPath::root())
        .map_err(|source| RestoreError::Write { path: RelPath::root(), source })
}

fn differs(run: &Run<'_>, about: Subject) -> Finding {
    finding("rehearsal-unpacked-differs", Severity::Required, about, run.name)
}

fn counts(verdict: &Verdict) -> (u64, u64) {
    (verdict.files, verdict.bytes)
}

/// What is wrong in the folder and was not in the zip, each once; and whether every file could be read from the zip: what
/// could not lies in the folder cut off.
fn differing(run: &Run<'_>, again: &Verdict) -> (Vec<Subject>, bool) {
    let before = &run.verdict.findings;
    let cut = |about: &Subject| {
        before.iter().any(|told| told.subject == *about && told.rule.starts_with("bundle-data-"))
    };
    let known = |own: &Finding| {
        before.iter().any(|told| told.rule == own.rule && told.subject == own.subject)
    };
    let mut new: Vec<Subject> = Vec::new();
    for own in again.findings.iter().filter(|own| own.severity == Severity::Required) {
        if !known(own) && !cut(&own.subject) && !new.contains(&own.subject) {
            new.push(own.subject.clone());
        }
    }
    (new, !before.iter().any(|told| told.rule.starts_with("bundle-data-")))
}

/// Writes every file; gives the length of the longest path below the scratch folder, in characters.
fn unpack(
    run: &Run<'_>,
    bundle: &mut Bundle,
    deep: &RelPath,
    progress: &dyn Progress,
) -> Result<usize, RestoreError> {
    let entries: Vec<(RelPath, u64)> =
        bundle.package().entries().map(|(path, size)| (path.clone(), size)).collect();
    let total = entries.iter().map(|(_, size)| size).sum();
    let (mut done, mut longest) = (0, 0);
    let mut chunk = vec![0; CHUNK];
    for (path, _) in &entries {
        let to = deep.join(path.as_str()).expect("a path below a folder is a path");
        let failed = |source| RestoreError::Write { path: path.clone(), source };
        run.stage.scratch.create_folder(&to.parent()).map_err(failed)?;
        let mut file = run.stage.scratch.create_new(&to).map_err(failed)?;
        // What cannot be read to its end stays short, and is told by the judge of the folder as by that of the zip.
        let Ok(mut reader) = bundle.package().read(path) else { continue };
        while let Ok(got @ 1..) = std::io::Read::read(&mut reader, &mut chunk) {
            file.write_all(&chunk[..got]).map_err(failed)?;
            done += got as u64;
            if progress.advance(done, total).is_break() {
                return Err(RestoreError::Cancelled);
            }
        }
        longest = longest.max(to.as_str().chars().count());
    }
    Ok(longest)
}
