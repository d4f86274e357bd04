"""Changing: the way from a command to a change in the log, made once however often the request arrives."""

import uuid
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import TypeVar

from briefs import history as wording
from data.errors import NotAllowed, NotFound
from data.store import changes, facts, trail, undoing
from data.store.changes import Change, Deed, Edit
from data.store.shelf import Connection, Shelf
from data.values import StoredFact
from handlers.desk import Desk
from handlers.outgoing import owe
from handlers.people import ceiling_in
from handlers.request import Request


def deed(request: Request, what: str, detail: Mapping[str, str], why: str = "", key: str = "") -> Deed:
    """Who does what, when and why; the key is the draft's, the message's or the tap's own."""
    return Deed(
        key=key or request.key or f"once:{uuid.uuid4().hex}", what=what, who=request.who.user_id,
        name=request.who.name, at=request.when.astimezone(UTC).isoformat(timespec="seconds"), why=why,
        detail=detail,
    )  # fmt: skip


def changed(desk: Desk, one: Deed, work: Callable[[Edit], None]) -> Change:
    """Do and log a change in one transaction, and owe the log chat a line of it."""
    with desk.store.writing() as db:
        return tell_log(desk, db, changes.change(db, one, work))


Made = TypeVar("Made")
ABOUT_ARTICLE = (("article", "id"), ("fact", "article"), ("arrival", "article"), ("vanished", "article"))
"""The rows that a decision on an article may touch: table, and the column that holds its number."""


def recorded(
    desk: Desk, request: Request, what: str, article: int, work: Callable[[Connection], Made], why: str = ""
) -> Made:
    """Do what somebody decides on an article, in one transaction with its place in the log.

    It is taken back by deciding otherwise (/article N restore), and not by /undo.
    """
    results: list[Made] = []

    def watched(edit: Edit) -> None:
        with edit.watching([(table, column, article) for table, column in ABOUT_ARTICLE]):
            results.append(work(edit.db))
        edit.concerns("article", article)

    one = deed(request, "article", {"name": f"[{article}]", "line": what}, why)
    with desk.store.writing() as db:
        tell_log(desk, db, changes.change(db, one, watched))
        return results[0] if results else work(db)


def watched(
    desk: Desk, db: Connection, one: Deed, row: tuple[str, str, int], work: Callable[[Connection], None]
) -> Change:
    """Log, in the caller's transaction, what other functions of the store write in a row of people or chats.

    `row` is its table, the column of its key and its number; it is there before.
    """

    def noted(edit: Edit) -> None:
        with edit.watching([row]):
            work(edit.db)
        edit.concerns("person", row[2])

    return tell_log(desk, db, changes.change(db, one, noted))


def undone(desk: Desk, one: Deed, number: int) -> Change:
    """Undo a change in one transaction. Raises changes.Stale when what it wrote was changed since."""
    with desk.store.writing() as db:
        return tell_log(desk, db, undoing.undo(db, one, number))


def tell_log(desk: Desk, db: Connection, made: Change) -> Change:
    """Owe the log chat of the administrators one line for a change."""
    if desk.settings.log_chat is not None:
        chat = desk.settings.log_chat
        shelf = Shelf(db, desk.store.shelf().names, ceiling=ceiling_in(desk, chat))
        page = wording.logged(made, bool(trail.above(shelf, [made.id])))
        owe(db, f"log:{made.id}", chat, page, datetime.fromisoformat(made.at))
    return made


def made_before(desk: Desk, request: Request) -> Change | None:
    """The change that this very request made when it came the first time, or None."""
    return changes.with_key(desk.store.shelf().db, request.key) if request.key else None


def fact_numbered(desk: Desk, words: str) -> StoredFact:
    """The fact of a number ('12', '#12'), in whatever state. Raises NotFound."""
    number = words.strip().lstrip("#")
    fact = facts.get(desk.shelf, int(number)) if number.isdecimal() and len(number) < 12 else None
    if fact is None:
        raise NotFound(wording.no_fact(words.strip()))
    return fact


DOOR = ("approve", "deny")
"""Deeds that decide on who is let in."""


def allow_undo(desk: Desk, request: Request, change: Change) -> None:
    """An editor undoes what is their own, an administrator everything. Raises NotAllowed.

    Rights are given and taken, and people let in, by administrators alone, so only they undo that.
    """
    of_rights = change.what in DOOR or any(row.table == "person" for row in change.rows)
    if of_rights and request.who.role != "admin":
        raise NotAllowed(wording.not_yours(change))
    if change.who != request.who.user_id and request.who.role != "admin":
        raise NotAllowed(wording.not_yours(change))
