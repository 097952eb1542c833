//! Evidence that is not as its artifact's list says.

use super::*;

#[test]
fn evidence_with_another_name_is_known_by_its_bytes_and_what_nobody_listed_is_added() {
    let sha256 = Sha256::of(b"picture");
    let header = listing(&format!("- id: photo\n  file: photo.jpg\n  sha256: {sha256}\n"));
    let fs = folder(&[(HEADER, &header), ("artifacts/boards/more/renamed.jpg", "picture")]);
    let text = answered(&fs, HEADER);
    assert!(text.contains("file: more/renamed.jpg") && text.contains("id: photo"), "{text}");

    let fs = folder(&[
        (HEADER, &header),
        ("artifacts/boards/photo.jpg", "picture"),
        ("artifacts/boards/new.jpg", "new"),
    ]);
    assert!(answered(&fs, HEADER).contains("file: new.jpg"));
}

fn listing(list: &str) -> String {
    format!("---\nid: boards\nevidence:\n{list}---\nOne.\n")
}

#[test]
fn evidence_that_was_edited_is_a_new_version_and_one_that_was_emptied_is_none() {
    let sha256 = Sha256::of(b"as it was");
    let list = listing(&format!("- id: plan\n  file: plan.txt\n  sha256: {sha256}\n"));
    let fs = folder(&[(HEADER, &list), ("artifacts/boards/plan.txt", "as it is")]);
    assert_eq!(short(&fs), [is("plan.txt changed", true)]);
    let text = answered(&fs, HEADER);
    assert!(text.contains(&Sha256::of(b"as it is").to_string()), "{text}");
    fs.plant("artifacts/boards/plan.txt", b"");
    assert_eq!(short(&fs), [is("plan.txt emptied", false)]);
    let reading = read(&fs, &Silent).unwrap();
    assert!(answer(&fs, &reading, &told(&fs)[0]).unwrap().is_none());
}

#[test]
fn evidence_that_is_gone_is_told_and_taken_off_the_list_or_brought_back() {
    let sha256 = Sha256::of(b"film");
    let list = format!(
        "- id: film\n  file: film.mp4\n  captions: film.vtt\n  sha256: {sha256}\n- id: page\n  link: https://example.org/\n  capture: page.pdf\n  sha256: {sha256}\n"
    );
    let fs = folder(&[(HEADER, &listing(&list)), ("artifacts/boards/film.vtt", "WEBVTT")]);
    assert_eq!(short(&fs), [is("lost film.mp4 false", false), is("lost page.pdf false", false)]);
    let reading = read(&fs, &Silent).unwrap();
    let written = |news: &News| {
        let steps = answer(&fs, &reading, news).unwrap().unwrap().steps;
        let Step::Write { bytes, .. } = &steps[0] else { panic!("{steps:?}") };
        (String::from_utf8(bytes.clone()).unwrap(), steps.len())
    };
    let told = told(&fs);
    let (text, steps) = written(&told[0]);
    assert!(!text.contains("film") && text.contains("page.pdf") && steps == 2, "{text}");
    let (text, _) = written(&told[1]);
    assert!(text.contains("link: https") && !text.contains("page.pdf"), "the link stays: {text}");
    assert_eq!(text.matches("sha256").count(), 1, "nothing is recorded of no file: {text}");

    let removal = "019ab8a05c007000800000000000002a";
    fs.plant(&format!(".artifolio/trash/{removal}/artifacts/boards/film.mp4"), b"film");
    assert_eq!(short(&fs)[0], is("lost film.mp4 true", false));
    let back = answer(&fs, &reading, &super::news(&fs, &Hashes::default(), &reading)[0]);
    assert!(
        matches!(&back.unwrap().unwrap().steps[0], Step::Move { to, .. } if to.name() == "film.mp4")
    );
}

#[test]
fn a_capture_is_known_by_its_bytes_and_a_file_without_a_hash_by_being_the_only_one() {
    let sha256 = Sha256::of(b"page");
    let link = format!(
        "- id: page\n  link: https://example.org/\n  capture: page.pdf\n  sha256: {sha256}\n"
    );
    let fs = folder(&[(HEADER, &listing(&link)), ("artifacts/boards/saved.pdf", "page")]);
    assert_eq!(short(&fs), [is("capture page.pdf -> saved.pdf", true)]);
    let text = answered(&fs, HEADER);
    assert!(text.contains("capture: saved.pdf") && !text.contains("file:"), "{text}");

    let film = "- id: film\n  file: film.mp4\n  captions: film.vtt\n  transcript: film.txt\n";
    let film = listing(film);
    let fs = folder(&[
        (HEADER, &film),
        ("artifacts/boards/film.mp4", "film"),
        ("artifacts/boards/film.txt", "text"),
        ("artifacts/boards/words.vtt", "WEBVTT"),
        ("artifacts/boards/photo.jpg", "photo"),
    ]);
    assert_eq!(
        short(&fs),
        [is("captions film.vtt -> words.vtt", false), is("new photo.jpg", true)]
    );
    fs.remove_own(&path("artifacts/boards/photo.jpg")).unwrap();
    assert!(answered(&fs, HEADER).contains("captions: words.vtt"));

    // Two that it may be: nobody guesses, and none of them is listed as something new along with the rest.
    fs.plant(HEADER, film.as_bytes());
    fs.plant("artifacts/boards/more.vtt", b"WEBVTT");
    let lost = is("lost film.vtt false", false);
    assert_eq!(short(&fs), [lost, is("new more.vtt", false), is("new words.vtt", false)]);
    // One has the name, in another folder.
    fs.remove_own(&path("artifacts/boards/more.vtt")).unwrap();
    fs.plant("artifacts/boards/sub/film.vtt", b"WEBVTT");
    assert_eq!(short(&fs)[0], is("captions film.vtt -> film.vtt", false));
}

#[test]
fn evidence_that_was_renamed_and_edited_is_recorded_anew() {
    let sha256 = Sha256::of(b"as it was");
    let list = listing(&format!("- id: plan\n  file: plan.docx\n  sha256: {sha256}\n"));
    let fs = folder(&[(HEADER, &list), ("artifacts/boards/plan final.docx", "as it is")]);
    assert_eq!(short(&fs), [is("file plan.docx -> plan final.docx", false)]);
    let text = answered(&fs, HEADER);
    assert!(text.contains("plan final.docx"), "{text}");
    assert!(text.contains(&Sha256::of(b"as it is").to_string()), "{text}");
}

#[test]
fn evidence_in_another_artifacts_folder_goes_back_to_its_own() {
    let sha256 = Sha256::of(b"plan");
    let list = listing(&format!("- id: plan\n  file: plan.txt\n  sha256: {sha256}\n"));
    let fs = folder(&[
        (HEADER, &list),
        ("artifacts/trip/artifact.md", "---\nid: trip\n---\n"),
        ("artifacts/trip/plan.txt", "plan"),
    ]);
    assert_eq!(short(&fs), [is("plan.txt is at artifacts/trip/plan.txt", true)]);
    let reading = read(&fs, &Silent).unwrap();
    let change = answer(&fs, &reading, &told(&fs)[0]).unwrap().unwrap();
    let [Step::Move { from, to, expect }] = &change.steps[..] else { panic!("{change:?}") };
    let was = (from.as_str(), to.as_str(), *expect);
    assert_eq!(was, ("artifacts/trip/plan.txt", "artifacts/boards/plan.txt", Some(sha256)));

    // Two lists have lost it: where it belongs is for somebody to say.
    fs.plant("artifacts/trip/artifact.md", list.replace("id: boards", "id: trip").as_bytes());
    fs.rename(&path("artifacts/trip/plan.txt"), &path("lost.txt")).unwrap();
    let lost = is("plan.txt is at lost.txt", false);
    assert_eq!(short(&fs), [lost.clone(), lost]);
}
