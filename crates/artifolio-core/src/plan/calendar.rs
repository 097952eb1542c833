//! The plan as an iCalendar file. Every event has a UID of its own for good, so that importing the file again brings events up to
//! date and never doubles one. Dates are all-day events without a zone; times of work float: 19:00 is 19:00 wherever the learner is,
//! before and after the clocks change.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, Days, Duration, NaiveDate, NaiveTime, TimeZone as _, Utc};
use icalendar::{Alarm, Calendar, Component as _, Event, EventLike as _, EventStatus, Property};
use serde::{Deserialize, Serialize};

use super::blocks::{Block, Schedule};
use super::stage::Standing;
use super::words;
use super::work::Task;
use crate::check::Report;
use crate::check::reading::PLAN_FAULT;
use crate::failure::Coded;
use crate::markdown::web_address;
use crate::message::Catalogue;
use crate::portfolio::Portfolio;
use crate::profile::Profile;

/// What an event was when it was last exported: enough to say that it is cancelled.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Known {
    /// Its first day.
    pub date: NaiveDate,
    /// Its last.
    pub until: NaiveDate,
    /// When it begins; `None`: all day.
    pub at: Option<NaiveTime>,
    /// How long it is; 0 of an all-day event.
    pub minutes: u32,
    /// It was cancelled. That is said until its day is over: nobody knows which of the files was imported.
    #[serde(default)]
    pub gone: bool,
}

impl Known {
    fn all_day([date, until]: [NaiveDate; 2]) -> Self {
        Self { date, until, at: None, minutes: 0, gone: false }
    }
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
    /// What the checks found.
    pub report: &'a Report,
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

/// Why there is no calendar to be made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NoCalendar {
    /// The clock is wrong: everything that lies ahead would seem to be gone.
    #[error("the clock says a day that is past")]
    ClockBehind,
    /// `plan.toml` cannot be read: all that it says would seem to be gone.
    #[error("plan.toml cannot be read")]
    PlanUnread,
}

impl Coded for NoCalendar {
    fn code(&self) -> &'static str {
        match self {
            Self::ClockBehind => "calendar-clock",
            Self::PlanUnread => "calendar-plan",
        }
    }
}

/// When an alarm of an all-day event rings.
const MORNING: Duration = Duration::hours(9);

/// Who made it: by this a file is known that may be written over.
pub const PRODID: &str = "-//Artifolio//Portfolio plan//EN";

/// Key of the event of the due date.
const DUE: &str = "due";

/// Makes the file.
///
/// # Errors
/// [`NoCalendar`], where it would cancel what is not gone.
pub fn calendar(source: &Source<'_>) -> Result<File, NoCalendar> {
    if source.standing.clock_behind.is_some() {
        return Err(NoCalendar::ClockBehind);
    }
    if source.report.findings.iter().any(|finding| finding.rule == PLAN_FAULT) {
        return Err(NoCalendar::PlanUnread);
    }
    let mut all = Events { source, events: Vec::new(), exported: Exported::new() };
    all.dates();
    all.course();
    for block in &source.schedule.blocks {
        all.work(block);
    }
    let cancelled = all.cancel();
    let Events { events, exported, .. } = all;
    let mut calendar = Calendar::empty();
    for (key, value) in
        [("VERSION", "2.0"), ("PRODID", PRODID), ("CALSCALE", "GREGORIAN"), ("METHOD", "PUBLISH")]
    {
        calendar.append_property(Property::new(key, value));
    }
    calendar.name(&source.words.plain("plan_calendar_name"));
    let count = events.len();
    calendar.extend(events);
    Ok(File { text: calendar.to_string(), events: count, cancelled, exported })
}

/// Whether what was exported has the due date that is reckoned now.
#[must_use]
pub fn knows_due(exported: &Exported, portfolio: &Portfolio, due: NaiveDate) -> bool {
    exported.get(&uid(portfolio, DUE)).is_some_and(|known| known.date == due && !known.gone)
}

fn uid(portfolio: &Portfolio, key: &str) -> String {
    format!("{key}-{}@artifolio", portfolio.settings.id)
}

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
            self.date(DUE, "plan_calendar_due", due.date);
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
        let known = Known::all_day([date; 2]);
        let mut event = self.event(&uid(self.source.portfolio, key), &summary, known);
        self.alarms_before_day(&mut event, &summary);
        self.add(event, known);
    }

    /// The steps of the course that are not over.
    fn course(&mut self) {
        let Source { standing, words, portfolio, .. } = *self.source;
        let steps = standing.timeline.iter().flat_map(|timeline| &timeline.steps);
        for step in steps.filter(|step| !step.note.left_out && step.note.done.is_none()) {
            let summary = words::step(step, words);
            let known = Known::all_day([step.from, step.to]);
            let key = format!("step-{}", step.key);
            let mut event = self.event(&uid(portfolio, &key), &summary, known);
            if let Some(address) = web_address(&step.note.link) {
                event.url(&address);
            }
            if step.from == step.to {
                self.alarms_before_day(&mut event, &summary);
            }
            self.add(event, known);
        }
    }

    fn work(&mut self, block: &Block) {
        let Source { portfolio, profile, tasks, words, .. } = *self.source;
        let minutes = BTreeMap::from([("minutes", block.minutes.to_string())]);
        let summary = words.text("plan_calendar_work", &minutes);
        let key = format!("work-{}-{}", block.date, block.turn);
        let known =
            Known { at: block.at, minutes: block.minutes, ..Known::all_day([block.date; 2]) };
        let mut event = self.event(&uid(portfolio, &key), &summary, known);
        event.description(&words::outline(block, tasks, portfolio, profile, words).join("\n"));
        let before = portfolio.plan.calendar.minutes_before.filter(|_| block.at.is_some());
        if let Some(before) = before {
            self.alarm(&mut event, &summary, -Duration::minutes(before.into()));
        }
        self.add(event, known);
    }

    /// What was exported, is not over and no longer is.
    fn cancel(&mut self) -> usize {
        let Source { before, today, words, .. } = *self.source;
        let gone = before
            .iter()
            .filter(|(uid, known)| known.until >= today && !self.exported.contains_key(*uid));
        let gone: Vec<(String, Known)> = gone.map(|(uid, known)| (uid.clone(), *known)).collect();
        let count = gone.len();
        for (uid, known) in gone {
            let mut event = self.event(&uid, &words.plain("plan_calendar_gone"), known);
            event.status(EventStatus::Cancelled);
            self.add(event, Known { gone: true, ..known });
        }
        count
    }

    /// An event with what every event has. What is all day keeps no time busy.
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
                let end = known.until.checked_add_days(Days::new(1)).unwrap_or(known.until);
                event.starts(known.date).ends(end).add_property("TRANSP", "TRANSPARENT");
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

    /// Keeps an event, unless it is over.
    fn add(&mut self, event: Event, known: Known) {
        if let Some(uid) = event.get_uid().filter(|_| known.until >= self.source.today) {
            self.exported.insert(uid.to_owned(), known);
            self.events.push(event);
        }
    }
}

/// Grows with every export, so that a calendar knows the newer of two: seconds since 2020.
fn sequence(now: DateTime<Utc>) -> u32 {
    let first = Utc.timestamp_opt(1_577_836_800, 0).single().unwrap_or_default();
    u32::try_from(now.signed_duration_since(first).num_seconds()).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::blocks::schedule;
    use super::super::stage::standing;
    use super::super::tests::portfolio;
    use super::super::{Alarms, Plan, Slot, StepNote, Verdict, Weekday};
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
        let report = Report::default();
        let made = calendar(&Source {
            portfolio: &portfolio,
            profile: &profile,
            report: &report,
            standing: &standing,
            tasks: &tasks,
            schedule: &schedule,
            before,
            today,
            now,
            words: &words,
        });
        made.unwrap()
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
    fn what_no_longer_is_is_cancelled_until_its_day_is_over() {
        let first = export(weekly(90), &Exported::new(), "2026-11-24", "boards");
        let mut other = weekly(90);
        other.slot[0].day = Weekday::Saturday;
        let second = export(other.clone(), &first.exported, "2026-11-24", "boards");
        assert_eq!((second.events, second.cancelled), (9, 3));
        assert_eq!(second.text.matches("STATUS:CANCELLED").count(), 3);
        // Nobody knows whether that file was imported, so it is said again until the day is over.
        let third = export(other.clone(), &second.exported, "2026-11-24", "boards");
        assert_eq!(third.cancelled, 3);
        assert_eq!(export(other, &third.exported, "2026-12-30", "boards").cancelled, 0);
        // One that is again is an event as before.
        assert!(
            !export(weekly(90), &third.exported, "2026-11-24", "boards")
                .exported
                .values()
                .any(|known| { known.gone && known.date == day("2026-11-29") })
        );
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

    #[test]
    fn whether_a_calendar_has_the_due_date_of_now_is_known() {
        let (mut portfolio, _) = portfolio();
        portfolio.settings.id = "7b0d5a52".into();
        let exported = export(weekly(90), &Exported::new(), "2026-11-24", "x").exported;
        assert!(knows_due(&exported, &portfolio, day("2027-02-28")));
        assert!(!knows_due(&exported, &portfolio, day("2027-04-30")));
        assert!(!knows_due(&Exported::new(), &portfolio, day("2027-02-28")));
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn whatever_things_are_called_every_event_has_one_uid_and_lines_are_short(
            title in "\\PC{0,120}", minutes in 10_u32..240, days in 0_i64..200,
        ) {
            let today = (day("2026-08-31") + chrono::TimeDelta::days(days)).to_string();
            let mut twice = weekly(minutes);
            twice.slot.push(Slot { at: None, ..twice.slot[0] });
            let file = export(twice.clone(), &Exported::new(), &today, &title);
            let uids: Vec<&str> = file.text.split("\r\n").filter(|l| l.starts_with("UID:")).collect();
            let different: BTreeSet<&&str> = uids.iter().collect();
            let alarms = file.text.matches("BEGIN:VALARM").count();
            prop_assert_eq!((uids.len(), different.len()), (file.events + alarms, file.events + alarms));
            prop_assert!(file.text == export(twice, &Exported::new(), &today, &title).text);
            prop_assert!(file.text.split("\r\n").all(|line| line.len() <= 76 && !line.contains('\n')));
        }
    }
}
