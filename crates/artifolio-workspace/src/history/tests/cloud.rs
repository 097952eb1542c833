//! A history that a sync service has taken off this disk: it is downloaded by nobody who did not ask for it.

use super::*;

const DAY: i64 = 24 * 3600;

/// Three days of saves, so many that some go when it is thinned.
fn past() -> Machine {
    let mut machine = Machine::on(MemFs::new(), "m");
    for day in 0..3 {
        for save in 0..4 {
            machine.keep("1a.md", &format!("{day} {save}"), Why::Saved);
            machine.wait(if save == 3 { DAY - 180 } else { 60 });
        }
    }
    machine
}

fn files_below(files: &MemFs, folder: &str) -> Vec<RelPath> {
    let folder = path(folder);
    let tree =
        files.tree().into_iter().filter(|(at, bytes)| bytes.is_some() && at.is_below(&folder));
    tree.map(|(at, _)| at).collect()
}

const OBJECTS: &str = ".artifolio/history/objects";

#[test]
fn what_lies_in_the_cloud_is_neither_downloaded_nor_thinned_nor_missed() {
    let mut machine = past();
    let files = machine.files.clone();
    let objects = files_below(&files, OBJECTS);
    let days = files_below(&files, ".artifolio/history/log/m");
    assert_eq!((objects.len(), days.len()), (12, 3));
    files.dehydrate(&days[1]);
    files.dehydrate(&objects[1]);
    assert_eq!(gaps(&files).unwrap(), (0, 0));
    machine.history.thin(&files).unwrap();
    assert_eq!(files_below(&files, OBJECTS), objects);
    assert_eq!(versions_here(&files, &text("1a.md")).unwrap().len(), 8);
    let lost = objects[1].name().parse().unwrap();
    assert_eq!((bytes_here(&files, lost), size(&files, lost)), (None, Some(3)));
    machine.keep("1a.md", "3 0", Why::Saved);
    assert_eq!(files.downloaded(), []);

    assert!(versions(&files, &text("1a.md")).is_err(), "somebody asked for it");
    assert_eq!(files.downloaded(), [days[1].clone()]);
}

#[test]
fn without_a_cloud_the_same_history_is_thinned() {
    let mut machine = past();
    let files = machine.files.clone();
    machine.history.thin(&files).unwrap();
    assert!(files_below(&files, OBJECTS).len() < 12);
}

#[test]
fn an_object_that_lies_in_the_cloud_is_kept_already() {
    let mut machine = Machine::on(MemFs::new(), "m");
    machine.keep("1a.md", "words", Why::Saved);
    let object = shelf::object(Sha256::of(b"words"));
    machine.files.dehydrate(&object);
    machine.keep("2a.md", "words", Why::Saved);
    assert_eq!(machine.files.downloaded(), []);
    assert_eq!(versions_here(&machine.files, &text("2a.md")).unwrap().len(), 1);
}
