"""Deliveries: the ledger of briefs, one for each subscription and local day, and what became of each."""

import json
from collections.abc import Iterable, Sequence
from typing import Any, Literal

from data.dates import Value
from data.store.outbox import State as PartState
from data.store.shelf import Connection, Shelf, many

State = Literal["due", "composing", "sending", "sent", "uncertain", "failed", "skipped"]


class Part(Value):
    """One message of a brief."""

    part: int
    key: str
    """Under which it stands in the outbox."""
    facts: tuple[int, ...]
    state: PartState
    reason: str
    messages: tuple[int, ...]
    sent_again: int
    """How often it was sent again because somebody asked."""


class Delivery(Value):
    """One brief that is owed to one chat on one local day, and what became of it."""

    id: int
    subscription: int
    day: str
    due_at: str
    state: State
    reason: str
    tries: int
    first: int
    """It tells the news after this entry ..."""
    last: int
    """... up to this one."""
    changed_at: str


def book(db: Connection, rows: Iterable[tuple[int, str, str, State, str]], now: str) -> int:
    """Enter (subscription, day, due_at, state, reason) rows that are not there yet; how many were new."""
    return db.executemany(
        """INSERT INTO delivery (subscription, day, due_at, state, reason, recorded_at, changed_at)
           VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING""",
        [(*row, now, now) for row in rows],
    ).rowcount


def unmade(shelf: Shelf, after: int, limit: int) -> list[Delivery]:
    """Briefs that are due and not composed, those numbered above `after`, in order."""
    rows = shelf.rows(
        """SELECT * FROM delivery WHERE state IN ('due', 'composing') AND id > :after
           ORDER BY id LIMIT :limit""",
        after=after,
        limit=limit,
    )
    return [delivery(row) for row in rows]


def is_unmade(db: Connection, number: int) -> bool:
    """Whether a brief is still to be composed, as the writer sees it."""
    row = db.execute("SELECT state FROM delivery WHERE id = ?", (number,)).fetchone()
    return row is not None and row[0] in ("due", "composing")


def begin(db: Connection, numbers: Iterable[int], now: str) -> None:
    """Note that briefs are being composed, once more."""
    db.executemany(
        "UPDATE delivery SET state = 'composing', tries = tries + 1, changed_at = ? WHERE id = ?",
        [(now, number) for number in numbers],
    )


def move(db: Connection, number: int, state: State, reason: str, now: str) -> None:
    """Note what became of a brief."""
    db.execute(
        "UPDATE delivery SET state = ?, reason = ?, changed_at = ? WHERE id = ?", (state, reason, now, number)
    )


def send(
    db: Connection,
    number: int,
    between: tuple[int, int],
    parts: Sequence[tuple[str, Sequence[int]]],
    now: str,
) -> None:
    """Note that a brief was composed of the news between two entries, as parts of (outbox key, facts)."""
    db.execute(
        """UPDATE delivery SET state = 'sending', reason = '', first = ?, last = ?, changed_at = ?
           WHERE id = ?""",
        (*between, now, number),
    )
    db.executemany(
        "INSERT INTO delivery_part (delivery, part, key, facts) VALUES (?, ?, ?, ?)",
        [(number, part, key, json.dumps(list(facts))) for part, (key, facts) in enumerate(parts, 1)],
    )


def mirror(db: Connection, since: str) -> list[int]:
    """Copy what the outbox knows of parts that are on their way; the deliveries of those that changed.

    A part that was called back after moment `since` may have been leaving at that very moment.
    """
    rows = db.execute(
        """SELECT delivery_part.delivery, delivery_part.part, outbox.state, outbox.reason, outbox.messages
           FROM delivery_part JOIN outbox ON outbox.key = delivery_part.key
           WHERE outbox.state <> delivery_part.state AND (delivery_part.state IN ('due', 'sending')
           OR delivery_part.state = 'skipped' AND outbox.state IN ('sending', 'sent', 'uncertain')
           AND delivery_part.delivery IN (SELECT id FROM delivery WHERE changed_at > ?))""",
        (since,),
    ).fetchall()
    db.executemany(
        "UPDATE delivery_part SET state = ?, reason = ?, messages = ? WHERE delivery = ? AND part = ?",
        [(row[2], row[3], row[4], row[0], row[1]) for row in rows],
    )
    changed = sorted({row[0] for row in rows})
    db.executemany("UPDATE delivery SET state = 'sending' WHERE id = ?", [(number,) for number in changed])
    return changed


def late(shelf: Shelf) -> list[tuple[int, str, str]]:
    """Briefs on their way with parts that have not left: (delivery, day, zone of the subscription or '')."""
    rows = shelf.rows(
        """SELECT DISTINCT delivery.id, delivery.day,
                  coalesce(nullif(subscription.zone, ''), chat.zone, '') AS zone
           FROM delivery_part JOIN delivery ON delivery.id = delivery_part.delivery
           JOIN subscription ON subscription.id = delivery.subscription
           LEFT JOIN chat ON chat.id = subscription.chat
           WHERE delivery_part.state = 'due' AND delivery_part.sent_again = 0"""
    )
    return [(row["id"], row["day"], row["zone"]) for row in rows]


def arrived(db: Connection, limit: int) -> list[int]:
    """Briefs that were on their way and of which no part is any more."""
    rows = db.execute(
        """SELECT id FROM delivery WHERE state = 'sending' AND NOT EXISTS (
               SELECT 1 FROM delivery_part WHERE delivery = delivery.id AND state IN ('due', 'sending'))
           ORDER BY id LIMIT ?""",
        (limit,),
    )
    return [row[0] for row in rows]


def outcome(parts: Sequence[Part]) -> tuple[State, str]:
    """What became of a brief, by its parts, and the reason where it did not arrive whole."""
    states = {part.state for part in parts}
    if states & {"due", "sending"}:
        return "sending", f"{sum(part.state == 'sent' for part in parts)} of {len(parts)} parts sent"
    for worst in UNSENT:
        short = [part for part in parts if part.state == worst]
        if short:
            return worst, "; ".join(f"part {part.part} of {len(parts)}: {part.reason}" for part in short)
    return "sent", ""


UNSENT: tuple[Literal["uncertain", "failed", "skipped"], ...] = ("uncertain", "failed", "skipped")
"""What can become of a part that is not known to have arrived, the most telling first."""


def call_back(db: Connection, number: int, reason: str, now: str) -> None:
    """Take the parts of a brief that have not left out of the outbox."""
    db.execute(
        """UPDATE outbox SET state = 'skipped', reason = ?, changed_at = ? WHERE state = 'due'
           AND key IN (SELECT key FROM delivery_part WHERE delivery = ? AND state = 'due')""",
        (reason, now, number),
    )


def on_their_way(shelf: Shelf, subscription: int) -> list[int]:
    """The briefs of a subscription of which parts have not left."""
    rows = shelf.rows(
        "SELECT id FROM delivery WHERE subscription = :id AND state = 'sending'", id=subscription
    )
    return [row[0] for row in rows]


def again(db: Connection, number: int, part: int, key: str) -> None:
    """Note that a part is owed once more, under another key of the outbox."""
    db.execute(
        """UPDATE delivery_part SET key = ?, state = 'due', reason = '', sent_again = sent_again + 1
           WHERE delivery = ? AND part = ?""",
        (key, number, part),
    )
    db.execute("UPDATE delivery SET state = 'sending' WHERE id = ?", (number,))


def get(shelf: Shelf, number: int) -> Delivery | None:
    """The brief of this number, or None."""
    row = shelf.row("SELECT * FROM delivery WHERE id = :id", id=number)
    return delivery(row) if row else None


def get_all(shelf: Shelf, numbers: Iterable[int]) -> list[Delivery]:
    """The briefs of these numbers."""
    rows = shelf.rows(
        "SELECT * FROM delivery WHERE id IN (SELECT value FROM json_each(:ids)) ORDER BY id",
        ids=many(numbers),
    )
    return [delivery(row) for row in rows]


def parts(shelf: Shelf, number: int) -> list[Part]:
    """The parts of a brief, in order."""
    rows = shelf.rows("SELECT * FROM delivery_part WHERE delivery = :id ORDER BY part", id=number)
    return [_part(row) for row in rows]


def listed(
    shelf: Shelf, limit: int, offset: int = 0, day: str = "", chats: Iterable[int] | None = None
) -> list[Delivery]:
    """Briefs, the last first; those of a local day, or of some chats, when these are given."""
    rows = shelf.rows(
        """SELECT delivery.* FROM delivery JOIN subscription ON subscription.id = delivery.subscription
           WHERE (:day = '' OR delivery.day = :day)
           AND (:chats IS NULL OR subscription.chat IN (SELECT value FROM json_each(:chats)))
           ORDER BY delivery.due_at DESC, delivery.id DESC LIMIT :limit OFFSET :offset""",
        day=day, chats=None if chats is None else many(chats), limit=limit, offset=offset,
    )  # fmt: skip
    return [delivery(row) for row in rows]


def tally(
    shelf: Shelf, day: str = "", chats: Iterable[int] | None = None
) -> dict[tuple[str, str], int]:  # fmt: skip
    """How many briefs there are by (state, reason): of a local day, of some chats, or of all."""
    rows = shelf.rows(
        """SELECT delivery.state, delivery.reason, count(*) AS n FROM delivery
           JOIN subscription ON subscription.id = delivery.subscription
           WHERE (:day = '' OR day = :day)
           AND (:chats IS NULL OR subscription.chat IN (SELECT value FROM json_each(:chats)))
           GROUP BY delivery.state, delivery.reason""",
        day=day,
        chats=None if chats is None else many(chats),
    )
    return {(row["state"], row["reason"]): row["n"] for row in rows}


def told_between(shelf: Shelf, subscription: int, between: tuple[int, int]) -> set[int]:
    """The facts in the parts of the brief that told the news between two entries."""
    rows = shelf.rows(
        """SELECT told.value FROM delivery
           JOIN delivery_part ON delivery_part.delivery = delivery.id, json_each(delivery_part.facts) told
           WHERE delivery.subscription = :id AND delivery.first = :first AND delivery.last = :last""",
        id=subscription, first=between[0], last=between[1],
    )  # fmt: skip
    return {row[0] for row in rows}


def last_day(shelf: Shelf, subscription: int) -> str:
    """The last local day of a subscription in the ledger, '' before the first."""
    row = shelf.row("SELECT coalesce(max(day), '') FROM delivery WHERE subscription = :id", id=subscription)
    return str(row[0])


def delivery(row: Any) -> Delivery:
    """A brief from its row."""
    return Delivery.model_validate({name: row[name] for name in Delivery.model_fields})


def _part(row: Any) -> Part:
    return Part(
        part=row["part"], key=row["key"], facts=tuple(json.loads(row["facts"])), state=row["state"],
        reason=row["reason"], messages=tuple(json.loads(row["messages"])), sent_again=row["sent_again"],
    )  # fmt: skip
