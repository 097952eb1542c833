//! Backups are made, tried and remembered; one is a portfolio again; nobody is reminded for nothing.

use artifolio_core::path::RelPath;
use artifolio_workspace::machine;

use super::*;
use crate::view::{Apart, ApartFile, BackupOutcome, Keeping, RehearsalOutcome, RestoreOutcome};

fn keeping(desk: &Desk) -> Keeping {
    desk.keeping(Language::En).unwrap_or_else(|e| panic!("{}", e.code()))
}

fn back_up(desk: &Desk) {
    let done =
        desk.back_up(desk.now(), Language::En, |_| {}).unwrap_or_else(|e| panic!("{}", e.code()));
    assert!(matches!(done, BackupOutcome::Made { .. }), "{done:?}");
}

/// Every file below a folder, but for history and trash.
fn files(folder: &Path) -> Vec<(String, Vec<u8>)> {
    let disk = artifolio_workspace::disk::DiskFs::open(folder).unwrap();
    let scan = artifolio_workspace::scan::scan(&disk);
    let read = |path: &RelPath| fs::read(folder.join(path.as_str())).unwrap();
    scan.files.keys().map(|path| (path.to_string(), read(path))).collect()
}

#[test]
fn a_backup_is_made_tried_and_told_apart_from_what_was_written_since() {
    let (folder, desk) = desk();
    assert!(keeping(&desk).last.is_none());
    let refused = desk.rehearse(desk.now(), Language::En, |_| {}).map_err(|e| e.code().to_owned());
    assert_eq!(refused.unwrap_err(), "no-place");
    let place = keeping(&desk).place;
    back_up(&desk);
    let now = keeping(&desk);
    let last = now.last.unwrap();
    assert_eq!(last.path, place);
    assert!(last.there && last.tried.is_none() && !now.changed_since && !now.remind);
    assert_ne!(now.place, place, "the next one takes no other's place");
    assert_eq!(now.disk.packages, last.bytes);

    fs::write(folder.path().join("p/reflection.md"), "Mine.").unwrap();
    assert!(keeping(&desk).changed_since);
    let RehearsalOutcome::Held { same, apart } =
        desk.rehearse(desk.now(), Language::En, |_| {}).ok().unwrap()
    else {
        panic!("it is damaged")
    };
    let new = ApartFile { path: "reflection.md".to_owned(), how: Apart::New };
    assert_eq!((same, apart), (1, vec![new]));
    assert!(keeping(&desk).last.unwrap().tried.is_some());

    let mut bytes = fs::read(&place).unwrap();
    let middle = bytes.len() / 2;
    bytes[middle] ^= 1;
    fs::write(&place, bytes).unwrap();
    let tried = desk.rehearse(desk.now(), Language::En, |_| {}).ok().unwrap();
    assert!(matches!(tried, RehearsalOutcome::Damaged { findings } if !findings.is_empty()));
    fs::remove_file(&place).unwrap();
    let gone = desk.rehearse(desk.now(), Language::En, |_| {}).map_err(|e| e.code().to_owned());
    assert_eq!(gone.unwrap_err(), "bundle-gone");
    assert!(!keeping(&desk).last.unwrap().there);
}

#[test]
fn whoever_has_something_to_lose_is_reminded_and_can_put_it_off() {
    let (folder, desk) = desk();
    assert!(!keeping(&desk).remind, "nothing is lost yet");
    for id in ["a", "b", "c"] {
        let artifact = folder.path().join("p/artifacts").join(id);
        fs::create_dir_all(&artifact).unwrap();
        fs::write(artifact.join("artifact.md"), format!("---\nid: {id}\n---\n")).unwrap();
    }
    assert!(keeping(&desk).remind);
    assert!(desk.put_off_backup(desk.now()).is_ok());
    assert!(!keeping(&desk).remind);
    back_up(&desk);
    // The backup is of long ago, and nothing was written since the week was over.
    let set = |made: &str, put_off: Option<&str>| {
        let (id, root) = ("w", folder.path().join("p").canonicalize().unwrap());
        let name = &format!("backups/{}.json", artifolio_workspace::data_dir::key_of(id, &root));
        let mut known: serde_json::Value = machine::remembered(desk.data(), name);
        known["last"]["made"] = made.into();
        known["put_off"] = put_off.into();
        machine::remember(desk.data(), name, &known).unwrap();
    };
    let days_ago = |days| (chrono::Utc::now() - chrono::TimeDelta::days(days)).to_rfc3339();
    set(&days_ago(13), None);
    assert!(!keeping(&desk).remind, "it is not old");
    set(&days_ago(15), None);
    assert!(keeping(&desk).remind);
    set(&days_ago(15), Some("2999-01-01"));
    assert!(!keeping(&desk).remind);
    // Nothing was written since.
    set(&days_ago(15), None);
    let long_ago = std::time::SystemTime::now() - std::time::Duration::from_secs(20 * 86_400);
    for (path, _) in files(&folder.path().join("p")) {
        let file = fs::File::options().write(true).open(folder.path().join("p").join(path));
        file.unwrap().set_modified(long_ago).unwrap();
    }
    let now = keeping(&desk);
    assert!(!now.changed_since && !now.remind);
}

#[test]
fn a_backup_is_a_portfolio_again_and_no_folder_that_holds_anything_is_touched() {
    let (folder, desk) = desk();
    fs::write(folder.path().join("p/reflection.md"), "Mine.").unwrap();
    let place = PathBuf::from(keeping(&desk).place);
    back_up(&desk);
    let before = files(&folder.path().join("p"));
    let Chosen::Package { package } = desk.choose(&place).ok().unwrap() else { panic!("a zip") };
    assert_eq!(package.name, place.file_name().unwrap().to_string_lossy());
    let target = desk.restore_place().ok().unwrap();
    fs::create_dir(&target).unwrap();
    fs::write(target.join("mine.txt"), "mine").unwrap();
    let target = desk.restore_place().ok().unwrap();
    assert!(!target.exists(), "another name is proposed");

    desk.stop();
    let RestoreOutcome::Restored { opened, files: count, copy } =
        desk.restore(Language::En, |_| {}).ok().unwrap()
    else {
        panic!("refused")
    };
    assert!((count, copy) == (2, false) && Path::new(&opened.path).ends_with(&target));
    assert_eq!(files(&target), before);
    assert_eq!(see(&desk).reading.portfolio.settings.name, "Ana");
    assert_eq!(files(&folder.path().join("p")), before, "the first one is as it was");
}

#[test]
fn what_cannot_be_restored_leaves_no_folder() {
    let (folder, desk) = desk();
    let place = PathBuf::from(keeping(&desk).place);
    back_up(&desk);
    let whole = fs::read(&place).unwrap();
    fs::write(&place, &whole[..whole.len() - 9]).unwrap();
    assert!(desk.choose(&place).is_ok());
    let target = desk.restore_place().ok().unwrap();
    let refused = desk.restore(Language::En, |_| {}).ok().unwrap();
    assert!(matches!(refused, RestoreOutcome::Refused { .. }), "{refused:?}");
    assert!(!target.exists());

    fs::write(&place, &whole).unwrap();
    let stopped = desk.restore(Language::En, |_| desk.stop()).ok().unwrap();
    assert!(matches!(stopped, RestoreOutcome::Cancelled), "{stopped:?}");
    assert!(!target.exists());
    assert!(see(&desk).open.workspace.root().ends_with("p"), "what was open is open");

    fs::write(folder.path().join("photo.jpg"), "jpg").unwrap();
    assert!(desk.choose(&folder.path().join("photo.jpg")).is_err(), "no package");
}

#[test]
fn what_belongs_to_the_person_goes_to_another_machine() {
    let (folder, desk) = desk();
    fs::write(folder.path().join("data/roster.txt"), "Mia\n").unwrap();
    let file = folder.path().join("t.artifolio-transfer");
    assert!(desk.carry_out(&file, "correct horse battery").is_ok());
    let other =
        Desk::new(DataDir::at(folder.path().join("other")), folder.path().to_owned(), no_printer());
    let wrong = other.carry_in(&file, "correct horse batterx").map_err(|e| e.code().to_owned());
    assert_eq!(wrong.unwrap_err(), "passphrase-wrong");
    assert!(other.carry_in(&file, "correct horse battery").is_ok());
    assert_eq!(fs::read_to_string(folder.path().join("other/roster.txt")).unwrap(), "Mia\n");
}
