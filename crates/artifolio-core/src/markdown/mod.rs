//! Markdown: one renderer for preview and site, the blocks for documents, and what the checks read off a text.
//!
//! Raw HTML is never shown: its events are dropped before rendering, and ammonia stands behind as the second wall.

mod address;
mod blocks;
mod characters;
mod outline;
mod plain;
mod publish;
mod render;

pub use address::web_address;
pub use blocks::{Block, Look, Span, blocks};
pub use characters::is_seen;
pub use outline::{Heading, Link, links, outline};
pub use plain::{plain_text, word_count};
pub use publish::publish;
pub use render::{RenderOptions, render};

use pulldown_cmark::Options;

/// What the learner's Markdown may hold.
fn options() -> Options {
    Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
}

#[cfg(test)]
mod tests;
