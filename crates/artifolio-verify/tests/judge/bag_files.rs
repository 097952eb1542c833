//! Bags in which something is missing, added, changed, or no file.

use crate::bags::{Case, HELLO, LIST, TAGS, broken, edited, listed, retag};
use crate::disk::{Disk, Node};
use crate::made::{bag, edit, folder, seal};

/// What stands in the bag and what is listed.
pub(crate) fn presence() -> Vec<Case> {
    vec![
        ("untouched", bag(), &[]),
        ("sealed with bag-info", edited("bag-info.txt", |_| "Payload-Oxum: 262.2\n".into()), &[]),
        (
            "file changed",
            broken(|f| edit(f, HELLO, |t| t.replace('h', "H"))),
            &["bundle-file-changed"],
        ),
        ("file longer", broken(|f| edit(f, HELLO, |t| t + "x")), &["bundle-file-changed"]),
        ("file gone", broken(|f| drop(f.remove(HELLO))), &["bundle-file-missing"]),
        (
            "file added",
            broken(|f| drop(f.insert("data/new".into(), b"x".to_vec()))),
            &["bundle-file-unlisted"],
        ),
        (
            "file renamed",
            broken(|f| {
                let b = f.remove(HELLO).unwrap();
                f.insert("data/hi.txt".into(), b);
            }),
            &["bundle-file-missing", "bundle-file-unlisted"],
        ),
        (
            "two files swapped",
            broken(|f| {
                let (a, b) = (f[HELLO].clone(), f["data/deep/er/a b.bin"].clone());
                f.insert(HELLO.into(), b);
                f.insert("data/deep/er/a b.bin".into(), a);
            }),
            &["bundle-file-changed"],
        ),
        (
            "tag file changed",
            broken(|f| edit(f, LIST, |t| t.replace("  ", " "))),
            &["bundle-file-changed"],
        ),
        (
            "tag file gone",
            broken(|f| drop(f.remove("manifest-sha256.txt"))),
            &["bundle-file-missing"],
        ),
        (
            "tag file added",
            broken(|f| drop(f.insert("notes/a.txt".into(), vec![]))),
            &["bundle-tag-unlisted"],
        ),
    ]
}

/// What a bag must have.
pub(crate) fn elements() -> Vec<Case> {
    vec![
        (
            "no tag manifests",
            broken(|f| {
                f.remove(TAGS);
                f.remove("tagmanifest-sha256.txt");
            }),
            &[],
        ),
        (
            "no manifest",
            broken(|f| {
                f.retain(|path, _| !path.contains("manifest-"));
            }),
            &["bundle-manifest-none"],
        ),
        (
            "no payload",
            broken(|f| {
                f.retain(|path, _| !path.starts_with("data/"));
                seal(f);
            }),
            &["bundle-payload-missing"],
        ),
        (
            "a file named data",
            broken(|f| {
                f.retain(|path, _| !path.starts_with("data/"));
                f.insert("data".into(), vec![]);
                seal(f);
            }),
            &["bundle-payload-missing"],
        ),
        ("no declaration", broken(|f| drop(f.remove("bagit.txt"))), &["bundle-not-a-bag"]),
        (
            "fetch.txt",
            edited("fetch.txt", |_| format!("https://e.org/a 1 {HELLO}\n")),
            &["bundle-fetch"],
        ),
        (
            "only one manifest lists it",
            {
                let mut f = listed(|text| text);
                edit(&mut f, LIST, |t| t.lines().take(1).map(|l| format!("{l}\n")).collect());
                retag(&mut f);
                f
            },
            &["bundle-file-unlisted"],
        ),
        (
            "many manifests",
            broken(|f| {
                for n in 0..20 {
                    f.insert(format!("manifest-a{n}.txt"), vec![]);
                }
            }),
            &[
                "bundle-file-unlisted",
                "bundle-manifest-unknown",
                "bundle-manifests-many",
                "bundle-tagmanifest-manifest",
            ],
        ),
    ]
}

/// What a folder can hold and a zip of ours cannot: the files there, and the rules of the verdict.
pub(crate) fn odd_folders() -> Vec<(&'static str, Disk, &'static [&'static str])> {
    let with = |change: fn(&mut Disk)| {
        let mut disk = folder(&bag());
        change(&mut disk);
        disk
    };
    let sealed = |names: &[&str]| {
        let mut files = bag();
        files.extend(names.iter().map(|name| (format!("data/{name}"), b"x".to_vec())));
        seal(&mut files);
        folder(&files)
    };
    let summed = |node: Node| {
        let mut disk = folder(&edited("bag-info.txt", |_| "Payload-Oxum: 262.2\n".into()));
        disk.put(HELLO, node);
        disk
    };
    vec![
        ("link for a file", with(|d| d.put(HELLO, Node::Link)), &["bundle-link"]),
        ("link for a list", with(|d| d.put(LIST, Node::Link)), &["bundle-link"]),
        ("link for the declaration", with(|d| d.put("bagit.txt", Node::Link)), &["bundle-link"]),
        ("link beside", with(|d| d.put("data/x", Node::Link)), &["bundle-link"]),
        (
            "link for the payload",
            with(|d| {
                d.nodes.retain(|path, _| !path.as_str().starts_with("data/"));
                d.put("data", Node::Link);
            }),
            &["bundle-file-missing", "bundle-link", "bundle-payload-missing"],
        ),
        ("link, and a sum that counts it", summed(Node::Link), &["bundle-link"]),
        ("locked, and a sum that counts it", summed(Node::Locked), &["bundle-unreadable"]),
        ("pipe", with(|d| d.put(HELLO, Node::Pipe)), &["bundle-special"]),
        ("only in the cloud", with(|d| d.put(HELLO, Node::CloudOnly)), &["bundle-cloud-only"]),
        ("locked", with(|d| d.put(HELLO, Node::Locked)), &["bundle-unreadable"]),
        ("locked list", with(|d| d.put(LIST, Node::Locked)), &["bundle-unreadable"]),
        ("name that is none", with(|d| d.odd.push("a\nb\u{1b}[2J".into())), &["bundle-name-odd"]),
        (
            "too deep",
            with(|d| d.put(&format!("{}x", "a/".repeat(70)), Node::File(vec![]))),
            &["bundle-too-deep"],
        ),
        ("names for one system", sealed(&["CON", "why?"]), &["bundle-name-not-portable"]),
        ("names that differ by case", sealed(&["A.txt", "a.txt"]), &["bundle-name-not-portable"]),
    ]
}
