//! Packing: what is asked, how far it is, what came of it.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::Finding;

/// What to pack.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct PackRequest {
    /// A draft is packed whatever is missing, and says so.
    pub draft: bool,
    /// `YYYY-MM-DD`; `null`: the portfolio's `prepared_on`, else today.
    pub date: Option<String>,
}

/// What the next bundle will be.
#[derive(Debug, Clone, Serialize, TS)]
pub struct PackPlace {
    /// Where it will lie.
    pub path: String,
    /// The date on it, `YYYY-MM-DD`.
    pub date: String,
}

/// How far it is.
#[derive(Debug, Clone, Serialize, TS)]
pub struct PackStep {
    /// Bytes done.
    #[ts(type = "number")]
    pub done: u64,
    /// Bytes in all.
    #[ts(type = "number")]
    pub total: u64,
}

/// What came of it.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(tag = "kind", rename_all = "lowercase")]
pub enum PackOutcome {
    /// A verified bundle lies there.
    Packed {
        /// Where.
        path: String,
        /// Its checksum.
        sha256: String,
        /// Files in it.
        files: u32,
        /// Its size.
        #[ts(type = "number")]
        bytes: u64,
        /// Whether it is a draft.
        draft: bool,
        /// What is less in it than could be.
        findings: Vec<Finding>,
    },
    /// Not packed: these stand in the way.
    Refused {
        /// All of them.
        findings: Vec<Finding>,
    },
    /// Stopped by the learner; nothing was left behind.
    Cancelled,
}
