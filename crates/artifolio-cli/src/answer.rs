//! What a command answers, printed once: words for people or one JSON document, and the exit code.
#![expect(
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "the one place that talks on the terminal"
)]

use std::process::ExitCode;

use artifolio_core::failure::Failure;
use artifolio_core::finding::Severity;
use artifolio_core::message::SpokenFinding;
use serde::Serialize;
use serde_json::{Map, Value, json};

/// Version of every JSON document.
const SCHEMA: u32 = 1;

/// What a command found or did.
#[derive(Debug)]
pub(crate) struct Answer {
    document: Map<String, Value>,
    words: String,
    refused: bool,
}

impl Answer {
    /// An answer whose JSON document has these fields (an object) and whose words are these.
    pub(crate) fn new(document: &impl Serialize, words: impl Into<String>) -> Self {
        let Ok(Value::Object(document)) = serde_json::to_value(document) else {
            unreachable!("every answer is a struct with string keys")
        };
        Self { document, words: words.into(), refused: false }
    }

    /// Exit 1 when `refused`: a finding of severity required stands.
    pub(crate) fn refused_if(mut self, refused: bool) -> Self {
        self.refused = refused;
        self
    }

    /// Prints it and gives the exit code.
    pub(crate) fn print(self, json: bool) -> ExitCode {
        if json {
            let mut all = Map::from_iter([("schema".to_owned(), json!(SCHEMA))]);
            all.extend(self.document);
            println!("{:#}", Value::Object(all));
        } else if !self.words.is_empty() {
            println!("{}", self.words.trim_end());
        }
        ExitCode::from(u8::from(self.refused))
    }
}

/// Prints a failure and gives exit code 2.
pub(crate) fn print_failure(failure: &Failure, json: bool) -> ExitCode {
    if json {
        println!("{:#}", json!({ "schema": SCHEMA, "error": failure }));
    } else {
        eprintln!("{}\n{}", failure.message, failure.hint);
    }
    ExitCode::from(2)
}

/// Findings as people read them: gravest first, each with what to do and the words `waive` takes.
pub(crate) fn findings(list: &[SpokenFinding]) -> String {
    let mut out = String::new();
    for finding in list {
        let mark = match finding.severity {
            Severity::Required => "✖ required   ",
            Severity::Recommended => "▲ recommended",
            Severity::Advice => "· advice     ",
        };
        let place = finding.line.map(|l| format!(" (line {l})")).unwrap_or_default();
        out.push_str(&format!(
            "{mark}  {}{place}\n               {}\n               [{} {}]\n",
            finding.message,
            finding.hint,
            finding.rule,
            crate::command::subject_words(&finding.subject),
        ));
    }
    out
}
