//! Changes of `portfolio.toml`: who, which programme, dates, and findings marked "checked, doesn't apply".

use artifolio_core::check::waiver;
use artifolio_core::finding::{Finding, Subject};
use artifolio_core::message::Catalogue;
use artifolio_core::portfolio::{Extension, Settings, Waived};
use artifolio_core::settings_edit::{
    Setting, SettingsEdit, edit_settings, extension_entry, new_settings, read_settings,
    waived_entry,
};
use artifolio_core::source::Vfs;
use chrono::NaiveDate;

use super::{by_hand, existing, not_editable, write};
use crate::change::{Change, Step};
use crate::durable::Expect;
use crate::error::VerbError;
use crate::layout::{ARTIFACTS, CRITERIA, SETTINGS, fixed};
use crate::read::Reading;

/// The files of a new portfolio, for an empty folder. `words` says in which language its comments are.
#[must_use]
pub fn new_portfolio(settings: &Settings, words: &Catalogue) -> Change {
    let bytes = new_settings(settings, words).into_bytes();
    let write = Step::Write { path: fixed(SETTINGS), expect: Expect::Absent, bytes };
    let folders = [ARTIFACTS, CRITERIA].map(|name| Step::CreateFolder { path: fixed(name) });
    Change { label: "new", steps: [write].into_iter().chain(folders).collect() }
}

/// Changes the settings to what `change` makes of them: names, role, programme, dates. Lists (extensions, marks) have
/// verbs of their own.
///
/// # Errors
/// [`VerbError::NotEditable`], also when a list was changed.
pub fn set_settings(
    files: &dyn Vfs,
    reading: &Reading,
    change: impl FnOnce(&mut Settings),
) -> Result<Change, VerbError> {
    let old = &reading.portfolio.settings;
    let mut new = old.clone();
    change(&mut new);
    let (before, after) = (values(old), values(&new));
    let changed = before.into_iter().zip(after).filter(|(before, after)| before != after);
    let edits: Vec<SettingsEdit> = changed
        .map(|(_, (key, value))| match value {
            Some(value) => SettingsEdit::Set { key: key.to_owned(), value },
            None => SettingsEdit::Remove { key: key.to_owned() },
        })
        .collect();
    edit_portfolio(files, reading, "settings", &edits, &new)
}

/// What the learner may set, by key. A date that is not said is absent; a text is written even when it is empty, since
/// some have a default that is not.
fn values(settings: &Settings) -> [(&'static str, Option<Setting>); 15] {
    let text = |text: &String| Some(Setting::Text(text.clone()));
    let date = |date: Option<NaiveDate>| date.map(Setting::Date);
    [
        ("name", text(&settings.name)),
        ("family_name", text(&settings.family_name)),
        ("title", text(&settings.title)),
        ("role", text(&settings.role)),
        ("classroom", Some(Setting::Truth(settings.classroom))),
        ("students", text(&settings.students)),
        ("learners", text(&settings.learners)),
        ("language", text(&settings.language)),
        ("profile", text(&settings.profile)),
        ("prepared_on", date(settings.prepared_on)),
        ("dates.course_end", date(settings.dates.course_end)),
        ("dates.own_completion", date(settings.dates.own_completion)),
        ("dates.official_due", date(settings.dates.official_due)),
        ("statement.own_work", Some(Setting::Truth(settings.statement.own_work))),
        ("statement.ai_help", text(&settings.statement.ai_help)),
    ]
}

/// Replaces the list of extensions. Those that both lists begin with stay as they are written.
///
/// # Errors
/// [`VerbError::NotEditable`].
pub fn set_extensions(
    files: &dyn Vfs,
    reading: &Reading,
    extensions: Vec<Extension>,
) -> Result<Change, VerbError> {
    const LIST: &str = "dates.extensions";
    let mut expected = reading.portfolio.settings.clone();
    let old = std::mem::replace(&mut expected.dates.extensions, extensions);
    let new = &expected.dates.extensions;
    let same = old.iter().zip(new).take_while(|(old, new)| old == new).count();
    let drops = (same..old.len()).rev();
    let mut edits: Vec<SettingsEdit> =
        drops.map(|at| SettingsEdit::Drop { list: LIST.to_owned(), at }).collect();
    let pushed = new[same..].iter().map(extension_entry);
    edits.extend(pushed.map(|entry| SettingsEdit::Push { list: LIST.to_owned(), entry }));
    edit_portfolio(files, reading, "settings", &edits, &expected)
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
