//! Submit in the real window: previews, the bundle, its rehearsal, in the order somebody does them.

use artifolio_tests::portfolios;

use crate::axe;
use crate::stage::{number, open, picture, press, reads, say, show};

#[test]
fn previews_are_made_and_the_bundle_that_has_them_is_rehearsed() {
    let scratch = portfolios::sample_without_posters();
    let window = open(&scratch, &[scratch.ws().to_str().unwrap()]);
    let _ = number(&window, "overview-criteria");
    show(&window, "submit");
    reads(&window, &say("ui_previews_text"));
    axe::clean(&window, "previews to make");
    press(&window, &say("ui_previews_make"));
    reads(&window, &say("ui_previews_none"));
    let posters = scratch.tree("ws/artifacts").into_keys().filter(|path| path.contains(".poster."));
    // Where the machine has an FFmpeg the film has one too.
    assert!([9, 10].contains(&posters.count()));
    picture(&window, "40-previews");

    press(&window, &say("ui_submit_make_final"));
    let _ = window.find("[data-testid=pack-result]");
    press(&window, &say("ui_bundle_rehearse"));
    reads(&window, &say("ui_bundle_rehearsed"));
    axe::clean(&window, "a bundle that was rehearsed");
    picture(&window, "41-rehearsed");
    let home = scratch.tree("home");
    let ending = |end: &str| home.keys().filter(|path| path.ends_with(end)).count();
    assert_eq!((ending(".zip"), ending(".rehearsal.txt")), (1, 1), "{:?}", home.keys());
}
