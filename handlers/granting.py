"""/grant, /revoke and /people: who may read, edit and administer; every change of a right is in the log."""

import re

from briefs import granting as wording
from briefs.page import Page
from data.errors import BadUsage, NotFound
from data.store import chats
from data.store.changes import Edit
from data.store.chats import Person
from handlers.changing import changed, deed, made_before
from handlers.desk import Desk
from handlers.request import Request

GRANTED: tuple[chats.Role, ...] = ("reader", "editor", "admin")
ASKED = re.compile(r"(\d{1,15}|@?\S.{0,80}?)\s+(reader|editor|admin)", re.IGNORECASE)
USAGE = "Usage: /grant ID or @name ROLE, for example /grant 41 editor; a role is reader, editor or admin."


def grant(desk: Desk, request: Request) -> Page:
    """Give somebody a role."""
    asked = ASKED.fullmatch(request.words)
    if asked is None:
        raise BadUsage(USAGE)
    role: chats.Role = next(one for one in GRANTED if one == asked[2].casefold())
    user = numbered(desk, asked[1])
    if user in desk.settings.admins:
        raise BadUsage(wording.by_settings(user))
    if role != "admin":
        keep_one_admin(desk, user)
    held = chats.person(desk.shelf, user)
    return _changed(desk, request, "grant", user, held, role, "approved")


def revoke(desk: Desk, request: Request) -> Page:
    """Take somebody's rights; they are told nothing more than any stranger."""
    if not request.words:
        raise BadUsage("Usage: /revoke ID or @name, for example /revoke 41")
    user = numbered(desk, request.words)
    if user in desk.settings.admins:
        raise BadUsage(wording.by_settings(user))
    held = chats.person(desk.shelf, user)
    if held is None:
        raise NotFound(f"Nobody with the number {user} is known; /people lists everybody.")
    if made_before(desk, request) is None:
        keep_one_admin(desk, user)
    return _changed(desk, request, "revoke", user, held, "stranger", "denied")


def _changed(
    desk: Desk, request: Request, what: str, user: int, held: Person | None, role: chats.Role,
    state: chats.PersonState,
) -> Page:  # fmt: skip
    name = wording.called(user, held.name if held else "")
    detail = {"name": name, "other": role, "before": held.role if held else "stranger"}
    one = deed(request, what, detail)
    values = {"role": role, "state": state, "granted_by": request.who.user_id, "granted_at": one.at}

    def work(edit: Edit) -> None:
        key = {"user_id": user}
        if held is None:
            edit.insert("person", {**key, "name": "", "language": "", **values}, ("user_id",))
        else:
            edit.update("person", key, values)
        edit.concerns("person", user)

    made = changed(desk, one, work)
    return wording.granted(made) if what == "grant" else wording.revoked(made)


def keep_one_admin(desk: Desk, user: int) -> None:
    """Raises BadUsage when nobody would be left to administer."""
    admins = {
        one.user_id for one in chats.people(desk.shelf) if one.role == "admin" and one.state == "approved"
    }
    if user in admins and not (admins | set(desk.settings.admins)) - {user}:
        raise BadUsage(wording.last_admin())


def numbered(desk: Desk, words: str) -> int:
    """The user id that is meant: a number, or the name of somebody known. Raises NotFound, BadUsage."""
    bare = words.strip().lstrip("@")
    if bare.isdecimal() and len(bare) < 16 and int(bare) > 0:
        return int(bare)
    found = [one for one in chats.people(desk.shelf) if _bears(one.name, bare)]
    if len(found) > 1:
        raise BadUsage(wording.several(bare, found))
    if not found:
        raise NotFound(f"Nobody called “{words[:60]}” is known; /people lists everybody.")
    return found[0].user_id


def _bears(name: str, asked: str) -> bool:
    """Whether a person is called so: the whole name, or the @name that stands in it."""
    folded = name.casefold()
    parts = {folded, folded.lstrip("@"), *(part.strip("()@,") for part in folded.split() if "@" in part)}
    return asked.casefold() in parts


def people(desk: Desk, request: Request) -> Page:
    """Everybody with a role, admins first, ten on a page."""
    words = request.words.removeprefix("page").strip()
    number = int(words) if words.isdecimal() and len(words) < 5 else 1
    return wording.people(desk.settings.admins, chats.people(desk.shelf), max(number, 1))
