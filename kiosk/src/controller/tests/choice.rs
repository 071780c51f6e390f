//! From the start to a service: pages, search, the way back, what is left alone.

use super::*;

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
    let mut play = Play::ready();
    play.step(&Step::Touch(Touch::NextPage));
    play.millis += 399;
    play.touch(Touch::NextPage);
    let Body::Home(home) = play.screen().body else { panic!("{}", play.body()) };
    assert_eq!(home.page.number, 2, "a turned page is another screen");
}

#[test]
fn an_idle_screen_warns_and_goes_back_in_its_own_language() {
    let mut play = Play::ready();
    play.step(&Step::Touch(Touch::Language(Language::En)));
    play.step(&Step::Touch(Touch::Agency("dispendukcapil".parse().unwrap())));
    play.wait(29_750);
    assert_eq!(play.screen().frame.leaving, None);
    play.wait(250);
    assert_eq!(play.screen().frame.leaving.map(|left| left.seconds), Some(20));
    assert_eq!(play.done, ["chime"], "told to eye and ear, and told once");
    play.wait(19_000);
    play.step(&Step::Touch(Touch::StillHere));
    assert_eq!(play.screen().frame.leaving, None);
    play.wait(49_750);
    assert_eq!(play.done, ["chime", "chime"]);
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
