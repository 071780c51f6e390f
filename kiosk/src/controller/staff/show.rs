//! What the staff menu looks like.

use super::{Controller, Door, Effect, PIN_DIGITS, Page};
use crate::controller::show::countdown;
use crate::screen::staff::{
    DateShown, Entry, Fact, FactKind, Paper, StaffPage, StaffScreen, StaffSettings,
};
use crate::screen::{Day, Trouble};
use antrean_shared::link::LinkState;
use chrono::{Datelike, Timelike};
use std::sync::Arc;

impl Controller {
    pub(in crate::controller) fn know_hub_version(&mut self, version: Arc<str>) -> Vec<Effect> {
        self.staff.hub_version = Some(version);
        Vec::new()
    }

    /// None: the menu is closed.
    pub(in crate::controller) fn staff_screen(&self) -> Option<StaffScreen> {
        let closes = countdown(self.menu_untouched(), self.menu_shown());
        Some(match &self.staff.door {
            Door::Closed => return None,
            Door::Pin { .. } | Door::Checking { .. } if !self.settings.staff.has_pin => {
                StaffScreen::NoPin { closes }
            }
            Door::Pin { typed, wrong } => StaffScreen::Pin {
                typed: typed.len(),
                ready: PIN_DIGITS.contains(&typed.len()),
                entry: self.entry(*wrong),
                closes,
            },
            Door::Checking { typed } => {
                StaffScreen::Pin { typed: *typed, ready: false, entry: Entry::Checking, closes }
            }
            Door::Menu(page) => StaffScreen::Menu {
                page: self.page_shown(page),
                said: self.staff.said.clone(),
                closes,
            },
        })
    }

    fn entry(&self, wrong: bool) -> Entry {
        let pause = self.staff.paused_until.saturating_sub(self.now.steady);
        let seconds = u32::try_from(pause.as_millis().div_ceil(1_000)).unwrap_or(u32::MAX);
        match (seconds, wrong) {
            (0, false) => Entry::Fresh,
            (0, true) => Entry::Wrong,
            (seconds, _) => Entry::Paused { seconds },
        }
    }

    fn page_shown(&self, page: &Page) -> StaffPage {
        match page {
            Page::State => StaffPage::State(self.facts()),
            Page::Papers => {
                StaffPage::Papers { papers: self.papers_shown(), ready: self.may_print_papers() }
            }
            Page::Settings { asked } => StaffPage::Settings(StaffSettings {
                volume: self.staff.levels.volume,
                brightness: self.staff.levels.brightness,
                own: self.own_language(),
                languages: self.languages(),
                asked: *asked,
            }),
            Page::Date(entry) => {
                let at = entry.at(self.hall_clock());
                StaffPage::Date(DateShown {
                    day: Day {
                        weekday: at.weekday().num_days_from_monday(),
                        day: at.day(),
                        month: at.month(),
                        year: at.year(),
                    },
                    hour: at.hour(),
                    minute: at.minute(),
                    wanted: self.view().is_some_and(|view| !view.issuing),
                    ready: self.may_confirm_date(),
                })
            }
        }
    }

    fn papers_shown(&self) -> Vec<Paper> {
        let (Some(catalogue), Some(offer)) = (&self.catalogue, self.offer()) else {
            return Vec::new();
        };
        let paper = |ticket: &antrean_shared::view::IssuedTicket| Paper {
            ticket: ticket.id,
            number: ticket.number.to_string(),
            service: offer.ticket(ticket).service,
            time: self.clock_of(ticket.issued_at),
        };
        self.staff.papers.of(catalogue.service_day).map(paper).collect()
    }

    /// What has become of numbers that this kiosk gave by itself.
    fn own_facts(&self) -> Vec<Fact> {
        let since = String::new();
        let refused: Vec<_> =
            self.not_taken().map(|(number, why)| format!("{number} ({why})")).collect();
        let waiting = self.not_handed_over() - refused.len();
        let (kind, text) = (FactKind::NotHandedOver, waiting.to_string());
        let waiting = (waiting > 0).then(|| Fact { kind, well: true, text, since: since.clone() });
        let (kind, text) = (FactKind::NotTaken, refused.join(", "));
        let refused = (!refused.is_empty()).then_some(Fact { kind, well: false, text, since });
        waiting.into_iter().chain(refused).collect()
    }

    /// What is wrong first, then whom the kiosk talks to.
    fn facts(&self) -> Vec<Fact> {
        let since = |at: Option<_>| at.map_or_else(String::new, |at| self.clock_of(at));
        let told = |kind, text: &str| Fact {
            kind,
            well: true,
            text: text.to_owned(),
            since: String::new(),
        };
        let staff = &self.settings.staff;
        let printer = self.printer();
        let no_printer = told(FactKind::NoPrinter, "");
        let of_printer = Fact {
            kind: FactKind::Printer(printer),
            well: printer == crate::printer::PrinterStatus::Ready,
            text: staff.printer.clone(),
            since: since(self.staff.printer_since),
        };
        let mut facts = vec![if self.is_paper_free() { no_printer } else { of_printer }];
        let (kind, well, link_since) = match &self.link {
            LinkState::Connecting { since } => (FactKind::Connecting, false, Some(*since)),
            LinkState::Connected { .. } => (FactKind::Connected, true, self.staff.link_since),
            LinkState::Lost { since } => (FactKind::Lost, false, Some(*since)),
            LinkState::Refused { reason } => {
                (FactKind::Refused(*reason), false, self.staff.link_since)
            }
        };
        facts.push(Fact { kind, well, text: String::new(), since: since(link_since) });
        match self.trouble() {
            None if self.catalogue.is_some() => facts.push(told(FactKind::Issuing, "")),
            Some(Trouble::Emergency { .. }) => facts.push(told(FactKind::Emergency, "")),
            Some(Trouble::DateUnconfirmed) => {
                facts.push(Fact { well: false, ..told(FactKind::DateUnconfirmed, "") });
            }
            None | Some(_) => {}
        }
        facts.extend(self.own_facts());
        let version = self.staff.hub_version.as_deref();
        let hub = version.map(|version| format!("{} · antrean-hub {version}", staff.hub));
        facts.push(told(FactKind::Hub, hub.as_ref().unwrap_or(&staff.hub)));
        if let Some(catalogue) = &self.catalogue {
            let words = &catalogue.hall;
            let name = [&words.name, &words.place].map(|words| words.get(self.language));
            facts.push(told(FactKind::Hall, name.join(" · ").trim_end_matches(" · ")));
        }
        facts.push(told(FactKind::Kiosk, self.settings.kiosk.as_str()));
        facts.push(told(FactKind::Program, &staff.program));
        facts
    }
}
