"""Coverage: what the store holds at a moment, counted from tallies."""

from data.dates import Value
from data.store.shelf import NOW, OPEN, Shelf


class Coverage(Value):
    """What the store covers."""

    articles: int
    first: str
    """EDTF of the earliest publication date known, '' when none is."""
    last: str
    undated: int
    """How many articles have no publication date."""
    added: str
    """When the newest article was recorded, UTC."""


KNOWN = "published_precision IN ('day', 'month', 'year')"
"""The publication date is known, and not only bounded."""


def of(shelf: Shelf) -> Coverage:
    """How many articles there are, from when to when, and when the last one was added."""
    articles, undated = shelf.row(f"{COUNTS} FROM {_tally(shelf)}", month=shelf.month)
    of_day = f"SELECT published_edtf FROM article WHERE {KNOWN} AND {OPEN} ORDER BY published_edtf"
    first, last = shelf.row(f"{of_day} LIMIT 1"), shelf.row(f"{of_day} DESC LIMIT 1")
    added = shelf.row(f"SELECT recorded_at FROM article WHERE {OPEN} ORDER BY recorded_at DESC LIMIT 1")
    return Coverage(
        articles=articles, undated=undated, first=first[0] if first else "", last=last[0] if last else "",
        added=added[0] if added else "",
    )  # fmt: skip


COUNTS = "SELECT coalesce(sum(articles), 0), coalesce(sum(articles) FILTER (WHERE NOT dated), 0)"


def _tally(shelf: Shelf) -> str:
    """Rows (publisher, dated, articles) that add up to the articles of the shelf."""
    return STANDING if shelf.at == NOW else STOOD


STANDING = "(SELECT publisher, dated, articles FROM article_tally WHERE tlp <= :ceiling)"
ROW = f"SELECT coalesce(publisher, 0), {KNOWN}, {{one}} FROM article"
STOOD = f"""(
    SELECT publisher, dated, articles FROM article_month WHERE month < :month AND tlp <= :ceiling
    UNION ALL {ROW.format(one="1")} WHERE article.recorded_at >= :month AND {OPEN}
    UNION ALL {ROW.format(one="-1")} WHERE article.ended_at <= :at AND article.recorded_at < :month
        AND article.tlp <= :ceiling)"""
"""What stood at a moment: the months before, its own month row by row, less what had ended by then."""


def publishers(shelf: Shelf, limit: int = 12) -> list[tuple[str, int]]:
    """Publishers with the number of their articles, the most frequent first."""
    rows = shelf.rows(
        f"""SELECT publisher.name, own.articles FROM (
               SELECT publisher, sum(articles) AS articles FROM {_tally(shelf)} GROUP BY publisher) AS own
           JOIN publisher ON publisher.id = own.publisher WHERE own.articles > 0
           ORDER BY own.articles DESC, publisher.name LIMIT :limit""",
        month=shelf.month, limit=limit,
    )  # fmt: skip
    return [(row[0], row[1]) for row in rows]


def kinds(shelf: Shelf) -> list[tuple[str, int]]:
    """How many entities there are of each kind."""
    if shelf.at == NOW:
        rows = shelf.rows(
            "SELECT kind, entities FROM entity_tally WHERE entities > 0 ORDER BY entities DESC, kind"
        )
    else:
        rows = shelf.rows(
            """SELECT kind, sum(entities) AS entities FROM (
                   SELECT kind, entities FROM entity_month WHERE month < :month
                   UNION ALL SELECT kind, 1 FROM entity_tally CROSS JOIN entity USING (kind)
                   WHERE entity.recorded_at BETWEEN :month AND :at AND entity.merged_into IS NULL
                   AND (entity.ended_at IS NULL OR entity.ended_at > :at)
                   UNION ALL SELECT kind, -1 FROM entity WHERE ended_at <= :at AND recorded_at < :month
                   AND merged_into IS NULL)
               GROUP BY kind HAVING sum(entities) > 0 ORDER BY sum(entities) DESC, kind""",
            month=shelf.month,
        )
    return [(row[0], row[1]) for row in rows]
