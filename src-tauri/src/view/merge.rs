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

impl From<Piece> for TextPiece {
    fn from(piece: Piece) -> Self {
        match piece {
            Piece::Agreed { text } => Self::Agreed { text },
            Piece::Both { mine, theirs, both } => Self::Both { mine, theirs, both },
        }
    }
}

/// Puts two texts together that began as `base`.
pub(crate) fn merged(base: &str, mine: &str, theirs: &str) -> Vec<TextPiece> {
    merge(base, mine, theirs).into_iter().map(Into::into).collect()
}
