"""Chats and people, as rows of the store: who was let in, with which role, and how each chat wants it."""

from collections.abc import Iterable
from typing import Any, Literal

from data.dates import Value
from data.store.shelf import Connection, Shelf, many

Role = Literal["stranger", "reader", "editor", "admin"]
PersonState = Literal["asking", "approved", "denied"]
ChatState = Literal["new", "asking", "approved", "denied", "gone"]
ChatKind = Literal["private", "group", "channel"]


class Person(Value):
    """Somebody who was let in, asked to be, or was denied."""

    user_id: int
    name: str
    role: Role
    state: PersonState
    language: str = ""
    granted_by: int | None = None
    """Who decided."""
    granted_at: str
    """When it came to its state, ISO 8601 UTC."""


class Chat(Value):
    """A chat and its own settings; '' and None stand for the default."""

    id: int
    kind: ChatKind
    title: str = ""
    state: ChatState = "new"
    ceiling: int | None = None
    """The highest marking it may be shown, as an index into TLP."""
    language: str = ""
    zone: str = ""
    numbers: str = ""
    """How numbers of ours are written: a name of briefs.language.NUMBERS, '' for plain digits."""
    brief_at: str = ""
    """Local time of the brief, 'HH:MM'."""
    quiet: str = ""
    """Local hours without briefs and notices, 'HH:MM-HH:MM'."""
    changed_by: int | None = None
    """Who decided on its state."""
    since: str = ""
    """When it came to its state, ISO 8601 UTC."""


def person(shelf: Shelf, user_id: int) -> Person | None:
    """The person of this id, or None when they never asked."""
    row = shelf.row("SELECT * FROM person WHERE user_id = :id", id=user_id)
    return Person.model_validate(dict(row)) if row else None


def people(shelf: Shelf) -> list[Person]:
    """Everybody who is known, admins first."""
    rows = shelf.rows(
        """SELECT * FROM person
           ORDER BY instr('admin editor reader stranger', role), name, user_id"""
    )
    return [Person.model_validate(dict(row)) for row in rows]


def keep_person(db: Connection, one: Person) -> None:
    """Write a person, new or changed."""
    db.execute(
        """INSERT INTO person (user_id, name, role, state, language, granted_by, granted_at)
           VALUES (:user_id, :name, :role, :state, :language, :granted_by, :granted_at)
           ON CONFLICT (user_id) DO UPDATE SET name = :name, role = :role, state = :state,
           language = :language, granted_by = :granted_by, granted_at = :granted_at""",
        one.model_dump(),
    )


def chat(shelf: Shelf, number: int) -> Chat | None:
    """The chat of this id, or the one it became, or None."""
    row = shelf.row(
        """SELECT now.* FROM chat JOIN chat now ON now.id = coalesce(chat.migrated_to, chat.id)
           WHERE chat.id = :id""",
        id=number,
    )
    return _chat(row) if row else None


def _chat(row: Any) -> Chat:
    return Chat.model_validate({name: row[name] for name in Chat.model_fields})


def keep_chat(db: Connection, one: Chat, now: str) -> None:
    """Write a chat, new or changed."""
    db.execute(
        """INSERT INTO chat (id, kind, title, state, ceiling, language, zone, numbers, brief_at, quiet,
                             changed_by, since, recorded_at)
           VALUES (:id, :kind, :title, :state, :ceiling, :language, :zone, :numbers, :brief_at, :quiet,
                   :changed_by, :since, :now)
           ON CONFLICT (id) DO UPDATE SET title = :title, state = :state, ceiling = :ceiling,
           language = :language, zone = :zone, numbers = :numbers, brief_at = :brief_at, quiet = :quiet,
           changed_by = :changed_by, since = :since""",
        {**one.model_dump(), "now": now},
    )


def standing(shelf: Shelf, states: Iterable[ChatState], before: str) -> list[int]:
    """The groups that have been in one of these states since before a moment."""
    rows = shelf.rows(
        """SELECT id FROM chat WHERE kind = 'group' AND migrated_to IS NULL
           AND state IN (SELECT value FROM json_each(:states)) AND since < :before ORDER BY id""",
        states=many(states), before=before,
    )  # fmt: skip
    return [row["id"] for row in rows]


def menu(shelf: Shelf, scope: str) -> str:
    """The fingerprint of the menu that Telegram was last given for a scope, '' when it was given none."""
    row = shelf.row("SELECT fingerprint FROM menu WHERE scope = :scope", scope=scope)
    return row["fingerprint"] if row else ""


def keep_menu(db: Connection, scope: str, fingerprint: str) -> None:
    """Note which menu Telegram was given for a scope."""
    db.execute("INSERT OR REPLACE INTO menu (scope, fingerprint) VALUES (?, ?)", (scope, fingerprint))
