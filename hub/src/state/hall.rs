//! How each event about the hall as a whole changes the state.

use super::{Announced, Day, HallState, Line, Zone};
use crate::event::{AgencyOutage, DayOpened, HallEvent, Learnt};
use antrean_shared::id::{AgencyId, TicketId};
use antrean_shared::time::Timestamp;

/// Texts that stay on the boards at a time.
const ANNOUNCEMENTS_MAX: usize = 5;

impl HallState {
    pub(super) fn apply_to_hall(&mut self, event: &HallEvent, at: Timestamp) {
        match event {
            HallEvent::DayOpened(opened) => self.open_day(opened, at),
            HallEvent::FileChanged { revision } => self.hall_revision = *revision,
            HallEvent::WaitsLearnt(learnt) => self.learn(Some(learnt)),
            HallEvent::QueueForced { queue, forced: Some(forced) } => {
                self.forced.insert(queue.clone(), forced.clone());
            }
            HallEvent::QueueForced { queue, forced: None } => drop(self.forced.remove(queue)),
            HallEvent::OutageSet { agency, outage, queues } => {
                let outage = AgencyOutage { outage: outage.clone(), queues: queues.clone() };
                self.begin_outage(agency, outage);
            }
            HallEvent::OutageCleared { agency } => self.end_outage(agency, at),
            // The writer's clock has gone on from there: the entry's own time says it.
            HallEvent::DateConfirmed { .. } => {}
            HallEvent::EpochRaised(raised) => self.raise_epoch(raised, at),
            HallEvent::StandbyJoined(joined) => self.join_standby(joined),
            HallEvent::StandbyLeft { ticket } => self.leave_standby(*ticket),
            HallEvent::StandbyMoved { queue, release_at } => self.move_standby(queue, *release_at),
            HallEvent::VoucherGiven(given) => self.give_voucher(given),
            HallEvent::BookingsImported { bookings } => self.import(bookings),
            HallEvent::RollOpened { prefix, range, .. } => self.open_roll(*prefix, *range),
            HallEvent::Announced { zone, text } => {
                self.announcements.push_front(Announced {
                    at,
                    zone: zone.clone(),
                    text: text.clone(),
                });
                self.announcements.truncate(ANNOUNCEMENTS_MAX);
            }
            HallEvent::CallsShown { zone, calls, .. } => self.announce(zone, calls, false),
            HallEvent::CallsSpoken { zone, calls, spoken, .. } => {
                self.zone_mut(zone).spoken = *spoken;
                self.announce(zone, calls, true);
            }
        }
    }

    /// A day starts from its snapshot alone; live and replayed states are then the same.
    fn open_day(&mut self, opened: &DayOpened, at: Timestamp) {
        let zones = opened.zones.iter().map(|(id, mark)| {
            let zone = Zone { last_call: mark.last_call, spoken: mark.spoken, ..Zone::default() };
            (id.clone(), zone)
        });
        *self = Self {
            day: Some(Day { day: opened.day, opened_at: at, ends_at: opened.ends_at }),
            epoch: opened.epoch,
            hall_revision: opened.hall_revision,
            series: opened.series.clone(),
            given: opened.given.clone(),
            zones: zones.collect(),
            reserved: opened.reserved.clone(),
            calibration: opened.calibration.clone(),
            forced: opened.forced.clone(),
            outages: opened.outages.clone(),
            vouchers: opened.vouchers.clone(),
            ..Self::default()
        };
        self.take_bookings(&opened.bookings);
        self.learn(opened.learnt.as_ref());
    }

    /// Takes over what was learnt. What a later hub has written another cannot always read: then
    /// the hall file's usual minutes have to do.
    fn learn(&mut self, learnt: Option<&Learnt>) {
        let read = learnt.and_then(|learnt| serde_json::from_str(&learnt.model).ok());
        self.model = read.unwrap_or_default();
        self.learnt = learnt.cloned();
    }

    /// Whoever waits while a system is down waits longer than the queue itself would ask for.
    fn begin_outage(&mut self, agency: &AgencyId, outage: AgencyOutage) {
        let lines = outage.queues.iter().filter_map(|queue| self.lines.get(queue));
        let waiting: Vec<TicketId> = lines.flat_map(Line::tickets).collect();
        waiting.into_iter().for_each(|id| self.ticket_mut(id).in_outage = true);
        self.outages.insert(agency.clone(), outage);
    }

    fn end_outage(&mut self, agency: &AgencyId, at: Timestamp) {
        let Some(AgencyOutage { outage, queues }) = self.outages.remove(agency) else { return };
        let length = self.of_today(&outage, at);
        for queue in queues {
            *self.were_down.entry(queue).or_default() += length;
        }
    }
}
