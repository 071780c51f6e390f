-- The database of a hall's hub. Read it with any SQLite tool; write to it with the hub alone.
-- Times are milliseconds since 1970-01-01 UTC, ids are UUIDs, days are YYYY-MM-DD.

-- Which hall and which journal this is: one row, made with the file.
CREATE TABLE lineage (
    one     INTEGER PRIMARY KEY CHECK (one = 1),
    hall    TEXT NOT NULL,
    journal TEXT NOT NULL
) STRICT;

-- What happened: one row is one accepted command. It is never altered.
CREATE TABLE entry (
    seq       INTEGER PRIMARY KEY,
    epoch     INTEGER NOT NULL,
    at        INTEGER NOT NULL,
    command   TEXT NOT NULL UNIQUE,
    actor     TEXT NOT NULL,
    device    TEXT NOT NULL,
    kind      TEXT NOT NULL,
    version   INTEGER NOT NULL,
    events    TEXT NOT NULL,
    prev_hash BLOB NOT NULL,
    hash      BLOB NOT NULL
) STRICT;

CREATE TRIGGER entry_is_not_altered BEFORE UPDATE ON entry
BEGIN SELECT RAISE(ABORT, 'an entry is never altered'); END;

CREATE TRIGGER entry_is_not_deleted BEFORE DELETE ON entry
BEGIN SELECT RAISE(ABORT, 'an entry is never deleted'); END;

-- Where replay begins. A text cannot hold these characters: JSON would escape its quotes.
CREATE INDEX entry_day ON entry (seq) WHERE instr(events, '{"hall":{"day_opened":') > 0;

-- What a repeated command is answered with, for 8 days.
CREATE TABLE answer (
    command   TEXT PRIMARY KEY REFERENCES entry (command),
    key       BLOB,
    body_hash BLOB NOT NULL,
    outcome   TEXT NOT NULL,
    at        INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE UNIQUE INDEX answer_key ON answer (key) WHERE key IS NOT NULL;

-- Texts about visitors that can be erased. The entry holds only SHA-256(salt ‖ text).
CREATE TABLE private (
    ticket TEXT NOT NULL,
    field  TEXT NOT NULL,
    salt   TEXT NOT NULL,
    text   TEXT NOT NULL,
    PRIMARY KEY (ticket, field)
) STRICT, WITHOUT ROWID;

-- Every ticket as it stands, for reports and for questions about past days.
CREATE TABLE ticket (
    id          TEXT PRIMARY KEY,
    service_day TEXT NOT NULL,
    prefix      TEXT NOT NULL,
    number      INTEGER NOT NULL,
    queue       TEXT NOT NULL,
    service     TEXT NOT NULL,
    state       TEXT NOT NULL,
    channel     TEXT NOT NULL,
    language    TEXT NOT NULL,
    token       TEXT,
    issued_at   INTEGER NOT NULL,
    called_at   INTEGER,
    serving_at  INTEGER,
    ended_at    INTEGER,
    counter     TEXT,
    call_count  INTEGER NOT NULL,
    priority    INTEGER NOT NULL,
    inaccurate  INTEGER NOT NULL,
    in_outage   INTEGER NOT NULL,
    stops       TEXT NOT NULL, -- every service of the visit, as JSON
    UNIQUE (service_day, prefix, number)
) STRICT, WITHOUT ROWID;

-- Waits of the last days, with what was known when they began: what estimates are learnt from.
CREATE TABLE wait (
    service_day TEXT NOT NULL,
    ticket      TEXT NOT NULL,
    known       TEXT NOT NULL,
    PRIMARY KEY (service_day, ticket)
) STRICT, WITHOUT ROWID;

-- How many visitors of a day named each priority class ('' for priority without a class). Who they
-- were is erased with their texts.
CREATE TABLE class_total (
    service_day TEXT NOT NULL,
    class       TEXT NOT NULL,
    visitors    INTEGER NOT NULL,
    PRIMARY KEY (service_day, class)
) STRICT, WITHOUT ROWID;

-- Every hall file that was in force.
CREATE TABLE hall (
    revision INTEGER PRIMARY KEY,
    text     TEXT NOT NULL
) STRICT;

-- The events one by one, numbered within their entry.
CREATE VIEW event AS
SELECT seq, at, number, about, id,
       CASE json_type(body) WHEN 'object' THEN (SELECT key FROM json_each(body))
                            ELSE body ->> '$' END AS kind,
       CASE json_type(body) WHEN 'object' THEN (SELECT value FROM json_each(body)) END AS data
FROM (
    SELECT entry.seq, entry.at, item.key + 1 AS number, part.key AS about,
           part.value ->> '$.id' AS id,
           CASE part.key WHEN 'hall' THEN part.value ELSE part.value -> '$.event' END AS body
    FROM entry, json_each(entry.events) AS item, json_each(item.value) AS part
);

-- What the events of the view mean.
CREATE TABLE kind (
    about   TEXT NOT NULL,
    name    TEXT NOT NULL,
    meaning TEXT NOT NULL,
    PRIMARY KEY (about, name)
) STRICT, WITHOUT ROWID;

INSERT INTO kind (about, name, meaning) VALUES
    ('hall', 'day_opened', 'A service day began'),
    ('hall', 'file_changed', 'A hall file came into force'),
    ('hall', 'waits_learnt', 'The waits of past days were learnt from'),
    ('hall', 'queue_forced', 'A queue was opened or closed by hand, or its hours decide again'),
    ('hall', 'outage_set', 'The system of an agency went down'),
    ('hall', 'outage_cleared', 'The system of an agency is up again'),
    ('hall', 'date_confirmed', 'Somebody has said which day it is'),
    ('hall', 'epoch_raised', 'The clock had been ahead: time goes back, and a new epoch begins'),
    ('hall', 'standby_joined', 'A visitor waits for the numbers that come free next'),
    ('hall', 'standby_left', 'The visitor no longer wishes to wait for a number'),
    ('hall', 'standby_moved', 'Numbers came free; who has none yet waits for the next'),
    ('hall', 'voucher_given', 'A visitor was given a voucher for another day'),
    ('hall', 'bookings_imported', 'Bookings came in'),
    ('hall', 'roll_opened', 'Numbers of a queue are kept for a paper roll'),
    ('hall', 'announced', 'A text was put on the boards'),
    ('hall', 'calls_shown', 'A display has shown calls'),
    ('hall', 'calls_spoken', 'A display has announced calls'),
    ('ticket', 'issued', 'Its number was drawn'),
    ('ticket', 'admitted', 'It was given without the hub and came in'),
    ('ticket', 'shown', 'The visitor has seen the number'),
    ('ticket', 'doubted', 'Nobody vouched for the paper in time; it waits all the same'),
    ('ticket', 'reserved', 'Its id was given back before the number was drawn'),
    ('ticket', 'called', 'The visitor was called'),
    ('ticket', 'recalled', 'The called visitor was called again'),
    ('ticket', 'served', 'Serving began'),
    ('ticket', 'completed', 'The visitor was finished with'),
    ('ticket', 'went_on', 'The visitor was finished with at one stop and waits for the next'),
    ('ticket', 'stops_changed', 'The visit got other stops to come, or another order of them'),
    ('ticket', 'missed', 'The called visitor did not come'),
    ('ticket', 'skipped', 'The called visitor was not there and waits again, place kept'),
    ('ticket', 'returned', 'The visitor who had missed the call waits again, behind some others'),
    ('ticket', 'yielded', 'The visitor let some others go first'),
    ('ticket', 'priority_granted', 'The visitor is called earlier from now on'),
    ('ticket', 'priority_withdrawn', 'The visitor is no longer called earlier'),
    ('ticket', 'parked', 'The visitor was set aside'),
    ('ticket', 'resumed', 'The parked visitor was taken up again'),
    ('ticket', 'transferred', 'The visitor was sent elsewhere'),
    ('ticket', 'unbound', 'It waited for one counter or officer and waits for its queue again'),
    ('ticket', 'released', 'Its counter was released and it waits again'),
    ('ticket', 'cancelled', 'It was withdrawn'),
    ('ticket', 'expired', 'The day ended before it did'),
    ('ticket', 'note_set', 'A note was left'),
    ('ticket', 'copy_asked', 'An officer asked a kiosk to print the paper once more'),
    ('ticket', 'note_erased', 'The note was taken away for good'),
    ('ticket', 'texts_erased', 'Every text about the visitor was taken away for good'),
    ('counter', 'opened', 'An officer sat down'),
    ('counter', 'paused', 'It paused'),
    ('counter', 'closing', 'It asked to close'),
    ('counter', 'reopened', 'It asked to close and goes on'),
    ('counter', 'closed', 'It closed'),
    ('counter', 'step_taken', 'It did something that it may take back for a while'),
    ('counter', 'step_undone', 'It took its last step back');
