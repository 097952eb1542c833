//! Names that sync services give to the copy of a file that was changed in two places.
//!
//! Syncthing, Dropbox, Synology and Resilio document theirs; those of OneDrive, iCloud and Google Drive are known from
//! what their users report, and look like names that people give too ([`Service::is_sure`]).

/// Whose copy it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Service {
    /// `x.sync-conflict-20261124-120000-ABCDEFG.md`
    Syncthing,
    /// `x (Ana's conflicted copy 2026-11-24).md`, in the language of the program
    Dropbox,
    /// `x_Host_Nov-24-1200-2026_Conflict.md`
    Synology,
    /// `x.Conflict.md`
    Resilio,
    /// `x-DESKTOP-AB12CD3.md`
    OneDrive,
    /// `x 2.md`
    ICloud,
    /// `x (1).md`
    GoogleDrive,
}

impl Service {
    /// As its maker calls it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Syncthing => "Syncthing",
            Self::Dropbox => "Dropbox",
            Self::Synology => "Synology",
            Self::Resilio => "Resilio",
            Self::OneDrive => "OneDrive",
            Self::ICloud => "iCloud",
            Self::GoogleDrive => "Google Drive",
        }
    }

    /// Whether nobody else gives such names. Of the others only a copy of a text that can have no second name, or one
    /// with the same bytes, is taken for what it looks like.
    #[must_use]
    pub fn is_sure(self) -> bool {
        !matches!(self, Self::OneDrive | Self::ICloud | Self::GoogleDrive)
    }
}

/// The name of the file that a file of this name is a copy of, by its form alone.
#[must_use]
pub fn original(name: &str) -> Option<(String, Service)> {
    // Names that begin with a point have no ending.
    let (stem, ending) = match name.rfind('.') {
        Some(at) if at > 0 => name.split_at(at),
        _ => (name, ""),
    };
    if let Some(original) = syncthing(name) {
        return Some((original, Service::Syncthing));
    }
    let found = dropbox(stem)
        .map(|stem| (stem, Service::Dropbox))
        .or_else(|| synology(stem).map(|stem| (stem, Service::Synology)))
        .or_else(|| stem.strip_suffix(".Conflict").map(|stem| (stem, Service::Resilio)))
        .or_else(|| one_drive(stem).map(|stem| (stem, Service::OneDrive)))
        .or_else(|| numbered(stem, " (", ")", 1).map(|stem| (stem, Service::GoogleDrive)))
        .or_else(|| numbered(stem, " ", "", 2).map(|stem| (stem, Service::ICloud)));
    found
        .filter(|(stem, _)| !stem.trim().is_empty())
        .map(|(stem, service)| (format!("{stem}{ending}"), service))
}

fn syncthing(name: &str) -> Option<String> {
    let (stem, rest) = name.split_once(".sync-conflict-")?;
    let (mark, ending) = match rest.find('.') {
        Some(at) => rest.split_at(at),
        None => (rest, ""),
    };
    let parts: Vec<&str> = mark.split('-').collect();
    let digits =
        |part: &str, long: usize| part.len() == long && part.bytes().all(|b| b.is_ascii_digit());
    let form = matches!(parts[..], [day, time, device]
        if digits(day, 8) && digits(time, 6) && device.len() == 7
            && device.bytes().all(|b| b.is_ascii_alphanumeric()));
    (form && !stem.is_empty()).then(|| format!("{stem}{ending}"))
}

/// The words in brackets that Dropbox puts behind a name, in English and Spanish.
fn dropbox(stem: &str) -> Option<&str> {
    const WORDS: [&str; 4] =
        ["conflicted copy", "case conflict", "copia en conflicto", "conflicto de mayúsculas"];
    let (before, inside) = stem.strip_suffix(')')?.rsplit_once(" (")?;
    // A second copy of one day has its number in brackets too: `x (Ana's conflicted copy 2026-11-24 (1))`.
    let (before, inside) = match inside.strip_suffix(')') {
        Some(_) => before.rsplit_once(" (")?,
        None => (before, inside),
    };
    let inside = inside.to_lowercase();
    WORDS.iter().any(|words| inside.contains(words)).then_some(before)
}

fn synology(stem: &str) -> Option<&str> {
    let rest = stem.strip_suffix("_Conflict")?;
    let (rest, moment) = rest.rsplit_once('_')?;
    let (stem, host) = rest.rsplit_once('_')?;
    let parts: Vec<&str> = moment.split('-').collect();
    let form = matches!(parts[..], [month, day, time, year]
        if month.len() == 3 && day.len() == 2 && time.len() == 4 && year.len() == 4);
    (form && !host.is_empty()).then_some(stem)
}

/// A computer's name behind a hyphen, as Windows and macOS name computers by themselves.
fn one_drive(stem: &str) -> Option<&str> {
    for kind in ["-DESKTOP-", "-LAPTOP-"] {
        if let Some((before, rest)) = stem.rsplit_once(kind) {
            let form = !rest.is_empty()
                && rest.bytes().all(|b| b.is_ascii_uppercase() || b.is_ascii_digit());
            return form.then_some(before);
        }
    }
    let at = ["-MacBook", "-iMac"].iter().find_map(|kind| stem.rfind(kind))?;
    // `x-Anas-MacBook-Pro`: the owner stands before it.
    stem[..at].rsplit_once('-').map(|(before, _)| before)
}

fn numbered<'s>(stem: &'s str, before: &str, behind: &str, from: u32) -> Option<&'s str> {
    let (stem, number) = stem.strip_suffix(behind)?.rsplit_once(before)?;
    let form = !number.starts_with(['0', '+']) && number.len() <= 2;
    number.parse().is_ok_and(|n: u32| form && n >= from).then_some(stem)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_every_service() {
        use Service::*;
        for (name, expected, service) in [
            ("5a.sync-conflict-20261124-120000-ABCDEFG.md", "5a.md", Syncthing),
            ("board.v2.sync-conflict-20261124-120000-K7XQ2AB.png", "board.v2.png", Syncthing),
            ("README.sync-conflict-20261124-120000-ABCDEFG", "README", Syncthing),
            ("5a (Ana's conflicted copy 2026-11-24).md", "5a.md", Dropbox),
            ("5a (conflicted copy 2026-11-24 120000).md", "5a.md", Dropbox),
            ("5a (Ana Ruiz's conflicted copy 2026-11-24 (1)).md", "5a.md", Dropbox),
            ("5a (Copia en conflicto de Ana 2026-11-24).md", "5a.md", Dropbox),
            (
                "Board (draft) (Ana's conflicted copy 2026-11-24).docx",
                "Board (draft).docx",
                Dropbox,
            ),
            ("5a (Case Conflict).md", "5a.md", Dropbox),
            ("5a_NAS_Jan-03-0901-2013_Conflict.md", "5a.md", Synology),
            ("my_board_NAS_Jan-03-0901-2013_Conflict.png", "my_board.png", Synology),
            ("5a.Conflict.md", "5a.md", Resilio),
            ("5a-DESKTOP-AB12CD3.md", "5a.md", OneDrive),
            ("choice-board-LAPTOP-7Q.md", "choice-board.md", OneDrive),
            ("5a-Anas-MacBook-Pro.md", "5a.md", OneDrive),
            ("5a (1).md", "5a.md", GoogleDrive),
            ("5a 2.md", "5a.md", ICloud),
        ] {
            assert_eq!(original(name), Some((expected.to_owned(), service)), "{name}");
        }
    }

    #[test]
    fn names_of_people_are_no_copies() {
        for name in [
            "5a.md",
            "choice-board.md",
            "5a 1.md",
            "5a 02.md",
            "Grade 6 (2026).md",
            "5a (0).md",
            "5a (draft).md",
            "x.sync-conflict-2026-120000-ABCDEFG.md",
            "x.sync-conflict-20261124-120000.md",
            "notes_Conflict.md",
            "board-FINAL.png",
            "-DESKTOP-.md",
            ".md",
            " 2.md",
            "(1).md",
            "",
        ] {
            assert_eq!(original(name), None, "{name}");
        }
    }
}
