"""/compare: two or three entities side by side."""

from collections.abc import Sequence

from briefs import comparison, helping
from briefs.language import _
from briefs.page import Page
from briefs.telling import called, conjoined
from data.errors import BadUsage, NotFound
from data.kinds import KINDS
from data.store import entities, facts
from data.values import Entity
from handlers.desk import Desk
from handlers.lookup import several
from handlers.pages import cited
from handlers.request import Request

MOST = 120
"""How many facts of each are looked through."""


def compare(desk: Desk, request: Request) -> Page:
    """A short table: two or three lines an attribute, 'not stated' where nothing is known."""
    found = several(desk, request.words, tuple(KINDS)) if request.words else []
    found = list({one.entity.id: one for one in found}.values())
    if len(found) < 2:
        two = [e.name for e in entities.often_named(desk.shelf, ["project"])]
        example = [f"/compare {', '.join(two)}"] if len(two) == 2 else []
        raise BadUsage(helping.usage("/compare A, B", example))
    chosen = [one.entity for one in found[:3]]
    known = {entity.id: facts.about(desk.shelf, entity.id, MOST) for entity in chosen}
    names = conjoined([called(entity.name, entity.short) for entity in chosen])
    lines = [*comparison.lines(chosen, known)]
    if not lines:
        raise NotFound(_("Nothing is held of {names} that could be compared.", names=names), _cards(chosen))
    return cited(desk, _("{compared}", compared=names), lines)


def _cards(chosen: Sequence[Entity]) -> list[tuple[str, str]]:
    return [(one.name, f"/{KINDS[one.kind].command} {one.name}") for one in chosen]
