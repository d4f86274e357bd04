"""Retractions: what an article takes back; a value that is corrected in it is no fact of it."""

import re
from collections.abc import Iterable, Sequence
from functools import cache
from typing import NamedTuple

from data.reading.document import Figure
from data.reading.facts.view import Line, View
from data.reading.outline import pattern
from data.values import Fact, FactKind

Span = tuple[int, int]

_RIGHT = r"(?:should have|in fact|the correct|the right|the actual|correctly|it (?:is|was|has)|but )"
"""Where, in a sentence that takes something back, the right value begins."""


@cache
def _wrong() -> tuple[re.Pattern[str], ...]:
    """Each finds, as `wrong`, the part of a sentence that says what was not so."""
    rest = rf"(?P<wrong>(?:(?!{_RIGHT})[^.;])*)"
    return (
        pattern(
            rf"\b(?:earlier|previous|original|first) (?:version|edition|report|article|story|"
            rf"statement)s?\b{rest}"
        ),
        pattern(
            r"\b(?:wrongly|incorrectly|mistakenly|erroneously) (?:said|reported|stated|gave|given|put|"
            r"identified|named|"
            rf"described|called|attributed|quoted|listed)\b{rest}"
        ),
        pattern(
            r"\b(?:retracted|retracts|withdrew|withdrawn|withdraws|took back|disowned) (?:its|his|her|"
            r"their|the|a|an)"
            rf"(?: [a-z]+){{0,2}} (?:claims?|statements?|figures?|reports?|numbers?|allegations?)\b{rest}"
        ),
        pattern(
            r"\b(?:corrected|revised|lowered|raised|changed|amended)\b[^.;]{0,80}? from "
            r"(?P<wrong>[^.;]{0,30}?<F>)"
        ),
        pattern(r"(?:,| and) not (?P<wrong>(?:[a-z]+ ){0,2}<F>)"),
        pattern(r"\b(?:instead of|rather than) (?P<wrong>(?:[a-z]+ ){0,2}<F>)"),
    )


def spans(line: Line) -> list[Span]:
    """The parts of the text that a sentence takes back, as offsets."""
    found = [m.span("wrong") for shape in _wrong() for m in shape.finditer(line.letters)]
    return [line.outline.span(*span) for span in found if span[0] < span[1]]


def kept(view: View, facts: Iterable[Fact]) -> list[Fact]:
    """The facts without those that the article itself takes back.

    A fact goes when its value stands only in words that are taken back, and a figure also when
    the same number is taken back elsewhere in the article.
    """
    taken = [(line, span) for line in view.lines for span in spans(line)]
    if not taken:
        return list(facts)
    figures = [figure for line, span in taken for figure in _figures(line, span)]
    wrong = _Wrong(
        [span for _, span in taken], {(f.number, f.unit) for f in figures}, {f.text for f in figures}
    )
    return [fact for fact in facts if not _is_wrong(view.document.text, fact, wrong)]


class _Wrong(NamedTuple):
    """What an article takes back: parts of its text, and the figures in them."""

    spans: Sequence[Span]
    numbers: set[tuple[float, str]]
    words: set[str]


def _figures(line: Line, span: Span) -> list[Figure]:
    return [f for _, f in line.outline.figures() if span[0] <= f.start and f.end <= span[1]]


def _is_wrong(text: str, fact: Fact, wrong: _Wrong) -> bool:
    if fact.number is not None and fact.kind in (FactKind.FIGURE, FactKind.PROJECT):
        return (fact.number, fact.unit) in wrong.numbers
    if fact.kind == FactKind.STATEMENT and wrong.words & set(re.findall(r"[^\s,;]+(?:[.,]\d+)*", fact.value)):
        return True
    near = [(a, b) for a, b in wrong.spans if a < fact.end and fact.start < b]
    if not near or not fact.value:
        return False
    at = text.find(fact.value, fact.start, fact.end)
    while at >= 0:
        if not any(a < at + len(fact.value) and at < b for a, b in near):
            return False
        at = text.find(fact.value, at + 1, fact.end)
    return True
