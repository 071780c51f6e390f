//! The one thread that owns state and journal: receive, decide, append, answer, project.
//!
//! A batch is decided and applied in place, then written once, then answered, then shown. Nobody
//! has seen the state before the commit, so a doubtful commit ends the process and the next start
//! replays (contract.md 3).

mod batch;
mod classes;
mod hall_change;
mod job;
mod learning;
mod lookout;
mod quiet;
pub mod start;

pub use hall_change::Found;
pub use job::{Answered, Asked, Job, Look, Replied};
pub use start::Running;

use crate::clock::{HubClock, Ticks, thread_time};
use crate::devices::Connected;
use crate::hall::Hall;
use crate::journal::{Batch, Head, Journal, JournalError};
use crate::views::Views;
use crate::world::World;
use antrean_shared::crash;
use antrean_shared::id::CommandId;
use antrean_shared::time::Timestamp;
use batch::Draft;
use learning::Learning;
use quiet::Quiet;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, RecvTimeoutError};
use std::time::Duration;
use tokio::sync::watch;
use tracing::error;

/// Jobs that wait for the writer; more are refused as busy.
pub const JOBS_MAX: usize = 1_024;
/// Commands in one commit (contract.md 3).
const BATCH_MAX: usize = 256;
/// Two projections start at least this many times the last one's duration apart (contract.md 6).
const PROJECTION_REST: u32 = 10;
/// How long the writer sleeps at most: the wall clock is looked at this often.
const SLEEP_MAX: Duration = Duration::from_secs(5);
/// How long the writer looks for the next job before it sleeps.
const LINGER: Duration = Duration::from_micros(60);
/// Attempts at a commit that could not begin, before the process gives up.
const BUSY_TRIES: u32 = 50;

/// The writer's belongings.
pub struct Writer {
    world: World,
    journal: Box<dyn Journal>,
    clock: HubClock,
    connected: watch::Receiver<Connected>,
    /// When somebody counts as gone next.
    devices_due: Option<Timestamp>,
    views: watch::Sender<Arc<Views>>,
    poison: Vec<CommandId>,
    projection: Projection,
    quiet: Quiet,
    learning: Learning,
    /// A hall file that comes into force with the next day, and its text.
    next_hall: Option<(Box<Hall>, String)>,
}

/// When views were last made, and whether they are behind.
struct Projection {
    behind: bool,
    not_before: Duration,
}

impl Writer {
    /// Runs until every sender of jobs is gone.
    pub fn run(mut self, jobs: &Receiver<Job>) {
        loop {
            match self.next(jobs) {
                Ok(first) => self.serve(first, jobs),
                Err(RecvTimeoutError::Timeout) => self.wake(),
                Err(RecvTimeoutError::Disconnected) => return,
            }
            self.project();
            self.learn();
        }
    }

    /// Returns the next job. Whoever has just been answered often asks again: for a moment the writer
    /// looks before it sleeps, because waking a thread takes as long.
    fn next(&self, jobs: &Receiver<Job>) -> Result<Job, RecvTimeoutError> {
        let until = Ticks::read().boot + LINGER;
        loop {
            if let Ok(job) = jobs.try_recv() {
                return Ok(job);
            }
            if Ticks::read().boot >= until {
                return jobs.recv_timeout(self.sleep());
            }
            std::hint::spin_loop();
        }
    }

    /// Returns how long nothing has to be done if nobody asks for anything.
    fn sleep(&self) -> Duration {
        let due = self.world.state.due().map_or(SLEEP_MAX, |due| due.since(self.clock.now()));
        let ticks = Ticks::read();
        let shown = if self.projection.behind {
            self.projection.not_before.saturating_sub(ticks.boot)
        } else {
            SLEEP_MAX
        };
        due.min(shown).min(SLEEP_MAX)
    }

    fn serve(&mut self, first: Job, jobs: &Receiver<Job>) {
        let mut draft = self.begin();
        let mut reads = Vec::new();
        let mut halls = Vec::new();
        let more = std::iter::from_fn(|| jobs.try_recv().ok());
        for job in std::iter::once(first).chain(more.take(BATCH_MAX - 1)) {
            match job {
                Job::Command(asked) => self.decide(&mut draft, *asked),
                Job::Read(read) => reads.push(read),
                Job::HallFile(found) => halls.push(*found),
                Job::Advance { to, reply } => {
                    let moved = self.world.training && self.clock.advance_to(to);
                    reply(moved.then_some(to).ok_or(self.clock.now()));
                    self.tick();
                    self.wake_into(&mut draft);
                }
            }
        }
        let wrote = !draft.is_empty();
        self.commit(draft);
        halls.into_iter().for_each(|found| self.take_hall(found));
        reads.into_iter().for_each(|read| read(&self.world, self.journal.as_mut()));
        self.rest(wrote);
    }

    fn wake(&mut self) {
        let draft = self.begin();
        let wrote = !draft.is_empty();
        self.commit(draft);
        self.rest(wrote);
    }

    /// Looks at the clock and at who is connected, and does what is due before anything else is
    /// decided.
    fn begin(&mut self) -> Draft {
        self.tick();
        self.look_at_devices();
        let mut draft = Draft::default();
        self.wake_into(&mut draft);
        self.take_learnt(&mut draft);
        draft
    }

    /// Takes over who is connected and how they are, and who counts as gone by now.
    fn look_at_devices(&mut self) {
        let now = self.world.now;
        let changed = self.connected.has_changed().unwrap_or(false);
        if changed {
            self.world.devices.follow(&self.connected.borrow_and_update(), now);
        }
        if changed || self.devices_due.is_none_or(|due| due <= now) {
            self.world.displays = self.world.devices.displays(&self.world.hall, now);
            self.devices_due = Some(self.world.devices.due(now).unwrap_or(Timestamp(i64::MAX)));
            self.projection.behind = true;
        }
    }

    /// Begins to learn from past days once a day, unless it was done before a restart.
    fn learn(&mut self) {
        let day = self.world.day();
        if !self.learning.is_due(day) {
            return;
        }
        let known = self.world.state.learnt.as_ref().is_some_and(|learnt| learnt.day == day);
        let cases = if known { Ok(vec![]) } else { self.journal.waits(learning::DAYS) };
        match cases {
            Ok(cases) => self.learning.begin(day, cases),
            Err(fault) => {
                tracing::warn!(%fault, "the waits of past days cannot be read");
                self.learning.begin(day, vec![]);
            }
        }
    }

    /// Takes somebody's word for the date: hub time goes on from there.
    fn confirm_date(&mut self, at: Timestamp) {
        self.world.now = self.clock.confirm(at);
        self.world.date_sure = true;
        tracing::info!(now = self.world.now.0, "the date was confirmed");
    }

    fn tick(&mut self) {
        let ticks = Ticks::read();
        self.world.wall = ticks.wall;
        self.world.now = self.clock.tick(ticks);
        if self.world.date_sure != self.clock.is_sure() {
            self.world.date_sure = self.clock.is_sure();
            self.projection.behind = true;
            error!("the wall clock stepped; no numbers are given until the date is confirmed");
        }
    }

    /// Writes a batch, then answers it. Any doubt about the write ends the process.
    fn commit(&mut self, mut draft: Draft) {
        self.keep_rows(&mut draft);
        let Draft { batch, replies, .. } = draft;
        if !batch.entries.is_empty() {
            match self.append(&batch) {
                Ok(head) => self.world.head = head,
                Err(fault) => {
                    error!(%fault, "the journal did not take a batch; the hub ends and replays");
                    std::process::abort();
                }
            }
            self.projection.behind = true;
        }
        crash::in_hand(None);
        replies.into_iter().for_each(|reply| reply(&self.world));
    }

    fn append(&mut self, batch: &Batch) -> Result<Head, JournalError> {
        let mut tries = 0;
        loop {
            match self.journal.append(self.world.head, batch) {
                Err(JournalError::Busy { path }) if tries < BUSY_TRIES => {
                    tries += 1;
                    tracing::warn!(path = %path.display(), tries, "the database is busy");
                }
                other => return other,
            }
        }
    }

    /// Makes and publishes the views, unless the last ones were made too short ago.
    fn project(&mut self) {
        let began = Ticks::read().boot;
        if !self.projection.behind || began < self.projection.not_before {
            return;
        }
        let spent = thread_time();
        let old = self.views.borrow().clone();
        let views = Views::project(&self.world, Some(&old));
        self.views.send_replace(Arc::new(views));
        // Processor time: a projection that others have interrupted was no dearer for it.
        let took = thread_time().saturating_sub(spent);
        self.projection = Projection { behind: false, not_before: began + took * PROJECTION_REST };
    }

    /// Lets the journal do its housekeeping once the hall has been quiet for a while.
    fn rest(&mut self, wrote: bool) {
        if !self.quiet.over(wrote, Ticks::read().boot) {
            return;
        }
        if let Err(fault) = self.journal.idle() {
            tracing::warn!(%fault, "the journal could not tidy up");
        }
    }
}
