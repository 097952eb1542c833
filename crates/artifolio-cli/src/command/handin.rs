//! `artifolio handin`: the files to upload, their addresses, and the map with these addresses.

use std::collections::BTreeMap;
use std::io::{Read as _, stdin};
use std::path::{Path, PathBuf};

use artifolio_bundle::{HandInError, PackError, ToUpload, UploadFolder};
use artifolio_core::handin::{Edit, HandIn, Pasted};
use artifolio_core::source::read_whole;
use artifolio_workspace::disk::DiskFs;
use artifolio_workspace::handin::kept;
use artifolio_workspace::workspace::Mode;
use chrono::NaiveDate;
use serde::Serialize;

use crate::answer::{self, Answer};
use crate::progress::Bar;
use crate::session::{Opened, Refusal, Said, Session, boxed};

/// Bytes a list of addresses may have.
const MAX_LIST: u64 = 1 << 22;

/// Arguments.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Example: artifolio handin \"My ISTE portfolio\" --out \"To upload\" --addresses list.txt"
)]
pub(crate) struct Args {
    /// The portfolio's folder
    dir: PathBuf,
    /// Lay the files out in this folder, which is absent, empty, or was laid out before
    #[arg(long, value_name = "FOLDER")]
    out: Option<PathBuf>,
    /// Say "draft" in every document, whatever is still missing
    #[arg(long)]
    draft: bool,
    /// Take addresses from a list; `-` reads it from standard input
    #[arg(long, value_name = "FILE")]
    addresses: Option<PathBuf>,
    /// Give one file its address; nothing behind `=` takes it away
    #[arg(long, value_name = "NAME=ADDRESS")]
    set: Vec<String>,
    /// Tick "uploaded" for a file as it is now
    #[arg(long, value_name = "NAME")]
    uploaded: Vec<String>,
    /// Tick "opened from a signed-out browser"
    #[arg(long, value_name = "NAME")]
    opened: Vec<String>,
    /// Take the ticks away instead
    #[arg(long)]
    remove: bool,
    /// The address of the portal; an empty one takes it away
    #[arg(long, value_name = "ADDRESS")]
    portal: Option<String>,
    /// The address of the shared folder; an empty one takes it away
    #[arg(long, value_name = "ADDRESS")]
    folder: Option<String>,
    /// The last day on which everyone can open the addresses
    #[arg(long, value_name = "YYYY-MM-DD")]
    access_until: Option<NaiveDate>,
    /// Print the row of one criterion as plain text
    #[arg(long, value_name = "CRITERION")]
    row: Option<String>,
}

#[derive(Serialize)]
struct State {
    draft: bool,
    items: Vec<Item>,
    missing: Vec<String>,
    portal: Option<String>,
    folder: Option<String>,
    access_until: Option<NaiveDate>,
    #[serde(skip_serializing_if = "Option::is_none")]
    list: Option<List>,
    #[serde(skip_serializing_if = "Option::is_none")]
    out: Option<Out>,
}

#[derive(Serialize)]
struct Item {
    name: String,
    what: String,
    kind: &'static str,
    bytes: u64,
    address: Option<String>,
    uploaded: bool,
    changed: bool,
    opened: bool,
}

#[derive(Serialize)]
struct List {
    matched: BTreeMap<String, String>,
    unmatched: Vec<Line>,
}

#[derive(Serialize)]
struct Line {
    line: String,
    why: &'static str,
}

#[derive(Serialize)]
struct Out {
    path: PathBuf,
    written: Vec<String>,
    kept: Vec<String>,
    removed: Vec<String>,
    others: Vec<String>,
}

#[derive(Serialize)]
struct Row {
    criterion: String,
    row: String,
}

/// Takes what is told, lays the folder out where one is named, and says how everything stands.
pub(crate) fn run(args: &Args, session: &Session) -> Result<Answer, Refusal> {
    let mode = if edits(args) { Mode::Write } else { Mode::Read };
    let opened = session.open(&args.dir, mode)?;
    // What is only looked at is told as it would be laid out.
    let draft = args.draft || (args.out.is_none() && opened.report.refuses());
    let (portfolio, profile) = (&opened.reading.portfolio, &opened.reading.profile);
    let folder = UploadFolder::of(portfolio, profile, draft);
    let (hand_in, list) = told(args, &opened, &folder)?;
    if let Some(said) = &args.row {
        return row(said, &opened, &folder, &hand_in);
    }
    let out = match &args.out {
        None => None,
        Some(path) => match lay_out(path, &opened, &folder, &hand_in) {
            Err(HandInError::Pack(PackError::Refused(findings))) => {
                let findings = session.speak(&findings, profile);
                let words = format!(
                    "{}Not laid out: the findings above must be mended first, or use --draft.",
                    answer::findings(&findings)
                );
                let document = serde_json::json!({ "findings": findings });
                return Ok(Answer::new(&document, words).refused_if(true));
            }
            done => Some(done.map_err(boxed)?),
        },
    };
    let files = folder.files(&hand_in);
    let state = State {
        draft: folder.is_draft(),
        items: files.into_iter().map(|file| item(file, &hand_in)).collect(),
        missing: folder.missing(&hand_in),
        portal: hand_in.portal,
        folder: hand_in.folder,
        access_until: hand_in.access_until,
        list,
        out,
    };
    let words = words(&state);
    Ok(Answer::new(&state, words))
}

fn edits(args: &Args) -> bool {
    let lists = [&args.set, &args.uploaded, &args.opened];
    lists.iter().any(|list| !list.is_empty())
        || args.addresses.is_some()
        || args.portal.is_some()
        || args.folder.is_some()
        || args.access_until.is_some()
}

/// Writes down what the options tell: all of it, or nothing.
fn told(
    args: &Args,
    opened: &Opened,
    folder: &UploadFolder,
) -> Result<(HandIn, Option<List>), Refusal> {
    let mut known = kept(&**opened.workspace.files()).map_err(boxed)?;
    if !edits(args) {
        return Ok((known.hand_in, None));
    }
    let list = match &args.addresses {
        None => None,
        Some(path) => {
            let Pasted { matched, unmatched } = folder.take(&mut known.hand_in, &read(path)?);
            let line = |one: artifolio_core::handin::Unmatched| Line {
                why: one.why.code(),
                line: one.line,
            };
            Some(List { matched, unmatched: unmatched.into_iter().map(line).collect() })
        }
    };
    let mut edits = Vec::new();
    for pair in &args.set {
        let (name, address) = pair
            .split_once('=')
            .ok_or_else(|| boxed(Said::new("handin-name-unknown").with("file", pair)))?;
        edits.push(Edit::Address(name, address));
    }
    edits.extend(args.uploaded.iter().map(|name| Edit::Uploaded(name, !args.remove)));
    edits.extend(args.opened.iter().map(|name| Edit::Opened(name, !args.remove)));
    edits.extend(args.portal.as_deref().map(Edit::Portal));
    edits.extend(args.folder.as_deref().map(Edit::Folder));
    edits.extend(args.access_until.map(|day| Edit::AccessUntil(Some(day))));
    for edit in edits {
        // The map comes to be with the last address.
        let sums = folder.sums(&known.hand_in);
        known.hand_in.edit(&edit, &sums).map_err(boxed)?;
    }
    let hand_in = known.hand_in.clone();
    opened.workspace.apply(known.change()).map_err(boxed)?;
    Ok((hand_in, list))
}

fn read(path: &Path) -> Result<String, Refusal> {
    let unreadable = |e: std::io::Error| {
        boxed(Said::new("path-unusable").with("path", path.display()).with("reason", e))
    };
    let mut bytes = Vec::new();
    if path == Path::new("-") {
        stdin().take(MAX_LIST).read_to_end(&mut bytes).map_err(unreadable)?;
    } else {
        let (outside, name) = DiskFs::around_source(path).map_err(unreadable)?;
        bytes = read_whole(&outside, &name, MAX_LIST).map_err(unreadable)?;
    }
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

fn lay_out(
    path: &Path,
    opened: &Opened,
    folder: &UploadFolder,
    hand_in: &HandIn,
) -> Result<Out, HandInError> {
    folder.refuse(&opened.report)?;
    let target = DiskFs::open_or_create(path).map_err(HandInError::Folder)?;
    let source = &**opened.workspace.files();
    let done = folder.lay_out(source, &opened.report, hand_in, &target, &Bar::bytes())?;
    let artifolio_bundle::LaidOut { written, kept, removed, others } = done;
    Ok(Out { path: path.to_owned(), written, kept, removed, others })
}

fn row(
    said: &str,
    opened: &Opened,
    folder: &UploadFolder,
    hand_in: &HandIn,
) -> Result<Answer, Refusal> {
    let key = opened.reading.profile.key_of(said).unwrap_or(said);
    let row = folder
        .row(key, hand_in)
        .ok_or_else(|| boxed(Said::new("unknown-criterion").with("criterion", said)))?;
    Ok(Answer::new(&Row { criterion: key.to_owned(), row: row.clone() }, row))
}

fn item(file: ToUpload, hand_in: &HandIn) -> Item {
    let standing = hand_in.standing(&file.name, &file.sha256);
    Item {
        address: standing.address.map(str::to_owned),
        uploaded: standing.uploaded,
        changed: standing.changed,
        opened: standing.opened,
        what: file.what,
        kind: file.kind.code(),
        bytes: file.bytes,
        name: file.name,
    }
}

fn words(state: &State) -> String {
    let mut lines = Vec::new();
    for item in &state.items {
        let mark = |on: bool| if on { "x" } else { " " };
        let address = item.address.as_deref().unwrap_or("-");
        let changed = if item.changed { "  changed since you uploaded it" } else { "" };
        let (uploaded, opened) = (mark(item.uploaded), mark(item.opened));
        lines.push(format!(
            "[{uploaded}] uploaded [{opened}] opened  {}  {address}{changed}",
            item.name
        ));
    }
    for (what, value) in [
        ("portal", state.portal.clone()),
        ("folder", state.folder.clone()),
        ("access until", state.access_until.map(|day| day.to_string())),
    ] {
        lines.extend(value.map(|value| format!("{what}: {value}")));
    }
    if let Some(list) = &state.list {
        lines.push(format!("{} addresses taken from the list", list.matched.len()));
        lines.extend(list.unmatched.iter().map(|l| format!("not taken ({}): {}", l.why, l.line)));
    }
    if let Some(out) = &state.out {
        lines.push(format!(
            "{}: {} files written, {} as they were",
            out.path.display(),
            out.written.len(),
            out.kept.len()
        ));
        lines.extend(out.removed.iter().map(|name| format!("taken away: {name}")));
        lines.extend(
            out.others.iter().map(|name| format!("not of this portfolio, left alone: {name}")),
        );
    }
    lines.push(match state.missing.len() {
        0 => "Every address is known: --out writes the map with them.".to_owned(),
        count => format!("The map is not written before every address is known; missing: {count}"),
    });
    lines.join("\n")
}
