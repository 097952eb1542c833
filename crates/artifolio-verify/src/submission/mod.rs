//! What Artifolio's own packages promise beyond BagIt (docs/bundle.md), read with this crate's own eyes.

mod link;
mod map_page;
mod page;
mod portfolio;
mod reading;
mod ro_crate;
mod said;
mod spoken;
mod style;
mod table;
mod witness;

use std::collections::BTreeSet;

use artifolio_core::path::RelPath;

use crate::Kind;
use crate::bag::{Info, Manifest, Scope, Version, is_payload, is_tag_manifest, path};
use crate::name::shown;
use crate::report::Report;
use crate::rules::{
    FILE_UNEXPECTED, FORMAT_NEWER, IDENTIFIER, INFO_MISSING, PACKAGE_UNKNOWN, PACKAGE_VERSION,
    PART_MISSING, TAG_UNPROTECTED,
};
use crate::tree::Tree;

/// The newest format that is known here.
const FORMAT: u64 = 1;
/// Largest page or JSON file of a submission that is read whole, in bytes.
const LIMIT: u64 = 8 << 20;

const START: &str = "START-HERE.html";
const TAGS: [&str; 8] = [
    "bagit.txt",
    "bag-info.txt",
    "manifest-sha256.txt",
    "manifest-sha512.txt",
    "tagmanifest-sha256.txt",
    "tagmanifest-sha512.txt",
    "bagit-profile.json",
    START,
];
const LABELS: [&str; 10] = [
    "Source-Organization",
    "Contact-Name",
    "Bagging-Date",
    "External-Description",
    "External-Identifier",
    "Payload-Oxum",
    "Bag-Software-Agent",
    "BagIt-Profile-Identifier",
    "Artifolio-Package",
    "Artifolio-Bundle-Format",
];

/// How far the pages of a submission reach.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Reach {
    /// Pages that were read.
    pub pages: u64,
    /// Links from them to files of the bag.
    pub links: u64,
    /// Of these, to a place in a page, each once.
    pub places: u64,
    /// Links that the candidate wrote to the web or to an address of mail.
    pub web_links: u64,
}

/// Judges what the bag says it is.
pub(crate) fn judge(
    tree: &mut Tree<'_>,
    version: Version,
    info: &Info,
    manifests: &[Manifest],
    report: &mut Report,
) -> (Kind, Reach) {
    let mut reach = Reach::default();
    let kind = match info.get("Artifolio-Package") {
        None => return (Kind::Bag, reach),
        Some("submission") => Kind::Submission,
        Some("backup") => Kind::Backup,
        Some(other) => {
            report.add(PACKAGE_UNKNOWN.bundle().with("package", shown(other)));
            return (Kind::Bag, reach);
        }
    };
    match info.get("Artifolio-Bundle-Format").map(str::parse::<u64>) {
        Some(Ok(format)) if format > FORMAT => {
            report.add(FORMAT_NEWER.bundle().with("format", format).with("known", FORMAT));
            return (kind, reach);
        }
        Some(Ok(FORMAT)) => {}
        _ => report.add(info_missing("Artifolio-Bundle-Format")),
    }
    // An older version asks for less: none of our packages may be judged by one.
    if version != Version::V1_0 {
        report.add(PACKAGE_VERSION.file("bagit.txt"));
    }
    for label in LABELS {
        if info.get(label).is_none() && label != "Artifolio-Bundle-Format" {
            report.add(info_missing(label));
        }
    }
    if let (true, Some(said)) = (tree.zipped, info.get("External-Identifier"))
        && tree.top.as_deref() != Some(said)
    {
        let top = shown(tree.top.as_deref().unwrap_or(""));
        report.add(IDENTIFIER.bundle().with("said", shown(said)).with("folder", top));
    }
    tags(tree, manifests, report);
    match kind {
        Kind::Submission => reach = portfolio::judge(tree, info, report),
        _ => {
            for file in tree.index.files.iter().filter(|file| is_payload(&file.path)) {
                if !file.path.as_str().starts_with("data/workspace/") {
                    report.add(FILE_UNEXPECTED.file(&shown(file.path.as_str())));
                }
            }
            reach.pages = page::judge(tree, &path(START), None, report).is_some().into();
        }
    }
    (kind, reach)
}

fn info_missing(label: &str) -> artifolio_core::finding::Finding {
    INFO_MISSING.file("bag-info.txt").with("label", label)
}

/// Every tag file is one that the format names, and every tag manifest vouches for it.
fn tags(tree: &Tree<'_>, manifests: &[Manifest], report: &mut Report) {
    let known: BTreeSet<RelPath> = TAGS.into_iter().map(path).collect();
    missing(tree, known.iter(), report);
    for (n, file) in tree.index.files.iter().enumerate() {
        if is_payload(&file.path) {
            continue;
        }
        if !known.contains(&file.path) {
            report.add(FILE_UNEXPECTED.file(&shown(file.path.as_str())));
        }
        let mut vouching = manifests.iter().filter(|manifest| manifest.scope == Scope::Tags);
        let vouched = vouching.all(|manifest| manifest.listed.get(n).is_some_and(Option::is_some));
        if !vouched && !is_tag_manifest(&file.path) {
            report.add(TAG_UNPROTECTED.file(&shown(file.path.as_str())));
        }
    }
}

fn missing<'a>(tree: &Tree<'_>, parts: impl Iterator<Item = &'a RelPath>, report: &mut Report) {
    for part in parts.filter(|part| !tree.index.has(part)) {
        report.add(PART_MISSING.file(part.as_str()));
    }
}
