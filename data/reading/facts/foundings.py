"""Foundings: centres and offices that were opened, where the new one is and where others exist already."""

import re
from collections.abc import Iterable, Iterator
from functools import cache

from data.reading.facts.lists import listed
from data.reading.facts.view import Line, View
from data.reading.outline import E, J, L, O, pattern
from data.values import Fact, FactKind, Mention

_HOUSE = (
    r"(?:[Cc]ent(?:re|er)s?|[Oo]ffices?|[Uu]nits?|[Aa]cadem(?:y|ies)|[Ll]aborator(?:y|ies)|[Dd]esks?|"
    r"[Ff]acilit(?:y|ies)|"
    r"[Ss]helters?|[Bb]ranch(?:es)?|[Ss]tations?|[Cc]hapters?|[Hh]ubs?|[Ii]nstitutes?|[Hh]eadquarters|"
    r"[Tt]ask [Ff]orces?|[Cc]ells?|[Ww]ings?)"
)
_OPENED = (
    r"(?:inaugurat(?:ed|es|ing)|open(?:ed|s|ing)|establish(?:ed|es|ing)|set(?:s|ting)? up|found(?:ed|ing))"
)


@cache
def _active() -> re.Pattern[str]:
    return pattern(
        rf"(?P<who><A>)(?P<between>[^.;]{{0,60}}?)\b(?P<verb>{_OPENED}) "
        rf"(?P<what>(?:an? |the |its |two |three )?(?:[a-z-]+ ){{0,3}}(?:<N>(?: \(<N>\))?|[^.;,<P><O>]{{0,"
        rf"60}}?{_HOUSE}))"
        r"(?: (?:in|at) (?:the )?(?P<where><L>))?"
    )


@cache
def _passive() -> re.Pattern[str]:
    return pattern(
        rf"(?P<what>(?:[Tt]he |[Aa]n? )?(?:[\w-]+ ){{0,4}}(?:<O>(?: \(<O>\))?|{_HOUSE}))[^.;]{{0,40}}? "
        rf"(?:was|were|has been|have been) "
        rf"(?:formally |officially |recently )?(?:inaugurated|opened|established|set up|founded)(?: (?:in|"
        rf"at) (?:the )?(?P<where><L>))?"
        r"(?: (?:on|in) <D>)?(?: by (?:the )?(?P<by><A>))?"
    )


@cache
def _existing() -> re.Pattern[str]:
    return pattern(
        rf"\b(?:existing (?:<N>|(?:[a-z]+ )?{_HOUSE})(?: \(<N>\))?|have (?:two|three|four|five|[0-9]+) "
        rf"{_HOUSE},?) (?:in|at) (?=(?:the )?<L>)"
    )


def read(view: View) -> Iterable[Fact]:
    """'opened' facts with the place of the new house, 'existing' facts with the places of the old ones."""
    for line in view.body:
        opened = [*_opened(view, line), *_was_opened(view, line), *_opened_it(view, line)]
        yield from opened
        yield from _there_before(view, line, opened)


def _opened(view: View, line: Line) -> Iterator[Fact]:
    for m in _active().finditer(line.letters):
        between, what = m["between"], m["what"]
        if re.search(
            r"\b(?:will|would|to|may|might|could|plans?|not|"
            r"be|that (?:his|her|its|their|the))\b|\b(?:was|were|been|is|are) $|['’]s\b",
            between,
        ) or not _is_house(line, m):
            continue
        if re.search(r"\b(?:meeting|session|conference|event|door)\b", what):
            continue
        house = _house(line, *m.span("what"))
        yield view.fact(
            line,
            FactKind.FOUNDING,
            line.outline.name(m.start("who")),
            _predicate(m),
            object=house,
            value=line.clause(*m.span("what")),
            when=view.when(line, *m.span()),
            place=line.outline.name(m.start("where")).entity if m["where"] else "",
            confidence=0.85,
        )


def _predicate(m: re.Match[str]) -> str:
    """'opened' only for what is told as done; 'by inaugurating a centre' and 'sets up' may still go on."""
    done = re.match(r"inaugurated|opened|established|founded|set up", m["verb"])
    going_on = m["verb"].endswith("ing") or re.match(r"setting", m["verb"])
    return "opened" if done and not going_on else "opening"


def _opened_it(view: View, line: Line) -> Iterator[Fact]:
    """'... sent to a control office. The <O> opened it': the house at the end of the sentence before."""
    m = pattern(rf"^(?:[Tt]he )?(?P<who><A>) (?:has |had )?{_OPENED} it\b").match(line.letters)
    before = view.before(line) if m else None
    if m is None or before is None:
        return
    house = re.search(rf"\b(?P<what>(?:an?|the) [^,.;]{{0,60}}?{_HOUSE})[.]? ?$", before.letters)
    if house is None:
        return
    where = pattern(r"\b(?:at|in) (?:the )?(<L>)").search(before.letters)
    yield view.fact(
        line,
        FactKind.FOUNDING,
        line.outline.name(m.start("who")),
        "opened",
        since=before,
        value=before.clause(*house.span("what")),
        when=view.when(line, *m.span()),
        place=before.outline.name(where.start(1)).entity if where else "",
        confidence=0.8,
    )


def _is_house(line: Line, m: re.Match[str]) -> bool:
    return re.search(_HOUSE, line.clause(*m.span("what"))) is not None


def _house(line: Line, first: int, last: int) -> Mention | None:
    names = line.outline.names(first, last, O + J)
    return names[0] if names else None


def _was_opened(view: View, line: Line) -> Iterator[Fact]:
    if not re.search(r"(?:inaugurated|opened|established|set up|founded)\b", line.letters):
        return
    for m in _passive().finditer(line.letters):
        house = _house(line, *m.span("what"))
        who = line.outline.name(m.start("by")) if m["by"] else house
        if who is not None and re.search(_HOUSE, line.clause(*m.span("what"))):
            yield view.fact(
                line,
                FactKind.FOUNDING,
                who,
                "opened",
                object=house if house and house.entity != who.entity else None,
                value=line.clause(*m.span("what")),
                when=view.when(line, *m.span()),
                place=line.outline.name(m.start("where")).entity if m["where"] else "",
                confidence=0.85,
            )


def _there_before(view: View, line: Line, opened: list[Fact]) -> Iterator[Fact]:
    for m in _existing().finditer(line.letters):
        houses = line.outline.names(0, m.end(), O + J)
        if not houses:
            continue
        house = houses[-1]
        for at in _places(line, m.end()):
            where = line.outline.name(at)
            yield view.fact(
                line,
                FactKind.FOUNDING,
                house,
                "existing",
                object=where,
                value=line.outline.words(at, at + 1),
                place=where.entity,
                confidence=0.85,
            )


def _places(line: Line, at: int) -> list[int]:
    """'<L> and <L>', 'in <L> and in <L>'."""
    found = listed(line, at, L)
    while found and (m := re.match(r"(?:,? and|,) (?:in|at) ", line.letters[found[-1] + 1 :])):
        more = listed(line, found[-1] + 1 + m.end(), L)
        if not more:
            break
        found += more
    return found


__all__ = ["E", "J", "read"]
