"""Encounters asked for: who met whom, when and where; what is not held is not inferred."""

import re

from briefs.language import _, quoted
from briefs.lines import each, note
from briefs.page import Page
from data.store import facts
from data.values import EntityKind, FactKind
from handlers.desk import Desk
from handlers.lookup import perhaps
from handlers.nearest import LONGEST, nearest
from handlers.pages import cited
from handlers.request import Request

PARTIES: tuple[EntityKind, ...] = ("person", "organisation", "place")
KINDS = (FactKind.MEETING.value, FactKind.AGREEMENT.value)
_MEET = r"(?:meet(?: with)?|met(?: with)?|see|talk to|speak (?:to|with)|receive|call on)"
_REST = r"(?: (?:in|at|on|during|about) (?P<rest>.+))?"
ASKED = (
    re.compile(rf"who(?:m)? (?:did|has) (?P<one>.{{2,80}}?) (?:also )?{_MEET}{_REST}", re.IGNORECASE),
    re.compile(
        rf"who (?:met|received|spoke (?:to|with)|called on) (?:with )?(?P<one>.{{2,80}}?){_REST}",
        re.IGNORECASE,
    ),
    re.compile(
        rf"(?:did|has|have|when did|where did|why did) (?P<one>.{{2,80}}?) {_MEET} "
        rf"(?P<two>.{{2,80}}?){_REST}",
        re.IGNORECASE,
    ),
    re.compile(
        rf"(?:did|have|when did|where did|what did) (?P<one>.{{2,80}}?) and (?P<two>.{{2,80}}?) "
        rf"(?:meet|discuss|agree(?: on)?|sign|talk about){_REST}",
        re.IGNORECASE,
    ),
)


def met(desk: Desk, request: Request, asked: re.Match[str]) -> Page | None:
    """The meetings of those who are named; the nearest sentences when none is held. None when nobody is."""
    one = perhaps(desk, asked["one"], PARTIES)
    if one is None:
        return None
    words = request.words.rstrip(" ?!.؟")
    second = asked.groupdict().get("two")
    two = perhaps(desk, second, PARTIES) if second else None
    none = _("No meeting of these is held as a fact; what the sources say nearest to it:")
    if second and two is None:
        unknown = _("{name} is not held under that name; the sources say nearest to it:", name=quoted(second))
        return nearest(desk, words, unknown)
    number, other = one.entity.id, two.entity.id if two else 0
    held = (
        facts.between(desk.shelf, number, other, KINDS)
        if other
        else facts.of_entity(desk.shelf, number, KINDS, facts.EITHER_SIDE)
    )
    if not held:
        return nearest(desk, words, none)
    both = [one.entity.name, *([two.entity.name] if two else [])]
    title = _("Meetings of {names}", names=" / ".join(both))
    return cited(
        desk,
        title,
        [note(_("As the sources tell it; others may not be held.")), *each(held)],
        longest=LONGEST,
    )
