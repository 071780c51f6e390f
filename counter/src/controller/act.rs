//! From a pressed key to a command: whether it may be asked now, what is asked, and why not.
//!
//! What may be asked is only mirrored here so that a button can say when it will work; the hub
//! decides, and its refusals are shown too.

use super::{Controller, Desk, Effect, Pending, Phase, QUIET, Stamp};
use crate::keys::Action;
use crate::screen::{DialogKind, MainKind, NoticeKind, Tab};
use crate::words::WhyNot;
use antrean_shared::command::Command;
use antrean_shared::id::{CounterId, TicketId};
use antrean_shared::link::LinkState;
use antrean_shared::rejection::CounterState;
use antrean_shared::ticket::{Language, TicketState};
use antrean_shared::time::Timestamp;
use antrean_shared::view::{Announced, CounterView, TicketInHand};

impl Controller {
    /// Returns what lies on the desk.
    pub(super) fn desk(&self) -> Desk<'_> {
        let Some(view) = self.counter_view() else { return Desk::Loading };
        let mine = view.device.as_ref() == Some(&self.device);
        let opening = self.pending.as_ref().is_some_and(|p| p.opens.is_some() && p.done.is_some());
        if opening && !mine {
            return Desk::Loading;
        }
        match view.state {
            CounterState::Closed => Desk::Closed,
            CounterState::Open | CounterState::Paused | CounterState::Closing if !mine => {
                Desk::Elsewhere
            }
            CounterState::Open | CounterState::Paused | CounterState::Closing => desk_of(view),
        }
    }

    /// Returns what the main action would do.
    pub(super) fn main_kind(&self) -> Option<MainKind> {
        let closing = self.counter_view().is_some_and(|view| view.state == CounterState::Closing);
        match self.desk() {
            Desk::Hand(ticket) if ticket.state == TicketState::Called => Some(MainKind::Serve),
            Desk::Hand(_) if closing => Some(MainKind::Complete),
            Desk::Hand(_) => Some(MainKind::CompleteAndCall),
            Desk::Next(_) | Desk::Empty => Some(MainKind::Call),
            Desk::Paused => Some(MainKind::Reopen),
            Desk::Closed => Some(MainKind::Open),
            Desk::Elsewhere => Some(MainKind::TakeOver),
            Desk::Loading | Desk::Closing => None,
        }
    }

    pub(super) fn act(&mut self, action: Action, stamp: Stamp) -> Vec<Effect> {
        if action == Action::Main && self.phase == Phase::Choosing {
            return self.open_chosen(stamp);
        }
        if let Err(why) = self.may(action) {
            return self.explain(&why);
        }
        match action {
            Action::Main => self.act_main(stamp),
            Action::Complete => self
                .at_counter(action, stamp, |counter| Command::Complete { counter, outcome: None }),
            Action::Recall => self.at_counter(action, stamp, |counter| Command::Recall { counter }),
            Action::NoShow => self.at_counter(action, stamp, |counter| Command::NoShow { counter }),
            Action::Undo => self.at_counter(action, stamp, |counter| Command::Undo { counter }),
            Action::Skip => self.at_counter(action, stamp, |counter| Command::Skip { counter }),
            Action::Take if self.lists.tab == Tab::Missed => self.open_dialog(DialogKind::HasCome),
            Action::Take => self.take_chosen(stamp),
            Action::Park => self.open_dialog(DialogKind::Park),
            Action::Transfer => self.open_dialog(DialogKind::Transfer),
            Action::Cancel => self.open_dialog(DialogKind::Cancel),
            Action::Note => self.open_dialog(DialogKind::Note),
            Action::Pause => self.open_dialog(DialogKind::Pause),
            Action::Close => self.open_dialog(DialogKind::Close),
            Action::Help => self.open_dialog(DialogKind::Help),
            Action::Leave => self.leave(),
            // Only ever the answer to a question.
            Action::PutBack => Vec::new(),
            Action::Language => self.other_language(),
            Action::Strip => self.fold(),
            Action::More => self.open_more(),
            Action::Print => self.print(None, stamp),
            Action::SystemUp => match self.outages().into_iter().next().map(|(agency, _)| agency) {
                Some(agency) => self.system_up(agency, None, stamp),
                None => Vec::new(),
            },
        }
    }

    fn act_main(&mut self, stamp: Stamp) -> Vec<Effect> {
        let Some((kind, counter)) = self.main_kind().zip(self.counter_id().cloned()) else {
            return Vec::new();
        };
        let command = match kind {
            MainKind::Call => Command::CallNext { counter },
            MainKind::Serve => Command::Serve { counter },
            MainKind::CompleteAndCall => Command::CompleteAndCallNext { counter, outcome: None },
            MainKind::Complete => Command::Complete { counter, outcome: None },
            MainKind::Reopen | MainKind::Open | MainKind::TakeOver => {
                let Some(officer) = self.memory.officer.clone() else { return self.leave() };
                return self.ask_to_open(counter, officer, stamp);
            }
        };
        self.ask(Action::Main, command, stamp)
    }

    fn take_chosen(&mut self, stamp: Stamp) -> Vec<Effect> {
        let Some(ticket) = self.lists.selected else { return Vec::new() };
        let tab = self.lists.tab;
        self.at_counter(Action::Take, stamp, |counter| match tab {
            Tab::Parked => Command::Resume { counter, ticket },
            Tab::Waiting | Tab::Missed => Command::CallTicket { counter, ticket },
        })
    }

    pub(super) fn at_counter(
        &mut self,
        action: Action,
        stamp: Stamp,
        command: impl FnOnce(CounterId) -> Command,
    ) -> Vec<Effect> {
        match self.counter_id().cloned() {
            Some(counter) => self.ask(action, command(counter), stamp),
            None => Vec::new(),
        }
    }

    /// Sends a command; until its view has come nothing else is sent.
    pub(super) fn ask(&mut self, action: Action, command: Command, stamp: Stamp) -> Vec<Effect> {
        let number = match self.desk() {
            Desk::Hand(ticket) => ticket.number.to_string(),
            Desk::Loading
            | Desk::Next(_)
            | Desk::Empty
            | Desk::Paused
            | Desk::Closing
            | Desk::Closed
            | Desk::Elsewhere => String::new(),
        };
        if matches!(command, Command::Complete { .. } | Command::CompleteAndCallNext { .. }) {
            self.sent = self.in_hand().map(|ticket| (ticket.id, ticket.number));
        }
        self.notice = None;
        self.dialog = None;
        let epoch = self.head.0;
        self.pending = Some(Pending {
            id: stamp.id,
            action,
            opens: None,
            number,
            under: None,
            asked: self.now,
            epoch,
            done: None,
        });
        vec![Effect::Ask { id: stamp.id, command }]
    }

    /// Says why a key did nothing.
    pub(super) fn explain(&mut self, why: &WhyNot) -> Vec<Effect> {
        if *why == WhyNot::UnderWay && !self.is_slow() {
            return Vec::new();
        }
        let cut_off = matches!(why, WhyNot::Offline(_) | WhyNot::Refused(_));
        let kind = if cut_off { NoticeKind::Warning } else { NoticeKind::Hint };
        if let Some(text) = self.words().why_not(why) {
            self.say(kind, text);
        }
        Vec::new()
    }

    fn other_language(&mut self) -> Vec<Effect> {
        self.language = match self.language {
            Language::En => Language::Id,
            Language::Id | Language::Jv | Language::Su => Language::En,
        };
        self.notice = None;
        self.memory.language = Some(self.language);
        vec![Effect::Remember(self.memory.clone())]
    }

    /// Tells whether a command is under way for so long that the screen says so.
    pub(super) fn is_slow(&self) -> bool {
        self.pending.as_ref().is_some_and(|pending| self.now >= pending.asked.plus(QUIET))
    }

    /// Tells why no further command may be sent yet; looked at last, so that other reasons win.
    pub(super) fn none_under_way(&self) -> Result<(), WhyNot> {
        if self.pending.is_some() { Err(WhyNot::UnderWay) } else { Ok(()) }
    }

    /// Tells why nothing can be asked of the hub at all.
    pub(super) fn hub_hears(&self) -> Result<(), WhyNot> {
        match &self.link {
            LinkState::Connected { .. } => Ok(()),
            LinkState::Connecting { since } | LinkState::Lost { since } => {
                Err(WhyNot::Offline(*since))
            }
            LinkState::Refused { reason } => Err(WhyNot::Refused(*reason)),
        }
    }

    /// Tells why an action cannot be asked for now.
    pub(super) fn may(&self, action: Action) -> Result<(), WhyNot> {
        if matches!(action, Action::Help | Action::Language | Action::Strip) {
            return Ok(());
        }
        if self.dialog.is_some() {
            return Err(WhyNot::NoMeaning);
        }
        self.has_meaning(action)?;
        if action == Action::Leave {
            return Ok(());
        }
        self.hub_hears()?;
        match action {
            Action::Main => self.may_main(),
            Action::Recall => self.may_recall(),
            Action::NoShow => self.may_no_show(),
            Action::Take => self.may_take(),
            Action::Skip => self.may_skip(),
            Action::Complete
            | Action::PutBack
            | Action::Park
            | Action::Transfer
            | Action::Cancel
            | Action::Note
            | Action::Undo
            | Action::Pause
            | Action::Close
            | Action::Leave
            | Action::Strip
            | Action::Help
            | Action::Language
            | Action::More
            | Action::Print
            | Action::SystemUp => Ok(()),
        }?;
        self.none_under_way()
    }

    /// Tells whether an action's button is on screen.
    pub(super) fn has_meaning(&self, action: Action) -> Result<(), WhyNot> {
        let desk = self.desk();
        let state = |desk| match desk {
            Desk::Hand(ticket) => Some(ticket.state),
            Desk::Loading
            | Desk::Next(_)
            | Desk::Empty
            | Desk::Paused
            | Desk::Closing
            | Desk::Closed
            | Desk::Elsewhere => None,
        };
        let in_hand = state(desk).is_some();
        let idle = matches!(desk, Desk::Next(_) | Desk::Empty);
        let mine = in_hand || idle || matches!(desk, Desk::Paused | Desk::Closing);
        let meant = match action {
            Action::Main => self.main_kind().is_some(),
            Action::Complete => {
                let also_main = self.main_kind() == Some(MainKind::Complete);
                state(desk) == Some(TicketState::Serving) && !also_main
            }
            Action::Recall | Action::NoShow | Action::Skip => {
                state(desk) == Some(TicketState::Called)
            }
            Action::Park | Action::Note => in_hand,
            Action::Transfer => in_hand || (idle && self.transferable().is_some()),
            Action::Take | Action::More => mine,
            Action::Print => mine && self.sent_on_now().is_some(),
            Action::SystemUp => mine && !self.outages().is_empty(),
            Action::PutBack => false,
            Action::Cancel => mine && self.cancellable().is_some(),
            Action::Undo => self.undo_offer().is_some(),
            Action::Pause => in_hand || idle,
            Action::Close => in_hand || idle || desk == Desk::Paused,
            Action::Leave => matches!(desk, Desk::Closed | Desk::Elsewhere),
            Action::Strip | Action::Help | Action::Language => true,
        };
        if !meant {
            return Err(WhyNot::NoMeaning);
        }
        match desk {
            Desk::Hand(ticket) if matches!(action, Action::Pause | Action::Close) => {
                Err(WhyNot::InHand(ticket.number))
            }
            Desk::Hand(_)
            | Desk::Loading
            | Desk::Next(_)
            | Desk::Empty
            | Desk::Paused
            | Desk::Closing
            | Desk::Closed
            | Desk::Elsewhere => Ok(()),
        }
    }

    fn may_main(&self) -> Result<(), WhyNot> {
        if self.desk() == Desk::Empty { Err(WhyNot::NobodyWaits) } else { Ok(()) }
    }

    fn may_recall(&self) -> Result<(), WhyNot> {
        let Some(ticket) = self.in_hand() else { return Err(WhyNot::NoMeaning) };
        let from = ticket.recall_from.ok_or(WhyNot::RecallsUsedUp)?;
        self.late_enough(ticket, from, WhyNot::RecallFrom(from))
    }

    fn may_no_show(&self) -> Result<(), WhyNot> {
        let Some(ticket) = self.in_hand() else { return Err(WhyNot::NoMeaning) };
        let from = ticket.no_show_from;
        self.late_enough(ticket, from, WhyNot::NoShowFrom(from))
    }

    /// Until a display has reported the call its instants are only the latest possible ones.
    fn late_enough(
        &self,
        ticket: &TicketInHand,
        from: Timestamp,
        else_why: WhyNot,
    ) -> Result<(), WhyNot> {
        if self.now >= from {
            return Ok(());
        }
        match ticket.announced {
            Announced::Awaited => Err(WhyNot::NotHeard(from)),
            Announced::Reported | Announced::NoDisplay => Err(else_why),
        }
    }

    pub(super) fn may_take(&self) -> Result<(), WhyNot> {
        let view = self.counter_view().ok_or(WhyNot::NoMeaning)?;
        match self.lists.tab {
            Tab::Parked | Tab::Missed => {}
            Tab::Waiting if view.may_choose => {}
            Tab::Waiting => return Err(WhyNot::MayNotChoose),
        }
        if self.lists.selected.is_none() {
            return Err(WhyNot::NothingChosen);
        }
        // An absent visitor may be put back at any time; the question says what is possible.
        if self.lists.tab == Tab::Missed { Ok(()) } else { self.hands_free() }
    }

    pub(super) fn in_hand(&self) -> Option<&TicketInHand> {
        self.counter_view()?.ticket.as_ref()
    }

    /// Returns the ticket that could be withdrawn: the chosen one, else the one that was called.
    pub(super) fn cancellable(&self) -> Option<TicketId> {
        let called = self.in_hand().filter(|ticket| ticket.state == TicketState::Called);
        self.lists.selected.or(called.map(|ticket| ticket.id))
    }

    /// Returns the chosen ticket of a list if it may be sent elsewhere.
    pub(super) fn transferable(&self) -> Option<TicketId> {
        match self.lists.tab {
            Tab::Waiting | Tab::Parked => self.lists.selected,
            Tab::Missed => None,
        }
    }
}

fn desk_of(view: &CounterView) -> Desk<'_> {
    if let Some(ticket) = &view.ticket {
        return Desk::Hand(ticket);
    }
    match view.state {
        CounterState::Paused => Desk::Paused,
        CounterState::Closing => Desk::Closing,
        CounterState::Open => view.waiting.first().map_or(Desk::Empty, Desk::Next),
        CounterState::Closed => Desk::Closed,
    }
}
