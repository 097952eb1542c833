//! The command line as scripts see it.

use artifolio_tests::{Ran, Scratch};

const COMMANDS: [&str; 25] = [
    "new",
    "status",
    "check",
    "waive",
    "import",
    "clean",
    "viewable",
    "map",
    "plan",
    "calendar",
    "solve",
    "search",
    "index",
    "doctor",
    "pack",
    "handin",
    "backup",
    "verify",
    "rehearse",
    "restore",
    "history",
    "trash",
    "compare",
    "transfer",
    "completions",
];

#[test]
fn every_command_has_help_with_an_example() {
    let scratch = Scratch::empty();
    for command in COMMANDS {
        let ran = scratch.artifolio(&[command, "--help"]).done();
        assert!(ran.stdout.contains("Example: artifolio "), "{command}: {ran}");
        for option in ["--json", "--lang", "--today", "--data-dir"] {
            assert!(ran.stdout.contains(option), "{command} {option}");
        }
    }
    let all = scratch.artifolio(&["--help"]).done();
    assert!(COMMANDS.iter().all(|c| all.stdout.contains(&format!("  {c} "))), "{all}");
}

#[test]
fn exit_codes() {
    let scratch = Scratch::with("sample");
    let code = |args: &[&str]| scratch.artifolio(args).code;
    assert_eq!(code(&["check", "{ws}", "--today", "2026-11-24"]), 0);
    assert_eq!(code(&["check", "{tmp}/nowhere"]), 2);
    assert_eq!(code(&["no-such-command"]), 2);
    scratch.replace("portfolio.toml", "name = ", "other_name = ");
    assert_eq!(code(&["check", "{ws}"]), 1);
    let ran = scratch.artifolio(&["pack", "{ws}", "--out", "{tmp}/out.zip", "--json"]);
    assert_eq!(ran.code, 1, "{ran}");
    assert!(ran.rules().contains(&"identity-incomplete".into()), "{ran}");
    assert!(!scratch.path("out.zip").exists());
    let ran =
        scratch.artifolio(&["pack", "{ws}", "--out", "{tmp}/out.zip", "--draft", "--json"]).done();
    assert_eq!(ran.json()["draft"], true);
}

#[test]
fn a_new_portfolio_grows_by_import_and_map() {
    let scratch = Scratch::empty();
    let new = [
        "new",
        "{ws}",
        "--name",
        "Ana Benson",
        "--family-name",
        "Benson",
        "--role",
        "I teach.",
        "--course-end",
        "2026-08-31",
    ];
    let _ = scratch.artifolio(&new).done();
    std::fs::write(scratch.path("Choice: boards?.txt"), "a board").unwrap();
    let ran = scratch.artifolio(&["import", "{ws}", "{tmp}/Choice: boards?.txt", "--json"]).done();
    let id = ran.json()["artifact"].as_str().unwrap().to_owned();
    assert_eq!(id, "choice-boards");
    let added = ran.json()["added"][0].as_str().unwrap().to_owned();
    assert!(!added.contains([':', '?']), "a name that Windows takes: {added}");
    assert_eq!(scratch.read(&added), "a board");
    for said in ["5a", "2.5.a", "16"] {
        let ran = scratch.artifolio(&["map", "{ws}", said, &id, "--json"]).done();
        assert_eq!(ran.json()["criterion"], "5a", "{said}");
    }
    assert_eq!(scratch.read("criteria/5a.md").matches("choice-boards").count(), 1, "attached once");
    let ran = scratch.artifolio(&["search", "{ws}", "choice", "--json"]).done();
    assert!(
        ran.json()["hits"].as_array().unwrap().iter().any(|h| h["id"] == "choice-boards"),
        "{ran}"
    );
    let ran = scratch.artifolio(&["new", "{ws}", "--json"]);
    assert_eq!((ran.code, ran.json()["error"]["code"].as_str()), (2, Some("folder-not-empty")));
}

#[test]
fn messages_come_in_spanish_when_asked() {
    let scratch = Scratch::with("sample-unfinished");
    let messages = |lang: &str| {
        let ran = scratch.artifolio(&[
            "check",
            "{ws}",
            "--lang",
            lang,
            "--today",
            "2026-11-24",
            "--json",
        ]);
        ran.json()["findings"]
            .as_array()
            .unwrap()
            .iter()
            .map(|f| f["message"].to_string())
            .collect::<Vec<_>>()
    };
    let (en, es) = (messages("en"), messages("es"));
    assert_eq!(en.len(), es.len());
    assert!(en.iter().zip(&es).all(|(a, b)| a != b), "{en:?}\n{es:?}");
    assert!(en.iter().chain(&es).all(|m| !m.contains('{')), "every parameter is filled in");
}

#[test]
fn a_portfolio_held_by_another_writer_is_not_changed() {
    let scratch = Scratch::with("sample");
    let data = artifolio_workspace::data_dir::DataDir::at(scratch.path("data"));
    let held = artifolio_workspace::workspace::Workspace::open(
        &scratch.ws(),
        &data,
        artifolio_workspace::workspace::Mode::Write,
        &(std::sync::Arc::new(|| "2026-11-24T12:00:00Z".parse().unwrap()) as _),
    )
    .unwrap();
    let before = scratch.tree("ws");
    let map = ["map", "{ws}", "5a", "choice-board", "--remove", "--json"];
    let ran = scratch.artifolio(&map);
    assert_eq!((ran.code, ran.json()["error"]["code"].as_str()), (2, Some("locked")), "{ran}");
    assert!(scratch.tree("ws") == before);
    assert_eq!(
        scratch.artifolio(&["check", "{ws}", "--today", "2026-11-24"]).code,
        0,
        "reading goes on"
    );
    drop(held);
    let _ = scratch.artifolio(&map).done();
}

#[test]
fn a_reader_that_stops_early_is_no_fault() {
    let scratch = Scratch::with("sample-unfinished");
    for (args, code) in [
        (&["check", "{ws}", "--today", "2026-11-24", "--json"][..], 1),
        (&["check", "{tmp}/nowhere", "--json"], 2),
        (&["completions", "bash"], 0),
    ] {
        let (reader, writer) = std::io::pipe().unwrap();
        drop(reader);
        let ran = scratch.command(args).stdout(writer).output().unwrap();
        let said = String::from_utf8_lossy(&ran.stderr);
        assert_eq!((ran.status.code(), said.as_ref()), (Some(code), ""), "{args:?}");
    }
}

#[test]
fn completions_for_four_shells() {
    for shell in ["bash", "zsh", "fish", "powershell"] {
        let ran: Ran = Scratch::empty().artifolio(&["completions", shell]).done();
        assert!(ran.stdout.contains("artifolio"), "{shell}");
    }
}
