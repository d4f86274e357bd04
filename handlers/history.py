"""/history and /audit: who changed what, when and why; of a fact, of a name, of a person or of a day."""

import re
from datetime import UTC, datetime, time

from briefs import history as wording
from briefs.editing import line_of
from briefs.language import _
from briefs.page import Choice, Line, Page
from data import editing
from data.errors import BadUsage, NotFound
from data.kinds import KINDS
from data.reading.dates import parse
from data.store import changes, chats, facts, trail
from data.store.changes import Change
from handlers.changing import fact_numbered
from handlers.desk import Desk
from handlers.lookup import meant
from handlers.request import Request

SHOWN = 12
"""Changes on one page."""
OF_CHANGE = re.compile(r"change\s+#?(\d{1,9})", re.IGNORECASE)
PAGED = re.compile(r"(.*?)(?<!\s)\s*+\bpage\s++(\d{1,4})", re.IGNORECASE)


def history(desk: Desk, request: Request) -> Page:
    """The changes to a fact and to what it corrects, to a name, or one change in full."""
    words = request.words
    if not words:
        raise BadUsage("Usage: /history N or NAME, for example /history 12 or /history Naqvi")
    one = OF_CHANGE.fullmatch(words)
    if one:
        return _change(desk, int(one[1]))
    if words.lstrip("#").isdecimal():
        return _of_fact(desk, words)
    found = meant(desk, words, tuple(KINDS)).entity
    listed = trail.of(desk.shelf, "entity", [found.id], SHOWN)
    return wording.page(_("History of {name}", name=found.name), listed, _hidden(desk, listed))


def _change(desk: Desk, number: int) -> Page:
    found = changes.get(desk.shelf.db, number)
    if found is None:
        raise NotFound(f"There is no change {number}.")
    return wording.detail(found, bool(trail.above(desk.shelf, [number])))


def _of_fact(desk: Desk, words: str) -> Page:
    fact = fact_numbered(desk, words)
    numbers = editing.chain(desk.shelf.db, fact.id)
    held = [one for number in numbers if (one := facts.get(desk.shelf, number)) is not None]
    lines = [Line(text=wording.recorded(one, line_of(one)), facts=(one.id,)) for one in held]
    listed = trail.of(desk.shelf, "fact", numbers, SHOWN)
    return wording.page(wording.of_fact(fact.id), listed, _hidden(desk, listed), lines)


def _hidden(desk: Desk, listed: list[Change]) -> set[int]:
    return trail.above(desk.shelf, [change.id for change in listed])


def audit(desk: Desk, request: Request) -> Page:
    """All changes, the last first: of everybody, of one person (number or name), or of one day."""
    paged = PAGED.fullmatch(request.words)
    words, number = (paged[1], int(paged[2])) if paged else (request.words, 1)
    since, until, who, title = _asked(desk, words)
    offset = (max(number, 1) - 1) * SHOWN
    listed = trail.between(desk.shelf, since, until, who, SHOWN + 1, offset)
    turns = [Choice(label=_("‹ Newer"), command=f"/audit {words} page {number - 1}")] if number > 1 else []
    if len(listed) > SHOWN:
        turns.append(Choice(label=_("Older ›"), command=f"/audit {words} page {number + 1}"))
    return wording.page(title, listed[:SHOWN], _hidden(desk, listed), choices=turns)


def _asked(desk: Desk, words: str) -> tuple[str, str, int | None, str]:
    """From when to when (ISO 8601), whose, and the title."""
    if not words:
        return "", "9999", None, _("All changes, the last first")
    when = parse(words) if any(c.isdigit() for c in words) else None
    if when is not None and when.earliest is not None and when.latest is not None:
        first = datetime.combine(when.earliest, time(), UTC)
        last = datetime.combine(when.latest, time.max, UTC)
        return first.isoformat(timespec="seconds"), last.isoformat(), None, _("Changes of {day}", day=words)
    person = _person(desk, words)
    return "", "9999", person, _("Changes by {name}", name=words)


def _person(desk: Desk, words: str) -> int:
    bare = words.lstrip("@")
    if bare.isdecimal() and len(bare) < 16:
        return int(bare)
    found = [one for one in chats.people(desk.shelf) if one.name.lstrip("@").casefold() == bare.casefold()]
    if not found:
        raise NotFound(f"Nobody called “{words[:60]}” is known; /people lists everybody.")
    return found[0].user_id
