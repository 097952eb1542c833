//! Which artifacts to hand in, in the real window: one is thought away, and what that changes is read.

use crate::axe;
use crate::stage::{picture, reads, sample_at, say};

#[test]
fn what_happens_when_an_artifact_is_dropped_is_read_and_nothing_is_changed() {
    let (scratch, window) = sample_at("coverage");
    let before = scratch.tree("ws/artifacts");
    reads(&window, &say("ui_set"));
    reads(&window, &say("ui_set_open_none"));
    axe::clean(&window, "which artifacts to hand in");
    let drop = |id: &str| {
        let _ = window.script(&format!(
            "const e = document.querySelector('#set-dropped'); e.scrollIntoView(); e.value = '{id}'; \
             e.dispatchEvent(new Event('change', {{ bubbles: true }}))"
        ));
    };
    drop("choice-board");
    reads(&window, &say("ui_set_lost").replace("{criteria}", "5a"));
    reads(&window, &say("ui_set_open").replace("{criteria}", "5a"));
    picture(&window, "42-dropped");
    drop("food-web");
    reads(&window, &say("ui_set_lost_none"));
    axe::clean(&window, "an artifact thought away");
    assert!(scratch.tree("ws/artifacts") == before);
}
