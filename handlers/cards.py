"""The commands that open the card of an entity, one for each kind that people ask for."""

from collections.abc import Callable, Sequence

from briefs import card as wording
from briefs import helping
from briefs.card import Dossier
from briefs.page import Page
from data.errors import BadUsage
from data.kinds import KINDS
from data.store import articles, entities, facts
from data.values import EntityKind
from handlers.desk import Desk
from handlers.differing import differing as differs
from handlers.lookup import Found, meant
from handlers.request import Request
from handlers.withheld import withheld_in

READ = ("body", "headline", "bullet", "quote", "caption")
"""Roles of the passages that are shown; boilerplate and suspect text is not."""


def lookup(name: str, *kinds: EntityKind) -> Callable[[Desk, Request], Page]:
    """Make the command that tells what we know about an entity of one of these kinds."""

    def handle(desk: Desk, request: Request) -> Page:
        if not request.words:
            raise BadUsage(helping.usage(f"/{name} NAME", examples(desk, name, kinds)))
        found = meant(desk, request.words, kinds)
        return page(desk, found, request.words)

    return handle


def page(desk: Desk, found: Found, words: str) -> Page:
    """The card of an entity that was found by these words."""
    return wording.card(dossier(desk, found), matched(found, words))


def examples(desk: Desk, name: str, kinds: Sequence[EntityKind]) -> list[str]:
    """Two commands that this store can answer."""
    return [f"/{name} {entity.name}" for entity in entities.often_named(desk.shelf, kinds)]


def dossier(desk: Desk, found: Found) -> Dossier:
    """All that the store has to say about an entity."""
    shelf = desk.shelf
    about = facts.about(shelf, found.entity.id)
    seen = entities.seen(shelf, found.entity.id, READ)
    withheld = withheld_in(desk, found.entity.id)
    differing = list(differs(shelf, about))
    sides = [side for conflict in differing for side in (conflict.first, conflict.second)]
    numbers = (
        {fact.article_id for fact in (*about, *sides)} | {*withheld} | {s.passage.article_id for s in seen}
    )
    return Dossier(
        entity=found.entity, facts=tuple(about), seen=tuple(seen), conflicts=tuple(differing),
        withheld=withheld, articles=articles.get_all(shelf, (n for n in numbers if n)),
    )  # fmt: skip


def matched(found: Found, words: str) -> str:
    """The line that says what was matched, '' when the name was typed as it stands."""
    if words.casefold() == found.entity.name.casefold():
        return ""
    return f"Showing {found.entity.name} for “{words}”: {found.match.because}."


actor = lookup("actor", "person", "organisation")
org = lookup("org", "organisation")
project = lookup("project", "project", "organisation")
country = lookup("country", "place")
event = lookup("event", "event")
find = lookup("find", *KINDS)
