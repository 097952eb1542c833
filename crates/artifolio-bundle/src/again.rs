//! A submission made again, as it was handed in: from what it said and the evidence, wherever that lies by now.

use artifolio_core::path::RelPath;
use artifolio_core::progress::Progress;
use artifolio_core::receipt::Content;
use artifolio_core::source::Vfs;

use crate::error::PackError;
use crate::pack::{Packed, written};
use crate::paper::Printer;
use crate::submission::Submission;

/// What was kept of a submission.
#[derive(Debug, Clone, Copy)]
pub struct Again<'a> {
    /// Its `portfolio.json`.
    pub said: &'a [u8],
    /// Its evidence: `from` is where bytes of this checksum lie now.
    pub contents: &'a [Content],
    /// Name and version of this program: only the one that made it makes the same bytes of it.
    pub app: &'a str,
    /// Sets the PDF.
    pub printer: &'a dyn Printer,
}

/// Writes it as `name` in `out`. Whether it is the same is told by its checksum.
///
/// # Errors
/// [`PackError::AgainUnreadable`] where what it said cannot be read, [`PackError::AgainOther`] where another version
/// made it, [`PackError::AgainMissing`] with the evidence that is not there, else as of [`pack()`](crate::pack()).
pub fn again(
    source: &dyn Vfs,
    kept: Again<'_>,
    out: &dyn Vfs,
    name: &RelPath,
    progress: &dyn Progress,
) -> Result<Packed, PackError> {
    let submission: Submission =
        serde_json::from_slice(kept.said).map_err(|_| PackError::AgainUnreadable)?;
    if submission.app != kept.app {
        return Err(PackError::AgainOther { made_by: submission.app });
    }
    let mut contents = vec![];
    let mut missing = vec![];
    for file in &submission.files {
        match kept.contents.iter().find(|content| content.name == file.path) {
            Some(content) => contents.push(content.clone()),
            None => missing.push(file.name().to_owned()),
        }
    }
    if !missing.is_empty() {
        return Err(PackError::AgainMissing(missing));
    }
    written(source, submission, contents, out, name, kept.printer, progress)
}
