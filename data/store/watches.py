"""Watches, as rows of the store: who wants to hear of new facts about a name or words, and what they hit."""

from collections.abc import Iterable
from typing import Any

from data.dates import Value
from data.store.news import Follow, about_any
from data.store.shelf import Connection, Shelf, many

KEPT = 200
"""New facts that a watch hits at one look at most: more than a notice can name by far."""


class Watch(Value):
    """What a chat or topic watches for, and for whom."""

    id: int
    chat: int
    topic: int
    follow: Follow
    set_by: int
    since: int
    """The news entry after which it began."""
    noticed_at: str
    """When its last notice was owed (UTC), '' before the first."""


def put(db: Connection, chat: int, topic: int, follow: Follow, by: int, now: str) -> bool:
    """Begin a watch for the news to come; False when there is one already."""
    cursor = db.execute(
        """INSERT INTO watch (chat, topic, entity, words, set_by, since, created_at)
           VALUES (?, ?, ?, ?, ?, (SELECT coalesce(max(id), 0) FROM news), ?)
           ON CONFLICT (chat, topic, entity, words) DO UPDATE SET state = 'active',
           set_by = excluded.set_by, since = excluded.since WHERE state = 'ended'""",
        (chat, topic, follow.entity, follow.words, by, now),
    )
    return bool(cursor.rowcount)


def end(db: Connection, numbers: Iterable[int]) -> None:
    """End watches, and forget what they hit that was not told."""
    ids = [(number,) for number in numbers]
    db.executemany("UPDATE watch SET state = 'ended' WHERE id = ?", ids)
    db.executemany("DELETE FROM watch_hit WHERE watch = ?", ids)


def active(shelf: Shelf) -> list[Watch]:
    """All watches that were not ended."""
    return [_watch(row) for row in shelf.rows("SELECT * FROM watch WHERE state = 'active' ORDER BY id")]


def of_chat(shelf: Shelf, chat: int, topic: int) -> list[Watch]:
    """The watches of a chat or topic, in the order they were set."""
    rows = shelf.rows(
        "SELECT * FROM watch WHERE state = 'active' AND chat = :chat AND topic = :topic ORDER BY id",
        chat=chat,
        topic=topic,
    )
    return [_watch(row) for row in rows]


def fresh(shelf: Shelf, one: Watch, first: int, to: int) -> list[tuple[int, int]]:
    """Facts that hold, came with the news after `first` up to `to`, and are what a watch is for.

    What its owner entered is not. Pairs of (fact, news entry), the newest first, at most KEPT.
    """
    first = max(first, one.since)
    about, values = about_any(shelf, [one.follow], (first, to))
    rows = shelf.rows(
        f"""SELECT fact.id, max(news.id) AS news FROM news JOIN fact ON fact.id = news.fact
            WHERE news.id > :first AND news.id <= :to AND news.what = 'new'
            AND fact.state = 'current' AND fact.ended_at IS NULL
            AND (fact.entered_by IS NULL OR fact.entered_by <> :by) AND ({about})
            GROUP BY fact.id ORDER BY news DESC LIMIT :kept""",
        first=first, to=to, by=one.set_by, kept=KEPT, **values,
    )  # fmt: skip
    return [(row["id"], row["news"]) for row in rows]


def hit(db: Connection, watch: int, facts: Iterable[tuple[int, int]]) -> None:
    """Keep (fact, news) that a watch hit until its chat is told; nothing when it was ended meanwhile."""
    db.executemany(
        """INSERT INTO watch_hit (watch, fact, news) SELECT id, ?, ? FROM watch
           WHERE id = ? AND state = 'active' ON CONFLICT DO NOTHING""",
        [(fact, news, watch) for fact, news in facts],
    )


def hits(shelf: Shelf) -> dict[int, list[tuple[int, int]]]:
    """What active watches hit and their chats were not told: (fact, news) by watch."""
    found: dict[int, list[tuple[int, int]]] = {}
    for row in shelf.rows("SELECT watch, fact, news FROM watch_hit ORDER BY news"):
        found.setdefault(row["watch"], []).append((row["fact"], row["news"]))
    return found


def noticed(db: Connection, numbers: Iterable[int], now: str, told: Iterable[tuple[int, int]]) -> None:
    """Note that watches were told of now, and forget the (watch, fact) hits that were told or may not be."""
    db.executemany("UPDATE watch SET noticed_at = ? WHERE id = ?", [(now, number) for number in numbers])
    db.executemany("DELETE FROM watch_hit WHERE watch = ? AND fact = ?", list(told))


def last_noticed(shelf: Shelf, chats: Iterable[int]) -> dict[int, str]:
    """When each of these chats had its last notice (UTC)."""
    rows = shelf.rows(
        """SELECT chat, max(noticed_at) AS at FROM watch
           WHERE chat IN (SELECT value FROM json_each(:chats)) GROUP BY chat""",
        chats=many(chats),
    )
    return {row["chat"]: row["at"] for row in rows}


def _watch(row: Any) -> Watch:
    return Watch(
        id=row["id"], chat=row["chat"], topic=row["topic"], set_by=row["set_by"], since=row["since"],
        follow=Follow(entity=row["entity"], words=row["words"]), noticed_at=row["noticed_at"],
    )  # fmt: skip
