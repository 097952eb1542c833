//! Names of the files and folders of a workspace (docs/workspace.md). Nothing else spells them.

pub use artifolio_core::clean_copy::{CLEANED, LEDGER};
use artifolio_core::criterion::REFLECTION;
use artifolio_core::path::RelPath;
pub use artifolio_core::source::is_ignored;

/// Settings: who, which programme, dates.
pub const SETTINGS: &str = "portfolio.toml";
/// The course, the learner's week, what came of it.
pub const PLAN: &str = "plan.toml";
/// The learner's own corrections to the profile.
pub const PROFILE: &str = "profile.toml";
/// Criterion 1.
pub const REFLECTION_FILE: &str = "reflection.md";
/// Folder of the artifacts' folders.
pub const ARTIFACTS: &str = "artifacts";
/// Header and reflection of one artifact.
pub const ARTIFACT_FILE: &str = "artifact.md";
/// Folder of the contextualizations.
pub const CRITERIA: &str = "criteria";
/// Folder of the programme's own documents: handbook, schedule, results.
pub const PROGRAMME: &str = "programme";
/// Folder of the receipts.
pub const SUBMISSIONS: &str = "submissions";
/// What is known of the files that were handed in.
pub const HAND_IN: &str = "submissions/handin.toml";
/// History and trash.
pub const PRIVATE: &str = ".artifolio";
/// What was removed, below [`PRIVATE`].
pub const TRASH: &str = ".artifolio/trash";
/// What texts were before, below [`PRIVATE`].
pub const HISTORY: &str = ".artifolio/history";

/// Where a new file is written before it takes the place of `path`; `unique` makes it so.
/// Its name is one of those that are ignored, here and by sync services.
///
/// # Panics
/// Never for a path with a name and a `unique` of letters, digits and hyphens.
#[must_use]
pub fn temporary(path: &RelPath, unique: &str) -> RelPath {
    // 255 bytes is the longest name of every common file system.
    let mut end = path.name().len().min(200);
    while !path.name().is_char_boundary(end) {
        end -= 1;
    }
    let name = format!(".~{}.{unique}.tmp", &path.name()[..end]);
    path.parent().join(&name).expect("a part of a name with letters around it is a name")
}

/// The `unique` of a name that [`temporary`] made; `None` for any other name.
pub(crate) fn unique_of_temporary(name: &str) -> Option<&str> {
    name.strip_prefix(".~")?.strip_suffix(".tmp")?.rsplit_once('.').map(|(_, unique)| unique)
}

/// The file of a criterion's entry, below the root.
///
/// # Panics
/// When `key` cannot be part of a file name; keys of a profile can (`1a` … `7c`).
#[must_use]
pub fn criterion_file(key: &str) -> RelPath {
    if key == REFLECTION { fixed(REFLECTION_FILE) } else { fixed(&format!("{CRITERIA}/{key}.md")) }
}

/// One of this module's names as a path.
///
/// # Panics
/// When it is no path; the names here are.
#[must_use]
pub fn fixed(name: &str) -> RelPath {
    RelPath::parse(name).expect("a fixed name is a path")
}

/// Whether the file at `path` lies among the clean copies of an artifact: who searches looks for the evidence.
#[must_use]
pub fn is_clean_copy(path: &RelPath) -> bool {
    let parts: Vec<&str> = path.parts().collect();
    matches!(parts[..], [ARTIFACTS, _, CLEANED, _, ..])
}

/// What a file of the workspace is, by where it lies.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Role {
    /// `portfolio.toml`.
    Settings,
    /// `profile.toml`.
    Profile,
    /// `plan.toml`.
    Plan,
    /// `reflection.md` or `criteria/KEY.md`, with the key.
    Criterion(String),
    /// `artifacts/*/artifact.md`.
    ArtifactHeader,
    /// Another file below `artifacts/*/`, with the artifact's folder.
    InArtifact(RelPath),
    /// Anything else.
    Other,
}

impl Role {
    /// Whether it is a text whose versions a history keeps.
    #[must_use]
    pub fn is_text(&self) -> bool {
        matches!(
            self,
            Self::Criterion(_) | Self::ArtifactHeader | Self::Settings | Self::Profile | Self::Plan
        )
    }
}

/// What the file at `path` is.
#[must_use]
pub fn role(path: &RelPath) -> Role {
    let parts: Vec<&str> = path.parts().collect();
    match parts[..] {
        [SETTINGS] => Role::Settings,
        [PROFILE] => Role::Profile,
        [PLAN] => Role::Plan,
        [REFLECTION_FILE] => Role::Criterion(REFLECTION.to_owned()),
        [CRITERIA, name] => match name.strip_suffix(".md") {
            Some(key) if !key.is_empty() => Role::Criterion(key.to_owned()),
            _ => Role::Other,
        },
        [ARTIFACTS, _, ARTIFACT_FILE] => Role::ArtifactHeader,
        [ARTIFACTS, folder, _, ..] => Role::InArtifact(fixed(&format!("{ARTIFACTS}/{folder}"))),
        _ => Role::Other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_ignored() {
        for name in [
            ".artifolio",
            ".git",
            ".obsidian",
            ".DS_Store",
            "Thumbs.db",
            "thumbs.db",
            "Desktop.ini",
            ".~1a.md.7.tmp",
            "~$lesson.docx",
            "movie.mp4.partial",
            "x.TMP",
        ] {
            assert!(is_ignored(name), "{name}");
        }
        for name in
            ["artifact.md", ".hidden", "~lesson.docx", "tmp", "git", "partial.md", ".gitignore"]
        {
            assert!(!is_ignored(name), "{name}");
        }
    }

    #[test]
    fn roles_by_place() {
        let table = [
            ("portfolio.toml", Role::Settings),
            ("profile.toml", Role::Profile),
            ("plan.toml", Role::Plan),
            ("reflection.md", Role::Criterion("reflection".into())),
            ("criteria/5a.md", Role::Criterion("5a".into())),
            ("criteria/.md", Role::Other),
            ("criteria/sub/5a.md", Role::Other),
            ("artifacts/x/artifact.md", Role::ArtifactHeader),
            ("artifacts/x/more/artifact.md", Role::InArtifact(fixed("artifacts/x"))),
            ("artifacts/x/board.png", Role::InArtifact(fixed("artifacts/x"))),
            ("artifacts/loose.png", Role::Other),
            ("feedback/a.md", Role::Other),
        ];
        for (path, expected) in table {
            assert_eq!(role(&fixed(path)), expected, "{path}");
        }
        assert_eq!(role(&criterion_file("5a")), Role::Criterion("5a".into()));
        assert_eq!(role(&criterion_file("reflection")), Role::Criterion("reflection".into()));
    }

    #[test]
    fn what_is_a_clean_copy() {
        assert!(is_clean_copy(&fixed("artifacts/x/cleaned/board.png")));
        for path in ["artifacts/x/board.png", "artifacts/x/cleaned", "feedback/x/cleaned/a.png"] {
            assert!(!is_clean_copy(&fixed(path)), "{path}");
        }
    }

    #[test]
    fn temporary_names_are_ignored_and_never_too_long() {
        for name in ["a.md".to_owned(), "é".repeat(127), "x".repeat(255)] {
            let path = fixed(&format!("artifacts/{name}"));
            let temporary = temporary(&path, "0123456789abcdef0123456789abcdef");
            assert_eq!(temporary.parent(), path.parent());
            assert!(is_ignored(temporary.name()));
            assert!(temporary.name().len() <= 255, "{temporary}");
        }
    }
}
