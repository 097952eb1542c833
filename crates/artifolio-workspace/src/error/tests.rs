use artifolio_core::failure::Failure;
use artifolio_core::header::Expected;
use artifolio_core::message::{Catalogue, Language};

use std::io::ErrorKind;

use super::*;

/// One error of every kind.
fn all() -> Vec<Box<dyn Coded>> {
    let path = || artifolio_core::path::RelPath::parse("criteria/5a.md").unwrap();
    let folder = || PathBuf::from("/home/ana/Portfolio");
    let refused = || io::Error::from(ErrorKind::PermissionDenied);
    let full = || io::Error::from(ErrorKind::StorageFull);
    let not_editable = |reason: &'static str, detail: &str| VerbError::NotEditable {
        file: path(),
        reason,
        detail: detail.to_owned(),
    };
    let bad = |kind| VerbError::BadValue { key: "state".into(), kind };
    vec![
        Box::new(WorkspaceError::FolderMissing(folder())),
        Box::new(WorkspaceError::NotAPortfolio(folder())),
        Box::new(WorkspaceError::FolderNotEmpty(folder())),
        Box::new(WorkspaceError::Locked),
        Box::new(WorkspaceError::FolderUnreadable { path: folder(), source: refused() }),
        Box::new(WorkspaceError::FolderUnreadable { path: folder(), source: full() }),
        Box::new(WorkspaceError::Cancelled),
        Box::new(WorkspaceError::DataFolder(refused())),
        Box::new(WorkspaceError::DataFolder(full())),
        Box::new(WorkspaceError::HalfDone(full())),
        Box::new(WorkspaceError::HalfDone(refused())),
        Box::new(WorkspaceError::Verb(VerbError::UnknownArtifact("x".into()))),
        Box::new(VerbError::UnknownEvidence("x".into())),
        Box::new(VerbError::UnknownCriterion("9z".into())),
        Box::new(VerbError::UnknownRemoval("x".into())),
        Box::new(VerbError::UnknownVersion("x".into())),
        Box::new(VerbError::Changed(path())),
        Box::new(VerbError::Unreadable { path: path(), source: refused() }),
        Box::new(not_editable("by-hand", "")),
        Box::new(not_editable("not-utf8", "")),
        Box::new(not_editable(FaultKind::Syntax(String::new()).code(), "unexpected end")),
        Box::new(not_editable(FaultKind::Duplicate.code(), "artifacts")),
        Box::new(not_editable(FaultKind::NotClosed.code(), "")),
        Box::new(not_editable(FaultKind::TooLarge.code(), "")),
        Box::new(not_editable(FaultKind::TooMuch.code(), "")),
        Box::new(not_editable(FaultKind::NoKeys.code(), "")),
        Box::new(bad(FaultKind::Expected(Expected::Date))),
        Box::new(bad(FaultKind::Expected(Expected::OneOf(&["planned", "ready"])))),
        Box::new(bad(FaultKind::Missing)),
        Box::new(VerbError::NoReason),
        Box::new(VerbError::CannotWaive("file-unreadable".into())),
        Box::new(VerbError::NotWaived("alt-missing".into())),
        Box::new(VerbError::NoDocument(RelPath::parse("programme/faq.pdf").unwrap())),
        Box::new(VerbError::NothingToImport),
        Box::new(VerbError::NotImportable(folder())),
        Box::new(WorkspaceError::Change(ChangeError::ReadOnly(ReadOnly::Asked))),
        Box::new(ChangeError::ReadOnly(ReadOnly::Newer(99))),
        Box::new(ChangeError::ReadOnly(ReadOnly::DataFolder)),
        Box::new(ChangeError::ReadOnly(ReadOnly::HalfDone)),
        Box::new(ChangeError::Conflict(path())),
        Box::new(ChangeError::Occupied(path())),
        Box::new(ChangeError::Missing(path())),
        Box::new(ChangeError::SourceChanged(path())),
        Box::new(ChangeError::SourceUnreadable { path: path(), source: refused() }),
        Box::new(ChangeError::Io { path: path(), source: refused() }),
        Box::new(ChangeError::Io { path: path(), source: full() }),
        Box::new(ChangeError::Journal(full())),
        Box::new(ChangeError::Journal(refused())),
        Box::new(ChangeError::Cancelled),
        Box::new(ChangeError::NotTakenBack {
            files: vec![path()],
            cause: Box::new(ChangeError::Cancelled),
        }),
    ]
}

#[test]
fn every_error_is_told_whole_in_every_language_and_listed() {
    let listed = include_str!("../../../../docs/codes.md");
    for language in [Language::En, Language::Es] {
        let catalogue = Catalogue::of(language);
        for error in all() {
            let told = Failure::of(&*error, &catalogue);
            for sentence in [&told.message, &told.hint] {
                assert!(sentence.contains(' '), "{}: no sentence", told.code);
                assert!(!sentence.contains(['{', '}']), "{}: {sentence}", told.code);
            }
            assert!(
                listed.contains(&format!("| `{}` |", told.code)),
                "{} is not listed",
                told.code
            );
            let reason = told.params.get("reason").filter(|reason| reason.contains('-'));
            assert!(reason.is_none_or(|code| !told.message.contains(code)), "{}", told.message);
        }
    }
}
