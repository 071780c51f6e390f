//! A visitor's ticket page: number, state, people ahead, as plain HTML behind the 128-bit token.
//!
//! Read-only, no script, renewed by the browser. It names no person, and dies with the day.

use super::{Busy, Hub};
use crate::engine::is_unserved;
use crate::words::{PhoneWord, phone_word};
use crate::world::World;
use antrean_shared::id::Token;
use antrean_shared::ticket::{Language, TicketNumber, TicketState};
use antrean_shared::wait::WaitRange;
use axum::extract::{Path, State};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};

/// Seconds after which the browser asks again.
const RENEWED_AFTER_SECONDS: u32 = 10;

/// What the page shows.
struct Page {
    language: Language,
    hall: String,
    number: TicketNumber,
    service: String,
    /// What the visit comes to afterwards.
    later: Vec<String>,
    state: TicketState,
    ahead: Option<u32>,
    wait: Option<WaitRange>,
    counter: Option<String>,
    /// No open counter may serve it.
    unserved: bool,
    /// Why the agency's system is down.
    outage: Option<String>,
}

/// What the page of a visitor without a number shows.
struct StandbyPage {
    language: Language,
    hall: String,
    service: String,
    place: u32,
    /// When the next numbers come free, as the clock says.
    release_at: String,
}

pub(super) async fn ticket_page(State(hub): State<Hub>, Path(token): Path<String>) -> Response {
    let Ok(token) = token.parse::<Token>() else { return gone(StatusCode::NOT_FOUND) };
    let look = move |world: &World, _: &mut dyn crate::journal::Journal| {
        let ticket = page(world, token).map(|page| render(&page));
        ticket.or_else(|| standby_page(world, token).map(|page| render_standby(&page)))
    };
    match hub.look(look).await {
        Ok(Some(page)) => html(StatusCode::OK, &page),
        Ok(None) => gone(StatusCode::NOT_FOUND),
        Err(Busy) => gone(StatusCode::SERVICE_UNAVAILABLE),
    }
}

/// The page dies with the day: a ticket of yesterday has none.
fn page(world: &World, token: Token) -> Option<Page> {
    let id = *world.state.tokens.get(&token)?;
    let ticket = world.state.tickets.get(&id)?;
    let service = world.hall.services.get(&ticket.service)?;
    let down = world.state.outage(&ticket.queue).filter(|_| !ticket.state().is_end());
    let later = ticket.later().filter_map(|id| world.hall.services.get(id));
    let counter = ticket.phase.holder().and_then(|id| world.hall.counters.get(id));
    Some(Page {
        language: ticket.language,
        hall: world.hall.name.get(ticket.language).to_owned(),
        number: ticket.number,
        service: service.name.get(ticket.language).to_owned(),
        later: later.map(|service| service.name.get(ticket.language).to_owned()).collect(),
        state: ticket.state(),
        ahead: world.ahead(id),
        wait: world.wait_of(id),
        counter: counter.map(|counter| counter.name.get(ticket.language).to_owned()),
        unserved: is_unserved(&world.moment(), ticket),
        outage: down.map(|outage| outage.reason.clone()),
    })
}

fn standby_page(world: &World, token: Token) -> Option<StandbyPage> {
    let place = world.standby_place(world.state.standby_by_token(token)?)?;
    let (list, at) = world.state.on_standby(place.id)?;
    let one = &list.people[at];
    let service = world.hall.services.get(&one.service)?;
    Some(StandbyPage {
        language: one.language,
        hall: world.hall.name.get(one.language).to_owned(),
        service: service.name.get(one.language).to_owned(),
        place: place.place,
        release_at: place.release_at.clock(world.hall.offset(place.release_at)),
    })
}

fn render_standby(page: &StandbyPage) -> String {
    let word = |word| phone_word(page.language, word);
    let head = Head {
        language: page.language,
        title: &format!("{} {}", word(PhoneWord::OnStandby), page.place),
        renews: true,
    };
    let body = format!(
        r#"<header><p>{hall}</p><p>{on_standby}</p><h1>{place}</h1><p>{service}</p></header>
<main><p class="state" role="status">{released} {release_at}</p><p>{then}</p></main>"#,
        hall = escape(&page.hall),
        on_standby = word(PhoneWord::OnStandby),
        place = page.place,
        service = escape(&page.service),
        released = word(PhoneWord::ReleasedAt),
        release_at = page.release_at,
        then = word(PhoneWord::ThenANumber),
    );
    document(&head, &body)
}

fn render(page: &Page) -> String {
    let word = |word| phone_word(page.language, word);
    let state = word(PhoneWord::State(page.state));
    let place = match (&page.counter, page.ahead) {
        (Some(counter), _) => escape(&format!("{} {counter}", word(PhoneWord::GoTo))),
        (None, Some(0)) => word(PhoneWord::NobodyAhead).to_owned(),
        (None, Some(ahead)) => {
            let people = if ahead == 1 { PhoneWord::Person } else { PhoneWord::People };
            format!("{} {ahead} {}", word(PhoneWord::Ahead), word(people))
        }
        (None, None) => String::new(),
    };
    let wait = page.wait.map_or_else(String::new, |wait| {
        let (about, minutes) = (word(PhoneWord::WaitAbout), word(PhoneWord::Minutes));
        format!("<p>{about} {}–{} {minutes}</p>", wait.low_minutes, wait.high_minutes)
    });
    let later = if page.later.is_empty() || page.state.is_end() {
        String::new()
    } else {
        format!("<p>{} {}</p>", word(PhoneWord::Afterwards), escape(&page.later.join(", ")))
    };
    let remark = match &page.outage {
        Some(reason) => format!("{} {}", word(PhoneWord::Outage), escape(reason)),
        None if page.unserved => word(PhoneWord::Unserved).to_owned(),
        None => String::new(),
    };
    let remark =
        if remark.is_empty() { remark } else { format!(r#"<p class="remark">{remark}</p>"#) };
    let head = Head {
        language: page.language,
        title: &format!("{} {state}", page.number),
        renews: !page.state.is_end(),
    };
    let body = format!(
        r#"<header><p>{hall}</p><p>{your_number}</p><h1>{number}</h1><p>{service}</p>{later}</header>
<main><p class="state" role="status">{state}</p><p>{place}</p>{wait}{remark}</main>"#,
        number = page.number,
        hall = escape(&page.hall),
        your_number = word(PhoneWord::YourNumber),
        service = escape(&page.service),
    );
    document(&head, &body)
}

/// What a page says of itself.
struct Head<'a> {
    language: Language,
    title: &'a str,
    /// The browser asks again after a while.
    renews: bool,
}

fn document(head: &Head<'_>, body: &str) -> String {
    let renew = if head.renews {
        format!(r#"<meta http-equiv="refresh" content="{RENEWED_AFTER_SECONDS}">"#)
    } else {
        String::new()
    };
    format!(
        r#"<!doctype html>
<html lang="{language}">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex"><meta name="referrer" content="no-referrer">{renew}
<title>{title}</title><style>{STYLE}</style></head>
<body>{body}</body>
</html>
"#,
        language = head.language,
        title = head.title,
    )
}

const STYLE: &str = "body{margin:0;font:18px/1.5 sans-serif;background:#f3f5f2;color:#10202b;text-align:center}\
header{background:#07363a;color:#fff;padding:24px}h1{font:bold 72px/1.1 monospace;margin:8px}\
main{padding:24px}.state{font-size:28px;font-weight:bold;color:#0b5559}\
.remark{max-width:28em;margin:16px auto;padding:14px;border-radius:14px;background:#ddefea;color:#07363a}";

fn gone(status: StatusCode) -> Response {
    let text = phone_word(Language::Id, PhoneWord::NoTicket);
    html(
        status,
        &format!(
            r#"<!doctype html><html lang="id"><meta charset="utf-8"><title>Antrean</title><p>{text}</p></html>"#
        ),
    )
}

fn html(status: StatusCode, page: &str) -> Response {
    let headers = [
        (header::CONTENT_TYPE, "text/html; charset=utf-8"),
        (header::CACHE_CONTROL, "no-store"),
        (header::CONTENT_SECURITY_POLICY, "default-src 'none'; style-src 'unsafe-inline'"),
    ];
    (status, headers, page.to_owned()).into_response()
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}
