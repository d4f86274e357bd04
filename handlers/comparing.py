"""/compare: two or three entities side by side."""

from collections.abc import Sequence

from briefs import comparison, helping
from briefs.language import _
from briefs.page import Page
from briefs.telling import called, conjoined
from data.errors import BadUsage, NotFound
from data.kinds import KINDS
from data.store import entities, facts
from data.store.articles import StoredPassage
from data.values import Entity, FactKind, StoredFact
from handlers.around import around
from handlers.desk import Desk
from handlers.lookup import READ, several
from handlers.pages import cited
from handlers.request import Request

MOST = 200
"""How many facts of a project or event are looked through."""
NEWEST = 16
"""Of how many facts of each kind another entity is compared by: a sentence may give a dozen, one for each
whom it lists."""

TOLD = 30
"""How many sentences that name an entity are looked through for what was not read as a fact."""


def compare(desk: Desk, request: Request) -> Page:
    """A short table: two or three lines an attribute, 'not stated' where no sentence looked at says it."""
    found = several(desk, request.words, tuple(KINDS)) if request.words else []
    found = list({one.entity.id: one for one in found}.values())
    if len(found) < 2:
        two = [e.name for e in entities.often_named(desk.shelf, ["project"])]
        example = [f"/compare {', '.join(two)}"] if len(two) == 2 else []
        raise BadUsage(helping.usage("/compare A, B", example))
    chosen = [one.entity for one in found[:3]]
    known = {entity.id: _known(desk, entity.id, chosen) for entity in chosen}
    names = conjoined([called(entity.name, entity.short) for entity in chosen])
    told = {entity.id: around(desk, entity, TOLD) for entity in chosen}
    lines = [*comparison.lines(chosen, known, told)]
    if not lines and any(told.values()):
        lines = [*comparison.named(chosen, {entity.id: _naming(desk, entity) for entity in chosen})]
    if not lines:
        raise NotFound(_("Nothing is held of {names} that could be compared.", names=names), _cards(chosen))
    return cited(desk, _("{compared}", compared=names), lines)


def _naming(desk: Desk, entity: Entity) -> list[StoredPassage]:
    """The newest sentences that name an entity themselves."""
    return [one.passage for one in entities.seen(desk.shelf, entity.id, READ, comparison.NAMED)]


def _known(desk: Desk, entity: int, chosen: Sequence[Entity]) -> list[StoredFact]:
    """The facts that an entity is compared by with these: of each kind the newest dated first."""
    if comparison.by_attributes(chosen):
        return facts.of_entity(desk.shelf, entity, ATTRIBUTED, limit=MOST)
    kinds = [kind for _name, kind in comparison.KINDS]
    return facts.of_each_kind(desk.shelf, entity, kinds, facts.EITHER_SIDE, NEWEST)


ATTRIBUTED = (FactKind.PROJECT, FactKind.EVENT)
"""Kinds of facts that tell the attributes of projects and events."""


def _cards(chosen: Sequence[Entity]) -> list[tuple[str, str]]:
    return [(one.name, f"/{KINDS[one.kind].command} {one.name}") for one in chosen]
