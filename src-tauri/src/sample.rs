//! The sample portfolio that comes with the app: always a fresh copy is opened, never the original.

use std::io;
use std::path::{Path, PathBuf};

use artifolio_core::source::Vfs as _;
use artifolio_workspace::disk::DiskFs;
use artifolio_workspace::scan::scan;
use tauri::{AppHandle, Manager as _};

use crate::desk::free_folder;
use crate::error::{Refusal, ShellError, boxed};

/// Where the sample lies in an installed app, or in the repository for one that was built there.
#[must_use]
pub(crate) fn source(app: &AppHandle) -> Option<PathBuf> {
    let installed = app.path().resource_dir().ok().map(|d| d.join("sample"));
    let built = Path::new(env!("CARGO_MANIFEST_DIR")).join("sample");
    installed
        .into_iter()
        .chain(cfg!(debug_assertions).then_some(built))
        .find(|p| p.join("portfolio.toml").is_file())
}

/// Copies it beside the learner's documents under a name that is free, and gives the copy.
///
/// # Errors
/// When it cannot be copied; what was copied until then stays.
pub(crate) fn fresh_copy(sample: &Path, documents: &Path) -> Result<PathBuf, Refusal> {
    let copy = free_folder(documents, "Sample portfolio");
    copy_files(sample, &copy).map_err(|_| boxed(ShellError::NoSample))?;
    Ok(copy)
}

fn copy_files(from: &Path, to: &Path) -> io::Result<()> {
    let (from, to) = (DiskFs::open(from)?, DiskFs::open_or_create(to)?);
    for path in scan(&from).files.keys() {
        to.create_folder(&path.parent())?;
        let mut file = to.create_new(path)?;
        io::copy(&mut from.open(path)?, &mut file)?;
        file.sync_all()?;
    }
    Ok(())
}
