//! `artifolio plan`: what is left to do, and when.

use std::path::PathBuf;

use artifolio_core::message::Catalogue;
use artifolio_core::plan::blocks::{Block, Schedule};
use artifolio_core::plan::course::CourseState;
use artifolio_core::plan::next::{Choice, next};
use artifolio_core::plan::outlook::{Outlook, outlook};
use artifolio_core::plan::pace::Pace;
use artifolio_core::plan::stage::{Lapse, Stage};
use artifolio_core::plan::words;
use artifolio_core::profile::Work;
use artifolio_core::readiness::Readiness;
use artifolio_workspace::planning::{Memory, learned};
use artifolio_workspace::workspace::Mode;
use chrono::NaiveDate;
use serde::Serialize;

use super::status::Due;
use crate::answer::Answer;
use crate::session::{Opened, Refusal, Session};

/// Arguments.
#[derive(Debug, clap::Args)]
#[command(after_help = "Example: artifolio plan \"My ISTE portfolio\" --minutes 45")]
pub(crate) struct Args {
    /// The portfolio's folder
    dir: PathBuf,
    /// Minutes there are now, for what to do next
    #[arg(long, value_name = "MINUTES", default_value_t = 25)]
    minutes: u32,
}

#[derive(Serialize)]
struct Plan<'o> {
    today: NaiveDate,
    stage: Stage,
    extended: bool,
    month: Option<u32>,
    clock_behind: Option<NaiveDate>,
    due: Option<Due>,
    course: Course,
    lapse: Option<Lapse>,
    readiness: &'o Readiness,
    pace: Option<&'o Pace>,
    tasks: Vec<Task>,
    schedule: &'o Schedule,
    next: Vec<Next>,
}

#[derive(Serialize)]
struct Course {
    state: CourseState,
    form: Option<String>,
    start: Option<NaiveDate>,
    end: Option<NaiveDate>,
    slack: Option<[NaiveDate; 2]>,
    steps: Vec<Step>,
}

#[derive(Serialize)]
struct Step {
    key: String,
    title: String,
    from: NaiveDate,
    to: NaiveDate,
    optional: bool,
    left_out: bool,
    done: Option<NaiveDate>,
}

#[derive(Serialize)]
struct Task {
    work: Work,
    title: String,
    subject: String,
    rule: Option<&'static str>,
    minutes: u32,
}

#[derive(Serialize)]
struct Next {
    #[serde(flatten)]
    choice: Choice,
    title: String,
}

/// Looks and tells; changes nothing.
pub(crate) fn run(args: &Args, session: &Session) -> Result<Answer, Refusal> {
    let opened = session.open(&args.dir, Mode::Read)?;
    let found = reckoned(&opened, session);
    let choices =
        if found.standing.plans() { next(&found.tasks, args.minutes) } else { Vec::new() };
    let title = |choice: &Choice| words::kind(choice.work, choice.tasks.len(), &session.catalogue);
    let plan = Plan {
        today: session.today,
        stage: found.standing.stage,
        extended: found.standing.extended(),
        month: found.standing.month,
        clock_behind: found.standing.clock_behind,
        due: found.standing.due.as_ref().map(|due| Due::of(due, session.today)),
        course: course(&found, &session.catalogue),
        lapse: found.standing.lapse,
        readiness: &found.readiness,
        pace: found.pace.as_ref(),
        tasks: tasks(&found, &opened, &session.catalogue),
        schedule: &found.schedule,
        next: choices.into_iter().map(|c| Next { title: title(&c), choice: c }).collect(),
    };
    let words = said(&plan);
    Ok(Answer::new(&plan, words))
}

/// Everything that is reckoned from the plan, with what this machine remembers.
pub(super) fn reckoned(opened: &Opened, session: &Session) -> Outlook {
    let workspace = &opened.workspace;
    let memory = Memory::of(&session.data, workspace.id(), workspace.root());
    let (portfolio, profile) = (&opened.reading.portfolio, &opened.reading.profile);
    let known = (&memory.seen, &learned(&session.data));
    outlook(portfolio, profile, &opened.report, known, session.today)
}

fn course(found: &Outlook, catalogue: &Catalogue) -> Course {
    let timeline = found.standing.timeline.as_ref();
    let steps = timeline.iter().flat_map(|timeline| &timeline.steps).map(|step| Step {
        key: step.key.clone(),
        title: words::step(step, catalogue),
        from: step.from,
        to: step.to,
        optional: step.optional,
        left_out: step.note.left_out,
        done: step.note.done,
    });
    Course {
        state: found.standing.course,
        form: timeline.map(|timeline| timeline.form.clone()),
        start: timeline.map(|timeline| timeline.start),
        end: timeline.map(|timeline| timeline.end),
        slack: timeline.map(|timeline| timeline.slack),
        steps: steps.collect(),
    }
}

fn tasks(found: &Outlook, opened: &Opened, catalogue: &Catalogue) -> Vec<Task> {
    let (portfolio, profile) = (&opened.reading.portfolio, &opened.reading.profile);
    let task = |task: &artifolio_core::plan::work::Task| Task {
        work: task.work,
        title: words::task(task, portfolio, profile, catalogue),
        subject: super::subject_words(&task.subject),
        rule: task.finding.as_ref().map(|finding| finding.rule),
        minutes: task.minutes,
    };
    found.tasks.iter().map(task).collect()
}

fn said(plan: &Plan<'_>) -> String {
    let mut lines = Vec::new();
    if let Some(known) = plan.clock_behind {
        let today = plan.today;
        lines.push(format!("The clock says {today}, but something is noted for {known}. Nothing is planned from such a day."));
    }
    if let Some(due) = &plan.due {
        lines.push(format!("Due        {} ({} days)", due.date, due.days_left));
    }
    lines.push(format!("Readiness  {} of 100", plan.readiness.hundredths / 100));
    let Schedule { minutes, weekly, needed, finish_by, unplaced, .. } = plan.schedule;
    lines.push(format!("Work left  {minutes} min in {} pieces", plan.tasks.len()));
    if let (Some(by), Some(needed)) = (finish_by, needed) {
        lines.push(format!(
            "On time    {needed} min a week would do to {by}; your week has {weekly}"
        ));
    }
    lines.extend(plan.schedule.blocks.iter().map(|block| line(block, &plan.tasks)));
    if *unplaced > 0 {
        lines.push(format!("No time yet for {unplaced} min"));
    }
    if let Some(best) = plan.next.first() {
        lines.push(format!("Next       {} ({} min)", best.title, best.choice.minutes));
    }
    lines.join("\n")
}

fn line(block: &Block, tasks: &[Task]) -> String {
    let at = block.at.map_or_else(String::new, |at| at.format(" %H:%M").to_string());
    let titles: Vec<&str> = block.parts.iter().map(|part| &tasks[part.task].title[..]).collect();
    format!("  {}{at}, {} min: {}", block.date, block.minutes, titles.join("; "))
}
