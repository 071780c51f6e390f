//! Keys of the keypad and the spoken guide: what is said when, and that it is said once.
//!
//! A new text always takes the place of the one that is being spoken, so nothing is spoken over anything.

use super::{Controller, Direction, Effect, Fresh, Phase, Speech, Touch};
use crate::guide::{self, Element};
use crate::keys::Pressed;
use crate::screen::Comfort;

/// Steps of the volume, each a part of the kiosk's own; the visitor's choice ends with the visit.
const VOLUME_MAX: u8 = 5;
const VOLUME_USUAL: u8 = 3;
/// Percent of the chime, which nobody has asked for.
const CHIME_VOLUME: u8 = 60;

/// What the guide has said.
#[derive(Debug)]
pub(super) struct Guide {
    pub(super) on: bool,
    volume: u8,
    /// The screen that was read last.
    subject: String,
    /// What the keys have reached.
    element: Option<Element>,
}

impl Default for Guide {
    fn default() -> Self {
        Self { on: false, volume: VOLUME_USUAL, subject: String::new(), element: None }
    }
}

impl Controller {
    pub(super) fn key(&mut self, key: char, fresh: Fresh) -> Vec<Effect> {
        let asked = self.leaving().is_some();
        self.touched = self.now.steady;
        if let Some(touch) = self.typed_at_door(key) {
            return self.staff_touch(touch, fresh);
        }
        let pressed = self.keys.press(key, self.now.steady);
        if let Pressed::Scanned(code) = pressed {
            return self.scanned(&code, fresh);
        }
        // "Anda masih di sini?": any key says yes, and nothing else.
        if asked {
            return Vec::new();
        }
        match pressed {
            Pressed::Next => vec![Effect::Focus(Direction::Next)],
            Pressed::Previous => vec![Effect::Focus(Direction::Previous)],
            Pressed::Choose => self.choose(fresh),
            Pressed::Help => self.help(),
            Pressed::Again => self.say_element(),
            Pressed::Pause => self.pause(),
            Pressed::Hush => self.hush(),
            Pressed::Louder => self.change_volume(1),
            Pressed::Softer => self.change_volume(-1),
            Pressed::Back => self.touch(Touch::Back, fresh),
            Pressed::Letter(letter) => self.touch(Touch::Key(letter), fresh),
            Pressed::Scanned(_) | Pressed::Nothing => Vec::new(),
        }
    }

    /// Whether the keys have reached an element.
    pub(super) fn points(&self) -> bool {
        self.guide.element.is_some()
    }

    /// The keys have reached an element, or none any more.
    pub(super) fn focused(&mut self, element: Option<Element>) -> Vec<Effect> {
        self.guide.element = element;
        self.say_element()
    }

    fn choose(&mut self, fresh: Fresh) -> Vec<Effect> {
        match (&self.guide.element, &self.phase) {
            (Some(_), _) => vec![Effect::Choose],
            (None, Phase::Notice { .. } | Phase::Ticket { .. }) => self.touch(Touch::Back, fresh),
            (None, _) => vec![Effect::Focus(Direction::Next)],
        }
    }

    fn help(&mut self) -> Vec<Effect> {
        let screen = self.screen();
        let read = guide::screen(&screen);
        let welcome = (!self.guide.on).then(|| guide::welcome(self.language));
        self.guide.on = true;
        self.guide.subject = guide::subject(&screen);
        self.say([welcome, Some(read)].into_iter().flatten().collect::<Vec<_>>().join(" "))
    }

    /// Waits and goes on where it stopped; what is said anew meanwhile is heard at once.
    fn pause(&self) -> Vec<Effect> {
        if self.guide.on { vec![Effect::Pause] } else { Vec::new() }
    }

    fn hush(&mut self) -> Vec<Effect> {
        let spoke = std::mem::take(&mut self.guide.on);
        if spoke { vec![Effect::Hush] } else { Vec::new() }
    }

    fn change_volume(&mut self, by: i8) -> Vec<Effect> {
        if !self.guide.on {
            return Vec::new();
        }
        self.guide.volume = self.guide.volume.saturating_add_signed(by).clamp(1, VOLUME_MAX);
        self.say(guide::volume(self.guide.volume, self.language))
    }

    fn say_element(&mut self) -> Vec<Effect> {
        match &self.guide.element {
            Some(element) => self.say(guide::element(element, self.language)),
            None => Vec::new(),
        }
    }

    /// After a touch that switches something: what it has become.
    pub(super) fn say_switched(&mut self, touch: &Touch) -> Vec<Effect> {
        let Comfort { large_text, contrast, low_reach } = self.comfort;
        let switches = [
            (Touch::Claim, self.visit.priority),
            (Touch::LargeText, large_text),
            (Touch::Contrast, contrast),
            (Touch::LowReach, low_reach),
        ];
        match switches.into_iter().find(|(switch, _)| switch == touch) {
            Some((_, on)) => self.say(guide::switched(on, self.language)),
            None => Vec::new(),
        }
    }

    /// Reads a screen that is another one than the last.
    pub(super) fn say_screen(&mut self) -> Vec<Effect> {
        if !self.guide.on {
            return Vec::new();
        }
        let screen = self.screen();
        let subject = guide::subject(&screen);
        if self.guide.subject == subject {
            return Vec::new();
        }
        self.guide.subject = subject;
        self.say(guide::screen(&screen))
    }

    pub(super) fn chime_volume(&self) -> u8 {
        self.staff.as_loud(CHIME_VOLUME)
    }

    fn say(&self, text: String) -> Vec<Effect> {
        if !self.guide.on || text.is_empty() {
            return Vec::new();
        }
        let volume_percent = self.staff.as_loud(self.guide.volume * (100 / VOLUME_MAX));
        vec![Effect::Say(Speech { text, language: self.language, volume_percent })]
    }
}
