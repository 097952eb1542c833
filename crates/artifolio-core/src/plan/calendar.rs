//! The plan as an iCalendar file. Every event has a UID of its own for good, so that importing the file again brings events up to
//! date and never doubles one. Dates are all-day events without a zone; times of work float: 19:00 is 19:00 wherever the learner is,
//! before and after the clocks change.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, Days, Duration, NaiveDate, NaiveTime, TimeZone as _, Utc};
use icalendar::{Alarm, Calendar, Component as _, Event, EventLike as _, EventStatus, Property};
use serde::{Deserialize, Serialize};

use super::blocks::{Block, Schedule};
use super::stage::Standing;
use super::work::Task;
use super::{Alarms, words};
use crate::message::Catalogue;
use crate::portfolio::Portfolio;
use crate::profile::Profile;

/// What an event was when it was last exported: enough to say that it is cancelled.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Known {
    /// Its day.
    pub date: NaiveDate,
    /// When it begins; `None`: all day.
    pub at: Option<NaiveTime>,
    /// How long it is; 0 of an all-day event.
    pub minutes: u32,
}

/// Events by UID.
pub type Exported = BTreeMap<String, Known>;

/// A calendar file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct File {
    /// Its text: UTF-8, lines ended by CR LF.
    pub text: String,
    /// Events in it.
    pub events: usize,
    /// Those of them that say: this no longer is.
    pub cancelled: usize,
    /// What the next export has to know.
    pub exported: Exported,
}

/// What the file is made of.
#[derive(Debug, Clone, Copy)]
pub struct Source<'a> {
    /// The portfolio.
    pub portfolio: &'a Portfolio,
    /// The programme.
    pub profile: &'a Profile,
    /// Where it stands.
    pub standing: &'a Standing,
    /// The work that is left.
    pub tasks: &'a [Task],
    /// The work in the learner's week.
    pub schedule: &'a Schedule,
    /// What was exported before.
    pub before: &'a Exported,
    /// The day from which events are written.
    pub today: NaiveDate,
    /// When this is made.
    pub now: DateTime<Utc>,
    /// In which language.
    pub words: &'a Catalogue,
}

/// When an alarm of an all-day event rings.
const MORNING: Duration = Duration::hours(9);

/// Makes the file.
#[must_use]
pub fn calendar(source: &Source<'_>) -> File {
    let mut all = Events { source, events: Vec::new(), exported: Exported::new() };
    if source.standing.clock_behind.is_none() {
        all.dates();
        all.course();
        for block in &source.schedule.blocks {
            all.work(block);
        }
    }
    let cancelled = all.cancel();
    let Events { events, exported, .. } = all;
    let name = source.words.plain("plan_calendar_name");
    let mut calendar = Calendar::empty();
    for (key, value) in
        [("VERSION", "2.0"), ("PRODID", PRODID), ("CALSCALE", "GREGORIAN"), ("METHOD", "PUBLISH")]
    {
        calendar.append_property(Property::new(key, value));
    }
    calendar.name(&name);
    let count = events.len();
    calendar.extend(events);
    File { text: calendar.to_string(), events: count, cancelled, exported }
}

/// Who made it: by this a file is known that may be written over.
pub const PRODID: &str = "-//Artifolio//Portfolio plan//EN";

struct Events<'s> {
    source: &'s Source<'s>,
    events: Vec<Event>,
    exported: Exported,
}

impl Events<'_> {
    /// The dates of the portfolio and of the certification.
    fn dates(&mut self) {
        let Source { standing, schedule, .. } = *self.source;
        if standing.plans()
            && let Some(due) = &standing.due
        {
            self.date("due", "plan_calendar_due", due.date);
            if due.cautious != due.date {
                self.date("cautious", "plan_calendar_cautious", due.cautious);
            }
            if let Some(by) = schedule.finish_by.filter(|by| *by < due.date) {
                self.date("finish", "plan_calendar_finish", by);
            }
        }
        if let Some(lapse) = standing.lapse {
            self.date("lapse-reminder", "plan_calendar_lapse_reminder", lapse.remind);
            self.date("lapse", "plan_calendar_lapse", lapse.date);
        }
    }

    fn date(&mut self, key: &str, words: &str, date: NaiveDate) {
        let summary = self.source.words.plain(words);
        let mut event = self.all_day(key, &summary, [date, date]);
        self.alarms_before_day(&mut event, &summary);
        self.add(event, date);
    }

    /// The steps of the course that are not over.
    fn course(&mut self) {
        let Source { standing, today, words, .. } = *self.source;
        let steps = standing.timeline.iter().flat_map(|timeline| &timeline.steps);
        let ahead = steps
            .filter(|step| step.to >= today && !step.note.left_out && step.note.done.is_none());
        for step in ahead {
            let summary = words::step(step, words);
            let key = format!("step-{}", step.key);
            let mut event = self.all_day(&key, &summary, [step.from, step.to]);
            if !step.note.link.is_empty() {
                event.url(&step.note.link);
            }
            if step.from == step.to {
                self.alarms_before_day(&mut event, &summary);
            }
            self.add(event, step.from);
        }
    }

    fn work(&mut self, block: &Block) {
        let Source { portfolio, profile, tasks, words, .. } = *self.source;
        let minutes = BTreeMap::from([("minutes", block.minutes.to_string())]);
        let summary = words.text("plan_calendar_work", &minutes);
        let uid = self.uid(&format!("work-{}-{}", block.date, block.turn));
        let known = Known { date: block.date, at: block.at, minutes: block.minutes };
        let mut event = self.event(&uid, &summary, known);
        let line =
            |part: &super::blocks::Part| words::task(&tasks[part.task], portfolio, profile, words);
        let lines: Vec<String> = block.parts.iter().map(line).collect();
        event.description(&lines.join("\n"));
        let Alarms { minutes_before, .. } = &portfolio.plan.calendar;
        if let Some(before) = minutes_before.filter(|_| block.at.is_some()) {
            self.alarm(&mut event, &summary, -Duration::minutes(before.into()));
        }
        self.exported.insert(uid, known);
        self.events.push(event);
    }

    /// What was exported, lies ahead and no longer is.
    fn cancel(&mut self) -> usize {
        let Source { before, today, words, .. } = *self.source;
        let gone = before
            .iter()
            .filter(|(uid, known)| known.date >= today && !self.exported.contains_key(*uid));
        let gone: Vec<(String, Known)> = gone.map(|(uid, known)| (uid.clone(), *known)).collect();
        for (uid, known) in &gone {
            let mut event = self.event(uid, &words.plain("plan_calendar_gone"), *known);
            event.status(EventStatus::Cancelled);
            self.events.push(event);
        }
        gone.len()
    }

    fn all_day(&self, key: &str, summary: &str, [from, to]: [NaiveDate; 2]) -> Event {
        let mut event =
            self.event(&self.uid(key), summary, Known { date: from, at: None, minutes: 0 });
        event.ends(to.checked_add_days(Days::new(1)).unwrap_or(to));
        event
    }

    /// An event with what every event has. Work of some time that day keeps no time busy.
    fn event(&self, uid: &str, summary: &str, known: Known) -> Event {
        let Source { now, .. } = *self.source;
        let mut event = Event::new();
        event.uid(uid).summary(summary).timestamp(now).last_modified(now).sequence(sequence(now));
        match known.at {
            Some(at) => {
                let begin = known.date.and_time(at);
                event.starts(begin).ends(begin + Duration::minutes(known.minutes.into()));
            }
            None => {
                event
                    .starts(known.date)
                    .ends(known.date.checked_add_days(Days::new(1)).unwrap_or(known.date));
                event.add_property("TRANSP", "TRANSPARENT");
            }
        }
        event
    }

    fn alarms_before_day(&self, event: &mut Event, summary: &str) {
        let days: BTreeSet<u32> =
            self.source.portfolio.plan.calendar.days_before.iter().copied().collect();
        for days in days {
            self.alarm(event, summary, MORNING - Duration::days(days.into()));
        }
    }

    /// The library would give an alarm without them a random UID and the time of writing.
    fn alarm(&self, event: &mut Event, summary: &str, after_start: Duration) {
        let mut alarm = Alarm::display(summary, after_start);
        let of = event.get_uid().unwrap_or_default().to_owned();
        alarm.uid(&format!("alarm{}-{of}", after_start.num_minutes())).timestamp(self.source.now);
        event.alarm(alarm);
    }

    /// Keeps an all-day event, unless it is over.
    fn add(&mut self, event: Event, date: NaiveDate) {
        let Some(uid) = event.get_uid().map(str::to_owned) else { return };
        if event.get_end_day() >= Some(self.source.today) {
            self.exported.insert(uid, Known { date, at: None, minutes: 0 });
            self.events.push(event);
        }
    }

    fn uid(&self, key: &str) -> String {
        format!("{key}-{}@artifolio", self.source.portfolio.settings.id)
    }
}

/// The last day of an all-day event.
trait EndDay {
    fn get_end_day(&self) -> Option<NaiveDate>;
}

impl EndDay for Event {
    fn get_end_day(&self) -> Option<NaiveDate> {
        match self.get_end()? {
            icalendar::DatePerhapsTime::Date(day) => day.pred_opt(),
            icalendar::DatePerhapsTime::DateTime(_) => None,
        }
    }
}

/// Grows with every export, so that a calendar knows the newer of two: minutes since 2020.
fn sequence(now: DateTime<Utc>) -> u32 {
    let first = Utc.timestamp_opt(1_577_836_800, 0).single().unwrap_or_default();
    u32::try_from(now.signed_duration_since(first).num_minutes()).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::blocks::schedule;
    use super::super::stage::standing;
    use super::super::tests::portfolio;
    use super::super::{Plan, Slot, StepNote, Verdict, Weekday};
    use super::*;
    use crate::finding::Subject;
    use crate::message::Language;
    use crate::profile::Work;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn export(plan: Plan, before: &Exported, today: &str, title: &str) -> File {
        let (mut portfolio, profile) = portfolio();
        portfolio.settings.id = "7b0d5a52".into();
        portfolio.plan = plan;
        let today = day(today);
        let standing = standing(&portfolio, &profile, today);
        let task = |minutes| Task {
            work: Work::ArtifactReflection,
            subject: Subject::artifact(title),
            finding: None,
            minutes,
            points: 1,
        };
        let tasks: Vec<Task> = [90, 40, 60].map(task).into();
        let schedule = schedule(&portfolio.plan, &profile, &standing, &tasks, today);
        let words = Catalogue::of(Language::En);
        let now = Utc.with_ymd_and_hms(2026, 11, 24, 18, 30, 0).unwrap();
        calendar(&Source {
            portfolio: &portfolio,
            profile: &profile,
            standing: &standing,
            tasks: &tasks,
            schedule: &schedule,
            before,
            today,
            now,
            words: &words,
        })
    }

    fn weekly(minutes: u32) -> Plan {
        let mut plan = Plan::default();
        plan.course.start = Some(day("2026-07-06"));
        plan.slot =
            vec![Slot { day: Weekday::Sunday, at: NaiveTime::from_hms_opt(19, 0, 0), minutes }];
        plan.calendar = Alarms { days_before: vec![7, 1], minutes_before: Some(15) };
        plan
    }

    #[test]
    fn the_dates_and_the_times_of_work_are_events_of_their_own() {
        let file = export(weekly(90), &Exported::new(), "2026-11-24", "boards");
        let unfolded = file.text.replace("\r\n ", "");
        for expected in [
            "UID:due-7b0d5a52@artifolio\r\n",
            "DTSTART;VALUE=DATE:20270228\r\n",
            "UID:work-2026-11-29-0-7b0d5a52@artifolio\r\n",
            "DTSTART:20261129T190000\r\n",
            "DTEND:20261129T203000\r\n",
            "TRIGGER:-PT900S\r\n",
            "TRIGGER:-PT572400S\r\n",
            "DTSTAMP:20261124T183000Z\r\n",
            "PRODID:-//Artifolio//Portfolio plan//EN\r\n",
            "DESCRIPTION:Write the reflection on “boards”\r\n",
        ] {
            assert!(unfolded.contains(expected), "{expected}\n{unfolded}");
        }
        assert_eq!(
            (file.events, file.cancelled),
            (6, 0),
            "due, to be safe, finish, three times of work"
        );
        assert_eq!(file.text, export(weekly(90), &Exported::new(), "2026-11-24", "boards").text);
    }

    #[test]
    fn what_no_longer_is_is_cancelled_once() {
        let first = export(weekly(90), &Exported::new(), "2026-11-24", "boards");
        let mut other = weekly(90);
        other.slot[0].day = Weekday::Saturday;
        let second = export(other.clone(), &first.exported, "2026-11-24", "boards");
        assert_eq!((second.events, second.cancelled), (9, 3));
        assert_eq!(second.text.matches("STATUS:CANCELLED").count(), 3);
        assert_eq!(export(other, &second.exported, "2026-11-24", "boards").cancelled, 0);
        // What lies behind stays in the calendar as it is.
        assert_eq!(export(weekly(90), &first.exported, "2026-12-30", "boards").cancelled, 0);
    }

    #[test]
    fn before_the_course_its_steps_and_after_certification_its_end() {
        let mut plan = weekly(90);
        let link = "https://meet.example/a,b;c".to_owned();
        plan.course.step = BTreeMap::from([
            ("session-1".into(), StepNote { link: link.clone(), ..StepNote::default() }),
            ("session-2".into(), StepNote { left_out: true, ..StepNote::default() }),
        ]);
        let file = export(plan.clone(), &Exported::new(), "2026-06-29", "x");
        let text = file.text.replace("\r\n ", "");
        assert!(
            text.contains(&format!("URL:{link}"))
                && text.contains("SUMMARY:Module 4: The New Digital Citizenship")
        );
        assert!(!text.contains("step-session-2-") && !text.contains("step-pre-assessment-"));
        plan.outcome.result = Some(Verdict::Certified);
        plan.outcome.on = Some(day("2027-03-01"));
        let text = export(plan, &Exported::new(), "2027-03-01", "x").text;
        assert!(
            text.contains("20300301") && text.contains("20290901") && !text.contains("UID:due-")
        );
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn whatever_things_are_called_every_event_has_one_uid_and_lines_are_short(
            title in "\\PC{0,120}", minutes in 10_u32..240, days in 0_i64..200,
        ) {
            let today = (day("2026-08-31") + chrono::TimeDelta::days(days)).to_string();
            let file = export(weekly(minutes), &Exported::new(), &today, &title);
            let uids: Vec<&str> = file.text.split("\r\n").filter(|l| l.starts_with("UID:")).collect();
            let different: BTreeSet<&&str> = uids.iter().collect();
            let alarms = file.text.matches("BEGIN:VALARM").count();
            prop_assert_eq!((uids.len(), different.len()), (file.events + alarms, file.events + alarms));
            prop_assert!(file.text == export(weekly(minutes), &Exported::new(), &today, &title).text);
            prop_assert!(file.text.split("\r\n").all(|line| line.len() <= 76 && !line.contains('\n')));
        }
    }
}
