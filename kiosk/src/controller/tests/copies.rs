//! A copy that an officer has asked for comes out once, in time, and never by itself after a start.

use super::*;
use antrean_shared::view::PaperCopy;

const UNTIL_MILLIS: u64 = 60_000;

/// A kiosk whose printer is ready, and which has seen the hub's view.
fn ready() -> Controller {
    let mut kiosk = controller(0);
    let inputs = [
        Input::Catalogue(fixture::catalogue()),
        Input::Printer(PrinterStatus::Ready),
        Input::Link(LinkState::Connected { training: false }),
    ];
    for input in inputs {
        kiosk.handle(input, fixture::now(0));
    }
    kiosk
}

fn sees(kiosk: &mut Controller, copies: Vec<PaperCopy>, millis: u64) -> Vec<Effect> {
    let view = KioskView { copies, ..fixture::view(vec![]) };
    kiosk.handle(Input::View(fixture::envelope(view)), fixture::now(millis))
}

fn asked() -> Vec<PaperCopy> {
    let until = fixture::now(UNTIL_MILLIS).hall;
    vec![PaperCopy { ticket: fixture::ticket(7), until }]
}

fn prints(effects: &[Effect]) -> usize {
    effects.iter().filter(|effect| matches!(effect, Effect::Print { copy: true, .. })).count()
}

fn printed(outcome: Result<(), PrinterStatus>) -> Input {
    Input::Printed(PrintResult { ticket: fixture::ticket(7).id, copy: true, outcome })
}

#[test]
fn a_copy_is_printed_once_and_the_hub_hears_of_it() {
    let mut kiosk = ready();
    assert_eq!(prints(&sees(&mut kiosk, vec![], 0)), 0);
    let home = kiosk.screen();
    assert_eq!(prints(&sees(&mut kiosk, asked(), 1_000)), 1);
    assert_eq!(prints(&sees(&mut kiosk, asked(), 2_000)), 0, "it is at the printer");
    let told = kiosk.handle(printed(Ok(())), fixture::now(3_000));
    let ticket = fixture::ticket(7).id;
    assert_eq!(told[0], Effect::Tell(Command::ConfirmShown { ticket, by: Shown::Paper }));
    assert_eq!(prints(&sees(&mut kiosk, asked(), 4_000)), 0, "the hub has not heard yet");
    assert_eq!(kiosk.screen().body, home.body, "whoever stands there sees nothing of it");
}

#[test]
fn a_copy_that_did_not_come_out_is_not_confirmed() {
    let mut kiosk = ready();
    sees(&mut kiosk, vec![], 0);
    sees(&mut kiosk, asked(), 1_000);
    let status = PrinterStatus::CoverOpen;
    assert_eq!(kiosk.handle(printed(Err(status)), fixture::now(2_000)), []);
}

#[test]
fn a_copy_from_before_the_start_or_too_late_is_not_printed() {
    assert_eq!(prints(&sees(&mut ready(), asked(), 1_000)), 0);
    let mut kiosk = ready();
    sees(&mut kiosk, vec![], 0);
    kiosk.handle(Input::Printer(PrinterStatus::PaperOut), fixture::now(500));
    assert_eq!(prints(&sees(&mut kiosk, asked(), 1_000)), 0, "no paper");
    kiosk.handle(Input::Printer(PrinterStatus::Ready), fixture::now(UNTIL_MILLIS));
    assert_eq!(prints(&kiosk.handle(Input::Tick, fixture::now(UNTIL_MILLIS + 1))), 0);
}

#[test]
fn a_visitor_who_waits_for_a_number_goes_before_a_copy() {
    let mut play = Play::ready();
    play.step(&Step::Take);
    let view = KioskView { copies: asked(), ..fixture::view(vec![]) };
    play.hear(Input::View(fixture::envelope(view)));
    play.step(&Step::Answer);
    assert_eq!(play.done, ["ask", "print"]);
    play.step(&Step::Printed { copy: false });
    assert_eq!(play.done, ["ask", "print", "paper", "record", "print-copy"]);
}
