//! The command line that the three apps have in common, and what holds without it.
//!
//! Flattened into each app's own arguments by its `main.rs`. It names addresses and folders; it
//! opens nothing but the file with the last good address.

use crate::id::DeviceId;
use crate::limits::SLUG_CHARS_MAX;
use crate::link;
use std::path::{Path, PathBuf};

/// Where a hub listens that nobody has named: on this machine.
pub const HUB_DEFAULT: &str = "127.0.0.1:8710";

/// Arguments of every app.
#[derive(Debug, Clone, Default, clap::Args)]
pub struct AppArgs {
    /// Address of the hub, such as 192.168.1.10:8710; without it the last one that answered
    #[arg(long, value_name = "ADDR")]
    pub hub: Option<String>,
    /// Settings of this device
    #[arg(long, value_name = "FILE")]
    pub config: Option<PathBuf>,
    /// Folder for the small files of this device
    #[arg(long, value_name = "DIR")]
    pub state: Option<PathBuf>,
    /// A window instead of the whole screen
    #[arg(long)]
    pub windowed: bool,
    /// Name of this device at the hub; without it the machine's and the program's
    #[arg(long, value_name = "NAME")]
    pub device: Option<DeviceId>,
}

impl AppArgs {
    /// Returns the folder for the device's small files.
    pub fn folder(&self, program: &str) -> PathBuf {
        let usual = || {
            let home = std::env::home_dir().unwrap_or_else(|| PathBuf::from("."));
            home.join(".local/state/antrean").join(program)
        };
        self.state.clone().unwrap_or_else(usual)
    }

    /// Returns the address of the hub: the named one, the last good one, or this machine's.
    pub fn hub(&self, folder: &Path) -> String {
        let kept = || link::last_address(folder);
        self.hub.clone().or_else(kept).unwrap_or_else(|| HUB_DEFAULT.to_owned())
    }

    /// Returns the device's name: the named one, or `machine-program`.
    pub fn device(&self, program: &str) -> DeviceId {
        let machine = rustix::system::uname().nodename().to_string_lossy().into_owned();
        self.device.clone().unwrap_or_else(|| device_of(&machine, program))
    }
}

/// Makes a slug of two names; the program's name is never cut.
fn device_of(machine: &str, program: &str) -> DeviceId {
    let slug = |text: &str| -> String {
        let fits = |c: char| if c.is_ascii_alphanumeric() { c.to_ascii_lowercase() } else { '-' };
        text.chars().map(fits).collect()
    };
    let program = slug(program.trim_start_matches("antrean-"));
    let machine: String =
        slug(machine).chars().take(SLUG_CHARS_MAX.saturating_sub(program.len() + 1)).collect();
    DeviceId::new(format!("{machine}-{program}")).expect("a slug of bounded length")
}

/// Replaces this process by a fresh one with the same arguments, with or without a service manager; returns
/// why it could not.
#[cfg(unix)]
pub fn start_again() -> std::io::Error {
    use std::os::unix::process::CommandExt;

    match std::env::current_exe() {
        Ok(program) => std::process::Command::new(program).args(std::env::args_os().skip(1)).exec(),
        Err(error) => error,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::Parser;

    #[derive(Parser)]
    struct Args {
        #[command(flatten)]
        app: AppArgs,
    }

    #[test]
    fn a_device_has_a_name_whatever_the_machine_is_called() {
        assert_eq!(device_of("Loket_3.local", "antrean-counter").as_str(), "loket-3-local-counter");
        assert_eq!(device_of("", "antrean-kiosk").as_str(), "-kiosk");
        let long = device_of(&"x".repeat(200), "antrean-display");
        assert!(long.as_str().ends_with("x-display") && long.as_str().len() == SLUG_CHARS_MAX);
    }

    #[test]
    fn the_hub_is_the_named_one_then_the_last_good_one_then_this_machine() {
        let folder = tempfile::tempdir().unwrap();
        let parse = |args: &[&str]| Args::parse_from([&["app"], args].concat()).app;
        assert_eq!(parse(&[]).hub(folder.path()), HUB_DEFAULT);
        std::fs::write(folder.path().join("address"), "10.0.0.5:8710\n").unwrap();
        assert_eq!(parse(&[]).hub(folder.path()), "10.0.0.5:8710");
        assert_eq!(parse(&["--hub", "hub.local:1"]).hub(folder.path()), "hub.local:1");
        assert_eq!(parse(&["--state", "/tmp/x"]).folder("antrean-kiosk"), Path::new("/tmp/x"));
        assert_eq!(parse(&["--device", "k1"]).device("antrean-kiosk").as_str(), "k1");
        assert!(Args::try_parse_from(["app", "--device", "K 1"]).is_err());
    }
}
