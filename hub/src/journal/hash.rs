//! The chain of hashes over the entries: a row that was changed or taken away shows.
//!
//! `hash = SHA-256(prev_hash ‖ row)`. The row is, in this order: `seq`, `epoch` and `at`, 8 bytes
//! each; `command`, the 16 bytes of its UUID; `actor`, `device` and `kind`, each as a length of 4
//! bytes and UTF-8; `version`, 4 bytes; `events`, a length of 4 bytes and the JSON text as stored.
//! Numbers are big-endian. The first entry's `prev_hash` is
//! SHA-256("antrean journal 1" ‖ hall ‖ journal), the UUIDs as 16 bytes.

use super::{Entry, Head};
use antrean_shared::id::{HallId, JournalId};
use sha2::{Digest, Sha256};

/// A link of the chain.
pub(super) type Hash = [u8; 32];

/// Returns the link before the first entry.
pub(super) fn root(hall: HallId, journal: JournalId) -> Hash {
    let mut sum = Sha256::new();
    sum.update(b"antrean journal 1");
    sum.update(hall.0.as_bytes());
    sum.update(journal.0.as_bytes());
    sum.finalize().into()
}

/// Returns the link of an entry whose events are stored as `events`.
pub(super) fn link(prev: &Hash, entry: &Entry, events: &str) -> Hash {
    let mut sum = Sha256::new();
    sum.update(prev);
    sum.update(entry.seq.to_be_bytes());
    sum.update(entry.epoch.to_be_bytes());
    sum.update(entry.at.0.to_be_bytes());
    sum.update(entry.command.0.as_bytes());
    for text in [&entry.actor, &entry.device, &entry.kind] {
        add_text(&mut sum, text);
    }
    sum.update(entry.version.to_be_bytes());
    add_text(&mut sum, events);
    sum.finalize().into()
}

/// An entry's events as they are stored, and its place in the chain.
pub(super) struct Link {
    /// The events.
    pub events: String,
    /// The hash before.
    pub prev: Hash,
    /// The hash of the entry.
    pub hash: Hash,
}

/// Chains entries to `head` and returns the links and the new head.
///
/// Panics when there are none or they do not go on where the head stands: the caller has lost count.
pub(super) fn chain(mut head: Head, entries: &[Entry]) -> (Vec<Link>, Head) {
    assert!(!entries.is_empty(), "only an accepted command changes a journal");
    let mut links = Vec::with_capacity(entries.len());
    for entry in entries {
        assert_eq!(entry.seq, head.seq + 1, "entries are numbered without holes");
        assert!(entry.epoch >= head.epoch, "an epoch never falls: {}", entry.epoch);
        let events = serde_json::to_string(&entry.events).expect("events have only text keys");
        let hash = link(&head.hash, entry, &events);
        links.push(Link { events, prev: head.hash, hash });
        head = Head { epoch: entry.epoch, seq: entry.seq, hash, ..head };
    }
    (links, head)
}

fn add_text(sum: &mut Sha256, text: &str) {
    let length = u32::try_from(text.len()).expect("a stored text is shorter than 4 GiB");
    sum.update(length.to_be_bytes());
    sum.update(text);
}

#[cfg(test)]
mod tests {
    use super::*;
    use antrean_shared::id::CommandId;
    use antrean_shared::time::Timestamp;
    use uuid::Uuid;

    fn hex(hash: Hash) -> String {
        hash.iter().map(|byte| format!("{byte:02x}")).collect()
    }

    #[test]
    fn the_form_of_a_row_never_changes() {
        let root = root(HallId(Uuid::from_u128(1)), JournalId(Uuid::from_u128(2)));
        let entry = Entry {
            seq: 1,
            epoch: 1,
            at: Timestamp(1_670_000_000_000),
            command: CommandId(Uuid::from_u128(3)),
            actor: "Sari".to_owned(),
            device: "loket-1".to_owned(),
            kind: "call_next".to_owned(),
            version: 1,
            events: Vec::new(),
        };
        assert_eq!(hex(root), "e15c2d70cb1789d00cb8d1f64ebf51f70a562a98c1acade4f798f6808a18bd87");
        assert_eq!(
            hex(link(&root, &entry, "[]")),
            "84f0a0f269a3d6239a67230546c71ac42ad032954d4c6914e9d2f2f0a1a6ccec"
        );
    }

    #[test]
    fn a_letter_that_moves_from_one_field_to_the_next_shows() {
        let entry = |actor: &str, device: &str| Entry {
            seq: 1,
            epoch: 1,
            at: Timestamp(0),
            command: CommandId(Uuid::from_u128(3)),
            actor: actor.to_owned(),
            device: device.to_owned(),
            kind: String::new(),
            version: 1,
            events: Vec::new(),
        };
        let root = [0; 32];
        assert_ne!(link(&root, &entry("ab", "c"), "[]"), link(&root, &entry("a", "bc"), "[]"));
    }
}
