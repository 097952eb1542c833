//! Submissions whose map, pages, style sheet or crate break a promise.

use serde_json::Value;

use crate::made::{crate_metadata, edit};
use crate::submissions::{Case, edited, plus, with};

/// The submission with another crate.
fn described(change: impl FnOnce(&mut Value)) -> crate::made::Files {
    let mut value = crate_metadata();
    change(&mut value);
    plus("data/ro-crate-metadata.json", &value.to_string())
}

/// Map and pages.
pub(crate) fn pages() -> Vec<Case> {
    vec![
        (
            "map with a row less",
            edited(
                "data/alignment-map.csv",
                "Learner,25,1a,\"Sets, goals\",1,\"Two\r\nlines\"\r\n",
                "",
            ),
            &["bundle-map-rows"],
        ),
        (
            "map in another order",
            edited("data/alignment-map.csv", "Learner,2,", "Learner,3,"),
            &["bundle-map-rows"],
        ),
        (
            "map with a formula",
            edited("data/alignment-map.csv", "Two\r\nlines", "=1+1"),
            &["bundle-map-formula"],
        ),
        (
            "map without a mark",
            edited("data/alignment-map.csv", "\u{feff}", ""),
            &["bundle-map-bom"],
        ),
        (
            "page that runs",
            edited("data/artifacts/1.html", "<img", "<script></script><img"),
            &["bundle-page-script"],
        ),
        (
            "page with a style",
            edited("data/artifacts/1.html", "<img", "<p style=\"a\"><img"),
            &["bundle-page-style"],
        ),
        (
            "page that loads",
            edited("data/artifacts/1.html", "src=\"", "src=\"https://e.org/"),
            &["bundle-page-remote"],
        ),
        (
            "page that leads nowhere",
            edited("data/criteria/3.html", "../index", "../indexx"),
            &["bundle-page-link"],
        ),
        (
            "page with an odd link",
            edited("data/criteria/3.html", "../index.html", "javascript:1"),
            &["bundle-page-scheme"],
        ),
        (
            "page without its policy",
            edited("data/index.html", "default-src 'none'", "default-src *"),
            &["bundle-page-policy"],
        ),
        (
            "page that is no text",
            with(|f| drop(f.insert("data/criteria/3.html".into(), vec![0xff]))),
            &["bundle-page-unreadable"],
        ),
        (
            "page too large",
            with(|f| edit(f, "data/criteria/3.html", |t| t + &" ".repeat(9_000_000))),
            &["bundle-tag-too-large"],
        ),
    ]
}

/// Style sheet and crate.
pub(crate) fn machines() -> Vec<Case> {
    vec![
        (
            "style that loads",
            edited("data/style.css", "fonts/a", "https://e.org/a"),
            &["bundle-page-remote"],
        ),
        (
            "style that leads nowhere",
            edited("data/style.css", "fonts/a", "fonts/b"),
            &["bundle-page-link"],
        ),
        ("no crate", plus("data/ro-crate-metadata.json", "[]"), &["bundle-crate-unreadable"]),
        (
            "crate without a root",
            described(|c| c["@graph"][1]["@id"] = "data/".into()),
            &["bundle-crate-unreadable"],
        ),
        (
            "crate describes what is not there",
            described(|c| c["@graph"][2]["@id"] = "indexx.html".into()),
            &["bundle-crate-file-missing"],
        ),
    ]
}
