//! The bands of a board: whose hall it is, the time, how the link stands, the lines at the foot.

use super::{Controller, PAGE_EVERY, turn, words};
use crate::moment::Moment;
use crate::screen::{Header, LinkNotice, Sound};
use antrean_shared::catalogue::Catalogue;
use antrean_shared::link::LinkState;
use antrean_shared::ticket::Language;
use antrean_shared::time::Timestamp;

impl Controller {
    pub(super) fn header(&self, language: Language, now: Moment) -> Header {
        let Some(catalogue) = &self.catalogue else { return Header::default() };
        let zone = self.board_view().map(|view| &view.zone).or(self.config.zone.as_ref());
        let zone = zone.and_then(|zone| catalogue.zone(zone));
        let training = match self.link {
            LinkState::Connected { training } => training || catalogue.training,
            LinkState::Connecting { .. } | LinkState::Lost { .. } | LinkState::Refused { .. } => {
                catalogue.training
            }
        };
        Header {
            hall: words::hall(catalogue, language),
            zone: zone.map_or_else(String::new, |zone| zone.name.get(language).to_owned()),
            time: Some(now.hub.at(catalogue.utc_offset)),
            training,
            sound: self.sound(catalogue, now),
        }
    }

    fn sound(&self, catalogue: &Catalogue, now: Moment) -> Sound {
        if !self.announcer.speaks() {
            return Sound::Usual;
        }
        let time = now.hub.at(catalogue.utc_offset).time();
        match (self.speaker_ready, self.config.voice.volume_at(time)) {
            (_, 0) => Sound::Quiet,
            (Some(true), _) => Sound::Usual,
            (Some(false) | None, _) => Sound::Missing,
        }
    }

    pub(super) fn link_notice(&self) -> LinkNotice {
        let clock = |instant: Timestamp| {
            let offset = self.catalogue.as_ref().map(|catalogue| catalogue.utc_offset);
            offset.map_or_else(String::new, |offset| instant.clock(offset))
        };
        match &self.link {
            LinkState::Connected { .. } if self.view.is_some() => LinkNotice::Current,
            LinkState::Connected { .. } => LinkNotice::Connecting(String::new()),
            LinkState::Connecting { since } => LinkNotice::Connecting(clock(*since)),
            LinkState::Lost { since } => LinkNotice::Lost(clock(*since)),
            LinkState::Refused { reason } => LinkNotice::Refused(*reason),
        }
    }

    pub(super) fn ticker(&self, language: Language, now: Moment) -> Vec<String> {
        let Some(catalogue) = &self.catalogue else { return Vec::new() };
        let lines = catalogue.ticker.iter().map(|line| line.get(language).to_owned());
        let lines = lines.chain(self.slides.ticker().map(ToOwned::to_owned));
        let lines: Vec<String> = lines.filter(|line| !line.is_empty()).collect();
        if self.config.ticker || lines.is_empty() {
            return lines;
        }
        vec![lines[turn(now, PAGE_EVERY, lines.len())].clone()]
    }
}
