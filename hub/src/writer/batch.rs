//! A batch in the making: each command decided and applied, with all that the journal will keep.

use super::Writer;
use super::job::{Answered, Asked, Replied};
use crate::engine::{Context, Decision, PrivateText, Request, decide, wake};
use crate::event::{self, Event, Field, Given, HallEvent, Learnt, TicketEvent};
use crate::journal::{Answer, Batch, Entry, JournalError, Outcome, PrivateChange, Seen, TicketRow};
use crate::world::World;
use antrean_shared::command::Command;
use antrean_shared::crash;
use antrean_shared::id::{CommandId, TicketId};
use antrean_shared::rejection::Rejection;
use antrean_shared::ticket::TicketState;
use antrean_shared::time::ServiceDay;
use std::collections::{BTreeMap, BTreeSet};
use tracing::{error, info};

type Reply = Box<dyn FnOnce(&World)>;

/// What is decided but not written yet.
#[derive(Default)]
pub(super) struct Draft {
    pub batch: Batch,
    pub replies: Vec<Reply>,
    touched: BTreeSet<TicketId>,
    answered: BTreeMap<CommandId, usize>,
    keyed: BTreeMap<[u8; 32], usize>,
}

impl Draft {
    pub(super) fn is_empty(&self) -> bool {
        self.batch.entries.is_empty()
    }

    fn answer(&mut self, reply: Replied, answered: Answered) {
        self.replies.push(Box::new(move |world| reply(answered, world)));
    }

    /// Looks a command up among those of this batch.
    fn seen(&self, asked: &Asked) -> Option<&Answer> {
        let by_key = asked.key.and_then(|key| self.keyed.get(&key));
        by_key
            .or_else(|| self.answered.get(&asked.request.id))
            .map(|place| &self.batch.answers[*place])
    }
}

impl Writer {
    /// Does what is due by itself, as an entry of its own.
    pub(super) fn wake_into(&mut self, draft: &mut Draft) {
        while self.world.state.due().is_some_and(|due| due <= self.world.now) {
            self.change_hall_with_the_day(draft);
            let events = wake(&self.world.hall, &self.world.state, self.world.now);
            assert!(!events.is_empty(), "what is due does something");
            let entry =
                self.entry(draft, CommandId::fresh(), ("hub", "hub", "wake".to_owned()), events);
            self.push(draft, entry);
        }
    }

    /// Opens the first day of a new journal.
    pub(super) fn open_day_if_none(&mut self, draft: &mut Draft) {
        if self.world.state.day.is_none() {
            let events = wake(&self.world.hall, &self.world.state, self.world.now);
            let entry =
                self.entry(draft, CommandId::fresh(), ("hub", "hub", "wake".to_owned()), events);
            self.push(draft, entry);
        }
    }

    /// Takes over what was learnt from past days meanwhile.
    pub(super) fn take_learnt(&mut self, draft: &mut Draft) {
        let Some((day, model)) = self.learning.learnt() else { return };
        let events = vec![Event::Hall(HallEvent::WaitsLearnt(Learnt { day, model }))];
        let who = ("hub", "hub", "learn".to_owned());
        let entry = self.entry(draft, CommandId::fresh(), who, events);
        self.push(draft, entry);
    }

    /// Puts the hall file of `self.world` into force; its text goes into the journal.
    pub(super) fn change_hall(&mut self, draft: &mut Draft, text: String) {
        let revision = self.world.hall.revision;
        let events = vec![Event::Hall(HallEvent::FileChanged { revision })];
        let entry =
            self.entry(draft, CommandId::fresh(), ("hub", "hub", "change_hall".to_owned()), events);
        self.push(draft, entry);
        draft.batch.hall = Some((revision, text));
        info!(revision, "the hall file is in force");
    }

    fn change_hall_with_the_day(&mut self, draft: &mut Draft) {
        let turns = self.world.state.day.is_some_and(|day| day.ends_at <= self.world.now);
        if let Some((hall, text)) = self.next_hall.take_if(|_| turns) {
            self.world.hall = *hall;
            self.world.waiting_change = None;
            self.change_hall(draft, text);
        }
    }

    /// Decides a command, applies it, and notes what to write and to answer.
    pub(super) fn decide(&mut self, draft: &mut Draft, asked: Asked) {
        if let Some(again) = self.again(draft, &asked) {
            return draft.answer(asked.reply, again);
        }
        if let Some(taken) = self.taken_in_the_past(draft, &asked.request.command) {
            return draft.answer(asked.reply, Answered::Rejected(taken));
        }
        if self.poison.contains(&asked.request.id) {
            return draft.answer(asked.reply, Answered::Rejected(Rejection::Poisoned));
        }
        crash::in_hand(Some(asked.request.id));
        let past = self.past(&asked.request);
        let given = self.given(&asked.request.command);
        let context = Context {
            hall: &self.world.hall,
            today: &self.world.today,
            state: &self.world.state,
            now: self.world.now,
            wall: self.world.wall,
            earliest: self.world.earliest,
            given: &given,
            date_sure: self.world.date_sure,
            displays: &self.world.displays,
            past,
        };
        match decide(&context, &asked.request) {
            Err(rejection) => {
                info!(command = asked.request.command.name(), code = rejection.code(), "refused");
                draft.answer(asked.reply, Answered::Rejected(rejection));
            }
            Ok(decision) => self.accept(draft, asked, decision),
        }
    }

    fn accept(&mut self, draft: &mut Draft, asked: Asked, decision: Decision) {
        let Decision { events, private, subject, situation } = decision;
        let Asked { request, key, body_hash, reply } = asked;
        let nothing_new = events.is_empty();
        if let Some(Event::Hall(HallEvent::DateConfirmed { at })) = events.last() {
            self.confirm_date(*at);
        }
        let seq = self.world.head.seq + draft.batch.entries.len() as u64 + u64::from(!nothing_new);
        let outcome = Outcome {
            seq,
            ticket: subject.ticket,
            completed: subject.completed,
            why: subject.why,
            unserved: subject.unserved,
            counter: subject.counter,
            sent_on: subject.sent_on,
            was_there: subject.was_there,
        };
        if nothing_new {
            return draft.answer(reply, Answered::Done(outcome));
        }
        let who = (request.actor.role(), request.actor.device(), request.command.name().to_owned());
        let class = private.iter().find(|text| text.field == Field::Class);
        let named = class.map(|class| class.text.as_str());
        draft.batch.classes.extend(super::classes::counts(&self.world, &events, named));
        let entry = self.entry(draft, request.id, who, events);
        self.push(draft, entry);
        if let Some(situation) = situation {
            self.learning.begins(request.id.ticket(), *situation);
        }
        for PrivateText { ticket, field, salt, text } in private {
            self.world.state.recall_text(ticket, field, text.clone());
            draft.batch.privates.push(PrivateChange::Keep { ticket, field, salt, text });
        }
        let place = draft.batch.answers.len();
        draft.answered.insert(request.id, place);
        draft.keyed.extend(key.map(|key| (key, place)));
        draft.batch.answers.push(Answer {
            command: request.id,
            key,
            body_hash,
            outcome: outcome.clone(),
        });
        draft.answer(reply, Answered::Done(outcome));
    }

    fn entry(
        &self,
        draft: &Draft,
        command: CommandId,
        who: (&str, &str, String),
        events: Vec<Event>,
    ) -> Entry {
        let (actor, device, kind) = who;
        Entry {
            seq: self.world.head.seq + draft.batch.entries.len() as u64 + 1,
            epoch: events.iter().find_map(raised_to).unwrap_or(self.world.state.epoch),
            at: self.world.now,
            command,
            actor: actor.to_owned(),
            device: device.to_owned(),
            kind,
            version: event::VERSION,
            events,
        }
    }

    /// Applies an entry's events and keeps the rows of the tickets that they touch.
    fn push(&mut self, draft: &mut Draft, entry: Entry) {
        for event in &entry.events {
            if let Event::Hall(HallEvent::DayOpened(_)) = event {
                self.keep_rows(draft);
            }
            let ended = self.learning.notice(&self.world.state, event, entry.at);
            draft.batch.waits.extend(ended);
            self.world.state.apply(event, entry.at);
            match event {
                Event::Ticket { id, event: TicketEvent::Admitted(admitted) }
                    if admitted.expired =>
                {
                    draft.batch.tickets.push(expired_row(*id, admitted, entry.at));
                }
                Event::Ticket { id, event } => {
                    draft.batch.privates.extend(erased(*id, event));
                    draft.touched.insert(*id);
                }
                Event::Counter {
                    event: event::CounterEvent::StepUndone { places, .. }, ..
                } => {
                    draft.touched.extend(places.iter().map(|(id, _)| *id));
                }
                Event::Hall(HallEvent::DayOpened(_)) => self.world.turn_to_today(),
                Event::Hall(HallEvent::EpochRaised(_)) => {
                    self.world.turn_to_today();
                    draft.touched.extend(self.world.state.tickets.keys());
                }
                Event::Counter { .. } | Event::Hall(_) => {}
            }
        }
        draft.batch.entries.push(entry);
    }

    /// Turns touched tickets into rows while the state still has them.
    pub(super) fn keep_rows(&self, draft: &mut Draft) {
        let touched = std::mem::take(&mut draft.touched);
        draft.batch.tickets.extend(touched.into_iter().filter_map(|id| self.world.row(id)));
    }

    /// Returns the answer of a command that came before.
    fn again(&mut self, draft: &Draft, asked: &Asked) -> Option<Answered> {
        let before = draft.seen(asked).cloned();
        let by_key = asked.key.filter(|_| before.is_none());
        let by_key = by_key.and_then(|key| known(self.journal.seen(Seen::Key(key))));
        if let Some(answer) = before.or(by_key) {
            return Some(repeated(answer, asked));
        }
        // An answer belongs to an entry: a new command, as most are, costs one look.
        let command = asked.request.id;
        let seq = known(self.journal.accepted(command))?;
        let answer = known(self.journal.seen(Seen::Command(command)));
        // Where the answer is no longer kept, what the command did still stands.
        let done = Outcome {
            seq,
            ticket: None,
            completed: None,
            why: None,
            unserved: None,
            counter: None,
            sent_on: None,
            was_there: false,
        };
        Some(answer.map_or(Answered::Done(done), |answer| repeated(answer, asked)))
    }

    /// Refuses a ticket of a past day whose number another one had on that day.
    fn taken_in_the_past(&mut self, draft: &Draft, command: &Command) -> Option<Rejection> {
        let Command::AdmitTicket { ticket } = command else { return None };
        let day = self.world.hall.service_day(ticket.issued_at.min(self.world.now));
        // After the clock was set back, a day can have rows that the state does not know.
        let here = self.world.state.numbers.contains_key(&ticket.number);
        if day > self.world.day() || (day == self.world.day() && here) {
            return None;
        }
        let same = |row: &&TicketRow| row.service_day == day && row.number == ticket.number;
        let row = draft.batch.tickets.iter().find(same).cloned();
        let row = row.or_else(|| known(self.journal.ticket_by_number(day, ticket.number)))?;
        let other = row.id != ticket.id;
        other.then_some(Rejection::NumberTaken { number: ticket.number, ticket: row.id })
    }

    /// Returns the numbers of a day that is about to be confirmed, and of every later one.
    fn given(&mut self, command: &Command) -> Given {
        let Command::ConfirmDate { date, .. } = command else { return Given::new() };
        // Before the day turns, a date still belongs to the service day before.
        let day = ServiceDay(date.0.pred_opt().unwrap_or(date.0));
        known(self.journal.numbers_from(day).map(Some)).unwrap_or_default()
    }

    /// Returns how a ticket of a past day ended, if the command names one.
    fn past(&mut self, request: &Request) -> Option<TicketState> {
        let id = request.ticket().filter(|id| !self.world.state.tickets.contains_key(id))?;
        known(self.journal.past_ticket(id)).map(|row| row.state)
    }
}

fn raised_to(event: &Event) -> Option<u64> {
    match event {
        Event::Hall(HallEvent::EpochRaised(raised)) => Some(raised.epoch),
        Event::Hall(_) | Event::Ticket { .. } | Event::Counter { .. } => None,
    }
}

/// Returns what an event takes away for good.
fn erased(ticket: TicketId, event: &TicketEvent) -> Option<PrivateChange> {
    let all = *event == TicketEvent::TextsErased;
    let field = event.erases();
    (all || field.is_some()).then_some(PrivateChange::Erase { ticket, field })
}

/// Gives an answer again, unless the same id came with something else.
fn repeated(answer: Answer, asked: &Asked) -> Answered {
    if answer.body_hash == asked.body_hash {
        Answered::Done(answer.outcome)
    } else {
        Answered::Rejected(Rejection::IdReused)
    }
}

/// A journal that cannot be read cannot be trusted to be written either: the process ends.
fn known<T>(read: Result<Option<T>, JournalError>) -> Option<T> {
    read.unwrap_or_else(|fault| {
        error!(%fault, "the journal cannot be read; the hub ends and replays");
        std::process::abort()
    })
}

fn expired_row(
    id: TicketId,
    admitted: &event::TicketAdmitted,
    at: antrean_shared::time::Timestamp,
) -> TicketRow {
    TicketRow {
        id,
        service_day: admitted.day,
        number: admitted.number,
        queue: admitted.queue.clone(),
        service: admitted.services[0].clone(),
        stops: crate::state::begun(&admitted.services),
        state: TicketState::Expired,
        channel: admitted.channel,
        language: admitted.language,
        token: admitted.token,
        issued_at: admitted.issued_at,
        called_at: None,
        serving_at: None,
        ended_at: Some(at),
        counter: None,
        call_count: 0,
        priority: admitted.priority.is_some(),
        inaccurate: true,
        in_outage: false,
    }
}
