//! When the portfolio is due: calendar months after the course, clamped to the month's end, on dates without a zone.
//! What ISTE or the provider told wins over what is reckoned, and an extension wins over both.

use chrono::{Days, Months, NaiveDate};
use serde::Serialize;

use crate::plan::course::{course_end, course_start};
use crate::portfolio::Portfolio;
use crate::profile::{DueRule, Profile};

/// What a due date rests on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Basis {
    /// The end of the cohort's course.
    Cohort,
    /// The learner's own completion.
    Own,
    /// What ISTE or the provider told.
    Official,
    /// An extension.
    Extension,
}

/// One date that was considered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Step {
    /// Where it comes from.
    pub basis: Basis,
    /// The day it was reckoned from, or the extension granted on; none for a date that was told.
    pub start: Option<NaiveDate>,
    /// The due date it gives.
    pub date: NaiveDate,
    /// The month of the due date is too short for the day: its last day counts.
    pub clamped: bool,
    /// It rests on a day before the course begins, or is one: it is told and not used.
    pub too_early: bool,
}

/// The due date and how it was found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Due {
    /// The last day to hand in.
    pub date: NaiveDate,
    /// What it rests on.
    pub basis: Basis,
    /// The day to be on the safe side of, never after `date`: the same day where the date was told.
    pub cautious: NaiveDate,
    /// All dates considered: cohort, own, official, extensions.
    pub steps: Vec<Step>,
}

impl Due {
    /// Days from `today` to the due date; negative once it is past.
    #[must_use]
    pub fn days_left(&self, today: NaiveDate) -> i64 {
        self.date.signed_duration_since(today).num_days()
    }
}

/// All dates considered: cohort, own, official, extensions.
#[must_use]
pub fn steps(portfolio: &Portfolio, profile: &Profile) -> Vec<Step> {
    let dates = &portfolio.settings.dates;
    let begin = course_start(portfolio, profile);
    let too_early = |day: NaiveDate| begin.is_some_and(|begin| day < begin);
    let ends =
        [(Basis::Cohort, course_end(portfolio, profile)), (Basis::Own, dates.own_completion)];
    let reckoned = ends.into_iter().filter_map(|(basis, start)| {
        let step = reckon(basis, start?, profile.due)?;
        Some(Step { too_early: too_early(start?), ..step })
    });
    let told = |basis, start, date| {
        Some(Step { basis, start, date, clamped: false, too_early: too_early(date) })
    };
    let official = dates.official_due.and_then(|date| told(Basis::Official, None, date));
    let extended =
        dates.extensions.iter().filter_map(|e| told(Basis::Extension, e.granted, e.due?));
    reckoned.chain(official).chain(extended).collect()
}

/// The due date; `None` when no date is known to reckon from, or it lies beyond the calendar.
#[must_use]
pub fn due(portfolio: &Portfolio, profile: &Profile) -> Option<Due> {
    let steps = steps(portfolio, profile);
    let used = || steps.iter().filter(|step| !step.too_early);
    let counts = *match used().next_back()? {
        last @ Step { basis: Basis::Official | Basis::Extension, .. } => last,
        _ => used().min_by_key(|step| step.date)?,
    };
    let cautious = match (counts.basis, counts.start) {
        (Basis::Cohort | Basis::Own, Some(start)) => start
            .checked_add_days(Days::new(profile.due.cautious_days.into()))
            .map_or(counts.date, |day| day.min(counts.date)),
        _ => counts.date,
    };
    Some(Due { date: counts.date, basis: counts.basis, cautious, steps })
}

fn reckon(basis: Basis, start: NaiveDate, rule: DueRule) -> Option<Step> {
    use chrono::Datelike as _;
    let date = start.checked_add_months(Months::new(rule.months))?;
    Some(Step {
        basis,
        start: Some(start),
        date,
        clamped: date.day() != start.day(),
        too_early: false,
    })
}

#[cfg(test)]
mod tests {
    use chrono::Datelike as _;
    use jiff::ToSpan as _;

    use super::*;
    use crate::portfolio::Extension;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn profile() -> Profile {
        Profile::resolve("iste-metc-2020", None).unwrap()
    }

    fn portfolio(dates: &str) -> Portfolio {
        let text = format!("format = 1\nid = \"x\"\n[dates]\n{dates}");
        Portfolio::blank(toml::from_str(&text).unwrap(), &profile())
    }

    #[test]
    fn six_calendar_months_clamped_to_the_months_end() {
        for (start, expected, clamped) in [
            ("2020-08-15", "2021-02-15", false),
            ("2020-08-31", "2021-02-28", true),
            ("2019-08-31", "2020-02-29", true),
            ("2019-08-29", "2020-02-29", false),
            ("2020-10-31", "2021-04-30", true),
            ("2020-02-29", "2020-08-29", false),
        ] {
            let due = due(&portfolio(&format!("course_end = {start}")), &profile()).unwrap();
            assert_eq!((due.date, due.basis), (day(expected), Basis::Cohort), "{start}");
            assert_eq!(due.steps[0].clamped, clamped, "{start}");
        }
    }

    #[test]
    fn every_start_day_of_eight_years_agrees_with_jiff() {
        let profile = profile();
        let mut blank = portfolio("");
        let (mut start, mut days) = (day("2019-01-01"), 0);
        while start < day("2027-01-01") {
            blank.settings.dates.course_end = Some(start);
            let due = due(&blank, &profile).unwrap();
            let month = i8::try_from(start.month()).unwrap();
            let other = jiff::civil::date(
                i16::try_from(start.year()).unwrap(),
                month,
                i8::try_from(start.day()).unwrap(),
            );
            assert_eq!(due.date.to_string(), (other + 6.months()).to_string(), "{start}");
            assert_eq!(due.cautious.to_string(), (other + 180.days()).to_string(), "{start}");
            assert!(due.cautious <= due.date, "{start}");
            start = start.succ_opt().unwrap();
            days += 1;
        }
        assert_eq!(days, 365 * 8 + 2);
    }

    #[test]
    fn the_earlier_reckoned_date_counts_then_the_official_one_then_the_last_extension() {
        let profile = profile();
        let mut all = portfolio("course_end = 2026-08-31\nown_completion = \"2026-08-10\"");
        let reckoned = due(&all, &profile).unwrap();
        assert_eq!((reckoned.date, reckoned.basis), (day("2027-02-10"), Basis::Own));
        assert_eq!(reckoned.cautious, day("2027-02-06"));
        assert_eq!(reckoned.days_left(day("2027-02-01")), 9);
        assert_eq!(reckoned.days_left(day("2027-02-11")), -1);

        all.settings.dates.own_completion = Some(day("2026-09-10"));
        assert_eq!(due(&all, &profile).unwrap().basis, Basis::Cohort);

        all.settings.dates.official_due = Some(day("2027-03-15"));
        let told = due(&all, &profile).unwrap();
        assert_eq!(
            (told.date, told.basis, told.cautious),
            (day("2027-03-15"), Basis::Official, day("2027-03-15"))
        );

        for until in ["2027-06-30", "2027-05-31"] {
            let due = Some(day(until));
            all.settings.dates.extensions.push(Extension { due, ..Extension::default() });
        }
        all.settings
            .dates
            .extensions
            .push(Extension { note: "asked again".into(), ..Extension::default() });
        let extended = due(&all, &profile).unwrap();
        assert_eq!((extended.date, extended.basis), (day("2027-05-31"), Basis::Extension));
        assert_eq!(extended.steps.len(), 5);
    }

    #[test]
    fn a_day_before_the_course_begins_is_told_and_not_used() {
        let profile = profile();
        let mut portfolio = portfolio("course_end = 2026-08-31\nown_completion = 2025-08-10");
        portfolio.settings.dates.official_due = Some(day("2026-03-01"));
        portfolio.plan.course.start = Some(day("2026-07-06"));
        let found = due(&portfolio, &profile).unwrap();
        assert_eq!((found.date, found.basis), (day("2027-02-28"), Basis::Cohort));
        let early: Vec<_> = found.steps.iter().map(|s| (s.basis, s.too_early)).collect();
        let expected = [(Basis::Cohort, false), (Basis::Own, true), (Basis::Official, true)];
        assert_eq!(early, expected);
        portfolio.settings.dates.course_end = Some(day("2026-01-01"));
        assert_eq!(due(&portfolio, &profile), None);
        assert_eq!(steps(&portfolio, &profile).len(), 3);
    }

    #[test]
    fn the_first_day_of_the_course_is_enough() {
        let profile = profile();
        let mut portfolio = portfolio("");
        portfolio.plan.course.start = Some(day("2026-07-06"));
        let found = due(&portfolio, &profile).unwrap();
        assert_eq!(
            (found.steps[0].start, found.date),
            (Some(day("2026-08-30")), day("2027-02-28"))
        );
    }

    #[test]
    fn without_a_date_or_beyond_the_calendar_nothing_is_due() {
        let mut profile = profile();
        assert_eq!(due(&portfolio(""), &profile), None);
        let mut last = portfolio("");
        last.settings.dates.course_end = Some(NaiveDate::MAX);
        assert_eq!(due(&last, &profile), None);
        last.settings.dates.course_end = Some(day("2026-08-31"));
        profile.due.months = u32::MAX;
        profile.due.cautious_days = u32::MAX;
        assert_eq!(due(&last, &profile), None);
        profile.due.months = 6;
        assert_eq!(due(&last, &profile).unwrap().cautious, day("2027-02-28"));
        profile.due.months = 5;
        profile.due.cautious_days = 180;
        let due = due(&last, &profile).unwrap();
        assert_eq!((due.date, due.cautious), (day("2027-01-31"), day("2027-01-31")));
    }
}
