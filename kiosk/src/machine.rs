//! The machine under the kiosk, as far as the staff menu may touch it: its PIN, its volume, its
//! brightness, and what an earlier run has kept.
//!
//! Where the system has no mixer, the volume is that of the kiosk's own sounds.
//!
//! One thread does it all, one order after the other, because a PIN takes a while on purpose and a
//! mixer may hang. What the system does not allow is none, and the menu does not offer it.

pub mod light;
pub mod pin;
pub mod pointer;
pub mod sound;

use crate::controller::staff::{Levels, MachineSays, Order};
use crate::record;
use antrean_shared::keep::{self, StoreError};
use antrean_shared::ticket::Language;
use light::Light;
use pin::PinHash;
use serde::{Deserialize, Serialize};
use sound::Sound;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::thread;
use tokio::sync::mpsc;

/// Orders that wait; a finger makes no more.
const ORDERS_MAX: usize = 16;
const KEPT_BYTES_MAX: u64 = 4 * 1024;

/// What the thread needs to know.
#[derive(Debug, Clone)]
pub struct MachineConfig {
    pub pin: Option<PinHash>,
    /// The kiosk's own small files.
    pub folder: PathBuf,
}

/// What the staff menu has set, kept over a restart.
#[derive(Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
struct Kept {
    language: Option<Language>,
    /// Percent, where no mixer of the system keeps it.
    volume: Option<u8>,
}

/// Hands orders to the thread.
#[derive(Debug, Clone)]
pub struct MachineHandle(SyncSender<Order>);

impl MachineHandle {
    /// Hands over an order without waiting; one that finds no room is lost, as a touch may be.
    pub fn order(&self, order: Order) {
        if let Err(error) = self.0.try_send(order) {
            tracing::warn!(%error, "an order of the staff menu was dropped");
        }
    }
}

/// Starts the thread; it ends with its last handle.
pub fn start(config: MachineConfig) -> (MachineHandle, mpsc::Receiver<MachineSays>) {
    let (orders, queue) = sync_channel(ORDERS_MAX);
    let (says, heard) = mpsc::channel(ORDERS_MAX);
    let machine = Machine { light: Light::find(), sound: Sound::find(), config, says };
    thread::Builder::new()
        .name("machine".to_owned())
        .spawn(move || machine.run(&queue))
        .expect("a machine that shows a screen has room for one more thread");
    (MachineHandle(orders), heard)
}

struct Machine {
    config: MachineConfig,
    light: Option<Light>,
    sound: Option<Sound>,
    says: mpsc::Sender<MachineSays>,
}

impl Machine {
    fn run(self, orders: &Receiver<Order>) {
        self.tell_what_is_kept();
        while let Ok(order) = orders.recv() {
            if let Some(says) = self.carry_out(order)
                && self.says.blocking_send(says).is_err()
            {
                return;
            }
        }
    }

    fn tell_what_is_kept(&self) {
        let kept = self.kept();
        let language = kept.language.map(MachineSays::OwnLanguage);
        let volume = kept.volume.map(|_| self.levels());
        let earlier = record::newest(&self.config.folder)
            .map(|(day, tickets)| MachineSays::PrintedEarlier { day, tickets });
        for says in language.into_iter().chain(volume).chain(earlier) {
            if self.says.blocking_send(says).is_err() {
                return;
            }
        }
    }

    fn carry_out(&self, order: Order) -> Option<MachineSays> {
        match order {
            Order::CheckPin(typed) => {
                let right = self.config.pin.as_ref().is_some_and(|hash| hash.is_of(&typed));
                if right {
                    tracing::info!("the staff menu was opened");
                } else {
                    tracing::warn!("a wrong PIN");
                }
                return Some(MachineSays::PinIs { right });
            }
            Order::Look => {}
            Order::Volume(percent) => match &self.sound {
                Some(sound) => sound.set(percent),
                None => self.keep(&Kept { volume: Some(percent), ..self.kept() }),
            },
            Order::Brightness(percent) => {
                if let Some(Err(error)) = self.light.as_ref().map(|light| light.set(percent)) {
                    tracing::warn!(%error, "the brightness stays");
                }
            }
            Order::KeepLanguage(language) => {
                self.keep(&Kept { language: Some(language), ..self.kept() });
                return None;
            }
            Order::End(_) => return None,
        }
        Some(self.levels())
    }

    /// Without a mixer the kiosk makes its own sounds as loud as it was told.
    fn levels(&self) -> MachineSays {
        let gain = self.sound.is_none().then(|| self.kept().volume.unwrap_or(100));
        MachineSays::Levels(Levels {
            volume: gain.or_else(|| self.sound.as_ref().and_then(Sound::percent)),
            brightness: self.light.as_ref().and_then(Light::percent),
            gain,
        })
    }

    fn kept(&self) -> Kept {
        keep::read_json(&kept_path(&self.config.folder), KEPT_BYTES_MAX)
            .unwrap_or_else(|error| {
                tracing::warn!(%error, "what the staff menu had set is not known");
                None
            })
            .unwrap_or_default()
    }

    fn keep(&self, kept: &Kept) {
        let wrote: Result<(), StoreError> =
            keep::replace_json(&kept_path(&self.config.folder), kept);
        if let Err(error) = wrote {
            tracing::warn!(%error, "the setting ends with this run");
        }
    }
}

fn kept_path(folder: &Path) -> PathBuf {
    folder.join("staff.json")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn the_thread_checks_the_pin_and_keeps_the_language() {
        let folder = tempfile::tempdir().unwrap();
        let pin = Some(PinHash::of("246810").unwrap());
        let config = MachineConfig { pin, folder: folder.path().to_owned() };
        let (handle, mut heard) = start(config.clone());
        for (typed, right) in [("246811", false), ("246810", true), ("", false)] {
            handle.order(Order::CheckPin(typed.to_owned()));
            assert_eq!(heard.recv().await, Some(MachineSays::PinIs { right }), "{typed}");
        }
        handle.order(Order::KeepLanguage(Language::En));
        handle.order(Order::CheckPin("246810".to_owned()));
        assert!(heard.recv().await.is_some());
        drop(handle);
        assert_eq!(heard.recv().await, None, "the thread ends with its last handle");

        let (_handle, mut heard) = start(MachineConfig { pin: None, ..config });
        assert_eq!(heard.recv().await, Some(MachineSays::OwnLanguage(Language::En)));
        _handle.order(Order::CheckPin(String::new()));
        assert_eq!(heard.recv().await, Some(MachineSays::PinIs { right: false }));
    }

    #[test]
    fn without_a_mixer_the_volume_is_the_kiosks_own_and_is_kept() {
        let folder = tempfile::tempdir().unwrap();
        let machine = || {
            let (says, heard) = mpsc::channel(ORDERS_MAX);
            let config = MachineConfig { pin: None, folder: folder.path().to_owned() };
            (Machine { config, light: None, sound: None, says }, heard)
        };
        let levels = |percent| {
            let gain = Some(percent);
            Some(MachineSays::Levels(Levels { volume: gain, gain, brightness: None }))
        };
        let (first, _heard) = machine();
        assert_eq!(first.carry_out(Order::Look), levels(100));
        assert_eq!(first.carry_out(Order::Volume(60)), levels(60));
        assert_eq!(first.carry_out(Order::KeepLanguage(Language::En)), None);
        assert_eq!(first.carry_out(Order::Volume(40)), levels(40));
        let (second, mut heard) = machine();
        second.tell_what_is_kept();
        assert_eq!(heard.try_recv().ok(), Some(MachineSays::OwnLanguage(Language::En)));
        assert_eq!(heard.try_recv().ok(), levels(40), "told at the start");
    }
}
