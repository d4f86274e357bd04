"""A step of the schema: answers that are awaited, chats that cannot be reached, and messages part by part."""

DELIVERY = """
CREATE TABLE expected (
    chat INTEGER NOT NULL,
    person INTEGER NOT NULL,
    command TEXT NOT NULL,
    at TEXT NOT NULL,
    PRIMARY KEY (chat, person)
) WITHOUT ROWID;
ALTER TABLE chat ADD COLUMN was TEXT NOT NULL DEFAULT '';
ALTER TABLE chat ADD COLUMN misses INTEGER NOT NULL DEFAULT 0;
ALTER TABLE outbox ADD COLUMN parts INTEGER NOT NULL DEFAULT 0;
CREATE INDEX chat_gone ON chat (id) WHERE state = 'gone';
CREATE INDEX outbox_changed ON outbox (changed_at) WHERE state IN ('sent', 'uncertain', 'failed', 'skipped');
"""
