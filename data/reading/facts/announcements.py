"""Announcements: what is announced and still open (visits, planned bodies and centres), never as done."""

import re
from collections.abc import Iterable, Iterator
from functools import cache

from data.dates import DateSpan
from data.reading.facts.view import Line, View
from data.reading.outline import J, L, O, P, pattern
from data.values import Fact, FactKind, Mention

_SOON = re.compile(
    r"\b(?:soon|shortly|in the near future|in the coming (?:days|weeks|months|year)|later this year|next "
    r"(?:week|month|year))\b"
)
_OPEN = (
    r"(?:visit|travel to|open|establish|set up|create|build|launch|host|hold|inaugurate|start|introduce|"
    r"roll out|found|"
    r"appoint|deploy|sign|convene|organi[sz]e|expand|send|undertake|pay|admit|recruit|extend|provide|"
    r"allocate|construct|implement)"
)


@cache
def _will() -> re.Pattern[str]:
    """'<P> announced that he would visit <L> soon', '<O> will open a centre', '<O> plans to set up'."""
    return pattern(
        r"(?P<who>[<P><O><J>])(?:,[^,.]{1,60},)?(?: [a-z]+ly| also)? "
        r"(?:(?:announced|said|says|announces|informed|told [^.]{0,30}|confirmed|stated|revealed)(?: "
        r"that)? (?:he|she|it|they|<A>|the [a-z]+) (?:would|will|is to|was to|intends? to|plans? to)"
        r"|will|plans to|plan to|intends to|is (?:set|due|scheduled|expected|planning) to|are (?:set|due|"
        r"expected) to|is to)"
        rf" (?:also |soon |shortly )?(?P<what>{_OPEN}\b[^.;]*)".replace("[<P><O><J>]", f"[{P}{O}{J}]")
    )


@cache
def _announced() -> re.Pattern[str]:
    """'welcoming the announcement of a new centre in <L> in <D>'."""
    return re.compile(
        r"\b(?:announcement of|announced plans (?:for|to)|announced the (?:establishment|opening|creation|"
        r"launch) of|plans? for)"
        r" (?P<what>[^.;]{4,160})"
    )


@cache
def _will_be() -> re.Pattern[str]:
    """'a new centre will be set up in <L>', 'other airports are to follow'."""
    return re.compile(
        r"^(?:[^.;]{0,80}, )?(?P<what>(?:[Aa]n?|[Tt]he|[Oo]ther|[Nn]ew|[Tt]wo|[Tt]hree|[Mm]ore|"
        r"[Ff]ocal)\b[^.;,]{2,120}?"
        r" (?:will be|are to be|is to be|are to|is to) (?:opened|established|set up|created|built|"
        r"launched|named|appointed|follow|"
        r"inaugurated|introduced|extended|held)\b[^.;]*)"
    )


@cache
def _our_new() -> re.Pattern[str]:
    """'Happy to announce our new project on <J>'."""
    return pattern(
        r"\b(?:announce|announcing|present|share) (?P<what>(?:our|the|a|their|its) [^.;!<J>]{0,"
        r"60}?<J>)"
    )


def read(view: View) -> Iterable[Fact]:
    """One fact per announcement: predicate 'announced', value as written, when only as it is known."""
    for line in view.body:
        found = list(_in(view, line))
        yield from found


def _in(view: View, line: Line) -> Iterator[Fact]:
    for m in _will().finditer(line.letters):
        who = line.outline.name(m.start("who"))
        if who.how == "pronoun" and who.confidence < 0.5:
            continue
        yield _fact(view, line, who, *m.span("what"))
    for m in _announced().finditer(line.letters):
        announcer = _announcer(line, m.start())
        if announcer is not None:
            yield _fact(view, line, announcer, *m.span("what"))
    for m in _our_new().finditer(line.letters):
        yield _fact(view, line, line.outline.name(m.end("what") - 1), *m.span("what"))
    will_be = _will_be().match(line.letters)
    if will_be:
        announcer = _announcer(line, len(line.letters)) or view.main_project
        if announcer is not None:
            yield _fact(view, line, announcer, *will_be.span("what"))


def _announcer(line: Line, at: int) -> Mention | None:
    names = (
        line.outline.names(0, at, P + O) or line.outline.names(at, None, O) or line.outline.names(0, None, L)
    )
    return names[0] if names else None


def _fact(view: View, line: Line, who: Mention, first: int, last: int) -> Fact:
    where = line.outline.names(first, last, L) or line.outline.names(first, last, O + J)
    places = line.outline.names(first, last, L)
    return view.fact(
        line,
        FactKind.ANNOUNCEMENT,
        who,
        "announced",
        object=where[0] if where and where[0].entity != who.entity else None,
        value=line.clause(first, last),
        when=_when(view, line, first, last),
        reported=True,
        place=places[0].entity if len(places) == 1 else "",
        confidence=0.85,
    )


def _when(view: View, line: Line, first: int, last: int) -> DateSpan:
    """The date in the announcement, 'soon' as words, else the day of the post that it stands in."""
    dates = line.outline.dates(first, last)
    if dates:
        return dates[0].when
    m = _SOON.search(line.clause(first, last))
    if m:
        return DateSpan(words=m[0], why="announced without a date")
    return view.posted.get(line.passage.start, DateSpan(why="announced without a date"))
