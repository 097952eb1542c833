//! Judges a bag by the version of BagIt that it declares: declaration, manifests, every byte of every file, and then what
//! Artifolio's own packages promise beyond it.

mod declaration;
mod info;
mod lines;
mod manifest;
mod version;

use std::collections::BTreeSet;

use artifolio_core::path::RelPath;
use artifolio_core::progress::Progress;

use declaration::Declared;
pub(crate) use info::Info;
use lines::Lines;
use manifest::is_payload_manifest;
pub(crate) use manifest::{Manifest, Scope, is_payload, is_tag_manifest};
pub(crate) use version::Version;

use crate::digest::{Algorithm, Digests, Hashing, Stop};
use crate::name::shown;
use crate::report::Report;
use crate::rules::{
    FETCH, FILE_CHANGED, FILE_UNCHECKED, FILE_UNLISTED, MANIFEST_NONE, MANIFEST_UNCHECKED,
    MANIFEST_UNKNOWN, MANIFEST_WEAK, MANIFESTS_MANY, NOT_A_BAG, PAYLOAD_MISSING, TAG_FOLDER,
    TAG_TOO_LARGE,
};
use crate::tree::{Tree, unreadable};
use crate::{Kind, Reach, VerifyError, submission};

/// Most manifests of a bag: payload and tags, by every algorithm that is in use.
const MANIFESTS: usize = 16;
/// Largest manifest in bytes: a hundred thousand of the longest names.
const MANIFEST_LIMIT: u64 = 128 << 20;

/// What was judged, and how much of it.
#[derive(Debug)]
pub(crate) struct Seen {
    pub(crate) kind: Kind,
    pub(crate) reach: Reach,
    pub(crate) files: u64,
    pub(crate) bytes: u64,
}

impl Seen {
    /// It is no bag.
    pub(crate) fn nothing() -> Self {
        Self { kind: Kind::NotABag, reach: Reach::default(), files: 0, bytes: 0 }
    }
}

/// Judges a bag.
pub(crate) fn judge(
    mut tree: Tree<'_>,
    report: &mut Report,
    progress: &dyn Progress,
) -> Result<Seen, VerifyError> {
    let Some(declared) = declared(&mut tree, report) else {
        if !tree.zipped {
            return Ok(Seen::nothing());
        }
        let counted = fixity(&mut tree, &[], report, progress)?;
        return Ok(Seen { files: counted.files, bytes: counted.bytes, ..Seen::nothing() });
    };
    if !tree.index.has_data {
        report.add(PAYLOAD_MISSING.bundle());
    }
    if tree.index.has(&path("fetch.txt")) {
        report.add(FETCH.file("fetch.txt"));
    }
    tag_folders(&tree, declared, report);
    let manifests = manifests(&mut tree, declared, report);
    let info = read_info(&mut tree, declared, report);
    let counted = fixity(&mut tree, &manifests, report, progress)?;
    let whole = counted.whole && tree.index.refused.is_empty();
    info.judge_oxum(whole.then_some(counted.payload), report);
    let (kind, reach) = submission::judge(&mut tree, declared.version, &info, &manifests, report);
    Ok(Seen { kind, reach, files: counted.files, bytes: counted.bytes })
}

/// A path that is written in the code.
pub(crate) fn path(text: &str) -> RelPath {
    RelPath::parse(text).expect("a literal path is well formed")
}

/// What `bagit.txt` declares; `None` when it is no bag.
fn declared(tree: &mut Tree<'_>, report: &mut Report) -> Option<Declared> {
    let file = path("bagit.txt");
    if !tree.index.has(&file) {
        report.add(NOT_A_BAG.bundle());
        return None;
    }
    // Refused, too large or damaged: already told.
    let Some(bytes) = tree.whole(&file, declaration::LIMIT, report) else {
        return Some(Declared::default());
    };
    let (declared, findings) = declaration::judge(&bytes);
    report.extend(findings);
    Some(declared)
}

/// All manifests, read. One that cannot be read to its end is reported with the file itself.
fn manifests(tree: &mut Tree<'_>, declared: Declared, report: &mut Report) -> Vec<Manifest> {
    let mut manifests = Vec::new();
    for file in &tree.index.files {
        let Some(manifest) = Manifest::named(&file.path, declared.version, report) else {
            continue;
        };
        if file.size > MANIFEST_LIMIT {
            report.add(TAG_TOO_LARGE.file(file.path.as_str()).with("limit", MANIFEST_LIMIT));
        } else {
            manifests.push(manifest);
        }
    }
    // Those that can be checked come first, where not all are read.
    manifests.sort_by_key(|manifest| manifest.algorithm.is_none());
    if manifests.len() > MANIFESTS {
        report.add(MANIFESTS_MANY.bundle().with("limit", MANIFESTS));
        manifests.truncate(MANIFESTS);
    }
    for manifest in &mut manifests {
        if manifest.read(tree, declared, report).is_ok() {
            manifest.judge_complete(&tree.index, report);
        }
        if manifest.algorithm.is_none() {
            let told = MANIFEST_UNKNOWN.file(&shown(manifest.path.as_str()));
            report.add(told.with("algorithm", shown(&manifest.named)));
        }
    }
    proved(&manifests, declared, tree, report);
    let payload = || manifests.iter().filter(|manifest| manifest.scope == Scope::Payload);
    let known: Vec<Algorithm> = payload().filter_map(|manifest| manifest.algorithm).collect();
    if payload().next().is_none() {
        // One that is there and may not be read has had its finding.
        if !tree.index.refused.iter().any(is_payload_manifest) {
            report.add(MANIFEST_NONE.bundle());
        }
    } else if known.is_empty() {
        report.add(MANIFEST_UNCHECKED.bundle());
    } else if known.iter().all(|algorithm| algorithm.is_weak()) {
        report.add(MANIFEST_WEAK.bundle());
    }
    manifests
}

/// Where one manifest need not list every payload file, all together must, and by a checksum that is computed here.
fn proved(manifests: &[Manifest], declared: Declared, tree: &Tree<'_>, report: &mut Report) {
    let lists: Vec<_> = manifests.iter().filter(|own| own.scope == Scope::Payload).collect();
    let checked = || lists.iter().filter(|own| own.algorithm.is_some());
    if declared.version.wants_whole_manifests() || checked().next().is_none() {
        return;
    }
    let names = lists.iter().map(|own| own.path.as_str()).collect::<Vec<_>>().join(", ");
    for (n, file) in tree.index.files.iter().enumerate().filter(|(_, file)| is_payload(&file.path))
    {
        let has = |own: &&&Manifest| own.listed.get(n).is_some_and(Option::is_some);
        let rule = match (checked().any(|own| has(&own)), lists.iter().any(|own| has(&own))) {
            (true, _) => continue,
            (false, true) => FILE_UNCHECKED,
            (false, false) => FILE_UNLISTED,
        };
        report.add(rule.file(&shown(file.path.as_str())).with("manifest", &names));
    }
}

/// Files in folders beside `data/`, where the version has no such folders.
fn tag_folders(tree: &Tree<'_>, declared: Declared, report: &mut Report) {
    let inside = |path: &RelPath| !is_payload(path) && path.parts().count() > 1;
    if !declared.version.has_tag_folders() {
        for file in tree.index.files.iter().filter(|file| inside(&file.path)) {
            report.add(TAG_FOLDER.file(&shown(file.path.as_str())));
        }
    }
}

fn read_info(tree: &mut Tree<'_>, declared: Declared, report: &mut Report) -> Info {
    let Declared { version, encoding } = declared;
    let Some(bytes) = tree.whole(&path(version.info_file()), info::LIMIT, report) else {
        return Info::none(version);
    };
    Info::read(Lines::new(&bytes[..], encoding), version, report)
}

struct Counted {
    files: u64,
    bytes: u64,
    /// Bytes and files of the payload.
    payload: (u64, u64),
    /// Every file could be read.
    whole: bool,
}

/// Reads every byte of every file once and compares it with every manifest that lists it.
fn fixity(
    tree: &mut Tree<'_>,
    manifests: &[Manifest],
    report: &mut Report,
    progress: &dyn Progress,
) -> Result<Counted, VerifyError> {
    let total = tree.index.files.iter().map(|file| file.size).sum();
    let mut counted = Counted { files: 0, bytes: 0, payload: (0, 0), whole: true };
    let mut done = 0;
    let mut judged = Judged::default();
    let (stopped, heaviest) = Hashing::beside(|hashing| {
        for (n, file) in tree.index.files.iter().enumerate() {
            let wanted = wanted(manifests, n);
            let algorithms: BTreeSet<Algorithm> = wanted.iter().map(|w| w.algorithm).collect();
            let algorithms: Vec<Algorithm> = algorithms.into_iter().collect();
            let mut advance = |count: u64| {
                done += count;
                progress.advance(done, total)
            };
            let read = match tree.shelf.open(&file.path) {
                Ok(reader) => hashing.file(reader, &algorithms, &mut advance),
                Err(error) => Err(Stop::Io(error)),
            };
            let Digests { sums, bytes } = match read {
                Ok(read) => read,
                Err(Stop::Asked) => return Err(VerifyError::Stopped),
                Err(Stop::Io(error)) => {
                    report.add(unreadable(&file.path, &error));
                    counted.whole = false;
                    continue;
                }
            };
            counted.files += 1;
            counted.bytes += bytes;
            if is_payload(&file.path) {
                counted.payload = (counted.payload.0 + bytes, counted.payload.1 + 1);
            }
            judged.file(n, &algorithms, &sums, wanted);
        }
        Ok(())
    });
    stopped?;
    for (n, manifest) in judged.changed(&heaviest) {
        let told = FILE_CHANGED.file(&shown(tree.index.files[n].path.as_str()));
        report.add(told.with("manifest", &manifests[manifest].path));
    }
    Ok(counted)
}

/// What a manifest says of a file.
struct Wanted<'m> {
    /// Which of the manifests.
    manifest: usize,
    algorithm: Algorithm,
    sum: &'m [u8],
}

/// What the manifests say of the file `n` that can be computed here.
fn wanted(manifests: &[Manifest], n: usize) -> Vec<Wanted<'_>> {
    let said = manifests.iter().enumerate().filter_map(|(manifest, own)| {
        let sum = own.listed.get(n)?.as_deref()?;
        Some(Wanted { manifest, algorithm: own.algorithm?, sum })
    });
    said.collect()
}

/// Which files are not what a manifest says, by their places in both lists.
#[derive(Default)]
struct Judged<'m> {
    changed: Vec<(usize, usize)>,
    /// The files whose heaviest checksum is known later, and what it should be.
    later: Vec<(usize, Vec<Wanted<'m>>)>,
}

impl<'m> Judged<'m> {
    /// `sums` are those of the first `algorithms`.
    fn file(
        &mut self,
        n: usize,
        algorithms: &[Algorithm],
        sums: &[Box<[u8]>],
        all: Vec<Wanted<'m>>,
    ) {
        let sum_of = |wanted: &Wanted<'_>| {
            sums.get(algorithms.binary_search(&wanted.algorithm).unwrap_or_default())
        };
        let (now, later): (Vec<_>, Vec<_>) = all.into_iter().partition(|w| sum_of(w).is_some());
        let other = now.iter().filter(|w| sum_of(w).is_some_and(|sum| **sum != *w.sum));
        self.changed.extend(other.map(|w| (n, w.manifest)));
        if !later.is_empty() {
            self.later.push((n, later));
        }
    }

    /// With the heaviest checksums of those files, in their order.
    fn changed(mut self, heaviest: &[Box<[u8]>]) -> Vec<(usize, usize)> {
        for ((n, later), sum) in self.later.into_iter().zip(heaviest) {
            let other = later.iter().filter(|wanted| **sum != *wanted.sum);
            self.changed.extend(other.map(|wanted| (n, wanted.manifest)));
        }
        self.changed.sort_unstable();
        self.changed
    }
}
