//! The pictures of the README. `cargo xtask screenshots` makes them anew in `docs/pictures`.

use artifolio_tests::{Scratch, copy, repository};
use serde_json::json;

use crate::stage::{open_as, press, reads, say, show};

/// Each with the look it is shown in.
const PICTURES: [(&str, &str, &str); 4] = [
    ("overview", "overview", "light"),
    ("writing", "criterion/5a", "light"),
    ("coverage", "coverage", "dark"),
    ("submit", "submit", "light"),
];

#[test]
#[ignore = "changes docs/pictures: cargo xtask screenshots"]
fn pictures_of_the_readme() {
    for (name, screen, theme) in PICTURES {
        let scratch = Scratch::empty();
        let workspace = scratch.path("Documents/ISTE portfolio Maya Ellison");
        copy(&repository().join("sample"), &workspace);
        let preferences = json!({ "theme": theme });
        let window = open_as(&scratch, &[workspace.to_str().unwrap()], &preferences);
        show(&window, screen);
        if screen == "submit" {
            press(&window, &say("ui_submit_make_final"));
            reads(&window, &say("ui_bundle_verify"));
        }
        window.screenshot(&repository().join("docs/pictures").join(format!("{name}.png")));
    }
}
