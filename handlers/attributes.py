"""Attributes asked for: who funds a project, where it works, who took part in an event, when it is held."""

import re
from collections.abc import Sequence

from briefs.language import _
from briefs.lines import each, note
from briefs.page import Page
from data.errors import NotFound
from data.kinds import KINDS
from data.store import facts
from data.values import FactKind, StoredFact
from handlers import cards
from handlers.desk import Desk
from handlers.lookup import Found, perhaps
from handlers.nearest import LONGEST, nearest
from handlers.occasions import occasion
from handlers.pages import cited
from handlers.request import Request

ATTRIBUTES: dict[str, tuple[str, ...]] = {
    "funds": ("funded by", "funder"),
    "implements": ("implemented by", "initiated by"),
    "partners": ("partner",),
    "worth": ("budget",),
    "lands": ("target country", "participant"),
    "there": ("participant", "presentation by"),
    "time": ("period", "date"),
    "where": ("place", "target country"),
    "host": ("host", "organiser"),
    "led": ("led by", "coordinated by", "carried out by"),
    "aim": ("objective",),
    "came": ("outcome", "discussed"),
}
"""A group of the pattern below, and the predicates that answer it."""

_LANDS = (
    r"(?:in )?(?:how many|which|what) (?:countries|states|nations|districts|provinces|regions) "
    r"(?:are in|are covered by|take part in|took part in|does|do|did|were at|were in|attended|"
    r"participated in|is|are part of|benefit from)"
)
ASKED = re.compile(
    r"(?:(?P<funds>who (?:funds|funded|finances|financed|paid for|pays for|is funding|are the donors of))"
    r"|(?P<implements>who (?:implements|implemented|runs|ran|carries out|manages|is implementing))"
    r"|(?P<partners>(?:who are|what are) the partners (?:of|in))"
    rf"|(?P<lands>{_LANDS})"
    r"|(?P<there>who (?:attended|took part in|takes part in|participated in|was at|were at|spoke at))"
    r"|(?P<host>who (?:hosts|hosted|organises|organised|organized|convened|will host|is hosting|co-chaired))"
    r"|(?P<led>who (?:led|headed|coordinated|conducted|carried out|is leading|was behind))"
    r"|(?P<worth>how much (?:is|was|does|did)|what (?:does|did)|"
    r"what(?: is|'s| was) the (?:total )?budget (?:of|for))"
    r"|(?P<aim>what(?: is|'s| are) the (?:aim|objective|purpose|goal)s? of)"
    r"|(?P<came>what (?:did|was the outcome of|came out of|was decided at|was agreed at|was discussed at|"
    r"were the results of))"
    r"|(?P<where>where (?:does|did|is|was|will|are))"
    r"|(?P<time>(?:when|how long) (?:does|did|was|is|will|were)|what(?: is|'s) the (?:period|duration) of))"
    r" (?:the )?(?P<what>.+?)"
    r"(?: (?:run|running|start|end|begin|held|cover|work|working|operate|active|implemented|take place|cost|"
    r"worth|be held|last|take part|going on|decide|agree|achieve|discuss)(?: (?:in|on|at|until|from))?)?",
    re.IGNORECASE,
)


def attribute(desk: Desk, request: Request, asked: re.Match[str]) -> Page | None:
    """The attribute of a project or an event; else the sentences on it, or that it is not stated.

    None when the question names neither.
    """
    found = perhaps(desk, asked["what"], ("project",)) or occasion(desk, asked["what"])
    if found is None:
        return None
    group = next(group for group in ATTRIBUTES if asked.groupdict().get(group))
    held = _held(desk, found, ATTRIBUTES[group])
    lines = list(each(held, found.entity.id))
    if lines:
        told = cards.matched(found, asked["what"])
        head = [note(told)] if told else []
        title = f"{found.entity.name}: {held[0].predicate}"
        return cited(desk, title, [*head, *lines], longest=LONGEST)
    return _not_stated(desk, request, found, ATTRIBUTES[group][0])


def _held(desk: Desk, found: Found, predicates: Sequence[str]) -> list[StoredFact]:
    kinds = [FactKind.PROJECT.value, FactKind.EVENT.value]
    held = facts.of_entity(desk.shelf, found.entity.id, kinds, limit=200)
    return [fact for fact in held if fact.predicate in predicates]


def _not_stated(desk: Desk, request: Request, found: Found, what: str) -> Page:
    name = found.entity.name
    try:
        remark = _("No fact was read on this of {name}; what the sources say nearest to it:", name=name)
        return nearest(desk, request.words.rstrip(" ?!.؟"), remark)
    except NotFound:
        text = _("Not stated by any source held: {what} of {name}.", what=what, name=name)
        raise NotFound(text, [(name, f"/{KINDS[found.entity.kind].command} {name}")]) from None
