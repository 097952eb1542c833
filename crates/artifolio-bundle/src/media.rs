//! What a file in a bundle is, by its extension: media type for the browser and the crate, a word for people, and
//! which extensions a bundle name may have at all.

/// Extension, media type, key of the word for people. An extension that is not here is not taken over into a bundle
/// name: behind an unknown "extension" may stand half a name ("essay.maria").
const TYPES: &[(&str, &str, &str)] = &[
    ("3gp", "video/3gpp", "video"),
    ("7z", "application/x-7z-compressed", "archive"),
    ("aac", "audio/aac", "audio"),
    ("avi", "video/x-msvideo", "video"),
    ("avif", "image/avif", "picture"),
    ("bmp", "image/bmp", "picture"),
    ("c", "text/x-c", "text"),
    ("cpp", "text/x-c++", "text"),
    ("csv", "text/csv", "table"),
    ("doc", "application/msword", "document"),
    ("docm", "application/vnd.ms-word.document.macroEnabled.12", "document"),
    ("docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document", "document"),
    ("epub", "application/epub+zip", "document"),
    ("flac", "audio/flac", "audio"),
    ("flipchart", "application/octet-stream", "slides"),
    ("gdoc", "application/json", "file"),
    ("gsheet", "application/json", "file"),
    ("gslides", "application/json", "file"),
    ("ggb", "application/vnd.geogebra.file", "file"),
    ("gif", "image/gif", "picture"),
    ("heic", "image/heic", "picture"),
    ("heif", "image/heif", "picture"),
    ("htm", "text/html", "page"),
    ("html", "text/html", "page"),
    ("ics", "text/calendar", "text"),
    ("ipynb", "application/x-ipynb+json", "file"),
    ("java", "text/x-java", "text"),
    ("jpeg", "image/jpeg", "picture"),
    ("jpg", "image/jpeg", "picture"),
    ("js", "text/javascript", "text"),
    ("json", "application/json", "text"),
    ("key", "application/vnd.apple.keynote", "slides"),
    ("m4a", "audio/mp4", "audio"),
    ("m4v", "video/mp4", "video"),
    ("md", "text/markdown", "text"),
    ("mid", "audio/midi", "audio"),
    ("mkv", "video/x-matroska", "video"),
    ("mov", "video/quicktime", "video"),
    ("mp3", "audio/mpeg", "audio"),
    ("mp4", "video/mp4", "video"),
    ("mpg", "video/mpeg", "video"),
    ("notebook", "application/octet-stream", "slides"),
    ("numbers", "application/vnd.apple.numbers", "table"),
    ("odp", "application/vnd.oasis.opendocument.presentation", "slides"),
    ("ods", "application/vnd.oasis.opendocument.spreadsheet", "table"),
    ("odt", "application/vnd.oasis.opendocument.text", "document"),
    ("oga", "audio/ogg", "audio"),
    ("ogg", "audio/ogg", "audio"),
    ("ogv", "video/ogg", "video"),
    ("opus", "audio/ogg", "audio"),
    ("pages", "application/vnd.apple.pages", "document"),
    ("pdf", "application/pdf", "pdf"),
    ("png", "image/png", "picture"),
    ("pps", "application/vnd.ms-powerpoint", "slides"),
    ("ppsx", "application/vnd.openxmlformats-officedocument.presentationml.slideshow", "slides"),
    ("ppt", "application/vnd.ms-powerpoint", "slides"),
    ("pptm", "application/vnd.ms-powerpoint.presentation.macroEnabled.12", "slides"),
    ("pptx", "application/vnd.openxmlformats-officedocument.presentationml.presentation", "slides"),
    ("psd", "image/vnd.adobe.photoshop", "picture"),
    ("py", "text/x-python", "text"),
    ("rtf", "application/rtf", "document"),
    ("sb2", "application/x.scratch.sb2", "file"),
    ("sb3", "application/x.scratch.sb3", "file"),
    ("srt", "application/x-subrip", "text"),
    ("stl", "model/stl", "file"),
    ("svg", "image/svg+xml", "picture"),
    ("tex", "application/x-tex", "text"),
    ("tif", "image/tiff", "picture"),
    ("tiff", "image/tiff", "picture"),
    ("tsv", "text/tab-separated-values", "table"),
    ("txt", "text/plain", "text"),
    ("url", "text/plain", "file"),
    ("vtt", "text/vtt", "captions"),
    ("wav", "audio/wav", "audio"),
    ("weba", "audio/webm", "audio"),
    ("webloc", "application/xml", "file"),
    ("webm", "video/webm", "video"),
    ("webp", "image/webp", "picture"),
    ("wma", "audio/x-ms-wma", "audio"),
    ("wmv", "video/x-ms-wmv", "video"),
    ("xls", "application/vnd.ms-excel", "table"),
    ("xlsm", "application/vnd.ms-excel.sheet.macroEnabled.12", "table"),
    ("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "table"),
    ("xml", "application/xml", "text"),
    ("zip", "application/zip", "archive"),
];

/// Extension of a file that nothing is known of.
const UNKNOWN: &str = "bin";

/// How a page shows a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Shown {
    Picture,
    Video,
    Audio,
    Pdf,
    /// As a link.
    Link,
}

/// The extension a file gets in a bundle: its own where it is a known one, else the one that fits its bytes best.
pub(crate) fn extension<'a>(own: &'a str, fits: &'a [String]) -> &'a str {
    let known = |ext: &&str| find(ext).is_some();
    Some(own)
        .filter(known)
        .or_else(|| fits.iter().map(String::as_str).find(known))
        .unwrap_or(UNKNOWN)
}

/// The media type of a file: of its extension while that fits its bytes, else of what the bytes are.
pub(crate) fn media_type(extension: &str, fits: &[String]) -> &'static str {
    let ext = match fits.first() {
        Some(best) if !fits.iter().any(|fit| fit == extension) => best,
        _ => extension,
    };
    find(ext).map_or("application/octet-stream", |(_, media_type, _)| media_type)
}

/// Key of the word for people: `bundle_type_…` in the catalogue.
pub(crate) fn word(extension: &str) -> &'static str {
    find(extension).map_or("file", |(_, _, word)| word)
}

/// How a page shows a file of this type. Only what every browser of today shows is embedded.
pub(crate) fn shown(media_type: &str) -> Shown {
    match media_type {
        "image/jpeg" | "image/png" | "image/gif" | "image/webp" | "image/svg+xml"
        | "image/avif" | "image/bmp" => Shown::Picture,
        "video/mp4" | "video/webm" => Shown::Video,
        "audio/mpeg" | "audio/mp4" | "audio/aac" | "audio/wav" | "audio/ogg" | "audio/webm"
        | "audio/flac" => Shown::Audio,
        "application/pdf" => Shown::Pdf,
        _ => Shown::Link,
    }
}

/// Whether paper shows a file of this type: what the printer can read.
pub(crate) fn is_printed(media_type: &str) -> bool {
    matches!(media_type, "image/jpeg" | "image/png" | "image/gif" | "image/webp")
}

/// Whether a file of this type is a picture that stands still and that browsers and paper show.
pub(crate) fn is_still(media_type: &str) -> bool {
    media_type != "image/gif" && is_printed(media_type)
}

/// Whether a file that the writer makes is text, which is deflated in the zip.
pub(crate) fn is_text(path: &str) -> bool {
    const TEXT: [&str; 5] = ["html", "css", "csv", "json", "txt"];
    path.rsplit_once('.').is_some_and(|(_, extension)| TEXT.contains(&extension))
}

fn find(extension: &str) -> Option<&'static (&'static str, &'static str, &'static str)> {
    TYPES.iter().find(|(ext, ..)| *ext == extension)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_unknown_extension_never_reaches_a_name() {
        let png = ["png".to_owned()];
        assert_eq!(extension("jpeg", &[]), "jpeg");
        assert_eq!(extension("maria", &png), "png");
        assert_eq!(extension("maria", &[]), "bin");
        assert_eq!(extension("", &[]), "bin");
        assert_eq!(extension("maria", &["lopez".to_owned()]), "bin");
    }

    #[test]
    fn the_bytes_decide_the_type_where_the_extension_lies() {
        let jpeg = ["jpg".to_owned(), "jpeg".to_owned()];
        assert_eq!(media_type("jpeg", &jpeg), "image/jpeg");
        assert_eq!(media_type("png", &jpeg), "image/jpeg");
        assert_eq!(media_type("png", &[]), "image/png");
        assert_eq!(media_type("bin", &[]), "application/octet-stream");
    }

    #[test]
    fn every_word_is_in_the_catalogue() {
        let catalogue =
            artifolio_core::message::Catalogue::of(artifolio_core::message::Language::En);
        for (ext, _, word) in TYPES {
            assert!(catalogue.has(&format!("bundle_type_{word}")), "{ext}: {word}");
        }
    }
}
