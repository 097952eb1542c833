//! Kind of a file by its first bytes and, where those are shared by many kinds, by its structure. The name decides
//! only between kinds of text.

use std::io;

use artifolio_core::file_facts::FileKind;

use super::media::Media;
use super::ole::Holds;
use super::{iso, matroska, ole, package, sound, text};
use artifolio_clean::is_text;
use artifolio_clean::source::{Source, contains};

/// Bytes looked at first.
const HEAD: u64 = 8 * 1024;
/// A pointer file is a line or two.
const POINTER: u64 = 4 * 1024;

/// What reads a file further.
pub(super) enum Format {
    Jpeg,
    Png,
    Gif,
    Webp,
    Heif,
    Tiff,
    Svg,
    Pdf,
    Ooxml,
    OpenDocument,
    LockedOffice,
    Zip,
    Media(Media),
    /// Video or sound that no browser plays.
    ForeignMedia,
    OldOffice {
        macros: bool,
    },
    Text,
    Empty,
    /// Unknown bytes under a name that promises a known kind.
    Misnamed,
    Other,
}

/// What the first look tells.
pub(super) struct Sniffed {
    pub(super) format: Format,
    pub(super) kind: FileKind,
    /// Extensions that fit, best first.
    pub(super) fits: Vec<String>,
}

fn found(format: Format, kind: FileKind, fits: &[&str]) -> Sniffed {
    Sniffed { format, kind, fits: fits.iter().map(|&extension| extension.to_owned()).collect() }
}

/// Extensions whose files are recognised when they are whole: unknown bytes under one of them are damage.
const PROMISES: [&str; 25] = [
    "jpg", "jpeg", "png", "gif", "webp", "heic", "heif", "tif", "tiff", "pdf", "docx", "pptx",
    "xlsx", "odt", "odp", "ods", "doc", "ppt", "xls", "mp4", "m4v", "mov", "m4a", "webm", "wav",
];
/// More extensions that neither a text nor a nameless zip may have.
const BINARY: [&str; 20] = [
    "jpe", "bmp", "avif", "svg", "docm", "pptm", "xlsm", "ppsx", "mp3", "ogg", "opus", "flac",
    "aac", "avi", "mkv", "wmv", "7z", "rar", "exe", "epub",
];
/// Scripts that a double click runs on some system.
const SCRIPTS: [&str; 16] = [
    "bat", "cmd", "com", "ps1", "vbs", "vbe", "js", "jse", "wsf", "wsh", "hta", "reg", "scr", "sh",
    "command", "desktop",
];
/// Google's pointers to documents, which Drive leaves in a synced folder.
const GOOGLE: [&str; 9] =
    ["gdoc", "gsheet", "gslides", "gdraw", "gform", "gsite", "gtable", "gmap", "gjam"];

/// Looks at a file; `extension` is lower case, without the dot.
pub(super) fn sniff(source: &mut Source, extension: &str) -> io::Result<Sniffed> {
    let head = source.at(0, HEAD)?;
    if head.is_empty() {
        return Ok(found(Format::Empty, FileKind::Unknown, &[]));
    }
    if let Some(sniffed) = signature(&head) {
        return Ok(sniffed);
    }
    if head.starts_with(b"PK\x03\x04") || head.starts_with(b"PK\x05\x06") {
        return Ok(zip(source, &head, extension));
    }
    if head.starts_with(&[0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]) {
        return old_office(source);
    }
    if head.starts_with(b"bplist00") && extension == "webloc" {
        return Ok(found(Format::Other, FileKind::Pointer, &[extension]));
    }
    if is_text(&head) {
        return kind_of_text(source, &head, extension);
    }
    if let Some(sniffed) = media(source, &head).or_else(|| inferred(&head)) {
        return Ok(sniffed);
    }
    Ok(if PROMISES.contains(&extension) {
        found(Format::Misnamed, FileKind::Unknown, &[])
    } else {
        found(Format::Other, FileKind::Unknown, &[])
    })
}

/// Kinds that their first bytes tell beyond doubt.
fn signature(head: &[u8]) -> Option<Sniffed> {
    let riff = |form: &[u8]| head.starts_with(b"RIFF") && head.get(8..12) == Some(form);
    Some(if head.starts_with(&[0xFF, 0xD8, 0xFF]) {
        found(Format::Jpeg, FileKind::WebImage, &["jpg", "jpeg", "jpe", "jfif"])
    } else if head.starts_with(b"\x89PNG\r\n\x1A\n") {
        found(Format::Png, FileKind::WebImage, &["png", "apng"])
    } else if head.starts_with(b"GIF87a") || head.starts_with(b"GIF89a") {
        found(Format::Gif, FileKind::WebImage, &["gif"])
    } else if riff(b"WEBP") {
        found(Format::Webp, FileKind::WebImage, &["webp"])
    } else if is_pdf(head) {
        found(Format::Pdf, FileKind::Pdf, &["pdf", "ai"])
    } else if head.starts_with(b"L\0\0\0\x01\x14\x02\0") {
        found(Format::Other, FileKind::Pointer, &["lnk"])
    } else if head.starts_with(b"book\0\0\0\0mark") {
        found(Format::Other, FileKind::Pointer, &[])
    } else {
        return None;
    })
}

/// Readers accept bytes before the header; words about PDF are no PDF.
fn is_pdf(head: &[u8]) -> bool {
    let window = &head[..head.len().min(1024)];
    head.trim_ascii_start().starts_with(b"%PDF-")
        || (!is_text(window) && contains(window, b"%PDF-"))
}

fn zip(source: &mut Source, head: &[u8], extension: &str) -> Sniffed {
    let Ok(mut archive) = package::open(source) else {
        // Cut off: the first entry still tells an Office file.
        let office = contains(head, b"[Content_Types].xml") || contains(head, b"_rels/.rels");
        return if office {
            found(Format::Ooxml, FileKind::Office, &["docx", "pptx", "xlsx"])
        } else {
            found(Format::Zip, FileKind::Archive, &own(extension, &["zip"]))
        };
    };
    let has = |archive: &package::Archive<'_>, name: &str| archive.index_for_name(name).is_some();
    let types = package::small(&mut archive, "[Content_Types].xml", 1 << 20).unwrap_or_default();
    if let Some((_, fits)) = OOXML.iter().find(|(kind, _)| contains(&types, kind.as_bytes())) {
        return found(Format::Ooxml, FileKind::Office, &[fits]);
    }
    let mimetype = package::small(&mut archive, "mimetype", 100).unwrap_or_default();
    if let Some(form) = mimetype.strip_prefix(b"application/vnd.oasis.opendocument.") {
        let fits = OPEN_DOCUMENT.iter().find(|(name, _)| form.trim_ascii_end() == name.as_bytes());
        return match fits {
            Some((_, fits)) => found(Format::OpenDocument, FileKind::Office, &[fits]),
            None => found(Format::OpenDocument, FileKind::Office, &[]),
        };
    }
    if mimetype.starts_with(b"application/epub+zip") {
        return found(Format::Zip, FileKind::Unknown, &["epub"]);
    }
    if ["Index/Document.iwa", "Index.zip", "index.apxl", "index.xml"]
        .iter()
        .any(|n| has(&archive, n))
    {
        return found(Format::Zip, FileKind::Unknown, &["pages", "key", "numbers"]);
    }
    if has(&archive, "META-INF/MANIFEST.MF") || has(&archive, "AndroidManifest.xml") {
        return found(Format::Zip, FileKind::Program, &["jar", "apk", "war"]);
    }
    found(Format::Zip, FileKind::Archive, &own(extension, &["zip"]))
}

/// Content types of main parts (ECMA-376, MS-OFFMACRO2) and the extension each must have to open.
const OOXML: [(&str, &str); 14] = [
    ("wordprocessingml.document.main+xml", "docx"),
    ("ms-word.document.macroEnabled.main+xml", "docm"),
    ("wordprocessingml.template.main+xml", "dotx"),
    ("ms-word.template.macroEnabledTemplate.main+xml", "dotm"),
    ("presentationml.presentation.main+xml", "pptx"),
    ("ms-powerpoint.presentation.macroEnabled.main+xml", "pptm"),
    ("presentationml.slideshow.main+xml", "ppsx"),
    ("ms-powerpoint.slideshow.macroEnabled.main+xml", "ppsm"),
    ("presentationml.template.main+xml", "potx"),
    ("spreadsheetml.sheet.main+xml", "xlsx"),
    ("ms-excel.sheet.macroEnabled.main+xml", "xlsm"),
    ("spreadsheetml.template.main+xml", "xltx"),
    ("ms-excel.template.macroEnabled.main+xml", "xltm"),
    ("ms-excel.sheet.binary.macroEnabled.main", "xlsb"),
];

const OPEN_DOCUMENT: [(&str, &str); 7] = [
    ("text", "odt"),
    ("presentation", "odp"),
    ("spreadsheet", "ods"),
    ("graphics", "odg"),
    ("text-template", "ott"),
    ("presentation-template", "otp"),
    ("spreadsheet-template", "ots"),
];

fn old_office(source: &mut Source) -> io::Result<Sniffed> {
    let (holds, macros) = ole::read(source)?;
    Ok(match holds {
        Holds::LockedOffice => found(
            Format::LockedOffice,
            FileKind::Office,
            &["docx", "pptx", "xlsx", "docm", "pptm", "xlsm"],
        ),
        Holds::Document(extension) => {
            found(Format::OldOffice { macros }, FileKind::OldOffice, &[extension])
        }
        Holds::Something => {
            found(Format::Other, FileKind::Unknown, &["msi", "msg", "pub", "vsd", "mpp"])
        }
    })
}

fn media(source: &mut Source, head: &[u8]) -> Option<Sniffed> {
    if let Some(kind) = head.get(4..8).filter(|kind| BOXES.contains(kind)) {
        let brand = if kind == b"ftyp" { head.get(8..12).unwrap_or(&[]) } else { b"qt  " };
        return Some(boxed(source, brand));
    }
    let (media, kind, fits): (Media, _, &[&str]) = if head.starts_with(&[0x1A, 0x45, 0xDF, 0xA3]) {
        let (webm, media) = matroska::read(source);
        let kind = if webm { FileKind::WebVideo } else { FileKind::OtherVideo };
        (media, kind, if webm { &["webm", "weba"] } else { &["mkv", "mka", "mk3d"] })
    } else if head.starts_with(b"ID3") || sound::begins_mp3(head) {
        (sound::mp3(source), FileKind::Audio, &["mp3"])
    } else if head.starts_with(b"RIFF") && head.get(8..12) == Some(b"WAVE") {
        (sound::wav(source), FileKind::Audio, &["wav"])
    } else if head.starts_with(b"OggS") {
        let media = sound::ogg(source);
        let kind = if media.is_sound() { FileKind::Audio } else { FileKind::OtherVideo };
        (media, kind, &["ogg", "oga", "opus", "ogv", "ogx", "spx"])
    } else if head.starts_with(b"fLaC") {
        (sound::flac(source), FileKind::Audio, &["flac"])
    } else {
        return None;
    };
    let kind = if media.is_sound() { FileKind::Audio } else { kind };
    Some(found(Format::Media(media), kind, fits))
}

/// Boxes that a file of this family may begin with; old QuickTime has no `ftyp`.
const BOXES: [&[u8]; 5] = [b"ftyp", b"moov", b"mdat", b"wide", b"free"];

fn boxed(source: &mut Source, brand: &[u8]) -> Sniffed {
    match brand {
        b"heic" | b"heix" | b"heim" | b"heis" | b"hevc" | b"hevx" | b"mif1" | b"msf1" => {
            return found(Format::Heif, FileKind::OtherImage, &["heic", "heif", "hif"]);
        }
        b"avif" | b"avis" => return found(Format::Heif, FileKind::OtherImage, &["avif"]),
        b"crx " => return found(Format::Heif, FileKind::OtherImage, &["cr3"]),
        _ => {}
    }
    let media = iso::read(source);
    let sound = media.is_sound();
    let (kind, fits): (_, &[&str]) = match brand {
        b"M4A " | b"M4B " => (FileKind::Audio, &["m4a", "m4b", "mp4", "aac"]),
        _ if sound => (FileKind::Audio, &["m4a", "mp4", "m4b", "mov", "3gp", "aac"]),
        b"qt  " => (FileKind::OtherVideo, &["mov", "qt"]),
        [b'3', b'g', ..] => (FileKind::OtherVideo, &["3gp", "3g2", "mp4"]),
        _ => (FileKind::WebVideo, &["mp4", "m4v", "mov"]),
    };
    found(Format::Media(media), kind, fits)
}

/// Kinds that are only named, not read further.
fn inferred(head: &[u8]) -> Option<Sniffed> {
    use infer::MatcherType as M;
    let known = infer::get(head)?;
    let extension = known.extension();
    let kind = match (known.matcher_type(), extension) {
        (_, "tif" | "cr2") => {
            let fits = ["tif", "tiff", "dng", "nef", "arw", "cr2", "pef", "srw"];
            return Some(found(Format::Tiff, FileKind::OtherImage, &fits));
        }
        (_, "exe" | "elf" | "dll" | "mach" | "class" | "dex" | "swf" | "crx" | "deb" | "rpm") => {
            let fits = ["exe", "dll", "scr", "com", "class", "swf", "deb", "rpm", "appimage"];
            return Some(found(Format::Other, FileKind::Program, &fits));
        }
        (M::Image, _) => FileKind::OtherImage,
        (M::Video, _) => {
            let fits: &[&str] = match extension {
                "mpg" => &["mpg", "mpeg", "m2v", "vob"],
                "wmv" => &["wmv", "asf", "wma"],
                _ => &[extension],
            };
            return Some(found(Format::ForeignMedia, FileKind::OtherVideo, fits));
        }
        (M::Audio, "aac") => FileKind::Audio,
        (M::Audio, _) => return Some(found(Format::ForeignMedia, FileKind::Audio, &[extension])),
        (M::Archive, "pdf" | "ps" | "sqlite" | "eot" | "nes" | "dcm") => FileKind::Unknown,
        (M::Archive, _) => FileKind::Archive,
        _ => FileKind::Unknown,
    };
    Some(found(Format::Other, kind, &[extension]))
}

fn kind_of_text(source: &mut Source, head: &[u8], extension: &str) -> io::Result<Sniffed> {
    let start = text::decode(head).trim_start().to_owned();
    let lower = start.to_ascii_lowercase();
    if lower.starts_with("{\\rtf") {
        return Ok(found(Format::Other, FileKind::OldOffice, &["rtf", "doc"]));
    }
    if lower.starts_with("[internetshortcut]") {
        return Ok(found(Format::Text, FileKind::Pointer, &["url"]));
    }
    if GOOGLE.contains(&extension) || (source.size() <= POINTER && points(&start)) {
        return Ok(found(Format::Text, FileKind::Pointer, &own(extension, &[])));
    }
    if SCRIPTS.contains(&extension) || (start.starts_with("#!") && extension.is_empty()) {
        return Ok(found(Format::Text, FileKind::Program, &[extension]));
    }
    let html = ["html", "htm", "xhtml"];
    let is_html = lower.starts_with('<')
        && (lower.contains("<html")
            || lower.starts_with("<!doctype html")
            || html.contains(&extension));
    Ok(if start.starts_with("WEBVTT") {
        found(Format::Text, FileKind::Text, &["vtt"])
    } else if is_html {
        found(Format::Text, FileKind::Html, &html)
    } else if lower.starts_with('<') && lower.contains("<svg") {
        found(Format::Svg, FileKind::Svg, &["svg"])
    } else {
        found(Format::Text, FileKind::Text, &own(extension, &["txt"]))
    })
}

/// Whether a short text only names a place on the web: what Drive or macOS leaves for a document or address.
fn points(text: &str) -> bool {
    let google = |url: &str| {
        url.starts_with("https://docs.google.com/") || url.starts_with("https://drive.google.com/")
    };
    match serde_json::from_str::<serde_json::Value>(text) {
        Ok(json) => json.get("doc_id").is_some() || json["url"].as_str().is_some_and(google),
        Err(_) => text.contains("<plist") && text.contains("<key>URL</key>"),
    }
}

/// The file's own extension, unless it promises other bytes; then these.
fn own<'a>(extension: &'a str, otherwise: &[&'a str]) -> Vec<&'a str> {
    if extension.is_empty() || PROMISES.contains(&extension) || BINARY.contains(&extension) {
        otherwise.to_vec()
    } else {
        let mut fits = vec![extension];
        fits.extend(otherwise.iter().filter(|other| **other != extension));
        fits
    }
}
