//! Ill portfolios: what is found, what each mend does, and what stands there afterwards.

mod random;
mod single;
mod table;

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use artifolio_core::check::{Context, report};
use artifolio_core::message::{Catalogue, Language};
use artifolio_core::progress::Silent;

use super::*;
use crate::change::apply::Ground;
use crate::change::journal::Journal;
use crate::history::History;
use crate::layout::fixed;
use crate::read::read;
use crate::testing::{MemFs, noon};

/// A portfolio in memory, with a history.
struct Ill {
    files: MemFs,
    disk: MemFs,
    history: History,
}

impl std::fmt::Debug for Ill {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let text = |bytes: Vec<u8>| String::from_utf8_lossy(&bytes).into_owned();
        let files = self.files.tree().into_iter().filter_map(|(p, b)| Some((p, text(b?))));
        f.debug_map().entries(files).finish()
    }
}

impl Ill {
    fn with(files: &[(&str, &str)]) -> Self {
        let disk = MemFs::new();
        let ws = disk.below("ws");
        ws.plant("portfolio.toml", b"format = 1\nid = 'w'\n");
        for (path, text) in files {
            ws.plant(path, text.as_bytes());
        }
        Self { files: ws, disk, history: History::new("m".into(), noon(), unique()) }
    }

    fn text(&self, path: &str) -> String {
        let bytes = self.files.tree().get(&fixed(path)).cloned().flatten();
        String::from_utf8(bytes.unwrap_or_else(|| panic!("{path} is gone"))).unwrap()
    }

    /// What is found; looking changes nothing.
    fn look(&self) -> Vec<Diagnosis> {
        let before = self.files.tree();
        let reading = read(&self.files, &Silent).unwrap();
        let context = Context {
            portfolio: &reading.portfolio,
            profile: &reading.profile,
            today: noon()().date_naive(),
            roster: &[],
        };
        let report = report(&context, reading.findings.clone());
        let mut all = in_portfolio(&self.files, &reading, &report);
        all.extend(own::below(&self.files, noon()()).unwrap());
        assert!(self.files.tree() == before, "looking changed something");
        all
    }

    /// Does these mends as one change.
    fn mend(&mut self, chosen: &[Mend]) {
        let change = change(&self.files, chosen).unwrap();
        self.history.before(&self.files, &change).unwrap();
        let data: Arc<dyn Vfs> = Arc::new(self.disk.below("data"));
        let journal = Journal::new(data, "w", "folder", "/ws".into());
        Ground { files: &self.files, journal: &journal, unique: &unique() }
            .apply(change, &Silent)
            .unwrap();
        clear(&self.files, &DataDir::at("nowhere"), chosen).unwrap();
    }
}

fn unique() -> crate::Unique {
    static COUNT: AtomicUsize = AtomicUsize::new(0);
    Arc::new(|| format!("u{}", COUNT.fetch_add(1, Ordering::Relaxed)))
}

/// What is ill: by its file, since an artifact may get another id, and by what it names.
fn ill_at(diagnosis: &Diagnosis) -> [Option<String>; 4] {
    let Finding { rule, subject, params, .. } = &diagnosis.finding;
    let file = diagnosis.mends.last().and_then(|mend| mend.params.get("file"));
    [Some((*rule).to_owned()), file.cloned(), subject.field.clone(), params.get("id").cloned()]
}

/// Every sentence is there, in every language, with all its values.
#[test]
fn what_is_found_and_done_is_said_in_words() {
    let all = table::CASES.iter().flat_map(|case| Ill::with(case.files).look());
    for diagnosis in all {
        for language in [Language::En, Language::Es] {
            let words = Catalogue::of(language);
            let spoken = words.spoken(&diagnosis.finding, "");
            let mends = diagnosis.mends.iter().map(|mend| words.text(mend.says, &mend.params));
            for sentence in mends.chain([spoken.message, spoken.hint]) {
                assert!(!sentence.contains(['{', '}']) && sentence.contains(' '), "{sentence}");
            }
        }
    }
    for Rule { id, .. } in RULES {
        for key in ["finding", "hint"].map(|kind| format!("{kind}_{}", id.replace('-', "_"))) {
            assert!(Catalogue::of(Language::En).has(&key), "{key}");
        }
    }
}
