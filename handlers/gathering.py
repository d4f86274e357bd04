"""Gathering: what one brief is made of, fetched from the store as its chat may see it."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime

from briefs import notices
from briefs.card import Conflict
from briefs.corrections import Change
from briefs.daily import Material
from data import schedule
from data.dates import DateSpan, Value
from data.schedule import Plan
from data.store import articles, corrections, coverage, deliveries, entities, facts, news
from data.store.corrections import Correction
from data.store.news import Follow
from data.store.shelf import Shelf
from data.values import FactKind, StoredFact
from handlers.desk import Desk
from handlers.differing import differing

MOST = 400
"""How many new facts a brief is chosen from."""
LOOKED_AT = 40
"""For how many new facts it is looked up what was held before."""


class Order(Value):
    """What decides a brief: chats of equal orders are sent the same one, composed once."""

    follows: tuple[Follow, ...]
    plan: Plan
    due: datetime
    since: datetime | None
    first: int
    last: int
    ceiling: int
    language: str
    carried: tuple[int, ...] = ()
    """Facts of the last brief that did not arrive."""
    known: frozenset[int] = frozenset()
    """Facts that this chat was told before, of those that hold again."""
    corrected: tuple[Correction, ...] = ()
    doubted: tuple[tuple[int, int], ...] = ()


def material(desk: Desk, order: Order) -> Material:
    """All that a brief is made of."""
    shelf = replace(desk.shelf, ceiling=order.ceiling)
    numbers = [number for number, _again in news.new(shelf, order.first, order.last, order.follows, MOST)]
    told_since = {one.fact for one in order.corrected if one.what == "again"}
    told_since |= {one.successor for one in endings(shelf, order.corrected) if one.successor}
    own = {*numbers, *order.carried} - order.known - told_since
    held = facts.get_all(shelf, own)
    found = sorted(held.values(), key=lambda fact: -fact.id)
    conflicts = list(differing(shelf, found))
    changed = [pair for pair in changes(shelf, found[:LOOKED_AT]) if not _disputed(pair, conflicts)]
    corrected = tuple(change(shelf, one) for one in order.corrected)
    offices = list(held_by(shelf, found[:PERSONS]))
    numbers_of = _articles_of([*found, *offices, *(old for old, _new in changed), *_sides(corrected)])
    numbers_of |= {f.article_id for c in conflicts for f in (c.first, c.second) if f.article_id}
    known = articles.get_all(shelf, numbers_of)
    return Material(
        follows=tuple(names(shelf, order.follows)), plan=order.plan, due=order.due, since=order.since,
        facts=tuple(found), beyond=len(numbers) == MOST, changed=tuple(changed), corrected=corrected,
        conflicts=tuple(conflicts), articles=known, offices=tuple(offices),
        withheld=tuple(n for n in known if articles.passages(shelf, n, ("suspect",))),
        missed=tuple(missed(desk, order.doubted)), between=(order.first, order.last),
        covers=notices.covers(coverage.of(shelf)),
        next_due=schedule.following(order.plan, order.due).due,
    )  # fmt: skip


def _articles_of(found: Iterable[StoredFact]) -> set[int]:
    return {fact.article_id for fact in found if fact.article_id}


def _sides(changes: Iterable[Change]) -> Iterator[StoredFact]:
    for one in changes:
        yield from (fact for fact in (one.old, one.new) if fact is not None)


def names(shelf: Shelf, follows: Iterable[Follow]) -> Iterator[str]:
    """What follows are called: the name of an entity, or the words."""
    for follow in follows:
        entity = entities.get(shelf, follow.entity) if follow.entity else None
        yield entity.name if entity else follow.words


def missed(desk: Desk, doubted: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int, str]]:
    """The parts that may not have arrived, with the day of their brief."""
    for number, part in doubted:
        one = deliveries.get(desk.shelf, number)
        if one is not None:
            yield number, part, one.day


def endings(shelf: Shelf, told: Iterable[Correction]) -> Iterator[corrections.Ending]:
    """How the facts of corrections ended."""
    for one in told:
        found = corrections.ending(shelf, one.fact)
        if found is not None:
            yield found


def change(shelf: Shelf, one: Correction) -> Change:
    """What became of a fact, as the shelf's ceiling lets it be told."""
    found = corrections.ending(shelf, one.fact)
    old = facts.get(shelf, one.fact)
    if found is None or found.holds:
        return Change(old=old, holds=True)
    new = facts.get(shelf, found.successor) if found.successor else None
    return Change(old=old, new=new, replaced=found.successor is not None, why=found.why if old else "")


PERSONS = 120
"""In how many new facts it is looked who the persons are."""


def held_by(shelf: Shelf, found: Iterable[StoredFact]) -> Iterator[StoredFact]:
    """The office that each person of these facts was last known to hold, in the order they are named."""
    persons: dict[int, None] = {}
    for fact in found:
        sides = ((fact.subject_id, fact.subject_kind), (fact.object_id, fact.object_kind))
        persons.update({number: None for number, kind in sides if number and kind == "person"})
    for number in persons:
        yield from facts.of_entity(shelf, number, [FactKind.OFFICE.value], limit=1)


SINGLE = ("budget", "period")
"""Attributes of a project that have one value at a time."""


def changes(shelf: Shelf, found: Sequence[StoredFact]) -> Iterator[tuple[StoredFact, StoredFact]]:
    """New facts that differ from what was held of the same thing at an earlier date."""
    fresh = {fact.id for fact in found}
    for new in found:
        earlier = [old for old in _same_thing(shelf, new) if old.id not in fresh and _is_earlier(old, new)]
        if earlier:
            yield max(earlier, key=_day), new


def _same_thing(shelf: Shelf, new: StoredFact) -> list[StoredFact]:
    """What was held of the same office of the same body by another person, or of the same attribute."""
    if new.kind is FactKind.OFFICE and new.object_id:
        held = facts.of_entity(shelf, new.object_id, [FactKind.OFFICE.value], ("object",))
        same = [f for f in held if f.value.casefold() == new.value.casefold()]
        return [f for f in same if f.subject_id != new.subject_id]
    if new.kind is FactKind.PROJECT and new.predicate in SINGLE:
        held = facts.of_entity(shelf, new.subject_id, [FactKind.PROJECT.value])
        return [f for f in held if f.predicate == new.predicate and f.value != new.value]
    return []


def _is_earlier(old: StoredFact, new: StoredFact) -> bool:
    before, after = _known(old).latest, _known(new).earliest
    return before is not None and after is not None and before < after


def _known(fact: StoredFact) -> DateSpan:
    """The date of a fact, or else of its report."""
    return fact.when if fact.when.edtf else fact.published


def _day(fact: StoredFact) -> str:
    return facts.sort_day(_known(fact))


def _disputed(pair: tuple[StoredFact, StoredFact], conflicts: Sequence[Conflict]) -> bool:
    """Whether two facts stand side by side among the differences already."""
    ids = {fact.id for fact in pair}
    return any(ids == {c.first.id, c.second.id} for c in conflicts)
