"""Corrections: which chat was told of which change of a fact that it had been told, as rows of the store."""

from collections.abc import Iterable

from data.dates import Value
from data.store.shelf import Connection, Shelf, many


class Ending(Value):
    """How a fact ended: why, by whom, and the fact that holds in its place."""

    fact: int
    why: str
    by: int | None
    at: str
    """When it ended (UTC), '' when it holds."""
    successor: int | None
    """None when it was withdrawn and nothing holds in its place."""
    holds: bool
    """Whether it holds after all."""


class Hearer(Value):
    """A chat or topic that was told a fact, by which message; or may have been."""

    chat: int
    topic: int
    message: int | None = None
    at: str = ""
    """When it was told (UTC), '' when it may have been or will be."""
    waits_for: int | None = None
    """The message owed (its number in the outbox) that has not left and will tell it."""


class Correction(Value):
    """A change of a fact that a chat was told of."""

    news: int
    fact: int
    what: str


def ending(shelf: Shelf, fact: int) -> Ending | None:
    """How a fact ended and what holds in its place, through any number of replacements; None if unknown."""
    row = shelf.row("SELECT state, ended_at, ended_why, ended_by FROM fact WHERE id = :id", id=fact)
    if row is None:
        return None
    chain = shelf.rows(
        """WITH RECURSIVE chain (id, depth) AS (
               SELECT id, 1 FROM fact WHERE supersedes = :id
               UNION SELECT fact.id, depth + 1 FROM fact JOIN chain ON fact.supersedes = chain.id
               WHERE depth < 100)
           SELECT chain.id FROM chain JOIN fact ON fact.id = chain.id
           WHERE fact.state = 'current' AND fact.ended_at IS NULL
           ORDER BY depth DESC, chain.id DESC LIMIT 1""",
        id=fact,
    )
    return Ending(
        fact=fact, why=row["ended_why"], by=row["ended_by"], at=row["ended_at"] or "",
        successor=chain[0][0] if chain else None,
        holds=row["state"] == "current" and row["ended_at"] is None,
    )  # fmt: skip


def hearers(shelf: Shelf, fact: int, until: str = "9999") -> list[Hearer]:
    """Chats that were told a fact, then those that may have been or will be by a message on its way.

    What was told, or put to be told, after moment `until` (UTC) does not count.
    """
    told = shelf.rows(
        """SELECT chat, topic, message, at FROM told WHERE fact = :fact AND told.at <= :until
           ORDER BY told.at, chat""",
        fact=fact,
        until=until,
    )
    found = [
        Hearer(chat=row["chat"], topic=row["topic"], message=row["message"] or None, at=row["at"])
        for row in told
    ]
    for row in shelf.rows(ON_ITS_WAY, fact=fact, until=until):
        waits = None if row["state"] == "uncertain" else row["id"]
        found.append(Hearer(chat=row["chat"], topic=row["topic"] or 0, waits_for=waits))
    found += [Hearer(chat=row["chat"], topic=row["topic"]) for row in shelf.rows(IN_DOUBT, fact=fact)]
    once: dict[tuple[int, int], Hearer] = {}
    for one in found:
        once.setdefault((one.chat, one.topic), one)
    return list(once.values())


ON_ITS_WAY = """
    SELECT outbox.id, chat, topic, state FROM will_tell CROSS JOIN outbox ON outbox.id = will_tell.message
    WHERE will_tell.fact = :fact AND state IN ('due', 'sending', 'uncertain') AND recorded_at <= :until
    ORDER BY outbox.id
"""
IN_DOUBT = """
    SELECT subscription.chat, subscription.topic FROM delivery_part
    JOIN delivery ON delivery.id = delivery_part.delivery
    JOIN subscription ON subscription.id = delivery.subscription
    WHERE delivery_part.state = 'uncertain'
    AND EXISTS (SELECT 1 FROM json_each(delivery_part.facts) told WHERE told.value = :fact)
"""
"""The ledger of briefs remembers for longer than the outbox what may have arrived."""


def gone(shelf: Shelf, chats: Iterable[int]) -> set[int]:
    """Those of these chats that nothing can be or may be sent to any more."""
    rows = shelf.rows(
        """SELECT id FROM chat WHERE state IN ('gone', 'denied')
           AND id IN (SELECT value FROM json_each(:ids))""",
        ids=many(chats),
    )
    return {row[0] for row in rows}


def last_told(shelf: Shelf, hearer: Hearer, fact: int) -> str:
    """What a chat was last told of a fact: 'ended', 'again', or '' when it heard of no change."""
    row = shelf.row(
        """SELECT what FROM correction WHERE fact = :fact AND chat = :chat AND topic = :topic
           ORDER BY news DESC LIMIT 1""",
        fact=fact, chat=hearer.chat, topic=hearer.topic,
    )  # fmt: skip
    return str(row[0]) if row else ""


def keep(db: Connection, hearer: Hearer, one: Correction, now: str) -> bool:
    """Note that a chat is told of a change, or will be; False when it was noted before."""
    cursor = db.execute(
        """INSERT INTO correction (chat, topic, news, fact, what, waits_for, at)
           VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING""",
        (hearer.chat, hearer.topic, one.news, one.fact, one.what, hearer.waits_for, now),
    )
    return bool(cursor.rowcount)


def waiting(shelf: Shelf) -> list[tuple[Hearer, Correction, bool]]:
    """Corrections of what has left since, or never will: with whether it was told."""
    rows = shelf.rows(
        """SELECT correction.*, outbox.state, json_extract(outbox.messages, '$[0]') AS message
           FROM correction JOIN outbox ON outbox.id = correction.waits_for
           WHERE waits_for IS NOT NULL AND outbox.state NOT IN ('due', 'sending')"""
    )
    return [
        (
            Hearer(chat=row["chat"], topic=row["topic"], message=row["message"] or None),
            Correction(news=row["news"], fact=row["fact"], what=row["what"]),
            row["state"] in ("sent", "uncertain"),
        )
        for row in rows
    ]


def release(db: Connection, hearer: Hearer, one: Correction, was_told: bool) -> None:
    """Let a correction wait no longer; one of what was never told is forgotten."""
    where = (hearer.chat, hearer.topic, one.news)
    if was_told:
        db.execute("UPDATE correction SET waits_for = NULL WHERE chat = ? AND topic = ? AND news = ?", where)
    else:
        db.execute("DELETE FROM correction WHERE chat = ? AND topic = ? AND news = ?", where)


def of_chat(shelf: Shelf, chat: int, topic: int, since: int) -> list[Correction]:
    """The changes after news entry `since` that a chat was told of, in order."""
    rows = shelf.rows(
        """SELECT news, fact, what FROM correction WHERE chat = :chat AND topic = :topic
           AND news > :since AND waits_for IS NULL ORDER BY news""",
        chat=chat, topic=topic, since=since,
    )  # fmt: skip
    return [Correction(news=row["news"], fact=row["fact"], what=row["what"]) for row in rows]
