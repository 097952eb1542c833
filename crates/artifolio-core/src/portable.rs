//! Names of files that Windows, macOS and Linux, and the sync services on them, take alike.
//!
//! Sources: Microsoft's "Naming files, paths, and namespaces" and OneDrive's "Restrictions and limitations".

use unicode_normalization::UnicodeNormalization as _;

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
    // Upper first: ß and ẞ, ς and σ meet only that way. Composed last, since case mapping can take letters apart.
    name.nfc().collect::<String>().to_uppercase().to_lowercase().nfc().collect()
}

/// A usable name as near to `text` as can be, at most [`MAX_NAME`] bytes; the extension is kept. Never empty, and
/// itself when it is usable already.
#[must_use]
pub fn portable_name(text: &str) -> String {
    let composed: String = text.nfc().collect();
    let clean: String = composed.chars().map(|c| if is_forbidden(c) { '-' } else { c }).collect();
    let mut name: String =
        clean.nfc().collect::<String>().trim().trim_end_matches(['.', ' ']).to_owned();
    if name.len() > MAX_NAME {
        name = shortened(&name);
    }
    if name.is_empty() {
        name = "file".into();
    }
    if is_reserved(&name) {
        name = format!("file-{}", name.replace("_vti_", "-vti-").replace("_VTI_", "-VTI-"));
    }
    if is_portable(&name) { name } else { ascii_name(&name).unwrap_or_else(|| "file".into()) }
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
        Some((stem, ext)) if !stem.is_empty() && ext.len() <= 12 => (stem, format!(".{ext}")),
        _ => (name, String::new()),
    };
    let mut end = MAX_NAME - extension.len();
    while !stem.is_char_boundary(end) {
        end -= 1;
    }
    format!("{}{extension}", stem[..end].trim_end_matches([' ', '.']))
}

/// Refused somewhere, or invisible: controls, format characters that turn the reading direction, non-characters.
fn is_forbidden(c: char) -> bool {
    FORBIDDEN.contains(&c)
        || c.is_control()
        || matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}')
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
            ("x_vti_y", "file-x-vti-y"),
            ("plan v2.docx", "plan v2.docx"),
        ];
        for (text, expected) in table {
            assert_eq!(portable_name(text), expected, "{text:?}");
        }
        let long = portable_name(&format!("{}.docx", "é".repeat(300)));
        assert!(long.len() <= MAX_NAME && long.ends_with(".docx"), "{long}");
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
        for (a, b) in
            [("Straße", "STRASSE"), ("É", "e\u{301}"), ("ΣΊΣΥΦΟΣ", "σίσυφος"), ("A.TXT", "a.txt")]
        {
            assert_eq!(fold(a), fold(b), "{a} {b}");
        }
        assert_ne!(fold("a"), fold("b"));
    }

    proptest! {
        #[test]
        fn made_names_are_usable_and_stay(text in "\\PC{0,200}|.{0,40}|(con|nul|com1|~\\$|_vti_)[.a-zé _]{0,10}") {
            let name = portable_name(&text);
            prop_assert_eq!(faults(&name), vec![], "{:?} from {:?}", name, text);
            prop_assert_eq!(portable_name(&name), name);
        }
    }
}
