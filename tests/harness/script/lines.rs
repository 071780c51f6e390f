//! What the lines of a story ask for: words in, a command out.

use super::super::hall::{
    agency_id, counter_id, device_id, kiosk_id, officer, priority_id, queue_id, service_id,
};
use super::super::pure_hub::{command_id, console, display, kiosk};
use super::{Outcome, Script};
use antrean_hub::engine::{Actor, Decision};
use antrean_shared::command::{
    AdmittedTicket, Booking, CallOutcome, CallReport, Command, PriorityClaim, TransferTarget,
};
use antrean_shared::id::{CounterId, TicketId, Token};
use antrean_shared::ticket::{Channel, Language, Shown};
use antrean_shared::time::{ServiceDay, Timestamp};
use std::time::Duration;

impl Script {
    /// Carries out what a line says.
    pub(super) fn act(&mut self, words: &[&str]) -> Result<Outcome, String> {
        let (words, label) = match words {
            [words @ .., "as", label] if label.starts_with('#') => (words, Some(*label)),
            words => (words, None),
        };
        let (actor, command) = match words {
            ["counter", desk, rest @ ..] => self.at_counter(desk, rest)?,
            ["chief", rest @ ..] => (Actor::Api, self.chief(rest)?),
            ["board", "comes", "to", zone] => {
                self.hub.connect("board-1", Some(zone));
                return Ok(Ok(Decision::default()));
            }
            ["board", "goes"] => {
                self.hub.connect("board-1", None);
                return Ok(Ok(Decision::default()));
            }
            ["board", rest @ ..] => (display("board-1"), board(rest, self.hub.now)?),
            [id @ ("k1" | "k2"), rest @ ..] => {
                if let ["resends", label] = rest {
                    return self.resend(label);
                }
                (kiosk(id), self.at_kiosk(rest)?)
            }
            ["resend", label] => return self.resend(label),
            ["date", sure] => {
                self.hub.date_sure = *sure == "sure";
                return Ok(Ok(Decision::default()));
            }
            ["crowd", count, service] => return self.crowd(count, service),
            rest => (Actor::Api, self.anywhere(rest)?),
        };
        let Some(label) = label else { return Ok(self.send(actor, command, None)) };
        if let Some((_, id, _)) = self.labels.get(label) {
            let id = *id;
            return Ok(self.send(actor, command, Some(id)));
        }
        self.commands += 1;
        let id = command_id(self.commands);
        self.labels.insert(label.to_owned(), (actor.clone(), id, command.clone()));
        Ok(self.send(actor, command, Some(id)))
    }

    /// Sends a labelled command once more.
    fn resend(&mut self, label: &str) -> Result<Outcome, String> {
        let (actor, id, command) = self.labels.get(label).cloned().ok_or("nothing to resend")?;
        Ok(self.send(actor, command, Some(id)))
    }

    /// Lets many visitors draw a number for one service.
    fn crowd(&mut self, count: &str, service: &str) -> Result<Outcome, String> {
        let count: u32 = count.parse().map_err(|_| "a crowd is a number".to_owned())?;
        let mut last = Ok(Decision::default());
        for _ in 0..count {
            last = self.send(Actor::Api, issue(service, Channel::Api, None), None);
        }
        Ok(last)
    }

    fn anywhere(&self, words: &[&str]) -> Result<Command, String> {
        Ok(match words {
            ["issue", service] => issue(service, Channel::Api, None),
            ["issue", "priority", service] => issue(service, Channel::Api, Some(claim(None))),
            ["issue", class, service] => issue(service, Channel::Api, Some(claim(Some(class)))),
            ["issue", service, "with", voucher] => with_voucher(service, voucher)?,
            ["check", "in", booking] => Command::CheckIn {
                booking: booking.parse().map_err(|_| format!("{booking} is no code"))?,
                language: Language::Id,
                channel: Channel::Api,
                token: Token::from_bits(6),
            },
            ["voucher", code, "for", ticket] => self.voucher(code, ticket)?,
            ["hopes", "for", service] => {
                let service = service_id(service);
                let queue = &self.hub.hall.services.get(&service).ok_or("no such service")?.queue;
                Command::JoinStandby {
                    queue: queue.clone(),
                    service,
                    language: Language::Id,
                    channel: Channel::Api,
                    token: Token::from_bits(5),
                }
            }
            ["return", ticket] => Command::Return { ticket: self.ticket(ticket)? },
            ["yield", ticket] => Command::Yield { ticket: self.ticket(ticket)? },
            ["cancel", ticket] => Command::Cancel { ticket: self.ticket(ticket)? },
            ["note", ticket, text @ ..] => self.note(ticket, text)?,
            other => return Err(format!("nobody knows how to {other:?}")),
        })
    }

    fn note(&self, ticket: &str, text: &[&str]) -> Result<Command, String> {
        let salt = Token::from_bits(7);
        Ok(Command::SetNote { ticket: self.ticket(ticket)?, text: text.join(" "), salt })
    }

    fn at_kiosk(&mut self, words: &[&str]) -> Result<Command, String> {
        Ok(match words {
            ["checks", "in", booking] => self.anywhere(&["check", "in", booking])?,
            ["issues", service] => issue(service, Channel::Kiosk, None),
            ["shows", ticket, by] => {
                let by = match *by {
                    "paper" => Shown::Paper,
                    "screen" => Shown::Screen,
                    _ => Shown::Unknown,
                };
                Command::ConfirmShown { ticket: self.ticket(ticket)?, by }
            }
            ["says", rest @ ..] => self.chief(&[&["says"], rest].concat())?,
            ["gives", "back", ticket] => Command::GiveBack { ticket: self.given(ticket)? },
            ["admits", number, "for", service, "given", at, rest @ ..] => {
                let id = match rest {
                    [] => TicketId(uuid::Uuid::from_u128(1_000_000 + self.commands)),
                    [label, ..] => self.given(label)?,
                };
                self.admitted((number, service, at), id)?
            }
            other => return Err(format!("no kiosk knows how to {other:?}")),
        })
    }

    /// The ticket of a label; a label that nobody used is the id of an `Issue` still on its way.
    fn given(&mut self, name: &str) -> Result<TicketId, String> {
        if name.starts_with('#') && !self.labels.contains_key(name) {
            self.commands += 1;
            let id = command_id(self.commands);
            let command = Command::GiveBack { ticket: id.ticket() };
            self.labels.insert(name.to_owned(), (kiosk("k1"), id, command));
        }
        self.ticket(name)
    }

    fn admitted(
        &self,
        (number, service, at): (&str, &str, &str),
        id: TicketId,
    ) -> Result<Command, String> {
        let services: Vec<_> = service.split('+').map(service_id).collect();
        let queue =
            self.hub.hall.services.get(&services[0]).ok_or("no such service")?.queue.clone();
        let ticket = AdmittedTicket {
            id,
            number: number.parse().map_err(|_| format!("{number} is not a number"))?,
            queue,
            services,
            language: None,
            token: None,
            issued_at: self.given_at(at)?,
            priority: None,
        };
        Ok(Command::AdmitTicket { ticket: Box::new(ticket) })
    }

    /// `08:00`, or `yesterday@14:00`.
    fn given_at(&self, at: &str) -> Result<Timestamp, String> {
        let (at, earlier) = at.strip_prefix("yesterday@").map_or((at, 0), |at| (at, 24 * 3_600));
        let at = self.time(at).ok_or("no such time")?;
        Ok(at.minus(Duration::from_secs(earlier)))
    }

    /// `1` is the counter at its own console, `1@tablet` the same counter from another device.
    fn at_counter(&self, desk: &str, words: &[&str]) -> Result<(Actor, Command), String> {
        let (id, device) = desk.split_once('@').unwrap_or((desk, ""));
        let other = || Actor::Console { device: device_id(device) };
        let actor = if device.is_empty() { console(id) } else { other() };
        let counter = counter_id(id);
        let command = match words {
            ["gives", "voucher", code, "for", ticket] => self.voucher(code, ticket)?,
            ["cancels", ticket] => Command::Cancel { ticket: self.ticket(ticket)? },
            ["notes", ticket, text @ ..] => self.note(ticket, text)?,
            ["prints", ticket, "at", kiosk] => {
                let (ticket, kiosk) = (self.ticket(ticket)?, kiosk_id(kiosk));
                Command::PrintCopy { counter, ticket, kiosk }
            }
            ["returns", ticket] => Command::Return { ticket: self.ticket(ticket)? },
            ["adds", service, "to", ticket] => {
                let (ticket, service) = (self.ticket(ticket)?, service_id(service));
                Command::AddStop { ticket, service }
            }
            ["drops", service, "from", ticket] => {
                let (ticket, service) = (self.ticket(ticket)?, service_id(service));
                Command::DropStop { ticket, service }
            }
            ["orders", ticket, services @ ..] => {
                let services = services.iter().map(|service| service_id(service)).collect();
                Command::OrderStops { ticket: self.ticket(ticket)?, services }
            }
            ["grants", class, "to", ticket, reason @ ..] => Command::GrantPriority {
                ticket: self.ticket(ticket)?,
                priority: claim(Some(*class).filter(|class| *class != "priority")),
                reason: (!reason.is_empty()).then(|| reason.join(" ")),
            },
            ["withdraws", "from", ticket, reason @ ..] => Command::WithdrawPriority {
                ticket: self.ticket(ticket)?,
                reason: reason.join(" "),
                salt: Token::from_bits(8),
            },
            ["calls"] => Command::CallNext { counter },
            ["calls", ticket] => Command::CallTicket { counter, ticket: self.ticket(ticket)? },
            ["recalls"] => Command::Recall { counter },
            ["serves"] => Command::Serve { counter },
            ["completes"] => Command::Complete { counter, outcome: None },
            ["completes", "and", "calls"] => {
                Command::CompleteAndCallNext { counter, outcome: None }
            }
            ["misses"] => Command::NoShow { counter },
            ["skips"] => Command::Skip { counter },
            ["parks", reason, "until", at] => {
                let until = Some(self.time(at).ok_or("no such time")?);
                Command::Park { counter, reason: (*reason).to_owned(), until }
            }
            ["parks", reason @ ..] => {
                Command::Park { counter, reason: reason.join(" "), until: None }
            }
            ["resumes", ticket] => Command::Resume { counter, ticket: self.ticket(ticket)? },
            ["transfers", "to", to @ ..] => {
                let (to, come_back) = target(to)?;
                Command::Transfer { counter, ticket: None, to, come_back }
            }
            ["transfers", ticket, "to", to @ ..] => {
                let ((to, come_back), ticket) = (target(to)?, Some(self.ticket(ticket)?));
                Command::Transfer { counter, ticket, to, come_back }
            }
            ["undoes"] => Command::Undo { counter },
            ["reports", agency, rest @ ..] => self.outage(agency, rest)?,
            ["admits", number, "for", service, "given", at] => {
                let id = TicketId(uuid::Uuid::from_u128(1_000_000 + self.commands));
                self.admitted((number, service, at), id)?
            }
            rest => seat(counter, rest)?,
        };
        Ok((actor, command))
    }
}

fn issue(service: &str, channel: Channel, priority: Option<PriorityClaim>) -> Command {
    let services = service.split('+').map(service_id).collect();
    let (language, token) = (Language::Id, Token::from_bits(1));
    Command::Issue { services, language, channel, token, priority, voucher: None }
}

fn with_voucher(service: &str, code: &str) -> Result<Command, String> {
    let Command::Issue { services, language, channel, token, priority, .. } =
        issue(service, Channel::Api, None)
    else {
        return Err("a number is drawn with a voucher".to_owned());
    };
    let voucher = Some(code.parse().map_err(|_| format!("{code} is no voucher"))?);
    Ok(Command::Issue { services, language, channel, token, priority, voucher })
}

fn claim(class: Option<&str>) -> PriorityClaim {
    PriorityClaim { class: class.map(priority_id), salt: Token::from_bits(9) }
}

fn seat(counter: CounterId, words: &[&str]) -> Result<Command, String> {
    Ok(match words {
        ["opens", "for", name] => Command::OpenCounter { counter, officer: officer(name) },
        ["pauses", reason @ ..] => Command::PauseCounter { counter, reason: reason.join(" ") },
        ["closes"] => Command::CloseCounter { counter, reason: None },
        other => return Err(format!("no counter knows how to {other:?}")),
    })
}

impl Script {
    fn chief(&self, words: &[&str]) -> Result<Command, String> {
        Ok(match words {
            ["admits", number, "for", service, "given", at] => {
                let id = TicketId(uuid::Uuid::from_u128(1_000_000 + self.commands));
                self.admitted((number, service, at), id)?
            }
            ["opens", "roll", queue, from, to] => {
                let count = |text: &str| text.parse().map_err(|_| format!("{text} is no count"));
                Command::OpenRoll { queue: queue_id(queue), from: count(from)?, to: count(to)? }
            }
            [verb @ ("opens" | "closes"), queue, rest @ ..] => {
                let (queue, reason) = (queue_id(queue), "alasan".to_owned());
                let until = self.until(rest)?;
                if *verb == "opens" {
                    Command::ForceOpen { queue, until, reason }
                } else {
                    Command::ForceClose { queue, until, reason }
                }
            }
            ["books", bookings @ ..] => Command::ImportBookings {
                bookings: bookings.iter().map(|one| self.booking(one)).collect::<Result<_, _>>()?,
            },
            ["lets", queue, "be"] => Command::EndForce { queue: queue_id(queue) },
            ["reports", agency, rest @ ..] => self.outage(agency, rest)?,
            ["says", "it", "is", date, time @ ..] => Command::ConfirmDate {
                date: ServiceDay(date.parse().map_err(|_| format!("{date} is no date"))?),
                time: time.first().map(|time| (*time).to_owned()),
            },
            rest => chief(rest)?,
        })
    }

    /// `JANJI01=ktp-baru@09:00`, or `JANJI01=ktp-baru@2022-12-06@09:00`.
    fn booking(&self, text: &str) -> Result<Booking, String> {
        let wrong = || format!("{text} is no booking");
        let (id, rest) = text.split_once('=').ok_or_else(wrong)?;
        let (service, when) = rest.split_once('@').ok_or_else(wrong)?;
        let today = self.hub.hall.service_day(self.hub.now);
        let (day, time) = match when.split_once('@') {
            Some((day, time)) => (ServiceDay(day.parse().map_err(|_| wrong())?), time),
            None => (today, when),
        };
        let id = id.parse().map_err(|_| wrong())?;
        Ok(Booking { id, service: service_id(service), day, time: time.to_owned() })
    }

    fn voucher(&self, code: &str, ticket: &str) -> Result<Command, String> {
        let voucher = code.parse().map_err(|_| format!("{code} is no voucher"))?;
        Ok(Command::TakeVoucher { ticket: self.ticket(ticket)?, voucher })
    }

    /// `down`, `down until 10:00`, `up`.
    fn outage(&self, agency: &str, words: &[&str]) -> Result<Command, String> {
        let agency = agency_id(agency);
        Ok(match words {
            ["down", rest @ ..] => {
                let until = self.until(rest)?;
                Command::SetOutage { agency, reason: "Server pusat".to_owned(), until }
            }
            ["up"] => Command::ClearOutage { agency },
            other => return Err(format!("a system is up or down, not {other:?}")),
        })
    }

    fn until(&self, words: &[&str]) -> Result<Option<Timestamp>, String> {
        match words {
            [] => Ok(None),
            ["until", at] => self.time(at).map(Some).ok_or(format!("{at} is no time")),
            other => Err(format!("no end: {other:?}")),
        }
    }
}

fn chief(words: &[&str]) -> Result<Command, String> {
    Ok(match words {
        ["releases", "counter", id] => {
            Command::ReleaseCounter { counter: counter_id(id), reason: "pergi".to_owned() }
        }
        [verb @ ("approves" | "refuses"), "counter", id] => {
            let approve = *verb == "approves";
            Command::ApproveClosing { counter: counter_id(id), approve, reason: None }
        }
        ["announces", text @ ..] => Command::Announce { zone: None, text: text.join(" ") },
        other => return Err(format!("the chief does not know how to {other:?}")),
    })
}

/// `board shows utara 3`, `board speaks utara 3`, and in quiet hours `board hushes utara 3`.
fn board(words: &[&str], at: Timestamp) -> Result<Command, String> {
    let [verb, zone, call] = words else { return Err("a board reports one call".to_owned()) };
    let call = call.parse().map_err(|_| "a call is a number".to_owned())?;
    let outcome = if *verb == "hushes" { CallOutcome::Silent } else { CallOutcome::Done };
    let calls = vec![CallReport { call, at, outcome }];
    let (zone, display) = (super::super::hall::zone_id(zone), device_id("board-1"));
    Ok(match *verb {
        "shows" => Command::ReportShown { zone, display, calls },
        "speaks" | "hushes" => Command::ReportSpoken { zone, display, calls },
        _ => return Err("a board shows, speaks or hushes".to_owned()),
    })
}

/// `queue kk`, or `queue kk and back`.
fn target(words: &[&str]) -> Result<(TransferTarget, bool), String> {
    let (words, come_back) = match words {
        [words @ .., "and", "back"] => (words, true),
        words => (words, false),
    };
    let to = match words {
        ["queue", id] => TransferTarget::Queue(queue_id(id)),
        ["counter", id] => TransferTarget::Counter(counter_id(id)),
        ["service", id] => TransferTarget::Service(service_id(id)),
        ["officer", name] => TransferTarget::Officer(officer(name)),
        other => return Err(format!("nowhere to go: {other:?}")),
    };
    Ok((to, come_back))
}
