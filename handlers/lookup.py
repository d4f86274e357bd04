"""Lookup: from the words that were typed to the entity that is meant, or to a question, or to 'no record'."""

import re
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from typing import Any, TypeVar

from briefs import notices
from briefs.language import _
from briefs.telling import dated, tell
from briefs.trim import trim
from data.dates import Value
from data.errors import Ambiguous, NotFound
from data.kinds import KINDS
from data.matching import Choice, Match, Nothing, Sure, is_of_rank, names_office, verdict
from data.store import coverage, entities, facts, search
from data.store.articles import StoredPassage
from data.values import Entity, EntityKind
from handlers.desk import Desk

Result = TypeVar("Result")
READ = ("body", "headline", "bullet", "quote", "caption")
"""Roles of the passages that are shown; boilerplate and suspect text is not."""
SURELY = 0.9
"""From here one name was typed, not two one after the other."""
NUMBER = re.compile(r"#(\d{1,9})")
"""An entity by its number, for buttons: two entities may bear one name."""
LISTED = re.compile(r"\s*(?:[,;]|\s(?:vs\.?|versus)(?=\s))\s*", re.IGNORECASE)
"""What can only stand between two names."""
SEPARATOR = re.compile(r"\s*(?:[&/]|\sand(?=\s))\s*", re.IGNORECASE)
"""What may stand between two names or inside one."""


class Found(Value):
    """The entity that is meant, and how we know."""

    entity: Entity
    match: Match


def meant(desk: Desk, words: str, kinds: Sequence[EntityKind]) -> Found:
    """The one entity of these kinds that the words mean.

    Raises Ambiguous with two to four to choose from, NotFound with those that are near.
    """
    found = perhaps(desk, words, kinds)
    if found is not None:
        return found
    decided = None if NUMBER.fullmatch(words) else _decide(desk, words, kinds)
    near = [offer(desk, match) for match in (decided.near if isinstance(decided, Nothing) else ())]
    other = [offer(desk, match) for match in _of_another_kind(desk, words)]
    if other:
        raise NotFound(notices.not_of_that_kind(words), [*near, *other])
    raise unknown(desk, words, near)


def _of_another_kind(desk: Desk, words: str) -> list[Match]:
    """What the words mean among entities of every kind."""
    found = None if NUMBER.fullmatch(words) else _sure(desk, _decide(desk, words, tuple(KINDS)))
    return [found] if found else []


def unknown(desk: Desk, words: str, near: Sequence[tuple[str, str]] = ()) -> NotFound:
    """What is said of words that mean nobody who is held: who is near, else the sentences that have them."""
    said = [] if near else _as_they_stand(desk, words)
    told = notices.only_said(words) if said else notices.unknown(words, coverage.of(desk.shelf))
    return NotFound(told, near, said)


def _as_they_stand(desk: Desk, words: str) -> list[tuple[str, tuple[int, ...]]]:
    """The sentences that have these very words, each with its article."""
    hits = search.passages(desk.shelf, words, READ, AS_THEY_STAND * 4, enough=ALL)
    folded = words.casefold()
    has = (hit.passage for hit in hits if folded in " ".join(hit.passage.text.split()).casefold())
    said = worded_once(has)
    return [(trim(one.text, around=[words]), (one.article_id,)) for one in said[:AS_THEY_STAND]]


def worded_once(passages: Iterable[StoredPassage]) -> list[StoredPassage]:
    """The passages in their order, the first of each wording: near-copies of an article say the same."""
    first: dict[str, StoredPassage] = {}
    for passage in passages:
        first.setdefault(" ".join(passage.text.split()), passage)
    return list(first.values())


AS_THEY_STAND = 3
"""How many sentences are shown for a name of which there is no card."""
ALL = 0.99
"""Such a sentence has to hold every word."""


def is_whole_name(desk: Desk, words: str) -> bool:
    """Whether somebody or something is called so, and not only by an office."""
    of_kinds = partial(entities.of_kinds, desk.shelf, kinds=tuple(KINDS))
    return any(match.sort != "office" for match in desk.shelf.names.whole(words, of_kinds))


def perhaps(desk: Desk, words: str, kinds: Sequence[EntityKind]) -> Found | None:
    """The one entity that the words mean, or None when there is none; raises Ambiguous as `meant` does."""
    numbered = NUMBER.fullmatch(words)
    if numbered:
        return _numbered(desk, int(numbered[1]), kinds)
    decided = _decide(desk, words, kinds)
    sure = _sure(desk, decided)
    entity = entities.get(desk.shelf, sure.entity_id) if sure else None
    if sure and entity:
        return Found(entity=entity, match=sure)
    if isinstance(decided, Choice):
        offers = [offer(desk, match) for match in decided.matches]
        raise Ambiguous(notices.which(words), offers, [apart(desk, match) for match in decided.matches])
    return None


def several(desk: Desk, words: str, kinds: Sequence[EntityKind]) -> list[Found]:
    """The entities that the words name: 'A, B', 'A and B', or names one after the other ('Pakistan EU').

    Raises NotFound for the first that is not known, Ambiguous as `meant` does.
    """
    listed = [part for part in LISTED.split(words) if part]
    if len(listed) > 1:
        return [_project_of(desk, part) or meant(desk, part, kinds) for part in listed[:4]]
    whole = _sure(desk, _decide(desk, words, kinds))
    if whole is not None and whole.score > SURELY:
        return [meant(desk, words, kinds)]
    parts = [part for part in SEPARATOR.split(words) if part]
    if len(parts) > 1:
        return [_project_of(desk, part) or meant(desk, part, kinds) for part in parts[:4]]
    tokens = words.split()
    for cut in range(1, min(len(tokens), 8)):
        two = [" ".join(part) for part in (tokens[:cut], tokens[cut:])]
        if all(_sure(desk, _decide(desk, part, kinds)) for part in two):
            found = [meant(desk, part, kinds) for part in two]
            return found if found[0].entity.id != found[1].entity.id else [meant(desk, words, kinds)]
    return [meant(desk, words, kinds)]


OWNED = re.compile(r"(?:the |its )?(?P<whose>.+?)(?:['’]s)?(?: new)? project", re.IGNORECASE)


def _project_of(desk: Desk, words: str) -> Found | None:
    """'The ICMPD project': the one project that an organisation funds or implements; None otherwise."""
    owned = OWNED.fullmatch(words)
    owner = _sure(desk, _decide(desk, owned["whose"], ("organisation",))) if owned else None
    if owned is None or owner is None or _sure(desk, _decide(desk, owned["whose"], ("project",))):
        return None
    held = facts.of_entity(desk.shelf, owner.entity_id, ["project"], ("object",))
    own = {fact.subject_id for fact in held if fact.predicate in ("implemented by", "funded by")}
    entity = entities.get(desk.shelf, own.pop()) if len(own) == 1 else None
    if entity is None:
        return None
    because = f"the project of {owner.name}"
    return Found(
        entity=entity, match=Match(entity_id=entity.id, name=entity.name, score=1.0, because=because)
    )


def _decide(desk: Desk, words: str, kinds: Sequence[EntityKind]) -> Sure | Choice | Nothing:
    return _once(desk, ("decided", words, *kinds), lambda: _decided(desk, words, kinds))


def _decided(desk: Desk, words: str, kinds: Sequence[EntityKind]) -> Sure | Choice | Nothing:
    """The verdict over those whose whole name it is, else over all who are near."""
    whole = desk.shelf.names.whole(words, partial(entities.of_kinds, desk.shelf, kinds=kinds))
    same = [match for match in whole if _may_be(words, match)]
    return verdict(same or [match for match in searched(desk, words, kinds) if _may_be(words, match)])


def searched(desk: Desk, words: str, kinds: Sequence[EntityKind], limit: int = 5) -> list[Match]:
    """The entities of these kinds that the words may mean, best first, as `NameIndex.search` gives them."""
    keep = partial(entities.of_kinds, desk.shelf, kinds=kinds)
    what = ("searched", words, limit, *kinds)
    return _once(desk, what, lambda: desk.shelf.names.search(words, limit, keep, kinds))


def _once(desk: Desk, what: tuple[Any, ...], find: Callable[[], Result]) -> Result:
    """What is found, kept for the rest of this answer: most ask for the same words again."""
    shelf = desk.shelf
    if shelf.db.in_transaction:  # what is undone counts back
        return find()
    key = what, shelf.at, shelf.ceiling, shelf.content()
    if key not in desk.searched:
        if len(desk.searched) >= KEPT:
            desk.searched.clear()
        desk.searched[key] = find()
    found: Result = desk.searched[key]
    return found


KEPT = 64
"""Searches that are kept: no answer asks for so many."""


def _may_be(words: str, match: Match) -> bool:
    """Whether what matched is not plainly another: another office, a name in another script."""
    if match.sort == "office" and not is_asked(words, match):
        return False
    return match.score >= SURELY or _same_script(words, match.name)


def is_asked(office: str, match: Match) -> bool:
    """Whether the form that matched says all that was asked for; an exact or short form speaks for itself."""
    return is_of_rank(office, match.name) and (match.score >= SURELY or names_office(office, match.name))


def _same_script(words: str, name: str) -> bool:
    """Whether a name in Arabic script was asked for in it, or a Latin one in any: for Latin words the
    consonants of a part of a name in another script are no evidence."""
    return not ARABIC.search(name) or bool(ARABIC.search(words))


ARABIC = re.compile("[\u0600-\u06ff]")


def _numbered(desk: Desk, number: int, kinds: Sequence[EntityKind]) -> Found | None:
    entity = entities.get(desk.shelf, number)
    if entity is None or entity.id not in entities.of_kinds(desk.shelf, [entity.id], kinds):
        return None
    return Found(entity=entity, match=Match(entity_id=number, name=entity.name, score=1.0, because=""))


def _sure(desk: Desk, decided: Sure | Choice | Nothing) -> Match | None:
    """The match that is meant: the only one, or the one that all others may be but are not known to be."""
    if isinstance(decided, Sure):
        return decided.match
    if isinstance(decided, Choice):
        lasting = [match for match in decided.matches if not _is_event(desk, match)]
        if len(lasting) == 1:
            return lasting[0]
        numbers = {match.entity_id for match in decided.matches}
        for match in decided.matches:
            if numbers - {match.entity_id} <= set(entities.perhaps_same(desk.shelf, match.entity_id)):
                return match
    return None


def _is_event(desk: Desk, match: Match) -> bool:
    """Whether a match is an event: many bear the name of the person or body they were held with."""
    return bool(entities.of_kinds(desk.shelf, [match.entity_id], ["event"]))


def offer(desk: Desk, match: Match) -> tuple[str, str]:
    """A (label, command) pair that opens the entity of a match, by number where its name is shared."""
    entity = entities.get(desk.shelf, match.entity_id)
    if entity is None:
        return match.name, f"/find {match.name}"
    return entity.name, f"/{KINDS[entity.kind].command} {reference(desk, entity)}"


def reference(desk: Desk, entity: Entity) -> str:
    """How a button names an entity: by its name, or by its number where others bear that name."""
    return references(desk, [entity])[0]


def references(desk: Desk, wanted: Sequence[Entity]) -> list[str]:
    """How buttons name these entities, each as `reference` does."""
    bearers = entities.called(desk.shelf, [entity.name for entity in wanted])
    every = {number for numbers in bearers.values() for number in numbers}
    kinds = entities.kinds_of(desk.shelf, every, {entity.kind for entity in wanted})
    found = []
    for entity in wanted:
        of_kind = {number for number in bearers.get(entity.name, ()) if kinds.get(number) == entity.kind}
        whole = " " in entity.name or entity.kind != "person"
        alone = (whole and of_kind == {entity.id}) or _is_meant(desk, entity)
        found.append(entity.name if alone else f"#{entity.id}")
    return found


def _is_meant(desk: Desk, entity: Entity) -> bool:
    """Whether an entity is what its name means, among those of its kind."""
    same = _decide(desk, entity.name, [entity.kind])
    return isinstance(same, Sure) and same.match.entity_id == entity.id


def apart(desk: Desk, match: Match) -> tuple[str, tuple[int, ...]]:
    """What tells one candidate from the others: the latest office, else the first sentence that names it."""
    held = facts.of_entity(desk.shelf, match.entity_id, ["office"], limit=1)
    if held and held[0].article_id:
        told = f"{tell(held, held[0].subject_id)} {dated(held)}".rstrip()
        return _("{name}: {told}", name=held[0].subject, told=told), (held[0].article_id,)
    entity = entities.get(desk.shelf, match.entity_id)
    name = entity.name if entity else match.name
    seen = entities.seen(desk.shelf, match.entity_id, READ, limit=1)
    if not seen:
        return name, ()
    told = _("{name}: {sentence}", name=name, sentence=trim(seen[0].passage.text, 140))
    return told, (seen[0].passage.article_id,)
