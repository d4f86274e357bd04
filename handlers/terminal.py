"""The terminal: a page as plain text, one question, or a conversation; the second front end over `answer`."""

from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from tempfile import mkdtemp

from briefs.page import Choice, File, Line, Page, mark
from handlers.answer import answer
from handlers.desk import Desk
from handlers.request import Principal, Request

EXIT = {"answer": 0, "nothing": 1, "refusal": 1, "usage": 2}
"""Exit code of `ask` for each verdict of a page."""
OWNER = Principal(user_id=0, chat_id=0, role="admin")
"""Whoever has a terminal on this machine has the store in hand anyway."""
MARKS = {"bullet": "- ", "quote": "  | ", "heading": "\n"}


Answer = Callable[[Desk, Request], Page]


def request(text: str, now: datetime, key: str = "", tapped: bool = False) -> Request:
    """A request as the terminal brings it."""
    return Request(text=text, who=OWNER, where="terminal", when=now, key=key, tapped=tapped)


def plain(page: Page) -> str:
    """A page as plain text: the same words as on Telegram, buttons as numbered lines."""
    parts = [page.title, *map(_line, page.lines)]
    if page.sources:
        parts += ["", *(f"{mark(s.number)} {s.label}" for s in page.sources)]
    if page.choices:
        parts += ["", *(_choice(n, c) for n, c in enumerate(page.choices, 1))]
    return "\n".join(parts)


def shown(page: Page) -> str:
    """The page as plain text, with the places where its files were put, in a new folder for passing files."""
    if not page.files:
        return plain(page)
    folder = Path(mkdtemp(prefix="briefing-"))
    return "\n".join([plain(page), "", *(str(put(file, folder)) for file in page.files)])


def put(file: File, folder: Path) -> Path:
    """Write a file into a folder, under its own name without any path, and beside what is there."""
    name = Path(file.name.replace("\\", "/")).name or "file"
    target, count = folder / name, 1
    while target.exists():
        count += 1
        target = folder / f"{Path(name).stem}-{count}{Path(name).suffix}"
    target.write_bytes(file.data)
    return target


def _line(line: Line) -> str:
    cites = "".join(f" {mark(number)}" for number in line.cites)
    return f"{MARKS.get(line.role, '')}{line.text}{cites}"


def _choice(number: int, choice: Choice) -> str:
    said = "" if choice.command in ("", choice.label) else f"   {choice.command}"
    return f"  ({number}) {choice.label}{said}"


def converse(
    desk: Desk, read: Callable[[], str], clock: Callable[[], datetime], answer: Answer = answer
) -> Iterator[str]:
    """Greet, then answer each line that `read` brings until it raises EOFError; a number taps a button.

    When an answer awaits the words of a command, the next line without a command is put behind it.
    """
    page = answer(desk, request("/start", clock()))
    yield shown(page)
    while True:
        try:
            text = read().strip()
        except EOFError:
            return
        if text in ("exit", "quit", "/exit", "/quit"):
            return
        tapped = _tapped(page, text)
        if tapped is not None and tapped.copied:
            yield tapped.copied
            continue
        if tapped is not None:
            text = tapped.command
        elif page.expects and not text.startswith("/"):
            text = f"{page.expects} {text}"
        page = answer(desk, request(text, clock(), tapped=tapped is not None))
        yield shown(page)


def _tapped(page: Page, text: str) -> Choice | None:
    """The choice that a number stands for, when it does."""
    if text.isdecimal() and len(text) < 4 and 0 < int(text) <= len(page.choices):
        return page.choices[int(text) - 1]
    return None
