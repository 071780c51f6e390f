//! Which devices are connected and how they are: who speaks for a zone, and what somebody has to see
//! to.
//!
//! The doors say who is there; nothing of this is in the journal. Times are hub time.

use crate::engine::{API_DEVICE, Displays};
use crate::hall::{Hall, Zone};
use crate::state::HallState;
use antrean_shared::health::{DeviceTrouble, Health, Station, Trouble};
use antrean_shared::id::{DeviceId, ZoneId};
use antrean_shared::time::Timestamp;
use std::collections::BTreeMap;
use std::time::Duration;

/// A zone's named speaker that is gone for so long has another display speak (contract.md 7).
pub const SPEAKER_GONE: Duration = Duration::from_secs(10);
/// A kiosk that nobody has heard of for so long is missed.
pub const KIOSK_GONE: Duration = Duration::from_secs(30);

/// A console that holds a visitor and is not heard for so long is missed (contract.md 2).
pub const CONSOLE_GONE: Duration = Duration::from_secs(60);

/// The devices that are or were connected, as the doors know them.
pub type Connected = BTreeMap<DeviceId, Standing>;

/// A device at the doors.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Standing {
    /// Where it stands.
    pub station: Station,
    /// What it says of itself; none: nothing yet.
    pub health: Option<Health>,
    /// How often it has come: it may have come and gone between two looks.
    pub visits: u64,
    /// It is there now.
    pub here: bool,
}

/// The devices that have been there since the hub started.
#[derive(Debug, Clone)]
pub struct Devices {
    /// When the hub began to look.
    started: Timestamp,
    known: BTreeMap<DeviceId, Known>,
}

#[derive(Debug, Clone)]
struct Known {
    standing: Standing,
    /// When it came or went last.
    turned_at: Timestamp,
    /// When its troubles became what they are.
    troubled_at: Timestamp,
}

impl Default for Devices {
    fn default() -> Self {
        Self::new(Timestamp(0))
    }
}

impl Devices {
    /// Begins to look, with nobody there.
    pub fn new(started: Timestamp) -> Self {
        Self { started, known: BTreeMap::new() }
    }

    /// Takes over what the doors say.
    pub fn follow(&mut self, connected: &Connected, now: Timestamp) {
        for (device, standing) in connected {
            let known = self.known.entry(device.clone()).or_insert_with(|| Known {
                standing: Standing { visits: 0, here: false, ..standing.clone() },
                turned_at: now,
                troubled_at: now,
            });
            let before = &known.standing;
            if before.visits != standing.visits || before.here != standing.here {
                known.turned_at = now;
                known.troubled_at = now;
            } else if before.troubles() != standing.troubles() {
                known.troubled_at = now;
            }
            known.standing = standing.clone();
        }
    }

    /// Returns the displays that are there, and who stands in for a speaker.
    pub fn displays(&self, hall: &Hall, now: Timestamp) -> Displays {
        let here = self.known.iter().filter(|(_, known)| known.standing.here);
        let here = here.filter_map(|(device, known)| Some((device.clone(), known.zone()?.clone())));
        let standing_in = hall.zones.iter().filter_map(|zone| {
            let speaker = self.speaker(zone, now)?;
            let other = Some(speaker) != zone.speaker.as_ref();
            other.then(|| (zone.id.clone(), speaker.clone()))
        });
        Displays { here: here.collect(), standing_in: standing_in.collect() }
    }

    /// Returns the display that speaks for a zone: the named one, or the first that can while that one
    /// is gone or mute, or where none is named.
    pub fn speaker<'a>(&'a self, zone: &'a Zone, now: Timestamp) -> Option<&'a DeviceId> {
        let named = zone.speaker.as_ref();
        let is_there = |known: &Known| known.standing.here && known.zone() == Some(&zone.id);
        let lost = named.is_none_or(|named| match self.known.get(named) {
            Some(known) if is_there(known) => known.is_mute(),
            Some(known) => now.since(known.turned_at) >= SPEAKER_GONE,
            None => now.since(self.started) >= SPEAKER_GONE,
        });
        let mut others = self.known.iter().filter(|(device, _)| Some(*device) != named);
        let other = others.find(|(_, known)| is_there(known) && known.can_speak());
        other.map(|(device, _)| device).filter(|_| lost).or(named)
    }

    /// Returns every device of the hall that needs somebody, `state` being the hall's.
    pub fn troubles(
        &self,
        (hall, state): (&Hall, &HallState),
        now: Timestamp,
    ) -> Vec<DeviceTrouble> {
        let missed = self.missed(hall, now).chain(self.silent_consoles(state, now));
        let here = self
            .known
            .iter()
            .filter(|(_, known)| known.standing.here && !known.standing.troubles().is_empty());
        let troubled = here.map(|(device, known)| DeviceTrouble {
            device: Some(device.clone()),
            station: known.standing.station.clone(),
            since: known.troubled_at,
            troubles: known.standing.troubles().to_vec(),
        });
        missed.chain(troubled).collect()
    }

    /// Returns the next instant at which somebody counts as gone.
    pub fn due(&self, now: Timestamp) -> Option<Timestamp> {
        let gone = self.known.values().filter(|known| !known.standing.here);
        let turns = gone.map(|known| known.turned_at).chain([self.started]);
        let due =
            turns.flat_map(|at| [SPEAKER_GONE, KIOSK_GONE, CONSOLE_GONE].map(|gone| at.plus(gone)));
        due.filter(|due| *due > now).min()
    }

    /// Consoles whose counter holds a visitor and that are not heard. Other software's are no devices.
    fn silent_consoles<'a>(
        &'a self,
        state: &'a HallState,
        now: Timestamp,
    ) -> impl Iterator<Item = DeviceTrouble> + 'a {
        let holding = state.counters.iter().filter(|(_, live)| live.hand.is_some());
        holding.filter_map(move |(counter, live)| {
            let device = live.device.as_ref().filter(|device| device.as_str() != API_DEVICE)?;
            let known = self.known.get(device);
            let since = match known {
                Some(known) if known.standing.here => return None,
                Some(known) => known.turned_at,
                None => self.started,
            };
            (now.since(since) >= CONSOLE_GONE).then(|| DeviceTrouble {
                device: Some(device.clone()),
                station: Station::Console(Some(counter.clone())),
                since,
                troubles: vec![Trouble::NotConnected],
            })
        })
    }

    /// Kiosks of the hall file and named speakers that are not heard.
    fn missed<'a>(
        &'a self,
        hall: &'a Hall,
        now: Timestamp,
    ) -> impl Iterator<Item = DeviceTrouble> + 'a {
        let kiosks = hall.kiosk_order.iter().map(|id| (None, Station::Kiosk(id.clone())));
        let speakers = hall.zones.iter().filter_map(|zone| {
            Some((Some(zone.speaker.as_ref()?), Station::Display(zone.id.clone())))
        });
        kiosks.chain(speakers).filter_map(move |(named, station)| {
            let last = self.known.iter().filter(|(device, known)| match named {
                Some(named) => *device == named,
                None => known.standing.station == station,
            });
            let (mut since, mut device, mut there) = (self.started, named.cloned(), false);
            for (id, known) in last {
                there |= known.standing.here;
                since = since.max(known.turned_at);
                device = Some(id.clone());
            }
            let patience = if named.is_some() { SPEAKER_GONE } else { KIOSK_GONE };
            let gone = !there && now.since(since) >= patience;
            gone.then(|| DeviceTrouble {
                device,
                station,
                since,
                troubles: vec![Trouble::NotConnected],
            })
        })
    }
}

impl Standing {
    fn troubles(&self) -> &[Trouble] {
        self.health.as_ref().map_or(&[], |health| &health.troubles)
    }
}

impl Known {
    fn zone(&self) -> Option<&ZoneId> {
        match &self.standing.station {
            Station::Display(zone) => Some(zone),
            Station::Kiosk(_) | Station::Console(_) => None,
        }
    }

    fn can_speak(&self) -> bool {
        self.standing.health.as_ref().is_some_and(|health| health.can_speak)
    }

    /// It has said that it cannot speak; one that has said nothing yet is given time.
    fn is_mute(&self) -> bool {
        self.standing.health.as_ref().is_some_and(|health| !health.can_speak)
    }
}
