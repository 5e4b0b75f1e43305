CREATE TABLE drawing (
    id          INTEGER PRIMARY KEY,
    evidence_id INTEGER NOT NULL UNIQUE REFERENCES evidence (id),
    body        TEXT NOT NULL,
    row_hash    TEXT NOT NULL DEFAULT ''
) STRICT;
