//! Ids and numbers: there twice, of no shape, or not there at all.

use std::collections::{BTreeMap, BTreeSet};

use artifolio_core::artifact::ArtifactState;
use artifolio_core::check::reading as rule;
use artifolio_core::conflict_copy::original;
use artifolio_core::finding::{Finding, Subject};
use artifolio_core::header::{Edit, Value, read_artifact, written};
use artifolio_core::id::Id;
use artifolio_core::path::RelPath;

use super::references::{header, ids, places, set};
use super::{Diagnosis, Does, ID_EMPTY, Mend, Patient};
use crate::layout::{Role, SETTINGS, role};

/// What may still be given away. What one mend gives, no other does.
pub(super) struct Free {
    ids: BTreeSet<String>,
    /// Each number with how many have it, those that are left out for now among them.
    numbers: BTreeMap<u32, usize>,
}

impl Free {
    pub(super) fn of(patient: &Patient<'_>) -> Self {
        let portfolio = &patient.reading.portfolio;
        let ids = portfolio.artifacts.iter().map(|artifact| artifact.header.id.to_string());
        let proposed = patient.report.findings.iter().filter(|f| f.rule == rule::ID_DUPLICATE);
        let proposed = proposed.filter_map(|finding| finding.params.get("proposal").cloned());
        let mut numbers = BTreeMap::new();
        let left_out = left_out(patient);
        let counted = portfolio.existing().filter_map(|artifact| artifact.header.number);
        for number in counted.chain(left_out) {
            *numbers.entry(number).or_default() += 1;
        }
        Self { ids: ids.chain(proposed).collect(), numbers }
    }

    fn id(&mut self, title: &str) -> Id {
        let id = Id::from_title(title, "artifact", &|id| self.ids.contains(id));
        self.ids.insert(id.to_string());
        id
    }

    /// The lowest number that no artifact has: a gap is filled first.
    fn number(&mut self) -> u32 {
        let free = (1..).find(|number| !self.numbers.contains_key(number));
        let free = free.expect("numbers do not end");
        self.numbers.insert(free, 1);
        free
    }
}

/// Numbers of artifacts that have no id yet, or that of another: they count as soon as that is mended.
fn left_out(patient: &Patient<'_>) -> Vec<u32> {
    let artifacts = &patient.reading.portfolio.artifacts;
    let faulty = patient.report.findings.iter().filter_map(|finding| finding.subject.file.as_ref());
    let files: BTreeSet<RelPath> = faulty.filter_map(|file| RelPath::parse(file).ok()).collect();
    let left_out = files.into_iter().filter(|file| {
        role(file) == Role::ArtifactHeader
            && artifacts.iter().all(|artifact| artifact.file() != *file)
    });
    let number = |file: RelPath| match written(&patient.text(&file)?, "number")? {
        Value::Text(number) => number.parse().ok(),
        _ => None,
    };
    left_out.filter_map(number).collect()
}

/// Two artifacts have one number: the later gets another.
pub(super) fn number(
    patient: &Patient<'_>,
    finding: &Finding,
    free: &mut Free,
) -> Option<Vec<Mend>> {
    let artifact = patient.reading.portfolio.artifact(finding.subject.id.as_deref()?)?;
    let (file, number) = (artifact.file(), free.number());
    let params = [("file", file.to_string()), ("number", number.to_string())];
    let mend = Mend::new("mend_number", &params, header(&file, vec![set_number(number)]));
    Some(vec![mend.by_itself_if(true)])
}

fn set_number(number: u32) -> Edit {
    Edit::Set { path: vec!["number".into()], value: number.into() }
}

fn set_id(id: &str) -> Edit {
    Edit::Set { path: vec!["id".into()], value: id.into() }
}

/// Two folders have one id. A copy gets another, and what is attached stays with the first; where neither is one by its
/// name, somebody has to choose.
pub(super) fn duplicate(
    patient: &Patient<'_>,
    finding: &Finding,
    free: &mut Free,
) -> Option<Vec<Mend>> {
    let path = |key| RelPath::parse(finding.params.get(key)?).ok();
    let (file, other, id) = (path("file")?, path("other")?, finding.params.get("proposal")?);
    let left_out = read_artifact(&patient.text(&file)?).value?;
    let number = left_out.number.filter(|_| left_out.state != ArtifactState::Planned);
    let is_taken = |number: &u32| free.numbers.get(number).is_some_and(|count| *count > 1);
    let number = number.filter(is_taken).map(|_| free.number());
    let mend = |file: &RelPath, other: &RelPath| {
        let mut params =
            vec![("file", file.to_string()), ("id", id.clone()), ("other", other.to_string())];
        let mut edits = vec![set_id(id)];
        params.extend(number.map(|number| ("number", number.to_string())));
        edits.extend(number.map(set_number));
        let says = if number.is_some() { "mend_other_id_and_number" } else { "mend_other_id" };
        Mend::new(says, &params, header(file, edits))
    };
    let (one, two) = (file.parent(), other.parent());
    let is_copy = is_copy(one.name(), two.name());
    let other_is = self::is_copy(two.name(), one.name());
    let of_other = |f: &&Finding| {
        f.rule == rule::ID_DUPLICATE && f.params.get("other") == finding.params.get("other")
    };
    let mut mends = vec![mend(&file, &other).by_itself_if(is_copy)];
    if !is_copy && patient.report.findings.iter().filter(of_other).count() == 1 {
        mends.push(mend(&other, &file).by_itself_if(other_is));
    }
    Some(mends)
}

/// Whether a folder is called as file managers and sync services call a copy of one that is called `of`.
pub(crate) fn is_copy(name: &str, of: &str) -> bool {
    if original(name, &|original| original == of).is_some() {
        return true;
    }
    let before = ["copy of ", "copia de "];
    let lower = name.to_lowercase();
    let rest = match name.strip_prefix(of) {
        Some(rest) => rest.to_lowercase(),
        None => {
            return before.iter().any(|word| lower.strip_prefix(word) == Some(&of.to_lowercase()));
        }
    };
    let words: Vec<&str> =
        rest.split([' ', '-', '_', '(', ')']).filter(|word| !word.is_empty()).collect();
    let is_number = |word: &str| word.len() <= 2 && word.bytes().all(|b| b.is_ascii_digit());
    match words[..] {
        ["copy" | "copia"] => true,
        ["copy" | "copia", number] => is_number(number),
        _ => false,
    }
}

/// Items of one artifact have one id: the later get others, so that pins stay with the first.
pub(super) fn evidence_id(patient: &Patient<'_>, finding: &Finding) -> Option<Vec<Mend>> {
    let artifact = patient.reading.portfolio.artifact(finding.subject.id.as_deref()?)?;
    let (file, id) = (artifact.file(), finding.params.get("evidence")?);
    let text = patient.text(&file)?;
    let later: Vec<_> = places(&text, "evidence", id).into_iter().skip(1).collect();
    let mut taken: BTreeSet<String> = ids(&text, "evidence").into_iter().flatten().collect();
    let (mut edits, mut new) = (Vec::new(), Vec::new());
    for place in later {
        let other = Id::from_title(id, "evidence", &|id| taken.contains(id)).to_string();
        edits.extend(set(&[place], &["id"], &other));
        taken.insert(other.clone());
        new.push(other);
    }
    let params = [("file", file.to_string()), ("id", id.clone()), ("new", new.join(", "))];
    let mend = Mend::new("mend_evidence_id_twice", &params, header(&file, edits));
    Some(vec![mend.by_itself_if(true)])
}

/// An `artifact.md` without a header.
pub(super) fn missing(
    patient: &Patient<'_>,
    finding: &Finding,
    free: &mut Free,
) -> Option<Vec<Mend>> {
    let file = RelPath::parse(finding.subject.file.as_deref()?).ok()?;
    Some(vec![new_id(patient, &file, "", free)])
}

/// A header whose id, or the id of one of its items, is missing or none.
pub(super) fn header_fault(
    patient: &Patient<'_>,
    finding: &Finding,
    free: &mut Free,
) -> Option<Vec<Mend>> {
    let reason = finding.params.get("reason")?;
    let field = finding.subject.field.as_deref()?;
    if !matches!(reason.as_str(), "missing" | "expected-id") {
        return None;
    }
    let file = RelPath::parse(finding.subject.file.as_deref()?).ok()?;
    let text = patient.text(&file)?;
    let item = |list| field.strip_prefix(list)?.strip_suffix(".id");
    match (role(&file), field) {
        (Role::ArtifactHeader, "id") => {
            let word = |key| match written(&text, key) {
                Some(Value::Text(word)) => word,
                _ => String::new(),
            };
            let said = Some(word("id")).filter(|id| !id.is_empty());
            Some(vec![new_id(patient, &file, &said.unwrap_or_else(|| word("title")), free)])
        }
        (Role::ArtifactHeader, _) => {
            item("evidence.").and_then(|_| evidence_ids(&file, &text)).map(|mend| vec![mend])
        }
        (Role::Criterion(_), _) => Some(attached_id(patient, &file, &text, item("artifacts.")?)),
        _ => None,
    }
}

/// Gives an artifact the id it has never had. A folder is called like the id when it is made, so a criterion that names
/// the folder means this artifact.
fn new_id(patient: &Patient<'_>, file: &RelPath, title: &str, free: &mut Free) -> Mend {
    let folder = file.parent();
    let criteria = patient.reading.portfolio.criteria.values();
    let is_named = criteria
        .flat_map(|entry| &entry.header.artifacts)
        .any(|attached| attached.id.as_str() == folder.name());
    let title = if is_named || title.trim().is_empty() { folder.name() } else { title };
    let id = free.id(title);
    let params = [("file", file.to_string()), ("id", id.to_string())];
    let does = header(file, vec![set_id(id.as_str())]);
    Mend::new("mend_new_id", &params, does).by_itself_if(true)
}

/// Gives every item of evidence without a usable id one.
fn evidence_ids(file: &RelPath, text: &str) -> Option<Mend> {
    let all = ids(text, "evidence");
    let is_id = |id: &&String| Id::parse(id).is_ok();
    let mut taken: BTreeSet<String> = all.iter().flatten().filter(is_id).cloned().collect();
    let Some(Value::List(items)) = written(text, "evidence") else { return None };
    let (mut edits, mut new) = (Vec::new(), Vec::new());
    for (i, (id, item)) in all.into_iter().zip(items).enumerate() {
        if id.as_ref().is_some_and(|id| Id::parse(id).is_ok()) {
            continue;
        }
        let named = match &item {
            Value::Map(entries) => entries.iter().find_map(|(key, value)| match value {
                Value::Text(file) if key == "file" => RelPath::parse(file).ok(),
                _ => None,
            }),
            _ => None,
        };
        let stem = |path: RelPath| path.name().split('.').next().map(str::to_owned);
        let title = id.or_else(|| named.and_then(stem)).unwrap_or_default();
        let id = Id::from_title(&title, "evidence", &|id| taken.contains(id)).to_string();
        edits.extend(set(&[vec!["evidence".into(), i.into()]], &["id"], &id));
        taken.insert(id.clone());
        new.push(id);
    }
    let params = [("file", file.to_string()), ("new", new.join(", "))];
    Some(Mend::new("mend_evidence_ids", &params, header(file, edits)).by_itself_if(true))
}

/// A criterion names an artifact by something that is no id: `Choice Board` for `choice-board`.
fn attached_id(patient: &Patient<'_>, file: &RelPath, text: &str, item: &str) -> Vec<Mend> {
    let all = ids(text, "artifacts");
    let by_id = all.iter().position(|id| id.as_deref() == Some(item));
    let by_place = || item.parse::<usize>().ok()?.checked_sub(1).filter(|i| *i < all.len());
    let Some(i) = by_id.or_else(by_place) else { return Vec::new() };
    let place = || vec!["artifacts".into(), i.into()];
    let meant = Id::from_title(item, "artifact", &|_| false);
    let mut mends = Vec::new();
    if by_id.is_some() && patient.reading.portfolio.artifact(meant.as_str()).is_some() {
        let params =
            [("file", file.to_string()), ("id", item.to_owned()), ("new", meant.to_string())];
        let does = header(file, set(&[place()], &["id"], meant.as_str()));
        mends.push(Mend::new("mend_reattach", &params, does));
    }
    let params = [("file", file.to_string()), ("id", item.to_owned())];
    let does = header(file, vec![Edit::Remove { path: place() }]);
    mends.push(Mend::new("mend_detach", &params, does));
    mends
}

/// `portfolio.toml` without an id.
pub(super) fn settings_fault(finding: &Finding) -> Option<Vec<Mend>> {
    let is_id = finding.subject.field.as_deref() == Some("id");
    is_id.then(|| vec![identity()])
}

/// `portfolio.toml` with an empty id, which no check asks for.
pub(super) fn empty_id(patient: &Patient<'_>) -> Option<Diagnosis> {
    let is_said =
        |f: &Finding| f.rule == rule::SETTINGS_FAULT && f.subject.field.as_deref() == Some("id");
    let unreadable = |f: &Finding| f.subject.file.as_deref() == Some(SETTINGS);
    let is_empty = patient.reading.portfolio.settings.id.is_empty();
    let told = patient.report.findings.iter().any(|f| is_said(f) || unreadable(f));
    (is_empty && !told).then(|| Diagnosis {
        finding: ID_EMPTY.finding(Subject::portfolio().field("id")),
        mends: vec![identity()],
    })
}

fn identity() -> Mend {
    Mend::new("mend_identity", &[], Does::Identity).by_itself_if(true)
}
