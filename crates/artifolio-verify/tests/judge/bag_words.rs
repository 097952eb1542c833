//! Bags that declare other versions, encodings and algorithms, or say odd things of themselves.

use crate::bags::{Case, HELLO, LIST, TAGS, Tap as _, broken, edited, retag};
use crate::made::{Files, bag, edit, seal, seal_with};

/// A bag whose only list has these algorithms.
fn summed(algorithms: &[&str]) -> Files {
    broken(|files| seal_with(files, algorithms))
}

/// Text as a bag may write it, too.
fn utf16(text: &str) -> Vec<u8> {
    [vec![0xff, 0xfe], text.encode_utf16().flat_map(u16::to_le_bytes).collect()].concat()
}

fn declared(encoding: &str, spell: fn(&str) -> Vec<u8>) -> Files {
    let mut files = bag();
    files.insert("data/ú.txt".into(), b"x".to_vec());
    files.insert("bag-info.txt".into(), "Contact-Name: Núñez\nPayload-Oxum: 0.0\n".into());
    edit(&mut files, "bagit.txt", |text| text.replace("UTF-8", encoding));
    seal(&mut files);
    for path in ["bag-info.txt", "manifest-sha256.txt", "manifest-sha512.txt"] {
        let text = String::from_utf8(files[path].clone()).unwrap();
        files.insert(path.into(), spell(&text));
    }
    retag(&mut files);
    for path in ["tagmanifest-sha256.txt", "tagmanifest-sha512.txt"] {
        let text = String::from_utf8(files[path].clone()).unwrap();
        files.insert(path.into(), spell(&text));
    }
    files
}

/// Declaration, encodings, algorithms, bag-info.
pub(crate) fn words() -> Vec<Case> {
    vec![
        ("older", edited("bagit.txt", |t| t.replace("1.0", "0.97")), &["bundle-bagit-older"]),
        ("newer", edited("bagit.txt", |t| t.replace("1.0", "1.1")), &["bundle-bagit-newer"]),
        (
            "one line",
            edited("bagit.txt", |_| "BagIt-Version: 1.0\n".into()),
            &["bundle-declaration"],
        ),
        (
            "declared too long",
            edited("bagit.txt", |t| t + &"x".repeat(5_000)),
            &["bundle-tag-too-large"],
        ),
        (
            "unknown encoding",
            edited("bagit.txt", |t| t.replace("UTF-8", "EBCDIC")),
            &["bundle-encoding-unknown"],
        ),
        ("UTF-16", declared("UTF-16", utf16), &[]),
        ("Latin 1", declared("ISO-8859-1", |text| text.chars().map(|c| c as u8).collect()), &[]),
        (
            "Latin 1 called UTF-8",
            declared("UTF-8", |text| text.chars().map(|c| c as u8).collect()),
            &["bundle-file-unlisted", "bundle-tag-encoding"],
        ),
        (
            "mark before the declaration",
            edited("bagit.txt", |t| format!("\u{feff}{t}")),
            &["bundle-tag-bom"],
        ),
        ("mark before a list", edited(LIST, |t| format!("\u{feff}{t}")), &["bundle-tag-bom"]),
        (
            "mark before bag-info",
            edited("bag-info.txt", |_| "\u{feff}A: b\n".into()),
            &["bundle-tag-bom"],
        ),
        (
            "bag-info without a colon",
            edited("bag-info.txt", |_| "A\n".into()),
            &["bundle-info-line"],
        ),
        (
            "bag-info too large",
            edited("bag-info.txt", |_| "A: b\n".repeat(300_000)),
            &["bundle-tag-too-large"],
        ),
        (
            "sum twice",
            edited("bag-info.txt", |_| "Payload-Oxum: 262.2\nPayload-Oxum: 262.2\n".into()),
            &["bundle-oxum-twice"],
        ),
        (
            "sum wrong",
            edited("bag-info.txt", |_| "Payload-Oxum: 262.3\n".into()),
            &["bundle-oxum-wrong"],
        ),
        (
            "sum odd",
            edited("bag-info.txt", |_| "Payload-Oxum: 262\n".into()),
            &["bundle-oxum-form"],
        ),
        (
            "unknown package",
            edited("bag-info.txt", |_| "Artifolio-Package: wish\n".into()),
            &["bundle-package-unknown"],
        ),
    ]
}

/// The algorithms of manifests.
pub(crate) fn algorithms() -> Vec<Case> {
    vec![
        ("md5", summed(&["md5"]), &["bundle-manifest-weak"]),
        ("md5 and sha1", summed(&["md5", "sha1"]), &["bundle-manifest-weak"]),
        (
            "sha1, file changed",
            summed(&["sha1"]).tap(|f| edit(f, HELLO, |t| t + "x")),
            &["bundle-file-changed", "bundle-manifest-weak"],
        ),
        ("sha224 and sha384", summed(&["sha224", "sha384"]), &[]),
        ("sha3 and sha256", summed(&["sha3256", "sha256"]), &["bundle-manifest-unknown"]),
        (
            "sha3 without a checksum",
            summed(&["sha3256", "sha256"]).tap(|f| {
                edit(f, "manifest-sha3256.txt", |t| t + "  data/hello.txt\n");
                retag(f);
                f.remove("tagmanifest-sha3256.txt");
                f.remove(TAGS);
            }),
            &["bundle-manifest-line", "bundle-manifest-unknown"],
        ),
        (
            "capital algorithm before a small one",
            summed(&["md5", "sha512"]).tap(|f| {
                let bytes = f.remove("manifest-sha512.txt").unwrap();
                f.insert("manifest-SHA512.txt".into(), bytes);
                f.retain(|path, _| !path.starts_with("tagmanifest-"));
            }),
            &["bundle-manifest-name"],
        ),
        (
            "only sha3",
            summed(&["sha3256"]),
            &["bundle-manifest-unchecked", "bundle-manifest-unknown"],
        ),
        (
            "capital algorithm",
            summed(&["sha256"]).tap(|f| {
                let b = f.remove("manifest-sha256.txt").unwrap();
                f.insert("manifest-SHA-256.txt".into(), b);
                retag(f);
                f.remove(TAGS);
            }),
            &["bundle-manifest-name"],
        ),
    ]
}
