//! `artifolio viewable`: copies that any browser shows, beside evidence that it does not, and posters of films and documents.

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::sync::Arc;

use artifolio_core::message::Catalogue;
use artifolio_core::path::RelPath;
use artifolio_core::source::Vfs;
use artifolio_workspace::change::import::sources;
use artifolio_workspace::change::viewable::{Added, add_viewable, viewable_copies};
use artifolio_workspace::disk::DiskFs;
use artifolio_workspace::error::VerbError;
use artifolio_workspace::read::Reading;
use artifolio_workspace::viewable::{
    Makers, NotMade, Only, Outcome, Shape, TOGETHER, Tools, Unshown, make, unshown,
};
use artifolio_workspace::workspace::{Mode, Workspace};
use serde::Serialize;

use crate::answer::Answer;
use crate::progress::Bar;
use crate::session::{Refusal, Session, boxed};

/// Arguments.
#[derive(Debug, clap::Args)]
#[command(after_help = "Example: artifolio viewable \"My ISTE portfolio\" --list")]
pub(crate) struct Args {
    /// The portfolio's folder
    dir: PathBuf,
    /// Only this artifact
    #[arg(long, value_name = "ID")]
    artifact: Option<String>,
    /// Only this item of evidence of the artifact
    #[arg(long, value_name = "ID", requires = "artifact")]
    evidence: Option<String>,
    /// Take this file, which you made yourself, as the copy of that item
    #[arg(long, value_name = "FILE", requires = "evidence", conflicts_with = "list")]
    file: Option<PathBuf>,
    /// Only show what would be made, and by what
    #[arg(long)]
    list: bool,
}

#[derive(Serialize)]
struct Said {
    files: Vec<Item>,
    made: Vec<String>,
}

/// An item that lacks a copy or a poster, or got one.
#[derive(Serialize)]
pub(super) struct Item {
    path: String,
    copy: &'static str,
    state: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    by: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    viewable: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    first_page: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    reason: Option<&'static str>,
}

/// Shows which files need a copy, and makes the copies unless only that was asked.
pub(crate) fn run(args: &Args, session: &Session) -> Result<Answer, Refusal> {
    let mode = if args.list { Mode::Read } else { Mode::Write };
    let workspace = session.workspace(&args.dir, mode)?;
    let reading = workspace.read_with(&Bar::bytes()).map_err(boxed)?;
    if let (Some(artifact), Some(evidence), Some(file)) =
        (&args.artifact, &args.evidence, &args.file)
    {
        return take(&workspace, &reading, (artifact, evidence), file);
    }
    let only = Only { artifact: args.artifact.as_deref(), evidence: args.evidence.as_deref() };
    let items = unshown(&reading, only).map_err(boxed)?;
    let tools = Tools::among(&session.programs, &session.printer);
    let (files, made): (Vec<Item>, _) = if args.list {
        (items.iter().map(|item| listed(item, &tools)).collect(), Vec::new())
    } else {
        let vfs: Arc<dyn Vfs> = Arc::<DiskFs>::clone(workspace.files());
        let makers = Makers {
            tools: &tools,
            data: &session.data,
            drawer: &session.printer,
            together: TOGETHER,
        };
        let outcomes = make(&*vfs, &reading, &items, makers, &Bar::items());
        let outcomes = outcomes.map_err(boxed)?;
        let copies = viewable_copies(&vfs, &reading, &outcomes).map_err(boxed)?;
        workspace.apply_with(copies.change, &Bar::bytes()).map_err(boxed)?;
        let tried = |outcome| tried(&reading, outcome, &copies.made);
        (outcomes.iter().map(tried).collect(), paths(&copies.made))
    };
    let words = files.iter().map(|file| line(file, &session.catalogue)).collect::<Vec<_>>();
    Ok(Answer::new(&Said { files, made }, words.join("\n")))
}

/// Takes a copy that the learner made.
fn take(
    workspace: &Workspace,
    reading: &Reading,
    of: (&str, &str),
    file: &std::path::Path,
) -> Result<Answer, Refusal> {
    let (found, _) = sources(&[file.to_owned()], &Bar::bytes()).map_err(boxed)?;
    let [source] = &found[..] else {
        return Err(boxed(VerbError::NotImportable(file.to_owned())));
    };
    let change = add_viewable(&**workspace.files(), reading, of, source).map_err(boxed)?;
    workspace.apply_with(change, &Bar::bytes()).map_err(boxed)?;
    let after = workspace.read().map_err(boxed)?;
    let artifact = after.portfolio.artifact(of.0);
    let item = artifact.and_then(|a| a.header.evidence.iter().find(|e| e.id.as_str() == of.1));
    let path = artifact.zip(item).and_then(|(a, e)| Some(a.resolve(e.viewable.as_ref()?)));
    let made: Vec<String> = path.iter().map(ToString::to_string).collect();
    let words = made.join("\n");
    Ok(Answer::new(&Said { files: Vec::new(), made }, words))
}

/// What the items of an artifact that have one of these files lack, with the words for it.
pub(super) fn lacking(
    reading: &Reading,
    artifact: &str,
    files: &[RelPath],
    session: &Session,
) -> Result<(Vec<Item>, Vec<String>), Refusal> {
    let only = Only { artifact: Some(artifact), evidence: None };
    let mut items = unshown(reading, only).map_err(boxed)?;
    let tools = Tools::among(&session.programs, &session.printer);
    items.retain(|item| files.contains(&item.artifact.resolve(item.file)) && item.is_told(&tools));
    let items: Vec<Item> = items.iter().map(|item| listed(item, &tools)).collect();
    let words = items.iter().map(|item| line(item, &session.catalogue)).collect();
    Ok((items, words))
}

fn paths(made: &[Added]) -> Vec<String> {
    let paths: BTreeSet<&RelPath> = made.iter().map(|added| &added.path).collect();
    paths.into_iter().map(ToString::to_string).collect()
}

fn item(path: String, shape: Shape) -> Item {
    Item {
        path,
        copy: shape.name(),
        state: "cannot",
        by: None,
        viewable: None,
        first_page: None,
        reason: None,
    }
}

fn listed(of: &Unshown<'_>, tools: &Tools) -> Item {
    let item = item(of.artifact.resolve(of.file).to_string(), of.shape);
    match of.maker(tools) {
        Some(maker) => Item { state: "to-make", by: Some(maker.name()), ..item },
        None => Item { reason: Some(NotMade::NoTool.name()), ..item },
    }
}

fn tried(reading: &Reading, outcome: &Outcome, made: &[Added]) -> Item {
    let is_of = |added: &&Added| {
        (&added.artifact, &added.evidence, added.shape)
            == (&outcome.artifact, &outcome.evidence, outcome.shape)
    };
    let artifact = reading.portfolio.artifact(&outcome.artifact);
    let path = artifact.map_or(outcome.file.clone(), |a| a.resolve(&outcome.file));
    let item = item(path.to_string(), outcome.shape);
    match &outcome.copy {
        Ok(copy) => Item {
            state: "made",
            by: Some(copy.maker.name()),
            viewable: made.iter().find(is_of).map(|added| added.path.to_string()),
            first_page: Some(copy.first_page),
            ..item
        },
        Err(why) => Item { reason: Some(why.name()), ..item },
    }
}

fn line(item: &Item, words: &Catalogue) -> String {
    let said = |key: &str, more: &[(&str, String)]| {
        let file = [("file", item.path.clone())];
        words.text(key, &file.iter().chain(more).cloned().collect())
    };
    let poster = item.copy == Shape::Poster.name();
    let by = ("by", item.by.unwrap_or_default().to_owned());
    match (item.state, &item.viewable) {
        ("to-make", _) if poster => said("viewable_poster_to_make", &[by]),
        ("to-make", _) => said("viewable_to_make", &[by]),
        (_, Some(copy)) => {
            let key = if poster { "viewable_poster_made" } else { "viewable_made" };
            let made = said(key, &[by, ("copy", copy.clone())]);
            let page = item.first_page == Some(true);
            if page { format!("{made} {}", words.plain("viewable_first_page")) } else { made }
        }
        _ => {
            let reason = item.reason.unwrap_or_default().replace('-', "_");
            let reason = ("reason", words.plain(&format!("reason_viewable_{reason}")));
            if poster {
                return said("viewable_poster_cannot", &[reason]);
            }
            let steps = words.plain(&format!("viewable_steps_{}", item.copy));
            format!("{} {steps}", said("viewable_cannot", &[reason]))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_copy_of_several_items_is_told_once() {
        let added = |path: &str| Added {
            artifact: "a".to_owned(),
            evidence: "e".to_owned(),
            shape: Shape::Picture,
            path: RelPath::parse(path).unwrap(),
        };
        assert_eq!(paths(&["b", "a", "b"].map(added)), ["a", "b"]);
    }
}
