"""Shares: figures by place behind a count ('41 held (27 in Malta, 14 in Peru)', '41, of whom 27 in Peru')."""

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from typing import NamedTuple

from data.reading.document import Figure
from data.reading.facts.view import Line
from data.reading.outline import F, L, pattern
from data.values import Mention

_ONE = r"(?:\d[\d,]{0,9}|<F>)(?: of (?:them|whom))?(?: were)? (?:in|off|from|at) (?:the )?<L>"
_WHERE = _ONE.replace("|from|", "|")
"""Who is from a place was not counted there."""
_PART = r",? (?:of (?:whom|which)|including|among (?:whom|them))(?: at least| about| some)? "
"""What leads to parts of a count."""


@cache
def _bracket() -> re.Pattern[str]:
    """Shares and nothing else: in brackets, led to as parts, or two and more behind a comma or a colon."""
    more = rf"(?:[,;]? and |[,;] ){_ONE}"
    end = r"(?=[.;:]|, (?!<L>)| \[|$)"
    return pattern(rf" \({_ONE}(?:{more})+\)|{_PART}{_ONE}(?:{more})*{end}|[,:] {_ONE}(?:{more})+{end}")


@cache
def _parts() -> re.Pattern[str]:
    number = r"(?:\d[\d,]{0,9}|<F>)(?![\w-])"
    return pattern(rf"{_PART}{number}[^,;:.()]*(?:, (?:and )?{number}[^,;:.()]*)*")


class Share(NamedTuple):
    """So many of a count in one place."""

    value: str
    number: float
    place: Mention


def without(line: Line) -> Line:
    """The line without such brackets: the places in them are not those of the whole count."""
    outline = line.outline
    for m in reversed(list(_bracket().finditer(line.letters))):
        outline = outline.without(*m.span())
    return line if outline is line.outline else replace(line, outline=outline)


def parts(line: Line) -> list[tuple[int, int]]:
    """Where parts of a count are told ('of whom 200 came to Malta'), in order: where they were, and what
    became of them, is not told of all."""
    return [m.span() for m in _parts().finditer(line.letters)]


def whole(line: Line, at: int, parts: Sequence[tuple[int, int]]) -> Line:
    """The line of the count at `at` without the first of the parts behind it."""
    behind = next((span for span in parts if span[0] > at), None)
    return line if behind is None else replace(line, outline=line.outline.without(*behind))


def of(line: Line, figure: Figure) -> list[Share]:
    """The shares right behind a count, none where they make up more than the whole."""
    if figure.unit != "count" or figure.number is None:
        return []
    start = next((i for i, other in line.outline.figures() if other == figure), len(line.letters))
    m = _bracket().search(line.letters, start)
    if m is None or re.search(rf"[{F};]", line.letters[start + 1 : m.start()]):
        return []
    found = [_share(line, one) for one in _one().finditer(line.letters, *m.span())]
    return found if sum(share.number for share in found) <= figure.number else []


@cache
def _one() -> re.Pattern[str]:
    return pattern(_WHERE)


def _share(line: Line, m: re.Match[str]) -> Share:
    thing = line.outline.things.get(m.start())
    place = line.outline.name(line.letters.index(L, m.start()))
    if isinstance(thing, Figure):
        return Share(thing.text, thing.number or 0.0, place)
    digits = re.match(r"[\d,]+", m[0])
    value = digits[0].rstrip(",") if digits else ""
    return Share(value, float(value.replace(",", "")), place)
