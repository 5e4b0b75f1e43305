CREATE TABLE call_fix (
    id          INTEGER PRIMARY KEY REFERENCES call (id),
    evidence_id INTEGER NOT NULL REFERENCES evidence (id),
    body        TEXT NOT NULL,
    row_hash    TEXT NOT NULL DEFAULT ''
) STRICT;
ALTER TABLE call ADD COLUMN doubtful INTEGER NOT NULL DEFAULT 0;
UPDATE call SET doubtful = 1 WHERE json_extract(body, '$.status') = 'doubtful';
CREATE INDEX call_doubtful ON call (evidence_id) WHERE doubtful = 1;
