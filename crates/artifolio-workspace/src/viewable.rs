//! Copies that any browser shows of evidence that it does not show, and posters of films and documents: what a copy would
//! be, who can make it here, and making it. Nothing is written into the portfolio here: that is the change `viewable-copies`.
//!
//! TIFF is read by this program itself, and PDFs are drawn by the [`Drawer`](artifolio_core::drawing::Drawer). For the rest a program is started that is on
//! the machine already: it works on a copy in the app's own scratch folder, and what it leaves there is read and judged as
//! any file is.

mod foreign;
mod making;
mod tiff;
mod tools;

use std::sync::Arc;

use artifolio_core::artifact::{Artifact, Evidence, POSTER};
use artifolio_core::file_facts::{FileFacts, FileKind, Opens};
use artifolio_core::path::RelPath;

use crate::durable::Sha256;
use crate::error::VerbError;
use crate::read::Reading;

pub use making::{Makers, make};
pub use tools::{Maker, Tools, folders};

/// Bytes that an original and its copy may have: both are in memory for a moment.
const LIMIT: u64 = 256 << 20;
/// Bytes of copies that are made before they are brought in.
pub const TOGETHER: usize = 256 << 20;

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

    /// Whether anything is to be said of it: a poster that nothing here can make is missed by nobody.
    #[must_use]
    pub fn is_told(&self, tools: &Tools) -> bool {
        self.shape != Shape::Poster || self.maker(tools).is_some()
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
    /// Its clean copy, of which it would be made, is gone or damaged.
    NoCleanCopy,
    /// It is of a form that is not taken apart.
    Form,
    /// The program made nothing, or nothing that opens.
    Failed,
    /// The program was ended: it took too long.
    TooLong,
    /// Not tried: much was made before it, and is to be brought in first.
    Later,
}

impl NotMade {
    /// Stable name, for output; the catalogue has words for it (`reason_viewable_NAME`).
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::NoTool => "no-tool",
            Self::TooLarge => "too-large",
            Self::Unreadable => "unreadable",
            Self::NoCleanCopy => "no-clean-copy",
            Self::Form => "form",
            Self::Failed => "failed",
            Self::TooLong => "too-long",
            Self::Later => "later",
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

/// What somebody made, not looked at yet.
struct Raw {
    bytes: Vec<u8>,
    extension: &'static str,
    first_page: bool,
}

/// Whether a file with this extension can stand beside what browsers do not show.
pub(crate) fn is_shown(facts: &FileFacts, extension: &str) -> bool {
    facts.is_shown_everywhere()
        && facts.opens == Opens::Yes
        && facts.fits.iter().any(|fit| fit == extension)
}

#[cfg(test)]
mod tests;
