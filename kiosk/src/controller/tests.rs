//! The visit as tables: what happens in what order, what is done, what is shown in the end.
//!
//! `world` lets chance choose the order and counts papers.

mod beside;
mod blackout;
mod booking;
mod choice;
mod copies;
mod doubt;
mod emergency;
mod keys;
mod memory;
mod missed;
mod mute;
mod order;
mod paper;
mod refusals;
mod standby;
mod storm;
mod wishes;
mod world;

use super::*;
use crate::fixture;
use crate::screen::{Body, Matter, Screen, Trouble};
use antrean_shared::command::Command;
use antrean_shared::id::CommandId;
use antrean_shared::link::Reply;
use antrean_shared::opening::ClosedReason;
use antrean_shared::protocol::{Done, Outcome, Refusal, RefusalReason};
use antrean_shared::rejection::{InvalidRule, Rejection};
use antrean_shared::ticket::Shown;
use antrean_shared::time::{ServiceDay, Timestamp};
use antrean_shared::view::IssuedTicket;

/// A kiosk to play with: each step takes half a second, so that no button is deaf.
struct Play {
    controller: Controller,
    millis: u64,
    made: u128,
    /// The command of the newest `Issue`.
    asked: Option<CommandId>,
    done: Vec<&'static str>,
    /// What the printer says again and again.
    printer: Option<PrinterStatus>,
}

#[derive(Debug, Clone)]
enum Step {
    /// Three touches: agency, service, "Ambil nomor".
    Take,
    Touch(Touch),
    Answer,
    Reject(Rejection),
    Unknown,
    Refused(RefusalReason),
    NotAsked,
    Printed {
        copy: bool,
    },
    Failed {
        copy: bool,
    },
    NotPrinted {
        copy: bool,
    },
    Printer(PrinterStatus),
    LinkLost,
    LinkBack,
    /// The program ends and starts; hub and printer have said nothing yet.
    Restart,
    /// All is well again; the hub names these tickets as doubtful.
    Ready {
        doubt: bool,
    },
    Wait(u64),
}

impl Play {
    fn start() -> Self {
        Self {
            controller: controller(0),
            millis: 0,
            made: 100,
            asked: None,
            done: vec![],
            printer: None,
        }
    }

    fn ready() -> Self {
        let mut play = Self::start();
        play.step(&Step::Ready { doubt: false });
        play
    }

    fn hear(&mut self, input: Input) {
        if let Input::Printer(status) = input {
            self.printer = Some(status);
        }
        let effects = self.controller.handle(input, fixture::now(self.millis));
        let reported = |effect: &&Effect| matches!(effect, Effect::Report(_) | Effect::KeepView(_));
        self.done.extend(effects.iter().filter(|effect| !reported(effect)).map(brief));
        for effect in &effects {
            if let Effect::Ask { id, .. } = effect {
                self.asked = Some(*id);
            }
        }
    }

    fn touch(&mut self, touch: Touch) {
        if let Some(status) = self.printer {
            self.hear(Input::Printer(status));
        }
        self.made += 1;
        let fresh = fixture::fresh(self.made);
        self.hear(Input::Touched { touch, fresh });
    }

    fn ticket(&self) -> IssuedTicket {
        let id = self.asked.expect("a number was asked for").ticket();
        IssuedTicket { id, ..fixture::ticket(14) }
    }

    fn reply(&mut self, outcome: Outcome) {
        let id = self.asked.expect("a number was asked for");
        self.hear(Input::Reply(Reply::Answered { id, outcome }));
    }

    fn step(&mut self, step: &Step) {
        self.millis += 500;
        match step {
            Step::Take => {
                for touch in three_touches() {
                    self.millis += 500;
                    self.touch(touch);
                }
            }
            Step::Touch(touch) => self.touch(touch.clone()),
            Step::Answer => {
                let done = Done { issued: Some(self.ticket()), ..Done::default() };
                self.reply(Outcome::Done(done));
            }
            Step::Reject(rejection) => self.reply(Outcome::Rejected(rejection.clone())),
            Step::Unknown => {
                let id = self.asked.expect("a number was asked for");
                self.hear(Input::Reply(Reply::Unknown { id }));
            }
            Step::Refused(reason) => {
                let id = self.asked.expect("a number was asked for");
                let refusal = Refusal { reason: *reason, field: None, command: Some(id) };
                self.hear(Input::Reply(Reply::Refused { id, refusal }));
            }
            Step::NotAsked => {
                let id = self.asked.expect("a number was asked for");
                self.hear(Input::NotAsked(id));
            }
            Step::Printed { copy } => self.result(*copy, Ok(())),
            Step::Failed { copy } => self.result(*copy, Err(PrinterStatus::PaperOut)),
            Step::NotPrinted { copy } => {
                let (ticket, copy) = (self.ticket().id, *copy);
                self.hear(Input::NotPrinted { ticket, copy });
            }
            Step::Printer(status) => self.hear(Input::Printer(*status)),
            Step::LinkLost => self.hear(Input::Link(LinkState::Lost { since: fixture::NOW })),
            Step::LinkBack => self.hear(Input::Link(LinkState::Connected { training: false })),
            Step::Restart => {
                self.printer = None;
                self.controller = controller(self.millis);
            }
            Step::Ready { doubt } => self.make_ready(*doubt),
            Step::Wait(millis) => self.wait(*millis),
        }
    }

    fn result(&mut self, copy: bool, outcome: Result<(), PrinterStatus>) {
        let ticket = self.ticket().id;
        self.hear(Input::Printed(PrintResult { ticket, copy, outcome }));
    }

    fn make_ready(&mut self, doubt: bool) {
        let doubts = doubt.then(|| fixture::doubtful(self.ticket().id, self.ticket()));
        self.hear(Input::Catalogue(fixture::catalogue()));
        self.hear(Input::Printer(PrinterStatus::Ready));
        self.hear(Input::Link(LinkState::Connected { training: false }));
        self.hear(Input::View(fixture::envelope(fixture::view(doubts.into_iter().collect()))));
    }

    fn wait(&mut self, millis: u64) {
        let until = self.millis + millis;
        while self.millis < until {
            self.millis = until.min(self.millis + 250);
            self.hear(self.printer.map_or(Input::Tick, Input::Printer));
        }
    }

    fn screen(&self) -> Screen {
        self.controller.screen()
    }

    fn body(&self) -> &'static str {
        match self.screen().body {
            Body::Waiting => "waiting",
            Body::Home(_) => "home",
            Body::Services(_) => "services",
            Body::Search(_) => "search",
            Body::Standard(_) => "standard",
            Body::Code(_) => "code",
            Body::Return(_) => "return",
            Body::Returning { .. } => "returning",
            Body::Confirm(_) => "confirm",
            Body::Issuing { .. } => "issuing",
            Body::Printing { .. } => "printing",
            Body::Ticket(_) => "ticket",
            Body::Standby(_) => "standby",
            Body::PaperFailed(_) => "paper failed",
            Body::Doubt { .. } => "doubt",
            Body::Notice(_) => "notice",
            Body::Staff(_) => "staff",
        }
    }
}

fn controller(millis: u64) -> Controller {
    let settings = fixture::settings();
    Controller::new(settings, fixture::now(millis))
}

fn three_touches() -> [Touch; 3] {
    let agency = Touch::Agency("dispendukcapil".parse().unwrap());
    [agency, Touch::Service("a02".parse().unwrap()), Touch::TakeNumber]
}

fn brief(effect: &Effect) -> &'static str {
    match effect {
        Effect::Ask { .. } => "ask",
        Effect::Tell(Command::ConfirmShown { by: Shown::Paper, .. }) => "paper",
        Effect::Tell(Command::ConfirmShown { .. }) => "screen",
        Effect::Tell(Command::GiveBack { .. }) => "give-back",
        Effect::Tell(other) => panic!("a kiosk does not tell {other:?}"),
        Effect::Give { .. } => "give",
        Effect::HandOver(_) => "hand-over",
        Effect::HandedOver { .. } => "handed-over",
        Effect::Print { copy: false, .. } => "print",
        Effect::Print { copy: true, .. } => "print-copy",
        Effect::Machine(_) => "machine",
        Effect::Slide(_) => "slide",
        Effect::Report(_) => "report",
        Effect::Record { copy: false, .. } => "record",
        Effect::Record { copy: true, .. } => "record-copy",
        Effect::Focus(_) => "focus",
        Effect::Choose => "choose",
        Effect::Say(_) => "say",
        Effect::Pause => "pause",
        Effect::Hush => "hush",
        Effect::KeepView(_) => "keep-view",
        Effect::Chime { .. } => "chime",
    }
}

/// The `Issue` that a touch of "Ambil nomor" asks for.
fn taken(play: &mut Play) -> (Vec<String>, bool) {
    play.millis += 500;
    play.made += 1;
    let fresh = fixture::fresh(play.made);
    let input = Input::Touched { touch: Touch::TakeNumber, fresh };
    let effects = play.controller.handle(input, fixture::now(play.millis));
    let [Effect::Ask { id, command: Command::Issue { services, priority, .. } }] =
        effects.as_slice()
    else {
        panic!("{effects:?}")
    };
    play.asked = Some(*id);
    let claimed = priority.as_ref();
    assert!(claimed.is_none_or(|claim| claim.class.is_none()), "a class was named");
    (services.iter().map(ToString::to_string).collect(), claimed.is_some())
}

fn chosen(agency: &str, service: &str) -> Play {
    let mut play = Play::ready();
    choose(&mut play, agency, service);
    play
}

fn choose(play: &mut Play, agency: &str, service: &str) {
    play.step(&Step::Touch(Touch::Agency(agency.parse().unwrap())));
    play.step(&Step::Touch(Touch::Service(service.parse().unwrap())));
    assert_eq!(play.body(), "confirm");
}
