"""Access: who is let in: a wish, the question to the administrators, their decision, and who hears of it."""

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from briefs import entering
from briefs.dates import one as day
from briefs.granting import called
from briefs.language import _, speaking
from briefs.page import Page
from data.errors import BadUsage
from data.store import chats, reach
from data.store.chats import Chat, Person
from data.store.shelf import Connection
from handlers.changing import deed, watched
from handlers.desk import Desk
from handlers.granting import keep_one_admin
from handlers.outgoing import owe
from handlers.request import Request

NUMBER = re.compile(r"-?\d{1,19}")
GRACE: dict[chats.ChatState, timedelta] = {
    "new": timedelta(days=2),
    "asking": timedelta(days=2),
    "denied": timedelta(hours=1),
}
"""How long the bot stays in a group that nobody has let in, by the state of the group."""


def turned_away(desk: Desk, request: Request) -> Page | None:
    """The page for whoever was not let in, the same whatever they ask; None for those who were.

    A group that is met for the first time is asked about.
    """
    if request.where == "group" and _closed(desk, request.who.chat_id):
        chat = _met(desk, request)
        page = Page(title=entering.closed(chat.id, True), verdict="refusal")
        if request.who.role != "admin" or chat.state == "denied":
            return page
        return page.model_copy(update={"choices": entering.group_wish(chat.title, chat.id, "").choices})
    if request.who.role != "stranger":
        return None
    if request.where != "private":
        return Page(title=entering.closed(request.who.user_id, False), verdict="refusal")
    return Page(
        title=entering.closed(request.who.user_id, False),
        choices=(entering.request_button(),),
        verdict="refusal",
    )


def _closed(desk: Desk, number: int) -> bool:
    """Whether a group was denied, or has to be let in first."""
    chat = chats.chat(desk.shelf, number)
    state = chat.state if chat else "new"
    return state == "denied" or (desk.settings.access == "approved" and state != "approved")


def access(desk: Desk, request: Request) -> Page:
    """/access: ask the administrators to be let in; in a group, to let the group in."""
    if request.where == "group":
        return _group_access(desk, request)
    if request.who.role != "stranger" or request.who.user_id <= 0:
        return entering.in_already()
    number = request.who.user_id
    with desk.store.writing() as db:
        person = chats.person(desk.shelf, number)
        if person is not None and person.state == "denied":
            return entering.declined(number)
        if person is not None and person.state == "asking":
            return entering.waiting(number)
        now = _stamp(request.when)
        kept = Person(
            user_id=number, name=request.who.name, role="stranger", state="asking", granted_at=now,
            language=person.language if person else "",
        )  # fmt: skip
        chats.keep_person(db, kept)
        _ask(desk, db, number, now, request.when, lambda: entering.wish(request.who.name, number))
    return entering.asked(number)


def _group_access(desk: Desk, request: Request) -> Page:
    number = request.who.chat_id
    if not _closed(desk, number):
        return entering.group_welcome(request.bot_name)
    return entering.group_asks(_met(desk, request).id, request.bot_name)


def _met(desk: Desk, request: Request) -> Chat:
    """The group as it is known; one that is not known yet is kept and asked about."""
    number, now = request.who.chat_id, _stamp(request.when)
    known = chats.chat(desk.shelf, number)
    if known is not None and known.state in ("asking", "denied"):
        return known
    with desk.store.writing() as db:
        before = chats.chat(desk.shelf, number) or Chat(id=number, kind="group")
        if before.state in ("asking", "denied"):
            return before
        title = request.who.chat_title or before.title
        chat = before.model_copy(update={"state": "asking", "title": title, "since": now, "changed_by": None})
        chats.keep_chat(db, chat, now)
        by = request.who.name
        _ask(desk, db, chat.id, now, request.when, lambda: entering.group_wish(title, chat.id, by))
    return chat


def admins(desk: Desk) -> list[int]:
    """Everybody who decides: the settings' administrators and those who were granted it since."""
    granted = [p.user_id for p in chats.people(desk.shelf) if p.role == "admin" and p.state == "approved"]
    return list(dict.fromkeys([*desk.settings.admins, *granted]))


def _ask(desk: Desk, db: Connection, about: int, stamp: str, now: datetime, page: Callable[[], Page]) -> None:
    """Owe every administrator the question, each in their own language."""
    for admin in admins(desk):
        with speaking(language_in(desk, admin)):
            owe(db, f"wish:{about}:{stamp}:{admin}", admin, page(), now)


def language_in(desk: Desk, chat: int) -> str:
    """The language in which a chat is told what it did not ask for."""
    person = chats.person(desk.shelf, chat) if chat > 0 else None
    known = chats.chat(desk.shelf, chat)
    return (person.language if person else "") or (known.language if known else "") or desk.settings.language


def approve(desk: Desk, request: Request) -> Page:
    """/approve ID: let a person or a group in."""
    return _decide(desk, request, approved=True)


def deny(desk: Desk, request: Request) -> Page:
    """/deny ID: do not let a person or a group in, or no longer."""
    return _decide(desk, request, approved=False)


def _decide(desk: Desk, request: Request, approved: bool) -> Page:
    """Decide, unless a button is pressed on what was decided before: then say by whom."""
    if not NUMBER.fullmatch(request.words) or abs(int(request.words)) >= 2**63:
        verb = "approve" if approved else "deny"
        raise BadUsage(f"Usage: /{verb} ID, for example /{verb} {request.who.user_id or 41}")
    number, state = int(request.words), "approved" if approved else "denied"
    if number in desk.settings.admins:
        raise BadUsage("Who is an administrator by the settings can be changed there only.")
    with desk.store.writing() as db:
        before = _subject(desk, number)
        settled = before.state in ("approved", "denied")
        if settled and (before.state == state or request.tapped):
            return _told(desk, before, again=True)
        if not approved:
            keep_one_admin(desk, number)
        after = _after(before, approved, request)
        _log(desk, db, request, before, after)
        _introduce(desk, db, request)
        key = f"decided:{number}:{_stamp(request.when)}"
        with speaking(language_in(desk, number)):
            owe(db, key, number, _heard(after, request.bot_name), request.when)
    return _told(desk, after, again=False)


def _subject(desk: Desk, number: int) -> Person | Chat:
    """Whom a number means: people have positive ones. Somebody who never asked may be decided on too."""
    if number < 0:
        return chats.chat(desk.shelf, number) or Chat(id=number, kind="group")
    never = Person(user_id=number, name="", role="stranger", state="asking", granted_at="")
    return chats.person(desk.shelf, number) or never


def _after(before: Person | Chat, approved: bool, request: Request) -> Person | Chat:
    state, by, now = "approved" if approved else "denied", request.who.user_id, _stamp(request.when)
    if isinstance(before, Chat):
        return before.model_copy(update={"state": state, "changed_by": by, "since": now})
    role = "stranger" if not approved else "reader" if before.role == "stranger" else before.role
    return before.model_copy(update={"state": state, "role": role, "granted_by": by, "granted_at": now})


def _log(desk: Desk, db: Connection, request: Request, before: Person | Chat, after: Person | Chat) -> None:
    """Write what was decided, with its place in the log; the undo of it goes back to what was before."""
    if isinstance(before, Chat):
        name, row = called(before.id, before.title), ("chat", "id", before.id)
    else:
        name, row = called(before.user_id, before.name), ("person", "user_id", before.user_id)
    _keep(db, before, request)
    one = deed(request, "approve" if after.state == "approved" else "deny", {"name": name})
    watched(desk, db, one, row, lambda connection: _keep(connection, after, request))


def _keep(db: Connection, one: Person | Chat, request: Request) -> None:
    if isinstance(one, Person):
        chats.keep_person(db, one)
    else:
        chats.keep_chat(db, one, _stamp(request.when))


def _introduce(desk: Desk, db: Connection, request: Request) -> None:
    """Keep the name of whoever decides, so that the other administrators can be told it."""
    who = request.who
    if who.user_id > 0 and who.name and chats.person(desk.shelf, who.user_id) is None:
        chat = chats.chat(desk.shelf, who.user_id) or Chat(id=who.user_id, kind="private")
        chats.keep_chat(db, chat.model_copy(update={"title": who.name}), _stamp(request.when))


def _heard(after: Person | Chat, bot_name: str) -> Page:
    """What the one who was decided on hears."""
    if isinstance(after, Chat):
        return entering.group_welcome(bot_name) if after.state == "approved" else entering.group_declined()
    return entering.welcome() if after.state == "approved" else entering.declined(after.user_id)


def _told(desk: Desk, one: Person | Chat, again: bool) -> Page:
    approved = one.state == "approved"
    if isinstance(one, Chat):
        by, when = one.changed_by, one.since
        return entering.decided(one.title, one.id, approved, name_of(desk, by), day(when[:10]), again)
    by, when = one.granted_by, one.granted_at
    return entering.decided(one.name, one.user_id, approved, name_of(desk, by), day(when[:10]), again)


def name_of(desk: Desk, number: int | None) -> str:
    """The name of a person as the store knows it, else their number."""
    person = chats.person(desk.shelf, number) if number else None
    chat = chats.chat(desk.shelf, number) if number else None
    named = (person.name if person else "") or (chat.title if chat else "")
    return named or (str(number) if number else _("whoever runs the program"))


def overdue(desk: Desk, now: datetime) -> list[int]:
    """The groups that the bot has to leave: nobody has let them in, and the time for that is over."""
    states: list[chats.ChatState] = [*GRACE] if desk.settings.access == "approved" else ["denied"]
    found = [chats.standing(desk.shelf, [state], _stamp(now - GRACE[state])) for state in states]
    return [number for numbers in found for number in numbers]


def left(desk: Desk, number: int, now: datetime) -> None:
    """Note that the bot has left a group."""
    with desk.store.writing() as db:
        reach.gone(db, number, _stamp(now), "nobody let the group in")


def _stamp(now: datetime) -> str:
    """A moment as the store writes it: UTC, so that stamps can be compared as text."""
    return now.astimezone(UTC).isoformat(timespec="seconds")
