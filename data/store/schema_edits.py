"""The fourth step of the schema: the trail of what people changed, drafts, and what waits for a decision."""

EDITS = """
CREATE TABLE change (
    id INTEGER PRIMARY KEY,
    key TEXT NOT NULL UNIQUE,
    what TEXT NOT NULL,
    who INTEGER NOT NULL,
    name TEXT NOT NULL DEFAULT '',
    at TEXT NOT NULL,
    why TEXT NOT NULL DEFAULT '',
    detail TEXT NOT NULL DEFAULT '{}',
    before TEXT NOT NULL,
    after TEXT NOT NULL,
    undoes INTEGER REFERENCES change (id),
    undone_by INTEGER REFERENCES change (id)
);
CREATE INDEX change_who ON change (who, id);
CREATE INDEX change_at ON change (at);
CREATE INDEX change_undoes ON change (undoes) WHERE undoes IS NOT NULL;
CREATE INDEX change_undone ON change (undone_by) WHERE undone_by IS NOT NULL;
CREATE TABLE change_of (
    sort TEXT NOT NULL CHECK (sort IN ('fact', 'entity', 'article', 'publisher', 'person', 'review')),
    number INTEGER NOT NULL,
    change INTEGER NOT NULL REFERENCES change (id),
    PRIMARY KEY (sort, number, change)
) WITHOUT ROWID;
CREATE INDEX change_of_change ON change_of (change);
CREATE TABLE lapse (
    fact INTEGER NOT NULL REFERENCES fact (id),
    since TEXT NOT NULL,
    until TEXT NOT NULL,
    PRIMARY KEY (fact, since)
) WITHOUT ROWID;
CREATE TABLE draft (
    id INTEGER PRIMARY KEY,
    key TEXT UNIQUE,
    who INTEGER NOT NULL,
    what TEXT NOT NULL,
    body TEXT NOT NULL,
    state TEXT NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'done', 'dropped')),
    at TEXT NOT NULL
);
CREATE TABLE review (
    id INTEGER PRIMARY KEY,
    item TEXT NOT NULL UNIQUE,
    state TEXT NOT NULL CHECK (state IN ('claimed', 'later', 'accepted', 'rejected')),
    who INTEGER NOT NULL,
    at TEXT NOT NULL
);
CREATE INDEX review_state ON review (state, at);
CREATE INDEX fact_proposed ON fact (id) WHERE state = 'proposed';
CREATE INDEX fact_entered ON fact (id) WHERE entered_by IS NOT NULL;
CREATE INDEX fact_marked ON fact (tlp) WHERE tlp > 0;
CREATE INDEX IF NOT EXISTS fact_supersedes ON fact (supersedes) WHERE supersedes IS NOT NULL;
CREATE INDEX doubt_open ON doubt (id) WHERE state = 'open';
CREATE TRIGGER fact_reworded AFTER UPDATE OF kind, names, predicate, value, counted, evidence ON fact BEGIN
    INSERT INTO fact_text (fact_text, rowid, sort, names, predicate, value, counted, evidence)
    VALUES ('delete', old.id, 'is' || old.kind, old.names, old.predicate, old.value, old.counted,
            old.evidence);
    INSERT INTO fact_text (rowid, sort, names, predicate, value, counted, evidence)
    VALUES (new.id, 'is' || new.kind, new.names, new.predicate, new.value, new.counted, new.evidence);
END;
"""
