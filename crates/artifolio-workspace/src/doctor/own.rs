//! What is ours and not the learner's: a change half done, temporary files, trash, history, the index, what lies in the
//! data folder.

use artifolio_core::finding::Subject;
use artifolio_core::path::RelPath;
use artifolio_core::source::{EntryKind, Vfs};
use chrono::{DateTime, Utc};

use super::{
    Diagnosis, Does, HALF_DONE, HISTORY_LOST, HISTORY_UNNAMED, INDEX, KEPT_ASIDE, LENT, Mend, Rule,
    TEMPORARY, TRASH_EMPTY, Unlooked,
};
use crate::aside::{Place, left_aside};
use crate::change::Step;
use crate::data_dir::DataDir;
use crate::error::{VerbError, WorkspaceError};
use crate::history;
use crate::index::{Condition, condition};
use crate::layout::{HISTORY, TRASH, fixed};
use crate::leftovers::left;
use crate::machine::left_lent;
use crate::scan::listed;
use crate::trash;
use crate::workspace::Workspace;

/// A change that a program which died left half done.
pub(super) fn half_done(
    workspace: &Workspace,
    data: &DataDir,
) -> Result<Option<Diagnosis>, WorkspaceError> {
    let files = workspace.half_done(data).map_err(WorkspaceError::DataFolder)?;
    if files.is_empty() {
        return Ok(None);
    }
    let files: Vec<&str> = files.iter().map(RelPath::as_str).collect();
    let params = [("files", files.join(", "))];
    let mend = Mend::new("mend_roll_back", &params, Does::RollBack).by_itself_if(true);
    let finding = HALF_DONE.finding(Subject::portfolio()).with("files", &params[0].1);
    Ok(Some(Diagnosis { finding, mends: vec![mend] }))
}

/// What lies in the portfolio's folder and is no part of the portfolio.
pub(super) fn below(files: &dyn Vfs, now: DateTime<Utc>) -> Result<Vec<Diagnosis>, VerbError> {
    let unreadable =
        |place: &'static str| move |source| VerbError::Unreadable { path: fixed(place), source };
    let mut all = Vec::new();
    for path in left(files, now).map_err(unreadable(HISTORY))? {
        let finding = TEMPORARY.finding(Subject::file(path.as_str())).with("file", &path);
        let params = [("file", path.to_string())];
        let mend = Mend::new("mend_clear", &params, Does::Clear(vec![path])).by_itself_if(true);
        all.push(Diagnosis { finding, mends: vec![mend] });
    }
    let mut steps = Vec::new();
    let empty = trash::empty(files).map_err(unreadable(TRASH))?;
    for folder in &empty {
        emptied(files, folder, &mut steps).map_err(unreadable(TRASH))?;
    }
    if !empty.is_empty() {
        let mend = counted("mend_trash_empty", empty.len(), Does::Steps(steps));
        let mends = vec![mend.by_itself_if(true)];
        all.push(Diagnosis { mends, ..told(TRASH_EMPTY, empty.len()) });
    }
    let (lost, unnamed) = history::gaps(files).map_err(unreadable(HISTORY))?;
    all.extend((lost > 0).then(|| told(HISTORY_LOST, lost)));
    all.extend((unnamed > 0).then(|| told(HISTORY_UNNAMED, unnamed)));
    Ok(all)
}

/// Removes a folder that holds nothing but folders, the innermost first.
fn emptied(files: &dyn Vfs, folder: &RelPath, steps: &mut Vec<Step>) -> std::io::Result<()> {
    for entry in listed(files, folder)? {
        if entry.stat.kind == EntryKind::Folder {
            emptied(files, &entry.path, steps)?;
        }
    }
    steps.push(Step::RemoveFolder { path: folder.clone() });
    Ok(())
}

/// What lies in the data folder: the index, words that were not saved, files that were lent.
pub(super) fn on_machine(
    workspace: &Workspace,
    data: &DataDir,
    now: DateTime<Utc>,
) -> Result<Vec<Diagnosis>, Unlooked> {
    let mut all = Vec::new();
    let place = data.index_file(workspace.id(), workspace.root());
    let condition = condition(&place, &**workspace.files())?;
    if !matches!(condition, Condition::Current | Condition::Open) {
        let finding = INDEX.finding(Subject::portfolio()).with("reason", condition.code());
        let mend = Mend::new("mend_index", &[], Does::Index).by_itself_if(true);
        all.push(Diagnosis { finding, mends: vec![mend] });
    }
    let aside = left_aside(data, &Place::of(workspace)).len();
    all.extend((aside > 0).then(|| told(KEPT_ASIDE, aside)));
    let lent = left_lent(data, now);
    if !lent.is_empty() {
        let count = lent.len();
        let mend = counted("mend_lent", count, Does::TakeBack(lent)).by_itself_if(true);
        all.push(Diagnosis { mends: vec![mend], ..told(LENT, count) });
    }
    Ok(all)
}

fn told(rule: Rule, count: usize) -> Diagnosis {
    let finding = rule.finding(Subject::portfolio()).with("count", count);
    Diagnosis { finding, mends: Vec::new() }
}

fn counted(says: &'static str, count: usize, does: Does) -> Mend {
    Mend::new(says, &[("count", count.to_string())], does)
}
