//! The command log of an open portfolio: everything that was changed through it, to be taken back and done again.
//!
//! An entry is the change that takes it back, with the hashes it expects: over another program's work nothing is
//! undone. It lives as long as the portfolio is open.

use artifolio_core::path::RelPath;
use artifolio_core::progress::Progress;

use crate::change::{Change, Step};
use crate::error::ChangeError;
use crate::workspace::Workspace;

/// Label of changes that replace a text. Those of one file that follow one another are one entry: a save is no step
/// that a person would take back, and the editor has an undo of its own.
pub const TEXT: &str = "text";

/// What can be taken back, and what can be done again.
#[derive(Debug, Default)]
pub struct Log {
    done: Vec<Change>,
    undone: Vec<Change>,
}

impl Log {
    /// One that begins with what was done already; `back` takes that back.
    #[must_use]
    pub fn begun(back: Change) -> Self {
        Self { done: vec![back], undone: Vec::new() }
    }

    /// Applies a change and remembers how to take it back; one that changes nothing is not remembered.
    ///
    /// # Errors
    /// As of [`Workspace::apply_with`]; the log is as before.
    pub fn apply(
        &mut self,
        workspace: &Workspace,
        change: Change,
        progress: &dyn Progress,
    ) -> Result<(), ChangeError> {
        if change.steps.is_empty() {
            return Ok(());
        }
        let inverse = workspace.apply_with(change, progress)?;
        self.undone.clear();
        match self.done.last_mut().filter(|last| is_of_one_text(last, &inverse)) {
            Some(last) => join(last, inverse),
            None => self.done.push(inverse),
        }
        Ok(())
    }

    /// Makes what was applied since there were `before` entries one entry of this name.
    pub fn join(&mut self, before: usize, label: &'static str) {
        let steps: Vec<Step> =
            self.done.drain(before.min(self.done.len())..).rev().flat_map(|c| c.steps).collect();
        if !steps.is_empty() {
            self.done.push(Change { label, steps });
        }
    }

    /// How many entries can be taken back, for [`Log::join`].
    #[must_use]
    pub fn mark(&self) -> usize {
        self.done.len()
    }

    /// Takes the last change back; its label, or `None` when there is none.
    ///
    /// # Errors
    /// As of [`Workspace::apply`]: then it is still the last one.
    pub fn undo(&mut self, workspace: &Workspace) -> Result<Option<&'static str>, ChangeError> {
        turn(workspace, &mut self.done, &mut self.undone)
    }

    /// Does again what was taken back last.
    ///
    /// # Errors
    /// As of [`Log::undo`].
    pub fn redo(&mut self, workspace: &Workspace) -> Result<Option<&'static str>, ChangeError> {
        turn(workspace, &mut self.undone, &mut self.done)
    }

    /// Label of what [`Log::undo`] would take back.
    #[must_use]
    pub fn next_undo(&self) -> Option<&'static str> {
        self.done.last().map(|change| change.label)
    }

    /// Label of what [`Log::redo`] would do again.
    #[must_use]
    pub fn next_redo(&self) -> Option<&'static str> {
        self.undone.last().map(|change| change.label)
    }
}

fn turn(
    workspace: &Workspace,
    from: &mut Vec<Change>,
    to: &mut Vec<Change>,
) -> Result<Option<&'static str>, ChangeError> {
    let Some(change) = from.last() else { return Ok(None) };
    let inverse = workspace.apply(change.clone())?;
    from.pop();
    let label = inverse.label;
    to.push(inverse);
    Ok(Some(label))
}

/// Whether both replace the text of one file.
fn is_of_one_text(last: &Change, next: &Change) -> bool {
    let text = |change: &Change| -> Option<RelPath> {
        match (change.label, change.steps.first()) {
            (TEXT, Some(Step::Write { path, .. } | Step::Remove { path, .. })) => {
                Some(path.clone())
            }
            _ => None,
        }
    };
    text(last).is_some_and(|path| text(next) == Some(path))
}

/// The earlier entry takes back the later one too: it expects what stands there now and puts back what it had.
fn join(last: &mut Change, next: Change) {
    let Some(Step::Write { expect: now, .. }) = next.steps.into_iter().next() else { return };
    match last.steps.first_mut() {
        Some(Step::Write { expect, .. }) => *expect = now,
        Some(Step::Remove { expect, .. }) => *expect = now.hash(),
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use artifolio_core::artifact::ArtifactState;
    use artifolio_core::criterion::Role;
    use artifolio_core::message::{Catalogue, Language};
    use artifolio_core::progress::Silent;
    use artifolio_core::settings_edit::blank_settings;
    use proptest::prelude::*;

    use super::*;
    use crate::change::verbs::{
        NewArtifact, add_link, attach, new_artifact, order, remove_artifact, set_artifact,
        set_criterion_text, set_entry,
    };
    use crate::data_dir::DataDir;
    use crate::scan::scan;
    use crate::testing::noon;

    struct World {
        _folder: tempfile::TempDir,
        workspace: Workspace,
        log: Log,
    }

    impl World {
        fn new() -> Self {
            let folder = tempfile::tempdir().unwrap();
            let data = DataDir::at(folder.path().join("data"));
            let settings =
                artifolio_core::portfolio::Settings { id: "w".into(), ..blank_settings() };
            let words = Catalogue::of(Language::En);
            let workspace =
                Workspace::create(&folder.path().join("p"), &data, &settings, &words, &noon())
                    .unwrap();
            Self { _folder: folder, workspace, log: Log::default() }
        }

        fn apply(&mut self, change: Change) {
            self.log.apply(&self.workspace, change, &Silent).unwrap();
        }

        fn text(&mut self, key: &str, text: &str) {
            let reading = self.workspace.read().unwrap();
            let change = set_criterion_text(&**self.workspace.files(), &reading, key, text);
            self.apply(change.unwrap());
        }

        /// Every file with its bytes.
        fn tree(&self) -> Vec<(RelPath, Vec<u8>)> {
            let files = &**self.workspace.files();
            let read = |path: &RelPath| {
                artifolio_core::source::read_whole(files, path, u64::MAX - 1).unwrap()
            };
            scan(files).files.into_keys().map(|path| (path.clone(), read(&path))).collect()
        }

        /// One of several changes; some need what is not there, and are none then.
        fn act(&mut self, which: usize) {
            let reading = self.workspace.read().unwrap();
            let files = &**self.workspace.files();
            let ids: Vec<String> =
                reading.portfolio.artifacts.iter().map(|a| a.header.id.to_string()).collect();
            let first = ids.first().cloned().unwrap_or_default();
            let change = match which {
                0 => new_artifact(files, &reading, &NewArtifact::default()).map(|(c, _)| c),
                1 => attach(files, &reading, "5a", &ids, Role::Main),
                2 => set_criterion_text(files, &reading, "5a", &format!("{} words", ids.len())),
                3 => order(files, &reading, &ids.iter().rev().cloned().collect::<Vec<_>>()),
                4 => remove_artifact(files, &reading, &first),
                5 => add_link(files, &reading, &first, "https://example.org"),
                6 => set_entry(files, &reading, "1a", "criterion", |h| h.self_score = Some(1)),
                _ => set_artifact(files, &reading, &first, "artifact", |h| {
                    h.state = ArtifactState::Ready;
                }),
            };
            if let Ok(change) = change {
                self.apply(change);
            }
        }
    }

    #[test]
    fn saves_of_one_text_are_one_entry() {
        let mut world = World::new();
        let before = world.tree();
        for text in ["a", "ab", "abc"] {
            world.text("5a", text);
        }
        world.text("5a", "abc");
        world.text("1a", "other");
        let after = world.tree();
        assert_eq!(world.log.undo(&world.workspace).unwrap(), Some(TEXT));
        assert_eq!(world.log.undo(&world.workspace).unwrap(), Some(TEXT));
        assert_eq!(world.log.undo(&world.workspace).unwrap(), None);
        assert_eq!(world.tree(), before);
        assert_eq!(world.log.redo(&world.workspace).unwrap(), Some(TEXT));
        assert_eq!(world.log.redo(&world.workspace).unwrap(), Some(TEXT));
        assert_eq!(world.tree(), after);
        world.text("5a", "abcd");
        assert_eq!(world.log.next_redo(), None, "a new change ends what could be done again");
    }

    #[test]
    fn nothing_is_undone_over_anothers_work() {
        let mut world = World::new();
        world.text("5a", "mine");
        world.text("1a", "first");
        world.text("1a", "second");
        let file = world.workspace.root().join("criteria/1a.md");
        #[allow(clippy::disallowed_methods, reason = "plays another program")]
        let write = |text: &str| std::fs::write(&file, text).unwrap();
        let ours = world.tree();
        write("theirs");
        let theirs = world.tree();
        // The file is one that we made: taking that back must not take their words with it.
        for _ in 0..2 {
            let undone = world.log.undo(&world.workspace);
            assert!(matches!(undone, Err(ChangeError::Conflict(_))), "{undone:?}");
            assert_eq!(world.tree(), theirs);
        }
        let (_, bytes) = ours.iter().find(|(path, _)| path.as_str() == "criteria/1a.md").unwrap();
        write(std::str::from_utf8(bytes).unwrap());
        assert_eq!(world.log.undo(&world.workspace).unwrap(), Some(TEXT), "ours again");
        // Neither when it was done again meanwhile.
        assert_eq!(world.log.redo(&world.workspace).unwrap(), Some(TEXT));
        write("theirs");
        assert!(matches!(world.log.undo(&world.workspace), Err(ChangeError::Conflict(_))));
        assert_eq!(world.tree(), theirs);
    }

    #[test]
    fn what_is_joined_is_taken_back_at_once() {
        let mut world = World::new();
        world.act(0);
        let (before, entries) = (world.tree(), world.log.mark());
        for act in [5, 1, 7, 4] {
            world.act(act);
        }
        let after = world.tree();
        world.log.join(entries, "all");
        assert_eq!(world.log.undo(&world.workspace).unwrap(), Some("all"));
        assert_eq!(world.tree(), before);
        assert_eq!(world.log.redo(&world.workspace).unwrap(), Some("all"));
        assert_eq!(world.tree(), after);
        let entries = world.log.mark();
        world.log.join(entries, "nothing");
        assert_eq!(world.log.next_undo(), Some("all"));
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 24, failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn all_undone_is_as_before_and_all_redone_as_after(acts in prop::collection::vec(0..8_usize, 1..12)) {
            let mut world = World::new();
            let before = world.tree();
            for act in acts {
                world.act(act);
            }
            let after = world.tree();
            while world.log.undo(&world.workspace).unwrap().is_some() {}
            prop_assert_eq!(world.tree(), before);
            while world.log.redo(&world.workspace).unwrap().is_some() {}
            prop_assert_eq!(world.tree(), after);
        }
    }
}
