"""The commands that open the card of an entity, one for each kind that people ask for."""

from collections.abc import Callable, Sequence

from briefs import card as wording
from briefs import helping
from briefs.card import Dossier
from briefs.page import Choice, Page
from data.errors import BadUsage
from data.kinds import KINDS
from data.store import articles, entities, facts
from data.values import Entity, EntityKind
from handlers.desk import Desk
from handlers.differing import differing as differs
from handlers.lookup import READ, Found, meant
from handlers.request import Request
from handlers.withheld import withheld_in


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
    return wording.card(dossier(desk, found), matched(found, words), further(desk, found.entity))


RELATED: dict[EntityKind, tuple[EntityKind, ...]] = {
    "person": ("organisation", "event"),
    "place": ("project", "event"),
}
"""Which kinds of entity are offered beside a card; persons and projects where nothing else is said."""


def further(desk: Desk, entity: Entity) -> list[Choice]:
    """What can be asked next: the other views of this entity, and those named together with it most."""
    views = (("Quotes", "quote"), ("Timeline", "timeline"), ("Sources", "search"))
    own = [Choice(label=label, command=f"/{command} {entity.name}") for label, command in views]
    near = entities.related(desk.shelf, entity.id, RELATED.get(entity.kind, ("project", "person")), 3)
    return own + [Choice(label=one.name, command=f"/{KINDS[one.kind].command} {one.name}") for one in near]


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
    doubtful = entities.perhaps_same(shelf, found.entity.id)
    perhaps = [one for number in doubtful for one in entities.seen(shelf, number, READ, limit=1)]
    named_in = {one.passage.article_id for one in (*seen, *perhaps)}
    numbers = {fact.article_id for fact in (*about, *sides)} | {*withheld} | named_in
    return Dossier(
        entity=found.entity, acronym=acronym(desk, found.entity), facts=tuple(about), seen=tuple(seen), conflicts=tuple(differing),
        perhaps=tuple(perhaps), withheld=withheld, articles=articles.get_all(shelf, (n for n in numbers if n)),
    )  # fmt: skip


def acronym(desk: Desk, entity: Entity) -> str:
    """The first acronym the entity was met under; persons and places have none."""
    if entity.kind in ("person", "place"):
        return ""
    return next((text for text, sort in entities.aliases(desk.shelf, entity.id) if sort == "acronym"), "")


def matched(found: Found, words: str) -> str:
    """The line that says what was matched, '' when the name was typed as it stands."""
    if not found.match.because or words.casefold() == found.entity.name.casefold():
        return ""
    return f"Showing {found.entity.name} for “{words}”: {found.match.because}."


actor = lookup("actor", "person", "organisation")
org = lookup("org", "organisation")
project = lookup("project", "project", "organisation")
country = lookup("country", "place")
event = lookup("event", "event")
find = lookup("find", *KINDS)
