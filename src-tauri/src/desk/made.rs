//! Bundles that were made of the open portfolio: their receipts, whether they are still whole, what has changed since.

use std::io;
use std::path::{Path, PathBuf};

use artifolio_bundle::rehearsal::{Stage, rehearse_package};
use artifolio_core::failure::Coded as _;
use artifolio_core::message::{Catalogue, Language};
use artifolio_core::path::RelPath;
use artifolio_core::progress::Silent;
use artifolio_core::receipt::Receipt;
use artifolio_core::source::{EntryKind, Vfs as _};
use artifolio_workspace::disk::DiskFs;
use artifolio_workspace::durable::Sha256;
use artifolio_workspace::machine;
use artifolio_workspace::read::whole;
use artifolio_workspace::receipt::{receipt, receipts};

use super::{Desk, Open, held};
use crate::error::{Refusal, ShellError, boxed};
use crate::pack::{APP, one_at_a_time, unless_stopped};
use crate::{clock, view};

impl Desk {
    /// Remembers where a bundle was made; the next one gets a place of its own. The receipt goes into the portfolio it
    /// was made of, whichever is open by now, unless that can only be read.
    pub(crate) fn made_bundle(&self, open: &Open, made: &Receipt, kept: Vec<(&str, Vec<u8>)>) {
        *held(&open.place) = None;
        *held(&self.last_bundle) = Some(PathBuf::from(&made.path));
        if open.workspace.read_only().is_none() {
            let written = open.workspace.apply(receipt(&**open.workspace.files(), made, kept));
            if let Err(error) = written {
                tracing::warn!(code = error.code(), "the receipt was not written");
            }
            self.forget(open);
        }
    }

    /// The bundles that have a receipt, the last first. One that was made twice in one place is one.
    ///
    /// # Errors
    /// When nothing is open.
    pub(crate) fn earlier_bundles(&self) -> Result<Vec<view::EarlierBundle>, Refusal> {
        let open = self.current()?;
        let mut all: Vec<view::EarlierBundle> = Vec::new();
        for receipt in receipts(&**open.workspace.files()) {
            let key = key(&receipt);
            if !all.iter().any(|one| one.key == key) {
                let there = place_of(Path::new(&receipt.path)).is_ok();
                all.push(view::EarlierBundle::of(receipt, key, there));
            }
        }
        Ok(all)
    }

    /// Where an earlier bundle lies, or the last one that was made.
    ///
    /// # Errors
    /// When there is none.
    pub(crate) fn bundle(&self, key: Option<&str>) -> Result<PathBuf, Refusal> {
        match key {
            None => held(&self.last_bundle).clone().ok_or_else(|| boxed(ShellError::NoPlace)),
            Some(key) => Ok(PathBuf::from(self.receipt(key)?.path)),
        }
    }

    fn receipt(&self, wanted: &str) -> Result<Receipt, Refusal> {
        let open = self.current()?;
        let found = receipts(&**open.workspace.files()).into_iter().find(|r| key(r) == wanted);
        found.ok_or_else(|| boxed(ShellError::Gone))
    }

    /// Verifies an earlier bundle again, and whether it still has the bytes it was made with.
    ///
    /// # Errors
    /// When it is not at its place or cannot be read.
    pub(crate) fn verify_bundle(
        &self,
        key: &str,
        language: Language,
    ) -> Result<view::BundleVerdict, Refusal> {
        let receipt = self.receipt(key)?;
        let (folder, name) = self.package(&receipt)?;
        let unread = |error: io::Error| boxed(ShellError::BundleUnread(error));
        let file = folder.open(&name).map_err(unread)?;
        let same_bytes = Sha256::of_reader(file).map_err(unread)?.to_string() == receipt.sha256;
        let verdict = artifolio_verify::verify(&folder, &name, &Silent).map_err(boxed)?;
        Ok(view::BundleVerdict {
            valid: verdict.valid,
            same_bytes,
            files: count(verdict.files),
            bytes: verdict.bytes,
            findings: view::package_findings(&verdict.findings, &Catalogue::of(language)),
        })
    }

    /// Goes through an earlier bundle, or the last one, as a reviewer's machine will, and writes the certificate beside it;
    /// `None` when it was stopped.
    ///
    /// # Errors
    /// When it is not at its place, is none of ours or cannot be read.
    pub(crate) fn rehearse_bundle(
        &self,
        key: Option<&str>,
        language: Language,
        tell: impl Fn(view::PackStep) + Send + Sync,
    ) -> Result<Option<view::BundleRehearsal>, Refusal> {
        let place = self.bundle(key)?;
        let gone = |_| boxed(ShellError::BundleGone(place.display().to_string()));
        let (from, name) = place_of(&place).map_err(gone)?;
        let done = one_at_a_time(self, tell, |told| {
            let found = machine::with_scratch(&self.data, |scratch| {
                let printer = &self.printer;
                let stage = Stage { from: &from, scratch, reader: &whole, app: APP, printer };
                rehearse_package(stage, &name, told)
            });
            unless_stopped(found.map_err(boxed)?.map_err(boxed))
        });
        let Some(mut found) = done? else { return Ok(None) };
        let words = Catalogue::of(language);
        let certificate = found.certify(&from, &name, (clock::today(), APP), &words);
        let certificate = certificate.map(|own| place.with_file_name(own.name()));
        Ok(Some(view::BundleRehearsal::of(&found, certificate, &words)))
    }

    /// What the portfolio has changed in since an earlier bundle was made.
    ///
    /// # Errors
    /// When the bundle is not at its place or is none.
    pub(crate) fn compare_bundle(
        &self,
        key: &str,
        language: Language,
    ) -> Result<Vec<view::BundleChange>, Refusal> {
        let (folder, name) = self.package(&self.receipt(key)?)?;
        let seen = self.see(language)?;
        let (portfolio, profile) = (&seen.reading.portfolio, &seen.reading.profile);
        let all = artifolio_bundle::compare(&folder, &name, portfolio, profile).map_err(boxed)?;
        Ok(all.into_iter().map(|one| view::bundle_change(one, &seen)).collect())
    }

    fn package(&self, receipt: &Receipt) -> Result<(DiskFs, RelPath), Refusal> {
        place_of(Path::new(&receipt.path))
            .map_err(|_| boxed(ShellError::BundleGone(receipt.path.clone())))
    }
}

/// The folder and name of a file that is there.
pub(super) fn place_of(path: &Path) -> io::Result<(DiskFs, RelPath)> {
    let (folder, name) = DiskFs::around(path)?;
    match folder.stat(&name)?.kind {
        EntryKind::File => Ok((folder, name)),
        _ => Err(io::ErrorKind::NotFound.into()),
    }
}

/// Names one bundle: what was made and where.
fn key(receipt: &Receipt) -> String {
    Sha256::of(format!("{}\n{}", receipt.sha256, receipt.path).as_bytes()).to_string()
}

/// A count as the interface takes it.
pub(super) fn count(n: u64) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}
