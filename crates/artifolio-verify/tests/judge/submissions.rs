//! Artifolio's own packages with one broken promise each. All are sealed anew after the change, so that nothing but the
//! promise itself can give it away.

use artifolio_verify::Kind;
use serde_json::{Value, json};

use crate::disk::{any_required, judge_folder, judge_zip, rules};
use crate::made::{Files, IMAGE, TOP, backup, edit, folder, portfolio, seal, submission, zipped};
use crate::submission_pages;

/// A case: what is done, the package, the rules its verdict must name.
pub(crate) type Case = (&'static str, Files, &'static [&'static str]);

const JSON: &str = "data/portfolio.json";
const INFO: &str = "bag-info.txt";

pub(crate) fn with(change: impl FnOnce(&mut Files)) -> Files {
    let mut files = submission();
    change(&mut files);
    seal(&mut files);
    files
}

/// The submission without one file.
fn without(path: &str) -> Files {
    with(|files| drop(files.remove(path).unwrap()))
}

/// The submission with one file more.
pub(crate) fn plus(path: &str, text: &str) -> Files {
    with(|files| drop(files.insert(path.into(), text.into())))
}

/// The submission with other words in a file.
pub(crate) fn edited(path: &str, from: &str, to: &str) -> Files {
    with(|files| {
        edit(files, path, |text| {
            assert!(text.contains(from), "{path} has no {from}");
            text.replace(from, to)
        });
    })
}

/// The submission with another portfolio.json.
fn said(change: impl FnOnce(&mut Value)) -> Files {
    let mut value = portfolio();
    change(&mut value);
    plus(JSON, &value.to_string())
}

/// A backup after a change, sealed.
fn backed_up(change: impl FnOnce(&mut Files)) -> Files {
    let mut files = backup();
    change(&mut files);
    seal(&mut files);
    files
}

/// What the bag says outside, and the parts it must have.
fn outside() -> Vec<Case> {
    vec![
        ("untouched", submission(), &[]),
        ("untouched backup", backup(), &[]),
        ("format 2", edited(INFO, "Format: 1", "Format: 2"), &["bundle-format-newer"]),
        ("no format", edited(INFO, "Artifolio-Bundle-Format: 1\n", ""), &["bundle-info-missing"]),
        (
            "no number for a format",
            edited(INFO, "Format: 1", "Format: one"),
            &["bundle-info-missing"],
        ),
        (
            "no agent",
            edited(INFO, "Bag-Software-Agent: artifolio 0.1.0\n", ""),
            &["bundle-info-missing"],
        ),
        ("other identifier", edited(INFO, TOP, "Else"), &["bundle-identifier"]),
        ("other name", edited(INFO, "Ana Benson", "Bea Anson"), &["bundle-info-differs"]),
        (
            "other date",
            edited(INFO, "2027-01-10\nExternal-D", "2027-01-11\nExternal-D"),
            &["bundle-info-differs"],
        ),
        ("draft outside", edited(INFO, "Draft: false", "Draft: true"), &["bundle-draft-differs"]),
        (
            "draft inside",
            said(|p| p["draft"] = true.into()),
            &["bundle-draft-differs", "bundle-page-draft"],
        ),
        ("no draft", edited(INFO, "Draft: false\n", ""), &["bundle-info-missing"]),
        ("odd draft", edited(INFO, "Draft: false", "Draft: maybe"), &["bundle-info-missing"]),
        ("no first page", without("START-HERE.html"), &["bundle-part-missing"]),
        ("no profile", without("bagit-profile.json"), &["bundle-part-missing"]),
        (
            "no map",
            without("data/alignment-map.csv"),
            &["bundle-crate-file-missing", "bundle-part-missing"],
        ),
        ("no portfolio", without(JSON), &["bundle-part-missing"]),
        (
            "no page of a criterion",
            without("data/criteria/7.html"),
            &["bundle-crate-file-missing", "bundle-page-link", "bundle-part-missing"],
        ),
        (
            "no page of an artifact",
            without("data/artifacts/2.html"),
            &["bundle-crate-file-missing", "bundle-page-link", "bundle-part-missing"],
        ),
        (
            "no index",
            without("data/index.html"),
            &["bundle-crate-file-missing", "bundle-page-link", "bundle-part-missing"],
        ),
    ]
}

/// Files that have no place.
fn beside() -> Vec<Case> {
    vec![
        ("one tag file more", plus("notes.txt", "x"), &["bundle-file-unexpected"]),
        (
            "one page more",
            plus("data/criteria/26.html", "x"),
            &["bundle-crate-unlisted", "bundle-file-unexpected"],
        ),
        (
            "one file more",
            plus("data/private.md", "x"),
            &["bundle-crate-unlisted", "bundle-file-unexpected"],
        ),
        ("one font more", plus("data/fonts/b.woff2", "x"), &[]),
        (
            "one file with the evidence",
            plus("data/artifacts/Benson_Artifact1/notes.txt", "x"),
            &["bundle-crate-unlisted", "bundle-evidence-unnamed"],
        ),
        (
            "a list not vouched for",
            {
                let mut f = submission();
                edit(&mut f, "tagmanifest-sha256.txt", |t| {
                    t.lines()
                        .filter(|l| !l.ends_with("START-HERE.html"))
                        .map(|l| format!("{l}\n"))
                        .collect()
                });
                f
            },
            &["bundle-tag-unlisted", "bundle-tag-unprotected"],
        ),
        (
            "no tag manifests",
            {
                let mut f = submission();
                f.retain(|path, _| !path.starts_with("tagmanifest-"));
                f
            },
            &["bundle-part-missing"],
        ),
        (
            "one list only",
            {
                let mut f = submission();
                f.remove("manifest-sha256.txt");
                f.remove("tagmanifest-sha256.txt");
                edit(&mut f, "tagmanifest-sha512.txt", |t| {
                    t.lines()
                        .filter(|l| !l.ends_with("manifest-sha256.txt"))
                        .map(|l| format!("{l}\n"))
                        .collect()
                });
                f
            },
            &["bundle-part-missing"],
        ),
        (
            "a backup with something beside",
            backed_up(|f| drop(f.insert("data/x".into(), vec![]))),
            &["bundle-file-unexpected"],
        ),
        (
            "a backup that loads",
            backed_up(|f| {
                edit(f, "START-HERE.html", |t| t.replace("<p>", "<img src=\"https://e.org\">"))
            }),
            &["bundle-page-remote"],
        ),
        (
            "a backup in the newer format",
            backed_up(|f| edit(f, INFO, |t| t.replace("Format: 1", "Format: 9"))),
            &["bundle-format-newer"],
        ),
    ]
}

/// What portfolio.json says.
fn inside() -> Vec<Case> {
    vec![
        ("no JSON", plus(JSON, "{"), &["bundle-portfolio-unreadable"]),
        ("other JSON", plus(JSON, "{\"bundle_format\": 1}"), &["bundle-portfolio-unreadable"]),
        ("format 2 inside", said(|p| p["bundle_format"] = 2.into()), &["bundle-format-newer"]),
        (
            "format 0 inside",
            said(|p| p["bundle_format"] = 0.into()),
            &["bundle-portfolio-unreadable"],
        ),
        (
            "24 criteria",
            said(|p| drop(p["profile"]["criteria"].as_array_mut().unwrap().pop())),
            &["bundle-criteria-count", "bundle-file-unexpected", "bundle-map-rows"],
        ),
        (
            "one answer less",
            said(|p| drop(p["criteria"].as_array_mut().unwrap().pop())),
            &["bundle-criteria-count"],
        ),
        (
            "one answered once more",
            said(|p| {
                let again = p["criteria"][1].clone();
                p["criteria"].as_array_mut().unwrap().push(again);
            }),
            &["bundle-criteria-count"],
        ),
        (
            "one answered twice",
            said(|p| p["criteria"][1]["key"] = "k2".into()),
            &["bundle-criteria-count"],
        ),
        (
            "reflection answered as a criterion",
            said(|p| p["criteria"][1]["key"] = "reflection".into()),
            &["bundle-criteria-count"],
        ),
        (
            "artifact attached that is none",
            said(|p| p["criteria"][3]["artifacts"][0]["number"] = 3.into()),
            &["bundle-reference-unknown"],
        ),
        (
            "reflection points nowhere",
            said(|p| p["reflection"]["artifacts"] = json!([{ "number": 9, "role": "main" }])),
            &["bundle-reference-unknown"],
        ),
        (
            "pin behind the evidence",
            said(|p| p["criteria"][3]["artifacts"][0]["pin"]["evidence"] = 2.into()),
            &["bundle-reference-unknown"],
        ),
        (
            "pin 0",
            said(|p| p["criteria"][3]["artifacts"][0]["pin"]["evidence"] = 0.into()),
            &["bundle-reference-unknown"],
        ),
        (
            "attached without a pin",
            said(|p| drop(p["criteria"][3]["artifacts"][0].as_object_mut().unwrap().remove("pin"))),
            &[],
        ),
        (
            "number twice",
            said(|p| p["artifacts"][1]["number"] = 1.into()),
            &["bundle-file-unexpected", "bundle-number-twice"],
        ),
    ]
}

/// Evidence and language.
fn evidence() -> Vec<Case> {
    vec![
        (
            "evidence that is not there",
            said(|p| {
                p["artifacts"][0]["evidence"][0]["viewable"] =
                    "artifacts/Benson_Artifact1/x.jpg".into()
            }),
            &["bundle-evidence-missing"],
        ),
        (
            "evidence that climbs",
            said(|p| p["artifacts"][0]["evidence"][0]["captions"] = "../bagit.txt".into()),
            &["bundle-evidence-missing"],
        ),
        (
            "evidence that is a page",
            said(|p| p["artifacts"][0]["evidence"][0]["transcript"] = "index.html".into()),
            &["bundle-evidence-missing"],
        ),
        (
            "evidence gone",
            without(IMAGE),
            &["bundle-crate-file-missing", "bundle-evidence-missing", "bundle-page-link"],
        ),
        (
            "evidence not named",
            said(|p| p["artifacts"][0]["evidence"][0] = json!({ "link": "https://e.org" })),
            &["bundle-evidence-unnamed", "bundle-map-cell", "bundle-page-unlinked"],
        ),
        (
            "evidence of another size",
            said(|p| p["files"][0]["bytes"] = 6.into()),
            &["bundle-evidence-size"],
        ),
        (
            "evidence without a size",
            said(|p| drop(p["files"].as_array_mut().unwrap().pop())),
            &["bundle-evidence-size"],
        ),
        (
            "a notice that no page has",
            said(|p| p["profile"]["notice"] = "Not affiliated.".into()),
            &["bundle-page-notice"],
        ),
        (
            "a text that page, map and table do not have",
            said(|p| p["criteria"][3]["markdown"] = "Other words".into()),
            &["bundle-map-cell", "bundle-map-page", "bundle-page-words", "bundle-portfolio-stale"],
        ),
        (
            "evidence that is something else",
            with(|files| {
                files.insert(IMAGE.into(), b"%PDF-".to_vec());
            }),
            &["bundle-evidence-type"],
        ),
        ("language of the pages", said(|p| p["language"] = "es".into()), &["bundle-page-language"]),
    ]
}

/// All cases.
pub(crate) fn all() -> Vec<Case> {
    [
        outside(),
        beside(),
        inside(),
        evidence(),
        submission_pages::pages(),
        submission_pages::words(),
        submission_pages::maps(),
        submission_pages::machines(),
    ]
    .concat()
}

#[test]
fn every_broken_promise_has_its_verdict() {
    let mut wrong = Vec::new();
    for (what, files, expected) in all() {
        let (zip, dir) = (judge_zip(zipped(&files, TOP).bytes()), judge_folder(&folder(&files)));
        // A folder on a disk may be called anything.
        let in_folder: Vec<&str> =
            expected.iter().copied().filter(|rule| *rule != "bundle-identifier").collect();
        for (verdict, expected) in [(zip, expected.to_vec()), (dir, in_folder)] {
            let found = rules(&verdict);
            let kind = if files.contains_key("data/index.html") || what == "no index" {
                Kind::Submission
            } else {
                Kind::Backup
            };
            let right = found == expected && verdict.valid != any_required(&expected);
            if !right || verdict.kind != kind {
                wrong.push(format!("{what}: {found:?}, not {expected:?}; {:?}", verdict.kind));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn the_folder_in_the_zip_is_part_of_the_promise() {
    let draft = |top: &str, draft: bool| {
        let mut value = portfolio();
        value["draft"] = draft.into();
        let files = with(|files| {
            files.insert(JSON.into(), value.to_string().into_bytes());
            edit(files, INFO, |text| {
                text.replace(TOP, top).replace("Draft: false", &format!("Draft: {draft}"))
            });
            let pages: Vec<String> =
                files.keys().filter(|path| draft && path.ends_with(".html")).cloned().collect();
            for page in pages {
                edit(files, &page, |text| text.replace("<body>", "<body class=\"draft\">"));
            }
        });
        rules(&judge_zip(zipped(&files, top).bytes()))
    };
    assert_eq!(draft(TOP, false), [""; 0]);
    assert_eq!(draft(&format!("{TOP}-draft"), true), [""; 0]);
    assert_eq!(draft(&format!("{TOP}-draft"), false), ["bundle-draft-differs"]);
    assert_eq!(draft(TOP, true), ["bundle-draft-differs"]);
    let verdict = judge_zip(zipped(&submission(), TOP).bytes());
    assert_eq!((verdict.top_folder.as_deref(), verdict.valid), (Some(TOP), true));
}
