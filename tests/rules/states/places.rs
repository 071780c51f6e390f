//! A hall in the state that a cell of the tables names, reached by commands alone.

use super::Cell;
use antrean_hub::engine::{Actor, Request};
use antrean_shared::code::VoucherCode;
use antrean_shared::command::{
    AdmittedTicket, Booking, CallOutcome, CallReport, Command, PriorityClaim, TransferTarget,
};
use antrean_shared::id::TicketId;
use antrean_shared::id::Token;
use antrean_shared::ticket::{Channel, Language, Shown};
use antrean_shared::time::ServiceDay;
use antrean_tests::hall::officer;
use antrean_tests::hall::{
    agency_id, asking_hall, counter_id, device_id, kiosk_id, priority_id, queue_id, service_id,
    zone_id,
};
use antrean_tests::pure_hub::{PureHub, command_id, console, display, kiosk};
use antrean_tests::script::tell;
use antrean_tests::verb::Verb;
use std::time::Duration;

/// Kinds of device, in the order of the cells of `actor_row`.
pub const ACTORS: [&str; 5] = ["a kiosk", "its console", "another console", "a display", "the API"];

/// A hall and the ticket that a cell is about.
pub struct Place {
    hub: PureHub,
    /// The ticket that commands name.
    ticket: TicketId,
    /// The ticket that `Resume` names.
    parked: TicketId,
    /// The words are about the counter, not the ticket.
    counter: bool,
    /// A service that the visit comes to later.
    later: &'static str,
    /// `Transfer` names the ticket instead of meaning the one in hand.
    named: bool,
}

/// Served, and the visit goes on at a counter that counter 1 is not.
pub const STOP_TO_COME: &str = "serving, stop to come";

/// Counter 1 is open for Budi; one ticket of `ktp` is in the state.
pub fn with_ticket(state: &str) -> Place {
    let story = match state {
        "issued" => "08:00 k1 issues ktp-baru as #x",
        "waiting" => "08:00 issue ktp-baru as #x",
        "called" => "08:00 issue ktp-baru as #x\n counter 1 calls",
        "serving" => "08:00 issue ktp-baru as #x\n counter 1 calls\n counter 1 serves",
        STOP_TO_COME => {
            "08:00 issue ktp-baru+pajak-tahunan as #x\n counter 1 calls\n counter 1 serves"
        }
        "parked" => {
            "08:00 issue ktp-baru as #x\n counter 1 calls\n counter 1 serves\n counter 1 parks fotokopi"
        }
        "no_show" => "08:00 issue ktp-baru as #x\n counter 1 calls\n +45s counter 1 misses",
        "completed" => {
            "08:00 issue ktp-baru as #x\n counter 1 calls\n counter 1 serves\n counter 1 completes"
        }
        "cancelled" => "08:00 issue ktp-baru as #x\n cancel A001",
        "expired" => "08:00 issue ktp-baru as #x\n tue 08:00\n counter 1 opens for Budi",
        other => panic!("no way to {other}"),
    };
    let story = story.replace("ktp-baru as", "ktp-baru+kk-baru as");
    let booked = "chief books JANJI01=ktp-baru@08:30";
    let story = format!("07:45 counter 1 opens for Budi\n{story}\n{booked}\n+50s");
    let hub = tell(antrean_tests::hall::booking_hall(), &story);
    // The story's second command issues the ticket.
    let ticket = command_id(2).ticket();
    let later = if state == STOP_TO_COME { "pajak-tahunan" } else { "kk-baru" };
    Place { hub, ticket, parked: ticket, counter: false, later, named: true }
}

/// A001 waits for counter 1, A002 was parked by it.
pub fn at_counter(state: &str) -> Place {
    let serving =
        "counter 1 opens for Budi\n issue ktp-baru\n counter 1 calls A003\n counter 1 serves";
    let (hall, story) = match state {
        "closed" => (antrean_tests::hall::small_hall(), String::new()),
        "open" => (antrean_tests::hall::small_hall(), "counter 1 opens for Budi".to_owned()),
        "paused" => {
            let story = "counter 1 opens for Budi\n counter 1 pauses makan".to_owned();
            (antrean_tests::hall::small_hall(), story)
        }
        "closing" => (asking_hall(), "counter 1 opens for Budi\n counter 1 closes".to_owned()),
        "closing, serving" => (asking_hall(), format!("{serving}\n counter 1 closes")),
        "may close, serving" => {
            (asking_hall(), format!("{serving}\n counter 1 closes\n chief approves counter 1"))
        }
        other => panic!("no way to {other}"),
    };
    counter_place(hall, &story)
}

/// A counter that has to ask before it closes.
pub fn asking(state: &str) -> Place {
    let story = match state {
        "open" => "counter 1 opens for Budi",
        "paused" => "counter 1 opens for Budi\n counter 1 pauses makan",
        "serving" => "counter 1 opens for Budi\n counter 1 calls\n counter 1 serves",
        other => panic!("no way to {other}"),
    };
    counter_place(asking_hall(), story)
}

fn counter_place(mut hall: antrean_hub::hall::Hall, story: &str) -> Place {
    antrean_tests::hall::take_bookings(&mut hall);
    let before = "08:00 issue ktp-baru+kk-baru as #x\n issue ktp-baru as #p\n counter 1 opens for Ani\n \
                  counter 1 calls A002\n counter 1 parks fotokopi\n";
    // Whoever parked has left, so the counter has no step of its own.
    let left = "chief books JANJI01=ktp-baru@08:30\n chief releases counter 1\n";
    let hub = tell(hall, &format!("{before}{left}{story}\n+50s"));
    let [ticket, parked] = [1, 2].map(|number| command_id(number).ticket());
    Place { hub, ticket, parked, counter: true, later: "kk-baru", named: false }
}

/// A place in which a verb is accepted from the device that it belongs to.
pub fn fitting(verb: Verb) -> Place {
    match verb {
        Verb::Recall | Verb::Serve | Verb::NoShow | Verb::Undo => with_ticket("called"),
        Verb::Skip => followed(with_ticket("called")),
        Verb::Return => with_ticket("no_show"),
        Verb::Complete | Verb::CompleteAndCallNext | Verb::Park => with_ticket("serving"),
        Verb::Resume => with_ticket("parked"),
        Verb::ApproveClosing => at_counter("closing"),
        Verb::ConfirmShown | Verb::GiveBack => with_ticket("issued"),
        Verb::SetOutage | Verb::ClearOutage => with_ticket("called"),
        Verb::TakeVoucher => {
            let mut place = with_ticket("waiting");
            let (agency, reason) = (agency_id("dukcapil"), "Server pusat".to_owned());
            let down = Command::SetOutage { agency, reason, until: None };
            let request = Request { id: command_id(8_888), actor: Actor::Api, command: down };
            place.hub.send(&request).expect("anything can break down");
            place
        }
        Verb::Issue
        | Verb::AdmitTicket
        | Verb::ForceOpen
        | Verb::ForceClose
        | Verb::EndForce
        | Verb::JoinStandby
        | Verb::ImportBookings
        | Verb::CheckIn
        | Verb::OpenRoll
        | Verb::ConfirmDate
        | Verb::CallNext
        | Verb::CallTicket
        | Verb::Transfer
        | Verb::Yield
        | Verb::Cancel
        | Verb::AddStop
        | Verb::DropStop
        | Verb::OrderStops
        | Verb::GrantPriority
        | Verb::WithdrawPriority
        | Verb::SetNote
        | Verb::PrintCopy
        | Verb::OpenCounter
        | Verb::PauseCounter
        | Verb::CloseCounter
        | Verb::ReleaseCounter
        | Verb::Announce
        | Verb::ReportShown
        | Verb::ReportSpoken => with_ticket("waiting"),
    }
}

/// Lets one more visitor wait.
fn followed(mut place: Place) -> Place {
    let request = Request { id: command_id(8_888), actor: Actor::Api, command: issue() };
    place.hub.send(&request).expect("the queue is open");
    place
}

impl Place {
    /// Carries out the verb from the device that it belongs to and says what it came to.
    pub fn tried(self, verb: Verb) -> Cell {
        let who = match verb {
            Verb::Issue
            | Verb::JoinStandby
            | Verb::CheckIn
            | Verb::ConfirmDate
            | Verb::ConfirmShown
            | Verb::GiveBack
            | Verb::AdmitTicket => "a kiosk",
            Verb::ReleaseCounter
            | Verb::ApproveClosing
            | Verb::ForceOpen
            | Verb::ForceClose
            | Verb::EndForce
            | Verb::TakeVoucher
            | Verb::ImportBookings
            | Verb::OpenRoll
            | Verb::SetOutage
            | Verb::ClearOutage
            | Verb::Announce
            | Verb::Return
            | Verb::Yield
            | Verb::Cancel => "the API",
            Verb::ReportShown | Verb::ReportSpoken => "a display",
            Verb::CallNext
            | Verb::CallTicket
            | Verb::Recall
            | Verb::Serve
            | Verb::Complete
            | Verb::CompleteAndCallNext
            | Verb::NoShow
            | Verb::Skip
            | Verb::Park
            | Verb::Resume
            | Verb::Transfer
            | Verb::AddStop
            | Verb::DropStop
            | Verb::OrderStops
            | Verb::GrantPriority
            | Verb::WithdrawPriority
            | Verb::SetNote
            | Verb::PrintCopy
            | Verb::Undo
            | Verb::OpenCounter
            | Verb::PauseCounter
            | Verb::CloseCounter => "its console",
        };
        self.tried_by(verb, who)
    }

    /// Carries out the verb from a kind of device.
    pub fn tried_by(mut self, verb: Verb, who: &str) -> Cell {
        let actor = match who {
            "a kiosk" => kiosk("k1"),
            "its console" => console("1"),
            "another console" => console("2"),
            "a display" => display("board-1"),
            _ => Actor::Api,
        };
        let before = self.word();
        let command = self.command(verb);
        assert_eq!(Verb::of(&command), verb);
        // The ticket's own id, as if the first answer had been forgotten.
        let own = verb == Verb::Issue && !self.counter;
        let id = if own { self.ticket.command() } else { command_id(9_999) };
        let request = Request { id, actor, command };
        let decided = self.hub.decide(&request);
        let outcome = if own { decided } else { self.hub.send(&request) };
        if own && let Ok(decision) = &outcome {
            assert!(decision.events.is_empty(), "no second ticket");
        }
        match outcome {
            Err(rejection) => {
                assert_eq!(self.word(), before, "a refusal changes nothing");
                Cell::No(rejection.code())
            }
            Ok(_) if self.word() == before => Cell::Stays,
            Ok(_) => Cell::To(self.word()),
        }
    }

    /// Lets time pass and says what became of the ticket.
    pub fn left_alone(mut self, seconds: u64) -> Cell {
        let before = self.word();
        self.hub.go_to(self.hub.now.plus(Duration::from_secs(seconds)));
        if self.word() == before { Cell::Stays } else { Cell::To(self.word()) }
    }

    fn word(&self) -> String {
        let word = if self.counter {
            serde_json::json!(self.hub.state.counter_state(&counter_id("1")))
        } else {
            serde_json::json!(self.hub.state_of(self.ticket))
        };
        word.as_str().unwrap_or_default().to_owned()
    }

    #[expect(clippy::too_many_lines, reason = "one arm for each command")]
    fn command(&self, verb: Verb) -> Command {
        let (counter, ticket, parked) = (counter_id("1"), self.ticket, self.parked);
        let reason = || "alasan".to_owned();
        match verb {
            Verb::Issue => issue(),
            Verb::ConfirmShown => Command::ConfirmShown { ticket, by: Shown::Paper },
            Verb::GiveBack => Command::GiveBack { ticket },
            Verb::AdmitTicket => Command::AdmitTicket { ticket: Box::new(self.admitted()) },
            Verb::CallNext => Command::CallNext { counter },
            Verb::CallTicket => Command::CallTicket { counter, ticket },
            Verb::Recall => Command::Recall { counter },
            Verb::Serve => Command::Serve { counter },
            Verb::Complete => Command::Complete { counter, outcome: None },
            Verb::CompleteAndCallNext => Command::CompleteAndCallNext { counter, outcome: None },
            Verb::NoShow => Command::NoShow { counter },
            Verb::Skip => Command::Skip { counter },
            Verb::Return => Command::Return { ticket },
            Verb::Yield => Command::Yield { ticket },
            Verb::GrantPriority => {
                let (class, salt) = (Some(priority_id("lansia")), Token::from_bits(4));
                let priority = PriorityClaim { class, salt };
                Command::GrantPriority { ticket, priority, reason: None }
            }
            Verb::WithdrawPriority => {
                Command::WithdrawPriority { ticket, reason: reason(), salt: Token::from_bits(4) }
            }
            Verb::Park => Command::Park { counter, reason: reason(), until: None },
            Verb::Resume => Command::Resume { counter, ticket: parked },
            Verb::Transfer => {
                let ticket = self.named.then_some(ticket);
                let to = TransferTarget::Queue(queue_id("kk"));
                Command::Transfer { counter, ticket, to, come_back: false }
            }
            Verb::Cancel => Command::Cancel { ticket },
            Verb::AddStop => Command::AddStop { ticket, service: service_id("stnk") },
            Verb::DropStop => Command::DropStop { ticket, service: service_id(self.later) },
            Verb::OrderStops => {
                Command::OrderStops { ticket, services: vec![service_id(self.later)] }
            }
            Verb::SetNote => {
                Command::SetNote { ticket, text: "catatan".to_owned(), salt: Token::from_bits(3) }
            }
            Verb::PrintCopy => Command::PrintCopy { counter, ticket, kiosk: kiosk_id("k1") },
            Verb::Undo => Command::Undo { counter },
            Verb::OpenCounter => Command::OpenCounter { counter, officer: officer("Budi") },
            Verb::PauseCounter => Command::PauseCounter { counter, reason: reason() },
            Verb::CloseCounter => Command::CloseCounter { counter, reason: None },
            Verb::ReleaseCounter => Command::ReleaseCounter { counter, reason: reason() },
            Verb::ApproveClosing => {
                Command::ApproveClosing { counter, approve: true, reason: None }
            }
            Verb::ForceOpen => {
                Command::ForceOpen { queue: queue_id("kk"), until: None, reason: reason() }
            }
            Verb::ForceClose => {
                Command::ForceClose { queue: queue_id("kk"), until: None, reason: reason() }
            }
            Verb::EndForce => Command::EndForce { queue: queue_id("kk") },
            Verb::SetOutage => {
                Command::SetOutage { agency: agency_id("dukcapil"), reason: reason(), until: None }
            }
            Verb::ClearOutage => Command::ClearOutage { agency: agency_id("dukcapil") },
            Verb::JoinStandby => Command::JoinStandby {
                queue: queue_id("kk"),
                service: service_id("kk-baru"),
                language: Language::Id,
                channel: Channel::Kiosk,
                token: Token::from_bits(2),
            },
            Verb::TakeVoucher => {
                Command::TakeVoucher { ticket, voucher: VoucherCode::from_bits(1) }
            }
            Verb::ImportBookings => {
                Command::ImportBookings { bookings: vec![self.booking("BARU01")] }
            }
            Verb::CheckIn => Command::CheckIn {
                booking: self.booking("JANJI01").id,
                language: Language::Id,
                channel: Channel::Kiosk,
                token: Token::from_bits(5),
            },
            Verb::OpenRoll => Command::OpenRoll { queue: queue_id("ktp"), from: 801, to: 850 },
            Verb::ConfirmDate => {
                let date = self.hub.hall.service_day(self.hub.now);
                Command::ConfirmDate { date, time: None }
            }
            Verb::Announce => Command::Announce { zone: None, text: reason() },
            Verb::ReportShown => {
                let (zone, display) = (zone_id("utara"), device_id("board-1"));
                Command::ReportShown { zone, display, calls: self.report() }
            }
            Verb::ReportSpoken => {
                let (zone, display) = (zone_id("utara"), device_id("board-1"));
                Command::ReportSpoken { zone, display, calls: self.report() }
            }
        }
    }

    /// A booking of the next day at nine.
    fn booking(&self, id: &str) -> Booking {
        let day = self.hub.hall.service_day(self.hub.now).0.succ_opt().expect("a day to come");
        let (id, service) = (id.parse().expect("a code"), service_id("ktp-baru"));
        Booking { id, service, day: ServiceDay(day), time: "09:00".to_owned() }
    }

    /// Reports call 0, which is below every mark: boards change no state.
    fn report(&self) -> Vec<CallReport> {
        vec![CallReport { call: 0, at: self.hub.now, outcome: CallOutcome::Done }]
    }

    /// The place's own ticket handed over once more.
    fn admitted(&self) -> AdmittedTicket {
        AdmittedTicket {
            id: self.ticket,
            number: "A001".parse().expect("a number"),
            queue: queue_id("ktp"),
            services: vec![service_id("ktp-baru")],
            language: None,
            token: None,
            issued_at: self.hub.now,
            priority: None,
        }
    }
}

fn issue() -> Command {
    Command::Issue {
        voucher: None,
        services: vec![service_id("ktp-baru")],
        language: Language::Id,
        channel: Channel::Kiosk,
        token: Token::from_bits(1),
        priority: None,
    }
}
