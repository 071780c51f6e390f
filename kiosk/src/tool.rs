//! What the program does besides running a kiosk: sets a PIN, draws a paper.

use antrean_kiosk::machine::pin;
use antrean_kiosk::printer::config::design;
use antrean_kiosk::printer::escpos::Form;
use antrean_kiosk::printer::{self, Paper, Style};
use antrean_kiosk::receipt::Receipt;
use antrean_shared::ticket::Language;
use anyhow::{Context, bail};
use rustix::termios::{LocalModes, OptionalActions, tcgetattr, tcsetattr};
use std::io::{self, BufRead, Write};
use std::path::{Path, PathBuf};

/// What `preview` needs to know.
#[derive(Debug, clap::Args)]
pub struct Preview {
    /// The template; without it the bundled one
    #[arg(long, value_name = "FILE")]
    template: Option<PathBuf>,
    /// The hall's logo, a PNG
    #[arg(long, value_name = "FILE")]
    logo: Option<PathBuf>,
    /// Width of the paper in millimetres
    #[arg(long, value_name = "MM", default_value = "80", value_parser = ["80", "58"])]
    paper: String,
    /// The printer's own letters instead of drawn ones
    #[arg(long)]
    text: bool,
    /// In English
    #[arg(long)]
    english: bool,
    /// As a copy, in practice and with priority, so that everything stands on it
    #[arg(long)]
    full: bool,
    /// The slip of a place on the list for the next numbers
    #[arg(long)]
    slip: bool,
    /// The picture to write
    #[arg(long, value_name = "FILE.png")]
    out: PathBuf,
}

impl Preview {
    /// Draws the paper by interpreting the very bytes that a printer would get.
    pub fn draw(&self) -> anyhow::Result<()> {
        let design = design(self.template.as_deref(), self.logo.as_deref())?;
        let paper = if self.paper == "58" { Paper::Mm58 } else { Paper::Mm80 };
        let style = if self.text { Style::Text } else { Style::Raster };
        let language = if self.english { Language::En } else { Language::Id };
        let sample = if self.slip { Receipt::sample_slip } else { Receipt::sample };
        let receipt = sample(language, self.full);
        let form = Form { paper, style, design: &design };
        printer::preview(&receipt, &form, &self.out).context("drawing the paper")?;
        writeln!(io::stdout(), "{}", self.out.display())?;
        Ok(())
    }
}

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
