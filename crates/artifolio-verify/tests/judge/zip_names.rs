//! Zips whose names must never become a path, or get in each other's way.

use crate::raw::{Entry, field, stored};
use crate::zips::{Case, changed, plus, with};

fn named(name: &[u8]) -> Vec<u8> {
    // A name that ends in `/` must be a folder by its mode too: here the name alone is at fault.
    plus(Entry { name: name.into(), external: 0, ..stored("x", b"") })
}

/// Names that must never become a path.
pub(crate) fn names() -> Vec<Case> {
    vec![
        ("climbs", named(b"../evil"), &["bundle-name-leaves"]),
        ("climbs from inside", named(b"bag/data/../../../evil"), &["bundle-name-leaves"]),
        ("climbs at the end", named(b"bag/data/.."), &["bundle-name-leaves"]),
        (
            "climbs with backslashes",
            named(b"bag\\..\\..\\evil"),
            &["bundle-name-character", "bundle-name-leaves"],
        ),
        ("stays with a dot", named(b"bag/data/./x"), &["bundle-name-leaves"]),
        ("absolute", named(b"/etc/passwd"), &["bundle-name-absolute"]),
        ("absolute twice", named(b"//host/share"), &["bundle-name-absolute"]),
        (
            "drive",
            named(b"C:\\Windows\\x"),
            &["bundle-name-absolute", "bundle-name-character", "bundle-name-windows"],
        ),
        ("drive without a slash", named(b"c:x"), &["bundle-name-absolute", "bundle-name-windows"]),
        ("server", named(b"\\\\server\\share"), &["bundle-name-absolute", "bundle-name-character"]),
        (
            "device namespace",
            named(b"\\\\?\\C:\\x"),
            &["bundle-name-absolute", "bundle-name-character", "bundle-name-windows"],
        ),
        ("backslash", named(b"bag\\data\\x"), &["bundle-name-character"]),
        ("no name", named(b""), &["bundle-name-empty"]),
        ("empty part", named(b"bag//x"), &["bundle-name-empty"]),
        ("only a slash", named(b"/"), &["bundle-name-empty"]),
        ("NUL", named(b"bag/data/a.txt\0.exe"), &["bundle-name-character"]),
        ("line feed", named(b"bag/data/a\nb"), &["bundle-name-character"]),
        ("escape sequence", named(b"bag/data/\x1b[2Jx"), &["bundle-name-character"]),
        ("delete", named(b"bag/data/a\x7f"), &["bundle-name-character"]),
        (
            "runs backwards",
            plus(stored("bag/data/\u{202e}gnp.exe", b"x")),
            &["bundle-name-character"],
        ),
        ("no UTF-8", named(b"bag/data/\xff\xfe"), &["bundle-name-encoding"]),
        ("overlong dot", named(b"bag/\xc0\xae\xc0\xae/x"), &["bundle-name-encoding"]),
        ("UTF-8 unmarked", named("bag/data/ú".as_bytes()), &["bundle-name-unmarked"]),
        ("CON", named(b"bag/data/CON"), &["bundle-name-windows"]),
        ("aux.txt", named(b"bag/aux.txt/x"), &["bundle-name-windows"]),
        ("com1 with a space", named(b"bag/data/com1 .txt"), &["bundle-name-windows"]),
        ("superscript port", plus(stored("bag/data/LPT².txt", b"x")), &["bundle-name-windows"]),
        ("trailing dot", named(b"bag/data/a."), &["bundle-name-windows"]),
        ("trailing space", named(b"bag/data /a"), &["bundle-name-windows"]),
        ("stream", named(b"bag/data/a.txt:evil"), &["bundle-name-windows"]),
        ("question mark", named(b"bag/data/why?"), &["bundle-name-windows"]),
        ("long part", named(&[b'a'; 256]), &["bundle-name-too-long"]),
        ("long path", named(&b"/abcdefghi".repeat(103)[1..]), &["bundle-name-too-long"]),
        ("deep path", named(&b"/a".repeat(65)[1..]), &["bundle-name-too-long"]),
        (
            "not NFC",
            plus(stored("bag/u\u{301}", b"x")),
            &["bundle-name-not-nfc", "bundle-tag-unlisted"],
        ),
    ]
}

/// Names that get in each other's way.
pub(crate) fn clashes() -> Vec<Case> {
    let two = |a: &str, b: &str| with(|zip| zip.entries.extend([stored(a, b"x"), stored(b, b"y")]));
    vec![
        ("twice", plus(stored("bag/data/hello.txt", b"evil")), &["bundle-name-twice"]),
        (
            "twice, one of them unreadable",
            plus(Entry { method: 99, ..stored("bag/data/hello.txt", b"x") }),
            &["bundle-entry-method", "bundle-name-twice"],
        ),
        ("case", plus(stored("bag/data/HELLO.txt", b"x")), &["bundle-name-collision"]),
        ("case of a folder", plus(stored("bag/Data/new.txt", b"x")), &["bundle-name-collision"]),
        (
            "case of the top folder",
            plus(stored("BAG/x", b"x")),
            &["bundle-name-collision", "bundle-top-folders"],
        ),
        ("sharp s", two("bag/straße", "bag/STRASSE"), &["bundle-name-collision"]),
        (
            "spelling",
            two("bag/\u{fa}", "bag/u\u{301}"),
            &["bundle-name-collision", "bundle-name-not-nfc"],
        ),
        (
            "file and folder",
            plus(stored("bag/data/hello.txt/x", b"x")),
            &["bundle-name-file-and-folder"],
        ),
        (
            "file and named folder",
            plus(Entry { external: 0, ..stored("bag/data/hello.txt/", b"") }),
            &["bundle-name-file-and-folder"],
        ),
        (
            "second name",
            changed(|e| e.extra = field(0x7075, b"\x01\0\0\0\0bag/data/evil.txt")),
            &["bundle-name-second"],
        ),
        (
            "second name before the bytes",
            changed(|e| e.local_extra = field(0x7075, b"\x01\0\0\0\0../evil")),
            &["bundle-name-second"],
        ),
        (
            "second name without a name",
            changed(|e| e.extra = field(0x7075, b"\x01")),
            &["bundle-name-second"],
        ),
    ]
}
