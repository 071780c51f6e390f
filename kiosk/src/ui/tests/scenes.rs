//! Every screen, and the states of it that look different.

mod emergency;

use super::stage::Stage;
use crate::controller::{Effect, Input, Touch};
use crate::fixture;
use crate::printer::PrinterStatus;
use antrean_shared::link::{LinkState, Reply};
use antrean_shared::opening::ClosedReason;
use antrean_shared::protocol::{Done, Outcome};
use antrean_shared::rejection::Rejection;
use antrean_shared::time::{ServiceDay, Timestamp};
use antrean_shared::view::IssuedTicket;

/// A name, and what leads to it from the start.
pub(super) type Scene = (&'static str, fn(&mut Stage));

/// Every scene.
pub(super) fn all() -> impl Iterator<Item = Scene> {
    [HOME, CHOICE, CONFIRM, NUMBER, NOTICE, emergency::EMERGENCY].into_iter().flatten().copied()
}

/// Words of the scenes' own halls, in the language of the hall.
pub(super) const NAMES: [&str; 4] =
    ["Hari Raya Natal", "Rapat kerja", "server pusat tidak menjawab", "server pusat"];

/// The start.
const HOME: &[Scene] = &[
    ("home-adding", |stage| {
        stage.at_confirm("dispendukcapil", "a02").touch(Touch::AddService);
    }),
    ("home", |_| {}),
    ("home-last-page", |stage| {
        stage.touch(Touch::NextPage);
        stage.touch(Touch::NextPage);
    }),
    ("home-may-return", |stage| {
        stage.with_missed();
    }),
    ("home-may-return-offline", |stage| {
        stage.with_missed();
        stage.hear(Input::Link(LinkState::Lost { since: fixture::NOW }));
    }),
    ("home-may-return-no-paper", |stage| {
        stage.with_missed();
        stage.hear(Input::Printer(PrinterStatus::PaperOut));
    }),
    ("home-closed", |stage| {
        stage.hear(Input::Catalogue(fixture::closed_hall()));
    }),
    ("home-offline", |stage| {
        stage.hear(Input::Link(LinkState::Lost { since: fixture::NOW }));
    }),
    ("home-no-paper", |stage| {
        stage.hear(Input::Printer(PrinterStatus::PaperOut));
    }),
    ("home-touch-gone", |stage| {
        stage.hear(Input::Touchscreen { there: false });
    }),
    ("home-training", |stage| {
        let mut catalogue = (*fixture::catalogue()).clone();
        catalogue.training = true;
        stage.hear(Input::Catalogue(catalogue.into()));
    }),
    ("home-outage", |stage| {
        stage.in_outage();
    }),
    ("home-closed-in-many-ways", |stage| {
        stage.in_many_ways();
    }),
    ("home-nobody-serves", |stage| {
        let mut view = fixture::view(vec![]);
        view.queues.iter_mut().for_each(|queue| queue.counters_open = 0);
        view.queues[1].waiting = 128;
        stage.hear(Input::View(fixture::envelope(view)));
    }),
];

/// On the way to a service.
const CHOICE: &[Scene] = &[
    ("code", |stage| {
        stage.touch(Touch::Booking);
    }),
    ("missed", |stage| {
        stage.with_missed().touch(Touch::Missed);
    }),
    ("missed-typed", |stage| {
        stage.with_missed().touch(Touch::Missed);
        stage.wait(500);
        stage.keys("A007");
    }),
    ("code-typed", |stage| {
        stage.touch(Touch::Booking);
        stage.wait(500);
        stage.keys("JANJI01");
    }),
    ("code-voucher", |stage| {
        stage.touch(Touch::Booking);
        stage.wait(500);
        stage.keys("ABCDE-23456");
    }),
    ("standard", |stage| {
        stage.at_confirm("dispendukcapil", "a02").touch(Touch::ReadStandard);
    }),
    ("standard-two-services", |stage| {
        stage.at_confirm("dispendukcapil", "a02").touch(Touch::AddService);
        stage.at_confirm("bpjs-kesehatan", "g04").touch(Touch::ReadStandard);
        stage.touch(Touch::NextPage);
    }),
    ("standard-long", |stage| {
        let mut catalogue = (*fixture::catalogue()).clone();
        let service = catalogue.services.iter_mut().find(|card| card.id.as_str() == "a02").unwrap();
        service.requirements = vec![service.requirements[0].clone(); 24];
        stage.hear(Input::Catalogue(catalogue.into()));
        stage.at_confirm("dispendukcapil", "a02").touch(Touch::ReadStandard);
    }),
    ("search", |stage| {
        stage.touch(Touch::Search);
    }),
    ("search-found", |stage| {
        stage.searching("ktp hil");
    }),
    ("search-long", |stage| {
        stage.searching("surat keterangan pindah datang luar");
    }),
    ("search-nothing", |stage| {
        stage.searching("xyzzy");
    }),
    ("services", |stage| {
        stage.at_services("dispendukcapil");
    }),
    ("services-long", |stage| {
        stage.at_services("dinkes");
    }),
    ("services-leaving", |stage| {
        stage.at_services("dispendukcapil").wait(32_000);
    }),
    ("services-no-counter", |stage| {
        stage.at_services("bapenda");
    }),
    ("services-two-queues", |stage| {
        stage.in_two_queues().at_services("dukcapil");
    }),
    ("services-holiday", |stage| {
        stage.in_many_ways().at_services("dinkes");
    }),
];

/// A service before its number is drawn.
const CONFIRM: &[Scene] = &[
    ("confirm-standby", |stage| {
        stage.in_full_queue().at_confirm("dispendukcapil", "a02");
    }),
    ("confirm-priority", |stage| {
        stage.at_confirm("dispendukcapil", "a02").touch(Touch::Claim);
    }),
    ("confirm-two-services", |stage| {
        stage.at_confirm("dispendukcapil", "a02").touch(Touch::AddService);
        stage.at_confirm("bpjs-kesehatan", "g04");
    }),
    ("confirm", |stage| {
        stage.at_confirm("dispendukcapil", "a02");
    }),
    ("confirm-offline", |stage| {
        stage.at_confirm("dispendukcapil", "a02");
        stage.hear(Input::Link(LinkState::Lost { since: fixture::NOW }));
    }),
    ("confirm-long", |stage| {
        stage.at_confirm("dinkes", "d06");
    }),
    ("confirm-no-counter", |stage| {
        stage.at_confirm("bapenda", "c01");
    }),
    ("confirm-much-to-bring", |stage| {
        let mut catalogue = (*fixture::catalogue()).clone();
        let service = catalogue.services.iter_mut().find(|card| card.id.as_str() == "a02").unwrap();
        let line = service.requirements[0].clone();
        service.requirements = vec![line; 8];
        stage.hear(Input::Catalogue(catalogue.into()));
        stage.at_confirm("dispendukcapil", "a02");
    }),
    ("confirm-much-to-bring-no-counter", |stage| {
        let mut catalogue = (*fixture::catalogue()).clone();
        let service = catalogue.services.iter_mut().find(|card| card.id.as_str() == "c01").unwrap();
        service.requirements = vec![service.requirements[0].clone(); 8];
        stage.hear(Input::Catalogue(catalogue.into()));
        stage.at_confirm("bapenda", "c01");
    }),
    ("confirm-two-queues", |stage| {
        stage.in_two_queues().at_confirm("dukcapil", "akta-kelahiran");
    }),
    ("confirm-outage", |stage| {
        stage.in_outage().at_confirm("dispendukcapil", "a02");
    }),
    ("confirm-late", |stage| {
        let mut catalogue = (*fixture::catalogue()).clone();
        let soon = Timestamp(fixture::now(stage.millis).hall.0 + 20 * 60_000);
        for span in catalogue.queues.iter_mut().flat_map(|queue| &mut queue.today.spans) {
            span.to = soon;
        }
        catalogue.queues.iter_mut().for_each(|queue| queue.today.cut_off = Some(soon));
        stage.hear(Input::Catalogue(catalogue.into()));
        stage.at_confirm("dispendukcapil", "a02");
    }),
];

/// A number, and whether its paper came.
const NUMBER: &[Scene] = &[
    ("ticket-priority", |stage| {
        stage.at_confirm("dispendukcapil", "a02").touch(Touch::Claim);
        stage.taken().printed(Ok(())).wait(4_000);
    }),
    ("issuing", |stage| {
        stage.at_confirm("dispendukcapil", "a02").touch(Touch::TakeNumber);
    }),
    ("printing", |stage| {
        stage.at_printing();
    }),
    ("ticket", |stage| {
        stage.at_printing().printed(Ok(())).wait(4_000);
    }),
    ("ticket-without-qr", |stage| {
        let mut catalogue = (*fixture::catalogue()).clone();
        catalogue.phone_address = None;
        stage.hear(Input::Catalogue(catalogue.into()));
        stage.at_printing().printed(Ok(())).wait(4_000);
    }),
    ("paper-failed", |stage| {
        stage.hear(Input::Printer(PrinterStatus::PaperLow));
        stage.at_printing();
        stage.hear(Input::Printer(PrinterStatus::PaperOut));
        stage.printed(Err(PrinterStatus::PaperOut));
    }),
    ("paper-failed-ready-again", |stage| {
        stage.at_printing().printed(Err(PrinterStatus::Jam));
    }),
    ("doubt", |stage| {
        let ticket = IssuedTicket { language: stage.language, ..fixture::ticket(9) };
        let doubts = vec![fixture::doubtful(ticket.id, ticket.clone())];
        stage.hear(Input::View(fixture::envelope(fixture::view(doubts))));
        stage.wait(2_500);
    }),
];

/// Something to read, with one way back.
const NOTICE: &[Scene] = &[
    ("refused-quota", |stage| {
        let opens_at = Some(Timestamp(fixture::NOW.0 + 22 * 3_600_000 - 660_000));
        stage.refused(Rejection::QuotaReached { queue: "a".parse().unwrap(), opens_at });
    }),
    ("refused-until-release", |stage| {
        let opens_at = Some(Timestamp(fixture::NOW.0 + 3_600_000));
        stage.refused(Rejection::QuotaReached { queue: "a".parse().unwrap(), opens_at });
    }),
    ("refused-hours", |stage| {
        stage.refused(Rejection::QueueClosed {
            queue: "a".parse().unwrap(),
            service: None,
            reason: ClosedReason::Hours,
            opens_at: Some(Timestamp(fixture::NOW.0 + 3 * 86_400_000)),
        });
    }),
    ("refused-voucher-used", |stage| {
        stage.checked_in(Rejection::VoucherUsed);
    }),
    ("refused-voucher-unknown", |stage| {
        stage.checked_in(Rejection::VoucherUnknown { valid_from: None });
    }),
    ("refused-voucher-too-early", |stage| {
        let valid_from = Some(ServiceDay("2022-12-14".parse().unwrap()));
        stage.checked_in(Rejection::VoucherUnknown { valid_from });
    }),
    ("refused-booking", |stage| {
        stage.checked_in(Rejection::BookingUnknown);
    }),
    ("refused-booking-too-early", |stage| {
        let from = Timestamp(fixture::NOW.0 + 90 * 60_000);
        stage.checked_in(Rejection::BookingTooEarly { from });
    }),
    ("unknown", |stage| {
        stage.at_confirm("dispendukcapil", "a02").touch(Touch::TakeNumber);
        stage.wait(12_500);
    }),
    ("standby-printing", |stage| {
        stage.on_standby();
    }),
    ("standby", |stage| {
        stage.on_standby().printed(Ok(()));
    }),
    ("standby-failed", |stage| {
        stage.on_standby();
        stage.hear(Input::Printer(PrinterStatus::PaperOut));
        stage.printed(Err(PrinterStatus::PaperOut));
    }),
    ("standby-failed-ready-again", |stage| {
        stage.on_standby().printed(Err(PrinterStatus::Jam));
    }),
    ("home-standby", |stage| {
        stage.in_full_queue();
    }),
    ("returning", |stage| {
        stage.returning();
    }),
    ("returned", |stage| {
        stage.returning();
        stage.answered(Outcome::Done(Done::default()));
    }),
    ("return-too-late", |stage| {
        stage.returning();
        stage.answered(Outcome::Rejected(Rejection::ReturnTooLate { return_within_minutes: 30 }));
    }),
    ("return-used", |stage| {
        stage.returning();
        stage.answered(Outcome::Rejected(Rejection::ReturnUsed));
    }),
    ("return-unknown", |stage| {
        stage.returning();
        stage.wait(12_500);
    }),
    ("not-missed", |stage| {
        stage.with_missed().touch(Touch::Missed);
        stage.wait(500);
        stage.keys("A099");
        stage.touch(Touch::ComeBack);
    }),
    ("not-scanned", |stage| {
        let code = "4006381333931-000".to_owned();
        stage.hear(Input::Scanned { code, fresh: fixture::fresh(1) });
    }),
    ("given-back", |stage| {
        stage.at_printing().printed(Err(PrinterStatus::Jam)).touch(Touch::GiveBack);
    }),
    ("refused-outage", |stage| {
        stage.refused(Rejection::QueueClosed {
            queue: "a".parse().unwrap(),
            service: None,
            reason: ClosedReason::Outage,
            opens_at: None,
        });
    }),
    ("refused-counters-closed", |stage| {
        stage.refused(Rejection::QueueClosed {
            queue: "a".parse().unwrap(),
            service: None,
            reason: ClosedReason::CountersClosed,
            opens_at: Some(Timestamp(fixture::NOW.0 + 22 * 3_600_000 - 660_000)),
        });
    }),
    ("refused-standby-full", |stage| {
        stage.refused(Rejection::StandbyFull { standby_max: 15 });
    }),
];

impl Stage {
    /// A typed code is not taken, for this reason.
    fn checked_in(&mut self, rejection: Rejection) {
        self.touch(Touch::Booking);
        self.wait(500);
        self.keys("ABCDE23456");
        let effects = self.touch(Touch::CheckIn);
        let Some(Effect::Ask { id, .. }) = effects.first() else { panic!("{effects:?}") };
        let outcome = Outcome::Rejected(rejection);
        self.hear(Input::Reply(Reply::Answered { id: *id, outcome }));
    }
}
