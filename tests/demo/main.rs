//! `make demo`: opens a hall on the sample hall file, with a simulated printer.
//!
//! On a screen a person uses the windows until Ctrl-C. Without one, or with --scripted, a scripted
//! visitor and officer use the real windows on virtual screens; pictures are left in target/demo.

mod board;
mod hall;
mod officer;
mod story;
mod visitor;
mod windows;

use antrean_tests::children::{self, Children};
use antrean_tests::glass;
use antrean_tests::screen::Screen;
use anyhow::{Context, Result, bail};
use board::Board;
use clap::Parser;
use hall::Hall;
use image::codecs::png::{CompressionType, FilterType as PngFilter, PngEncoder};
use image::imageops::FilterType;
use officer::Desk;
use std::fs::File;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;
use story::Story;
use tokio::signal::unix::{SignalKind, signal};
use tokio::sync::oneshot;
use visitor::Kiosk;

/// A working hall on this machine: hub, kiosk, counter, display, simulated printer
#[derive(Debug, Parser)]
#[command(name = "demo")]
struct Args {
    /// A scripted visitor and officer use the windows on virtual screens, also where there is a screen
    #[arg(long)]
    scripted: bool,
    /// Folder for the three pictures of the README, made smaller
    #[arg(long, value_name = "DIR", requires = "scripted")]
    pictures: Option<PathBuf>,
}

/// How the demo came to its end.
enum End {
    Done(Result<()>),
    Stopped,
    Panicked,
}

fn main() -> ExitCode {
    let args = Args::parse();
    let screen = windows::screen().filter(|_| !args.scripted);
    let children = Arc::new(Children::default());
    let end = until_end(args, screen, &children);
    children.end();
    match end {
        End::Done(Ok(())) => ExitCode::SUCCESS,
        End::Done(Err(error)) => {
            complain(&format!("demo failed: {error:#}"));
            complain(
                "What each program said lies in target/demo/work/*.log. Run make demo again after mending it.",
            );
            ExitCode::FAILURE
        }
        // A person ends the open windows so; a story that was not told to its end has failed.
        End::Stopped => {
            say("Stopped; everything that was started has been ended.");
            if screen.is_some() { ExitCode::SUCCESS } else { ExitCode::FAILURE }
        }
        End::Panicked => {
            complain("demo failed: it has a fault of its own, named above. Please report it.");
            ExitCode::FAILURE
        }
    }
}

/// Runs the demo beside the signals that may end it.
fn until_end(args: Args, screen: Option<(u32, u32)>, children: &Arc<Children>) -> End {
    let (send, done) = oneshot::channel();
    let started = children.clone();
    std::thread::spawn(move || drop(send.send(run(&args, screen, &started))));
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    let runtime = runtime.expect("a runtime can be made");
    runtime.block_on(async {
        let hear = |kind| signal(kind).expect("signals can be heard");
        let (mut interrupt, mut terminate, mut hangup) = (
            hear(SignalKind::interrupt()),
            hear(SignalKind::terminate()),
            hear(SignalKind::hangup()),
        );
        tokio::select! {
            result = done => result.map_or(End::Panicked, End::Done),
            _ = interrupt.recv() => End::Stopped,
            _ = terminate.recv() => End::Stopped,
            _ = hangup.recv() => End::Stopped,
        }
    })
}

fn run(args: &Args, screen: Option<(u32, u32)>, children: &Children) -> Result<()> {
    for name in ["antrean-hub", "antrean-kiosk", "antrean-counter", "antrean-display"] {
        children::program(name)?;
    }
    let target = std::env::current_exe().context("finding this program")?;
    let target = target.ancestors().nth(2).context("this program lies in no folder")?.to_owned();
    let lock = File::create(target.join("demo.lock")).context("making target/demo.lock")?;
    if lock.try_lock().is_err() {
        bail!("another demo is running; end it first (Ctrl-C where it runs)");
    }
    let folder = fresh(&target.join("demo"))?;
    if screen.is_none() && !args.scripted {
        say(
            "There is no screen here (DISPLAY): a scripted visitor and officer use the windows on virtual ones.",
        );
    }
    let hall = Hall::open(children, &folder).context("opening the hall")?;
    let day = hall.now()?.format("%A %d %B %Y, %H.%M");
    say(&format!(
        "The hub runs at {} on the sample hall, in training: for it, it is {day}, so that the",
        hall.address
    ));
    say(
        "hall is open at any hour. That is why screens and papers say LATIHAN (training); nothing is kept.",
    );
    match screen {
        Some(size) => windows::run(children, &hall, size).context("opening the windows"),
        None => scripted(children, &hall, &folder, args.pictures.as_deref()),
    }
}

/// Makes an empty folder: old files of an app belong to a hub that is gone, and would be refused.
fn fresh(folder: &Path) -> Result<PathBuf> {
    if folder.exists() {
        std::fs::remove_dir_all(folder)
            .with_context(|| format!("emptying {}", folder.display()))?;
    }
    std::fs::create_dir_all(folder).with_context(|| format!("making {}", folder.display()))?;
    Ok(folder.to_owned())
}

fn scripted(children: &Children, hall: &Hall, folder: &Path, smaller: Option<&Path>) -> Result<()> {
    let heard = hall.work.join("heard.txt");
    let sound = ["--speaker-file".to_owned(), heard.display().to_string()];
    let kiosk = app(children, hall, ("kiosk", glass::SIZE), &[])?;
    let desk = app(children, hall, ("counter", officer::SIZE), &[])?;
    let board = app(children, hall, ("display", board::SIZE), &sound)?;
    let (kiosk, desk, board) =
        (Kiosk::new(kiosk, folder), Desk::new(desk, folder), Board::new(board, folder, heard));
    for screen in [kiosk.screen(), desk.screen(), board.screen()] {
        screen.await_window()?;
    }
    let story = Story { hall, kiosk: &kiosk, desk: &desk, board: &board };
    let told = story.run();
    if told.is_err() {
        for (name, screen) in
            [("kiosk", kiosk.screen()), ("counter", desk.screen()), ("board", board.screen())]
        {
            // As much as can still be seen.
            drop(screen.save(&folder.join(format!("failed-{name}.png")), (0, 0)));
        }
        complain(&format!("What the screens showed then: {}/failed-*.png", folder.display()));
    }
    if let Some((name, status)) = children.ended() {
        bail!("{name} ended by itself ({status}); see {}/{name}.log", hall.work.display());
    }
    told?;
    if let Some(smaller) = smaller {
        for (from, to, width, height) in [
            ("kiosk-id-5-agencies-busy", "kiosk", 540, 960),
            ("counter-id-4-serving", "counter", 960, 600),
            ("board-2-call", "board", 960, 540),
        ] {
            let picture = image::open(folder.join(format!("{from}.png")))?;
            let picture = picture.resize(width, height, FilterType::Lanczos3).into_rgb8();
            let file = File::create(smaller.join(format!("{to}.png")))?;
            let small =
                PngEncoder::new_with_quality(file, CompressionType::Best, PngFilter::Adaptive);
            picture.write_with_encoder(small)?;
        }
    }
    say(&format!(
        "Everything happened as it should. Pictures of every screen and paper: {}",
        folder.display()
    ));
    Ok(())
}

fn app(
    children: &Children,
    hall: &Hall,
    (name, size): (&'static str, (u32, u32)),
    more: &[String],
) -> Result<Screen> {
    let screen = Screen::start(children, name, size, &hall.work)?;
    let mut command = hall.app(name)?;
    command.args(["--size", &format!("{}x{}", size.0, size.1)]).args(more);
    screen.give(&mut command);
    children.start(&format!("antrean-{name}"), &mut command, &hall.work)?;
    Ok(screen)
}

/// Tells the person; a closed standard output stops nothing.
pub fn say(text: &str) {
    drop(writeln!(std::io::stdout(), "{text}"));
}

fn complain(text: &str) {
    drop(writeln!(std::io::stderr(), "{text}"));
}
