//! Changes of the plan: the course, the week, what came of it.

use artifolio_core::header::{Expected, FaultKind};
use artifolio_core::markdown::web_address;
use artifolio_core::path::RelPath;
use artifolio_core::plan::{CourseLink, Pause, Plan, SLOT_MINUTES, Slot, StepNote};
use artifolio_core::portfolio::Extension;
use artifolio_workspace::change::{Change, verbs};
use artifolio_workspace::error::VerbError;
use chrono::{NaiveDate, NaiveTime};

use super::{date, put, stands};
use crate::desk::Seen;
use crate::error::{Refusal, ShellError, boxed};
use crate::view::{
    CourseLinkLine, CourseStepFields, ExtensionLine, PauseLine, PlanFields, SlotLine,
};

/// Changes fields of the plan.
pub(super) fn set(seen: &Seen, set: &PlanFields, was: &PlanFields) -> Result<Change, Refusal> {
    let (files, reading) = (&**seen.open.workspace.files(), &*seen.reading);
    let now = &reading.portfolio.plan;
    let (wanted, begun) = (of_plan(now, set, true)?, of_plan(now, was, false)?);
    stands(Some(now), |plan| *plan = begun, |plan| plan.clone_from(&wanted))?;
    verbs::set_plan(files, reading, |plan| *plan = wanted).map_err(boxed)
}

/// Moves the course to another first day; an empty one takes it away.
pub(super) fn start(seen: &Seen, start: &str, was: Option<&str>) -> Result<Change, Refusal> {
    let (files, reading) = (&**seen.open.workspace.files(), &*seen.reading);
    let start = date(start)?;
    let now = reading.portfolio.plan.course.start;
    if let Some(was) = was {
        let was = date(was)?;
        stands(Some(&now), |day| *day = was, |day| *day = start)?;
    }
    verbs::set_course_start(files, reading, start).map_err(boxed)
}

/// Changes what is known of a step of the course; a key that no form has makes a step of the learner's own.
pub(super) fn step(
    seen: &Seen,
    key: &str,
    set: &CourseStepFields,
    was: &CourseStepFields,
) -> Result<Change, Refusal> {
    let (files, reading) = (&**seen.open.workspace.files(), &*seen.reading);
    let now = reading.portfolio.plan.course.step.get(key).cloned().unwrap_or_default();
    let (wanted, begun) = (of_step(&now, set, true)?, of_step(&now, was, false)?);
    stands(Some(&now), |note| *note = begun, |note| note.clone_from(&wanted))?;
    let change = |plan: &mut Plan| {
        plan.course.step.insert(key.to_owned(), wanted);
        plan.course.step.retain(|_, note| *note != StepNote::default());
    };
    verbs::set_plan(files, reading, change).map_err(boxed)
}

/// Takes away what is known of a step: one of the learner's own is gone then.
pub(super) fn remove_step(seen: &Seen, key: &str) -> Result<Change, Refusal> {
    let (files, reading) = (&**seen.open.workspace.files(), &*seen.reading);
    let change = |plan: &mut Plan| drop(plan.course.step.remove(key));
    verbs::set_plan(files, reading, change).map_err(boxed)
}

/// Replaces the extensions.
pub(super) fn extensions(
    seen: &Seen,
    new: &[ExtensionLine],
    was: &[ExtensionLine],
) -> Result<Change, Refusal> {
    let (files, reading) = (&**seen.open.workspace.files(), &*seen.reading);
    let all = |lines: &[ExtensionLine]| -> Result<Vec<Extension>, Refusal> {
        let one = |line: &ExtensionLine| {
            let (granted, due) = (date(&line.granted)?, date(&line.due)?);
            Ok(Extension { granted, due, note: line.note.clone() })
        };
        lines.iter().map(one).collect()
    };
    let (new, was) = (all(new)?, all(was)?);
    let now = &reading.portfolio.settings.dates.extensions;
    stands(Some(now), |list| *list = was, |list| list.clone_from(&new))?;
    verbs::set_extensions(files, reading, new).map_err(boxed)
}

/// Puts a document of the programme into the trash.
pub(super) fn remove_document(seen: &Seen, path: &str) -> Result<Change, Refusal> {
    let (files, reading) = (&**seen.open.workspace.files(), &*seen.reading);
    let path = RelPath::parse(path).map_err(|_| boxed(ShellError::Gone))?;
    verbs::remove_document(files, reading, &path).map_err(boxed)
}

/// The plan with these fields. What a person wrote into the file by hand is taken as it is; what is `new` must be something that the
/// window may write.
fn of_plan(now: &Plan, set: &PlanFields, new: bool) -> Result<Plan, Refusal> {
    let mut plan = now.clone();
    let set = set.clone();
    let course = &mut plan.course;
    put(&mut course.form, set.form.map(|form| Some(form).filter(|form| !form.is_empty())));
    put(&mut course.cohort, set.cohort);
    put(&mut course.provider, set.provider);
    put(&mut course.facilitator, set.facilitator);
    put(&mut course.unfinished, set.unfinished);
    put(&mut course.result.points, set.points);
    put(&mut course.result.percent, set.percent);
    put_date(&mut course.result.on, set.result_on.as_deref())?;
    put(&mut course.result.proof, set.proof.map(|path| RelPath::parse(&path).ok()));
    if let Some(links) = set.links {
        let link = |l: CourseLinkLine| CourseLink { title: l.title, address: l.address };
        let links: Vec<CourseLink> = links.into_iter().map(link).collect();
        let fits = |l: &CourseLink| course.link.contains(l) || web_address(&l.address).is_some();
        if new && !links.iter().all(fits) {
            return Err(bad_value("link", Expected::Address));
        }
        course.link = links;
    }
    if let Some(slots) = set.slots {
        let slots: Vec<Slot> = slots.iter().map(slot).collect::<Result<_, _>>()?;
        let fitted =
            |slot: Slot| if new && !now.slot.contains(&slot) { fitted(slot) } else { slot };
        plan.slot = slots.into_iter().map(fitted).collect();
    }
    if let Some(pauses) = set.pauses {
        let pauses: Vec<Pause> = pauses.iter().map(pause).collect::<Result<_, _>>()?;
        let turned =
            |pause: Pause| if new && !now.pause.contains(&pause) { turned(pause) } else { pause };
        plan.pause = pauses.into_iter().map(turned).collect();
    }
    put_date(&mut plan.finish.by, set.finish_by.as_deref())?;
    put(&mut plan.finish.slack_days, set.slack_days);
    put(&mut plan.calendar.days_before, set.days_before);
    put(&mut plan.calendar.minutes_before, set.minutes_before);
    let outcome = &mut plan.outcome;
    put_date(&mut outcome.feedback, set.feedback.as_deref())?;
    put_date(&mut outcome.submitted, set.submitted.as_deref())?;
    put(&mut outcome.result, set.result);
    put_date(&mut outcome.on, set.outcome_on.as_deref())?;
    put_date(&mut outcome.lapses, set.lapses.as_deref())?;
    Ok(plan)
}

fn of_step(now: &StepNote, set: &CourseStepFields, new: bool) -> Result<StepNote, Refusal> {
    let mut note = now.clone();
    let set = set.clone();
    put(&mut note.title, set.title);
    put_date(&mut note.from, set.from.as_deref())?;
    put_date(&mut note.to, set.to.as_deref())?;
    put(&mut note.left_out, set.left_out);
    put_date(&mut note.done, set.done.as_deref())?;
    put(&mut note.attended, set.attended);
    put(&mut note.minutes, set.minutes);
    if let Some(link) = set.link {
        if new && !link.is_empty() && web_address(&link).is_none() {
            return Err(bad_value("link", Expected::Address));
        }
        note.link = link;
    }
    Ok(note)
}

fn bad_value(key: &str, expected: Expected) -> Refusal {
    boxed(VerbError::BadValue { key: key.to_owned(), kind: FaultKind::Expected(expected) })
}

fn put_date(field: &mut Option<NaiveDate>, said: Option<&str>) -> Result<(), Refusal> {
    if let Some(said) = said {
        *field = date(said)?;
    }
    Ok(())
}

fn slot(line: &SlotLine) -> Result<Slot, Refusal> {
    let time = |at: &str| NaiveTime::parse_from_str(at, "%H:%M");
    let at = Some(&line.at).filter(|at| !at.is_empty()).map(|at| time(at)).transpose();
    let at = at.map_err(|_| bad_value("at", Expected::Time))?;
    Ok(Slot { day: line.day, at, minutes: line.minutes })
}

fn fitted(slot: Slot) -> Slot {
    let minutes = slot.minutes.clamp(*SLOT_MINUTES.start(), *SLOT_MINUTES.end());
    Slot { minutes, ..slot }
}

fn pause(line: &PauseLine) -> Result<Pause, Refusal> {
    let day = |text: &str| date(text)?.ok_or_else(|| boxed(ShellError::BadDate(text.to_owned())));
    Ok(Pause { from: day(&line.from)?, to: day(&line.to)?, note: line.note.clone() })
}

/// A pause that ends before it begins is meant the other way round.
fn turned(pause: Pause) -> Pause {
    let Pause { from, to, note } = pause;
    Pause { from: from.min(to), to: from.max(to), note }
}
