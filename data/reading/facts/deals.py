"""Deals: what parties agreed or signed, in the source's own words."""

import re
from collections.abc import Iterable, Iterator
from functools import cache

from data.reading.facts import meetings
from data.reading.facts.view import Line, View, entity
from data.reading.outline import L, O, P, pattern
from data.values import Fact, FactKind, Mention

_PAPER = (
    r"(?:agreement|treaty|accord|memorandum|memoranda|MoU|MOU|protocol|pact|letter of intent|declaration|"
    r"arrangement|"
    r"contract|Agreement|Memorandum|Protocol|Declaration|Arrangement|Letter of Intent|Programme|programme|"
    r"convention)"
)


@cache
def _signed() -> re.Pattern[str]:
    return pattern(
        r"(?P<who>[<P><O><L>])(?:,[^,.]{1,60},)? (?:also |have |has |had |today |yesterday |formally |on "
        r"<D> )*sign(?:ed|s) "
        rf"(?P<what>(?:the |an? |its |their |two |three )?[^.;<P>]{{0,80}}?(?:{_PAPER}s?|<J>)(?: (?:worth|"
        rf"on|for|"
        rf"of|to) [^.;,]{{1,100}}?)?)"
        r"(?=$|[.,;]| in <L>| with | on <D>| at | here)".replace("[<P><O><L>]", f"[{P}{O}{L}]")
    )


@cache
def _signing() -> re.Pattern[str]:
    return re.compile(
        rf"(?:signing|signature|conclusion) of (?:the |an? )?(?P<what>[^.,;]{{0,60}}?{_PAPER})\b"
    )


@cache
def _both_agreed() -> re.Pattern[str]:
    return pattern(
        r"(?:^|[,;] |\b[Bb]oth )(?:[Bb]oth )?(?:the )?(?P<one>[<P><O><L>]) and (?:the )?(?P<two>[<P><O><L>])"
        r"(?: also| have| jointly| further)* (?:agreed|decided|resolved|undertook) (?:on |upon |that "
        r")?(?P<what>[^.;]+)".replace("[<P><O><L>]", f"[{P}{O}{L}]")
    )


@cache
def _between() -> re.Pattern[str]:
    """'ended with agreement on ...: a dialogue between the <O> and <L> on migration'."""
    return pattern(
        r"\bagree(?:d|ment) (?:on|to)\b[^.;<N>]{0,60}?(?P<what>(?:an? |the )(?:[a-z]+ ){0,4}between "
        r"(?:the )?(?P<one><N>) and "
        r"(?:the )?(?P<two><N>)[^.;]*)".replace("[^.;<N>]", "[^.;\ue001-\ue005]")
    )


def read(view: View) -> Iterable[Fact]:
    """Agreements between named parties and signings; what 'both sides' agreed at a meeting is read there."""
    yield from _summed_up(view)
    for line in view.body:
        yield from _signings(view, line)
        for m in (*_both_agreed().finditer(line.letters), *_between().finditer(line.letters)):
            yield view.fact(
                line,
                FactKind.AGREEMENT,
                line.outline.name(m.start("one")),
                "agreed",
                object=line.outline.name(m.start("two")),
                value=line.clause(*m.span("what")),
                reported=True,
                when=view.when(line, *m.span()),
            )


def _summed_up(view: View) -> Iterator[Fact]:
    """'both sides agree on X' in a headline or bullet, when the article tells of one meeting of two."""
    above = [
        (line, m)
        for line in view.body
        if line.passage.role in ("headline", "bullet")
        for m in _sides().finditer(line.letters)
    ]
    pairs = (
        {
            (f.subject, f.subject_kind, f.object, f.object_kind)
            for f in meetings.read(view)
            if f.predicate == "met"
        }
        if above
        else set()
    )
    if len(pairs) != 1:
        return
    subject, kind, other, other_kind = pairs.pop()
    for line, m in above:
        yield view.fact(
            line,
            FactKind.AGREEMENT,
            entity(kind, subject),
            "agreed",
            object=entity(other_kind or "person", other),
            value=line.clause(*m.span("what")),
            reported=True,
            confidence=0.7,
        )


@cache
def _sides() -> re.Pattern[str]:
    return re.compile(
        r"\b(?:both|two) sides (?:also )?(?:agree|agreed|agreeing|vow|vowed) (?:on |to |upon "
        r")?(?P<what>[^.;]+)"
    )


def _signings(view: View, line: Line) -> Iterator[Fact]:
    for m in _signed().finditer(line.letters):
        first, second = _parties(line, m)
        yield view.fact(
            line,
            FactKind.AGREEMENT,
            first,
            "signed",
            object=second,
            value=line.clause(*m.span("what")),
            when=view.when(line, *m.span()),
            place=_place(line, m.end()),
        )
    for m in _signing().finditer(line.letters):
        parties = line.outline.names(m.end(), None, O) or line.outline.names(0, m.start(), O)
        if parties:
            value = line.clause(*m.span("what"))
            yield view.fact(
                line,
                FactKind.AGREEMENT,
                parties[0],
                "signed",
                value=value,
                when=_dated(line, *m.span("what")),
                confidence=0.8,
            )


def _parties(line: Line, m: re.Match[str]) -> tuple[Mention, Mention | None]:
    """Who signed, with whom: listed as subjects, or after 'with'."""
    last = m.start("who")
    before = re.search(rf"([{P}{O}{L}])(?: and |, and )(?:the )?$", line.letters[:last])
    if before:
        return line.outline.name(before.start(1)), line.outline.name(last)
    other = re.search(rf"with (?:the )?([{P}{O}{L}])", line.letters[m.end() :])
    return line.outline.name(last), line.outline.name(m.end() + other.start(1)) if other else None


def _place(line: Line, at: int) -> str:
    m = pattern(r" (?:in|at) (?:the )?(<L>)").match(line.letters, at)
    return line.outline.name(m.start(1)).entity if m else ""


def _dated(line: Line, first: int, last: int):  # type: ignore[no-untyped-def]
    dates = line.outline.dates(first, last)
    from data.dates import UNDATED, DateSpan

    if dates:
        return dates[0].when
    year = re.search(r"\b(?:19|20)\d\d\b", line.clause(first, last))
    return DateSpan(edtf=year[0], precision="year", words=year[0]) if year else UNDATED
