"""COMMANDS: the table of everything that can be asked; a new command is one function and one row."""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta

from briefs import helping
from briefs.dates import say
from briefs.language import N_, _, unmarked
from briefs.lines import note
from briefs.page import Choice, Page
from data.dates import DateSpan
from data.errors import BadUsage, NotFound
from data.reading.dates import parse
from data.store.shelf import NOW
from handlers import (
    access,
    adding,
    briefing,
    cards,
    chat_settings,
    exporting,
    grading,
    granting,
    reviewing,
    source,
)
from handlers.about import about
from handlers.asking import asking
from handlers.comparing import compare
from handlers.desk import Desk
from handlers.editing import restore, undo, withdraw
from handlers.figures import figure
from handlers.history import audit, history
from handlers.merging import alias, kind, merge, planned, rename, split
from handlers.offices import who
from handlers.operations import backup, health
from handlers.proof import why
from handlers.quotes import quote
from handlers.request import Request, Where
from handlers.rights import ADMIN, READER, Right, allow, usable
from handlers.searching import searching
from handlers.start import start
from handlers.timelines import timelines
from handlers.upcoming import upcoming

COMMAND = re.compile(r"/([A-Za-z0-9_]{1,32})(?:@([A-Za-z0-9_]{1,32}))?(?=\s|$)\s*(.*)", re.DOTALL)
LONGEST = 4096
"""Characters of a request: what one Telegram message can hold."""
Handle = Callable[[Desk, Request], Page]


@dataclass(frozen=True)
class Command:
    """One command: how it is called, what it is for, who may use it and the function that answers."""

    name: str
    words: str
    """What follows the name, in capitals; '' when nothing does. In brackets when it may be left out."""
    about: str
    example: str
    handle: Handle
    right: Right = READER
    """Who may use it, and where."""

    @property
    def usage(self) -> str:
        """'/actor NAME'."""
        return f"/{self.name} {self.words}".rstrip()


def help_(desk: Desk, request: Request) -> Page:
    """Every command that this person may use here with its example, or the one that is named."""
    name = request.words.lstrip("/").casefold()
    if name and name not in COMMANDS:
        unknown = _("There is no command /{name}.", name=name)
        raise NotFound("\n".join((unknown, _("Send /help for all of them."))))
    chosen = [COMMANDS[name]] if name else [c for c in COMMANDS.values() if usable(c.right, request)]
    return helping.commands((c.usage, c.about, c.example) for c in chosen)


def begin(desk: Desk, request: Request) -> Page:
    """/start: the first words, or the page that a link opens; a link never changes or decides anything."""
    if not request.words:
        return start(desk, request)
    try:
        command, words = understand(request.words)
    except BadUsage:
        command, words = None, ""
    if command is None or not request.words.startswith("/") or not _linkable(command):
        return start(desk, request, unknown=True)
    allow(command.right, command.name, request)
    return command.handle(desk, request.model_copy(update={"words": words}))


def _linkable(command: "Command") -> bool:
    """Whether a link may open a command: whoever made the link is not the one who opens it."""
    return command.right.role == "reader" and not command.right.writes and command.handle is not begin


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
            _("/{name} changes the store; it cannot be asked as of another day.", name=command.name)
        )
    moment = NOW if last.year == date.max.year else _after(last)
    then = command.handle(replace(desk, at=moment), request.model_copy(update={"words": words}))
    remark = note(_("As the store stood at the end of {day}.", day=say(when)))
    choices = tuple(Choice(label=c.label, command=f"/asof {day} {c.command}") for c in then.choices)
    return then.model_copy(update={"lines": (remark, *then.lines), "choices": choices})


def understand(text: str) -> tuple[Command, str]:
    """The command that is asked for and the words after it; plain words ask for whatever has that name."""
    text = clean(text)
    if not any(c.isalnum() for c in text):
        raise BadUsage(_("Send a name or a command, for example /actor Naqvi; /help lists them all."))
    if not text.startswith("/"):
        return COMMANDS["ask"], text
    asked = COMMAND.match(text)
    command = COMMANDS.get(asked[1].casefold()) if asked else None
    if asked is None or command is None:
        raise BadUsage(_("There is no command {name}; /help lists them all.", name=text.split()[0][:40]))
    return command, asked[3].strip()


def clean(text: str) -> str:
    """The text without control and direction marks, white space folded, at most LONGEST characters."""
    kept = "".join(c if c.isprintable() or c == "\u200c" else " " for c in unmarked(text)[:LONGEST])
    return " ".join(kept.split())


ENTRY = Right(role="stranger", where=("private", "group", "terminal"), writes=True, entry=True)
SETTING = Right(where=("private", "group", "terminal"), group_admins=True, writes=True)
DOOR = Right(role="admin", where=("private", "group", "terminal"), writes=True, entry=True)

CHATS: tuple[Where, ...] = ("private", "group", "terminal")
ALONE: tuple[Where, ...] = ("private", "terminal")
EDITOR = Right("editor", where=CHATS, writes=True)
LOOKING = Right("editor", where=CHATS)
REVIEWER = Right("editor", where=ALONE, writes=True)
CHIEF = Right("admin", where=ALONE, writes=True)

COMMANDS: dict[str, Command] = {
    command.name: command
    for command in (
        Command("start", "", N_("what this bot is and how to begin"), "/start", begin),
        Command("help", "[COMMAND]", N_("every command with an example"), "/help actor", help_),
        Command("actor", "NAME", N_("a person or an organisation"), "/actor Naqvi", cards.actor),
        Command("org", "NAME", N_("an organisation"), "/org UNODC", cards.org),
        Command("project", "NAME", N_("a project or programme"), "/project GLO.ACT", cards.project),
        Command("country", "NAME", N_("a country or place"), "/country Pakistan", cards.country),
        Command(
            "event",
            "NAME",
            N_("a conference, a visit or another event"),
            "/event Warsaw conference",
            cards.event,
        ),
        Command("find", "NAME", N_("anything of that name"), "/find Silk Routes", cards.find),
        Command("figure", "WORDS", N_("figures by words or by number"), "/figure smugglers arrested", figure),
        Command("quote", "PERSON or TOPIC", N_("direct quotes, whole"), "/quote Naqvi", quote),
        Command(
            "timeline", "NAME", N_("what happened, in order, undated apart"), "/timeline ICMPD", timelines
        ),
        Command("compare", "A, B", N_("two names side by side"), "/compare GLO.ACT, PROTECT", compare),
        Command(
            "who",
            "OFFICE [in YEAR]",
            N_("who held an office, as of which report"),
            "/who DG FIA in 2017",
            who,
        ),
        Command("upcoming", "", N_("what was announced and is still open"), "/upcoming", upcoming),
        Command("latest", "[NAME]", N_("the newest facts"), "/latest Pakistan", briefing.latest),
        Command(
            "brief",
            "[NAME | since DATE]",
            N_("what is new, by topic"),
            "/brief since 1 Jan 2020",
            briefing.brief,
        ),
        Command("search", "WORDS", N_("sentences of all articles"), "/search border management", searching),
        Command(
            "source", "N", N_("an article: its data and what was read from it"), "/source 3", source.source
        ),
        Command("why", "N or WORDS", N_("the exact sentence behind a fact"), "/why 47%", why),
        Command(
            "asof",
            "DATE COMMAND",
            N_("an answer as the store stood then"),
            "/asof 2030-01-01 /actor Naqvi",
            asof,
        ),
        Command(
            "addfact",
            "WORDS source: SOURCE",
            N_("add a fact, in one line or step by step"),
            "/addfact Naqvi met Brunner in Brussels on 3 Nov 2025 source: article 3",
            adding.addfact,
            EDITOR,
        ),
        Command(
            "edit", "N [FIELD] WORDS", N_("correct a fact"), "/edit 12 when 3 Nov 2025", adding.edit, EDITOR
        ),
        Command(
            "withdraw",
            "N REASON",
            N_("take a fact back"),
            "/withdraw 12 the source corrected it",
            withdraw,
            EDITOR,
        ),
        Command(
            "restore", "N", N_("let a withdrawn or corrected fact hold again"), "/restore 12", restore, EDITOR
        ),
        Command("undo", "[N]", N_("undo your last change, or change N"), "/undo", undo, EDITOR),
        Command(
            "history",
            "N or NAME",
            N_("who changed a fact or a name, when and why"),
            "/history 12",
            history,
            LOOKING,
        ),
        Command(
            "review",
            "",
            N_("what waits for a decision, the most important first"),
            "/review",
            reviewing.review,
            REVIEWER,
        ),
        Command(
            "alias",
            "NAME = OTHER",
            N_("another name for what is known, in any script"),
            "/alias Mohsin Naqvi = محسن نقوی",
            planned("alias", alias),
            EDITOR,
        ),
        Command(
            "merge",
            "A into B",
            N_("make one of two that are the same"),
            "/merge M. Naqvi into Mohsin Naqvi",
            planned("merge", merge),
            EDITOR,
        ),
        Command(
            "split",
            "NAME",
            N_("take apart what was merged or mixed up"),
            "/split Mohsin Naqvi",
            planned("split", split),
            EDITOR,
        ),
        Command(
            "rename",
            "NAME = NEW NAME",
            N_("another main name"),
            "/rename FIA = Federal Investigation Agency",
            planned("rename", rename),
            EDITOR,
        ),
        Command(
            "kind",
            "NAME = KIND",
            N_("another kind of entity"),
            "/kind Frontex = organisation",
            planned("kind", kind),
            EDITOR,
        ),
        Command(
            "tlp",
            "N MARKING",
            N_("how far a fact or 'article N' may be passed on"),
            "/tlp 12 AMBER",
            grading.tlp,
            EDITOR,
        ),
        Command(
            "grade",
            "PUBLISHER LETTER",
            N_("how reliable a publisher is, A to F"),
            "/grade Dawn B",
            grading.grade,
            CHIEF,
        ),
        Command("grant", "ID ROLE", N_("give somebody a role"), "/grant 41 editor", granting.grant, CHIEF),
        Command("revoke", "ID", N_("take somebody's rights"), "/revoke 41", granting.revoke, CHIEF),
        Command("people", "", N_("who has which role"), "/people", granting.people, ADMIN),
        Command(
            "audit", "[PERSON | DAY]", N_("all changes, the last first"), "/audit 3 Nov 2025", audit, ADMIN
        ),
        Command(
            "export",
            "[FORMAT]",
            N_("the facts as files: jsonl, csv or ftm"),
            "/export csv",
            exporting.export,
            ADMIN,
        ),
        Command("about", "", N_("what the store covers"), "/about", about),
        Command("ask", "QUESTION", N_("a plain question; needs no /ask"), "/ask who is the DG FIA", asking),
        Command(
            "settings",
            "[NAME VALUE]",
            N_("how this chat wants its answers"),
            "/settings",
            chat_settings.settings,
            SETTING,
        ),
        Command(
            "language",
            "[en | ur]",
            N_("the language of the answers to you"),
            "/language",
            chat_settings.language,
            Right(where=("private", "terminal"), writes=True),
        ),
        Command("access", "", N_("ask to be let in"), "/access", access.access, ENTRY),
        Command("approve", "ID", N_("let a person or a group in"), "/approve 41", access.approve, DOOR),
        Command("deny", "ID", N_("do not let a person or a group in"), "/deny 41", access.deny, DOOR),
        Command("health", "", N_("how the bot is: what it holds and owes"), "/health", health, ADMIN),
        Command("backup", "", N_("copy the store now"), "/backup", backup, ADMIN),
    )
}
