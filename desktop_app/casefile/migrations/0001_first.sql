CREATE TABLE meta (
    key   TEXT PRIMARY KEY,
    value TEXT NOT NULL
) STRICT;

CREATE TABLE pending (
    id    INTEGER PRIMARY KEY,
    path  TEXT NOT NULL UNIQUE
) STRICT;

CREATE TABLE evidence (
    id              INTEGER PRIMARY KEY,
    sha256          TEXT NOT NULL UNIQUE CHECK (length(sha256) = 64),
    name            TEXT NOT NULL,
    size            INTEGER NOT NULL,
    added_at        TEXT NOT NULL,
    modified_at     TEXT,
    media_type      TEXT NOT NULL DEFAULT '',
    kind            TEXT NOT NULL DEFAULT 'other',
    kind_by_person  TEXT,
    kind_confidence REAL NOT NULL DEFAULT 0,
    state           TEXT NOT NULL,
    problem         TEXT NOT NULL DEFAULT '',
    moment          TEXT,
    captured        TEXT,
    width           INTEGER NOT NULL DEFAULT 0,
    height          INTEGER NOT NULL DEFAULT 0,
    device          TEXT NOT NULL DEFAULT '',
    title           TEXT NOT NULL DEFAULT '',
    note            TEXT NOT NULL DEFAULT '',
    withdrawn       INTEGER NOT NULL DEFAULT 0,
    row_hash        TEXT NOT NULL DEFAULT ''
) STRICT;

CREATE TABLE run (
    id          INTEGER PRIMARY KEY,
    evidence_id INTEGER NOT NULL REFERENCES evidence (id),
    at          TEXT NOT NULL,
    reader      TEXT NOT NULL,
    program     TEXT NOT NULL,
    seconds     REAL NOT NULL,
    page        BLOB,
    transcript  BLOB NOT NULL,
    row_hash    TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX run_evidence ON run (evidence_id);
CREATE TRIGGER run_never_changes BEFORE UPDATE OF evidence_id, at, reader, page, transcript ON run
BEGIN SELECT RAISE(ABORT, 'a run is never overwritten'); END;
CREATE TRIGGER run_stays BEFORE DELETE ON run
BEGIN SELECT RAISE(ABORT, 'a run is never deleted'); END;

CREATE TABLE message (
    id          INTEGER PRIMARY KEY,
    evidence_id INTEGER NOT NULL REFERENCES evidence (id),
    ordinal     INTEGER NOT NULL,
    body        TEXT NOT NULL,
    correction  TEXT NOT NULL DEFAULT '{}',
    alive       INTEGER NOT NULL DEFAULT 1,
    speaker     TEXT NOT NULL,
    doubtful    INTEGER NOT NULL DEFAULT 0,
    refusal     INTEGER NOT NULL DEFAULT 0,
    folded      TEXT NOT NULL DEFAULT '',
    sort_time   TEXT NOT NULL DEFAULT '',
    twin_of     INTEGER,
    row_hash    TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX message_evidence ON message (evidence_id, ordinal);
CREATE INDEX message_time ON message (sort_time, evidence_id, ordinal) WHERE alive = 1;
CREATE INDEX message_twin ON message (twin_of) WHERE twin_of IS NOT NULL;

CREATE TABLE continuity (
    earlier INTEGER NOT NULL REFERENCES evidence (id),
    later   INTEGER NOT NULL REFERENCES evidence (id),
    shared  INTEGER NOT NULL,
    state   TEXT NOT NULL
) STRICT;

CREATE TABLE call (
    id          INTEGER PRIMARY KEY,
    evidence_id INTEGER NOT NULL REFERENCES evidence (id),
    ordinal     INTEGER NOT NULL,
    body        TEXT NOT NULL,
    alive       INTEGER NOT NULL DEFAULT 1,
    folded      TEXT NOT NULL DEFAULT '',
    sort_time   TEXT NOT NULL DEFAULT '',
    row_hash    TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX call_evidence ON call (evidence_id, ordinal);
CREATE INDEX call_time ON call (sort_time, evidence_id, ordinal) WHERE alive = 1;

CREATE TABLE skipped (
    id          INTEGER PRIMARY KEY,
    evidence_id INTEGER NOT NULL REFERENCES evidence (id),
    body        TEXT NOT NULL
) STRICT;
CREATE INDEX skipped_evidence ON skipped (evidence_id);

CREATE TABLE suggestion (
    id          INTEGER PRIMARY KEY,
    channel     TEXT NOT NULL,
    item_id     INTEGER NOT NULL,
    evidence_id INTEGER NOT NULL,
    origin      TEXT NOT NULL,
    scenario    TEXT NOT NULL,
    rule        TEXT NOT NULL,
    body        TEXT NOT NULL
) STRICT;
CREATE INDEX suggestion_item ON suggestion (channel, item_id);
CREATE INDEX suggestion_evidence ON suggestion (evidence_id);

CREATE TABLE decision (
    id          INTEGER PRIMARY KEY,
    channel     TEXT NOT NULL,
    item_id     INTEGER NOT NULL,
    evidence_id INTEGER NOT NULL REFERENCES evidence (id),
    rule        TEXT NOT NULL,
    scenario    TEXT NOT NULL,
    verdict     TEXT NOT NULL,
    body        TEXT NOT NULL,
    row_hash    TEXT NOT NULL DEFAULT '',
    UNIQUE (channel, item_id, rule, scenario)
) STRICT;
CREATE INDEX decision_evidence ON decision (evidence_id);

CREATE TABLE audit (
    id       INTEGER PRIMARY KEY,
    at       TEXT NOT NULL,
    action   TEXT NOT NULL,
    detail   TEXT NOT NULL,
    previous TEXT NOT NULL,
    hash     TEXT NOT NULL
) STRICT;
CREATE TRIGGER audit_never_changes BEFORE UPDATE ON audit
BEGIN SELECT RAISE(ABORT, 'the custody log is append-only'); END;
CREATE TRIGGER audit_stays BEFORE DELETE ON audit
BEGIN SELECT RAISE(ABORT, 'the custody log is append-only'); END;
