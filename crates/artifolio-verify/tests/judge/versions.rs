//! The published versions of BagIt: one bag of each, and one question at a time with the answer of every version.

use artifolio_verify::Kind;

use crate::bags::{Case, Tap as _};
use crate::disk::{any_required, judge_folder, judge_zip, rules};
use crate::made::{Files, edit, folder, seal_with, zipped};

/// Oldest first.
pub(crate) const VERSIONS: [&str; 6] = ["0.93", "0.94", "0.95", "0.96", "0.97", "1.0"];

const MANIFEST: &str = "manifest-sha256.txt";
const HELLO: &str = "data/hello.txt";

/// A bag as its version would have it.
fn bag(version: &str) -> Files {
    let mut files = Files::new();
    let declaration = format!("BagIt-Version: {version}\nTag-File-Character-Encoding: UTF-8\n");
    files.insert("bagit.txt".into(), declaration.into_bytes());
    files.insert(info(version).into(), b"Contact-Name: Edna Janssen\n".to_vec());
    files.insert(HELLO.into(), b"hello\n".to_vec());
    files.insert("data/deep/er.txt".into(), b"deeper\n".to_vec());
    seal_with(&mut files, &["sha256", "sha512"]);
    files
}

fn info(version: &str) -> &'static str {
    if version < "0.96" { "package-info.txt" } else { "bag-info.txt" }
}

/// Leaves no tag manifest, so that tag files can be changed alone.
fn loose(files: &mut Files) {
    files.retain(|path, _| !path.starts_with("tagmanifest-"));
}

fn say(files: &mut Files, version: &str, text: &str) {
    loose(files);
    files.insert(info(version).into(), text.into());
}

/// Takes a file out of a manifest.
fn unlist(files: &mut Files, manifest: &str, listed: &str) {
    let keep = |text: String| {
        let lines = text.lines().filter(|line| !line.ends_with(listed));
        lines.map(|line| format!("{line}\n")).collect()
    };
    edit(files, manifest, keep);
}

fn relist(files: &mut Files, change: impl FnOnce(String) -> String) {
    loose(files);
    edit(files, MANIFEST, change);
}

/// A question: what is done to the bag of a version.
type Question = (&'static str, fn(&mut Files, &str));

/// One answer for each of [`VERSIONS`].
type Answers = [&'static [&'static str]; 6];

const NO: &[&str] = &[];

/// The rule from its version on, or until it.
fn since(version: &str, rule: &'static [&'static str]) -> Answers {
    VERSIONS.map(|own| if own >= version { rule } else { NO })
}

fn before(version: &str, rule: &'static [&'static str]) -> Answers {
    VERSIONS.map(|own| if own < version { rule } else { NO })
}

fn words() -> Vec<(Question, Answers)> {
    vec![
        (("untouched", |_, _| {}), [NO; 6]),
        (("no tag manifests", |f, _| loose(f)), [NO; 6]),
        (("its sum", |f, v| say(f, v, "Payload-Oxum: 13.2\n")), [NO; 6]),
        (
            ("a wrong sum", |f, v| say(f, v, "Payload-Oxum: 14.2\n")),
            since("0.96", &["bundle-oxum-wrong"]),
        ),
        (
            ("an odd sum", |f, v| say(f, v, "Payload-Oxum: 13\n")),
            since("0.96", &["bundle-oxum-form"]),
        ),
        (
            ("its sum twice", |f, v| say(f, v, "Payload-Oxum: 13.2\nPayload-Oxum: 13.2\n")),
            since("1.0", &["bundle-oxum-twice"]),
        ),
        (
            ("a right sum and a wrong one", |f, v| {
                say(f, v, "Payload-Oxum: 13.2\nPayload-Oxum: 1.2\n");
            }),
            [
                NO,
                NO,
                NO,
                &["bundle-oxum-wrong"],
                &["bundle-oxum-wrong"],
                &["bundle-oxum-twice", "bundle-oxum-wrong"],
            ],
        ),
        (
            ("a wrong sum in the file of the other versions", |f, v| {
                loose(f);
                let other = if info(v) == "bag-info.txt" { "0.95" } else { "1.0" };
                f.insert(info(other).into(), b"Payload-Oxum: 14.2\n".to_vec());
            }),
            [NO; 6],
        ),
        (
            ("no space behind a colon", |f, v| say(f, v, "Contact-Name:Edna\n")),
            since("1.0", &["bundle-info-line"]),
        ),
        (
            ("space before a colon", |f, v| say(f, v, "Contact-Name : Edna\n")),
            since("1.0", &["bundle-info-line"]),
        ),
        (("no colon", |f, v| say(f, v, "Edna\n")), [&["bundle-info-line"]; 6]),
        (
            ("labels twice, values on two lines", |f, v| {
                say(f, v, "Contact-Name: Edna\n  Janssen\nContact-Name: Foo\n");
            }),
            [NO; 6],
        ),
        (
            ("a small label in the declaration", |f, _| {
                loose(f);
                edit(f, "bagit.txt", |text| text.replace("BagIt-V", "BagIt-v"));
            }),
            since("1.0", &["bundle-declaration"]),
        ),
        (
            ("space before the colon of the declaration", |f, _| {
                loose(f);
                edit(f, "bagit.txt", |text| text.replace("Version:", "Version :"));
            }),
            [&["bundle-declaration"]; 6],
        ),
    ]
}

fn presence() -> Vec<(Question, Answers)> {
    vec![
        (("a file changed", |f, _| edit(f, HELLO, |t| t + "x")), [&["bundle-file-changed"]; 6]),
        (("a file gone", |f, _| drop(f.remove(HELLO))), [&["bundle-file-missing"]; 6]),
        (
            ("a file added", |f, _| drop(f.insert("data/new".into(), vec![]))),
            [&["bundle-file-unlisted"]; 6],
        ),
        (
            ("a tag file changed", |f, v| edit(f, info(v), |t| t + "A: b\n")),
            [&["bundle-file-changed"]; 6],
        ),
        (("a tag file gone", |f, v| drop(f.remove(info(v)))), [&["bundle-file-missing"]; 6]),
        (
            ("a file in one manifest of two", |f, _| {
                loose(f);
                unlist(f, MANIFEST, HELLO);
            }),
            VERSIONS.map(|own| match own {
                "0.95" | "0.96" | "0.97" => NO,
                _ => &["bundle-file-unlisted"][..],
            }),
        ),
        (
            ("each file in another manifest", |f, _| {
                loose(f);
                unlist(f, MANIFEST, HELLO);
                unlist(f, "manifest-sha512.txt", "data/deep/er.txt");
            }),
            VERSIONS.map(|own| match own {
                "0.95" | "0.96" | "0.97" => NO,
                _ => &["bundle-file-unlisted"][..],
            }),
        ),
        (
            ("a file in a manifest of an unknown algorithm alone", |f, _| {
                seal_with(f, &["sha256", "sha3256"]);
                loose(f);
                unlist(f, MANIFEST, HELLO);
            }),
            VERSIONS.map(|own| match own {
                "0.95" | "0.96" | "0.97" => {
                    &["bundle-file-unchecked", "bundle-manifest-unknown"][..]
                }
                _ => &["bundle-file-unlisted", "bundle-manifest-unknown"][..],
            }),
        ),
        (
            ("a tag file that no tag manifest lists", |f, _| {
                f.insert("notes.txt".into(), vec![]);
            }),
            since("1.0", &["bundle-tag-unlisted"]),
        ),
        (
            ("a manifest that no tag manifest lists", |f, _| {
                unlist(f, "tagmanifest-sha256.txt", MANIFEST);
            }),
            since("1.0", &["bundle-tagmanifest-manifest"]),
        ),
        (
            ("a tag file in a folder", |f, _| {
                loose(f);
                f.insert("notes/a.txt".into(), vec![]);
            }),
            before("0.97", &["bundle-tag-folder"]),
        ),
        (
            ("files to be fetched", |f, _| {
                loose(f);
                f.insert("fetch.txt".into(), b"https://example.org/a - data/a\n".to_vec());
            }),
            [&["bundle-fetch"]; 6],
        ),
        (("no payload", |f, _| f.retain(|path, _| !path.starts_with("data/"))), {
            [&["bundle-file-missing", "bundle-payload-missing"]; 6]
        }),
    ]
}

fn lines() -> Vec<(Question, Answers)> {
    vec![
        (("one space", |f, _| relist(f, |t| t.replace("  ", " "))), [NO; 6]),
        (("a tab", |f, _| relist(f, |t| t.replace("  ", "\t"))), [NO; 6]),
        (
            ("asterisks", |f, _| relist(f, |t| t.replace("  ", " *"))),
            since("1.0", &["bundle-manifest-asterisk"]),
        ),
        (
            ("backslashes", |f, _| relist(f, |t| t.replace('/', "\\"))),
            VERSIONS.map(|own| match own {
                "0.93" | "0.94" | "0.95" => &["bundle-manifest-backslash"][..],
                "1.0" => &["bundle-file-unlisted", "bundle-manifest-escapes"][..],
                // The other manifest lists the files.
                _ => &["bundle-manifest-escapes"][..],
            }),
        ),
        (
            ("backslashes that climb", |f, _| {
                relist(f, |t| t + &format!("{}  data\\..\\..\\x\n", "0".repeat(64)));
            }),
            VERSIONS.map(|own| match own {
                "0.93" | "0.94" | "0.95" => {
                    &["bundle-manifest-backslash", "bundle-manifest-escapes"][..]
                }
                _ => &["bundle-manifest-escapes"][..],
            }),
        ),
        (
            ("every line twice", |f, _| relist(f, |t| t.repeat(2))),
            VERSIONS.map(|own| match own {
                "1.0" => &["bundle-manifest-twice"][..],
                _ => &["bundle-manifest-repeated"][..],
            }),
        ),
        (
            ("a line twice with two checksums", |f, _| {
                relist(f, |t| t + &format!("{}  {HELLO}\n", "0".repeat(64)));
            }),
            [&["bundle-manifest-twice"]; 6],
        ),
        (
            ("a percent as it is", |f, _| percent(f, "%")),
            since("1.0", &["bundle-manifest-percent"]),
        ),
        (
            ("a percent as a code", |f, _| percent(f, "%25")),
            VERSIONS.map(|own| match own {
                "1.0" => NO,
                _ => &["bundle-file-missing", "bundle-file-unlisted"][..],
            }),
        ),
        (
            ("a mark before a manifest", |f, _| relist(f, |t| format!("\u{feff}{t}"))),
            since("0.97", &["bundle-tag-bom"]),
        ),
        (
            ("a mark before the labels", |f, v| say(f, v, "\u{feff}A: b\n")),
            since("0.97", &["bundle-tag-bom"]),
        ),
        (
            ("a mark before the declaration", |f, _| {
                loose(f);
                edit(f, "bagit.txt", |text| format!("\u{feff}{text}"));
            }),
            since("0.97", &["bundle-tag-bom"]),
        ),
        (
            ("an algorithm in capitals", |f, _| {
                loose(f);
                let bytes = f.remove(MANIFEST).unwrap();
                f.insert("manifest-SHA256.txt".into(), bytes);
            }),
            since("0.94", &["bundle-manifest-name"]),
        ),
        (
            ("a tag manifest in another", |f, _| {
                let sum = crate::made::sum("sha256", &f["tagmanifest-sha512.txt"]);
                edit(f, "tagmanifest-sha256.txt", |t| {
                    t + &format!("{sum}  tagmanifest-sha512.txt\n")
                });
            }),
            since("1.0", &["bundle-tagmanifest-itself"]),
        ),
        (
            ("a payload file in a tag manifest", |f, _| {
                let sum = crate::made::sum("sha256", &f[HELLO]);
                edit(f, "tagmanifest-sha256.txt", |t| t + &format!("{sum}  {HELLO}\n"));
            }),
            [&["bundle-tagmanifest-payload"]; 6],
        ),
    ]
}

/// A file with `%` in its name, so written in the manifests.
fn percent(files: &mut Files, spelled: &str) {
    files.insert("data/100%.txt".into(), vec![]);
    seal_with(files, &["sha256", "sha512"]);
    loose(files);
    for manifest in [MANIFEST, "manifest-sha512.txt"] {
        edit(files, manifest, |text| text.replace('%', spelled));
    }
}

/// Every question to every version.
pub(crate) fn all() -> Vec<(String, Files, Vec<&'static str>)> {
    let questions = [words(), presence(), lines()].concat();
    let ask = |version: &'static str, n: usize| {
        questions.iter().map(move |((what, change), answers)| {
            let files = bag(version).tap(|files| change(files, version));
            let mut expected = answers[n].to_vec();
            if version != "1.0" {
                expected.push("bundle-bagit-older");
            }
            expected.sort_unstable();
            (format!("{version}, {what}"), files, expected)
        })
    };
    VERSIONS.into_iter().enumerate().flat_map(|(n, version)| ask(version, n)).collect()
}

/// Numbers that are no version, and our own packages under an old one.
pub(crate) fn unknown() -> Vec<Case> {
    let ours = |version: &str| {
        let mut files = crate::made::backup();
        edit(&mut files, "bagit.txt", |text| text.replace("1.0", version));
        crate::made::seal(&mut files);
        files
    };
    vec![
        ("before the first", bag("0.92"), &["bundle-bagit-unknown"]),
        ("between", bag("0.98"), &["bundle-bagit-unknown"]),
        ("after the last", bag("1.1"), &["bundle-bagit-newer"]),
        ("our package as 0.97", ours("0.97"), &["bundle-bagit-older", "bundle-package-version"]),
    ]
}

#[test]
fn every_version_answers_for_itself() {
    let mut wrong = Vec::new();
    for (what, files, expected) in all() {
        for verdict in [judge_folder(&folder(&files)), judge_zip(zipped(&files, "bag").bytes())] {
            let found = rules(&verdict);
            if found != expected || verdict.valid == any_required(&expected) {
                wrong.push(format!("{what}: {found:?}, not {expected:?}"));
            }
            assert_eq!(verdict.kind, Kind::Bag, "{what}");
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn other_numbers_are_refused_and_judged_all_the_same() {
    for (what, files, expected) in unknown() {
        let verdict = judge_folder(&folder(&files));
        assert_eq!(rules(&verdict), expected, "{what}");
        assert!(!verdict.valid, "{what}");
    }
    let changed = bag("0.98").tap(|files| edit(files, HELLO, |text| text + "x"));
    let found = rules(&judge_folder(&folder(&changed)));
    assert_eq!(found, ["bundle-bagit-unknown", "bundle-file-changed"]);
}
