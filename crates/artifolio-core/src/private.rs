//! What a file may tell beside what it shows: the kinds that a learner is told of and that a clean copy is without.

use serde::{Deserialize, Serialize};

/// A kind of private detail in a file. Only kinds are ever told or kept, never what was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Private {
    /// Where it was made.
    Location,
    /// Names of people and organisations: authors, owners, who changed it last.
    Author,
    /// Comments, and who wrote them.
    Comments,
    /// Tracked changes: what stood there before, and who changed it.
    TrackedChanges,
    /// Small pictures of it, which may show what was cut off or covered since.
    Preview,
    /// Camera, phone or program, their numbers and settings.
    Device,
    /// When it was made, changed or printed.
    Dates,
    /// Titles, keywords and descriptions that no page shows.
    Description,
    /// Traces of editing: earlier revisions, ids of sessions, where it came from.
    History,
}

impl Private {
    /// All kinds, the gravest first.
    pub const ALL: [Self; 9] = [
        Self::Location,
        Self::Author,
        Self::Comments,
        Self::TrackedChanges,
        Self::Preview,
        Self::Device,
        Self::Dates,
        Self::Description,
        Self::History,
    ];

    /// Its name in files, JSON and message keys.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Location => "location",
            Self::Author => "author",
            Self::Comments => "comments",
            Self::TrackedChanges => "tracked-changes",
            Self::Preview => "preview",
            Self::Device => "device",
            Self::Dates => "dates",
            Self::Description => "description",
            Self::History => "history",
        }
    }
}

/// Why no clean copy of a file can be made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum CannotClean {
    /// A format that is not taken apart here, or a form of it.
    Format,
    /// It asks for a password, or its author has restricted what may be done with it.
    Password,
    /// It holds macros, which may keep or need what would be removed.
    Macros,
    /// It is signed: without its details the signature would be broken.
    Signed,
    /// Its bytes contradict themselves or end too early.
    Damaged,
    /// It is larger than what is taken apart in memory.
    TooLarge,
}

impl CannotClean {
    /// Its name in JSON and message keys.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Format => "format",
            Self::Password => "password",
            Self::Macros => "macros",
            Self::Signed => "signed",
            Self::Damaged => "damaged",
            Self::TooLarge => "too-large",
        }
    }
}

/// A file that cannot be read ends too early for whoever takes it apart; what the system said is told elsewhere.
impl From<std::io::Error> for CannotClean {
    fn from(_: std::io::Error) -> Self {
        Self::Damaged
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_is_called_in_json_as_in_messages() {
        for kind in Private::ALL {
            assert_eq!(serde_json::to_value(kind).unwrap(), kind.name());
        }
        for reason in [
            CannotClean::Format,
            CannotClean::Password,
            CannotClean::Macros,
            CannotClean::Signed,
            CannotClean::Damaged,
            CannotClean::TooLarge,
        ] {
            assert_eq!(serde_json::to_value(reason).unwrap(), reason.name());
        }
    }
}
