"""People: which role a principal has."""

from handlers.desk import Desk
from handlers.request import Role


def role_of(desk: Desk, user_id: int, chat_id: int) -> Role:
    """The role of a person in a chat: the first admins are in the settings; access `open` lets all read."""
    if user_id in desk.settings.admins:
        return "admin"
    return "reader" if desk.settings.access == "open" else "stranger"
