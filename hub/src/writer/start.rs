//! How the hub comes up: hall file, journal, replay, clock, first day; then the writer's thread.

use super::hall_change::{Change, compare};
use super::learning::Learning;
use super::lookout::Lookout;
use super::{Job, Projection, Writer, batch::Draft, quiet::Quiet};
use crate::clock::{HubClock, Ticks};
use crate::devices::{Connected, Devices};
use crate::engine::{Displays, Today};
use crate::event::{Event, Field, HallEvent};
use crate::hall::file;
use crate::journal::{Entry, Journal, JournalError, MemoryJournal, PAGE_MAX, SqliteJournal};
use crate::state::HallState;
use crate::views::Views;
use crate::world::{KeptForecast, World};
use antrean_shared::crash;
use antrean_shared::id::CommandId;
use antrean_shared::keep::StoreError;
use antrean_shared::time::Timestamp;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::Mutex;
use std::sync::mpsc::{SyncSender, sync_channel};
use std::thread::JoinHandle;
use thiserror::Error;
use tokio::sync::watch;
use tracing::{info, warn};

/// The release month of this program: no wall clock before it is believed (contract.md 5).
const BUILT: Timestamp = Timestamp(1_793_491_200_000);
/// The file in the data folder that names commands which ended the hub.
pub const POISON_FILE: &str = "poison";

/// What a hub is started with.
#[derive(Debug, Clone)]
pub struct StartConfig {
    /// The hall file.
    pub hall: PathBuf,
    /// The folder of the journal; none in training.
    pub data: Option<PathBuf>,
}

/// A running writer.
pub struct Running {
    /// Where jobs go.
    pub jobs: SyncSender<Job>,
    /// The newest views.
    pub views: watch::Receiver<Arc<Views>>,
    /// Where the doors say which devices are connected.
    pub connected: watch::Sender<Connected>,
    /// The thread; it ends when every sender of jobs is gone.
    pub thread: JoinHandle<()>,
    /// Gone with this: whoever looks after the hall file ends.
    #[expect(dead_code, reason = "it is there to be dropped")]
    end: std::sync::mpsc::Sender<()>,
}

/// Why a hub does not start.
#[derive(Debug, Error)]
pub enum StartError {
    /// The hall file is not usable.
    #[error("{0}")]
    Hall(file::Faults),
    /// The journal is not usable.
    #[error(transparent)]
    Journal(#[from] JournalError),
    /// The note about commands that ended the hub is not readable.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The machine does not give a thread.
    #[error("no thread for the writer: {0}")]
    Thread(std::io::Error),
}

/// Brings a hub's writer up and lets it run.
pub fn start(config: &StartConfig) -> Result<Running, StartError> {
    let (hall, text) = file::load(&config.hall).map_err(StartError::Hall)?;
    let training = config.data.is_none();
    let mut journal: Box<dyn Journal> = match &config.data {
        Some(folder) => Box::new(SqliteJournal::open_folder(folder)?),
        None => Box::new(MemoryJournal::fresh()),
    };
    let head = journal.open()?;
    let (mut state, last_entry) = replay(journal.as_mut())?;
    state.epoch = head.epoch;
    let ticks = Ticks::read();
    let clock = HubClock::start(ticks, last_entry, if training { Timestamp(0) } else { BUILT });
    let poison = config
        .data
        .as_deref()
        .map_or(Ok(vec![]), |folder| crash::poisoned(&folder.join(POISON_FILE)))?;
    for command in &poison {
        warn!(%command, "this command ended the hub before and is refused");
    }
    let mut world = World {
        hall: hall.clone(),
        today: Today::default(),
        state,
        head,
        now: clock.now(),
        wall: ticks.wall,
        date_sure: clock.is_sure(),
        displays: Displays::default(),
        devices: Devices::new(clock.now()),
        earliest: if training { Timestamp(0) } else { BUILT },
        training,
        waiting_change: None,
        refused_change: None,
        forecast: KeptForecast::default(),
        told: Mutex::default(),
    };
    let change = compare(&mut world, journal.as_mut(), (hall, text))?;
    let (jobs, inbox) = sync_channel(super::JOBS_MAX);
    let connected = watch::Sender::new(Connected::new());
    let doors = connected.subscribe();
    let writer = Opening { world, journal, clock, connected: doors, poison, change }.open();
    let views = writer.views.subscribe();
    let (end, ended) = std::sync::mpsc::channel();
    let lookout = Lookout::new(&config.hall, jobs.clone());
    thread("hall-file", move || lookout.run(&ended))?;
    let thread = thread("writer", move || writer.run(&inbox))?;
    Ok(Running { jobs, views, connected, thread, end })
}

fn thread(name: &str, run: impl FnOnce() + Send + 'static) -> Result<JoinHandle<()>, StartError> {
    std::thread::Builder::new().name(name.to_owned()).spawn(run).map_err(StartError::Thread)
}

/// Rebuilds the state from the newest day on.
fn replay(journal: &mut dyn Journal) -> Result<(HallState, Option<Timestamp>), JournalError> {
    let mut state = HallState::default();
    let mut after = journal.newest_day()?.map_or(0, |seq| seq - 1);
    let mut last = None;
    loop {
        let page = journal.read(after, PAGE_MAX)?;
        for Entry { seq, at, events, .. } in &page {
            events.iter().for_each(|event| replayed(&mut state, event, *at));
            after = *seq;
            last = Some(*at);
        }
        if page.len() < PAGE_MAX {
            break;
        }
    }
    for (ticket, field, text) in journal.privates()? {
        if let Some(field) = Field::ALL.into_iter().find(|known| known.name() == field) {
            state.recall_text(ticket, field, text);
        }
    }
    state.check_all();
    info!(seq = after, tickets = state.tickets.len(), "replayed");
    Ok((state, last))
}

/// The entry that opened the day may begin with the end of the day before, which is not there.
fn replayed(state: &mut HallState, event: &Event, at: Timestamp) {
    let opens =
        matches!(event, Event::Hall(HallEvent::DayOpened(_) | HallEvent::FileChanged { .. }));
    if opens || state.day.is_some() {
        state.apply(event, at);
    }
}

/// A writer that has not opened its first day yet.
struct Opening {
    world: World,
    journal: Box<dyn Journal>,
    clock: HubClock,
    connected: watch::Receiver<Connected>,
    poison: Vec<CommandId>,
    change: Change,
}

impl Opening {
    /// Writes what the start itself changes, and makes the first views.
    fn open(self) -> Writer {
        let Self { world, journal, clock, connected, poison, change } = self;
        let (now, next) = match change {
            Change::Now(text) => (Some(text), None),
            Change::NextDay(hall, text) => (None, Some((hall, text))),
            Change::None => (None, None),
        };
        let placeholder = Arc::new(Views::empty(&world));
        let mut writer = Writer {
            world,
            journal,
            clock,
            connected,
            devices_due: None,
            views: watch::Sender::new(placeholder),
            poison,
            projection: Projection { behind: true, not_before: std::time::Duration::ZERO },
            quiet: Quiet::default(),
            learning: Learning::new(),
            next_hall: next,
        };
        let mut draft = Draft::default();
        writer.tick();
        if let Some(text) = now {
            writer.change_hall(&mut draft, text);
        }
        writer.open_day_if_none(&mut draft);
        writer.wake_into(&mut draft);
        writer.commit(draft);
        writer.world.turn_to_today();
        writer.project();
        writer
    }
}

/// Returns the folder's poison note.
pub fn poison_note(folder: &Path) -> PathBuf {
    folder.join(POISON_FILE)
}
