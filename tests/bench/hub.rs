//! A hub on the sample hall, open at any hour, with a data folder of its own.

use crate::program::{self, Program};
use crate::slow_flush::SlowFlush;
use antrean_hub::hall::{Hall, file};
use antrean_shared::id::{CounterId, ServiceId};
use antrean_tests::process::{Api, open_hall};
use anyhow::{Context, Result, ensure};
use serde_json::Value;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

const READY_WITHIN: Duration = Duration::from_secs(30);

/// The hall of every measurement.
pub struct SampleHall {
    pub file: PathBuf,
    pub hall: Hall,
    pub text: String,
}

impl SampleHall {
    /// Writes the hall's file into a folder.
    pub fn write(folder: &Path) -> Result<Self> {
        let file = folder.join("hall.toml");
        std::fs::write(&file, open_hall())
            .with_context(|| format!("writing {}", file.display()))?;
        let (hall, text) = file::load(&file).map_err(|faults| anyhow::anyhow!("{faults}"))?;
        Ok(Self { file, hall, text })
    }

    pub fn services(&self) -> &[ServiceId] {
        &self.hall.service_order
    }

    /// Returns a service that a counter's first queue holds.
    pub fn service_at(&self, counter: &CounterId) -> Option<&ServiceId> {
        let queue = self.hall.counters.get(counter)?.queues.first()?;
        self.hall.services.values().find(|service| service.queue == *queue).map(|found| &found.id)
    }
}

/// A hub that runs until this is dropped.
pub struct Hub {
    pub program: Program,
    pub address: String,
    /// From its start to the line that says where it listens.
    pub ready_in: Duration,
    api: Api,
}

impl Hub {
    /// Starts a hub on a data folder, its disk slowed down or not.
    pub fn start(hall: &SampleHall, data: &Path, slow: Option<&SlowFlush>) -> Result<Self> {
        std::fs::create_dir_all(data)?;
        let mut command = Command::new(program::path("antrean-hub")?);
        command.arg("--hall").arg(&hall.file).arg("--data").arg(data);
        command.args(["--listen", "127.0.0.1:0", "--listen-phones", "127.0.0.1:0"]);
        if let Some(slow) = slow {
            slow.give(&mut command)?;
        }
        let program = Program::start("antrean-hub", &mut command, data)?;
        let (address, ready_in) = program.says("listening on http://", READY_WITHIN)?;
        let api = Api::new(&address);
        Ok(Self { program, address, ready_in, api })
    }

    pub fn get(&self, path: &str) -> Result<Value> {
        let reply = self.api.get(path).with_context(|| format!("no answer to GET {path}"))?;
        ensure!(reply.status == 200, "GET {path}: {} {}", reply.status, reply.body);
        Ok(reply.body)
    }

    pub fn post(&self, path: &str, body: &Value) -> Result<Value> {
        let reply = self.api.post(path, body, None);
        let reply = reply.with_context(|| format!("no answer to POST {path}"))?;
        ensure!((200..300).contains(&reply.status), "POST {path}: {} {}", reply.status, reply.body);
        Ok(reply.body)
    }
}
