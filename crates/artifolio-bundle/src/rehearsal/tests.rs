//! A package that holds is proved step by step, one that does not fails where it must, and nothing stays.

use artifolio_core::message::{Catalogue, Language};
use artifolio_core::progress::Silent;

use artifolio_core::source::{Listing, ReadSeek, Stat, WriteSeek, read_whole};
use chrono::NaiveDate;

use super::*;
use crate::testing::{Echo, MemFs, path, read_workspace};
use crate::{PackOptions, backup, pack};

const APP: &str = "artifolio 0.1.0";

fn portfolio() -> MemFs {
    let settings = "format = 1\nid = \"w\"\nname = \"Ana Benson\"\nfamily_name = \"Benson\"\n\
                    profile = \"iste-metc-2020\"\n";
    MemFs::with(
        0,
        [
            ("portfolio.toml", settings.as_bytes()),
            ("reflection.md", b"---\n---\nWho I am.\n"),
            ("criteria/1a.md", b"---\nartifacts:\n  - id: a\n    role: main\n---\nWords.\n"),
            (
                "artifacts/a/artifact.md",
                b"---\nid: a\nnumber: 1\ntitle: Boards\nevidence:\n  - id: e\n    file: x.png\n---\nText\n",
            ),
            ("artifacts/a/x.png", b"\x89PNG\r\n\x1a\n"),
        ],
    )
}

fn date() -> NaiveDate {
    NaiveDate::from_ymd_opt(2027, 1, 10).unwrap()
}

fn packed(app: &str) -> MemFs {
    let (source, out) = (portfolio(), MemFs::new(0));
    let (portfolio, profile) = read_workspace(&source);
    let options = PackOptions { date: date(), draft: true, app, printer: &Echo };
    let report = artifolio_core::check::Report::default();
    pack(&source, &portfolio, &profile, &report, &out, &path("B.zip"), &options, &Silent).unwrap();
    out
}

fn backed_up() -> MemFs {
    let (source, out) = (portfolio(), MemFs::new(0));
    let settings = read_workspace(&source).0.settings;
    backup(&source, &settings, &out, &path("B.zip"), date(), APP, &Silent).unwrap();
    out
}

fn rehearsed(zip: &MemFs) -> Rehearsal {
    let scratch = MemFs::new(0);
    let reader = &|vfs: &dyn Vfs| Some(read_workspace(vfs));
    let stage = Stage { from: zip, scratch: &scratch, reader, app: APP, printer: &Echo };
    rehearse_package(stage, &path("B.zip"), &Silent).unwrap()
}

fn outcomes(found: &Rehearsal) -> Vec<(Step, Outcome)> {
    found.steps.iter().map(|done| (done.step, done.outcome)).collect()
}

#[test]
fn a_fresh_submission_is_proved_in_every_step() {
    let found = rehearsed(&packed(APP));
    assert_eq!(found.findings, []);
    let all = [
        Step::Package,
        Step::Unpacked,
        Step::Quiet,
        Step::Links,
        Step::Names,
        Step::Content,
        Step::Restored,
        Step::Same,
    ];
    assert_eq!(outcomes(&found), all.map(|step| (step, Outcome::Proved)));
    assert_eq!((found.kind, found.is_proved()), (Some(RestoredKind::Submission), true));
    assert_eq!((&*found.made_by, &*found.dated), (APP, "2027-01-10"));
    let figure = |step: Step, key: &str| {
        found.steps.iter().find(|done| done.step == step).unwrap().figures[key]
            .parse::<u64>()
            .unwrap()
    };
    assert!(figure(Step::Unpacked, "longest") > 260);
    assert_eq!((figure(Step::Content, "criteria"), figure(Step::Content, "artifacts")), (25, 1));
    assert_eq!(figure(Step::Quiet, "pages"), 29);
}

#[test]
fn a_fresh_backup_is_compared_with_itself() {
    let found = rehearsed(&backed_up());
    assert_eq!(found.findings, []);
    let steps = [Step::Package, Step::Unpacked, Step::Names, Step::Restored, Step::Same];
    assert_eq!(outcomes(&found), steps.map(|step| (step, Outcome::Proved)));
    let said = found.certificate(date(), APP, &Catalogue::of(Language::En));
    assert!(said.contains("compared with nothing but itself"), "{said}");
}

#[test]
fn what_another_version_made_is_not_compared() {
    let found = rehearsed(&packed("artifolio 0.0.9"));
    let rules: Vec<&str> = found.findings.iter().map(|finding| finding.rule).collect();
    assert_eq!(rules, ["rehearsal-other-version"]);
    assert_eq!(outcomes(&found).last(), Some(&(Step::Same, Outcome::NotTried)));
    assert!(found.is_proved());
}

#[test]
fn a_zip_that_is_refused_is_not_unpacked_and_all_is_said() {
    let zip = packed(APP);
    let mut bytes = zip.files()[&path("B.zip")].clone();
    bytes.push(0);
    zip.put("B.zip", &bytes);
    let found = rehearsed(&zip);
    assert!(!found.is_proved());
    assert!(found.findings.iter().any(|finding| finding.rule == "bundle-zip-trailing"));
    for step in [Step::Unpacked, Step::Restored, Step::Same] {
        assert!(outcomes(&found).contains(&(step, Outcome::NotTried)), "{step:?}");
    }
}

/// A disk that gives other bytes of one file than were written.
struct Lying(MemFs);

impl Vfs for Lying {
    fn list(&self, folder: &RelPath) -> io::Result<Listing> {
        self.0.list(folder)
    }
    fn stat(&self, path: &RelPath) -> io::Result<Stat> {
        self.0.stat(path)
    }
    fn open(&self, path: &RelPath) -> io::Result<Box<dyn ReadSeek>> {
        let mut bytes = read_whole(&self.0, path, 1 << 30)?;
        if path.name() == "index.html" {
            bytes[0] ^= 1;
        }
        Ok(Box::new(io::Cursor::new(bytes)))
    }
    fn create_new(&self, path: &RelPath) -> io::Result<Box<dyn WriteSeek>> {
        self.0.create_new(path)
    }
    fn create_folder(&self, path: &RelPath) -> io::Result<()> {
        self.0.create_folder(path)
    }
    fn rename(&self, from: &RelPath, to: &RelPath) -> io::Result<()> {
        self.0.rename(from, to)
    }
    fn sync_folder(&self, folder: &RelPath) -> io::Result<()> {
        self.0.sync_folder(folder)
    }
    fn remove_own(&self, path: &RelPath) -> io::Result<()> {
        self.0.remove_own(path)
    }
    fn remove_empty_folder(&self, path: &RelPath) -> io::Result<()> {
        self.0.remove_empty_folder(path)
    }
}

#[test]
fn a_file_that_does_not_come_out_as_it_went_in_is_told() {
    let (zip, scratch) = (packed(APP), Lying(MemFs::new(0)));
    let reader = &|vfs: &dyn Vfs| Some(read_workspace(vfs));
    let stage = Stage { from: &zip, scratch: &scratch, reader, app: APP, printer: &Echo };
    let found = rehearse_package(stage, &path("B.zip"), &Silent).unwrap();
    let told: Vec<_> =
        found.findings.iter().map(|own| (own.rule, own.subject.file.as_deref())).collect();
    assert_eq!(told, [("rehearsal-unpacked-differs", Some("data/index.html"))]);
    assert!(outcomes(&found).contains(&(Step::Unpacked, Outcome::Failed)));
    let left = scratch.0.files();
    assert!(left.keys().all(|file| !file.as_str().starts_with("rehearsal-")), "{:?}", left.keys());
}

#[test]
fn every_sentence_is_whole_in_both_languages() {
    let (proved, other) = (rehearsed(&packed(APP)), rehearsed(&packed("artifolio 0.0.9")));
    for language in [Language::En, Language::Es] {
        let catalogue = Catalogue::of(language);
        for found in [&proved, &other, &rehearsed(&backed_up())] {
            let text = found.certificate(date(), APP, &catalogue);
            assert!(!text.contains(['{', '}']) && !text.contains("rehearsal_"), "{text}");
            assert!(text.contains("2027-01-10") && text.contains(&found.sha256), "{text}");
        }
        // Every step has a sentence for every end that it can have.
        for step in
            ["package", "unpacked", "quiet", "links", "names", "content", "restored", "same"]
        {
            for end in ["proved", "failed"] {
                assert!(catalogue.has(&format!("rehearsal_{step}_{end}")), "{step} {end}");
            }
        }
    }
}

#[test]
fn the_certificate_lies_beside_the_zip() {
    let mut found = rehearsed(&packed(APP));
    let words = Catalogue::of(Language::En);
    let told = found.findings.len();
    let folder = MemFs::new(0);
    let place = found.certify(&folder, &path("B.zip"), (date(), APP), &words).unwrap();
    assert_eq!(place.as_str(), "B.rehearsal.txt");
    let text = found.certificate(date(), APP, &words);
    assert_eq!((folder.files()[&place].as_slice(), found.findings.len()), (text.as_bytes(), told));
}
