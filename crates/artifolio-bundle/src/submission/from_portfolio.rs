//! Takes from a portfolio what its submission says, and nothing else (the column "public" of docs/workspace.md).
//! Everything is picked field by field: a field that is added to the workspace stays private until it is named here.

use std::collections::BTreeMap;

use artifolio_core::artifact::{Artifact, Consent, Evidence};
use artifolio_core::criterion::{self, CriterionEntry, REFLECTION};
use artifolio_core::message::Language;
use artifolio_core::path::RelPath;
use artifolio_core::portfolio::Portfolio;
use artifolio_core::profile::Profile;
use artifolio_core::receipt::Content;
use chrono::NaiveDate;

use super::placing::{Placed, Placing};
use super::{
    Attached, BUNDLE_FORMAT, Candidate, Entry, Pin, PublicArtifact, PublicConsent, PublicCriterion,
    PublicEvidence, PublicMaker, PublicProfile, PublicRight, PublicStatement, Reflection,
    Submission, markdown_links,
};
use crate::naming;

/// What a bundle is stamped with.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Stamp<'a> {
    pub(crate) date: NaiveDate,
    pub(crate) draft: bool,
    pub(crate) app: &'a str,
}

/// The submission of a portfolio and the files that go with it, in the order of [`Submission::files`]. Only these know private
/// names; no renderer sees them.
pub(crate) fn from_portfolio(
    portfolio: &Portfolio,
    profile: &Profile,
    stamp: Stamp<'_>,
) -> (Submission, Vec<Content>) {
    let Placing { artifacts, files, contents, places } = Placing::of(portfolio, profile);
    let said =
        Said { places: &places, date: stamp.date, copy: portfolio.settings.reader_copy.is_some() };
    let entry = |key: &str| portfolio.criteria.get(key);
    let attached = |e: Option<&CriterionEntry>| attached(e, &artifacts);
    let criteria = profile
        .keys()
        .into_iter()
        .filter(|key| *key != REFLECTION)
        .map(|key| Entry {
            key: key.to_owned(),
            artifacts: attached(entry(key)),
            markdown: said.of_entry(entry(key)),
        })
        .collect();
    let settings = &portfolio.settings;
    let submission = Submission {
        bundle_format: BUNDLE_FORMAT,
        app: stamp.app.to_owned(),
        draft: stamp.draft,
        date: stamp.date,
        language: Language::parse(&settings.language).unwrap_or_default().tag().to_owned(),
        profile: public_profile(profile),
        candidate: Candidate {
            name: settings.name.clone(),
            family_name: settings.family_name.clone(),
            title: settings.title.clone(),
            role: settings.role.clone(),
            classroom: settings.classroom,
            students: settings.students.clone(),
        },
        statement: PublicStatement {
            own_work: settings.statement.own_work,
            ai_help: settings.statement.ai_help.clone(),
        },
        reflection: Reflection {
            artifacts: attached(entry(REFLECTION)),
            markdown: said.of_entry(entry(REFLECTION)),
        },
        criteria,
        artifacts: artifacts.iter().map(|a| public_artifact(a, &said)).collect(),
        files,
    };
    (submission, contents)
}

/// The public part of a profile.
pub(crate) fn public_profile(profile: &Profile) -> PublicProfile {
    let criterion = |(index, key): (usize, &str)| {
        let criterion = &profile.criterion[key];
        let standard_name = criterion.standard.and_then(|n| profile.standard.get(&n.to_string()));
        PublicCriterion {
            key: key.to_owned(),
            // Its place: a profile that numbers two criteria alike still makes 1, 2, 3 …
            number: u32::try_from(index + 1).unwrap_or(u32::MAX),
            standard: criterion.standard,
            standard_name: standard_name.map(|s| s.name.clone()),
            code: profile.code(key).to_owned(),
            paraphrase: criterion.paraphrase.clone(),
        }
    };
    PublicProfile {
        id: profile.id.clone(),
        name: profile.name.clone(),
        edition: profile.edition.clone(),
        notice: profile.notice.clone(),
        standards_link: profile.standards_link.clone(),
        pass: profile.pass,
        artifacts: profile.artifacts,
        naming: naming::template(&profile.naming.artifact),
        criteria: profile.keys().into_iter().enumerate().map(criterion).collect(),
    }
}

/// Turns what the learner wrote into what is public of it.
struct Said<'a> {
    places: &'a BTreeMap<RelPath, String>,
    date: NaiveDate,
    /// The portfolio is a reader's copy.
    copy: bool,
}

impl Said<'_> {
    fn of_entry(&self, entry: Option<&CriterionEntry>) -> String {
        entry.map_or_else(String::new, |e| self.public(&e.text, &e.file.parent()))
    }

    fn public(&self, markdown: &str, folder: &RelPath) -> String {
        markdown_links::for_bundle(markdown, folder, self.places)
    }

    /// A reader's copy has no people; it says what its submission said.
    fn consent(&self, artifact: &Artifact) -> Option<PublicConsent> {
        let people = &artifact.header.people;
        let on_file = people.iter().all(|person| match person.consent {
            Consent::Given => person.until.is_none_or(|until| until >= self.date),
            Consent::NotNeeded => true,
            Consent::Missing | Consent::Withdrawn => false,
        });
        let said = self.copy && artifact.header.consent_on_file;
        (on_file && (said || !people.is_empty())).then_some(PublicConsent::OnFile)
    }
}

fn public_artifact(placed: &Placed<'_>, said: &Said<'_>) -> PublicArtifact {
    let artifact = placed.artifact;
    let header = &artifact.header;
    PublicArtifact {
        number: placed.number,
        title: header.title.clone(),
        kind: header.kind.clone(),
        made: header.made.clone(),
        until: header.until.clone(),
        audience: header.audience.clone(),
        summary: header.summary.clone(),
        my_part: header.my_part.clone(),
        makers: header
            .makers
            .iter()
            .map(|m| PublicMaker { shown_as: m.shown_as.clone(), part: m.part.clone() })
            .collect(),
        consent: said.consent(artifact),
        rights: header
            .rights
            .iter()
            .map(|r| PublicRight {
                what: r.what.clone(),
                source: r.source.clone(),
                licence: r.licence.clone(),
            })
            .collect(),
        evidence: placed
            .evidence
            .iter()
            .zip(&placed.posters)
            .map(|(e, poster)| public_evidence(e, *poster, placed))
            .collect(),
        markdown: said.public(&artifact.reflection, &artifact.folder),
    }
}

fn public_evidence(evidence: &Evidence, poster: bool, placed: &Placed<'_>) -> PublicEvidence {
    PublicEvidence {
        file: placed.path(evidence.file.as_ref()),
        link: evidence.link.clone(),
        capture: placed.path(evidence.capture.as_ref()),
        viewable: placed.path(evidence.viewable.as_ref()),
        poster: placed.path(evidence.poster.as_ref().filter(|_| poster)),
        captions: placed.path(evidence.captions.as_ref()),
        transcript: placed.path(evidence.transcript.as_ref()),
        caption: evidence.caption.clone(),
        alt: evidence.alt.clone(),
        decorative: evidence.decorative,
    }
}

/// The mappings of an entry that lead to a packed artifact.
fn attached(entry: Option<&CriterionEntry>, artifacts: &[Placed<'_>]) -> Vec<Attached> {
    let Some(entry) = entry else { return vec![] };
    let one = |a: &criterion::Attached| {
        let placed = artifacts.iter().find(|p| p.artifact.header.id == a.id)?;
        let pin = a.pin.as_ref().and_then(|pin| public_pin(pin, placed));
        Some(Attached { number: placed.number, role: a.role, pin })
    };
    entry.header.artifacts.iter().filter_map(one).collect()
}

/// A pin by place; none where the item it names is not packed.
fn public_pin(pin: &criterion::Pin, placed: &Placed<'_>) -> Option<Pin> {
    let index = match &pin.evidence {
        Some(id) => placed.evidence.iter().position(|e| e.id.as_str() == id)?,
        None => placed
            .artifact
            .header
            .evidence
            .first()
            .and_then(|first| placed.evidence.iter().position(|e| e.id == first.id))?,
    };
    Some(Pin {
        evidence: index + 1,
        page: pin.page,
        region: pin.region.clone(),
        time: pin.time.clone(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{MemFs, read_workspace};

    /// What is said of the consent in an artifact with this in its header.
    fn consent(header: &str, settings: &str) -> Option<PublicConsent> {
        let settings = format!("format = 1\nid = \"w\"\n{settings}");
        let header = format!("---\nid: a\n{header}---\n");
        let files = [
            ("portfolio.toml", settings.as_bytes()),
            ("artifacts/a/artifact.md", header.as_bytes()),
        ];
        let (portfolio, profile) = read_workspace(&MemFs::with(0, files));
        let date = NaiveDate::from_ymd_opt(2027, 1, 10).unwrap();
        let stamp = Stamp { date, draft: true, app: "a" };
        from_portfolio(&portfolio, &profile, stamp).0.artifacts[0].consent
    }

    #[test]
    fn consent_is_on_file_where_it_holds_for_everybody_on_that_day() {
        const COPY: &str = "[reader_copy]\ndraft = false\n";
        for (header, settings, on_file) in [
            ("", "", false),
            ("people:\n  - consent: given\n  - consent: not-needed\n", "", true),
            ("people:\n  - consent: given\n  - who: S3\n", "", false),
            ("people:\n  - consent: withdrawn\n", "", false),
            ("people:\n  - consent: given\n    until: 2027-01-10\n", "", true),
            ("people:\n  - consent: given\n    until: 2027-01-09\n", "", false),
            ("consent_on_file: true\n", "", false),
            ("consent_on_file: true\n", COPY, true),
            ("consent_on_file: true\npeople:\n  - consent: missing\n", COPY, false),
            ("", COPY, false),
        ] {
            assert_eq!(consent(header, settings).is_some(), on_file, "{header} {settings}");
        }
    }
}
