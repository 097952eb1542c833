//! Copies that any browser shows of evidence that it does not show, and posters of films and documents: what a copy would
//! be, who can make it here, and making it. Nothing is written into the portfolio here: that is the change `viewable-copies`.
//!
//! TIFF is read by this program itself, and PDFs are drawn by the [`Drawer`]. For the rest a program is started that is on
//! the machine already: it works on a copy in the app's own scratch folder, and what it leaves there is read and judged as
//! any file is.

mod foreign;
mod tiff;
mod tools;

use std::io::{self, Cursor, Read};
use std::sync::Arc;

use artifolio_clean::source::Source;
use artifolio_clean::{Bytes, Patched};
use artifolio_core::artifact::{Artifact, Evidence, POSTER};
use artifolio_core::clean_copy::Handed;
use artifolio_core::drawing::{Drawer, NotDrawn};
use artifolio_core::file_facts::{FileFacts, FileKind, Opens};
use artifolio_core::path::RelPath;
use artifolio_core::progress::Progress;
use artifolio_core::source::{Vfs, read_whole};

use crate::data_dir::DataDir;
use crate::durable::Sha256;
use crate::error::{VerbError, WorkspaceError};
use crate::inspect;
use crate::read::Reading;

pub use tools::{Maker, Tools, folders};

/// Bytes that an original and its copy may have: both are in memory for a moment.
const LIMIT: u64 = 256 << 20;

/// What a copy is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shape {
    /// PNG or JPEG.
    Picture,
    /// PDF.
    Pdf,
    /// MP4.
    Video,
    /// A still picture, PNG or JPEG, that stands for the item: no copy.
    Poster,
}

impl Shape {
    /// What a copy of a file would be; `None` where browsers show the file, or where no copy could show more.
    #[must_use]
    pub fn of(facts: &FileFacts) -> Option<Self> {
        match facts.kind {
            FileKind::OtherImage => Some(Self::Picture),
            FileKind::Office | FileKind::OldOffice => Some(Self::Pdf),
            FileKind::OtherVideo => Some(Self::Video),
            _ if facts.playable == Some(false) => Some(Self::Video),
            _ => None,
        }
    }

    /// Stable name, for output.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Picture => "picture",
            Self::Pdf => "pdf",
            Self::Video => "video",
            Self::Poster => POSTER,
        }
    }

    /// The key of the header that names such a copy.
    #[must_use]
    pub fn key(self) -> &'static str {
        if self == Self::Poster { POSTER } else { "viewable" }
    }
}

/// An item of evidence whose file browsers do not show, and that has no copy which they show; or one that is no picture, and
/// has none.
#[derive(Debug, Clone)]
pub struct Unshown<'r> {
    /// Its artifact.
    pub artifact: &'r Artifact,
    /// The item.
    pub evidence: &'r Evidence,
    /// Its file, below the artifact's folder; of a link its captured copy.
    pub file: &'r RelPath,
    /// What a copy would be made of: the file, or for a poster what stands beside it.
    pub source: &'r RelPath,
    /// What is known of the source.
    pub facts: &'r FileFacts,
    /// What a copy would be.
    pub shape: Shape,
}

impl<'r> Unshown<'r> {
    /// What an item lacks, the copy before the poster, if it lacks something.
    #[must_use]
    pub fn of(
        reading: &'r Reading,
        artifact: &'r Artifact,
        evidence: &'r Evidence,
    ) -> Option<Self> {
        let facts = |path: &RelPath| reading.portfolio.files.get(&artifact.resolve(path));
        let lacks = |source, shape| {
            let (_, file) = evidence.principal()?;
            Some(Self { artifact, evidence, file, source, facts: facts(source)?, shape })
        };
        let file = evidence.file.as_ref().filter(|_| evidence.viewable.is_none());
        if let Some((file, shape)) = file.and_then(|file| Some((file, Shape::of(facts(file)?)?))) {
            return lacks(file, shape);
        }
        let shown = [&evidence.file, &evidence.viewable, &evidence.capture].into_iter().flatten();
        let known = || shown.clone().filter_map(|path| Some((path, facts(path)?.kind)));
        if evidence.poster.is_some() || known().any(|(_, kind)| is_picture(kind)) {
            return None;
        }
        let (source, _) = known().find(|(_, kind)| *kind == FileKind::Pdf || is_film(*kind))?;
        lacks(source, Shape::Poster)
    }

    /// Who would make the copy; `None` where nothing on this machine can.
    #[must_use]
    pub fn maker(&self, tools: &Tools) -> Option<Maker> {
        tools
            .makers(self.shape, &self.source.extension(), self.facts)
            .next()
            .map(|(maker, _)| maker)
    }
}

fn is_picture(kind: FileKind) -> bool {
    matches!(kind, FileKind::WebImage | FileKind::OtherImage | FileKind::Svg)
}

fn is_film(kind: FileKind) -> bool {
    matches!(kind, FileKind::WebVideo | FileKind::OtherVideo)
}

/// Which items.
#[derive(Debug, Clone, Copy, Default)]
pub struct Only<'a> {
    /// Those of this artifact.
    pub artifact: Option<&'a str>,
    /// The one with this id.
    pub evidence: Option<&'a str>,
}

/// The items that lack a copy or a poster, of all artifacts that are packed.
///
/// # Errors
/// [`VerbError::UnknownArtifact`], [`VerbError::UnknownEvidence`].
pub fn unshown<'r>(reading: &'r Reading, only: Only<'_>) -> Result<Vec<Unshown<'r>>, VerbError> {
    let artifacts: Vec<&Artifact> = match only.artifact {
        Some(id) => vec![crate::change::verbs::artifact(reading, id)?],
        None => reading.portfolio.existing().collect(),
    };
    let named = |item: &Evidence| only.evidence.is_none_or(|id| item.id.as_str() == id);
    let all = || artifacts.iter().flat_map(|a| a.header.evidence.iter().map(move |e| (*a, e)));
    if let Some(id) = only.evidence.filter(|_| !all().any(|(_, item)| named(item))) {
        return Err(VerbError::UnknownEvidence(id.to_owned()));
    }
    Ok(all()
        .filter(|(_, item)| named(item))
        .filter_map(|(artifact, item)| Unshown::of(reading, artifact, item))
        .collect())
}

/// Why a copy was not made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NotMade {
    /// Nothing on this machine can.
    NoTool,
    /// The file, or what it holds, is larger than is worked on.
    TooLarge,
    /// The file cannot be read, or is damaged or locked.
    Unreadable,
    /// It is of a form that is not taken apart.
    Form,
    /// The program made nothing, or nothing that opens.
    Failed,
    /// The program was ended: it took too long.
    TooLong,
}

impl NotMade {
    /// Stable name, for output; the catalogue has words for it (`reason_viewable_NAME`).
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::NoTool => "no-tool",
            Self::TooLarge => "too-large",
            Self::Unreadable => "unreadable",
            Self::Form => "form",
            Self::Failed => "failed",
            Self::TooLong => "too-long",
        }
    }
}

/// A copy that was made and judged, and is in no portfolio yet.
#[derive(Debug, Clone)]
pub struct Copy {
    /// Its bytes.
    pub bytes: Arc<[u8]>,
    /// Their hash.
    pub sha256: Sha256,
    /// Its extension, lower case.
    pub extension: &'static str,
    /// Who made it.
    pub maker: Maker,
    /// The original has more pages, and this shows the first.
    pub first_page: bool,
}

/// What came of one item.
#[derive(Debug, Clone)]
pub struct Outcome {
    /// Id of its artifact.
    pub artifact: String,
    /// Id of the item.
    pub evidence: String,
    /// Its file, below the artifact's folder.
    pub file: RelPath,
    /// What the copy was made of, directly or by another copy; below the artifact's folder.
    pub source: RelPath,
    /// The hash that this had.
    pub of_sha256: String,
    /// What a copy would be, or is.
    pub shape: Shape,
    /// The copy, or why there is none.
    pub copy: Result<Copy, NotMade>,
}

/// Who makes copies, and where.
#[derive(Debug, Clone, Copy)]
pub struct Makers<'a> {
    /// Programs of this machine.
    pub tools: &'a Tools,
    /// Has the scratch folder in which they work.
    pub data: &'a DataDir,
    /// Draws PDFs.
    pub drawer: &'a dyn Drawer,
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
    for (done, item) in items.iter().enumerate() {
        let go_on = || progress.advance(done as u64, items.len() as u64);
        let known = |outcomes: &[Outcome], shape| {
            let same = |o: &&Outcome| o.of_sha256 == item.facts.sha256 && o.shape == shape;
            outcomes.iter().find(same).map(|before| before.copy.clone())
        };
        let copy = match known(&outcomes, item.shape) {
            Some(copy) => copy,
            None => one(files, reading, item, makers, &go_on)?,
        };
        let becomes = copy.clone().ok().filter(|_| item.evidence.poster.is_none());
        outcomes.push(outcome(item, item.shape, copy));
        if let (Some(copy), Shape::Pdf | Shape::Video) = (becomes, item.shape) {
            let poster = match known(&outcomes, Shape::Poster) {
                Some(poster) => poster,
                None => {
                    let facts = inspect::bytes(&copy.bytes, copy.extension);
                    let of = Of { bytes: &copy.bytes, extension: copy.extension, facts: &facts };
                    by_whoever_can(Shape::Poster, of, makers, &go_on)?
                }
            };
            outcomes.push(outcome(item, Shape::Poster, poster));
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
        Some(Handed::Gone(_)) => return Ok(Err(NotMade::Unreadable)),
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
    }
    Ok(Err(last))
}

/// The first page of a PDF.
fn drawn(pdf: &[u8], drawer: &dyn Drawer, go_on: foreign::GoOn<'_>) -> Result<Raw, NotMade> {
    let bytes = drawer.first_page(pdf, go_on).map_err(|why| match why {
        NotDrawn::NoProgram => NotMade::NoTool,
        NotDrawn::Unreadable => NotMade::Unreadable,
        NotDrawn::TooLong => NotMade::TooLong,
        NotDrawn::Stopped => NotMade::Failed,
    })?;
    let extension = if bytes.starts_with(b"\x89PNG") { "png" } else { "jpg" };
    Ok(Raw { bytes, extension, first_page: false })
}

/// What somebody made, not looked at yet.
struct Raw {
    bytes: Vec<u8>,
    extension: &'static str,
    first_page: bool,
}

/// Takes what was made if it opens as what it says and any browser shows it, without what it tells of people: a program
/// copies the author's name along.
fn judged(raw: Raw, maker: Maker) -> Result<Copy, NotMade> {
    let Raw { bytes, extension, first_page } = raw;
    let told: Arc<[u8]> = bytes.into();
    let bytes = without_details(&told).unwrap_or(told);
    if !is_shown(&inspect::bytes(&bytes, extension), extension) {
        return Err(NotMade::Failed);
    }
    let sha256 = Sha256::of(&bytes);
    Ok(Copy { bytes, sha256, extension, maker, first_page })
}

/// Whether a file with this extension can stand beside what browsers do not show.
pub(crate) fn is_shown(facts: &FileFacts, extension: &str) -> bool {
    facts.is_shown_everywhere()
        && facts.opens == Opens::Yes
        && facts.fits.iter().any(|fit| fit == extension)
}

/// `None` where there is nothing to remove or it cannot be removed; the checks say the latter.
fn without_details(bytes: &Arc<[u8]>) -> Option<Arc<[u8]>> {
    let file = || Cursor::new(Arc::clone(bytes));
    let mut source = Source::new(Box::new(file()), bytes.len() as u64);
    match artifolio_clean::clean(&mut source).ok()?.bytes {
        Bytes::Same => None,
        Bytes::Whole(clean) => Some(clean.into()),
        Bytes::Patched(patches) => {
            let mut clean = Vec::new();
            Patched::new(file(), patches).ok()?.read_to_end(&mut clean).ok()?;
            Some(clean.into())
        }
    }
}

#[cfg(test)]
mod tests;
