//! Names in a bundle. They come from the family name, the artifact's number, the date and the profile's template,
//! never from a name the learner gave a file or folder: those often carry students' names.

use std::collections::BTreeSet;

use artifolio_core::artifact::Artifact;
use artifolio_core::portable;
use artifolio_core::portfolio::Settings;
use chrono::NaiveDate;

/// Stands in for a family name that is missing (only a draft or a backup can lack one).
const NAMELESS: &str = "Candidate";

/// Longest family name and longest literal part of a template, so that paths stay short enough for Windows.
const MAX_PART: usize = 40;

const FAMILY_NAME: &str = "{family_name}";
const NUMBER: &str = "{number}";

/// The family name as file names carry it: ASCII letters, digits, hyphens.
pub(crate) fn family(family_name: &str) -> String {
    let mut name = portable::ascii_name(family_name).unwrap_or_else(|| NAMELESS.to_owned());
    name.truncate(MAX_PART);
    name.trim_end_matches('-').to_owned()
}

/// The one top folder of a submission.
pub(crate) fn submission_folder(family: &str, date: NaiveDate, draft: bool) -> String {
    let draft = if draft { "-draft" } else { "" };
    format!("{family}_ISTE-Portfolio_{date}{draft}")
}

/// The name a submission of these settings has: its top folder, and a good name for the zip.
#[must_use]
pub fn submission_name(settings: &Settings, date: NaiveDate, draft: bool) -> String {
    submission_folder(&family(&settings.family_name), date, draft)
}

/// The name a backup of these settings has: its top folder, and a good name for the zip.
#[must_use]
pub fn backup_name(settings: &Settings, date: NaiveDate) -> String {
    backup_folder(&family(&settings.family_name), date)
}

/// A good name for the folder of the files to upload.
#[must_use]
pub fn upload_name(settings: &Settings) -> String {
    format!("{}_ISTE-Portfolio_to-upload", family(&settings.family_name))
}

/// The one top folder of a backup.
pub(crate) fn backup_folder(family: &str, date: NaiveDate) -> String {
    format!("{family}_ISTE-Portfolio-backup_{date}")
}

/// A profile's template with its literal parts folded; one without a number gets it, or names would not be unique.
pub(crate) fn template(raw: &str) -> String {
    let mut folded = String::new();
    let mut literals = 0;
    let mut rest = raw;
    while let Some(c) = rest.chars().next() {
        if let Some(mark) = [FAMILY_NAME, NUMBER].into_iter().find(|m| rest.starts_with(m)) {
            folded.push_str(mark);
            rest = &rest[mark.len()..];
            continue;
        }
        if (c.is_ascii_alphanumeric() || c == '-' || c == '_') && literals < MAX_PART {
            folded.push(c);
            literals += 1;
        }
        rest = &rest[c.len_utf8()..];
    }
    if !folded.contains(NUMBER) {
        folded.push('_');
        folded.push_str(NUMBER);
    }
    folded
}

/// The name of an artifact's folder and the beginning of its files' names: `Benson_Artifact1`.
pub(crate) fn artifact(template: &str, family: &str, number: u32) -> String {
    let name = template.replace(FAMILY_NAME, family).replace(NUMBER, &number.to_string());
    if portable::is_reserved(&name) { format!("{name}_") } else { name }
}

/// The number of each artifact: its own where that is free, else the next free one. `artifacts` come by number, then
/// id, and keep that order.
pub(crate) fn numbers(artifacts: &[&Artifact]) -> Vec<u32> {
    let mut taken: BTreeSet<u32> = artifacts.iter().filter_map(|a| a.header.number).collect();
    let mut unused = taken.clone();
    artifacts
        .iter()
        .map(|a| {
            let own = a.header.number;
            if let Some(own) = own.filter(|n| unused.remove(n)) {
                return own;
            }
            let next = (own.unwrap_or(1)..=u32::MAX).chain(1..).find(|n| !taken.contains(n));
            let next = next.expect("fewer artifacts than numbers");
            taken.insert(next);
            next
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::artifact_numbered;

    #[test]
    fn names_are_as_the_contract_says() {
        let date = NaiveDate::from_ymd_opt(2027, 1, 10).unwrap();
        assert_eq!(family("Benson"), "Benson");
        assert_eq!(family("García Núñez"), "Garcia-Nunez");
        assert_eq!(family("  "), "Candidate");
        assert_eq!(family(&"a".repeat(50)).len(), MAX_PART);
        assert_eq!(
            submission_folder("Benson", date, true),
            "Benson_ISTE-Portfolio_2027-01-10-draft"
        );
        assert_eq!(backup_folder("Benson", date), "Benson_ISTE-Portfolio-backup_2027-01-10");
        assert_eq!(artifact("{family_name}_Artifact{number}", "Benson", 3), "Benson_Artifact3");
    }

    #[test]
    fn a_template_is_folded_once_and_always_numbered() {
        for (raw, folded) in [
            ("{family_name}_Artifact{number}", "{family_name}_Artifact{number}"),
            ("Artifact", "Artifact_{number}"),
            ("../{number}/ü {family}", "{number}family"),
            ("", "_{number}"),
        ] {
            assert_eq!(template(raw), folded, "{raw}");
            assert_eq!(template(folded), folded);
        }
        assert!(template(&"x".repeat(300)).len() < 60);
        assert_eq!(artifact("COM{number}", "B", 1), "COM1_");
    }

    #[test]
    fn a_number_missing_or_taken_becomes_the_next_free_one() {
        for (own, given) in [
            (vec![Some(1), Some(2), Some(3)], vec![1, 2, 3]),
            (vec![Some(1), Some(1), Some(2)], vec![1, 3, 2]),
            (vec![Some(2), Some(5), None, None], vec![2, 5, 1, 3]),
            (vec![None, Some(u32::MAX), Some(u32::MAX)], vec![1, u32::MAX, 2]),
        ] {
            let artifacts: Vec<_> = own.iter().map(|n| artifact_numbered(*n)).collect();
            assert_eq!(numbers(&artifacts.iter().collect::<Vec<_>>()), given, "{own:?}");
        }
    }
}
