//! Making copies: by this program, the drawer or a program of the machine, and judging what they made.

use std::io::{self, Cursor};
use std::sync::Arc;

use artifolio_clean::Bytes;
use artifolio_clean::source::Source;
use artifolio_core::clean_copy::Handed;
use artifolio_core::drawing::{Drawer, NotDrawn};
use artifolio_core::file_facts::{FileFacts, Opens};
use artifolio_core::progress::Progress;
use artifolio_core::source::{Vfs, read_whole};

use super::{
    Copy, LIMIT, Maker, NotMade, Outcome, Raw, Shape, Tools, Unshown, foreign, is_shown, tiff,
};
use crate::data_dir::DataDir;
use crate::durable::Sha256;
use crate::error::{VerbError, WorkspaceError};
use crate::inspect;
use crate::read::Reading;

/// Who makes copies, and where.
#[derive(Debug, Clone, Copy)]
pub struct Makers<'a> {
    /// Programs of this machine.
    pub tools: &'a Tools,
    /// Has the scratch folder in which they work.
    pub data: &'a DataDir,
    /// Draws PDFs.
    pub drawer: &'a dyn Drawer,
    /// Bytes of copies that may be in memory until they are brought in, [`TOGETHER`](super::TOGETHER); the last may go beyond.
    pub together: usize,
}

/// Makes the copies of these items, each file's once; one that becomes a PDF or a film gets its poster too, behind it. It may
/// take minutes, and nothing of the portfolio is held meanwhile.
///
/// # Errors
/// [`WorkspaceError::DataFolder`] or [`WorkspaceError::Locked`] where a program needs the scratch folder and it cannot be had;
/// [`VerbError::Cancelled`].
pub fn make(
    files: &dyn Vfs,
    reading: &Reading,
    items: &[Unshown<'_>],
    makers: Makers<'_>,
    progress: &dyn Progress,
) -> Result<Vec<Outcome>, WorkspaceError> {
    let mut outcomes: Vec<Outcome> = Vec::new();
    // Of each outcome, the checksum of what is handed in: the same file may have a clean copy in one artifact and none in
    // another.
    let mut of: Vec<Option<String>> = Vec::new();
    let mut held = 0;
    for (done, item) in items.iter().enumerate() {
        let go_on = || progress.advance(done as u64, items.len() as u64);
        let handed = reading.portfolio.handed(item.artifact, item.source);
        let handed = handed.and_then(|handed| Some(handed.facts()?.sha256.clone()));
        let known = |outcomes: &[Outcome], of: &[Option<String>], shape| {
            let mut all = outcomes.iter().zip(of);
            let same = all.find(|(o, of)| handed.is_some() && **of == handed && o.shape == shape);
            same.map(|(before, _)| before.copy.clone())
        };
        let copy = match known(&outcomes, &of, item.shape) {
            Some(copy) => copy,
            None if held > makers.together => Err(NotMade::Later),
            None => one(files, reading, item, makers, &go_on)?,
        };
        held += copy.as_ref().map_or(0, |copy| copy.bytes.len());
        let becomes = copy.clone().ok().filter(|_| item.evidence.poster.is_none());
        outcomes.push(outcome(item, item.shape, copy));
        of.push(handed.clone());
        if let (Some(copy), Shape::Pdf | Shape::Video) = (becomes, item.shape) {
            let poster = match known(&outcomes, &of, Shape::Poster) {
                Some(poster) => poster,
                None => {
                    let facts = inspect::bytes(&copy.bytes, copy.extension);
                    let of = Of { bytes: &copy.bytes, extension: copy.extension, facts: &facts };
                    by_whoever_can(Shape::Poster, of, makers, &go_on)?
                }
            };
            outcomes.push(outcome(item, Shape::Poster, poster));
            of.push(handed);
        }
        if go_on().is_break() {
            return Err(VerbError::Cancelled.into());
        }
    }
    Ok(outcomes)
}

fn outcome(item: &Unshown<'_>, shape: Shape, copy: Result<Copy, NotMade>) -> Outcome {
    Outcome {
        artifact: item.artifact.header.id.to_string(),
        evidence: item.evidence.id.to_string(),
        file: item.file.clone(),
        source: item.source.clone(),
        of_sha256: item.facts.sha256.clone(),
        shape,
        copy,
    }
}

/// Makes what one item lacks.
fn one(
    files: &dyn Vfs,
    reading: &Reading,
    item: &Unshown<'_>,
    makers: Makers<'_>,
    go_on: foreign::GoOn<'_>,
) -> Result<Result<Copy, NotMade>, WorkspaceError> {
    if matches!(item.facts.opens, Opens::Password | Opens::Broken(_)) {
        return Ok(Err(NotMade::Unreadable));
    }
    // What a clean copy is without is not to come back by this way.
    let path = match reading.portfolio.handed(item.artifact, item.source) {
        Some(Handed::Copy(place, ..)) => place,
        Some(Handed::Gone(_)) => return Ok(Err(NotMade::NoCleanCopy)),
        Some(Handed::Itself(..)) | None => item.artifact.resolve(item.source),
    };
    let original = match read_whole(files, &path, LIMIT) {
        Ok(bytes) => bytes,
        Err(error) if error.kind() == io::ErrorKind::FileTooLarge => {
            return Ok(Err(NotMade::TooLarge));
        }
        Err(_) => return Ok(Err(NotMade::Unreadable)),
    };
    let of = Of { bytes: &original, extension: &item.source.extension(), facts: item.facts };
    by_whoever_can(item.shape, of, makers, go_on)
}

/// What a copy is made of.
#[derive(Clone, Copy)]
struct Of<'a> {
    bytes: &'a [u8],
    extension: &'a str,
    facts: &'a FileFacts,
}

/// Makes one copy by whoever can, one after the other; the last one says why it could not.
fn by_whoever_can(
    shape: Shape,
    of: Of<'_>,
    makers: Makers<'_>,
    go_on: foreign::GoOn<'_>,
) -> Result<Result<Copy, NotMade>, WorkspaceError> {
    let Of { bytes: original, extension, facts } = of;
    let mut last = NotMade::NoTool;
    for (maker, program) in makers.tools.makers(shape, extension, facts) {
        let made = match program {
            None if shape == Shape::Poster => drawn(original, makers.drawer, go_on),
            None => tiff::shown(original),
            Some(program) => {
                let job = foreign::Job { maker, program, shape, extension, original };
                foreign::made(&job, makers.data, go_on)?
            }
        };
        match made.and_then(|raw| judged(raw, maker)) {
            Ok(copy) => return Ok(Ok(copy)),
            Err(why) => last = why,
        }
        if go_on().is_break() {
            return Err(VerbError::Cancelled.into());
        }
    }
    Ok(Err(last))
}

/// The first page of a PDF, without comments on it: who cleans the file later is not to find them in its picture.
fn drawn(pdf: &[u8], drawer: &dyn Drawer, go_on: foreign::GoOn<'_>) -> Result<Raw, NotMade> {
    let told: Arc<[u8]> = pdf.into();
    let pdf = without_details(&told).unwrap_or(told);
    let bytes = drawer.first_page(&pdf, go_on).map_err(|why| match why {
        NotDrawn::NoProgram => NotMade::NoTool,
        NotDrawn::Unreadable => NotMade::Unreadable,
        NotDrawn::TooLong => NotMade::TooLong,
        NotDrawn::Stopped => NotMade::Failed,
    })?;
    let extension = if bytes.starts_with(b"\x89PNG") { "png" } else { "jpg" };
    Ok(Raw { bytes, extension, first_page: false })
}

/// Takes what was made if it opens as what it says and any browser shows it, without what it tells of people: a program
/// copies the author's name along.
pub(super) fn judged(raw: Raw, maker: Maker) -> Result<Copy, NotMade> {
    let Raw { bytes, extension, first_page } = raw;
    let told: Arc<[u8]> = bytes.into();
    let bytes = without_details(&told).unwrap_or(told);
    if !is_shown(&inspect::bytes(&bytes, extension), extension) {
        return Err(NotMade::Failed);
    }
    let sha256 = Sha256::of(&bytes);
    Ok(Copy { bytes, sha256, extension, maker, first_page })
}

/// `None` where there is nothing to remove or it cannot be removed; the checks say the latter.
fn without_details(bytes: &Arc<[u8]>) -> Option<Arc<[u8]>> {
    let mut source = Source::new(Box::new(Cursor::new(Arc::clone(bytes))), bytes.len() as u64);
    match artifolio_clean::clean(&mut source).ok()?.bytes {
        Bytes::Same => None,
        clean => Some(clean.of(bytes).into()),
    }
}
