//! The calendar before icalendar (Python) and ical.js (strict): of a learner before, in and after the course, with names that
//! nobody expects.

use std::path::PathBuf;

use artifolio_tests::Scratch;
use artifolio_tests::judges::of_calendar;

use super::{accepts, naughty_strings, refuses};

/// A calendar of a plan on a day, in a language.
fn exported(scratch: &Scratch, plan: &str, today: &str, lang: &str) -> PathBuf {
    scratch.write("plan.toml", plan);
    let place = scratch.path(&format!("{today}-{lang}.ics"));
    let out = place.to_str().unwrap();
    let args = ["calendar", "{ws}", "--out", out, "--today", today, "--lang", lang];
    let _ = scratch.artifolio(&args).done();
    place
}

const PLAN: &str = "[course]\nstart = 2026-07-06\n[course.step.session-1]\nlink = \"https://meet.example/a,b;c?x=1&y=\\\"2\\\"\"\n\
    [[slot]]\nday = \"sunday\"\nat = \"02:30\"\nminutes = 90\n[[slot]]\nday = \"wednesday\"\nminutes = 30\n\
    [calendar]\ndays_before = [30, 7, 0]\nminutes_before = 15\n";

#[test]
fn every_calendar_is_accepted_by_both_and_a_broken_one_by_neither() {
    let scratch = Scratch::with("sample-unfinished");
    let certified = format!("{PLAN}[outcome]\nresult = \"certified\"\non = 2028-02-29\n");
    for (plan, today) in [
        (PLAN, "2026-06-20"),
        (PLAN, "2026-08-10"),
        (PLAN, "2026-11-24"),
        (PLAN, "2027-02-28"),
        (&*certified, "2028-03-01"),
    ] {
        for lang in ["en", "es"] {
            for judge in of_calendar(&exported(&scratch, plan, today, lang)) {
                accepts(judge);
            }
        }
    }
    let good = std::fs::read_to_string(scratch.path("2026-11-24-en.ics")).unwrap();
    let broken = scratch.path("broken.ics");
    for (from, to) in [("VALUE=DATE:2027", "VALUE=DATE:year"), ("\r\nUID:due", "\r\nX-UID:due")] {
        assert!(good.contains(from));
        std::fs::write(&broken, good.replace(from, to)).unwrap();
        let [python, node] = of_calendar(&broken);
        refuses(python);
        refuses(node);
    }
}

#[test]
fn whatever_artifacts_and_steps_are_called_the_calendar_is_read() {
    let scratch = Scratch::with("sample-unfinished");
    let strings = naughty_strings();
    let mut plan = PLAN.to_owned();
    for (at, string) in strings.iter().enumerate() {
        let title = serde_json::Value::from(string.as_str());
        plan.push_str(&format!(
            "[course.step.own-{at}]\ntitle = {title}\nfrom = 2027-01-{:02}\n",
            at % 28 + 1
        ));
    }
    for judge in of_calendar(&exported(&scratch, &plan, "2026-11-24", "en")) {
        accepts(judge);
    }
}
