//! Names as other systems take them. What Windows and macOS refuse or confuse is the judge's to find; here is counted
//! what a whole path comes to where a reviewer is likely to unpack it.

use artifolio_core::finding::{Severity, Subject};
use artifolio_verify::rules::{Aspect, aspect};

use super::{Run, Step, finding};
use crate::restore::Bundle;

/// Where a browser puts the zip and Windows unpacks it: into a folder called as the zip.
const DOWNLOADS: &str = "C:\\Users\\name\\Downloads\\";
/// Longest path that Windows gives programs which do not ask for more, in UTF-16 units (MAX_PATH without its end).
const MOST: usize = 259;

pub(super) fn step(run: &mut Run<'_>, bundle: &mut Bundle) {
    let top = run.verdict.top_folder.clone().unwrap_or_default();
    let start = units(DOWNLOADS) + units(&top) + 1;
    let (mut longest, mut beyond) = (0, Vec::new());
    for (path, _) in bundle.package().entries() {
        let whole = start + units(path.as_str());
        longest = longest.max(whole);
        if whole > MOST {
            let told = finding(
                "rehearsal-path-long",
                Severity::Recommended,
                Subject::file(path.as_str()),
                run.name,
            );
            beyond.push(told.with("length", whole).with("limit", MOST));
        }
    }
    let mut own: Vec<Severity> = run
        .findings
        .iter()
        .filter(|f| aspect(f.rule) == Aspect::Names)
        .map(|f| f.severity)
        .collect();
    own.extend(beyond.iter().map(|finding| finding.severity));
    let figures =
        [("longest", longest as u64), ("limit", MOST as u64), ("beyond", beyond.len() as u64)];
    run.findings.extend(beyond);
    run.ends(Step::Names, &own, &figures);
}

fn units(text: &str) -> usize {
    text.encode_utf16().count()
}
