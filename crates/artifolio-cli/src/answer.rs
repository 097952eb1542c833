//! What a command answers, printed once: words for people or one JSON document, and the exit code.

use std::fmt::Display;
use std::io::{ErrorKind, Write as _, stderr, stdout};
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
            return say(format_args!("{:#}", Value::Object(all)), self.refused.into());
        }
        say(self.words.trim_end(), self.refused.into())
    }
}

/// Prints a failure and gives exit code 2.
pub(crate) fn print_failure(failure: &Failure, json: bool) -> ExitCode {
    if json {
        return say(format_args!("{:#}", json!({ "schema": SCHEMA, "error": failure })), 2);
    }
    note(&format!("{}\n{}", failure.message, failure.hint));
    ExitCode::from(2)
}

/// Says something beside the answer, on stderr. Where nobody can hear it (a full disk behind `2>`), the exit code says enough.
pub(crate) fn note(words: &str) {
    let _ = writeln!(stderr(), "{words}");
}

/// Puts the answer on stdout. Whoever reads it may stop early (`| head`): the exit code then says what it always does.
fn say(answer: impl Display, code: u8) -> ExitCode {
    let answer = answer.to_string();
    if answer.is_empty() {
        return ExitCode::from(code);
    }
    match writeln!(stdout(), "{answer}").and_then(|()| stdout().flush()) {
        Err(error) if error.kind() != ErrorKind::BrokenPipe => {
            note(&format!("stdout: {error}"));
            ExitCode::from(2)
        }
        _ => ExitCode::from(code),
    }
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
