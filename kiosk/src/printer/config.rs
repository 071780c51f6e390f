//! The `[printer]` table of `kiosk.toml`, turned at load into a configuration that cannot be half.
//!
//! Read by `config`, used by `printer::open`. Knows no device; of files it reads only those that make
//! the paper's design.

use super::escpos::Form;
use crate::controller::PaperMode;
use crate::receipt::design::{Design, LOGO_BYTES_MAX, Logo};
pub use crate::receipt::layout::Paper;
use crate::receipt::template::Template;
use antrean_shared::keep;
use serde::Deserialize;
use std::fmt;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use thiserror::Error;

const BAUD_DEFAULT: u32 = 115_200;
const BAUD_MIN: u32 = 1_200;

/// How the kiosk reaches its printer and what that printer can do.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(try_from = "PrinterTable")]
pub struct PrinterConfig {
    pub link: Link,
    pub paper: Paper,
    pub style: Style,
    /// False for a printer that never answers a status request: what was sent counts as printed once
    /// the visitor says so.
    pub answers: bool,
    pub design: Arc<Design>,
}

/// The way to the printer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Link {
    /// No printer: numbers stand on the screen.
    None,
    /// A folder that plays a printer.
    Simulated { folder: PathBuf },
    /// A raw TCP port, usually 9100.
    Network { address: SocketAddr },
    /// A serial line, also a USB printer that plays one.
    Serial { path: PathBuf, baud: u32 },
    /// A device node such as `/dev/usb/lp0`.
    Device { path: PathBuf },
}

impl fmt::Display for Link {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::None => Ok(()),
            Self::Simulated { folder } => write!(f, "{}", folder.display()),
            Self::Network { address } => write!(f, "{address}"),
            Self::Serial { path, baud } => write!(f, "{}, {baud}", path.display()),
            Self::Device { path } => write!(f, "{}", path.display()),
        }
    }
}

/// Who draws the letters.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Style {
    /// The kiosk draws the paper; every printer prints the same letters.
    #[default]
    Raster,
    /// The printer's own letters: for serial lines too slow for pictures.
    Text,
}

/// Says what is wrong in the `[printer]` table.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum PrinterConfigError {
    #[error("kind = \"{kind}\" needs the key {key}")]
    Missing { kind: &'static str, key: &'static str },
    #[error("kind = \"{kind}\" has no use for the key {key}; remove it")]
    Unused { kind: &'static str, key: &'static str },
    #[error("paper = {0} is not a width this program knows; write 80 or 58")]
    Paper(u32),
    #[error("{key} = \"{}\": {message}", file.display())]
    Design { key: &'static str, file: PathBuf, message: String },
    #[error("baud = {0} is too slow; write {BAUD_MIN} or more")]
    Baud(u32),
}

impl PrinterConfig {
    /// A simulated printer with 80 mm paper, for a kiosk without a printer of its own.
    pub fn simulated(folder: impl Into<PathBuf>) -> Self {
        let link = Link::Simulated { folder: folder.into() };
        let (style, design) = (Style::Raster, Arc::default());
        Self { link, paper: Paper::Mm80, style, answers: true, design }
    }

    /// How a visitor of this kiosk comes to a paper.
    pub fn paper_mode(&self) -> PaperMode {
        match (&self.link, self.answers) {
            (Link::None, _) => PaperMode::Free,
            (_, true) => PaperMode::Told,
            (_, false) => PaperMode::Asked,
        }
    }

    /// How receipts are put on this printer's paper.
    pub fn form(&self) -> Form<'_> {
        Form { paper: self.paper, style: self.style, design: &self.design }
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct PrinterTable {
    kind: Kind,
    folder: Option<PathBuf>,
    address: Option<SocketAddr>,
    path: Option<PathBuf>,
    baud: Option<u32>,
    #[serde(default = "paper_default")]
    paper: u32,
    #[serde(default)]
    style: Style,
    #[serde(default = "answers_default")]
    answers: bool,
    template: Option<PathBuf>,
    logo: Option<PathBuf>,
}

fn paper_default() -> u32 {
    80
}

fn answers_default() -> bool {
    true
}

#[derive(Clone, Copy, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Kind {
    None,
    Simulated,
    Network,
    Serial,
    Device,
}

impl Kind {
    fn name(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Simulated => "simulated",
            Self::Network => "network",
            Self::Serial => "serial",
            Self::Device => "device",
        }
    }

    fn uses(self, key: &str) -> bool {
        match self {
            Self::None => false,
            Self::Simulated => key == "folder",
            Self::Network => key == "address",
            Self::Serial => key == "path" || key == "baud",
            Self::Device => key == "path",
        }
    }
}

impl TryFrom<PrinterTable> for PrinterConfig {
    type Error = PrinterConfigError;

    fn try_from(table: PrinterTable) -> Result<Self, PrinterConfigError> {
        let paper = match table.paper {
            80 => Paper::Mm80,
            58 => Paper::Mm58,
            other => return Err(PrinterConfigError::Paper(other)),
        };
        let (style, answers) = (table.style, table.answers);
        let design = Arc::new(design(table.template.as_deref(), table.logo.as_deref())?);
        Ok(Self { link: table.link()?, paper, style, answers, design })
    }
}

/// Reads the template and the logo, or takes what holds without them.
pub fn design(template: Option<&Path>, logo: Option<&Path>) -> Result<Design, PrinterConfigError> {
    let refused = |key, file: &Path, message| PrinterConfigError::Design {
        key,
        file: file.to_owned(),
        message,
    };
    let read = |key, file: &Path| match keep::read(file, LOGO_BYTES_MAX) {
        Ok(Some(bytes)) => Ok(bytes),
        Ok(None) => Err(refused(key, file, "no such file".to_owned())),
        Err(error) => Err(refused(key, file, error.to_string())),
    };
    let template = template.map(|file| {
        let text = read("template", file)?;
        Template::read(&String::from_utf8_lossy(&text))
            .map_err(|error| refused("template", file, error.to_string()))
    });
    let logo = logo.map(|file| {
        let png = read("logo", file)?;
        Logo::read(&png).map_err(|error| refused("logo", file, error.to_string()))
    });
    Ok(Design { template: template.transpose()?.unwrap_or_default(), logo: logo.transpose()? })
}

impl PrinterTable {
    fn link(self) -> Result<Link, PrinterConfigError> {
        let kind = self.kind;
        let written = [
            ("folder", self.folder.is_some()),
            ("address", self.address.is_some()),
            ("path", self.path.is_some()),
            ("baud", self.baud.is_some()),
        ];
        if let Some((key, _)) = written.into_iter().find(|(key, there)| *there && !kind.uses(key)) {
            return Err(PrinterConfigError::Unused { kind: kind.name(), key });
        }
        let missing = |key| PrinterConfigError::Missing { kind: kind.name(), key };
        let link = match kind {
            Kind::None => Link::None,
            Kind::Simulated => {
                Link::Simulated { folder: self.folder.ok_or_else(|| missing("folder"))? }
            }
            Kind::Network => {
                Link::Network { address: self.address.ok_or_else(|| missing("address"))? }
            }
            Kind::Serial => {
                let baud = self.baud.unwrap_or(BAUD_DEFAULT);
                if baud < BAUD_MIN {
                    return Err(PrinterConfigError::Baud(baud));
                }
                Link::Serial { path: self.path.ok_or_else(|| missing("path"))?, baud }
            }
            Kind::Device => Link::Device { path: self.path.ok_or_else(|| missing("path"))? },
        };
        Ok(link)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_table_is_whole_or_says_which_key_is_wrong() {
        let read = |table| serde_json::from_value::<PrinterConfig>(table);
        let network = read(json!({"kind": "network", "address": "127.0.0.1:9100", "paper": 58}));
        let network = network.unwrap();
        assert_eq!(network.link, Link::Network { address: "127.0.0.1:9100".parse().unwrap() });
        assert_eq!((network.paper, network.style), (Paper::Mm58, Style::Raster));
        assert!(network.answers);
        let serial = read(json!({"kind": "serial", "path": "/dev/ttyS0", "style": "text"}));
        assert!(matches!(serial.unwrap().link, Link::Serial { baud: BAUD_DEFAULT, .. }));

        for (table, word) in [
            (json!({"kind": "network"}), "address"),
            (json!({"kind": "network", "address": "printer:9100"}), "address"),
            (json!({"kind": "device", "path": "/dev/usb/lp0", "baud": 9600}), "baud"),
            (json!({"kind": "simulated", "folder": "papers", "papr": 80}), "papr"),
            (json!({"kind": "simulated", "folder": "papers", "paper": 76}), "76"),
            (json!({"kind": "serial", "path": "/dev/ttyS0", "baud": 0}), "baud"),
        ] {
            let error = read(table.clone()).unwrap_err().to_string();
            assert!(error.contains(word) || error.contains("socket"), "{table}: {error}");
        }
    }
}
