//! Read back and packed again: what a package says is enough to make it, byte for byte.

use std::collections::{BTreeMap, BTreeSet};
use std::io;

use artifolio_core::check::Report;
use artifolio_core::failure::Coded;
use artifolio_core::finding::{Finding, Severity, Subject};
use artifolio_core::path::RelPath;
use artifolio_core::portfolio::Portfolio;
use artifolio_core::profile::Profile;
use artifolio_core::progress::Progress;
use artifolio_core::source::Vfs;
use chrono::NaiveDate;

use super::{Run, Step, finding};
use crate::backup::backup;
use crate::error::{PackError, RestoreError};
use crate::pack::{PackOptions, pack};
use crate::paper::Without;
use crate::rehearse::{beside, sha256, sha256_of};
use crate::restore::{Bundle, RestoredKind};
use crate::rules;
use crate::site::PDF;
use crate::submission::SETTINGS;

/// What is packed again, in the scratch folder; a name that is ignored everywhere, so that a backup leaves it out.
const AGAIN: &str = "again.zip.tmp";

/// Both steps. `said` is who made the package, and its date.
pub(super) fn steps(
    run: &mut Run<'_>,
    kind: Option<RestoredKind>,
    bundle: &mut Bundle,
    said: (&str, &str),
    restoring: &dyn Progress,
    packing: &dyn Progress,
) -> Result<(), RestoreError> {
    let Some(kind) = kind else {
        run.not_tried(Step::Restored);
        run.not_tried(Step::Same);
        return Ok(());
    };
    let Some((portfolio, profile)) = restored(run, kind, bundle, restoring)? else {
        run.not_tried(Step::Same);
        return Ok(());
    };
    let (made_by, dated) = said;
    let (Ok(date), true) = (dated.parse::<NaiveDate>(), made_by == run.stage.app) else {
        let told =
            finding("rehearsal-other-version", Severity::Advice, Subject::bundle(), run.name);
        run.findings.push(told.with("made_by", made_by).with("app", run.stage.app));
        run.not_tried(Step::Same);
        return Ok(());
    };
    let again = RelPath::parse(AGAIN).expect("a fixed name is a path");
    // A submission whose PDF could not be set is made again without one.
    let has_pdf = has_pdf(bundle);
    let printer = if has_pdf { run.stage.printer } else { &Without };
    let options = PackOptions { date, draft: false, app: run.stage.app, printer };
    match packed(run.stage.scratch, kind, (&portfolio, &profile), &again, &options, packing) {
        Ok(found) if has_pdf && found.iter().any(|f| f.rule == rules::NOT_MADE.id) => {
            run.findings.extend(found);
            run.not_tried(Step::Same);
            Ok(())
        }
        Ok(_) => {
            let differing = differing(run, bundle, &again)?;
            let own: Vec<Severity> = differing.iter().map(|finding| finding.severity).collect();
            run.findings.extend(differing);
            run.ends(Step::Same, &own, &[]);
            Ok(())
        }
        Err(PackError::Cancelled) => Err(RestoreError::Cancelled),
        Err(PackError::Write { source, .. }) => Err(RestoreError::Write { path: again, source }),
        Err(error) => {
            let told =
                finding("rehearsal-not-packed", Severity::Required, Subject::bundle(), run.name);
            run.findings.push(told.with("reason", error.code()));
            run.ends(Step::Same, &[Severity::Required], &[]);
            Ok(())
        }
    }
}

/// Brings the package back and reads it.
fn restored(
    run: &mut Run<'_>,
    kind: RestoredKind,
    bundle: &mut Bundle,
    progress: &dyn Progress,
) -> Result<Option<(Portfolio, Profile)>, RestoreError> {
    let (scratch, name) = (run.stage.scratch, run.name);
    let refused = |reason: String| {
        finding("rehearsal-not-restored", Severity::Required, Subject::bundle(), name)
            .with("reason", reason)
    };
    let told = match bundle.bring_back_judged(kind, scratch, progress) {
        Ok(files) => {
            let apart = match kind {
                RestoredKind::Backup => {
                    let found = beside(run.stage.from, run.name, scratch)?;
                    let wrong = found.changed.iter().chain(&found.only_in_backup);
                    wrong.chain(&found.only_here).next().map(ToString::to_string)
                }
                RestoredKind::Submission => None,
            };
            match (apart, (run.stage.reader)(scratch)) {
                (None, Some((portfolio, profile))) => {
                    let figures =
                        [("files", files), ("artifacts", portfolio.artifacts.len() as u64)];
                    run.ends(Step::Restored, &[], &figures);
                    return Ok(Some((portfolio, profile)));
                }
                (apart, _) => refused(apart.unwrap_or_else(|| SETTINGS.to_owned())),
            }
        }
        Err(RestoreError::Content { path, reason }) => refused(format!("{path}: {reason}")),
        // The bytes of an entry are not what the zip says: told with the package.
        Err(RestoreError::Read(source)) if source.kind() == io::ErrorKind::InvalidData => {
            refused(source.to_string())
        }
        Err(error) => return Err(error),
    };
    run.findings.push(told);
    run.ends(Step::Restored, &[Severity::Required], &[]);
    Ok(None)
}

/// Whether the package has a PDF.
fn has_pdf(bundle: &mut Bundle) -> bool {
    let paper = format!("/data/{PDF}");
    bundle.package().entries().any(|(path, _)| path.as_str().ends_with(&paper))
}

/// Packs what came back; what packing found.
fn packed(
    scratch: &dyn Vfs,
    kind: RestoredKind,
    (portfolio, profile): (&Portfolio, &Profile),
    name: &RelPath,
    options: &PackOptions<'_>,
    progress: &dyn Progress,
) -> Result<Vec<Finding>, PackError> {
    match kind {
        RestoredKind::Submission => {
            let report = Report::default();
            pack(scratch, portfolio, profile, &report, scratch, name, options, progress)
                .map(|packed| packed.findings)
        }
        RestoredKind::Backup => {
            let PackOptions { date, app, .. } = *options;
            backup(scratch, &portfolio.settings, scratch, name, date, app, progress)
                .map(|_| Vec::new())
        }
    }
}

/// Files in which the two zips differ; the package itself where only the zip around them does.
fn differing(
    run: &Run<'_>,
    bundle: &mut Bundle,
    again: &RelPath,
) -> Result<Vec<Finding>, RestoreError> {
    let scratch = run.stage.scratch;
    if sha256(scratch, again).map_err(RestoreError::Read)? == run.sha256 {
        return Ok(Vec::new());
    }
    let told = |subject| finding("rehearsal-bytes-differ", Severity::Required, subject, run.name);
    let (old, new) = (contents(bundle)?, contents(&mut Bundle::open(scratch, again)?)?);
    let paths: BTreeSet<&String> = old.keys().chain(new.keys()).collect();
    let mut all: Vec<Finding> = paths
        .into_iter()
        .filter(|path| old.get(*path) != new.get(*path))
        .map(|path| told(Subject::file(path)))
        .collect();
    if all.is_empty() {
        all.push(told(Subject::bundle()));
    }
    Ok(all)
}

/// SHA-256 of every file by its path below the top folder; none of one whose bytes are not what the zip says.
fn contents(bundle: &mut Bundle) -> Result<BTreeMap<String, Option<String>>, RestoreError> {
    let paths: Vec<RelPath> = bundle.package().entries().map(|(path, _)| path.clone()).collect();
    let mut all = BTreeMap::new();
    for path in paths {
        let sum = match bundle.package().read(&path).and_then(sha256_of) {
            Ok(sum) => Some(sum),
            Err(error) if error.kind() == io::ErrorKind::InvalidData => None,
            Err(error) => return Err(RestoreError::Read(error)),
        };
        let below = path.as_str().split_once('/').map_or(path.as_str(), |(_, below)| below);
        all.insert(below.to_owned(), sum);
    }
    Ok(all)
}
