//! The writer in the app: pages with texts that are typed, saved and met with what others wrote, as
//! `ui/src/shared/writing/saving.svelte.ts` does it, and everything else that changes a portfolio.

use artifolio_tests::run::Random;

use super::super::*;
use super::ledger::{APP, Ledger, words};
use crate::view::TextPiece;

/// A text on the screen.
#[derive(Debug, Clone)]
pub(super) struct Page {
    pub(super) of: TextOf,
    text: String,
    /// What the words were written over, and its revision.
    base: (String, String),
    /// What stands on the disk while that is a text that another program emptied.
    emptied: Option<(String, String)>,
    /// Only the writer can say what is to stay.
    conflict: bool,
    /// What was put aside at the last pause.
    aside: Option<String>,
}

/// What a page says of its text: text, revision, what stood there before it was emptied.
type OnDisk = (String, String, Option<String>);

pub(super) fn on_disk(desk: &Desk, of: &TextOf) -> Result<OnDisk, Refusal> {
    match of {
        TextOf::Criterion { id } => desk
            .criterion_page(Language::En, id.clone())
            .map(|page| (page.text, page.revision, page.past.emptied)),
        TextOf::Artifact { id } => desk
            .artifact_page(Language::En, id.clone())
            .map(|page| (page.text, page.revision, page.past.emptied)),
    }
}

impl Page {
    /// Opens the page of a text.
    pub(super) fn open(desk: &Desk, of: &TextOf) -> Result<Self, Refusal> {
        let (text, revision, emptied) = on_disk(desk, of)?;
        // What was emptied is shown as it was.
        let base = match emptied {
            Some(before) => (before, String::new()),
            None => (text, revision),
        };
        let (text, of) = (base.0.clone(), of.clone());
        Ok(Self { of, text, base, emptied: None, conflict: false, aside: None })
    }

    /// Whether it is the page of this text.
    pub(super) fn is_of(&self, of: &TextOf) -> bool {
        match (&self.of, of) {
            (TextOf::Criterion { id: one }, TextOf::Criterion { id: other })
            | (TextOf::Artifact { id: one }, TextOf::Artifact { id: other }) => one == other,
            _ => false,
        }
    }

    /// Nothing on it is unsaved.
    pub(super) fn is_saved(&self) -> bool {
        !self.is_dirty() && !self.conflict
    }

    fn is_dirty(&self) -> bool {
        self.text != self.base.0
    }

    /// The writer puts in a paragraph, writes one anew or takes one out.
    pub(super) fn type_words(&mut self, random: &mut Random, ledger: &mut Ledger) {
        let word = ledger.word(APP);
        let mut parts: Vec<String> = self.text.split("\n\n").map(str::to_owned).collect();
        let at = random.below(parts.len());
        match random.below(8) {
            0..4 => parts.insert(at, format!("I wrote {word}.")),
            4 | 5 => parts[at] = format!("I wrote {word} anew."),
            6 => parts[at].push_str(&format!(" And {word}.")),
            _ => drop(parts.remove(at)),
        }
        parts.truncate(12);
        self.text = parts.join("\n\n");
    }

    /// A pause: the words are put where a crash does not reach them.
    pub(super) fn pause(&mut self, desk: &Desk) {
        if self.is_dirty() && desk.keep_aside(desk.now(), &self.of, &self.text).is_ok() {
            self.aside = Some(self.text.clone());
        }
    }

    /// The program dies: what was put aside has to be found again.
    pub(super) fn die(self, ledger: &mut Ledger) {
        ledger.owe(words(self.aside.unwrap_or_default().as_bytes()));
    }

    /// The page is read anew, as after every change that is told.
    pub(super) fn refresh(&mut self, desk: &Desk) -> Result<(), Refusal> {
        let (text, revision, emptied) = on_disk(desk, &self.of)?;
        if revision == self.base.1 {
            if self.emptied.take().is_some() {
                self.conflict = false;
            }
            return Ok(());
        }
        if emptied.is_some() && !self.text.trim().is_empty() {
            self.emptied = Some((text, revision));
            self.conflict = true;
            self.pause(desk);
            return Ok(());
        }
        self.emptied = None;
        let dirty = self.is_dirty();
        if dirty && text != self.text && text != self.base.0 {
            return Ok(());
        }
        if !dirty {
            self.text.clone_from(&text);
        }
        self.base = (text, revision);
        self.conflict = false;
        Ok(())
    }

    /// Saves what is unsaved. Where another text stands both are put together, or the writer chooses, now or later.
    pub(super) fn save(
        &mut self,
        desk: &Desk,
        random: &mut Random,
        ledger: &mut Ledger,
    ) -> Result<(), Refusal> {
        if self.conflict {
            return self.settle(desk, random, ledger);
        }
        if !self.is_dirty() {
            return Ok(());
        }
        self.write(desk, random, ledger)
    }

    fn write(
        &mut self,
        desk: &Desk,
        random: &mut Random,
        ledger: &mut Ledger,
    ) -> Result<(), Refusal> {
        match desk.save_text(desk.now(), Language::En, &self.of, &self.text, &self.base.1) {
            Ok(saved) => {
                self.base = (self.text.clone(), saved.revision);
                (self.aside, self.conflict) = (None, false);
                ledger.owe(words(self.text.as_bytes()));
                let (there, revision, _) = on_disk(desk, &self.of)?;
                assert_eq!((there, revision), self.base, "saved, and something else stands there");
                Ok(())
            }
            Err(error) if error.code() == "text-changed" => self.meet(desk, random, ledger),
            Err(error) => {
                self.pause(desk);
                Err(error)
            }
        }
    }

    /// Another text stands there.
    fn meet(
        &mut self,
        desk: &Desk,
        random: &mut Random,
        ledger: &mut Ledger,
    ) -> Result<(), Refusal> {
        let (text, revision, _) = on_disk(desk, &self.of)?;
        let pieces = view::merged(&self.base.0, &self.text, &text);
        if !pieces.iter().any(|piece| matches!(piece, TextPiece::Both { .. })) {
            self.text = chosen(&pieces, random);
            self.base = (text, revision);
            return self.write(desk, random, ledger);
        }
        self.conflict = true;
        self.pause(desk);
        if random.below(2) == 0 { self.settle(desk, random, ledger) } else { Ok(()) }
    }

    /// The writer says what is to stay.
    fn settle(
        &mut self,
        desk: &Desk,
        random: &mut Random,
        ledger: &mut Ledger,
    ) -> Result<(), Refusal> {
        let (other, text) = match self.emptied.take() {
            Some(emptied) if random.below(4) != 0 => (emptied, self.text.clone()),
            Some(emptied) => (emptied.clone(), emptied.0),
            None => {
                let (text, revision, _) = on_disk(desk, &self.of)?;
                let pieces = view::merged(&self.base.0, &self.text, &text);
                ((text, revision), chosen(&pieces, random))
            }
        };
        if text != self.text {
            desk.set_aside(desk.now(), Language::En, &self.of, &self.text)?;
            ledger.owe(words(self.text.as_bytes()));
        }
        (self.base, self.text, self.conflict) = (other, text, false);
        if self.is_dirty() || self.text.trim().is_empty() {
            return self.write(desk, random, ledger);
        }
        Ok(())
    }

    /// An earlier version is to stand there again.
    pub(super) fn put_earlier(
        &mut self,
        desk: &Desk,
        random: &mut Random,
        ledger: &mut Ledger,
    ) -> Result<(), Refusal> {
        let earlier = desk.earlier_texts(Language::En, &self.of)?;
        if earlier.is_empty() || self.is_dirty() || self.conflict {
            return Ok(());
        }
        self.text.clone_from(&earlier[random.below(earlier.len())].text);
        self.save(desk, random, ledger)
    }
}

/// The merged text; where there is something to choose, one of the three.
pub(super) fn chosen(pieces: &[TextPiece], random: &mut Random) -> String {
    let mut text = String::new();
    for piece in pieces {
        text.push_str(match piece {
            TextPiece::Agreed { text } => text,
            TextPiece::Both { mine, theirs, both } => [mine, theirs, both][random.below(3)],
        });
    }
    text
}
