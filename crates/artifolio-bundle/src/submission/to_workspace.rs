//! The reader's copy of a submission: a workspace with the public things alone, under the bundle's names. Packed again
//! it gives the same bytes, so every field of [`Submission`] has its place here.

use std::collections::BTreeMap;

use artifolio_core::artifact::{ArtifactHeader, ArtifactState, Evidence, Maker, Right};
use artifolio_core::clean_copy::{CLEANED, CleanCopy, LEDGER, write_ledger};
use artifolio_core::criterion::{self, CriterionHeader};
use artifolio_core::header;
use artifolio_core::id::Id;
use artifolio_core::path::RelPath;
use artifolio_core::portfolio::{FORMAT, ReaderCopy as Mark, Statement};
use artifolio_core::profile::Profile;
use serde::Serialize;
use toml::{Table, Value};

use super::from_portfolio::public_profile;
use super::{
    Attached, Entry, Pin, PublicArtifact, PublicCriterion, PublicEvidence, PublicProfile,
    Submission, markdown_links,
};

/// The file that makes a folder a portfolio.
pub(crate) const SETTINGS: &str = "portfolio.toml";

/// What a reader's copy is made of; paths below its folder.
#[derive(Debug, Default)]
pub(crate) struct ReaderCopy {
    pub(crate) texts: BTreeMap<RelPath, String>,
    /// Evidence: where it goes, by its path below `data/`.
    pub(crate) files: BTreeMap<String, RelPath>,
}

/// Lays out the reader's copy of a submission as workspace `id`. `sha256` knows the files by their path below `data/`.
///
/// # Errors
/// A sentence for the log when a path or a key is none that a bundle has.
pub(crate) fn reader_copy(
    submission: &Submission,
    id: &str,
    sha256: &dyn Fn(&str) -> Option<String>,
) -> Result<ReaderCopy, String> {
    let mut copy = ReaderCopy::default();
    for artifact in &submission.artifacts {
        let folder = folder(artifact.number);
        for (_, path) in artifact.evidence.iter().flat_map(PublicEvidence::files) {
            copy.files.insert(path.to_owned(), join(&folder, bundle_file_name(path)?));
        }
    }
    let places = copy.files.clone();
    let body = |markdown: &str, folder: &RelPath| match markdown {
        "" => String::new(),
        markdown => format!("\n{}\n", markdown_links::for_copy(markdown, folder, &places)),
    };
    for artifact in &submission.artifacts {
        let folder = folder(artifact.number);
        let text = header::render(&artifact_header(artifact)?, &body(&artifact.markdown, &folder));
        copy.texts.insert(join(&folder, "artifact.md"), text);
        let cleaned = cleaned(submission, artifact, sha256);
        if !cleaned.is_empty() {
            let ledger = join(&join(&folder, CLEANED), LEDGER);
            copy.texts.insert(ledger, write_ledger(cleaned));
        }
    }
    let reflection = &submission.reflection;
    let text = body(&reflection.markdown, &RelPath::root());
    let text = header::render(&entry_header(&reflection.artifacts), &text);
    copy.texts.insert(fixed("reflection.md"), text);
    let criteria = fixed("criteria");
    for Entry { key, artifacts, markdown } in &submission.criteria {
        if !is_plain(key) {
            return Err(format!("{key:?} is no key of a criterion"));
        }
        if !artifacts.is_empty() || !markdown.is_empty() {
            let text = header::render(&entry_header(artifacts), &body(markdown, &criteria));
            copy.texts.insert(join(&criteria, &format!("{key}.md")), text);
        }
    }
    copy.texts.insert(fixed(SETTINGS), settings(submission, id));
    if let Some(profile) = own_profile(&submission.profile) {
        copy.texts.insert(fixed("profile.toml"), profile);
    }
    Ok(copy)
}

fn fixed(path: &str) -> RelPath {
    RelPath::parse(path).expect("a fixed name is a path")
}

fn folder(number: u32) -> RelPath {
    fixed(&format!("artifacts/artifact-{number}"))
}

fn join(folder: &RelPath, name: &str) -> RelPath {
    folder.join(name).expect("a plain name is a path")
}

fn is_plain(name: &str) -> bool {
    !name.is_empty() && name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'_')
}

/// The last part of an evidence path, when it is one that [`crate::naming`] makes: nothing else is written to a disk.
fn bundle_file_name(path: &str) -> Result<&str, String> {
    let parts: Vec<_> = path.split('/').collect();
    if let ["artifacts", folder, name] = parts[..]
        && let Some((stem, extension)) = name.split_once('.')
        && [folder, stem, extension].into_iter().all(is_plain)
    {
        return Ok(name);
    }
    Err(format!("{path:?} is no path of evidence in a bundle"))
}

/// Which of an artifact's files are clean copies.
fn cleaned(
    submission: &Submission,
    artifact: &PublicArtifact,
    sha256: &dyn Fn(&str) -> Option<String>,
) -> Vec<CleanCopy> {
    let files = artifact.evidence.iter().flat_map(PublicEvidence::files);
    let mut copies: Vec<CleanCopy> = Vec::new();
    for file in files.filter_map(|(_, path)| submission.file(path)) {
        if let (Some(removed), Some(sha256)) = (file.cleaned.clone(), sha256(&file.path)) {
            let copy = CleanCopy { sha256, removed, file: None, of: None, of_sha256: None };
            if !copies.contains(&copy) {
                copies.push(copy);
            }
        }
    }
    copies
}

fn artifact_id(number: u32) -> Id {
    Id::parse(&format!("artifact-{number}")).expect("letters, a hyphen and a number")
}

fn evidence_id(place: usize) -> Id {
    Id::parse(&format!("e{place}")).expect("a letter and a number")
}

fn artifact_header(artifact: &PublicArtifact) -> Result<ArtifactHeader, String> {
    let makers = artifact.makers.iter().map(|m| Maker {
        name: String::new(),
        shown_as: m.shown_as.clone(),
        part: m.part.clone(),
    });
    let rights = artifact.rights.iter().map(|r| Right {
        what: r.what.clone(),
        source: r.source.clone(),
        licence: r.licence.clone(),
    });
    let evidence = (1..).zip(&artifact.evidence).map(|(place, e)| evidence(place, e));
    Ok(ArtifactHeader {
        id: artifact_id(artifact.number),
        number: Some(artifact.number),
        title: artifact.title.clone(),
        state: ArtifactState::default(),
        kind: artifact.kind.clone(),
        made: artifact.made.clone(),
        until: artifact.until.clone(),
        audience: artifact.audience.clone(),
        summary: artifact.summary.clone(),
        my_part: artifact.my_part.clone(),
        makers: makers.collect(),
        people: vec![],
        consent_on_file: artifact.consent.is_some(),
        redact: vec![],
        rights: rights.collect(),
        evidence: evidence.collect::<Result<_, _>>()?,
        note: String::new(),
    })
}

fn evidence(place: usize, evidence: &PublicEvidence) -> Result<Evidence, String> {
    let name = |path: &Option<String>| {
        let name = path.as_deref().map(bundle_file_name).transpose()?;
        Ok::<_, String>(name.map(fixed))
    };
    Ok(Evidence {
        id: evidence_id(place),
        file: name(&evidence.file)?,
        link: evidence.link.clone(),
        capture: name(&evidence.capture)?,
        viewable: name(&evidence.viewable)?,
        poster: name(&evidence.poster)?,
        captions: name(&evidence.captions)?,
        transcript: name(&evidence.transcript)?,
        sha256: None,
        caption: evidence.caption.clone(),
        alt: evidence.alt.clone(),
        decorative: evidence.decorative,
        checked: None,
    })
}

fn entry_header(artifacts: &[Attached]) -> CriterionHeader {
    let attached = |a: &Attached| criterion::Attached {
        id: artifact_id(a.number),
        role: a.role,
        pin: a.pin.as_ref().map(pin),
    };
    let artifacts = artifacts.iter().map(attached).collect();
    CriterionHeader { artifacts, ..CriterionHeader::default() }
}

fn pin(pin: &Pin) -> criterion::Pin {
    criterion::Pin {
        evidence: Some(evidence_id(pin.evidence).to_string()),
        page: pin.page,
        region: pin.region.clone(),
        time: pin.time.clone(),
    }
}

/// `portfolio.toml`.
fn settings(submission: &Submission, id: &str) -> String {
    #[derive(Serialize)]
    struct File<'a> {
        format: u32,
        id: &'a str,
        name: &'a str,
        family_name: &'a str,
        title: &'a str,
        role: &'a str,
        classroom: bool,
        students: &'a str,
        language: &'a str,
        profile: &'a str,
        prepared_on: String,
        statement: Statement,
        reader_copy: Mark,
    }
    let candidate = &submission.candidate;
    let file = File {
        format: FORMAT,
        id,
        name: &candidate.name,
        family_name: &candidate.family_name,
        title: &candidate.title,
        role: &candidate.role,
        classroom: candidate.classroom,
        students: &candidate.students,
        language: &submission.language,
        profile: &submission.profile.id,
        prepared_on: submission.date.to_string(),
        statement: Statement {
            own_work: submission.statement.own_work,
            ai_help: submission.statement.ai_help.clone(),
        },
        reader_copy: Mark { draft: submission.draft },
    };
    toml::to_string(&file).expect("strings, numbers and one table are TOML")
}

/// `profile.toml`, when the shipped profile of this id is another; based on the first shipped one where none has it.
fn own_profile(profile: &PublicProfile) -> Option<String> {
    let same = |id: &str| Profile::resolve(id, None).is_ok_and(|p| public_profile(&p) == *profile);
    if same(&profile.id) {
        return None;
    }
    let mut own = Table::new();
    let mut put = |key: &str, value: Value| own.insert(key.to_owned(), value);
    put("id", profile.id.as_str().into());
    let shipped = Profile::shipped();
    if !shipped.contains(&profile.id) {
        put("based_on", shipped[0].as_str().into());
    }
    put("name", profile.name.as_str().into());
    put("edition", profile.edition.as_str().into());
    put("notice", profile.notice.as_str().into());
    put("standards_link", profile.standards_link.as_str().into());
    put("pass", i64::from(profile.pass).into());
    put("artifacts", Value::try_from(profile.artifacts).expect("two numbers"));
    put(
        "naming",
        Value::Table(Table::from_iter([("artifact".into(), profile.naming.as_str().into())])),
    );
    let standards = profile.criteria.iter().filter_map(|c| {
        let name = Table::from_iter([("name".to_owned(), c.standard_name.as_deref()?.into())]);
        Some((c.standard?.to_string(), Value::Table(name)))
    });
    put("standard", Value::Table(standards.collect()));
    let criteria = profile.criteria.iter().map(|c| (c.key.clone(), criterion(c, &profile.edition)));
    put("criterion", Value::Table(criteria.collect()));
    Some(toml::to_string(&own).expect("a table is TOML"))
}

fn criterion(criterion: &PublicCriterion, edition: &str) -> Value {
    let mut table = Table::new();
    table.insert("number".into(), i64::from(criterion.number).into());
    if let Some(standard) = criterion.standard {
        table.insert("standard".into(), i64::from(standard).into());
    }
    let code = Table::from_iter([(edition.to_owned(), criterion.code.as_str().into())]);
    table.insert("code".into(), Value::Table(code));
    table.insert("paraphrase".into(), criterion.paraphrase.as_str().into());
    Value::Table(table)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_names_a_bundle_makes_are_written() {
        assert_eq!(
            bundle_file_name("artifacts/B_Artifact1/B_Artifact1_2.png"),
            Ok("B_Artifact1_2.png")
        );
        for hostile in [
            "index.html",
            "artifacts/../x.png",
            "artifacts/a/../../x.png",
            "artifacts/a/b/x.png",
            "artifacts/a/.png",
            "artifacts/a/x.tar.gz",
            "artifacts/a/x",
            "artifacts/a/x y.png",
            "/artifacts/a/x.png",
            "artifacts/a/x.png:stream",
        ] {
            assert!(bundle_file_name(hostile).is_err(), "{hostile}");
        }
    }

    #[test]
    fn a_shipped_profile_needs_no_file_and_another_comes_back_as_it_was() {
        for id in Profile::shipped() {
            assert_eq!(own_profile(&public_profile(&Profile::resolve(&id, None).unwrap())), None);
        }
        let own = "id = \"cohort-7\"\nbased_on = \"iste-2024\"\nname = \"Cohort 7\"\nedition = \"2030\"\n\
                   notice = \"n\"\nstandards_link = \"https://example.org\"\npass = 3\n[standard.2]\nname = \"Guide\"\n\
                   [artifacts]\nmin = 3\n[naming]\nartifact = \"E {number}\"\n\
                   [criterion.1a]\nnumber = 25\nparaphrase = \"Mine\"\n[criterion.8a]\nnumber = 26\nparaphrase = \"x\"\n";
        let first = public_profile(&Profile::resolve("cohort-7", Some(own)).unwrap());
        let text = own_profile(&first).unwrap();
        assert_eq!(public_profile(&Profile::resolve("cohort-7", Some(&text)).unwrap()), first);
    }
}
