"""Counting: what a day of the past is soon counted by: indexes, then what each month brought."""

COUNTING = """
CREATE INDEX entity_standing ON entity (kind, recorded_at, ended_at) WHERE merged_into IS NULL;
DROP INDEX IF EXISTS entity_recorded;
CREATE INDEX article_standing ON article (publisher, recorded_at, tlp, ended_at);
DROP INDEX IF EXISTS article_publisher;
CREATE INDEX passage_suspect ON passage (article) WHERE role = 'suspect';
"""
COUNTING_AT_ONCE = """
DROP INDEX entity_standing;
CREATE INDEX entity_standing ON entity (kind, recorded_at, ended_at, merged_into) WHERE merged_into IS NULL;
DROP INDEX article_standing;
CREATE INDEX article_standing ON article (publisher, recorded_at, tlp, ended_at, published_precision);
"""
MONTHS = """
CREATE TABLE article_month (
    month TEXT NOT NULL,
    publisher INTEGER NOT NULL,
    tlp INTEGER NOT NULL,
    dated INTEGER NOT NULL,
    articles INTEGER NOT NULL,
    PRIMARY KEY (month, publisher, tlp, dated)
) WITHOUT ROWID;
INSERT INTO article_month
    SELECT substr(recorded_at, 1, 7), coalesce(publisher, 0), tlp,
           published_precision IN ('day', 'month', 'year'), count(*)
    FROM article GROUP BY 1, 2, 3, 4;
CREATE TRIGGER article_month_added AFTER INSERT ON article BEGIN
    INSERT INTO article_month VALUES (
        substr(new.recorded_at, 1, 7), coalesce(new.publisher, 0), new.tlp,
        new.published_precision IN ('day', 'month', 'year'), 1
    ) ON CONFLICT DO UPDATE SET articles = articles + 1;
END;
CREATE TRIGGER article_month_changed
AFTER UPDATE OF recorded_at, publisher, tlp, published_precision ON article BEGIN
    UPDATE article_month SET articles = articles - 1
    WHERE month = substr(old.recorded_at, 1, 7) AND publisher = coalesce(old.publisher, 0)
    AND tlp = old.tlp AND dated = (old.published_precision IN ('day', 'month', 'year'));
    INSERT INTO article_month VALUES (
        substr(new.recorded_at, 1, 7), coalesce(new.publisher, 0), new.tlp,
        new.published_precision IN ('day', 'month', 'year'), 1
    ) ON CONFLICT DO UPDATE SET articles = articles + 1;
END;
CREATE TRIGGER article_month_removed AFTER DELETE ON article BEGIN
    UPDATE article_month SET articles = articles - 1
    WHERE month = substr(old.recorded_at, 1, 7) AND publisher = coalesce(old.publisher, 0)
    AND tlp = old.tlp AND dated = (old.published_precision IN ('day', 'month', 'year'));
END;
CREATE TABLE entity_month (
    month TEXT NOT NULL,
    kind TEXT NOT NULL,
    entities INTEGER NOT NULL,
    PRIMARY KEY (month, kind)
) WITHOUT ROWID;
INSERT INTO entity_month
    SELECT substr(recorded_at, 1, 7), kind, count(*) FROM entity WHERE merged_into IS NULL GROUP BY 1, 2;
CREATE TRIGGER entity_month_added AFTER INSERT ON entity WHEN new.merged_into IS NULL BEGIN
    INSERT INTO entity_month VALUES (substr(new.recorded_at, 1, 7), new.kind, 1)
    ON CONFLICT DO UPDATE SET entities = entities + 1;
END;
CREATE TRIGGER entity_month_changed AFTER UPDATE OF recorded_at, kind, merged_into ON entity BEGIN
    UPDATE entity_month SET entities = entities - 1
    WHERE month = substr(old.recorded_at, 1, 7) AND kind = old.kind AND old.merged_into IS NULL;
    INSERT INTO entity_month SELECT substr(new.recorded_at, 1, 7), new.kind, 1 WHERE new.merged_into IS NULL
    ON CONFLICT DO UPDATE SET entities = entities + 1;
END;
CREATE TRIGGER entity_month_removed AFTER DELETE ON entity WHEN old.merged_into IS NULL BEGIN
    UPDATE entity_month SET entities = entities - 1
    WHERE month = substr(old.recorded_at, 1, 7) AND kind = old.kind;
END;
CREATE INDEX article_ended ON article (ended_at) WHERE ended_at IS NOT NULL;
CREATE INDEX entity_ended ON entity (ended_at) WHERE ended_at IS NOT NULL;
"""
"""Both count what was recorded, whether or not it ended since; what had ended is taken off when counting."""
