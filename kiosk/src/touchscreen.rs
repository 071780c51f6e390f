//! Whether the touchscreen is still there, by the kernel's list of input devices.
//!
//! The window hears only touches, so an unplugged screen looks like a quiet hour. One thread reads the list
//! every two seconds; X11 takes a screen that is plugged in again by itself.

use std::path::{Path, PathBuf};
use std::thread;
use std::time::Duration;
use tokio::sync::mpsc;

/// Where Linux lists its input devices.
pub const DEVICES: &str = "/proc/bus/input/devices";
const READ_EVERY: Duration = Duration::from_secs(2);
/// The bit of a device that is touched where it shows (`INPUT_PROP_DIRECT`).
const DIRECT: u64 = 1 << 1;
const CHANGES_MAX: usize = 4;

/// Which touchscreen this kiosk has.
#[derive(Debug, Clone)]
pub struct Watch {
    /// The list, in the kernel's form.
    pub devices: PathBuf,
    /// A part of its name; none: any, once one has been seen.
    pub name: Option<String>,
    pub every: Duration,
}

impl Watch {
    /// Watches this machine's own list.
    pub fn of(name: Option<String>) -> Self {
        Self { devices: DEVICES.into(), name, every: READ_EVERY }
    }
}

/// Starts the thread: true, the touchscreen is there; false, it is gone. A kiosk that never had one and
/// names none says nothing. The thread ends when nobody listens.
pub fn start(watch: Watch) -> mpsc::Receiver<bool> {
    let (says, heard) = mpsc::channel(CHANGES_MAX);
    thread::Builder::new()
        .name("touchscreen".to_owned())
        .spawn(move || run(&watch, &says))
        .expect("a machine that shows a screen has room for one more thread");
    heard
}

#[expect(clippy::disallowed_methods, reason = "a device's own thread waits")]
fn run(watch: &Watch, says: &mpsc::Sender<bool>) {
    let mut told = None;
    while !says.is_closed() {
        let there = look(&watch.devices, watch.name.as_deref());
        let expected = watch.name.is_some() || told.is_some() || there == Some(true);
        if let Some(there) = there.filter(|there| expected && told != Some(*there)) {
            told = Some(there);
            if there {
                tracing::info!("the touchscreen is there");
            } else {
                tracing::warn!("the touchscreen is gone");
            }
            if says.blocking_send(there).is_err() {
                return;
            }
        }
        thread::sleep(watch.every);
    }
}

/// None: the list cannot be read, so nothing is known.
fn look(devices: &Path, name: Option<&str>) -> Option<bool> {
    let list = std::fs::read_to_string(devices);
    list.ok().map(|list| list.split("\n\n").any(|device| is_touchscreen(device, name)))
}

/// Reads one device: `N: Name="…"`, and `B: PROP=2` in hexadecimal.
fn is_touchscreen(device: &str, name: Option<&str>) -> bool {
    let value = |key: &str| device.lines().find_map(|line| line.strip_prefix(key));
    match name {
        Some(name) => value("N: Name=").is_some_and(|is| is.contains(name)),
        None => {
            let bits = value("B: PROP=").and_then(|bits| u64::from_str_radix(bits.trim(), 16).ok());
            bits.is_some_and(|bits| bits & DIRECT != 0)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const KEYBOARD: &str = "I: Bus=0011 Vendor=0001 Product=0001 Version=ab41
N: Name=\"AT Translated Set 2 keyboard\"
H: Handlers=sysrq kbd event0
B: PROP=0
B: EV=120013
";
    const TOUCH: &str = "I: Bus=0003 Vendor=222a Product=0001 Version=0111
N: Name=\"ILITEK ILITEK-TP\"
H: Handlers=mouse1 event5
B: PROP=2
B: EV=1b
B: ABS=3273800000000003
";

    #[test]
    fn a_touchscreen_is_what_is_touched_where_it_shows_or_what_is_named() {
        assert!(is_touchscreen(TOUCH, None) && is_touchscreen(TOUCH, Some("ILITEK")));
        assert!(!is_touchscreen(KEYBOARD, None) && !is_touchscreen(KEYBOARD, Some("ILITEK")));
        assert!(!is_touchscreen("", None));
    }

    /// A list that the test writes, in place of the kernel's.
    struct List(tempfile::TempDir);

    impl List {
        fn of(devices: &[&str]) -> Self {
            let list = Self(tempfile::tempdir().unwrap());
            list.write(devices);
            list
        }

        fn path(&self) -> PathBuf {
            self.0.path().join("devices")
        }

        fn write(&self, devices: &[&str]) {
            let new = self.path().with_extension("new");
            std::fs::write(&new, devices.join("\n")).unwrap();
            std::fs::rename(new, self.path()).unwrap();
        }

        fn watched(&self, name: Option<&str>) -> mpsc::Receiver<bool> {
            let every = Duration::from_millis(5);
            start(Watch { devices: self.path(), name: name.map(str::to_owned), every })
        }
    }

    async fn next(heard: &mut mpsc::Receiver<bool>) -> Option<bool> {
        let within = tokio::time::timeout(Duration::from_secs(20), heard.recv());
        within.await.expect("it is told within 20 s")
    }

    #[tokio::test]
    async fn a_screen_that_is_unplugged_and_plugged_in_again_is_told_once_each() {
        let list = List::of(&[KEYBOARD, TOUCH]);
        let mut heard = list.watched(None);
        assert_eq!(next(&mut heard).await, Some(true));
        list.write(&[KEYBOARD]);
        assert_eq!(next(&mut heard).await, Some(false));
        list.write(&[KEYBOARD, TOUCH]);
        assert_eq!(next(&mut heard).await, Some(true));
        std::fs::remove_file(list.path()).unwrap();
        tokio::time::sleep(Duration::from_millis(50)).await;
        assert!(heard.try_recv().is_err(), "a list that cannot be read says nothing");
    }

    #[tokio::test]
    async fn a_kiosk_without_one_says_nothing_unless_one_is_named() {
        let list = List::of(&[KEYBOARD]);
        let mut unnamed = list.watched(None);
        let mut named = list.watched(Some("ILITEK"));
        assert_eq!(next(&mut named).await, Some(false), "it was gone before the start");
        assert!(unnamed.try_recv().is_err());
        list.write(&[KEYBOARD, TOUCH]);
        assert_eq!((next(&mut named).await, next(&mut unnamed).await), (Some(true), Some(true)));
    }
}
