//! Handing in: the files to upload in one folder, their addresses and ticks, and the map with these addresses.

use std::path::{Path, PathBuf};

use artifolio_bundle::{HandInError, PackError, UploadFolder};
use artifolio_core::handin::{HandIn, Pasted};
use artifolio_core::message::Language;
use artifolio_workspace::disk::DiskFs;
use artifolio_workspace::handin::{Kept, kept};

use super::made::count;
use super::{Desk, Seen, held};
use crate::edit;
use crate::error::{Refusal, ShellError, boxed};
use crate::pack::one_at_a_time;
use crate::view::{self, HandInEdit, HandInFile, HandInOutcome, HandInPage, PackStep};

impl Desk {
    /// Everything about handing in.
    ///
    /// # Errors
    /// When nothing is open, or what is kept cannot be read.
    pub(crate) fn hand_in(&self, language: Language) -> Result<HandInPage, Refusal> {
        let seen = self.see(language)?;
        let (folder, hand_in) = (to_upload(&seen), known(&seen)?.hand_in);
        let place = self.hand_in_place(&seen);
        Ok(HandInPage {
            draft: folder.is_draft(),
            missing: count(folder.missing(&hand_in).len() as u64),
            files: folder
                .files(&hand_in)
                .into_iter()
                .map(|f| HandInFile::of(f, &hand_in))
                .collect(),
            laid_out: is_laid_out(&place),
            place: place.display().to_string(),
            portal: hand_in.portal.unwrap_or_default(),
            folder: hand_in.folder.unwrap_or_default(),
            access_until: hand_in.access_until.map_or_else(String::new, |day| day.to_string()),
        })
    }

    /// Writes one thing down that the learner tells.
    ///
    /// # Errors
    /// When it cannot be so, or as [`Desk::change`].
    pub(crate) fn edit_hand_in(
        &self,
        opening: u32,
        language: Language,
        asked: &HandInEdit,
    ) -> Result<view::Done, Refusal> {
        let until = match asked {
            HandInEdit::Until { text } => edit::date(text)?,
            _ => None,
        };
        self.change(opening, language, |seen| {
            let mut kept = known(seen)?;
            let sums = to_upload(seen).sums(&kept.hand_in);
            kept.hand_in.edit(&asked.edit(until), &sums).map_err(boxed)?;
            Ok((kept.change(), None))
        })
    }

    /// Takes the addresses of a list that was pasted.
    ///
    /// # Errors
    /// As [`Desk::change`].
    pub(crate) fn paste_addresses(
        &self,
        opening: u32,
        language: Language,
        text: &str,
    ) -> Result<view::HandInList, Refusal> {
        let mut list = Pasted::default();
        let done = self.change(opening, language, |seen| {
            let mut kept = known(seen)?;
            list = to_upload(seen).take(&mut kept.hand_in, text);
            Ok((kept.change(), None))
        })?;
        Ok(view::HandInList::of(list, done.log))
    }

    /// Lays the files out at their place.
    ///
    /// # Errors
    /// When nothing is open, other work on packages is being done, or the files cannot be read or written.
    pub(crate) fn lay_out(
        &self,
        opening: u32,
        language: Language,
        tell: impl Fn(PackStep) + Send + Sync,
    ) -> Result<HandInOutcome, Refusal> {
        one_at_a_time(self, tell, |told| {
            let seen = self.see_opening(opening, language)?;
            let (folder, hand_in) = (to_upload(&seen), known(&seen)?.hand_in);
            let target = DiskFs::open_or_create(&self.hand_in_place(&seen))
                .map_err(|e| boxed(HandInError::Folder(e)))?;
            let files = &**seen.open.workspace.files();
            match folder.lay_out(files, &seen.report, &hand_in, &target, told) {
                Ok(done) => Ok(HandInOutcome::Laid {
                    written: count(done.written.len() as u64),
                    kept: count(done.kept.len() as u64),
                    removed: done.removed,
                    others: done.others,
                    map: folder.missing(&hand_in).is_empty(),
                }),
                Err(HandInError::Pack(PackError::Cancelled)) => Ok(HandInOutcome::Cancelled),
                Err(error) => Err(boxed(error)),
            }
        })
    }

    /// The row of a criterion as plain text.
    ///
    /// # Errors
    /// When there is no such criterion.
    pub(crate) fn map_row(&self, language: Language, key: &str) -> Result<String, Refusal> {
        let seen = self.see(language)?;
        let row = to_upload(&seen).row(key, &known(&seen)?.hand_in);
        row.ok_or_else(|| boxed(ShellError::Gone))
    }

    /// The address of a file, or of the portal where none is named.
    ///
    /// # Errors
    /// When it is not known.
    pub(crate) fn hand_in_address(
        &self,
        language: Language,
        name: Option<&str>,
    ) -> Result<String, Refusal> {
        let HandIn { portal, mut items, .. } = known(&self.see(language)?)?.hand_in;
        let address = match name {
            Some(name) => items.remove(name).and_then(|item| item.address),
            None => portal,
        };
        address.ok_or_else(|| boxed(ShellError::Gone))
    }

    /// Where the files will lie: what the learner chose, else a folder of a fixed name in the documents folder, so that a
    /// later run finds what the first one laid out.
    pub(crate) fn hand_in_place(&self, seen: &Seen) -> PathBuf {
        let chosen = held(&seen.open.hand_in_place).clone();
        chosen.unwrap_or_else(|| self.documents.join(name(seen)))
    }

    /// Remembers where the learner wants the files: in that folder when it is empty or was laid out before, else in one of
    /// its own in it.
    ///
    /// # Errors
    /// When another portfolio is open.
    pub(crate) fn choose_hand_in_place(
        &self,
        opening: u32,
        language: Language,
        folder: PathBuf,
    ) -> Result<String, Refusal> {
        let seen = self.see_opening(opening, language)?;
        let fits = DiskFs::open(&folder).is_ok_and(|folder| UploadFolder::fits(&folder));
        let place = if fits { folder } else { folder.join(name(&seen)) };
        let shown = place.display().to_string();
        *held(&seen.open.hand_in_place) = Some(place);
        Ok(shown)
    }
}

fn name(seen: &Seen) -> String {
    artifolio_bundle::upload_name(&seen.reading.portfolio.settings)
}

fn is_laid_out(place: &Path) -> bool {
    DiskFs::open(place).is_ok_and(|folder| UploadFolder::is_laid_out(&folder))
}

fn known(seen: &Seen) -> Result<Kept, Refusal> {
    kept(&**seen.open.workspace.files()).map_err(boxed)
}

/// Its documents are drafts while something required is missing.
fn to_upload(seen: &Seen) -> UploadFolder {
    UploadFolder::of(&seen.reading.portfolio, &seen.reading.profile, seen.report.refuses())
}
