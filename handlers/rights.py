"""Rights: the one check that stands between a request and a command."""

from dataclasses import dataclass

from briefs import entering, notices
from briefs.language import _
from data.errors import NotAllowed
from handlers.request import EVERYWHERE, ROLES, Request, Role, Where


@dataclass(frozen=True)
class Right:
    """Who may use a command, and where."""

    role: Role = "reader"
    """The least role that may use it."""
    where: tuple[Where, ...] = EVERYWHERE
    group_admins: bool = False
    """In a group it is for the group's administrators, and for the bot's own."""
    writes: bool = False
    """Whether it changes what is stored; such a command is never answered as of another day."""
    entry: bool = False
    """Whether it may be used before this person or group was let in: it says nothing of the store."""
    reads: bool = False
    """Whether it reads what came with a message and obeys none of it, so that it may be forwarded."""


READER = Right()
ADMIN = Right(role="admin", where=("private", "terminal"))
"""For administrators, out of the sight of a group."""


def refuse_strangers(request: Request) -> None:
    """Raises NotAllowed for whoever was not let in, whatever they typed."""
    if request.who.role == "stranger":
        raise NotAllowed(entering.closed(request.who.user_id, False))


def usable(right: Right, request: Request) -> bool:
    """Whether this person may use a command of this right here."""
    return fits(right, request.who.role, request.where, _runs(request))


def fits(right: Right, role: Role, where: Where, runs_group: bool = False) -> bool:
    """Whether a command of this right may be used there in this role."""
    least = ROLES.index(role) >= ROLES.index(right.role)
    return least and where in right.where and (where != "group" or runs_group or not right.group_admins)


def allow(right: Right, name: str, request: Request) -> None:
    """The only permission check: raises NotAllowed when this person may not use this command here."""
    if right.role != "stranger":
        refuse_strangers(request)
    if ROLES.index(request.who.role) < ROLES.index(right.role):
        raise NotAllowed(notices.for_role(name, right.role))
    if right.role in HELD and _is_nobody(request):
        raise NotAllowed(
            _("/{name} is for a person: not for a channel or a hidden administrator.", name=name)
        )
    if right.role in HELD and not right.reads and _is_forwarded(request):
        raise NotAllowed(_("/{name} was forwarded; a forwarded command is not obeyed.", name=name))
    if request.where not in right.where:
        raise NotAllowed(notices.works_in(name, right.where))
    if request.where == "group" and right.group_admins and not _runs(request):
        if request.who.user_id <= 0:
            raise NotAllowed(_("Send {command} under your own name, not as the group.", command=f"/{name}"))
        raise NotAllowed(_("In a group {command} is for its administrators only.", command=f"/{name}"))


HELD: tuple[Role, ...] = ("editor", "admin")
"""Roles that are held by a person, and used in messages of their own."""
ANONYMOUS = 1087968824
"""Telegram's stand-in for every administrator who hides behind the group."""


def _is_nobody(request: Request) -> bool:
    """Whether nobody in particular asks; the terminal's owner is somebody."""
    return request.where != "terminal" and (request.who.user_id <= 0 or request.who.user_id == ANONYMOUS)


def _is_forwarded(request: Request) -> bool:
    """Whether the message is somebody else's; it has a date of its own, whoever that was."""
    attached = request.attached
    return attached is not None and (bool(attached.origin) or attached.sent is not None)


def _runs(request: Request) -> bool:
    return request.who.runs_group or request.who.role == "admin"
