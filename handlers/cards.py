"""The commands that open the card of an entity, one for each kind that people ask for."""

from collections.abc import Callable, Iterator, Sequence

from briefs import card as wording
from briefs import helping
from briefs.card import Conflict, Dossier
from briefs.page import Page
from data.errors import BadUsage
from data.kinds import KINDS
from data.store import articles, conflicts, entities, facts
from data.store.shelf import Shelf
from data.values import EntityKind, StoredFact
from handlers.desk import Desk
from handlers.lookup import Found, meant
from handlers.request import Request

READ = ("body", "headline", "bullet", "quote", "caption")
"""Roles of the passages that are shown; boilerplate and suspect text is not."""


def lookup(name: str, *kinds: EntityKind) -> Callable[[Desk, Request], Page]:
    """Make the command that tells what we know about an entity of one of these kinds."""

    def handle(desk: Desk, request: Request) -> Page:
        if not request.words:
            raise BadUsage(helping.usage(f"/{name} NAME", examples(desk, name, kinds)))
        found = meant(desk, request.words, kinds)
        return wording.card(dossier(desk, found), matched(found, request.words))

    return handle


def examples(desk: Desk, name: str, kinds: Sequence[EntityKind]) -> list[str]:
    """Two commands that this store can answer."""
    return [f"/{name} {entity.name}" for entity in entities.often_named(desk.shelf, kinds)]


def dossier(desk: Desk, found: Found) -> Dossier:
    """All that the store has to say about an entity."""
    shelf = desk.shelf
    about = facts.about(shelf, found.entity.id)
    seen = entities.seen(shelf, found.entity.id, READ)
    suspect = entities.seen(shelf, found.entity.id, ("suspect",), limit=200)
    withheld = {item.passage.article_id for item in suspect}
    differing = list(_conflicts(shelf, about))
    sides = [side for conflict in differing for side in (conflict.first, conflict.second)]
    numbers = {fact.article_id for fact in (*about, *sides)} | withheld | {s.passage.article_id for s in seen}
    return Dossier(
        entity=found.entity, facts=tuple(about), seen=tuple(seen), conflicts=tuple(differing),
        withheld=tuple(sorted(withheld)), articles=articles.get_all(shelf, (n for n in numbers if n)),
    )  # fmt: skip


def _conflicts(shelf: Shelf, about: Sequence[StoredFact]) -> Iterator[Conflict]:
    rows = conflicts.of_facts(shelf, (fact.id for fact in about))
    known = facts.get_all(shelf, {number for row in rows for number in (row.first, row.second)})
    for row in rows:
        if row.first in known and row.second in known:
            yield Conflict(first=known[row.first], second=known[row.second], why=row.why)


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
