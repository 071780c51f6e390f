//! What the answers to the menu's questions ask of the hub.

use super::{Item, More, Pick, Told, Under};
use crate::controller::dialog::{Answer, Dialog, until_at};
use crate::controller::{Controller, Effect, Stamp};
use crate::keys::Action;
use crate::screen::{Ask, DialogKind};
use crate::words::Saying;
use antrean_shared::code::{BookingCode, VoucherCode};
use antrean_shared::command::{AdmittedTicket, Command, PriorityClaim};
use antrean_shared::id::{AgencyId, KioskId, TicketId};
use antrean_shared::ticket::Channel;

impl Controller {
    pub(in crate::controller) fn confirm_more(
        &mut self,
        ask: Ask,
        dialog: Dialog,
        answer: Option<Answer>,
        stamp: Stamp,
    ) -> Vec<Effect> {
        let (ticket, number) = (dialog.ticket, dialog.number.clone());
        let said = |saying: Saying| self.words().done_more(saying, &number);
        let asked = match (ask, answer) {
            (Ask::Menu, Some(Answer::More(Pick::Item(item)))) => {
                return self.choose_item(dialog, item, stamp);
            }
            (Ask::Told, _) => {
                self.put_away(dialog);
                return Vec::new();
            }
            (Ask::Grant, Some(answer)) => ticket.and_then(|ticket| {
                let (class, reason) = match answer {
                    Answer::More(Pick::Class(class)) => (class, None),
                    Answer::Reason(reason) => (None, Some(reason)),
                    Answer::More(_)
                    | Answer::Typed
                    | Answer::To(_)
                    | Answer::Call
                    | Answer::PutBack => return None,
                };
                let priority = PriorityClaim { class, salt: stamp.salt };
                let command = Command::GrantPriority { ticket, priority, reason };
                Some((command, Under::says(said(Saying::Granted))))
            }),
            (Ask::Withdraw, Some(Answer::Reason(reason))) => ticket.map(|ticket| {
                let command = Command::WithdrawPriority { ticket, reason, salt: stamp.salt };
                (command, Under::says(said(Saying::Withdrawn)))
            }),
            (Ask::AddStop, Some(Answer::More(Pick::Service(service)))) => ticket.map(|ticket| {
                let under = Under::says(said(Saying::Added(&service)));
                (Command::AddStop { ticket, service }, under)
            }),
            (Ask::DropStop, Some(Answer::More(Pick::Service(service)))) => ticket.map(|ticket| {
                let under = Under::says(said(Saying::Dropped(&service)));
                (Command::DropStop { ticket, service }, under)
            }),
            (Ask::OrderStops, _) => ticket.map(|ticket| {
                let services = dialog.more.order.clone();
                let under = Under::says(said(Saying::Ordered));
                (Command::OrderStops { ticket, services }, under)
            }),
            (Ask::Outage, Some(Answer::Reason(reason))) => {
                dialog.more.agency.clone().map(|agency| {
                    let under = Under::says(said(Saying::SystemDown(&agency)));
                    let until = until_at(&dialog, self.now);
                    (Command::SetOutage { agency, reason, until }, under)
                })
            }
            (Ask::Print, Some(Answer::More(Pick::Kiosk(kiosk)))) => {
                ticket.and_then(|ticket| self.copy_at(kiosk, (ticket, &number)))
            }
            (Ask::Voucher, _) => ticket.map(|ticket| voucher_of(ticket, stamp)),
            (Ask::Booking, _) => self.check_in(dialog.text.trim(), stamp),
            (Ask::Roll, Some(answer)) => self.admit(dialog.text.trim(), &answer, stamp),
            (
                Ask::Menu
                | Ask::Grant
                | Ask::Withdraw
                | Ask::AddStop
                | Ask::DropStop
                | Ask::Outage
                | Ask::Print
                | Ask::Roll,
                _,
            ) => None,
        };
        let Some((command, under)) = asked else { return Vec::new() };
        self.ask_more(command, under.with(dialog), stamp)
    }

    fn choose_item(&mut self, dialog: Dialog, item: Item, stamp: Stamp) -> Vec<Effect> {
        match item {
            Item::Ask(Ask::Print) => self.print(Some(dialog), stamp),
            Item::Ask(ask) => {
                self.open_ask(ask, dialog, None);
                Vec::new()
            }
            Item::Outage(agency) => {
                self.open_ask(Ask::Outage, dialog, Some(agency));
                Vec::new()
            }
            Item::SystemUp(agency) => self.system_up(agency, Some(dialog), stamp),
            Item::Yield => {
                let Some(ticket) = dialog.ticket else { return Vec::new() };
                let text = self.words().done_more(Saying::Yields, &dialog.number);
                let under = Under::says(text).with(dialog);
                self.ask_more(Command::Yield { ticket }, under, stamp)
            }
        }
    }

    fn open_ask(&mut self, ask: Ask, menu: Dialog, agency: Option<AgencyId>) {
        let kind = DialogKind::More(ask);
        let order = if ask == Ask::OrderStops { self.stops_to_come() } else { Vec::new() };
        let first = match ask {
            Ask::Grant | Ask::DropStop | Ask::OrderStops | Ask::Print => Some(0),
            Ask::Menu
            | Ask::Withdraw
            | Ask::AddStop
            | Ask::Outage
            | Ask::Roll
            | Ask::Booking
            | Ask::Voucher
            | Ask::Told => None,
        };
        self.notice = None;
        self.dialog = Some(Dialog {
            selected: first,
            more: More { items: menu.more.items, order, agency, told: None },
            ..Dialog::about(kind, menu.ticket, menu.number)
        });
    }

    /// Prints a copy where the hall has one kiosk, else asks where: of the menu's ticket, or of the
    /// visitor who goes on.
    pub(in crate::controller) fn print(
        &mut self,
        menu: Option<Dialog>,
        stamp: Stamp,
    ) -> Vec<Effect> {
        let sent = || self.sent_on_now().map(|(id, number)| (id, number.to_string()));
        let about = menu.as_ref().and_then(|menu| Some((menu.ticket?, menu.number.clone())));
        let Some((ticket, number)) = about.or_else(sent) else { return Vec::new() };
        let kind = DialogKind::More(Ask::Print);
        let menu = menu.unwrap_or_else(|| Dialog::about(kind, Some(ticket), number.clone()));
        let mut kiosks = self.catalogue.iter().flat_map(|catalogue| &catalogue.kiosks);
        let only = match (kiosks.next(), kiosks.next()) {
            (Some(card), None) => self.copy_at(card.id.clone(), (ticket, &number)),
            (_, _) => None,
        };
        match only {
            Some((command, under)) => {
                let again = Some(menu).filter(|menu| menu.kind != kind);
                let under = Under { dialog: again, ..under };
                self.ask_more(command, under, stamp)
            }
            None => {
                self.open_ask(Ask::Print, menu, None);
                Vec::new()
            }
        }
    }

    fn copy_at(
        &self,
        kiosk: KioskId,
        (ticket, number): (TicketId, &str),
    ) -> Option<(Command, Under)> {
        let counter = self.counter_id()?.clone();
        let under = Under::says(self.words().done_more(Saying::Prints(&kiosk), number));
        Some((Command::PrintCopy { counter, ticket, kiosk }, under))
    }

    /// Says that an agency's system is up again.
    pub(in crate::controller) fn system_up(
        &mut self,
        agency: AgencyId,
        menu: Option<Dialog>,
        stamp: Stamp,
    ) -> Vec<Effect> {
        let text = self.words().done_more(Saying::SystemUp(&agency), "");
        let mut under = Under::says(text);
        under.dialog = menu;
        self.ask_more(Command::ClearOutage { agency }, under, stamp)
    }

    fn ask_more(&mut self, command: Command, under: Under, stamp: Stamp) -> Vec<Effect> {
        let effects = self.ask(Action::More, command, stamp);
        if let Some(pending) = &mut self.pending {
            pending.under = Some(Box::new(under));
        }
        effects
    }

    fn check_in(&self, text: &str, stamp: Stamp) -> Option<(Command, Under)> {
        let booking = BookingCode::new(text).ok()?;
        let under = Under::number(booking.as_str().to_owned());
        let (language, channel) = (self.hall_language(), Channel::Counter);
        Some((Command::CheckIn { booking, language, channel, token: stamp.salt }, under))
    }

    fn admit(&self, text: &str, answer: &Answer, stamp: Stamp) -> Option<(Command, Under)> {
        let (number, queue) = self.queue_of_roll(text)?;
        let Answer::More(Pick::Service(service)) = answer else { return None };
        let ticket = AdmittedTicket {
            id: stamp.id.ticket(),
            number,
            queue,
            services: vec![service.clone()],
            language: None,
            token: None,
            issued_at: self.now,
            priority: None,
        };
        let text = self.words().done_more(Saying::Admitted, &number.to_string());
        Some((Command::AdmitTicket { ticket: Box::new(ticket) }, Under::says(text)))
    }

    /// Shows something to be written down.
    pub(in crate::controller) fn tell(&mut self, about: String, large: String, sentence: String) {
        let told = Some(Told { large, sentence, since: self.now });
        self.notice = None;
        self.dialog = Some(Dialog {
            more: More { told, ..More::default() },
            ..Dialog::about(DialogKind::More(Ask::Told), None, about)
        });
    }
}

/// The salt is as random as a voucher has to be, and goes nowhere else.
fn voucher_of(ticket: TicketId, stamp: Stamp) -> (Command, Under) {
    let bits = u128::from_str_radix(&stamp.salt.to_string(), 16).unwrap_or_default();
    let voucher = VoucherCode::from_bits(bits);
    let under = Under::voucher(voucher.as_str());
    (Command::TakeVoucher { ticket, voucher }, under)
}
