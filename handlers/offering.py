"""Offering: what is offered to whoever types the bot's name in any chat: cards to send there."""

from dataclasses import replace

from briefs import entering
from briefs.language import speaking
from briefs.page import Page
from data.kinds import KINDS
from data.store import entities
from handlers.access import language_in, turned_away
from handlers.answer import answer
from handlers.commands import clean
from handlers.desk import Desk
from handlers.lookup import offer
from handlers.people import ceiling_of
from handlers.request import Request
from handlers.start import named_often

MOST = 10
"""Cards that are offered; a phone shows about four at once."""
NEAR = 0.5
"""How like a name has to be what was typed, of 1; less is no use in a list."""


def offered(desk: Desk, request: Request) -> tuple[str, ...]:
    """Commands whose pages are cards on what was typed, the likeliest first; a few good ones for nothing.

    Nothing at all for whoever was not let in.
    """
    if turned_away(desk, request) is not None:
        return ()
    desk = replace(desk, ceiling=ceiling_of(desk, request))
    words = clean(request.text)
    if not words:
        return tuple(f"/{KINDS[entity.kind].command} {entity.name}" for entity in named_often(desk))
    found = desk.shelf.names.search(words, limit=2 * MOST)
    kept = entities.of_kinds(desk.shelf, [match.entity_id for match in found], tuple(KINDS))
    commands = (offer(desk, match)[1] for match in found if match.score >= NEAR and match.entity_id in kept)
    return tuple(dict.fromkeys(commands))[:MOST]


def cards(desk: Desk, request: Request) -> tuple[str, tuple[tuple[str, Page], ...]]:
    """What is shown for an inline query: the words of a button for whoever was not let in; and the cards.

    Each card, with its command, is an answer like any other, short and no higher marked than may go anywhere.
    """
    with speaking(language_in(desk, request.who.user_id)):
        if request.who.role == "stranger":
            return entering.request_button().label, ()
        pages = [
            (one, answer(desk, request.model_copy(update={"text": one}))) for one in offered(desk, request)
        ]
    return "", tuple((command, page) for command, page in pages if page.verdict == "answer")
