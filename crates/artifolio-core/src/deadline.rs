//! When the portfolio is due: calendar months after the course, clamped to the month's end, on dates without a zone.
//! What ISTE or the provider told wins over what is reckoned, and an extension wins over both.

use chrono::{Days, Months, NaiveDate};
use serde::Serialize;

use crate::portfolio::Settings;
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

/// The due date; `None` when no date is known to reckon from, or it lies beyond the calendar.
#[must_use]
pub fn due(settings: &Settings, profile: &Profile) -> Option<Due> {
    let dates = &settings.dates;
    let reckoned = [(Basis::Cohort, dates.course_end), (Basis::Own, dates.own_completion)]
        .into_iter()
        .filter_map(|(basis, start)| reckon(basis, start?, profile.due));
    let told = dates.official_due.map(|date| Step {
        basis: Basis::Official,
        start: None,
        date,
        clamped: false,
    });
    let extended = dates.extensions.iter().filter_map(|e| {
        let date = e.due?;
        Some(Step { basis: Basis::Extension, start: e.granted, date, clamped: false })
    });
    let steps: Vec<Step> = reckoned.chain(told).chain(extended).collect();
    let counts = *match steps.last()? {
        last @ Step { basis: Basis::Official | Basis::Extension, .. } => last,
        _ => steps.iter().min_by_key(|step| step.date)?,
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
    Some(Step { basis, start: Some(start), date, clamped: date.day() != start.day() })
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

    fn settings(dates: &str) -> Settings {
        toml::from_str(&format!("format = 1\nid = \"x\"\n[dates]\n{dates}")).unwrap()
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
            let due = due(&settings(&format!("course_end = {start}")), &profile()).unwrap();
            assert_eq!((due.date, due.basis), (day(expected), Basis::Cohort), "{start}");
            assert_eq!(due.steps[0].clamped, clamped, "{start}");
        }
    }

    #[test]
    fn every_start_day_of_four_years_agrees_with_jiff() {
        let profile = profile();
        let mut settings = settings("");
        let (mut start, mut days) = (day("2019-01-01"), 0);
        while start < day("2023-01-01") {
            settings.dates.course_end = Some(start);
            let due = due(&settings, &profile).unwrap();
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
        assert_eq!(days, 365 * 4 + 1);
    }

    #[test]
    fn the_earlier_reckoned_date_counts_then_the_official_one_then_the_last_extension() {
        let profile = profile();
        let mut all = settings("course_end = 2026-08-31\nown_completion = \"2026-08-10\"");
        let reckoned = due(&all, &profile).unwrap();
        assert_eq!((reckoned.date, reckoned.basis), (day("2027-02-10"), Basis::Own));
        assert_eq!(reckoned.cautious, day("2027-02-06"));
        assert_eq!(reckoned.days_left(day("2027-02-01")), 9);
        assert_eq!(reckoned.days_left(day("2027-02-11")), -1);

        all.dates.own_completion = Some(day("2026-09-10"));
        assert_eq!(due(&all, &profile).unwrap().basis, Basis::Cohort);

        all.dates.official_due = Some(day("2027-03-15"));
        let told = due(&all, &profile).unwrap();
        assert_eq!(
            (told.date, told.basis, told.cautious),
            (day("2027-03-15"), Basis::Official, day("2027-03-15"))
        );

        for until in ["2027-06-30", "2027-05-31"] {
            let due = Some(day(until));
            all.dates.extensions.push(Extension { due, ..Extension::default() });
        }
        all.dates.extensions.push(Extension { note: "asked again".into(), ..Extension::default() });
        let extended = due(&all, &profile).unwrap();
        assert_eq!((extended.date, extended.basis), (day("2027-05-31"), Basis::Extension));
        assert_eq!(extended.steps.len(), 5);
    }

    #[test]
    fn without_a_date_or_beyond_the_calendar_nothing_is_due() {
        let mut profile = profile();
        assert_eq!(due(&settings(""), &profile), None);
        let mut last = settings("");
        last.dates.course_end = Some(NaiveDate::MAX);
        assert_eq!(due(&last, &profile), None);
        last.dates.course_end = Some(day("2026-08-31"));
        profile.due = DueRule { months: u32::MAX, cautious_days: u32::MAX };
        assert_eq!(due(&last, &profile), None);
        profile.due.months = 6;
        assert_eq!(due(&last, &profile).unwrap().cautious, day("2027-02-28"));
        profile.due = DueRule { months: 5, cautious_days: 180 };
        let due = due(&last, &profile).unwrap();
        assert_eq!((due.date, due.cautious), (day("2027-01-31"), day("2027-01-31")));
    }
}
