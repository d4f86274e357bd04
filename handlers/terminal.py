"""The terminal: a page as plain text, one question, or a conversation; the second front end over `answer`."""

from collections.abc import Callable, Iterator
from datetime import datetime

from briefs.page import Choice, Line, Page, mark
from handlers.answer import answer
from handlers.desk import Desk
from handlers.request import Principal, Request

EXIT = {"answer": 0, "nothing": 1, "refusal": 1, "usage": 2}
"""Exit code of `ask` for each verdict of a page."""
OWNER = Principal(user_id=0, chat_id=0, role="admin")
"""Whoever has a terminal on this machine has the store in hand anyway."""
MARKS = {"bullet": "- ", "quote": "  | ", "heading": "\n"}


def request(text: str, now: datetime, key: str = "") -> Request:
    """A request as the terminal brings it."""
    return Request(text=text, who=OWNER, where="terminal", when=now, key=key)


def plain(page: Page) -> str:
    """A page as plain text: the same words as on Telegram, buttons as numbered lines."""
    parts = [page.title, *map(_line, page.lines)]
    if page.sources:
        parts += ["", *(f"{mark(s.number)} {s.label}" for s in page.sources)]
    if page.choices:
        parts += ["", *(_choice(n, c) for n, c in enumerate(page.choices, 1))]
    return "\n".join(parts)


def _line(line: Line) -> str:
    cites = "".join(f" {mark(number)}" for number in line.cites)
    return f"{MARKS.get(line.role, '')}{line.text}{cites}"


def _choice(number: int, choice: Choice) -> str:
    shown = choice.label if choice.label == choice.command else f"{choice.label}   {choice.command}"
    return f"  ({number}) {shown}"


def converse(desk: Desk, read: Callable[[], str], clock: Callable[[], datetime]) -> Iterator[str]:
    """Greet, then answer each line that `read` brings until it raises EOFError; a number taps a button."""
    page = answer(desk, request("/start", clock()))
    yield plain(page)
    while True:
        try:
            text = read().strip()
        except EOFError:
            return
        if text in ("exit", "quit", "/exit", "/quit"):
            return
        if text.isdecimal() and len(text) < 4 and 0 < int(text) <= len(page.choices):
            text = page.choices[int(text) - 1].command
        page = answer(desk, request(text, clock()))
        yield plain(page)
