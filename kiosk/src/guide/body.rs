//! The part of the guide that changes with the visit: one function for each screen.

use super::sentences::screens as say;
use super::spelled;
use super::words::{ahead, fault, moment, page, standing, wait};
use crate::screen::{
    Body, CodeEntry, Confirm, Home, LineKind, PaperFailed, Place, ReturnEntry, Screen, Search,
    Services, SlipPaper, Standard, StandbyShown, Standing, TicketCard, TicketShown, Trouble,
};
use antrean_shared::ticket::Language;

/// What tells one screen from another of its kind.
pub(super) fn subject(body: &Body) -> String {
    match body {
        Body::Waiting => "waiting".to_owned(),
        Body::Home(home) => format!("home {} {}", home.page.number, home.chosen),
        Body::Services(services) => {
            format!("services {} {}", services.agency, services.page.number)
        }
        Body::Search(search) => format!("search {} {}", search.typed, search.page.number),
        Body::Code(code) => format!("code {}", code.typed),
        Body::Return(entry) => format!("return {}", entry.typed),
        Body::Returning { number, .. } => format!("returning {number}"),
        Body::Confirm(confirm) => format!("confirm {} {:?}", confirm.service, confirm.earlier),
        Body::Standard(standard) => {
            format!("standard {} {}", standard.service, standard.page.number)
        }
        Body::Issuing { slow } => format!("issuing {slow}"),
        Body::Printing { number, .. } => format!("printing {number}"),
        Body::Ticket(shown) => format!("ticket {}", shown.ticket.number),
        Body::Standby(shown) => format!("standby {} {:?}", shown.place, shown.paper),
        Body::PaperFailed(failed) => format!("failed {} {:?}", failed.ticket.number, failed.fault),
        Body::Doubt { ticket, .. } => format!("doubt {}", ticket.number),
        Body::Staff(_) => "staff".to_owned(),
        Body::Notice(notice) => format!("notice {:?} {}", notice.matter, notice.subject),
    }
}

/// What stands on it.
pub(super) fn said(screen: &Screen) -> String {
    let language = screen.frame.language;
    match &screen.body {
        Body::Waiting => say::CONNECTING.say(language),
        Body::Home(shown) => home(shown, &screen.frame.hall_name, language),
        Body::Services(shown) => services(shown, language),
        Body::Search(shown) => search(shown, language),
        Body::Code(shown) => code(shown, language),
        Body::Return(shown) => returning(shown, language),
        Body::Returning { number, .. } => say::COMING_BACK.with(language, &[&spelled(number)]),
        Body::Staff(_) => say::STAFF_MENU.say(language),
        Body::Confirm(shown) => {
            let own = matches!(screen.frame.trouble, Some(Trouble::Emergency { .. }));
            confirm(shown, own, language)
        }
        Body::Standard(shown) => standard(shown, language),
        Body::Issuing { slow: false } => say::ISSUING.say(language),
        Body::Issuing { slow: true } => say::ISSUING_SLOWLY.say(language),
        Body::Printing { number, .. } => say::PRINTING.with(language, &[&spelled(number)]),
        Body::Ticket(shown) => ticket(shown, language),
        Body::Standby(shown) => standby(shown, language),
        Body::PaperFailed(shown) => failed(shown, language),
        Body::Doubt { ticket, .. } => say::DOUBT.with(language, &[&spelled(&ticket.number)]),
        Body::Notice(shown) => super::notice::said(shown, language),
    }
}

fn home(home: &Home, hall: &str, language: Language) -> String {
    let first = match (home.any_open, home.chosen > 0) {
        (_, true) => say::NEXT_SERVICE.say(language),
        (false, _) => say::ALL_CLOSED.say(language),
        (true, _) => say::WELCOME.with(language, &[hall]),
    };
    let shut: Vec<String> = home
        .tiles
        .iter()
        .filter(|tile| tile.standing != Standing::Open)
        .map(|tile| format!("{}, {}.", tile.name, standing(&tile.standing, language)))
        .collect();
    let closed = match shut.is_empty() {
        true => String::new(),
        false => format!("{} {}", say::CLOSED_ONES.of(language), shut.join(" ")),
    };
    join(&[first, page(home.page.number, home.page.count, language), closed])
}

fn services(services: &Services, language: Language) -> String {
    let first = say::CHOOSE_SERVICE.with(language, &[&services.agency_full]);
    let line = services.waiting.map(|people| ahead(people, language)).unwrap_or_default();
    let shut = services.rows.iter().filter(|row| row.standing != Standing::Open);
    let shut: Vec<String> =
        shut.map(|row| format!("{}, {}.", row.name, standing(&row.standing, language))).collect();
    let page = page(services.page.number, services.page.count, language);
    join(&[first, line, page, shut.join(" ")])
}

fn search(search: &Search, language: Language) -> String {
    let typed = &search.typed;
    let found = match (typed.is_empty(), search.rows.len()) {
        (true, _) => say::SEARCH.say(language),
        (false, 0) => say::NOTHING_MATCHES.say(language),
        (false, count) => say::MATCHES.with(language, &[&count.to_string()]),
    };
    let typed = if typed.is_empty() { String::new() } else { format!("{typed}:") };
    join(&[typed, found])
}

fn code(code: &CodeEntry, language: Language) -> String {
    match (code.typed.is_empty(), code.ready) {
        (true, _) => say::BOOKING.say(language),
        (false, true) => join(&[spelled(&code.typed), say::THEN_TAKE.say(language)]),
        (false, false) => spelled(&code.typed),
    }
}

fn returning(entry: &ReturnEntry, language: Language) -> String {
    match (entry.typed.is_empty(), entry.ready) {
        (true, _) => say::MISSED.say(language),
        (false, true) => join(&[spelled(&entry.typed), say::THEN_COME_BACK.say(language)]),
        (false, false) => spelled(&entry.typed),
    }
}

fn at(place: &Place, language: Language) -> String {
    if place.zone.is_empty() && place.counters.is_empty() {
        return String::new();
    }
    let told = [place.zone.as_str(), place.counters.as_str()];
    let told = told.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ");
    say::PLACE.with(language, &[&told])
}

fn confirm(confirm: &Confirm, own: bool, language: Language) -> String {
    let name = format!("{}, {}.", confirm.service, confirm.agency);
    let state = standing(&confirm.standing, language);
    let state = if state.is_empty() { state } else { format!("{state}.") };
    let people = confirm.ahead.map(|people| ahead(people, language)).unwrap_or_default();
    let range = confirm.wait.map(|range| wait(range, language)).unwrap_or_default();
    let nobody = match confirm.counters_open {
        Some(0) => say::NO_COUNTER.say(language),
        Some(_) | None => String::new(),
    };
    let bring = confirm.requirements.join("; ");
    let bring = match bring.is_empty() {
        true => bring,
        false => format!("{} {bring}.", say::BRING.of(language)),
    };
    let next = match (confirm.ready, &confirm.standby) {
        (true, Some(list)) => say::JOIN_LIST.with(language, &[&list.waiting.to_string()]),
        (true, None) if own => say::TAKE_OWN.say(language),
        (true, None) => say::TAKE.say(language),
        (false, _) => String::new(),
    };
    let place = at(&confirm.place, language);
    join(&[name, state, place, people, range, nobody, bring, next])
}

fn standard(standard: &Standard, language: Language) -> String {
    let heading = |kind: LineKind| match kind {
        LineKind::Bring => say::BRING.say(language),
        LineKind::Procedure => say::PROCEDURE.say(language),
        LineKind::Time => say::TIME.say(language),
        LineKind::Cost => say::COST.say(language),
        LineKind::Product => say::PRODUCT.say(language),
        LineKind::Complaints => say::COMPLAINTS.say(language),
        LineKind::Where => say::WHERE.say(language),
        LineKind::Item => String::new(),
    };
    let lines = standard.lines.iter().map(|line| match line.kind {
        LineKind::Item => format!("{}.", line.text),
        LineKind::Bring
        | LineKind::Procedure
        | LineKind::Time
        | LineKind::Cost
        | LineKind::Product
        | LineKind::Complaints
        | LineKind::Where => heading(line.kind),
    });
    let page = page(standard.page.number, standard.page.count, language);
    join(&[format!("{}.", standard.service), page, lines.collect::<Vec<_>>().join(" ")])
}

/// The number twice: it is what a listener has to keep.
fn numbered(ticket: &TicketCard, language: Language) -> String {
    let number = spelled(&ticket.number);
    let people = match ticket.own {
        true => say::OWN_NUMBER.say(language),
        false => ahead(ticket.ahead, language),
    };
    let range = ticket.wait.map(|range| wait(range, language)).unwrap_or_default();
    let again = say::YOUR_NUMBER.with(language, &[&number, &number]);
    join(&[again, at(&ticket.place, language), people, range])
}

fn ticket(shown: &TicketShown, language: Language) -> String {
    join(&[numbered(&shown.ticket, language), say::TICKET_OUT.say(language)])
}

fn standby(shown: &StandbyShown, language: Language) -> String {
    let opens = moment(&shown.opens, language);
    let first = say::ON_LIST.with(language, &[&shown.place.to_string(), &shown.queue, &opens]);
    let next = match shown.paper {
        SlipPaper::Free => say::SLIP_NONE.say(language),
        SlipPaper::Printing => say::SLIP_PRINTING.say(language),
        SlipPaper::Out => say::SLIP_OUT.say(language),
        SlipPaper::Unseen => say::SLIP_UNSEEN.say(language),
        SlipPaper::Failed(status) => {
            join(&[fault(status, language), say::SLIP_FAILED.say(language)])
        }
    };
    join(&[first, at(&shown.at, language), next])
}

fn failed(shown: &PaperFailed, language: Language) -> String {
    let why = shown.fault.map(|status| fault(status, language)).unwrap_or_default();
    let (first, next) = (say::NO_PAPER.say(language), say::REMEMBER.say(language));
    join(&[first, why, numbered(&shown.ticket, language), next])
}

fn join(parts: &[String]) -> String {
    parts.iter().filter(|part| !part.is_empty()).cloned().collect::<Vec<_>>().join(" ")
}
