//! The program of a hall's display: arguments, settings, logging, run.

use antrean_display::config::DisplayConfig;
use antrean_display::runtime::{self, Setup, WindowKind};
use antrean_display::speaker::SpeakerKind;
use antrean_shared::app::AppArgs;
use antrean_shared::id::ZoneId;
use antrean_shared::link::LinkConfig;
use antrean_shared::{config, crash, keep, logging};
use anyhow::Context;
use clap::Parser;
use std::path::PathBuf;

const PROGRAM: &str = "antrean-display";

/// The board of a hall, and its chime
#[derive(Debug, Parser)]
#[command(name = PROGRAM, version)]
struct Args {
    #[command(flatten)]
    app: AppArgs,
    /// The zone whose calls are shown, by its id in the hall file
    #[arg(long, value_name = "ZONE")]
    zone: Option<ZoneId>,
    /// A window of this size instead of the whole screen, such as 1280x720
    #[arg(long, value_name = "WxH", value_parser = size)]
    size: Option<(u32, u32)>,
    /// Nothing runs at the foot: its lines take turns
    #[arg(long)]
    still: bool,
    /// Writes what would have been heard to a file instead of sounding it
    #[arg(long, value_name = "FILE")]
    speaker_file: Option<PathBuf>,
}

fn size(text: &str) -> Result<(u32, u32), String> {
    let parsed = text.split_once('x').and_then(|(width, height)| {
        Some((width.parse::<u32>().ok()?, height.parse::<u32>().ok()?))
    });
    parsed
        .filter(|(width, height)| (320..=7680).contains(width) && (180..=4320).contains(height))
        .ok_or_else(|| "a size is such as 1280x720, from 320x180 to 7680x4320".to_owned())
}

fn main() -> anyhow::Result<()> {
    let args = Args::parse();
    let folder = args.app.folder(PROGRAM);
    keep::make_folder(&folder).context("the folder for small files")?;
    logging::start(PROGRAM, Some(&folder.join("log")));
    crash::install(None);
    let loaded: DisplayConfig = config::load(args.app.config.as_deref())?;
    let mut config = loaded.checked().context("the settings file")?;
    config.zone = args.zone.or(config.zone);
    config.ticker &= !args.still;
    let link = LinkConfig {
        hub: args.app.hub(&folder),
        device: args.app.device(PROGRAM),
        role: runtime::role(&config),
        program: format!("{PROGRAM} {}", env!("CARGO_PKG_VERSION")),
        folder,
    };
    let window = match args.size {
        Some((width, height)) => WindowKind::Sized(width, height),
        None if args.app.windowed => WindowKind::Sized(1280, 720),
        None => WindowKind::Full,
    };
    let speaker = args.speaker_file.map_or(SpeakerKind::Audio, SpeakerKind::Simulated);
    runtime::run(Setup { config, link, speaker, window }).context("the display cannot run")
}
