#![cfg(unix)]
#![allow(clippy::disallowed_methods, reason = "tests prepare and look at real folders")]

use std::io::Write as _;
use std::os::unix::fs::{PermissionsExt as _, symlink};

use super::system::{is_firm, names_a_holder, recalls_on_read};
use super::*;

const NFD: &str = "re\u{301}sume\u{301}.md";

fn disk() -> (tempfile::TempDir, DiskFs) {
    let folder = tempfile::tempdir().unwrap();
    let disk = DiskFs::open(folder.path()).unwrap();
    (folder, disk)
}

fn path(text: &str) -> RelPath {
    RelPath::parse(text).unwrap()
}

fn write(disk: &DiskFs, at: &str, bytes: &[u8]) {
    let mut file = disk.create_new(&path(at)).unwrap();
    file.write_all(bytes).unwrap();
    file.sync_all().unwrap();
}

fn read(disk: &DiskFs, at: &str) -> io::Result<Vec<u8>> {
    artifolio_core::source::read_whole(disk, &path(at), 1 << 20)
}

#[test]
fn what_is_written_is_read_listed_renamed_and_removed() {
    let (_folder, disk) = disk();
    disk.create_folder(&path("a/b")).unwrap();
    disk.create_folder(&path("a/b")).unwrap();
    write(&disk, "a/b/one.md", b"one");
    disk.sync_folder(&path("a/b")).unwrap();
    disk.sync_folder(&RelPath::root()).unwrap();
    assert_eq!(
        disk.create_new(&path("a/b/one.md")).err().unwrap().kind(),
        ErrorKind::AlreadyExists
    );
    let listing = disk.list(&path("a/b")).unwrap();
    assert_eq!(listing.entries.len(), 1);
    assert_eq!(listing.entries[0].path, path("a/b/one.md"));
    assert_eq!(listing.entries[0].stat, disk.stat(&path("a/b/one.md")).unwrap());
    assert_eq!(listing.entries[0].stat.size, 3);
    assert!(listing.entries[0].stat.modified_ns > 1_500_000_000_000_000_000);
    write(&disk, "a/two.md", b"two");
    disk.rename(&path("a/two.md"), &path("a/b/one.md")).unwrap();
    assert_eq!(read(&disk, "a/b/one.md").unwrap(), b"two");
    assert!(disk.remove_empty_folder(&path("a/b")).is_err(), "it is not empty");
    disk.remove_own(&path("a/b/one.md")).unwrap();
    disk.remove_empty_folder(&path("a/b")).unwrap();
    assert_eq!(disk.stat(&path("a/b")).unwrap_err().kind(), ErrorKind::NotFound);
    assert_eq!(disk.stat(&RelPath::root()).unwrap().kind, EntryKind::Folder);
}

#[test]
fn nothing_goes_through_a_link() {
    let (folder, disk) = disk();
    let outside = tempfile::tempdir().unwrap();
    fs::write(outside.path().join("secret.md"), "secret").unwrap();
    fs::create_dir(folder.path().join("real")).unwrap();
    fs::write(folder.path().join("real/in.md"), "in").unwrap();
    symlink(outside.path(), folder.path().join("away")).unwrap();
    symlink("real", folder.path().join("near")).unwrap();
    symlink("real/in.md", folder.path().join("link.md")).unwrap();
    symlink("nowhere", folder.path().join("dangling.md")).unwrap();

    for link in ["away", "near", "link.md", "dangling.md"] {
        assert_eq!(disk.stat(&path(link)).unwrap().kind, EntryKind::Link, "{link}");
        assert_eq!(disk.open(&path(link)).err().unwrap().kind(), ErrorKind::InvalidInput, "{link}");
        assert!(disk.list(&path(link)).is_err(), "{link}");
        assert!(disk.create_folder(&path(&format!("{link}/new"))).is_err(), "{link}");
    }
    for below in ["away/secret.md", "near/in.md"] {
        assert_eq!(disk.stat(&path(below)).unwrap_err().kind(), ErrorKind::NotFound, "{below}");
        assert!(read(&disk, below).is_err(), "{below}");
        assert!(disk.remove_own(&path(below)).is_err(), "{below}");
        assert!(disk.rename(&path("real/in.md"), &path(below)).is_err(), "{below}");
    }
    assert!(disk.create_new(&path("away/new.md")).is_err());
    assert!(disk.create_new(&path("dangling.md")).is_err());
    assert_eq!(fs::read_dir(outside.path()).unwrap().count(), 1);
    assert_eq!(fs::read(outside.path().join("secret.md")).unwrap(), b"secret");
}

#[test]
fn pipes_and_folders_are_never_read_as_files() {
    let (folder, disk) = disk();
    let pipe = folder.path().join("pipe");
    assert!(std::process::Command::new("mkfifo").arg(&pipe).status().unwrap().success());
    assert_eq!(disk.stat(&path("pipe")).unwrap().kind, EntryKind::Special);
    assert_eq!(disk.open(&path("pipe")).err().unwrap().kind(), ErrorKind::InvalidInput);
    disk.create_folder(&path("folder")).unwrap();
    assert_eq!(disk.open(&path("folder")).err().unwrap().kind(), ErrorKind::InvalidInput);
    assert_eq!(disk.stat(&path("pipe/below")).unwrap_err().kind(), ErrorKind::NotFound);
}

#[test]
fn a_decomposed_name_is_found_and_keeps_its_spelling() {
    let (folder, disk) = disk();
    fs::create_dir(folder.path().join("pre\u{301}")).unwrap();
    fs::write(folder.path().join("pre\u{301}").join(NFD), "old").unwrap();
    let composed = "pr\u{e9}/r\u{e9}sum\u{e9}.md";
    assert_eq!(disk.list(&path("pré")).unwrap().entries[0].path.as_str(), composed);
    assert_eq!(read(&disk, composed).unwrap(), b"old");
    assert_eq!(disk.create_new(&path(composed)).err().unwrap().kind(), ErrorKind::AlreadyExists);
    write(&disk, "new.tmp", b"new");
    disk.rename(&path("new.tmp"), &path(composed)).unwrap();
    assert_eq!(fs::read(folder.path().join("pre\u{301}").join(NFD)).unwrap(), b"new");
    assert_eq!(fs::read_dir(folder.path().join("pre\u{301}")).unwrap().count(), 1, "no twin");
}

#[test]
fn of_two_spellings_the_composed_one_counts_and_the_other_is_told() {
    let (folder, disk) = disk();
    fs::write(folder.path().join(NFD), "decomposed").unwrap();
    fs::write(folder.path().join("r\u{e9}sum\u{e9}.md"), "composed").unwrap();
    let listing = disk.list(&RelPath::root()).unwrap();
    assert_eq!(listing.entries.len(), 1);
    assert_eq!(listing.odd, [NFD]);
    assert_eq!(read(&disk, "résumé.md").unwrap(), b"composed");
}

#[test]
fn names_that_no_path_can_hold_are_told() {
    use std::os::unix::ffi::OsStrExt as _;
    let (folder, disk) = disk();
    for name in [&b"back\\slash.md"[..], b"line\nbreak.md", b"latin1-\xe9.md"] {
        fs::write(folder.path().join(std::ffi::OsStr::from_bytes(name)), "x").unwrap();
    }
    let mut listing = disk.list(&RelPath::root()).unwrap();
    listing.odd.sort();
    assert!(listing.entries.is_empty());
    assert_eq!(listing.odd, ["back\\slash.md", "latin1-\u{fffd}.md", "line\nbreak.md"]);
}

#[test]
fn a_replaced_file_keeps_its_mode() {
    let (folder, disk) = disk();
    write(&disk, "note.md", b"old");
    fs::set_permissions(folder.path().join("note.md"), fs::Permissions::from_mode(0o640)).unwrap();
    write(&disk, "new.tmp", b"new");
    disk.rename(&path("new.tmp"), &path("note.md")).unwrap();
    let mode = fs::metadata(folder.path().join("note.md")).unwrap().permissions().mode();
    assert_eq!(mode & 0o777, 0o640);
}

#[test]
fn a_root_can_be_made_and_a_source_may_be_a_link() {
    let folder = tempfile::tempdir().unwrap();
    let made = DiskFs::open_or_create(&folder.path().join("one/two")).unwrap();
    write(&made, "photo.jpg", b"jpeg");
    assert!(made.real_path().ends_with("one/two"));
    symlink("one/two/photo.jpg", folder.path().join("shortcut")).unwrap();
    let (around, name) = DiskFs::around_source(&folder.path().join("shortcut")).unwrap();
    assert_eq!(read(&around, name.as_str()).unwrap(), b"jpeg");
    let (around, name) = DiskFs::around(&folder.path().join("shortcut")).unwrap();
    assert_eq!(around.stat(&name).unwrap().kind, EntryKind::Link);
    assert!(DiskFs::open(&folder.path().join("absent")).is_err());
    assert!(DiskFs::open(&folder.path().join("one/two/photo.jpg")).is_err());
    assert_eq!(DiskFs::around(Path::new("/")).unwrap_err().kind(), ErrorKind::InvalidInput);
}

#[test]
#[cfg(target_os = "linux")]
fn a_file_system_without_fsync_of_folders_is_no_obstacle() {
    let refused = fs::File::open("/proc").unwrap().sync_all().unwrap_err();
    assert_eq!(refused.kind(), ErrorKind::InvalidInput, "/proc is such a one");
    DiskFs::open(Path::new("/proc")).unwrap().sync_folder(&RelPath::root()).unwrap();
}

#[test]
fn a_held_file_is_tried_again_for_two_seconds_and_no_longer() {
    for (code, held) in [(5, true), (32, true), (33, true), (2, false), (13, false)] {
        assert_eq!(names_a_holder(&io::Error::from_raw_os_error(code)), held, "{code}");
    }
    let busy = || io::Error::from_raw_os_error(32);
    let mut pauses = Vec::new();
    let result: io::Result<()> =
        patiently(names_a_holder, |pause| pauses.push(pause.as_millis()), || Err(busy()));
    assert_eq!(result.unwrap_err().raw_os_error(), Some(32));
    assert_eq!(pauses[..6], [10, 25, 50, 100, 200, 200]);
    assert_eq!(pauses.iter().sum::<u128>(), 2000);

    let mut tries = 0;
    let result = patiently(
        names_a_holder,
        |_| {},
        || {
            tries += 1;
            if tries < 4 { Err(busy()) } else { Ok(tries) }
        },
    );
    assert_eq!(result.unwrap(), 4);

    let mut tries = 0;
    let result: io::Result<()> = patiently(
        names_a_holder,
        |_| {},
        || {
            tries += 1;
            Err(ErrorKind::PermissionDenied.into())
        },
    );
    assert!(result.is_err());
    assert_eq!(tries, 1, "another error is told at once");
}

#[test]
fn placeholders_of_cloud_services_are_known_by_their_attributes() {
    for (attributes, cloud) in [
        (0x20, false),
        (0x80, false),
        (0x40_0000, true),
        (0x4_0000, true),
        (0x1000, true),
        (0x40_0020, true),
    ] {
        assert_eq!(recalls_on_read(attributes), cloud, "{attributes:#x}");
    }
}

#[test]
fn a_change_is_firm_once_no_other_can_bear_its_time() {
    let second = |s: u64| std::time::UNIX_EPOCH + std::time::Duration::from_secs(s);
    let at = 100_000_000_000;
    for (now, firm) in [(103, true), (9_000, true), (102, false), (100, false), (5, false)] {
        assert_eq!(is_firm(at, second(now)), firm, "at {now}");
    }
    assert!(!is_firm(-1, second(9)));
}

#[test]
fn a_file_that_gets_other_bytes_and_its_old_time_back_stands_otherwise() {
    let (folder, disk) = disk();
    let stat = || disk.stat(&path("a.md")).unwrap();
    write(&disk, "a.md", b"one");
    assert!(!disk.vouches(&stat()), "it was changed a moment ago");
    if !super::system::keeps_change_times(folder.path()) {
        return;
    }
    let before = stat();
    while !disk.vouches(&before) {
        std::thread::sleep(std::time::Duration::from_millis(50));
    }
    assert_eq!(stat(), before);
    assert_eq!(disk.list(&RelPath::root()).unwrap().entries[0].stat, before);
    let file = fs::OpenOptions::new().write(true).open(folder.path().join("a.md")).unwrap();
    let time = file.metadata().unwrap().modified().unwrap();
    (&file).write_all(b"two").unwrap();
    file.set_modified(time).unwrap();
    let after = stat();
    assert_eq!((after.size, after.modified_ns), (before.size, before.modified_ns));
    assert_ne!(after, before);
    // The same bytes with the same times, but another file.
    write(&disk, "b.md", b"two");
    disk.rename(&path("b.md"), &path("a.md")).unwrap();
    assert_ne!(stat().number, after.number);
}
