//! Who may serve what: a counter its queues' services, an officer those of his or her skills.

use crate::hall::{Counter, Hall};
use crate::state::HallState;
use antrean_shared::id::ServiceId;

/// Tells whether a counter may serve a service, with whoever sits there: the one question behind
/// calling, sending, listing and "nobody waits unseen".
pub fn serves(hall: &Hall, state: &HallState, desk: &Counter, service: &ServiceId) -> bool {
    let live = state.counters.get(&desk.id);
    let officer = live.and_then(|live| live.officer.as_ref());
    hall.serves(desk, service) && officer.is_none_or(|officer| hall.is_skilled(officer, service))
}
