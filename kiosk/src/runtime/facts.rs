//! What has happened, written down one after the other: in the link's outbox or in the day's file.

use crate::memory;
use crate::record;
use antrean_shared::command::{AdmittedTicket, Command};
use antrean_shared::id::{CommandId, TicketId};
use antrean_shared::link::Link;
use antrean_shared::time::{ServiceDay, Timestamp};
use antrean_shared::view::{IssuedTicket, KioskView};
use std::path::PathBuf;
use std::time::Duration;
use tokio::sync::mpsc;

/// How long a fact waits for room in the link.
const PAUSE: Duration = Duration::from_millis(250);

/// Something to be written down.
pub(super) enum Fact {
    Tell { id: CommandId, command: Command },
    Record { day: ServiceDay, at: Timestamp, ticket: Box<IssuedTicket>, copy: bool },
    Give { day: ServiceDay, ticket: Box<AdmittedTicket> },
    HandedOver { day: ServiceDay, ticket: TicketId },
    View(Box<KioskView>),
}

/// A ticket of the own series, and whether it is on the disk.
#[derive(Debug, Clone, Copy)]
pub(super) struct Given {
    pub(super) ticket: TicketId,
    pub(super) kept: bool,
}

/// What the task works with.
pub(super) struct Writing {
    pub(super) facts: mpsc::Receiver<Fact>,
    pub(super) link: Link,
    pub(super) folder: PathBuf,
    pub(super) given: mpsc::Sender<Given>,
}

/// Writes down what has happened; of a number of the own series it says when it is on the disk.
pub(super) async fn write_down(writing: Writing) {
    let Writing { mut facts, link, folder, given } = writing;
    while let Some(fact) = facts.recv().await {
        match fact {
            // What has happened must not be lost: it waits until the link has room.
            Fact::Tell { id, command } => {
                while let Err(full) = link.tell(id, command.clone()) {
                    tracing::warn!(%id, %full, "not told yet");
                    tokio::time::sleep(PAUSE).await;
                }
            }
            Fact::Record { day, at, ticket, copy } => {
                tracing::info!(number = %ticket.number, copy, "printed");
                if let Err(error) = record::append(&record::path(&folder, day), at, &ticket, copy) {
                    tracing::warn!(%error, "the day file is not written");
                }
            }
            Fact::Give { day, ticket } => {
                let kept = record::give(&record::path(&folder, day), &ticket);
                match &kept {
                    Ok(()) => tracing::info!(number = %ticket.number, "given without the hub"),
                    Err(error) => tracing::error!(%error, "a number is not given"),
                }
                let kept = Given { ticket: ticket.id, kept: kept.is_ok() };
                if given.send(kept).await.is_err() {
                    return;
                }
            }
            Fact::View(view) => {
                if let Err(error) = memory::keep(&folder, &view) {
                    tracing::warn!(%error, "what the hub told is not kept");
                }
            }
            Fact::HandedOver { day, ticket } => {
                if let Err(error) = record::handed_over(&record::path(&folder, day), ticket) {
                    tracing::warn!(%error, %ticket, "handed over; the day file does not say so");
                }
            }
        }
    }
}
