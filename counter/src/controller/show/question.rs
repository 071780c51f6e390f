//! The open question, as it is shown.

use crate::controller::Controller;
use crate::controller::dialog::{Answer, Choice, Dialog, minutes_of, return_at};
use crate::keys::{self, Action, KEYS};
use crate::screen::{
    Ask, ButtonState, ChoiceLine, DialogKind, DialogScreen, FieldLine, OwnWords, TransferTab,
};
use antrean_shared::id::ServiceId;
use antrean_shared::rejection::CounterState;

/// The digits that choose a line.
const DIGITS: [&str; 9] = ["1", "2", "3", "4", "5", "6", "7", "8", "9"];

impl Controller {
    pub(super) fn question(&self) -> Option<DialogScreen> {
        let dialog = self.dialog.as_ref()?;
        let choices = self.choices_of(dialog);
        let counter = self.counter_id().map_or_else(String::new, |id| self.words().counter(id));
        let about = if dialog.number.is_empty() { counter } else { dialog.number.clone() };
        let (alone, alone_or_more) = self.alone_after_closing();
        let transfers = dialog.kind == DialogKind::Transfer;
        let times = matches!(dialog.kind, DialogKind::Park | DialogKind::More(Ask::Outage));
        Some(DialogScreen {
            kind: dialog.kind,
            about,
            tabs: if transfers { TransferTab::ALL.to_vec() } else { Vec::new() },
            tab: dialog.tab,
            rows: self.lines(dialog, &choices),
            selected: dialog.selected,
            text: self.text_line(dialog, &choices),
            until: if times { self.return_times(dialog.kind) } else { Vec::new() },
            until_selected: dialog.until,
            waiting: self.counter_view().map_or(0, |view| view.waiting_total),
            alone,
            alone_or_more,
            own: self.own_words(dialog),
            confirm: ButtonState {
                shown: true,
                enabled: self.answer().is_ok(),
                busy: false,
                wait_seconds: 0,
            },
        })
    }

    fn own_words(&self, dialog: &Dialog) -> OwnWords {
        let DialogKind::More(ask) = dialog.kind else { return OwnWords::default() };
        let agency = dialog.more.agency.as_ref().map(|id| self.words().agency_short(id));
        let told = dialog.more.told.as_ref();
        let own = self.words().own_words(ask, agency.as_ref().unwrap_or(&dialog.number));
        OwnWords {
            field_last: matches!(ask, Ask::Grant | Ask::Withdraw | Ask::Outage),
            large: told.map_or_else(String::new, |told| told.large.clone()),
            text: told.map_or(own.text, |told| told.sentence.clone()),
            until: if ask == Ask::Outage { self.words().until_caption() } else { String::new() },
            ..own
        }
    }

    fn lines(&self, dialog: &Dialog, choices: &[Choice]) -> Vec<ChoiceLine> {
        if dialog.kind == DialogKind::Help {
            let line = |action| ChoiceLine {
                title: String::new(),
                detail: String::new(),
                action: Some(action),
                key: keys::cap(action, self.language),
            };
            // Skipping shares its key with what is done to a chosen ticket.
            let shares = |action| (action == Action::Take).then_some(Action::Skip);
            let actions = KEYS.iter().flat_map(|(_, a)| [Some(*a), shares(*a)]).flatten();
            return actions.map(line).collect();
        }
        let listed = |choice: &&Choice| choice.answer != Answer::Typed;
        let line = |choice: &Choice| ChoiceLine {
            title: choice.title.clone(),
            detail: choice.detail.clone(),
            action: None,
            key: "",
        };
        if let DialogKind::More(ask) = dialog.kind {
            let digits = DIGITS.iter().filter(|_| ask.has_digits()).copied();
            let listed = choices.iter().filter(listed).map(line);
            return listed
                .zip(digits.chain(std::iter::repeat("")))
                .map(|(l, key)| ChoiceLine { key, ..l })
                .collect();
        }
        choices.iter().filter(listed).map(line).collect()
    }

    fn text_line(&self, dialog: &Dialog, choices: &[Choice]) -> FieldLine {
        let typed_is_chosen = dialog
            .selected
            .and_then(|row| choices.get(row))
            .is_some_and(|choice| choice.answer == Answer::Typed);
        let focused = match dialog.kind {
            DialogKind::Park | DialogKind::Pause => typed_is_chosen,
            DialogKind::Transfer | DialogKind::Close | DialogKind::Note => true,
            DialogKind::Cancel | DialogKind::HasCome | DialogKind::Help => false,
            DialogKind::More(Ask::Grant | Ask::Withdraw | Ask::Outage) => typed_is_chosen,
            DialogKind::More(ask) => !ask.has_digits(),
        };
        FieldLine { text: dialog.text.clone(), focused }
    }

    /// Counts the listed tickets that no other open counter may serve, and tells whether there may
    /// be more than are listed. The hub's answer to the closing is what counts.
    fn alone_after_closing(&self) -> (u32, bool) {
        let Some((view, catalogue)) = self.counter_view().zip(self.catalogue.as_deref()) else {
            return (0, false);
        };
        let open = view.others.iter().filter(|other| other.state == CounterState::Open);
        let desks: Vec<_> = open.filter_map(|other| catalogue.counter(&other.counter)).collect();
        let served = |id: &ServiceId| {
            let queue = catalogue.service(id).map(|card| &card.queue);
            desks.iter().any(|desk| {
                let skilled = desk.services.as_ref().is_none_or(|only| only.contains(id));
                skilled && queue.is_some_and(|queue| desk.queues.contains(queue))
            })
        };
        let waiting = view.waiting.iter().map(|row| &row.service);
        let parked = view.parked.iter().map(|row| &row.service);
        let alone = waiting.chain(parked).filter(|service| !served(service)).count();
        let listed = view.waiting.len() + view.parked.len();
        let all = u64::from(view.waiting_total) + u64::from(view.parked_total);
        let more = u64::try_from(listed).is_ok_and(|listed| listed < all);
        (u32::try_from(alone).unwrap_or(u32::MAX), more)
    }

    /// Returns the times of return: nothing for none, else minutes and the time of day.
    fn return_times(&self, kind: DialogKind) -> Vec<String> {
        let time = |minutes: u32| {
            return_at(self.now, minutes).map_or_else(String::new, |at| self.words().clock(at))
        };
        minutes_of(kind).iter().copied().map(time).collect()
    }
}
