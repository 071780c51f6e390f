//! A kiosk on a window that nobody sees: its touches go to a real controller, and the test turns its clock.

use crate::controller::{Controller, Effect, Input, Touch};
use crate::fixture;
use crate::grid::Window;
use crate::printer::{PrintResult, PrinterStatus};
use crate::ui::convert::fit;
use crate::ui::{Panel, Reach, Ui};
use antrean_shared::catalogue::{Catalogue, Words};
use antrean_shared::id::{CommandId, TicketId};
use antrean_shared::link::{LinkState, Reply};
use antrean_shared::opening::{Forced, Outage, Release, SpecialDay, SpecialKind};
use antrean_shared::protocol::{Done, Outcome, StandbyPlace};
use antrean_shared::rejection::Rejection;
use antrean_shared::ticket::Language;
use antrean_shared::time::Timestamp;
use antrean_shared::view::{KioskView, MissedNumber};
use i_slint_backend_testing::{
    self as backend, ElementHandle, TestingBackend, TestingBackendOptions,
};
use slint::ComponentHandle;
use slint::platform::WindowEvent;
use std::cell::RefCell;
use std::path::PathBuf;
use std::rc::Rc;
use std::sync::Arc;
use std::time::Duration;

pub(super) const PORTRAIT: (f32, f32) = (1080.0, 1920.0);
pub(super) const WIDE: (f32, f32) = (1920.0, 1080.0);
pub(super) const SHORT: (f32, f32) = (1366.0, 768.0);
pub(super) const SHAPES: [(&str, (f32, f32)); 3] =
    [("portrait", PORTRAIT), ("wide", WIDE), ("short", SHORT)];

/// What may be switched on together.
pub(super) const COMFORTS: [(&str, &[Touch]); 5] = [
    ("", &[]),
    ("large-", &[Touch::LargeText]),
    ("contrast-", &[Touch::Contrast]),
    ("low-", &[Touch::LowReach]),
    ("all-", &[Touch::LargeText, Touch::Contrast, Touch::LowReach]),
];

pub(super) fn with_pixels() {
    slint::platform::set_platform(Box::new(TestingBackend::new(TestingBackendOptions {
        mock_time: true,
        threading: false,
        renderer_name: Some("software".into()),
    })))
    .unwrap();
}

/// A kiosk whose touches go to a real controller, and whose clock the test turns.
pub(super) struct Stage {
    pub(super) ui: Ui,
    pub(super) controller: Controller,
    pub(super) touches: Rc<RefCell<Vec<Touch>>>,
    reaches: Rc<RefCell<Vec<Reach>>>,
    /// What the guide has said, in order; an empty text: it was told to stop.
    pub(super) spoken: Vec<String>,
    pub(super) millis: u64,
    pub(super) made: u16,
    pub(super) language: Language,
    window: Window,
    asked: Option<CommandId>,
    /// The ticket that the hub issued last.
    pub(super) ticket: Option<TicketId>,
    /// What the printer says again and again.
    printer: Option<PrinterStatus>,
}

impl Stage {
    pub(super) fn open(width: f32, height: f32) -> Self {
        let touches = Rc::new(RefCell::new(Vec::new()));
        let heard = touches.clone();
        let ui = Ui::new(move |touch| heard.borrow_mut().push(touch)).unwrap();
        let reaches = Rc::new(RefCell::new(Vec::new()));
        let heard = reaches.clone();
        ui.on_reach(move |reach| heard.borrow_mut().push(reach));
        let settings = fixture::settings();
        let controller = Controller::new(settings, fixture::now(0));
        let mut stage = Self {
            ui,
            controller,
            touches,
            reaches,
            spoken: Vec::new(),
            millis: 0,
            made: 13,
            language: Language::Id,
            window: Window::PORTRAIT,
            asked: None,
            ticket: None,
            printer: None,
        };
        stage.ui.app().show().unwrap();
        stage.ui.app().window().set_size(slint::LogicalSize::new(width, height));
        let window =
            fit(stage.ui.app(), Panel { width_mm: None, lower_edge_mm: 750.0 }, (width, height));
        stage.window = window;
        stage.hear(Input::Window(window));
        stage
    }

    /// A kiosk with everything it needs, at the start.
    pub(super) fn ready(width: f32, height: f32) -> Self {
        let mut stage = Self::open(width, height);
        stage.make_ready();
        stage
    }

    fn make_ready(&mut self) {
        self.hear(Input::Catalogue(fixture::catalogue()));
        self.hear(Input::Link(LinkState::Connected { training: false }));
        self.hear(Input::View(fixture::envelope(fixture::view(vec![]))));
        self.hear(Input::Printer(PrinterStatus::Ready));
        self.wait(500);
    }

    /// The same window with another controller: what an earlier scene left behind is gone.
    pub(super) fn again(&mut self) -> &mut Self {
        let settings = fixture::settings();
        self.controller = Controller::new(settings, fixture::now(self.millis));
        self.language = Language::Id;
        self.hear(Input::Window(self.window));
        self.make_ready();
        self
    }

    /// A hall in Javanese or Sundanese has all four languages to choose from.
    pub(super) fn hear(&mut self, input: Input) -> Vec<Effect> {
        if let Input::Printer(status) = input {
            self.printer = Some(status);
        }
        let in_all = matches!(self.language, Language::Jv | Language::Su);
        let input = if let Input::Catalogue(hall) = &input
            && in_all
        {
            let languages = Language::ALL.to_vec();
            Input::Catalogue(Arc::new(Catalogue { languages, ..(**hall).clone() }))
        } else {
            input
        };
        let effects = self.controller.handle(input, fixture::now(self.millis));
        self.ui.show(&self.controller.screen());
        for effect in &effects {
            if let Effect::Say(speech) = effect {
                self.spoken.push(speech.text.clone());
            }
        }
        effects
    }

    /// A key of a keypad, pressed and released at the window; returns what the kiosk then does.
    pub(super) fn press_key(&mut self, key: impl Into<slint::SharedString>) -> Vec<Effect> {
        self.wait(500);
        let (window, text) = (self.ui.app().window(), key.into());
        window.dispatch_event(WindowEvent::KeyPressed { text: text.clone() });
        window.dispatch_event(WindowEvent::KeyReleased { text });
        self.settle()
    }

    /// Lets window and controller answer each other until neither has anything to say.
    pub(super) fn settle(&mut self) -> Vec<Effect> {
        let mut done = Vec::new();
        for _ in 0..8 {
            backend::mock_elapsed_time(Duration::from_millis(20));
            let reaches: Vec<Reach> = self.reaches.borrow_mut().drain(..).collect();
            let touches: Vec<Touch> = self.touches.borrow_mut().drain(..).collect();
            let reached = reaches.into_iter().map(|reach| match reach {
                Reach::Key(key) => Input::Key { key, fresh: fixture::fresh(1) },
                Reach::Focused(element) => Input::Focused(element),
            });
            self.made += 1;
            let fresh = fixture::fresh(u128::from(self.made));
            let touched = touches.into_iter().map(|touch| Input::Touched { touch, fresh });
            for input in reached.chain(touched).collect::<Vec<_>>() {
                for effect in self.hear(input) {
                    if let Effect::Focus(direction) = effect {
                        self.ui.move_focus(direction);
                    } else if effect == Effect::Choose {
                        self.ui.choose();
                    } else {
                        done.push(effect);
                    }
                }
            }
        }
        done
    }

    pub(super) fn wait(&mut self, millis: u64) -> Vec<Effect> {
        self.millis += millis;
        backend::mock_elapsed_time(Duration::from_millis(millis));
        self.hear(self.printer.map_or(Input::Tick, Input::Printer))
    }

    pub(super) fn touch(&mut self, touch: Touch) -> Vec<Effect> {
        self.wait(500);
        self.made += 1;
        let fresh = fixture::fresh(u128::from(self.made));
        self.hear(Input::Touched { touch, fresh })
    }

    /// Touches what a screen reader calls `label`, on the window itself.
    pub(super) fn press(&mut self, label: &str) -> Vec<Effect> {
        self.wait(500);
        let found: Vec<ElementHandle> =
            ElementHandle::find_by_accessible_label(self.ui.app(), label).collect();
        assert_eq!(found.len(), 1, "{label:?} is on the screen {} times", found.len());
        found[0].invoke_accessible_default_action();
        let touch = self.touches.borrow_mut().pop().expect("the touch reached nobody");
        self.touch(touch)
    }

    pub(super) fn at_home(&mut self, language: Language) -> &mut Self {
        self.language = language;
        self.hear(Input::Catalogue(fixture::catalogue()));
        self.touch(Touch::Language(language));
        self
    }

    pub(super) fn switched(&mut self, switches: &[Touch]) -> &mut Self {
        for switch in switches {
            self.touch(switch.clone());
        }
        self
    }

    /// A hall in which an agency has two queues, the second without an officer.
    pub(super) fn in_two_queues(&mut self) -> &mut Self {
        let hall = fixture::two_queues();
        let mut view = fixture::view_of(&hall, vec![]);
        view.queues[1].counters_open = 0;
        self.hear(Input::Catalogue(hall));
        self.hear(Input::View(fixture::envelope(view)));
        self
    }

    /// The system of the first agency is down.
    pub(super) fn in_outage(&mut self) -> &mut Self {
        let mut view = fixture::view(vec![]);
        let (since, reason) = (fixture::NOW, "server pusat tidak menjawab".to_owned());
        let outage = Outage { since, reason, until: None, closes: false };
        view.queues[0].live.outage = Some(outage);
        self.hear(Input::View(fixture::envelope(view)));
        self
    }

    /// Each of the first agencies is closed for another reason.
    pub(super) fn in_many_ways(&mut self) -> &mut Self {
        let mut catalogue = (*fixture::catalogue()).clone();
        let kinds = [SpecialKind::Holiday, SpecialKind::Exception];
        let names = ["Hari Raya Natal", "Rapat kerja"];
        for ((queue, kind), name) in catalogue.queues.iter_mut().zip(kinds).zip(names) {
            let name = Words([(Language::Id, name.to_owned())].into());
            queue.today.special = Some(SpecialDay { name, kind });
            queue.today.spans.clear();
        }
        let mut view = fixture::view_of(&catalogue, vec![]);
        let until = Timestamp(fixture::NOW.0 + 3_600_000);
        view.queues[2].live.forced = Some(Forced { open: false, until, reason: String::new() });
        view.queues[3].live.counters_closed = true;
        let (since, reason) = (fixture::NOW, "server pusat".to_owned());
        view.queues[4].live.outage = Some(Outage { since, reason, until: None, closes: true });
        self.hear(Input::Catalogue(catalogue.into()));
        self.hear(Input::View(fixture::envelope(view)));
        self
    }

    pub(super) fn searching(&mut self, words: &str) -> &mut Self {
        self.touch(Touch::Search);
        self.wait(500);
        self.keys(words);
        self
    }

    pub(super) fn keys(&mut self, words: &str) {
        for key in words.chars() {
            self.hear(Input::Touched { touch: Touch::Key(key), fresh: fixture::fresh(1) });
        }
    }

    pub(super) fn at_services(&mut self, agency: &str) -> &mut Self {
        self.touch(Touch::Agency(agency.parse().unwrap()));
        self
    }

    pub(super) fn at_confirm(&mut self, agency: &str, service: &str) -> &mut Self {
        self.at_services(agency).touch(Touch::Service(service.parse().unwrap()));
        self
    }

    pub(super) fn at_printing(&mut self) -> &mut Self {
        self.at_confirm("dispendukcapil", "a02");
        self.taken()
    }

    /// The number of the choice is drawn and on its way to the printer.
    pub(super) fn taken(&mut self) -> &mut Self {
        let effects = self.touch(Touch::TakeNumber);
        let Some(Effect::Ask { id, .. }) = effects.first() else { panic!("{effects:?}") };
        let mut ticket = fixture::ticket(14);
        ticket.id = id.ticket();
        self.ticket = Some(ticket.id);
        let done = Done { issued: Some(ticket), ..Done::default() };
        self.hear(Input::Reply(Reply::Answered { id: *id, outcome: Outcome::Done(done) }));
        self
    }

    pub(super) fn printed(&mut self, outcome: Result<(), PrinterStatus>) -> &mut Self {
        let ticket = self.ticket.expect("a ticket is being printed");
        self.hear(Input::Printed(PrintResult { ticket, copy: false, outcome }));
        self
    }

    /// The first queue is full until three hours from now, with two people on its list.
    pub(super) fn in_full_queue(&mut self) -> &mut Self {
        let mut hall = (*fixture::catalogue()).clone();
        let at = Timestamp(fixture::NOW.0 + 3 * 3_600_000);
        let today = &mut hall.queues[0].today;
        today.quota = Some(40);
        let first = Release { at: today.draw_from.unwrap(), numbers: 20 };
        today.releases = vec![first, Release { at, numbers: 20 }];
        today.standby_max = 5;
        let mut view = fixture::view_of(&hall, vec![]);
        view.queues[0].standby = 2;
        self.hear(Input::Catalogue(hall.into()));
        self.hear(Input::View(fixture::envelope(view)));
        self
    }

    /// Third on its list; the slip is at the printer.
    pub(super) fn on_standby(&mut self) -> &mut Self {
        self.in_full_queue().at_confirm("dispendukcapil", "a02");
        let effects = self.touch(Touch::TakeNumber);
        let Some(Effect::Ask { id, .. }) = effects.first() else { panic!("{effects:?}") };
        let release_at = Timestamp(fixture::NOW.0 + 3 * 3_600_000);
        let queue = "a".parse().unwrap();
        let place = StandbyPlace { id: id.ticket(), queue, place: 3, release_at };
        self.ticket = Some(place.id);
        let done = Done { standby: Some(Box::new(place)), ..Done::default() };
        self.hear(Input::Reply(Reply::Answered { id: *id, outcome: Outcome::Done(done) }));
        self
    }

    /// A007 has missed its call.
    pub(super) fn with_missed(&mut self) -> &mut Self {
        let ticket = fixture::ticket(7);
        let missed = MissedNumber {
            ticket: ticket.id,
            number: ticket.number,
            queue: ticket.queue,
            return_until: Timestamp(fixture::NOW.0 + 20 * 60_000),
            after_places: 3,
        };
        let view = KioskView { missed: vec![missed], ..fixture::view(vec![]) };
        self.hear(Input::View(fixture::envelope(view)));
        self
    }

    /// Its visitor has asked to come back.
    pub(super) fn returning(&mut self) {
        self.with_missed().touch(Touch::Missed);
        self.wait(500);
        self.keys("A007");
        let effects = self.touch(Touch::ComeBack);
        let Some(Effect::Ask { id, .. }) = effects.first() else { panic!("{effects:?}") };
        self.asked = Some(*id);
    }

    /// The hub's answer to what was asked last.
    pub(super) fn answered(&mut self, outcome: Outcome) {
        let id = self.asked.expect("something was asked");
        self.hear(Input::Reply(Reply::Answered { id, outcome }));
    }

    pub(super) fn refused(&mut self, rejection: Rejection) -> &mut Self {
        self.at_confirm("dispendukcapil", "a02");
        let effects = self.touch(Touch::TakeNumber);
        let Some(Effect::Ask { id, .. }) = effects.first() else { panic!("{effects:?}") };
        let outcome = Outcome::Rejected(rejection);
        self.hear(Input::Reply(Reply::Answered { id: *id, outcome }));
        self
    }

    /// Every pixel of the window.
    pub(super) fn pixels(&mut self) -> Vec<[u8; 4]> {
        self.wait(300);
        let pixels = self.ui.app().window().take_snapshot().unwrap();
        pixels.as_slice().iter().map(|pixel| [pixel.r, pixel.g, pixel.b, pixel.a]).collect()
    }

    pub(super) fn picture(&mut self, name: &str) {
        self.wait(300);
        let pixels = self.ui.app().window().take_snapshot().unwrap();
        let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../target/screens/kiosk");
        std::fs::create_dir_all(&folder).unwrap();
        let file = folder.join(format!("{name}.png"));
        let (width, height) = (pixels.width(), pixels.height());
        image::save_buffer(file, pixels.as_bytes(), width, height, image::ColorType::Rgba8)
            .unwrap();
        let first = pixels.as_slice()[0];
        assert!(pixels.as_slice().iter().any(|pixel| *pixel != first), "{name} is empty");
    }
}
