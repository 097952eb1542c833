//! Done against plan: how many criteria are answered, how many should be by a straight line to the day of finishing, and when the
//! learner's own pace would be through.

use std::collections::BTreeMap;

use chrono::{Days, NaiveDate};
use serde::Serialize;

/// Criteria answered on days, as they were seen.
pub type Seen = BTreeMap<NaiveDate, u32>;

/// Done against plan.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Pace {
    /// First day of the line: the end of the course.
    pub start: NaiveDate,
    /// Its last day: when all should be finished.
    pub finish_by: NaiveDate,
    /// Criteria there are.
    pub total: u32,
    /// Criteria answered today.
    pub done: u32,
    /// Criteria that the line has reached today.
    pub planned: u32,
    /// Criteria a week, in tenths, that lead to the end in time; `None` when that day is past.
    pub needed_tenths: Option<u32>,
    /// What was answered on days, the last being today.
    pub seen: Vec<Point>,
    /// When the learner's own pace would be through.
    pub forecast: Forecast,
}

/// What was answered on a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Point {
    /// The day.
    pub date: NaiveDate,
    /// Criteria answered.
    pub done: u32,
}

/// When the learner's own pace would be through.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case", tag = "kind")]
pub enum Forecast {
    /// All is answered.
    Done,
    /// Too few weeks are known, or too little was done in them, to say anything.
    TooLittle {
        /// Whole weeks that are known.
        weeks: u32,
    },
    /// Between two days.
    Range {
        /// As the better half of the weeks went.
        early: NaiveDate,
        /// As the other half went; `None`: nothing was done in those.
        late: Option<NaiveDate>,
        /// Weeks that this rests on.
        weeks: u32,
    },
}

/// Weeks that a forecast rests on at least, and at most.
const WEEKS: std::ops::RangeInclusive<u32> = 3..=8;

/// Criteria that must have been answered in them.
const DONE: u32 = 3;

/// A forecast further ahead says nothing.
const FAR: u64 = 5 * 365;

/// Reckons it; `None` when the line has no length.
#[must_use]
pub fn pace(
    seen: &Seen,
    [done, total]: [u32; 2],
    [start, finish_by]: [NaiveDate; 2],
    today: NaiveDate,
) -> Option<Pace> {
    let length = u32::try_from(finish_by.signed_duration_since(start).num_days()).ok()?;
    if length == 0 {
        return None;
    }
    let gone = today.signed_duration_since(start).num_days().clamp(0, length.into());
    let gone = u32::try_from(gone).unwrap_or(0);
    let left = finish_by.signed_duration_since(today).num_days();
    let needed = |days: u32| ((total - done) * 70).div_ceil(days + 1);
    let mut seen: Seen = seen.range(..today).map(|(date, done)| (*date, *done)).collect();
    seen.insert(today, done);
    Some(Pace {
        start,
        finish_by,
        total,
        done,
        planned: total * gone / length,
        needed_tenths: u32::try_from(left).ok().map(needed),
        forecast: forecast(&seen, total, today),
        seen: seen.into_iter().map(|(date, done)| Point { date, done }).collect(),
    })
}

fn forecast(seen: &Seen, total: u32, today: NaiveDate) -> Forecast {
    let done = seen[&today];
    if done >= total {
        return Forecast::Done;
    }
    let known =
        seen.keys().next().map_or(0, |first| today.signed_duration_since(*first).num_days());
    let known = u32::try_from(known / 7).unwrap_or(0);
    let weeks = known.min(*WEEKS.end());
    let at = |week: u32| -> Option<u32> {
        let day = today.checked_sub_days(Days::new(u64::from(week) * 7))?;
        seen.range(..=day).next_back().map(|(_, done)| *done)
    };
    let gains = (0..weeks).map(|week| Some(at(week)?.saturating_sub(at(week + 1)?)));
    let mut gains: Vec<u32> = gains.map(Option::unwrap_or_default).collect();
    gains.sort_unstable();
    if !WEEKS.contains(&weeks) || gains.iter().sum::<u32>() < DONE {
        return Forecast::TooLittle { weeks: known };
    }
    let half = gains.len().div_ceil(2);
    let through = |weeks: &[u32]| -> Option<NaiveDate> {
        let gained: u32 = weeks.iter().sum();
        let days = (u64::from(total - done) * 7 * weeks.len() as u64).checked_div(gained.into())?;
        today.checked_add_days(Days::new(days.min(FAR) + 1))
    };
    match through(&gains[gains.len() - half..]) {
        Some(early) => Forecast::Range { early, late: through(&gains[..half]), weeks },
        None => Forecast::TooLittle { weeks: known },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn found(seen: &[(&str, u32)], done: u32) -> Pace {
        let seen: Seen = seen.iter().map(|(date, done)| (day(date), *done)).collect();
        pace(&seen, [done, 25], [day("2026-08-31"), day("2027-02-13")], day("2026-11-23")).unwrap()
    }

    #[test]
    fn the_line_leads_from_the_end_of_the_course_to_the_last_day() {
        let pace = found(&[], 10);
        assert_eq!((pace.planned, pace.needed_tenths), (12, Some(13)), "15 in 83 days");
        assert_eq!(pace.seen, [Point { date: day("2026-11-23"), done: 10 }]);
        let span = [day("2026-08-31"), day("2027-02-13")];
        let on = |today| super::pace(&Seen::new(), [10, 25], span, day(today)).unwrap();
        assert_eq!((on("2026-08-01").planned, on("2027-02-13").planned), (0, 25));
        assert_eq!(
            (on("2027-02-13").needed_tenths, on("2027-02-14").needed_tenths),
            (Some(1050), None)
        );
        assert_eq!(super::pace(&Seen::new(), [0, 25], [span[1], span[0]], span[0]), None);
    }

    #[test]
    fn a_forecast_says_how_much_it_rests_on() {
        assert_eq!(found(&[], 25).forecast, Forecast::Done);
        assert_eq!(found(&[], 10).forecast, Forecast::TooLittle { weeks: 0 });
        let two_weeks = [("2026-11-09", 2), ("2026-11-16", 6)];
        assert_eq!(found(&two_weeks, 10).forecast, Forecast::TooLittle { weeks: 2 });
        let idle = [("2026-10-26", 9), ("2026-11-22", 10)];
        assert_eq!(
            found(&idle, 10).forecast,
            Forecast::TooLittle { weeks: 4 },
            "one in four weeks"
        );
        // Weeks of 1, 4, 1, 4: 15 are left, at four a week and at one a week.
        let uneven = [("2026-10-26", 0), ("2026-11-02", 1), ("2026-11-09", 5), ("2026-11-16", 6)];
        let expected =
            Forecast::Range { early: day("2026-12-20"), late: Some(day("2027-03-09")), weeks: 4 };
        assert_eq!(found(&uneven, 10).forecast, expected);
        // All in one week: the other half says nothing.
        let once = [("2026-10-26", 0), ("2026-11-20", 10)];
        let Forecast::Range { late: None, .. } = found(&once, 10).forecast else { panic!() };
    }

    #[test]
    fn what_was_seen_on_a_day_that_is_still_to_come_counts_for_nothing() {
        let seen = [("2026-11-24", 20), ("2030-01-01", 25)];
        assert_eq!(
            found(&seen, 10),
            found(&[], 10),
            "east of the date line, or by a clock that was wrong"
        );
    }

    #[test]
    fn what_was_taken_away_again_is_no_progress() {
        let seen = [("2026-10-26", 0), ("2026-11-02", 9), ("2026-11-09", 2), ("2026-11-16", 3)];
        let Forecast::Range { early, late, .. } = found(&seen, 4).forecast else { panic!() };
        assert!(day("2026-11-23") < early && early < late.unwrap());
    }
}
