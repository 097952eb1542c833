//! What a job could not do, as it crosses every border: a stable code with parameters; the sentences come from the
//! catalogue (`error_CODE`, `error_hint_CODE`). Precise error types stay inside their crates and implement [`Coded`].

use std::collections::BTreeMap;
use std::io::{Error, ErrorKind};

use serde::Serialize;

use crate::message::Catalogue;

/// An error that can be told to a person.
pub trait Coded {
    /// Stable code, listed in docs/codes.md.
    fn code(&self) -> &'static str;

    /// Values for the sentences; keys are the `{names}` in the catalogue. A `reason` may be a code that the catalogue has
    /// words for (`reason_CODE`).
    fn params(&self) -> BTreeMap<&'static str, String> {
        BTreeMap::new()
    }
}

/// Whether the disk, or what somebody may use of it, is full.
#[must_use]
pub fn is_full(error: &Error) -> bool {
    matches!(error.kind(), ErrorKind::StorageFull | ErrorKind::QuotaExceeded)
}

/// Why a file or folder cannot be read or written: a code that the catalogue has words for (`reason_CODE`), else what the
/// system says.
#[must_use]
pub fn reason(error: &Error) -> String {
    let code = match (error.kind(), error.raw_os_error()) {
        // ERROR_SHARING_VIOLATION and ERROR_LOCK_VIOLATION; ERROR_CRC and ERROR_IO_DEVICE (winerror.h). EIO (errno.h).
        (_, Some(32 | 33)) if cfg!(windows) => "held",
        (_, Some(23 | 1117)) if cfg!(windows) => "device",
        (_, Some(5)) if cfg!(unix) => "device",
        (ErrorKind::PermissionDenied, _) => "permission-denied",
        (ErrorKind::ReadOnlyFilesystem, _) => "write-protected",
        (ErrorKind::TimedOut, _) => "timed-out",
        (
            ErrorKind::HostUnreachable
            | ErrorKind::NetworkUnreachable
            | ErrorKind::NetworkDown
            | ErrorKind::NotConnected
            | ErrorKind::StaleNetworkFileHandle,
            _,
        ) => "network",
        _ => return error.to_string(),
    };
    code.to_owned()
}

/// An error as it is shown and as `--json` prints it (docs/cli.md).
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Failure {
    /// Stable code.
    pub code: String,
    /// Parameters of the sentences.
    pub params: BTreeMap<String, String>,
    /// What happened and what is safe.
    pub message: String,
    /// What to do.
    pub hint: String,
}

impl Failure {
    /// Speaks an error in a catalogue's language.
    #[must_use]
    pub fn of(error: &dyn Coded, catalogue: &Catalogue) -> Self {
        let (params, name) = (error.params(), error.code().replace('-', "_"));
        let mut words = params.clone();
        if let Some(reason) = words.get_mut("reason") {
            let key = format!("reason_{}", reason.replace('-', "_"));
            if catalogue.has(&key) {
                *reason = catalogue.text(&key, &params);
            }
        }
        Self {
            code: error.code().to_owned(),
            message: catalogue.text(&format!("error_{name}"), &words),
            hint: catalogue.text(&format!("error_hint_{name}"), &words),
            params: params.into_iter().map(|(k, v)| (k.to_owned(), v)).collect(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::message::Language;

    #[test]
    fn what_the_system_says_is_put_into_words_where_there_are_some() {
        let cases = [
            (Error::from(ErrorKind::PermissionDenied), "permission-denied"),
            (ErrorKind::ReadOnlyFilesystem.into(), "write-protected"),
            (ErrorKind::TimedOut.into(), "timed-out"),
            (ErrorKind::StaleNetworkFileHandle.into(), "network"),
            #[cfg(unix)]
            (Error::from_raw_os_error(5), "device"),
            #[cfg(windows)]
            (Error::from_raw_os_error(32), "held"),
        ];
        for (error, code) in cases {
            assert_eq!(reason(&error), code);
            for language in [Language::En, Language::Es] {
                assert!(Catalogue::of(language).has(&format!("reason_{}", code.replace('-', "_"))));
            }
        }
        assert_eq!(reason(&Error::other("odd")), "odd");
    }
}
