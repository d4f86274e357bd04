"""Versions: what a newer version of an article leaves, changes, adds and no longer says. Pure decisions."""

import re
from collections.abc import Mapping, Sequence
from difflib import SequenceMatcher

from data.dates import Value
from data.values import EntityKind, Fact, StoredFact

Key = tuple[EntityKind, str]
ALIKE = 0.6
"""How like its earlier wording (share of common words in order) a sentence must be to count as edited.

One number or name changed in a sentence of eight words leaves 0.87; two sentences on the same subject
by the same writer share a third of their words at most.
"""
_WORD = re.compile(r"\w+(?:[.,]\d+)*")


class Changes(Value):
    """A newer version beside the facts that hold of the earlier ones."""

    fresh: tuple[Fact, ...] = ()
    """Facts that only the newer version states, those that take the place of another among them."""
    changed: tuple[tuple[Fact, int], ...] = ()
    """A fact of the newer version and the number of the earlier fact whose place it takes."""
    vanished: tuple[int, ...] = ()
    """Earlier facts that the newer version no longer states."""
    same: int = 0
    """How many facts both state; they stay as they are."""


def compare(old: Sequence[StoredFact], new: Sequence[Fact], ids: Mapping[Key, int], text: str) -> Changes:
    """What the facts of a newer version, whose whole text is given, do to the facts of the earlier ones.

    `ids` are the entities of the new version's names. A fact whose sentence still stands word for
    word has not vanished, whatever is read from it today.
    """
    held = {_told(fact): fact.id for fact in old}
    again = {held[_read(fact, ids)] for fact in new if _read(fact, ids) in held}
    fresh = [fact for fact in new if _read(fact, ids) not in held]
    whole = " ".join(text.split())
    gone = [f for f in old if f.id not in again and " ".join(f.evidence.split()) not in whole]
    changed = _pairs(gone, fresh, ids, text)
    taken = {number for _, number in changed}
    return Changes(
        fresh=tuple(fresh),
        changed=tuple(changed),
        vanished=tuple(fact.id for fact in gone if fact.id not in taken),
        same=len(old) - len(gone),
    )


def _read(fact: Fact, ids: Mapping[Key, int]) -> tuple[object, ...]:
    """All that a fact as read states, by the numbers of its entities."""
    subject = ids.get((fact.subject_kind, fact.subject), 0)
    target = ids.get((fact.object_kind, fact.object), 0) if fact.object_kind else 0
    return (*_states(fact), subject, target or fact.object.casefold())


def _told(fact: StoredFact) -> tuple[object, ...]:
    """The same of a fact of the store."""
    return (*_states(fact), fact.subject_id, fact.object_id or fact.object.casefold())


def _states(fact: Fact) -> tuple[object, ...]:
    value = " ".join(fact.value.split())
    when = fact.when.edtf
    return (fact.kind, fact.predicate, value, fact.number, fact.unit, fact.counted, fact.qualifier, when)


def _pairs(
    gone: Sequence[StoredFact], fresh: Sequence[Fact], ids: Mapping[Key, int], text: str
) -> list[tuple[Fact, int]]:
    """Earlier facts and the new ones that are their edited form, the likest first, each at most once."""
    weighed = [
        (likeness, new, old)
        for old in gone
        for new in fresh
        if _may_be(old, new, ids) and (likeness := _alike(old.evidence, text[new.start : new.end])) >= ALIKE
    ]
    pairs: list[tuple[Fact, int]] = []
    used: set[object] = set()
    for _, new, old in sorted(weighed, key=lambda one: (-one[0], one[2].id, one[1].start)):
        if old.id not in used and new not in used:
            used |= {old.id, new}
            pairs.append((new, old.id))
    return pairs


def _may_be(old: StoredFact, new: Fact, ids: Mapping[Key, int]) -> bool:
    """Whether two facts are of one sort and share their subject, their object or their value."""
    if (old.kind, old.predicate) != (new.kind, new.predicate):
        return False
    same_subject = old.subject_id == ids.get((new.subject_kind, new.subject))
    same_object = bool(new.object) and old.object.casefold() == new.object.casefold()
    return same_subject or same_object or (bool(new.value) and old.value == new.value)


def _alike(one: str, other: str) -> float:
    first, second = _WORD.findall(one.casefold())[:200], _WORD.findall(other.casefold())[:200]
    return SequenceMatcher(None, first, second, autojunk=False).ratio()
