use artifolio_workspace::viewable::Only;

use super::*;
use crate::view::{TextPast, ViewableOffer, ViewablesMade, artifact_page, unshown_files};

fn made(desk: &Desk, only: Only<'_>) -> Result<ViewablesMade, Refusal> {
    desk.make_viewables(desk.now(), Language::En, only, |_| ())
}

fn reasons(made: &ViewablesMade) -> Vec<(&str, &str)> {
    made.failed.iter().map(|f| (&f.file[..], &f.reason[..])).collect()
}

/// A TIFF of one grey pixel (TIFF 6.0, section 3): the header, its pixel, and the eight entries of its page.
fn tiff() -> Vec<u8> {
    let entries: [[u16; 2]; 8] =
        [[256, 1], [257, 1], [258, 8], [259, 1], [262, 1], [273, 8], [278, 1], [279, 1]];
    let mut bytes = b"II*\0\x0A\0\0\0\x80\0\x08\0".to_vec();
    for [tag, value] in entries {
        bytes.extend([tag, 3, 1, 0, value, 0].map(u16::to_le_bytes).concat());
    }
    bytes.extend([0; 4]);
    bytes
}

#[test]
fn a_viewable_copy_is_one_step_of_undo_and_offered_on_the_page() {
    let (folder, desk) = desk();
    let place = folder.path().join("p/artifacts/board");
    fs::create_dir_all(&place).unwrap();
    let header =
        "---\nid: board\nevidence:\n  - id: e\n    file: a.tif\n  - id: f\n    file: b.tif\n---\n";
    fs::write(place.join("artifact.md"), header).unwrap();
    fs::write(place.join("a.tif"), tiff()).unwrap();
    fs::write(place.join("b.tif"), &tiff()[..20]).unwrap();
    let page = || artifact_page(&see(&desk), "board", TextPast::default()).unwrap();
    let offer = Some(ViewableOffer { shape: "picture", by: Some("Artifolio") });
    assert_eq!(page().evidence[0].viewable, offer);
    let make = |id| made(&desk, Only { artifact: Some("board"), evidence: Some(id) });
    let made = make("e").unwrap_or_else(|e| panic!("{}", e.code()));
    assert_eq!((made.made, made.failed.len()), (1, 0));
    assert_eq!(made.done.unwrap().log.undo.as_deref(), Some("the copy that everyone can open"));
    assert_eq!(
        (&page().evidence[0].viewable, &page().evidence[0].beside[0].name[..]),
        (&None, "a.viewable.png")
    );
    assert!(make("e").is_err_and(|error| error.code() == "gone"), "there is nothing more to do");
    let failed = make("f").unwrap_or_else(|e| panic!("{}", e.code()));
    assert!(failed.done.is_none());
    assert_eq!(reasons(&failed), [("b.tif", "the file is damaged, locked, or cannot be read")]);
    assert!(desk.turn(desk.now(), Language::En, artifolio_workspace::log::Log::undo).is_ok());
    assert_eq!(page().evidence[0].viewable, offer);
    assert_eq!(fs::read_to_string(place.join("artifact.md")).unwrap(), header);
}

#[test]
fn a_portfolio_that_is_only_read_is_refused_before_anything_is_made() {
    let (folder, desk) = desk();
    let place = folder.path().join("p/artifacts/board");
    fs::create_dir_all(&place).unwrap();
    fs::write(place.join("artifact.md"), "---\nid: board\nevidence: [{id: e, file: a.tif}]\n---\n")
        .unwrap();
    fs::write(place.join("a.tif"), tiff()).unwrap();
    let settings = folder.path().join("p/portfolio.toml");
    let newer = fs::read_to_string(&settings).unwrap().replace("format = 1", "format = 2");
    fs::write(settings, newer).unwrap();
    assert!(desk.open(&folder.path().join("p")).is_ok());
    let refused = desk.make_viewables(desk.now(), Language::En, Only::default(), |_| {
        panic!("something was begun")
    });
    assert!(refused.is_err_and(|error| error.code() == "read-only-newer"));
}

#[test]
fn a_poster_is_offered_where_it_can_be_made_and_is_the_picture_of_its_item() {
    let programs = tempfile::tempdir().unwrap();
    let printer = Worker::beside(&programs.path().join("artifolio"));
    let (folder, desk) = desk_with(printer);
    let place = folder.path().join("p/artifacts/board");
    fs::create_dir_all(&place).unwrap();
    let header = "---\nid: board\nevidence:\n  - id: sheet\n    file: sheet.pdf\n  - id: film\n    file: film.mp4\n---\n";
    fs::write(place.join("artifact.md"), header).unwrap();
    fs::write(place.join("sheet.pdf"), artifolio_clean::testing::pdf("words", None)).unwrap();
    let film = artifolio_clean::testing::mp4(b"isom", &[("vide", b"avc1")], &[]);
    fs::write(place.join("film.mp4"), film).unwrap();
    let page = || artifact_page(&see(&desk), "board", TextPast::default()).unwrap();
    let offer = ViewableOffer { shape: "poster", by: Some("Artifolio") };
    let offers = || page().evidence.iter().map(|item| item.viewable.clone()).collect::<Vec<_>>();
    assert_eq!(offers(), [None, None], "nothing here can draw a page");
    let program = format!("artifolio-pdf{}", std::env::consts::EXE_SUFFIX);
    fs::write(programs.path().join(program), "no program").unwrap();
    assert_eq!(offers(), [Some(offer.clone()), None], "nothing here can make one of a film");
    let all = || unshown_files(&see(&desk)).into_iter().map(|f| (f.file, f.offer));
    assert_eq!(all().collect::<Vec<_>>(), [("sheet.pdf".to_owned(), offer)]);
    let tried = made(&desk, Only::default()).unwrap_or_else(|e| panic!("{}", e.code()));
    assert!(tried.done.is_none() && tried.made == 0, "it does not run");
    assert_eq!(reasons(&tried), [("sheet.pdf", "no program on this computer can make one")]);
    assert!(page().card.picture.is_none());
    let named = header.replace("sheet.pdf\n", "sheet.pdf\n    poster: sheet.png\n");
    fs::write(place.join("artifact.md"), named).unwrap();
    let png = artifolio_clean::testing::png_with(b"tEXt", b"a\0b");
    fs::write(place.join("sheet.png"), png).unwrap();
    assert_eq!(offers(), [None, None]);
    assert_eq!(page().evidence[0].picture.as_ref().unwrap().id, "board/sheet");
    assert!(page().card.picture.is_some());
}
