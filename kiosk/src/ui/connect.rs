//! Every touch of the window as a `Touch`.

use super::{Ui, g};
use crate::controller::Touch;
use antrean_shared::id::{AgencyId, ServiceId};
use antrean_shared::ticket::Language;

/// Sends every touch to `touched`.
pub(super) fn connect(ui: &Ui, touched: impl Fn(Touch) + Clone + 'static) {
    choices(ui, touched.clone());
    keys(ui, touched.clone());
    let plain = |touch: Touch| {
        let touched = touched.clone();
        move || touched(touch.clone())
    };
    let pager = ui.adapter::<g::PagerAdapter>();
    pager.on_next(plain(Touch::NextPage));
    pager.on_previous(plain(Touch::PreviousPage));
    ui.adapter::<g::FrameAdapter>().on_still_here(plain(Touch::StillHere));
    ui.adapter::<g::SlideAdapter>().on_woken(plain(Touch::StillHere));
    ui.adapter::<g::HomeAdapter>().on_search(plain(Touch::Search));
    ui.adapter::<g::HomeAdapter>().on_booking(plain(Touch::Booking));
    let code = ui.adapter::<g::CodeAdapter>();
    code.on_back(plain(Touch::Back));
    code.on_check_in(plain(Touch::CheckIn));
    ui.adapter::<g::HomeAdapter>().on_missed(plain(Touch::Missed));
    let missed = ui.adapter::<g::MissedAdapter>();
    missed.on_back(plain(Touch::Back));
    missed.on_come_back(plain(Touch::ComeBack));
    ui.adapter::<g::SearchAdapter>().on_back(plain(Touch::Back));
    ui.adapter::<g::ServicesAdapter>().on_back(plain(Touch::Back));
    let comfort = ui.adapter::<g::ComfortAdapter>();
    comfort.on_large_text(plain(Touch::LargeText));
    comfort.on_contrast(plain(Touch::Contrast));
    comfort.on_low_reach(plain(Touch::LowReach));
    let confirm = ui.adapter::<g::ConfirmAdapter>();
    confirm.on_back(plain(Touch::Back));
    confirm.on_add_service(plain(Touch::AddService));
    confirm.on_claim(plain(Touch::Claim));
    confirm.on_read_standard(plain(Touch::ReadStandard));
    ui.adapter::<g::StandardAdapter>().on_back(plain(Touch::Back));
    ui.adapter::<g::HomeAdapter>().on_back(plain(Touch::Back));
    confirm.on_take_number(plain(Touch::TakeNumber));
    ui.adapter::<g::TicketAdapter>().on_done(plain(Touch::Back));
    let standby = ui.adapter::<g::StandbyAdapter>();
    standby.on_done(plain(Touch::Back));
    standby.on_print_again(plain(Touch::PrintAgain));
    let failed = ui.adapter::<g::PaperFailedAdapter>();
    failed.on_photographed(plain(Touch::Photographed));
    failed.on_give_back(plain(Touch::GiveBack));
    failed.on_print_again(plain(Touch::PrintAgain));
    let doubt = ui.adapter::<g::DoubtAdapter>();
    doubt.on_came_out(plain(Touch::PaperCameOut));
    doubt.on_missing(plain(Touch::PaperMissing));
    doubt.on_not_mine(plain(Touch::NotMine));
    ui.adapter::<g::NoticeAdapter>().on_back(plain(Touch::Back));
}

fn choices(ui: &Ui, touched: impl Fn(Touch) + Clone + 'static) {
    let touch = touched.clone();
    ui.adapter::<g::HomeAdapter>().on_chosen(move |id| {
        if let Ok(id) = AgencyId::new(id.as_str()) {
            touch(Touch::Agency(id));
        }
    });
    let service = |touch: &dyn Fn(Touch), id: &str| {
        if let Ok(id) = ServiceId::new(id) {
            touch(Touch::Service(id));
        }
    };
    let touch = touched.clone();
    ui.adapter::<g::ServicesAdapter>().on_chosen(move |id| service(&touch, &id));
    let touch = touched.clone();
    ui.adapter::<g::SearchAdapter>().on_chosen(move |id| service(&touch, &id));
    ui.adapter::<g::LanguageAdapter>().on_chosen(move |code| {
        if let Some(language) = Language::ALL.into_iter().find(|other| code == other.code()) {
            touched(Touch::Language(language));
        }
    });
}

fn keys(ui: &Ui, touched: impl Fn(Touch) + Clone + 'static) {
    let keyboard = ui.adapter::<g::KeyboardAdapter>();
    let touch = touched.clone();
    keyboard.on_key(move |key| {
        if let Some(key) = key.chars().next() {
            touch(Touch::Key(key));
        }
    });
    let touch = touched.clone();
    keyboard.on_erase(move || touch(Touch::Erase));
    keyboard.on_erase_all(move || touched(Touch::EraseAll));
}
