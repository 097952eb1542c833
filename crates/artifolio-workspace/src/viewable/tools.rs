//! Programs on the machine that make viewable copies. They are found by looking into folders that the caller names, and
//! nothing is started for it.

use std::env;
use std::ffi::OsStr;
use std::path::{Path, PathBuf};

use artifolio_core::drawing::Drawer;
use artifolio_core::file_facts::{FileFacts, FileKind};

use super::{Shape, is_film};

/// Who makes a copy.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Maker {
    /// This program.
    Artifolio,
    /// Office files to PDF.
    LibreOffice,
    /// Video to MP4, and a picture of it.
    Ffmpeg,
    /// The pictures of macOS.
    Sips,
    /// HEIC to JPEG.
    Libheif,
    /// Any picture to JPEG.
    ImageMagick,
}

impl Maker {
    /// What it is called, in every language.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Artifolio => "Artifolio",
            Self::LibreOffice => "LibreOffice",
            Self::Ffmpeg => "FFmpeg",
            Self::Sips => "macOS (sips)",
            Self::Libheif => "libheif",
            Self::ImageMagick => "ImageMagick",
        }
    }

    fn makes(self, shape: Shape, extension: &str) -> bool {
        match self {
            Self::Artifolio => false,
            Self::LibreOffice => shape == Shape::Pdf,
            Self::Ffmpeg => matches!(shape, Shape::Video | Shape::Poster),
            Self::Libheif => shape == Shape::Picture && HEIF.contains(&extension),
            Self::Sips | Self::ImageMagick => shape == Shape::Picture,
        }
    }
}

/// Extensions of what libheif reads.
const HEIF: [&str; 4] = ["heic", "heif", "hif", "avif"];

/// The programs by the names they have, best first.
const NAMES: [(Maker, &[&str]); 5] = [
    (Maker::LibreOffice, &["soffice", "libreoffice"]),
    (Maker::Ffmpeg, &["ffmpeg"]),
    (Maker::Sips, &["sips"]),
    (Maker::Libheif, &["heif-convert", "heif-dec"]),
    // Not `convert`: on Windows that is a program for disks.
    (Maker::ImageMagick, &["magick"]),
];

/// Where installers put these programs without telling `PATH`; a program that a desktop starts has a short one.
const FIXED: &[&str] = if cfg!(target_os = "macos") {
    &[
        "/Applications/LibreOffice.app/Contents/MacOS",
        "/opt/homebrew/bin",
        "/usr/local/bin",
        "/usr/bin",
    ]
} else if cfg!(windows) {
    &[r"C:\Program Files\LibreOffice\program", r"C:\Program Files (x86)\LibreOffice\program"]
} else {
    &[]
};

/// The folders to look into: those of `PATH`, which is given, and those where installers put such programs.
#[must_use]
pub fn folders(path: Option<&OsStr>) -> Vec<PathBuf> {
    // A relative one would be looked up from whatever folder this runs in.
    let named = path.map(env::split_paths).into_iter().flatten().filter(|path| path.is_absolute());
    named.chain(FIXED.iter().map(PathBuf::from)).collect()
}

/// The programs that were found.
#[derive(Debug, Clone, Default)]
pub struct Tools {
    found: Vec<(Maker, PathBuf)>,
    /// PDFs can be drawn.
    draws: bool,
}

impl Tools {
    /// Those that lie in these folders, the first of each, and who draws PDFs.
    #[must_use]
    pub fn among(folders: &[PathBuf], drawer: &dyn Drawer) -> Self {
        let place = |names: &[&str]| {
            let files = names.iter().map(|name| format!("{name}{}", env::consts::EXE_SUFFIX));
            files.flat_map(|file| folders.iter().map(move |f| f.join(&file))).find(|p| p.is_file())
        };
        let found = NAMES.iter().filter_map(|(maker, names)| Some((*maker, place(names)?)));
        Self { found: found.collect(), draws: drawer.is_there() }
    }

    /// Who can make such a copy of a file, best first, with their programs; this program needs none.
    pub(super) fn makers<'t>(
        &'t self,
        shape: Shape,
        extension: &str,
        facts: &FileFacts,
    ) -> impl Iterator<Item = (Maker, Option<&'t Path>)> + use<'t> {
        // Raw pictures of cameras are built as TIFF is, and their first page is a stamp.
        let tiff = matches!(extension, "tif" | "tiff") && facts.fits.iter().any(|fit| fit == "tif");
        let fits = facts.fits.iter().any(|fit| fit == extension);
        let extension = extension.to_owned();
        let own = match shape {
            Shape::Poster => self.draws && facts.kind == FileKind::Pdf,
            _ => tiff,
        };
        let own = own.then_some((Maker::Artifolio, None));
        let fits = fits && (shape != Shape::Poster || is_film(facts.kind));
        // A program that goes by the name of a file is misled by one that is no such file.
        let others =
            self.found.iter().filter(move |(maker, _)| fits && maker.makes(shape, &extension));
        own.into_iter().chain(others.map(|(maker, program)| (*maker, Some(program.as_path()))))
    }
}
