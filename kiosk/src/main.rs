//! Starts the kiosk: arguments, settings, logging; then `runtime` runs it.

mod tool;

use antrean_kiosk::config::KioskConfig;
use antrean_kiosk::controller::staff::StaffFacts;
use antrean_kiosk::machine::MachineConfig;
use antrean_kiosk::runtime::{self, Options};
use antrean_kiosk::screen::staff::EndOfRun;
use antrean_kiosk::ui::Panel;
use antrean_shared::app::{self, AppArgs};
use antrean_shared::id::DeviceId;
use antrean_shared::link::LinkConfig;
use antrean_shared::protocol::Role;
use antrean_shared::{crash, logging};
use anyhow::Context;
use clap::{Parser, Subcommand};
use std::path::PathBuf;

const PROGRAM: &str = "antrean-kiosk";

/// The ticket kiosk of a hall
#[derive(Debug, Parser)]
#[command(name = PROGRAM, version)]
struct Args {
    #[command(flatten)]
    app: AppArgs,
    /// Size of the window, such as 1080x1920; for trials
    #[arg(long, value_name = "WxH", value_parser = size)]
    size: Option<(u32, u32)>,
    #[command(subcommand)]
    tool: Option<Tool>,
}

#[derive(Debug, Subcommand)]
enum Tool {
    /// Sets the PIN of the staff menu in a settings file
    Pin {
        /// The kiosk's settings file
        settings: PathBuf,
    },
    /// Draws a paper as a printer would print it
    Preview(tool::Preview),
}

fn size(text: &str) -> Result<(u32, u32), String> {
    let parts = text.split_once('x').and_then(|(w, h)| Some((w.parse().ok()?, h.parse().ok()?)));
    let fits = |(width, height): &(u32, u32)| {
        (200..=8_000).contains(width) && (200..=8_000).contains(height)
    };
    parts.filter(fits).ok_or_else(|| "write a size such as 1080x1920".to_owned())
}

fn main() -> anyhow::Result<()> {
    let args = Args::parse();
    match &args.tool {
        Some(Tool::Pin { settings }) => return tool::set_pin(settings),
        Some(Tool::Preview(preview)) => return preview.draw(),
        None => {}
    }
    let folder = args.app.folder(PROGRAM);
    std::fs::create_dir_all(&folder)
        .with_context(|| format!("making the folder {}", folder.display()))?;
    logging::start(PROGRAM, Some(&folder.join("log")));
    crash::install(None);
    let config = KioskConfig::load(args.app.config.as_deref()).context("reading the settings")?;
    let device =
        args.app.device.clone().unwrap_or_else(|| {
            DeviceId::new(config.kiosk.as_str()).expect("a kiosk's id is a slug")
        });
    let hub = args.app.hub(&folder.join("link"));
    let printer = config.printer(&folder);
    let staff = StaffFacts {
        has_pin: config.staff_pin.is_some(),
        hub: hub.clone(),
        program: format!("{PROGRAM} {}", env!("CARGO_PKG_VERSION")),
        printer: printer.link.to_string(),
    };
    let window = args.app.windowed.then_some(args.size.unwrap_or((1080, 1920)));
    let options = Options {
        link: LinkConfig {
            hub,
            device,
            role: Role::Kiosk { kiosk: config.kiosk.clone() },
            program: format!("{PROGRAM} {}", env!("CARGO_PKG_VERSION")),
            folder: folder.join("link"),
        },
        kiosk: config.kiosk.clone(),
        idle: config.idle_seconds.duration(),
        printer,
        scanner: config.scanner_port.clone(),
        touchscreen: config.touchscreen.clone(),
        buttons: config.buttons,
        slides: config.slides,
        machine: MachineConfig { pin: config.staff_pin, folder: folder.clone() },
        staff,
        panel: Panel {
            width_mm: config.panel_width_mm.map(|width| width.0),
            lower_edge_mm: config.panel_lower_edge_mm.0,
        },
        window: args.size.or(window),
        folder,
    };
    match runtime::run(options).context("running the kiosk")? {
        Some(EndOfRun::Restart) => Err(app::start_again()).context("starting the kiosk again"),
        Some(EndOfRun::Leave) | None => Ok(()),
    }
}
