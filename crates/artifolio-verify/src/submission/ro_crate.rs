//! `ro-crate-metadata.json`: a crate whose root is `data/`, that describes every file there with its size and media type, and
//! says what `portfolio.json` says.

use std::collections::{BTreeMap, BTreeSet};

use artifolio_core::path::RelPath;

use serde::Deserialize;
use serde_json::Value;

use super::LIMIT;
use super::link::{Target, target};
use super::said::Portfolio;
use crate::bag::{is_payload, path};
use crate::name::shown;
use crate::report::Report;
use crate::rules::{
    CRATE_DIFFERS, CRATE_FILE_MISSING, CRATE_SIZE, CRATE_TYPE, CRATE_UNLISTED, CRATE_UNREADABLE,
};
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
    #[serde(flatten)]
    rest: BTreeMap<String, Value>,
}

impl Entity {
    fn text(&self, key: &str) -> &str {
        self.rest.get(key).and_then(Value::as_str).unwrap_or_default()
    }

    /// The ids that a key refers to, one or many.
    fn ids(&self, key: &str) -> BTreeSet<&str> {
        match self.rest.get(key) {
            Some(Value::Array(all)) => {
                all.iter().filter_map(|value| value.get("@id")?.as_str()).collect()
            }
            Some(value) => value.get("@id").and_then(Value::as_str).into_iter().collect(),
            None => BTreeSet::new(),
        }
    }
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

/// Judges the crate. Only what fits together is compared with it (`sound`).
pub(super) fn judge(tree: &mut Tree<'_>, said: &Portfolio, sound: bool, report: &mut Report) {
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
    files(tree, &file, &graph, said, report);
    if sound {
        works(&graph, said, report);
    }
}

/// Every file of the payload is described as it is, but for what only makes the pages look so.
fn files(tree: &Tree<'_>, own: &RelPath, graph: &[Entity], said: &Portfolio, report: &mut Report) {
    let types: BTreeMap<&str, &str> =
        said.files.iter().map(|file| (file.path.as_str(), file.media_type.as_str())).collect();
    let mut described = BTreeSet::new();
    for entity in graph.iter().filter(|entity| entity.types.has("File")) {
        let leads = match target(own, &entity.id) {
            // A file on the web is none of the bag.
            Target::Elsewhere(_) => continue,
            Target::Inside(leads) if tree.index.has(&leads) => leads,
            _ => {
                report.add(CRATE_FILE_MISSING.file(FILE).with("what", shown(&entity.id)));
                continue;
            }
        };
        let told = |rule: crate::rules::Rule| rule.file(FILE).with("what", shown(&entity.id));
        if let Some(n) = tree.index.find(&leads) {
            let (size, said) = (tree.index.files[n].size, entity.text("contentSize"));
            if said != size.to_string() {
                report.add(told(CRATE_SIZE).with("said", shown(said)).with("found", size));
            }
        }
        let right = types.get(entity.id.as_str()).copied().or_else(|| made(&entity.id));
        let format = entity.text("encodingFormat");
        if right.is_some_and(|right| right != format) {
            report.add(told(CRATE_TYPE).with("said", shown(format)));
        }
        described.insert(leads);
    }
    let plain = |path: &RelPath| {
        path == own || path.as_str() == "data/style.css" || path.as_str().starts_with("data/fonts/")
    };
    let there = tree.index.files.iter().map(|file| &file.path).filter(|path| is_payload(path));
    for path in there.filter(|path| !plain(path) && !described.contains(path)) {
        report.add(CRATE_UNLISTED.file(&shown(path.as_str())));
    }
}

/// The media type of a file that the writer makes.
fn made(path: &str) -> Option<&'static str> {
    Some(match path.rsplit_once('.')?.1 {
        "html" => "text/html",
        "csv" => "text/csv",
        "json" => "application/json",
        "pdf" => "application/pdf",
        "docx" => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        _ => return None,
    })
}

/// Artifacts and criteria.
fn works(graph: &[Entity], said: &Portfolio, report: &mut Report) {
    let entities: BTreeMap<&str, &Entity> =
        graph.iter().map(|entity| (entity.id.as_str(), entity)).collect();
    let mut differs = |id: &str, right: &dyn Fn(&Entity) -> bool| {
        if !entities.get(id).is_some_and(|entity| right(entity)) {
            report.add(CRATE_DIFFERS.file(FILE).with("what", shown(id)));
        }
    };
    differs("./", &|root| root.text("datePublished") == said.date);
    for artifact in &said.artifacts {
        let served: Vec<String> =
            said.served(artifact.number).map(|one| format!("#criterion-{}", one.key)).collect();
        let served: BTreeSet<&str> = served.iter().map(String::as_str).collect();
        differs(&format!("#artifact-{}", artifact.number), &|own| {
            // Without a title it has a name all the same, in the language of the portfolio.
            let title = artifact.title.trim();
            (title.is_empty() || own.text("name") == title) && own.ids("about") == served
        });
    }
    for criterion in &said.profile.criteria {
        differs(&format!("#criterion-{}", criterion.key), &|own| {
            own.text("name") == criterion.paraphrase && own.text("termCode") == criterion.code
        });
    }
}
