//! Facts about one file, as the workspace reads them off its bytes; the checks decide from these alone.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use crate::private::{CannotClean, Private};

/// What the first bytes and the structure say a file is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum FileKind {
    /// JPEG, PNG, GIF, WebP: every browser shows it.
    WebImage,
    /// HEIC, TIFF, RAW …: a picture that a browser may not show.
    OtherImage,
    /// SVG.
    Svg,
    /// PDF.
    Pdf,
    /// Word, PowerPoint, Excel and OpenDocument of today (zip).
    Office,
    /// .doc, .ppt, .xls of before 2007.
    OldOffice,
    /// MP4, WebM: video that a browser plays.
    WebVideo,
    /// MOV, AVI, MKV, WMV …
    OtherVideo,
    /// MP3, M4A, WAV, OGG.
    Audio,
    /// Text, Markdown, CSV, WebVTT.
    Text,
    /// HTML.
    Html,
    /// Zip and other archives.
    Archive,
    /// A program or script that a click would run.
    Program,
    /// `.gdoc`, `.gsheet`, `.gslides`, `.url`, `.webloc`: points at a document, is none.
    Pointer,
    /// Anything else.
    Unknown,
}

/// Why a file does not open.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Opens {
    /// Its structure was read to the end.
    Yes,
    /// Nothing here can judge this kind.
    NotJudged,
    /// Needs a password.
    Password,
    /// Broken; the reason is for the log, the checks speak plainly.
    Broken(String),
}

/// What is known of one file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FileFacts {
    /// Bytes.
    pub size: u64,
    /// SHA-256 of all bytes, hex.
    pub sha256: String,
    /// What its bytes say it is.
    pub kind: FileKind,
    /// Extensions that fit these bytes, lower case, best first; empty when unknown.
    pub fits: Vec<String>,
    /// Whether it opens.
    pub opens: Opens,
    /// Pages of a PDF, slides of a presentation.
    pub pages: Option<u32>,
    /// Width and height in pixels of a picture that browsers show, as it is shown (turned); `None` where it is not known.
    pub pixels: Option<(u32, u32)>,
    /// Milliseconds of audio or video.
    pub duration_ms: Option<u64>,
    /// Whether a video has an audio track; `None` when it is no video or cannot be told.
    pub has_audio: Option<bool>,
    /// Whether a video or audio file's codecs play in a browser; `None` when it cannot be told.
    pub playable: Option<bool>,
    /// Kinds of private details in it.
    pub private: BTreeSet<Private>,
    /// Why no clean copy of it can be made; `None` also where there is nothing to remove.
    pub cannot_clean: Option<CannotClean>,
    /// Holds an author's or device owner's name in its properties (the value, for the roster check; never printed).
    pub author: Option<String>,
    /// Office file with macros.
    pub macros: bool,
    /// Text found in it, at most [`MAX_TEXT`] bytes; empty where there is none.
    pub text: String,
}

impl FileFacts {
    /// Whether any browser shows it, so that it can stand beside a file that browsers do not show.
    #[must_use]
    pub fn is_shown_everywhere(&self) -> bool {
        use FileKind::{Audio, Html, Pdf, Svg, Text, WebImage, WebVideo};
        matches!(self.kind, WebImage | Svg | Pdf | WebVideo | Audio | Html | Text)
            && self.playable != Some(false)
    }

    /// Whether it is a picture that can stand for what is not opened yet: PNG, JPEG or WebP. A GIF moves.
    #[must_use]
    pub fn is_still(&self) -> bool {
        self.kind == FileKind::WebImage && !self.fits.iter().any(|fit| fit == "gif")
    }
}

/// Text that is kept of one file, in bytes: enough to find names in a long document, bounded against bombs.
pub const MAX_TEXT: usize = 1 << 20;
