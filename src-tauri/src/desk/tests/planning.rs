use artifolio_core::source::Vfs as _;

use super::*;
use crate::view::{CourseStepFields, ExtensionLine, PlanFields, SlotLine};

fn edit(desk: &Desk, edit: Edit) -> Result<crate::view::Done, &'static str> {
    let opening = see(desk).open.number;
    desk.change(opening, Language::En, |seen| crate::edit::build(seen, &edit)).map_err(|e| e.code())
}

fn told<T>(result: Result<T, Refusal>) -> T {
    result.unwrap_or_else(|error| panic!("{}", error.code()))
}

fn week(minutes: u32) -> Edit {
    let day = artifolio_core::plan::Weekday::Sunday;
    let slots = Some(vec![SlotLine { day, at: "19:00".into(), minutes }]);
    Edit::Plan { set: PlanFields { slots, ..PlanFields::default() }, was: PlanFields::default() }
}

#[test]
fn the_plan_is_told_piece_by_piece_and_each_is_taken_back() {
    let (folder, desk) = desk();
    let start =
        |start: &str, was: &str| Edit::CourseStart { start: start.into(), was: Some(was.into()) };
    assert!(edit(&desk, start("2026-07-06", "")).is_ok());
    assert!(edit(&desk, week(90)).is_ok());
    let set = CourseStepFields {
        done: Some("2026-07-19".into()),
        attended: Some(Some(true)),
        ..CourseStepFields::default()
    };
    let step = Edit::CourseStep { key: "module-1".into(), set, was: CourseStepFields::default() };
    assert!(edit(&desk, step).is_ok());
    let page = told(desk.plan(Language::En));
    assert_eq!((page.week.weekly, &page.week.slots[0].at[..]), (90, "19:00"));
    let module = page.course.steps.iter().find(|step| step.key == "module-1").unwrap();
    assert_eq!((module.done.as_deref(), module.attended), (Some("2026-07-19"), Some(true)));
    let text = fs::read_to_string(folder.path().join("p/plan.toml")).unwrap();
    for _ in 0..3 {
        let opening = see(&desk).open.number;
        told(desk.turn(opening, Language::En, Log::undo));
    }
    assert!(!folder.path().join("p/plan.toml").exists(), "{text}");
}

#[test]
fn what_another_program_wrote_meanwhile_is_not_written_over() {
    let (folder, desk) = desk();
    assert!(edit(&desk, week(60)).is_ok());
    let plan = folder.path().join("p/plan.toml");
    let theirs = fs::read_to_string(&plan).unwrap().replace("60", "45");
    fs::write(&plan, theirs).unwrap();
    let Edit::Plan { set: was, .. } = week(60) else { panic!() };
    let Edit::Plan { set, .. } = week(90) else { panic!() };
    assert_eq!(edit(&desk, Edit::Plan { set, was }).err(), Some("field-changed"));
    let granted =
        ExtensionLine { granted: String::new(), due: "2027-04-30".into(), note: String::new() };
    let asked = Edit::Extensions { extensions: vec![], was: vec![granted] };
    // What is wanted stands there already.
    assert!(edit(&desk, asked).is_ok());
}

#[test]
fn what_is_no_date_time_or_address_is_refused() {
    let (_folder, desk) = desk();
    let plan = |set| edit(&desk, Edit::Plan { set, was: PlanFields::default() }).err();
    let bad = PlanFields { submitted: Some("soon".into()), ..PlanFields::default() };
    assert_eq!(plan(bad), Some("bad-date"));
    let Edit::Plan { set: PlanFields { slots: Some(mut slots), .. }, .. } = week(9_999) else {
        panic!()
    };
    slots[0].at = "7 pm".into();
    assert_eq!(plan(PlanFields { slots: Some(slots), ..PlanFields::default() }), Some("bad-value"));
    let set = CourseStepFields {
        link: Some("javascript:alert(1)".into()),
        ..CourseStepFields::default()
    };
    let step = Edit::CourseStep { key: "session-1".into(), set, was: CourseStepFields::default() };
    assert_eq!(edit(&desk, step).err(), Some("bad-value"));
    assert!(edit(&desk, week(9_999)).is_ok());
    assert_eq!(told(desk.plan(Language::En)).week.slots[0].minutes, 600, "no evening is longer");
}

#[test]
fn documents_are_shelved_found_and_only_they_are_opened() {
    let (folder, desk) = desk();
    let outside = folder.path().join("Handbook: 2026?.pdf");
    fs::write(&outside, "%PDF").unwrap();
    let opening = see(&desk).open.number;
    for _ in 0..2 {
        told(desk.shelve(opening, Language::En, std::slice::from_ref(&outside)));
    }
    let documents = told(desk.plan(Language::En)).course.documents;
    assert_eq!(documents.len(), 2, "a name that is taken is not taken again");
    let place = told(desk.document(Language::En, &documents[0].path));
    assert_eq!(fs::read(place).unwrap(), b"%PDF");
    for other in ["portfolio.toml", "programme/../portfolio.toml", "programme/none.pdf"] {
        assert!(desk.document(Language::En, other).is_err_and(|e| e.code() == "gone"), "{other}");
    }
    assert!(edit(&desk, Edit::RemoveDocument { path: documents[0].path.clone() }).is_ok());
    let files = see(&desk).open.workspace.files().clone();
    assert!(files.stat(&artifolio_workspace::layout::fixed(&documents[0].path)).is_err());
}

#[test]
fn only_addresses_of_the_plan_are_opened() {
    let (_folder, desk) = desk();
    let link = "https://meet.example/1".to_owned();
    let set = CourseStepFields { link: Some(link.clone()), ..CourseStepFields::default() };
    let step = Edit::CourseStep { key: "session-1".into(), set, was: CourseStepFields::default() };
    assert!(edit(&desk, step).is_ok());
    assert_eq!(told(desk.plan_address(Language::En, link.clone())), link);
    let other = desk.plan_address(Language::En, "https://meet.example/2".into());
    assert!(other.is_err_and(|error| error.code() == "gone"));
}

#[test]
fn the_calendar_is_offered_until_it_is_written_and_minutes_are_forgotten_when_asked() {
    let (folder, desk) = desk();
    let start = Edit::CourseStart { start: "2099-07-06".into(), was: None };
    assert!(edit(&desk, start).is_ok());
    assert!(told(desk.overview(Language::En)).offer_calendar);
    let opening = see(&desk).open.number;
    let place = told(desk.choose_calendar_place(opening, folder.path().join("plan.ics")));
    let written = told(desk.write_calendar(opening, Language::En));
    assert_eq!((written.path, fs::read(&place).unwrap().is_empty()), (place, false));
    assert!(!told(desk.overview(Language::En)).offer_calendar);

    let of = TextOf::Criterion { id: "5a".into() };
    told(desk.spent(opening, Language::En, &of, (30, true)));
    assert!(desk.spent(opening + 1, Language::En, &of, (30, true)).is_err());
    let learned = || artifolio_workspace::planning::learned(desk.data());
    assert_ne!(learned(), artifolio_core::plan::work::Learned::default());
    told(desk.forget_spent());
    assert_eq!(learned(), artifolio_core::plan::work::Learned::default());
}
