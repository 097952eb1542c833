//! `ro-crate-metadata.json`: the submission for programs, as an RO-Crate 1.2 whose root is `data/`. Criteria are
//! defined terms, artifacts are works about them, files are their parts.

use serde::ser::{Serialize, SerializeMap as _, Serializer};

use crate::media;
use crate::site::{ALIGNMENT_MAP, CRATE, DATA, MAP_DOCUMENT, MAP_TABLE, PDF, artifact_page};
use crate::submission::{PublicArtifact, PublicFile, Row, Submission};
use crate::words::Words;

const CANDIDATE: &str = "#candidate";
const RIGHTS: &str = "#rights";
const STANDARDS: &str = "#standards";

/// The whole file. `made` are the files beside the evidence, with their sizes.
pub(crate) fn text(submission: &Submission, made: &[(String, u64)], words: &Words) -> String {
    let rows: Vec<_> = submission.rows().collect();
    let made: Vec<_> = made.iter().filter_map(|(path, bytes)| made_file(path, *bytes)).collect();
    let mut graph = vec![descriptor(), root(submission, &made, words), candidate(submission)];
    graph.push(
        Entity::new(RIGHTS, "CreativeWork")
            .text("name", &words.say("rights_name"))
            .text("description", &words.say("rights_description")),
    );
    graph.push(
        Entity::new(STANDARDS, "DefinedTermSet")
            .text("name", &submission.profile.name)
            .text("version", &submission.profile.edition)
            .text("url", &submission.profile.standards_link),
    );
    graph.extend(rows.iter().map(term));
    graph.extend(submission.artifacts.iter().map(|a| artifact(a, &rows, words)));
    graph.extend(submission.files.iter().map(|f| evidence_file(f, submission, words)));
    graph.extend(made.iter().map(|f| page_file(f, submission, &rows, words)));
    let document = Entity(vec![
        ("@context", Node::Text("https://w3id.org/ro/crate/1.2/context".into())),
        ("@graph", Node::Entities(graph)),
    ]);
    let mut text = serde_json::to_string_pretty(&document).expect("strings and lists are JSON");
    text.push('\n');
    text
}

fn descriptor() -> Entity {
    Entity::new(CRATE, "CreativeWork")
        .id("conformsTo", "https://w3id.org/ro/crate/1.2")
        .id("about", "./")
}

fn root(submission: &Submission, made: &[PublicFile], words: &Words) -> Entity {
    let name = match submission.candidate.name.trim() {
        "" => words.say("portfolio_unnamed"),
        name => words.with("portfolio_of", &[("name", name)]),
    };
    let parts = submission.files.iter().chain(made).map(|f| f.path.clone());
    let draft = if submission.draft { words.say("draft_note") + " " } else { String::new() };
    Entity::new("./", "Dataset")
        .text("name", &name)
        .text("description", &(draft + &words.say("crate_description")))
        .text("datePublished", &submission.date.to_string())
        .text("inLanguage", &submission.language)
        .id("license", RIGHTS)
        .id("author", CANDIDATE)
        .id("publisher", CANDIDATE)
        .ids("hasPart", parts.collect())
        .ids("mentions", submission.artifacts.iter().map(|a| artifact_id(a.number)).collect())
}

fn candidate(submission: &Submission) -> Entity {
    let candidate = &submission.candidate;
    Entity::new(CANDIDATE, "Person")
        .text("name", candidate.name.trim())
        .text("familyName", candidate.family_name.trim())
        .text("jobTitle", candidate.title.trim())
        .text("description", candidate.role.trim())
}

fn term(row: &Row<'_>) -> Entity {
    Entity::new(&term_id(row), "DefinedTerm")
        .text("name", &row.criterion.paraphrase)
        .text("termCode", &row.criterion.code)
        .id("inDefinedTermSet", STANDARDS)
}

fn artifact(artifact: &PublicArtifact, rows: &[Row<'_>], words: &Words) -> Entity {
    let name = match artifact.title.trim() {
        "" => words.artifact_name(artifact),
        title => title.to_owned(),
    };
    let serves = |row: &&Row<'_>| row.artifacts.iter().any(|a| a.number == artifact.number);
    let mut parts: Vec<String> = vec![artifact_page(artifact.number)];
    for (_, path) in artifact.evidence.iter().flat_map(|e| e.files()) {
        if !parts.iter().any(|p| p == path) {
            parts.push(path.to_owned());
        }
    }
    let links = artifact.evidence.iter().filter_map(|e| e.link.clone());
    Entity::new(&artifact_id(artifact.number), "CreativeWork")
        .text("name", &name)
        .text("position", &artifact.number.to_string())
        .text("description", artifact.summary.trim())
        .text("genre", artifact.kind.trim())
        .text("temporalCoverage", &period(artifact))
        .id("creator", CANDIDATE)
        .ids("about", rows.iter().filter(serves).map(term_id).collect())
        .ids("hasPart", parts)
        .texts("url", links.collect())
}

/// A file of the evidence: described by its alternative text, else as a part of its artifact.
fn evidence_file(file: &PublicFile, submission: &Submission, words: &Words) -> Entity {
    let holds = |artifact: &&PublicArtifact| {
        artifact.evidence.iter().flat_map(|e| e.files()).any(|(_, path)| path == file.path)
    };
    let artifact = submission.artifacts.iter().find(holds);
    let mut items = artifact.iter().flat_map(|artifact| &artifact.evidence);
    let own = items.find(|e| e.file.as_deref() == Some(&file.path));
    let name = own.map_or("", |e| e.caption.trim());
    let name = if name.is_empty() { last(&file.path) } else { name };
    let description = match (own.map_or("", |e| e.alt.trim()), artifact) {
        ("", Some(artifact)) => words.artifact_name(artifact),
        (alt, _) => alt.to_owned(),
    };
    file_entity(file, name).text("description", &description)
}

/// A file that the writer made: what it is called and, where it has no content of its own to tell, what it is.
fn page_file(
    file: &PublicFile,
    submission: &Submission,
    rows: &[Row<'_>],
    words: &Words,
) -> Entity {
    let row = rows.iter().find(|row| row.page == file.path);
    let artifact = submission.artifacts.iter().find(|a| artifact_page(a.number) == file.path);
    let name = match (row, artifact) {
        (Some(row), _) => row.criterion.paraphrase.clone(),
        (_, Some(artifact)) => artifact.title.trim().to_owned(),
        _ if file.path.starts_with("alignment-map") => words.say("alignment_map"),
        _ => String::new(),
    };
    let name = if name.is_empty() { last(&file.path) } else { &name };
    let description = match (row, artifact) {
        (Some(row), _) if row.is_reflection() => words.say("reflection"),
        (Some(row), _) => words.with(
            "criterion_titled",
            &[("number", &row.criterion.number.to_string()), ("code", &row.criterion.code)],
        ),
        (_, Some(artifact)) => words.artifact_name(artifact),
        _ => words.say(match file.path.as_str() {
            MAP_TABLE => "data_csv",
            MAP_DOCUMENT => "data_docx",
            ALIGNMENT_MAP => "map_caption",
            DATA => "data_json",
            PDF => "data_pdf",
            _ => "overview",
        }),
    };
    file_entity(file, name)
        .text("description", &description)
        .ids("about", row.map(term_id).into_iter().collect())
}

fn file_entity(file: &PublicFile, name: &str) -> Entity {
    Entity::new(&file.path, "File")
        .text("name", name)
        .text("encodingFormat", &file.media_type)
        .text("contentSize", &file.bytes.to_string())
}

/// A file the writer made; style and fonts carry no content of the portfolio and are left out.
fn made_file(path: &str, bytes: u64) -> Option<PublicFile> {
    let (_, extension) = path.rsplit_once('.')?;
    let is_content = matches!(extension, "html" | "csv" | "docx" | "json" | "pdf");
    let media_type = media::media_type(extension, &[]).to_owned();
    is_content.then(|| PublicFile {
        path: path.to_owned(),
        bytes,
        media_type,
        width: None,
        height: None,
        seconds: None,
        pages: None,
        cleaned: None,
    })
}

/// ISO 8601: a date, or an interval.
fn period(artifact: &PublicArtifact) -> String {
    match (&artifact.made, &artifact.until) {
        (Some(from), Some(to)) => format!("{from}/{to}"),
        (from, to) => from.as_ref().or(to.as_ref()).cloned().unwrap_or_default(),
    }
}

fn artifact_id(number: u32) -> String {
    format!("#artifact-{number}")
}

fn term_id(row: &Row<'_>) -> String {
    format!("#criterion-{}", row.criterion.key)
}

fn last(path: &str) -> &str {
    path.rsplit('/').next().unwrap_or(path)
}

/// A JSON object whose keys keep their order. `serde_json::Map` would be sorted in one build and not in another,
/// depending on which features other crates switch on.
#[derive(Debug)]
struct Entity(Vec<(&'static str, Node)>);

/// A list of one is written as the one, as RO-Crate 1.2 recommends.
#[derive(Debug)]
enum Node {
    Text(String),
    Texts(Vec<String>),
    Id(String),
    Ids(Vec<String>),
    Entities(Vec<Entity>),
}

impl Entity {
    fn new(id: &str, kind: &str) -> Self {
        Self(vec![("@id", Node::Text(id.to_owned())), ("@type", Node::Text(kind.to_owned()))])
    }

    /// A text; nothing where it is empty.
    fn text(self, key: &'static str, value: &str) -> Self {
        self.with(key, !value.is_empty(), Node::Text(value.to_owned()))
    }

    fn texts(self, key: &'static str, values: Vec<String>) -> Self {
        self.with(key, !values.is_empty(), Node::Texts(values))
    }

    fn id(self, key: &'static str, id: &str) -> Self {
        self.with(key, true, Node::Id(id.to_owned()))
    }

    fn ids(self, key: &'static str, ids: Vec<String>) -> Self {
        self.with(key, !ids.is_empty(), Node::Ids(ids))
    }

    fn with(mut self, key: &'static str, is_there: bool, node: Node) -> Self {
        if is_there {
            self.0.push((key, node));
        }
        self
    }
}

impl Serialize for Entity {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(self.0.len()))?;
        for (key, node) in &self.0 {
            map.serialize_entry(key, node)?;
        }
        map.end()
    }
}

impl Serialize for Node {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let reference = |id: &String| Entity(vec![("@id", Self::Text(id.clone()))]);
        match self {
            Self::Text(text) => text.serialize(serializer),
            Self::Texts(texts) => match texts.as_slice() {
                [text] => text.serialize(serializer),
                texts => texts.serialize(serializer),
            },
            Self::Id(id) => reference(id).serialize(serializer),
            Self::Ids(ids) => match ids.as_slice() {
                [id] => reference(id).serialize(serializer),
                ids => serializer.collect_seq(ids.iter().map(reference)),
            },
            Self::Entities(entities) => entities.serialize(serializer),
        }
    }
}
