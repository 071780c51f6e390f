//! The staff menu: five touches on the clock or a key open it, a PIN lets in, and it closes by itself.
//!
//! It shows what is wrong and whom the kiosk talks to, prints a test and copies, sets the machine
//! and confirms the date. Pure: what it wants of the machine are `Order`s that `runtime` carries
//! out. There is no other way out of full screen.

mod date;
mod door;
mod papers;
mod show;
#[cfg(test)]
mod tests;

use super::{Controller, Effect, Fresh, Phase};
use crate::screen::staff::{EndOfRun, Said};
use antrean_shared::command::Command;
use antrean_shared::id::{CommandId, TicketId};
use antrean_shared::link::Reply;
use antrean_shared::protocol::Outcome;
use antrean_shared::rejection::Rejection;
use antrean_shared::ticket::Language;
use antrean_shared::time::{ServiceDay, Timestamp};
use antrean_shared::view::IssuedTicket;
use date::DateEntry;
pub use date::DatePart;
use papers::Papers;
use std::sync::Arc;
use std::time::Duration;

/// Touches on the clock that open the menu, and within which time.
pub const MARKS: usize = 5;
pub const MARKS_WITHIN: Duration = Duration::from_secs(4);
/// How long the menu and its door stay open without a touch.
pub const MENU_SHOWN: Duration = Duration::from_secs(90);
pub const DOOR_SHOWN: Duration = Duration::from_secs(30);
/// Digits of a PIN: with the pauses, a million of them take longer than a kiosk lives.
pub const PIN_DIGITS: std::ops::RangeInclusive<usize> = 6..=12;
/// Wrong PINs that cost nothing; each further one doubles the pause.
pub const TRIES_FREE: u32 = 3;
pub const PAUSE_FIRST: Duration = Duration::from_secs(30);
pub const PAUSE_MAX: Duration = Duration::from_secs(600);
/// Percent that one touch makes louder or lighter.
const LEVEL_STEP: u8 = 10;
/// A screen darker than this cannot be read to make it lighter again.
const BRIGHTNESS_MIN: u8 = 10;

/// What a finger did in the menu or on the way to it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum StaffTouch {
    /// Touched the clock at the top of the screen.
    Clock,
    /// Pressed the key that opens the menu at once.
    OpenKey,
    Digit(char),
    Erase,
    Enter,
    Close,
    Turn(StaffTab),
    TestPrint,
    Reprint(TicketId),
    Volume(Step),
    Brightness(Step),
    OwnLanguage(Language),
    Date(DatePart, Step),
    ConfirmDate,
    End(EndOfRun),
}

/// A page of the menu to turn to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StaffTab {
    State,
    Papers,
    Settings,
    Date,
}

/// A touch on plus or minus.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    Up,
    Down,
}

/// What the machine is asked for.
#[derive(Clone, PartialEq, Eq)]
pub enum Order {
    CheckPin(String),
    /// Tell the levels.
    Look,
    /// Percent.
    Volume(u8),
    /// Percent.
    Brightness(u8),
    KeepLanguage(Language),
    End(EndOfRun),
}

impl std::fmt::Debug for Order {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::CheckPin(_) => f.write_str("CheckPin"),
            Self::Look => f.write_str("Look"),
            Self::Volume(percent) => write!(f, "Volume({percent})"),
            Self::Brightness(percent) => write!(f, "Brightness({percent})"),
            Self::KeepLanguage(language) => write!(f, "KeepLanguage({language})"),
            Self::End(end) => write!(f, "End({end:?})"),
        }
    }
}

/// What the machine says.
#[derive(Debug, Clone, PartialEq)]
pub enum MachineSays {
    PinIs {
        right: bool,
    },
    Levels(Levels),
    OwnLanguage(Language),
    /// Tickets that an earlier run printed, oldest first.
    PrintedEarlier {
        day: ServiceDay,
        tickets: Vec<IssuedTicket>,
    },
}

/// Percent; none where the system does not allow it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Levels {
    pub volume: Option<u8>,
    pub brightness: Option<u8>,
    /// How loud the kiosk's own sounds are, where no mixer of the system makes them so.
    pub gain: Option<u8>,
}

/// What holds for the whole run and only this menu shows.
#[derive(Debug, Clone, Default)]
pub struct StaffFacts {
    pub has_pin: bool,
    /// Where the hub is looked for.
    pub hub: String,
    /// Name and version.
    pub program: String,
    /// How the printer is reached.
    pub printer: String,
}

#[derive(Debug, Default)]
pub(super) struct Staff {
    door: Door,
    /// Since when nobody has touched it.
    touched: Duration,
    /// Times of the touches on the clock.
    marks: Vec<Duration>,
    wrong: u32,
    /// Until when no PIN is taken.
    paused_until: Duration,
    printer_since: Option<Timestamp>,
    link_since: Option<Timestamp>,
    hub_version: Option<Arc<str>>,
    levels: Levels,
    /// The language of the start screen, where it is not the hall's.
    pub(super) language: Option<Language>,
    papers: Papers,
    said: Option<Said>,
    /// The question for the hub that is on its way.
    asked: Option<CommandId>,
}

impl Staff {
    pub(super) fn has_heard_printer(&self) -> bool {
        self.printer_since.is_some()
    }

    /// A volume as the kiosk's own volume leaves it; a mixer of the system does that by itself.
    pub(super) fn as_loud(&self, percent: u8) -> u8 {
        let gain = u16::from(self.levels.gain.unwrap_or(100).min(100));
        u8::try_from(u16::from(percent) * gain / 100).unwrap_or(percent)
    }
}

#[derive(Debug, Default)]
enum Door {
    #[default]
    Closed,
    Pin {
        typed: String,
        wrong: bool,
    },
    Checking {
        typed: usize,
    },
    Menu(Page),
}

#[derive(Debug)]
enum Page {
    State,
    Papers,
    Settings { asked: Option<EndOfRun> },
    Date(DateEntry),
}

impl Controller {
    /// Settings that a test of the window turns.
    #[cfg(test)]
    pub fn settings_for_test(&mut self) -> &mut super::Settings {
        &mut self.settings
    }

    /// A kiosk with a PIN, for the tests of the window.
    #[cfg(test)]
    pub fn set_staff_for_test(&mut self, hub: &str, printer: &str) {
        self.settings.staff = StaffFacts {
            has_pin: true,
            hub: hub.to_owned(),
            program: "antrean-kiosk 0.1.0".to_owned(),
            printer: printer.to_owned(),
        };
    }

    pub(super) fn staff_is_in(&self) -> bool {
        !matches!(self.staff.door, Door::Closed)
    }

    pub(super) fn staff_touch(&mut self, touch: StaffTouch, fresh: Fresh) -> Vec<Effect> {
        let now = self.now.steady;
        self.staff.touched = now;
        match (touch, &self.staff.door) {
            (StaffTouch::Clock, Door::Closed) => {
                let marks = &mut self.staff.marks;
                marks.retain(|mark| now.saturating_sub(*mark) <= MARKS_WITHIN);
                marks.push(now);
                if marks.len() >= MARKS {
                    self.open_door();
                }
                Vec::new()
            }
            (StaffTouch::OpenKey, Door::Closed) => {
                self.open_door();
                Vec::new()
            }
            (StaffTouch::Close, _) => {
                self.close_menu();
                Vec::new()
            }
            (touch, Door::Pin { .. }) => self.pin_touch(&touch),
            (touch, Door::Menu(_)) => self.menu_touch(touch, fresh),
            (_, Door::Closed | Door::Checking { .. }) => Vec::new(),
        }
    }

    pub(super) fn close_menu(&mut self) {
        self.staff.door = Door::Closed;
        self.staff.said = None;
        self.staff.asked = None;
        self.start_over();
    }

    pub(super) fn machine_says(&mut self, says: MachineSays) -> Vec<Effect> {
        match says {
            MachineSays::PinIs { right } => return self.pin_is(right),
            MachineSays::Levels(levels) => self.staff.levels = levels,
            MachineSays::OwnLanguage(language) => self.set_own_language(language),
            MachineSays::PrintedEarlier { day, tickets } => {
                self.staff.papers.found(day, tickets);
            }
        }
        Vec::new()
    }

    fn menu_touch(&mut self, touch: StaffTouch, fresh: Fresh) -> Vec<Effect> {
        let levels = self.staff.levels;
        let asked = self.asked_to_end();
        match touch {
            StaffTouch::Turn(tab) => self.turn_to(tab),
            StaffTouch::TestPrint => return self.print_test(),
            StaffTouch::Reprint(ticket) => return self.reprint(ticket),
            StaffTouch::Volume(step) => {
                let volume = levels.volume.map(|now| Order::Volume(stepped(now, step, 0)));
                return volume.map(Effect::Machine).into_iter().collect();
            }
            StaffTouch::Brightness(step) => {
                let light = |now| Order::Brightness(stepped(now, step, BRIGHTNESS_MIN));
                return levels.brightness.map(light).map(Effect::Machine).into_iter().collect();
            }
            StaffTouch::OwnLanguage(language) => {
                self.set_own_language(language);
                return vec![Effect::Machine(Order::KeepLanguage(language))];
            }
            StaffTouch::Date(part, step) => self.step_date(part, step),
            StaffTouch::ConfirmDate => return self.confirm_date(fresh),
            StaffTouch::End(end) if asked == Some(end) => {
                return vec![Effect::Machine(Order::End(end))];
            }
            StaffTouch::End(end) => {
                self.staff.door = Door::Menu(Page::Settings { asked: Some(end) });
            }
            StaffTouch::Clock
            | StaffTouch::OpenKey
            | StaffTouch::Digit(_)
            | StaffTouch::Erase
            | StaffTouch::Enter
            | StaffTouch::Close => {}
        }
        Vec::new()
    }

    /// What one more touch ends, if the settings are open and it was touched once.
    fn asked_to_end(&self) -> Option<EndOfRun> {
        if let Door::Menu(Page::Settings { asked }) = &self.staff.door { *asked } else { None }
    }

    fn turn_to(&mut self, tab: StaffTab) {
        self.staff.said = None;
        let page = match tab {
            StaffTab::State => Page::State,
            StaffTab::Papers => Page::Papers,
            StaffTab::Settings => Page::Settings { asked: None },
            StaffTab::Date => Page::Date(DateEntry::of(self.hall_clock())),
        };
        self.staff.door = Door::Menu(page);
    }

    fn set_own_language(&mut self, language: Language) {
        self.staff.language = Some(language);
        self.language = self.own_language();
    }

    /// Asks the hub; its answer comes to `staff_reply`.
    fn ask_hub(&mut self, fresh: Fresh, command: Command) -> Vec<Effect> {
        self.staff.said = Some(Said::Asking);
        self.staff.asked = Some(fresh.command);
        vec![Effect::Ask { id: fresh.command, command }]
    }

    /// Takes the answer to a question of this menu; false if it is another's.
    pub(super) fn staff_reply(&mut self, reply: &Reply) -> bool {
        let (Reply::Answered { id, .. } | Reply::Unknown { id } | Reply::Refused { id, .. }) =
            reply;
        if self.staff.asked != Some(*id) {
            return false;
        }
        self.staff.asked = None;
        self.staff.said = Some(match reply {
            Reply::Answered { outcome: Outcome::Done(_), .. } => Said::DateConfirmed,
            Reply::Answered {
                outcome: Outcome::Rejected(Rejection::DateTooEarly { .. }), ..
            } => Said::DateTooEarly,
            Reply::Answered { .. } | Reply::Unknown { .. } | Reply::Refused { .. } => {
                Said::NotAnswered
            }
        });
        true
    }

    pub(super) fn staff_not_asked(&mut self, id: CommandId) {
        if self.staff.asked == Some(id) {
            self.staff.asked = None;
            self.staff.said = Some(Said::NotAnswered);
        }
    }

    /// Remembers since when printer and hub are as they are.
    pub(super) fn note_change(&mut self, printer: bool, link: bool) {
        let now = Some(self.now.hall);
        if printer {
            self.staff.printer_since = now;
        }
        if link {
            self.staff.link_since = now;
        }
    }

    /// Closes what nobody touches; a pause is waited out.
    pub(super) fn turn_staff_clock(&mut self) {
        if self.staff_is_in() && self.menu_untouched() >= self.menu_shown() {
            self.close_menu();
        }
    }

    fn menu_untouched(&self) -> Duration {
        self.now.steady.saturating_sub(self.staff.touched)
    }

    fn menu_shown(&self) -> Duration {
        if let Door::Menu(_) = self.staff.door { MENU_SHOWN } else { DOOR_SHOWN }
    }
}

fn stepped(now: u8, step: Step, least: u8) -> u8 {
    match step {
        Step::Up => now.saturating_add(LEVEL_STEP).min(100),
        Step::Down => now.saturating_sub(LEVEL_STEP).max(least),
    }
}
