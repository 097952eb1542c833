use super::*;
use crate::view::solution;

#[test]
fn an_artifact_is_thought_away_and_one_that_is_gone_is_said_to_be() {
    let (folder, desk) = desk();
    for id in ["board", "film"] {
        let place = folder.path().join("p/artifacts").join(id);
        fs::create_dir_all(&place).unwrap();
        fs::write(place.join("artifact.md"), format!("---\nid: {id}\n---\n")).unwrap();
    }
    let criteria = folder.path().join("p/criteria");
    fs::create_dir_all(&criteria).unwrap();
    for (key, artifacts) in [("1a", "[{id: board}]"), ("1b", "[{id: board}, {id: film}]")] {
        let text = format!("---\nartifacts: {artifacts}\n---\nWords.\n");
        fs::write(criteria.join(format!("{key}.md")), text).unwrap();
    }
    let seen = see(&desk);
    let whole = solution(&seen, None).unwrap_or_else(|e| panic!("{}", e.code()));
    assert_eq!((whole.fewest, whole.min, whole.max, whole.lost), (1, 9, 14, None));
    assert_eq!(whole.spare, ["film"]);
    assert_eq!((&whole.hanging[0].criterion[..], &whole.hanging[0].artifact[..]), ("1a", "board"));
    let without = solution(&seen, Some("board")).unwrap_or_else(|e| panic!("{}", e.code()));
    assert_eq!(without.lost.as_deref(), Some(&["1a".to_owned()][..]));
    assert!(solution(&seen, Some("none")).is_err_and(|error| error.code() == "gone"));
}
