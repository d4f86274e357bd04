"""The fifth step of the schema: how articles arrived, what ended because of them, feeds and watched files."""

WAYS = """
ALTER TABLE article ADD COLUMN ended_at TEXT;
ALTER TABLE article ADD COLUMN ended_why TEXT NOT NULL DEFAULT '';
ALTER TABLE entity ADD COLUMN ended_at TEXT;
DROP INDEX article_recorded;
CREATE INDEX article_recorded ON article (recorded_at, tlp, published_precision, publisher, ended_at);
DROP INDEX article_published;
CREATE INDEX article_published ON article (published_edtf, recorded_at, tlp, ended_at)
    WHERE published_precision IN ('day', 'month', 'year');
CREATE INDEX article_url ON article (url) WHERE url <> '';
CREATE INDEX article_named ON article (title) WHERE title <> '';
CREATE INDEX article_file ON article (file);
CREATE INDEX article_copy ON article (copy_of) WHERE copy_of IS NOT NULL;
CREATE INDEX band_article ON band (article);
CREATE INDEX alias_article ON alias (article) WHERE article IS NOT NULL;
CREATE INDEX doubt_article ON doubt (article);
DROP TRIGGER article_recounted;
CREATE TRIGGER article_recounted
AFTER UPDATE OF tlp, publisher, published_precision, ended_at ON article BEGIN
    UPDATE article_tally SET articles = articles - 1
    WHERE old.ended_at IS NULL AND tlp = old.tlp AND publisher = coalesce(old.publisher, 0)
    AND dated = (old.published_precision IN ('day', 'month', 'year'));
    INSERT INTO article_tally SELECT
        new.tlp, coalesce(new.publisher, 0), new.published_precision IN ('day', 'month', 'year'), 1
    WHERE new.ended_at IS NULL ON CONFLICT DO UPDATE SET articles = articles + 1;
END;
DROP TRIGGER entity_recounted;
CREATE TRIGGER entity_recounted AFTER UPDATE OF kind, merged_into, ended_at ON entity BEGIN
    UPDATE entity_tally SET entities = entities - 1
    WHERE kind = old.kind AND old.merged_into IS NULL AND old.ended_at IS NULL;
    INSERT INTO entity_tally SELECT new.kind, 1 WHERE new.merged_into IS NULL AND new.ended_at IS NULL
    ON CONFLICT DO UPDATE SET entities = entities + 1;
END;
CREATE TABLE feed (
    id INTEGER PRIMARY KEY,
    url TEXT NOT NULL UNIQUE,
    title TEXT NOT NULL DEFAULT '',
    publisher TEXT NOT NULL DEFAULT '',
    grade TEXT NOT NULL DEFAULT '',
    trust TEXT NOT NULL DEFAULT 'proposed' CHECK (trust IN ('proposed', 'current')),
    state TEXT NOT NULL DEFAULT 'active' CHECK (state IN ('active', 'paused', 'removed')),
    etag TEXT NOT NULL DEFAULT '',
    modified TEXT NOT NULL DEFAULT '',
    wait INTEGER NOT NULL DEFAULT 0,
    next_at TEXT NOT NULL,
    checked_at TEXT NOT NULL DEFAULT '',
    answered TEXT NOT NULL DEFAULT '',
    failures INTEGER NOT NULL DEFAULT 0,
    problem TEXT NOT NULL DEFAULT '',
    told TEXT NOT NULL DEFAULT '',
    added_by INTEGER,
    recorded_at TEXT NOT NULL
);
CREATE INDEX feed_next ON feed (state, next_at);
CREATE TABLE feed_entry (
    feed INTEGER NOT NULL REFERENCES feed (id),
    entry TEXT NOT NULL,
    digest TEXT NOT NULL,
    link TEXT NOT NULL,
    title TEXT NOT NULL,
    published TEXT NOT NULL,
    content TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('new', 'read', 'already', 'refused')),
    tries INTEGER NOT NULL DEFAULT 0,
    article INTEGER,
    why TEXT NOT NULL DEFAULT '',
    recorded_at TEXT NOT NULL,
    PRIMARY KEY (feed, entry)
) WITHOUT ROWID;
CREATE INDEX feed_entry_new ON feed_entry (feed, recorded_at) WHERE state = 'new';
CREATE INDEX feed_entry_digest ON feed_entry (digest);
CREATE TABLE arrival (
    article INTEGER PRIMARY KEY,
    way TEXT NOT NULL CHECK (way IN ('message', 'document', 'link', 'feed', 'folder', 'terminal')),
    origin TEXT NOT NULL DEFAULT '',
    feed INTEGER,
    entered_by INTEGER,
    names INTEGER NOT NULL DEFAULT 0,
    warnings TEXT NOT NULL DEFAULT '[]',
    version_of INTEGER REFERENCES article (id),
    retracts INTEGER REFERENCES article (id),
    notice TEXT NOT NULL DEFAULT '',
    state TEXT NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'kept', 'dropped')),
    recorded_at TEXT NOT NULL
);
CREATE INDEX arrival_version ON arrival (version_of) WHERE version_of IS NOT NULL;
CREATE INDEX arrival_retracts ON arrival (retracts) WHERE retracts IS NOT NULL;
CREATE INDEX arrival_state ON arrival (state, article);
CREATE TABLE arrival_key (
    key TEXT PRIMARY KEY,
    article INTEGER NOT NULL,
    at TEXT NOT NULL
) WITHOUT ROWID;
CREATE TABLE ending (
    id INTEGER PRIMARY KEY,
    cause INTEGER NOT NULL REFERENCES article (id),
    fact INTEGER NOT NULL REFERENCES fact (id),
    sort TEXT NOT NULL CHECK (sort IN ('dropped', 'changed', 'retracted', 'vanished')),
    was TEXT NOT NULL,
    at TEXT NOT NULL,
    undone_at TEXT
);
CREATE INDEX ending_cause ON ending (cause);
CREATE INDEX ending_fact ON ending (fact);
CREATE TABLE vanished (
    fact INTEGER PRIMARY KEY,
    article INTEGER NOT NULL REFERENCES article (id),
    state TEXT NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'withdrawn', 'kept')),
    why TEXT NOT NULL,
    recorded_at TEXT NOT NULL
);
CREATE INDEX vanished_article ON vanished (article, state);
CREATE TABLE name_taken (
    article INTEGER NOT NULL,
    entity INTEGER NOT NULL,
    text TEXT NOT NULL,
    sort TEXT NOT NULL,
    canonical INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (article, entity, text, sort)
) WITHOUT ROWID;
CREATE TABLE entity_taken (
    article INTEGER NOT NULL,
    entity INTEGER NOT NULL,
    PRIMARY KEY (article, entity)
) WITHOUT ROWID;
CREATE TABLE folder_file (
    path TEXT PRIMARY KEY,
    size INTEGER NOT NULL,
    changed INTEGER NOT NULL,
    article INTEGER,
    refused TEXT NOT NULL DEFAULT '',
    at TEXT NOT NULL
) WITHOUT ROWID;
"""
