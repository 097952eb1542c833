//! Viewable copies and posters: made by an explicit action, packed as evidence, brought back by restore.

use std::io::Read as _;

use artifolio_tests::{Ran, Scratch, portfolios, repository};
use lopdf::{Object, Stream, dictionary};
use serde_json::{Value, json};

const ARTIFACT: &str = "artifacts/bench";

/// The sample without posters, and with a TIFF and a Word document that have no copy.
fn portfolio() -> Scratch {
    let scratch = portfolios::sample_without_posters();
    let number = std::fs::read_dir(scratch.ws().join("artifacts")).unwrap().count() + 1;
    let said = "caption: Seen from above\n    alt: A workbench with cut cardboard";
    scratch.write(
        &format!("{ARTIFACT}/artifact.md"),
        format!(
            "---\nid: bench\nnumber: {number}\ntitle: The bench\nkind: lesson\nmade: 2026-05\naudience: Grade 6\n\
             summary: A corner with cardboard.\nevidence:\n  - id: scan\n    file: bench.tif\n    {said}\n  - id: plan\n    \
             file: plan.docx\n    {said}\n---\nI learned to cut cardboard.\n"
        ),
    );
    let tiff = repository().join("sample-unfinished/artifacts/makerspace/bench.tif");
    scratch.write(&format!("{ARTIFACT}/bench.tif"), std::fs::read(tiff).unwrap());
    scratch.write(&format!("{ARTIFACT}/plan.docx"), artifolio_clean::testing::docx(&[]));
    scratch
}

/// The command on a machine without any program that makes copies.
fn viewable(scratch: &Scratch, args: &[&str]) -> Ran {
    let mut command = scratch.command(&[&["viewable", "{ws}"], args].concat());
    command.env("PATH", scratch.path("no-programs"));
    Ran::of(command)
}

fn standing(scratch: &Scratch) -> bool {
    let ran = scratch.artifolio(&["check", "{ws}", "--today", "2026-11-24", "--json"]);
    ran.rules().iter().any(|rule| rule == "viewable-missing")
}

/// Of the bundle at this place: its hash, and the copies of its evidence as `portfolio.json` lists them, with their bytes.
fn pack(scratch: &Scratch, from: &str, to: &str) -> (Value, Vec<(String, Vec<u8>)>) {
    let (sha256, portfolio, mut read) = packed(scratch, from, to);
    let artifacts = portfolio["artifacts"].as_array().unwrap();
    let items = artifacts.last().unwrap()["evidence"].as_array().unwrap();
    let names = items.iter().filter_map(|item| item["viewable"].as_str());
    let copies = names.map(|name| (name.to_owned(), read(name))).collect();
    (sha256, copies)
}

/// A bundle: its hash, its `portfolio.json`, and what reads its files.
fn packed(
    scratch: &Scratch,
    from: &str,
    to: &str,
) -> (Value, Value, impl FnMut(&str) -> Vec<u8> + use<>) {
    let out = format!("{{tmp}}/{to}");
    let args = ["pack", from, "--out", &out, "--date", "2027-01-10", "--json"];
    let packed = scratch.artifolio(&args).done().json();
    let mut zip = zip::ZipArchive::new(std::fs::File::open(scratch.path(to)).unwrap()).unwrap();
    let top = zip.by_index(0).unwrap().name().unwrap().split_once('/').unwrap().0.to_owned();
    let mut read = move |name: &str| {
        let mut bytes = Vec::new();
        zip.by_name(&format!("{top}/data/{name}")).unwrap().read_to_end(&mut bytes).unwrap();
        bytes
    };
    let portfolio: Value = serde_json::from_slice(&read("portfolio.json")).unwrap();
    (packed["sha256"].clone(), portfolio, read)
}

#[test]
#[cfg_attr(target_os = "macos", ignore = "macOS has a program of its own that makes pictures")]
fn a_tiff_gets_a_copy_which_is_packed_and_restored() {
    let scratch = portfolio();
    assert!(standing(&scratch));
    let before = scratch.tree("ws");
    let list = viewable(&scratch, &["--list", "--json"]).done().json();
    assert!(scratch.tree("ws") == before, "a list changes nothing");
    let scan = json!({"path": "artifacts/bench/bench.tif", "copy": "picture", "state": "to-make", "by": "Artifolio"});
    assert!(list["files"].as_array().unwrap().contains(&scan), "{list}");

    let words = viewable(&scratch, &["--artifact", "bench"]).done().stdout;
    let copy = format!("{ARTIFACT}/bench.viewable.png");
    assert!(words.contains(&format!("Artifolio made {copy}.")), "{words}");
    assert!(
        words.contains(
            "plan.docx: no copy was made, no program on this computer can make one. Open it"
        ),
        "{words}"
    );
    assert!(!standing(&scratch));
    let after = scratch.tree("ws");
    let header = format!("{ARTIFACT}/artifact.md");
    assert!(before.iter().all(|(path, bytes)| *path == header || after.get(path) == Some(bytes)));
    let again = viewable(&scratch, &["--artifact", "bench", "--evidence", "scan", "--json"]).done();
    assert_eq!(again.json(), json!({"schema": 1, "files": [], "made": []}));
    assert!(scratch.tree("ws") == after, "a second time there is nothing to do");
    let (first, packed) = pack(&scratch, "{ws}", "one.zip");
    assert_eq!(packed.len(), 1);
    assert!(packed[0].1 == after[&copy] && packed[0].0.ends_with(".png"), "{}", packed[0].0);

    let _ = scratch.artifolio(&["restore", "{tmp}/one.zip", "{tmp}/copy", "--json"]).done();
    assert!(pack(&scratch, "{tmp}/copy", "two.zip") == (first, packed));
}

#[test]
fn a_copy_that_the_learner_made_is_taken_in_two_steps() {
    let scratch = portfolio();
    let pdf = artifolio_clean::testing::pdf("What we did", None);
    std::fs::write(scratch.path("Plan.pdf"), &pdf).unwrap();
    std::fs::write(scratch.path("Plan.docx"), artifolio_clean::testing::docx(&[])).unwrap();
    let add = |file: &str| {
        let of = ["--artifact", "bench", "--evidence", "plan", "--json", "--file"];
        viewable(&scratch, &[&of[..], &[file]].concat())
    };
    assert_eq!(add("{tmp}/Plan.docx").json()["error"]["code"], "not-viewable");
    let copy = format!("{ARTIFACT}/plan.viewable.pdf");
    assert_eq!(add("{tmp}/Plan.pdf").done().json()["made"], json!([copy]));
    assert!(scratch.tree("ws")[&copy] == pdf);
    assert!(
        scratch.read(&format!("{ARTIFACT}/artifact.md")).contains("viewable: plan.viewable.pdf")
    );
}

#[test]
#[cfg_attr(target_os = "macos", ignore = "macOS has a program of its own that makes pictures")]
fn an_import_says_which_files_not_everyone_can_open() {
    let scratch = portfolio();
    let tiff = std::fs::read(scratch.ws().join(format!("{ARTIFACT}/bench.tif"))).unwrap();
    for (name, bytes) in [("scan.tif", &tiff[..]), ("notes.txt", b"Words.")] {
        std::fs::write(scratch.path(name), bytes).unwrap();
    }
    let import = |more: &[&str]| {
        let files = ["import", "{ws}", "{tmp}/scan.tif", "{tmp}/notes.txt", "--artifact", "bench"];
        let mut command = scratch.command(&[&files[..], more].concat());
        command.env("PATH", scratch.path("no-programs"));
        Ran::of(command).done()
    };
    let scan = json!({"path": "artifacts/bench/scan.tif", "copy": "picture", "state": "to-make", "by": "Artifolio"});
    assert_eq!(import(&["--json"]).json()["unshown"], json!([scan]));
    let words = import(&[]).stdout;
    assert!(
        words.contains("scan 2.tif: Artifolio can make a copy that everyone can open."),
        "{words}"
    );
}

/// What the checks say, and the names to upload.
fn said(scratch: &Scratch) -> (Value, Vec<Value>) {
    let checked = scratch.artifolio(&["check", "{ws}", "--today", "2026-11-24", "--json"]).json();
    let items = scratch.artifolio(&["handin", "{ws}", "--json"]).done().json()["items"].clone();
    let names = items.as_array().unwrap().iter().map(|item| item["name"].clone()).collect();
    (checked["findings"].clone(), names)
}

/// `artifolio viewable sample` made them, by a program and with an FFmpeg that are not the reader's.
#[test]
fn the_sample_lacks_no_preview() {
    let scratch = Scratch::with("sample");
    let said = viewable(&scratch, &["--list", "--json"]).done().json();
    assert_eq!(said["files"], json!([]));
}

#[test]
fn posters_change_no_name_and_no_finding_and_are_packed_and_restored() {
    let scratch = portfolios::sample_without_posters();
    let (before, without) = (scratch.tree("ws"), said(&scratch));
    let names = |portfolio: &Value| {
        let all = portfolio["files"].as_array().unwrap().iter();
        let all = all.map(|file| file["path"].as_str().unwrap().to_owned());
        all.partition::<Vec<_>, _>(|name| name.contains("_poster."))
    };
    let (_, plain, _) = packed(&scratch, "{ws}", "plain.zip");
    let done = viewable(&scratch, &["--json"]).done().json();
    let board = "artifacts/choice-board/choice-board.poster.jpg";
    let one = json!({"path": "artifacts/choice-board/choice-board.docx", "copy": "poster", "state": "made",
        "by": "Artifolio", "viewable": board, "first_page": false});
    let film = json!({"path": "artifacts/food-web/decomposers.mp4", "copy": "poster", "state": "cannot", "reason": "no-tool"});
    let files = done["files"].as_array().unwrap();
    assert!(files.contains(&one) && files.contains(&film), "{done}");
    let after = scratch.tree("ws");
    let kept = |path: &str| path.ends_with("artifact.md") || path.starts_with(".artifolio/");
    assert!(before.iter().all(|(path, bytes)| kept(path) || after.get(path) == Some(bytes)));
    assert_eq!(said(&scratch), without);
    assert_eq!(viewable(&scratch, &["--json"]).done().json()["made"], json!([]));

    let (first, portfolio, mut read) = packed(&scratch, "{ws}", "one.zip");
    let (posters, others) = names(&portfolio);
    assert_eq!(
        (posters.len(), &others),
        (done["made"].as_array().unwrap().len(), &names(&plain).1)
    );
    let item = &portfolio["artifacts"][1]["evidence"][1];
    assert_eq!(item["poster"], "artifacts/Ellison_Artifact2/Ellison_Artifact2_2_poster.jpg");
    assert!(read(item["poster"].as_str().unwrap()) == after[board]);
    let _ = scratch.artifolio(&["restore", "{tmp}/one.zip", "{tmp}/copy", "--json"]).done();
    assert_eq!(packed(&scratch, "{tmp}/copy", "two.zip").0, first);
}

/// A PDF whose first page does this, with these forms and pictures.
fn page_with(content: &str, objects: Vec<(&str, Stream)>) -> Vec<u8> {
    let mut document = artifolio_clean::testing::document("x", None);
    let drawn = document.add_object(Stream::new(dictionary! {}, content.into()));
    let mut named = lopdf::Dictionary::new();
    for (name, stream) in objects {
        let id = document.add_object(stream);
        named.set(name, id);
    }
    // It is among its own resources.
    let resources = document.add_object(dictionary! { "XObject" => named.clone() });
    for (_, id) in named.iter() {
        let stream = document.get_object_mut(id.as_reference().unwrap()).unwrap();
        stream.as_stream_mut().unwrap().dict.set("Resources", resources);
    }
    let page = document.get_pages()[&1];
    let page = document.get_object_mut(page).unwrap().as_dict_mut().unwrap();
    page.set("Contents", drawn);
    page.set("Resources", resources);
    let mut bytes = vec![];
    document.save_to(&mut bytes).unwrap();
    bytes
}

/// A picture of 2 GB in a stream of some kilobytes: runs of 128 zeros (ISO 32000-1, 7.4.5), deflated.
fn bomb() -> Stream {
    const SIDE: i64 = 26_000;
    let dictionary = dictionary! {
        "Type" => "XObject", "Subtype" => "Image", "Width" => SIDE, "Height" => SIDE,
        "ColorSpace" => "DeviceRGB", "BitsPerComponent" => 8,
    };
    let runs = usize::try_from(3 * SIDE * SIDE / 128).unwrap();
    let mut stream = Stream::new(dictionary, [0x81, 0].repeat(runs));
    stream.compress().unwrap();
    stream.dict.set("Filter", vec!["FlateDecode".into(), "RunLengthDecode".into()]);
    stream
}

/// One that is drawn, and PDFs that are not: one draws itself for ever, one is larger than the memory that it gets.
fn papers() -> [(&'static str, Vec<u8>, Option<&'static str>); 5] {
    let form = dictionary! { "Type" => "XObject", "Subtype" => "Form", "BBox" => vec![0.into(), 0.into(), 612.into(), 792.into()] };
    let itself = Stream::new(form, b"/Me Do /Me Do".to_vec());
    let mut locked = artifolio_clean::testing::document("x", None);
    let key = || Object::string_literal(vec![7; 32]);
    locked.trailer.set("ID", vec![key(), key()]);
    let lock = dictionary! { "Filter" => "Standard", "V" => 1, "R" => 2, "P" => -4, "O" => key(), "U" => key() };
    let lock = locked.add_object(lock);
    locked.trailer.set("Encrypt", lock);
    let mut bytes = vec![];
    locked.save_to(&mut bytes).unwrap();
    let whole = artifolio_clean::testing::pdf("We measured the creek.", None);
    [
        ("whole", whole.clone(), None),
        ("cut", whole[..whole.len() / 2].to_vec(), Some("unreadable")),
        ("locked", bytes, Some("unreadable")),
        ("itself", page_with("/Me Do", vec![("Me", itself)]), Some("too-long")),
        ("large", page_with("612 0 0 792 0 0 cm /P Do", vec![("P", bomb())]), Some("unreadable")),
    ]
}

#[test]
fn a_pdf_that_cannot_be_drawn_costs_its_own_poster_and_nothing_else() {
    let scratch = Scratch::with("sample");
    let number = std::fs::read_dir(scratch.ws().join("artifacts")).unwrap().count() + 1;
    let papers = papers();
    let items: String =
        papers.iter().map(|(id, ..)| format!("  - id: {id}\n    file: {id}.pdf\n")).collect();
    let header = format!("---\nid: bench\nnumber: {number}\nevidence:\n{items}---\nWords.\n");
    scratch.write(&format!("{ARTIFACT}/artifact.md"), header);
    for (id, bytes, _) in &papers {
        scratch.write(&format!("{ARTIFACT}/{id}.pdf"), bytes);
    }
    let done = viewable(&scratch, &["--artifact", "bench", "--json"]).done().json();
    let files = done["files"].as_array().unwrap().iter();
    let whys: Vec<_> = files.map(|file| (&file["path"], file["reason"].as_str())).collect();
    let paths: Vec<_> =
        papers.iter().map(|(id, ..)| Value::from(format!("{ARTIFACT}/{id}.pdf"))).collect();
    let expected: Vec<_> =
        paths.iter().zip(&papers).map(|(path, (.., why))| (path, *why)).collect();
    assert_eq!(whys, expected);
    let (made, tree) = (done["made"].as_array().unwrap(), scratch.tree("ws"));
    assert_eq!(made.len(), papers.iter().filter(|(.., why)| why.is_none()).count());
    assert!(made.iter().all(|path| tree.contains_key(path.as_str().unwrap())));
}

/// A folder with a program of this name, which does what the script says.
#[cfg(unix)]
fn program(scratch: &Scratch, name: &str, script: &str) {
    let file = scratch.path(&format!("programs/{name}"));
    std::fs::create_dir_all(file.parent().unwrap()).unwrap();
    std::fs::write(&file, format!("#!/bin/sh\n{script}\n")).unwrap();
    std::fs::set_permissions(&file, std::os::unix::fs::PermissionsExt::from_mode(0o755)).unwrap();
}

#[cfg(unix)]
#[test]
fn programs_make_a_document_with_its_poster_and_the_poster_of_a_film() {
    let scratch = portfolio();
    let run = |artifact: &str| {
        let mut command = scratch.command(&["viewable", "{ws}", "--artifact", artifact, "--json"]);
        let standard = std::env::var("PATH").unwrap();
        command.env("PATH", format!("{}:{standard}", scratch.path("programs").display()));
        Ran::of(command).done().json()
    };
    std::fs::write(scratch.path("made.pdf"), artifolio_clean::testing::pdf("The plan", None))
        .unwrap();
    let made = scratch.path("made.pdf");
    program(&scratch, "soffice", &format!("cp '{}' out/in.pdf", made.display()));
    let plan = ["plan.viewable.pdf", "plan.poster.png"].map(|name| format!("{ARTIFACT}/{name}"));
    let done = run("bench");
    assert!(
        plan.iter().all(|path| done["made"].as_array().unwrap().contains(&json!(path))),
        "{done}"
    );
    let header = scratch.read(&format!("{ARTIFACT}/artifact.md"));
    assert!(
        header.contains("viewable: plan.viewable.pdf\n    poster: plan.poster.png"),
        "{header}"
    );

    program(&scratch, "ffmpeg", "echo 'no picture' > out/in.jpg");
    let film = |done: &Value| {
        let files = done["files"].as_array().unwrap();
        assert_eq!((files.len(), &files[0]["copy"]), (1, &json!("poster")), "{done}");
        files[0].clone()
    };
    assert_eq!(film(&run("food-web"))["reason"], "failed");
    let file = "artifacts/food-web/decomposers.mp4";
    let bytes = scratch.tree("ws")[file].clone();
    scratch.write(file, "no film");
    assert_eq!(run("food-web")["files"], json!([]), "nobody is asked about what is no film");
    scratch.write(file, bytes);
    let still = repository().join("sample/artifacts/food-web/poster.jpg");
    let wanted = "case \"$*\" in *thumbnail*-frames:v*) ;; *) exit 3 ;; esac";
    program(&scratch, "ffmpeg", &format!("{wanted}; cp '{}' out/in.jpg", still.display()));
    let poster = "artifacts/food-web/decomposers.poster.jpg";
    let done = film(&run("food-web"));
    assert_eq!((&done["by"], &done["viewable"]), (&json!("FFmpeg"), &json!(poster)));
}
