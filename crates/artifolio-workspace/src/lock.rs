//! One writer per workspace on a machine: a lock of the operating system on a file in the app's data folder.
//!
//! The system lets it go when the program ends, however it ends, so no stale lock ever blocks. The file itself stays:
//! removing it would let two programs lock two files of one name.

use std::fs::{File, TryLockError};
use std::io;

use artifolio_core::source::Vfs as _;

use crate::disk::DiskFs;
use crate::layout::fixed;

/// Held while a workspace is open for writing.
#[derive(Debug)]
pub(crate) struct Lock {
    _file: File,
}

impl Lock {
    /// Takes the lock of a workspace; `None` when somebody else holds it. `workspace` can be a file name.
    pub(crate) fn take(data: &DiskFs, workspace: &str) -> io::Result<Option<Self>> {
        data.create_folder(&fixed("locks"))?;
        let file = data.lock_file(&fixed(&format!("locks/{workspace}.lock")))?;
        match file.try_lock() {
            Ok(()) => Ok(Some(Self { _file: file })),
            Err(TryLockError::WouldBlock) => Ok(None),
            Err(TryLockError::Error(error)) => Err(error),
        }
    }
}
