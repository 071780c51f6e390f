//! The staff menu on the window, and what is touched in it.

use super::convert::{code, countdown, day, fault, figure, int, own_name, update};
use super::{Ui, g};
use crate::controller::Touch;
use crate::controller::staff::{DatePart, StaffTab, StaffTouch, Step};
use crate::printer::PrinterStatus;
use crate::screen::Countdown;
use crate::screen::staff::{
    DateShown, EndOfRun, Entry, Fact, FactKind, Paper, Said, StaffPage, StaffScreen, StaffSettings,
};
use antrean_shared::id::TicketId;
use antrean_shared::ticket::Language;
use slint::{ModelRc, VecModel};
use std::rc::Rc;

/// The lists of the menu.
#[derive(Default)]
pub(super) struct Lists {
    facts: Rc<VecModel<g::StaffFact>>,
    papers: Rc<VecModel<g::StaffPaper>>,
    languages: Rc<VecModel<g::StaffLanguage>>,
}

/// Ties the lists to the window and sends every touch to `touched`.
pub(super) fn connect(ui: &Ui, touched: impl Fn(Touch) + Clone + 'static) {
    let adapter = ui.adapter::<g::StaffAdapter>();
    adapter.set_facts(ModelRc::from(ui.staff.facts.clone()));
    adapter.set_papers(ModelRc::from(ui.staff.papers.clone()));
    adapter.set_languages(ModelRc::from(ui.staff.languages.clone()));
    let plain = |touch: StaffTouch| {
        let touched = touched.clone();
        move || touched(Touch::Staff(touch.clone()))
    };
    adapter.on_clock(plain(StaffTouch::Clock));
    adapter.on_open_key(plain(StaffTouch::OpenKey));
    adapter.on_erase(plain(StaffTouch::Erase));
    adapter.on_enter(plain(StaffTouch::Enter));
    adapter.on_close(plain(StaffTouch::Close));
    adapter.on_test_print(plain(StaffTouch::TestPrint));
    adapter.on_confirm_date(plain(StaffTouch::ConfirmDate));
    let staff = move |touch: StaffTouch| touched(Touch::Staff(touch));
    let touch = staff.clone();
    adapter.on_digit(move |digit| digit.chars().for_each(|digit| touch(StaffTouch::Digit(digit))));
    let touch = staff.clone();
    adapter.on_turn(move |part| touch(StaffTouch::Turn(tab(part))));
    let touch = staff.clone();
    adapter.on_reprint(move |id| {
        if let Ok(id) = id.parse() {
            touch(StaffTouch::Reprint(TicketId(id)));
        }
    });
    let touch = staff.clone();
    adapter.on_set_volume(move |up| touch(StaffTouch::Volume(step(up))));
    let touch = staff.clone();
    adapter.on_set_brightness(move |up| touch(StaffTouch::Brightness(step(up))));
    let touch = staff.clone();
    adapter.on_set_language(move |code| {
        if let Some(language) = Language::ALL.into_iter().find(|other| code == other.code()) {
            touch(StaffTouch::OwnLanguage(language));
        }
    });
    let touch = staff.clone();
    adapter.on_date(move |part, up| touch(StaffTouch::Date(date_part(part), step(up))));
    adapter.on_end(move |end| match end {
        g::StaffEnd::Restart => staff(StaffTouch::End(EndOfRun::Restart)),
        g::StaffEnd::Leave => staff(StaffTouch::End(EndOfRun::Leave)),
        g::StaffEnd::None => {}
    });
}

fn step(up: bool) -> Step {
    if up { Step::Up } else { Step::Down }
}

fn tab(part: g::StaffPart) -> StaffTab {
    match part {
        g::StaffPart::Papers => StaffTab::Papers,
        g::StaffPart::Settings => StaffTab::Settings,
        g::StaffPart::Date => StaffTab::Date,
        g::StaffPart::State | g::StaffPart::Pin | g::StaffPart::NoPin => StaffTab::State,
    }
}

fn date_part(part: g::StaffDatePart) -> DatePart {
    match part {
        g::StaffDatePart::Day => DatePart::Day,
        g::StaffDatePart::Month => DatePart::Month,
        g::StaffDatePart::Year => DatePart::Year,
        g::StaffDatePart::Hour => DatePart::Hour,
        g::StaffDatePart::Minute => DatePart::Minute,
    }
}

impl Ui {
    pub(super) fn show_staff(&self, screen: &StaffScreen) {
        let adapter = self.adapter::<g::StaffAdapter>();
        match screen {
            StaffScreen::NoPin { closes } => {
                adapter.set_closes(countdown(*closes));
                adapter.set_part(g::StaffPart::NoPin);
            }
            StaffScreen::Pin { typed, ready, entry, closes } => {
                adapter.set_typed(int(*typed));
                adapter.set_ready(*ready);
                self.show_entry(*entry, *closes);
                adapter.set_part(g::StaffPart::Pin);
            }
            StaffScreen::Menu { page, said, closes } => {
                adapter.set_closes(countdown(*closes));
                self.show_said(said.as_ref());
                adapter.set_part(self.show_page(page));
            }
        }
    }

    fn show_entry(&self, entry: Entry, closes: Countdown) {
        let adapter = self.adapter::<g::StaffAdapter>();
        adapter.set_closes(countdown(closes));
        adapter.set_entry(match entry {
            Entry::Fresh => g::StaffEntry::Fresh,
            Entry::Checking => g::StaffEntry::Checking,
            Entry::Wrong => g::StaffEntry::Wrong,
            Entry::Paused { seconds } => {
                adapter.set_pause(figure(Some(seconds)));
                g::StaffEntry::Paused
            }
        });
    }

    fn show_page(&self, page: &StaffPage) -> g::StaffPart {
        match page {
            StaffPage::State(facts) => {
                update(&self.staff.facts, facts.iter().map(fact).collect());
                g::StaffPart::State
            }
            StaffPage::Papers { papers, ready } => {
                update(&self.staff.papers, papers.iter().map(paper).collect());
                self.adapter::<g::StaffAdapter>().set_ready(*ready);
                g::StaffPart::Papers
            }
            StaffPage::Settings(settings) => {
                self.show_settings(settings);
                g::StaffPart::Settings
            }
            StaffPage::Date(date) => {
                self.show_date(date);
                g::StaffPart::Date
            }
        }
    }

    fn show_settings(&self, settings: &StaffSettings) {
        let adapter = self.adapter::<g::StaffAdapter>();
        adapter.set_volume(figure(settings.volume.map(u32::from)));
        adapter.set_brightness(figure(settings.brightness.map(u32::from)));
        adapter.set_own_language(settings.own.code().into());
        let language = |language: &Language| g::StaffLanguage {
            code: language.code().into(),
            name: own_name(*language).into(),
        };
        update(&self.staff.languages, settings.languages.iter().map(language).collect());
        adapter.set_asked(match settings.asked {
            None => g::StaffEnd::None,
            Some(EndOfRun::Restart) => g::StaffEnd::Restart,
            Some(EndOfRun::Leave) => g::StaffEnd::Leave,
        });
    }

    fn show_date(&self, date: &DateShown) {
        let adapter = self.adapter::<g::StaffAdapter>();
        adapter.set_day(day(date.day));
        adapter.set_hour(figure(Some(date.hour)));
        adapter.set_minute(figure(Some(date.minute)));
        adapter.set_wanted(date.wanted);
        adapter.set_ready(date.ready);
    }

    fn show_said(&self, said: Option<&Said>) {
        let adapter = self.adapter::<g::StaffAdapter>();
        let kind = match said {
            None => g::StaffSaid::Nothing,
            Some(Said::Printing) => g::StaffSaid::Printing,
            Some(Said::Printed) => g::StaffSaid::Printed,
            Some(Said::NotPrinted(status)) => {
                adapter.set_fault(fault(*status));
                g::StaffSaid::NotPrinted
            }
            Some(Said::Asking) => g::StaffSaid::Asking,
            Some(Said::DateConfirmed) => g::StaffSaid::DateConfirmed,
            Some(Said::DateTooEarly) => g::StaffSaid::DateTooEarly,
            Some(Said::NotAnswered) => g::StaffSaid::NotAnswered,
        };
        adapter.set_said(kind);
    }
}

fn paper(paper: &Paper) -> g::StaffPaper {
    g::StaffPaper {
        id: paper.ticket.0.to_string().into(),
        number: (&paper.number).into(),
        service: (&paper.service).into(),
        time: (&paper.time).into(),
    }
}

fn fact(of: &Fact) -> g::StaffFact {
    let plain = |kind| (kind, g::PrinterFault::None, false, String::new());
    let (kind, fault, low, code) = match of.kind {
        FactKind::Printer(status) => {
            let low = status == PrinterStatus::PaperLow;
            (g::StaffFactKind::Printer, fault(status), low, String::new())
        }
        FactKind::Refused(reason) => {
            (g::StaffFactKind::Refused, g::PrinterFault::None, false, code(reason))
        }
        FactKind::NoPrinter => plain(g::StaffFactKind::NoPrinter),
        FactKind::Connecting => plain(g::StaffFactKind::Connecting),
        FactKind::Connected => plain(g::StaffFactKind::Connected),
        FactKind::Lost => plain(g::StaffFactKind::Lost),
        FactKind::Issuing => plain(g::StaffFactKind::Issuing),
        FactKind::Emergency => plain(g::StaffFactKind::Emergency),
        FactKind::NotHandedOver => plain(g::StaffFactKind::NotHandedOver),
        FactKind::NotTaken => plain(g::StaffFactKind::NotTaken),
        FactKind::DateUnconfirmed => plain(g::StaffFactKind::DateUnconfirmed),
        FactKind::Hub => plain(g::StaffFactKind::Hub),
        FactKind::Hall => plain(g::StaffFactKind::Hall),
        FactKind::Kiosk => plain(g::StaffFactKind::Kiosk),
        FactKind::Program => plain(g::StaffFactKind::Program),
    };
    g::StaffFact {
        kind,
        well: of.well,
        text: (&of.text).into(),
        since: (&of.since).into(),
        fault,
        low,
        code: code.into(),
    }
}
