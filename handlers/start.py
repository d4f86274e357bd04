"""/start: what the bot is, what it covers, and three examples to tap."""

from briefs import helping, notices
from briefs.page import Page
from data.kinds import KINDS
from data.store import articles
from data.store.entities import often_named
from handlers.desk import Desk
from handlers.request import Request


def start(desk: Desk, request: Request) -> Page:
    """The first words to a newcomer."""
    found = [
        entity for kind in ("person", "project", "place") for entity in often_named(desk.shelf, [kind], 1)
    ]
    examples = [f"/{KINDS[entity.kind].command} {entity.name}" for entity in found]
    return helping.start(notices.covers(articles.coverage(desk.shelf)), examples)
