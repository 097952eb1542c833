use chrono::{Datelike as _, NaiveDate};
use jiff::ToSpan as _;
use proptest::prelude::*;

use super::blocks::{finish_by, schedule};
use super::course::{CourseState, state, timeline};
use super::stage::{Stage, standing};
use super::work::{Learned, Sitting, Task, tasks};
use super::*;
use crate::check::fixture::{World, day};
use crate::check::report;
use crate::finding::Subject;
use crate::portfolio::{Extension, Portfolio};
use crate::profile::{Profile, StepKind, Work};
use crate::settings_edit::blank_settings;

pub(super) fn portfolio() -> (Portfolio, Profile) {
    let profile = Profile::resolve("iste-metc-2020", None).unwrap();
    (Portfolio::blank(blank_settings(), &profile), profile)
}

fn other(date: NaiveDate) -> jiff::civil::Date {
    let part = |n: u32| i8::try_from(n).unwrap();
    jiff::civil::date(i16::try_from(date.year()).unwrap(), part(date.month()), part(date.day()))
}

/// Every first day of eight years.
fn eight_years() -> impl Iterator<Item = NaiveDate> {
    day("2019-01-01").iter_days().take(365 * 8 + 2)
}

#[test]
fn every_step_of_both_forms_lies_where_jiff_puts_it() {
    let (mut portfolio, profile) = portfolio();
    let mut looked = 0;
    for form in ["online", "blended"] {
        portfolio.plan.course.form = Some(form.into());
        let rules = &profile.form[form];
        for start in eight_years() {
            portfolio.plan.course.start = Some(start);
            let line = timeline(&portfolio, &profile).unwrap();
            let end = other(start) + (i64::from(rules.weeks) * 7 - 1).days();
            assert_eq!(line.end.to_string(), end.to_string(), "{form} {start}");
            for step in &line.steps {
                let rule = &rules.step[&step.key];
                let expected = [rule.from, rule.to].map(|n| (other(start) + n.days()).to_string());
                assert_eq!([step.from, step.to].map(|d| d.to_string()), expected, "{form} {start}");
                looked += 1;
            }
            // The last day alone leads to the same first one.
            portfolio.plan.course.start = None;
            portfolio.settings.dates.course_end = Some(line.end);
            assert_eq!(timeline(&portfolio, &profile).unwrap().start, start);
            portfolio.settings.dates.course_end = None;
        }
    }
    assert_eq!(looked, (365 * 8 + 2) * (13 + 8));
}

#[test]
fn a_certification_ends_where_jiff_puts_it() {
    let (mut portfolio, profile) = portfolio();
    portfolio.plan.outcome.result = Some(Verdict::Certified);
    for on in eight_years() {
        portfolio.plan.outcome.on = Some(on);
        let lapse = standing(&portfolio, &profile, on).lapse.unwrap();
        let end = other(on) + 3.years();
        assert_eq!(lapse.date.to_string(), end.to_string(), "{on}");
        assert_eq!(lapse.remind.to_string(), (end - 6.months()).to_string(), "{on}");
    }
    portfolio.plan.outcome.lapses = Some(day("2029-01-31"));
    let told = standing(&portfolio, &profile, day("2027-03-01")).lapse.unwrap();
    assert_eq!((told.date, told.told), (day("2029-01-31"), true));
}

#[test]
fn every_date_can_be_edited_and_another_cohort_shifts_them_all() {
    let (mut portfolio, profile) = portfolio();
    portfolio.plan.course.start = Some(day("2026-07-06"));
    let note = |from: &str, to: &str| StepNote {
        from: Some(day(from)),
        to: Some(day(to)),
        ..StepNote::default()
    };
    portfolio.plan.course.step = BTreeMap::from([
        (
            "module-2".into(),
            StepNote { done: Some(day("2026-08-01")), ..note("2026-07-21", "2026-08-02") },
        ),
        (
            "book-club".into(),
            StepNote { title: "Book club".into(), ..note("2026-07-10", "2026-07-10") },
        ),
        ("module-3".into(), StepNote { from: Some(day("2026-08-04")), ..StepNote::default() }),
    ]);
    let before = timeline(&portfolio, &profile).unwrap();
    let at = |line: &course::Timeline, key: &str| {
        let step = line.steps.iter().find(|step| step.key == key).unwrap();
        (step.from, step.to)
    };
    assert_eq!(at(&before, "module-2"), (day("2026-07-21"), day("2026-08-02")));
    assert_eq!(
        at(&before, "module-3"),
        (day("2026-08-04"), day("2026-08-17")),
        "as long as it was"
    );
    assert_eq!(before.steps.iter().filter(|s| s.kind == StepKind::Own).count(), 1);
    assert!(before.steps.is_sorted_by_key(|step| step.from));

    let start = Some(day("2027-01-11"));
    let by = course::moves_by(&portfolio, &profile, start);
    portfolio.plan = portfolio.plan.starting(start, by);
    let after = timeline(&portfolio, &profile).unwrap();
    let days = day("2027-01-11").signed_duration_since(day("2026-07-06"));
    for step in &before.steps {
        assert_eq!(at(&after, &step.key), (step.from + days, step.to + days), "{}", step.key);
    }
    let done = portfolio.plan.course.step["module-2"].done;
    assert_eq!(done, Some(day("2026-08-01")), "what happened stays when it happened");
}

#[test]
fn a_first_day_that_is_told_late_moves_an_end_only_where_they_contradict_each_other() {
    let (mut portfolio, profile) = portfolio();
    portfolio.settings.dates.course_end = Some(day("2026-08-31"));
    let by = |portfolio: &Portfolio, start: &str| {
        course::moves_by(portfolio, &profile, Some(day(start)))
    };
    assert_eq!(
        by(&portfolio, "2026-07-06"),
        0,
        "a day earlier than reckoned: the end was told right"
    );
    assert_eq!(by(&portfolio, "2027-01-11"), 188, "another cohort");
    portfolio.plan.course.start = Some(day("2026-07-06"));
    assert_eq!(by(&portfolio, "2026-07-13"), 7);
    assert_eq!(course::moves_by(&portfolio, &profile, None), 0);
}

#[test]
fn a_completion_before_the_course_is_passed_over_in_its_state_and_month() {
    let (mut portfolio, profile) = portfolio();
    portfolio.plan.course.start = Some(day("2026-07-06"));
    portfolio.settings.dates.own_completion = Some(day("2025-08-10"));
    assert_eq!(state(&portfolio, &profile, day("2026-07-20")), CourseState::Running);
    assert_eq!(standing(&portfolio, &profile, day("2026-09-15")).month, Some(1));
    portfolio.settings.dates.own_completion = Some(day("2026-08-10"));
    assert_eq!(standing(&portfolio, &profile, day("2026-08-20")).month, Some(1));
}

#[test]
fn how_a_course_stands() {
    let (mut portfolio, profile) = portfolio();
    let on = |p: &Portfolio, today: &str| state(p, &profile, day(today));
    assert_eq!(on(&portfolio, "2026-07-06"), CourseState::Unknown);
    portfolio.plan.course.start = Some(day("2026-07-06"));
    for (today, expected) in [
        ("2026-07-05", CourseState::Before),
        ("2026-07-06", CourseState::Running),
        ("2026-08-30", CourseState::Running),
        ("2026-08-31", CourseState::Ended),
    ] {
        assert_eq!(on(&portfolio, today), expected, "{today}");
    }
    portfolio.settings.dates.own_completion = Some(day("2026-09-10"));
    assert_eq!(on(&portfolio, "2026-09-10"), CourseState::Running, "slower by ten days");
    for (points, percent, expected) in [
        (Some(20), None, CourseState::Passed),
        (Some(19), Some(99), CourseState::NotPassed),
        (None, Some(80), CourseState::Passed),
        (None, Some(79), CourseState::NotPassed),
    ] {
        portfolio.plan.course.result = CourseResult { points, percent, ..CourseResult::default() };
        assert_eq!(on(&portfolio, "2026-09-20"), expected, "{points:?} {percent:?}");
    }
    portfolio.plan.course.unfinished = true;
    assert_eq!(on(&portfolio, "2026-09-20"), CourseState::Unfinished);
}

#[test]
fn where_a_portfolio_stands_by_its_day() {
    let (mut portfolio, profile) = portfolio();
    portfolio.plan.course.start = Some(day("2026-07-06"));
    for (today, stage, month) in [
        ("2026-07-05", Stage::Before, None),
        ("2026-07-06", Stage::Course, None),
        ("2026-08-30", Stage::Course, None),
        ("2026-08-31", Stage::Portfolio, Some(1)),
        ("2026-09-30", Stage::Portfolio, Some(1)),
        ("2026-10-01", Stage::Portfolio, Some(2)),
        ("2027-02-20", Stage::Portfolio, Some(6)),
        ("2027-02-21", Stage::LastWeek, Some(6)),
        ("2027-02-28", Stage::LastDay, Some(6)),
        ("2027-03-01", Stage::Past, None),
    ] {
        let found = standing(&portfolio, &profile, day(today));
        assert_eq!((found.stage, found.month, found.extended()), (stage, month, false), "{today}");
    }
    let (granted, due) = (Some(day("2027-02-25")), Some(day("2027-04-30")));
    portfolio.settings.dates.extensions.push(Extension { granted, due, ..Extension::default() });
    let found = standing(&portfolio, &profile, day("2027-03-01"));
    assert_eq!((found.stage, found.month, found.extended()), (Stage::Portfolio, Some(7), true));

    portfolio.plan.outcome.submitted = Some(day("2027-03-01"));
    assert_eq!(standing(&portfolio, &profile, day("2027-03-01")).stage, Stage::Submitted);
    portfolio.plan.outcome.result = Some(Verdict::NotYet);
    portfolio.plan.outcome.on = Some(day("2027-03-01"));
    assert_eq!(standing(&portfolio, &profile, day("2027-03-01")).stage, Stage::NotYet);
    assert!(standing(&portfolio, &profile, day("2027-03-01")).plans());
    portfolio.plan.outcome.submitted = Some(day("2027-03-02"));
    assert_eq!(standing(&portfolio, &profile, day("2027-03-02")).stage, Stage::Submitted, "again");
    portfolio.plan.outcome.submitted = Some(day("2027-03-01"));
    portfolio.plan.outcome.result = Some(Verdict::Certified);
    assert_eq!(standing(&portfolio, &profile, day("2027-03-01")).stage, Stage::Certified);
    // A day of travel over the date line is no wrong clock; two days are.
    assert_eq!(standing(&portfolio, &profile, day("2027-02-28")).stage, Stage::Certified);
    let behind = standing(&portfolio, &profile, day("2027-02-27"));
    assert_eq!((behind.stage, behind.clock_behind), (Stage::ClockBehind, Some(day("2027-03-01"))));
    assert_eq!(standing(&self::portfolio().0, &profile, day("2027-02-27")).stage, Stage::Undated);
}

#[test]
fn the_work_that_is_left_is_what_the_findings_ask_for() {
    let mut world = World::clean();
    world.portfolio.artifacts.truncate(7);
    world.entry("3b").text.clear();
    let found = report(&world.context(), Vec::new());
    let all = tasks(&world.portfolio, &world.profile, &found, &Learned::default());
    let count = |kind: Work| all.iter().filter(|task| task.work == kind).count();
    assert_eq!(count(Work::Artifact), 2, "nine are asked for");
    assert_eq!((count(Work::Feedback), count(Work::HandingIn)), (1, 1));
    assert!(
        all.iter()
            .any(|t| t.work == Work::Contextualization && t.subject == Subject::criterion("3b"))
    );
    assert_eq!(all.last().map(|task| task.work), Some(Work::HandingIn));
    assert!(all.iter().all(|task| task.minutes > 0));

    world.portfolio.plan.outcome.feedback = Some(day("2026-11-01"));
    world.portfolio.plan.outcome.submitted = Some(day("2026-11-20"));
    let all = tasks(&world.portfolio, &world.profile, &found, &Learned::default());
    assert!(all.iter().all(|task| !matches!(task.work, Work::Feedback | Work::HandingIn)));
}

#[test]
fn own_minutes_are_learned_slowly_and_of_texts_that_became_one() {
    let (_, profile) = portfolio();
    let said = profile.work[&Work::Contextualization];
    let mut learned = Learned::default();
    let minutes = |learned: &Learned| learned.minutes(Work::Contextualization, &profile);
    let note = |learned: &mut Learned, of: &str, minutes, fresh, words| {
        learned.note(Work::Contextualization, Sitting { of, minutes, fresh, words });
    };
    note(&mut learned, "old", 5, false, 100);
    assert_eq!(minutes(&learned), said);
    note(&mut learned, "odd", 9_999, true, 100);
    assert_eq!(minutes(&learned), said, "one odd evening");
    for text in 0..9 {
        note(&mut learned, &text.to_string(), 10, true, 12);
    }
    assert_eq!(minutes(&learned), said, "texts that are only begun");
    for text in 0..9 {
        note(&mut learned, &text.to_string(), 5, false, 90);
    }
    assert_eq!(
        (minutes(&learned), learned.minutes(Work::Reflection, &profile)),
        (15, profile.work[&Work::Reflection])
    );
}

fn some_day() -> impl Strategy<Value = NaiveDate> {
    (0_i64..3000).prop_map(|n| day("2019-01-01") + chrono::TimeDelta::days(n))
}

fn slot() -> impl Strategy<Value = Slot> {
    let at = prop::option::of((0_u32..24, 0_u32..60));
    (0_usize..7, at, SLOT_MINUTES).prop_map(|(day, at, minutes)| Slot {
        day: [
            Weekday::Monday,
            Weekday::Tuesday,
            Weekday::Wednesday,
            Weekday::Thursday,
            Weekday::Friday,
            Weekday::Saturday,
            Weekday::Sunday,
        ][day],
        at: at.and_then(|(hour, minute)| NaiveTime::from_hms_opt(hour, minute, 0)),
        minutes,
    })
}

fn pause() -> impl Strategy<Value = Pause> {
    (some_day(), 0_i64..60, "[a-zé \"#]{0,8}").prop_map(|(from, days, note)| Pause {
        from,
        to: from + chrono::TimeDelta::days(days),
        note,
    })
}

fn note() -> impl Strategy<Value = StepNote> {
    let days = [0, 1, 2].map(|_| prop::option::of(some_day()));
    (
        days,
        any::<bool>(),
        prop::option::of(any::<bool>()),
        prop::option::of(0_u32..999),
        "[a-z#'\"\\\\ñ]{0,6}",
    )
        .prop_map(|([from, to, done], left_out, attended, minutes, title)| StepNote {
            from,
            to,
            done,
            left_out,
            attended,
            minutes,
            link: title.clone(),
            title,
        })
}

prop_compose! {
    fn plan()(
        start in prop::option::of(some_day()),
        words in "[a-zA-Z\u{e9}#='\" ]{0,12}",
        step in prop::collection::btree_map("[a-z]{1,6}(-[0-9])?", note().prop_filter("says something", |n| *n != StepNote::default()), 0..4),
        slot in prop::collection::vec(slot(), 0..4),
        pause in prop::collection::vec(pause(), 0..3),
        by in prop::option::of(some_day()),
        days_before in prop::collection::vec(0_u32..99, 0..3),
        points in prop::option::of(0_u32..26),
    ) -> Plan {
        let result = CourseResult { points, ..CourseResult::default() };
        let link = vec![CourseLink { title: words.clone(), address: "https://iste.org/x".into() }];
        Plan {
            course: Course { start, cohort: words, result, step, link, ..Course::default() },
            slot,
            pause,
            finish: Finish { by, slack_days: points },
            calendar: Alarms { days_before, minutes_before: points },
            outcome: Outcome { submitted: by, ..Outcome::default() },
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn whatever_is_changed_comes_back_and_comments_and_unknown_keys_stay(one in plan(), two in plan()) {
        let head = "# mine\n[own]\nkey = 1 # kept\n";
        let first = edit_plan(head, &Plan::default(), &one).unwrap();
        prop_assert_eq!(&read_plan(&first).unwrap(), &one);
        let second = edit_plan(&first, &one, &two).unwrap();
        prop_assert_eq!(&read_plan(&second).unwrap(), &two);
        prop_assert!(second.starts_with(head), "{}", second);
        prop_assert_eq!(edit_plan(&second, &two, &two).unwrap(), second);
    }

    #[test]
    fn all_work_is_placed_once_in_the_learners_own_time(
        plan in plan(), today in some_day(), due in some_day(), minutes in prop::collection::vec(1_u32..200, 0..30),
        last_minutes in 1_u32..90,
    ) {
        let (mut portfolio, profile) = portfolio();
        portfolio.plan = Plan { outcome: Outcome::default(), course: Course::default(), ..plan };
        portfolio.settings.dates.official_due = Some(due);
        let mut all: Vec<Task> = minutes.iter().map(|minutes| Task {
            work: Work::Mending, subject: Subject::portfolio(), finding: None, minutes: *minutes, points: 1,
        }).collect();
        all.push(Task { work: Work::HandingIn, subject: Subject::bundle(), finding: None, minutes: last_minutes, points: 0 });
        let standing = standing(&portfolio, &profile, today);
        let found = schedule(&portfolio.plan, &profile, &standing, &all, today);
        let last = if due < today { today + chrono::TimeDelta::days(3 * 365) } else { due };
        prop_assert!(finish_by(&portfolio.plan, &profile, &standing, today).is_none_or(|by| (today..=due).contains(&by)));
        let mut placed = vec![0; all.len()];
        for block in &found.blocks {
            prop_assert!((today..=last).contains(&block.date));
            prop_assert!(!portfolio.plan.pause.iter().any(|p| (p.from..=p.to).contains(&block.date)));
            prop_assert!(portfolio.plan.slot.iter().any(|s| s.day.is(block.date) && s.minutes == block.minutes && s.at == block.at));
            prop_assert!(block.parts.iter().map(|part| part.minutes).sum::<u32>() <= block.minutes);
            for part in &block.parts {
                // Handing in rests on everything else.
                let others = placed.iter().zip(&all).rev().skip(1);
                prop_assert!(part.task + 1 < all.len() || others.into_iter().all(|(placed, task)| *placed == task.minutes));
                placed[part.task] += part.minutes;
            }
        }
        let keys: Vec<_> = found.blocks.iter().map(|block| (block.date, block.turn)).collect();
        prop_assert!(keys.is_sorted_by(|a, b| a < b), "each time of work once");
        prop_assert!(placed.iter().zip(&all).all(|(placed, task)| *placed <= task.minutes));
        prop_assert_eq!(placed.iter().sum::<u32>() + found.unplaced, found.minutes);
        if let Some(needed) = found.needed {
            let days = today.iter_days().take_while(|day| *day <= found.finish_by.unwrap());
            let free = days.filter(|day| !portfolio.plan.pause.iter().any(|p| (p.from..=p.to).contains(day)));
            prop_assert!(u64::from(needed) * free.count() as u64 >= u64::from(found.minutes) * 7);
        }
    }

    #[test]
    fn an_evening_that_was_missed_moves_the_work_and_nothing_else(today in some_day(), minutes in prop::collection::vec(5_u32..60, 1..12)) {
        let (mut portfolio, profile) = portfolio();
        portfolio.settings.dates.official_due = Some(today + chrono::TimeDelta::days(200));
        portfolio.plan.slot = vec![Slot { day: Weekday::Sunday, at: None, minutes: 60 }];
        let all: Vec<Task> = minutes.iter().map(|minutes| Task {
            work: Work::Mending, subject: Subject::portfolio(), finding: None, minutes: *minutes, points: 1,
        }).collect();
        let on = |today| schedule(&portfolio.plan, &profile, &standing(&portfolio, &profile, today), &all, today);
        let (first, later) = (on(today), on(today + chrono::TimeDelta::days(7)));
        let shape = |schedule: &blocks::Schedule| schedule.blocks.iter().map(|b| b.parts.clone()).collect::<Vec<_>>();
        prop_assert_eq!(shape(&first), shape(&later));
        let week = chrono::TimeDelta::days(7);
        prop_assert!(first.blocks.iter().zip(&later.blocks).all(|(a, b)| a.date + week == b.date));
    }
}
