//! The plan in the real window: where a portfolio stands from before its course to the certificate, and a week that fills with work.

use artifolio_tests::driver::Window;
use artifolio_tests::judges::of_calendar;
use artifolio_tests::{Ran, Scratch};
use serde_json::json;

use crate::axe::{clean, fits};
use crate::stage::{open_on, picture, press, reads, say, show};

const COURSE: &str = "[course]\nstart = 2026-07-06\ncohort = \"METC, summer 2026\"\n";
const WEEK: &str = "[[slot]]\nday = \"sunday\"\nat = \"19:00\"\nminutes = 90\n[[slot]]\nday = \"wednesday\"\nminutes = 30\n";
const SUBMITTED: &str = "[outcome]\nsubmitted = 2027-02-27\n";
const CERTIFIED: &str =
    "[outcome]\nsubmitted = 2027-02-27\nresult = \"certified\"\non = 2027-04-12\n";
const EXTENDED: &str = "\n[[dates.extensions]]\ngranted = 2027-02-20\ndue = 2027-04-30\n";

/// Name, day, what plan.toml and portfolio.toml say more, the sentence that Overview and Plan begin with.
const STATES: [(&str, &str, &str, &str, &str); 9] = [
    ("before", "2026-06-20", "", "", "ui_stage_before_text"),
    ("course", "2026-08-10", "", "", "ui_stage_course_text"),
    ("month-one", "2026-09-15", "", "", "ui_stage_month"),
    ("last-week", "2027-02-23", "", "", "ui_stage_last_week_text"),
    ("last-day", "2027-02-28", "", "", "ui_stage_last_day_text"),
    ("past", "2027-03-02", "", "", "ui_stage_past_text"),
    ("extended", "2027-03-02", "", EXTENDED, "ui_stage_extended_text"),
    ("submitted", "2027-03-02", SUBMITTED, "", "ui_stage_submitted_text"),
    ("certified", "2027-05-01", CERTIFIED, "", "ui_stage_certified"),
];

fn in_state(more: &str, extended: &str) -> Scratch {
    let scratch = Scratch::with("sample-unfinished");
    scratch.replace("portfolio.toml", "course_end = 2026-08-31", "course_end = 2026-08-30");
    let settings = scratch.read("portfolio.toml") + extended;
    scratch.write("portfolio.toml", settings);
    scratch.write("plan.toml", format!("{COURSE}{WEEK}{more}"));
    scratch
}

#[test]
fn overview_and_plan_at_nine_times_in_both_themes() {
    for (at, (name, today, more, extended, sentence)) in (0..).zip(STATES) {
        let scratch = in_state(more, extended);
        let theme = ["light", "dark"][at % 2];
        std::fs::create_dir_all(scratch.path("data")).unwrap();
        let preferences = json!({ "theme": theme }).to_string();
        std::fs::write(scratch.path("data/preferences.json"), preferences).unwrap();
        let window = open_on(today, &scratch, &[scratch.ws().to_str().unwrap()]);
        window.resize(1280, 1440);
        for screen in ["overview", "plan"] {
            show(&window, screen);
            reads(&window, &say(sentence).replace("{month}", "1"));
            picture(&window, &format!("state-{name}-{screen}"));
            fits(&window, name);
            for theme in ["light", "dark"] {
                let _ =
                    window.script(&format!("document.documentElement.dataset.theme = '{theme}'"));
                clean(&window, &format!("{name} {screen} {theme}"));
            }
        }
        below(&window, name);
    }
}

/// Pictures of what lies further down on Plan.
fn below(window: &Window, name: &str) {
    for part in ["week", "calendar", "course"] {
        let _ = window.script(&format!("document.getElementById('{part}')?.scrollIntoView()"));
        picture(window, &format!("state-{name}-plan-{part}"));
    }
}

/// Slots are set, work appears in them, and the calendar that is written is a calendar to those who read one for a living.
#[test]
fn a_week_fills_with_work_and_goes_into_a_calendar() {
    let scratch = Scratch::with("sample-unfinished");
    let window = open_on("2026-11-24", &scratch, &[scratch.ws().to_str().unwrap()]);
    show(&window, "plan");
    reads(&window, &say("ui_blocks_no_slots"));
    press(&window, &format!("{}: {}", say("ui_add_row"), say("ui_slot")));
    choose(&window, &say("ui_slot_day"), "wednesday");
    window.wait("a time of work", |w| (!w.all("[data-testid=blocks] h3").is_empty()).then_some(()));
    reads(&window, "Wednesday, November 25, 2026");
    picture(&window, "50-week");
    let plan = scratch.read("plan.toml");
    assert!(plan.contains("day = \"wednesday\"") && plan.contains("minutes = 60"), "{plan}");
    clean(&window, "a week with work");

    press(&window, &say("ui_calendar_write"));
    window.wait("the calendar", |w| w.all("[data-testid=calendar-written]").into_iter().next());
    picture(&window, "51-calendar");
    let calendar = scratch.path("home/ISTE portfolio.ics");
    let text = std::fs::read_to_string(&calendar).unwrap();
    assert!(text.contains("UID:work-2026-11-25-0-"), "{text}");
    for judge in of_calendar(&calendar) {
        let _ = Ran::of(judge).done();
    }
    // Written again it has the same events: nothing is doubled, and nothing is gone.
    press(&window, &say("ui_calendar_write"));
    let uids = |text: &str| -> Vec<String> {
        text.lines().filter(|line| line.starts_with("UID:")).map(str::to_owned).collect()
    };
    assert_eq!(uids(&std::fs::read_to_string(&calendar).unwrap()), uids(&text));

    // What there is to do in twenty-five minutes leads to where it is done.
    show(&window, "overview");
    press(&window, &say("ui_now_ask").replace("{minutes}", "25"));
    window.wait("something to do", |w| w.all("[data-testid=now] a").into_iter().next());
    picture(&window, "52-now");
    clean(&window, "what to do now");
}

/// Chooses in the last row's list with this label.
fn choose(window: &Window, label: &str, value: &str) {
    window.wait(label, |w| {
        let script = format!(
            "const label = [...document.querySelectorAll('main label')].filter((e) => e.textContent.trim() === {0}).at(-1); \
             const list = label && document.getElementById(label.htmlFor); if (!list) return false; \
             list.value = {1}; list.dispatchEvent(new Event('change', {{ bubbles: true }})); return true",
            serde_json::Value::from(label),
            serde_json::Value::from(value)
        );
        (w.script(&script) == true).then_some(())
    });
}
