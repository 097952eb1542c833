//! The plan: the due date and how it was reckoned, the course, the week with its work, the pace, and what came of it.

use std::path::Path;

use artifolio_core::check::reading::PLAN_FAULT;
use artifolio_core::deadline::{self, Basis, Step};
use artifolio_core::plan::blocks::{Block, Part, Schedule};
use artifolio_core::plan::course::{CourseState, Step as CourseStep};
use artifolio_core::plan::outlook::Outlook;
use artifolio_core::plan::stage::{Lapse, Stage};
use artifolio_core::plan::work::Task;
use artifolio_core::plan::{Verdict, words};
use artifolio_core::portfolio::Extension;
use artifolio_core::profile::{StepKind, Work};
use artifolio_workspace::change::verbs::documents;
use chrono::{NaiveDate, NaiveTime};
use serde::Serialize;
use ts_rs::TS;

use super::{
    CourseLinkLine, DueFigures, ExtensionLine, Finding, FindingSubject, PaceChart, PauseLine,
    SlotLine, overview,
};
use crate::desk::Seen;

/// One date that was considered.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct DueStep {
    /// Where it comes from.
    #[ts(type = "\"cohort\" | \"own\" | \"official\" | \"extension\"")]
    pub basis: Basis,
    /// The day it was reckoned from; `null` for a date that was told.
    pub start: Option<String>,
    /// The due date it gives.
    pub date: String,
    /// The month is too short for the day: its last day counts.
    pub clamped: bool,
    /// It rests on a day before the course, and is not used.
    pub too_early: bool,
    /// It is the one that counts.
    pub counts: bool,
}

/// Where a portfolio stands.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct StageFigures {
    /// Where.
    #[ts(
        type = "\"undated\" | \"clock-behind\" | \"before\" | \"course\" | \"portfolio\" | \"last-week\" | \"last-day\" | \"past\" | \"submitted\" | \"not-yet\" | \"certified\""
    )]
    pub stage: Stage,
    /// The due date is that of an extension.
    pub extended: bool,
    /// Which month of the portfolio's time it is.
    pub month: Option<u32>,
    /// Which week of the course it is.
    pub week: Option<u32>,
    /// First day of the course.
    pub course_start: Option<String>,
    /// The day something is noted for, which the clock says is still to come.
    pub clock_behind: Option<String>,
    /// The day it was handed in.
    pub submitted: Option<String>,
    /// When the certification ends.
    pub lapse: Option<LapseFigures>,
    /// How the course stands.
    #[ts(type = "CoursePlan[\"state\"]")]
    pub course: CourseState,
    /// Minutes of work that are left.
    pub minutes: u32,
    /// Minutes a week that would do.
    pub needed: Option<u32>,
}

/// The end of a certification.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct LapseFigures {
    /// Its last day.
    pub date: String,
    /// It was told, not reckoned.
    pub told: bool,
    /// From this day on the learner is reminded.
    pub remind: String,
    /// That day has come.
    pub near: bool,
}

/// The plan.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct PlanPage {
    /// The day the figures are reckoned from.
    pub today: String,
    /// Where the portfolio stands.
    pub stage: StageFigures,
    /// Why nothing is known of `plan.toml`; `null` where it can be read.
    pub fault: Option<Finding>,
    /// End of the cohort's course.
    pub course_end: Option<String>,
    /// The learner's own completion.
    pub own_completion: Option<String>,
    /// What ISTE or the provider told.
    pub official_due: Option<String>,
    /// Date a bundle carries.
    pub prepared_on: Option<String>,
    /// Extensions, as they were granted.
    pub extensions: Vec<ExtensionLine>,
    /// Months from a course's end to the due date.
    pub months: u32,
    /// Days to the cautious date.
    pub cautious_days: u32,
    /// Days between the chosen end of the work and the due date.
    pub slack_days: u32,
    /// The learner told them.
    pub slack_told: bool,
    /// Years a certification lasts.
    pub lapse_years: u32,
    /// The due date; `null` without any date.
    pub due: Option<DueFigures>,
    /// All dates considered.
    pub steps: Vec<DueStep>,
    /// The course.
    pub course: CoursePlan,
    /// The work in the learner's week.
    pub week: WeekPlan,
    /// Done against plan; `null` without a due date.
    pub pace: Option<PaceChart>,
    /// Where the calendar will lie.
    pub calendar_place: String,
    /// What came of it.
    pub outcome: OutcomeFacts,
}

/// A calendar that was written.
#[derive(Debug, Clone, Serialize, TS)]
pub struct CalendarWritten {
    /// Where it lies.
    pub path: String,
    /// Events in it.
    pub events: u32,
    /// Those of them that say: this no longer is.
    pub cancelled: u32,
}

impl CalendarWritten {
    pub(crate) fn of(path: &Path, events: usize, cancelled: usize) -> Self {
        let count = |n| u32::try_from(n).unwrap_or(u32::MAX);
        let path = path.display().to_string();
        Self { path, events: count(events), cancelled: count(cancelled) }
    }
}

/// The course.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct CoursePlan {
    /// Key of its form.
    #[ts(type = "string")]
    pub form: String,
    /// Keys of the forms the programme has.
    pub forms: Vec<String>,
    /// How it stands.
    #[ts(
        type = "\"unknown\" | \"before\" | \"running\" | \"ended\" | \"passed\" | \"not-passed\" | \"unfinished\""
    )]
    pub state: CourseState,
    /// First day, as the learner told it.
    pub start: Option<String>,
    /// First day, told or reckoned.
    pub begins: Option<String>,
    /// Last day, told or reckoned.
    pub ends: Option<String>,
    /// First and last day on which somebody may end it who is faster or slower.
    pub slack: Option<[String; 2]>,
    /// Its steps, by day.
    pub steps: Vec<CourseStepLine>,
    /// Name of the cohort.
    pub cohort: String,
    /// Who gives it.
    pub provider: String,
    /// Who leads it.
    pub facilitator: String,
    /// The learner left before its end.
    pub unfinished: bool,
    /// Points of its result.
    pub points: Option<u32>,
    /// Percent of it.
    pub percent: Option<u32>,
    /// Points there are, points to pass, percent to pass.
    pub asked: [u32; 3],
    /// When the result was told.
    pub result_on: Option<String>,
    /// The document that shows it.
    pub proof: Option<String>,
    /// The programme's pages.
    pub links: Vec<CourseLinkLine>,
    /// The programme's documents.
    pub documents: Vec<CourseDocument>,
    /// Last day on which the programme was offered, where the course begins after it.
    pub offered_until: Option<String>,
}

/// A step of the course.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct CourseStepLine {
    /// Its key.
    pub key: String,
    /// Its name in full.
    pub name: String,
    /// What the learner calls it; empty: as the form does.
    pub title: String,
    /// The learner's own.
    pub own: bool,
    /// Somebody is there at a time: attendance and an address make sense.
    pub meeting: bool,
    /// First day.
    pub from: String,
    /// Last day.
    pub to: String,
    /// First day, as the learner told it; empty: as the form has it.
    pub from_told: String,
    /// Last day, as the learner told it; empty: as the form has it.
    pub to_told: String,
    /// Least and most minutes.
    pub asked: Option<[u32; 2]>,
    /// Nobody has to be there.
    pub optional: bool,
    /// This cohort has no such step.
    pub left_out: bool,
    /// The day it was done.
    pub done: Option<String>,
    /// Was there.
    pub attended: Option<bool>,
    /// Minutes it took.
    pub minutes: Option<u32>,
    /// Address of the meeting.
    pub link: String,
}

/// A document of the programme.
#[derive(Debug, Clone, Serialize, TS)]
pub struct CourseDocument {
    /// Below the portfolio.
    pub path: String,
    /// Its name.
    pub name: String,
    /// Its size.
    #[ts(type = "number")]
    pub bytes: u64,
}

/// The work in the learner's week.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct WeekPlan {
    /// Times of the week.
    pub slots: Vec<SlotLine>,
    /// Days without work.
    pub pauses: Vec<PauseLine>,
    /// The chosen day by which all should be finished.
    pub chosen: Option<String>,
    /// That day, chosen or reckoned.
    pub finish_by: Option<String>,
    /// Minutes of work that are left.
    pub minutes: u32,
    /// Pieces of work that are left.
    pub tasks: Vec<TaskLine>,
    /// Times of work.
    pub blocks: Vec<BlockLine>,
    /// Minutes for which there is no time before the due date.
    pub unplaced: u32,
    /// The last time of work lies after that day, or there is no time for all.
    pub late: bool,
    /// Minutes of the learner's week.
    pub weekly: u32,
    /// Minutes a week that would do.
    pub needed: Option<u32>,
    /// Days before a date on which the calendar rings.
    pub days_before: Vec<u32>,
    /// Minutes before a time of work at which it rings.
    pub minutes_before: Option<u32>,
    /// There is work to plan: it was not handed in, and the clock is right.
    pub plans: bool,
}

/// A piece of work.
#[derive(Debug, Clone, Serialize, TS)]
pub struct TaskLine {
    /// What kind.
    #[ts(
        type = "\"artifact\" | \"contextualization\" | \"reflection\" | \"artifact-reflection\" | \"attaching\" | \"consent\" | \"alt-text\" | \"privacy\" | \"mending\" | \"feedback\" | \"handing-in\" | \"none\""
    )]
    pub work: Work,
    /// As one line.
    pub title: String,
    /// What it is about.
    pub subject: FindingSubject,
    /// The rule that asks for it.
    pub rule: Option<String>,
    /// Minutes it takes.
    pub minutes: u32,
}

/// A time of work.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct BlockLine {
    /// The day.
    pub date: String,
    /// When it begins; empty: some time that day.
    pub at: String,
    /// How long.
    pub minutes: u32,
    /// Which of that day's times, from 0.
    pub turn: u32,
    /// What is done in it.
    pub parts: Vec<BlockPart>,
    /// The same as one line that others may see.
    pub outline: String,
}

/// A piece of work in it.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct BlockPart {
    /// Place in the list of tasks.
    pub task: u32,
    /// Minutes for it here.
    pub minutes: u32,
    /// It goes on in another time.
    pub goes_on: bool,
}

/// What was handed in, and what came of it.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct OutcomeFacts {
    /// The day somebody else had read it.
    pub feedback: Option<String>,
    /// The day it was handed in.
    pub submitted: Option<String>,
    /// What the reviewers said.
    #[ts(type = "\"certified\" | \"not-yet\" | null")]
    pub result: Option<Verdict>,
    /// The day they said it.
    pub on: Option<String>,
    /// Last day of the certification, as it was told.
    pub lapses: Option<String>,
}

/// Where a portfolio stands, in figures.
#[must_use]
pub(super) fn stage_figures(seen: &Seen, found: &Outlook) -> StageFigures {
    let (standing, today) = (&found.standing, seen.today);
    let lapse = |Lapse { date, told, remind }: Lapse| LapseFigures {
        date: date.to_string(),
        told,
        remind: remind.to_string(),
        near: remind <= today,
    };
    let timeline = standing.timeline.as_ref();
    StageFigures {
        stage: standing.stage,
        extended: standing.extended(),
        month: standing.month,
        week: timeline.and_then(|timeline| timeline.week(today)),
        course_start: timeline.map(|timeline| timeline.start.to_string()),
        clock_behind: day(standing.clock_behind),
        submitted: day(seen.reading.portfolio.plan.outcome.submitted),
        lapse: standing.lapse.map(lapse),
        course: standing.course,
        minutes: found.schedule.minutes,
        needed: found.schedule.needed,
    }
}

fn day(date: Option<NaiveDate>) -> Option<String> {
    date.map(|date| date.to_string())
}

fn text(date: Option<NaiveDate>) -> String {
    day(date).unwrap_or_default()
}

/// The plan.
#[must_use]
pub fn plan(seen: &Seen, found: &Outlook, calendar_place: &Path) -> PlanPage {
    let (portfolio, profile) = (&seen.reading.portfolio, &seen.reading.profile);
    let (dates, outcome) = (&portfolio.settings.dates, &portfolio.plan.outcome);
    let due = found.standing.due.as_ref();
    let steps = deadline::steps(portfolio, profile);
    let counts = |step: &Step| {
        !step.too_early && due.is_some_and(|due| (step.basis, step.date) == (due.basis, due.date))
    };
    // Of two extensions to the same day the later one counts.
    let counting = steps.iter().rposition(counts);
    let fault = seen.report.findings.iter().find(|finding| finding.rule == PLAN_FAULT);
    let extension = |Extension { granted, due, note }: &Extension| ExtensionLine {
        granted: text(*granted),
        due: text(*due),
        note: note.clone(),
    };
    PlanPage {
        today: seen.today.to_string(),
        stage: stage_figures(seen, found),
        fault: fault.map(|fault| seen.speak(std::slice::from_ref(fault)).remove(0)),
        course_end: day(dates.course_end),
        own_completion: day(dates.own_completion),
        official_due: day(dates.official_due),
        prepared_on: day(portfolio.settings.prepared_on),
        extensions: dates.extensions.iter().map(extension).collect(),
        months: profile.due.months,
        cautious_days: profile.due.cautious_days,
        slack_days: portfolio.plan.finish.slack_days.unwrap_or(profile.due.slack_days),
        slack_told: portfolio.plan.finish.slack_days.is_some(),
        lapse_years: profile.due.lapse_years,
        steps: steps
            .iter()
            .enumerate()
            .map(|(at, step)| DueStep {
                basis: step.basis,
                start: day(step.start),
                date: step.date.to_string(),
                clamped: step.clamped,
                too_early: step.too_early,
                counts: counting == Some(at),
            })
            .collect(),
        due: due.map(|due| overview::due_figures(due, seen.today)),
        course: course(seen, found),
        week: week(seen, found),
        pace: found.pace.as_ref().map(PaceChart::of),
        calendar_place: calendar_place.display().to_string(),
        outcome: OutcomeFacts {
            feedback: day(outcome.feedback),
            submitted: day(outcome.submitted),
            result: outcome.result,
            on: day(outcome.on),
            lapses: day(outcome.lapses),
        },
    }
}

fn course(seen: &Seen, found: &Outlook) -> CoursePlan {
    let (plan, profile) = (&seen.reading.portfolio.plan, &seen.reading.profile);
    let (course, timeline) = (&plan.course, found.standing.timeline.as_ref());
    let form = artifolio_core::plan::course::form(plan, profile).map(|(key, _)| key.to_owned());
    let document = |entry: artifolio_core::source::Entry| CourseDocument {
        path: entry.path.to_string(),
        name: entry.path.name().to_owned(),
        bytes: entry.stat.size,
    };
    let after = |until: &NaiveDate| timeline.is_some_and(|timeline| timeline.start > *until);
    let rule = &profile.course;
    CoursePlan {
        form: form.unwrap_or_default(),
        forms: profile.form.keys().cloned().collect(),
        state: found.standing.course,
        start: day(course.start),
        begins: timeline.map(|timeline| timeline.start.to_string()),
        ends: timeline.map(|timeline| timeline.end.to_string()),
        slack: timeline.map(|timeline| timeline.slack.map(|day| day.to_string())),
        steps: timeline.iter().flat_map(|t| &t.steps).map(|s| step_line(s, seen)).collect(),
        cohort: course.cohort.clone(),
        provider: course.provider.clone(),
        facilitator: course.facilitator.clone(),
        unfinished: course.unfinished,
        points: course.result.points,
        percent: course.result.percent,
        asked: [rule.points, rule.pass, rule.percent],
        result_on: day(course.result.on),
        proof: course.result.proof.as_ref().map(ToString::to_string),
        links: course
            .link
            .iter()
            .map(|l| CourseLinkLine { title: l.title.clone(), address: l.address.clone() })
            .collect(),
        documents: documents(&**seen.open.workspace.files()).into_iter().map(document).collect(),
        offered_until: day(profile.valid_until.filter(after)),
    }
}

fn step_line(step: &CourseStep, seen: &Seen) -> CourseStepLine {
    let note = &step.note;
    let meeting = matches!(
        step.kind,
        StepKind::Session
            | StepKind::FaceToFace
            | StepKind::CheckIn
            | StepKind::Celebration
            | StepKind::Own
    );
    CourseStepLine {
        key: step.key.clone(),
        name: words::step(step, &seen.catalogue),
        title: note.title.clone(),
        own: step.kind == StepKind::Own,
        meeting,
        from: step.from.to_string(),
        to: step.to.to_string(),
        from_told: text(note.from),
        to_told: text(note.to),
        asked: step.minutes,
        optional: step.optional,
        left_out: note.left_out,
        done: day(note.done),
        attended: note.attended,
        minutes: note.minutes,
        link: note.link.clone(),
    }
}

fn week(seen: &Seen, found: &Outlook) -> WeekPlan {
    let plan = &seen.reading.portfolio.plan;
    let Schedule { finish_by, minutes, blocks, unplaced, late, weekly, needed } = &found.schedule;
    let slot = |slot: &artifolio_core::plan::Slot| SlotLine {
        day: slot.day,
        at: clock(slot.at),
        minutes: slot.minutes,
    };
    let pause = |pause: &artifolio_core::plan::Pause| PauseLine {
        from: pause.from.to_string(),
        to: pause.to.to_string(),
        note: pause.note.clone(),
    };
    WeekPlan {
        slots: plan.slot.iter().map(slot).collect(),
        pauses: plan.pause.iter().map(pause).collect(),
        chosen: day(plan.finish.by),
        finish_by: day(*finish_by),
        minutes: *minutes,
        tasks: found.tasks.iter().map(|task| task_line(task, seen)).collect(),
        blocks: blocks.iter().map(|block| block_line(block, &found.tasks, seen)).collect(),
        unplaced: *unplaced,
        late: *late,
        weekly: *weekly,
        needed: *needed,
        days_before: plan.calendar.days_before.clone(),
        minutes_before: plan.calendar.minutes_before,
        plans: found.standing.plans(),
    }
}

/// `HH:MM`, or nothing.
fn clock(at: Option<NaiveTime>) -> String {
    at.map_or_else(String::new, |at| at.format("%H:%M").to_string())
}

/// A time of work as the interface shows it.
pub(super) fn block_line(block: &Block, tasks: &[Task], seen: &Seen) -> BlockLine {
    let (portfolio, profile) = (&seen.reading.portfolio, &seen.reading.profile);
    let part = |part: &Part| BlockPart {
        task: u32::try_from(part.task).unwrap_or(u32::MAX),
        minutes: part.minutes,
        goes_on: part.goes_on,
    };
    BlockLine {
        date: block.date.to_string(),
        at: clock(block.at),
        minutes: block.minutes,
        turn: block.turn,
        parts: block.parts.iter().map(part).collect(),
        outline: words::outline(block, tasks, portfolio, profile, &seen.catalogue).join(", "),
    }
}

/// A piece of work as the interface shows it.
pub(super) fn task_line(task: &Task, seen: &Seen) -> TaskLine {
    let (portfolio, profile) = (&seen.reading.portfolio, &seen.reading.profile);
    TaskLine {
        work: task.work,
        title: words::task(task, portfolio, profile, &seen.catalogue),
        subject: FindingSubject::of(&task.subject),
        rule: task.finding.as_ref().map(|finding| finding.rule.to_owned()),
        minutes: task.minutes,
    }
}
