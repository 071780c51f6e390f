use crate::controller::Input;
use crate::controller::tests::{asked, at_counter, notice, pending_id, press, type_text};
use crate::fixture::{
    self, Desk as Console, called, counter, idle, number, on_a_visit, serving, ticket, with_outage,
};
use crate::keys::{Action, Key};
use crate::screen::{Ask, DeskScreen, DialogKind, DialogScreen};
use antrean_shared::code::{BookingCode, VoucherCode};
use antrean_shared::command::Command;
use antrean_shared::id::{AgencyId, KioskId, PriorityId, ServiceId};
use antrean_shared::limits::TEXT_CHARS_MAX;
use antrean_shared::link::Reply;
use antrean_shared::protocol::{Done, Outcome, TicketBrief};
use antrean_shared::rejection::Rejection;
use antrean_shared::ticket::TicketState;
use antrean_shared::view::CounterView;
use std::sync::Arc;

const MENU: Key = Key::Char('/');

fn question(console: &Console) -> DialogScreen {
    console.controller.screen().dialog.expect("a question is open")
}

fn asks(console: &Console) -> Ask {
    let DialogKind::More(ask) = question(console).kind else { panic!("not of the menu") };
    ask
}

fn lines(console: &Console) -> Vec<String> {
    question(console).rows.into_iter().map(|row| row.title).collect()
}

/// Opens the menu and chooses a line by its digit.
fn choose(console: &mut Console, title: &str) -> Option<Command> {
    assert_eq!(press(console, MENU), None);
    let place = lines(console).iter().position(|line| line == title);
    let place = place.unwrap_or_else(|| panic!("no {title:?} in {:?}", lines(console)));
    let digit = char::from_digit(u32::try_from(place + 1).unwrap(), 10).unwrap();
    press(console, Key::Char(digit))
}

fn choosing(view: CounterView, text: &str) -> Console {
    let mut console = Console::at(view);
    type_text(&mut console, text);
    console
}

fn service(id: &str) -> ServiceId {
    ServiceId::new(id).unwrap()
}

#[test]
fn the_menu_lists_what_applies_to_the_chosen_ticket_or_the_one_in_hand_and_to_the_counter() {
    let of_counter = [
        "Laporkan gangguan sistem",
        "Terima janji temu atau kupon",
        "Masukkan nomor dari gulungan kertas",
    ];
    let table: [(Console, &[&str]); 5] = [
        (Console::at(idle()), &[]),
        (Console::at(called()), &["Beri prioritas", "Tambah layanan", "Cetak salinan tiket"]),
        (
            Console::at(on_a_visit(serving())),
            &[
                "Beri prioritas",
                "Tambah layanan",
                "Batalkan layanan berikutnya",
                "Ubah urutan layanan",
                "Cetak salinan tiket",
            ],
        ),
        (
            choosing(idle(), "A014"),
            &[
                "Beri prioritas",
                "Tambah layanan",
                "Cetak salinan tiket",
                "Dahulukan pengunjung lain",
            ],
        ),
        (
            choosing(idle(), "A004"),
            &["Beri prioritas", "Cabut prioritas", "Tambah layanan", "Cetak salinan tiket"],
        ),
    ];
    for (mut console, of_ticket) in table {
        press(&mut console, MENU);
        let expected: Vec<&str> = of_ticket.iter().copied().chain(of_counter).collect();
        assert_eq!(lines(&console), expected);
    }
    let mut closed = Console::at(CounterView {
        state: antrean_shared::rejection::CounterState::Closed,
        ..idle()
    });
    press(&mut closed, MENU);
    assert!(closed.controller.screen().dialog.is_none(), "nobody sits here");
}

#[test]
fn a_digit_chooses_on_release_and_means_what_was_read() {
    let mut console = Console::at(serving());
    press(&mut console, MENU);
    console.input(Input::KeyDown { key: Key::Char('1'), repeat: false });
    assert_eq!(asks(&console), Ask::Menu, "not on press");
    console.input(Input::KeyUp(Key::Char('1')));
    assert_eq!(asks(&console), Ask::Grant);
    press(&mut console, Key::Escape);
    assert_eq!(asks(&console), Ask::Menu);
    // A view that changes what applies does not move the lines under a finger.
    let before = lines(&console);
    console.see(on_a_visit(serving()));
    assert_eq!(lines(&console), before);
    press(&mut console, Key::Escape);
    assert!(console.controller.screen().dialog.is_none());
    assert_eq!(at_counter(&console).lists.query, "", "digits and the stroke searched nothing");
}

#[test]
fn the_arrows_and_enter_choose_as_well() {
    let mut console = Console::at(serving());
    press(&mut console, MENU);
    press(&mut console, Key::Down);
    press(&mut console, Key::Enter);
    assert_eq!(asks(&console), Ask::AddStop);
}

#[test]
fn priority_is_granted_without_a_reason_and_withdrawn_with_one() {
    let mut console = Console::at(serving());
    assert_eq!(choose(&mut console, "Beri prioritas"), None);
    let Some(Command::GrantPriority { ticket: id, priority, reason: None }) =
        press(&mut console, Key::Enter)
    else {
        panic!("not granted")
    };
    assert_eq!((id, priority.class), (ticket("A012"), None));
    console.done(pending_id(&console), console.seq + 1);
    assert_eq!(notice(&console), "A012 kini prioritas dan didahulukan.");

    let mut console = Console::at(fixture::with_priority(serving()));
    assert_eq!(choose(&mut console, "Cabut prioritas"), None);
    assert_eq!(press(&mut console, Key::Enter), None);
    assert_eq!(notice(&console), "Pilih atau ketik alasan.");
    press(&mut console, Key::Char('1'));
    assert_eq!(question(&console).text.text, "1", "here digits are typed");
    press(&mut console, Key::Backspace);
    press(&mut console, Key::Home);
    let Some(Command::WithdrawPriority { reason, .. }) = press(&mut console, Key::Enter) else {
        panic!("not withdrawn")
    };
    assert_eq!(reason, "Diberikan karena keliru");
}

#[test]
fn a_class_is_named_by_a_digit_and_shown_by_its_name() {
    let mut console = Console::at(serving());
    choose(&mut console, "Beri prioritas");
    assert_eq!(lines(&console), ["Tanpa menyebut golongan", "Ibu hamil", "Lanjut usia"]);
    let Some(Command::GrantPriority { priority, .. }) = press(&mut console, Key::Char('3')) else {
        panic!("not granted")
    };
    assert_eq!(priority.class, PriorityId::new("lansia").ok());
    let console = Console::at(fixture::with_priority(serving()));
    let DeskScreen::InHand(hand) = at_counter(&console).desk else { panic!("in hand") };
    assert_eq!(hand.class, "Ibu hamil");
}

#[test]
fn a_priority_is_granted_for_a_reason_of_the_officers_own() {
    let mut console = Console::at(serving());
    choose(&mut console, "Beri prioritas");
    type_text(&mut console, "kaki patah 2 hari lalu");
    assert_eq!(question(&console).text.text, "kaki patah 2 hari lalu", "a digit goes on with it");
    let Some(Command::GrantPriority { priority, reason, .. }) = press(&mut console, Key::Enter)
    else {
        panic!("not granted")
    };
    assert_eq!((priority.class, reason.as_deref()), (None, Some("kaki patah 2 hari lalu")));
}

#[test]
fn a_refused_question_is_there_again_with_what_was_typed() {
    let mut console = Console::at(fixture::with_priority(serving()));
    choose(&mut console, "Cabut prioritas");
    type_text(&mut console, "salah lihat");
    assert!(press(&mut console, Key::Enter).is_some());
    assert!(console.controller.screen().dialog.is_none());
    console.refuse(pending_id(&console), Rejection::TicketHeld { counter: Some(counter("2")) });
    assert_eq!(asks(&console), Ask::Withdraw);
    assert_eq!(question(&console).text.text, "salah lihat");
    assert!(notice(&console).contains("Loket 2"), "{}", notice(&console));
}

#[test]
fn a_waiting_visitor_lets_others_go_first() {
    let mut console = choosing(idle(), "A014");
    let yields = Some(Command::Yield { ticket: ticket("A014") });
    assert_eq!(choose(&mut console, "Dahulukan pengunjung lain"), yields);
    console.refuse(pending_id(&console), Rejection::YieldLimit { yields_max: 2 });
    assert_eq!(asks(&console), Ask::Menu);
    assert!(!notice(&console).is_empty());
}

#[test]
fn a_question_ends_when_its_ticket_has_left() {
    let mut console = Console::at(serving());
    choose(&mut console, "Tambah layanan");
    console.see(idle());
    assert!(console.controller.screen().dialog.is_none());
    assert_eq!(notice(&console), "A012 sudah tidak berada di loket ini.");
}

#[test]
fn a_service_is_found_by_typing_and_added() {
    let mut console = Console::at(serving());
    choose(&mut console, "Tambah layanan");
    assert!(!lines(&console).contains(&"Cetak KTP-el (hilang, rusak, ubah data)".to_owned()));
    type_text(&mut console, "skck");
    assert_eq!(lines(&console), ["SKCK baru"]);
    let added = Command::AddStop { ticket: ticket("A012"), service: service("skck") };
    assert_eq!(press(&mut console, Key::Enter), Some(added));
    console.done(pending_id(&console), console.seq + 1);
    assert_eq!(notice(&console), "SKCK baru ditambahkan pada kunjungan A012.");
    let mut console = Console::at(serving());
    choose(&mut console, "Tambah layanan");
    type_text(&mut console, &"x".repeat(TEXT_CHARS_MAX + 5));
    assert_eq!(question(&console).text.text.chars().count(), TEXT_CHARS_MAX);
    press(&mut console, Key::Enter);
    assert_eq!(notice(&console), "Pilih salah satu.");
}

#[test]
fn coming_services_are_dropped_and_put_into_another_order() {
    let mut console = Console::at(on_a_visit(serving()));
    choose(&mut console, "Batalkan layanan berikutnya");
    assert_eq!(lines(&console), ["Kartu Keluarga", "Akta kelahiran"]);
    let dropped = Command::DropStop { ticket: ticket("A012"), service: service("akta") };
    assert_eq!(press(&mut console, Key::Char('2')), Some(dropped));

    let mut console = Console::at(on_a_visit(serving()));
    choose(&mut console, "Ubah urutan layanan");
    assert_eq!(press(&mut console, Key::Enter), None, "as it was");
    press(&mut console, Key::Right);
    assert_eq!(lines(&console), ["Akta kelahiran", "Kartu Keluarga"]);
    assert_eq!(question(&console).selected, Some(1), "the chosen one is followed");
    let services = vec![service("akta"), service("kk")];
    let ordered = Command::OrderStops { ticket: ticket("A012"), services };
    assert_eq!(press(&mut console, Key::Enter), Some(ordered));
}

#[test]
fn a_number_off_a_roll_goes_to_the_queue_of_its_letters() {
    let mut console = Console::at(idle());
    choose(&mut console, "Masukkan nomor dari gulungan kertas");
    press(&mut console, Key::Enter);
    assert_eq!(notice(&console), "Ketik nomor dengan huruf antreannya, misalnya A901.");
    type_text(&mut console, "xa901");
    assert_eq!(lines(&console), ["SKCK baru"]);
    let Some(Command::AdmitTicket { ticket }) = press(&mut console, Key::Enter) else {
        panic!("not admitted")
    };
    assert_eq!((ticket.number, ticket.queue.as_str()), (number("XA901"), "polres"));
    assert_eq!(ticket.services, [service("skck")]);
    assert_eq!((ticket.id.0, ticket.issued_at), (pending_id(&console).0, console.now));
    console.refuse(
        pending_id(&console),
        Rejection::OutsideRange { number: number("XA901"), rolls: vec![] },
    );
    assert_eq!(question(&console).text.text, "XA901", "to be mended");
}

#[test]
fn a_booking_is_checked_in_by_its_code_and_its_number_shown_large() {
    let mut console = Console::at(idle());
    choose(&mut console, "Terima janji temu atau kupon");
    type_text(&mut console, "jan");
    press(&mut console, Key::Enter);
    assert_eq!(notice(&console), "Kode terdiri atas 6 sampai 10 huruf dan angka.");
    type_text(&mut console, "ji-01");
    let Some(Command::CheckIn { booking, .. }) = press(&mut console, Key::Enter) else {
        panic!("not checked in")
    };
    assert_eq!(booking, BookingCode::new("JANJI01").unwrap());
    let brief =
        TicketBrief { id: ticket("A031"), number: number("A031"), state: TicketState::Waiting };
    let done = Done { seq: console.seq + 1, ticket: Some(brief), ..Done::default() };
    let id = pending_id(&console);
    console.input(Input::Reply(Box::new(Reply::Answered { id, outcome: Outcome::Done(done) })));
    assert_eq!(question(&console).own.large, "A031");
    press(&mut console, Key::Escape);
    assert_eq!(asks(&console), Ask::Told, "a key meant for something else takes nothing away");
    console.wait_ms(600);
    press(&mut console, Key::Enter);
    assert!(console.controller.screen().dialog.is_none());
    assert_eq!(notice(&console), "JANJI01: A031");
}

#[test]
fn an_outage_is_told_with_a_reason_and_when_it_may_be_over() {
    let mut console = Console::at(idle());
    choose(&mut console, "Laporkan gangguan sistem");
    assert_eq!(question(&console).own.title, "Laporkan gangguan sistem – Dispendukcapil");
    press(&mut console, Key::Down);
    press(&mut console, Key::Right);
    let Some(Command::SetOutage { agency, reason, until }) = press(&mut console, Key::Enter) else {
        panic!("not told")
    };
    assert_eq!((agency.as_str(), reason.as_str()), ("dukcapil", "Gangguan jaringan"));
    let minutes = until.map(|until| until.since(console.now).as_secs() / 60);
    assert_eq!(minutes, Some(30));
}

#[test]
fn an_asked_menu_waits_for_the_command_before_it() {
    let mut console = Console::at(serving());
    press(&mut console, Key::Enter);
    assert_eq!(press(&mut console, MENU), None);
    assert!(console.controller.screen().dialog.is_none());
}

#[test]
fn an_outage_is_shown_and_ended_by_the_menu_or_the_button() {
    let mut console = Console::at(with_outage(idle()));
    let shown = at_counter(&console).outage;
    assert_eq!(
        shown,
        "Sistem Dispendukcapil terganggu sejak 09.20: Gangguan jaringan. Perkiraan pulih 10.30."
    );
    let agency = AgencyId::new("dukcapil").unwrap();
    let cleared = Some(Command::ClearOutage { agency });
    assert_eq!(choose(&mut console, "Sistem sudah pulih"), cleared);
    let mut console = Console::at(with_outage(idle()));
    assert_eq!(asked(console.input(Input::Press(Action::SystemUp))), cleared);
    console.done(pending_id(&console), console.seq + 1);
    assert_eq!(notice(&console), "Sistem Dispendukcapil diumumkan sudah pulih.");
    assert!(!at_counter(&Console::at(idle())).system_up.shown);
}

#[test]
fn a_voucher_is_given_while_the_system_is_down_and_its_code_shown_until_it_is_written_down() {
    let mut console = choosing(with_outage(idle()), "A014");
    assert_eq!(choose(&mut console, "Beri kupon untuk hari lain"), None);
    let Some(Command::TakeVoucher { ticket: id, voucher }) = press(&mut console, Key::Enter) else {
        panic!("not given")
    };
    assert_eq!(id, ticket("A014"));
    console.done(pending_id(&console), console.seq + 1);
    let code = question(&console).own.large;
    assert_eq!(VoucherCode::new(&code), Ok(voucher));
    let mut without = idle();
    without.waiting.retain(|row| row.id != id);
    console.see(with_outage(without));
    assert_eq!(asks(&console), Ask::Told, "though the number has left");
    console.wait_ms(600);
    press(&mut console, Key::Escape);
    assert_eq!(notice(&console), format!("A014: {code}"));
}

#[test]
fn a_voucher_without_an_answer_is_not_lost() {
    let mut console = choosing(with_outage(idle()), "A014");
    choose(&mut console, "Beri kupon untuk hari lain");
    let Some(Command::TakeVoucher { voucher, .. }) = press(&mut console, Key::Enter) else {
        panic!("not given")
    };
    let id = pending_id(&console);
    console.input(Input::Reply(Box::new(Reply::Unknown { id })));
    let said = notice(&console).replace('-', "");
    assert!(said.contains(voucher.as_str()), "{said}");
}

#[test]
fn where_a_visitor_goes_next_is_printed_with_one_key_at_a_chosen_kiosk() {
    let mut console = Console::at(serving());
    press(&mut console, Key::Enter);
    console.done(pending_id(&console), console.seq + 1);
    console.see(fixture::sent_on(idle()));
    console.wait_ms(600);
    assert!(at_counter(&console).undo.is_some_and(|undo| undo.print.enabled));
    assert_eq!(press(&mut console, Key::Char('.')), None);
    assert_eq!(lines(&console), ["Kios 1", "Kios 2"]);
    let copy = Command::PrintCopy {
        counter: counter("3"),
        ticket: ticket("A012"),
        kiosk: KioskId::new("2").unwrap(),
    };
    assert_eq!(press(&mut console, Key::Char('2')), Some(copy));
    console.done(pending_id(&console), console.seq + 1);
    assert_eq!(notice(&console), "Kios 2 diminta mencetak salinan A012.");
}

#[test]
fn nothing_is_printed_for_a_visitor_whom_another_console_sent_on_or_whose_visit_is_over() {
    let mut console = Console::at(fixture::sent_on(idle()));
    assert!(!at_counter(&console).undo.unwrap().print.shown);
    assert_eq!(press(&mut console, Key::Char('.')), None);
    assert!(console.controller.screen().dialog.is_none());
}

#[test]
fn a_hall_with_one_kiosk_asks_for_none() {
    let mut console = Console::at(serving());
    let mut catalogue = fixture::catalogue();
    catalogue.kiosks.truncate(1);
    console.input(Input::Catalogue(Arc::new(catalogue)));
    let asked = choose(&mut console, "Cetak salinan tiket");
    assert!(matches!(asked, Some(Command::PrintCopy { .. })), "{asked:?}");
}
