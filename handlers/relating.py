"""/related: who and what an entity is tied to by a fact, and who is named beside it."""

from briefs import relations
from briefs.language import _
from briefs.lines import note
from briefs.page import Choice, Page
from data.errors import NotFound
from data.kinds import KINDS
from data.store import entities, facts
from data.values import Entity, StoredFact
from handlers.cards import RELATED, matched, opened
from handlers.desk import Desk
from handlers.lookup import meant
from handlers.pages import cited
from handlers.request import Request
from handlers.wanting import unnamed

MOST = 60
"""How many facts of each part are looked through."""
BESIDE = 3
"""How many of each kind that are only named together are offered."""


def related(desk: Desk, request: Request) -> Page:
    """Whom it met, what it funds or belongs to, each with its source; those to go on to as choices."""
    if not request.words:
        raise unnamed(desk, "/related NAME", ["organisation"])
    found = meant(desk, request.words, tuple(KINDS))
    entity = found.entity
    lines = list(relations.lines(entity.id, _ties(desk, entity)))
    beside = entities.related(desk.shelf, entity.id, RELATED, BESIDE)
    choices = opened(desk, beside)
    if not lines and not choices:
        name = entity.name
        raise NotFound(_("Nothing is held that ties {name} to others.", name=name), [(name, f"/find {name}")])
    told = matched(found, request.words)
    head = [note(told)] if told else []
    none = [] if lines else [note(_("No fact ties it to others; those named in the same sentences:"))]
    return cited(desk, _("Related to {name}", name=entity.name), [*head, *lines, *none], _once(choices))


def _ties(desk: Desk, entity: Entity) -> list[StoredFact]:
    kinds = [kind.value for kind in relations.KINDS]
    return facts.of_entity(desk.shelf, entity.id, kinds, facts.EITHER_SIDE, MOST)


def _once(choices: list[Choice]) -> list[Choice]:
    return list({choice.command: choice for choice in choices}.values())
