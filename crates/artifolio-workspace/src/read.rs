//! Reading a whole portfolio. A file that cannot be read or parsed is a finding with its line and column; everything
//! else is still read. Every file is opened at most once.

mod evidence;
mod known;
#[cfg(test)]
mod tests;
mod texts;

use std::collections::{BTreeMap, BTreeSet};

use artifolio_core::artifact::Artifact;
use artifolio_core::check::reading as rule;
use artifolio_core::clean_copy::{CleanCopy, read_ledger};
use artifolio_core::conflict_copy::{Original, original};
use artifolio_core::criterion::{CriterionEntry, CriterionHeader};
use artifolio_core::finding::{Finding, Place, Severity, Subject};
use artifolio_core::header::{FaultKind, read_artifact, read_criterion, split};
use artifolio_core::id::Id;
use artifolio_core::path::RelPath;
use artifolio_core::plan::{Plan, read_plan};
use artifolio_core::portfolio::{Portfolio, Settings};
use artifolio_core::profile::{Profile, ProfileError};
use artifolio_core::progress::{Progress, Silent};
use artifolio_core::settings_edit::{blank_settings, read_settings};
use artifolio_core::source::{Vfs, read_whole};

use crate::error::ReadOnly;
use crate::layout::{
    ARTIFACT_FILE, ARTIFACTS, CLEANED, CRITERIA, LEDGER, PLAN, PROFILE, SETTINGS, criterion_file,
    fixed,
};
use crate::scan::{Scan, scan};

pub(crate) use known::Known;
pub use texts::MAX_TEXT_FILE;

/// A portfolio as it was read.
#[derive(Debug, Clone, PartialEq)]
pub struct Reading {
    /// Everything that could be read.
    pub portfolio: Portfolio,
    /// The programme, with the learner's corrections.
    pub profile: Profile,
    /// What could not be read. Severities are set by the check, from the profile.
    pub findings: Vec<Finding>,
    /// Why nothing of it may be written, whoever opens it.
    pub read_only: Option<ReadOnly>,
}

impl Reading {
    /// Why a text that is there could not be read: what it says is then unknown, and not empty.
    #[must_use]
    pub fn unread(&self, file: &RelPath) -> Option<&Finding> {
        let about = |f: &&Finding| f.subject.file.as_deref() == Some(file.as_str());
        self.findings.iter().filter(about).find(|f| rule::UNREAD_TEXT.contains(&f.rule))
    }
}

/// Why there is no reading at all.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unread {
    /// The folder or its `portfolio.toml` is gone.
    Gone,
    /// The caller asked to stop.
    Stopped,
}

/// Reads everything: texts, the programme, and the facts of every file that an evidence list names. `progress` is told
/// of the evidence's bytes.
///
/// # Errors
/// [`Unread`]; whatever is wrong with single files is a finding.
pub fn read(vfs: &dyn Vfs, progress: &dyn Progress) -> Result<Reading, Unread> {
    read_again(vfs, progress, &Known::default())
}

/// The same, without looking again into evidence that is known to be what it was.
///
/// # Errors
/// As for [`read`].
pub(crate) fn read_again(
    vfs: &dyn Vfs,
    progress: &dyn Progress,
    known: &Known,
) -> Result<Reading, Unread> {
    let scan = scan(vfs);
    if !scan.files.contains_key(&fixed(SETTINGS)) {
        return Err(Unread::Gone);
    }
    let mut reader = Reader { vfs, scan, findings: Vec::new() };
    let (portfolio, profile, read_only) = reader.portfolio();
    let files = evidence::facts(&mut reader, &portfolio.artifacts, known, progress);
    let portfolio = Portfolio { files: files.ok_or(Unread::Stopped)?, ..portfolio };
    Ok(Reading { portfolio, profile, findings: reader.findings, read_only })
}

fn join(folder: &RelPath, name: &str) -> RelPath {
    folder.join(name).expect("a fixed name is a path")
}

/// A portfolio for who only packs it again; `None` when there is none.
#[must_use]
pub fn whole(vfs: &dyn Vfs) -> Option<(Portfolio, Profile)> {
    read(vfs, &Silent).ok().map(|reading| (reading.portfolio, reading.profile))
}

/// What must be known of a workspace before it is opened for writing.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Identity {
    pub(crate) id: Option<String>,
    pub(crate) newer: Option<u32>,
}

/// Reads `portfolio.toml` for that alone.
pub(crate) fn identity(vfs: &dyn Vfs) -> Identity {
    let text = read_whole(vfs, &fixed(SETTINGS), MAX_TEXT_FILE)
        .ok()
        .and_then(|bytes| String::from_utf8(bytes).ok())
        .unwrap_or_default();
    let read = read_settings(&text);
    Identity {
        newer: read.faults.iter().find_map(|fault| newer(&fault.kind)),
        id: read.value.map(|settings| settings.id).filter(|id| !id.is_empty()),
    }
}

fn newer(kind: &FaultKind) -> Option<u32> {
    if let FaultKind::NewerFormat(format) = kind { Some(*format) } else { None }
}

/// One reading on its way.
struct Reader<'w> {
    vfs: &'w dyn Vfs,
    scan: Scan,
    findings: Vec<Finding>,
}

impl Reader<'_> {
    /// Everything but the facts of evidence.
    fn portfolio(&mut self) -> (Portfolio, Profile, Option<ReadOnly>) {
        for (folder, reason) in std::mem::take(&mut self.scan.unreadable) {
            self.unreadable(&folder, reason);
        }
        let (settings, read_only) = self.settings();
        let profile = self.profile(&settings.profile);
        let artifacts = self.artifacts();
        let criteria = self.criteria(&profile);
        let strays = std::mem::take(&mut self.scan.strays);
        let plan = self.plan();
        let files = BTreeMap::new();
        let portfolio = Portfolio { settings, plan, artifacts, criteria, files, strays };
        (portfolio, profile, read_only)
    }

    fn settings(&mut self) -> (Settings, Option<ReadOnly>) {
        let file = fixed(SETTINGS);
        let read = self.text(&file).map(|text| read_settings(&text));
        let mut read_only = None;
        for fault in read.iter().flat_map(|read| &read.faults) {
            if let Some(format) = newer(&fault.kind) {
                read_only = Some(ReadOnly::Newer(format));
                let subject = Subject::portfolio().field("format");
                self.found(rule::FORMAT_NEWER, subject, &[("format", format.to_string())], None);
            } else {
                self.fault(rule::SETTINGS_FAULT, &file, fault);
            }
        }
        let settings = read.and_then(|read| read.value).unwrap_or_else(blank_settings);
        (settings, read_only)
    }

    /// What `plan.toml` says; nothing where it cannot be read.
    fn plan(&mut self) -> Plan {
        let file = fixed(PLAN);
        if !self.scan.files.contains_key(&file) {
            return Plan::default();
        }
        let text = self.text(&file).unwrap_or_default();
        read_plan(&text).unwrap_or_else(|error| {
            let params = [("file", file.to_string()), ("said", error.message().to_owned())];
            let place = texts::toml_place(&text, &error);
            self.found(rule::PLAN_FAULT, Subject::file(file.as_str()), &params, place);
            Plan::default()
        })
    }

    fn profile(&mut self, id: &str) -> Profile {
        let own = self.scan.files.contains_key(&fixed(PROFILE)).then(|| self.text(&fixed(PROFILE)));
        let own = own.flatten();
        let error = match Profile::resolve(id, own.as_deref()) {
            Ok(profile) => return profile,
            Err(error) => error,
        };
        match error {
            ProfileError::Shape(reason) => {
                let (params, place) = match own.as_deref().and_then(texts::toml_fault) {
                    Some((said, place)) => {
                        (vec![("reason", "syntax".to_owned()), ("said", said)], Some(place))
                    }
                    None => (vec![("reason", reason.trim().replace('\n', " "))], None),
                };
                self.found(rule::PROFILE_FAULT, Subject::file(PROFILE), &params, place);
            }
            ProfileError::Unknown(name) => self.unknown_profile(name),
        }
        Profile::resolve(id, None).unwrap_or_else(|_| {
            if self.findings.iter().all(|f| f.rule != rule::PROFILE_UNKNOWN) {
                self.unknown_profile(id.to_owned());
            }
            Profile::resolve(&Profile::shipped()[0], None).expect("shipped profiles resolve")
        })
    }

    fn unknown_profile(&mut self, name: String) {
        let subject = Subject::portfolio().field("profile");
        self.found(rule::PROFILE_UNKNOWN, subject, &[("profile", name)], None);
    }

    fn artifacts(&mut self) -> Vec<Artifact> {
        let above = fixed(ARTIFACTS);
        let folders: Vec<RelPath> =
            self.scan.folders.keys().filter(|folder| folder.parent() == above).cloned().collect();
        let all: Vec<Artifact> =
            folders.into_iter().filter_map(|folder| self.artifact(folder)).collect();
        let mut ids: BTreeSet<Id> = all.iter().map(|artifact| artifact.header.id.clone()).collect();
        let mut artifacts: Vec<Artifact> = Vec::new();
        for artifact in all {
            let id = &artifact.header.id;
            let Some(other) = artifacts.iter().find(|other| other.header.id == *id) else {
                artifacts.push(artifact);
                continue;
            };
            let taken = |id: &str| ids.iter().any(|other| other.as_str() == id);
            let proposal = Id::from_title(id.as_str(), "artifact", &taken);
            let params = [
                ("id", id.to_string()),
                ("file", artifact.file().to_string()),
                ("other", other.file().to_string()),
                ("proposal", proposal.to_string()),
            ];
            let subject = Subject::artifact(id.as_str()).in_file(artifact.file().to_string());
            self.found(rule::ID_DUPLICATE, subject, &params, None);
            ids.insert(proposal);
        }
        artifacts.sort_by_key(|a| (a.header.number.unwrap_or(u32::MAX), a.header.id.clone()));
        artifacts
    }

    fn artifact(&mut self, folder: RelPath) -> Option<Artifact> {
        let file = join(&folder, ARTIFACT_FILE);
        if !self.scan.files.contains_key(&file) {
            if self.scan.files_below(&folder).next().is_some() {
                let params = [("folder", folder.to_string())];
                let subject = Subject::file(folder.as_str());
                self.found(rule::FOLDER_WITHOUT_ARTIFACT, subject, &params, None);
            }
            return None;
        }
        let text = self.text(&file)?;
        if split(&text).is_ok_and(|split| split.header.is_none()) {
            let params = [("file", file.to_string())];
            self.found(rule::HEADER_MISSING, Subject::file(file.as_str()), &params, None);
            return None;
        }
        let read = read_artifact(&text);
        for fault in &read.faults {
            self.fault(rule::HEADER_FAULT, &file, fault);
        }
        let cleaned = self.cleaned(&folder);
        let mut artifact = Artifact {
            header: read.value?,
            reflection: read.body,
            folder,
            unlisted: Vec::new(),
            cleaned,
        };
        let listed: Vec<RelPath> = evidence::paths(&artifact).collect();
        artifact.unlisted = self
            .scan
            .files_below(&artifact.folder)
            .map(|entry| entry.path.clone())
            .filter(|path| *path != file && !listed.contains(path))
            .filter(|path| !path.is_below(&join(&artifact.folder, CLEANED)))
            .collect();
        Some(artifact)
    }

    /// The clean copies of an artifact, as its ledger lists them.
    fn cleaned(&mut self, folder: &RelPath) -> Vec<CleanCopy> {
        let file = join(&join(folder, CLEANED), LEDGER);
        if !self.scan.files.contains_key(&file) {
            return Vec::new();
        }
        let text = self.text(&file).unwrap_or_default();
        read_ledger(&text).unwrap_or_else(|said| {
            let params = [("file", file.to_string()), ("said", said)];
            self.found(rule::CLEAN_LIST_FAULT, Subject::file(file.as_str()), &params, None);
            Vec::new()
        })
    }

    fn criteria(&mut self, profile: &Profile) -> BTreeMap<String, CriterionEntry> {
        let entries: BTreeMap<String, CriterionEntry> =
            profile.criterion.keys().map(|key| (key.clone(), self.criterion(key))).collect();
        let folder = fixed(CRITERIA);
        let unknown: Vec<RelPath> = self
            .scan
            .files_below(&folder)
            .map(|entry| entry.path.clone())
            .filter(|path| path.parent() == folder && entries.values().all(|e| e.file != *path))
            .collect();
        for file in unknown {
            let subject = Subject::file(file.as_str());
            let copied = original(file.name(), &|name| {
                folder.join(name).is_ok_and(|path| entries.values().any(|e| e.file == path))
            });
            let file = ("file", file.to_string());
            if let Some(Original { name, service, .. }) = copied {
                let params = [file, ("original", name), ("service", service.name().to_owned())];
                self.found(rule::CONFLICT_COPY, subject, &params, None);
            } else {
                self.found(rule::CRITERION_UNKNOWN, subject, &[file], None);
            }
        }
        entries
    }

    fn criterion(&mut self, key: &str) -> CriterionEntry {
        let file = criterion_file(key);
        let mut entry = CriterionEntry {
            key: key.to_owned(),
            header: CriterionHeader::default(),
            text: String::new(),
            file: file.clone(),
        };
        if !self.scan.files.contains_key(&file) {
            return entry;
        }
        if let Some(text) = self.text(&file) {
            let read = read_criterion(&text);
            for fault in &read.faults {
                self.fault(rule::HEADER_FAULT, &file, fault);
            }
            entry.header = read.value.unwrap_or_default();
            entry.text = read.body;
        }
        entry
    }

    fn found(
        &mut self,
        rule: &'static str,
        subject: Subject,
        params: &[(&'static str, String)],
        place: Option<Place>,
    ) {
        let finding = Finding::new(rule, Severity::Required, subject);
        let finding = params.iter().fold(finding, |f, (key, value)| f.with(key, value));
        self.findings.push(Finding { place, ..finding });
    }

    fn unreadable(&mut self, path: &RelPath, reason: String) {
        let params = [("file", path.to_string()), ("reason", reason)];
        self.found(rule::FILE_UNREADABLE, Subject::file(path.as_str()), &params, None);
    }
}
