//! Handing in: the files to upload, what is known of each, and what a list of addresses gave.

use artifolio_bundle::ToUpload;
use artifolio_core::handin::{self, HandIn, Pasted, Unmatched, Why};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::LogWords;

/// Everything about handing in.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct HandInPage {
    /// Every document says "draft": a required finding stands.
    pub draft: bool,
    /// In the order of the artifacts.
    pub files: Vec<HandInFile>,
    /// How many addresses the map still needs.
    pub missing: u32,
    /// Address of the portal; empty where it is not known.
    pub portal: String,
    /// Address of the shared folder; empty where it is not known.
    pub folder: String,
    /// The last day on which everyone can open the addresses, `YYYY-MM-DD`, or empty.
    pub access_until: String,
    /// Where the files will lie, to be shown.
    pub place: String,
    /// They lie there.
    pub laid_out: bool,
}

/// A file to upload.
#[derive(Debug, Clone, Serialize, TS)]
pub struct HandInFile {
    /// As in a bundle.
    pub name: String,
    /// What it is.
    pub what: String,
    /// The map needs no address of itself.
    #[ts(type = "\"evidence\" | \"reflection\" | \"map\"")]
    pub kind: &'static str,
    /// Its size.
    #[ts(type = "number")]
    pub bytes: u64,
    /// Empty where it is not known.
    pub address: String,
    /// Uploaded as it is.
    pub uploaded: bool,
    /// Changed since it was uploaded.
    pub changed: bool,
    /// The address was opened from a signed-out browser.
    pub opened: bool,
}

impl HandInFile {
    /// Of a file and what is kept.
    #[must_use]
    pub fn of(file: ToUpload, kept: &HandIn) -> Self {
        let standing = kept.standing(&file.name, &file.sha256);
        Self {
            address: standing.address.unwrap_or_default().to_owned(),
            uploaded: standing.uploaded,
            changed: standing.changed,
            opened: standing.opened,
            what: file.what,
            kind: file.kind.code(),
            bytes: file.bytes,
            name: file.name,
        }
    }
}

/// One thing that the learner tells; an empty text takes an address or a date away.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(tag = "kind", rename_all = "lowercase")]
pub enum HandInEdit {
    /// Of this file: where it can be opened.
    Address {
        /// Its name.
        name: String,
        /// The address.
        text: String,
    },
    /// Of this file: uploaded as it is now.
    Uploaded {
        /// Its name.
        name: String,
        /// Ticked.
        on: bool,
    },
    /// Of this file: opened from a signed-out browser.
    Opened {
        /// Its name.
        name: String,
        /// Ticked.
        on: bool,
    },
    /// The portal.
    Portal {
        /// The address.
        text: String,
    },
    /// The shared folder.
    Folder {
        /// The address.
        text: String,
    },
    /// The last day on which everyone can open the addresses.
    Until {
        /// `YYYY-MM-DD`.
        text: String,
    },
}

/// What a list of addresses gave.
#[derive(Debug, Clone, Serialize, TS)]
pub struct HandInList {
    /// What undo would do now.
    pub log: LogWords,
    /// Addresses that were taken.
    pub matched: u32,
    /// Lines that gave none.
    pub unmatched: Vec<HandInLine>,
}

/// A line that gave no address.
#[derive(Debug, Clone, Serialize, TS)]
pub struct HandInLine {
    /// The line.
    pub line: String,
    /// Why not.
    #[ts(
        type = "\"no-address\" | \"no-name\" | \"several-names\" | \"several-addresses\" | \"shared-address\""
    )]
    pub why: &'static str,
}

impl HandInList {
    /// Of what was taken.
    #[must_use]
    pub fn of(list: Pasted, log: LogWords) -> Self {
        let line = |Unmatched { line, why }| HandInLine { line, why: Why::code(why) };
        Self {
            log,
            matched: u32::try_from(list.matched.len()).unwrap_or(u32::MAX),
            unmatched: list.unmatched.into_iter().map(line).collect(),
        }
    }
}

/// What came of laying the files out.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(tag = "kind", rename_all = "lowercase")]
pub enum HandInOutcome {
    /// They lie there.
    Laid {
        /// Files that were written.
        written: u32,
        /// Files that lay there already.
        kept: u32,
        /// Files that were taken away.
        removed: Vec<String>,
        /// What lies there too and is not of this portfolio.
        others: Vec<String>,
        /// The map is among them.
        map: bool,
    },
    /// Stopped by the learner.
    Cancelled,
}

impl HandInEdit {
    /// As it is made; a date that is none has been refused before.
    #[must_use]
    pub fn edit(&self, until: Option<chrono::NaiveDate>) -> handin::Edit<'_> {
        match self {
            Self::Address { name, text } => handin::Edit::Address(name, text),
            Self::Uploaded { name, on } => handin::Edit::Uploaded(name, *on),
            Self::Opened { name, on } => handin::Edit::Opened(name, *on),
            Self::Portal { text } => handin::Edit::Portal(text),
            Self::Folder { text } => handin::Edit::Folder(text),
            Self::Until { .. } => handin::Edit::AccessUntil(until),
        }
    }
}
