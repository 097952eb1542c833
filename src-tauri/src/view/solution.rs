//! Which artifacts to hand in, by their ids, and what hangs on which.

use artifolio_core::solve::{self, Dropped};
use serde::Serialize;
use ts_rs::TS;

use crate::desk::Seen;
use crate::error::{Refusal, ShellError, boxed};

/// A set of artifacts that answers as much as can be.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Solution {
    /// The set, by number.
    pub set: Vec<SetMember>,
    /// Keys of criteria that have no artifact in it.
    pub open: Vec<String>,
    /// The fewest artifacts that answer as much.
    pub fewest: u32,
    /// Criteria no two of which one artifact serves; where there are as many as `fewest`, they say why fewer will not do.
    pub apart: Vec<String>,
    /// How many the programme asks for.
    pub min: u32,
    /// And at most.
    pub max: u32,
    /// Criteria that hang on one artifact, with its id.
    pub hanging: Vec<HangingOn>,
    /// Ids of artifacts that can each be left out alone.
    pub spare: Vec<String>,
    /// Keys of the criteria for which one new artifact would do most; those that have none first.
    pub next: Vec<String>,
    /// Keys of the criteria that are lost with the artifact that was left out; `null` where none was.
    pub lost: Option<Vec<String>>,
}

/// An artifact of the set.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct SetMember {
    /// Its id.
    pub artifact: String,
    /// Keys of the criteria that only it answers in the set.
    pub alone: Vec<String>,
    /// It only fills the set up.
    pub for_size: bool,
}

/// A criterion that hangs on one artifact.
#[derive(Debug, Clone, Serialize, TS)]
pub struct HangingOn {
    /// Its key.
    pub criterion: String,
    /// The artifact's id.
    pub artifact: String,
}

/// The best set, or the best without one artifact.
///
/// # Errors
/// When that artifact is gone.
pub fn solution(seen: &Seen, without: Option<&str>) -> Result<Solution, Refusal> {
    let (portfolio, profile) = (&seen.reading.portfolio, &seen.reading.profile);
    let (solved, lost) = match without {
        None => (solve::solve(portfolio, profile), None),
        Some(id) => {
            let dropped = solve::dropped(portfolio, profile, id);
            let Dropped { lost, without } = dropped.ok_or_else(|| boxed(ShellError::Gone))?;
            (without, Some(lost))
        }
    };
    let member = |one: solve::Member| SetMember {
        artifact: one.artifact,
        alone: one.alone,
        for_size: one.for_size,
    };
    let hanging =
        |one: solve::Hanging| HangingOn { criterion: one.criterion, artifact: one.artifact };
    Ok(Solution {
        set: solved.set.into_iter().map(member).collect(),
        open: solved.open,
        fewest: u32::try_from(solved.fewest).unwrap_or(u32::MAX),
        apart: solved.apart,
        min: profile.artifacts.min,
        max: profile.artifacts.max,
        hanging: solved.hanging.into_iter().map(hanging).collect(),
        spare: solved.spare,
        next: solved
            .next
            .into_iter()
            .next()
            .map(|n| [n.open, n.hanging].concat())
            .unwrap_or_default(),
        lost,
    })
}
