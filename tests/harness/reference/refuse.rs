//! Every refusal that applies to a command, from contract.md 2.

use super::super::pure_hub::{EARLIEST, counter_of};
use super::{Person, Reference};
use antrean_hub::engine::{Actor, Request};
use antrean_shared::command::{Command, TransferTarget};
use antrean_shared::id::{CounterId, Officer, QueueId, TicketId};
use antrean_shared::limits::STOPS_MAX;
use antrean_shared::rejection::CounterState;
use antrean_shared::ticket::{Shown, TicketState};
use std::time::Duration;

type Refusals = Vec<&'static str>;

/// Who asks, as far as roles go.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Role {
    Kiosk,
    Console,
    Display,
    Anybody,
}

impl Reference {
    pub(super) fn refusals(&self, request: &Request) -> Refusals {
        let mut found = Vec::new();
        if !self.may_ask(request) {
            found.push("not-allowed");
        }
        if let Some(counter) = own_counter(&request.command) {
            self.wrong_console(&request.actor, counter, &mut found);
        }
        if let Some(counter) = counter_of(&request.command)
            && !self.hall.counters.contains_key(counter)
        {
            found.push("unknown-id");
            return found;
        }
        self.about_ticket(request, &mut found);
        self.about_command(request, &mut found);
        found
    }

    fn may_ask(&self, request: &Request) -> bool {
        let role = match &request.actor {
            Actor::Kiosk { .. } => Role::Kiosk,
            Actor::Console { .. } => Role::Console,
            Actor::Display { .. } => Role::Display,
            Actor::Api => Role::Anybody,
        };
        match &request.command {
            Command::Issue { .. }
            | Command::JoinStandby { .. }
            | Command::CheckIn { .. }
            | Command::AdmitTicket { .. }
            | Command::Return { .. }
            | Command::Yield { .. } => role != Role::Display,
            Command::ConfirmShown { .. }
            | Command::GiveBack { .. }
            | Command::ConfirmDate { .. } => role == Role::Kiosk || role == Role::Anybody,
            Command::ReportShown { display, .. } | Command::ReportSpoken { display, .. } => {
                matches!(&request.actor, Actor::Display { device } if device == display)
            }
            Command::ReleaseCounter { .. }
            | Command::ApproveClosing { .. }
            | Command::ForceOpen { .. }
            | Command::ForceClose { .. }
            | Command::EndForce { .. }
            | Command::OpenRoll { .. }
            | Command::ImportBookings { .. }
            | Command::Announce { .. } => role == Role::Anybody,
            Command::CallNext { .. }
            | Command::CallTicket { .. }
            | Command::Recall { .. }
            | Command::Serve { .. }
            | Command::Complete { .. }
            | Command::CompleteAndCallNext { .. }
            | Command::NoShow { .. }
            | Command::Skip { .. }
            | Command::Park { .. }
            | Command::Resume { .. }
            | Command::Transfer { .. }
            | Command::SetOutage { .. }
            | Command::ClearOutage { .. }
            | Command::Cancel { .. }
            | Command::AddStop { .. }
            | Command::DropStop { .. }
            | Command::OrderStops { .. }
            | Command::TakeVoucher { .. }
            | Command::GrantPriority { .. }
            | Command::WithdrawPriority { .. }
            | Command::SetNote { .. }
            | Command::PrintCopy { .. }
            | Command::Undo { .. }
            | Command::OpenCounter { .. }
            | Command::PauseCounter { .. }
            | Command::CloseCounter { .. } => role == Role::Console || role == Role::Anybody,
        }
    }

    fn wrong_console(&self, actor: &Actor, counter: &CounterId, found: &mut Refusals) {
        let Some(seat) = self.seat(counter) else { return };
        if let Actor::Console { device } = actor
            && seat.officer.is_some()
            && seat.device.as_ref() != Some(device)
        {
            found.push("counter-taken");
        }
    }

    /// Unknown and ended tickets.
    fn about_ticket(&self, request: &Request, found: &mut Refusals) {
        let Some(id) = request.ticket() else { return };
        // Who has checked in before gets that ticket, whatever the new command is called.
        if matches!(&request.command, Command::CheckIn { booking, .. } if self.is_checked_in(booking))
        {
            return;
        }
        let hopes = self.hopefuls.iter().any(|one| one.id == id);
        let makes = matches!(
            request.command,
            Command::Issue { .. }
                | Command::JoinStandby { .. }
                | Command::CheckIn { .. }
                | Command::AdmitTicket { .. }
                | Command::GiveBack { .. }
        ) || hopes && matches!(request.command, Command::Cancel { .. });
        match self.person(id) {
            Some(person) if person.state.is_end() && !is_repeat(&request.command) => {
                found.push("ticket-ended");
            }
            Some(_) => {}
            None if self.past.iter().any(|(past, _)| *past == id) => {
                if !matches!(request.command, Command::AdmitTicket { .. }) {
                    found.push("ticket-ended");
                }
            }
            None if makes => {}
            None => found.push("unknown-id"),
        }
    }

    #[expect(clippy::too_many_lines, reason = "one arm for each command")]
    fn about_command(&self, request: &Request, found: &mut Refusals) {
        match &request.command {
            Command::Issue { services, priority, voucher, .. } => {
                self.may_draw(request, (services, priority), found);
                let known = self.person(request.id.ticket()).is_some();
                if let Some(voucher) = voucher.as_ref().filter(|_| !known) {
                    self.may_use((services, voucher), found);
                }
            }
            Command::CheckIn { booking, .. } => self.may_check_in(request, booking, found),
            Command::ImportBookings { bookings } => self.may_import(bookings, found),
            Command::TakeVoucher { ticket, voucher } => {
                self.may_take_voucher(&request.actor, (*ticket, voucher), found);
            }
            Command::JoinStandby { queue, service, .. } => {
                self.may_join(request, (queue, service), found);
            }
            Command::ForceOpen { queue, until, reason }
            | Command::ForceClose { queue, until, reason } => {
                self.may_force((queue, reason), *until, found);
            }
            Command::EndForce { queue } => {
                if !self.hall.queues.contains_key(queue) {
                    found.push("unknown-id");
                }
            }
            Command::SetOutage { agency, reason, until } => {
                self.may_report_outage(&request.actor, agency, found);
                self.is_ahead(*until, found);
                if reason.trim().is_empty() {
                    found.push("invalid");
                }
            }
            Command::ClearOutage { agency } => {
                self.may_report_outage(&request.actor, agency, found);
            }
            Command::ConfirmDate { date, .. } => {
                if self.hall.day_start(*date) < EARLIEST {
                    found.push("date-too-early");
                }
            }
            Command::AdmitTicket { ticket } => self.may_come_in(&request.actor, ticket, found),
            Command::OpenRoll { queue, from, to } => self.may_open_roll(queue, (*from, *to), found),
            Command::ConfirmShown { by, .. } => {
                if *by == Shown::Unknown {
                    found.push("invalid");
                }
            }
            Command::GiveBack { ticket } => self.state_is(*ticket, found, give_back),
            Command::Cancel { ticket } => self.cancel(&request.actor, *ticket, found),
            Command::SetNote { .. } | Command::Announce { .. } => {}
            Command::PrintCopy { ticket, .. } => {
                self.state_is(*ticket, found, |state| {
                    (state == TicketState::Issued).then_some("not-allowed-in-state")
                });
            }
            Command::CallNext { counter } => {
                self.must_be_free(counter, found);
                if self.seat(counter).is_none_or(|seat| self.order(seat).is_empty()) {
                    found.push("queue-empty");
                }
            }
            Command::CallTicket { counter, ticket } => {
                if !self.hall.rules.may_choose {
                    found.push("not-allowed");
                }
                self.take(counter, *ticket, found, |state| {
                    matches!(
                        state,
                        TicketState::Waiting | TicketState::Parked | TicketState::NoShow
                    )
                });
            }
            Command::Resume { counter, ticket } => {
                self.take(counter, *ticket, found, |state| state == TicketState::Parked);
            }
            Command::Recall { counter } => self.recall(counter, found),
            Command::NoShow { counter } => self.no_show(counter, found),
            Command::Skip { counter } => self.skip(counter, found),
            Command::Return { ticket } => self.come_back(*ticket, found),
            Command::Yield { ticket } => self.give_way(*ticket, found),
            Command::AddStop { ticket, service } => self.may_add(*ticket, service, found),
            Command::DropStop { ticket, service } => self.may_drop(*ticket, service, found),
            Command::OrderStops { ticket, services } => {
                self.may_order(*ticket, services, found);
            }
            Command::GrantPriority { priority, reason, .. } => {
                self.may_claim(&Some(priority.clone()), found);
                reason.iter().for_each(|reason| must_say(reason, found));
            }
            Command::WithdrawPriority { reason, .. } => must_say(reason, found),
            Command::Serve { counter } => {
                if self.hand_is(counter) != Some(TicketState::Called) {
                    found.push("not-called");
                }
            }
            Command::Complete { counter, .. } | Command::CompleteAndCallNext { counter, .. } => {
                if self.hand_is(counter) != Some(TicketState::Serving) {
                    found.push("not-serving");
                }
            }
            Command::Park { counter, reason, .. } => {
                must_say(reason, found);
                if self.hand(counter).is_none() {
                    found.push("not-in-hand");
                }
            }
            Command::Transfer { counter, ticket, to, come_back } => {
                self.transfer((request, counter), *ticket, (to, *come_back), found);
            }
            Command::Undo { counter } => self.undo(counter, found),
            Command::OpenCounter { counter, officer } => self.open(counter, officer, found),
            Command::PauseCounter { counter, reason } => {
                must_say(reason, found);
                self.mode_is(counter, &[CounterState::Open], found);
                if self.hand(counter).is_some() {
                    found.push("ticket-in-hand");
                }
            }
            Command::CloseCounter { counter, .. } => {
                self.mode_is(counter, &[CounterState::Open, CounterState::Paused], found);
                if self.hand(counter).is_some() && !self.hall.rules.closing_needs_approval {
                    found.push("ticket-in-hand");
                }
            }
            Command::ReleaseCounter { counter, reason } => {
                must_say(reason, found);
                use CounterState as C;
                self.mode_is(counter, &[C::Open, C::Paused, C::Closing], found);
            }
            Command::ApproveClosing { counter, .. } => {
                self.mode_is(counter, &[CounterState::Closing], found);
            }
            Command::ReportShown { zone, calls, .. }
            | Command::ReportSpoken { zone, calls, .. } => {
                match self.hall.zones.iter().position(|known| known.id == *zone) {
                    None => found.push("unknown-id"),
                    Some(zone) if calls.iter().any(|call| call.call > self.calls[zone]) => {
                        found.push("invalid");
                    }
                    Some(_) => {}
                }
            }
        }
    }

    fn state_is(
        &self,
        id: TicketId,
        found: &mut Refusals,
        check: fn(TicketState) -> Option<&'static str>,
    ) {
        if let Some(person) = self.person(id) {
            found.extend(check(person.state));
        }
    }

    fn cancel(&self, actor: &Actor, id: TicketId, found: &mut Refusals) {
        let Some(person) = self.person(id) else { return };
        if person.state == TicketState::Serving {
            found.push("ticket-serving");
        }
        self.may_withdraw(actor, person, found);
    }

    /// A console needs a counter that may serve the visitor, and holds him or her if one does.
    pub(super) fn may_withdraw(&self, actor: &Actor, person: &Person, found: &mut Refusals) {
        let Actor::Console { device } = actor else { return };
        let mine = |seat: &&super::Seat| seat.device.as_ref() == Some(device);
        let mut seats = self.seats.iter().filter(mine);
        if !seats.any(|seat| self.serves(&self.hall.counters[&seat.id], person)) {
            found.push("not-allowed");
        }
        let mut seats = self.seats.iter().filter(mine);
        if person.state.is_in_hand() && !seats.any(|seat| person.at.as_ref() == Some(&seat.id)) {
            found.push("ticket-held");
        }
    }

    fn hand_is(&self, counter: &CounterId) -> Option<TicketState> {
        self.hand(counter).map(|person| person.state)
    }

    fn must_be_free(&self, counter: &CounterId, found: &mut Refusals) {
        if self.seat(counter).is_some_and(|seat| seat.state != CounterState::Open) {
            found.push("counter-closed");
        }
        if self.hand(counter).is_some() {
            found.push("counter-busy");
        }
    }

    /// What `CallTicket` and `Resume` have in common.
    fn take(
        &self,
        counter: &CounterId,
        id: TicketId,
        found: &mut Refusals,
        fits: fn(TicketState) -> bool,
    ) {
        self.must_be_free(counter, found);
        let Some(person) = self.person(id) else { return };
        if person.state.is_in_hand() {
            found.push("ticket-held");
        } else if !fits(person.state) {
            found.push("not-allowed-in-state");
        }
        if !self.serves(&self.hall.counters[counter], person) {
            found.push("not-allowed");
        }
    }

    fn recall(&self, counter: &CounterId, found: &mut Refusals) {
        let Some(person) = self.hand(counter) else { return found.push("not-in-hand") };
        if person.state != TicketState::Called {
            return found.push("not-allowed-in-state");
        }
        if person.recalls >= self.hall.queues[&person.queue].absence.recalls_max {
            found.push("recall-limit");
        }
        if self.is_early(person) {
            found.push("recall-too-early");
        }
    }

    fn no_show(&self, counter: &CounterId, found: &mut Refusals) {
        let Some(person) = self.hand(counter) else { return found.push("not-in-hand") };
        if person.state != TicketState::Called {
            return found.push("not-allowed-in-state");
        }
        if self.is_early(person) {
            found.push("no-show-too-early");
        }
    }

    fn skip(&self, counter: &CounterId, found: &mut Refusals) {
        if self.hand_is(counter) != Some(TicketState::Called) {
            found.push("not-called");
        }
        let seat = self.seat(counter);
        if seat.is_some_and(|seat| seat.state != CounterState::Open) {
            found.push("counter-closed");
        }
        if seat.is_none_or(|seat| self.order(seat).is_empty()) {
            found.push("queue-empty");
        }
    }

    fn come_back(&self, id: TicketId, found: &mut Refusals) {
        let Some(person) = self.person(id) else { return };
        if person.state != TicketState::NoShow {
            return found.push("not-allowed-in-state");
        }
        if person.came_back {
            found.push("return-used");
        }
        if person.return_until.is_none_or(|until| self.now > until) {
            found.push("return-too-late");
        }
        let over = self.is_over(&person.queue);
        let mut open = self.seats.iter().filter(|seat| seat.state == CounterState::Open);
        if over && !open.any(|seat| self.serves(&self.hall.counters[&seat.id], person)) {
            found.push("queue-closed");
        }
    }

    fn give_way(&self, id: TicketId, found: &mut Refusals) {
        let Some(person) = self.person(id) else { return };
        if person.state != TicketState::Waiting {
            found.push("not-allowed-in-state");
        }
        if person.yields >= self.hall.rules.yields_max {
            found.push("yield-limit");
        }
    }

    fn is_early(&self, person: &Person) -> bool {
        let summons = person.called.as_ref().expect("somebody who was called");
        let unreported = summons.at.plus(Duration::from_secs(120));
        let announced = match (summons.shown, summons.spoken) {
            (false, _) => summons.at,
            (true, speaker) => {
                let told = |(zone, call, spoken, _): &&(_, u64, bool, _)| {
                    *zone == summons.zone && *call == summons.call && (*spoken || !speaker)
                };
                let first = self.reports.iter().find(told).map_or(unreported, |(.., at)| *at);
                first.max(summons.at).min(unreported)
            }
        };
        let after = self.hall.queues[&person.queue].absence.recall_after_seconds;
        let due = announced.plus(Duration::from_secs(after.into()));
        self.now < due
    }

    fn transfer(
        &self,
        (request, counter): (&Request, &CounterId),
        ticket: Option<TicketId>,
        (to, come_back): (&TransferTarget, bool),
        found: &mut Refusals,
    ) {
        let person = match ticket {
            None => self.hand(counter),
            Some(id) => self.person(id),
        };
        let Some(person) = person else {
            if ticket.is_none() {
                found.push("not-in-hand");
            }
            return;
        };
        match person.state {
            TicketState::Called | TicketState::Serving if person.at.as_ref() != Some(counter) => {
                found.push("ticket-held");
            }
            TicketState::Waiting | TicketState::Parked => {
                let own = self.serves(&self.hall.counters[counter], person);
                if !own && request.actor != Actor::Api {
                    found.push("not-allowed");
                }
            }
            TicketState::Called | TicketState::Serving => {}
            TicketState::Issued | TicketState::NoShow => found.push("not-allowed-in-state"),
            TicketState::Completed | TicketState::Cancelled | TicketState::Expired => {}
        }
        match self.destination(person, to) {
            Ok((queue, service)) => {
                let named = matches!(to, TransferTarget::Counter(_) | TransferTarget::Officer(_));
                if !named && !self.is_served_today(&service) {
                    found.push("target-closed");
                }
                self.must_have_room(person, &queue, found);
                let back = come_back.then(|| counter.clone());
                if come_back && Self::legs_to(person, &service, back).len() > STOPS_MAX {
                    found.push("invalid");
                }
            }
            Err(code) => found.push(code),
        }
    }

    /// The hall may say how many may wait in a queue, the visitor not counted.
    fn must_have_room(&self, person: &Person, queue: &QueueId, found: &mut Refusals) {
        let Some(waiting_max) = self.hall.queues[queue].waiting_max else { return };
        let waits =
            |other: &&Person| other.queue == *queue && other.waits() && other.id != person.id;
        if self.people.iter().filter(waits).count() >= waiting_max as usize {
            found.push("target-full");
        }
    }

    fn undo(&self, counter: &CounterId, found: &mut Refusals) {
        let step = self.seat(counter).and_then(|seat| seat.step.as_ref());
        let Some(step) = step else { return found.push("nothing-to-undo") };
        if self.now.since(step.at) > Duration::from_secs(60) {
            found.push("undo-expired");
        }
        let untouched =
            |after: &Person| self.person(after.id).is_some_and(|now| now.story == after.story);
        if !step.after.iter().all(untouched) {
            found.push("undo-overtaken");
        }
    }

    fn open(&self, counter: &CounterId, officer: &Officer, found: &mut Refusals) {
        for seat in &self.seats {
            let here = seat.id == *counter;
            if here && seat.officer.as_ref().is_some_and(|other| other != officer) {
                found.push("counter-taken");
            }
            if here && seat.state == CounterState::Closing {
                found.push("not-allowed-in-state");
            }
            if !here && seat.officer.as_ref() == Some(officer) {
                found.push("officer-elsewhere");
            }
        }
    }

    fn mode_is(&self, counter: &CounterId, modes: &[CounterState], found: &mut Refusals) {
        if self.seat(counter).is_some_and(|seat| !modes.contains(&seat.state)) {
            found.push("not-allowed-in-state");
        }
    }
}

fn give_back(state: TicketState) -> Option<&'static str> {
    match state {
        TicketState::Issued | TicketState::Waiting | TicketState::Called => None,
        TicketState::Serving => Some("ticket-serving"),
        TicketState::Parked | TicketState::NoShow => Some("not-allowed-in-state"),
        TicketState::Completed | TicketState::Cancelled | TicketState::Expired => {
            Some("ticket-ended")
        }
    }
}

/// A ticket that is known already is not made twice, however it ended.
fn is_repeat(command: &Command) -> bool {
    matches!(
        command,
        Command::Issue { .. }
            | Command::CheckIn { .. }
            | Command::AdmitTicket { .. }
            | Command::JoinStandby { .. }
    )
}

fn must_say(reason: &str, found: &mut Refusals) {
    if reason.trim().is_empty() {
        found.push("invalid");
    }
}

/// The counter whose own console has to send the command.
fn own_counter(command: &Command) -> Option<&CounterId> {
    let anybody = matches!(
        command,
        Command::OpenCounter { .. }
            | Command::ReleaseCounter { .. }
            | Command::ApproveClosing { .. }
    );
    counter_of(command).filter(|_| !anybody)
}
