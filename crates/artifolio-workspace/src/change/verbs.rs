//! Changes that a person asks for, built from what was read. Every one is proved before it is handed out: the new text
//! reads as the old one with just that edit.

use artifolio_core::artifact::Artifact;
use artifolio_core::check::waiver;
use artifolio_core::criterion::{Attached, CriterionEntry, CriterionHeader, Role};
use artifolio_core::finding::{Finding, Subject};
use artifolio_core::header::{self, Edit, EditError, FaultKind, HeaderFault, ToValue as _};
use artifolio_core::message::Catalogue;
use artifolio_core::path::RelPath;
use artifolio_core::portfolio::{Settings, Waived};
use artifolio_core::settings_edit::{
    Setting, SettingsEdit, edit_settings, new_settings, read_settings, waived_entry,
};
use artifolio_core::source::{Vfs, read_whole};
use chrono::NaiveDate;

use super::{Change, Step};
use crate::durable::{Expect, Sha256};
use crate::error::VerbError;
use crate::layout::{ARTIFACTS, CRITERIA, SETTINGS, fixed};
use crate::read::{MAX_TEXT_FILE, Reading};

/// The files of a new portfolio, for an empty folder. `words` says in which language its comments are.
#[must_use]
pub fn new_portfolio(settings: &Settings, words: &Catalogue) -> Change {
    let bytes = new_settings(settings, words).into_bytes();
    let write = Step::Write { path: fixed(SETTINGS), expect: Expect::Absent, bytes };
    let folders = [ARTIFACTS, CRITERIA].map(|name| Step::CreateFolder { path: fixed(name) });
    Change { label: "new", steps: [write].into_iter().chain(folders).collect() }
}

/// Attaches artifacts to a criterion, in the order given, behind those that are attached. One that is attached already
/// keeps its place and its pin and gets the role. `criterion` is a key, a shown code or a number.
///
/// # Errors
/// [`VerbError::UnknownCriterion`], [`VerbError::UnknownArtifact`], or when the entry's file cannot be edited.
pub fn attach(
    files: &dyn Vfs,
    reading: &Reading,
    criterion: &str,
    artifacts: &[String],
    role: Role,
) -> Result<Change, VerbError> {
    let entry = entry(reading, criterion)?;
    let mut header = entry.header.clone();
    let mut edits = Vec::new();
    for id in artifacts {
        let id = artifact(reading, id)?.header.id.clone();
        match header.artifacts.iter_mut().enumerate().find(|(_, attached)| attached.id == id) {
            Some((i, attached)) => {
                attached.role = role;
                let path = vec!["artifacts".into(), i.into(), "role".into()];
                edits.push(match role {
                    Role::Main => Edit::Remove { path },
                    Role::Supporting => Edit::Set { path, value: role.value() },
                });
            }
            None => {
                let attached = Attached { id, role, pin: None };
                let path = vec!["artifacts".into()];
                edits.push(Edit::Push { path, value: attached.value() });
                header.artifacts.push(attached);
            }
        }
    }
    edit_entry(files, entry, "attach", &edits, &header)
}

/// Takes artifacts off a criterion; one that is not attached is no error, nor one that does not exist any more.
///
/// # Errors
/// [`VerbError::UnknownCriterion`], or when the entry's file cannot be edited.
pub fn detach(
    files: &dyn Vfs,
    reading: &Reading,
    criterion: &str,
    artifacts: &[String],
) -> Result<Change, VerbError> {
    let entry = entry(reading, criterion)?;
    let mut header = entry.header.clone();
    let goes = |attached: &Attached| artifacts.iter().any(|id| attached.id.as_str() == id);
    let places = header.artifacts.iter().enumerate().filter(|(_, a)| goes(a)).map(|(i, _)| i);
    let edits: Vec<Edit> =
        places.rev().map(|i| Edit::Remove { path: vec!["artifacts".into(), i.into()] }).collect();
    header.artifacts.retain(|attached| !goes(attached));
    edit_entry(files, entry, "detach", &edits, &header)
}

/// Replaces the contextualization of a criterion (or the reflection). The header stays; where there is none yet, the
/// edition that the text is written for is recorded.
///
/// # Errors
/// [`VerbError::UnknownCriterion`], or when the file cannot be read.
pub fn set_criterion_text(
    files: &dyn Vfs,
    reading: &Reading,
    criterion: &str,
    text: &str,
) -> Result<Change, VerbError> {
    let entry = entry(reading, criterion)?;
    let current = current(files, &entry.file)?;
    let old = current.as_ref().map_or("", |(text, _)| text);
    if header::read_criterion(old).body != entry.text {
        return Err(VerbError::Changed(entry.file.clone()));
    }
    let new = match &current {
        Some(_) => header::with_body(old, text),
        None => {
            let edition = Some(reading.profile.edition.clone());
            header::render(&CriterionHeader { edition, ..CriterionHeader::default() }, text)
        }
    };
    Ok(Change { label: "text", steps: write(&entry.file, current, new) })
}

/// Edits the header of an artifact.
///
/// # Errors
/// [`VerbError::UnknownArtifact`]; [`VerbError::BadValue`] when a new value has the wrong shape;
/// [`VerbError::NotEditable`].
pub fn edit_artifact(
    files: &dyn Vfs,
    reading: &Reading,
    id: &str,
    edits: &[Edit],
) -> Result<Change, VerbError> {
    let (file, current) = artifact_file(files, artifact(reading, id)?)?;
    let new = edited(&file, &current.0, edits)?;
    let (before, after) = (header::read_artifact(&current.0), header::read_artifact(&new));
    if let Some(fault) = after.faults.into_iter().find(|fault| !has(&before.faults, fault)) {
        let key = fault.key.unwrap_or_default();
        return Err(VerbError::BadValue { key, kind: fault.kind });
    }
    Ok(Change { label: "artifact", steps: write(&file, Some(current), new) })
}

/// Marks a finding "checked, doesn't apply". It replaces an earlier mark on the same finding.
///
/// # Errors
/// [`VerbError::NoReason`]; [`VerbError::CannotWaive`] for what makes a package unreadable;
/// [`VerbError::NotEditable`].
pub fn waive(
    files: &dyn Vfs,
    reading: &Reading,
    finding: &Finding,
    reason: &str,
    on: NaiveDate,
) -> Result<Change, VerbError> {
    let reason = reason.trim();
    if reason.is_empty() {
        return Err(VerbError::NoReason);
    }
    let mark = waiver::mark(finding, &reading.portfolio, reason, on)
        .ok_or_else(|| VerbError::CannotWaive(finding.rule.to_owned()))?;
    let settings = &reading.portfolio.settings;
    let mut edits = removals(settings, finding.rule, &finding.subject);
    edits.push(SettingsEdit::Push { list: "waived".into(), entry: waived_entry(&mark) });
    let mut expected = without(settings, finding.rule, &finding.subject);
    expected.waived.push(mark);
    edit_portfolio(files, reading, "waive", &edits, &expected)
}

/// Takes the mark off a finding.
///
/// # Errors
/// [`VerbError::NotWaived`] when there is none; [`VerbError::NotEditable`].
pub fn unwaive(
    files: &dyn Vfs,
    reading: &Reading,
    rule: &str,
    subject: &Subject,
) -> Result<Change, VerbError> {
    let settings = &reading.portfolio.settings;
    let edits = removals(settings, rule, subject);
    if edits.is_empty() {
        return Err(VerbError::NotWaived(rule.to_owned()));
    }
    edit_portfolio(files, reading, "unwaive", &edits, &without(settings, rule, subject))
}

/// Sets the date that a bundle carries; `None` takes it away.
///
/// # Errors
/// [`VerbError::NotEditable`].
pub fn set_prepared_on(
    files: &dyn Vfs,
    reading: &Reading,
    date: Option<NaiveDate>,
) -> Result<Change, VerbError> {
    let key = "prepared_on".to_owned();
    let edit = match date {
        Some(date) => SettingsEdit::Set { key, value: Setting::Date(date) },
        None => SettingsEdit::Remove { key },
    };
    let expected = Settings { prepared_on: date, ..reading.portfolio.settings.clone() };
    edit_portfolio(files, reading, "prepared-on", &[edit], &expected)
}

fn is_on(waived: &Waived, rule: &str, subject: &Subject) -> bool {
    waived.rule == rule
        && (waived.kind, &waived.id, &waived.file, &waived.field)
            == (subject.kind, &subject.id, &subject.file, &subject.field)
}

/// Edits that take away the marks on a finding, the last first so that places stay right.
fn removals(settings: &Settings, rule: &str, subject: &Subject) -> Vec<SettingsEdit> {
    let marks = settings.waived.iter().enumerate().filter(|(_, w)| is_on(w, rule, subject));
    marks.rev().map(|(at, _)| SettingsEdit::Drop { list: "waived".into(), at }).collect()
}

fn without(settings: &Settings, rule: &str, subject: &Subject) -> Settings {
    let mut settings = settings.clone();
    settings.waived.retain(|waived| !is_on(waived, rule, subject));
    settings
}

/// The artifact with this id.
pub(super) fn artifact<'r>(reading: &'r Reading, id: &str) -> Result<&'r Artifact, VerbError> {
    reading.portfolio.artifact(id).ok_or_else(|| VerbError::UnknownArtifact(id.to_owned()))
}

/// Its file as it is now, which says what was read.
pub(super) fn artifact_file(
    files: &dyn Vfs,
    artifact: &Artifact,
) -> Result<(RelPath, Text), VerbError> {
    let file = artifact.file();
    let current = existing(files, &file)?;
    if header::read_artifact(&current.0).value.as_ref() != Some(&artifact.header) {
        return Err(VerbError::Changed(file));
    }
    Ok((file, current))
}

fn entry<'r>(reading: &'r Reading, criterion: &str) -> Result<&'r CriterionEntry, VerbError> {
    let key = reading.profile.key_of(criterion);
    key.and_then(|key| reading.portfolio.criteria.get(key))
        .ok_or_else(|| VerbError::UnknownCriterion(criterion.to_owned()))
}

fn edit_entry(
    files: &dyn Vfs,
    entry: &CriterionEntry,
    label: &'static str,
    edits: &[Edit],
    expected: &CriterionHeader,
) -> Result<Change, VerbError> {
    let current = current(files, &entry.file)?;
    let old = current.as_ref().map_or("", |(text, _)| text);
    if header::read_criterion(old).value.unwrap_or_default() != entry.header {
        return Err(VerbError::Changed(entry.file.clone()));
    }
    let new = match &current {
        Some(_) => edited(&entry.file, old, edits)?,
        None if edits.is_empty() => String::new(),
        None => header::render(expected, ""),
    };
    // Items with a fault are read over, so that the places counted here may be others in the file.
    if header::read_criterion(&new).value.as_ref() != Some(expected) {
        return Err(by_hand(&entry.file));
    }
    Ok(Change { label, steps: write(&entry.file, current, new) })
}

fn edit_portfolio(
    files: &dyn Vfs,
    reading: &Reading,
    label: &'static str,
    edits: &[SettingsEdit],
    expected: &Settings,
) -> Result<Change, VerbError> {
    let file = fixed(SETTINGS);
    let current = existing(files, &file)?;
    if read_settings(&current.0).value.as_ref() != Some(&reading.portfolio.settings) {
        return Err(VerbError::Changed(file));
    }
    let new = edit_settings(&current.0, edits).map_err(|error| not_editable(&file, &error))?;
    if read_settings(&new).value.as_ref() != Some(expected) {
        return Err(by_hand(&file));
    }
    Ok(Change { label, steps: write(&file, Some(current), new) })
}

/// Edits a header of a file.
pub(super) fn edited(file: &RelPath, text: &str, edits: &[Edit]) -> Result<String, VerbError> {
    header::edit(text, edits).map_err(|error| not_editable(file, &error))
}

fn not_editable(file: &RelPath, error: &EditError) -> VerbError {
    let (reason, detail) = match error {
        EditError::Header(kind @ FaultKind::Syntax(said)) => (kind.code(), said.as_str()),
        EditError::Header(kind) => (kind.code(), ""),
        EditError::Duplicate(key) => ("duplicate", key.as_str()),
        EditError::ByHand(_) | EditError::NotThere(_) | EditError::WrongShape(_) => ("by-hand", ""),
    };
    VerbError::NotEditable { file: file.clone(), reason, detail: detail.to_owned() }
}

fn by_hand(file: &RelPath) -> VerbError {
    VerbError::NotEditable { file: file.clone(), reason: "by-hand", detail: String::new() }
}

fn has(faults: &[HeaderFault], fault: &HeaderFault) -> bool {
    faults.iter().any(|other| (&other.key, &other.kind) == (&fault.key, &fault.kind))
}

/// A text and its hash.
type Text = (String, Sha256);

/// The text of a file as it is now; `None` when there is none.
fn current(files: &dyn Vfs, file: &RelPath) -> Result<Option<Text>, VerbError> {
    let bytes = match read_whole(files, file, MAX_TEXT_FILE) {
        Ok(bytes) => bytes,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(None),
        Err(source) => return Err(VerbError::Unreadable { path: file.clone(), source }),
    };
    let hash = Sha256::of(&bytes);
    let text = String::from_utf8(bytes).map_err(|_| VerbError::NotEditable {
        file: file.clone(),
        reason: "not-utf8",
        detail: String::new(),
    })?;
    Ok(Some((text, hash)))
}

/// The same for a file that was read before.
pub(super) fn existing(files: &dyn Vfs, file: &RelPath) -> Result<Text, VerbError> {
    current(files, file)?.ok_or_else(|| VerbError::Unreadable {
        path: file.clone(),
        source: std::io::ErrorKind::NotFound.into(),
    })
}

/// The step that writes a text; none when nothing would change.
pub(super) fn write(file: &RelPath, old: Option<Text>, new: String) -> Vec<Step> {
    let (old, expect) = match old {
        Some((text, hash)) => (text, Expect::Sha256(hash)),
        None => (String::new(), Expect::Absent),
    };
    if old == new {
        return Vec::new();
    }
    vec![Step::Write { path: file.clone(), expect, bytes: new.into_bytes() }]
}

#[cfg(test)]
mod tests;
