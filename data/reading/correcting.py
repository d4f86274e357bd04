"""Correcting: the sentences of an article that give a new value and say which one it takes the place of."""

import re
from collections.abc import Iterable, Iterator

from data.dates import Value
from data.reading.bare import REVISED
from data.reading.document import Document, Figure
from data.values import Fact, FactKind

_NOT = re.compile(
    rf"(?:(?:,| and) not|instead of|rather than|{REVISED}) "
    r"(?!more|less|fewer|at least|at most|only|just|even)(?:\w+ ){0,2}$",
    re.IGNORECASE,
)
"""What stands before a value that is said not to hold."""
_BEFORE = 160
"""Characters before a value that are looked at."""
_ALIKE = 3.0
"""A value and the one it takes the place of differ by less than this factor: 5,870 people and not 6,240."""
_MONEY = re.compile(r"[A-Z]{3}")


class Corrected(Value):
    """A new fact, and the value that its sentence says does not hold."""

    fact: Fact
    old: float
    said: str
    """The old value as written."""


def corrected(document: Document, facts: Iterable[Fact]) -> Iterator[Corrected]:
    """Each figure or amount among the facts whose sentence denies one other value that is like it.

    Nothing where two figures of the sentence could be the one that is corrected.
    """
    known = [fact for fact in facts if fact.kind == FactKind.FIGURE and fact.number]
    for figure in document.figures:
        before = document.text[max(0, figure.start - _BEFORE) : figure.start]
        if figure.number and _NOT.search(before[: -len(figure.qualifier)] if figure.qualifier else before):
            near = [fact for fact in known if fact.start <= figure.start < fact.end and _like(fact, figure)]
            if len({fact.number for fact in near}) == 1:
                yield Corrected(fact=near[0], old=figure.number, said=figure.text)


def takes_back(new: Corrected, other: Fact) -> bool:
    """Whether another fact is the value that a correction denies: as many of the same things, or money.

    Of money only that of a project or an event: a body has many amounts. A correction that does
    not say what it counts may be of anything.
    """
    same = new.fact.unit == other.unit and other.number == new.old
    if not same or (other.when.edtf and new.fact.when.edtf and not _one_time(new.fact, other)):
        return False
    if _MONEY.fullmatch(other.unit):
        return other.subject_kind in ("project", "event")
    return bool(_things(other)) and _things(new.fact) in (_things(other), set())


def _one_time(one: Fact, other: Fact) -> bool:
    """Whether two dated facts may be of one time: one period holds the other."""
    return one.when.edtf[:4] == other.when.edtf[:4]


def _like(fact: Fact, figure: Figure) -> bool:
    """Whether a figure may be an earlier value of a fact: of its unit or of none, and of its size."""
    ratio = (fact.number or 0) / (figure.number or 1)
    plain = figure.unit == "count" and (not figure.counted or bool(_things(fact)))
    of_one_unit = figure.unit == fact.unit or (plain and _MONEY.fullmatch(fact.unit) is not None)
    return of_one_unit and ratio != 1 and 1 / _ALIKE < ratio < _ALIKE


_PEOPLE = {"person": "people", "persons": "people"}


def _things(fact: Fact) -> set[str]:
    return {_PEOPLE.get(word, word) for word in re.findall(r"[^\W\d_]{3,}", fact.counted.casefold())}
