//! Ten minutes without the hub at the peak, minute by minute: pictures to be looked at, and what a
//! visitor must be able to read on each.

use super::stage::{PORTRAIT, SHORT, Stage, with_pixels};
use crate::controller::{Effect, Input, Touch};
use crate::fixture;
use crate::printer::PrinterStatus;
use crate::screen::{Body, Trouble};
use antrean_shared::link::LinkState;
use antrean_shared::ticket::Language;

/// Who stands there.
type Visitor = (&'static str, Language, &'static [Touch]);

const VISITORS: [Visitor; 4] = [
    ("id", Language::Id, &[]),
    ("en", Language::En, &[]),
    ("large-id", Language::Id, &[Touch::LargeText]),
    ("contrast-id", Language::Id, &[Touch::Contrast]),
];

impl Stage {
    /// Somebody comes, and switches on what is needed.
    fn comes(&mut self, (_, language, switches): &Visitor) -> &mut Self {
        self.touch(Touch::Language(*language));
        self.switched(switches)
    }

    /// Nobody is there until so many seconds after the loss.
    fn until(&mut self, begin: u64, seconds: u64) {
        while self.millis < begin + seconds * 1_000 {
            self.wait(2_000);
        }
    }

    fn trouble(&self) -> Option<Trouble> {
        self.controller.screen().frame.trouble
    }
}

fn ten_minutes(shape: &str, (width, height): (f32, f32), visitor: &Visitor) {
    let name = |minute: &str| format!("loss-{shape}-{}-{minute}", visitor.0);
    let mut stage = Stage::open(width, height);
    stage.again().with_emergency().comes(visitor);
    stage.picture(&name("00.00-before"));
    let begin = stage.millis;
    stage.lose_hub();
    assert!(matches!(stage.trouble(), Some(Trouble::Offline { .. })));
    stage.picture(&name("00.05-lost"));
    stage.at_confirm("dispendukcapil", "a02");
    stage.picture(&name("00.10-lost-confirm"));
    stage.until(begin, 40);
    stage.stay(500);
    assert!(matches!(stage.trouble(), Some(Trouble::Emergency { .. })));
    stage.until(begin, 110);
    stage.comes(visitor);
    stage.picture(&name("02.00-home"));
    stage.at_services("dispendukcapil");
    stage.picture(&name("02.05-services"));
    stage.touch(Touch::Service("a02".parse().unwrap()));
    stage.picture(&name("02.10-confirm"));
    stage.given();
    stage.picture(&name("02.12-printing"));
    stage.printed(Ok(())).wait(2_000);
    let Body::Ticket(shown) = stage.controller.screen().body else { panic!("no number") };
    assert_eq!(shown.ticket.number, "XA001");
    stage.picture(&name("02.15-number"));
    stage.until(begin, 300);
    stage.comes(visitor).at_confirm("dispendukcapil", "a02").given();
    stage.hear(Input::Printer(PrinterStatus::PaperOut));
    stage.printed(Err(PrinterStatus::PaperOut)).wait(1_000);
    stage.picture(&name("05.00-no-paper"));
    stage.touch(Touch::Photographed);
    stage.comes(visitor);
    stage.picture(&name("06.00-home-no-paper"));
    stage.hear(Input::Printer(PrinterStatus::Ready));
    stage.until(begin, 500);
    stage.comes(visitor).touch(Touch::Booking);
    stage.picture(&name("08.00-booking"));
    stage.until(begin, 590);
    stage.comes(visitor).at_confirm("dispendukcapil", "a02");
    stage.picture(&name("09.55-confirm"));
    stage.hear(Input::Link(LinkState::Connected { training: false }));
    stage.hear(Input::View(fixture::envelope(fixture::view(vec![]))));
    assert_eq!(stage.trouble(), None);
    stage.picture(&name("10.00-back-confirm"));
    let effects = stage.touch(Touch::TakeNumber);
    assert!(effects.iter().any(|effect| matches!(effect, Effect::Ask { .. })), "{effects:?}");
}

#[test]
fn ten_minutes_without_the_hub_are_told_in_plain_words() {
    with_pixels();
    for (shape, size) in [("portrait", PORTRAIT), ("short", SHORT)] {
        for visitor in &VISITORS {
            ten_minutes(shape, size, visitor);
        }
    }
}
