"""COMMANDS: the table of everything that can be asked; a new command is one function and one row."""

import re
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

from briefs import asides, helping, notices
from briefs.dates import say
from briefs.language import N_, _, unmarked
from briefs.lines import note
from briefs.page import Choice, Page
from data.dates import DateSpan
from data.digits import plainly_numbered
from data.errors import BadUsage, BriefingError, NotFound
from data.reading.dates import parse
from data.store.shelf import NOW
from handlers import links
from handlers.asked import ASKED
from handlers.command import Command
from handlers.desk import Desk
from handlers.kept import KEPT
from handlers.pages import sourced
from handlers.request import Request
from handlers.rights import allow, usable
from handlers.sent import SENT
from handlers.showing import shown
from handlers.start import start

COMMAND = re.compile(r"/([A-Za-z0-9_]{1,32})(?:@([A-Za-z0-9_]{1,32}))?(?=\s|$)\s*(.*)", re.DOTALL)
LONGEST = 4096
"""Characters of a request: what one Telegram message can hold."""


def help_(desk: Desk, request: Request) -> Page:
    """Every command that this person may use here with its example, or the one that is named."""
    name = request.words.lstrip("/").casefold()
    if name and name not in COMMANDS:
        unknown = _("There is no command {command}.", command=f"/{name}")
        raise NotFound("\n".join((unknown, _("Send /help for all of them."))))
    chosen = [COMMANDS[name]] if name else [c for c in COMMANDS.values() if usable(c.right, request)]
    return helping.commands((c.usage, c.about, c.example) for c in chosen)


def begin(desk: Desk, request: Request) -> Page:
    """/start: the first words, or the page that a link opens; a link never changes or decides anything."""
    if request.words in ("", links.BEGIN):
        return start(desk, request)
    try:
        command, words = understand(links.opened(desk, request.words) or "")
    except BadUsage:
        return start(desk, request, unknown=True)
    if not command.linkable:
        return start(desk, request, unknown=True)
    allow(command.right, command.name, request)
    return shown(desk, request, command, words)


def dated(words: str) -> tuple[str, DateSpan, str]:
    """The date that words begin with, as written and as read, and what follows it.

    Raises BadUsage when they do not begin with a date, or nothing follows.
    """
    tokens = words.split()
    command = next((at for at, token in enumerate(tokens) if token.startswith("/")), 3)
    for cut in range(min(command, 3), 0, -1):
        day, rest = " ".join(tokens[:cut]), " ".join(tokens[cut:])
        when = parse(day) if rest and any(c.isdigit() for c in day) else None
        if when is not None and when.latest is not None:
            return day, when, rest
    raise BadUsage(helping.usage("/asof DATE COMMAND", ["/asof 2026-11-05 /actor Naqvi"]))


def _after(day: date) -> str:
    """The end of a day, ISO 8601 UTC."""
    return datetime.combine(day + timedelta(days=1), time(), UTC).isoformat(timespec="seconds")


def asof(desk: Desk, request: Request) -> Page:
    """A command as it would have been answered at the end of a day: only what was recorded by then."""
    day, when, rest = dated(request.words)
    last = when.latest or date.max
    command, words = understand(rest)
    if command.handle is asof:
        raise BadUsage(_("One date is enough, for example /asof 2026-11-05 /actor Naqvi"))
    allow(command.right, command.name, request)
    if command.right.writes:
        raise BadUsage(
            _(
                "{command} changes the store; it cannot be asked as of another day.",
                command=f"/{command.name}",
            )
        )
    moment = NOW if last.year == date.max.year else _after(last)
    began = desk.shelf.began()
    if began and moment < began:
        raise NotFound(notices.too_early(say(when), began))
    desk = replace(desk, at=moment, asked=rest if desk.asked else "")
    then = _told(command, desk, request.model_copy(update={"words": words}))
    remark = note(_("As the store stood at the end of {day}.", day=say(when)))
    choices = tuple(_at_that_day(choice, day) for choice in then.choices)
    return then.model_copy(update={"lines": (remark, *then.lines), "choices": choices})


def _told(command: Command, desk: Desk, request: Request) -> Page:
    """What a command answers, also where that is an error: what it cites is of the same day."""
    try:
        return command.handle(desk, request)
    except BriefingError as error:
        return sourced(desk, notices.of(error))


def _at_that_day(choice: Choice, day: str) -> Choice:
    """A button that stays in the past."""
    past = f"/asof {day} {choice.command}" if choice.command else ""
    return choice.model_copy(update={"command": past})


def understand(text: str) -> tuple[Command, str]:
    """The command that is asked for and the words after it; plain words ask for whatever has that name."""
    text = clean(text)
    if not any(c.isalnum() for c in text):
        raise BadUsage(_("Send a name or a command, for example /actor Naqvi; /help lists them all."))
    if not text.startswith("/"):
        return COMMANDS["ask"], plainly_numbered(text)
    asked = COMMAND.match(text)
    command = COMMANDS.get(asked[1].casefold()) if asked else None
    if asked is None or command is None:
        raise BadUsage(
            _("There is no command {command}; /help lists them all.", command=text.split()[0][:40])
        )
    words = asked[3].strip()
    return command, words if command.verbatim else plainly_numbered(words)


def meant(request: Request) -> tuple[Command, str]:
    """The command that a request asks for: what an editor sends in private to be read asks for /add."""
    text, attached = request.text, request.attached
    forwarded = attached is not None and attached.sent is not None
    if text.startswith("/") and not forwarded:
        return understand(text)
    long = len(text) > PASTED or BARE_LINK.fullmatch(text.strip())
    edits = request.where == "private" and request.who.role in ("editor", "admin")
    if "add" in COMMANDS and edits and (attached is not None or long):
        return COMMANDS["add"], "" if forwarded else text.strip()
    if attached is not None:
        raise BadUsage(asides.not_a_question())
    return understand(text)


PASTED = 400
"""Characters from which a text is no question but something to be read."""
BARE_LINK = re.compile(r"https?://\S+", re.IGNORECASE)


def clean(text: str) -> str:
    """The text without control and direction marks, white space folded, at most LONGEST characters."""
    kept = "".join(c if c.isprintable() or c == "\u200c" else " " for c in unmarked(text)[:LONGEST])
    return " ".join(kept.split())


def close(desk: Desk, request: Request) -> Page:
    """An answer put away, with a button that opens it again.

    Somebody else may have written the words: like a link, the button never changes or decides anything.
    """
    again = Choice(label=_("Open again"), command=request.words)
    return Page(title=_("Closed"), choices=(again,) if _opens(request.words) else ())


def _opens(words: str) -> bool:
    """Whether words are a command that a link might open, too."""
    try:
        command, _words = understand(words)
    except BadUsage:
        return False
    return words.startswith("/") and command.linkable


FIRST: tuple[Command, ...] = (
    Command("start", "", N_("what this bot is and how to begin"), "/start", begin),
    Command("help", "[COMMAND]", N_("every command with an example"), "/help actor", help_),
)
PAST: tuple[Command, ...] = (
    Command(
        "asof",
        "DATE COMMAND",
        N_("an answer as the store stood then"),
        "/asof 2030-01-01 /actor Naqvi",
        asof,
    ),
    Command("close", "[COMMAND]", N_("put an answer away"), "/close /actor Naqvi", close),
)
COMMANDS: dict[str, Command] = {command.name: command for command in (*FIRST, *ASKED, *PAST, *SENT, *KEPT)}
"""Every command by its name, in the order of /help."""
