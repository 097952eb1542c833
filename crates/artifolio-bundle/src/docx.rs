//! Word documents, written so that the same content is the same bytes: the subset of WordprocessingML that docs/bundle.md
//! lists, with real headings, lists, links and header rows, a language and a title. `docx-rs` numbers paragraphs and links by a
//! counter of the process and knows neither header rows nor a language, so the parts are written here.

mod alignment_map;
mod body;
mod markdown;
mod package;
mod reflection;
mod xml;

pub(crate) use alignment_map::alignment_map;
pub(crate) use reflection::reflection;

#[cfg(test)]
mod tests;
