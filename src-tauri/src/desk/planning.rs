//! The plan of the open portfolio: its figures, the calendar, the programme's documents, and how long work takes.

use std::path::PathBuf;
use std::sync::MutexGuard;

use artifolio_core::failure::Coded as _;
use artifolio_core::markdown::{plain_text, web_address};
use artifolio_core::message::Language;
use artifolio_core::plan::calendar::{File, Source, calendar};
use artifolio_core::plan::outlook::{Outlook, outlook};
use artifolio_core::plan::work::{Learned, Sitting};
use artifolio_core::portable::portable_name;
use artifolio_core::profile::Work;
use artifolio_core::progress::Silent;
use artifolio_workspace::change::import::sources;
use artifolio_workspace::change::verbs::{documents, shelve};
use artifolio_workspace::error::VerbError;
use artifolio_workspace::planning::{Memory, learn, learned, write_calendar};

use super::{Desk, Seen, held};
use crate::error::{Refusal, ShellError, boxed};
use crate::view::{self, CalendarWritten, NextChoice, Overview, PlanPage, TextOf};
use crate::{clock, edit};

/// How the name of a calendar ends.
pub(crate) const ICS: &str = "ics";

impl Desk {
    /// The first screen.
    ///
    /// # Errors
    /// As of [`Desk::see`].
    pub fn overview(&self, language: Language) -> Result<Overview, Refusal> {
        let seen = self.see(language)?;
        let (found, memory, _one) = self.reckoned(&seen);
        Ok(view::overview(&seen, &found, &memory.exported))
    }

    /// The plan.
    ///
    /// # Errors
    /// As of [`Desk::see`].
    pub(crate) fn plan(&self, language: Language) -> Result<PlanPage, Refusal> {
        let seen = self.see(language)?;
        Ok(view::plan(&seen, &self.reckoned(&seen).0, &self.calendar_place(&seen)))
    }

    /// What is best done in so many minutes.
    ///
    /// # Errors
    /// As of [`Desk::see`].
    pub(crate) fn next_work(
        &self,
        language: Language,
        minutes: u32,
    ) -> Result<Vec<NextChoice>, Refusal> {
        let seen = self.see(language)?;
        Ok(view::next_work(&seen, &self.reckoned(&seen).0, minutes))
    }

    /// What is reckoned from the plan, and what this machine remembers; it remembers what is answered today. Who holds what comes last
    /// is the only one who changes that.
    fn reckoned(&self, seen: &Seen) -> (Outlook, Memory, MutexGuard<'_, ()>) {
        let one = held(&self.planning);
        let (id, root) = (seen.open.workspace.id(), seen.open.workspace.root());
        let mut memory = Memory::of(&self.data, id, root);
        let (portfolio, profile) = (&seen.reading.portfolio, &seen.reading.profile);
        let known = (&memory.seen, &learned(&self.data));
        let found = outlook(portfolio, profile, &seen.report, known, seen.today);
        if found.standing.clock_behind.is_none()
            && memory.see(seen.today, found.coverage.covered)
            && let Err(error) = memory.keep(&self.data, id, root)
        {
            tracing::warn!(code = error.code(), "what is answered today is not remembered");
        }
        (found, memory, one)
    }

    /// Where the calendar will lie: where the learner chose, else in the documents folder.
    pub(crate) fn calendar_place(&self, seen: &Seen) -> PathBuf {
        let chosen = held(&seen.open.calendar_place).clone();
        chosen.unwrap_or_else(|| {
            let name = seen.catalogue.plain("plan_calendar_name");
            self.documents.join(portable_name(&format!("{name}.{ICS}")))
        })
    }

    /// Remembers where the learner wants the calendar, and gives it to be shown.
    ///
    /// # Errors
    /// When another portfolio is open.
    pub(crate) fn choose_calendar_place(
        &self,
        opening: u32,
        place: PathBuf,
    ) -> Result<String, Refusal> {
        let shown = place.display().to_string();
        *held(&self.opening(opening)?.calendar_place) = Some(place);
        Ok(shown)
    }

    /// Writes the calendar, and remembers what it was given.
    ///
    /// # Errors
    /// When it cannot be written, or another portfolio is open.
    pub(crate) fn write_calendar(
        &self,
        opening: u32,
        language: Language,
    ) -> Result<CalendarWritten, Refusal> {
        let seen = self.see_opening(opening, language)?;
        let to = self.calendar_place(&seen);
        let (found, mut memory, _one) = self.reckoned(&seen);
        let File { text, events, cancelled, exported } = calendar(&Source {
            portfolio: &seen.reading.portfolio,
            profile: &seen.reading.profile,
            report: &seen.report,
            standing: &found.standing,
            tasks: &found.tasks,
            schedule: &found.schedule,
            before: &memory.exported,
            today: seen.today,
            now: clock::clock()(),
            words: &seen.catalogue,
        })
        .map_err(boxed)?;
        write_calendar(&to, &text).map_err(boxed)?;
        memory.exported = exported;
        let (id, root) = (seen.open.workspace.id(), seen.open.workspace.root());
        memory.keep(&self.data, id, root).map_err(boxed)?;
        Ok(CalendarWritten::of(&to, events, cancelled))
    }

    /// Copies files onto the shelf for the programme's documents.
    ///
    /// # Errors
    /// As of [`Desk::change`].
    pub(crate) fn shelve(
        &self,
        opening: u32,
        language: Language,
        files: &[PathBuf],
    ) -> Result<view::Done, Refusal> {
        self.change(opening, language, |seen| {
            let (found, _) = sources(files, &Silent).map_err(boxed::<VerbError>)?;
            let change = shelve(&**seen.open.workspace.files(), &found);
            change.map(|change| (change, None)).map_err(boxed)
        })
    }

    /// Where a document of the programme lies on the disk.
    ///
    /// # Errors
    /// When it is none.
    pub(crate) fn document(&self, language: Language, path: &str) -> Result<PathBuf, Refusal> {
        let seen = self.see(language)?;
        let workspace = &seen.open.workspace;
        let known = documents(&**workspace.files());
        let document = known.into_iter().find(|entry| entry.path.as_str() == path);
        let document = document.ok_or_else(|| boxed(ShellError::Gone))?;
        Ok(document.path.parts().fold(workspace.root().to_owned(), |at, part| at.join(part)))
    }

    /// An address of the plan: of a meeting or of the programme.
    ///
    /// # Errors
    /// When the plan has no such address.
    pub(crate) fn plan_address(
        &self,
        language: Language,
        address: String,
    ) -> Result<String, Refusal> {
        let seen = self.see(language)?;
        let course = &seen.reading.portfolio.plan.course;
        let steps = course.step.values().map(|note| &note.link);
        let mut known = steps.chain(course.link.iter().map(|link| &link.address));
        // The file may come from anybody: nothing but addresses of the web is opened.
        let known = known.find(|known| **known == address).and_then(|known| web_address(known));
        known.ok_or_else(|| boxed(ShellError::Gone))
    }

    /// Notes how many minutes more a text took; `fresh`: it was empty when they began.
    ///
    /// # Errors
    /// When another portfolio is open, or they cannot be kept.
    pub(crate) fn spent(
        &self,
        opening: u32,
        language: Language,
        of: &TextOf,
        (minutes, fresh): (u32, bool),
    ) -> Result<(), Refusal> {
        let seen = self.see_opening(opening, language)?;
        let text = edit::text_now(&seen, of).unwrap_or_default();
        let words = plain_text(text).split_whitespace().count();
        let of_all = format!("{}/{of:?}", seen.open.workspace.id());
        let _one = held(&self.planning);
        let mut own = learned(&self.data);
        own.note(work_of(of), Sitting { of: &of_all, minutes, fresh, words });
        learn(&self.data, &own).map_err(boxed)
    }

    /// Forgets how long work took.
    ///
    /// # Errors
    /// When the app's folder cannot be written.
    pub(crate) fn forget_spent(&self) -> Result<(), Refusal> {
        let _one = held(&self.planning);
        learn(&self.data, &Learned::default()).map_err(boxed)
    }
}

fn work_of(of: &TextOf) -> Work {
    match of {
        TextOf::Artifact { .. } => Work::ArtifactReflection,
        TextOf::Criterion { id } if id == artifolio_core::criterion::REFLECTION => Work::Reflection,
        TextOf::Criterion { .. } => Work::Contextualization,
    }
}
