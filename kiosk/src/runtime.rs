//! Carries out what the controller decides and brings it what happens (contract.md 11).
//!
//! The window's thread owns the controller, in one local future over bounded channels; sockets and
//! files are on tokio's threads, the printer on its own. Started by `main`; decides nothing.

mod facts;
mod outside;

use crate::buttons::{self, ButtonsConfig};
use crate::controller::emergency::OwnNumbers;
use crate::controller::staff::{Order, StaffFacts};
use crate::controller::{Controller, Effect, Fresh, Input, Now, Settings, Touch};
use crate::machine::pointer::HiddenPointer;
use crate::machine::{self, MachineConfig, MachineHandle};
use crate::memory;
use crate::printer::{self, PrintJob, PrinterHandle};
use crate::record;
use crate::scanner;
use crate::screen::Screen;
use crate::screen::staff::EndOfRun;
use crate::slides::{self, SlidesConfig, SlidesHandle, Wanted};
use crate::sound::{self, Loudspeaker};
use crate::touchscreen::{self, Watch};
use crate::ui::{Panel, Reach, Ui};
use antrean_shared::command::Command;
use antrean_shared::id::{CommandId, KioskId, Token};
use antrean_shared::keep::StoreError;
use antrean_shared::limits::INPUTS_MAX;
use antrean_shared::link::{self, Link, LinkConfig};
use antrean_shared::view::KioskView;
use facts::{Fact, Writing, write_down};
use outside::Outside;
use slint::ComponentHandle;
use std::cell::Cell;
use std::collections::VecDeque;
use std::path::PathBuf;
use std::rc::Rc;
use std::sync::mpsc::SyncSender;
use std::time::{Duration, Instant};
use thiserror::Error;
use tokio::runtime::Runtime;
use tokio::sync::{mpsc, watch};

/// How often the clock and the countdowns are looked at.
const TICK: Duration = Duration::from_millis(250);
/// Inputs after which the future lets the window draw (contract.md 11).
const INPUTS_AT_ONCE: usize = 16;
/// How long the tasks may take to end.
const END_MAX: Duration = Duration::from_secs(2);
const FACTS_MAX: usize = 16;

/// What the runtime has to know.
#[derive(Debug, Clone)]
pub struct Options {
    pub link: LinkConfig,
    pub kiosk: KioskId,
    pub idle: Duration,
    pub printer: printer::PrinterConfig,
    /// The port of a scanner on a serial line.
    pub scanner: Option<PathBuf>,
    /// A part of the touchscreen's name.
    pub touchscreen: Option<String>,
    pub folder: PathBuf,
    pub panel: Panel,
    pub machine: MachineConfig,
    pub buttons: Option<ButtonsConfig>,
    pub slides: Option<SlidesConfig>,
    pub staff: StaffFacts,
    /// The size of a window; none: the whole screen.
    pub window: Option<(u32, u32)>,
}

/// Says why a kiosk cannot start.
#[derive(Debug, Error)]
pub enum KioskError {
    #[error("the window cannot be opened")]
    Window(#[from] slint::PlatformError),
    #[error("the window's event loop cannot be used")]
    EventLoop(#[from] slint::EventLoopError),
    #[error("the threads for sockets cannot be started")]
    Threads(#[source] std::io::Error),
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Opens the window and runs the kiosk until it is closed; says what the staff menu wants then.
pub fn run(options: Options) -> Result<Option<EndOfRun>, KioskError> {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .thread_name("kiosk-net")
        .enable_all()
        .build()
        .map_err(KioskError::Threads)?;
    slint::BackendSelector::new()
        .backend_name("winit".into())
        .renderer_name("software".into())
        .select()?;
    let (link, ends) = link::start(runtime.handle(), options.link.clone())?;
    let (printer, paper) = printer::start(options.printer.clone());
    let (machine, says) = machine::start(options.machine.clone());
    let pressed = options.buttons.clone().map(|config| buttons::start(config, fresh));
    let (slides, slide) = options.slides.clone().map(|config| slides::start(config.folder)).unzip();
    let touchscreen = touchscreen::start(Watch::of(options.touchscreen.clone()));
    let clock = Clock::start(link.clone());
    let (inputs, received) = mpsc::channel(INPUTS_MAX);
    let mut ui = open(&options, &inputs)?;
    let whole_screen = options.window.is_none();
    if let Some(port) = options.scanner.clone() {
        listen(port, inputs.clone());
    }
    let settings = Settings {
        kiosk: options.kiosk,
        idle: options.idle,
        paper: options.printer.paper_mode(),
        slides: options.slides.as_ref().map(SlidesConfig::times),
        staff: options.staff,
    };
    let controller = Controller::new(settings, clock.now());
    ui.show(&controller.screen());
    let app = ui.app().clone_strong();
    let sound = sound::start(Loudspeaker::default())
        .inspect_err(|error| tracing::warn!(%error, "the kiosk is silent"))
        .ok();
    let (facts, to_write) = mpsc::channel(FACTS_MAX);
    let earlier = Earlier {
        own: record::own(&options.folder),
        view: memory::read(&options.folder).map(Box::new),
    };
    let (give, given) = mpsc::channel(FACTS_MAX);
    let writing =
        Writing { facts: to_write, link: link.clone(), folder: options.folder, given: give };
    let ticks = start_tasks(&runtime, writing);
    let end = Rc::new(Cell::new(None));
    let shown = None;
    let wished = end.clone();
    let heart = Heart {
        controller,
        ui,
        clock,
        link,
        printer,
        machine,
        slides,
        facts,
        sound,
        wished,
        shown,
    };
    let outside =
        Outside { received, ends, paper, says, pressed, slide, touchscreen, given, ticks };
    slint::spawn_local(heart.beat(outside, earlier))?;
    let _pointer = whole_screen.then(HiddenPointer::try_hide).flatten();
    app.run()?;
    runtime.shutdown_timeout(END_MAX);
    Ok(end.get())
}

/// Makes the window and sends its touches and sizes to the controller.
fn open(options: &Options, inputs: &mpsc::Sender<Input>) -> Result<Ui, slint::PlatformError> {
    let dropped = Rc::new(Cell::new(0u64));
    let send = {
        let (inputs, dropped) = (inputs.clone(), dropped);
        move |input: Input| {
            if inputs.try_send(input).is_err() {
                dropped.set(dropped.get() + 1);
                tracing::warn!(dropped = dropped.get(), "a touch was dropped");
            }
        }
    };
    let touched = send.clone();
    let ui = Ui::new(move |touch: Touch| touched(Input::Touched { touch, fresh: fresh() }))?;
    let reached = send.clone();
    ui.on_reach(move |reach| {
        reached(match reach {
            Reach::Key(key) => Input::Key { key, fresh: fresh() },
            Reach::Focused(element) => Input::Focused(element),
        });
    });
    ui.on_resized(options.panel, move |window| send(Input::Window(window)));
    let window = ui.app().window();
    match options.window {
        Some((width, height)) => window.set_size(slint::PhysicalSize::new(width, height)),
        None => {
            window.set_fullscreen(true);
            // A key of the desktop must not close what a visitor stands before.
            window.on_close_requested(|| slint::CloseRequestResponse::KeepWindowShown);
        }
    }
    Ok(ui)
}

/// A code that finds no room is scanned again; a kiosk without its scanner still takes typed ones.
fn listen(port: PathBuf, inputs: mpsc::Sender<Input>) {
    let read = move |code| {
        let sent = inputs.try_send(Input::Scanned { code, fresh: fresh() });
        !matches!(sent, Err(mpsc::error::TrySendError::Closed(_)))
    };
    if let Err(error) = scanner::start(port, read) {
        tracing::warn!(%error, "no thread for the scanner");
    }
}

fn fresh() -> Fresh {
    let random = || Token::from_bits(uuid::Uuid::new_v4().as_u128());
    Fresh { command: CommandId::fresh(), token: random(), salt: random() }
}

/// Hall time by the link, steady time by this machine.
#[derive(Debug, Clone)]
struct Clock {
    link: Link,
    started: Instant,
}

impl Clock {
    #[expect(clippy::disallowed_methods, reason = "the outermost layer reads the steady clock")]
    fn start(link: Link) -> Self {
        Self { link, started: Instant::now() }
    }

    fn now(&self) -> Now {
        Now { hall: self.link.now(), steady: self.started.elapsed() }
    }
}

/// What an earlier run has left on the disk.
struct Earlier {
    own: OwnNumbers,
    view: Option<Box<KioskView>>,
}

/// The one owner of the controller, of the window and of what may be asked at once.
struct Heart {
    controller: Controller,
    ui: Ui,
    clock: Clock,
    link: Link,
    printer: PrinterHandle,
    machine: MachineHandle,
    slides: Option<SlidesHandle>,
    /// What is written to disk on the way, and so not on this thread.
    facts: mpsc::Sender<Fact>,
    /// The thread that speaks; none: it could not be started.
    sound: Option<SyncSender<sound::Order>>,
    /// What the staff menu wants when the window has closed.
    wished: Rc<Cell<Option<EndOfRun>>>,
    shown: Option<Screen>,
}

impl Heart {
    async fn beat(mut self, mut outside: Outside, earlier: Earlier) {
        self.take(Input::Own(earlier.own)).await;
        if let Some(view) = earlier.view {
            self.take(Input::Remembered(view)).await;
        }
        outside.mark_all_changed();
        let mut since_yield = 0;
        while let Some(input) = outside.next().await {
            self.take(input).await;
            self.show();
            since_yield += 1;
            if since_yield >= INPUTS_AT_ONCE {
                since_yield = 0;
                tokio::task::yield_now().await;
            }
        }
        tracing::error!("a source of inputs has ended");
        if let Err(error) = slint::quit_event_loop() {
            tracing::error!(%error, "the window cannot be closed");
        }
    }

    /// Hands an input to the controller, and then whatever came at once of what it wanted.
    async fn take(&mut self, input: Input) {
        let mut waiting = VecDeque::from([input]);
        while let Some(input) = waiting.pop_front() {
            for effect in self.controller.handle(input, self.clock.now()) {
                waiting.extend(self.carry_out(effect).await);
            }
        }
    }

    async fn carry_out(&self, effect: Effect) -> Option<Input> {
        let fact = match effect {
            Effect::Ask { id, command } => {
                let full = self.link.ask(id, command).err()?;
                tracing::warn!(%id, %full, "no number was asked for");
                return Some(Input::NotAsked(id));
            }
            Effect::Print { ticket, receipt, copy } => {
                let job = PrintJob { ticket, receipt: *receipt, copy };
                let busy = self.printer.try_print(job).err()?;
                tracing::warn!(%ticket, %busy, "not printed");
                return Some(Input::NotPrinted { ticket, copy });
            }
            Effect::Slide(place) => {
                let slint::PhysicalSize { width, height, .. } = self.ui.app().window().size();
                if let Some(slides) = &self.slides {
                    slides.ask(Wanted { place, width, height });
                }
                return None;
            }
            Effect::Report(health) => {
                self.link.report(health);
                return None;
            }
            Effect::Machine(Order::End(end)) => {
                tracing::info!(?end, "the staff menu ends the program");
                self.wished.set(Some(end));
                if let Err(error) = slint::quit_event_loop() {
                    tracing::error!(%error, "the window cannot be closed");
                }
                return None;
            }
            Effect::Machine(order) => {
                self.machine.order(order);
                return None;
            }
            Effect::Focus(direction) => {
                self.ui.move_focus(direction);
                return None;
            }
            Effect::Choose => {
                self.ui.choose();
                return None;
            }
            Effect::Say(speech) => return self.sound(sound::Order::Say(speech)),
            Effect::Pause => return self.sound(sound::Order::Pause),
            Effect::Hush => return self.sound(sound::Order::Hush),
            Effect::Chime { volume_percent } => {
                return self.sound(sound::Order::Chime { volume_percent });
            }
            Effect::Tell(command) => Fact::Tell { id: CommandId::fresh(), command },
            Effect::Record { day, at, ticket, copy } => Fact::Record { day, at, ticket, copy },
            Effect::Give { day, ticket } => Fact::Give { day, ticket },
            Effect::HandOver(ticket) => {
                Fact::Tell { id: CommandId(ticket.id.0), command: Command::AdmitTicket { ticket } }
            }
            Effect::KeepView(view) => Fact::View(view),
            Effect::HandedOver { day, ticket } => Fact::HandedOver { day, ticket },
        };
        if self.facts.send(fact).await.is_err() {
            tracing::error!("nobody writes down what has happened");
        }
        None
    }

    fn sound(&self, order: sound::Order) -> Option<Input> {
        if let Some(sound) = &self.sound
            && let Err(error) = sound.try_send(order)
        {
            tracing::warn!(%error, "not heard");
        }
        None
    }

    fn show(&mut self) {
        let screen = self.controller.screen();
        if self.shown.as_ref() != Some(&screen) {
            self.ui.show(&screen);
            self.shown = Some(screen);
        }
    }
}

/// Starts everything that runs beside the window; it ends with the runtime.
fn start_tasks(runtime: &Runtime, writing: Writing) -> watch::Receiver<()> {
    let (tick, ticks) = watch::channel(());
    runtime.spawn(async move {
        let mut interval = tokio::time::interval(TICK);
        interval.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Skip);
        while tick.send(()).is_ok() {
            interval.tick().await;
        }
    });
    runtime.spawn(write_down(writing));
    runtime.spawn(quit_on_signal());
    ticks
}

async fn quit_on_signal() {
    use tokio::signal::unix::{SignalKind, signal};
    match signal(SignalKind::terminate()) {
        Ok(mut terminate) => {
            tokio::select! {
                _ = terminate.recv() => {}
                interrupted = tokio::signal::ctrl_c() => {
                    if let Err(error) = interrupted {
                        tracing::warn!(%error, "no interrupts");
                    }
                }
            }
            if let Err(error) = slint::quit_event_loop() {
                tracing::warn!(%error, "the window was closed already");
            }
        }
        Err(error) => tracing::warn!(%error, "the program cannot be asked to end"),
    }
}
