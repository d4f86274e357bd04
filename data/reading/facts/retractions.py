"""Retractions: what an article takes back; a value that is corrected in it is no fact of it."""

import re
from collections.abc import Iterable, Sequence
from functools import cache
from typing import NamedTuple

from data.dates import UNDATED
from data.reading.bare import REVISED
from data.reading.document import Figure
from data.reading.facts.view import Line, View
from data.reading.outline import pattern
from data.values import Fact, FactKind

Span = tuple[int, int]

_RIGHT = r"(?:should have|in fact|the correct|the right|the actual|correctly|it (?:is|was|has)|but )"
"""Where, in a sentence that takes something back, the right value begins."""

_NOT_SO = (
    r"wrong|incorrect|inaccurate|false|mistaken|erroneous|untrue|an error|a mistake|not (?:correct|true|"
    r"right|"
    r"accurate)"
)
_NOTICE = re.compile(
    r"\W*+(?:Corrections?|Clarifications?|Retractions?|Apolog(?:y|ies)|Errat(?:um|a)|Corrigend)", re.I
)
"""How a notice that takes something back begins."""


@cache
def _own_claim() -> re.Pattern[str]:
    """'In an article of 3 May we wrote that ...': what the publisher itself had told."""
    return pattern(
        r"(?<!\w)(?:(?P<own>[Ww]e|(?:I|<P>)(?: then| had| have| earlier| previously| wrongly| mistakenly)+|"
        r"[Tt]his (?:news)?(?:paper|site|outlet|agency|website|portal)|[Oo]ur (?:[a-z]+ )?"
        r"(?:report|article|story|piece|text|item|headline))|(?:[Aa]n|[Tt]he|[Aa]) (?:[a-z]+ )?(?:article|"
        r"report|story"
        r"|item)(?:(?: that was)? (?:published|printed|posted|headlined))?)"
        r"(?: of <D>| (?:on )?<D>|,? (?:which|that) [^.;,]{1,60},?| (?:had|has|have|also))*,? "
        r"(?:wrote|reported|stated|said|published that|claimed|gave|named|identified|put|quoted)\b"
        rf"(?P<wrong>(?:(?!{_RIGHT})[^.;])*)"
    )


_CORRECTS = re.compile(
    rf"\b(?:correct|right|true|actual|real) (?:number|figure|total|count|name|date|amount|sum|toll)\b|"
    r"\b(?:[Tt]hat|[Tt]his|[Ii]t|which|reports?|article|story|claims?|statements?|figures?|numbers?|"
    r"information)"
    rf" (?:was|were|is|are) (?:{_NOT_SO})\b|\bcontrary to (?:our|what we)\b|"
    r"\b(?:regrets?|apologi[sz]es?|sorry) (?:for )?(?:the|this|our|any) (?:error|mistake|confusion)|"
    r"\bshould have (?:read|said|been)\b|\b(?:was|were|had|has|have|did) not\b[^.;]{0,80}\bas (?:we|was) ",
)
"""What shows, in the sentences next to what a publisher wrote, that it was not so."""


@cache
def _right_value() -> re.Pattern[str]:
    """'The correct number is 118.'"""
    return pattern(
        r"\b(?:correct|right|true|actual|real) (?:number|figure|total|count|amount|sum|toll)s?(?: of "
        r"[^.;,]{1,60})? "
        r"(?:is|was|are|were|should (?:be|have been)|stands at|stood at) (?:[a-z]+ ){0,2}?(?P<right><F>)"
    )


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
        pattern(rf"{REVISED} (?P<wrong><F>)"),
        pattern(
            r"\b(?:earlier|previously|initially|originally|at first|mistakenly) (?:been )?"
            r"(?:given|reported|put|"
            r"stated|announced|recorded|listed|counted) (?:as|at) (?P<wrong>[^.;]{0,30}?<F>)"
        ),
        pattern(r"(?:,| and) not (?P<wrong>(?:[a-z]+ ){0,2}<F>)"),
        pattern(r"\b(?:instead of|rather than) (?P<wrong>(?:[a-z]+ ){0,2}<F>)"),
        pattern(
            r"\b(?:numbers?|figures?|totals?|counts?|claims?|statements?|reports?|amounts?|sums?) (?:of|"
            r"that) "
            rf"(?P<wrong>(?:(?!{_RIGHT})[^.;,]){{1,160}}?) (?:was|were|is|are) (?:{_NOT_SO})"
        ),
    )


def spans(line: Line) -> list[Span]:
    """The parts of the text that a sentence takes back, as offsets."""
    found = [m.span("wrong") for shape in _wrong() for m in shape.finditer(line.letters)]
    return [line.outline.span(*span) for span in found if span[0] < span[1]]


def _taken_back(view: View) -> list[tuple[Line, Span]]:
    """The parts of the text that the article takes back, by their own words or by those beside them."""
    found = [(line, span) for line in view.lines for span in spans(line)]
    notice = _is_notice(view)
    for line in view.body:
        for m in _own_claim().finditer(line.letters):
            near = [other.letters for other in view.lines[line.index + 1 : line.index + 4]]
            behind = " ".join([line.letters[m.end() :], *near])
            denied = _CORRECTS.search(behind) or (m["own"] and re.search(r"\b[Ii]n fact\b", behind))
            if m["wrong"].strip() and (notice or denied):
                found.append((line, line.outline.span(*m.span("wrong"))))
    return found


def _is_notice(view: View) -> bool:
    """Whether the title or the first line says that this is a correction, retraction or apology."""
    return any(
        _NOTICE.match(text) for text in (view.document.article.title, view.document.text[:60].lstrip())
    )


def kept(view: View, facts: Iterable[Fact]) -> list[Fact]:
    """The facts without those that the article itself takes back, and with the right values of figures.

    A fact goes when its value stands only in words that are taken back, and a figure also when
    the same number is taken back elsewhere in the article. 'The correct number is 118' is read as
    the figure that it corrects, with both sentences as its evidence.
    """
    found = list(facts)
    taken = _taken_back(view)
    if not taken:
        return found
    figures = [figure for line, span in taken for figure in _figures(line, span)]
    wrong = _Wrong(
        [span for _, span in taken],
        {(f.number, f.unit) for f in figures if f.number is not None},
        {f.text for f in figures},
    )
    gone = [fact for fact in found if _is_wrong(view, fact, wrong)]
    standing = [fact for fact in found if fact not in gone]
    for line in view.lines:
        for m in _right_value().finditer(line.letters):
            standing = list(_corrected(view, line, m.start("right"), gone, standing, wrong))
    return standing


def _corrected(
    view: View, line: Line, at: int, gone: Sequence[Fact], standing: Iterable[Fact], wrong: "_Wrong"
) -> Iterable[Fact]:
    """The facts, that of the figure at `at` told as the only figure that was taken back just before it."""
    figure = next(f for i, f in line.outline.figures() if i == at)
    first = view.lines[max(0, line.index - 3)].passage.start
    near = [f for f in gone if f.kind == FactKind.FIGURE and f.unit == figure.unit and first <= f.start]
    near = [f for f in near if f.end <= line.passage.end]
    yield from (f for f in standing if not _is_of(f, line, figure) or len(near) != 1)
    if len(near) == 1:
        yield _with_value(view, near[0], line, figure, wrong)


def _is_of(fact: Fact, line: Line, figure: Figure) -> bool:
    return (fact.kind, fact.end, fact.value) == (FactKind.FIGURE, line.passage.end, figure.text)


def _with_value(view: View, fact: Fact, line: Line, figure: Figure, wrong: "_Wrong") -> Fact:
    """A fact with the right figure for the wrong one; its date only when that stood in the claim itself."""
    claims = [view.document.text[a:b] for a, b in wrong.spans]
    dated = fact.when.words and any(fact.when.words in claim for claim in claims)
    return fact.model_copy(
        update={
            "value": figure.text,
            "number": figure.number,
            "qualifier": figure.qualifier,
            "counted": figure.counted or fact.counted,
            "when": fact.when if dated else UNDATED,
            "start": min(fact.start, line.passage.start),
            "end": max(fact.end, line.passage.end),
        }
    )


class _Wrong(NamedTuple):
    """What an article takes back: parts of its text, and the figures in them."""

    spans: Sequence[Span]
    numbers: set[tuple[float, str]]
    words: set[str]


def _figures(line: Line, span: Span) -> list[Figure]:
    return [f for _, f in line.outline.figures() if span[0] <= f.start and f.end <= span[1]]


def _is_wrong(view: View, fact: Fact, wrong: _Wrong) -> bool:
    text = view.document.text
    if fact.number is not None and fact.kind in (FactKind.FIGURE, FactKind.PROJECT):
        return (fact.number, fact.unit) in wrong.numbers
    if fact.kind == FactKind.STATEMENT and wrong.words & set(re.findall(r"[^\s,;]+(?:[.,]\d+)*", fact.value)):
        return True
    near = [(a, b) for a, b in wrong.spans if a < fact.end and fact.start < b]
    if not near:
        return False
    if not fact.value:
        names = {m.entity for span in near for m in view.document.mentions_in(*span)}
        return (fact.object or fact.subject) in names
    at = text.find(fact.value, fact.start, fact.end)
    while at >= 0:
        if not any(a < at + len(fact.value) and at < b for a, b in near):
            return False
        at = text.find(fact.value, at + 1, fact.end)
    return True
