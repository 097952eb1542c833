//! `artifolio transfer`: what belongs to the person and lies outside the portfolio, to another machine.

use std::io::{self, IsTerminal as _};
use std::path::PathBuf;

use artifolio_workspace::transfer::{carry_in, carry_out};
use serde::Serialize;

use crate::answer::Answer;
use crate::command::place;
use crate::session::{Refusal, Said, Session, boxed};

/// Arguments.
#[derive(Debug, clap::Args)]
#[command(after_help = "Example: artifolio transfer --out Benson.artifolio-transfer")]
#[group(required = true, multiple = false)]
pub(crate) struct Args {
    /// The file to write
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
    /// The file to take in on this machine
    #[arg(long = "in", value_name = "FILE")]
    from: Option<PathBuf>,
}

#[derive(Serialize)]
struct Moved<'a> {
    path: &'a PathBuf,
    carried: Vec<String>,
}

/// Writes the file or takes it in.
pub(crate) fn run(args: &Args, session: &Session) -> Result<Answer, Refusal> {
    let path = args.out.as_ref().or(args.from.as_ref()).expect("clap asks for one of the two");
    let (folder, name) = place(path)?;
    let words = passphrase().map_err(|e| boxed(Said::new("no-passphrase").with("reason", e)))?;
    let carried = if args.out.is_some() {
        carry_out(&session.data, &folder, &name, &words, session.today)
    } else {
        carry_in(&session.data, &folder, &name, &words)
    };
    let moved = Moved { path, carried: carried.map_err(boxed)? };
    let words = format!("{}\n{}", path.display(), moved.carried.join(", "));
    Ok(Answer::new(&moved, words))
}

/// From the terminal, unseen; else the first line of standard input.
fn passphrase() -> io::Result<String> {
    if io::stdin().is_terminal() {
        return rpassword::prompt_password("Passphrase: ");
    }
    let mut line = String::new();
    io::stdin().read_line(&mut line)?;
    Ok(line.trim_end_matches(['\r', '\n']).to_owned())
}
