//! `artifolio doctor`: what is not in order, what a mend would do, and the mends that were asked for.

use std::path::{Path, PathBuf};

use artifolio_core::finding::Severity;
use artifolio_core::message::SpokenFinding;
use artifolio_workspace::doctor::{self, Diagnosis, Mend};
use artifolio_workspace::workspace::Mode;
use serde::Serialize;

use crate::answer::{self, Answer};
use crate::progress::Bar;
use crate::session::{Opened, Refusal, Session, boxed};

/// Arguments.
#[derive(Debug, clap::Args)]
#[command(after_help = "Example: artifolio doctor \"My ISTE portfolio\" --mend")]
pub(crate) struct Args {
    /// The portfolio's folder
    dir: PathBuf,
    /// Do what nobody has to choose; with keys that are printed without this, do those and nothing else
    #[arg(long, value_name = "KEY", num_args = 0..)]
    mend: Option<Vec<String>>,
}

#[derive(Serialize)]
struct Examined {
    findings: Vec<Spoken>,
    mended: Vec<Way>,
}

#[derive(Serialize)]
struct Spoken {
    #[serde(flatten)]
    finding: SpokenFinding,
    mends: Vec<Way>,
}

/// A way to mend something, or one that was gone.
#[derive(Serialize)]
struct Way {
    key: String,
    message: String,
    by_itself: bool,
}

/// Looks, mends where that is asked for, and tells what is not in order then.
pub(crate) fn run(args: &Args, session: &Session) -> Result<Answer, Refusal> {
    let mended = match &args.mend {
        Some(keys) => mend(&args.dir, keys, session)?,
        None => Vec::new(),
    };
    let (opened, all) = look(&args.dir, session, Mode::Read)?;
    let refuses = all.iter().any(|d| d.finding.severity == Severity::Required);
    let spoken = |diagnosis: &Diagnosis| Spoken {
        finding: session
            .speak(std::slice::from_ref(&diagnosis.finding), &opened.reading.profile)
            .swap_remove(0),
        mends: ways(&diagnosis.mends, session),
    };
    let findings = all.iter().map(spoken).collect();
    let examined = Examined { findings, mended: ways(&mended, session) };
    let words = words(&examined, session);
    Ok(Answer::new(&examined, words).refused_if(refuses))
}

fn look(folder: &Path, session: &Session, mode: Mode) -> Result<(Opened, Vec<Diagnosis>), Refusal> {
    let opened = session.open(folder, mode)?;
    let Opened { workspace, reading, report } = &opened;
    let all = doctor::look(workspace, &session.data, reading, report, (session.clock)());
    let all = all.map_err(boxed)?;
    Ok((opened, all))
}

/// Does what is to be done; what that was.
fn mend(folder: &Path, keys: &[String], session: &Session) -> Result<Vec<Mend>, Refusal> {
    let choose = |all: &[Diagnosis]| match keys {
        [] => Ok(doctor::by_themselves(all)),
        keys => doctor::named(all, keys).map_err(boxed),
    };
    // A change that is half done is taken back by the opening for writing: nothing else was looked at before it.
    let (_, before) = look(folder, session, Mode::Read)?;
    if before.iter().flat_map(|d| &d.mends).any(Mend::is_roll_back) {
        let chosen = choose(&before)?;
        session.workspace(folder, Mode::Write)?;
        return Ok(chosen);
    }
    let (opened, all) = look(folder, session, Mode::Write)?;
    let chosen = choose(&all)?;
    let files = &**opened.workspace.files();
    let change = doctor::change(files, &chosen).map_err(boxed)?;
    opened.workspace.apply(change).map_err(boxed)?;
    doctor::clear(files, &session.data, &chosen).map_err(boxed)?;
    drop(opened);
    // The portfolio may have an id now, and the index another name.
    let workspace = session.workspace(folder, Mode::Read)?;
    let files = &**workspace.files();
    let needs_index = all.iter().flat_map(|d| &d.mends).any(Mend::is_of_index);
    let mends_index = chosen.iter().any(Mend::is_of_index);
    if mends_index || !needs_index {
        let index = session.index(&workspace)?;
        if mends_index {
            index.rebuild_with(files, &Bar::bytes()).map(drop).map_err(boxed)?;
        } else {
            // One that was in order says what the files say now.
            index.reconcile(files).map(drop).map_err(boxed)?;
        }
        index.close().map_err(boxed)?;
    }
    Ok(chosen)
}

fn ways(mends: &[Mend], session: &Session) -> Vec<Way> {
    let way = |mend: &Mend| Way {
        key: mend.key.clone(),
        message: session.catalogue.text(mend.says, &mend.params),
        by_itself: mend.by_itself,
    };
    mends.iter().map(way).collect()
}

fn words(examined: &Examined, session: &Session) -> String {
    let catalogue = &session.catalogue;
    let mut words = String::new();
    for Way { message, .. } in &examined.mended {
        words.push_str(&format!("✔ {message}\n"));
    }
    for Spoken { finding, mends } in &examined.findings {
        words.push_str(&answer::findings(std::slice::from_ref(finding)));
        for Way { key, message, by_itself } in mends {
            let how = if *by_itself { "--mend".to_owned() } else { format!("--mend {key}") };
            words.push_str(&format!("               → {message}  [{how}]\n"));
        }
    }
    if examined.findings.is_empty() {
        words.push_str(&catalogue.plain("doctor_all_well"));
    }
    words
}
