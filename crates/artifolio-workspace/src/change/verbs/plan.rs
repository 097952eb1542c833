//! Changes of `plan.toml`, and of the shelf for the programme's own documents.

use artifolio_core::header::{EditError, FaultKind};
use artifolio_core::path::RelPath;
use artifolio_core::plan::course::{moved, moves_by};
use artifolio_core::plan::{Plan, edit_plan, read_plan};
use artifolio_core::source::{Entry, EntryKind, Vfs};
use chrono::NaiveDate;

use super::settings::set_settings;
use super::{current, not_editable, write};
use crate::change::import::{Names, Source, join};
use crate::change::{Change, Step};
use crate::error::VerbError;
use crate::layout::{PLAN, PROGRAMME, fixed, is_ignored};
use crate::read::Reading;

/// Changes the plan to what `change` makes of it.
///
/// # Errors
/// [`VerbError::NotEditable`]; [`VerbError::Changed`] when the file says something else than was read.
pub fn set_plan(
    files: &dyn Vfs,
    reading: &Reading,
    change: impl FnOnce(&mut Plan),
) -> Result<Change, VerbError> {
    let old = &reading.portfolio.plan;
    let mut new = old.clone();
    change(&mut new);
    let file = fixed(PLAN);
    let current = current(files, &file)?;
    let text = current.as_ref().map_or("", |(text, _)| text);
    let unread = |error: toml::de::Error| {
        let fault = FaultKind::Syntax(error.message().to_owned());
        not_editable(&file, &EditError::Header(fault))
    };
    if read_plan(text).map_err(unread)? != *old {
        return Err(VerbError::Changed(file));
    }
    let edited = edit_plan(text, old, &new).map_err(|error| not_editable(&file, &error))?;
    Ok(Change { label: "plan", steps: write(&file, current, edited) })
}

/// Gives the course another first day. Where it moves by that ([`moves_by`]), so does every day that was written for a step, and
/// the cohort's end.
///
/// # Errors
/// As of [`set_plan`], for `portfolio.toml` too.
pub fn set_course_start(
    files: &dyn Vfs,
    reading: &Reading,
    start: Option<NaiveDate>,
) -> Result<Change, VerbError> {
    let days = moves_by(&reading.portfolio, &reading.profile, start);
    let mut change = set_plan(files, reading, |plan| *plan = plan.starting(start, days))?;
    let end = reading.portfolio.settings.dates.course_end.filter(|_| days != 0);
    if let Some(end) = end.and_then(|end| moved(end, days)) {
        let settings = set_settings(files, reading, |s| s.dates.course_end = Some(end))?;
        change.steps.extend(settings.steps);
    }
    Ok(change)
}

/// Puts copies of files on the shelf for the programme's documents, under their names or free ones.
///
/// # Errors
/// When the folder cannot be looked at.
pub fn shelve(files: &dyn Vfs, sources: &[Source]) -> Result<Change, VerbError> {
    let shelf = fixed(PROGRAMME);
    let mut names = Names::within(files, &shelf);
    let step = |source: &Source| {
        let to = join(&shelf, names.free(&fixed(source.name.name()))?.as_str());
        Ok(Step::Import { from: source.file.clone(), to })
    };
    let steps = sources.iter().map(step).collect::<Result<_, VerbError>>()?;
    Ok(Change { label: "shelf", steps })
}

/// Puts a document of the shelf into the trash. A result that it proved has no proof then.
///
/// # Errors
/// [`VerbError::NoDocument`]; as of [`set_plan`].
pub fn remove_document(
    files: &dyn Vfs,
    reading: &Reading,
    path: &RelPath,
) -> Result<Change, VerbError> {
    if !documents(files).iter().any(|document| document.path == *path) {
        return Err(VerbError::NoDocument(path.clone()));
    }
    let mut change = set_plan(files, reading, |plan| {
        let proof = &mut plan.course.result.proof;
        if proof.as_ref() == Some(path) {
            *proof = None;
        }
    })?;
    change.steps.push(Step::Remove { path: path.clone(), expect: None });
    Ok(Change { label: "shelf", ..change })
}

/// The documents on the shelf, by path; none where the shelf cannot be looked at.
#[must_use]
pub fn documents(files: &dyn Vfs) -> Vec<Entry> {
    let listing = files.list(&fixed(PROGRAMME)).map(|listing| listing.entries).unwrap_or_default();
    let is_document = |e: &Entry| e.stat.kind == EntryKind::File && !is_ignored(e.path.name());
    let mut documents: Vec<Entry> = listing.into_iter().filter(is_document).collect();
    documents.sort_by(|a, b| a.path.cmp(&b.path));
    documents
}
