//! Brightness of the panel, where the system has a backlight that this program may write.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

const CLASS: &str = "/sys/class/backlight";

/// One backlight.
#[derive(Debug)]
pub struct Light {
    folder: PathBuf,
    max: u32,
}

impl Light {
    pub fn find() -> Option<Self> {
        Self::find_in(Path::new(CLASS))
    }

    /// The first backlight, in the order of names, whose level may be written.
    fn find_in(class: &Path) -> Option<Self> {
        let mut folders: Vec<PathBuf> =
            fs::read_dir(class).ok()?.flatten().map(|entry| entry.path()).collect();
        folders.sort();
        folders.into_iter().find_map(|folder| {
            let max = number(&folder.join("max_brightness")).filter(|max| *max > 0)?;
            fs::OpenOptions::new().write(true).open(folder.join("brightness")).ok()?;
            Some(Self { folder, max })
        })
    }

    /// The level now, in percent.
    pub fn percent(&self) -> Option<u8> {
        let now = u64::from(number(&self.folder.join("brightness"))?);
        let max = u64::from(self.max);
        u8::try_from((100 * now + max / 2) / max).ok()
    }

    pub fn set(&self, percent: u8) -> io::Result<()> {
        let level = (u64::from(self.max) * u64::from(percent.min(100)) + 50) / 100;
        fs::write(self.folder.join("brightness"), level.to_string())
    }
}

fn number(path: &Path) -> Option<u32> {
    fs::read_to_string(path).ok()?.trim().parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_backlight_is_read_and_set_in_percent() {
        let class = tempfile::tempdir().unwrap();
        assert!(Light::find_in(class.path()).is_none());
        assert!(Light::find_in(&class.path().join("none")).is_none());
        let folder = class.path().join("panel");
        fs::create_dir(&folder).unwrap();
        fs::write(folder.join("max_brightness"), "937\n").unwrap();
        assert!(Light::find_in(class.path()).is_none(), "nothing to write to");
        fs::write(folder.join("brightness"), "469\n").unwrap();
        let light = Light::find_in(class.path()).unwrap();
        assert_eq!(light.percent(), Some(50));
        for percent in [10, 55, 90, 100] {
            light.set(percent).unwrap();
            assert_eq!(light.percent(), Some(percent));
        }
    }
}
