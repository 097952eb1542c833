//! What a Markdown file is, and which of its words can be searched.

use artifolio_core::header;
use artifolio_core::markdown::plain_text;
use artifolio_core::path::RelPath;
use serde::Serialize;

use crate::layout::{Role, role};

/// What a search found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum HitKind {
    /// An artifact's header and reflection.
    Artifact,
    /// A contextualization.
    Criterion,
    /// Criterion 1.
    Reflection,
    /// Any other Markdown file.
    Note,
    /// A file that is no note, known by its name.
    File,
}

impl HitKind {
    /// The kind as it stands in the table `note`; absent for a file that has no row there.
    pub(super) fn parse(name: Option<&str>) -> Option<Self> {
        Some(match name {
            Some("artifact") => Self::Artifact,
            Some("criterion") => Self::Criterion,
            Some("reflection") => Self::Reflection,
            Some("note") => Self::Note,
            None => Self::File,
            Some(_) => return None,
        })
    }
}

/// A note as it is indexed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Note {
    pub(super) kind: HitKind,
    pub(super) id: Option<String>,
    pub(super) title: String,
    /// The body as it is written, then what people wrote in the header.
    pub(super) text: String,
}

/// Whether the file's words are indexed.
pub(super) fn is_note(path: &RelPath) -> bool {
    path.extension() == "md"
}

/// Reads a note. Broken headers are read as far as they go.
pub(super) fn read(path: &RelPath, text: &str) -> Note {
    let (yaml, body) = cut(text);
    let mut title = None;
    let (kind, id) = match role(path) {
        Role::ArtifactHeader => {
            let read = header::read_artifact(text).value;
            title = read.as_ref().map(|header| header.title.clone());
            (HitKind::Artifact, read.map(|header| header.id.as_str().to_owned()))
        }
        Role::Criterion(key) if key == artifolio_core::criterion::REFLECTION => {
            (HitKind::Reflection, Some(key))
        }
        Role::Criterion(key) => (HitKind::Criterion, Some(key)),
        _ => (HitKind::Note, None),
    };
    let title = title.filter(|title| !title.is_empty());
    let title = title.or_else(|| titled(yaml)).or_else(|| heading(body));
    Note { kind, id, title: title.unwrap_or_else(|| stem(path).to_owned()), text: join(yaml, body) }
}

/// Header and body; a file whose header does not end is body as a whole.
fn cut(text: &str) -> (&str, &str) {
    match header::split(text) {
        Ok(split) => (split.yaml, split.body),
        Err(_) => ("", text),
    }
}

/// The words of a note as they are read: what is indexed, without the marks of Markdown.
pub(super) fn read_words(text: &str) -> String {
    let (yaml, body) = cut(text);
    join(yaml, &plain_text(body))
}

/// Keys of a header whose values no one would look for: what the app keeps for itself, choices and dates
/// (docs/workspace.md). All others are words that somebody wrote, those of other programs too.
const KEPT_BY_THE_APP: [&str; 21] = [
    "capture",
    "captions",
    "checked",
    "consent",
    "decorative",
    "done",
    "edition",
    "empty_on_purpose",
    "file",
    "id",
    "made",
    "number",
    "poster",
    "role",
    "self_score",
    "sha256",
    "state",
    "status",
    "transcript",
    "until",
    "viewable",
];

/// The body, then what people wrote in the header. NUL would end the text for SQLite.
fn join(yaml: &str, body: &str) -> String {
    let mut words = String::with_capacity(yaml.len() + body.len() + 1);
    words.push_str(body);
    words.push('\n');
    for line in yaml.lines().map(|line| line.trim_start_matches([' ', '-'])) {
        let (key, value) = line.split_once(": ").unwrap_or(("", line));
        if !KEPT_BY_THE_APP.contains(&key) && !value.trim_end().ends_with(':') {
            words.push_str(value);
            words.push('\n');
        }
    }
    if words.contains('\0') { words.replace('\0', " ") } else { words }
}

/// The title that the header of any note may have; only shown, so its line is enough.
fn titled(yaml: &str) -> Option<String> {
    let value = yaml.lines().find_map(|line| line.strip_prefix("title:"))?;
    let title = value.trim().trim_matches(['"', '\'']);
    (!title.is_empty()).then(|| title.to_owned())
}

/// The first heading.
fn heading(body: &str) -> Option<String> {
    let line = body.lines().map(str::trim_start).find(|line| line.starts_with('#'))?;
    let title = line.trim_start_matches('#').trim().trim_end_matches('#').trim_end();
    (!title.is_empty()).then(|| title.to_owned())
}

fn stem(path: &RelPath) -> &str {
    path.name().rsplit_once('.').map_or(path.name(), |(stem, _)| stem)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn note(path: &str, text: &str) -> Note {
        read(&RelPath::parse(path).unwrap(), text)
    }

    #[test]
    fn kind_id_and_title() {
        use HitKind as K;
        let artifact = "artifacts/x/artifact.md";
        let table = [
            (
                artifact,
                "---\nid: a-b\ntitle: 'It''s: mine'\n---\n# Other\n",
                K::Artifact,
                Some("a-b"),
                "It's: mine",
            ),
            (
                artifact,
                "---\nid: a\n---\n\n## The *second* ##\n",
                K::Artifact,
                Some("a"),
                "The *second*",
            ),
            (artifact, "---\ntitle: \"No id\"\nnumber: [\n---\n", K::Artifact, None, "No id"),
            (artifact, "---\nid: a\ntitle: never closed\n", K::Artifact, None, "artifact"),
            ("artifacts/x/plan.md", "---\r\ntitle: Plan B\r\n---\r\n", K::Note, None, "Plan B"),
            ("criteria/7c.md", "---\nstatus: ready\n---\nwords", K::Criterion, Some("7c"), "7c"),
            ("reflection.md", "# \n\nwords", K::Reflection, Some("reflection"), "reflection"),
            ("feedback/from.mia.MD", "", K::Note, None, "from.mia"),
        ];
        for (path, text, kind, id, title) in table {
            let note = note(path, text);
            assert_eq!(
                (note.kind, note.id.as_deref(), note.title.as_str()),
                (kind, id, title),
                "{text}"
            );
        }
    }

    #[test]
    fn words_are_the_body_and_what_people_wrote_in_the_header() {
        let text = "\u{feff}---\nid: a\nsummary: a menu: of tasks\ntags: [own]\nevidence:\n  - id: b\n    sha256: 5b0f3c52\n    alt: >\n      folded text\n---\nBody\0end\n";
        assert_eq!(
            note("a.md", text).text,
            "Body end\n\na menu: of tasks\n[own]\n>\nfolded text\n"
        );
        assert_eq!(note("a.md", "---\nnot: closed\n").text, "---\nnot: closed\n\n");
        assert_eq!(note("a.md", "").text, "\n");
    }
}
