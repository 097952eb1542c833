//! `ro-crate-metadata.json`: a crate whose root is `data/`, and every file it describes is there.

use serde::Deserialize;

use super::LIMIT;
use super::link::{Target, target};
use crate::bag::path;
use crate::name::shown;
use crate::report::Report;
use crate::rules::{CRATE_FILE_MISSING, CRATE_UNREADABLE};
use crate::tree::Tree;

pub(super) const FILE: &str = "data/ro-crate-metadata.json";

#[derive(Deserialize)]
struct Crate {
    #[serde(rename = "@graph")]
    graph: Vec<Entity>,
}

#[derive(Deserialize)]
struct Entity {
    #[serde(rename = "@id")]
    id: String,
    #[serde(rename = "@type", default)]
    types: Types,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum Types {
    One(String),
    Many(Vec<String>),
}

impl Default for Types {
    fn default() -> Self {
        Self::Many(Vec::new())
    }
}

impl Types {
    fn has(&self, name: &str) -> bool {
        match self {
            Self::One(own) => own == name,
            Self::Many(all) => all.iter().any(|own| own == name),
        }
    }
}

/// Judges the crate.
pub(super) fn judge(tree: &mut Tree<'_>, report: &mut Report) {
    let file = path(FILE);
    let Some(bytes) = tree.whole(&file, LIMIT, report) else { return };
    let graph = match serde_json::from_slice::<Crate>(&bytes) {
        Ok(read)
            if read.graph.iter().any(|entity| entity.id == "./" && entity.types.has("Dataset")) =>
        {
            read.graph
        }
        _ => return report.add(CRATE_UNREADABLE.file(FILE)),
    };
    for entity in graph.iter().filter(|entity| entity.types.has("File")) {
        let there = match target(&file, &entity.id) {
            // A file on the web is none of the bag.
            Target::Elsewhere(_) => true,
            Target::Inside(leads) => tree.index.has(&leads),
            Target::Here | Target::Nowhere => false,
        };
        if !there {
            report.add(CRATE_FILE_MISSING.file(FILE).with("what", shown(&entity.id)));
        }
    }
}
