"""Conflicts: where an article's headline contradicts its body, and where articles contradict each other."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from itertools import product
from typing import Literal

from data.dates import DateSpan, Value, bounds
from data.reading.document import Document
from data.values import Fact, FactKind

Sort = Literal["speaker", "counted", "wording", "number", "attribute", "holder", "period"]
Same = Callable[[str, str], bool]
"""Whether two names of two articles are one entity's; inside one article equal names are."""


class Conflict(Value):
    """Two facts that cannot both be right as they stand; neither is dropped, both are shown."""

    kind: Sort
    about: str
    """Whom or what it concerns, for a heading ('47%', 'GLO.ACT: budget')."""
    first: Fact
    second: Fact
    why: str
    """One sentence for the reader, with both sides."""


SINGLE = frozenset({"budget", "period", "full name", "acronym", "date"})
"""Predicates of projects and events that have one value; two different ones contradict each other."""

_SHARED_HEADS = (
    "sharing|exchange|gathering|cooperation|patrols?|operations?|agreement|mechanism|training|support"
)
_PHRASE = re.compile(rf"\b([a-z]{{4,}})[- ]({_SHARED_HEADS})\b", re.I)
_EMPTY = (
    "deeper closer further future more better mutual joint increased enhanced intensified stronger "
    "bilateral international regional continued effective additional greater wider full close their both "
    "this that such"
)
"""Words that say how, not what: 'deeper' and 'more' sharing are no two kinds of sharing."""


def within(document: Document) -> tuple[Conflict, ...]:
    """What the headline and the bullets at the head of an article say otherwise than its body.

    Compared are figures (same number and unit, another speaker or something else counted) and what
    was agreed ('intelligence sharing' against 'information sharing'). The body's fact comes second.
    """
    top = _summary_end(document)
    above = [fact for fact in document.facts if fact.start < top]
    below = [fact for fact in document.facts if fact.start >= top]
    return _distinct(
        conflict
        for first, second in product(above, below)
        for compare in (_figures, _wording)
        for conflict in compare(first, second, str.__eq__)
    )


def between(first: Sequence[Fact], second: Sequence[Fact], same: Same = str.__eq__) -> tuple[Conflict, ...]:
    """What the facts of two articles contradict each other in; `same` says which names are one entity's."""
    pairs = [*product(first, second)]
    found = [conflict for one, two in pairs for rule in _RULES for conflict in rule(one, two, same)]
    return _distinct([*found, *_after_its_end(first, second, same), *_after_its_end(second, first, same)])


def _summary_end(document: Document) -> int:
    """Where the body begins: behind the headlines and bullets that open the text."""
    for passage in document.passages:
        if passage.role in ("body", "quote"):
            return passage.start
    return 0


def _figures(one: Fact, two: Fact, same: Same) -> Iterator[Conflict]:
    """The same figure with another speaker or of something else."""
    if one.kind != FactKind.FIGURE or two.kind != FactKind.FIGURE:
        return
    if one.number is None or (one.number, one.unit) != (two.number, two.unit):
        return
    if one.speaker and two.speaker and not same(one.speaker, two.speaker):
        why = f"{one.value} is given as said by {one.speaker} and as said by {two.speaker}."
        yield _conflict("speaker", one.value, one, two, why)
    elif one.counted and two.counted and _words(one.counted) != _words(two.counted) and _overlap(one, two):
        why = f"{one.value} counts “{one.counted}” in one place and “{two.counted}” in the other."
        yield _conflict("counted", one.value, one, two, why)


def _overlap(one: Fact, two: Fact) -> bool:
    """Whether two figures count something alike: they share a word of what is counted."""
    return bool(_words(one.counted) & _words(two.counted))


def _wording(one: Fact, two: Fact, same: Same) -> Iterator[Conflict]:
    """'intelligence sharing' where the other says 'information sharing', both agreed by the same parties."""
    kinds = {one.kind, two.kind}
    if kinds != {FactKind.AGREEMENT} or not _same_parties(one, two, same):
        return
    for (mine, head), (theirs, other) in product(_phrases(one.value), _phrases(two.value)):
        if head == other and mine != theirs:
            why = f"“{mine} {head}” in one place, “{theirs} {head}” in the other."
            yield _conflict("wording", f"{mine} / {theirs} {head}", one, two, why)


def _same_parties(one: Fact, two: Fact, same: Same) -> bool:
    straight = same(one.subject, two.subject) and same(one.object, two.object)
    return straight or (same(one.subject, two.object) and same(one.object, two.subject))


def _phrases(text: str) -> set[tuple[str, str]]:
    found = {(a.lower(), b.lower()) for a, b in _PHRASE.findall(text)}
    return {(a, b) for a, b in found if a not in _EMPTY.split()}


def _numbers(one: Fact, two: Fact, same: Same) -> Iterator[Conflict]:
    """Another number of the same things for the same period; a range is no number."""
    if one.kind != FactKind.FIGURE or two.kind != FactKind.FIGURE or one.unit != two.unit:
        return
    if one.number is None or two.number is None:
        return
    alike = one.counted and _words(one.counted) == _words(two.counted) and same(one.subject, two.subject)
    dated = one.when.edtf and one.when.edtf == two.when.edtf
    if alike and dated and one.number != two.number and one.qualifier == two.qualifier:
        why = f"{one.value} and {two.value} {one.counted}, both for {one.when.edtf}."
        yield _conflict("number", f"{one.subject}: {one.counted}", one, two, why)


def _attributes(one: Fact, two: Fact, same: Same) -> Iterator[Conflict]:
    """Two values of an attribute that has one."""
    if one.kind != two.kind or one.kind not in (FactKind.PROJECT, FactKind.EVENT):
        return
    if one.predicate != two.predicate or one.predicate not in SINGLE or not same(one.subject, two.subject):
        return
    if _value(one) != _value(two):
        why = f"{one.predicate} is “{one.value}” in one place and “{two.value}” in the other."
        yield _conflict("attribute", f"{one.subject}: {one.predicate}", one, two, why)


def _value(fact: Fact) -> object:
    """What is compared: number and unit, dates, or the words without case and small words."""
    if fact.number is not None:
        return fact.number, fact.unit
    return fact.when.edtf if fact.predicate == "date" and fact.when.edtf else frozenset(_words(fact.value))


def _holders(one: Fact, two: Fact, same: Same) -> Iterator[Conflict]:
    """Two holders of one office of one body in reports of the same month."""
    if {one.kind, two.kind} != {FactKind.OFFICE} or {one.predicate, two.predicate} != {"holds"}:
        return
    if not one.object or not same(one.object, two.object) or same(one.subject, two.subject):
        return
    month = one.when.edtf[:7]
    if len(month) == 7 and month == two.when.edtf[:7] and _words(one.value) == _words(two.value):
        why = f"{one.value} is {one.subject} in one report and {two.subject} in the other, both of {month}."
        yield _conflict("holder", f"{one.value}, {one.object}", one, two, why)


_RULES: tuple[Callable[[Fact, Fact, Same], Iterable[Conflict]], ...] = (
    _figures,
    _numbers,
    _attributes,
    _holders,
    _wording,
)


def _after_its_end(first: Sequence[Fact], second: Sequence[Fact], same: Same) -> Iterator[Conflict]:
    """A project that one article ends in a year and the other still has others run under later."""
    for period, later in product(first, second):
        if (period.kind, period.predicate) != (FactKind.PROJECT, "period") or later.predicate not in (
            "framework",
            "part of",
        ):
            continue
        end, since = _last_day(period), _when(later, second).earliest
        if end and since and since > end and same(period.subject, later.object):
            why = (
                f"It is said to run {period.value}; the other speaks of it after {since:%Y-%m} as a "
                f"framework."
            )
            yield _conflict("period", f"{period.subject}: period", period, later, why)


def _last_day(period: Fact) -> date | None:
    """The last day of a period as written ('2015-2019', '2022 to 2025')."""
    if period.when.edtf:
        return period.when.latest
    years = re.findall(r"\b(?:19|20)\d\d\b", period.value)
    return bounds(max(years))[1] if years else None


def _when(fact: Fact, others: Iterable[Fact]) -> DateSpan:
    """The fact's date, else that of an event told in the same sentence."""
    if fact.when.edtf:
        return fact.when
    told = [o.when for o in others if o.kind == FactKind.EVENT and o.start == fact.start and o.when.edtf]
    return told[0] if told else fact.when


def _conflict(kind: Sort, about: str, first: Fact, second: Fact, why: str) -> Conflict:
    return Conflict(kind=kind, about=about, first=first, second=second, why=why)


def _distinct(found: Iterable[Conflict]) -> tuple[Conflict, ...]:
    kept: dict[tuple[str, str, str], Conflict] = {}
    for conflict in found:
        kept.setdefault((conflict.kind, conflict.about, conflict.why), conflict)
    return tuple(kept.values())


def _words(text: str) -> set[str]:
    return set(re.findall(r"[\w-]+", text.lower())) - {"the", "a", "an", "of", "in", "and", "their", "its"}
