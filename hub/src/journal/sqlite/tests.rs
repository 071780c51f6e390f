//! What must never be lost, altered or left behind, tried on real files.

use super::*;
use crate::event::{CounterEvent, Event, HallEvent, TicketEvent};
use crate::journal::PrivateChange;
use crate::journal::sample::{
    START, announced, answer, batch, called, class_count, command, day, day_opened, entry, note,
    number, recalled, row, shown_calls, spoken, ticket_id,
};
use std::fs;
use tempfile::TempDir;

/// Everything that a journal answers, for comparisons.
#[derive(Debug, PartialEq)]
struct Contents {
    head: Head,
    entries: Vec<Entry>,
    calls: Vec<Vec<Entry>>,
    answers: Vec<Answer>,
    tickets: Vec<TicketRow>,
    privates: Vec<(TicketId, String, String)>,
    hall: Option<(u64, String)>,
}

fn contents(journal: &mut SqliteJournal) -> Contents {
    let entries = journal.read(0, PAGE_MAX).unwrap();
    let ids: Vec<CommandId> = entries.iter().map(|entry| entry.command).collect();
    let mut seen = |id| journal.seen(Seen::Command(id)).unwrap();
    let answers = ids.iter().filter_map(|id| seen(*id)).collect();
    let tickets = ids.iter().filter_map(|id| journal.past_ticket(id.ticket()).unwrap()).collect();
    let calls = ids.iter().map(|id| journal.calls(id.ticket()).unwrap()).collect();
    Contents {
        head: journal.open().unwrap(),
        entries,
        calls,
        answers,
        tickets,
        privates: journal.privates().unwrap(),
        hall: journal.newest_hall().unwrap(),
    }
}

fn open(folder: &Path) -> SqliteJournal {
    SqliteJournal::open_folder(folder).unwrap()
}

/// A journal with `count` batches of one entry each, number 1 to `count`.
fn filled(count: u64) -> (TempDir, SqliteJournal) {
    let folder = tempfile::tempdir().unwrap();
    let mut journal = open(folder.path());
    let mut head = journal.open().unwrap();
    for _ in 0..count {
        head = journal.append(head, &batch(head)).unwrap();
    }
    (folder, journal)
}

fn stands_in_files(folder: &Path, text: &str) -> bool {
    let files = fs::read_dir(folder).unwrap().map(|file| fs::read(file.unwrap().path()).unwrap());
    let mut found =
        files.map(|bytes| bytes.windows(text.len()).any(|part| part == text.as_bytes()));
    found.any(|found| found)
}

#[test]
fn a_new_journal_stands_before_its_first_entry_and_keeps_its_ids() {
    let (folder, mut journal) = filled(0);
    let head = journal.open().unwrap();
    assert_eq!((head.epoch, head.seq), (FIRST_EPOCH, 0));
    assert_eq!(head.hash, hash::root(head.hall, head.journal));
    assert_eq!(journal.read(0, 10).unwrap(), []);
    drop(journal);
    assert_eq!(open(folder.path()).open().unwrap(), head);
}

#[test]
fn reopening_gives_the_same_after_every_batch() {
    let folder = tempfile::tempdir().unwrap();
    for seq in 1..=5 {
        let mut journal = open(folder.path());
        let head = journal.open().unwrap();
        let written = batch(head);
        assert_eq!(journal.append(head, &written).unwrap().seq, seq);
        let before = contents(&mut journal);
        assert_eq!(before.entries.last(), written.entries.last());
        assert_eq!(before.answers.last(), written.answers.last());
        assert_eq!(before.tickets.last(), written.tickets.last());
        assert_eq!(before.hall, written.hall);
        drop(journal);
        assert_eq!(contents(&mut open(folder.path())), before);
    }
    assert_eq!(open(folder.path()).verify_all().unwrap(), 5);
}

#[test]
fn an_append_that_fails_at_any_write_leaves_nothing() {
    let tables = ["entry", "call", "call_report", "answer", "private", "ticket", "hall"];
    for table in tables {
        let (folder, mut journal) = filled(2);
        let before = contents(&mut journal);
        let fail = format!(
            "CREATE TEMP TRIGGER fail AFTER INSERT ON main.{table} \
             BEGIN SELECT RAISE(ABORT, 'cut'); END"
        );
        journal.connection.execute_batch(&fail).unwrap();
        let failed = journal.append(before.head, &batch(before.head));
        assert!(matches!(failed, Err(JournalError::Refused { .. })), "{table}: {failed:?}");
        drop(journal);
        assert_eq!(contents(&mut open(folder.path())), before, "{table}");
    }
}

#[test]
fn a_log_that_is_cut_anywhere_gives_whole_batches() {
    let (folder, mut journal) = filled(0);
    journal.idle().unwrap();
    let mut head = journal.open().unwrap();
    let mut stages = vec![contents(&mut journal)];
    for _ in 0..3 {
        head = journal.append(head, &batch(head)).unwrap();
        stages.push(contents(&mut journal));
    }
    let log = format!("{DATABASE_FILE}-wal");
    let bytes = fs::read(folder.path().join(&log)).unwrap();
    let (header, frame) = (32, 24 + 4096);
    assert_eq!((bytes.len() - header) % frame, 0);
    let mut counts = Vec::new();
    for start in (header..=bytes.len()).step_by(frame) {
        for cut in [start.saturating_sub(1), start, start + 30] {
            let copy = tempfile::tempdir().unwrap();
            fs::copy(folder.path().join(DATABASE_FILE), copy.path().join(DATABASE_FILE)).unwrap();
            fs::write(copy.path().join(&log), &bytes[..cut.min(bytes.len())]).unwrap();
            let mut reopened = open(copy.path());
            let count = reopened.verify_all().unwrap();
            assert_eq!(contents(&mut reopened), stages[usize::try_from(count).unwrap()]);
            counts.push(count);
        }
    }
    assert!(counts.is_sorted(), "{counts:?}");
    assert_eq!((counts.first(), counts.last()), (Some(&0), Some(&3)));
}

#[test]
fn a_full_disk_is_named_and_leaves_nothing() {
    let (folder, mut journal) = filled(1);
    let before = contents(&mut journal);
    let pages: i64 =
        journal.connection.query_row("PRAGMA page_count", (), |row| row.get(0)).unwrap();
    journal.connection.pragma_update(None, "max_page_count", pages).unwrap();
    let mut big = batch(before.head);
    big.hall = Some((9, "x".repeat(100_000)));
    assert!(matches!(journal.append(before.head, &big), Err(JournalError::Full { .. })));
    drop(journal);
    assert_eq!(contents(&mut open(folder.path())), before);
}

#[test]
fn a_second_hub_is_kept_out_until_the_first_has_gone() {
    let (folder, journal) = filled(1);
    let second = SqliteJournal::open_folder(folder.path());
    assert!(matches!(second, Err(JournalError::Locked { path }) if path.ends_with(LOCK_FILE)));
    drop(journal);
    assert_eq!(open(folder.path()).open().unwrap().seq, 1);
}

#[test]
fn a_stale_head_is_fenced_and_writes_nothing() {
    let (_folder, mut journal) = filled(1);
    let old = journal.open().unwrap();
    journal.append(old, &batch(old)).unwrap();
    let before = contents(&mut journal);
    assert!(matches!(journal.append(old, &batch(old)), Err(JournalError::Fenced)));
    let raised = Head { epoch: 2, ..before.head };
    assert!(matches!(journal.append(raised, &batch(raised)), Err(JournalError::Fenced)));
    assert_eq!(contents(&mut journal), before);
}

#[test]
fn another_writer_makes_it_busy_and_the_append_can_be_repeated() {
    let (folder, mut journal) = filled(1);
    let head = journal.open().unwrap();
    journal.connection.busy_timeout(Duration::ZERO).unwrap();
    let other = Connection::open(folder.path().join(DATABASE_FILE)).unwrap();
    other.execute_batch("BEGIN IMMEDIATE").unwrap();
    assert!(matches!(journal.append(head, &batch(head)), Err(JournalError::Busy { .. })));
    other.execute_batch("ROLLBACK").unwrap();
    assert_eq!(journal.append(head, &batch(head)).unwrap().seq, 2);
}

#[test]
fn a_number_given_twice_fails_the_whole_batch() {
    let (_folder, mut journal) = filled(2);
    let before = contents(&mut journal);
    let mut twice = batch(before.head);
    twice.tickets = vec![row(8, 3), row(9, 1)];
    let failed = journal.append(before.head, &twice);
    assert!(
        matches!(failed, Err(JournalError::Refused { ref rule, .. }) if rule.contains("ticket.number"))
    );
    assert_eq!(contents(&mut journal), before);
    let mut other_day = batch(before.head);
    other_day.tickets = vec![TicketRow { service_day: day(23), ..row(9, 1) }];
    journal.append(before.head, &other_day).unwrap();
    let found = |journal: &mut SqliteJournal, day| {
        journal.ticket_by_number(day, number(1)).unwrap().map(|ticket| ticket.id)
    };
    assert_eq!(found(&mut journal, day(22)), Some(ticket_id(1)));
    assert_eq!(found(&mut journal, day(23)), Some(ticket_id(9)));
    assert_eq!(found(&mut journal, day(24)), None);
}

#[test]
fn a_ticket_is_one_row() {
    let (_folder, mut journal) = filled(1);
    let head = journal.open().unwrap();
    let mut later = batch(head);
    let changed = TicketRow { call_count: 3, inaccurate: true, token: None, ..row(1, 1) };
    later.tickets = vec![changed.clone(), row(2, 2)];
    journal.append(head, &later).unwrap();
    assert_eq!(journal.past_ticket(ticket_id(1)).unwrap(), Some(changed));
    assert_eq!(journal.past_ticket(ticket_id(2)).unwrap(), Some(row(2, 2)));
}

#[test]
fn totals_of_priority_classes_are_counted_by_the_day_and_the_class() {
    let (_folder, mut journal) = filled(2);
    let head = journal.open().unwrap();
    let classes = vec![
        class_count(22, Some("lansia"), -1),
        class_count(22, Some("hamil"), 1),
        class_count(22, Some("hamil"), -1),
        class_count(23, None, 1),
        class_count(23, None, 1),
    ];
    let mut more = batch(head);
    more.classes = classes;
    journal.append(head, &more).unwrap();
    let expected = vec![class_count(22, Some("lansia"), 1), class_count(23, None, 2)];
    assert_eq!(journal.classes(8).unwrap(), expected);
    assert_eq!(journal.classes(1).unwrap(), expected[1..]);
}

#[test]
fn an_entry_can_neither_be_altered_nor_deleted() {
    let (_folder, journal) = filled(1);
    for sql in ["UPDATE entry SET actor = 'x'", "DELETE FROM entry"] {
        let error = journal.connection.execute_batch(sql).unwrap_err().to_string();
        assert!(error.contains("an entry is never"), "{error}");
    }
}

#[test]
fn a_row_that_was_changed_in_spite_of_all_shows() {
    let changes = [
        "UPDATE entry SET actor = 'Budi' WHERE seq = 3",
        "UPDATE entry SET at = at + 1 WHERE seq = 3",
        "UPDATE entry SET events = '[]' WHERE seq = 3",
        "UPDATE entry SET command = '00000000-0000-0000-0000-0000000000ff' WHERE seq = 3",
        "UPDATE entry SET hash = zeroblob(32) WHERE seq = 3",
        "DELETE FROM entry WHERE seq = 3",
    ];
    for change in changes {
        let (_folder, mut journal) = filled(5);
        assert_eq!(journal.verify_all().unwrap(), 5);
        let all = format!(
            "DROP TRIGGER entry_is_not_altered; DROP TRIGGER entry_is_not_deleted; \
             PRAGMA foreign_keys = OFF; {change}"
        );
        journal.connection.execute_batch(&all).unwrap();
        for after in [0, 2] {
            let read = journal.read(after, 10);
            assert!(
                matches!(read, Err(JournalError::Corrupt { seq: 3, .. })),
                "{change}: {read:?}"
            );
        }
        assert!(journal.verify_all().is_err());
    }
}

#[test]
fn the_chain_can_be_checked_page_by_page() {
    let (_folder, mut journal) = filled(5);
    let all = journal.read(0, 10).unwrap();
    assert_eq!(journal.read(0, 2).unwrap(), all[..2]);
    assert_eq!(journal.read(2, 2).unwrap(), all[2..4]);
    assert_eq!(journal.read(5, 2).unwrap(), []);
    assert_eq!(journal.read(9, 2).unwrap(), []);
}

#[test]
fn what_must_hold_for_durability_is_read_back() {
    let (folder, journal) = filled(0);
    let number = |sql| journal.connection.query_row(sql, (), |row| row.get::<_, i64>(0)).unwrap();
    assert_eq!(number("PRAGMA synchronous"), 2);
    assert_eq!(number("PRAGMA secure_delete"), 1);
    let memory = Connection::open_in_memory().unwrap();
    let settled = settings::settle(&memory, folder.path());
    assert!(matches!(settled, Err(JournalError::NotDurable { setting: "journal_mode", .. })));
}

#[test]
fn answers_are_found_by_command_and_by_key_for_eight_days() {
    let (_folder, mut journal) = filled(0);
    let head = journal.open().unwrap();
    let first = entry(head, Vec::new());
    let answers = vec![answer(&first, Some([1; 32]))];
    let one = Batch { answers: answers.clone(), entries: vec![first], ..Batch::default() };
    let head = journal.append(head, &one).unwrap();
    let seen = [Seen::Command(command(1)), Seen::Key([1; 32])];
    for (day, kept) in [(1, true), (8, true), (9, false)] {
        let head = journal.open().unwrap();
        let mut later = entry(head, Vec::new());
        later.at = START.plus(Duration::from_secs(day * 24 * 60 * 60));
        let batch = Batch { entries: vec![later], ..Batch::default() };
        journal.append(head, &batch).unwrap();
        journal.idle().unwrap();
        for what in seen {
            let found = journal.seen(what).unwrap();
            assert_eq!(found.as_ref(), kept.then_some(&answers[0]), "day {day}");
        }
    }
    assert_eq!(journal.seen(Seen::Key([2; 32])).unwrap(), None);
    assert_eq!(journal.accepted(command(1)).unwrap(), Some(1));
    assert_eq!(journal.accepted(command(77)).unwrap(), None);
    assert_eq!(head.seq, 1);
}

#[test]
fn an_erased_text_stands_in_no_file() {
    const MARKER: &str = "perlu-juru-bahasa-isyarat";
    let ways =
        [vec![PrivateChange::Erase { ticket: ticket_id(1), field: None }], vec![note(1, "lain")]];
    for way in ways {
        let (folder, mut journal) = filled(0);
        let head = journal.open().unwrap();
        let long = MARKER.repeat(500);
        let kept = Batch { privates: vec![note(1, &long)], ..batch(head) };
        let head = journal.append(head, &kept).unwrap();
        assert!(stands_in_files(folder.path(), MARKER));
        let gone = Batch { privates: way, ..batch(head) };
        journal.append(head, &gone).unwrap();
        assert!(!stands_in_files(folder.path(), MARKER));
        assert!(!journal.erasure_pending());
    }
}

#[test]
fn an_erasure_that_a_reader_delays_is_reported_and_done_later() {
    const MARKER: &str = "perlu-juru-bahasa-isyarat";
    let (folder, mut journal) = filled(0);
    let head = journal.open().unwrap();
    let kept = Batch { privates: vec![note(1, MARKER)], ..batch(head) };
    let head = journal.append(head, &kept).unwrap();
    let reader = Connection::open(folder.path().join(DATABASE_FILE)).unwrap();
    reader.execute_batch("BEGIN; SELECT * FROM ticket").unwrap();
    let erase = vec![PrivateChange::Erase { ticket: ticket_id(1), field: None }];
    let head = journal.append(head, &Batch { privates: erase, ..batch(head) }).unwrap();
    assert_eq!(journal.privates().unwrap(), []);
    assert!(journal.erasure_pending());
    assert!(stands_in_files(folder.path(), MARKER));
    reader.execute_batch("COMMIT").unwrap();
    journal.idle().unwrap();
    assert!(!journal.erasure_pending());
    assert!(!stands_in_files(folder.path(), MARKER));
    assert_eq!(journal.open().unwrap(), head);
}

#[test]
fn opening_finishes_the_erasure_of_a_hub_that_was_killed() {
    const MARKER: &str = "perlu-juru-bahasa-isyarat";
    let (folder, mut journal) = filled(0);
    let head = journal.open().unwrap();
    let kept = Batch { privates: vec![note(1, MARKER)], ..batch(head) };
    journal.append(head, &kept).unwrap();
    let delete = "DELETE FROM private";
    journal.connection.execute_batch(delete).unwrap();
    let copy = tempfile::tempdir().unwrap();
    for file in [DATABASE_FILE.to_owned(), format!("{DATABASE_FILE}-wal")] {
        fs::copy(folder.path().join(&file), copy.path().join(&file)).unwrap();
    }
    assert!(stands_in_files(copy.path(), MARKER));
    let _reopened = open(copy.path());
    assert!(!stands_in_files(copy.path(), MARKER));
}

#[test]
fn the_newest_day_is_found_through_its_index() {
    let (_folder, mut journal) = filled(1);
    assert_eq!(journal.newest_day().unwrap(), None);
    let texts = [r#"{"hall":{"day_opened":"#, r#"\"hall\":{"day_opened":{}"#];
    let head = journal.open().unwrap();
    let mut entries = vec![entry(head, vec![announced("x"), day_opened()])];
    for text in texts {
        let seq = head.seq + entries.len() as u64;
        entries.push(entry(Head { seq, ..head }, vec![announced(text)]));
    }
    journal.append(head, &Batch { entries, ..Batch::default() }).unwrap();
    assert_eq!(journal.newest_day().unwrap(), Some(2));
    let plan = format!("EXPLAIN QUERY PLAN {NEWEST_DAY}");
    let plan: String = journal.connection.query_row(&plan, (), |row| row.get(3)).unwrap();
    assert!(plan.contains("entry_day"), "{plan}");
}

#[test]
fn the_calls_of_a_ticket_are_found_with_what_displays_told_of_them_and_nothing_else() {
    let (folder, mut journal) = filled(0);
    let head = journal.open().unwrap();
    let told = [
        vec![called(1, "1", 7)],
        vec![called(2, "1", 8), spoken("1", &[7])],
        vec![shown_calls("1", &[7, 8])],
        vec![called(3, "2", 7), shown_calls("2", &[7])],
        vec![spoken("1", &[8, 8])],
        vec![recalled(1, "1", 9)],
        vec![spoken("2", &[9]), spoken("1", &[9])],
    ];
    let entries = told.into_iter().zip(head.seq..);
    let entries: Vec<Entry> =
        entries.map(|(events, seq)| entry(Head { seq, ..head }, events)).collect();
    journal.append(head, &Batch { entries, ..Batch::default() }).unwrap();
    let found = |journal: &mut SqliteJournal, ticket| -> Vec<u64> {
        let entries = journal.calls(ticket_id(ticket)).unwrap();
        entries.iter().map(|entry| entry.seq).collect()
    };
    let all = [vec![1, 2, 3, 6, 7], vec![2, 3, 5], vec![4], vec![]];
    assert_eq!([1, 2, 3, 4].map(|ticket| found(&mut journal, ticket)), all);
    let plan = format!("EXPLAIN QUERY PLAN {}", rows::SELECT_CALLS);
    let mut statement = journal.connection.prepare(&plan).unwrap();
    let steps = statement.query_map(("x", 9), |row| row.get(3)).unwrap();
    let steps = steps.map(Result::unwrap).collect::<Vec<String>>().join("\n");
    assert!(steps.contains("SEARCH entry") && !steps.contains("SCAN entry"), "{steps}");
    drop(statement);

    let before_calls = "DROP TABLE call; DROP TABLE call_report; PRAGMA user_version = 1";
    journal.connection.execute_batch(before_calls).unwrap();
    drop(journal);
    let mut journal = open(folder.path());
    assert_eq!([1, 2, 3, 4].map(|ticket| found(&mut journal, ticket)), all, "filled in later");
}

#[test]
fn a_call_that_was_changed_in_the_file_is_no_proof() {
    let (_folder, mut journal) = filled(0);
    let head = journal.open().unwrap();
    let entries = vec![entry(head, vec![called(1, "1", 7)])];
    journal.append(head, &Batch { entries, ..Batch::default() }).unwrap();
    let change = "DROP TRIGGER entry_is_not_altered; UPDATE entry SET at = at - 60000";
    journal.connection.execute_batch(change).unwrap();
    let read = journal.calls(ticket_id(1));
    assert!(matches!(read, Err(JournalError::Corrupt { seq: 1, .. })), "{read:?}");
}

#[test]
fn what_is_not_ours_or_newer_is_left_alone() {
    let opened_with = |make: &dyn Fn(&Path)| {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join(DATABASE_FILE);
        make(&path);
        let before = fs::read(&path).unwrap();
        let result = SqliteJournal::open_folder(folder.path()).map(|_| ());
        (result, before == fs::read(&path).unwrap())
    };
    let sql = |sql: &'static str| {
        move |path: &Path| Connection::open(path).unwrap().execute_batch(sql).unwrap()
    };
    let text = opened_with(&|path| fs::write(path, "not a database\n".repeat(99)).unwrap());
    assert!(matches!(text, (Err(JournalError::Foreign { .. }), true)), "{text:?}");
    let other = opened_with(&sql("CREATE TABLE guest (name TEXT)"));
    assert!(matches!(other, (Err(JournalError::Foreign { .. }), true)), "{other:?}");
    let named = opened_with(&sql("PRAGMA application_id = 7; PRAGMA user_version = 1"));
    assert!(matches!(named, (Err(JournalError::Foreign { .. }), true)), "{named:?}");
    let newer = opened_with(&|path| {
        open(path.parent().unwrap()).connection.pragma_update(None, "user_version", 99).unwrap();
    });
    assert!(matches!(newer, (Err(JournalError::Newer { schema: 99, .. }), true)), "{newer:?}");
    let empty = opened_with(&|path| fs::write(path, "").unwrap());
    assert!(empty.0.is_ok(), "{empty:?}");
}

#[test]
fn entries_of_a_newer_hub_are_named_as_such() {
    for (version, events) in [(event::VERSION, r#"[{"hall":"burnt"}]"#), (event::VERSION + 1, "[]")]
    {
        let (_folder, mut journal) = filled(1);
        let head = journal.open().unwrap();
        let mut entry = entry(head, Vec::new());
        entry.version = version;
        let link = hash::Link {
            events: events.to_owned(),
            prev: head.hash,
            hash: hash::link(&head.hash, &entry, events),
        };
        let mut insert = journal.connection.prepare_cached(rows::INSERT_ENTRY).unwrap();
        rows::insert_entry(&mut insert, &entry, &link).unwrap();
        drop(insert);
        match journal.read(0, 9) {
            Err(JournalError::Unreadable { seq: 2, .. }) => assert_eq!(version, event::VERSION),
            Err(JournalError::Newer { schema, .. }) => assert_eq!(schema, event::VERSION + 1),
            other => panic!("{other:?}"),
        }
    }
}

#[test]
fn the_events_can_be_read_with_any_tool() {
    let (_folder, mut journal) = filled(0);
    let head = journal.open().unwrap();
    let doubted = Event::Ticket { id: ticket_id(5), event: TicketEvent::Doubted };
    let opened = Event::Counter {
        id: "loket-1".parse().unwrap(),
        event: CounterEvent::Paused { reason: "salat".to_owned() },
    };
    let events = vec![Event::Hall(HallEvent::FileChanged { revision: 2 }), doubted, opened];
    let batch = Batch { entries: vec![entry(head, events)], ..Batch::default() };
    journal.append(head, &batch).unwrap();
    let sql = "SELECT seq || ' ' || number || ' ' || about || ' ' || coalesce(id, '-') || ' ' || \
               event.kind || ' ' || coalesce(data, '-') FROM event ORDER BY seq, number";
    let mut statement = journal.connection.prepare(sql).unwrap();
    let lines = statement.query_map((), |row| row.get(0)).unwrap();
    let lines: Vec<String> = lines.map(Result::unwrap).collect();
    let expected = [
        r#"1 1 hall - file_changed {"revision":2}"#,
        "1 2 ticket 00000000-0000-0000-0000-000000000005 doubted -",
        r#"1 3 counter loket-1 paused {"reason":"salat"}"#,
    ];
    assert_eq!(lines, expected);
}

#[test]
fn every_kind_of_event_is_explained_in_the_database() {
    let (_folder, journal) = filled(0);
    // The decoder names every kind that it knows when it is given one that it does not.
    let names = |about: &str, error: serde_json::Error| -> Vec<String> {
        let text = error.to_string();
        text.split('`').skip(3).step_by(2).map(|name| format!("{about} {name}")).collect()
    };
    let none = r#""none""#;
    let mut known = names("hall", serde_json::from_str::<HallEvent>(none).unwrap_err());
    known.extend(names("ticket", serde_json::from_str::<TicketEvent>(none).unwrap_err()));
    known.extend(names("counter", serde_json::from_str::<CounterEvent>(none).unwrap_err()));
    known.sort();
    let sql = "SELECT about || ' ' || name FROM kind ORDER BY 1";
    let mut statement = journal.connection.prepare(sql).unwrap();
    let explained = statement.query_map((), |row| row.get(0)).unwrap();
    let explained: Vec<String> = explained.map(Result::unwrap).collect();
    assert_eq!(explained, known);
}
