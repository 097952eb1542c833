//! Two versions of one text, as the interface shows them.

use artifolio_core::merge::{Piece, merge};
use serde::Serialize;
use ts_rs::TS;

/// A stretch of a text that two versions were put together to.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(tag = "kind", rename_all = "lowercase")]
pub enum TextPiece {
    /// Nobody disagrees.
    Agreed {
        /// The text of it.
        text: String,
    },
    /// Both versions say something else; each of the three can stand in the place.
    Both {
        /// What was written in the window.
        mine: String,
        /// What came from outside.
        theirs: String,
        /// One below the other.
        both: String,
    },
}

/// Puts two texts together that began as `base`.
pub(crate) fn merged(base: &str, mine: &str, theirs: &str) -> Vec<TextPiece> {
    let piece = |piece| match piece {
        Piece::Agreed { text } => TextPiece::Agreed { text },
        Piece::Both { mine, theirs, both } => TextPiece::Both { mine, theirs, both },
    };
    merge(base, mine, theirs).into_iter().map(piece).collect()
}
