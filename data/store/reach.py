"""Reach: chats that cannot be written to, that are back, or that became another chat."""

from data.store import outbox
from data.store.shelf import Connection

PATIENCE = 3
"""How often in a row a chat may be unknown to Telegram before it counts as gone."""
KEYED = {
    "outbox": "chat", "told": "chat", "expected": "chat", "subscription": "chat", "watch": "chat",
    "correction": "chat",
}  # fmt: skip
"""The tables that name a chat, and in which column; a new such table is one row here."""
ENDED = ("subscription", "watch")
"""Those of them whose rows others refer to: what the new chat has already is ended, not deleted."""


def gone(db: Connection, chat: int, now: str, reason: str) -> bool:
    """A chat cannot be written to: what it had set is kept. False when that was known."""
    db.execute(
        """INSERT INTO chat (id, kind, recorded_at) VALUES (?, iif(? > 0, 'private', 'group'), ?)
           ON CONFLICT DO NOTHING""",
        (chat, chat, now),
    )
    changed = db.execute(
        "UPDATE chat SET was = state, state = 'gone' WHERE id = ? AND state <> 'gone'", (chat,)
    ).rowcount
    outbox.drop_briefs(db, chat, now, reason)
    return bool(changed)


def back(db: Connection, chat: int) -> bool:
    """A chat can be written to again, as what it was before. False when it was not gone."""
    db.execute("UPDATE chat SET misses = 0 WHERE id = ? AND misses > 0", (chat,))
    return bool(
        db.execute(
            "UPDATE chat SET state = iif(was = '', 'new', was), was = '' WHERE id = ? AND state = 'gone'",
            (chat,),
        ).rowcount
    )


def missed(db: Connection, chat: int, now: str, reason: str) -> bool:
    """Telegram did not know a chat; after a few times in a row it is gone. Whether it is gone by that."""
    db.execute(
        """INSERT INTO chat (id, kind, state, recorded_at, misses)
           VALUES (?, iif(? > 0, 'private', 'group'), 'new', ?, 1)
           ON CONFLICT DO UPDATE SET misses = misses + 1""",
        (chat, chat, now),
    )
    misses = db.execute("SELECT misses FROM chat WHERE id = ?", (chat,)).fetchone()[0]
    return misses >= PATIENCE and gone(db, chat, now, reason)


def moved(db: Connection, old: int, new: int, now: str) -> bool:
    """A chat became another: its settings and everything that names it move. False when that was known."""
    known = db.execute("SELECT 1 FROM chat WHERE id = ? AND migrated_to = ?", (old, new)).fetchone()
    if known or old == new:
        return False
    for chat in (old, new):
        db.execute(
            "INSERT INTO chat (id, kind, recorded_at) VALUES (?, 'group', ?) ON CONFLICT DO NOTHING",
            (chat, now),
        )
    db.execute(SETTINGS, (old, new))
    db.execute("UPDATE chat SET migrated_to = ? WHERE id = ? OR migrated_to = ?", (new, old, old))
    for table, column in KEYED.items():
        db.execute(f"UPDATE OR IGNORE {table} SET {column} = ? WHERE {column} = ?", (new, old))
        doubled = f"UPDATE {table} SET state = 'ended'" if table in ENDED else f"DELETE FROM {table}"
        db.execute(f"{doubled} WHERE {column} = ?", (old,))
    return True


SETTINGS = """
UPDATE chat SET
    title = iif(before.title = '', chat.title, before.title),
    state = CASE WHEN before.state = 'gone' AND before.was <> '' THEN before.was
                 WHEN before.state IN ('new', 'gone') THEN chat.state ELSE before.state END,
    ceiling = coalesce(before.ceiling, chat.ceiling),
    language = iif(before.language = '', chat.language, before.language),
    zone = iif(before.zone = '', chat.zone, before.zone),
    brief_at = iif(before.brief_at = '', chat.brief_at, before.brief_at),
    quiet = iif(before.quiet = '', chat.quiet, before.quiet),
    misses = 0, changed_by = before.changed_by, since = before.since
FROM (SELECT * FROM chat WHERE id = ?) AS before WHERE chat.id = ?
"""
"""What the old chat had set goes to the new one; what it had not set stays as the new one has it."""
