//! A sound card that can be pulled out: ALSA's own, in a home folder of its own, that plays into a file.

use anyhow::{Context, Result};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Where ALSA finds the card, and what it played.
pub struct Card {
    home: PathBuf,
}

impl Card {
    /// Puts a card into a folder.
    pub fn new(folder: &Path) -> Result<Self> {
        let home = folder.join("home");
        fs::create_dir_all(&home)?;
        let card = Self { home };
        card.put_back()?;
        Ok(card)
    }

    pub fn put_back(&self) -> Result<()> {
        let played = self.played_path().display().to_string();
        let text = format!(
            "pcm.!default {{ type plug slave.pcm \"rec\" }}\n\
             pcm.rec {{ type file file \"{played}\" format \"raw\" slave.pcm {{ type null }} }}\n"
        );
        fs::write(self.config(), text).context("the card")
    }

    /// Takes the card away, and what it has played.
    pub fn pull_out(&self) -> Result<()> {
        fs::remove_file(self.config()).context("the card")?;
        fs::remove_file(self.played_path()).context("nothing was played")
    }

    /// Makes a program use this card, and no sound server of the machine.
    pub fn give(&self, command: &mut Command) {
        command.env("HOME", &self.home).env("XDG_RUNTIME_DIR", &self.home);
        command.env("PULSE_SERVER", "unix:/nowhere").env_remove("PIPEWIRE_REMOTE");
    }

    /// Returns how many bytes of sound were played that are not silence.
    pub fn played(&self) -> Result<usize> {
        let played = fs::read(self.played_path()).context("nothing was played")?;
        Ok(played.iter().filter(|byte| **byte != 0).count())
    }

    fn config(&self) -> PathBuf {
        self.home.join(".asoundrc")
    }

    fn played_path(&self) -> PathBuf {
        self.home.join("played.raw")
    }
}
