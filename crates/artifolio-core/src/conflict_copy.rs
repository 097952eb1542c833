//! Names that sync services give to the copy of a file that was changed in two places.
//!
//! Syncthing, Dropbox, Synology and Resilio document theirs; those of OneDrive, iCloud and Google Drive are known from
//! what their users report, and look like names that people give too ([`Original::is_sure`]).

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
    /// `x-DESKTOP-AB12CD3.md`, with the name of any computer
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
}

/// The file that one of this name is a copy of: a name that its form allows, and whose file lies beside it.
#[must_use]
pub fn original(name: &str, lies_there: &dyn Fn(&str) -> bool) -> Option<Original> {
    forms(name).into_iter().find(|form| !form.name.trim().is_empty() && lies_there(&form.name))
}

/// What a copy is of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Original {
    /// The name of the file it is a copy of.
    pub name: String,
    /// Whose copy it is.
    pub service: Service,
    /// Nobody else gives such names. Of the others only a copy of a text that can have no second name, or one with the
    /// same bytes, is taken for what it looks like.
    pub is_sure: bool,
}

/// What a file of this name may be a copy of, by its form alone; the surest first.
fn forms(name: &str) -> Vec<Original> {
    // Names that begin with a point have no ending.
    let (stem, ending) = match name.rfind('.') {
        Some(at) if at > 0 => name.split_at(at),
        _ => (name, ""),
    };
    let of = |stem: &str, service, is_sure| {
        let name = format!("{stem}{ending}");
        if stem.trim().is_empty() { None } else { Some(Original { name, service, is_sure }) }
    };
    let mut all: Vec<Original> = Vec::new();
    all.extend(syncthing(name).map(|name| Original {
        name,
        service: Service::Syncthing,
        is_sure: true,
    }));
    all.extend(dropbox(stem).and_then(|(stem, is_sure)| of(stem, Service::Dropbox, is_sure)));
    all.extend(synology(stem).and_then(|stem| of(stem, Service::Synology, true)));
    all.extend(stem.strip_suffix(".Conflict").and_then(|stem| of(stem, Service::Resilio, true)));
    all.extend(one_drive(stem).filter_map(|stem| of(stem, Service::OneDrive, false)));
    let drive = numbered(stem, " (", ")", 1);
    all.extend(drive.and_then(|stem| of(stem, Service::GoogleDrive, false)));
    all.extend(numbered(stem, " ", "", 2).and_then(|stem| of(stem, Service::ICloud, false)));
    all
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

/// What Dropbox puts behind a name in brackets, in the language of the program: words that are known, for sure; in any
/// other language they end with the day.
fn dropbox(stem: &str) -> Option<(&str, bool)> {
    const WORDS: [&str; 4] =
        ["conflicted copy", "case conflict", "copia en conflicto", "conflicto de mayúsculas"];
    let (before, inside) = stem.strip_suffix(')')?.rsplit_once(" (")?;
    // A second copy of one day has its number in brackets too: `x (Ana's conflicted copy 2026-11-24 (1))`.
    let (before, inside) = match inside.strip_suffix(')') {
        Some(_) => before.rsplit_once(" (")?,
        None => (before, inside),
    };
    let words = inside.to_lowercase();
    let is_sure = WORDS.iter().any(|known| words.contains(known));
    let dated = || inside.rsplit_once(' ').is_some_and(|(_, day)| is_day(day));
    (is_sure || dated()).then_some((before, is_sure))
}

/// `YYYY-MM-DD`.
fn is_day(text: &str) -> bool {
    let form = |(at, byte): (usize, u8)| match at {
        4 | 7 => byte == b'-',
        _ => byte.is_ascii_digit(),
    };
    text.len() == 10 && text.bytes().enumerate().all(form)
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

/// A computer's name behind a hyphen: as macOS names computers by themselves, or any that Windows allows, which may have
/// hyphens too. The longest such name first: `x-DESKTOP-AB12CD3`.
fn one_drive(stem: &str) -> impl Iterator<Item = &str> {
    let at = ["-MacBook", "-iMac"].iter().find_map(|kind| stem.rfind(kind));
    // `x-Anas-MacBook-Pro`: the owner stands before it.
    let mac = at.and_then(|at| stem[..at].rsplit_once('-').map(|(before, _)| before));
    let windows = stem.match_indices('-').filter(|(at, _)| is_computer(&stem[at + 1..]));
    mac.into_iter().chain(windows.map(|(at, _)| &stem[..at]))
}

/// Bytes that the name of a computer may have for Windows' networks.
const NETBIOS: usize = 15;

fn is_computer(name: &str) -> bool {
    let fits = |b: u8| b.is_ascii_uppercase() || b.is_ascii_digit() || b == b'-';
    (1..=NETBIOS).contains(&name.len())
        && name.bytes().all(fits)
        && name.bytes().any(|b| b.is_ascii_uppercase())
        && !name.starts_with('-')
        && !name.ends_with('-')
}

fn numbered<'s>(stem: &'s str, before: &str, behind: &str, from: u32) -> Option<&'s str> {
    let (stem, number) = stem.strip_suffix(behind)?.rsplit_once(before)?;
    let form = !number.starts_with(['0', '+']) && number.len() <= 2;
    number.parse().is_ok_and(|n: u32| form && n >= from).then_some(stem)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(name: &str, there: &str) -> Option<(Service, bool)> {
        original(name, &|other| other == there).map(|found| (found.service, found.is_sure))
    }

    #[test]
    fn names_of_every_service() {
        use Service::*;
        for (name, original, service, is_sure) in [
            ("5a.sync-conflict-20261124-120000-ABCDEFG.md", "5a.md", Syncthing, true),
            ("board.v2.sync-conflict-20261124-120000-K7XQ2AB.png", "board.v2.png", Syncthing, true),
            ("README.sync-conflict-20261124-120000-ABCDEFG", "README", Syncthing, true),
            ("5a (Ana's conflicted copy 2026-11-24).md", "5a.md", Dropbox, true),
            ("5a (conflicted copy 2026-11-24 120000).md", "5a.md", Dropbox, true),
            ("5a (Ana Ruiz's conflicted copy 2026-11-24 (1)).md", "5a.md", Dropbox, true),
            ("5a (Copia en conflicto de Ana 2026-11-24).md", "5a.md", Dropbox, true),
            (
                "Board (draft) (Ana's conflicted copy 2026-11-24).docx",
                "Board (draft).docx",
                Dropbox,
                true,
            ),
            ("5a (Case Conflict).md", "5a.md", Dropbox, true),
            ("5a (Copie en conflit de Ana 2026-11-24).md", "5a.md", Dropbox, false),
            ("5a (In Konflikt stehende Kopie von Ana 2026-11-24).md", "5a.md", Dropbox, false),
            ("5a_NAS_Jan-03-0901-2013_Conflict.md", "5a.md", Synology, true),
            ("my_board_NAS_Jan-03-0901-2013_Conflict.png", "my_board.png", Synology, true),
            ("5a.Conflict.md", "5a.md", Resilio, true),
            ("5a-DESKTOP-AB12CD3.md", "5a.md", OneDrive, false),
            ("choice-board-LAPTOP-7Q.md", "choice-board.md", OneDrive, false),
            ("choice-board-LAPTOP-7Q.md", "choice-board-LAPTOP.md", OneDrive, false),
            ("5a-ROOM12.md", "5a.md", OneDrive, false),
            ("5a-SCHOOL-PC-3.md", "5a.md", OneDrive, false),
            ("5a-Anas-MacBook-Pro.md", "5a.md", OneDrive, false),
            ("5a (1).md", "5a.md", GoogleDrive, false),
            ("5a 2.md", "5a.md", ICloud, false),
        ] {
            assert_eq!(found(name, original), Some((service, is_sure)), "{name}");
            assert_eq!(found(name, "another.md"), None, "{name} without its original");
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
            "5a (2026-11-24).md",
            "x.sync-conflict-2026-120000-abcdefg.md",
            "x.sync-conflict-20261124-120000.md",
            "notes_Conflict.md",
            "board-2026.png",
            "board-final.png",
            "board-AVERYLONGNAMEOF1.png",
            "-DESKTOP-.md",
            ".md",
            " 2.md",
            "(1).md",
            "",
        ] {
            assert_eq!(original(name, &|_| true), None, "{name}");
        }
    }
}
