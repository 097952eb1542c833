//! The first screen: portfolios opened before, programmes, and a folder that can become a portfolio.

use std::path::Path;

use artifolio_core::profile::Profile;
use artifolio_workspace::change::adopt::Loose;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{ChosenPackage, Opened};

/// A portfolio opened before.
#[derive(Debug, Clone, Serialize, TS)]
pub struct Recent {
    /// Names it.
    pub key: String,
    /// The folder's name.
    pub title: String,
    /// Its folder, to be shown.
    pub path: String,
    /// The day it was opened last.
    pub opened: String,
    /// The folder is not there now.
    pub missing: bool,
}

/// A programme that can be chosen.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Programme {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Edition of the standards.
    pub edition: String,
    /// How it writes the first criterion after the reflection: `1a` or `2.1.a`.
    pub example: String,
    /// Last day on which it was offered; `null`: it still is.
    pub valid_until: Option<String>,
}

/// The first screen.
#[derive(Debug, Clone, Serialize, TS)]
pub struct StartPage {
    /// The last first.
    pub recent: Vec<Recent>,
    /// Default first.
    pub programmes: Vec<Programme>,
}

/// What a new portfolio begins with; everything may be empty.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct NewPortfolio {
    /// The candidate's name.
    pub name: String,
    /// For file names.
    pub family_name: String,
    /// Short description of the role.
    pub role: String,
    /// Teaches a class.
    pub classroom: bool,
    /// The learner's own word for students.
    pub learners: String,
    /// Language of the bundle.
    pub language: String,
    /// Id of the programme.
    pub profile: String,
    /// `YYYY-MM-DD`; empty: not known.
    pub course_end: String,
}

/// Files that would become one artifact.
#[derive(Debug, Clone, Serialize, TS)]
pub struct LooseGroup {
    /// Its title.
    pub title: String,
    /// Paths below the folder.
    pub files: Vec<String>,
    /// Their size.
    #[ts(type = "number")]
    pub bytes: u64,
}

/// A folder that is no portfolio yet.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct LooseFolder {
    /// The folder, to be shown.
    pub path: String,
    /// Its name.
    pub title: String,
    /// The artifacts it would have.
    pub groups: Vec<LooseGroup>,
    /// Files in all.
    pub files: u32,
    /// Bytes in all.
    #[ts(type = "number")]
    pub bytes: u64,
    /// It holds far more than one portfolio.
    pub too_many: bool,
}

/// What came of choosing a folder.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(tag = "kind", rename_all = "lowercase")]
pub enum Chosen {
    /// It is open.
    Portfolio {
        /// What is open.
        opened: Opened,
    },
    /// It is a file, which may be a package of a portfolio.
    Package {
        /// Which.
        package: ChosenPackage,
    },
    /// It is no portfolio yet.
    Loose {
        /// What it holds.
        folder: LooseFolder,
    },
}

/// The shipped programmes.
#[must_use]
pub fn programmes() -> Vec<Programme> {
    let resolved = Profile::shipped().into_iter().filter_map(|id| Profile::resolve(&id, None).ok());
    let shown = |profile: Profile| Programme {
        example: profile.keys().get(1).map_or_else(String::new, |key| profile.code(key).to_owned()),
        id: profile.id,
        name: profile.name,
        edition: profile.edition,
        valid_until: profile.valid_until.map(|day| day.to_string()),
    };
    resolved.map(shown).collect()
}

/// A loose folder as the learner sees it.
#[must_use]
pub fn loose_folder(path: &Path, loose: &Loose) -> LooseFolder {
    let too_many = loose.is_too_much();
    // A folder that will be refused is not listed file by file.
    let groups = if too_many { &[][..] } else { &loose.groups[..] };
    LooseFolder {
        path: path.display().to_string(),
        title: folder_title(path),
        groups: groups
            .iter()
            .map(|group| LooseGroup {
                title: group.title.clone(),
                files: group.files.iter().map(|file| file.path.to_string()).collect(),
                bytes: group.bytes(),
            })
            .collect(),
        files: u32::try_from(loose.files()).unwrap_or(u32::MAX),
        bytes: loose.groups.iter().map(artifolio_workspace::change::adopt::Group::bytes).sum(),
        too_many,
    }
}

/// What a folder is called.
#[must_use]
pub fn folder_title(path: &Path) -> String {
    path.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned())
}
