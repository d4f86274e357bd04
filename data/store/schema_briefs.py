"""Steps of the schema for what is sent by the clock: news, briefs, watches, corrections."""

LIVE_NEW = "new.state = 'current' AND new.ended_at IS NULL"
LIVE_OLD = "old.state = 'current' AND old.ended_at IS NULL"
"""Whether a fact holds, by the row after and before a change."""

BRIEFS = f"""
CREATE TABLE news (
    id INTEGER PRIMARY KEY,
    fact INTEGER NOT NULL,
    what TEXT NOT NULL CHECK (what IN ('new', 'again', 'ended'))
);
CREATE INDEX news_fact ON news (fact);
CREATE INDEX news_turned ON news (id) WHERE what <> 'new';
INSERT INTO news (fact, what) SELECT id, 'new' FROM fact
    WHERE state = 'current' AND ended_at IS NULL ORDER BY id;
CREATE TRIGGER fact_news AFTER INSERT ON fact WHEN {LIVE_NEW} BEGIN
    INSERT INTO news (fact, what) VALUES (new.id, 'new');
END;
CREATE TRIGGER fact_ended AFTER UPDATE OF state, ended_at ON fact
WHEN {LIVE_OLD} AND NOT ({LIVE_NEW}) BEGIN
    INSERT INTO news (fact, what) VALUES (new.id, 'ended');
END;
CREATE TRIGGER fact_holds AFTER UPDATE OF state, ended_at ON fact
WHEN {LIVE_NEW} AND NOT ({LIVE_OLD}) BEGIN
    INSERT INTO news (fact, what)
    VALUES (new.id, CASE WHEN old.state = 'proposed' THEN 'new' ELSE 'again' END);
END;
CREATE TRIGGER fact_cleared AFTER UPDATE OF tlp ON fact WHEN {LIVE_NEW} AND new.tlp < old.tlp BEGIN
    INSERT INTO news (fact, what) VALUES (new.id, 'again');
END;
CREATE TRIGGER fact_gone AFTER DELETE ON fact BEGIN
    DELETE FROM news WHERE fact = old.id;
END;
CREATE INDEX IF NOT EXISTS fact_supersedes ON fact (supersedes) WHERE supersedes IS NOT NULL;
CREATE TABLE subscription (
    id INTEGER PRIMARY KEY,
    chat INTEGER NOT NULL,
    topic INTEGER NOT NULL DEFAULT 0,
    brief_at TEXT NOT NULL DEFAULT '',
    zone TEXT NOT NULL DEFAULT '',
    days TEXT NOT NULL DEFAULT 'daily',
    follows TEXT NOT NULL DEFAULT '[]',
    says_nothing INTEGER NOT NULL DEFAULT 0,
    state TEXT NOT NULL DEFAULT 'active' CHECK (state IN ('active', 'ended')),
    paused_until TEXT NOT NULL DEFAULT '',
    cursor INTEGER NOT NULL,
    briefed_at TEXT NOT NULL DEFAULT '',
    carried TEXT NOT NULL DEFAULT '[]',
    doubted TEXT NOT NULL DEFAULT '[]',
    created_by INTEGER NOT NULL,
    created_at TEXT NOT NULL,
    UNIQUE (chat, topic)
);
CREATE TABLE delivery (
    id INTEGER PRIMARY KEY,
    subscription INTEGER NOT NULL REFERENCES subscription (id),
    day TEXT NOT NULL,
    due_at TEXT NOT NULL,
    state TEXT NOT NULL DEFAULT 'due'
        CHECK (state IN ('due', 'composing', 'sending', 'sent', 'uncertain', 'failed', 'skipped')),
    reason TEXT NOT NULL DEFAULT '',
    tries INTEGER NOT NULL DEFAULT 0,
    first INTEGER NOT NULL DEFAULT 0,
    last INTEGER NOT NULL DEFAULT 0,
    recorded_at TEXT NOT NULL,
    changed_at TEXT NOT NULL,
    UNIQUE (subscription, day)
);
CREATE INDEX delivery_open ON delivery (state, id) WHERE state IN ('due', 'composing', 'sending');
CREATE INDEX delivery_changed ON delivery (changed_at);
CREATE TABLE delivery_part (
    delivery INTEGER NOT NULL REFERENCES delivery (id),
    part INTEGER NOT NULL,
    key TEXT NOT NULL UNIQUE,
    facts TEXT NOT NULL,
    state TEXT NOT NULL DEFAULT 'due'
        CHECK (state IN ('due', 'sending', 'sent', 'uncertain', 'failed', 'skipped')),
    reason TEXT NOT NULL DEFAULT '',
    messages TEXT NOT NULL DEFAULT '[]',
    sent_again INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (delivery, part)
) WITHOUT ROWID;
CREATE INDEX delivery_part_open ON delivery_part (state) WHERE state IN ('due', 'sending');
CREATE TABLE watch (
    id INTEGER PRIMARY KEY,
    chat INTEGER NOT NULL,
    topic INTEGER NOT NULL DEFAULT 0,
    entity INTEGER NOT NULL DEFAULT 0,
    words TEXT NOT NULL DEFAULT '',
    set_by INTEGER NOT NULL,
    state TEXT NOT NULL DEFAULT 'active' CHECK (state IN ('active', 'ended')),
    noticed_at TEXT NOT NULL DEFAULT '',
    created_at TEXT NOT NULL,
    UNIQUE (chat, topic, entity, words)
);
CREATE TABLE watch_hit (
    watch INTEGER NOT NULL REFERENCES watch (id),
    fact INTEGER NOT NULL,
    news INTEGER NOT NULL,
    PRIMARY KEY (watch, fact)
) WITHOUT ROWID;
CREATE TABLE correction (
    chat INTEGER NOT NULL,
    topic INTEGER NOT NULL DEFAULT 0,
    news INTEGER NOT NULL,
    fact INTEGER NOT NULL,
    what TEXT NOT NULL CHECK (what IN ('again', 'ended')),
    waits_for INTEGER,
    at TEXT NOT NULL,
    PRIMARY KEY (chat, topic, news)
) WITHOUT ROWID;
CREATE INDEX correction_fact ON correction (fact, chat, topic);
CREATE INDEX correction_waits ON correction (waits_for) WHERE waits_for IS NOT NULL;
CREATE TABLE mark (
    name TEXT PRIMARY KEY,
    value TEXT NOT NULL
) WITHOUT ROWID;
INSERT INTO mark SELECT 'watched', coalesce(max(id), 0) FROM news;
INSERT INTO mark SELECT 'corrected', coalesce(max(id), 0) FROM news;
"""

HEARING = """
ALTER TABLE watch ADD COLUMN since INTEGER NOT NULL DEFAULT 0;
CREATE INDEX delivery_part_doubted ON delivery_part (state) WHERE state = 'uncertain';
CREATE TRIGGER subscription_gone BEFORE DELETE ON subscription BEGIN
    DELETE FROM delivery_part WHERE delivery IN (SELECT id FROM delivery WHERE subscription = old.id);
    DELETE FROM delivery WHERE subscription = old.id;
END;
CREATE TRIGGER watch_gone BEFORE DELETE ON watch BEGIN
    DELETE FROM watch_hit WHERE watch = old.id;
END;
"""

TELLS = (
    "json_each(iif(json_valid({row}.page), {row}.page, '{{}}'), '$.lines') line, "
    "json_each(iif(line.type = 'object', line.value, '{{}}'), '$.facts') told"
)
WILL_TELL = f"""
CREATE TABLE will_tell (
    fact INTEGER NOT NULL,
    message INTEGER NOT NULL REFERENCES outbox (id) ON DELETE CASCADE,
    PRIMARY KEY (fact, message)
) WITHOUT ROWID;
CREATE INDEX will_tell_message ON will_tell (message);
INSERT OR IGNORE INTO will_tell SELECT told.value, outbox.id FROM outbox, {TELLS.format(row="outbox")}
    WHERE outbox.state IN ('due', 'sending', 'uncertain');
CREATE TRIGGER outbox_will_tell AFTER INSERT ON outbox WHEN new.state IN ('due', 'sending', 'uncertain') BEGIN
    INSERT OR IGNORE INTO will_tell SELECT told.value, new.id FROM {TELLS.format(row="new")};
END;
CREATE TRIGGER outbox_has_told AFTER UPDATE OF state ON outbox
WHEN new.state NOT IN ('due', 'sending', 'uncertain') BEGIN
    DELETE FROM will_tell WHERE message = new.id;
END;
CREATE TRIGGER outbox_may_tell AFTER UPDATE OF state ON outbox
WHEN old.state NOT IN ('due', 'sending', 'uncertain') AND new.state IN ('due', 'sending', 'uncertain') BEGIN
    INSERT OR IGNORE INTO will_tell SELECT told.value, new.id FROM {TELLS.format(row="new")};
END;
CREATE TRIGGER outbox_forgot AFTER UPDATE OF page ON outbox WHEN new.page = '{{}}' BEGIN
    DELETE FROM will_tell WHERE message = new.id;
END;
"""
"""Which facts the messages tell that have not left, or may have arrived: who hears of a change of them."""
