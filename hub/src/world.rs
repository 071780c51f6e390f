//! Everything true that the writer owns and that answers and views are made from.

use crate::devices::Devices;
use crate::engine::next::Forecast;
use crate::engine::{Displays, Moment, Today};
use crate::estimate::promise::{Told, for_people};
use crate::estimate::{Absent, Estimate};
use crate::hall::Hall;
use crate::journal::{Head, Outcome, TicketRow};
use crate::state::{HallState, Ticket};
use crate::views::visit::sent_on;
use antrean_shared::id::{QueueId, TicketId};
use antrean_shared::protocol::{Done, StandbyPlace, TicketBrief};
use antrean_shared::ticket::TicketState;
use antrean_shared::time::{ServiceDay, Timestamp};
use antrean_shared::view::IssuedTicket;
use antrean_shared::wait::WaitRange;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

/// The hall file in force, the state, and where the journal stands.
#[derive(Debug)]
pub struct World {
    /// The hall file.
    pub hall: Hall,
    /// The hours of the state's day.
    pub today: Today,
    /// The state.
    pub state: HallState,
    /// The journal's head.
    pub head: Head,
    /// Hub time of the last batch.
    pub now: Timestamp,
    /// What the machine's wall clock said then.
    pub wall: Timestamp,
    /// Whether hub time is certainly today's.
    pub date_sure: bool,
    /// The displays that are connected.
    pub displays: Displays,
    /// Every device that has been there.
    pub devices: Devices,
    /// No date before this can be true: when the program was made.
    pub earliest: Timestamp,
    /// Nothing is kept.
    pub training: bool,
    /// A changed hall file that waits for the next day, in the technician's words.
    pub waiting_change: Option<String>,
    /// A changed hall file that is not usable, in the technician's words.
    pub refused_change: Option<String>,
    /// Who will be called before whom, as it was last asked.
    pub forecast: KeptForecast,
    /// What visitors were told last.
    pub told: Mutex<Told>,
}

/// The newest forecast, with the entry and the instant it was made at: many phones ask at once.
#[derive(Debug, Default)]
pub struct KeptForecast(Mutex<Option<(u64, Timestamp, Arc<Forecast>)>>);

/// How long a forecast holds while nothing happens: who is held back or booked comes into turn.
const FORECAST_HOLDS: Duration = Duration::from_secs(3);
/// How long a long one holds while things happen.
const LONG_FORECAST_HOLDS: Duration = Duration::from_secs(1);
/// Up to so many steps a forecast is made anew whenever something has happened.
const FEW_STEPS: usize = 50;

impl World {
    /// Returns the state's day.
    pub fn day(&self) -> ServiceDay {
        self.state.day.expect("a running hub has opened a day").day
    }

    /// Returns the hall at the moment of the last batch.
    pub fn moment(&self) -> Moment<'_> {
        Moment { hall: &self.hall, today: &self.today, state: &self.state, now: self.now }
    }

    /// Works out the hours of the state's day.
    pub fn turn_to_today(&mut self) {
        let day = self.day();
        self.today = Today::of(&self.hall, day);
    }

    /// Renders the answer to a command; a repeated one is rendered anew from the state as it is.
    pub fn render(&self, outcome: &Outcome) -> Done {
        let brief = |id: TicketId| {
            self.state.tickets.get(&id).map(|ticket| TicketBrief {
                id,
                number: ticket.number,
                state: ticket.state(),
            })
        };
        Done {
            seq: outcome.seq,
            ticket: outcome.ticket.and_then(brief),
            completed: outcome.completed.and_then(brief),
            why: outcome.why,
            issued: outcome.ticket.and_then(|id| self.issued(id, outcome.was_there)),
            was_there: outcome.was_there,
            unserved: outcome.unserved,
            standby: outcome.ticket.and_then(|id| self.standby_place(id)).map(Box::new),
            sent_on: outcome.sent_on.and_then(|id| sent_on(self, id)).map(Box::new),
        }
    }

    /// Returns a ticket as a kiosk prints it: one that it has drawn, or a copy of any.
    fn issued(&self, id: TicketId, copy: bool) -> Option<IssuedTicket> {
        let ticket = self.state.tickets.get(&id)?;
        (copy || ticket.kiosk.is_some()).then(|| issued(id, ticket))
    }

    /// Returns where a visitor stands on the list for the next numbers.
    pub fn standby_place(&self, id: TicketId) -> Option<StandbyPlace> {
        let (list, place) = self.state.on_standby(id)?;
        let queue = list.people[place].queue.clone();
        let place = u32::try_from(place + 1).unwrap_or(u32::MAX);
        Some(StandbyPlace { id, queue, place, release_at: list.release_at })
    }

    /// Returns a ticket's row for the journal.
    pub fn row(&self, id: TicketId) -> Option<TicketRow> {
        let ticket = self.state.tickets.get(&id)?;
        Some(TicketRow {
            id,
            service_day: ticket.day,
            number: ticket.number,
            queue: ticket.queue.clone(),
            service: ticket.service.clone(),
            stops: ticket.stops.clone(),
            state: ticket.state(),
            channel: ticket.channel,
            language: ticket.language,
            token: ticket.token,
            issued_at: ticket.issued_at,
            called_at: ticket.called_at,
            serving_at: ticket.serving_at,
            ended_at: ticket.phase.ended_at(),
            counter: ticket.phase.counter().cloned(),
            call_count: ticket.call_count,
            priority: ticket.class.priority,
            inaccurate: ticket.inaccurate || ticket.state() == TicketState::Expired,
            in_outage: ticket.in_outage,
        })
    }

    /// Returns what a newcomer to a queue is told to wait.
    pub fn newcomers_wait(&self, queue: &QueueId) -> Option<WaitRange> {
        let ahead = self.state.ahead_of_newcomer(queue);
        self.moment().estimate(queue, ahead).ok().and_then(|estimate| for_people(&estimate))
    }

    /// Returns what a waiting visitor is told to wait still.
    pub fn wait_of(&self, id: TicketId) -> Option<WaitRange> {
        let ticket = self.state.tickets.get(&id)?;
        let waits = matches!(ticket.state(), TicketState::Issued | TicketState::Waiting);
        let estimate = waits.then(|| self.estimate_of(id))?;
        estimate.ok().and_then(|estimate| for_people(&estimate))
    }

    /// Returns how long a waiting visitor will still wait, or why nothing honest can be said. What was
    /// told shrinks only slowly.
    pub fn estimate_of(&self, id: TicketId) -> Result<Estimate, Absent> {
        let new = self.moment().estimate_of(&self.forecast(), id)?;
        let mut told = self.told.lock().unwrap_or_else(PoisonError::into_inner);
        told.forget_all_but(&self.state.tickets);
        Ok(told.tell((id, &self.state.tickets[&id]), new, self.now))
    }

    /// Returns who will be called before whom. Every answer to a drawn number asks, so a long line is
    /// not gone through for each; whoever came since stands at the place in the line.
    fn forecast(&self) -> Arc<Forecast> {
        let mut made = self.forecast.0.lock().unwrap_or_else(PoisonError::into_inner);
        let holds = |seq: u64, forecast: &Forecast| {
            if seq == self.head.seq {
                FORECAST_HOLDS
            } else if forecast.steps() > FEW_STEPS {
                LONG_FORECAST_HOLDS
            } else {
                Duration::ZERO
            }
        };
        match &*made {
            Some((seq, at, forecast)) if self.now.since(*at) < holds(*seq, forecast) => {
                Arc::clone(forecast)
            }
            Some(_) | None => {
                let forecast = Arc::new(self.moment().forecast());
                *made = Some((self.head.seq, self.now, Arc::clone(&forecast)));
                forecast
            }
        }
    }

    /// Returns how many people stand before a ticket in its line; none if it is in no line.
    pub fn ahead(&self, id: TicketId) -> Option<u32> {
        self.moment().ahead(&self.forecast(), id)
    }
}

/// Returns a ticket as a kiosk prints it.
pub fn issued(id: TicketId, ticket: &Ticket) -> IssuedTicket {
    IssuedTicket {
        id,
        number: ticket.number,
        queue: ticket.queue.clone(),
        service: ticket.service.clone(),
        language: ticket.language,
        token: ticket.token,
        issued_at: ticket.issued_at,
        ahead: ticket.ahead,
        wait: ticket.promise.and_then(|promise| for_people(&promise.into())),
    }
}
