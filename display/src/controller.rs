//! The board's one decision maker: inputs in, effects out, and the screen as it is at a moment.
//!
//! Owned by the runtime's future. Pure: it knows no clock, file, socket, sound or window.

mod board;
mod cells;
mod frame;
mod hours;
mod reporting;
mod rows;
mod slides;
mod speech;
mod words;

use crate::announcer::{Announcer, CallLine, Contact, Handled, Step, Subject};
use crate::config::DisplayConfig;
use crate::controller::slides::Slides;
use crate::cursor::{Kept, Series};
use crate::legibility::Sizes;
use crate::moment::Moment;
use crate::phrase::Utterance;
use crate::reports::Reports;
use crate::screen::{Screen, Slot};
use crate::slides::{Slide, SlideTask, parts};
use antrean_shared::catalogue::Catalogue;
use antrean_shared::command::{CallOutcome, Command};
use antrean_shared::health::{Health, Trouble};
use antrean_shared::id::{CommandId, CounterId, DeviceId, ZoneId};
use antrean_shared::link::LinkState;
use antrean_shared::protocol::Envelope;
use antrean_shared::ticket::Language;
use antrean_shared::time::Timestamp;
use antrean_shared::view::{BoardView, CallKind, View};
use std::collections::BTreeSet;
use std::sync::Arc;
use std::time::Duration;

/// How long a page of queues, an announcement or a still line stands.
pub const PAGE_EVERY: Duration = Duration::from_secs(8);
/// How long a language stands.
pub const LANGUAGE_EVERY: Duration = Duration::from_secs(24);

/// What can happen to a board.
#[derive(Debug, Clone)]
pub enum Input {
    /// Something is due, or nothing.
    Tick,
    /// A view came.
    View(Arc<Envelope>),
    /// The names of the hall came.
    Catalogue(Arc<Catalogue>),
    /// The link changed.
    Link(LinkState),
    /// The first frame of a call's flash is on the panel.
    Drawn(u64),
    /// Something was announced to the last sample.
    Spoken(Subject),
    /// Nothing was to be heard of something: its volume is 0.
    Silent(Subject),
    /// The loudspeaker can be used, or cannot.
    SpeakerReady(bool),
    /// Something is the matter with this display, or no longer.
    Trouble(Trouble, bool),
    /// The folder of slides was looked at.
    Slides(Vec<Slide>),
    /// A slide can be shown, or cannot.
    Fetched(String, bool),
    /// A video has come to its end.
    Played(String),
}

/// What the runtime has to do, in this order.
#[derive(Debug, Clone, PartialEq)]
pub enum Effect {
    /// Append a line to the flash log.
    Log(CallLine),
    /// Keep the cursor, and what the hub may not know.
    Save(Box<Kept>),
    /// Announce something; only after what stands before it is done.
    Speak(Utterance),
    /// Tell the hub, under this name; only after what stands before it is done.
    Tell(CommandId, Command),
    /// Tell the hub how this display is.
    Report(Health),
    /// Get a slide ready, or play one.
    Slide(SlideTask),
}

/// The state of a board.
#[derive(Debug)]
pub struct Controller {
    config: DisplayConfig,
    device: DeviceId,
    sizes: Sizes,
    announcer: Announcer,
    shown: Reports,
    spoken: Reports,
    /// The zone whose calls the program before this one reported.
    zone_before: Option<ZoneId>,
    catalogue: Option<Arc<Catalogue>>,
    view: Option<Arc<Envelope>>,
    link: LinkState,
    /// None: the loudspeaker's thread has not said yet.
    speaker_ready: Option<bool>,
    troubles: BTreeSet<Trouble>,
    /// How this display is, as the hub was told last.
    told: Option<Health>,
    slides: Slides,
    /// The last call whose flash was drawn, and when.
    flashed: Option<(u64, Duration)>,
}

impl Controller {
    /// Goes on from what was kept; `started` is when, before any contact.
    pub fn new(
        config: DisplayConfig,
        device: DeviceId,
        kept: Option<Kept>,
        started: Timestamp,
    ) -> Self {
        let zone_before = kept.as_ref().map(|kept| kept.cursor.series.zone.clone());
        let (cursor, shown, spoken) = match kept {
            Some(Kept { cursor, untold_shown, untold_spoken }) => {
                (Some(cursor), untold_shown, untold_spoken)
            }
            None => Default::default(),
        };
        let announcer = Announcer::new(cursor, device.clone(), &config);
        let sizes = config.panel().sizes(config.rows);
        let shortfalls = config.panel().shortfalls();
        for short in &shortfalls {
            tracing::warn!(?short, "letters are too small to be read from there");
        }
        let slides = Slides::new(&config.slides);
        Self {
            config,
            device,
            sizes,
            announcer,
            shown: Reports::new(shown, CommandId::fresh),
            spoken: Reports::new(spoken, CommandId::fresh),
            zone_before,
            catalogue: None,
            view: None,
            link: LinkState::Connecting { since: started },
            speaker_ready: None,
            troubles: (!shortfalls.is_empty())
                .then_some(Trouble::LettersSmall)
                .into_iter()
                .collect(),
            told: None,
            slides,
            flashed: None,
        }
    }

    /// Returns the sizes that the panel needs.
    pub fn sizes(&self) -> Sizes {
        self.sizes
    }

    /// Takes an input.
    pub fn handle(&mut self, input: Input, now: Moment) -> Vec<Effect> {
        let steps = match input {
            Input::Tick => self.announcer.tick(now),
            Input::View(envelope) => self.view(envelope, now),
            Input::Catalogue(catalogue) => {
                let texts = catalogue.pledge.0.values().filter(|text| !text.is_empty());
                self.slides.promise(texts.map(|text| parts(text).len()).max().unwrap_or_default());
                self.catalogue = Some(catalogue);
                self.introduce_hall();
                Vec::new()
            }
            Input::Link(state) => {
                tracing::info!(?state, "link");
                let contact = contact(&state, now);
                self.link = state;
                contact.map_or_else(Vec::new, |contact| self.announcer.contact(contact, now))
            }
            Input::Drawn(call) => {
                self.flashed = Some((call, now.run));
                self.announcer.drawn(call, now)
            }
            Input::Spoken(subject) => self.announcer.spoken(subject, CallOutcome::Done, now),
            Input::Silent(subject) => self.announcer.spoken(subject, CallOutcome::Silent, now),
            Input::SpeakerReady(ready) => {
                self.speaker_ready = Some(ready);
                self.announcer.speaker_ready(ready, now)
            }
            Input::Trouble(trouble, is_so) => {
                if is_so {
                    self.troubles.insert(trouble);
                } else {
                    self.troubles.remove(&trouble);
                }
                Vec::new()
            }
            Input::Slides(slides) => {
                self.slides.changed(slides);
                Vec::new()
            }
            Input::Fetched(name, good) => {
                self.slides.fetched(&name, good);
                Vec::new()
            }
            Input::Played(name) => {
                self.slides.played(&name);
                Vec::new()
            }
        };
        let again = self.tell_again();
        let steps: Vec<Effect> =
            steps.into_iter().filter_map(|step| self.effect(step, now)).collect();
        let mut effects = self.kept(again.into_iter().chain(steps).collect(), now);
        effects.extend(self.health());
        let seen = self.shows_slides(now);
        self.slides.seen(seen);
        effects.extend(self.sign(now).map(Effect::Slide));
        effects.extend(self.slides.go_on(now).into_iter().map(Effect::Slide));
        effects
    }

    /// Returns what stands in the place for information.
    pub fn slot(&self) -> Slot {
        self.slides.slot()
    }

    /// Returns how long after `now` the screen or a report changes by itself.
    pub fn due(&self, now: Moment) -> Duration {
        let minute = 60_000 - now.hub.0.rem_euclid(60_000);
        let minute = Duration::from_millis(u64::try_from(minute).expect("a remainder is positive"));
        let page = PAGE_EVERY - remainder(now.run, PAGE_EVERY);
        [self.announcer.due(now), self.shown.due(now), self.spoken.due(now), self.slides.due(now)]
            .into_iter()
            .flatten()
            .fold(minute.min(page), Duration::min)
    }

    /// Returns the board as it is now.
    pub fn screen(&self, now: Moment) -> Screen {
        let language = self.language(now);
        Screen {
            language,
            header: self.header(language, now),
            link: self.link_notice(),
            board: self.board(language, now),
            ticker: self.ticker(language, now),
        }
    }

    fn view(&mut self, envelope: Arc<Envelope>, now: Moment) -> Vec<Step> {
        let View::Board(view) = &envelope.view else {
            tracing::warn!("a view for another kind of app");
            return Vec::new();
        };
        let (journal, epoch) = (envelope.journal, envelope.epoch);
        let series = Series { journal, epoch, zone: view.zone.clone() };
        let own = self.config.counter.as_ref().map(|counter| own_calls(view, counter));
        let steps = self.announcer.view(series, own.as_ref().unwrap_or(view), now);
        self.view = Some(envelope);
        self.introduce_hall();
        steps
    }

    fn introduce_hall(&mut self) {
        let (Some(hall), Some(view)) = (&self.catalogue, &self.view) else { return };
        let View::Board(view) = &view.view else { return };
        let speaker = hall.zone(&view.zone).and_then(|zone| zone.speaker.as_ref());
        self.announcer.hall(&hall.languages, speaker);
    }

    fn effect(&mut self, step: Step, now: Moment) -> Option<Effect> {
        match step {
            // Between the calls of one counter lie those of others.
            Step::Shown(Handled { outcome: CallOutcome::Hole, .. })
            | Step::Log(CallLine { reason: Some(CallOutcome::Hole), .. })
                if self.config.counter.is_some() =>
            {
                None
            }
            Step::Log(line) => Some(Effect::Log(line)),
            Step::Save(cursor) => Some(self.save(cursor)),
            Step::Speak { subject, manner, chime } => {
                let spoken = self.sentences(subject, manner);
                Some(Effect::Speak(self.utterance(subject, spoken, chime, now)))
            }
            Step::TellNow => {
                self.spoken.hurry();
                None
            }
            Step::Shown(handled) => {
                self.shown.add(handled);
                None
            }
            Step::Spoken(handled) => {
                self.spoken.add(handled);
                None
            }
        }
    }

    /// How this display is, if that has changed. A display that is kept quiet misses no sound.
    fn health(&mut self) -> Option<Effect> {
        let ready = self.speaker_ready?;
        let sound = self.config.sound;
        let no_sound = (sound && !ready).then_some(Trouble::NoSound);
        let troubles = self.troubles.iter().copied().chain(no_sound);
        let troubles: BTreeSet<_> = troubles.chain(self.slides.troubles()).collect();
        let health = Health { troubles: troubles.into_iter().collect(), can_speak: sound && ready };
        if self.told.as_ref() == Some(&health) {
            return None;
        }
        self.told = Some(health.clone());
        Some(Effect::Report(health))
    }

    fn board_view(&self) -> Option<&BoardView> {
        match &self.view.as_ref()?.view {
            View::Board(view) => Some(view),
            View::Kiosk(_) | View::Lobby(_) | View::Counter(_) => None,
        }
    }

    /// The clip in sign language of a new call: its number's own, else that of its kind.
    fn sign(&mut self, now: Moment) -> Option<SlideTask> {
        let call = self.announcer.large(now).filter(|large| large.fresh)?.call;
        let kind = match call.kind {
            CallKind::Call | CallKind::Withdrawn => "call",
            CallKind::Recall => "recall",
            CallKind::Last => "last",
        };
        let names = [call.number.to_string().as_str(), kind, "call"]
            .map(|name| format!("signs/{name}.mp4"));
        self.slides.sign(call.call, &names, now)
    }

    /// The language whose turn it is; it never changes under a call that has just come.
    fn language(&self, now: Moment) -> Language {
        let hall = self.catalogue.as_ref().map_or(&[][..], |catalogue| &catalogue.languages);
        let languages = self.config.languages(hall);
        if self.announcer.large(now).is_some_and(|large| large.fresh) {
            return languages[0];
        }
        languages[turn(now, LANGUAGE_EVERY, languages.len())]
    }
}

/// How the link stands for the voice; none: no contact yet.
fn contact(link: &LinkState, now: Moment) -> Option<Contact> {
    match link {
        LinkState::Connecting { .. } => None,
        LinkState::Connected { .. } => Some(Contact::Current),
        LinkState::Lost { since } => {
            Some(Contact::Lost(now.run.saturating_sub(now.hub.since(*since))))
        }
        LinkState::Refused { .. } => Some(Contact::Refused),
    }
}

/// A zone's view with the calls of one counter alone; nobody else's are shown there, nor reported.
fn own_calls(view: &BoardView, counter: &CounterId) -> BoardView {
    let mut view = view.clone();
    view.calls.retain(|call| call.counter == *counter);
    view.speaker = None;
    view
}

/// Whose turn it is among `count`, each `every` long.
fn turn(now: Moment, every: Duration, count: usize) -> usize {
    let turns = now.run.as_millis() / every.as_millis();
    usize::try_from(turns % count.max(1) as u128).expect("less than count")
}

fn remainder(run: Duration, every: Duration) -> Duration {
    let millis = run.as_millis() % every.as_millis();
    Duration::from_millis(u64::try_from(millis).expect("less than a turn"))
}

#[cfg(test)]
mod tests;
