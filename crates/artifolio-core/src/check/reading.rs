//! Rules whose findings arise while the files are read: `artifolio-workspace` makes them, [`super::report`] gives them
//! the profile's severity and puts them among the others. Parameters of each sentence are named beside its id.

/// A file cannot be read. `file`, `reason`. Subject: the file.
pub const FILE_UNREADABLE: &str = "file-unreadable";
/// The file's bytes are only in the cloud. `file`. Subject: the file.
pub const FILE_IN_CLOUD: &str = "file-in-cloud";
/// A text of ours is no UTF-8. `file`. Subject: the file.
pub const TEXT_NOT_UTF8: &str = "text-not-utf8";
/// A text of ours is larger than a text can be. `file`, `limit` (bytes). Subject: the file.
pub const TEXT_FILE_TOO_LARGE: &str = "text-file-too-large";
/// `artifact.md` begins without a header, so that the artifact has no id. `file`. Subject: the file.
pub const HEADER_MISSING: &str = "header-missing";
/// A header does not parse, or a key has a value of the wrong shape. `file`, `key` (empty: the whole header),
/// `reason`; with its place. Subject: the file, field = the key.
pub const HEADER_FAULT: &str = "header-fault";
/// `portfolio.toml` does not parse, or a key has a value of the wrong shape. `key`, `reason`; with its place.
/// Subject: the file, field = the key.
pub const SETTINGS_FAULT: &str = "settings-fault";
/// `plan.toml` cannot be read; nothing is known of the plan. `file`, `said`; with its place. Subject: the file.
pub const PLAN_FAULT: &str = "plan-fault";
/// `profile.toml` cannot be used; the shipped programme is. `reason`. Subject: the file.
pub const PROFILE_FAULT: &str = "profile-fault";
/// `portfolio.toml` names a programme that does not exist; the first shipped one is used. `profile`.
/// Subject: the portfolio, field `profile`.
pub const PROFILE_UNKNOWN: &str = "profile-unknown";
/// Two artifact folders have one id. `id`, `file`, `other` (both `artifact.md`), `proposal` (a free id).
/// Subject: the artifact, in the later file.
pub const ID_DUPLICATE: &str = "id-duplicate";
/// The folder was written by a newer version. `format`. Subject: the portfolio, field `format`.
pub const FORMAT_NEWER: &str = "format-newer";
/// A file in `criteria/` is named after no criterion. `file`. Subject: the file.
pub const CRITERION_UNKNOWN: &str = "criterion-unknown";
/// A sync service made a copy of a criterion's file that was changed in two places. `file`, `original`, `service`.
/// Subject: the file.
pub const CONFLICT_COPY: &str = "conflict-copy";
/// The list of an artifact's clean copies cannot be read, so that none of them goes into a package. `file`, `said`.
/// Subject: the file.
pub const CLEAN_LIST_FAULT: &str = "clean-list-fault";
/// A folder in `artifacts/` holds files but no `artifact.md`. `folder`. Subject: the folder as a file.
pub const FOLDER_WITHOUT_ARTIFACT: &str = "folder-without-artifact";

/// Those that leave a text unread that is there.
pub const UNREAD_TEXT: [&str; 4] =
    [FILE_UNREADABLE, FILE_IN_CLOUD, TEXT_NOT_UTF8, TEXT_FILE_TOO_LARGE];

/// A rule of this page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Fault {
    /// Its id.
    pub id: &'static str,
    /// As of a [`super::Rule`]: required whatever a profile says, and never waived.
    pub locked: bool,
}

/// All of them, in the order of a report.
pub const ALL: &[Fault] = &[
    Fault { id: FORMAT_NEWER, locked: true },
    Fault { id: SETTINGS_FAULT, locked: true },
    Fault { id: PROFILE_FAULT, locked: true },
    Fault { id: PROFILE_UNKNOWN, locked: true },
    Fault { id: ID_DUPLICATE, locked: true },
    Fault { id: HEADER_MISSING, locked: true },
    Fault { id: HEADER_FAULT, locked: true },
    Fault { id: CLEAN_LIST_FAULT, locked: true },
    Fault { id: TEXT_NOT_UTF8, locked: true },
    Fault { id: TEXT_FILE_TOO_LARGE, locked: true },
    Fault { id: FILE_UNREADABLE, locked: true },
    Fault { id: FILE_IN_CLOUD, locked: true },
    Fault { id: PLAN_FAULT, locked: false },
    Fault { id: CRITERION_UNKNOWN, locked: false },
    Fault { id: CONFLICT_COPY, locked: false },
    Fault { id: FOLDER_WITHOUT_ARTIFACT, locked: false },
];
