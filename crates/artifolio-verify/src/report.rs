//! The list of findings while it grows: complete for people, bounded for hostile input.

use std::collections::BTreeMap;

use artifolio_core::finding::{Finding, Severity};

use crate::rules::MORE;

/// So many findings of one rule are told one by one; the rest are counted.
const EACH: usize = 1_000;

/// Findings so far.
#[derive(Debug, Default)]
pub(crate) struct Report {
    findings: Vec<Finding>,
    counts: BTreeMap<&'static str, (usize, Severity)>,
}

impl Report {
    /// Adds one.
    pub(crate) fn add(&mut self, finding: Finding) {
        let (count, _) = self.counts.entry(finding.rule).or_insert((0, finding.severity));
        *count += 1;
        if *count <= EACH {
            self.findings.push(finding);
        }
    }

    /// Adds all that another list holds.
    pub(crate) fn extend(&mut self, findings: impl IntoIterator<Item = Finding>) {
        for finding in findings {
            self.add(finding);
        }
    }

    /// The list, with one line for each rule that had more than was told.
    pub(crate) fn finish(mut self) -> Vec<Finding> {
        for (rule, (count, severity)) in self.counts {
            if count > EACH {
                let mut more = MORE.bundle().with("count", count - EACH).with("rule", rule);
                more.severity = severity;
                self.findings.push(more);
            }
        }
        self.findings
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::{FILE_MISSING, NAME_NOT_NFC};

    #[test]
    fn the_rest_of_one_kind_is_counted_and_others_are_told() {
        let mut report = Report::default();
        for n in 0..EACH + 5 {
            report.add(NAME_NOT_NFC.file(&n.to_string()));
        }
        report.add(FILE_MISSING.file("data/a"));
        let findings = report.finish();
        assert_eq!(findings.len(), EACH + 2);
        let last = &findings[EACH + 1];
        assert_eq!((last.rule, last.severity), ("bundle-more", Severity::Recommended));
        assert_eq!(last.params["count"], "5");
        assert_eq!(last.params["rule"], "bundle-name-not-nfc");
    }
}
