//! A run of a reliability test: how often, from which seed, and what is reported of it. A sample with every test; the
//! full size with `cargo xtask torture`, which writes docs/reliability.md from the reports.

use std::path::PathBuf;

/// The full sizes are asked for.
const FULL: &str = "ARTIFOLIO_TORTURE";
/// Seed of all chance; another one is another run.
const SEED: &str = "ARTIFOLIO_SEED";
/// What is tried, for the report.
const COMMIT: &str = "ARTIFOLIO_COMMIT";
/// Folder that takes a report a run.
const REPORTS: &str = "ARTIFOLIO_REPORTS";

/// A count of as many as there are.
pub const EVERY: usize = usize::MAX;

/// Whole numbers below what is asked for, the same ones for the same seed (SplitMix64, Steele, Lea and Flood 2014).
#[derive(Debug)]
pub struct Random(u64);

impl Random {
    /// The numbers of this seed.
    #[must_use]
    pub fn from(seed: u64) -> Self {
        Self(seed)
    }

    /// A number from 0 to below `limit`.
    ///
    /// # Panics
    /// When `limit` is 0.
    pub fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        usize::try_from((z ^ (z >> 31)) % limit as u64).unwrap()
    }
}

/// One run.
#[derive(Debug)]
pub struct Run {
    name: &'static str,
    what: &'static str,
    /// How often; set to how often it was, where that is known at the end alone.
    pub count: usize,
    seed: u64,
}

impl Run {
    /// `name` names the report; `what` says what is counted, for the table of docs/reliability.md. `sample` is how often
    /// with every test, `full` with `cargo xtask torture`.
    #[must_use]
    pub fn of(name: &'static str, what: &'static str, sample: usize, full: usize) -> Self {
        let count = if std::env::var_os(FULL).is_some() { full } else { sample };
        let seed =
            std::env::var(SEED).ok().and_then(|seed| seed.parse().ok()).unwrap_or(20_261_127);
        let often = if count == EVERY { "every one".to_owned() } else { count.to_string() };
        println!("{name}: {often} with seed {seed}");
        Self { name, what, count, seed }
    }

    /// The chance of this run.
    #[must_use]
    pub fn random(&self) -> Random {
        Random::from(self.seed)
    }

    /// Everything held: nothing was lost in all of them. A run that fails panics before it comes here.
    pub fn held(self) {
        let Self { name, what, count, seed } = self;
        println!("{name}: held, {count} times");
        let Some(folder) = std::env::var_os(REPORTS).map(PathBuf::from) else { return };
        let report = serde_json::json!({
            "name": name, "what": what, "count": count, "seed": seed, "lost": 0,
            "commit": std::env::var(COMMIT).unwrap_or_default(),
        });
        std::fs::create_dir_all(&folder).unwrap();
        std::fs::write(folder.join(format!("{name}.json")), format!("{report:#}\n")).unwrap();
    }
}
