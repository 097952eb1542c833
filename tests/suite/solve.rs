//! Which artifacts to hand in, as a script hears it.

use artifolio_tests::{Ran, Scratch};
use serde_json::{Value, json};

fn solve(scratch: &Scratch, more: &[&str]) -> Ran {
    scratch.artifolio(&[&["solve", "{ws}", "--json"], more].concat())
}

/// What is at a key of each item.
fn each(list: &Value, key: &str) -> Vec<String> {
    list.as_array().unwrap().iter().map(|one| one[key].as_str().unwrap().to_owned()).collect()
}

#[test]
fn the_sample_has_a_set_that_answers_all_and_none_is_smaller() {
    let scratch = Scratch::with("sample");
    let before = scratch.tree("ws");
    let said = solve(&scratch, &[]).done().json();
    assert!(scratch.tree("ws") == before, "a question changes nothing");
    assert_eq!(
        (&said["fits"], &said["fewest"], &said["open"]),
        (&json!(true), &json!(9), &json!([]))
    );
    // Nine criteria no two of which one artifact serves: nobody has to believe the search.
    assert_eq!(said["apart"].as_array().unwrap().len(), 9);
    assert_eq!(said["answered"].as_array().unwrap().len(), 24);
    assert_eq!(said["spare"], json!(["learning-log", "food-web", "creek-voices"]));
    assert!(said["set"].as_array().unwrap().iter().all(|member| member["planned"] == false));
    let words = scratch.artifolio(&["solve", "{ws}"]).done().stdout;
    assert!(words.contains("9 would do, and no fewer: none serves two of "), "{words}");
}

#[test]
fn an_artifact_that_is_dropped_takes_with_it_what_it_alone_serves() {
    let scratch = Scratch::with("sample");
    let without = |id| solve(&scratch, &["--without", id]).done().json();
    assert_eq!(without("food-web")["lost"], json!([]));
    assert_eq!(without("choice-board")["lost"], json!(["5a"]));
    assert!(!each(&without("choice-board")["set"], "artifact").contains(&"choice-board".into()));
    assert_eq!(without("choice-board")["open"], json!(["5a"]));
    let unknown = solve(&scratch, &["--without", "nothing"]);
    assert_eq!((unknown.code, &unknown.json()["error"]["code"]), (2, &json!("unknown-artifact")));
}

#[test]
fn in_month_three_it_says_what_is_missing_and_where_one_more_helps_most() {
    let scratch = Scratch::with("sample-unfinished");
    let said = solve(&scratch, &[]).done().json();
    assert_eq!((&said["fits"], said["set"].as_array().unwrap().len()), (&json!(false), 8));
    assert_eq!(said["open"], json!(["2b", "2c", "6a", "7c"]));
    assert_eq!(
        (&said["next"][0]["standard"], &said["next"][0]["open"]),
        (&json!(2), &json!(["2b", "2c"]))
    );
    let hanging: Vec<(String, String)> = each(&said["hanging"], "criterion")
        .into_iter()
        .zip(each(&said["hanging"], "artifact"))
        .collect();
    assert_eq!(hanging.len(), 13, "{hanging:?}");
}
