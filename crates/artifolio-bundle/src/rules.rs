//! What packing finds: what is less in a submission than could be. It never refuses. docs/codes.md says when each is given.

use std::io;

use artifolio_core::failure::reason;
use artifolio_core::finding::{Finding, Severity, Subject};

use crate::paper::{PrintError, Printed};

/// A rule about packing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rule {
    /// Stable id, listed in docs/codes.md.
    pub id: &'static str,
    /// How grave it is; no profile says otherwise.
    pub severity: Severity,
}

const fn recommended(id: &'static str) -> Rule {
    Rule { id, severity: Severity::Recommended }
}

pub(crate) const NOT_MADE: Rule = recommended("pdf-not-made");
const WRITTEN_OUT: Rule = recommended("pdf-character-written-out");
const LEFT_OUT: Rule = recommended("pdf-picture-left-out");
const NO_RECEIPT: Rule = recommended("receipt-not-written");

/// All of them, as docs/codes.md lists them.
pub const RULES: [Rule; 4] = [NOT_MADE, WRITTEN_OUT, LEFT_OUT, NO_RECEIPT];

/// Where these rules come from.
pub const SOURCE: &str = "docs/bundle.md, Submission";

impl Rule {
    fn finding(self, subject: Subject) -> Finding {
        Finding::new(self.id, self.severity, subject)
    }
}

/// What a PDF that was made does not show.
pub(crate) fn of_printed(printed: &Printed) -> Vec<Finding> {
    let mut found = vec![];
    if !printed.unprintable.is_empty() {
        let named = printed.unprintable.iter().map(|c| format!("U+{:04X}", u32::from(*c)));
        let named = named.collect::<Vec<_>>().join(", ");
        found.push(WRITTEN_OUT.finding(Subject::bundle()).with("characters", named));
    }
    for path in &printed.unshown {
        found.push(LEFT_OUT.finding(Subject::file(path)).with("file", path));
    }
    found
}

/// That there is no PDF.
pub(crate) fn not_made(error: &PrintError) -> Finding {
    let why = match error {
        PrintError::NoPrinter(source) | PrintError::Picture { source, .. } => reason(source),
        PrintError::Failed(why) => why.clone(),
        PrintError::Stopped => "stopped".into(),
    };
    NOT_MADE.finding(Subject::bundle()).with("reason", why)
}

/// That the receipt does not lie beside the package.
pub(crate) fn no_receipt(error: &io::Error) -> Finding {
    NO_RECEIPT.finding(Subject::bundle()).with("reason", reason(error))
}
