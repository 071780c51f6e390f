//! The visit as tables: what happens in what order, what is done, what is shown in the end.
//!
//! `world` lets chance choose the order and counts papers.

mod beside;
mod copies;
mod mute;
mod world;

use super::*;
use crate::fixture;
use crate::screen::{Body, Screen, Trouble};
use antrean_shared::opening::ClosedReason;
use antrean_shared::protocol::{Done, Outcome, Refusal, RefusalReason};
use antrean_shared::rejection::{InvalidRule, Rejection};
use antrean_shared::ticket::Shown;

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
        let reported = |effect: &&Effect| matches!(effect, Effect::Report(_));
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
            Body::Confirm(_) => "confirm",
            Body::Issuing { .. } => "issuing",
            Body::Printing { .. } => "printing",
            Body::Ticket(_) => "ticket",
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
        Effect::Print { copy: false, .. } => "print",
        Effect::Print { copy: true, .. } => "print-copy",
        Effect::Machine(_) => "machine",
        Effect::Slide(_) => "slide",
        Effect::Report(_) => "report",
        Effect::Record { copy: false, .. } => "record",
        Effect::Record { copy: true, .. } => "record-copy",
    }
}

/// What it is, the steps, what is done, what is shown in the end.
type Row = (&'static str, &'static str, &'static str, &'static str);

/// Every point at which something can go wrong between the touch and the paper in hand.
#[rustfmt::skip]
const NUMBER_AND_PAPER: [Row; 37] = [
    ("all goes well", "take answer printed", "ask print paper record", "ticket"),
    ("no answer yet", "take wait-9", "ask", "issuing"),
    ("touched twice", "take take-number take-number", "ask", "issuing"),
    ("answered twice", "take answer answer", "ask print", "printing"),
    ("result twice", "take answer printed printed", "ask print paper record", "ticket"),
    ("the link says unknown", "take unknown", "ask give-back", "notice"),
    ("the link says nothing", "take wait-12", "ask give-back", "notice"),
    ("unknown twice", "take wait-12 unknown", "ask give-back", "notice"),
    ("answer too late", "take unknown answer", "ask give-back", "notice"),
    ("answer too late, at home", "take unknown wait-20 answer", "ask give-back", "home"),
    ("the hub takes no more", "take busy", "ask give-back", "notice"),
    ("the link takes no more", "take not-asked", "ask", "notice"),
    ("rejected", "take rejected", "ask", "notice"),
    ("link lost, answer in time", "take lost back answer", "ask print", "printing"),
    ("link lost, no answer", "take lost unknown", "ask give-back", "notice"),
    ("link lost while printing", "take answer lost printed", "ask print paper record", "ticket"),
    ("link lost, then no paper", "take answer lost failed give-back", "ask print give-back", "notice"),
    ("printer out before the answer", "take out answer failed", "ask print", "paper failed"),
    ("photographed", "take answer failed photographed", "ask print screen", "home"),
    ("photographed twice", "take answer failed photographed photographed", "ask print screen", "home"),
    ("given back twice", "take answer failed give-back give-back", "ask print give-back", "notice"),
    ("nobody there", "take answer failed wait-60", "ask print screen", "home"),
    ("printed again", "take answer failed print-again printed-copy", "ask print print-copy paper record-copy", "ticket"),
    ("failed twice", "take answer failed print-again failed-copy print-again", "ask print print-copy print-copy", "printing"),
    ("no paper, no print", "take answer out failed print-again", "ask print", "paper failed"),
    ("paper is brought", "take answer out failed low print-again", "ask print print-copy", "printing"),
    ("old result, new job", "take answer failed print-again printed", "ask print print-copy", "printing"),
    ("silent printer", "take answer wait-30", "ask print", "paper failed"),
    ("silent: not given back", "take answer wait-30 give-back", "ask print", "paper failed"),
    ("silent: not printed again", "take answer wait-30 print-again", "ask print", "paper failed"),
    ("silent, then paper", "take answer wait-30 printed", "ask print paper record", "ticket"),
    ("silent, then none", "take answer wait-30 failed give-back", "ask print give-back", "notice"),
    ("silent, photographed, paper", "take answer wait-30 photographed printed", "ask print screen", "home"),
    ("silent: no second number", "take answer wait-30 photographed take", "ask print screen", "notice"),
    ("never printed", "take answer not-printed print-again printed", "ask print print paper record", "ticket"),
    ("once, then not", "take answer failed print-again not-printed-copy print-again", "ask print print-copy print-copy", "printing"),
    ("the next visitor", "take answer printed wait-12 take answer", "ask print paper record ask print", "printing"),
];

/// The program ends at any point and starts again.
#[rustfmt::skip]
const RESTARTS: [Row; 19] = [
    ("nothing known", "restart wait-5", "", "waiting"),
    ("asked, not drawn", "take restart ready wait-5", "ask", "home"),
    ("asked and drawn", "take restart doubt wait-5", "ask", "doubt"),
    ("answer for the dead", "take restart ready answer", "ask", "home"),
    ("result for the dead", "take answer restart ready printed", "ask print", "home"),
    ("printing", "take answer restart doubt wait-2", "ask print", "doubt"),
    ("paper there", "take answer restart doubt wait-2 came-out", "ask print paper", "home"),
    ("no paper", "take answer restart doubt wait-2 missing printed-copy", "ask print print-copy paper record-copy", "ticket"),
    ("a stranger", "take answer restart doubt wait-2 not-mine wait-9", "ask print", "home"),
    ("nobody there", "take answer restart doubt wait-2 wait-60", "ask print", "home"),
    ("no paper at all", "take answer restart doubt out wait-2 missing", "ask print", "paper failed"),
    ("nothing is given back", "take answer restart doubt out wait-2 missing give-back", "ask print", "paper failed"),
    ("shown instead", "take answer restart doubt out wait-2 missing photographed", "ask print screen", "home"),
    ("paper had failed", "take answer failed restart doubt wait-2 missing", "ask print print-copy", "printing"),
    ("a copy fails", "take answer restart doubt wait-2 missing failed-copy print-again", "ask print print-copy print-copy", "printing"),
    ("told, on its way", "take answer printed restart doubt ready wait-5", "ask print paper record", "home"),
    ("given back, on its way", "take unknown restart doubt ready wait-5", "ask give-back", "home"),
    ("only when connected", "take restart doubt lost wait-5", "ask", "home"),
    ("dies in the question", "take restart doubt wait-2 restart doubt wait-2", "ask", "doubt"),
];

/// Reads a step of the tables: "take", "printed-copy", "wait-12" (seconds).
fn step(word: &str) -> Step {
    if let Some(seconds) = word.strip_prefix("wait-") {
        return Step::Wait(seconds.parse::<u64>().unwrap() * 1_000);
    }
    let copy = word.ends_with("-copy");
    match word.trim_end_matches("-copy") {
        "take" => Step::Take,
        "answer" => Step::Answer,
        "rejected" => Step::Reject(Rejection::DateUnconfirmed),
        "unknown" => Step::Unknown,
        "busy" => Step::Refused(RefusalReason::Busy),
        "not-asked" => Step::NotAsked,
        "printed" => Step::Printed { copy },
        "failed" => Step::Failed { copy },
        "not-printed" => Step::NotPrinted { copy },
        "out" => Step::Printer(PrinterStatus::PaperOut),
        "low" => Step::Printer(PrinterStatus::PaperLow),
        "lost" => Step::LinkLost,
        "back" => Step::LinkBack,
        "restart" => Step::Restart,
        "ready" => Step::Ready { doubt: false },
        "doubt" => Step::Ready { doubt: true },
        "take-number" => Step::Touch(Touch::TakeNumber),
        "photographed" => Step::Touch(Touch::Photographed),
        "give-back" => Step::Touch(Touch::GiveBack),
        "print-again" => Step::Touch(Touch::PrintAgain),
        "came-out" => Step::Touch(Touch::PaperCameOut),
        "missing" => Step::Touch(Touch::PaperMissing),
        "not-mine" => Step::Touch(Touch::NotMine),
        other => panic!("no step is called {other}"),
    }
}

#[test]
fn a_number_has_one_paper_and_one_end() {
    for (name, steps, done, body) in NUMBER_AND_PAPER.into_iter().chain(RESTARTS) {
        let mut play = Play::ready();
        for word in steps.split(' ') {
            play.step(&step(word));
        }
        assert_eq!(play.done.join(" "), done, "{name}: {steps}");
        assert_eq!(play.body(), body, "{name}: {steps}");
    }
}

#[test]
fn tickets_of_this_run_are_never_asked_about() {
    let mut play = Play::ready();
    play.step(&Step::Take);
    play.step(&Step::Ready { doubt: true });
    play.step(&Step::Answer);
    play.step(&Step::Printed { copy: false });
    play.step(&Step::Wait(12_000));
    play.step(&Step::Ready { doubt: true });
    play.step(&Step::Wait(5_000));
    assert_eq!(play.body(), "home");
}

#[test]
fn a_question_interrupts_a_choice_but_not_a_number() {
    for (touches, body) in [(1, "doubt"), (2, "doubt"), (3, "issuing")] {
        let mut play = Play::ready();
        play.asked = Some(fixture::fresh(7).command);
        let old = play.ticket();
        for touch in three_touches().into_iter().take(touches) {
            play.step(&Step::Touch(touch));
        }
        let doubts = vec![fixture::doubtful(old.id, old)];
        play.hear(Input::View(fixture::envelope(fixture::view(doubts))));
        play.step(&Step::Wait(2_500));
        assert_eq!(play.body(), body);
    }
}

#[test]
fn fifty_touches_a_second_ask_for_one_number() {
    for (touches, spacing) in [(500u64, 20), (200, 50), (40, 401)] {
        let mut play = Play::ready();
        for touch in (0..touches).flat_map(|_| three_touches()) {
            play.millis += spacing / 3;
            play.touch(touch);
        }
        assert_eq!(play.done.iter().filter(|done| **done == "ask").count(), 1);
    }
}

#[test]
fn a_trembling_hand_does_not_reach_the_next_screen() {
    let mut play = Play::ready();
    let [agency, service, take] = three_touches();
    play.millis += 500;
    play.touch(agency);
    play.millis += 399;
    play.touch(service.clone());
    assert_eq!(play.body(), "services");
    play.millis += 1;
    play.touch(service);
    assert_eq!(play.body(), "confirm");
    play.millis += 150;
    play.touch(take);
    assert_eq!(play.done, Vec::<&str>::new());
}

#[test]
fn what_is_missing_is_said_and_nothing_is_asked() {
    let unsure = || {
        let view = KioskView { issuing: false, ..fixture::view(vec![]) };
        Input::View(fixture::envelope(view))
    };
    let refused = LinkState::Refused { reason: RefusalReason::UnknownId };
    let since = fixture::NOW.clock(fixture::catalogue().utc_offset);
    for (input, trouble, matter) in [
        (
            Input::Link(LinkState::Lost { since: fixture::NOW }),
            Trouble::Offline { since },
            Matter::Offline,
        ),
        (
            Input::Link(refused),
            Trouble::Refused { reason: RefusalReason::UnknownId },
            Matter::Offline,
        ),
        (unsure(), Trouble::DateUnconfirmed, Matter::DateUnconfirmed),
        (
            Input::Printer(PrinterStatus::CoverOpen),
            Trouble::Printer(PrinterStatus::CoverOpen),
            Matter::Printer(PrinterStatus::CoverOpen),
        ),
    ] {
        let mut play = Play::ready();
        play.hear(input);
        assert_eq!(play.screen().frame.trouble, Some(trouble));
        play.step(&Step::Take);
        assert_eq!(play.done, Vec::<&str>::new());
        let Body::Notice(notice) = play.screen().body else { panic!("{}", play.body()) };
        assert_eq!(notice.matter, matter);
    }
}

#[test]
fn what_is_known_stays_on_the_screen_without_the_hub() {
    let mut play = Play::ready();
    let Body::Home(known) = play.screen().body else { panic!() };
    play.step(&Step::LinkLost);
    assert_eq!(play.screen().body, Body::Home(known));
    play.step(&Step::LinkBack);
    assert_eq!(play.screen().frame.trouble, None);
}

#[test]
fn every_refusal_has_its_own_words() {
    let queue = || "a".parse().unwrap();
    let opens_at = Some(fixture::NOW);
    let closed =
        |reason| Rejection::QueueClosed { queue: queue(), service: None, reason, opens_at };
    for (rejection, matter, subject) in [
        (closed(ClosedReason::Hours), Matter::Closed(ClosedReason::Hours), "Dispendukcapil"),
        (closed(ClosedReason::Break), Matter::Closed(ClosedReason::Break), "Dispendukcapil"),
        (
            Rejection::QuotaReached { queue: queue(), opens_at },
            Matter::Closed(ClosedReason::Quota),
            "Dispendukcapil",
        ),
        (
            Rejection::CutOff { queue: queue(), opens_at },
            Matter::Closed(ClosedReason::CutOff),
            "Dispendukcapil",
        ),
        (Rejection::NotOfferedHere { service: "a02".parse().unwrap() }, Matter::NotOfferedHere, ""),
        (Rejection::DateUnconfirmed, Matter::DateUnconfirmed, ""),
        (Rejection::LineageUnconfirmed, Matter::LineageUnconfirmed, ""),
        (Rejection::GivenBack, Matter::Fault("given-back".to_owned()), ""),
        (
            Rejection::Invalid { field: "services".to_owned(), rule: InvalidRule::TooMany },
            Matter::Fault("invalid".to_owned()),
            "",
        ),
    ] {
        let mut play = Play::ready();
        play.step(&Step::Take);
        play.step(&Step::Reject(rejection.clone()));
        let Body::Notice(notice) = play.screen().body else { panic!("{}", play.body()) };
        assert_eq!((notice.matter, notice.subject.as_str()), (matter, subject), "{rejection:?}");
        assert_eq!(notice.opens.is_some(), !subject.is_empty());
    }
}

#[test]
fn an_idle_screen_warns_and_goes_back_in_its_own_language() {
    let mut play = Play::ready();
    play.step(&Step::Touch(Touch::Language(Language::En)));
    play.step(&Step::Touch(Touch::Agency("dispendukcapil".parse().unwrap())));
    play.wait(19_750);
    assert_eq!(play.screen().frame.leaving, None);
    play.wait(250);
    assert_eq!(play.screen().frame.leaving.map(|left| left.seconds), Some(10));
    play.step(&Step::Touch(Touch::StillHere));
    assert_eq!(play.screen().frame.leaving, None);
    play.wait(29_750);
    assert_eq!((play.body(), play.screen().frame.language), ("services", Language::En));
    play.wait(250);
    assert_eq!((play.body(), play.screen().frame.language), ("home", Language::Id));
}

#[test]
fn pages_stop_at_both_ends_and_the_way_back_keeps_its_page() {
    let mut play = Play::ready();
    let page = |play: &Play| {
        let Body::Home(home) = play.screen().body else { panic!("{}", play.body()) };
        home.page.number
    };
    for (touch, number) in [
        (Touch::PreviousPage, 1),
        (Touch::NextPage, 2),
        (Touch::NextPage, 3),
        (Touch::NextPage, 3),
        (Touch::PreviousPage, 2),
    ] {
        play.step(&Step::Touch(touch));
        assert_eq!(page(&play), number);
    }
    play.step(&Step::Touch(Touch::Agency("kemenag".parse().unwrap())));
    assert_eq!(play.body(), "services");
    play.step(&Step::Touch(Touch::Back));
    assert_eq!((play.body(), page(&play)), ("home", 2));
}

#[test]
fn a_closed_agency_and_a_foreign_service_cannot_be_chosen() {
    let mut play = Play::ready();
    play.step(&Step::Touch(Touch::Agency("polres".parse().unwrap())));
    assert_eq!(play.body(), "home");
    play.step(&Step::Touch(Touch::Agency("dispendukcapil".parse().unwrap())));
    play.step(&Step::Touch(Touch::Service("b01".parse().unwrap())));
    assert_eq!(play.body(), "services");
}

#[test]
fn an_agency_that_is_gone_ends_the_choice() {
    let mut play = Play::ready();
    play.step(&Step::Touch(Touch::Agency("dispendukcapil".parse().unwrap())));
    let mut hall = (*fixture::catalogue()).clone();
    hall.services.retain(|service| service.queue.as_str() != "a");
    play.hear(Input::Catalogue(Arc::new(hall)));
    assert_eq!(play.body(), "home");
}

#[test]
fn a_typed_need_leads_to_its_number_and_back_to_its_words() {
    let mut play = Play::ready();
    let typed = |play: &Play| {
        let Body::Search(search) = play.screen().body else { panic!("{}", play.body()) };
        (search.typed, search.rows.first().map(|row| row.id.clone()))
    };
    play.step(&Step::Touch(Touch::Search));
    for key in "  KTP  hilangg#".chars() {
        play.millis += 20;
        play.touch(Touch::Key(key));
    }
    play.touch(Touch::Erase);
    // Nothing is deaf while somebody types; a blank is only kept between words.
    assert_eq!(typed(&play), ("".to_owned(), None));
    play.step(&Step::Wait(500));
    for key in "  KTP  hilangg#".chars() {
        play.millis += 20;
        play.touch(Touch::Key(key));
    }
    play.touch(Touch::Erase);
    assert_eq!(typed(&play), ("ktp hilang".to_owned(), Some("a02".to_owned())));
    play.step(&Step::Touch(Touch::Service("g01".parse().unwrap())));
    assert_eq!(play.body(), "search");
    play.step(&Step::Touch(Touch::Service("a02".parse().unwrap())));
    assert_eq!(play.body(), "confirm");
    play.step(&Step::Touch(Touch::Back));
    assert_eq!(typed(&play), ("ktp hilang".to_owned(), Some("a02".to_owned())));
    play.step(&Step::Touch(Touch::EraseAll));
    assert_eq!(typed(&play), (String::new(), None));
    play.step(&Step::Touch(Touch::Back));
    assert_eq!(play.body(), "home");
}

#[test]
fn a_kiosk_finds_only_what_it_offers() {
    let mut play = Play::ready();
    let mut hall = (*fixture::catalogue()).clone();
    hall.kiosks[0].agencies = Some(vec!["polres".parse().unwrap()]);
    play.hear(Input::Catalogue(hall.into()));
    play.step(&Step::Touch(Touch::Search));
    play.step(&Step::Wait(500));
    "ktp".chars().for_each(|key| play.touch(Touch::Key(key)));
    let Body::Search(search) = play.screen().body else { panic!("{}", play.body()) };
    assert!(search.rows.is_empty(), "{:?}", search.rows);
}

#[test]
fn what_a_visitor_switches_on_ends_with_the_visit() {
    let mut play = Play::ready();
    let comfort = |play: &Play| play.screen().frame.comfort;
    for touch in [Touch::LargeText, Touch::Contrast, Touch::LowReach, Touch::Contrast] {
        play.step(&Step::Touch(touch));
    }
    assert_eq!(comfort(&play), Comfort { large_text: true, contrast: false, low_reach: true });
    play.step(&Step::Take);
    play.step(&Step::Answer);
    play.step(&Step::Printed { copy: false });
    assert!(comfort(&play).large_text);
    play.step(&Step::Wait(12_000));
    assert_eq!((play.body(), comfort(&play)), ("home", Comfort::default()));
    play.step(&Step::Touch(Touch::Contrast));
    play.step(&Step::Wait(29_000));
    assert!(comfort(&play).contrast);
    play.step(&Step::Wait(1_000));
    assert_eq!(comfort(&play), Comfort::default());
}

#[test]
fn larger_letters_never_leave_an_empty_page() {
    let mut play = Play::ready();
    play.step(&Step::Touch(Touch::LargeText));
    (0..20).for_each(|_| play.step(&Step::Touch(Touch::NextPage)));
    play.step(&Step::Touch(Touch::LargeText));
    let Body::Home(home) = play.screen().body else { panic!("{}", play.body()) };
    assert_eq!(home.page.number, home.page.count);
    assert!(!home.tiles.is_empty());
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

#[test]
fn a_claim_is_one_touch_and_names_no_class() {
    for (touches, claimed) in [(0, false), (1, true), (2, false)] {
        let mut play = chosen("dispendukcapil", "a02");
        (0..touches).for_each(|_| play.step(&Step::Touch(Touch::Claim)));
        assert_eq!(taken(&mut play), (vec!["a02".to_owned()], claimed));
        play.millis += 500;
        let done = Done { issued: Some(play.ticket()), ..Done::default() };
        let id = play.asked.unwrap();
        let answer = Input::Reply(Reply::Answered { id, outcome: Outcome::Done(done) });
        let effects = play.controller.handle(answer, fixture::now(play.millis));
        let [Effect::Print { receipt, .. }] = effects.as_slice() else { panic!("{effects:?}") };
        assert_eq!(receipt.lines_as_text().contains("PRIORITAS"), claimed);
        play.step(&Step::Printed { copy: false });
        let Body::Ticket(shown) = play.screen().body else { panic!("{}", play.body()) };
        assert_eq!(shown.priority, claimed);
        play.step(&Step::Wait(12_000));
        choose(&mut play, "dispendukcapil", "a02");
        assert!(!taken(&mut play).1, "the next visitor has claimed nothing");
    }
}

#[test]
fn several_services_have_one_number_in_the_order_of_choosing() {
    let mut play = chosen("dispendukcapil", "a02");
    play.step(&Step::Touch(Touch::AddService));
    assert_eq!(play.body(), "home");
    choose(&mut play, "bpjs-kesehatan", "g04");
    play.step(&Step::Touch(Touch::AddService));
    choose(&mut play, "dispendukcapil", "a02");
    let Body::Confirm(confirm) = play.screen().body else { panic!() };
    assert_eq!(confirm.earlier, ["Perubahan data dan faskes"]);
    let services = vec!["g04".to_owned(), "a02".to_owned()];
    assert_eq!(taken(&mut play), (services, false), "a service is in a visit once");
}

#[test]
fn adding_can_be_left_and_ends_with_the_visit() {
    let mut play = chosen("dispendukcapil", "a02");
    play.step(&Step::Touch(Touch::AddService));
    play.step(&Step::Touch(Touch::Back));
    assert_eq!(play.body(), "confirm");
    assert_eq!(taken(&mut play).0, ["a02"]);
    let mut play = chosen("dispendukcapil", "a02");
    play.step(&Step::Touch(Touch::AddService));
    play.wait(29_750);
    assert!(play.screen().frame.leaving.is_some());
    play.wait(250);
    choose(&mut play, "bpjs-kesehatan", "g04");
    assert_eq!(taken(&mut play).0, ["g04"]);
    let mut play = chosen("dispendukcapil", "a01");
    for service in ["a02", "a03", "a04", "a05", "a06", "a07", "a08"] {
        play.step(&Step::Touch(Touch::AddService));
        choose(&mut play, "dispendukcapil", service);
    }
    play.step(&Step::Touch(Touch::AddService));
    assert_eq!(play.body(), "confirm", "a visit has eight services at most");
    assert_eq!(taken(&mut play).0.len(), 8);
}

#[test]
fn a_standard_is_read_to_its_end_before_the_number_is_drawn() {
    let mut play = chosen("dispendukcapil", "a02");
    let window = Window { large: true, ..Window::of(1366, 768) };
    play.hear(Input::Window(window));
    play.step(&Step::Touch(Touch::LargeText));
    play.step(&Step::Touch(Touch::ReadStandard));
    let mut read = Vec::new();
    loop {
        let Body::Standard(standard) = play.screen().body else { panic!("{}", play.body()) };
        read.extend(standard.lines.into_iter().map(|line| line.text));
        if standard.page.number == standard.page.count {
            break;
        }
        play.step(&Step::Touch(Touch::NextPage));
    }
    for text in ["Fotokopi Kartu Keluarga", "Gratis", "KTP-el", "Lantai 1, Zona 1 · Loket 1–6"] {
        assert!(read.iter().any(|line| line == text), "{text} is not in {read:?}");
    }
    play.step(&Step::Touch(Touch::TakeNumber));
    assert_eq!((play.body(), play.done.len()), ("standard", 0));
    play.step(&Step::Touch(Touch::Back));
    assert_eq!(play.body(), "confirm");
}

#[test]
fn a_booking_becomes_a_number_and_its_paper_is_printed_once() {
    for (typed, asked) in [("JANJI", false), ("JANJI01", true), ("janji-01 ", true)] {
        let mut play = Play::ready();
        play.step(&Step::Touch(Touch::Booking));
        play.step(&Step::Wait(500));
        typed.chars().for_each(|key| play.touch(Touch::Key(key)));
        let Body::Code(code) = play.screen().body else { panic!("{}", play.body()) };
        assert_eq!(code.ready, asked, "{typed}");
        play.step(&Step::Touch(Touch::CheckIn));
        assert_eq!(play.done.len(), usize::from(asked), "{typed}");
        if asked {
            play.step(&Step::Touch(Touch::CheckIn));
            play.step(&Step::Answer);
            assert_eq!((play.done.join(" ").as_str(), play.body()), ("ask print", "printing"));
        }
    }
}

#[test]
fn a_booking_that_has_its_number_gets_a_copy_of_it() {
    let mut play = Play::ready();
    play.step(&Step::Touch(Touch::Booking));
    play.step(&Step::Wait(500));
    "JANJI01".chars().for_each(|key| play.touch(Touch::Key(key)));
    play.step(&Step::Touch(Touch::CheckIn));
    let has = IssuedTicket { id: fixture::fresh(1).command.ticket(), ..fixture::ticket(7) };
    play.reply(Outcome::Done(Done { issued: Some(has), ..Done::default() }));
    assert_eq!(play.done.join(" "), "ask print-copy");
    let mut play = Play::ready();
    play.step(&Step::Touch(Touch::Booking));
    play.step(&Step::Wait(500));
    "JANJI01".chars().for_each(|key| play.touch(Touch::Key(key)));
    play.step(&Step::Touch(Touch::CheckIn));
    play.step(&Step::Reject(Rejection::BookingUnknown));
    let Body::Notice(notice) = play.screen().body else { panic!("{}", play.body()) };
    assert_eq!(notice.matter, Matter::BookingUnknown);
}
