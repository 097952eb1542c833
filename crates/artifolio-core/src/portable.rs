//! Names of files that Windows, macOS and Linux, and the sync services on them, take alike.
//!
//! Sources: Microsoft's "Naming files, paths, and namespaces" and OneDrive's "Restrictions and limitations".

use unicode_normalization::UnicodeNormalization as _;

use crate::source::is_ignored;

/// Longest name in bytes that is made here; every common file system takes 255, and a suffix must still fit.
pub const MAX_NAME: usize = 120;

/// Longest name in bytes that is taken without complaint.
const LONGEST: usize = 240;

const FORBIDDEN: [char; 9] = ['"', '*', ':', '<', '>', '?', '/', '\\', '|'];
const DEVICES: [&str; 6] = ["con", "prn", "aux", "nul", "conin$", "conout$"];
const TAKEN: [&str; 2] = [".lock", "desktop.ini"];

/// What makes a name unusable on some system.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NameFault {
    /// Nothing is left of it.
    Empty,
    /// Has this character, which some system refuses.
    Character(char),
    /// Begins with a space, or ends with a space or a dot, which Windows cuts off.
    Edge,
    /// Belongs to a system: a device, a lock, a mark of an office program.
    Reserved,
    /// Longer than file systems take.
    TooLong,
    /// Two spellings look alike: it is not NFC.
    NotComposed,
}

/// Everything that is wrong with a name.
#[must_use]
pub fn faults(name: &str) -> Vec<NameFault> {
    let mut all = Vec::new();
    if name.is_empty() {
        all.push(NameFault::Empty);
    }
    all.extend(name.chars().filter(|c| is_forbidden(*c)).map(NameFault::Character));
    if name.starts_with(' ') || name.ends_with([' ', '.']) {
        all.push(NameFault::Edge);
    }
    if is_reserved(name) {
        all.push(NameFault::Reserved);
    }
    if name.len() > LONGEST {
        all.push(NameFault::TooLong);
    }
    if !unicode_normalization::is_nfc(name) {
        all.push(NameFault::NotComposed);
    }
    all
}

/// Whether a name can be used on every system.
#[must_use]
pub fn is_portable(name: &str) -> bool {
    faults(name).is_empty()
}

/// Whether a system has taken this name for itself. What stands before the first dot decides for devices: `con.txt` is one.
#[must_use]
pub fn is_reserved(name: &str) -> bool {
    let name = name.to_lowercase();
    let stem = name.split('.').next().unwrap_or("").trim_end();
    let port = ["com", "lpt"].iter().any(|p| {
        stem.strip_prefix(p).is_some_and(|n| {
            n.chars().count() == 1 && n.contains(|c: char| c.is_ascii_digit() || "¹²³".contains(c))
        })
    });
    port || DEVICES.contains(&stem)
        || TAKEN.contains(&name.as_str())
        || name.starts_with("~$")
        || name.contains("_vti_")
}

/// What two names share that some system takes for one: NFC, capitals folded.
#[must_use]
pub fn fold(name: &str) -> String {
    if name.is_ascii() {
        return name.to_ascii_lowercase();
    }
    // Down, up and down: ß, ẞ and SS meet only that way, and so do σ and ς. Composed last, since case mapping can take
    // letters apart.
    let composed: String = name.nfc().collect();
    composed.to_lowercase().to_uppercase().to_lowercase().nfc().collect()
}

/// A usable name as near to `text` as can be, at most [`MAX_NAME`] bytes; the extension is kept. Never empty, never
/// hidden or passed over, and itself when it is all that already.
#[must_use]
pub fn portable_name(text: &str) -> String {
    let kept: String = text.nfc().map(|c| if is_forbidden(c) { '-' } else { c }).collect();
    let mut name = fitted(&kept.nfc().collect::<String>());
    while is_reserved(&name) || is_ignored(&name) {
        name = fitted(&tamed(&name));
    }
    name
}

/// Without blanks and dots at its edges, within [`MAX_NAME`].
fn fitted(name: &str) -> String {
    let name = name.trim_start_matches(at_edge).trim_end_matches(at_edge);
    let short = if name.len() > MAX_NAME { shortened(name) } else { name.to_owned() };
    if short.is_empty() { "file".into() } else { short }
}

fn at_edge(c: char) -> bool {
    c == '.' || c.is_whitespace()
}

/// No longer what a system or this program has taken for itself.
fn tamed(name: &str) -> String {
    let lower = name.to_ascii_lowercase();
    if let Some(at) = lower.find("_vti_") {
        return format!("{}-{}-{}", &name[..at], &name[at + 1..at + 4], &name[at + 5..]);
    }
    match [".tmp", ".partial"].into_iter().find(|end| lower.ends_with(end)) {
        Some(end) => {
            let dot = name.len() - end.len();
            format!("{}-{}", &name[..dot], &name[dot + 1..])
        }
        None => format!("file-{}", name.trim_start_matches(['~', '$'])),
    }
}

/// A name for a bundle: ASCII letters, digits and hyphens, at most 60 of them; `None` when nothing is left.
/// Other scripts are spelled in Latin letters (`Núñez` → `Nunez`, `李` → `Li`).
#[must_use]
pub fn ascii_name(text: &str) -> Option<String> {
    let mut name = String::new();
    for c in deunicode::deunicode(text).chars() {
        if c.is_ascii_alphanumeric() {
            name.push(c);
        } else if !matches!(c, '\'' | '.') && !name.is_empty() && !name.ends_with('-') {
            name.push('-');
        }
    }
    name.truncate(60);
    let name = name.trim_end_matches('-');
    (!name.is_empty()).then(|| name.to_owned())
}

fn shortened(name: &str) -> String {
    let (stem, extension) = match name.rsplit_once('.') {
        Some((stem, ext)) if ext.len() <= 12 => (stem, format!(".{ext}")),
        _ => (name, String::new()),
    };
    let mut end = MAX_NAME - extension.len();
    while !stem.is_char_boundary(end) {
        end -= 1;
    }
    format!("{}{extension}", stem[..end].trim_end_matches(at_edge))
}

/// Refused somewhere, or invisible: controls, marks that turn the reading direction, non-characters. The joiners that
/// emoji and some scripts need are neither.
fn is_forbidden(c: char) -> bool {
    FORBIDDEN.contains(&c)
        || c.is_control()
        || matches!(c, '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}')
        || (c as u32) & 0xfffe == 0xfffe
        || matches!(c, '\u{fdd0}'..='\u{fdef}')
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn faults_of_names() {
        let table: [(&str, &[NameFault]); 14] = [
            ("board.png", &[]),
            ("Núñez plan.pdf", &[]),
            ("", &[NameFault::Empty]),
            ("a:b.txt", &[NameFault::Character(':')]),
            ("why?.txt", &[NameFault::Character('?')]),
            ("end.", &[NameFault::Edge]),
            (" start", &[NameFault::Edge]),
            ("con.txt", &[NameFault::Reserved]),
            ("COM1", &[NameFault::Reserved]),
            ("lpt²", &[NameFault::Reserved]),
            ("~$plan.docx", &[NameFault::Reserved]),
            ("com.txt", &[]),
            ("e\u{301}.txt", &[NameFault::NotComposed]),
            ("a\u{202e}gpj.exe", &[NameFault::Character('\u{202e}')]),
        ];
        for (name, expected) in table {
            assert_eq!(faults(name), expected, "{name:?}");
        }
        assert_eq!(faults(&"x".repeat(241)), [NameFault::TooLong]);
    }

    #[test]
    fn names_that_are_made() {
        let table = [
            ("Choice: boards?.txt", "Choice- boards-.txt"),
            ("con", "file-con"),
            ("...", "file"),
            ("x_vti_y", "x-vti-y"),
            ("a_Vti_b_vti_.png", "a-Vti-b-vti-.png"),
            ("~$plan.docx", "file-plan.docx"),
            (".lock", "lock"),
            (".git", "git"),
            ("Desktop.INI", "file-Desktop.INI"),
            ("photo.TMP", "photo-TMP"),
            ("a.partial.partial", "a.partial-partial"),
            ("\u{202e}gpj.exe", "-gpj.exe"),
            ("👨\u{200d}👩.png", "👨\u{200d}👩.png"),
            ("e\u{301}", "é"),
            (" \u{a0}x. . ", "x"),
            ("plan v2.docx", "plan v2.docx"),
        ];
        for (text, expected) in table {
            assert_eq!(portable_name(text), expected, "{text:?}");
        }
        let long = portable_name(&format!("{}.docx", "é".repeat(300)));
        assert_eq!(long, format!("{}.docx", "é".repeat(57)));
        let long = portable_name(&format!("~${}.docx", "x".repeat(MAX_NAME - 7)));
        assert_eq!((long.len(), portable_name(&long) == long), (MAX_NAME, true));
    }

    #[test]
    fn names_for_bundles() {
        let table = [
            ("Benson", Some("Benson")),
            ("Núñez", Some("Nunez")),
            ("García Márquez", Some("Garcia-Marquez")),
            ("O'Neill", Some("ONeill")),
            ("李", Some("Li")),
            ("St. John", Some("St-John")),
            ("!?", None),
            ("", None),
        ];
        for (name, expected) in table {
            assert_eq!(ascii_name(name).as_deref(), expected, "{name:?}");
        }
    }

    #[test]
    fn twins_fold_to_one() {
        for (a, b) in [
            ("Straße", "STRASSE"),
            ("ẞ", "ss"),
            ("É", "e\u{301}"),
            ("ΣΊΣΥΦΟΣ", "σίσυφος"),
            ("A.TXT", "a.txt"),
        ] {
            assert_eq!(fold(a), fold(b), "{a} {b}");
        }
        assert_ne!(fold("a"), fold("b"));
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn made_names_are_usable_and_stay(
            text in "\\PC{0,200}|.{0,40}|[.~$ ]{0,3}(con|nul|COM1|~\\$|_Vti_|.lock|.git|x)[.a-zé _]{0,130}(.tmp|.Partial|.docx|)[. ]{0,2}",
        ) {
            let name = portable_name(&text);
            prop_assert_eq!(faults(&name), vec![], "{:?} from {:?}", name, text);
            prop_assert!(!is_ignored(&name) && name.len() <= MAX_NAME && !name.starts_with('.'), "{}", name);
            prop_assert_eq!(portable_name(&name), name);
        }

        #[test]
        fn folding_is_done_once_and_blind_to_capitals_and_spelling(text in "\\PC{0,40}") {
            let folded = fold(&text);
            prop_assert_eq!(fold(&folded), &*folded);
            prop_assert_eq!(fold(&text.to_uppercase()), &*folded);
            prop_assert_eq!(fold(&text.nfd().collect::<String>()), folded);
        }

        #[test]
        fn names_for_bundles_are_ascii(text in "\\PC{0,80}") {
            if let Some(name) = ascii_name(&text) {
                prop_assert!(name.len() <= 60 && name.starts_with(|c: char| c.is_ascii_alphanumeric()), "{}", name);
                prop_assert!(name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-'), "{}", name);
                prop_assert_eq!(ascii_name(&name), Some(name));
            }
        }
    }
}
