//! A kiosk that starts while the hub is away: what it had been told of today still holds.

use super::*;
use crate::controller::emergency::OwnNumbers;
use crate::controller::memory::KEPT_EVERY;
use antrean_shared::catalogue::Catalogue;
use antrean_shared::command::AdmittedTicket;
use antrean_shared::id::TicketId;
use antrean_shared::opening::{Forced, Outage};
use antrean_shared::time::ServiceDay;
use antrean_shared::view::KioskView;
use std::sync::Arc;

const LOST: LinkState = LinkState::Lost { since: fixture::NOW };
const BACK: LinkState = LinkState::Connected { training: false };

/// A kiosk with its disk: what was written there, and what came of its own numbers.
struct Bench {
    play: Play,
    hall: Arc<Catalogue>,
    kept: Option<KioskView>,
    given: Vec<AdmittedTicket>,
    handed_over: Vec<TicketId>,
}

impl Bench {
    /// A hall whose first queue gives so many numbers a day, connected.
    fn with_quota(quota: Option<u32>) -> Self {
        let mut hall = (*fixture::with_emergency()).clone();
        hall.queues[0].today.quota = quota;
        let (hall, play) = (Arc::new(hall), Play::start());
        let mut kiosk = Self { play, hall, kept: None, given: vec![], handed_over: vec![] };
        kiosk.start();
        kiosk.hear(Input::Link(BACK));
        kiosk
    }

    /// The program starts; the hub has said nothing yet.
    fn start(&mut self) {
        self.play.controller = controller(self.play.millis);
        let day = self.hall.service_day;
        let last = self.given.iter().map(|ticket| ticket.number.count()).max().unwrap_or(0);
        let open = self.given.iter().filter(|given| !self.handed_over.contains(&given.id));
        let own = OwnNumbers {
            last: [(day, Some(last))].into(),
            open: open.map(|ticket| (day, ticket.clone())).collect(),
            written: None,
        };
        self.hear(Input::Own(own));
        if let Some(view) = self.kept.clone() {
            self.hear(Input::Remembered(view.into()));
        }
        self.hear(Input::Catalogue(self.hall.clone()));
        self.hear(Input::Printer(PrinterStatus::Ready));
    }

    fn hear(&mut self, input: Input) -> usize {
        let effects = self.play.controller.handle(input, fixture::now(self.play.millis));
        let mut written = 0;
        for effect in effects {
            if let Effect::KeepView(view) = effect {
                self.kept = Some(*view);
                written += 1;
            } else if let Effect::HandedOver { ticket, .. } = effect {
                self.handed_over.push(ticket);
            }
        }
        written
    }

    /// The hub tells how its first queue stands; returns how often that was written.
    fn told(&mut self, seq: u64, change: impl FnOnce(&mut KioskView)) -> usize {
        let mut view = fixture::view_of(&self.hall, vec![]);
        change(&mut view);
        let mut envelope = (*fixture::envelope(view)).clone();
        envelope.seq = seq;
        self.hear(Input::View(envelope.into()))
    }

    fn wait(&mut self, millis: u64) -> usize {
        let until = self.play.millis + millis;
        let mut written = 0;
        while self.play.millis < until {
            self.play.millis = until.min(self.play.millis + 250);
            written += self.hear(Input::Printer(PrinterStatus::Ready));
        }
        written
    }

    /// Whether the first queue gives numbers at this kiosk.
    fn is_open(&self) -> bool {
        let offer = self.play.controller.offer().unwrap();
        offer.standing(&self.hall.queues[0].id) == crate::screen::Standing::Open
    }

    /// A visitor comes; returns whether there was a number.
    fn give(&mut self) -> bool {
        self.wait(500);
        for touch in three_touches() {
            self.wait(500);
            self.play.made += 1;
            let fresh = fixture::fresh(self.play.made);
            let input = Input::Touched { touch, fresh };
            let now = fixture::now(self.play.millis);
            for effect in self.play.controller.handle(input, now) {
                let Effect::Give { ticket, .. } = effect else { continue };
                self.given.push((*ticket).clone());
                self.hear(Input::Given { ticket: ticket.id, kept: true });
                let (ticket, copy, outcome) = (ticket.id, false, Ok(()));
                self.hear(Input::Printed(PrintResult { ticket, copy, outcome }));
                self.wait(12_000);
                return true;
            }
        }
        self.play.controller.start_over();
        false
    }
}

fn forced(view: &mut KioskView, open: bool) {
    let until = Timestamp(fixture::NOW.0 + 3_600_000);
    view.queues[0].live.forced = Some(Forced { open, until, reason: "rapat".to_owned() });
}

fn outage(view: &mut KioskView) {
    let (since, reason) = (fixture::NOW, "gangguan pusat".to_owned());
    view.queues[0].live.outage = Some(Outage { since, reason, until: None, closes: true });
}

#[test]
fn what_was_closed_stays_closed_for_a_kiosk_that_starts_alone() {
    for (name, change, open) in [
        ("nothing", (|_| ()) as fn(&mut KioskView), true),
        ("by hand", |view| forced(view, false), false),
        ("an outage", outage, false),
        ("its counters", |view| view.queues[0].live.counters_closed = true, false),
        ("its quota", |view| view.queues[0].live.issued = 40, false),
        ("a doubtful date", |view| view.issuing = false, false),
    ] {
        let mut kiosk = Bench::with_quota(Some(40));
        kiosk.told(2, change);
        kiosk.start();
        kiosk.wait(31_000);
        assert_eq!(kiosk.give(), open, "{name}");
        kiosk.kept = None;
        kiosk.start();
        assert!(kiosk.is_open(), "{name}: nothing else would have told");
    }
}

#[test]
fn old_figures_are_told_to_nobody() {
    let mut kiosk = Bench::with_quota(None);
    kiosk.told(2, |view| view.queues[0].waiting = 14);
    kiosk.start();
    for millis in [250, 31_000] {
        kiosk.wait(millis);
        let Body::Home(home) = kiosk.play.screen().body else { panic!("{}", kiosk.play.body()) };
        let quiet = |tile: &crate::screen::AgencyTile| {
            tile.waiting.is_none() && tile.wait.is_none() && tile.counters_open.is_none()
        };
        assert!(home.tiles.iter().all(quiet), "{home:?}");
    }
}

#[test]
fn what_was_kept_holds_for_its_own_day_and_until_the_hub_speaks() {
    let mut kiosk = Bench::with_quota(None);
    kiosk.told(2, |view| forced(view, false));
    let kept = kiosk.kept.clone().unwrap();
    kiosk.start();
    assert!(!kiosk.is_open());
    kiosk.hear(Input::Link(BACK));
    assert!(kiosk.is_open(), "the hub is there and will say it anew");
    kiosk.told(3, |_| ());
    assert!(kiosk.is_open());
    kiosk.hear(Input::Link(LOST));
    assert!(kiosk.is_open(), "the hub's own word is newer");

    let yesterday = ServiceDay("2022-12-04".parse().unwrap());
    kiosk.kept = Some(KioskView { service_day: yesterday, ..kept });
    kiosk.start();
    assert!(kiosk.is_open());
    assert!(kiosk.play.controller.remembered().is_none());
}

#[test]
fn it_is_written_when_it_differs_and_no_oftener_than_it_must() {
    let mut kiosk = Bench::with_quota(None);
    assert_eq!(kiosk.told(2, |_| ()), 1);
    assert_eq!(kiosk.told(3, |view| view.queues[0].waiting = 3), 0, "only a figure");
    assert_eq!(kiosk.told(4, |view| forced(view, false)), 0, "too soon");
    assert_eq!(kiosk.wait(4_750), 0);
    assert_eq!(kiosk.wait(250), 1);
    let mut written = 0;
    for seq in 5..245 {
        written += kiosk.told(seq, |view| view.queues[0].live.issued = seq as u32);
        written += kiosk.wait(250);
    }
    let most = 60_000 / u32::try_from(KEPT_EVERY.as_millis()).unwrap() + 1;
    assert!((10..=most as usize).contains(&written), "{written} times in a minute");
    kiosk.wait(5_000);
    assert_eq!(
        kiosk.kept.as_ref().unwrap().queues[0].live.issued,
        244,
        "the last comes to the disk"
    );

    let mut hall = (*kiosk.hall).clone();
    hall.training = true;
    kiosk.hear(Input::Catalogue(hall.into()));
    kiosk.wait(10_000);
    assert_eq!(kiosk.told(300, |view| view.queues[0].live.issued = 9), 0, "practice is not kept");
}

#[test]
fn a_kiosk_that_starts_with_what_it_kept_prints_nothing_by_itself() {
    let mut kiosk = Bench::with_quota(None);
    let ticket = fixture::ticket(3);
    let copy = |until| antrean_shared::view::PaperCopy { ticket: ticket.clone(), until };
    let until = Timestamp(fixture::NOW.0 + 600_000);
    kiosk.told(2, |view| view.doubtful = vec![fixture::doubtful(ticket.id, ticket.clone())]);
    kiosk.start();
    kiosk.wait(5_000);
    assert_eq!(kiosk.play.body(), "home", "nobody is asked about an old doubt");
    kiosk.hear(Input::Link(BACK));
    let mut view = fixture::view_of(&kiosk.hall, vec![]);
    view.copies = vec![copy(until)];
    let now = fixture::now(kiosk.play.millis);
    let effects = kiosk.play.controller.handle(Input::View(fixture::envelope(view)), now);
    let prints = |effect: &Effect| matches!(effect, Effect::Print { .. });
    assert!(!effects.iter().any(prints), "it was asked for before this run");
}

/// Of 40 numbers the hub has given 36 when it falls silent; kills come at every place.
#[test]
fn own_numbers_count_against_the_quota_whatever_is_killed_when() {
    for kills in 0_u32..64 {
        let mut kiosk = Bench::with_quota(Some(40));
        kiosk.told(2, |view| view.queues[0].live.issued = 36);
        kiosk.hear(Input::Link(LOST));
        kiosk.wait(31_000);
        let mut numbers = 0;
        for visitor in 0..6 {
            if kills & (1 << visitor) != 0 {
                kiosk.start();
                kiosk.hear(Input::Link(LOST));
                kiosk.wait(31_000);
            }
            numbers += u32::from(kiosk.give());
        }
        assert_eq!(numbers, 4, "kills {kills:06b}");
        assert!(!kiosk.is_open());
    }
}

#[test]
fn what_the_hub_has_taken_counts_once() {
    let mut kiosk = Bench::with_quota(Some(40));
    kiosk.told(2, |view| view.queues[0].live.issued = 38);
    kiosk.hear(Input::Link(LOST));
    kiosk.wait(31_000);
    assert!(kiosk.give());
    kiosk.hear(Input::Link(BACK));
    assert!(kiosk.is_open(), "what the hub tells is the truth while it is there");
    let id = CommandId(kiosk.given[0].id.0);
    let done = Done { seq: 7, ..Done::default() };
    kiosk.hear(Input::Reply(Reply::Answered { id, outcome: Outcome::Done(done) }));
    kiosk.hear(Input::Link(LOST));
    kiosk.wait(31_000);
    assert!(kiosk.give(), "38, and the one that the newest view does not count");
    assert!(!kiosk.give());
    kiosk.hear(Input::Link(BACK));
    kiosk.told(7, |view| view.queues[0].live.issued = 38);
    kiosk.hear(Input::Link(LOST));
    assert!(kiosk.is_open(), "somebody gave a number back; the one of the first time is counted");
}
