"""The outbox: messages that are owed to chats, durable until it is known what became of them."""

import json
from collections.abc import Iterable, Sequence
from typing import Any, Literal

from data.dates import Value
from data.store.shelf import Connection, Shelf, many

Sort = Literal["answer", "notice", "brief"]
State = Literal["due", "sending", "sent", "uncertain", "failed", "skipped"]


class Owed(Value):
    """One message that is owed: to whom, what, and what became of it."""

    id: int
    key: str
    """Unique: what is put twice under one key is sent once."""
    chat: int
    topic: int | None
    sort: Sort
    page: str
    """The page as JSON; the words are fixed when it is put, not when it is sent."""
    reply_to: int | None
    state: State
    messages: tuple[int, ...]
    """Telegram's ids of the messages it was sent as, part by part; 0 for a part that may have arrived."""
    reason: str
    changed_at: str


def put(
    db: Connection, key: str, chat: int, page: str, now: str, *, sort: Sort = "notice",
    topic: int | None = None, reply_to: int | None = None, not_before: str = "",
) -> int | None:  # fmt: skip
    """Owe a chat a page (JSON) from `not_before` on (ISO 8601 UTC); its number, None when the key is there.

    Part of the caller's transaction: the message is owed if and only if what it tells of happened.
    """
    cursor = db.execute(
        """INSERT INTO outbox (key, chat, topic, sort, page, reply_to, not_before, recorded_at, changed_at)
           VALUES (?, coalesce((SELECT migrated_to FROM chat WHERE id = ?), ?), ?, ?, ?, ?, ?, ?, ?)
           ON CONFLICT (key) DO NOTHING""",
        (key, chat, chat, topic, sort, page, reply_to, not_before, now, now),
    )
    return cursor.lastrowid if cursor.rowcount else None


def due(shelf: Shelf, now: str, limit: int = 100, beside: Iterable[int] = ()) -> list[Owed]:
    """What may leave now, in the order it was put, answers first, then notices, then briefs.

    Without the chats `beside`, which have to wait, and without those that cannot be reached.
    """
    rows: list[Any] = []
    for sort in ("answer", "notice", "brief"):
        rows += shelf.rows(
            """SELECT * FROM outbox WHERE state = 'due' AND sort = :sort AND not_before <= :now
               AND chat NOT IN (SELECT value FROM json_each(:beside))
               AND chat NOT IN (SELECT id FROM chat WHERE state = 'gone')
               ORDER BY not_before, id LIMIT :limit""",
            sort=sort, now=now, beside=many(beside), limit=limit - len(rows),
        )  # fmt: skip
    return [owed(row) for row in rows]


def next_due(shelf: Shelf, now: str) -> str | None:
    """The next moment after `now` (ISO 8601 UTC) at which something may leave, or None."""
    row = shelf.row(
        """SELECT min(not_before) AS moment FROM (
               SELECT (SELECT min(not_before) FROM outbox
                       WHERE state = 'due' AND sort = value AND not_before > :now) AS not_before
               FROM json_each('["answer", "notice", "brief"]'))""",
        now=now,
    )
    return str(row["moment"]) if row["moment"] else None


def begin(db: Connection, number: int, parts: int, now: str) -> None:
    """Note, before a request leaves, that the next of so many parts of a message is on its way."""
    db.execute(
        "UPDATE outbox SET state = 'sending', parts = ?, changed_at = ? WHERE id = ?", (parts, now, number)
    )


def postpone(db: Connection, number: int, until: str, now: str, reason: str = "") -> None:
    """Owe a message, or what is left of it, again from a later moment on; it certainly did not leave."""
    db.execute(
        "UPDATE outbox SET state = 'due', not_before = ?, reason = ?, changed_at = ? WHERE id = ?",
        (until, reason, now, number),
    )


def move(
    db: Connection, number: int, state: State, now: str, messages: Sequence[int] = (), reason: str = ""
) -> None:
    """Note what became of a message; 'sending' is written before the request leaves."""
    db.execute(
        """UPDATE outbox SET state = ?, messages = CASE WHEN ? = '[]' THEN messages ELSE ? END,
           reason = ?, changed_at = ? WHERE id = ?""",
        (state, json.dumps(list(messages)), json.dumps(list(messages)), reason, now, number),
    )


def doubt(db: Connection, now: str) -> int:
    """After a crash: what was being sent may have arrived, so it is uncertain and not sent again.

    Of a message in several parts those that were not yet begun are still due.
    """
    return db.execute(
        """UPDATE outbox SET messages = json_insert(messages, '$[#]', 0), changed_at = ?,
           reason = 'stopped while sending part ' || (json_array_length(messages) + 1),
           state = iif(parts > json_array_length(messages) + 1, 'due', 'uncertain')
           WHERE state = 'sending'""",
        (now,),
    ).rowcount


def drop_briefs(db: Connection, chat: int, now: str, reason: str) -> int:
    """Briefs that are due to a chat that cannot be reached have failed; its notices wait for its return."""
    return db.execute(
        """UPDATE outbox SET state = 'failed', reason = ?, changed_at = ?
           WHERE chat = ? AND state = 'due' AND sort = 'brief'""",
        (reason, now, chat),
    ).rowcount


def sweep(db: Connection, before: str) -> int:
    """Forget the words of what was settled before a moment; that it was, and how, is kept."""
    return db.execute(
        """UPDATE outbox SET page = '{}' WHERE changed_at < ? AND page <> '{}'
           AND state IN ('sent', 'uncertain', 'failed', 'skipped')""",
        (before,),
    ).rowcount


def get(shelf: Shelf, key: str) -> Owed | None:
    """What is owed under a key, or None."""
    row = shelf.row("SELECT * FROM outbox WHERE key = :key", key=key)
    return owed(row) if row else None


def owed(row: Any) -> Owed:
    """A message from its row."""
    return Owed(
        id=row["id"], key=row["key"], chat=row["chat"], topic=row["topic"], sort=row["sort"],
        page=row["page"], reply_to=row["reply_to"], state=row["state"],
        messages=tuple(json.loads(row["messages"])), reason=row["reason"], changed_at=row["changed_at"],
    )  # fmt: skip


def note_told(
    db: Connection, chat: int, topic: int | None, facts: Iterable[int], message: int | None, now: str
) -> None:
    """Note which facts a chat was told, by which message; the first telling is kept."""
    db.executemany(
        """INSERT INTO told (chat, topic, fact, message, at) VALUES (?, ?, ?, ?, ?)
           ON CONFLICT DO NOTHING""",
        [(chat, topic or 0, fact, message, now) for fact in facts],
    )


def told(shelf: Shelf, fact: int) -> list[tuple[int, int | None, int | None]]:
    """The chats that were told a fact: (chat, topic, message)."""
    rows = shelf.rows("SELECT chat, topic, message FROM told WHERE fact = :fact ORDER BY at, chat", fact=fact)
    return [(row["chat"], row["topic"] or None, row["message"]) for row in rows]
