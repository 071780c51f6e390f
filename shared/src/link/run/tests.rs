use super::*;
use crate::id::DeviceId;
use tokio::sync::{Semaphore, watch};

#[test]
fn a_machine_that_slept_dials_at_once() {
    let folder = tempfile::tempdir().unwrap();
    let (mut runner, mut state) = runner(folder.path());
    runner.phase = Phase::Joined { journal: JournalId(uuid::Uuid::nil()), epoch: 1 };
    runner.publish(LinkState::Connected { training: false });
    let start = runner.ticked;
    runner.heard = start + 3_000;
    runner.tick(start + 3_000);
    assert!(matches!(runner.phase, Phase::Joined { .. }));
    runner.heard = start + 6_001;
    runner.tick(start + 6_001);
    assert_eq!(runner.phase, Phase::Apart);
    assert!(matches!(runner.wire, Wire::Dialing(_)));
    assert!(matches!(*state.borrow_and_update(), LinkState::Lost { .. }));
}

fn runner(folder: &std::path::Path) -> (Runner, watch::Receiver<LinkState>) {
    let config = LinkConfig {
        hub: "127.0.0.1:1".to_owned(),
        device: DeviceId::new("board").unwrap(),
        role: Role::Display { zone: None },
        program: "test".to_owned(),
        folder: folder.to_owned(),
    };
    let (_, requests) = mpsc::channel(1);
    let (_, watched) = watch::channel(None);
    let (_, searched) = watch::channel(None);
    let (_, health) = watch::channel(None);
    let (replies, _) = mpsc::channel(1);
    let since = crate::time::Timestamp(0);
    let (state, state_rx) = watch::channel(LinkState::Connecting { since });
    let inlets = Inlets { requests, watched, searched, health, tells: Arc::new(Semaphore::new(1)) };
    let (views, catalogue) = (watch::channel(None).0, watch::channel(None).0);
    let ends = Ends {
        views,
        catalogue,
        state,
        replies,
        found: watch::channel(None).0,
        hub: watch::channel(None).0,
    };
    let stored = Stored::open(folder).unwrap();
    let clock = Arc::new(Clock::new());
    (Runner::new(config, Timing::REAL, stored, clock, (inlets, ends)), state_rx)
}
