//! Starts the counter console: arguments, settings, logging, the link, the window.

use antrean_counter::config::CounterConfig;
use antrean_counter::controller::{Controller, Input, Start};
use antrean_counter::memory::Memory;
use antrean_counter::runtime::{self, Console};
use antrean_counter::ui::Ui;
use antrean_shared::app::AppArgs;
use antrean_shared::limits::INPUTS_MAX;
use antrean_shared::link::{self, LinkConfig};
use antrean_shared::protocol::Role;
use antrean_shared::{config, crash, keep, logging};
use anyhow::Context;
use clap::Parser;
use slint::ComponentHandle;
use std::rc::Rc;
use std::str::FromStr;
use std::time::Duration;
use tokio::sync::mpsc;

const PROGRAM: &str = "antrean-counter";

/// The officer's console of a counter.
#[derive(Debug, Parser)]
#[command(version)]
struct Args {
    #[command(flatten)]
    app: AppArgs,
    /// Size of the window, such as 1280x800; implies --windowed
    #[arg(long, value_name = "WxH")]
    size: Option<Size>,
}

/// A window's size in pixels.
#[derive(Debug, Clone, Copy)]
struct Size(u16, u16);

impl FromStr for Size {
    type Err = String;
    fn from_str(text: &str) -> Result<Self, String> {
        let size =
            text.split_once('x').and_then(|(w, h)| Some(Self(w.parse().ok()?, h.parse().ok()?)));
        size.ok_or_else(|| "a size is WIDTHxHEIGHT in pixels, such as 1280x800".to_owned())
    }
}

fn main() -> anyhow::Result<()> {
    let Args { app, size } = Args::parse();
    let folder = app.folder(PROGRAM);
    keep::make_folder(&folder).context("making the folder for this device's files")?;
    logging::start(PROGRAM, Some(&folder));
    crash::install(None);
    let settings: CounterConfig =
        config::load(app.config.as_deref()).context("reading the settings")?;
    slint::BackendSelector::new()
        .backend_name("winit".into())
        .renderer_name("software".into())
        .select()
        .context("opening the display")?;
    let tokio = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(1)
        .enable_all()
        .build()
        .context("starting the network thread")?;

    let memory = Memory::load(&folder);
    let hub = app.hub(&folder);
    let device = app.device(PROGRAM);
    let (link, ends) = link::start(
        tokio.handle(),
        LinkConfig {
            hub: hub.clone(),
            device: device.clone(),
            role: Role::Console { counter: memory.counter.clone() },
            program: format!("{PROGRAM} {}", env!("CARGO_PKG_VERSION")),
            folder: folder.clone(),
        },
    )
    .context("opening this device's files")?;

    let (send, inputs) = mpsc::channel(INPUTS_MAX);
    let send = runtime::sender(send);
    let ui = Rc::new(Ui::new(send.clone()).context("making the window")?);
    let window = ui.window().clone_strong();
    window.set_whole_screen(!app.windowed && size.is_none());
    if let Some(Size(width, height)) = size {
        window.window().set_size(slint::PhysicalSize::new(width.into(), height.into()));
    }
    let start = Start {
        device,
        hub,
        memory,
        language: settings.language,
        counter: settings.counter,
        now: link.now(),
    };
    let (controller, effects) = Controller::new(start);
    ui.show(&controller.screen());
    let ticks = slint::Timer::default();
    ticks.start(slint::TimerMode::Repeated, runtime::TICK, move || send(Input::Tick));
    let console = Console { ui, controller, link, inputs, folder };
    let task = slint::spawn_local(runtime::run(console, ends, effects)).context("starting")?;
    window.run().context("showing the window")?;

    task.abort();
    tokio.shutdown_timeout(Duration::from_secs(2));
    Ok(())
}
