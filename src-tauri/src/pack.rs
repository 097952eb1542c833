//! Making a bundle from the window: progress over a channel, one at a time, stopped when asked.

use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};

use artifolio_bundle::{PackError, PackOptions};
use artifolio_core::failure::Coded as _;
use artifolio_core::message::Language;
use artifolio_core::progress::Progress;
use artifolio_workspace::disk::DiskFs;

use crate::clock;
use crate::desk::{Desk, Seen};
use crate::error::{Refusal, ShellError, boxed};
use crate::view::{PackOutcome, PackRequest, PackStep, packing_findings};

/// Name and version that a bundle carries: of the library, so that app and command make the same bytes.
pub(crate) const APP: &str = concat!("artifolio ", env!("CARGO_PKG_VERSION"));

/// Tells the window; asks the desk whether to stop.
struct Told<'a, F> {
    tell: F,
    stop: &'a AtomicBool,
}

impl<F: Fn(PackStep) + Send + Sync> Progress for Told<'_, F> {
    fn advance(&self, done: u64, total: u64) -> ControlFlow<()> {
        (self.tell)(PackStep { done, total });
        if self.stop.load(Ordering::Relaxed) {
            ControlFlow::Break(())
        } else {
            ControlFlow::Continue(())
        }
    }
}

/// Does a long piece of work on packages, one at a time; `tell` hears how far it is, and [`Desk::stop`] stops it.
///
/// # Errors
/// When another one is being done, or what the work says.
pub(crate) fn one_at_a_time<T>(
    desk: &Desk,
    tell: impl Fn(PackStep) + Send + Sync,
    work: impl FnOnce(&dyn Progress) -> Result<T, Refusal>,
) -> Result<T, Refusal> {
    if desk.packing.swap(true, Ordering::AcqRel) {
        return Err(boxed(ShellError::Busy));
    }
    desk.stop.store(false, Ordering::Relaxed);
    let outcome = work(&Told { tell, stop: &desk.stop });
    desk.packing.store(false, Ordering::Release);
    outcome
}

/// `None` of work that was stopped, which is no failure.
///
/// # Errors
/// Any other.
pub(crate) fn unless_stopped<T>(done: Result<T, Refusal>) -> Result<Option<T>, Refusal> {
    match done {
        Err(error) if error.code() == PackError::Cancelled.code() => Ok(None),
        done => done.map(Some),
    }
}

/// Packs the open portfolio to the desk's place.
///
/// # Errors
/// When nothing is open, another bundle is being made, or the files cannot be read or written. Findings that stand in
/// the way are no error but an outcome.
pub(crate) fn pack(
    desk: &Desk,
    opening: u32,
    language: Language,
    request: &PackRequest,
    tell: impl Fn(PackStep) + Send + Sync,
) -> Result<PackOutcome, Refusal> {
    one_at_a_time(desk, tell, |told| {
        write(desk, &desk.see_opening(opening, language)?, request, told)
    })
}

fn write(
    desk: &Desk,
    seen: &Seen,
    request: &PackRequest,
    told: &dyn Progress,
) -> Result<PackOutcome, Refusal> {
    let (portfolio, profile) = (&seen.reading.portfolio, &seen.reading.profile);
    let (place, date) = desk.bundle_place(seen, request)?;
    let (out, name) = DiskFs::around(&place).map_err(|_| boxed(ShellError::NoPlace))?;
    let options = PackOptions { date, draft: request.draft, app: APP, printer: &desk.printer };
    let vfs = &**seen.open.workspace.files();
    match artifolio_bundle::pack(vfs, portfolio, profile, &seen.report, &out, &name, &options, told)
    {
        Ok(mut done) => {
            let path = place.display().to_string();
            let receipt = done.receipt(&name, &desk.printer);
            done.write_receipt(&out, &name, &receipt);
            let made = done.recorded(&place, clock::today());
            desk.made_bundle(&seen.open, &made, done.kept(receipt));
            let files = u32::try_from(done.files).unwrap_or(u32::MAX);
            Ok(PackOutcome::Packed {
                path,
                sha256: done.sha256,
                files,
                bytes: done.bytes,
                draft: done.draft,
                findings: packing_findings(&done.findings, &seen.catalogue),
            })
        }
        Err(PackError::Refused(findings)) => {
            Ok(PackOutcome::Refused { findings: seen.speak(&findings) })
        }
        Err(PackError::Cancelled) => Ok(PackOutcome::Cancelled),
        Err(error) => Err(boxed(error)),
    }
}

/// Asks in the system's dialog where a file with this ending should lie, beginning at `now`; `None` when the learner
/// changes their mind.
pub(crate) fn ask_place<R: tauri::Runtime>(
    dialog: &tauri_plugin_dialog::Dialog<R>,
    now: &Path,
    ending: &str,
) -> Option<PathBuf> {
    let mut ask = dialog.file().add_filter(ending, &[ending]);
    if let Some(folder) = now.parent().filter(|folder| folder.is_absolute()) {
        ask = ask.set_directory(folder);
    }
    if let Some(name) = now.file_name() {
        ask = ask.set_file_name(name.to_string_lossy());
    }
    let chosen = ask.blocking_save_file()?.into_path().ok()?;
    Some(if chosen.extension().is_some_and(|e| e.eq_ignore_ascii_case(ending)) {
        chosen
    } else {
        chosen.with_added_extension(ending)
    })
}
