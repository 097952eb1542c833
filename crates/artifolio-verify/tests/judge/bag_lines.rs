//! Bags whose manifests have odd lines.

use crate::bags::{Case, HELLO, LIST, TAGS, Tap as _, broken, edited, listed, retag};
use crate::made::{Files, bag, edit, seal};

/// A bag with a file of this name, as the RFC would list it, and then changed.
fn named(name: &str, change: impl Fn(String) -> String) -> Files {
    let mut files = bag();
    files.insert(format!("data/{name}"), b"x".to_vec());
    seal(&mut files);
    for algorithm in ["sha256", "sha512"] {
        edit(&mut files, &format!("manifest-{algorithm}.txt"), &change);
    }
    retag(&mut files);
    files
}

fn same(text: String) -> String {
    text
}

fn line(path: &str) -> String {
    format!("{}  {path}\n", "0".repeat(128))
}

/// The lines of manifests.
pub(crate) fn lines() -> Vec<Case> {
    vec![
        (
            "capital checksums",
            listed(|t| {
                t.lines()
                    .map(|l| {
                        let (s, p) = l.split_once("  ").unwrap();
                        format!("{}  {p}\n", s.to_uppercase())
                    })
                    .collect()
            }),
            &[],
        ),
        ("one space", listed(|t| t.replace("  data", " data")), &[]),
        ("a tab", listed(|t| t.replace("  data", "\tdata")), &[]),
        ("spaces and tabs", listed(|t| t.replace("  data", " \t  \tdata")), &[]),
        ("CRLF", listed(|t| t.replace('\n', "\r\n")), &[]),
        ("CR", listed(|t| t.replace('\n', "\r")), &[]),
        ("no last line end", listed(|t| t.trim_end().to_owned()), &[]),
        ("empty line", listed(|t| t + "\n"), &["bundle-line-blank"]),
        ("no path", listed(|t| t + "0123\n"), &["bundle-manifest-line"]),
        ("a checksum alone", listed(|t| t + &"0".repeat(64) + "  \n"), &["bundle-manifest-line"]),
        ("no checksum", listed(|t| t + "  data/hello.txt\n"), &["bundle-manifest-line"]),
        (
            "short checksum",
            listed(|t| t.chars().skip(2).collect()),
            &["bundle-file-unlisted", "bundle-manifest-line"],
        ),
        (
            "odd checksum",
            listed(|t| t.chars().skip(1).collect()),
            &["bundle-file-unlisted", "bundle-manifest-line"],
        ),
        (
            "no hex",
            listed(|t| format!("g{}", &t[1..])),
            &["bundle-file-unlisted", "bundle-manifest-line"],
        ),
        ("endless line", listed(|t| t + &"a".repeat(70_000)), &["bundle-manifest-line"]),
        ("asterisk", listed(|t| t.replace("  data", " *data")), &["bundle-manifest-asterisk"]),
        ("dot", listed(|t| t.replace("  data", "  ./data")), &["bundle-manifest-dot"]),
        ("twice, equal", listed(|t| t.clone() + &t), &["bundle-manifest-twice"]),
        ("twice, other checksum", edited(LIST, |t| t + &line(HELLO)), &["bundle-manifest-twice"]),
    ]
}

/// The paths of manifests.
pub(crate) fn paths() -> Vec<Case> {
    vec![
        ("a folder", edited(LIST, |t| t + &line("data/deep")), &["bundle-manifest-folder"]),
        (
            "missing twice",
            edited(LIST, |t| t + &line("data/x") + &line("data/x")),
            &["bundle-file-missing"],
        ),
        (
            "climbs",
            edited(LIST, |t| t + &line("data/../../etc/passwd")),
            &["bundle-manifest-escapes"],
        ),
        ("absolute", edited(LIST, |t| t + &line("/etc/passwd")), &["bundle-manifest-escapes"]),
        ("home", edited(LIST, |t| t + &line("~/.ssh/id")), &["bundle-manifest-escapes"]),
        ("drive", edited(LIST, |t| t + &line("C:/Windows")), &["bundle-manifest-escapes"]),
        ("namespace", edited(LIST, |t| t + &line("\\\\?\\C:\\x")), &["bundle-manifest-escapes"]),
        (
            "backslash",
            edited(LIST, |t| t.replace("data/hello", "data\\hello")),
            &["bundle-file-unlisted", "bundle-manifest-escapes"],
        ),
        ("outside data", edited(LIST, |t| t + &line("bagit.txt")), &["bundle-manifest-escapes"]),
        (
            "encoded line feed",
            edited(LIST, |t| t + &line("data/a%0Ab")),
            &["bundle-manifest-escapes"],
        ),
        (
            "spelled otherwise",
            named("ú", |t| t.replace('ú', "u\u{301}")),
            &["bundle-manifest-spelling"],
        ),
        ("percent by the RFC", named("100%", same).tap(|f| percent(f, "%25")), &[]),
        ("percent as it is", named("100%", same), &["bundle-manifest-percent"]),
        ("percent that reads like a code", named("a%25b", same), &["bundle-manifest-percent"]),
        ("percent, both readings there", both_percents(), &[]),
        (
            "payload in a tag manifest",
            broken(|f| edit(f, TAGS, |t| t + &line(HELLO))),
            &["bundle-tagmanifest-payload"],
        ),
        (
            "tag manifest in a tag manifest",
            broken(|f| edit(f, TAGS, |t| t + &line("tagmanifest-sha256.txt"))),
            &["bundle-tagmanifest-itself"],
        ),
        (
            "manifest not in a tag manifest",
            broken(|f| {
                edit(f, TAGS, |t| {
                    t.lines().filter(|l| !l.ends_with(LIST)).map(|l| format!("{l}\n")).collect()
                })
            }),
            &["bundle-tagmanifest-manifest"],
        ),
        (
            "missing tag file",
            broken(|f| edit(f, TAGS, |t| t + &line("gone.txt"))),
            &["bundle-file-missing"],
        ),
    ]
}

fn percent(files: &mut Files, spelled: &str) {
    for path in ["manifest-sha256.txt", "manifest-sha512.txt"] {
        edit(files, path, |text| text.replace('%', spelled));
    }
    retag(files);
}

/// `a%b` and `a%25b`, listed by the RFC.
fn both_percents() -> Files {
    let mut files = bag();
    files.insert("data/a%b".into(), b"1".to_vec());
    files.insert("data/a%25b".into(), b"2".to_vec());
    seal(&mut files);
    percent(&mut files, "%25");
    files
}
