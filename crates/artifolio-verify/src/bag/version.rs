//! The published versions of BagIt and what each asks for (RFC 8493, and the change history of draft-kunze-bagit-00 to
//! -14; docs/bundle.md, Versions of BagIt). A question about a version is asked here and nowhere else.

/// A version whose text was published.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Version {
    V0_93,
    V0_94,
    V0_95,
    V0_96,
    V0_97,
    V1_0,
}

use Version::{V0_93, V0_94, V0_95, V0_96, V0_97, V1_0};

/// All of them, oldest first, with their numbers.
const PUBLISHED: [(u32, u32, Version); 6] =
    [(0, 93, V0_93), (0, 94, V0_94), (0, 95, V0_95), (0, 96, V0_96), (0, 97, V0_97), (1, 0, V1_0)];

impl Version {
    /// The version with this number, else the nearest older one, else the oldest; and whether it is that number.
    pub(super) fn nearest(major: u32, minor: u32) -> (Self, bool) {
        let older = PUBLISHED.iter().rfind(|(a, b, _)| (*a, *b) <= (major, minor));
        older.map_or((V0_93, false), |(a, b, own)| (*own, (*a, *b) == (major, minor)))
    }

    /// The file of labels and values; "package" became "bag" in 0.96.
    pub(super) fn info_file(self) -> &'static str {
        if self < V0_96 { "package-info.txt" } else { "bag-info.txt" }
    }

    /// Payload-Oxum is a number for machines; 0.96 brought it.
    pub(super) fn knows_oxum(self) -> bool {
        self >= V0_96
    }

    /// A payload file must stand in each payload manifest. 0.95 loosened that to their union, 1.0 took it back.
    pub(super) fn wants_whole_manifests(self) -> bool {
        self < V0_95 || self == V1_0
    }

    /// A backslash between folders; 0.96 asks for the slash on every system.
    pub(super) fn reads_backslash(self) -> bool {
        self < V0_96
    }

    /// Files may lie in folders beside `data/`; before, "tags" were top-level files.
    pub(super) fn has_tag_folders(self) -> bool {
        self >= V0_97
    }

    /// A byte-order mark in UTF-8 is told; 0.97 speaks of it first.
    pub(super) fn forbids_mark(self) -> bool {
        self >= V0_97
    }

    /// The name of an algorithm has one spelling in a file name.
    pub(super) fn normalizes_names(self) -> bool {
        self >= V0_94
    }

    /// What 1.0 made exact: labels and colons, `*` and repeated lines in manifests, `%` in paths, and what a tag manifest
    /// lists.
    pub(super) fn is_exact(self) -> bool {
        self == V1_0
    }
}
