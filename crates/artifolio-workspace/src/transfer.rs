//! Moving to another machine: what belongs to the person and lies outside the portfolio, in one encrypted file
//! (docs/transfer.md).

use std::collections::BTreeMap;
use std::io::{self, ErrorKind};

use age::secrecy::SecretString;
use age::{DecryptError, scrypt};
use artifolio_core::failure::{Coded, reason};
use artifolio_core::path::RelPath;
use artifolio_core::source::{Vfs, read_whole};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use crate::data_dir::DataDir;
use crate::disk::DiskFs;
use crate::durable;
use crate::error::WorkspaceError;
use crate::layout::fixed;
use crate::machine::PREFERENCES;
use crate::roster::{self, ROSTER};

/// What is read and written.
const FORMAT: u64 = 1;

/// The files that travel.
const CARRIED: [&str; 2] = [ROSTER, PREFERENCES];

/// A key of the preferences that is a place on this machine.
const PLACE: &str = "folder";

/// Most bytes of what travels.
const MAX: u64 = 1 << 22;

/// Letters that a passphrase has at least.
pub const SHORTEST: usize = 8;

/// Work that a guess costs, as a power of two: the format's own proposal (age-encryption.org/v1, about a second), and the
/// most that is done for a file that asks for more.
const WORK: u8 = 18;
const MOST_WORK: u8 = 22;

#[derive(Serialize, Deserialize)]
struct Document {
    format: u64,
    made: NaiveDate,
    files: BTreeMap<String, String>,
}

/// Why nothing was carried over.
#[derive(Debug, thiserror::Error)]
pub enum TransferError {
    /// The passphrase has fewer than [`SHORTEST`] letters.
    #[error("the passphrase is too short")]
    Short,
    /// It is not the one the file was made with.
    #[error("the passphrase does not open the file")]
    Passphrase,
    /// The file is no transfer file, or is damaged.
    #[error("no transfer file: {0}")]
    NotOne(String),
    /// A newer program made it.
    #[error("format {0}")]
    Newer(u64),
    /// The file cannot be read or written.
    #[error("{path}: {source}")]
    File {
        /// Its name.
        path: RelPath,
        /// What the operating system says.
        source: io::Error,
    },
    /// The app's own folder cannot be used.
    #[error(transparent)]
    Own(WorkspaceError),
}

impl Coded for TransferError {
    fn code(&self) -> &'static str {
        match self {
            Self::Short => "passphrase-short",
            Self::Passphrase => "passphrase-wrong",
            Self::NotOne(_) => "transfer-unreadable",
            Self::Newer(_) => "transfer-newer",
            Self::File { .. } => "transfer-file",
            Self::Own(error) => error.code(),
        }
    }

    fn params(&self) -> BTreeMap<&'static str, String> {
        match self {
            Self::Short => BTreeMap::from([("count", SHORTEST.to_string())]),
            Self::Passphrase => BTreeMap::new(),
            Self::NotOne(reason) => BTreeMap::from([("reason", reason.clone())]),
            Self::Newer(format) => BTreeMap::from([("format", format.to_string())]),
            Self::File { path, source } => {
                BTreeMap::from([("file", path.to_string()), ("reason", reason(source))])
            }
            Self::Own(error) => error.params(),
        }
    }
}

/// Puts what travels into the file `name`, over what was there; the names of what is in it.
///
/// # Errors
/// [`TransferError`]; a file that was there is as it was.
pub fn carry_out(
    data: &DataDir,
    out: &dyn Vfs,
    name: &RelPath,
    passphrase: &str,
    today: NaiveDate,
) -> Result<Vec<String>, TransferError> {
    if passphrase.chars().count() < SHORTEST {
        return Err(TransferError::Short);
    }
    let folder = DiskFs::open_or_create(data.data()).map_err(own)?;
    let mut files = BTreeMap::new();
    for file in CARRIED {
        if let Some(text) = held(&folder, file).map_err(own)? {
            let text = if file == PREFERENCES { without_place(&text) } else { text };
            files.insert(file.to_owned(), text);
        }
    }
    let carried = files.keys().cloned().collect();
    let unwritten = |source| TransferError::File { path: name.clone(), source };
    let document = serde_json::to_vec(&Document { format: FORMAT, made: today, files });
    let document = document.map_err(|e| unwritten(io::Error::other(e)))?;
    let mut key = scrypt::Recipient::new(SecretString::from(passphrase));
    key.set_work_factor(WORK);
    let bytes = age::encrypt(&key, &document).map_err(|e| unwritten(io::Error::other(e)))?;
    durable::put(out, name, &bytes, &crate::unique()()).map_err(unwritten)?;
    Ok(carried)
}

/// Takes in what the file `name` carries; the names of what was in it.
///
/// # Errors
/// [`TransferError`]; unless it is [`TransferError::Own`] nothing was changed.
pub fn carry_in(
    data: &DataDir,
    from: &dyn Vfs,
    name: &RelPath,
    passphrase: &str,
) -> Result<Vec<String>, TransferError> {
    let bytes = read_whole(from, name, MAX);
    let bytes = bytes.map_err(|source| TransferError::File { path: name.clone(), source })?;
    let Document { format, files, .. } = opened(&bytes, passphrase)?;
    if format > FORMAT {
        return Err(TransferError::Newer(format));
    }
    let folder = DiskFs::open_or_create(data.data()).map_err(own)?;
    let mut taken = Vec::new();
    for file in CARRIED {
        let Some(text) = files.get(file) else { continue };
        let here = held(&folder, file).map_err(own)?.unwrap_or_default();
        let text =
            if file == ROSTER { roster::joined(&here, text) } else { with_place(text, &here)? };
        durable::put(&folder, &fixed(file), text.as_bytes(), &crate::unique()()).map_err(own)?;
        taken.push(file.to_owned());
    }
    Ok(taken)
}

fn opened(bytes: &[u8], passphrase: &str) -> Result<Document, TransferError> {
    let mut key = scrypt::Identity::new(SecretString::from(passphrase));
    key.set_max_work_factor(MOST_WORK);
    let document = age::decrypt(&key, bytes).map_err(|error| match error {
        DecryptError::DecryptionFailed | DecryptError::NoMatchingKeys => TransferError::Passphrase,
        other => TransferError::NotOne(other.to_string()),
    })?;
    serde_json::from_slice(&document).map_err(|e| TransferError::NotOne(e.to_string()))
}

fn own(source: io::Error) -> TransferError {
    TransferError::Own(WorkspaceError::DataFolder(source))
}

/// The text of a file in the app's folder; `None` when there is none.
fn held(folder: &DiskFs, file: &str) -> io::Result<Option<String>> {
    match read_whole(folder, &fixed(file), MAX) {
        Ok(bytes) => String::from_utf8(bytes).map(Some).map_err(io::Error::other),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error),
    }
}

fn without_place(preferences: &str) -> String {
    let mut all: Map<String, Value> = serde_json::from_str(preferences).unwrap_or_default();
    all.remove(PLACE);
    Value::Object(all).to_string()
}

/// The preferences that came, with this machine's own place.
fn with_place(came: &str, here: &str) -> Result<String, TransferError> {
    let came: Result<Map<String, Value>, _> = serde_json::from_str(came);
    let mut came = came.map_err(|e| TransferError::NotOne(e.to_string()))?;
    let mut here: Map<String, Value> = serde_json::from_str(here).unwrap_or_default();
    came.remove(PLACE);
    came.extend(here.remove(PLACE).map(|place| (PLACE.to_owned(), place)));
    Ok(Value::Object(came).to_string())
}

#[cfg(test)]
mod tests;
