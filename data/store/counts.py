"""Counts: what an administrator looks at to see that all is well; every figure from an index."""

from data.dates import Value
from data.store.shelf import Shelf


class Health(Value):
    """The state of the store at a glance."""

    articles: int
    facts: int
    entities: int
    last_article: str
    """When the last article was recorded, ISO 8601 UTC; '' when there is none."""
    owed: dict[str, int]
    """Messages that are not at rest: how many are due, being sent, uncertain or failed."""
    oldest_due: str
    """Since when the oldest message is due; '' when none is."""
    unanswered: int
    """Updates that were received and not answered yet."""
    bytes: int


def health(shelf: Shelf) -> Health:
    """Count what is in the store and what is still to be done."""
    owed = shelf.rows(
        """SELECT state, count(*) FROM outbox WHERE state IN ('due', 'sending', 'uncertain', 'failed')
           GROUP BY state"""
    )
    pages = shelf.row("PRAGMA page_count")[0]
    return Health(
        articles=_one(shelf, "SELECT coalesce(sum(articles), 0) FROM article_tally"),
        facts=_one(shelf, "SELECT coalesce(max(id), 0) FROM fact"),
        entities=_one(shelf, "SELECT coalesce(sum(entities), 0) FROM entity_tally"),
        last_article=shelf.row("SELECT coalesce(max(recorded_at), '') FROM article")[0],
        owed={row[0]: row[1] for row in owed},
        oldest_due=shelf.row("SELECT coalesce(min(changed_at), '') FROM outbox WHERE state = 'due'")[0],
        unanswered=_one(shelf, "SELECT count(*) FROM received WHERE state <> 'answered'"),
        bytes=pages * shelf.row("PRAGMA page_size")[0],
    )


def _one(shelf: Shelf, sql: str) -> int:
    return int(shelf.row(sql)[0])
