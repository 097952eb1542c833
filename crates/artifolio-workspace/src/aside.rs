//! Words that are not saved, kept in the app's data folder until they are, with the portfolio they were written in.
//!
//! A portfolio and its copies have one id: words belong to the folder that they were written in. Where that is no portfolio
//! of this id any more, as after it was moved, they belong to whichever one of that id is opened.

use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use artifolio_core::path::RelPath;
use artifolio_core::source::{Entry, EntryKind, Vfs as _, is_ignored, read_whole};

use crate::data_dir::{DataDir, key_of_id, key_of_path};
use crate::disk::DiskFs;
use crate::error::WorkspaceError;
use crate::layout::fixed;
use crate::machine::{MAX, put};
use crate::read;
use crate::scan::listed;
use crate::workspace::Workspace;

/// Holds the folder's real path, beside its words.
const FOLDER: &str = "folder.txt";

/// The portfolio that words were written in, in its folder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    id: String,
    root: PathBuf,
}

impl Place {
    /// The place of an open portfolio.
    #[must_use]
    pub fn of(workspace: &Workspace) -> Self {
        Self { id: workspace.id().to_owned(), root: workspace.root().to_owned() }
    }

    fn folder(&self) -> RelPath {
        fixed(&format!("kept-aside/{}/{}", key_of_id(&self.id), key_of_path(&self.root)))
    }

    fn file(&self, subject: &str, session: &str) -> RelPath {
        below(&self.folder(), &format!("{subject} {session}.md"))
    }
}

/// Keeps a text that could not be saved to its portfolio: `subject` says which (letters, digits, hyphens), `session` keeps
/// it apart from what others keep. Where it lies now.
///
/// # Errors
/// [`WorkspaceError::DataFolder`].
pub fn keep_aside(
    data: &DataDir,
    place: &Place,
    subject: &str,
    session: &str,
    text: &str,
) -> Result<PathBuf, WorkspaceError> {
    let (record, root) = (below(&place.folder(), FOLDER), place.root.to_string_lossy());
    // Before any words: those whose folder is not known are anybody's who opens a portfolio of this id.
    if recorded(data, &record).as_deref() != Some(&*root) {
        put(data, &record, root.as_bytes()).map_err(WorkspaceError::DataFolder)?;
    }
    put(data, &place.file(subject, session), text.as_bytes()).map_err(WorkspaceError::DataFolder)
}

fn recorded(data: &DataDir, record: &RelPath) -> Option<String> {
    let bytes = read_whole(&DiskFs::open(data.data()).ok()?, record, MAX).ok()?;
    String::from_utf8(bytes).ok()
}

/// Lets go of what [`keep_aside`] kept: the text is saved. One that cannot be removed stays, and does no harm.
pub fn let_go(data: &DataDir, place: &Place, subject: &str, session: &str) {
    remove(data, &place.file(subject, session));
}

fn remove(data: &DataDir, file: &RelPath) {
    if let Ok(folder) = DiskFs::open(data.data()) {
        let _ = folder.remove_own(file);
    }
}

/// Words that were kept aside of a portfolio and never let go.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Left {
    /// As it was given to [`keep_aside`].
    pub subject: String,
    /// The same.
    pub session: String,
    /// The words.
    pub text: String,
    file: RelPath,
}

impl Left {
    /// Lets go of them, as [`let_go`] does.
    pub fn let_go(&self, data: &DataDir) {
        remove(data, &self.file);
    }
}

/// What was kept aside of a portfolio and never let go, and of those that had its id and are not where they were, the first
/// first. What cannot be read stays where it is.
#[must_use]
pub fn left_aside(data: &DataDir, place: &Place) -> Vec<Left> {
    let Ok(disk) = DiskFs::open(data.data()) else { return Vec::new() };
    let own = place.folder();
    let mut folders = vec![own.clone()];
    // Portfolios without an id have nothing in common.
    if !place.id.is_empty() {
        let all = listed(&disk, &own.parent()).unwrap_or_default().into_iter();
        let others = all.filter(|entry| entry.stat.kind == EntryKind::Folder && entry.path != own);
        folders
            .extend(others.map(|e| e.path).filter(|folder| is_forsaken(data, folder, &place.id)));
    }
    let entries = folders.iter().flat_map(|folder| listed(&disk, folder).unwrap_or_default());
    let mut entries: Vec<Entry> = entries.collect();
    entries.sort_by_key(|entry| entry.stat.modified_ns);
    let left = |entry: Entry| -> Option<Left> {
        let name = entry.path.name().strip_suffix(".md").filter(|name| !is_ignored(name))?;
        let (subject, session) = name.rsplit_once(' ')?;
        // As long as it was written: no text that can be kept is too long to come back.
        let text = String::from_utf8(read_whole(&disk, &entry.path, u64::MAX - 1).ok()?).ok()?;
        let (subject, session) = (subject.to_owned(), session.to_owned());
        Some(Left { subject, session, text, file: entry.path })
    };
    entries.into_iter().filter_map(left).collect()
}

/// Whether the folder whose words lie here is no portfolio of this id any more. One that does not answer may still be.
fn is_forsaken(data: &DataDir, folder: &RelPath, id: &str) -> bool {
    let root = recorded(data, &below(folder, FOLDER));
    // A path that is no Unicode cannot be told from what is written here: its words are better offered than lost.
    let Some(root) = root.filter(|root| key_of_path(Path::new(root)) == folder.name()) else {
        return true;
    };
    match DiskFs::open(Path::new(&root)) {
        Ok(files) => read::identity(&files).id.as_deref() != Some(id),
        Err(error) => matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory),
    }
}

fn below(folder: &RelPath, name: &str) -> RelPath {
    folder.join(name).expect("subjects and sessions are names of files")
}

#[cfg(test)]
#[allow(clippy::disallowed_methods, reason = "the test looks at the disk")]
mod tests {
    use super::*;

    /// A portfolio of this id, which is there.
    fn place(folder: &Path, name: &str, id: &str) -> Place {
        let root = folder.join(name);
        std::fs::create_dir_all(&root).unwrap();
        std::fs::write(root.join("portfolio.toml"), format!("format = 1\nid = \"{id}\"\n"))
            .unwrap();
        Place { id: id.to_owned(), root: root.canonicalize().unwrap() }
    }

    fn texts(data: &DataDir, place: &Place) -> Vec<String> {
        left_aside(data, place).into_iter().map(|left| left.text).collect()
    }

    #[test]
    fn a_text_is_kept_aside_until_it_is_let_go_and_another_sessions_stays() {
        let folder = tempfile::tempdir().unwrap();
        let data = DataDir::at(folder.path().join("data"));
        let (w, another) = (place(folder.path(), "w", "w"), place(folder.path(), "a", "another"));
        let read = |path: &PathBuf| std::fs::read_to_string(path).unwrap();
        let first = keep_aside(&data, &w, "criterion-5a", "one", "first").unwrap();
        let second = keep_aside(&data, &w, "criterion-5a", "two", "second").unwrap();
        assert_eq!(keep_aside(&data, &w, "criterion-5a", "two", "more").unwrap(), second);
        assert_eq!((read(&first), read(&second)), ("first".into(), "more".into()));
        let all = left_aside(&data, &w);
        let names: Vec<_> = all.iter().map(|l| (l.subject.as_str(), l.session.as_str())).collect();
        assert_eq!(names, [("criterion-5a", "one"), ("criterion-5a", "two")]);
        assert_eq!(left_aside(&data, &another), []);
        let_go(&data, &w, "criterion-5a", "two");
        assert_eq!(texts(&data, &w), ["first"]);
        assert!(!second.exists());
        all[0].let_go(&data);
        assert!(!first.exists() && texts(&data, &w).is_empty());
    }

    #[test]
    fn a_text_that_is_kept_aside_comes_back_however_long_it_is() {
        let folder = tempfile::tempdir().unwrap();
        let data = DataDir::at(folder.path().join("data"));
        let w = place(folder.path(), "w", "w");
        let text = "word ".repeat(usize::try_from(read::MAX_TEXT_FILE).unwrap() / 5 + 1);
        keep_aside(&data, &w, "criterion-5a", "one", &text).unwrap();
        assert!(texts(&data, &w) == [text]);
    }

    #[test]
    fn words_are_a_copys_only_when_their_own_folder_is_no_such_portfolio_any_more() {
        let folder = tempfile::tempdir().unwrap();
        let data = DataDir::at(folder.path().join("data"));
        let (own, copy) = (place(folder.path(), "own", "w"), place(folder.path(), "copy", "w"));
        let other = place(folder.path(), "other", "v");
        keep_aside(&data, &own, "criterion-5a", "one", "typed").unwrap();
        assert_eq!((texts(&data, &own), texts(&data, &copy)), (vec!["typed".into()], vec![]));
        std::fs::rename(&own.root, folder.path().join("elsewhere")).unwrap();
        assert_eq!((texts(&data, &copy), texts(&data, &other)), (vec!["typed".into()], vec![]));
        place(folder.path(), "own", "v");
        assert_eq!(texts(&data, &copy), ["typed"], "another portfolio lies there");
        place(folder.path(), "own", "w");
        assert_eq!(texts(&data, &copy), Vec::<String>::new());
        std::fs::remove_file(data.data().join(own.folder().as_str()).join(FOLDER)).unwrap();
        assert_eq!(texts(&data, &copy), ["typed"], "nobody knows where they were written");
    }

    #[test]
    fn portfolios_without_an_id_have_nothing_in_common() {
        let folder = tempfile::tempdir().unwrap();
        let data = DataDir::at(folder.path().join("data"));
        let (own, other) = (place(folder.path(), "own", ""), place(folder.path(), "other", ""));
        keep_aside(&data, &own, "criterion-5a", "one", "typed").unwrap();
        std::fs::remove_dir_all(&own.root).unwrap();
        assert_eq!((texts(&data, &own), texts(&data, &other)), (vec!["typed".into()], vec![]));
    }
}
