//! The plan, the shelf and the extensions.

use artifolio_core::plan::{Slot, Weekday};
use artifolio_core::portfolio::Extension;

use super::*;
use crate::layout::{PLAN, SETTINGS};

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

#[test]
fn a_plan_begins_with_the_first_thing_that_is_told_and_keeps_what_it_does_not_know() {
    let fs = world();
    let slot = Slot { day: Weekday::Sunday, at: None, minutes: 90 };
    let change = set_plan(&fs, &reading(&fs), |plan| plan.slot.push(slot)).unwrap();
    done(&fs, &change);
    assert_eq!(text(&fs, PLAN), "[[slot]]\nday = \"sunday\"\nminutes = 90\n");
    fs.plant(PLAN, format!("{}why = 'mine' # kept\n", text(&fs, PLAN)).as_bytes());
    let change = set_plan(&fs, &reading(&fs), |plan| plan.course.cohort = "Summer".into()).unwrap();
    done(&fs, &change);
    assert!(text(&fs, PLAN).contains("why = 'mine' # kept\n"), "{}", text(&fs, PLAN));
    assert_eq!(reading(&fs).portfolio.plan.course.cohort, "Summer");
    assert_eq!(set_plan(&fs, &reading(&fs), |_| ()).unwrap().steps.len(), 0);
}

#[test]
fn a_plan_that_is_not_what_was_read_or_cannot_be_read_is_not_written_over() {
    let fs = world();
    let before = reading(&fs);
    fs.plant(PLAN, b"[course]\ncohort = 'Theirs'\n");
    let refused = set_plan(&fs, &before, |plan| plan.course.cohort = "Mine".into());
    assert!(matches!(refused, Err(VerbError::Changed(_))), "{refused:?}");
    fs.plant(PLAN, b"[course\n");
    let refused = set_plan(&fs, &reading(&fs), |plan| plan.course.cohort = "Mine".into());
    assert!(matches!(refused, Err(VerbError::NotEditable { .. })), "{refused:?}");
}

#[test]
fn another_cohort_moves_the_plan_and_the_courses_end_in_one_change() {
    let fs = world();
    fs.plant(SETTINGS, b"format = 1\nid = 'w'\n[dates]\ncourse_end = 2026-08-31 # told\nofficial_due = 2027-03-01\n");
    fs.plant(PLAN, b"[course]\nstart = 2026-07-06\n[course.step.module-1]\nto = 2026-07-12\n");
    let change = set_course_start(&fs, &reading(&fs), Some(day("2026-07-13"))).unwrap();
    assert_eq!(change.steps.len(), 2);
    done(&fs, &change);
    let after = reading(&fs).portfolio;
    assert_eq!(after.plan.course.step["module-1"].to, Some(day("2026-07-19")));
    let dates = after.settings.dates;
    assert_eq!(
        (dates.course_end, dates.official_due),
        (Some(day("2026-09-07")), Some(day("2027-03-01")))
    );
    assert!(text(&fs, SETTINGS).contains("# told"));
    // A first day that was not known before moves nothing.
    fs.plant(PLAN, b"[course.step.module-1]\nto = 2026-07-12\n");
    done(&fs, &set_course_start(&fs, &reading(&fs), Some(day("2026-07-13"))).unwrap());
    assert_eq!(reading(&fs).portfolio.plan.course.step["module-1"].to, Some(day("2026-07-12")));
}

#[test]
fn extensions_are_replaced_and_those_that_stay_keep_their_comments() {
    let fs = world();
    fs.plant(
        SETTINGS,
        b"format = 1\nid = 'w'\n\n[[dates.extensions]]\ndue = 2027-04-30 # by mail\n",
    );
    let one = || reading(&fs).portfolio.settings.dates.extensions[0].clone();
    let two = Extension { granted: None, due: Some(day("2027-05-31")), note: "again".into() };
    done(&fs, &set_extensions(&fs, &reading(&fs), vec![one(), two.clone()]).unwrap());
    assert!(text(&fs, SETTINGS).contains("# by mail"));
    assert_eq!(reading(&fs).portfolio.settings.dates.extensions, [one(), two]);
    done(&fs, &set_extensions(&fs, &reading(&fs), Vec::new()).unwrap());
    assert_eq!(reading(&fs).portfolio.settings.dates.extensions, []);
}

#[test]
fn a_document_is_taken_off_the_shelf_with_what_it_proved() {
    let fs = world();
    fs.plant("programme/certificate.pdf", b"%PDF");
    fs.plant("programme/.DS_Store", b"");
    fs.plant("programme/more/deep.pdf", b"%PDF");
    fs.plant(PLAN, b"[course.result]\npoints = 22\nproof = \"programme/certificate.pdf\"\n");
    let paths: Vec<String> = documents(&fs).iter().map(|entry| entry.path.to_string()).collect();
    assert_eq!(paths, ["programme/certificate.pdf"]);
    let change = remove_document(&fs, &reading(&fs), &fixed("programme/certificate.pdf")).unwrap();
    let [write, Step::Remove { path, .. }] = &change.steps[..] else { panic!("{change:?}") };
    assert_eq!(path, &fixed("programme/certificate.pdf"));
    done(&fs, &Change { label: "plan", steps: vec![write.clone()] });
    let result = reading(&fs).portfolio.plan.course.result;
    assert_eq!((result.points, result.proof), (Some(22), None));
    for other in ["artifacts/boards/artifact.md", "programme/gone.pdf"] {
        let refused = remove_document(&fs, &reading(&fs), &fixed(other));
        assert!(matches!(refused, Err(VerbError::NoDocument(_))), "{other}");
    }
}
