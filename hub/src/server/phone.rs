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
    state: TicketState,
    ahead: Option<u32>,
    wait: Option<WaitRange>,
    counter: Option<String>,
    /// No open counter may serve it.
    unserved: bool,
}

pub(super) async fn ticket_page(State(hub): State<Hub>, Path(token): Path<String>) -> Response {
    let Ok(token) = token.parse::<Token>() else { return gone(StatusCode::NOT_FOUND) };
    match hub.look(move |world, _| page(world, token)).await {
        Ok(Some(page)) => html(StatusCode::OK, &render(&page)),
        Ok(None) => gone(StatusCode::NOT_FOUND),
        Err(Busy) => gone(StatusCode::SERVICE_UNAVAILABLE),
    }
}

/// The page dies with the day: a ticket of yesterday has none.
fn page(world: &World, token: Token) -> Option<Page> {
    let id = *world.state.tokens.get(&token)?;
    let ticket = world.state.tickets.get(&id)?;
    let service = world.hall.services.get(&ticket.service)?;
    let counter = ticket.phase.holder().and_then(|id| world.hall.counters.get(id));
    Some(Page {
        language: ticket.language,
        hall: world.hall.name.get(ticket.language).to_owned(),
        number: ticket.number,
        service: service.name.get(ticket.language).to_owned(),
        state: ticket.state(),
        ahead: world.ahead(id),
        wait: world.wait_of(id),
        counter: counter.map(|counter| counter.name.get(ticket.language).to_owned()),
        unserved: is_unserved(&world.hall, &world.state, ticket),
    })
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
    let remark = if page.unserved {
        format!(r#"<p class="remark">{}</p>"#, word(PhoneWord::Unserved))
    } else {
        String::new()
    };
    let renew = if page.state.is_end() {
        String::new()
    } else {
        format!(r#"<meta http-equiv="refresh" content="{RENEWED_AFTER_SECONDS}">"#)
    };
    format!(
        r#"<!doctype html>
<html lang="{language}">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex"><meta name="referrer" content="no-referrer">{renew}
<title>{number} {state}</title><style>{STYLE}</style></head>
<body><header><p>{hall}</p><p>{your_number}</p><h1>{number}</h1><p>{service}</p></header>
<main><p class="state" role="status">{state}</p><p>{place}</p>{wait}{remark}</main></body>
</html>
"#,
        language = page.language,
        number = page.number,
        hall = escape(&page.hall),
        your_number = word(PhoneWord::YourNumber),
        service = escape(&page.service),
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
