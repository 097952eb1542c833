//! A portfolio again from a package, and what belongs to the person from another machine.

use std::path::{Path, PathBuf};

use artifolio_bundle::{RestoreError, RestoredKind};
use artifolio_core::message::{Catalogue, Language};
use artifolio_core::source::Vfs as _;
use artifolio_workspace::disk::DiskFs;
use artifolio_workspace::transfer;
use artifolio_workspace::workspace::Workspace;

use super::made::{count, place_of};
use super::{Desk, free_folder, held};
use crate::clock;
use crate::error::{Refusal, ShellError, boxed};
use crate::pack::one_at_a_time;
use crate::view::{self, ChosenPackage, PackStep, RestoreOutcome};

impl Desk {
    /// Remembers a package that should become a portfolio again.
    ///
    /// # Errors
    /// When it is not there.
    pub(super) fn choose_package(&self, path: &Path) -> Result<ChosenPackage, Refusal> {
        let gone = |_| boxed(ShellError::BundleGone(path.display().to_string()));
        let (folder, name) = place_of(path).map_err(gone)?;
        let bytes = folder.stat(&name).map_err(gone)?.size;
        *held(&self.package) = Some(path.to_owned());
        let path = folder.real_path().display().to_string();
        Ok(ChosenPackage { name: name.to_string(), path, bytes })
    }

    /// The folder that the chosen package would become: a free name where portfolios are proposed.
    ///
    /// # Errors
    /// When none was chosen.
    pub(crate) fn restore_place(&self) -> Result<PathBuf, Refusal> {
        let package = held(&self.package).clone().ok_or_else(|| boxed(ShellError::Gone))?;
        let folder = held(&self.new_place).clone().unwrap_or_else(|| self.portfolios());
        let stem = package.file_stem().unwrap_or_default().to_string_lossy();
        Ok(free_folder(&folder, &stem))
    }

    /// Makes the chosen package a portfolio at its place, and opens it. No folder that holds anything is touched.
    ///
    /// # Errors
    /// When none was chosen, or it cannot be read or written; then nothing was left behind.
    pub(crate) fn restore(
        &self,
        language: Language,
        tell: impl Fn(PackStep) + Send + Sync,
    ) -> Result<RestoreOutcome, Refusal> {
        one_at_a_time(self, tell, |told| {
            let package = held(&self.package).clone().ok_or_else(|| boxed(ShellError::Gone))?;
            let place = self.restore_place()?;
            let gone = |_| boxed(ShellError::BundleGone(package.display().to_string()));
            let (from, name) = place_of(&package).map_err(gone)?;
            let target = Workspace::place(&place).map_err(boxed)?;
            let done = match artifolio_bundle::restore(&from, &name, &target, told) {
                Ok(done) => done,
                Err(error) => {
                    drop(target);
                    give_up(&place);
                    return refused(error, language);
                }
            };
            let opened = self.open(&place).map_err(boxed)?;
            *held(&self.package) = None;
            *held(&self.new_place) = None;
            let copy = done.kind == RestoredKind::Submission;
            Ok(RestoreOutcome::Restored { opened, files: count(done.files), copy })
        })
    }

    /// Puts what belongs to the person into an encrypted file.
    ///
    /// # Errors
    /// As of [`transfer::carry_out`].
    pub(crate) fn carry_out(&self, file: &Path, passphrase: &str) -> Result<String, Refusal> {
        let (folder, name) = DiskFs::around(file).map_err(|_| boxed(ShellError::NoPlace))?;
        transfer::carry_out(&self.data, &folder, &name, passphrase, clock::today())
            .map_err(boxed)?;
        Ok(file.display().to_string())
    }

    /// Takes in what belongs to the person from such a file.
    ///
    /// # Errors
    /// As of [`transfer::carry_in`].
    pub(crate) fn carry_in(&self, file: &Path, passphrase: &str) -> Result<(), Refusal> {
        let (folder, name) = DiskFs::around_source(file).map_err(|_| boxed(ShellError::Gone))?;
        transfer::carry_in(&self.data, &folder, &name, passphrase).map_err(boxed)?;
        Ok(())
    }
}

/// Takes the folder away again that was made for the portfolio; one that somebody has put something into stays.
fn give_up(place: &Path) {
    if let Ok((above, name)) = DiskFs::around(place) {
        let _ = above.remove_empty_folder(&name);
    }
}

fn refused(error: RestoreError, language: Language) -> Result<RestoreOutcome, Refusal> {
    match error {
        RestoreError::Refused(findings) => {
            let findings = view::package_findings(&findings, &Catalogue::of(language));
            Ok(RestoreOutcome::Refused { findings })
        }
        RestoreError::Cancelled => Ok(RestoreOutcome::Cancelled),
        error => Err(boxed(error)),
    }
}
