//! Clean copies of evidence: what stands in `cleaned/ledger.toml` of an artifact's folder, and what goes into a package
//! for a file. Nothing here holds what was removed, only of which kinds it was.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use crate::artifact::{Artifact, Evidence};
use crate::file_facts::FileFacts;
use crate::path::RelPath;
use crate::portfolio::Portfolio;
use crate::private::Private;

/// The folder of clean copies in an artifact's folder.
pub const CLEANED: &str = "cleaned";
/// The list of them, in that folder.
pub const LEDGER: &str = "ledger.toml";

/// One clean copy.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CleanCopy {
    /// SHA-256 of the copy, hex.
    pub sha256: String,
    /// What it is without.
    #[serde(default)]
    pub removed: BTreeSet<Private>,
    /// The copy, below the folder of clean copies; none where it is the evidence itself, as in a reader's copy.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub file: Option<RelPath>,
    /// The file it was made of, below the artifact's folder.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub of: Option<RelPath>,
    /// SHA-256 of that file, hex: of another one it is no copy.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub of_sha256: Option<String>,
}

#[derive(Default, Serialize, Deserialize)]
struct Ledger {
    #[serde(default)]
    copy: Vec<CleanCopy>,
}

/// Reads `ledger.toml`.
///
/// # Errors
/// What the parser says, for the log.
pub fn read_ledger(text: &str) -> Result<Vec<CleanCopy>, String> {
    let ledger: Ledger = toml::from_str(text).map_err(|error| error.message().to_owned())?;
    Ok(ledger.copy)
}

/// Writes it.
///
/// # Panics
/// Never: paths, hashes and names of kinds are TOML.
#[must_use]
pub fn write_ledger(copies: Vec<CleanCopy>) -> String {
    toml::to_string(&Ledger { copy: copies }).expect("strings in tables are TOML")
}

impl CleanCopy {
    /// Where the copy lies, below the workspace; none where it is the evidence itself.
    #[must_use]
    pub fn place(&self, artifact: &Artifact) -> Option<RelPath> {
        let folder = artifact.folder.join(CLEANED).ok()?;
        folder.join(self.file.as_ref()?.as_str()).ok()
    }

    /// Whether it was made of the bytes with this checksum.
    #[must_use]
    pub fn is_of(&self, sha256: &str) -> bool {
        self.of_sha256.as_ref().is_some_and(|of| of.eq_ignore_ascii_case(sha256))
    }

    fn is(&self, sha256: &str) -> bool {
        self.sha256.eq_ignore_ascii_case(sha256)
    }
}

/// What goes into a package for a file of evidence.
#[derive(Debug, Clone, PartialEq)]
pub enum Handed<'a> {
    /// The file; with the kinds that it is known to be without, where it is a clean copy itself.
    Itself(&'a FileFacts, Option<&'a BTreeSet<Private>>),
    /// Its clean copy, with the copy's place below the workspace.
    Copy(RelPath, &'a FileFacts, &'a CleanCopy),
    /// A clean copy was made and is not there any more, or not as it was made. The file itself never takes its place.
    Gone(&'a CleanCopy),
}

impl<'a> Handed<'a> {
    /// Facts of what goes into the package.
    #[must_use]
    pub fn facts(&self) -> Option<&'a FileFacts> {
        match self {
            Self::Itself(facts, _) | Self::Copy(_, facts, _) => Some(facts),
            Self::Gone(_) => None,
        }
    }
}

impl Portfolio {
    /// What goes into a package for a file of an artifact's evidence, named as in its header; `None` where the file is
    /// not there.
    #[must_use]
    pub fn handed<'a>(&'a self, artifact: &'a Artifact, path: &RelPath) -> Option<Handed<'a>> {
        let facts = self.files.get(&artifact.resolve(path))?;
        if let Some(copy) = artifact.cleaned.iter().find(|copy| copy.is_of(&facts.sha256)) {
            let place = copy.place(artifact);
            let there = place.and_then(|place| {
                let facts = self.files.get(&place).filter(|facts| copy.is(&facts.sha256))?;
                Some(Handed::Copy(place, facts, copy))
            });
            return Some(there.unwrap_or(Handed::Gone(copy)));
        }
        let itself = artifact.cleaned.iter().find(|copy| copy.is(&facts.sha256));
        Some(Handed::Itself(facts, itself.map(|copy| &copy.removed)))
    }

    /// The clean copies of an artifact that are of no file of its evidence any more, by their place in its ledger.
    #[must_use]
    pub fn orphaned(&self, artifact: &Artifact) -> Vec<usize> {
        let files = artifact.header.evidence.iter().flat_map(Evidence::files);
        let facts = files.filter_map(|(_, path)| self.files.get(&artifact.resolve(path)));
        let hashes: Vec<&str> = facts.map(|facts| facts.sha256.as_str()).collect();
        let lone =
            |copy: &CleanCopy| copy.of_sha256.is_some() && !hashes.iter().any(|h| copy.is_of(h));
        let all = artifact.cleaned.iter().enumerate();
        all.filter(|(_, copy)| lone(copy)).map(|(place, _)| place).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::fixture::{World, path};

    fn copy(of: &str, sha256: &str) -> CleanCopy {
        CleanCopy {
            sha256: sha256.to_owned(),
            removed: [Private::Location].into(),
            file: Some(path("board.png")),
            of: Some(path("board.png")),
            of_sha256: Some(of.to_owned()),
        }
    }

    #[test]
    fn a_ledger_reads_as_it_was_written() {
        let bare = CleanCopy { file: None, of: None, of_sha256: None, ..copy("", "cd") };
        let all = vec![copy("ab", "ef"), bare];
        assert_eq!(read_ledger(&write_ledger(all.clone())).unwrap(), all);
        assert_eq!(read_ledger("").unwrap(), []);
        assert!(read_ledger("[[copy]]\nsha256 = 3\n").is_err());
        assert!(read_ledger("[[copy]]\nsha256 = \"a\"\nremoved = [\"rumours\"]\n").is_err());
    }

    #[test]
    fn what_is_handed_in() {
        let mut world = World::clean();
        let sha256 = world.facts(1, "board").sha256.clone();
        let file = path("board.png");
        let handed = |world: &World| {
            let artifact = world.portfolio.artifact("artifact-1").unwrap();
            world.portfolio.handed(artifact, &file).map(|handed| match handed {
                Handed::Itself(_, removed) => format!("itself {}", removed.is_some()),
                Handed::Copy(place, ..) => place.to_string(),
                Handed::Gone(_) => "gone".to_owned(),
            })
        };
        let says = |world: &World, what: &str| assert_eq!(handed(world).as_deref(), Some(what));
        says(&world, "itself false");
        world.artifact(1).cleaned = vec![copy(&sha256.to_uppercase(), "ef")];
        says(&world, "gone");
        world.add_file(
            "artifacts/artifact-1/cleaned/board.png",
            crate::file_facts::FileKind::WebImage,
        );
        says(&world, "gone");
        let place = path("artifacts/artifact-1/cleaned/board.png");
        world.portfolio.files.get_mut(&place).unwrap().sha256 = "ef".into();
        says(&world, "artifacts/artifact-1/cleaned/board.png");
        let none: [usize; 0] = [];
        let orphaned = |world: &World| {
            world.portfolio.orphaned(world.portfolio.artifact("artifact-1").unwrap())
        };
        assert_eq!(orphaned(&world), none);
        world.artifact(1).cleaned = vec![copy("another", "ef")];
        says(&world, "itself false");
        assert_eq!(orphaned(&world), [0]);
        world.artifact(1).cleaned =
            vec![CleanCopy { file: None, of: None, of_sha256: None, ..copy("", &sha256) }];
        says(&world, "itself true");
        assert_eq!(orphaned(&world), none);
        world.lose("artifacts/artifact-1/board.png");
        assert_eq!(handed(&world), None);
    }
}
