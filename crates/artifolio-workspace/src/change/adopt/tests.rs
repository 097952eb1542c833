use artifolio_core::message::Language;
use artifolio_core::progress::Silent;
use artifolio_core::settings_edit::blank_settings;
use artifolio_core::source::read_whole;
use proptest::prelude::*;

use super::*;
use crate::data_dir::DataDir;
use crate::disk::DiskFs;
use crate::durable::Sha256;
use crate::testing::{MemFs, noon};
use crate::workspace::Workspace;

fn folder(names: &[&str]) -> MemFs {
    let fs = MemFs::new();
    for name in names {
        fs.plant(name, name.as_bytes());
    }
    fs
}

/// Title and files of each group.
fn told(loose: &Loose) -> Vec<(String, Vec<String>)> {
    let files = |group: &Group| group.files.iter().map(|file| file.path.to_string()).collect();
    loose.groups.iter().map(|group| (group.title.clone(), files(group))).collect()
}

#[test]
fn a_subfolder_is_an_artifact_and_so_is_a_loose_file_with_its_namesakes() {
    let fs = folder(&[
        "Maker_fair/robots.jpg",
        "Maker_fair/notes/plan.docx",
        "handout.pdf",
        "Handout.docx",
        "artifacts/wall/a.png",
        "artifacts/loose.png",
        ".DS_Store",
        "~$handout.docx",
    ]);
    let expected = [
        ("artifacts", &["artifacts/loose.png"][..]),
        ("Maker fair", &["Maker_fair/notes/plan.docx", "Maker_fair/robots.jpg"]),
        ("wall", &["artifacts/wall/a.png"]),
        ("Handout", &["Handout.docx", "handout.pdf"]),
    ]
    .map(|(title, files)| (title.to_owned(), files.iter().map(|f| (*f).to_owned()).collect()));
    assert_eq!(told(&look(&fs)), expected);
}

#[test]
fn a_folder_that_holds_far_more_than_a_portfolio_is_refused() {
    let names: Vec<String> = (0..=MOST_GROUPS).map(|n| format!("{n}/a.txt")).collect();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    let words = Catalogue::of(Language::En);
    let adopt = |names: &[&str]| adopt(&folder(names), &blank_settings(), &words, &Silent);
    assert!(matches!(adopt(&names), Err(VerbError::TooMuch(61))));
    assert!(adopt(&names[1..]).is_ok());
}

/// Every file of a folder on the disk with its bytes, but those of the trash.
fn tree(files: &dyn Vfs) -> Vec<(String, Vec<u8>)> {
    let read = |path: &RelPath| read_whole(files, path, 1 << 20).unwrap();
    scan(files).files.into_keys().map(|path| (path.to_string(), read(&path))).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_byte_is_lost_and_one_undo_puts_everything_back(
        names in prop::collection::btree_set("([A-C]/|artifacts/|criteria/|a b/){0,3}[a-c]\\.(png|PDF|md)", 1..12)
    ) {
        let place = tempfile::tempdir().unwrap();
        let root = place.path().join("loose");
        let disk = DiskFs::open_or_create(&root).unwrap();
        for name in &names {
            let path = fixed(name);
            if path.parent() != RelPath::root() {
                disk.create_folder(&path.parent()).unwrap();
            }
            std::io::Write::write_all(&mut disk.create_new(&path).unwrap(), name.as_bytes()).unwrap();
        }
        let before = (tree(&disk), scan(&disk).folders.into_keys().collect::<Vec<_>>());
        let data = DataDir::at(place.path().join("data"));
        let words = Catalogue::of(Language::En);
        let settings = Settings { id: "w".into(), ..blank_settings() };
        let (workspace, back) = Workspace::adopt(&root, &data, &settings, &words, &noon(), &Silent).unwrap();

        let reading = workspace.read().unwrap();
        let mut held: Vec<Vec<u8>> = Vec::new();
        for artifact in &reading.portfolio.artifacts {
            for evidence in &artifact.header.evidence {
                let path = artifact.resolve(evidence.file.as_ref().unwrap());
                held.push(read_whole(&disk, &path, 1 << 20).unwrap());
                prop_assert_eq!(evidence.sha256.clone(), Some(Sha256::of(held.last().unwrap()).to_string()));
            }
        }
        held.sort();
        let mut bytes: Vec<Vec<u8>> = before.0.iter().map(|(_, bytes)| bytes.clone()).collect();
        bytes.sort();
        prop_assert_eq!(held, bytes, "every file is evidence of one artifact");
        prop_assert!(reading.findings.is_empty(), "{:?}", reading.findings);

        workspace.apply(back).unwrap();
        prop_assert_eq!((tree(&disk), scan(&disk).folders.into_keys().collect::<Vec<_>>()), before);
    }
}
