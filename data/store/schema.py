"""The schema of the store, as the ordered table of the steps that make it."""

import sqlite3
from collections.abc import Callable

from data import matching
from data.store.schema_briefs import BRIEFS, HEARING, WILL_TELL
from data.store.schema_chats import CHATS, STANDING
from data.store.schema_content import COUNTED
from data.store.schema_counting import COUNTING, COUNTING_AT_ONCE, MONTHS
from data.store.schema_delivery import DELIVERY
from data.store.schema_edits import EDITS
from data.store.schema_ways import WAYS

Step = Callable[[sqlite3.Connection], None]
SET = "briefing"
"""The name under which a file notes the steps it has taken."""

FIRST = """
CREATE TABLE publisher (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE,
    grade TEXT NOT NULL DEFAULT 'F' CHECK (grade IN ('A', 'B', 'C', 'D', 'E', 'F')),
    party INTEGER NOT NULL DEFAULT 0
);
CREATE TABLE article (
    id INTEGER PRIMARY KEY,
    sha256 TEXT NOT NULL UNIQUE,
    file TEXT NOT NULL,
    title TEXT NOT NULL,
    publisher INTEGER REFERENCES publisher (id),
    url TEXT NOT NULL,
    byline TEXT NOT NULL,
    published_edtf TEXT NOT NULL,
    published_precision TEXT NOT NULL,
    published_words TEXT NOT NULL,
    published_why TEXT NOT NULL,
    language TEXT NOT NULL,
    retold INTEGER NOT NULL,
    copy_of INTEGER REFERENCES article (id),
    tlp INTEGER NOT NULL DEFAULT 0 CHECK (tlp BETWEEN 0 AND 3),
    text TEXT NOT NULL,
    warnings TEXT NOT NULL DEFAULT '',
    recorded_at TEXT NOT NULL
);
CREATE INDEX article_publisher ON article (publisher);
CREATE INDEX article_recorded ON article (recorded_at, tlp, published_precision, publisher);
CREATE INDEX article_published ON article (published_edtf, recorded_at, tlp)
    WHERE published_precision IN ('day', 'month', 'year');
CREATE VIRTUAL TABLE article_title USING fts5 (title, file, tokenize = 'trigram');
CREATE TRIGGER article_titled AFTER INSERT ON article BEGIN
    INSERT INTO article_title (rowid, title, file) VALUES (new.id, new.title, new.file);
END;
CREATE TRIGGER article_retitled AFTER UPDATE OF title, file ON article BEGIN
    UPDATE article_title SET title = new.title, file = new.file WHERE rowid = new.id;
END;
CREATE TRIGGER article_untitled AFTER DELETE ON article BEGIN
    DELETE FROM article_title WHERE rowid = old.id;
END;
CREATE TABLE article_tally (
    tlp INTEGER NOT NULL,
    publisher INTEGER NOT NULL,
    dated INTEGER NOT NULL,
    articles INTEGER NOT NULL,
    PRIMARY KEY (tlp, publisher, dated)
) WITHOUT ROWID;
CREATE TRIGGER article_counted AFTER INSERT ON article BEGIN
    INSERT INTO article_tally VALUES (
        new.tlp, coalesce(new.publisher, 0), new.published_precision IN ('day', 'month', 'year'), 1
    ) ON CONFLICT DO UPDATE SET articles = articles + 1;
END;
CREATE TRIGGER article_recounted AFTER UPDATE OF tlp, publisher, published_precision ON article BEGIN
    UPDATE article_tally SET articles = articles - 1
    WHERE tlp = old.tlp AND publisher = coalesce(old.publisher, 0)
    AND dated = (old.published_precision IN ('day', 'month', 'year'));
    INSERT INTO article_tally VALUES (
        new.tlp, coalesce(new.publisher, 0), new.published_precision IN ('day', 'month', 'year'), 1
    ) ON CONFLICT DO UPDATE SET articles = articles + 1;
END;
CREATE TRIGGER article_uncounted AFTER DELETE ON article BEGIN
    UPDATE article_tally SET articles = articles - 1
    WHERE tlp = old.tlp AND publisher = coalesce(old.publisher, 0)
    AND dated = (old.published_precision IN ('day', 'month', 'year'));
END;
CREATE TABLE band (
    key INTEGER NOT NULL,
    article INTEGER NOT NULL REFERENCES article (id),
    PRIMARY KEY (key, article)
) WITHOUT ROWID;
CREATE TABLE passage (
    id INTEGER PRIMARY KEY,
    article INTEGER NOT NULL REFERENCES article (id),
    start INTEGER NOT NULL,
    "end" INTEGER NOT NULL,
    role TEXT NOT NULL,
    paragraph INTEGER NOT NULL,
    why TEXT NOT NULL,
    text TEXT NOT NULL
);
CREATE INDEX passage_article ON passage (article, start);
CREATE TABLE dated (
    id INTEGER PRIMARY KEY,
    passage INTEGER NOT NULL REFERENCES passage (id),
    start INTEGER NOT NULL,
    "end" INTEGER NOT NULL,
    edtf TEXT NOT NULL,
    precision TEXT NOT NULL,
    words TEXT NOT NULL,
    why TEXT NOT NULL
);
CREATE INDEX dated_passage ON dated (passage);
CREATE VIRTUAL TABLE passage_text USING fts5 (
    text, content = 'passage', content_rowid = 'id', tokenize = 'porter unicode61 remove_diacritics 2'
);
CREATE TRIGGER passage_added AFTER INSERT ON passage BEGIN
    INSERT INTO passage_text (rowid, text) VALUES (new.id, new.text);
END;
CREATE TRIGGER passage_removed AFTER DELETE ON passage BEGIN
    INSERT INTO passage_text (passage_text, rowid, text) VALUES ('delete', old.id, old.text);
END;
CREATE TABLE entity (
    id INTEGER PRIMARY KEY,
    kind TEXT NOT NULL,
    name TEXT NOT NULL,
    short TEXT NOT NULL DEFAULT '',
    merged_into INTEGER REFERENCES entity (id),
    recorded_at TEXT NOT NULL
);
CREATE INDEX entity_name ON entity (kind, name);
CREATE INDEX entity_merged ON entity (merged_into) WHERE merged_into IS NOT NULL;
CREATE INDEX entity_recorded ON entity (recorded_at, kind) WHERE merged_into IS NULL;
CREATE TABLE entity_tally (
    kind TEXT PRIMARY KEY,
    entities INTEGER NOT NULL
) WITHOUT ROWID;
CREATE TRIGGER entity_counted AFTER INSERT ON entity WHEN new.merged_into IS NULL BEGIN
    INSERT INTO entity_tally VALUES (new.kind, 1) ON CONFLICT DO UPDATE SET entities = entities + 1;
END;
CREATE TRIGGER entity_recounted AFTER UPDATE OF kind, merged_into ON entity BEGIN
    UPDATE entity_tally SET entities = entities - 1 WHERE kind = old.kind AND old.merged_into IS NULL;
    INSERT INTO entity_tally SELECT new.kind, 1 WHERE new.merged_into IS NULL
    ON CONFLICT DO UPDATE SET entities = entities + 1;
END;
CREATE TRIGGER entity_uncounted AFTER DELETE ON entity WHEN old.merged_into IS NULL BEGIN
    UPDATE entity_tally SET entities = entities - 1 WHERE kind = old.kind;
END;
CREATE TABLE mention (
    id INTEGER PRIMARY KEY,
    entity INTEGER NOT NULL REFERENCES entity (id),
    passage INTEGER NOT NULL REFERENCES passage (id),
    start INTEGER NOT NULL,
    "end" INTEGER NOT NULL,
    how TEXT NOT NULL,
    confidence REAL NOT NULL,
    role TEXT NOT NULL
);
CREATE INDEX mention_entity ON mention (entity, role, passage);
CREATE INDEX mention_passage ON mention (passage);
CREATE TABLE fact (
    id INTEGER PRIMARY KEY,
    kind TEXT NOT NULL,
    subject INTEGER NOT NULL REFERENCES entity (id),
    predicate TEXT NOT NULL,
    object INTEGER REFERENCES entity (id),
    object_text TEXT NOT NULL,
    names TEXT NOT NULL,
    value TEXT NOT NULL,
    number REAL,
    unit TEXT NOT NULL,
    counted TEXT NOT NULL,
    qualifier TEXT NOT NULL,
    when_edtf TEXT NOT NULL,
    when_precision TEXT NOT NULL,
    when_words TEXT NOT NULL,
    when_why TEXT NOT NULL,
    day TEXT,
    place TEXT NOT NULL,
    speaker INTEGER REFERENCES entity (id),
    speaker_text TEXT NOT NULL,
    on_behalf_of TEXT NOT NULL,
    reported INTEGER NOT NULL,
    article INTEGER REFERENCES article (id),
    passage INTEGER REFERENCES passage (id),
    start INTEGER NOT NULL,
    "end" INTEGER NOT NULL,
    evidence TEXT NOT NULL,
    confidence REAL NOT NULL,
    tlp INTEGER NOT NULL DEFAULT 0 CHECK (tlp BETWEEN 0 AND 3),
    state TEXT NOT NULL CHECK (state IN ('proposed', 'current', 'superseded', 'withdrawn')),
    entered_by INTEGER,
    source TEXT NOT NULL DEFAULT '',
    recorded_at TEXT NOT NULL,
    ended_at TEXT,
    ended_by INTEGER,
    ended_why TEXT NOT NULL DEFAULT '',
    supersedes INTEGER REFERENCES fact (id)
);
CREATE INDEX fact_number ON fact (number) WHERE number IS NOT NULL;
CREATE INDEX fact_article ON fact (article);
CREATE INDEX fact_kind ON fact (kind, recorded_at);
CREATE INDEX fact_recorded ON fact (recorded_at);
CREATE VIEW fact_words AS
    SELECT id, 'is' || kind AS sort, names, predicate, value, counted, evidence FROM fact;
CREATE VIRTUAL TABLE fact_text USING fts5 (
    sort, names, predicate, value, counted, evidence,
    content = 'fact_words', content_rowid = 'id', tokenize = 'porter unicode61 remove_diacritics 2'
);
CREATE TRIGGER fact_added AFTER INSERT ON fact BEGIN
    INSERT INTO fact_text (rowid, sort, names, predicate, value, counted, evidence)
    VALUES (new.id, 'is' || new.kind, new.names, new.predicate, new.value, new.counted, new.evidence);
END;
CREATE TABLE involves (
    entity INTEGER NOT NULL REFERENCES entity (id),
    day TEXT NOT NULL,
    fact INTEGER NOT NULL REFERENCES fact (id),
    part TEXT NOT NULL CHECK (part IN ('subject', 'object', 'speaker', 'named')),
    kind TEXT NOT NULL,
    PRIMARY KEY (entity, day, fact, part)
) WITHOUT ROWID;
CREATE INDEX involves_part ON involves (entity, part, kind, day DESC, fact);
CREATE INDEX involves_fact ON involves (fact);
CREATE TABLE conflict (
    id INTEGER PRIMARY KEY,
    kind TEXT NOT NULL,
    about TEXT NOT NULL,
    first INTEGER NOT NULL REFERENCES fact (id),
    second INTEGER NOT NULL REFERENCES fact (id),
    why TEXT NOT NULL,
    recorded_at TEXT NOT NULL,
    UNIQUE (first, second, kind)
);
CREATE INDEX conflict_second ON conflict (second);
CREATE TABLE doubt (
    id INTEGER PRIMARY KEY,
    entity INTEGER NOT NULL REFERENCES entity (id),
    perhaps INTEGER NOT NULL REFERENCES entity (id),
    why TEXT NOT NULL,
    article INTEGER NOT NULL REFERENCES article (id),
    state TEXT NOT NULL DEFAULT 'open',
    recorded_at TEXT NOT NULL
);
CREATE INDEX doubt_perhaps ON doubt (perhaps);
CREATE INDEX doubt_entity ON doubt (entity);
"""


def first(db: sqlite3.Connection) -> None:
    """Articles, passages, entities, names, facts and their full-text indexes."""
    run_script(db, FIRST)
    matching.create_tables(db)
    db.execute("CREATE INDEX alias_text ON alias (text)")


def chats(db: sqlite3.Connection) -> None:
    """People, chats, kept buttons, updates received and messages owed."""
    run_script(db, CHATS)


def delivery(db: sqlite3.Connection) -> None:
    """Answers that are awaited, chats that cannot be reached, messages part by part."""
    run_script(db, DELIVERY)


def standing(db: sqlite3.Connection) -> None:
    """Since when a chat has been in its state, and the menus that Telegram was given."""
    run_script(db, STANDING)


def briefs(db: sqlite3.Connection) -> None:
    """News of facts, subscriptions, deliveries, watches and corrections."""
    run_script(db, BRIEFS)


def edits(db: sqlite3.Connection) -> None:
    """What people changed, drafts of it, and what waits for a decision."""
    run_script(db, EDITS)


def ways(db: sqlite3.Connection) -> None:
    """How articles arrived, what ended because of them, feeds and watched files."""
    run_script(db, WAYS)


def refolding(db: sqlite3.Connection) -> None:
    """Names filed anew where their words are folded otherwise by now."""
    matching.refold(db)


def hearing(db: sqlite3.Connection) -> None:
    """From when on a watch counts, and parts of briefs that may have arrived."""
    run_script(db, HEARING)


def numbers(db: sqlite3.Connection) -> None:
    """How each chat wants numbers written; '' as they always were."""
    db.execute("ALTER TABLE chat ADD COLUMN numbers TEXT NOT NULL DEFAULT ''")


def standing_by_kind(db: sqlite3.Connection) -> None:
    """What stood on a day of the past, counted without reading the rows; the few suspect passages."""
    run_script(db, COUNTING)


def standing_at_once(db: sqlite3.Connection) -> None:
    """What stood on a day of the past, counted in one pass over an index that holds all it asks for."""
    run_script(db, COUNTING_AT_ONCE)


def by_month(db: sqlite3.Connection) -> None:
    """How many articles and entities each month brought."""
    run_script(db, MONTHS)


def content(db: sqlite3.Connection) -> None:
    """A count of the changes of everything that answers are made from."""
    run_script(db, COUNTED)


def will_tell(db: sqlite3.Connection) -> None:
    """The facts that are told by messages on their way, found by the fact."""
    run_script(db, WILL_TELL)


STEPS: dict[str, Step] = {
    "m001_first": first,
    "m002_chats": chats,
    "m003_briefs": briefs,
    "m003_delivery": delivery,
    "m003_standing": standing,
    "m004_edits": edits,
    "m005_refolding": refolding,
    "m005_ways": ways,
    "m006_hearing": hearing,
    "m007_numbers": numbers,
    "m008_counting": standing_by_kind,
    "m009_content": content,
    "m009_will_tell": will_tell,
    "m010_counting": standing_at_once,
    "m011_by_month": by_month,
}
"""Every step by its name, in order; a step that was released is never changed, the next one is added."""


def run_script(connection: sqlite3.Connection, script: str) -> None:
    """Run several statements inside the transaction that is open (`executescript` would commit it)."""
    statement = ""
    for line in script.splitlines(keepends=True):
        statement += line
        if sqlite3.complete_statement(statement):
            connection.execute(statement)
            statement = ""
