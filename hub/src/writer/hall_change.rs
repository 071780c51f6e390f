//! A changed hall file: in force at once, from the next day on, or refused; never half (contract.md 9).

use super::{Draft, Writer};
use crate::hall::file::Faults;
use crate::hall::{Hall, file, fits};
use crate::journal::{Journal, JournalError};
use crate::world::World;
use tracing::{info, warn};

/// What the hall file on disk holds now.
pub type Found = Result<(Box<Hall>, String), Faults>;

/// What has to be done about a hall file.
pub(super) enum Change {
    /// It is the one in force.
    None,
    /// It is in force from now on; its text goes into the journal.
    Now(String),
    /// It is in force from the next day on.
    NextDay(Box<Hall>, String),
}

/// Compares a hall file with the one in force, which `world` holds afterwards. What cannot change
/// while people rely on it waits.
pub(super) fn compare(
    world: &mut World,
    journal: &mut dyn Journal,
    (mut new, text): (Hall, String),
) -> Result<Change, JournalError> {
    let Some((revision, in_force)) = journal.newest_hall()? else {
        new.revision = 1;
        world.hall = new;
        return Ok(Change::Now(text));
    };
    if in_force == text {
        new.revision = revision;
        world.hall = new;
        return Ok(Change::None);
    }
    new.revision = revision + 1;
    let Ok(mut old) = file::parse("hall", in_force.as_bytes()) else {
        world.hall = new;
        return Ok(Change::Now(text));
    };
    old.revision = revision;
    let blockers = fits::fits(&fits::InUse::of(&world.state), &old, &new);
    let Some(first) = blockers.first() else {
        world.hall = new;
        return Ok(Change::Now(text));
    };
    warn!(%first, "the changed hall file waits for the next day");
    world.waiting_change = Some(first.to_string());
    world.hall = old;
    Ok(Change::NextDay(Box::new(new), text))
}

impl Writer {
    /// Takes a hall file that was found changed while the hall runs.
    pub(super) fn take_hall(&mut self, found: Found) {
        let mut draft = self.begin();
        self.world.waiting_change = None;
        self.world.refused_change = None;
        self.next_hall = None;
        match found {
            Ok((hall, text)) => self.compare_and_change(&mut draft, (*hall, text)),
            Err(faults) => {
                warn!(%faults, "the changed hall file is refused; the old one stays in force");
                self.world.refused_change = Some(faults.to_string());
            }
        }
        self.commit(draft);
        self.world.turn_to_today();
        self.projection.behind = true;
    }

    fn compare_and_change(&mut self, draft: &mut Draft, found: (Hall, String)) {
        match compare(&mut self.world, self.journal.as_mut(), found) {
            Ok(Change::None) => info!("the hall file is the one in force"),
            Ok(Change::Now(text)) => self.change_hall(draft, text),
            Ok(Change::NextDay(hall, text)) => self.next_hall = Some((hall, text)),
            Err(fault) => {
                tracing::error!(%fault, "the journal cannot be read; the hub ends and replays");
                std::process::abort();
            }
        }
    }
}
