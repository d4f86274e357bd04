"""Rights: the one check that stands between a request and a command."""

from briefs import notices
from data.errors import NotAllowed
from handlers.request import ROLES, Request, Role


def refuse_strangers(request: Request) -> None:
    """Raises NotAllowed for whoever was not let in, whatever they typed."""
    if request.who.role == "stranger":
        raise NotAllowed(notices.stranger(request.who.user_id))


def allow(role: Role, name: str, request: Request) -> None:
    """The only permission check: raises NotAllowed when the principal's role is less than the command's."""
    refuse_strangers(request)
    if ROLES.index(request.who.role) < ROLES.index(role):
        raise NotAllowed(f"/{name} is for {role}s only.")
