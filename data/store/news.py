"""News: the log of facts that came to hold, held again or ended, numbered in the order it happened."""

from collections.abc import Collection, Iterable, Sequence

from data.dates import Value
from data.store.shelf import LIVE, Connection, Shelf, many


class Follow(Value):
    """What a subscription or a watch is about: an entity, or words that stand in a fact."""

    entity: int = 0
    """Its id, 0 for words."""
    words: str = ""


class Turned(Value):
    """A change of a fact that held: it ended, or it holds again."""

    news: int
    fact: int
    what: str


def last(shelf: Shelf) -> int:
    """The number of the newest entry, 0 when there is none."""
    return int(shelf.row("SELECT coalesce(max(id), 0) FROM news")[0])


def before(shelf: Shelf, moment: str) -> int:
    """The newest entry whose fact was recorded before a moment (ISO 8601, UTC), 0 when there is none."""
    row = shelf.row(
        """SELECT news.id FROM fact JOIN news ON news.fact = fact.id WHERE fact.recorded_at < :moment
           ORDER BY fact.recorded_at DESC, news.id DESC LIMIT 1""",
        moment=moment,
    )
    return int(row[0]) if row else 0


def new(
    shelf: Shelf, first: int, to: int, follows: Sequence[Follow] = (), limit: int = 400
) -> list[tuple[int, bool]]:
    """Facts of the entries after `first` up to `to` that hold and are about any of `follows` (all without).

    Pairs of the fact's number and whether it may have been known before, the newest first.
    """
    about, values = about_any(shelf, follows, (first, to))
    rows = shelf.rows(
        f"""SELECT fact.id, min(news.what = 'again') AS again FROM news JOIN fact ON fact.id = news.fact
            WHERE news.id > :first AND news.id <= :to AND news.what <> 'ended' AND {LIVE} AND ({about})
            GROUP BY fact.id ORDER BY max(news.id) DESC LIMIT :limit""",
        first=first, to=to, limit=limit, **values,
    )  # fmt: skip
    return [(row["id"], bool(row["again"])) for row in rows]


def told_of(shelf: Shelf, follow: Follow) -> bool:
    """Whether any fact that holds is about an entity or words."""
    about = "involves AS own CROSS JOIN fact ON fact.id = own.fact WHERE own.entity = sought.value"
    if not follow.entity:
        about = "fact_text CROSS JOIN fact ON fact.id = fact_text.rowid WHERE fact_text MATCH sought.value"
    sought = [phrase(follow.words)] if not follow.entity else same_as(shelf, [follow.entity])
    row = shelf.row(
        f"""SELECT EXISTS (SELECT 1 FROM json_each(:sought) AS sought CROSS JOIN {about} AND {LIVE}
            AND EXISTS (SELECT 1 FROM news WHERE news.fact = fact.id AND news.what <> 'ended'))""",
        sought=many(sought),
    )
    return bool(row[0])


def about_any(
    shelf: Shelf, follows: Sequence[Follow], between: tuple[int, int]
) -> tuple[str, dict[str, str | int]]:
    """The condition on `fact` that it is about any of these, and its values; all facts are without.

    It is true of facts of the entries after the first number up to the second: only among them are
    words looked for, so that it takes no longer on a store with many others.
    """
    if not follows:
        return "1", {}
    ids = same_as(shelf, (follow.entity for follow in follows if follow.entity))
    query = " OR ".join(f"({match})" for follow in follows if (match := phrase(follow.words)))
    values: dict[str, str | int] = {"entities": many(ids)}
    about = """fact.id IN (SELECT fact FROM involves
               WHERE entity IN (SELECT value FROM json_each(:entities)))"""
    if query:
        about += """ OR fact.id IN (SELECT rowid FROM fact_text WHERE fact_text MATCH :query
               AND rowid >= :least AND rowid <= :most)"""
        values |= {"query": query, **_span(shelf, between)}
    return about, values


def _span(shelf: Shelf, between: tuple[int, int]) -> dict[str, int]:
    """The least and the highest number of the facts of these entries."""
    row = shelf.row(
        "SELECT coalesce(min(fact), 0), coalesce(max(fact), 0) FROM news WHERE id > :first AND id <= :to",
        first=between[0], to=between[1],
    )  # fmt: skip
    return {"least": row[0], "most": row[1]}


def phrase(words: str) -> str:
    """Words as a query of the full-text index: all of them, each taken literally; '' for no words."""
    tokens = ("".join(c if c.isalnum() else " " for c in words)).split()
    return " AND ".join(f'"{token}"' for token in tokens)


def same_as(shelf: Shelf, numbers: Iterable[int]) -> list[int]:
    """Entities with all that were merged into the same ones."""
    rows = shelf.rows(
        """WITH whole (id) AS (
               SELECT coalesce(merged_into, id) FROM entity
               WHERE id IN (SELECT value FROM json_each(:ids)))
           SELECT id FROM whole UNION SELECT entity.id FROM entity JOIN whole
           ON entity.merged_into = whole.id""",
        ids=many(numbers),
    )
    return [row[0] for row in rows]


def turned(shelf: Shelf, first: int, limit: int = 500) -> list[Turned]:
    """Facts that ended or held again after entry `first`, in order."""
    rows = shelf.rows(
        """SELECT id, fact, what FROM news WHERE id > :first AND what <> 'new' ORDER BY id LIMIT :limit""",
        first=first,
        limit=limit,
    )
    return [Turned(news=row["id"], fact=row["fact"], what=row["what"]) for row in rows]


def known_among(shelf: Shelf, chat: int, topic: int, numbers: Collection[int]) -> frozenset[int]:
    """Those of these facts that a chat was told before."""
    rows = shelf.rows(
        """SELECT fact FROM told WHERE chat = :chat AND topic = :topic
           AND fact IN (SELECT value FROM json_each(:ids))""",
        chat=chat,
        topic=topic,
        ids=many(numbers),
    )
    return frozenset(row[0] for row in rows)


def mark(shelf: Shelf, name: str) -> str:
    """What was last noted under a name, '' when nothing was."""
    row = shelf.row("SELECT value FROM mark WHERE name = :name", name=name)
    return str(row[0]) if row else ""


def set_mark(db: Connection, name: str, value: str) -> None:
    """Note a value under a name, in place of the last one."""
    db.execute(
        "INSERT INTO mark VALUES (?, ?) ON CONFLICT DO UPDATE SET value = excluded.value", (name, value)
    )
