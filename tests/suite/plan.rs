//! The plan and its calendar, as a script sees them.

use artifolio_tests::{Ran, Scratch, repository};
use serde_json::{Value, json};

fn plan(scratch: &Scratch, today: &str) -> Ran {
    scratch.artifolio(&["plan", "{ws}", "--json", "--today", today])
}

/// Sunday evenings, and half an hour on Wednesdays.
const WEEK: &str = "[[slot]]\nday = \"sunday\"\nat = \"19:00\"\nminutes = 90\n[[slot]]\nday = \"wednesday\"\nminutes = 30\n";

fn with_week(sample: &str) -> Scratch {
    let scratch = Scratch::with(sample);
    scratch.write("plan.toml", WEEK);
    scratch
}

/// Reviewed by eye when it was written; `ARTIFOLIO_WRITE_SNAPSHOTS=1` writes it anew.
#[test]
fn the_plan_of_the_unfinished_sample_is_as_it_was_reviewed() {
    let snapshot = repository().join("tests/fixtures/sample-unfinished.plan.json");
    let said = plan(&Scratch::with("sample-unfinished"), "2026-11-24").done().json();
    if std::env::var_os("ARTIFOLIO_WRITE_SNAPSHOTS").is_some() {
        let text = serde_json::to_string_pretty(&said).unwrap() + "\n";
        std::fs::write(&snapshot, text).unwrap();
    }
    let reviewed: Value = serde_json::from_slice(&std::fs::read(&snapshot).unwrap()).unwrap();
    assert_eq!(said, reviewed);
}

#[test]
fn a_plan_changes_nothing_and_is_the_same_each_time() {
    let scratch = with_week("sample-unfinished");
    let before = scratch.tree("ws");
    let [one, two] = [(); 2].map(|()| plan(&scratch, "2026-11-24").done().stdout);
    assert!(one == two && scratch.tree("ws") == before);
}

#[test]
fn all_work_is_placed_into_the_week_before_the_chosen_day() {
    let scratch = with_week("sample-unfinished");
    let said = plan(&scratch, "2026-11-24").done().json();
    let schedule = &said["schedule"];
    assert_eq!((&schedule["unplaced"], &schedule["late"]), (&json!(0), &json!(false)));
    assert_eq!((&schedule["finish_by"], &schedule["weekly"]), (&json!("2027-02-13"), &json!(120)));
    let blocks = schedule["blocks"].as_array().unwrap();
    let parts = blocks.iter().flat_map(|block| block["parts"].as_array().unwrap());
    let placed: u64 = parts.map(|part| part["minutes"].as_u64().unwrap()).sum();
    assert_eq!(placed, schedule["minutes"].as_u64().unwrap());
    assert_eq!((&blocks[0]["date"], &blocks[0]["at"]), (&json!("2026-11-25"), &Value::Null));
    assert_eq!((&blocks[1]["date"], &blocks[1]["at"]), (&json!("2026-11-29"), &json!("19:00")));
    // A pause moves it, and nothing is lost.
    scratch.write("plan.toml", format!("{WEEK}[[pause]]\nfrom = 2026-12-19\nto = 2027-01-03\n"));
    let later = plan(&scratch, "2026-11-24").done().json();
    let dates = |said: &Value| -> Vec<String> {
        let blocks = said["schedule"]["blocks"].as_array().unwrap();
        blocks.iter().map(|block| block["date"].as_str().unwrap().to_owned()).collect()
    };
    assert_eq!(dates(&later).len(), dates(&said).len());
    assert!(!dates(&later).iter().any(|day| ("2026-12-19".."2027-01-04").contains(&day.as_str())));
}

#[test]
fn where_it_stands_from_before_the_course_to_the_certificate() {
    let scratch = Scratch::with("sample");
    scratch.replace("portfolio.toml", "official_due = 2027-02-28", "# not told:");
    let course = "[course]\nstart = 2026-07-06\n";
    for (today, more, stage) in [
        ("2026-06-30", "", "before"),
        ("2026-08-10", "", "course"),
        ("2026-09-15", "", "portfolio"),
        ("2027-02-24", "", "last-week"),
        ("2027-02-28", "", "last-day"),
        ("2027-03-01", "", "past"),
        ("2027-03-01", "[outcome]\nsubmitted = 2027-02-27\n", "submitted"),
        ("2027-05-01", "[outcome]\nsubmitted = 2027-02-27\nresult = \"not-yet\"\n", "not-yet"),
        ("2027-05-01", "[outcome]\nresult = \"certified\"\non = 2027-04-12\n", "certified"),
        ("2027-01-01", "[outcome]\nsubmitted = 2027-02-27\n", "clock-behind"),
    ] {
        scratch.write("plan.toml", format!("{course}{more}"));
        let said = plan(&scratch, today).done().json();
        assert_eq!(said["stage"], stage, "{today} {more}");
        let figure = said["readiness"]["hundredths"].as_u64().unwrap();
        assert!(figure > 9_900, "{today} {more}: {}", said["readiness"]);
    }
    scratch.write(
        "plan.toml",
        format!("{course}[outcome]\nresult = \"certified\"\non = 2027-04-12\n"),
    );
    let said = plan(&scratch, "2027-05-01").done().json();
    assert_eq!(said["lapse"], json!({"date": "2030-04-12", "told": false, "remind": "2029-10-12"}));
    assert_eq!((&said["schedule"]["blocks"], &said["pace"]), (&json!([]), &Value::Null));
}

#[test]
fn a_plan_that_cannot_be_read_is_told_and_everything_else_is_read() {
    let scratch = Scratch::with("sample");
    scratch.write("plan.toml", "[[slot]]\nday = \"some day\"\n");
    let ran = scratch.artifolio(&["check", "{ws}", "--today", "2026-11-24", "--json"]);
    assert_eq!((ran.code, ran.rules()), (0, vec!["plan-fault".to_owned()]), "{ran}");
    assert_eq!(plan(&scratch, "2026-11-24").done().json()["schedule"]["weekly"], 0);
}

#[test]
fn a_calendar_that_is_made_again_cancels_what_no_longer_is_and_takes_no_other_file() {
    let scratch = with_week("sample-unfinished");
    let export = || {
        scratch.artifolio(&[
            "calendar",
            "{ws}",
            "--out",
            "{tmp}/plan.ics",
            "--today",
            "2026-11-24",
            "--json",
        ])
    };
    let first = export().done().json();
    assert_eq!(first["cancelled"], 0);
    let text = std::fs::read_to_string(scratch.path("plan.ics")).unwrap();
    assert_eq!(text.matches("BEGIN:VEVENT").count() as u64, first["events"].as_u64().unwrap());
    scratch.replace("plan.toml", "wednesday", "thursday");
    let second = export().done().json();
    assert!(second["cancelled"].as_u64().unwrap() > 3, "{second}");
    // Nobody knows which of the files was imported, so it is said until the days are over.
    assert_eq!(export().done().json()["cancelled"], second["cancelled"]);
    std::fs::write(scratch.path("plan.ics"), "mine").unwrap();
    let refused = export();
    assert_eq!(
        (refused.code, &refused.json()["error"]["code"]),
        (2, &json!("calendar-name-taken"))
    );
    assert_eq!(std::fs::read(scratch.path("plan.ics")).unwrap(), b"mine");
}

#[test]
fn no_calendar_is_written_that_would_cancel_what_still_is() {
    let scratch = with_week("sample-unfinished");
    let export = |today| {
        scratch.artifolio(&[
            "calendar",
            "{ws}",
            "--out",
            "{tmp}/plan.ics",
            "--today",
            today,
            "--json",
        ])
    };
    let _ = export("2026-11-24").done();
    let before = std::fs::read(scratch.path("plan.ics")).unwrap();
    let refused = |today, code: &str| {
        let ran = export(today);
        assert_eq!((ran.code, &ran.json()["error"]["code"]), (2, &json!(code)), "{ran}");
        assert!(std::fs::read(scratch.path("plan.ics")).unwrap() == before);
    };
    scratch.write("plan.toml", format!("{WEEK}[outcome]\nfeedback = 2026-11-20\n"));
    refused("2026-11-10", "calendar-clock");
    scratch.write("plan.toml", "[course\n");
    refused("2026-11-24", "calendar-plan");
    scratch.write("plan.toml", WEEK);
    assert_eq!(export("2026-11-24").done().json()["cancelled"], 0);
}

/// It is imported where calendars are on the web.
#[test]
fn a_calendar_names_nobody_and_nothing_that_a_finding_names() {
    let scratch = with_week("sample-unfinished");
    let names = ["R1", "R2", "library-desk@castellanos.example.org", "name tag of the reader"];
    let said = plan(&scratch, "2026-11-24").done().stdout;
    assert!(names.iter().all(|name| said.contains(name)), "the plan itself says them");
    let _ = scratch
        .artifolio(&["calendar", "{ws}", "--out", "{tmp}/plan.ics", "--today", "2026-11-24"])
        .done();
    let calendar = std::fs::read_to_string(scratch.path("plan.ics")).unwrap().replace("\r\n ", "");
    assert!(names.iter().all(|name| !calendar.contains(name)), "{calendar}");
    assert!(calendar.contains("Ask for 2 consents"), "{calendar}");
}
