//! `antrean-hub`: arguments, logging, and the two doors. Nothing to test in it.

use antrean_hub::hall::file;
use antrean_hub::server::{self, Hub, door};
use antrean_hub::writer::start::{Running, StartConfig, poison_note, start};
use antrean_hub::{estimate_cli, simulate_cli};
use antrean_shared::{crash, logging};
use anyhow::{Context, bail};
use clap::{Args, Parser, Subcommand, value_parser};
use std::io::Write;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::Duration;
use tokio::net::TcpListener;
use tokio::sync::{oneshot, watch};

/// The hub of a hall: it decides and remembers.
#[derive(Debug, Parser)]
#[command(
    name = "antrean-hub",
    version,
    args_conflicts_with_subcommands = true,
    subcommand_negates_reqs = true
)]
struct Arguments {
    #[command(subcommand)]
    task: Option<Task>,
    /// The hall file.
    #[arg(long, value_name = "FILE", required = true)]
    hall: Option<PathBuf>,
    /// The folder of the journal.
    #[arg(
        long,
        value_name = "DIR",
        required_unless_present = "training",
        conflicts_with = "training"
    )]
    data: Option<PathBuf>,
    /// Where machines connect.
    #[arg(long, value_name = "ADDR:PORT", default_value = "127.0.0.1:8710")]
    listen: SocketAddr,
    /// Where visitors' phones connect.
    #[arg(long, value_name = "ADDR:PORT")]
    listen_phones: Option<SocketAddr>,
    /// Keep nothing, and let time be set.
    #[arg(long)]
    training: bool,
}

#[derive(Debug, Subcommand)]
enum Task {
    /// Says whether a hall file would run.
    Check {
        /// The hall file.
        file: PathBuf,
    },
    /// Estimates waits from a file of earlier ones.
    Estimate {
        /// Waits to learn from, as CSV.
        #[arg(long, value_name = "FILE")]
        fit: PathBuf,
        /// Cases to estimate, as CSV.
        #[arg(long, value_name = "FILE")]
        cases: PathBuf,
    },
    /// Says what would happen in a hall: the real rules on virtual time.
    Simulate(Simulate),
}

#[derive(Debug, Args)]
struct Simulate {
    /// The hall file.
    #[arg(long, value_name = "FILE")]
    hall: PathBuf,
    /// Days on which the hall is open.
    #[arg(long, value_name = "N", default_value_t = 20, value_parser = value_parser!(u32).range(1..=10_000))]
    days: u32,
    /// What chance starts from: the same seed gives the same figures.
    #[arg(long, value_name = "S", default_value_t = 1)]
    seed: u64,
    /// What if: counters.QUEUE=N or rules.NAME=VALUE; may be given several times.
    #[arg(long, value_name = "KEY=VALUE")]
    set: Vec<String>,
    /// JSON instead of a table.
    #[arg(long)]
    json: bool,
}

const PHONES_PORT: u16 = 8780;
/// How far the phones' thread stands back (`nice`).
const PHONES_NICE: i32 = 10;
/// How long connections may take to end before the program does.
const END_WITHIN: Duration = Duration::from_secs(2);

fn main() -> anyhow::Result<ExitCode> {
    let arguments = Arguments::parse();
    match &arguments.task {
        Some(Task::Check { file }) => return check(file),
        Some(Task::Estimate { fit, cases }) => return estimate(fit, cases),
        Some(Task::Simulate(wish)) => return simulate(wish),
        None => {}
    }
    let folder = arguments.data.clone();
    if let Some(folder) = &folder {
        std::fs::create_dir_all(folder)
            .with_context(|| format!("creating {}", folder.display()))?;
    }
    logging::start("antrean-hub", folder.as_deref());
    crash::install(folder.as_deref().map(poison_note));
    let hall = arguments.hall.clone().context("--hall is missing")?;
    let running = start(&StartConfig { hall, data: folder })?;
    // One thread for the machines: a command that comes alone is not handed from worker to worker on
    // its way to the writer and back (a fifth less time; README, "Measured").
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    runtime.block_on(run(&arguments, &running))?;
    runtime.shutdown_timeout(END_WITHIN);
    Ok(ExitCode::SUCCESS)
}

fn check(path: &Path) -> anyhow::Result<ExitCode> {
    match file::load(path) {
        Ok(_) => Ok(ExitCode::SUCCESS),
        Err(faults) => {
            writeln!(std::io::stderr(), "{faults}")?;
            Ok(ExitCode::FAILURE)
        }
    }
}

fn estimate(fit: &Path, cases: &Path) -> anyhow::Result<ExitCode> {
    match estimate_cli::run(fit, cases, std::io::stdout().lock()) {
        Ok(()) => Ok(ExitCode::SUCCESS),
        Err(error) => {
            writeln!(std::io::stderr(), "{error}")?;
            Ok(ExitCode::FAILURE)
        }
    }
}

fn simulate(wish: &Simulate) -> anyhow::Result<ExitCode> {
    let Simulate { hall, days, seed, set, json } = wish;
    let wish = simulate_cli::Wish { hall, days: *days, seed: *seed, set, json: *json };
    match simulate_cli::run(&wish, &mut std::io::stdout().lock(), &mut std::io::stderr()) {
        Ok(()) => Ok(ExitCode::SUCCESS),
        Err(error) => {
            writeln!(std::io::stderr(), "{error}")?;
            Ok(error.exit_code().into())
        }
    }
}

async fn run(arguments: &Arguments, running: &Running) -> anyhow::Result<()> {
    let phones_port = if arguments.listen.port() == 0 { 0 } else { PHONES_PORT };
    let phones =
        arguments.listen_phones.unwrap_or(SocketAddr::new(arguments.listen.ip(), phones_port));
    for address in [arguments.listen, phones] {
        if !address.ip().is_loopback() {
            bail!(
                "{address}: until the hall is paired the hub listens on loopback only; use 127.0.0.1"
            );
        }
    }
    let machines = TcpListener::bind(arguments.listen)
        .await
        .with_context(|| format!("listening on {}", arguments.listen))?;
    let phones =
        TcpListener::bind(phones).await.with_context(|| format!("listening on {phones}"))?;
    let hub = Hub::new(running, Some(phones.local_addr()?));
    let mut out = std::io::stdout();
    writeln!(out, "listening on http://{}", machines.local_addr()?)?;
    writeln!(out, "phones on http://{}", phones.local_addr()?)?;
    out.flush()?;
    let (stop, stopped) = watch::channel(false);
    let pages = serve_phones(phones.into_std()?, hub.clone(), stopped.clone())?;
    let machines = server::serve((machines, door::MACHINES), server::machines(hub), stopped);
    tokio::select! {
        served = machines => served.context("serving machines")?,
        served = pages => served.context("the thread of the phones is gone")?.context("serving phones")?,
        () = asked_to_stop() => {
            stop.send_replace(true);
        }
    }
    Ok(())
}

/// Serves phones on a thread of their own that stands back: a thousand of them may not make the
/// boards wait.
fn serve_phones(
    listener: std::net::TcpListener,
    hub: Hub,
    stopped: watch::Receiver<bool>,
) -> anyhow::Result<oneshot::Receiver<std::io::Result<()>>> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    let (ended, end) = oneshot::channel();
    let serve = move || {
        if let Err(error) = rustix::process::nice(PHONES_NICE) {
            tracing::warn!(%error, "phones are served with the same right as the boards");
        }
        let served = runtime.block_on(async {
            let listener = TcpListener::from_std(listener)?;
            server::serve((listener, door::PHONES), server::phones(hub), stopped).await
        });
        // The program ends by itself: nobody listens any more.
        drop(ended.send(served));
    };
    std::thread::Builder::new().name("phones".to_owned()).spawn(serve)?;
    Ok(end)
}

async fn asked_to_stop() {
    use tokio::signal::unix::{SignalKind, signal};
    let mut terminate = signal(SignalKind::terminate()).expect("signals can be heard");
    tokio::select! {
        _ = terminate.recv() => {}
        heard = tokio::signal::ctrl_c() => drop(heard),
    }
}
