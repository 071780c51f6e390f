//! What stands around every screen: head, foot, languages, and what is wrong.

use super::convert::{code, countdown, day, fault, own_name};
use super::generated as g;
use super::{Ui, speak, update};
use crate::screen::{Comfort, Frame, Trouble};

impl Ui {
    pub(super) fn show_frame(&self, frame: &Frame) {
        let adapter = self.adapter::<g::FrameAdapter>();
        adapter.set_hall_kind((&frame.hall_kind).into());
        adapter.set_hall_name((&frame.hall_name).into());
        adapter.set_hall_place((&frame.hall_place).into());
        adapter.set_time((&frame.time).into());
        adapter.set_day(day(frame.day));
        adapter.set_training(frame.training);
        adapter.set_leaving(frame.leaving.is_some());
        adapter.set_leaving_in(frame.leaving.map_or_else(Default::default, countdown));
        self.show_trouble(frame.trouble.as_ref(), frame.touch_gone);
        self.show_comfort(frame.comfort);
        let languages = frame.languages.iter().map(|language| g::Language {
            code: language.code().into(),
            name: own_name(*language).into(),
        });
        update(&self.languages, languages.collect());
        self.adapter::<g::LanguageAdapter>().set_current(frame.language.code().into());
        if self.language.replace(Some(frame.language)) != Some(frame.language) {
            speak(frame.language);
        }
    }

    fn show_trouble(&self, trouble: Option<&Trouble>, touch_gone: bool) {
        let adapter = self.adapter::<g::TroubleAdapter>();
        let kind = match trouble {
            None if touch_gone => g::TroubleKind::TouchGone,
            None => g::TroubleKind::None,
            Some(Trouble::Connecting) => g::TroubleKind::Connecting,
            Some(Trouble::Offline { since, soon }) => {
                adapter.set_since(since.into());
                adapter.set_soon(*soon);
                g::TroubleKind::Offline
            }
            Some(Trouble::Emergency { since }) => {
                adapter.set_since(since.as_deref().unwrap_or_default().into());
                g::TroubleKind::Emergency
            }
            Some(Trouble::Refused { reason }) => {
                adapter.set_code(code(*reason).into());
                g::TroubleKind::Refused
            }
            Some(Trouble::DateUnconfirmed) => g::TroubleKind::DateUnconfirmed,
            Some(Trouble::Printer(status)) => {
                adapter.set_fault(fault(*status));
                g::TroubleKind::Printer
            }
        };
        adapter.set_kind(kind);
    }

    fn show_comfort(&self, comfort: Comfort) {
        let theme = self.adapter::<g::Theme>();
        theme.set_large_text(comfort.large_text);
        theme.set_high_contrast(comfort.contrast);
        self.adapter::<g::ComfortAdapter>().set_low(comfort.low_reach);
        let sizes = self.adapter::<g::Sizes>();
        sizes.set_tight(comfort.large_text || comfort.low_reach || sizes.get_short());
    }
}
