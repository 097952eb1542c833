//! From what the interface asks to a change of the workspace.

mod plan;

use std::path::PathBuf;

use artifolio_core::artifact::{Artifact, ArtifactHeader, Evidence, Person};
use artifolio_core::criterion::CriterionHeader;
use artifolio_core::finding::Subject;
use artifolio_core::path::RelPath;
use artifolio_core::portfolio::Settings;
use artifolio_workspace::change::import::{import_files, sources};
use artifolio_workspace::change::{Change, verbs};
use artifolio_workspace::error::VerbError;
use chrono::NaiveDate;

use crate::desk::Seen;
use crate::error::{Refusal, ShellError, boxed};
use crate::view::{
    ArtifactFields, CriterionFields, Edit, EvidenceFields, SettingsFields, TextOf, revision,
};

/// A change, and the id of the artifact it makes.
pub(crate) type Built = (Change, Option<String>);

/// Builds the change.
///
/// # Errors
/// When something it names is not there, or a file cannot be edited.
pub(crate) fn build(seen: &Seen, edit: &Edit) -> Result<Built, Refusal> {
    let (files, reading) = (&**seen.open.workspace.files(), &*seen.reading);
    let one = |artifact: String| [artifact];
    let change = match edit.clone() {
        Edit::Attach { criterion, artifact, role } => {
            verbs::attach(files, reading, &criterion, &one(artifact), role.into())
        }
        Edit::Detach { criterion, artifact } => {
            verbs::detach(files, reading, &criterion, &one(artifact))
        }
        Edit::Criterion { key, set, was } => {
            let now = reading.portfolio.criteria.get(&key).map(|entry| &entry.header);
            stands(now, |h| of_criterion(h, was), |h| of_criterion(h, set.clone()))?;
            verbs::set_entry(files, reading, &key, "criterion", |h| of_criterion(h, set))
        }
        Edit::NewArtifact { title, planned, link, text } => {
            let new = verbs::NewArtifact { title, planned, link, text };
            let (change, id) = verbs::new_artifact(files, reading, &new).map_err(boxed)?;
            return Ok((change, Some(id.to_string())));
        }
        Edit::Artifact { id, set, was } => {
            let before = people(was.people.as_deref().unwrap_or_default())?;
            let people = people(set.people.as_deref().unwrap_or_default())?;
            let now = reading.portfolio.artifact(&id).map(|artifact| &artifact.header);
            let wanted = |h: &mut ArtifactHeader| of_artifact(h, set.clone(), people.clone());
            stands(now, |h| of_artifact(h, was, before), wanted)?;
            verbs::set_artifact(files, reading, &id, "artifact", |h| of_artifact(h, set, people))
        }
        Edit::RemoveArtifact { id } => verbs::remove_artifact(files, reading, &id),
        Edit::Order { ids } => verbs::order(files, reading, &ids),
        Edit::AddLink { artifact, link } => verbs::add_link(files, reading, &artifact, &link),
        Edit::Evidence { artifact, id, set, was } => {
            let checked = set.checked.as_deref().map(date).transpose()?;
            let before = was.checked.as_deref().map(date).transpose()?;
            let item =
                |a: &'_ Artifact| a.header.evidence.iter().find(|e| e.id.as_str() == id).cloned();
            let now = reading.portfolio.artifact(&artifact).and_then(item);
            let wanted = |e: &mut Evidence| of_evidence(e, set.clone(), checked);
            stands(now.as_ref(), |e| of_evidence(e, was, before), wanted)?;
            let change = |e: &mut Evidence| of_evidence(e, set, checked);
            verbs::set_evidence(files, reading, &artifact, &id, change)
        }
        Edit::RemoveEvidence { artifact, id } => {
            verbs::remove_evidence(files, reading, &artifact, &id)
        }
        Edit::RemoveBeside { artifact, id, key } => {
            verbs::remove_beside(files, reading, &artifact, &id, &key)
        }
        Edit::ListFile { artifact, file } => {
            let path = RelPath::parse(&file).map_err(|_| boxed(ShellError::Gone))?;
            verbs::list_file(files, reading, &artifact, &path)
        }
        Edit::Waive { rule, subject, reason } => {
            let subject = Subject::from(subject);
            let mut all = seen.report.findings.iter();
            let finding = all.find(|f| f.rule == rule && f.subject == subject);
            let finding = finding.ok_or_else(|| boxed(ShellError::Gone))?;
            verbs::waive(files, reading, finding, &reason, seen.today)
        }
        Edit::Unwaive { rule, subject } => {
            verbs::unwaive(files, reading, &rule, &Subject::from(subject))
        }
        Edit::Settings { set, was } => {
            let (dates, before) = (Dates::of(&set)?, Dates::of(&was)?);
            let now = Some(&reading.portfolio.settings);
            let wanted = |s: &mut Settings| of_settings(s, set.clone(), dates);
            stands(now, |s| of_settings(s, was, before), wanted)?;
            verbs::set_settings(files, reading, |s| of_settings(s, set, dates))
        }
        Edit::Plan { set, was } => return Ok((plan::set(seen, &set, &was)?, None)),
        Edit::CourseStart { start, was } => {
            return Ok((plan::start(seen, &start, was.as_deref())?, None));
        }
        Edit::CourseStep { key, set, was } => {
            return Ok((plan::step(seen, &key, &set, &was)?, None));
        }
        Edit::RemoveCourseStep { key } => return Ok((plan::remove_step(seen, &key)?, None)),
        Edit::Extensions { extensions, was } => {
            return Ok((plan::extensions(seen, &extensions, &was)?, None));
        }
        Edit::RemoveDocument { path } => return Ok((plan::remove_document(seen, &path)?, None)),
    };
    change.map(|change| (change, None)).map_err(boxed)
}

/// Refuses to write over what another program wrote meanwhile: what stood there when the writer began (`was`) does not
/// stand there `now`, and neither does what they want.
fn stands<T: Clone + PartialEq>(
    now: Option<&T>,
    was: impl FnOnce(&mut T),
    wanted: impl FnOnce(&mut T),
) -> Result<(), Refusal> {
    // What is gone the verb itself refuses.
    let Some(now) = now else { return Ok(()) };
    let (mut begun, mut done) = (now.clone(), now.clone());
    was(&mut begun);
    wanted(&mut done);
    if begun == *now || done == *now { Ok(()) } else { Err(boxed(ShellError::FieldChanged)) }
}

/// Builds the change that replaces a text which still has the revision `base`.
///
/// # Errors
/// [`ShellError::TextChanged`] when it has another; nothing of either is lost.
pub(crate) fn text(seen: &Seen, of: &TextOf, new: &str, base: &str) -> Result<Built, Refusal> {
    if revision(text_there(seen, of)?) != base {
        return Err(boxed(ShellError::TextChanged));
    }
    text_over(seen, of, new)
}

/// The text that stands there. One whose file is there and cannot be read is not an empty one.
///
/// # Errors
/// [`ShellError::TextUnread`]; [`ShellError::Gone`] when there is no such criterion or artifact.
pub(crate) fn text_there<'s>(seen: &'s Seen, of: &TextOf) -> Result<&'s str, Refusal> {
    let portfolio = &seen.reading.portfolio;
    let file = match of {
        TextOf::Criterion { id } => portfolio.criteria.get(id).map(|entry| entry.file.clone()),
        TextOf::Artifact { id } => portfolio.artifact(id).map(Artifact::file),
    };
    if let Some(finding) = file.and_then(|file| seen.reading.unread(&file)) {
        let spoken = seen.speak(std::slice::from_ref(finding)).remove(0);
        return Err(boxed(ShellError::TextUnread(spoken.message)));
    }
    text_now(seen, of).ok_or_else(|| boxed(ShellError::Gone))
}

/// The text as it was read; `None` when there is no such criterion or artifact.
pub(crate) fn text_now<'s>(seen: &'s Seen, of: &TextOf) -> Option<&'s str> {
    let portfolio = &seen.reading.portfolio;
    match of {
        TextOf::Criterion { id } => portfolio.criteria.get(id).map(|e| e.text.as_str()),
        TextOf::Artifact { id } => portfolio.artifact(id).map(|a| a.reflection.as_str()),
    }
}

/// Builds the change that replaces a text, whatever stands there.
///
/// # Errors
/// When it is gone or the file cannot be edited.
pub(crate) fn text_over(seen: &Seen, of: &TextOf, new: &str) -> Result<Built, Refusal> {
    let (files, reading) = (&**seen.open.workspace.files(), &*seen.reading);
    let change = match of {
        TextOf::Criterion { id } => verbs::set_criterion_text(files, reading, id, new),
        TextOf::Artifact { id } => verbs::set_artifact_text(files, reading, id, new),
    };
    change.map(|change| (change, None)).map_err(boxed)
}

/// Builds the change that copies files in, as evidence of an artifact or of a new one.
///
/// # Errors
/// When a file cannot be read or the artifact cannot be edited.
pub(crate) fn import(seen: &Seen, from: &[PathBuf], into: Option<&str>) -> Result<Built, Refusal> {
    let (found, title) =
        sources(from, &artifolio_core::progress::Silent).map_err(boxed::<VerbError>)?;
    let files = &**seen.open.workspace.files();
    let import = import_files(files, &seen.reading, &found, into, &title).map_err(boxed)?;
    Ok((import.change, Some(import.artifact.to_string())))
}

fn of_criterion(header: &mut CriterionHeader, set: CriterionFields) {
    put(&mut header.status, set.status);
    put(&mut header.empty_on_purpose, set.empty_on_purpose);
    put(&mut header.self_score, set.self_score);
    put(&mut header.note, set.note);
    put(&mut header.checklist, set.checklist.map(|all| all.into_iter().map(Into::into).collect()));
}

fn of_artifact(header: &mut ArtifactHeader, set: ArtifactFields, people: Vec<Person>) {
    let some = |text: String| Some(text).filter(|t| !t.is_empty());
    put(&mut header.title, set.title);
    put(&mut header.state, set.state);
    put(&mut header.kind, set.kind);
    put(&mut header.made, set.made.map(some));
    put(&mut header.until, set.until.map(some));
    put(&mut header.audience, set.audience);
    put(&mut header.summary, set.summary);
    put(&mut header.my_part, set.my_part);
    put(&mut header.note, set.note);
    put(&mut header.makers, set.makers.map(|all| all.into_iter().map(Into::into).collect()));
    put(&mut header.people, set.people.map(|_| people));
    put(&mut header.redact, set.redact);
    put(&mut header.rights, set.rights.map(|all| all.into_iter().map(Into::into).collect()));
}

fn people(lines: &[crate::view::PersonLine]) -> Result<Vec<Person>, Refusal> {
    let person = |line: &crate::view::PersonLine| {
        let crate::view::PersonLine { who, shown_in, consent, until, note } = line.clone();
        Ok(Person { who, shown_in, consent, until: date(&until)?, note })
    };
    lines.iter().map(person).collect()
}

fn of_evidence(evidence: &mut Evidence, set: EvidenceFields, checked: Option<Option<NaiveDate>>) {
    put(&mut evidence.caption, set.caption);
    put(&mut evidence.alt, set.alt);
    put(&mut evidence.decorative, set.decorative);
    put(&mut evidence.checked, checked);
}

/// The dates of the settings that were said.
#[derive(Clone, Copy)]
struct Dates {
    prepared_on: Option<Option<NaiveDate>>,
    course_end: Option<Option<NaiveDate>>,
    own_completion: Option<Option<NaiveDate>>,
    official_due: Option<Option<NaiveDate>>,
}

impl Dates {
    fn of(set: &SettingsFields) -> Result<Self, Refusal> {
        let said = |text: &Option<String>| text.as_deref().map(date).transpose();
        Ok(Self {
            prepared_on: said(&set.prepared_on)?,
            course_end: said(&set.course_end)?,
            own_completion: said(&set.own_completion)?,
            official_due: said(&set.official_due)?,
        })
    }
}

fn of_settings(settings: &mut Settings, set: SettingsFields, dates: Dates) {
    put(&mut settings.name, set.name);
    put(&mut settings.family_name, set.family_name);
    put(&mut settings.title, set.title);
    put(&mut settings.role, set.role);
    put(&mut settings.classroom, set.classroom);
    put(&mut settings.students, set.students);
    put(&mut settings.learners, set.learners);
    put(&mut settings.language, set.language);
    put(&mut settings.profile, set.profile);
    put(&mut settings.prepared_on, dates.prepared_on);
    put(&mut settings.dates.course_end, dates.course_end);
    put(&mut settings.dates.own_completion, dates.own_completion);
    put(&mut settings.dates.official_due, dates.official_due);
    put(&mut settings.statement.own_work, set.own_work);
    put(&mut settings.statement.ai_help, set.ai_help);
}

fn put<T>(place: &mut T, said: Option<T>) {
    if let Some(value) = said {
        *place = value;
    }
}

/// A date, or none where the text is empty.
pub(crate) fn date(text: &str) -> Result<Option<NaiveDate>, Refusal> {
    match text.trim() {
        "" => Ok(None),
        said => said.parse().map(Some).map_err(|_| boxed(ShellError::BadDate(said.to_owned()))),
    }
}
