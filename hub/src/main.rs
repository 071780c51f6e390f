//! `antrean-hub`: arguments, logging, and the two doors. Nothing to test in it.

use antrean_hub::hall::file;
use antrean_hub::server::{self, Hub};
use antrean_hub::writer::start::{Running, StartConfig, poison_note, start};
use antrean_shared::{crash, logging};
use anyhow::{Context, bail};
use clap::{Parser, Subcommand};
use std::io::Write;
use std::net::SocketAddr;
use std::path::PathBuf;
use std::process::ExitCode;
use std::time::Duration;
use tokio::net::TcpListener;
use tokio::sync::watch;

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
}

const PHONES_PORT: u16 = 8780;
/// How long connections may take to end before the program does.
const END_WITHIN: Duration = Duration::from_secs(2);

fn main() -> anyhow::Result<ExitCode> {
    let arguments = Arguments::parse();
    if let Some(Task::Check { file }) = &arguments.task {
        return check(file);
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
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    runtime.block_on(run(&arguments, &running))?;
    runtime.shutdown_timeout(END_WITHIN);
    Ok(ExitCode::SUCCESS)
}

fn check(path: &std::path::Path) -> anyhow::Result<ExitCode> {
    match file::load(path) {
        Ok(_) => Ok(ExitCode::SUCCESS),
        Err(faults) => {
            writeln!(std::io::stderr(), "{faults}")?;
            Ok(ExitCode::FAILURE)
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
    let doors = async {
        tokio::join!(
            server::serve(machines, server::machines(hub.clone()), stopped.clone()),
            server::serve(phones, server::phones(hub.clone()), stopped.clone()),
        )
    };
    tokio::select! {
        (machines, phones) = doors => {
            machines.and(phones).context("serving")?;
        }
        () = asked_to_stop() => {
            stop.send_replace(true);
        }
    }
    Ok(())
}

async fn asked_to_stop() {
    use tokio::signal::unix::{SignalKind, signal};
    let mut terminate = signal(SignalKind::terminate()).expect("signals can be heard");
    tokio::select! {
        _ = terminate.recv() => {}
        heard = tokio::signal::ctrl_c() => drop(heard),
    }
}
