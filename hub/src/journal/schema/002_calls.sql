-- Which entries tell of a ticket's calls: a question about one ticket goes through no other entry.
-- What happened stands in the entries alone.
CREATE TABLE call (
    ticket TEXT NOT NULL,
    zone   TEXT NOT NULL,
    call   INTEGER NOT NULL,
    seq    INTEGER NOT NULL REFERENCES entry (seq),
    PRIMARY KEY (ticket, zone, call, seq)
) STRICT, WITHOUT ROWID;

-- Which entries tell what became of a call at a display.
CREATE TABLE call_report (
    zone TEXT NOT NULL,
    call INTEGER NOT NULL,
    seq  INTEGER NOT NULL REFERENCES entry (seq),
    PRIMARY KEY (zone, call, seq)
) STRICT, WITHOUT ROWID;

INSERT INTO call (ticket, zone, call, seq)
SELECT id, data ->> '$.zone', data ->> '$.call', seq
FROM event WHERE about = 'ticket' AND kind IN ('called', 'recalled');

INSERT OR IGNORE INTO call_report (zone, call, seq)
SELECT event.data ->> '$.zone', report.value ->> '$.call', event.seq
FROM event, json_each(event.data, '$.calls') AS report
WHERE event.about = 'hall' AND event.kind IN ('calls_shown', 'calls_spoken');
