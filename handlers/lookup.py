"""Lookup: from the words that were typed to the entity that is meant, or to a question, or to 'no record'."""

import re
from collections.abc import Collection, Sequence

from briefs import notices
from briefs.telling import dated, tell
from briefs.trim import trim
from data.dates import Value
from data.errors import Ambiguous, NotFound
from data.kinds import KINDS
from data.matching import Choice, Match, Sure, verdict
from data.store import articles, entities, facts
from data.values import Entity, EntityKind
from handlers.desk import Desk

SURELY = 0.9
"""From here one name was typed, not two one after the other."""


class Found(Value):
    """The entity that is meant, and how we know."""

    entity: Entity
    match: Match


def meant(desk: Desk, words: str, kinds: Sequence[EntityKind]) -> Found:
    """The one entity of these kinds that the words mean.

    Raises Ambiguous with two to four to choose from, NotFound with those that are near.
    """

    def of_kinds(numbers: Sequence[int]) -> Collection[int]:
        return entities.of_kinds(desk.shelf, numbers, kinds)

    decided = verdict(desk.shelf.names.search(words, keep=of_kinds))
    if isinstance(decided, Sure):
        entity = entities.get(desk.shelf, decided.match.entity_id)
        if entity is not None:
            return Found(entity=entity, match=decided.match)
    if isinstance(decided, Choice):
        offers = [offer(desk, match) for match in decided.matches]
        raise Ambiguous(notices.which(words), offers, [apart(desk, match) for match in decided.matches])
    near = () if isinstance(decided, Choice | Sure) else decided.near
    raise NotFound(
        notices.unknown(words, articles.coverage(desk.shelf)), [offer(desk, match) for match in near]
    )


def apart(desk: Desk, match: Match) -> tuple[str, tuple[int, ...]]:
    """What tells one candidate from the others: the latest office, else the first sentence that names it."""
    held = facts.of_entity(desk.shelf, match.entity_id, ["office"], limit=1)
    if held and held[0].article_id:
        return f"{held[0].subject}: {tell(held, held[0].subject_id)} {dated(held)}", (held[0].article_id,)
    entity = entities.get(desk.shelf, match.entity_id)
    name = entity.name if entity else match.name
    seen = entities.seen(desk.shelf, match.entity_id, READ, limit=1)
    if not seen:
        return name, ()
    return f"{name}: {trim(seen[0].passage.text, 140)}", (seen[0].passage.article_id,)


READ = ("body", "headline", "bullet", "quote", "caption")
"""Roles of the passages that are shown; boilerplate and suspect text is not."""


def perhaps(desk: Desk, words: str, kinds: Sequence[EntityKind]) -> Found | None:
    """The one entity that the words mean, or None when there is none; raises Ambiguous as `meant` does."""
    try:
        return meant(desk, words, kinds)
    except NotFound:
        return None


def offer(desk: Desk, match: Match) -> tuple[str, str]:
    """A (label, command) pair that opens the entity of a match."""
    entity = entities.get(desk.shelf, match.entity_id)
    if entity is None:
        return match.name, f"/find {match.name}"
    return entity.name, f"/{KINDS[entity.kind].command} {entity.name}"


SEPARATOR = re.compile(r"\s*(?:,|;|\bvs\.?\b|\bversus\b|\band\b|&|/)\s*", re.IGNORECASE)


def several(desk: Desk, words: str, kinds: Sequence[EntityKind]) -> list[Found]:
    """The entities that the words name: 'A, B', 'A and B', or names one after the other ('Pakistan EU').

    Raises NotFound for the first that is not known, Ambiguous as `meant` does.
    """
    whole = perhaps(desk, words, kinds) if not SEPARATOR.search(words) else None
    if whole is not None and whole.match.score > SURELY:
        return [whole]
    parts = [part for part in SEPARATOR.split(words) if part]
    if len(parts) > 1:
        return [meant(desk, part, kinds) for part in parts[:4]]
    tokens = words.split()
    for cut in range(1, len(tokens)):
        first = perhaps(desk, " ".join(tokens[:cut]), kinds)
        second = first and perhaps(desk, " ".join(tokens[cut:]), kinds)
        if first and second:
            return [first, second]
    return [meant(desk, words, kinds)]
