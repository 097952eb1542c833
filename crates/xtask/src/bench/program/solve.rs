//! Measures the set of artifacts to hand in, of 60 artifacts. What it has to beat is a wait that nobody notices.

use std::collections::BTreeMap;
use std::error::Error;
use std::time::{Duration, Instant};

use artifolio_core::artifact::Artifact;
use artifolio_core::criterion::{CriterionEntry, REFLECTION};
use artifolio_core::path::RelPath;
use artifolio_core::portfolio::Portfolio;
use artifolio_core::profile::Profile;
use artifolio_core::solve::solve;
use serde_json::json;

use crate::corpus::Random;
use crate::figures::{Row, median, milliseconds};

const ARTIFACTS: usize = 60;
/// Portfolios for each number of criteria that an artifact serves on average: sparse and dense ones are easy.
const EACH: usize = 40;
const SERVES: std::ops::RangeInclusive<usize> = 1..=8;
const TARGET: Duration = Duration::from_millis(50);

/// Measures and tells: the slowest of all counts.
pub(crate) fn run() -> Result<bool, Box<dyn Error>> {
    let profile = Profile::resolve("iste-metc-2020", None)?;
    let mut times = Vec::new();
    for serves in SERVES {
        for seed in 0..EACH {
            let portfolio = portfolio(&profile, serves, seed)?;
            let start = Instant::now();
            let solution = solve(&portfolio, &profile);
            times.push(start.elapsed());
            if solution.answered.is_empty() {
                return Err("nothing is answered".into());
            }
        }
    }
    let slowest = times.iter().max().copied().unwrap_or_default();
    let document = json!({
        "bench": "solve", "artifacts": ARTIFACTS, "portfolios": times.len(),
        "median_us": median(&times).as_micros(), "slowest_ms": milliseconds(&[slowest]),
    });
    println!("{}", serde_json::to_string_pretty(&document)?);
    let (what, anchor_is) = ("solve, the slowest", "a wait that nobody notices");
    Ok(Row { what, ours: slowest, anchor_is, anchor: TARGET, target: 1.0 }.tell())
}

/// Each criterion is served by each artifact with the same chance.
fn portfolio(profile: &Profile, serves: usize, seed: usize) -> Result<Portfolio, Box<dyn Error>> {
    let mut random = Random::new((1 + seed + serves * EACH) as u64);
    let mut artifacts = Vec::new();
    for number in 1..=ARTIFACTS {
        artifacts.push(Artifact {
            header: serde_json::from_value(
                json!({ "id": format!("a{number}"), "number": number }),
            )?,
            reflection: String::new(),
            folder: RelPath::parse(&format!("artifacts/a{number}"))?,
            unlisted: vec![],
            cleaned: vec![],
        });
    }
    let mut criteria = BTreeMap::new();
    let keys: Vec<&str> = profile.keys().into_iter().filter(|key| *key != REFLECTION).collect();
    for key in &keys {
        let attached: Vec<_> = (1..=ARTIFACTS)
            .filter(|_| random.below(keys.len()) < serves)
            .map(|number| json!({ "id": format!("a{number}") }))
            .collect();
        let entry = CriterionEntry {
            key: (*key).to_owned(),
            header: serde_json::from_value(json!({ "artifacts": attached }))?,
            text: "Words.".to_owned(),
            file: RelPath::parse(&format!("criteria/{key}.md"))?,
        };
        criteria.insert((*key).to_owned(), entry);
    }
    let settings = serde_json::from_value(json!({ "format": 1, "id": "bench" }))?;
    Ok(Portfolio { artifacts, criteria, ..Portfolio::blank(settings, profile) })
}
