//! Submissions whose map, pages, style sheet or crate break a promise.

use serde_json::Value;

use crate::made::{crate_metadata, edit};
use crate::submissions::{Case, edited, plus, with};

/// The submission with another crate.
fn described(change: impl FnOnce(&mut Value)) -> crate::made::Files {
    with(|files| {
        let mut value = crate_metadata(files);
        change(&mut value);
        files.insert("data/ro-crate-metadata.json".into(), value.to_string().into_bytes());
    })
}

/// The entity with this id.
fn entity<'v>(value: &'v mut Value, id: &str) -> &'v mut Value {
    let graph = value["@graph"].as_array_mut().unwrap();
    graph.iter_mut().find(|entity| entity["@id"] == id).unwrap()
}

/// Pages.
pub(crate) fn pages() -> Vec<Case> {
    vec![
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
            &["bundle-page-remote", "bundle-page-unlinked"],
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
            "page that leads out of the bag",
            edited("data/criteria/3.html", "../index.html", "../../../index.html"),
            &["bundle-page-outside"],
        ),
        (
            "page that leads to no place",
            edited("data/alignment-map.html", "#who", "#whom"),
            &["bundle-page-anchor"],
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

/// What the pages say and lead to.
pub(crate) fn words() -> Vec<Case> {
    vec![
        (
            "page with other words",
            edited("data/criteria/3.html", "Two lines", "Two words"),
            &["bundle-page-words"],
        ),
        (
            "page of the reflection with other words",
            edited("data/reflection.html", "Myself", "Nobody"),
            &["bundle-page-words"],
        ),
        (
            "overview that says nothing of the help of AI tools",
            edited("data/index.html", "It found synonyms.", ""),
            &["bundle-page-words"],
        ),
        (
            "page with another title",
            edited("data/artifacts/2.html", "Cards", "Cubes"),
            &["bundle-page-words"],
        ),
        (
            "page that does not lead to its evidence",
            edited(
                "data/artifacts/2.html",
                "<img src=\"Benson_Artifact2/Benson_Artifact2.png\" alt=\"\">",
                "",
            ),
            &["bundle-page-unlinked"],
        ),
        (
            "page that does not lead to where its pin points",
            edited(
                "data/criteria/3.html",
                "Benson_Artifact1/Benson_Artifact1.png",
                "Benson_Artifact2/Benson_Artifact2.png",
            ),
            &["bundle-page-unlinked"],
        ),
        (
            "overview that leaves a criterion out",
            edited("data/index.html", "criteria/9.html", "criteria/8.html"),
            &["bundle-page-unlinked"],
        ),
        (
            "first page that does not lead on",
            edited("START-HERE.html", "data/index.html", "data/reflection.html"),
            &["bundle-page-unlinked"],
        ),
        (
            "page marked as a draft",
            edited("data/criteria/3.html", "<p>", "<p class=\"draft\">"),
            &["bundle-page-draft"],
        ),
    ]
}

/// The Alignment Map, as a table and as a page.
pub(crate) fn maps() -> Vec<Case> {
    vec![
        (
            "map with a row less",
            edited(
                "data/alignment-map.csv",
                "Learner,25,1a,\"Sets, goals\",1 Boards main: artifacts/Benson_Artifact1/Benson_Artifact1.png,\"Two\r\nlines\"\r\n",
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
            &["bundle-map-cell", "bundle-map-formula"],
        ),
        (
            "map without a mark",
            edited("data/alignment-map.csv", "\u{feff}", ""),
            &["bundle-map-bom"],
        ),
        (
            "map page without a row",
            edited("data/alignment-map.html", "<td>25<", "<td>26<"),
            &["bundle-map-page-rows"],
        ),
        (
            "map page with more than is said",
            edited(
                "data/alignment-map.html",
                "<td>9<th><a href=\"criteria/9.html\">1a Sets, goals</a><td><a href=\"artifacts/1.html\">Boards</a> main<td><p>Two <b>lines</b>",
                "<td>9<th><a href=\"criteria/9.html\">1a Sets, goals</a><td><a href=\"artifacts/1.html\">Boards</a> main<td><p>Two <b>lines</b> more",
            ),
            &["bundle-map-page"],
        ),
        (
            "map page with another artifact",
            edited(
                "data/alignment-map.html",
                "<td>9<th><a href=\"criteria/9.html\">1a Sets, goals</a><td><a href=\"artifacts/1.html\">",
                "<td>9<th><a href=\"criteria/9.html\">1a Sets, goals</a><td><a href=\"artifacts/2.html\">",
            ),
            &["bundle-map-page"],
        ),
        (
            "map with another text",
            edited(
                "data/alignment-map.csv",
                "Benson_Artifact1.png,\"Two\r\nlines\"\r\nLearner,3,",
                "Benson_Artifact1.png,\"Two\r\nwords\"\r\nLearner,3,",
            ),
            &["bundle-map-cell"],
        ),
        (
            "map with another artifact",
            edited(
                "data/alignment-map.csv",
                "Learner,3,1a,\"Sets, goals\",1 Boards",
                "Learner,3,1a,\"Sets, goals\",2 Cards",
            ),
            &["bundle-map-cell"],
        ),
    ]
}

/// Style sheet and crate.
pub(crate) fn machines() -> Vec<Case> {
    vec![
        (
            "style that loads",
            edited("data/style.css", "fonts/a", "https://e.org/a"),
            &["bundle-style-remote"],
        ),
        (
            "style that leads nowhere",
            edited("data/style.css", "fonts/a", "fonts/b"),
            &["bundle-page-link"],
        ),
        (
            "style that climbs",
            edited("data/style.css", "fonts/a.woff2", "../../a.woff2"),
            &["bundle-page-outside"],
        ),
        (
            "crate with sizes that are no text",
            described(|c| {
                let sized = entity(c, "index.html").as_object_mut().unwrap();
                sized.remove("contentSize");
            }),
            &["bundle-crate-size"],
        ),
        (
            "crate with another type",
            described(|c| entity(c, "index.html")["encodingFormat"] = "text/plain".into()),
            &["bundle-crate-type"],
        ),
        (
            "crate with evidence of another type",
            described(|c| {
                let image = "artifacts/Benson_Artifact1/Benson_Artifact1.png";
                entity(c, image)["encodingFormat"] = "image/jpeg".into();
            }),
            &["bundle-crate-type"],
        ),
        (
            "crate without a page",
            described(|c| entity(c, "criteria/9.html")["@type"] = "WebPage".into()),
            &["bundle-crate-unlisted"],
        ),
        (
            "crate with another title",
            described(|c| entity(c, "#artifact-2")["name"] = "Cubes".into()),
            &["bundle-crate-differs"],
        ),
        (
            "crate with another alignment",
            described(|c| entity(c, "#artifact-1")["about"].as_array_mut().unwrap().truncate(3)),
            &["bundle-crate-differs"],
        ),
        (
            "crate with another date",
            described(|c| entity(c, "./")["datePublished"] = "2027-01-11".into()),
            &["bundle-crate-differs"],
        ),
        (
            "crate without a criterion",
            described(|c| entity(c, "#criterion-k9")["@id"] = "#criterion-x".into()),
            &["bundle-crate-differs"],
        ),
        ("no crate", plus("data/ro-crate-metadata.json", "[]"), &["bundle-crate-unreadable"]),
        (
            "crate without a root",
            described(|c| entity(c, "./")["@id"] = "data/".into()),
            &["bundle-crate-unreadable"],
        ),
        (
            "crate describes what is not there",
            described(|c| entity(c, "index.html")["@id"] = "indexx.html".into()),
            &["bundle-crate-file-missing", "bundle-crate-unlisted"],
        ),
    ]
}
