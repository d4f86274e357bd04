"""KEPT: the commands by which people keep the store right, let articles in, and run the bot."""

from dataclasses import replace

from briefs.language import N_
from handlers import adding, arriving, exporting, grading, granting, reviewing
from handlers.command import Command
from handlers.editing import restore, undo, withdraw
from handlers.history import audit, history
from handlers.merging import alias, kind, merge, planned, rename, split
from handlers.operations import backup, health
from handlers.request import Where
from handlers.rights import ADMIN, Right

CHATS: tuple[Where, ...] = ("private", "group", "terminal")
ALONE: tuple[Where, ...] = ("private", "terminal")
EDITOR = Right("editor", where=CHATS, writes=True)
LOOKING = Right("editor", where=CHATS)
REVIEWER = Right("editor", where=ALONE, writes=True)
CHIEF = Right("admin", where=ALONE, writes=True)
AUDIT = Right("admin", where=("private", "terminal"))

VERBATIM = {"addfact", "edit", "withdraw", "add", "alias", "merge", "split", "rename"}
"""Those whose words may be a source's own, or a name: they are kept to the letter."""
ROWS: tuple[Command, ...] = (
    Command(
        "addfact",
        "WORDS source: SOURCE",
        N_("add a fact, in one line or step by step"),
        "/addfact Naqvi met Brunner in Brussels on 3 Nov 2025 source: article 3",
        adding.addfact,
        EDITOR,
    ),
    Command("edit", "N [FIELD] WORDS", N_("correct a fact"), "/edit 12 when 3 Nov 2025", adding.edit, EDITOR),
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
    Command("audit", "[PERSON | DAY]", N_("all changes, the last first"), "/audit 3 Nov 2025", audit, ADMIN),
    Command(
        "add",
        "LINK or TEXT",
        N_("read an article in; a document or a forwarded message works too"),
        "/add https://example.org/news/17",
        arriving.add,
        arriving.READER,
    ),
    Command(
        "article",
        "N [keep | drop | correct | facts]",
        N_("how an article came in, and what to do with it"),
        "/article 3",
        arriving.article,
        arriving.EDITOR,
    ),
    Command(
        "arrivals",
        "[ALL]",
        N_("articles that came in and wait for a look"),
        "/arrivals",
        arriving.newest,
        arriving.LOOKER,
    ),
    Command(
        "feed",
        "add URL | list | pause N | resume N | remove N",
        N_("feeds whose news is read in"),
        "/feed list",
        arriving.feed,
        arriving.ADMIN,
    ),
    Command("health", "", N_("how the bot is: what it holds and owes"), "/health", health, ADMIN),
    Command("backup", "", N_("copy the store now"), "/backup", backup, ADMIN),
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
        "grade",
        "PUBLISHER LETTER",
        N_("how reliable a publisher is, A to F"),
        "/grade Dawn B",
        grading.grade,
        CHIEF,
    ),
    Command(
        "tlp",
        "N MARKING",
        N_("how far a fact or 'article N' may be passed on"),
        "/tlp 12 AMBER",
        grading.tlp,
        EDITOR,
    ),
    Command("grant", "ID ROLE", N_("give somebody a role"), "/grant 41 editor", granting.grant, CHIEF),
    Command("revoke", "ID", N_("take somebody's rights"), "/revoke 41", granting.revoke, CHIEF),
    Command("people", "", N_("who has which role"), "/people", granting.people, ADMIN),
    Command(
        "review",
        "",
        N_("what waits for a decision, the most important first"),
        "/review",
        reviewing.review,
        REVIEWER,
    ),
    Command(
        "export",
        "[FORMAT]",
        N_("the facts as files: jsonl, csv or ftm"),
        "/export csv",
        exporting.export,
        ADMIN,
    ),
)

KEPT: tuple[Command, ...] = tuple(replace(row, verbatim=row.name in VERBATIM) for row in ROWS)
