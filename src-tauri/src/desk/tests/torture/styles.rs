//! How other programs put a file's new bytes in its place.

use std::io::Write as _;
use std::time::SystemTime;

use super::super::*;

/// Puts these bytes at this path, as one program does.
pub(super) type Style = fn(&Path, &[u8]);

/// All ways of saving a whole text.
pub(super) const STYLES: [(&str, Style); 8] = [
    ("vim", vim),
    ("vim in place", vim_in_place),
    ("Word", word),
    ("LibreOffice", libre_office),
    ("VS Code", in_place),
    ("OneDrive", one_drive),
    ("Dropbox", dropbox),
    ("Notepad", notepad),
];

/// The path with another name.
pub(super) fn named(path: &Path, name: impl FnOnce(&str) -> String) -> PathBuf {
    path.with_file_name(name(path.file_name().unwrap().to_str().unwrap()))
}

fn there(path: &Path) -> bool {
    path.exists()
}

/// Vim with `backupcopy=no`: looks whether it may write in the folder, puts the old file aside, writes a new one.
fn vim(path: &Path, bytes: &[u8]) {
    let probe = named(path, |_| "4913".to_owned());
    fs::write(&probe, "").unwrap();
    fs::remove_file(&probe).unwrap();
    if there(path) {
        fs::rename(path, named(path, |name| format!("{name}~"))).unwrap();
    }
    fs::write(path, bytes).unwrap();
}

/// Vim with `backupcopy=yes`: copies the old file, writes over it.
fn vim_in_place(path: &Path, bytes: &[u8]) {
    if there(path) {
        fs::copy(path, named(path, |name| format!("{name}~"))).unwrap();
    }
    in_place(path, bytes);
}

/// Word: an owner file, the new text in a file of its own, both change names, the old one goes.
fn word(path: &Path, bytes: &[u8]) {
    let owner = named(path, |name| format!("~${name}"));
    let [new, old] = ["~WRD0001.tmp", "~WRL0002.tmp"].map(|name| named(path, |_| name.to_owned()));
    fs::write(&owner, "Ana").unwrap();
    fs::write(&new, bytes).unwrap();
    if there(path) {
        fs::rename(path, &old).unwrap();
    }
    fs::rename(&new, path).unwrap();
    let _ = fs::remove_file(&old);
    fs::remove_file(&owner).unwrap();
}

/// LibreOffice: a lock file, and a temporary file that takes the place of the old one.
fn libre_office(path: &Path, bytes: &[u8]) {
    let lock = named(path, |name| format!(".~lock.{name}#"));
    let new = named(path, |_| "lu4711abc.tmp".to_owned());
    fs::write(&lock, "Ana").unwrap();
    fs::write(&new, bytes).unwrap();
    fs::rename(&new, path).unwrap();
    fs::remove_file(&lock).unwrap();
}

/// VS Code: empties the file and writes it.
fn in_place(path: &Path, bytes: &[u8]) {
    let mut file = fs::File::options().write(true).create(true).truncate(true).open(path).unwrap();
    file.write_all(bytes).unwrap();
}

/// OneDrive: a temporary file beside takes its place, with the time of the other machine.
fn one_drive(path: &Path, bytes: &[u8]) {
    let new = named(path, |name| format!("~{name}.tmp"));
    fs::write(&new, bytes).unwrap();
    let hour_ago = SystemTime::UNIX_EPOCH + std::time::Duration::from_secs(1_795_000_000);
    fs::File::options().write(true).open(&new).unwrap().set_modified(hour_ago).unwrap();
    fs::rename(&new, path).unwrap();
}

/// Dropbox: from a folder of its own.
fn dropbox(path: &Path, bytes: &[u8]) {
    let cache = named(path, |_| ".dropbox.cache".to_owned());
    fs::create_dir_all(&cache).unwrap();
    let new = cache.join("new");
    fs::write(&new, bytes).unwrap();
    fs::rename(&new, path).unwrap();
    fs::remove_dir(&cache).unwrap();
}

/// Notepad: in place, with a byte-order mark and the line ends of Windows.
fn notepad(path: &Path, bytes: &[u8]) {
    let mark = "\u{feff}".as_bytes();
    let text = String::from_utf8_lossy(bytes.strip_prefix(mark).unwrap_or(bytes)).into_owned();
    let text = text.replace("\r\n", "\n").replace('\n', "\r\n");
    in_place(path, &[mark, text.as_bytes()].concat());
}
