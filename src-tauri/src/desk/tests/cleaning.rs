use super::*;
use crate::view::{PrivateState, artifact_page, private_files};

/// A GIF of one pixel with a comment.
const GIF: &[u8] = b"GIF89a\x01\0\x01\0\x80\0\0\0\0\0\xFF\xFF\xFF\x21\xFE\x03Luz\0\x2C\0\0\0\0\x01\0\x01\0\0\x02\x02\x44\x01\0\x3B";

#[test]
fn clean_copies_are_one_step_of_undo_and_said_on_the_page() {
    let (folder, desk) = desk();
    let place = folder.path().join("p/artifacts/board");
    fs::create_dir_all(&place).unwrap();
    let header = "---\nid: board\nevidence:\n  - id: e\n    file: a.gif\n---\n";
    fs::write(place.join("artifact.md"), header).unwrap();
    fs::write(place.join("a.gif"), GIF).unwrap();
    let states = || {
        let files = private_files(&see(&desk));
        files.iter().map(|file| (file.state, file.kinds.join(", "))).collect::<Vec<_>>()
    };
    let told = |state| vec![(state, "hidden descriptions".to_owned())];
    assert_eq!(states(), told(PrivateState::ToClean));
    let clean = || desk.clean(desk.now(), Language::En, |_| ());
    let done =
        |made: Result<_, crate::error::Refusal>| made.unwrap_or_else(|e| panic!("{}", e.code()));
    assert!(done(desk.clean(desk.now(), Language::En, |_| desk.stop())).is_none(), "stopped");
    let late = |step: crate::view::PackStep| {
        if 2 * step.done > step.total {
            desk.stop();
        }
    };
    assert!(done(desk.clean(desk.now(), Language::En, late)).is_none(), "stopped while writing");
    assert!(!place.join("cleaned").exists());
    assert_eq!(states(), told(PrivateState::ToClean));
    assert_eq!(done(clean()).unwrap().log.undo.as_deref(), Some("clean copies"));
    assert_eq!(states(), told(PrivateState::Cleaned));
    let past = crate::view::TextPast::default();
    let page = artifact_page(&see(&desk), "board", past).unwrap();
    assert_eq!(page.evidence[0].cleaned, ["hidden descriptions"]);
    assert_eq!(fs::read(place.join("a.gif")).unwrap(), GIF);
    assert!(clean().is_err_and(|error| error.code() == "gone"), "there is nothing more to do");
    assert!(desk.turn(desk.now(), Language::En, artifolio_workspace::log::Log::undo).is_ok());
    assert_eq!(states(), told(PrivateState::ToClean));
    assert!(!place.join("cleaned").exists());
}
