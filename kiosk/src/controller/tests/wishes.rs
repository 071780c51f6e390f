//! What is added before the number is drawn: a claim, further services, a look at the standard.

use super::*;

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
    let mut play = chosen("dispendukcapil", "a02");
    play.step(&Step::Touch(Touch::AddService));
    choose(&mut play, "dispendukcapil", "a02");
    play.step(&Step::Touch(Touch::AddService));
    choose(&mut play, "bpjs-kesehatan", "g04");
    let services = vec!["a02".to_owned(), "g04".to_owned()];
    assert_eq!(taken(&mut play), (services, false), "added twice in a row");
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
    play.wait(49_750);
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
    play.step(&Step::Touch(Touch::Claim));
    play.step(&Step::Touch(Touch::Back));
    let Body::Confirm(confirm) = play.screen().body else { panic!("{}", play.body()) };
    assert!(!confirm.priority, "claimed by a button that was not there");
}

#[test]
fn a_claim_stays_while_a_service_is_added_and_its_words_follow_the_language() {
    let mut play = chosen("dispendukcapil", "a02");
    play.step(&Step::Touch(Touch::Claim));
    play.step(&Step::Touch(Touch::AddService));
    choose(&mut play, "bpjs-kesehatan", "g04");
    let Body::Confirm(confirm) = play.screen().body else { panic!("{}", play.body()) };
    assert!(confirm.priority);
    assert_eq!(confirm.earlier, ["Cetak KTP-el (hilang/rusak/ubah data)"]);
    play.step(&Step::Touch(Touch::Language(Language::En)));
    let Body::Confirm(confirm) = play.screen().body else { panic!("{}", play.body()) };
    assert_eq!(confirm.earlier, ["e-ID card reprint"]);
    assert_eq!(taken(&mut play), (vec!["a02".to_owned(), "g04".to_owned()], true));
}

#[test]
fn a_service_that_closes_meanwhile_holds_the_whole_visit() {
    let mut play = chosen("dispendukcapil", "a02");
    play.step(&Step::Touch(Touch::AddService));
    choose(&mut play, "bpjs-kesehatan", "g04");
    let mut hall = (*fixture::catalogue()).clone();
    hall.queues.iter_mut().filter(|queue| queue.id.as_str() == "a").for_each(|queue| {
        queue.today.spans.clear();
    });
    play.hear(Input::Catalogue(hall.into()));
    let Body::Confirm(confirm) = play.screen().body else { panic!("{}", play.body()) };
    assert!(!confirm.ready && confirm.standing != crate::screen::Standing::Open);
    play.step(&Step::Touch(Touch::TakeNumber));
    assert_eq!((play.body(), play.done.len()), ("notice", 0));
}

#[test]
fn the_standard_is_that_of_every_service_of_the_visit() {
    let mut play = chosen("dispendukcapil", "a02");
    play.step(&Step::Touch(Touch::AddService));
    choose(&mut play, "bpjs-kesehatan", "g04");
    play.step(&Step::Touch(Touch::ReadStandard));
    let mut read = Vec::new();
    loop {
        let Body::Standard(standard) = play.screen().body else { panic!("{}", play.body()) };
        read.push(standard.service);
        if standard.page.number == standard.page.count {
            break;
        }
        play.step(&Step::Touch(Touch::NextPage));
    }
    read.dedup();
    assert_eq!(read, ["Cetak KTP-el (hilang/rusak/ubah data)", "Perubahan data dan faskes"]);
}
