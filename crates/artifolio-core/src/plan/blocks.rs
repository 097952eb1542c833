//! The work that is left, placed into the learner's week. Always reckoned from today: what was planned for a day that is past
//! lies ahead again, and nobody is told that they were late.

use chrono::{Days, NaiveDate, NaiveTime};
use serde::Serialize;

use super::stage::Standing;
use super::work::Task;
use super::{Plan, Slot};
use crate::profile::{Profile, Work};

/// A time of work with what is to be done in it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Block {
    /// The day.
    pub date: NaiveDate,
    /// When it begins; `None`: some time that day.
    #[serde(serialize_with = "super::clock_time::serialize")]
    pub at: Option<NaiveTime>,
    /// Which of that day's times, from 0.
    pub turn: u32,
    /// How long the learner has.
    pub minutes: u32,
    /// What is done in it, in order.
    pub parts: Vec<Part>,
}

/// A piece of work, or a part of one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Part {
    /// Place in the list of tasks.
    pub task: usize,
    /// Minutes for it here.
    pub minutes: u32,
    /// It goes on in another block.
    pub goes_on: bool,
}

/// The work in the learner's week.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct Schedule {
    /// The day by which all should be finished; `None` without a due date and without a chosen day.
    pub finish_by: Option<NaiveDate>,
    /// Minutes of work that are left.
    pub minutes: u32,
    /// Times of work, by day.
    pub blocks: Vec<Block>,
    /// Minutes for which there is no time up to the due date.
    pub unplaced: u32,
    /// There are times of work, and the last lies after [`Schedule::finish_by`] or they are not enough.
    pub late: bool,
    /// Minutes of the learner's week.
    pub weekly: u32,
    /// Minutes a week that would do from today to [`Schedule::finish_by`]; `None` where that is not ahead.
    pub needed: Option<u32>,
}

/// Shortest part of a piece of work that is begun in a time that is too short for all of it: less is lost in beginning.
const PIECE: u32 = 10;

/// Nothing is placed further ahead than this, whatever the due date.
const AHEAD: Days = Days::new(3 * 365);

/// The day by which all should be finished: chosen, else some days before the cautious due date; never after the due date, and none that
/// is past: then the next of the dates counts that is not.
#[must_use]
pub fn finish_by(
    plan: &Plan,
    profile: &Profile,
    standing: &Standing,
    today: NaiveDate,
) -> Option<NaiveDate> {
    let ahead = |day: &NaiveDate| *day >= today;
    let Some(due) = &standing.due else { return plan.finish.by.filter(ahead) };
    let slack = Days::new(plan.finish.slack_days.unwrap_or(profile.due.slack_days).into());
    let before = due.cautious.checked_sub_days(slack);
    let days =
        [plan.finish.by.map(|by| by.min(due.date)), before, Some(due.cautious), Some(due.date)];
    days.into_iter().flatten().find(ahead)
}

/// Places the work into the weeks from `today` to the due date; where that is past, into the weeks ahead.
#[must_use]
pub fn schedule(
    plan: &Plan,
    profile: &Profile,
    standing: &Standing,
    tasks: &[Task],
    today: NaiveDate,
) -> Schedule {
    let minutes = tasks.iter().map(|task| task.minutes).sum();
    let weekly = plan.slot.iter().map(Slot::length).sum();
    let mut schedule = Schedule { minutes, weekly, ..Schedule::default() };
    if !standing.plans() {
        return schedule;
    }
    let ahead = today.checked_add_days(AHEAD).unwrap_or(today);
    let due = standing.due.as_ref().map(|due| due.date).filter(|due| *due >= today);
    let last = due.map_or(ahead, |due| due.min(ahead));
    schedule.finish_by = finish_by(plan, profile, standing, today);
    schedule.needed = schedule.finish_by.and_then(|by| needed(plan, minutes, today, by.min(ahead)));
    let mut left: Vec<(usize, u32)> = tasks
        .iter()
        .map(|task| task.minutes)
        .enumerate()
        .filter(|(_, minutes)| *minutes > 0)
        .collect();
    for (date, turn, slot) in times(plan, today, last) {
        if left.is_empty() {
            break;
        }
        let parts = fill(&mut left, tasks, slot.length());
        if !parts.is_empty() {
            schedule.blocks.push(Block { date, at: slot.at, turn, minutes: slot.length(), parts });
        }
    }
    schedule.unplaced = left.iter().map(|(_, minutes)| minutes).sum();
    let ends = schedule.blocks.last().map(|block| block.date);
    let over = schedule.finish_by.is_some_and(|by| ends.is_some_and(|end| end > by));
    schedule.late = weekly > 0 && (schedule.unplaced > 0 || over);
    schedule
}

/// Minutes a week, reckoned on the days without those of pauses; `None` where no day is left.
fn needed(plan: &Plan, minutes: u32, today: NaiveDate, by: NaiveDate) -> Option<u32> {
    let days = days(plan, today, by).count() as u64;
    let weekly = (days > 0).then(|| (u64::from(minutes) * 7).div_ceil(days))?;
    Some(u32::try_from(weekly).unwrap_or(u32::MAX))
}

/// Days from one to another, without those of pauses.
fn days(plan: &Plan, first: NaiveDate, last: NaiveDate) -> impl Iterator<Item = NaiveDate> {
    let free = |day: &NaiveDate| !plan.pause.iter().any(|p| (p.from..=p.to).contains(day));
    first.iter_days().take_while(move |day| *day <= last).filter(free)
}

/// The times of work from one day to another, without those in a pause.
fn times(
    plan: &Plan,
    first: NaiveDate,
    last: NaiveDate,
) -> impl Iterator<Item = (NaiveDate, u32, Slot)> {
    let mut slots = plan.slot.clone();
    slots.sort_by_key(|slot| (slot.at.is_none(), slot.at));
    // Without a time of work no day has to be looked at.
    let first = if slots.is_empty() { None } else { Some(first) };
    let days = first.into_iter().flat_map(move |first| days(plan, first, last));
    days.flat_map(move |day| {
        let of_day: Vec<Slot> = slots.iter().filter(|slot| slot.day.is(day)).copied().collect();
        (0..).zip(of_day).map(move |(turn, slot)| (day, turn, slot))
    })
}

/// Takes from what is left as much as goes into a time: in order, and into what remains of it the first that fits. Handing in
/// waits for everything else.
fn fill(left: &mut Vec<(usize, u32)>, tasks: &[Task], room: u32) -> Vec<Part> {
    let (mut parts, mut room) = (Vec::new(), room);
    while room > 0 && !left.is_empty() {
        let last = |at: usize| tasks[at].work == Work::HandingIn;
        let (first, minutes) = left[0];
        if minutes > room && room >= PIECE {
            left[0].1 -= room;
            parts.push(Part { task: first, minutes: room, goes_on: true });
            break;
        }
        let fits = |&(at, minutes): &(usize, u32)| minutes <= room && (!last(at) || at == first);
        let Some(place) = left.iter().position(fits) else { break };
        let (task, minutes) = left.remove(place);
        room -= minutes;
        parts.push(Part { task, minutes, goes_on: false });
    }
    parts
}
