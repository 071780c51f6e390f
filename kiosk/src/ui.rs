//! Screen → window, touches → `Touch`: it and its parts alone know the generated code.
//!
//! Used by `runtime` on the window's thread. It decides nothing: what is shown and what a touch means is
//! the controller's.

#[allow(clippy::restriction, clippy::pedantic, clippy::all, reason = "generated")]
mod generated {
    slint::include_modules!();
}

mod asleep;
mod connect;
mod convert;
mod frame;
mod notice;
mod reach;
mod staff;
#[cfg(test)]
mod tests;

use crate::controller::Touch;
use crate::grid::Window;
use crate::screen::asleep::Slide;
use crate::screen::{
    Body, Confirm, Home, Page, PaperFailed, Screen, Search, Services, SlipPaper, Standard,
    StandbyShown, TicketCard, TicketShown,
};
use antrean_shared::ticket::Language;
use convert::{
    countdown, fault, figure, fit, int, line, moment, picture, queue, row, slip_paper, speak,
    standing, tile, update, wait,
};
use generated as g;
pub use generated::App;
pub use reach::Reach;
use slint::{ComponentHandle, Global, Image, ModelRc, SharedString, VecModel};
use std::cell::{Cell, RefCell};
use std::rc::Rc;
use std::sync::Arc;

/// Pixels a millimetre of the panel that the sizes are drawn for.
const PX_PER_MM: f32 = 4.03;
/// How high above the floor a seated visitor reaches comfortably.
const REACH_MM: f32 = 1_100.0;

/// The panel as it hangs.
#[derive(Debug, Clone, Copy)]
pub struct Panel {
    /// Visible width; none: `PX_PER_MM`.
    pub width_mm: Option<f32>,
    /// How high its lower edge hangs above the floor.
    pub lower_edge_mm: f32,
}

/// The window with the lists that it shows.
pub struct Ui {
    app: App,
    tiles: Rc<VecModel<g::TileData>>,
    services: Rc<VecModel<g::RowData>>,
    found: Rc<VecModel<g::RowData>>,
    letters: Rc<VecModel<SharedString>>,
    lines: Rc<VecModel<g::LineData>>,
    queues: Rc<VecModel<g::QueueData>>,
    requirements: Rc<VecModel<SharedString>>,
    languages: Rc<VecModel<g::Language>>,
    staff: staff::Lists,
    /// The slide whose picture is on the window.
    slide: RefCell<Option<Arc<Slide>>>,
    language: Cell<Option<Language>>,
    /// Keys that go on to what they have reached, instead of to the controller.
    passing: Rc<Cell<bool>>,
    /// The address of the last QR, and its picture.
    qr: (String, Image, i32),
}

impl Ui {
    /// Makes the window; every touch goes to `touched`.
    pub fn new(touched: impl Fn(Touch) + Clone + 'static) -> Result<Self, slint::PlatformError> {
        let ui = Self {
            app: App::new()?,
            tiles: Rc::default(),
            services: Rc::default(),
            found: Rc::default(),
            letters: Rc::default(),
            lines: Rc::default(),
            queues: Rc::default(),
            requirements: Rc::default(),
            languages: Rc::default(),
            staff: staff::Lists::default(),
            slide: RefCell::default(),
            language: Cell::new(None),
            passing: Rc::default(),
            qr: (String::new(), Image::default(), 0),
        };
        ui.adapter::<g::HomeAdapter>().set_tiles(ModelRc::from(ui.tiles.clone()));
        ui.adapter::<g::SearchAdapter>().set_services(ModelRc::from(ui.found.clone()));
        ui.adapter::<g::SearchAdapter>().set_letters(ModelRc::from(ui.letters.clone()));
        ui.adapter::<g::StandardAdapter>().set_lines(ModelRc::from(ui.lines.clone()));
        let services = ui.adapter::<g::ServicesAdapter>();
        services.set_services(ModelRc::from(ui.services.clone()));
        services.set_queues(ModelRc::from(ui.queues.clone()));
        let requirements = ModelRc::from(ui.requirements.clone());
        ui.adapter::<g::ConfirmAdapter>().set_requirements(requirements);
        ui.adapter::<g::LanguageAdapter>().set_languages(ModelRc::from(ui.languages.clone()));
        staff::connect(&ui, touched.clone());
        connect::connect(&ui, touched);
        Ok(ui)
    }

    pub fn app(&self) -> &App {
        &self.app
    }

    /// Tells of every new size of the window.
    pub fn on_resized(&self, panel: Panel, resized: impl Fn(Window) + 'static) {
        let app = self.app.as_weak();
        self.adapter::<g::FrameAdapter>().on_resized(move |width, height| {
            if let Some(app) = app.upgrade() {
                resized(fit(&app, panel, (width, height)));
            }
        });
    }

    fn adapter<'a, T: Global<'a, App>>(&'a self) -> T {
        self.app.global::<T>()
    }

    /// Shows a screen; what has not changed is not drawn again.
    pub fn show(&mut self, screen: &Screen) {
        self.show_frame(&screen.frame);
        self.show_slide(screen.asleep.as_ref());
        let (kind, page) = match &screen.body {
            Body::Waiting => (g::BodyKind::Waiting, None),
            Body::Home(home) => (g::BodyKind::Home, Some(self.show_home(home))),
            Body::Services(services) => (g::BodyKind::Services, Some(self.show_services(services))),
            Body::Confirm(confirm) => {
                self.show_confirm(confirm);
                (g::BodyKind::Confirm, None)
            }
            Body::Search(search) => (g::BodyKind::Search, Some(self.show_search(search))),
            Body::Code(entry) => {
                let code = self.adapter::<g::CodeAdapter>();
                code.set_typed((&entry.typed).into());
                code.set_ready(entry.ready);
                (g::BodyKind::Code, None)
            }
            Body::Standard(shown) => (g::BodyKind::Standard, Some(self.show_standard(shown))),
            Body::Return(entry) => {
                let missed = self.adapter::<g::MissedAdapter>();
                missed.set_typed((&entry.typed).into());
                missed.set_ready(entry.ready);
                (g::BodyKind::Missed, None)
            }
            Body::Returning { slow, .. } => {
                self.show_busy(*slow, None);
                self.adapter::<g::BusyAdapter>().set_returning(true);
                (g::BodyKind::Busy, None)
            }
            Body::Issuing { slow } => {
                self.show_busy(*slow, None);
                (g::BodyKind::Busy, None)
            }
            Body::Printing { number, copy } => {
                self.show_busy(false, Some((number, *copy)));
                (g::BodyKind::Busy, None)
            }
            Body::Ticket(shown) => {
                self.show_ticket(shown);
                (g::BodyKind::Ticket, None)
            }
            Body::Standby(shown) => {
                self.show_standby(shown);
                (g::BodyKind::Standby, None)
            }
            Body::PaperFailed(failed) => {
                self.show_paper_failed(failed);
                (g::BodyKind::PaperFailed, None)
            }
            Body::Doubt { ticket, just_sent, back } => {
                let ticket = self.ticket(ticket);
                let adapter = self.adapter::<g::DoubtAdapter>();
                adapter.set_just_sent(*just_sent);
                adapter.set_ticket(ticket);
                adapter.set_back_in(countdown(*back));
                (g::BodyKind::Doubt, None)
            }
            Body::Notice(notice) => {
                self.show_notice(notice);
                (g::BodyKind::Notice, None)
            }
            Body::Staff(shown) => {
                self.show_staff(shown);
                (g::BodyKind::Staff, None)
            }
        };
        let pager = self.adapter::<g::PagerAdapter>();
        pager.set_page(page.map_or(1, |page| int(page.number)));
        pager.set_pages(page.map_or(1, |page| int(page.count)));
        self.adapter::<g::FrameAdapter>().set_body(kind);
    }

    fn show_ticket(&mut self, shown: &TicketShown) {
        let ticket = self.ticket(&shown.ticket);
        let adapter = self.adapter::<g::TicketAdapter>();
        adapter.set_ticket(ticket);
        adapter.set_copy(shown.copy);
        adapter.set_priority(shown.priority);
        adapter.set_back_in(countdown(shown.back));
    }

    fn show_standard(&self, standard: &Standard) -> Page {
        let adapter = self.adapter::<g::StandardAdapter>();
        adapter.set_agency((&standard.agency).into());
        adapter.set_service((&standard.service).into());
        update(&self.lines, standard.lines.iter().map(line).collect());
        standard.page
    }

    /// While a number is made, and then while it is printed.
    fn show_busy(&self, slow: bool, printing: Option<(&String, bool)>) {
        let busy = self.adapter::<g::BusyAdapter>();
        busy.set_printing(printing.is_some());
        busy.set_slow(slow);
        busy.set_returning(false);
        if let Some((number, copy)) = printing {
            busy.set_number(number.into());
            busy.set_copy(copy);
        }
    }

    fn show_search(&self, search: &Search) -> Page {
        let adapter = self.adapter::<g::SearchAdapter>();
        adapter.set_typed((&search.typed).into());
        adapter.set_rows(int(search.page.rows));
        update(&self.letters, search.typed.chars().map(SharedString::from).collect());
        update(&self.found, search.rows.iter().map(row).collect());
        search.page
    }

    fn show_home(&self, home: &Home) -> Page {
        let adapter = self.adapter::<g::HomeAdapter>();
        adapter.set_any_open(home.any_open);
        adapter.set_may_return(home.may_return);
        adapter.set_chosen_so_far(int(home.chosen));
        adapter.set_columns(int(home.page.columns));
        adapter.set_rows(int(home.page.rows));
        update(&self.tiles, home.tiles.iter().map(tile).collect());
        home.page
    }

    fn show_services(&self, services: &Services) -> Page {
        let adapter = self.adapter::<g::ServicesAdapter>();
        adapter.set_agency((&services.agency).into());
        adapter.set_agency_full((&services.agency_full).into());
        adapter.set_waiting(figure(services.waiting));
        adapter.set_counters_open(figure(services.counters_open));
        adapter.set_wait(wait(services.wait));
        adapter.set_columns(int(services.page.columns));
        adapter.set_rows(int(services.page.rows));
        update(&self.queues, services.queues.iter().map(queue).collect());
        update(&self.services, services.rows.iter().map(row).collect());
        services.page
    }

    fn show_confirm(&self, confirm: &Confirm) {
        let adapter = self.adapter::<g::ConfirmAdapter>();
        adapter.set_agency((&confirm.agency).into());
        adapter.set_service((&confirm.service).into());
        adapter.set_queue(confirm.queue.as_ref().map_or_else(Default::default, queue));
        adapter.set_minutes(figure(Some(confirm.minutes)));
        adapter.set_zone((&confirm.place.zone).into());
        adapter.set_counters((&confirm.place.counters).into());
        adapter.set_ahead(figure(confirm.ahead));
        adapter.set_counters_open(figure(confirm.counters_open));
        adapter.set_wait(wait(confirm.wait));
        let (sizes, large) =
            (self.adapter::<g::Sizes>(), self.adapter::<g::Theme>().get_large_text());
        let most = match sizes.get_tight() {
            true => brief(&confirm.requirements, large),
            false => requirements_shown(sizes.get_wide(), confirm),
        };
        let shown = confirm.requirements.iter().take(most).map(Into::into);
        update(&self.requirements, shown.collect());
        adapter.set_more(int(confirm.requirements.len().saturating_sub(most)));
        adapter.set_standing(standing(&confirm.standing));
        adapter.set_standby(confirm.standby.is_some());
        adapter.set_on_standby(figure(confirm.standby.as_ref().map(|list| list.waiting)));
        adapter.set_outage(confirm.outage.as_deref().unwrap_or_default().into());
        adapter.set_late(confirm.late.as_deref().unwrap_or_default().into());
        adapter.set_earlier(confirm.earlier.join(", ").into());
        adapter.set_may_add(confirm.may_add);
        adapter.set_may_claim(confirm.may_claim);
        adapter.set_priority(confirm.priority);
        adapter.set_ready(confirm.ready);
    }

    fn show_paper_failed(&mut self, failed: &PaperFailed) {
        let ticket = self.ticket(&failed.ticket);
        let adapter = self.adapter::<g::PaperFailedAdapter>();
        adapter.set_ticket(ticket);
        adapter.set_fault(failed.fault.map_or(g::PrinterFault::Unreachable, fault));
        adapter.set_paper_free(failed.paper_free);
        adapter.set_may_give_back(failed.may_give_back);
        adapter.set_may_print(failed.may_print);
        adapter.set_back_in(countdown(failed.back));
    }

    fn show_standby(&mut self, shown: &StandbyShown) {
        let (qr, qr_modules) = self.code_of(shown.address.as_deref());
        let adapter = self.adapter::<g::StandbyAdapter>();
        adapter.set_agency((&shown.agency).into());
        adapter.set_service((&shown.service).into());
        adapter.set_place(figure(Some(shown.place)));
        adapter.set_opens(moment(Some(&shown.opens)));
        adapter.set_zone((&shown.at.zone).into());
        adapter.set_qr(qr);
        adapter.set_qr_modules(qr_modules);
        adapter.set_paper(slip_paper(shown.paper));
        let fault_of = match shown.paper {
            SlipPaper::Failed(status) => fault(status),
            SlipPaper::Free | SlipPaper::Printing | SlipPaper::Out | SlipPaper::Unseen => {
                g::PrinterFault::None
            }
        };
        adapter.set_fault(fault_of);
        adapter.set_may_print(shown.may_print);
        adapter.set_back_in(countdown(shown.back));
    }

    /// The picture of an address as a QR, made once, and how many modules it is wide.
    fn code_of(&mut self, address: Option<&str>) -> (Image, i32) {
        let Some(address) = address else { return Default::default() };
        if self.qr.0 != address {
            let (image, side) = picture(address);
            self.qr = (address.to_owned(), image, side);
        }
        (self.qr.1.clone(), self.qr.2)
    }

    fn ticket(&mut self, card: &TicketCard) -> g::TicketData {
        let (qr, qr_modules) = self.code_of(card.address.as_deref());
        g::TicketData {
            number: (&card.number).into(),
            agency: (&card.agency).into(),
            service: (&card.service).into(),
            zone: (&card.place.zone).into(),
            counters: (&card.place.counters).into(),
            own: card.own,
            ahead: figure(Some(card.ahead)),
            counters_open: figure(card.counters_open),
            wait: wait(card.wait),
            qr,
            qr_modules,
        }
    }
}

/// Letters of a service's name that stand on one line of an upright panel.
const SERVICE_LINE: usize = 28;

/// Lines of things to bring in the card of a wide panel, and the letters of one.
const WIDE_LINES: usize = 5;
const WIDE_LINE: usize = 38;

/// How many things to bring leave room for the one action below them.
fn requirements_shown(wide: bool, confirm: &Confirm) -> usize {
    let quiet = confirm.ready && confirm.outage.is_none() && confirm.late.is_none();
    // How many are ahead is not known while the hub is away: then the screen says so, beside the card
    // on a wide panel.
    let away = wide && confirm.ahead.is_none();
    let remarked = !quiet || confirm.counters_open == Some(0) || away;
    // On an upright panel each line more of the choice itself is one less of these.
    let more = [
        confirm.service.chars().count() > SERVICE_LINE,
        !confirm.earlier.is_empty(),
        confirm.queue.is_some(),
    ];
    match (wide, remarked) {
        (false, false) => 4 - more.into_iter().filter(|line| *line).count(),
        (true, false) => whole_within(&confirm.requirements, WIDE_LINES),
        (false | true, true) => 0,
    }
}

/// How many of the lines stand whole, each broken where the card of a wide panel ends.
fn whole_within(requirements: &[String], lines: usize) -> usize {
    let taken = requirements.iter().scan(0, |taken, line| {
        *taken += line.chars().count().div_ceil(WIDE_LINE).max(1);
        Some(*taken)
    });
    taken.take_while(|taken| *taken <= lines).count()
}

/// What to bring, where it fits on a line each between the facts and the actions.
fn brief(requirements: &[String], large: bool) -> usize {
    let short = requirements.iter().all(|line| line.chars().count() <= 60);
    if short && !large { requirements.len().min(3) } else { 0 }
}
