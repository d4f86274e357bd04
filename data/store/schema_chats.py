"""Steps of the schema for people and chats: who they are, what they are owed, what they were shown."""

CHATS = """
CREATE TABLE person (
    user_id INTEGER PRIMARY KEY,
    name TEXT NOT NULL DEFAULT '',
    role TEXT NOT NULL CHECK (role IN ('stranger', 'reader', 'editor', 'admin')),
    state TEXT NOT NULL DEFAULT 'approved' CHECK (state IN ('asking', 'approved', 'denied')),
    language TEXT NOT NULL DEFAULT '',
    granted_by INTEGER,
    granted_at TEXT NOT NULL
);
CREATE TABLE chat (
    id INTEGER PRIMARY KEY,
    kind TEXT NOT NULL CHECK (kind IN ('private', 'group', 'channel')),
    title TEXT NOT NULL DEFAULT '',
    state TEXT NOT NULL DEFAULT 'new' CHECK (state IN ('new', 'asking', 'approved', 'denied', 'gone')),
    ceiling INTEGER CHECK (ceiling BETWEEN 0 AND 3),
    language TEXT NOT NULL DEFAULT '',
    zone TEXT NOT NULL DEFAULT '',
    brief_at TEXT NOT NULL DEFAULT '',
    quiet TEXT NOT NULL DEFAULT '',
    migrated_to INTEGER,
    changed_by INTEGER,
    recorded_at TEXT NOT NULL
);
CREATE TABLE button (
    key TEXT PRIMARY KEY,
    command TEXT NOT NULL,
    kept_at TEXT NOT NULL
) WITHOUT ROWID;
CREATE INDEX button_kept ON button (kept_at);
CREATE TABLE received (
    key TEXT PRIMARY KEY,
    body TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('received', 'answering', 'answered')),
    at TEXT NOT NULL
) WITHOUT ROWID;
CREATE INDEX received_open ON received (state, at) WHERE state <> 'answered';
CREATE INDEX received_at ON received (at);
CREATE TABLE outbox (
    id INTEGER PRIMARY KEY,
    key TEXT NOT NULL UNIQUE,
    chat INTEGER NOT NULL,
    topic INTEGER,
    sort TEXT NOT NULL CHECK (sort IN ('answer', 'notice', 'brief')),
    page TEXT NOT NULL,
    reply_to INTEGER,
    not_before TEXT NOT NULL DEFAULT '',
    state TEXT NOT NULL DEFAULT 'due'
        CHECK (state IN ('due', 'sending', 'sent', 'uncertain', 'failed', 'skipped')),
    messages TEXT NOT NULL DEFAULT '[]',
    reason TEXT NOT NULL DEFAULT '',
    recorded_at TEXT NOT NULL,
    changed_at TEXT NOT NULL
);
CREATE INDEX outbox_due ON outbox (sort, not_before, id) WHERE state = 'due';
CREATE INDEX outbox_open ON outbox (state) WHERE state IN ('sending', 'uncertain');
CREATE INDEX outbox_chat ON outbox (chat, state);
CREATE TABLE told (
    chat INTEGER NOT NULL,
    topic INTEGER NOT NULL DEFAULT 0,
    fact INTEGER NOT NULL REFERENCES fact (id),
    message INTEGER,
    at TEXT NOT NULL,
    PRIMARY KEY (chat, topic, fact)
) WITHOUT ROWID;
CREATE INDEX told_fact ON told (fact);
"""

STANDING = """
ALTER TABLE chat ADD COLUMN since TEXT NOT NULL DEFAULT '';
UPDATE chat SET since = recorded_at;
CREATE INDEX chat_standing ON chat (kind, state, since);
CREATE TABLE menu (
    scope TEXT PRIMARY KEY,
    fingerprint TEXT NOT NULL
) WITHOUT ROWID;
"""
