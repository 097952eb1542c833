//! Another portfolio is opened while something is on its way: nothing of the first one lands in it.

use super::*;
use crate::pack::pack;
use crate::view::{PackOutcome, PackRequest};

fn done<T>(result: Result<T, Refusal>) -> T {
    result.unwrap_or_else(|e| panic!("{}", e.code()))
}

/// The portfolio in `p` is open, and there is another one in `q`.
fn two() -> (tempfile::TempDir, Desk) {
    let (folder, desk) = desk();
    let other = folder.path().join("q");
    fs::create_dir(&other).unwrap();
    fs::write(other.join("portfolio.toml"), "format = 1\nid = \"v\"\nname = \"Ben\"\n").unwrap();
    (folder, desk)
}

#[test]
fn a_bundle_has_its_receipt_in_the_portfolio_it_was_made_of() {
    let (folder, desk) = two();
    let request = PackRequest { draft: true, date: None };
    let switch = |_| {
        if see(&desk).reading.portfolio.settings.name == "Ana" {
            assert!(desk.open(&folder.path().join("q")).is_ok());
        }
    };
    let PackOutcome::Packed { path, .. } = done(pack(&desk, Language::En, &request, switch)) else {
        panic!("it is a draft")
    };
    assert!(see(&desk).open.workspace.root().ends_with("q"));
    assert!(
        done(desk.earlier_bundles()).is_empty() && !folder.path().join("q/submissions").exists()
    );
    assert_eq!(desk.bundle(None).ok(), Some(PathBuf::from(path)), "it can be shown all the same");
    assert!(desk.open(&folder.path().join("p")).is_ok());
    assert_eq!(done(desk.earlier_bundles()).len(), 1);
}
