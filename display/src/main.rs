//! The program of a hall's display: arguments, settings, logging, run, and the check of voices.

use antrean_display::check as settings;
use antrean_display::config::DisplayConfig;
use antrean_display::runtime::{self, Ended, Setup, WindowKind};
use antrean_display::speaker::SpeakerKind;
use antrean_display::voice::studio::{self, Desk, Line, Reading, Room, Studio};
use antrean_display::voice::{self, Pack, check};
use antrean_shared::app::{self, AppArgs};
use antrean_shared::id::ZoneId;
use antrean_shared::link::LinkConfig;
use antrean_shared::{config, crash, keep, logging};
use anyhow::Context;
use clap::{Parser, Subcommand};
use std::io::Write;
use std::path::{Path, PathBuf};
use std::{env, fs, process};

const PROGRAM: &str = "antrean-display";

/// The board of a hall, and its voice
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
    /// Writes the samples that would have been heard to a file: 32-bit floats, 24,000 a second
    #[arg(long, value_name = "FILE", conflicts_with = "speaker_file")]
    speaker_record: Option<PathBuf>,
    #[command(subcommand)]
    task: Option<Task>,
}

#[derive(Debug, Subcommand)]
enum Task {
    /// Says what cannot be read at the configured panel and distance, and what would help
    Check {
        /// Settings of the device, to be checked
        #[arg(long, value_name = "FILE")]
        config: Option<PathBuf>,
    },
    /// Works on voices
    #[command(subcommand)]
    Voice(VoiceTask),
}

#[derive(Debug, Subcommand)]
enum VoiceTask {
    /// Measures every clip of every voice: length, loudness, peak, ends
    Check {
        /// The folder of voices; without it the installed one
        folder: Option<PathBuf>,
    },
    /// Leads a hall's own speaker through what has to be said, and makes a voice of it; goes on where it
    /// stopped
    Record(Recording),
}

#[derive(Debug, clap::Args)]
struct Recording {
    /// The name of the new voice, as display.toml will name it, such as id-hall
    #[arg(long)]
    name: String,
    /// The folder that it is kept in, as display.toml will name it
    #[arg(long)]
    folder: PathBuf,
    /// The shipped voice whose sentences are spoken; it gives the language
    #[arg(long, default_value = "id-sara")]
    like: String,
    /// Counters that are spoken as a whole, from 1; beyond them they are put together from words
    #[arg(long, default_value_t = 20, value_parser = clap::value_parser!(u16).range(0..=150))]
    counters: u16,
    /// A clip that is spoken anew, such as code/A
    #[arg(long, value_name = "CLIP")]
    again: Option<String>,
    /// A WAV file in which the missing ones are read in order, with a second of quiet between them,
    /// instead of the microphone
    #[arg(long, value_name = "FILE")]
    from: Option<PathBuf>,
    /// Prints the sentences and records nothing
    #[arg(long)]
    list: bool,
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
    match args.task {
        Some(Task::Check { config }) => {
            return check_settings(config.or(args.app.config).as_deref());
        }
        Some(Task::Voice(VoiceTask::Check { folder })) => {
            let folder = folder.or_else(voice::folder).context("there is no folder of voices")?;
            return check_voices(&folder);
        }
        Some(Task::Voice(VoiceTask::Record(recording))) => return record_voice(recording),
        None => {}
    }
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
    let speaker = match (args.speaker_file, args.speaker_record) {
        (Some(file), _) => SpeakerKind::Simulated(file),
        (None, Some(file)) => SpeakerKind::Recorded(file),
        (None, None) => SpeakerKind::Audio,
    };
    match runtime::run(Setup { config, link, speaker, window }).context("the display cannot run")? {
        Ended::Moved => Err(app::start_again()).context("starting the display again"),
        Ended::Closed => Ok(()),
    }
}

/// Prints what the check finds, in the language of whoever asks.
fn check_settings(file: Option<&Path>) -> anyhow::Result<()> {
    let set = |name: &str| env::var(name).ok().filter(|locale| !locale.is_empty());
    let locale = ["LC_ALL", "LC_MESSAGES", "LANG"].into_iter().find_map(set).unwrap_or_default();
    let report = settings::check(file, settings::language(&locale));
    writeln!(std::io::stdout(), "{}", report.lines.join("\n"))?;
    process::exit(report.exit)
}

/// Prints what each voice of a folder measures; a fault in one of them is a fault.
fn check_voices(folder: &Path) -> anyhow::Result<()> {
    let mut names = Vec::new();
    for entry in fs::read_dir(folder).with_context(|| folder.display().to_string())? {
        let path = entry?.path();
        if path.extension().is_some_and(|ending| ending == "index") {
            names.extend(path.file_stem().map(|name| name.to_string_lossy().into_owned()));
        }
    }
    names.sort();
    anyhow::ensure!(!names.is_empty(), "{}: there is no voice in it", folder.display());
    let mut faults = 0;
    for name in names {
        let report = check::check(&Pack::open(folder, &name)?);
        faults += report.faults.len();
        writeln!(std::io::stdout(), "{name}: {report}")?;
    }
    anyhow::ensure!(faults == 0, "{faults} clips are not as they should be");
    Ok(())
}

/// Records a voice and says how far it is.
fn record_voice(recording: Recording) -> anyhow::Result<()> {
    let installed = voice::folder().context("there is no folder of voices")?;
    let model = Pack::open(&installed, &recording.like)?;
    let prompts = studio::prompts(&model, recording.counters);
    let mut page = std::io::stdout();
    if recording.list {
        for prompt in &prompts {
            writeln!(page, "{}\t{}", prompt.name, prompt.text)?;
        }
        return Ok(());
    }
    let Recording { name, folder, again, .. } = recording;
    let mut room: Box<dyn Room> = match recording.from {
        Some(file) => Box::new(Reading::open(&file)?),
        None => Box::new(Line),
    };
    let mut keys = std::io::stdin().lock();
    let mut desk = Desk { keys: &mut keys, page: &mut page };
    let studio = Studio { model: &model, folder, name, again };
    let done = studio.record(&prompts, room.as_mut(), &mut desk)?;
    writeln!(page, "{} direkam, {} belum.", done.clips, done.missing)?;
    if done.clips > 0 {
        let report = check::check(&Pack::open(&studio.folder, &studio.name)?);
        writeln!(page, "{}: {report}", studio.name)?;
        anyhow::ensure!(
            report.faults.is_empty(),
            "{} clips are not as they should be",
            report.faults.len()
        );
    }
    Ok(())
}
