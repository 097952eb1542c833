//! "Checked, doesn't apply": a mark of the learner on one finding, which holds as long as what was judged stays as it
//! was. A digest of the subject decides, never a date.

use chrono::NaiveDate;
use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};

use crate::artifact::{Artifact, ArtifactHeader, ArtifactState};
use crate::finding::{Finding, Subject, SubjectKind};
use crate::path::RelPath;
use crate::portfolio::{Portfolio, Waived};

/// Whether a rule can never be waived; also for an id that no rule has.
#[must_use]
pub fn is_locked(rule: &str) -> bool {
    super::catalogue().find(|(id, _)| *id == rule).is_none_or(|(_, locked)| locked)
}

/// The mark for a finding; `None` when its rule cannot be waived.
#[must_use]
pub fn mark(
    finding: &Finding,
    portfolio: &Portfolio,
    reason: &str,
    on: NaiveDate,
) -> Option<Waived> {
    let Subject { kind, id, file, field } = finding.subject.clone();
    (!is_locked(finding.rule)).then(|| Waived {
        rule: finding.rule.to_owned(),
        kind,
        id,
        file,
        field,
        reason: reason.to_owned(),
        on: Some(on),
        digest: digest_of(&finding.subject, portfolio),
    })
}

/// The learner's mark on a finding, if it still holds: same rule, same subject, a reason, and the subject unchanged.
#[must_use]
pub fn of<'p>(finding: &Finding, portfolio: &'p Portfolio) -> Option<&'p Waived> {
    let s = &finding.subject;
    portfolio.settings.waived.iter().find(|w| {
        w.rule == finding.rule
            && (w.kind, &w.id, &w.file, &w.field) == (s.kind, &s.id, &s.file, &s.field)
            && !w.reason.trim().is_empty()
            && !is_locked(finding.rule)
            && w.digest == digest_of(s, portfolio)
    })
}

/// SHA-256, hex, of what a subject consists of: its header, its text, the hashes of its files. What says nothing of
/// the content (number, state, private notes, self-scores) is left out, so that renumbering undoes no mark.
#[must_use]
pub fn digest_of(subject: &Subject, portfolio: &Portfolio) -> String {
    let content = match subject.kind {
        SubjectKind::Portfolio => whole(subject, portfolio),
        SubjectKind::Artifact => subject
            .id
            .as_deref()
            .and_then(|id| portfolio.artifact(id))
            .map(|a| artifact(a, portfolio))
            .into(),
        SubjectKind::Criterion => {
            let other = subject.field.as_deref().and_then(|f| f.strip_prefix("text."));
            json!([subject.id.as_deref(), other].map(|key| criterion(key, portfolio)))
        }
        SubjectKind::File => {
            let path = subject.file.as_deref().and_then(|f| RelPath::parse(f).ok());
            json!(path.and_then(|p| portfolio.files.get(&p)).map(|facts| &facts.sha256))
        }
        SubjectKind::Bundle => Value::Null,
    };
    hex::encode(Sha256::digest(canonical(json!([subject, content])).to_string()))
}

/// The portfolio as a whole: who and when, or, for its figures, what exists and what is attached to what.
fn whole(subject: &Subject, portfolio: &Portfolio) -> Value {
    let field = subject.field.as_deref().unwrap_or_default();
    let first = field.split('.').next().unwrap_or_default();
    if ["artifacts", "criteria", "standard"].contains(&first) {
        let artifacts: Vec<_> = portfolio.existing().map(|a| &a.header.id).collect();
        let mapping: Vec<_> = portfolio
            .criteria
            .values()
            .map(|c| json!([c.key, c.header.artifacts, c.is_empty()]))
            .collect();
        return json!([artifacts, mapping]);
    }
    let s = &portfolio.settings;
    json!([
        [&s.name, &s.family_name, &s.title, &s.role, &s.students, &s.language, &s.profile],
        s.classroom,
        s.dates,
        s.statement
    ])
}

fn artifact(artifact: &Artifact, portfolio: &Portfolio) -> Value {
    let header = ArtifactHeader {
        number: None,
        state: ArtifactState::default(),
        note: String::new(),
        ..artifact.header.clone()
    };
    let hashes: Vec<_> = header
        .evidence
        .iter()
        .flat_map(|e| e.files())
        .map(|(_, path)| portfolio.files.get(&artifact.resolve(path)).map(|facts| &facts.sha256))
        .collect();
    json!([header, artifact.reflection, hashes])
}

fn criterion(key: Option<&str>, portfolio: &Portfolio) -> Value {
    let Some(entry) = key.and_then(|key| portfolio.criteria.get(key)) else { return Value::Null };
    let h = &entry.header;
    json!([h.artifacts, h.empty_on_purpose, h.edition, entry.text])
}

/// Without what has its default (a key that a later version adds must not undo every mark), keys sorted (whether
/// `serde_json` sorts them depends on the features of the whole build).
fn canonical(value: Value) -> Value {
    match value {
        Value::Object(map) => {
            let mut entries: Vec<_> = map
                .into_iter()
                .map(|(key, v)| (key, canonical(v)))
                .filter(|(_, v)| {
                    ![json!(null), json!(false), json!(""), json!([]), json!({})].contains(v)
                })
                .collect();
            entries.sort_by(|a, b| a.0.cmp(&b.0));
            Value::Object(entries.into_iter().collect())
        }
        Value::Array(items) => Value::Array(items.into_iter().map(canonical).collect()),
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_that_has_its_default_changes_nothing() {
        let now = json!({ "b": [1, { "c": "x" }], "a": true, "zero": 0 });
        let later = json!({
            "b": [1, { "c": "x", "d": null, "e": {} }],
            "a": true,
            "f": "",
            "zero": 0,
            "g": [],
            "h": false,
        });
        assert_eq!(canonical(now.clone()), canonical(later));
        assert_eq!(canonical(now.clone()), now);
        assert_ne!(canonical(json!([null, 1])), canonical(json!([1])), "places in a list count");
    }
}
