//! How long the hub thinks about a full hall: 10,400 waiting, 50 counters open (contract.md 10).

use crate::Place;
use crate::report::{Report, Row};
use crate::sample::Sample;
use antrean_hub::engine::Request;
use antrean_shared::command::{Command, PriorityClaim};
use antrean_shared::id::{Officer, Token};
use antrean_shared::ticket::{Channel, Language};
use antrean_tests::pure_hub::{PureHub, command_id, console};
use anyhow::{Context, Result, anyhow};
use serde_json::json;
use std::time::{Duration, Instant};

/// The most people whom the hall may have waiting.
const WAITING: u64 = 10_400;
/// One of so many has priority.
const PRIORITY_EVERY: u64 = 8;
const TIMES: usize = 50;
/// What contract.md 10 measured for a forecast.
const FORECAST_MAX: Duration = Duration::from_millis(20);

/// Measures and reports.
pub fn run(place: &Place, report: &mut Report) -> Result<()> {
    let hub = full_hall(place)?;
    let waiting = hub.state.lines.values().map(antrean_hub::state::Line::len).sum::<usize>();
    let open = hub.state.counters.len();
    let mut sample = Sample::default();
    let mut steps = 0;
    for _ in 0..TIMES {
        #[expect(clippy::disallowed_methods, reason = "this is what is measured")]
        let begun = Instant::now();
        let forecast = hub.moment().forecast();
        sample.add(begun.elapsed());
        steps = forecast.steps();
    }
    let micros = |time: Duration| time.as_micros();
    report.add(
        "forecast",
        Row {
            what: "who is called before whom, all who wait".to_owned(),
            measured: format!(
                "{waiting} waiting, {open} counters: p50 {} µs, p99 {} µs, {steps} steps",
                micros(sample.p50()),
                micros(sample.p99()),
            ),
            bar: Some(("p99 at most 20 ms".to_owned(), sample.p99() <= FORECAST_MAX)),
            figures: json!({
                "waiting": waiting,
                "counters": open,
                "p50_us": micros(sample.p50()) as u64,
                "p99_us": micros(sample.p99()) as u64,
                "steps": steps,
            }),
            ..Row::default()
        },
    );
    Ok(())
}

/// Fills the sample hall: every counter open, everybody who can wait waiting.
fn full_hall(place: &Place) -> Result<PureHub> {
    let mut hall = place.hall.hall.clone();
    hall.queues.values_mut().for_each(|queue| {
        (queue.quota, queue.waiting_max) = (None, None);
    });
    let day = hall.service_day(antrean_shared::time::Timestamp(1_764_000_000_000));
    let begins = hall.day_start(day).plus(Duration::from_secs(9 * 60 * 60));
    let mut hub = PureHub::new(hall, begins);
    let mut commands = 0;
    let mut send = |hub: &mut PureHub, counter: &str, command: Command| {
        commands += 1;
        let request = Request { id: command_id(commands), actor: console(counter), command };
        hub.send(&request).map_err(|refused| anyhow!("{refused:?}"))
    };
    let desks: Vec<_> = hub.hall.counter_order.clone();
    let services: Vec<_> = hub.hall.service_order.clone();
    for place in 0..WAITING {
        let at = usize::try_from(place)?;
        let salt = Token::from_bits(u128::from(place));
        let issue = Command::Issue {
            services: vec![services[at % services.len()].clone()],
            language: Language::Id,
            channel: Channel::Counter,
            token: salt,
            priority: place
                .is_multiple_of(PRIORITY_EVERY)
                .then_some(PriorityClaim { class: None, salt }),
            voucher: None,
        };
        send(&mut hub, "1", issue).context("drawing a number")?;
    }
    for (place, counter) in desks.into_iter().enumerate() {
        let officer = Officer::new(&format!("Petugas {place}")).map_err(|_| anyhow!("a name"))?;
        let name = counter.as_str().to_owned();
        send(&mut hub, &name, Command::OpenCounter { counter, officer }).context("opening")?;
    }
    Ok(hub)
}
