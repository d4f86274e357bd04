"""Menus: the commands that Telegram offers to whom and where, and in which words; made from COMMANDS."""

from dataclasses import dataclass

from briefs import helping
from briefs.language import _, speaking
from handlers.commands import COMMANDS
from handlers.request import Role, Where
from handlers.rights import fits

LONGEST = 256
"""Telegram's limit for what is said of a command."""
MOST = 100
"""Telegram's limit for the commands of one menu."""


@dataclass(frozen=True)
class Scope:
    """Those who see one menu, by Telegram's name for them."""

    name: str
    where: Where
    runs_group: bool = False


SCOPES = (
    Scope("default", "private"),
    Scope("all_private_chats", "private"),
    Scope("all_group_chats", "group"),
    Scope("all_chat_administrators", "group", runs_group=True),
)
"""The menus that everybody sees; who may do more has one of their own in the private chat."""


def menu(role: Role, where: Where, language: str, runs_group: bool = False) -> tuple[tuple[str, str], ...]:
    """The commands that may be used there, each with what it is for, in the order of COMMANDS."""
    with speaking(language):
        rows = [
            (command.name, _(command.about)[:LONGEST])
            for command in COMMANDS.values()
            if fits(command.right, role, where, runs_group)
        ]
    return tuple(rows[:MOST])


def descriptions(language: str) -> tuple[str, str]:
    """What Telegram shows in an empty chat, and in the profile."""
    with speaking(language):
        return helping.description(), helping.short_description()
