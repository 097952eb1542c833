//! What is best done in the time there is: the kind of work that brings most readiness in it, and others to choose from.

use serde::Serialize;

use super::work::Task;
use crate::profile::Work;

/// Something to do now.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Choice {
    /// What kind of work.
    pub work: Work,
    /// Places in the list of tasks: as many of one kind as the time is enough for.
    pub tasks: Vec<usize>,
    /// Minutes it takes, at most the time there is.
    pub minutes: u32,
    /// It is more than the time there is: this is a beginning.
    pub begins: bool,
    /// What it brings, in the units of [`crate::readiness`]; of a beginning its share.
    pub points: u32,
}

/// Choices that are told.
const TOLD: usize = 5;

/// What to do in so many minutes, the best first: what brings most; of equals what takes less time, then what comes first in the
/// order of work. Handing in is proposed only when nothing else is left.
#[must_use]
pub fn next(tasks: &[Task], minutes: u32) -> Vec<Choice> {
    let mut kinds: Vec<Work> = tasks.iter().map(|task| task.work).collect();
    kinds.dedup();
    if kinds.len() > 1 {
        kinds.retain(|kind| *kind != Work::HandingIn);
    }
    let mut choices: Vec<Choice> =
        kinds.into_iter().filter_map(|kind| choice(tasks, kind, minutes)).collect();
    choices.sort_by_key(|choice| (std::cmp::Reverse(choice.points), choice.minutes));
    choices.truncate(TOLD);
    choices
}

fn choice(tasks: &[Task], work: Work, room: u32) -> Option<Choice> {
    let of_kind = || tasks.iter().enumerate().filter(move |(_, task)| task.work == work);
    let mut choice = Choice { work, tasks: Vec::new(), minutes: 0, begins: false, points: 0 };
    for (at, task) in of_kind().filter(|(_, task)| task.minutes > 0) {
        if choice.minutes + task.minutes <= room {
            choice.minutes += task.minutes;
            choice.points += task.points;
            choice.tasks.push(at);
        }
    }
    if choice.tasks.is_empty() {
        let (at, task) = of_kind().next()?;
        // A text that is half written answers nothing yet: its share counts half.
        let share = u64::from(task.points) * u64::from(room) / u64::from(task.minutes.max(1)) / 2;
        choice.points = u32::try_from(share).unwrap_or(u32::MAX);
        (choice.tasks, choice.minutes, choice.begins) = (vec![at], room, true);
    }
    Some(choice)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::finding::Subject;

    fn tasks(all: &[(Work, u32, u32)]) -> Vec<Task> {
        let task = |(work, minutes, points): &(Work, u32, u32)| Task {
            work: *work,
            subject: Subject::portfolio(),
            finding: None,
            minutes: *minutes,
            points: *points,
        };
        all.iter().map(task).collect()
    }

    #[test]
    fn what_brings_most_in_the_time_comes_first() {
        let all = tasks(&[
            (Work::Consent, 15, 8),
            (Work::Contextualization, 40, 10),
            (Work::AltText, 5, 4),
            (Work::AltText, 5, 4),
            (Work::AltText, 5, 4),
            (Work::Mending, 10, 4),
            (Work::HandingIn, 60, 0),
        ]);
        let told = |minutes| -> Vec<_> {
            next(&all, minutes)
                .iter()
                .map(|c| (c.work, c.tasks.len(), c.minutes, c.points, c.begins))
                .collect()
        };
        assert_eq!(
            told(25),
            [
                (Work::AltText, 3, 15, 12, false),
                (Work::Consent, 1, 15, 8, false),
                (Work::Mending, 1, 10, 4, false),
                (Work::Contextualization, 1, 25, 3, true),
            ]
        );
        assert_eq!(told(60)[1], (Work::Contextualization, 1, 40, 10, false));
        assert!(next(&all, 60).iter().all(|choice| choice.work != Work::HandingIn));
        let last = tasks(&[(Work::HandingIn, 60, 0)]);
        assert_eq!(next(&last, 25)[0].work, Work::HandingIn);
        assert_eq!(next(&[], 25), []);
    }
}
