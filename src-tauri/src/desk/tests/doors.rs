//! A portfolio that cannot be written opens all the same, and says why.

use std::path::PathBuf;

use artifolio_core::path::RelPath;
use artifolio_tests::disk::Disk;
use artifolio_workspace::change::{Change, Step};
use artifolio_workspace::durable::{Expect, Sha256};
use artifolio_workspace::error::WorkspaceError;
use artifolio_workspace::workspace::Mode;

use super::*;

fn portfolio(place: &Path) -> PathBuf {
    let portfolio = place.join("p");
    fs::create_dir_all(portfolio.join("criteria")).unwrap();
    fs::write(portfolio.join("portfolio.toml"), "format = 1\nid = \"w\"\n").unwrap();
    fs::write(portfolio.join("criteria/5a.md"), "new").unwrap();
    portfolio
}

fn text(desk: &Desk) -> String {
    see(desk).reading.portfolio.criteria["5a"].text.clone()
}

/// What a change is refused with; nothing where it is not.
fn refused(desk: &Desk) -> String {
    let path = RelPath::parse("criteria/5a.md").unwrap();
    let expect = Expect::Sha256(Sha256::of(text(desk).as_bytes()));
    let write = Step::Write { path, expect, bytes: b"mine".to_vec() };
    let change = Change { label: "text", steps: vec![write] };
    let changed = desk.change(desk.now(), Language::En, |_| Ok((change.clone(), None)));
    changed.err().map_or_else(String::new, |refused| refused.code().to_owned())
}

#[test]
fn a_portfolio_that_another_program_writes_in_is_only_read_until_it_is_closed_there() {
    let folder = tempfile::tempdir().unwrap();
    let (place, data) = (portfolio(folder.path()), DataDir::at(folder.path().join("data")));
    let other = Workspace::open(&place, &data, Mode::Write, &clock::clock()).unwrap();
    let desk = Desk::new(data.clone(), folder.path().to_owned(), no_printer());
    assert_eq!(desk.open(&place).unwrap().read_only.as_deref(), Some("locked"));
    desk.ready();
    assert_eq!(desk.opened().unwrap().read_only.as_deref(), Some("locked"));
    assert_eq!((text(&desk), refused(&desk)), ("new".into(), "read-only".into()));
    assert_eq!(fs::read(place.join("criteria/5a.md")).unwrap(), b"new");
    drop(other);
    assert_eq!(desk.open(&place).unwrap().read_only, None);
    assert_eq!(refused(&desk), "");
    let other = Workspace::open(&place, &data, Mode::Write, &clock::clock());
    assert!(matches!(other, Err(WorkspaceError::Locked)));
}

#[test]
fn a_change_that_cannot_be_taken_back_on_this_disk_now_is_said_and_taken_back_later() {
    let Some(disk) = Disk::of(1) else { return };
    let folder = tempfile::tempdir().unwrap();
    let (place, data) = (portfolio(&disk.place), folder.path().join("data"));
    // What a program leaves that dies after it has written one of two files.
    let pending = data.join("journal/w/moved/pending");
    fs::create_dir_all(&pending).unwrap();
    fs::write(pending.join("root"), "/where it was").unwrap();
    fs::write(pending.join("000001.old"), "old").unwrap();
    let undo = serde_json::json!({ "written": {
        "path": "criteria/5a.md", "temporary": "criteria/.~5a.md.0.tmp",
        "new": view::revision("new"), "old": view::revision("old"),
    } });
    fs::write(pending.join("000001.json"), undo.to_string()).unwrap();

    let desk = Desk::new(DataDir::at(&data), folder.path().to_owned(), no_printer());
    type Way = (fn(&Disk), fn(&Disk));
    let full: Way = (|disk| assert_ne!(disk.fill(0), 0), Disk::make_room);
    let protected: Way = (|disk| disk.protect(true), |disk| disk.protect(false));
    for (hinder, free) in [full, protected] {
        hinder(&disk);
        let opened = desk.open(&place).unwrap();
        assert_eq!(opened.read_only.as_deref(), Some("read-only-half-done"));
        assert_eq!((text(&desk), refused(&desk)), ("new".into(), "read-only-half-done".into()));
        assert!(pending.exists(), "it is not forgotten");
        desk.close(&desk.current().unwrap_or_else(|e| panic!("{}", e.code())));
        free(&disk);
    }
    assert_eq!(desk.open(&place).unwrap().read_only, None);
    assert_eq!(text(&desk), "old");
    assert!(!pending.exists());
    desk.close(&desk.current().unwrap_or_else(|e| panic!("{}", e.code())));
}

#[test]
fn a_portfolio_is_read_where_the_data_folder_cannot_be_written() {
    let Some(disk) = Disk::of(1) else { return };
    let folder = tempfile::tempdir().unwrap();
    let place = portfolio(folder.path());
    disk.protect(true);
    let desk =
        Desk::new(DataDir::at(disk.place.join("data")), folder.path().to_owned(), no_printer());
    let opened = desk.open(&place).unwrap();
    assert_eq!(opened.read_only.as_deref(), Some("read-only-data-folder"));
    desk.ready();
    assert_eq!((text(&desk), refused(&desk)), ("new".into(), "read-only-data-folder".into()));
    disk.protect(false);
    assert_eq!(desk.open(&place).unwrap().read_only, None);
}
