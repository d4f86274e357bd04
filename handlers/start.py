"""/start: what the bot is, what it covers, and three examples to tap."""

from briefs import helping, notices
from briefs.page import Page
from data.kinds import KINDS
from data.store import coverage
from data.store.entities import often_named
from data.values import Entity, EntityKind
from handlers.desk import Desk
from handlers.request import Request


def start(desk: Desk, request: Request, unknown: bool = False) -> Page:
    """The first words to a newcomer; `unknown` adds that a link they followed is not known."""
    examples = [f"/{KINDS[entity.kind].command} {entity.name}" for entity in named_often(desk)]
    covered = notices.covers(coverage.of(desk.shelf))
    return helping.start(covered, examples, unknown)


def named_often(desk: Desk) -> list[Entity]:
    """A person, a project and a place that the newest articles name most often: good examples."""
    kinds: tuple[EntityKind, ...] = ("person", "project", "place")
    return [entity for kind in kinds for entity in often_named(desk.shelf, [kind], 1)]
