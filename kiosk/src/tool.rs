//! What the program does besides running a kiosk: sets a PIN, starts anew.

use antrean_kiosk::machine::pin;
use anyhow::{Context, bail};
use rustix::termios::{LocalModes, OptionalActions, tcgetattr, tcsetattr};
use std::io::{self, BufRead, Write};
use std::os::unix::process::CommandExt;
use std::path::Path;
use std::process::Command;

/// Asks for a PIN twice and writes its hash into the settings file.
pub fn set_pin(settings: &Path) -> anyhow::Result<()> {
    let first = ask("New PIN of the staff menu, 6 to 12 digits: ")?;
    let second = ask("The same once more: ")?;
    if first != second {
        bail!("the two PINs differ; nothing was written");
    }
    pin::write(settings, &first).context("setting the PIN")?;
    writeln!(io::stdout(), "Written to {}. Restart the kiosk to use it.", settings.display())?;
    Ok(())
}

/// Reads a line without showing it where the input is a terminal.
fn ask(question: &str) -> anyhow::Result<String> {
    write!(io::stdout(), "{question}")?;
    io::stdout().flush()?;
    let shown = tcgetattr(io::stdin()).ok();
    if let Some(shown) = &shown {
        let mut hidden = shown.clone();
        hidden.local_modes.remove(LocalModes::ECHO);
        tcsetattr(io::stdin(), OptionalActions::Flush, &hidden)?;
    }
    let mut line = String::new();
    let read = io::stdin().lock().read_line(&mut line);
    if let Some(shown) = &shown {
        tcsetattr(io::stdin(), OptionalActions::Flush, shown)?;
        writeln!(io::stdout())?;
    }
    read.context("reading the PIN")?;
    Ok(line.trim().to_owned())
}

/// Replaces this process by a fresh one with the same arguments, with or without a service manager.
pub fn start_again() -> anyhow::Result<()> {
    let program = std::env::current_exe().context("finding the program")?;
    let error = Command::new(program).args(std::env::args_os().skip(1)).exec();
    Err(error).context("starting the kiosk again")
}
