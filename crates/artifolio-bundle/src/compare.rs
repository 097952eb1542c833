//! What a portfolio has changed in since a submission was made of it, criterion by criterion and artifact by artifact.
//!
//! Compared is what both say to a reviewer, so a private note makes no difference and a renamed file none either. A
//! bundle names artifacts by number alone: they are found again by their title, else by their number.

use std::collections::BTreeMap;

use artifolio_core::path::RelPath;
use artifolio_core::portfolio::Portfolio;
use artifolio_core::profile::Profile;
use artifolio_core::source::Vfs;
use serde::Serialize;

use crate::error::RestoreError;
use crate::restore::Bundle;
use crate::submission::{
    Attached, PublicArtifact, PublicEvidence, Row, Stamp, Submission, from_portfolio,
};

/// What a difference is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum About {
    /// The person or the programme.
    Whole,
    /// A criterion, by its key.
    Criterion(String),
    /// An artifact, by its number now, or then when it is gone.
    Artifact {
        /// The number.
        number: u32,
        /// Its title.
        title: String,
    },
}

/// How it differs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum How {
    /// It was not in the bundle.
    Added,
    /// It is only in the bundle.
    Removed,
    /// It is in both and not the same.
    Changed,
}

/// What of it has changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Part {
    /// What was written.
    Text,
    /// The artifacts attached to it.
    Artifacts,
    /// The evidence: its files, captions, order.
    Evidence,
    /// Anything else that readers see.
    Details,
}

/// One thing that differs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Difference {
    /// What it is about.
    pub about: About,
    /// How it differs.
    pub how: How,
    /// In what; empty for what was added or removed.
    pub parts: Vec<Part>,
}

/// Compares the submission in the package `name` with the portfolio as it is now. Its files are taken for what its
/// manifest says: whether they are, `artifolio_verify::verify` tells.
///
/// # Errors
/// [`RestoreError`] when it is no submission that can be read.
pub fn compare(
    zip_fs: &dyn Vfs,
    name: &RelPath,
    portfolio: &Portfolio,
    profile: &Profile,
) -> Result<Vec<Difference>, RestoreError> {
    let mut bundle = Bundle::open(zip_fs, name)?;
    let then = bundle.submission()?;
    let stamp = Stamp { date: then.date, draft: then.draft, app: &then.app };
    let (now, contents) = from_portfolio(portfolio, profile, stamp);
    let now_hash: BTreeMap<&str, &str> =
        contents.iter().map(|content| (content.name.as_str(), content.sha256.as_str())).collect();
    let sides = Sides {
        then_hash: &|path| bundle.listed(path).map(str::to_owned),
        now_hash: &|path| now_hash.get(path).map(|&hash| hash.to_owned()),
        pairs: pairs(&then.artifacts, &now.artifacts),
        then: &then,
        now: &now,
    };
    Ok(sides.whole().into_iter().chain(sides.criteria()).chain(sides.artifacts()).collect())
}

/// Number now by number then.
fn pairs(then: &[PublicArtifact], now: &[PublicArtifact]) -> BTreeMap<u32, u32> {
    let mut pairs = BTreeMap::new();
    let same: [fn(&PublicArtifact, &PublicArtifact) -> bool; 3] = [
        |a, b| a.title == b.title && a.number == b.number,
        |a, b| a.title == b.title,
        |a, b| a.number == b.number,
    ];
    for is_same in same {
        for old in then.iter().filter(|old| !pairs.contains_key(&old.number)).collect::<Vec<_>>() {
            let free = |new: &&PublicArtifact| !pairs.values().any(|number| *number == new.number);
            if let Some(new) = now.iter().filter(free).find(|new| is_same(old, new)) {
                pairs.insert(old.number, new.number);
            }
        }
    }
    pairs
}

type Hash<'a> = &'a dyn Fn(&str) -> Option<String>;

struct Sides<'a> {
    then: &'a Submission,
    now: &'a Submission,
    then_hash: Hash<'a>,
    now_hash: Hash<'a>,
    pairs: BTreeMap<u32, u32>,
}

impl Sides<'_> {
    fn whole(&self) -> Option<Difference> {
        let side = |s: &Submission| (s.candidate.clone(), s.language.clone(), s.profile.clone());
        let parts = if side(self.then) == side(self.now) { vec![] } else { vec![Part::Details] };
        changed(About::Whole, parts)
    }

    fn criteria(&self) -> Vec<Difference> {
        let then: BTreeMap<&str, Row<'_>> =
            self.then.rows().map(|row| (row.criterion.key.as_str(), row)).collect();
        let compare = |row: Row<'_>| {
            let old = then.get(row.criterion.key.as_str());
            let parts = [
                (Part::Text, old.map_or("", |old| old.markdown) != row.markdown),
                (
                    Part::Artifacts,
                    self.moved(old.map_or(&[][..], |old| old.artifacts)) != row.artifacts,
                ),
            ];
            changed(About::Criterion(row.criterion.key.clone()), differing(parts))
        };
        self.now.rows().filter_map(compare).collect()
    }

    /// Attached artifacts under the numbers they have now; one that is gone has none and makes a difference.
    fn moved(&self, attached: &[Attached]) -> Vec<Attached> {
        let number = |old: &Attached| self.pairs.get(&old.number).copied().unwrap_or_default();
        attached.iter().map(|old| Attached { number: number(old), ..old.clone() }).collect()
    }

    fn artifacts(&self) -> Vec<Difference> {
        let about =
            |a: &PublicArtifact| About::Artifact { number: a.number, title: a.title.clone() };
        let alone = |a: &PublicArtifact, how| Difference { about: about(a), how, parts: vec![] };
        let mut all = Vec::new();
        for new in &self.now.artifacts {
            let old = self.pairs.iter().find(|(_, now)| **now == new.number);
            match old.and_then(|(then, _)| self.then.artifact(*then)) {
                Some(old) => all.extend(changed(about(new), self.parts(old, new))),
                None => all.push(alone(new, How::Added)),
            }
        }
        let gone = self.then.artifacts.iter().filter(|a| !self.pairs.contains_key(&a.number));
        all.extend(gone.map(|old| alone(old, How::Removed)));
        all
    }

    fn parts(&self, old: &PublicArtifact, new: &PublicArtifact) -> Vec<Part> {
        let details = |a: &PublicArtifact| PublicArtifact {
            evidence: vec![],
            markdown: String::new(),
            ..a.clone()
        };
        let evidence = |a: &PublicArtifact, hash: Hash<'_>| -> Vec<_> {
            a.evidence.iter().map(|item| content(item, hash)).collect()
        };
        differing([
            (Part::Text, old.markdown != new.markdown),
            (Part::Evidence, evidence(old, self.then_hash) != evidence(new, self.now_hash)),
            (Part::Details, details(old) != details(new)),
        ])
    }
}

/// An item with the hashes of its files in the place of their names.
fn content(item: &PublicEvidence, hash: Hash<'_>) -> PublicEvidence {
    let of = |path: &Option<String>| path.as_deref().map(|path| hash(path).unwrap_or_default());
    PublicEvidence {
        file: of(&item.file),
        capture: of(&item.capture),
        viewable: of(&item.viewable),
        poster: of(&item.poster),
        captions: of(&item.captions),
        transcript: of(&item.transcript),
        ..item.clone()
    }
}

fn differing<const N: usize>(parts: [(Part, bool); N]) -> Vec<Part> {
    parts.into_iter().filter_map(|(part, differs)| differs.then_some(part)).collect()
}

fn changed(about: About, parts: Vec<Part>) -> Option<Difference> {
    (!parts.is_empty()).then_some(Difference { about, how: How::Changed, parts })
}

#[cfg(test)]
mod tests;
