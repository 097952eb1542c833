//! `artifolio completions`: completions for a shell.

use clap::CommandFactory as _;
use clap_complete::Shell;

use crate::answer::Answer;
use crate::session::{Refusal, Session};

/// Arguments.
#[derive(Debug, clap::Args)]
#[command(after_help = "Example: artifolio completions bash > /etc/bash_completion.d/artifolio")]
pub(crate) struct Args {
    /// The shell
    shell: Shell,
}

/// Prints the script.
pub(crate) fn run(args: &Args, _session: &Session) -> Result<Answer, Refusal> {
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut crate::Line::command(), "artifolio", &mut script);
    let script = String::from_utf8_lossy(&script).into_owned();
    Ok(Answer::new(&serde_json::json!({ "script": script }), script.clone()))
}
