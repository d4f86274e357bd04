"""Naming: which entities the words of an editor mean; what is not surely one of the store is asked about."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from data.entering import Party, named_in
from data.errors import Ambiguous, BriefingError, NotFound
from data.kinds import KINDS
from data.matching import Match
from data.matching.fold import fold
from data.reading.gazetteers import Known
from data.store import entities
from data.values import EntityKind, Fact
from handlers.desk import Desk
from handlers.lookup import meant

NEAR = 0.6
"""From here a name is near enough to be offered."""
RUN = re.compile(r"[^\W\d_a-z][\w.’'-]*(?:\s+(?:of|the|for|al|and|bin)?\s*[^\W\d_a-z][\w.’'-]*){0,5}")
"""Words with a capital letter in a row."""
WORDS = 40
"""Runs of a text that are looked up."""


class UnknownName(BriefingError):
    """A name that the store does not have, or more than once; `near` are the entities that it may be."""

    def __init__(self, typed: str, near: Sequence[tuple[int, str]], kind: EntityKind | None = None) -> None:
        super().__init__(f"“{typed[:60]}” is not in the store.")
        self.typed, self.near, self.kind = typed, tuple(near), kind


class Named(NamedTuple):
    """What is known of the names in a text."""

    known: list[Known]
    parties: dict[tuple[EntityKind, str], Party]
    doubtful: list[UnknownName]
    """Names that more than one entity bears."""


def party(
    desk: Desk, typed: str, decided: Sequence[Party], kinds: Sequence[EntityKind] = tuple(KINDS)
) -> Party:
    """Whom the words mean: as was decided before, or surely one of the store. Raises UnknownName."""
    for one in decided:
        if one.typed.casefold() == typed.casefold():
            return one
    matches = _matches(desk, typed, kinds)
    sure = surely(desk, typed, matches, kinds)
    if sure is None:
        near = [(m.entity_id, m.name) for m in matches if m.score >= NEAR]
        raise UnknownName(typed, near, kinds[0] if len(kinds) == 1 else None)
    return sure


def surely(desk: Desk, typed: str, matches: Sequence[Match], kinds: Sequence[EntityKind]) -> Party | None:
    """The one entity that bears a name with all of these words, or that is sure by an exact name."""
    words = set(fold(typed))
    if not any(words and words <= set(fold(match.name)) for match in matches):
        return None
    try:
        found = meant(desk, typed, kinds)
    except (Ambiguous, NotFound):
        return None
    if not words <= set(fold(found.match.name)):
        return None
    return Party(kind=found.entity.kind, name=found.entity.name, id=found.entity.id, typed=typed)


def _matches(desk: Desk, typed: str, kinds: Sequence[EntityKind]) -> list[Match]:
    shelf = desk.shelf
    return shelf.names.search(typed, 4, lambda numbers: entities.of_kinds(shelf, numbers, kinds), kinds)


def names_of(desk: Desk, text: str, decided: Sequence[Party]) -> Named:
    """The names of the store that stand in a text, so that the reader knows them."""
    found = Named([], {}, [])
    spans = [text[m.start() : m.end()] for m in RUN.finditer(text)][:WORDS]
    written = [row[0] for row in entities.known(desk.shelf.db, text)]
    for typed in dict.fromkeys([*(one.typed for one in decided), *written, *_parts(spans)]):
        if typed and typed in text:
            _note(desk, found, typed, decided)
    return found


def _parts(spans: Sequence[str]) -> list[str]:
    """The runs, and their single words: 'Minister Naqvi' holds the surname 'Naqvi'."""
    return [*spans, *(word for span in spans for word in span.split() if len(word) > 2)]


def _note(desk: Desk, found: Named, typed: str, decided: Sequence[Party]) -> None:
    try:
        one = party(desk, typed.strip(".,"), decided)
    except UnknownName as unknown:
        words = set(fold(typed))
        if any(words <= set(fold(name)) for _number, name in unknown.near):
            found.doubtful.append(unknown)
        return
    if one.kind in ("event", "topic") or _office(desk, one, typed):
        return
    found.known.append((typed.strip(".,"), one.kind, one.name))
    found.parties.setdefault((one.kind, one.name), one)


def _office(desk: Desk, one: Party, typed: str) -> bool:
    """Whether the words are an office that somebody held: they say who held it then, not who does now."""
    if one.id is None:
        return False
    letters = set(fold(typed))
    sorts = {sort for text, sort in entities.aliases(desk.shelf, one.id) if letters <= set(fold(text))}
    return bool(sorts) and sorts <= {"office", "short"}


def settled(
    desk: Desk, facts: Sequence[Fact], named: Named, decided: Sequence[Party]
) -> tuple[list[Fact], dict[tuple[EntityKind, str], Party]]:
    """The facts under the canonical names of the store, with whom each means. Raises UnknownName."""
    parties = dict(named.parties)
    renamed: dict[tuple[EntityKind, str], Party] = {}
    for kind, name in named_in(facts):
        if (kind, name) not in parties:
            renamed[kind, name] = party(desk, name, decided, (kind,))
    whole = {**parties, **renamed}
    new = [_renamed(fact, renamed) for fact in facts]
    return new, {(one.kind, one.name): one for one in whole.values()}


def _renamed(fact: Fact, renamed: dict[tuple[EntityKind, str], Party]) -> Fact:
    values: dict[str, object] = {}
    for (kind, name), one in renamed.items():
        if (fact.subject_kind, fact.subject) == (kind, name):
            values |= {"subject": one.name, "subject_kind": one.kind}
        if (fact.object_kind, fact.object) == (kind, name):
            values |= {"object": one.name, "object_kind": one.kind}
        if fact.speaker == name:
            values["speaker"] = one.name
    return fact.model_copy(update=values)
