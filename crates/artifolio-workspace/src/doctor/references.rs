//! References that lead nowhere: attached artifacts, pins, evidence without its file, people's evidence.

use artifolio_core::artifact::{Artifact, Evidence};
use artifolio_core::finding::{Finding, Subject};
use artifolio_core::header::{Edit, Step as At, Value, written};
use artifolio_core::id::Id;
use artifolio_core::path::RelPath;

use super::{Diagnosis, Does, Mend, Patient, SHOWN_IN_UNKNOWN};
use crate::change::Step;
use crate::durable::Sha256;
use crate::history;
use crate::loose::{Loose, is_of_one};
use crate::scan::scan;
use crate::trash;

/// A criterion names an artifact that is not there.
pub(super) fn attached(patient: &Patient<'_>, finding: &Finding) -> Option<Vec<Mend>> {
    let (portfolio, id) = (&patient.reading.portfolio, finding.params.get("id")?);
    let entry = portfolio.criteria.get(finding.subject.id.as_deref()?)?;
    let places = places(&patient.text(&entry.file)?, "artifacts", id);
    let removal = trash::removal_of_artifact(patient.files, id).ok().flatten();
    let had = history::files_of_artifact(patient.files, id).unwrap_or_default();
    let free = |artifact: &&Artifact| {
        entry.header.artifacts.iter().all(|attached| attached.id != artifact.header.id)
    };
    let others = || portfolio.artifacts.iter().filter(free);
    let renamed = only(others().filter(|artifact| had.contains(&artifact.file())));
    let like = only(others().filter(|artifact| artifact.header.id.is_like(id)));
    let mut mends = Vec::new();
    if let Some(artifact) = renamed.or(like) {
        let new = artifact.header.id.to_string();
        let edits = set(&places, &["id"], &new);
        let params = [("file", entry.file.to_string()), ("id", id.clone()), ("new", new)];
        let mend = Mend::new("mend_reattach", &params, header(&entry.file, edits));
        // One that lies in the trash may be what is meant.
        mends.push(mend.by_itself_if(renamed.is_some() && removal.is_none()));
    }
    mends.extend(removal.and_then(|removal| put_back(patient, &removal)));
    let edits = remove(&places, &[]);
    let params = [("file", entry.file.to_string()), ("id", id.clone())];
    mends.push(Mend::new("mend_detach", &params, header(&entry.file, edits)));
    Some(mends)
}

/// A pin names evidence that is not there.
pub(super) fn pin(patient: &Patient<'_>, finding: &Finding) -> Option<Vec<Mend>> {
    let (portfolio, id) = (&patient.reading.portfolio, finding.params.get("id")?);
    let entry = portfolio.criteria.get(finding.subject.id.as_deref()?)?;
    let field = finding.subject.field.as_deref()?;
    let artifact = portfolio.artifact(field.strip_prefix("artifacts.")?.strip_suffix(".pin")?)?;
    let of_artifact = places(&patient.text(&entry.file)?, "artifacts", artifact.header.id.as_str());
    let attached = entry.header.artifacts.iter().filter(|a| a.id == artifact.header.id);
    let places: Vec<Vec<At>> = of_artifact
        .into_iter()
        .zip(attached)
        .filter(|(_, a)| a.pin.as_ref().is_some_and(|pin| pin.evidence.as_ref() == Some(id)))
        .map(|(place, _)| place)
        .collect();
    let (file, name) = (entry.file.to_string(), artifact.header.id.to_string());
    let mut mends = Vec::new();
    if let Some(new) = alike(&artifact.header.evidence, id) {
        let edits = set(&places, &["pin", "evidence"], new.as_str());
        let params = [
            ("file", file.clone()),
            ("artifact", name.clone()),
            ("id", id.clone()),
            ("new", new.to_string()),
        ];
        mends.push(Mend::new("mend_repin", &params, header(&entry.file, edits)));
    }
    let params = [("file", file), ("artifact", name), ("id", id.clone())];
    mends.push(Mend::new("mend_unpin", &params, header(&entry.file, remove(&places, &["pin"]))));
    Some(mends)
}

/// The item that is meant: the only one there is, or the only one that is called alike.
fn alike<'e>(evidence: &'e [Evidence], id: &str) -> Option<&'e Id> {
    let ids = || evidence.iter().map(|item| &item.id);
    only(ids()).or_else(|| only(ids().filter(|other| other.is_like(id))))
}

/// A list of evidence names a file that is not there.
pub(super) fn evidence(patient: &Patient<'_>, finding: &Finding) -> Option<Vec<Mend>> {
    let artifact = patient.reading.portfolio.artifact(finding.subject.id.as_deref()?)?;
    let gone = RelPath::parse(finding.subject.file.as_deref()?).ok()?;
    let field = finding.subject.field.as_deref()?.strip_prefix("evidence.")?;
    let (id, key) = field.rsplit_once('.')?;
    let items = artifact.header.evidence.iter().filter(|item| item.id.as_str() == id);
    let names = |item: &Evidence| {
        item.files().any(|(other, path)| other == key && artifact.resolve(path) == gone)
    };
    let all = places(&patient.text(&artifact.file())?, "evidence", id).into_iter().zip(items);
    let (places, items): (Vec<_>, Vec<_>) = all.filter(|(_, item)| names(item)).unzip();
    let is_principal =
        key == "file" || (key == "capture" && items.iter().all(|i| i.file.is_none()));
    let sha256 = items.first().filter(|_| is_principal).and_then(|item| item.sha256.as_ref());
    let lost = Lost { patient, artifact, key, places: &places, gone: &gone };
    let mut mends: Vec<Mend> = match sha256.and_then(|sha256| sha256.parse().ok()) {
        Some(sha256) => lost.with_bytes(sha256).into_iter().collect(),
        None => Vec::new(),
    };
    if mends.is_empty() {
        let named_so = artifact.unlisted.iter().filter(|path| path.name() == gone.name());
        mends.extend(only(named_so).and_then(|path| lost.relist(path)));
        let removals = trash::removed(patient.files).unwrap_or_default();
        let removal = removals.into_iter().find(|removal| removal.path == gone);
        mends.extend(removal.and_then(|removal| put_back(patient, &removal)));
    }
    let file = artifact.file();
    // A link is evidence without its captured copy; nothing is recorded of it then.
    mends.push(if is_principal && items.iter().all(|item| item.link.is_none()) {
        let params = [("file", file.to_string()), ("id", id.to_owned())];
        Mend::new("mend_unlist", &params, header(&file, remove(&places, &[])))
    } else {
        let params = [("file", file.to_string()), ("old", gone.to_string())];
        let mut edits = remove(&places, &[key]);
        if sha256.is_some() {
            edits.extend(remove(&places, &["sha256"]));
        }
        Mend::new("mend_unname", &params, header(&file, edits))
    });
    Some(mends)
}

/// A file that a list of evidence names and that is not there.
struct Lost<'l> {
    patient: &'l Patient<'l>,
    artifact: &'l Artifact,
    key: &'l str,
    places: &'l [Vec<At>],
    gone: &'l RelPath,
}

impl Lost<'_> {
    /// The file with the bytes that were recorded, of those that no list names: it is called anew where it lies in the
    /// artifact's folder, and moved to its place from anywhere else.
    fn with_bytes(&self, sha256: Sha256) -> Option<Mend> {
        let Patient { files, reading, hashes, .. } = self.patient;
        let artifacts = &reading.portfolio.artifacts;
        let loose = Loose::of(*files, hashes, &scan(*files), artifacts);
        let path = loose.with_bytes(sha256, self.gone, &self.artifact.folder)?.clone();
        if path.is_below(&self.artifact.folder) {
            return self.relist(&path).map(|mend| mend.by_itself_if(true));
        }
        let params = [("from", path.to_string()), ("file", self.gone.to_string())];
        let step = Step::Move { from: path, to: self.gone.clone(), expect: Some(sha256) };
        let mend = Mend::new("mend_move", &params, Does::Steps(vec![step]));
        Some(mend.by_itself_if(is_of_one(artifacts, sha256)))
    }

    /// Names another file of the artifact's folder.
    fn relist(&self, path: &RelPath) -> Option<Mend> {
        let (file, within) = (self.artifact.file(), path.within(&self.artifact.folder)?);
        let edits = set(self.places, &[self.key], within.as_str());
        let params =
            [("file", file.to_string()), ("old", self.gone.to_string()), ("new", path.to_string())];
        Some(Mend::new("mend_relist", &params, header(&file, edits)))
    }
}

fn put_back(patient: &Patient<'_>, removal: &trash::Removed) -> Option<Mend> {
    let (change, path) = trash::put_back(patient.files, &removal.key).ok()?;
    let params = [("file", path.to_string()), ("key", removal.key.clone())];
    Some(Mend::new("mend_put_back", &params, Does::Steps(change.steps)))
}

/// People who are shown in evidence that is not there.
pub(super) fn shown_in(patient: &Patient<'_>) -> Vec<Diagnosis> {
    let mut all = Vec::new();
    for artifact in patient.reading.portfolio.existing() {
        let header = &artifact.header;
        for (person, i) in header.people.iter().zip(0..) {
            let is_there = |id: &&String| header.evidence.iter().any(|e| e.id.as_str() == **id);
            for id in person.shown_in.iter().filter(|id| !is_there(id)) {
                let field = format!("people.{}.shown_in.{id}", i + 1);
                let subject = Subject::artifact(header.id.as_str()).field(field);
                let finding = SHOWN_IN_UNKNOWN.finding(subject.in_file(artifact.file().as_str()));
                let finding = finding.with("file", artifact.file()).with("person", i + 1);
                let mends = not_shown(patient, artifact, i, id).unwrap_or_default();
                all.push(Diagnosis { finding: finding.with("id", id), mends });
            }
        }
    }
    all
}

fn not_shown(patient: &Patient<'_>, artifact: &Artifact, i: usize, id: &str) -> Option<Vec<Mend>> {
    let file = artifact.file();
    // A person who cannot be read is left out, and places are others then.
    let Value::List(people) = written(&patient.text(&file)?, "people")? else { return None };
    let Value::Map(person) =
        people.get(i).filter(|_| people.len() == artifact.header.people.len())?
    else {
        return None;
    };
    let Value::List(shown_in) = person.iter().find_map(|(k, v)| (k == "shown_in").then_some(v))?
    else {
        return None;
    };
    let here = (0..).zip(shown_in).filter(|(_, value)| **value == Value::from(id));
    let places: Vec<Vec<At>> = here
        .map(|(j, _): (usize, _)| vec!["people".into(), i.into(), "shown_in".into(), j.into()])
        .collect();
    let said = |new: Option<&Id>| {
        let all = [
            ("file", Some(file.to_string())),
            ("person", Some((i + 1).to_string())),
            ("id", Some(id.to_owned())),
            ("new", new.map(ToString::to_string)),
        ];
        all.into_iter().filter_map(|(key, value)| Some((key, value?))).collect::<Vec<_>>()
    };
    let mut mends = Vec::new();
    if let Some(new) = alike(&artifact.header.evidence, id) {
        let does = header(&file, set(&places, &[], new.as_str()));
        mends.push(Mend::new("mend_shown_in", &said(Some(new)), does));
    }
    let does = header(&file, remove(&places, &[]));
    mends.push(Mend::new("mend_not_shown_in", &said(None), does));
    Some(mends)
}

/// The only one.
fn only<T>(mut all: impl Iterator<Item = T>) -> Option<T> {
    let one = all.next()?;
    all.next().is_none().then_some(one)
}

/// The items of a list with this id, by their places in the header as it is written.
pub(super) fn places(text: &str, list: &str, id: &str) -> Vec<Vec<At>> {
    let ids = ids(text, list).into_iter();
    let here = ids.enumerate().filter(|(_, other)| other.as_deref() == Some(id));
    here.map(|(i, _)| vec![list.into(), i.into()]).collect()
}

/// The ids of a list as they are written; `None` for an item without one.
pub(super) fn ids(text: &str, list: &str) -> Vec<Option<String>> {
    let Some(Value::List(items)) = written(text, list) else { return Vec::new() };
    let id = |item: Value| match item {
        Value::Map(entries) => entries.into_iter().find_map(|(key, value)| match value {
            Value::Text(id) if key == "id" && !id.is_empty() => Some(id),
            _ => None,
        }),
        _ => None,
    };
    items.into_iter().map(id).collect()
}

pub(super) fn header(file: &RelPath, edits: Vec<Edit>) -> Does {
    Does::Headers(vec![(file.clone(), edits)])
}

fn below(place: &[At], keys: &[&str]) -> Vec<At> {
    place.iter().cloned().chain(keys.iter().map(|key| (*key).into())).collect()
}

/// Sets these keys of every item at these places.
pub(super) fn set(places: &[Vec<At>], keys: &[&str], value: &str) -> Vec<Edit> {
    places.iter().map(|place| Edit::Set { path: below(place, keys), value: value.into() }).collect()
}

/// Removes these keys of every item at these places, or the items.
fn remove(places: &[Vec<At>], keys: &[&str]) -> Vec<Edit> {
    places.iter().map(|place| Edit::Remove { path: below(place, keys) }).collect()
}
