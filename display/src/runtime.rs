//! Runs a display: brings inputs to the controller, carries its effects out, keeps the clock.
//!
//! Called by `main`. One local future on the UI thread owns the controller (contract.md 11); the
//! link has its own threads, the disk and the loudspeaker one each.

use crate::config::DisplayConfig;
use crate::controller::{Controller, Effect, Input};
use crate::cursor;
use crate::keeper::Keeper;
use crate::moment::Moment;
use crate::slides::{self, SlideNews};
use crate::speaker::{self, Heard, SpeakerKind};
use crate::ui::{Drawn, Ui};
use crate::window;
use antrean_shared::health::Trouble;
use antrean_shared::keep::{self, StoreError};
use antrean_shared::limits::INPUTS_MAX;
use antrean_shared::link::{self, Link, LinkConfig, LinkEnds, Reply};
use antrean_shared::protocol::{Outcome, Role};
use slint::{Timer, TimerMode};
use std::future::poll_fn;
use std::rc::Rc;
use std::sync::mpsc::SyncSender;
use std::task::Poll;
use std::time::{Duration, Instant};
use thiserror::Error;
use tokio::sync::mpsc;

/// Inputs after which the window gets its turn.
const INPUTS_IN_A_ROW: u32 = 16;
/// News of slides that wait for the window.
const NEWS_MAX: usize = 4;
/// How long ends of threads are waited for.
const END_MAX: Duration = Duration::from_secs(2);
/// Below this a timer would only spin.
const WAKE_MIN: Duration = Duration::from_millis(5);

/// Everything a display starts with.
#[derive(Debug, Clone)]
pub struct Setup {
    /// Its settings.
    pub config: DisplayConfig,
    /// Its end of the wire, with the folder for all small files.
    pub link: LinkConfig,
    /// Its loudspeaker.
    pub speaker: SpeakerKind,
    /// Its window.
    pub window: WindowKind,
}

/// How large the window is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WindowKind {
    /// The whole panel.
    Full,
    /// A window of so many pixels.
    Sized(u32, u32),
}

/// Why a run has ended.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Ended {
    /// Somebody closed the window.
    #[default]
    Closed,
    /// The panels have changed: a fresh run stands where the board belongs now.
    Moved,
}

/// Says why a display cannot run.
#[derive(Debug, Error)]
pub enum RuntimeError {
    /// The window cannot be made.
    #[error("the window cannot be made")]
    Window(#[from] slint::PlatformError),
    /// The small files cannot be used.
    #[error("the folder for small files cannot be used")]
    Store(#[from] StoreError),
    /// The machine gives no threads.
    #[error("a thread cannot be started")]
    Thread(#[from] std::io::Error),
    /// The window's loop is gone.
    #[error("the window's loop cannot be used")]
    Loop(#[from] slint::EventLoopError),
}

/// Runs until the window is closed, or has to be made anew.
pub fn run(setup: Setup) -> Result<Ended, RuntimeError> {
    let folder = setup.link.folder.clone();
    keep::make_folder(&folder)?;
    slint::BackendSelector::new()
        .backend_name("winit".to_owned())
        .renderer_name("software".to_owned())
        .select()?;
    let tokio = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(1)
        .thread_name("display-link")
        .enable_all()
        .build()?;
    let device = setup.link.device.clone();
    let (link, ends) = link::start(tokio.handle(), setup.link)?;
    let (inputs, waiting) = mpsc::channel(INPUTS_MAX);
    let heard = inputs.clone();
    let speech =
        speaker::start(speaker::of_kind(setup.speaker, &setup.config.voice), move |what| {
            let input = match what {
                Heard::Ready(ready) => Input::SpeakerReady(ready),
                Heard::Spoken(subject) => Input::Spoken(subject),
                Heard::Silent(subject) => Input::Silent(subject),
                Heard::ClipMissing => Input::Trouble(Trouble::ClipMissing, true),
            };
            let _ = heard.blocking_send(input); // closed: the display is ending
        })?;
    let (news, slide_news) = mpsc::channel(NEWS_MAX);
    let kept = cursor::load(&folder).unwrap_or_else(|error| {
        tracing::error!(%error, "the cursor is lost: calls until now are not flashed");
        None
    });
    let clock = Clock { link, started: started() };
    let controller = Controller::new(setup.config.clone(), device, kept, clock.now().hub);
    let ui = Rc::new(Ui::new(&setup.config, controller.sizes())?);
    let slides = setup.config.slides.folder.as_ref();
    let slides = slides.map(|folder| slides::start(folder.clone(), ui.target(), tell(&news)));
    let (slides, link) = (slides.transpose()?, Some(clock.link.clone()));
    let effects = Keeper { folder, link, speech, slides }.start()?;
    let wish = window::open(&ui, &setup.config, setup.window, &inputs)?;
    let drawn = ui.drawn();
    let display = Display { controller, ui, clock, effects, timer: Timer::default(), wake: inputs };
    let sources = Sources { ends, waiting, drawn, slides: slide_news, _news: news };
    let task = slint::spawn_local(display.live(sources))?;
    // A board whose panel is gone has no window until the panel is back.
    slint::run_event_loop_until_quit()?;
    task.abort();
    tokio.shutdown_timeout(END_MAX);
    Ok(wish.ended())
}

/// How the thread of slides tells its news: pictures of a video may be dropped, all else may not.
fn tell(news: &mpsc::Sender<SlideNews>) -> impl Fn(SlideNews) + Send + Sync + Clone + 'static {
    let news = news.clone();
    move |what| match what {
        SlideNews::Frame(..) => {
            let _ = news.try_send(what); // full: the window is busy, and the next picture is near
        }
        SlideNews::Found(_)
        | SlideNews::Picture(..)
        | SlideNews::Broken(_)
        | SlideNews::Played(_) => {
            let _ = news.blocking_send(what); // closed: the display is ending
        }
    }
}

struct Clock {
    link: Link,
    started: Instant,
}

impl Clock {
    fn now(&self) -> Moment {
        Moment { hub: self.link.now(), run: self.started.elapsed() }
    }
}

#[expect(
    clippy::disallowed_methods,
    reason = "the outermost layer: how long things stand on screen"
)]
fn started() -> Instant {
    Instant::now()
}

/// Where inputs come from.
struct Sources {
    ends: LinkEnds,
    waiting: mpsc::Receiver<Input>,
    drawn: Drawn,
    slides: mpsc::Receiver<SlideNews>,
    /// Keeps the channel open where there are no slides.
    _news: mpsc::Sender<SlideNews>,
}

/// What came.
enum News {
    Input(Input),
    Slide(SlideNews),
}

struct Display {
    controller: Controller,
    ui: Rc<Ui>,
    clock: Clock,
    effects: SyncSender<Effect>,
    timer: Timer,
    wake: mpsc::Sender<Input>,
}

impl Display {
    async fn live(mut self, mut sources: Sources) {
        let catalogue = sources.ends.catalogue.borrow_and_update().clone();
        self.take(catalogue.map_or(Input::Tick, Input::Catalogue));
        let state = sources.ends.state.borrow_and_update().clone();
        self.take(Input::Link(state));
        let mut in_a_row = 0;
        while let Some(news) = sources.next().await {
            match news {
                News::Input(input) => self.take(input),
                News::Slide(news) => self.take_slide(news),
            }
            in_a_row += 1;
            if in_a_row == INPUTS_IN_A_ROW {
                in_a_row = 0;
                give_way().await;
            }
        }
        tracing::error!("the link has ended");
        let _ = slint::quit_event_loop(); // fails only when the loop has ended already
    }

    fn take_slide(&mut self, news: SlideNews) {
        match news {
            SlideNews::Found(slides) => self.take(Input::Slides(slides)),
            SlideNews::Picture(name, pixels) => {
                self.ui.keep_picture(name.clone(), &pixels);
                self.take(Input::Fetched(name, true));
            }
            SlideNews::Frame(name, pixels) => {
                self.ui.show_frame(name, &pixels, &self.controller.slot());
            }
            SlideNews::Broken(name) => self.take(Input::Fetched(name, false)),
            SlideNews::Played(name) => self.take(Input::Played(name)),
        }
    }

    fn take(&mut self, input: Input) {
        let now = self.clock.now();
        for effect in self.controller.handle(input, now) {
            tracing::debug!(?effect, "effect");
            if self.effects.try_send(effect).is_err() {
                tracing::error!("an effect is lost: the disk does not answer");
            }
        }
        self.ui.show(&self.controller.screen(now), &self.controller.sizes());
        let wake = self.wake.clone();
        let due = self.controller.due(now).max(WAKE_MIN);
        self.timer.start(TimerMode::SingleShot, due, move || {
            let _ = wake.try_send(Input::Tick); // full: the next input sets the timer again
        });
    }
}

impl Sources {
    /// Returns the next input; none when the link is gone.
    async fn next(&mut self) -> Option<News> {
        loop {
            let ends = &mut self.ends;
            tokio::select! {
                biased;
                call = self.drawn.next() => return Some(News::Input(Input::Drawn(call))),
                input = self.waiting.recv() => return input.map(News::Input),
                changed = ends.catalogue.changed() => {
                    changed.ok()?;
                    let catalogue = ends.catalogue.borrow_and_update().clone();
                    return Some(News::Input(catalogue.map_or(Input::Tick, Input::Catalogue)));
                }
                changed = ends.state.changed() => {
                    changed.ok()?;
                    let state = ends.state.borrow_and_update().clone();
                    return Some(News::Input(Input::Link(state)));
                }
                changed = ends.views.changed() => {
                    changed.ok()?;
                    let view = ends.views.borrow_and_update().clone();
                    return Some(News::Input(view.map_or(Input::Tick, Input::View)));
                }
                news = self.slides.recv() => return news.map(News::Slide),
                reply = ends.replies.recv() => log(&reply?),
            }
        }
    }
}

/// Nobody waits for what became of a report; a refused one is a fault in one of the programs.
fn log(reply: &Reply) {
    match reply {
        Reply::Answered { outcome: Outcome::Done(_), .. } => {}
        Reply::Answered { id, outcome: Outcome::Rejected(rejection) } => {
            tracing::warn!(%id, ?rejection, "the hub rejected a report");
        }
        Reply::Unknown { id } => tracing::warn!(%id, "no answer to a report"),
        Reply::Refused { id, refusal } => tracing::warn!(%id, ?refusal, "the hub refused a report"),
    }
}

/// Lets the window's loop run once.
async fn give_way() {
    let mut waited = false;
    poll_fn(|context| {
        if std::mem::replace(&mut waited, true) {
            return Poll::Ready(());
        }
        context.waker().wake_by_ref();
        Poll::Pending
    })
    .await;
}

/// The role under which a display of a zone says hello.
pub fn role(config: &DisplayConfig) -> Role {
    Role::Display { zone: config.zone.clone() }
}
