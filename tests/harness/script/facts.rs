//! What a story may say about the hall after a line.

use super::super::hall::{agency_id, counter_id, queue_id};
use super::{Outcome, Script};
use antrean_hub::engine::next::in_order;
use antrean_hub::engine::unserved;
use antrean_hub::event::{Field, Stop};
use antrean_shared::opening::Opening;
use serde_json::json;

impl Script {
    /// Checks one fact; says what is true instead.
    pub(super) fn holds(&self, fact: &str, outcome: Option<&Outcome>) -> Result<(), String> {
        let words: Vec<&str> = fact.split_whitespace().collect();
        let (expected, found) = match words.as_slice() {
            ["refused", code] => (*code, refusal(outcome)?),
            ["nothing", "changes"] => ("0 events", events(outcome)?),
            ["counter", id, state] => (*state, self.counter(id)),
            ["next", "at", id, numbers @ ..] => {
                return same(&numbers.join(" "), &self.order(id)?);
            }
            ["ahead", "of", number, count] => (*count, self.ahead(number)?),
            ["unserved", count] => (*count, unserved(&self.hub.moment(), None).len().to_string()),
            ["warned", "of", count] => (*count, warned(outcome)?),
            ["numbers", "left", id, count] => (*count, self.numbers_left(id)),
            ["was", "there"] => ("true", was_there(outcome)?),
            ["queue", id, "has", "called", count] => (*count, self.has_called(id)),
            ["queue", id, "down", minutes, "minutes"] => {
                let down = self.hub.state.down_today(&queue_id(id), self.hub.now);
                (*minutes, (down.as_secs() / 60).to_string())
            }
            ["queue", id, "kept", "apart", count] => {
                (*count, self.hub.state.waits_in_outage(&queue_id(id)).to_string())
            }
            ["outage", id, "since", at] => {
                let down = self.hub.state.outages.get(&agency_id(id));
                let same = down.map(|down| down.outage.since) == self.time(at);
                (*at, if same { at } else { "another time" }.to_owned())
            }
            ["queue", id, "open"] => ("open", self.standing(id)),
            ["queue", id, "closed", rest @ ..] => {
                return same(&format!("closed {}", rest.join(" ")), &self.standing(id));
            }
            [name, "on", "list", place] => (*place, self.place_on_list(name)?),
            ["call", zone, call, kind] => (*kind, self.call(zone, call)?),
            ["spoken", zone, mark] => (*mark, self.spoken(zone)),
            [number, rest @ ..] => return same(&rest.join(" "), &self.ticket_as(number, rest)?),
            [] => return Err("an empty fact".to_owned()),
        };
        same(expected, &found)
    }

    fn counter(&self, id: &str) -> String {
        word(&json!(self.hub.state.counter_state(&counter_id(id))))
    }

    /// `open`, or `closed holiday until thu 07:30`.
    fn standing(&self, id: &str) -> String {
        match self.hub.moment().opening(&queue_id(id)) {
            Opening::Open { .. } => "open".to_owned(),
            Opening::Closed { reason, opens_at } => {
                let until = opens_at.map_or("unknown".to_owned(), |at| {
                    self.hub.hall.local(at).format("%a %H:%M").to_string().to_lowercase()
                });
                format!("closed {} until {until}", word(&json!(reason)))
            }
        }
    }

    /// First calls that today's figures of a queue count.
    fn has_called(&self, id: &str) -> String {
        let flow = self.hub.state.flows.get(&queue_id(id));
        flow.map_or(0, |flow| flow.sums.called).to_string()
    }

    fn numbers_left(&self, id: &str) -> String {
        let (queue, moment) = (queue_id(id), self.hub.moment());
        let left = moment.today[&queue].numbers_left(&moment.circumstances(&queue), self.hub.now);
        left.map_or("unlimited".to_owned(), |left| left.to_string())
    }

    /// From 1; `none` for who is on no list.
    fn place_on_list(&self, name: &str) -> Result<String, String> {
        let found = self.hub.state.on_standby(self.ticket(name)?);
        Ok(found.map_or("none".to_owned(), |(_, place)| (place + 1).to_string()))
    }

    /// Describes a ticket with as many words as the story uses.
    fn ticket_as(&self, number: &str, words: &[&str]) -> Result<String, String> {
        let id = self.ticket(number)?;
        let Some(ticket) = self.hub.state.tickets.get(&id) else {
            return Ok(match self.hub.past.get(&id) {
                Some(state) => format!("ended {}", word(&json!(state))),
                None => "unknown".to_owned(),
            });
        };
        let state = word(&json!(ticket.state()));
        Ok(match words {
            ["number", _] => format!("number {}", ticket.number),
            ["queue", _] => format!("queue {}", ticket.queue),
            ["service", _] => format!("service {}", ticket.service),
            ["stops", ..] => {
                let stops = ticket.stops.iter();
                let stop = |stop: &Stop| format!("{}:{}", stop.service, word(&json!(stop.state)));
                format!("stops {}", stops.map(stop).collect::<Vec<_>>().join(" "))
            }
            ["waits", "since", at] => {
                let same = self.time(at) == Some(ticket.waits_since());
                format!("waits since {}", if same { at } else { "another time" })
            }
            ["shown", _] => {
                format!("shown {}", ticket.shown.map_or("none".to_owned(), |by| word(&json!(by))))
            }
            ["called", "times", _] => format!("called times {}", ticket.call_count),
            ["came", "at", at] => {
                let same = self.time(at) == Some(ticket.arrived);
                format!("came at {}", if same { at } else { "another time" })
            }
            ["noted" | "unnoted"] => {
                if self.hub.state.has_text(id, Field::Note) { "noted" } else { "unnoted" }
                    .to_owned()
            }
            ["class", _] => {
                let class = self.hub.state.has_text(id, Field::Class);
                format!("class {}", if class { "kept" } else { "erased" })
            }
            ["reason", _] => {
                let reason = self.hub.state.has_text(id, Field::Reason);
                format!("reason {}", if reason { "kept" } else { "erased" })
            }
            ["told", _, "ahead"] => format!("told {} ahead", ticket.ahead),
            ["accurate" | "inaccurate"] => {
                if ticket.inaccurate { "inaccurate" } else { "accurate" }.to_owned()
            }
            ["priority" | "regular"] => {
                if ticket.class.priority { "priority" } else { "regular" }.to_owned()
            }
            ["why", _] => {
                format!("why {}", ticket.why.map_or("none".to_owned(), |why| word(&json!(why))))
            }
            [_, "at", _] => {
                let counter =
                    ticket.phase.counter().map_or("nowhere".to_owned(), ToString::to_string);
                format!("{state} at {counter}")
            }
            _ => state,
        })
    }

    fn order(&self, id: &str) -> Result<String, String> {
        let hub = &self.hub;
        let desk = hub.hall.counters.get(&counter_id(id)).ok_or("no such counter")?;
        let order = in_order(&hub.hall, &hub.state, desk, hub.now);
        let numbers = order.map(|choice| hub.state.tickets[&choice.ticket].number);
        Ok(numbers.map(|number| number.to_string()).collect::<Vec<_>>().join(" "))
    }

    fn ahead(&self, name: &str) -> Result<String, String> {
        let id = self.ticket(name)?;
        let moment = self.hub.moment();
        let ahead = moment.ahead(&moment.forecast(), id).ok_or("in no line")?;
        Ok(ahead.to_string())
    }

    fn call(&self, zone: &str, call: &str) -> Result<String, String> {
        let zone =
            self.hub.state.zones.get(&super::super::hall::zone_id(zone)).ok_or("no calls")?;
        let call =
            zone.calls.iter().find(|one| one.call.to_string() == call).ok_or("no such call")?;
        Ok(call.ended.map_or_else(|| word(&json!(call.kind)), |end| word(&json!(end))))
    }

    fn spoken(&self, zone: &str) -> String {
        let zone = self.hub.state.zones.get(&super::super::hall::zone_id(zone));
        zone.map_or(0, |zone| zone.spoken).to_string()
    }
}

fn same(expected: &str, found: &str) -> Result<(), String> {
    if expected == found { Ok(()) } else { Err(format!("expected {expected:?}, found {found:?}")) }
}

fn refusal(outcome: Option<&Outcome>) -> Result<String, String> {
    match outcome {
        Some(Err(rejection)) => Ok(rejection.code()),
        Some(Ok(_)) => Ok("accepted".to_owned()),
        None => Err("nobody asked for anything".to_owned()),
    }
}

fn events(outcome: Option<&Outcome>) -> Result<String, String> {
    match outcome {
        Some(Ok(decision)) => Ok(format!("{} events", decision.events.len())),
        Some(Err(_)) | None => Err("nothing was accepted".to_owned()),
    }
}

fn was_there(outcome: Option<&Outcome>) -> Result<String, String> {
    match outcome {
        Some(Ok(decision)) => Ok(decision.subject.was_there.to_string()),
        Some(Err(_)) | None => Err("nothing was accepted".to_owned()),
    }
}

fn warned(outcome: Option<&Outcome>) -> Result<String, String> {
    match outcome {
        Some(Ok(decision)) => {
            Ok(decision.subject.unserved.map_or("nobody".to_owned(), |n| n.to_string()))
        }
        Some(Err(_)) | None => Err("nothing was accepted".to_owned()),
    }
}

/// Writes a value of the contract as JSON does.
fn word(value: &serde_json::Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}
