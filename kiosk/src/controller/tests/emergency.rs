//! Numbers of the kiosk's own series: when, which, in what order with the disk, and what becomes of them.

use super::*;
use crate::controller::emergency::OwnNumbers;
use antrean_shared::catalogue::Catalogue;
use antrean_shared::command::AdmittedTicket;
use antrean_shared::health::Trouble as Ill;
use antrean_shared::id::TicketId;
use antrean_shared::opening::Forced;
use antrean_shared::time::ServiceDay;
use antrean_shared::view::KioskView;
use std::sync::Arc;

const LOST: LinkState = LinkState::Lost { since: fixture::NOW };
const BACK: LinkState = LinkState::Connected { training: false };

fn today() -> ServiceDay {
    fixture::catalogue().service_day
}

fn own(last: u16) -> OwnNumbers {
    OwnNumbers { last: [(today(), Some(last))].into(), ..OwnNumbers::default() }
}

/// A kiosk that may help itself, with the hub there.
fn allowed(own: OwnNumbers) -> Play {
    let mut play = Play::start();
    play.hear(Input::Own(own));
    play.step(&Step::Ready { doubt: false });
    play.hear(Input::Catalogue(fixture::with_emergency()));
    play
}

/// The same kiosk, when the hub has been silent for long enough.
fn alone(own: OwnNumbers) -> Play {
    let mut play = allowed(own);
    play.lose();
    play
}

impl Play {
    fn lose(&mut self) {
        self.hear(Input::Link(LOST));
        self.wait(30_000);
    }

    fn act(&mut self, input: Input) -> Vec<Effect> {
        let effects = self.controller.handle(input, fixture::now(self.millis));
        let reported = |effect: &&Effect| matches!(effect, Effect::Report(_) | Effect::KeepView(_));
        self.done.extend(effects.iter().filter(|effect| !reported(effect)).map(brief));
        effects
    }

    /// Agency, service, "Ambil nomor darurat"; returns what is written to the disk.
    fn give(&mut self) -> AdmittedTicket {
        let [agency, service, take] = three_touches();
        self.step(&Step::Touch(agency));
        self.step(&Step::Touch(service));
        self.take_given(take)
    }

    fn take_given(&mut self, take: Touch) -> AdmittedTicket {
        self.millis += 500;
        self.made += 1;
        let fresh = fixture::fresh(self.made);
        let effects = self.act(Input::Touched { touch: take, fresh });
        let [Effect::Give { ticket, day }] = effects.as_slice() else { panic!("{effects:?}") };
        assert_eq!(*day, today());
        self.asked = Some(CommandId(ticket.id.0));
        (**ticket).clone()
    }

    fn kept(&mut self, ticket: &AdmittedTicket) -> Vec<Effect> {
        self.act(Input::Given { ticket: ticket.id, kept: true })
    }

    fn hub_says(&mut self, ticket: TicketId, outcome: Outcome) {
        self.hear(Input::Reply(Reply::Answered { id: CommandId(ticket.0), outcome }));
    }

    fn log(&mut self) -> String {
        std::mem::take(&mut self.done).join(" ")
    }

    fn offers(&self) -> bool {
        matches!(self.screen().frame.trouble, Some(Trouble::Emergency { .. }))
    }
}

#[test]
fn thirty_silent_seconds_make_the_kiosk_help_itself_and_a_word_of_the_hub_ends_it() {
    let mut play = allowed(own(0));
    play.hear(Input::Link(LOST));
    play.wait(29_750);
    assert_eq!(
        play.screen().frame.trouble,
        Some(Trouble::Offline { since: "09.41".to_owned(), soon: true }),
        "too early"
    );
    play.wait(250);
    let since = Some("09.41".to_owned());
    assert_eq!(play.screen().frame.trouble, Some(Trouble::Emergency { since }));
    let Body::Home(home) = play.screen().body else { panic!("not at the start") };
    assert!(home.any_open);
    assert!(home.tiles.iter().all(|tile| tile.waiting.is_none() && tile.wait.is_none()));
    play.hear(Input::Link(BACK));
    assert!(!play.offers());
    play.hear(Input::Link(LOST));
    play.wait(29_000);
    assert!(!play.offers(), "every silence counts by itself");
}

/// What a kiosk has to know before it may help itself, each spoilt once.
#[test]
fn without_any_of_what_it_needs_the_kiosk_gives_nothing() {
    let alone_with = |hall: Arc<Catalogue>| {
        let mut play = allowed(own(0));
        play.hear(Input::Catalogue(hall));
        play.lose();
        play
    };
    let hall = |change: fn(&mut Catalogue)| {
        let mut hall = (*fixture::with_emergency()).clone();
        change(&mut hall);
        Arc::new(hall)
    };
    assert!(alone_with(hall(|_| ())).offers());
    let not_allowed = alone_with(fixture::catalogue());
    let training = alone_with(hall(|hall| hall.training = true));
    let of_yesterday =
        alone_with(hall(|hall| hall.service_day = ServiceDay("2022-12-04".parse().unwrap())));
    let mut unread = Play::start();
    unread.step(&Step::Ready { doubt: false });
    unread.hear(Input::Catalogue(fixture::with_emergency()));
    unread.lose();
    let unreadable = alone(OwnNumbers { last: [(today(), None)].into(), ..own(0) });
    let used_up = alone(own(9_999));
    let mut doubtful = allowed(own(0));
    let view = KioskView { issuing: false, ..fixture::view(vec![]) };
    doubtful.hear(Input::View(fixture::envelope(view)));
    doubtful.lose();
    let mut refused = allowed(own(0));
    refused.hear(Input::Link(LinkState::Refused { reason: RefusalReason::Replaced }));
    refused.wait(60_000);
    let mut refused_then_silent = allowed(own(0));
    refused_then_silent.hear(Input::Link(LinkState::Refused { reason: RefusalReason::Fenced }));
    refused_then_silent.lose();
    for (name, play) in [
        ("the hall does not allow it", not_allowed),
        ("training", training),
        ("a catalogue of another day", of_yesterday),
        ("the day files are not read", unread),
        ("today's file cannot be read", unreadable),
        ("no number is left", used_up),
        ("the hub was not sure of its date", doubtful),
        ("the hub refuses this kiosk", refused),
        ("the hub refused and then fell silent", refused_then_silent),
    ] {
        assert!(!play.offers(), "{name}");
        let mut play = play;
        play.step(&Step::Take);
        assert!(!play.done.contains(&"give"), "{name}: {:?}", play.done);
    }
}

#[test]
fn the_next_number_is_one_above_all_that_kiosk_and_hub_know() {
    for (mine, hubs, next) in [
        (0, 0, "XA001"),
        (4, 7, "XA008"),
        (12, 7, "XA013"),
        (999, 0, "XA1000"),
        (9_998, 0, "XA9999"),
    ] {
        let mut play = allowed(own(mine));
        let view = KioskView { emergency_last: hubs, ..fixture::view(vec![]) };
        play.hear(Input::View(fixture::envelope(view)));
        play.lose();
        assert_eq!(play.give().number.to_string(), next, "own {mine}, hub {hubs}");
    }
    let mut play = alone(own(0));
    for next in ["XA001", "XA002"] {
        let ticket = play.give();
        assert_eq!(ticket.number.to_string(), next);
        play.kept(&ticket);
        play.step(&Step::Printed { copy: false });
        play.wait(13_000);
    }
}

#[test]
fn the_disk_comes_before_the_link_and_the_link_before_the_paper() {
    let mut play = alone(own(0));
    let ticket = play.give();
    assert_eq!((play.log().as_str(), play.body()), ("give", "issuing"));
    assert_eq!((ticket.token, ticket.priority.as_ref()), (None, None));
    let effects = play.kept(&ticket);
    assert_eq!((play.log().as_str(), play.body()), ("hand-over print", "printing"));
    let Some(Effect::Print { receipt, .. }) = effects.last() else { panic!("{effects:?}") };
    assert_eq!((receipt.number_label, receipt.ahead.as_str()), ("Nomor darurat", ""));
    assert!(receipt.phone.is_none() && receipt.wait.is_empty() && !receipt.note.is_empty());
    play.step(&Step::Printed { copy: false });
    assert_eq!((play.log().as_str(), play.body()), ("paper record", "ticket"));
    let Body::Ticket(shown) = play.screen().body else { panic!("no ticket") };
    assert!(shown.ticket.own && shown.ticket.address.is_none());
}

#[test]
fn without_the_disk_nothing_is_printed() {
    let mut play = alone(own(0));
    let ticket = play.give();
    play.hear(Input::Given { ticket: ticket.id, kept: false });
    assert_eq!((play.log().as_str(), play.body()), ("give", "notice"));
    play.wait(16_000);
    assert_eq!(play.give().number.to_string(), "XA002", "its number is not given again");
}

#[test]
fn a_disk_that_takes_too_long_gives_a_number_that_is_given_back() {
    let mut play = alone(own(0));
    let ticket = play.give();
    play.wait(12_000);
    assert_eq!((play.log().as_str(), play.body()), ("give", "notice"));
    play.kept(&ticket);
    assert_eq!((play.log().as_str(), play.body()), ("hand-over give-back", "notice"));
}

#[test]
fn a_visitor_gets_a_number_of_the_hub_or_of_the_kiosk_and_never_both() {
    // The hub comes back before the touch.
    let mut play = alone(own(0));
    let [agency, service, _] = three_touches();
    play.step(&Step::Touch(agency));
    play.step(&Step::Touch(service));
    play.hear(Input::Link(BACK));
    play.step(&Step::Touch(Touch::TakeNumber));
    assert_eq!(play.log(), "ask");
    // It comes back between the touch and the disk.
    let mut play = alone(own(0));
    let ticket = play.give();
    play.hear(Input::Link(BACK));
    play.kept(&ticket);
    play.step(&Step::Printed { copy: false });
    assert_eq!((play.log().as_str(), play.body()), ("give hand-over print paper record", "ticket"));
    // It falls silent after the touch: that number is given back before another is offered.
    let mut play = allowed(own(0));
    play.step(&Step::Take);
    play.hear(Input::Link(LOST));
    play.wait(12_000);
    assert_eq!((play.log().as_str(), play.body()), ("ask give-back", "notice"));
    play.wait(18_000);
    let ticket = play.give();
    play.kept(&ticket);
    assert_eq!(play.log(), "give hand-over print");
}

#[test]
fn closed_stays_closed_by_its_hours_and_by_what_the_hub_has_told() {
    let mut play = alone(own(0));
    let mut hall = (*fixture::with_emergency()).clone();
    let [agency, service, take] = three_touches();
    play.step(&Step::Touch(agency));
    play.step(&Step::Touch(service));
    for span in &mut hall.queues[0].today.spans {
        span.to = fixture::NOW;
    }
    play.hear(Input::Catalogue(hall.into()));
    play.step(&Step::Touch(take));
    assert_eq!((play.log().as_str(), play.body()), ("", "notice"));
    let mut play = allowed(own(0));
    let mut view = fixture::view(vec![]);
    let until = fixture::NOW.plus(Duration::from_secs(7_200));
    view.queues[0].live.forced = Some(Forced { open: false, until, reason: String::new() });
    play.hear(Input::View(fixture::envelope(view)));
    play.lose();
    play.step(&Step::Take);
    assert_eq!((play.log().as_str(), play.body()), ("", "home"));
}

#[test]
fn paper_is_asked_for_only_where_there_is_some() {
    let mut play = alone(own(0));
    play.hear(Input::Printer(PrinterStatus::PaperOut));
    play.step(&Step::Take);
    assert_eq!((play.log().as_str(), play.body()), ("", "notice"));
    let mut play = alone(own(0));
    play.controller.settings.paper = PaperMode::Free;
    let ticket = play.give();
    play.kept(&ticket);
    assert_eq!((play.log().as_str(), play.body()), ("give hand-over", "paper failed"));
    play.step(&Step::Touch(Touch::Photographed));
    assert_eq!(play.log(), "screen");
}

#[test]
fn paper_that_does_not_come_leaves_a_number_that_may_be_given_back() {
    for (touch, told) in [(Touch::GiveBack, "give-back"), (Touch::Photographed, "screen")] {
        let mut play = alone(own(0));
        let ticket = play.give();
        play.kept(&ticket);
        play.step(&Step::Failed { copy: false });
        let Body::PaperFailed(failed) = play.screen().body else { panic!("{}", play.body()) };
        assert!(failed.ticket.own && failed.may_give_back);
        play.step(&Step::Touch(touch));
        assert_eq!(play.log(), format!("give hand-over print {told}"));
    }
}

#[test]
fn several_services_and_priority_stand_under_one_number() {
    let mut play = alone(own(0));
    choose(&mut play, "dispendukcapil", "a02");
    play.step(&Step::Touch(Touch::AddService));
    choose(&mut play, "bpjs-kesehatan", "g04");
    play.step(&Step::Touch(Touch::Claim));
    let ticket = play.take_given(Touch::TakeNumber);
    let services: Vec<_> = ticket.services.iter().map(ToString::to_string).collect();
    assert_eq!((services, ticket.queue.as_str()), (vec!["a02".to_owned(), "g04".to_owned()], "a"));
    assert!(ticket.priority.as_ref().is_some_and(|claim| claim.class.is_none()));
    let effects = play.kept(&ticket);
    let Some(Effect::Print { receipt, .. }) = effects.last() else { panic!("{effects:?}") };
    assert_eq!(receipt.priority, Some("PRIORITAS"));
}

#[test]
fn what_only_the_hub_can_do_waits_for_it() {
    let mut play = alone(own(0));
    play.step(&Step::Touch(Touch::Booking));
    play.wait(500);
    for key in "JANJI01".chars() {
        play.hear(Input::Touched { touch: Touch::Key(key), fresh: fixture::fresh(1) });
    }
    let Body::Code(code) = play.screen().body else { panic!("no code") };
    assert!(!code.ready);
    play.step(&Step::Touch(Touch::CheckIn));
    assert_eq!((play.log().as_str(), play.body()), ("", "notice"));
}

#[test]
fn a_number_stays_on_the_disk_until_the_hub_has_it() {
    let done = || Outcome::Done(Done::default());
    let mut play = alone(own(0));
    let ticket = play.give();
    play.kept(&ticket);
    play.step(&Step::Printed { copy: false });
    play.log();
    play.hear(Input::Link(BACK));
    assert_eq!(play.log(), "hand-over", "the link passes over what it has already");
    play.hub_says(ticket.id, done());
    assert_eq!(play.log(), "handed-over");
    play.hub_says(ticket.id, done());
    assert_eq!(play.log(), "");
}

/// A kiosk that starts with numbers of an earlier run.
fn with_open(count: u16) -> (Play, Vec<AdmittedTicket>) {
    let mut play = alone(own(0));
    let mut given = Vec::new();
    for _ in 0..count {
        let ticket = play.give();
        play.kept(&ticket);
        play.step(&Step::Printed { copy: false });
        play.wait(13_000);
        given.push(ticket);
    }
    let open: Vec<_> = given.iter().map(|ticket| (today(), ticket.clone())).collect();
    let written = given.last().map(|ticket| ticket.issued_at);
    let own = OwnNumbers { last: [(today(), Some(count))].into(), open, written };
    let mut play = Play::start();
    play.hear(Input::Own(own));
    play.hear(Input::Catalogue(fixture::with_emergency()));
    play.hear(Input::Printer(PrinterStatus::Ready));
    (play, given)
}

#[test]
fn a_start_hands_over_what_an_earlier_run_gave_each_once() {
    let (mut play, given) = with_open(2);
    play.wait(5_000);
    assert_eq!(play.log(), "", "nobody to tell");
    play.hear(Input::Link(LinkState::Connected { training: true }));
    play.wait(5_000);
    assert_eq!(play.log(), "", "a training hub is nobody");
    play.hub_says(given[0].id, Outcome::Done(Done::default()));
    assert_eq!(play.log(), "", "and its word counts for nothing");
    play.hear(Input::Link(BACK));
    play.wait(5_000);
    assert_eq!(play.log(), "hand-over hand-over");
    for ticket in &given {
        play.hub_says(ticket.id, Outcome::Done(Done::default()));
    }
    assert_eq!(play.log(), "handed-over handed-over");
}

#[test]
fn a_start_without_the_hub_helps_itself_and_keeps_the_order_of_arrival() {
    let (mut play, given) = with_open(2);
    // The clock of this machine is now a minute behind the numbers of the earlier run.
    play.wait(30_000);
    assert_eq!(play.screen().frame.trouble, Some(Trouble::Emergency { since: None }));
    let next = play.give();
    assert_eq!(next.number.to_string(), "XA003");
    assert!(next.issued_at >= given[1].issued_at, "nobody passes those who came before");
}

#[test]
fn a_number_that_the_hub_refuses_is_kept_and_shown() {
    let (mut play, given) = with_open(1);
    play.hear(Input::Link(BACK));
    play.wait(1_000);
    play.log();
    let refusal = Rejection::Invalid { field: "number".to_owned(), rule: InvalidRule::WrongPrefix };
    play.hub_says(given[0].id, Outcome::Rejected(refusal));
    assert_eq!(play.log(), "", "not noted as handed over");
    let ill = |play: &Play| play.controller.reported.clone().unwrap_or_default().troubles;
    assert_eq!(ill(&play), [Ill::NumbersRefused]);
    let told: Vec<_> =
        play.controller.not_taken().map(|(number, why)| format!("{number} {why}")).collect();
    assert_eq!(told, ["XA001 invalid"]);
    play.hear(Input::Link(LOST));
    play.hear(Input::Link(BACK));
    assert_eq!(play.log(), "hand-over", "the hall file may have been mended");
    // Two papers with one number: officers see both.
    let taken = Rejection::NumberTaken { number: given[0].number, ticket: fixture::ticket(3).id };
    play.hub_says(given[0].id, Outcome::Rejected(taken));
    assert_eq!(play.log(), "handed-over");
    assert_eq!(ill(&play), []);
}

#[test]
fn a_push_button_gives_a_number_of_the_own_series_too() {
    let mut play = alone(own(0));
    let press = |play: &mut Play| {
        play.made += 1;
        let (service, fresh) = ("a02".parse().unwrap(), fixture::fresh(play.made));
        play.act(Input::Pressed { service, fresh })
    };
    let effects = press(&mut play);
    let [Effect::Give { ticket, .. }] = effects.as_slice() else { panic!("{effects:?}") };
    let ticket = (**ticket).clone();
    play.kept(&ticket);
    play.hear(Input::Printed(PrintResult { ticket: ticket.id, copy: false, outcome: Ok(()) }));
    assert_eq!(play.log(), "give hand-over print paper record");
    // One whose line takes too long is given back, after the hub has been told of it.
    let effects = press(&mut play);
    let [Effect::Give { ticket, .. }] = effects.as_slice() else { panic!("{effects:?}") };
    let late = (**ticket).clone();
    play.wait(13_000);
    play.kept(&late);
    assert_eq!(play.log(), "give hand-over give-back");
    // And the disk's refusal is shown where nobody is.
    let effects = press(&mut play);
    let [Effect::Give { ticket, .. }] = effects.as_slice() else { panic!("{effects:?}") };
    let id = ticket.id;
    play.hear(Input::Given { ticket: id, kept: false });
    assert_eq!((play.log().as_str(), play.body()), ("give", "notice"));
}
