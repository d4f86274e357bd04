"""Owners: in a group the buttons of an answer obey whoever asked; who that is stands before the command."""

import re

from briefs.page import Choice, Page

OWNED = re.compile(r"(-?[0-9a-z]{1,13}):(?=/)")
BELOW = "+"
"""Begins the command of a button whose message has to stay."""
DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"


def owned(page: Page, asker: int) -> Page:
    """The page, its buttons marked with who asked (a negative number: the administrators of that group)."""
    choices = tuple(
        choice.model_copy(update={"command": f"{_written(asker)}:{choice.command}"})
        if choice.command.startswith("/")
        else choice
        for choice in page.choices
    )
    return page.model_copy(update={"choices": choices})


def lasting(choice: Choice) -> Choice:
    """The button of a message that has to stay: it is answered below the message, not in its place."""
    return choice.model_copy(update={"command": BELOW + choice.command})


def is_lasting(command: str) -> bool:
    """Whether the command of a button is answered below the message that carries it."""
    return command.startswith(BELOW)


def whose(command: str) -> tuple[int | None, str]:
    """Who asked, or None when that is not said; and the command itself."""
    command = command.removeprefix(BELOW)
    mark = OWNED.match(command)
    return (int(mark[1], 36), command[mark.end() :]) if mark else (None, command)


def _written(number: int) -> str:
    """A number in 36 digits, so that it takes little of the 64 bytes of a button."""
    digits, rest = "", abs(number)
    while rest:
        rest, digit = divmod(rest, 36)
        digits = DIGITS[digit] + digits
    return ("-" if number < 0 else "") + (digits or "0")
