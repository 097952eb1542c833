//! What the containers of video and audio have in common.

use artifolio_core::file_facts::FileFacts;

use super::{Fault, add_author};

/// What one container told.
#[derive(Debug, Default)]
pub(super) struct Media {
    /// Why it could not be read to its end.
    pub(super) fault: Option<Fault>,
    /// Tracks of moving pictures.
    pub(super) videos: u32,
    /// Tracks of sound.
    pub(super) audios: u32,
    /// A track whose codec some browser does not play.
    pub(super) unplayable: bool,
    /// Milliseconds.
    pub(super) duration_ms: Option<u64>,
    /// Names of who made it.
    pub(super) authors: Vec<String>,
}

impl Media {
    /// One that could not be read.
    pub(super) fn faulty(fault: Fault) -> Self {
        Self { fault: Some(fault), ..Self::default() }
    }

    /// A recording of sound alone.
    pub(super) fn sound(duration_ms: Option<u64>, playable: bool) -> Self {
        Self { audios: 1, unplayable: !playable, duration_ms, ..Self::default() }
    }

    /// Counts a track.
    pub(super) fn track(&mut self, video: bool, playable: bool) {
        *(if video { &mut self.videos } else { &mut self.audios }) += 1;
        self.unplayable |= !playable;
    }

    /// Whether there is sound and no picture.
    pub(super) fn is_sound(&self) -> bool {
        self.videos == 0 && self.audios > 0
    }

    pub(super) fn into_facts(self, facts: &mut FileFacts) -> Result<(), Fault> {
        let tracks = self.videos + self.audios > 0;
        facts.duration_ms = self.duration_ms;
        facts.has_audio = (self.videos > 0).then_some(self.audios > 0);
        facts.playable = tracks.then_some(!self.unplayable);
        for author in &self.authors {
            add_author(facts, author);
        }
        self.fault.map_or(Ok(()), Err)
    }
}

/// `units` of a clock that ticks `per_second` times, in milliseconds.
pub(super) fn milliseconds(units: u64, per_second: u64) -> Option<u64> {
    let ms = u128::from(units) * 1000 / u128::from(per_second).max(1);
    u64::try_from(ms).ok().filter(|_| per_second > 0 && units > 0)
}
