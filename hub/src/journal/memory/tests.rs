//! The journal in memory keeps the rules of the one on disk, and fails as it is told.

use super::*;
use crate::journal::SqliteJournal;
use crate::journal::sample::{
    START, announced, answer, batch, called, command, day_opened, entry, note, recalled, row,
    shown, shown_calls, spoken, ticket_id,
};
use antrean_shared::id::Token;
use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use std::time::Duration;

/// What a random batch is made of; small numbers, so that rules get broken.
#[derive(Debug, Clone)]
struct Plan {
    stale: bool,
    entries: Vec<PlannedEntry>,
    tickets: Vec<u64>,
    privates: Vec<(u64, Option<String>)>,
    hall: Option<u64>,
    idle: bool,
}

#[derive(Debug, Clone)]
struct PlannedEntry {
    command: u64,
    hours: u64,
    epoch: u64,
    events: Vec<u8>,
    answer: Option<Option<u8>>,
}

fn planned_entry() -> impl Strategy<Value = PlannedEntry> {
    let epoch = prop_oneof![9 => Just(0_u64), 1 => Just(1)];
    let answer = option::of(option::of(0..40_u8));
    (0..300_u64, 0..20_u64, epoch, vec(0..14_u8, 0..4), answer).prop_map(
        |(command, hours, epoch, events, answer)| PlannedEntry {
            command,
            hours,
            epoch,
            events,
            answer,
        },
    )
}

fn plan() -> impl Strategy<Value = Plan> {
    let text = option::of("[a-zé\"\\\\ ]{0,9}");
    let parts = (
        prop::bool::weighted(0.05),
        vec(planned_entry(), 1..5),
        vec(0..40_u64, 0..3),
        vec((0..5_u64, text), 0..3),
        option::weighted(0.2, 1..9_u64),
        any::<bool>(),
    );
    parts.prop_map(|(stale, entries, tickets, privates, hall, idle)| Plan {
        stale,
        entries,
        tickets,
        privates,
        hall,
        idle,
    })
}

fn planned_batch(head: Head, now: &mut Timestamp, plan: &Plan) -> Batch {
    let mut made = Batch::default();
    let mut at = head;
    for planned in &plan.entries {
        *now = now.plus(Duration::from_secs(planned.hours * 60 * 60));
        let events = planned.events.iter().map(|kind| match kind {
            0 => day_opened(),
            1 => announced("{\"hall\":{\"day_opened\":"),
            8 => called(planned.command % 40, "1", planned.hours),
            9 => recalled(planned.command % 40, "2", planned.hours),
            10 => shown_calls("1", &[planned.hours, planned.command % 20]),
            11 => spoken("2", &[planned.hours, planned.hours]),
            other => shown(u64::from(*other)),
        });
        let mut entry = entry(at, events.collect());
        (entry.command, entry.at) = (command(planned.command), *now);
        entry.epoch += planned.epoch;
        at = Head { seq: entry.seq, epoch: entry.epoch, ..at };
        if let Some(key) = planned.answer {
            made.answers.push(answer(&entry, key.map(|key| [key; 32])));
        }
        made.entries.push(entry);
    }
    // Two neighbors share a number, and every third its secret.
    made.tickets = plan.tickets.iter().map(|id| row(*id, 1 + *id as u16 / 2)).collect();
    for ticket in &mut made.tickets {
        ticket.token = Some(Token::from_bits(ticket.id.0.as_u128() % 3));
    }
    made.privates = plan
        .privates
        .iter()
        .map(|(ticket, text)| match text {
            Some(text) => note(*ticket, text),
            None => PrivateChange::Erase { ticket: ticket_id(*ticket), field: None },
        })
        .collect();
    made.hall = plan.hall.map(|revision| (revision, format!("# {revision}")));
    made
}

fn everything(journal: &mut dyn Journal) -> String {
    let mut all = format!("{:?} {:?}", journal.open(), journal.read(0, PAGE_MAX));
    all += &format!("{:?} {:?}", journal.read(2, 3), journal.read(999, 3));
    all += &format!("{:?} {:?}", journal.newest_day(), journal.newest_hall());
    all += &format!("{:?} {:?}", journal.hall_text(2), journal.privates());
    for number in 0..300 {
        all += &format!("{:?}", journal.seen(Seen::Command(command(number))));
        all += &format!("{:?}", journal.accepted(command(number)));
    }
    for number in 0..40_u8 {
        let (id, expected) = (u64::from(number), row(0, 1 + u16::from(number)));
        all += &format!("{:?}", journal.seen(Seen::Key([number; 32])));
        all += &format!("{:?}", journal.past_ticket(ticket_id(id)));
        all += &format!("{:?}", journal.calls(ticket_id(id)));
        let named = journal.ticket_by_number(expected.service_day, expected.number);
        all += &format!("{named:?}");
    }
    all
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, ..ProptestConfig::default() })]

    #[test]
    fn both_journals_agree(plans in vec(plan(), 1..12)) {
        let folder = tempfile::tempdir().unwrap();
        let mut disk = SqliteJournal::open_folder(folder.path()).unwrap();
        let mut head = disk.open().unwrap();
        let mut memory = MemoryJournal::new(head.hall, head.journal);
        let mut now = START;
        for plan in &plans {
            let expect = if plan.stale { Head { hash: [9; 32], ..head } } else { head };
            let batch = planned_batch(expect, &mut now, plan);
            match (disk.append(expect, &batch), memory.append(expect, &batch)) {
                (Ok(on_disk), Ok(in_memory)) => {
                    prop_assert_eq!(on_disk, in_memory);
                    head = on_disk;
                }
                (Err(on_disk), Err(in_memory)) => prop_assert_eq!(
                    std::mem::discriminant(&on_disk),
                    std::mem::discriminant(&in_memory)
                ),
                (on_disk, in_memory) => prop_assert!(false, "{on_disk:?} {in_memory:?}"),
            }
            if plan.idle {
                disk.idle().unwrap();
                memory.idle().unwrap();
            }
        }
        prop_assert_eq!(everything(&mut disk), everything(&mut memory));
        prop_assert_eq!(disk.verify_all().unwrap(), head.seq);
    }
}

fn filled(count: u64) -> MemoryJournal {
    let mut journal = MemoryJournal::fresh();
    for _ in 0..count {
        let head = journal.open().unwrap();
        journal.append(head, &batch(head)).unwrap();
    }
    journal
}

#[test]
fn a_lost_tail_leaves_the_journal_as_it_was_before() {
    let mut journal = filled(2);
    let before = everything(&mut journal);
    let head = journal.open().unwrap();
    let entries = vec![entry(head, vec![day_opened()]), entry(Head { seq: 3, ..head }, vec![])];
    let privates = vec![PrivateChange::Erase { ticket: ticket_id(1), field: None }];
    let two = Batch { entries, privates, tickets: vec![row(1, 7)], ..Batch::default() };
    journal.append(head, &two).unwrap();
    assert_ne!(everything(&mut journal), before);
    assert_eq!(journal.clone().lose_tail(0).seq, 4);
    assert_eq!(journal.lose_tail(1), head);
    assert_eq!(everything(&mut journal), before);
    assert_eq!(journal.lose_tail(99).seq, 0);
}

#[test]
fn an_append_fails_as_it_is_told_and_only_once() {
    let cases = [
        (Fault::Fenced, 2),
        (Fault::Busy, 2),
        (Fault::UnknownNotWritten, 2),
        (Fault::UnknownWritten, 3),
    ];
    for (fault, stands_at) in cases {
        let mut journal = filled(2);
        journal.fail_at(3, fault);
        let head = journal.open().unwrap();
        let error = journal.append(head, &batch(head)).unwrap_err();
        let told = match fault {
            Fault::Fenced => matches!(error, JournalError::Fenced),
            Fault::Busy => matches!(error, JournalError::Busy { .. }),
            Fault::UnknownNotWritten | Fault::UnknownWritten => {
                matches!(error, JournalError::Unknown)
            }
        };
        assert!(told, "{fault:?}");
        let head = journal.open().unwrap();
        assert_eq!((head.seq, journal.appends()), (stands_at, 3), "{fault:?}");
        assert_eq!(journal.append(head, &batch(head)).unwrap().seq, stands_at + 1);
    }
}
