//! The PIN of the staff menu: kept as an Argon2 hash in the kiosk's own settings file, set by
//! `antrean-kiosk pin`.

use crate::controller::staff::PIN_DIGITS;
use antrean_shared::keep::{self, StoreError};
use argon2::password_hash::phc::PasswordHash;
use argon2::password_hash::{PasswordHasher, PasswordVerifier};
use argon2::{Algorithm, Argon2, Params, Version};
use serde::Deserialize;
use std::path::{Path, PathBuf};
use thiserror::Error;

/// Key of the settings file.
pub const KEY: &str = "staff_pin";
/// Memory of one hash in KiB and passes over it: about a third of a second on a slow kiosk, and a
/// small part of its memory.
const MEMORY_KIB: u32 = 8 * 1024;
const PASSES: u32 = 4;
/// Bytes of a settings file.
const SETTINGS_BYTES_MAX: u64 = 256 * 1024;

/// A PIN that cannot be read back.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(try_from = "String")]
pub struct PinHash(String);

/// Says why a PIN is not set.
#[derive(Debug, Error)]
pub enum PinError {
    #[error("a PIN has {} to {} digits and nothing else", PIN_DIGITS.start(), PIN_DIGITS.end())]
    NotDigits,
    #[error(
        "this PIN is tried first by everybody; choose one that is neither all one digit nor a row such as 123456"
    )]
    TooPlain,
    #[error("this is no hash of a PIN; run antrean-kiosk pin")]
    NotAHash,
    #[error("the hash cannot be made: {0}")]
    Hash(String),
    #[error("{}: no such file; write the kiosk's settings file first", .0.display())]
    NoSettings(PathBuf),
    #[error(transparent)]
    Store(#[from] StoreError),
}

fn hasher() -> Argon2<'static> {
    let params = Params::new(MEMORY_KIB, PASSES, 1, None).expect("fixed and within bounds");
    Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
}

impl PinHash {
    /// Hashes a PIN with a fresh salt.
    pub fn of(pin: &str) -> Result<Self, PinError> {
        let digits = pin.bytes().all(|byte| byte.is_ascii_digit());
        if !digits || !PIN_DIGITS.contains(&pin.len()) {
            return Err(PinError::NotDigits);
        }
        let steps: Vec<i16> =
            pin.as_bytes().windows(2).map(|pair| i16::from(pair[1]) - i16::from(pair[0])).collect();
        if [0, 1, -1].iter().any(|step| steps.iter().all(|other| other == step)) {
            return Err(PinError::TooPlain);
        }
        let hash = hasher()
            .hash_password(pin.as_bytes())
            .map_err(|error| PinError::Hash(error.to_string()))?;
        Ok(Self(hash.to_string()))
    }

    /// Tells whether a typed PIN is this one; takes a while on purpose.
    pub fn is_of(&self, typed: &str) -> bool {
        PasswordHash::new(&self.0)
            .is_ok_and(|hash| hasher().verify_password(typed.as_bytes(), &hash).is_ok())
    }
}

impl TryFrom<String> for PinHash {
    type Error = PinError;

    fn try_from(text: String) -> Result<Self, PinError> {
        match PasswordHash::new(&text) {
            Ok(_) => Ok(Self(text)),
            Err(_) => Err(PinError::NotAHash),
        }
    }
}

/// Writes the hash of a PIN into a settings file and leaves the rest of it as it is.
pub fn write(settings: &Path, pin: &str) -> Result<(), PinError> {
    let line = format!("{KEY} = \"{}\"", PinHash::of(pin)?.0);
    let bytes = keep::read(settings, SETTINGS_BYTES_MAX)?
        .ok_or_else(|| PinError::NoSettings(settings.to_owned()))?;
    let text = with_line(&String::from_utf8_lossy(&bytes), &line);
    Ok(keep::replace(settings, text.as_bytes())?)
}

/// Replaces the line of the key, or adds it before the first table, where it is a top-level key.
fn with_line(text: &str, line: &str) -> String {
    let is_key = |row: &str| {
        let rest = row.trim_start().strip_prefix(KEY);
        rest.is_some_and(|rest| rest.trim_start().starts_with('='))
    };
    let mut rows: Vec<&str> = text.lines().collect();
    let table = rows.iter().position(|row| row.trim_start().starts_with('[')).unwrap_or(rows.len());
    match rows[..table].iter().position(|row| is_key(row)) {
        Some(at) => rows[at] = line,
        None => {
            // The comment right above a table belongs to it.
            let comment = |row: &&&str| row.trim_start().starts_with('#');
            let above = rows[..table].iter().rev().take_while(comment).count();
            rows.insert(table - above, line);
        }
    }
    rows.join("\n") + "\n"
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::KioskConfig;

    #[test]
    fn a_pin_is_digits_and_not_the_first_that_anybody_tries() {
        for (pin, fits) in [
            ("246810", true),
            ("905173862415", true),
            ("24681", false),
            ("9051738624150", false),
            ("24681x", false),
            ("000000", false),
            ("123456", false),
            ("987654", false),
        ] {
            assert_eq!(PinHash::of(pin).is_ok(), fits, "{pin}");
        }
    }

    #[test]
    fn a_hash_knows_its_pin_and_hides_it() {
        let hash = PinHash::of("246810").unwrap();
        assert!(hash.is_of("246810"));
        assert!(!hash.is_of("246811") && !hash.is_of(""));
        assert!(!hash.0.contains("246810"));
        assert_ne!(hash, PinHash::of("246810").unwrap(), "two hashes of one PIN look different");
        assert!(PinHash::try_from("246810".to_owned()).is_err());
    }

    #[test]
    fn setting_it_leaves_the_rest_of_the_file_alone() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("kiosk.toml");
        let before =
            "# mine\nkiosk = \"k-2\"\n\n# paper\n[printer]\nkind = \"simulated\"\nfolder = \"p\"\n";
        std::fs::write(&path, before).unwrap();
        for pin in ["246810", "135790"] {
            write(&path, pin).unwrap();
            let read = KioskConfig::load(Some(&path)).unwrap();
            assert!(read.staff_pin.unwrap().is_of(pin));
            assert_eq!(read.kiosk.as_str(), "k-2");
            let text = std::fs::read_to_string(&path).unwrap();
            let others: Vec<&str> = text.lines().filter(|line| !line.starts_with(KEY)).collect();
            assert_eq!(others.join("\n") + "\n", before);
        }
        let missing = write(&folder.path().join("no.toml"), "246810");
        assert!(matches!(missing, Err(PinError::NoSettings(_))));
    }
}
