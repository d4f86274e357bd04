"""Announcements: what is announced and still open (visits, planned bodies and centres), never as done."""

import re
from collections.abc import Iterable, Iterator
from functools import cache

from data.dates import DateSpan
from data.reading.facts.projects import THE_PROJECT
from data.reading.facts.timing import of_a_thing
from data.reading.facts.view import Line, View
from data.reading.outline import E, J, L, O, P, pattern
from data.values import Fact, FactKind, Mention

_SOON = re.compile(
    r"\b(?:soon|shortly|in the near future|in the coming (?:days|weeks|months|year)|later this year|next "
    r"(?:week|month|year))\b"
)
_OPEN = (
    r"(?:visit|travel to|open|establish|set up|create|build|launch|host|hold|inaugurate|start|introduce|"
    r"roll out|found|appoint|deploy|sign|convene|organi[sz]e|expand|send|undertake|pay|admit|recruit|extend|"
    r"provide|allocate|construct|implement|present|meet|attend|address|chair|lead|take part|participate|"
    r"speak|receive|publish|release|unveil|join|take place|adopt|form|ratify|approve|submit|begin|resume|"
    r"finali[sz]e|complete|relocate)"
)
_BE = (
    r"(?:opened|established|set up|created|built|launched|named|appointed|inaugurated|introduced|extended|"
    r"held|handed over|completed|deployed|"
    r"trained|translated|admitted|renovated|supported|equipped|"
    r"posted|stationed|sent|installed|recruited|reopened|restored|expanded|introduced|"
    r"published|presented|organi[sz]ed|hosted|convened|signed|adopted|approved|ratified|submitted|released)"
)
_PLANNED = (
    r"(?:will|shall|plans to|plan to|intends? to|(?:is|are) (?:set|due|scheduled|expected|planning|planned|"
    r"to)(?: to)?)"
)
_UNDERTAKEN = r"(?:(?:has|have) )?(?:agreed|pledged|promised|undertook|undertaken|decided|vowed|committed) to"
_SIDES = (
    r"(?:sides|parties|ministers|ministries|delegations|countries|governments|leaders|officials|states|"
    r"participants|delegates|members|partners|presidents|authorities|agencies|heads|directors|chiefs)"
)
"""Those who undertake something in office, where they are not named."""
_AT = (
    r"(?:is|are) (?:planned|foreseen|envisaged|scheduled|due|expected) "
    r"(?:in|for|at|on|by|before|to take place)"
)
_ADVERBS = r"(?: [a-z]+ly| also| today| has| have| had)*"


@cache
def _will() -> re.Pattern[str]:
    """'<O> will open a centre', '<E> is expected to be held in <L>', 'would set up two desks by <D>'."""
    by_one = r"(?:has |have )?(?:pledged|promised|vowed) to(?! (?:pay|send)\b)"
    return pattern(
        rf"(?P<who>[{P}{O}{J}{E}]|{L}(?= {_UNDERTAKEN}))(?:,[^,.]{{1,60}},)?(?: [a-z]+ly| also)? "
        rf"(?:(?P<verb>{_PLANNED}|(?<!{P} ){_UNDERTAKEN}|{by_one})(?: also| soon| shortly)? "
        rf"(?P<what>(?:{_OPEN}|be {_BE})\b[^.;]*)"
        rf"|(?P<would>would)(?: also)? (?P<dated>{_OPEN}\b(?:(?!\b(?:if|unless|"
        rf"otherwise)\b)[^.;])*\b(?:by|on|in) <D>"
        r"[^.;]*))"
    )


@cache
def _announces() -> re.Pattern[str]:
    """'<P> announced that he would visit <L> soon', '<P> said that the agency will open a centre'."""
    return pattern(
        rf"(?P<who>[{P}{O}{L}])(?:,[^,.]{{1,60}},)?{_ADVERBS} "
        r"(?:announced|said|says|announces|informed|told [^.]{0,30}|confirmed|stated|revealed)(?: that)? "
        r"(?P<actor>he|she|it|they|(?:the )?<A>|the [a-z]+|"
        r"(?:an?|the) (?:(?! (?:that|which|who|if) )[^.;,]){2,60}?) "
        rf"(?:would|was to|{_PLANNED}) "
        rf"(?:also |soon |shortly )?"
        rf"(?P<what>(?:{_OPEN}|be {_BE})\b[^.;]*)"
    )


@cache
def _announced() -> re.Pattern[str]:
    """'<O> announced plans for a centre', "<O>'s announcement of", 'the announcement by <O> of'."""
    return pattern(
        rf"(?:(?P<who>[{P}{O}{L}])(?:,[^,.]{{1,60}},)?{_ADVERBS} (?:(?:made|makes|issued|repeated) (?:the|"
        rf"an) "
        r"announcement of|announce[sd]? (?:its |his |her |their |the )?plans (?:for|to)|announce[sd]? the (?:"
        r"establishment|opening|creation|launch) of|(?:presented|unveiled|outlined|set out|has|have) "
        r"(?:its |the |"
        r"their |his |her )?plans for)"
        rf"|(?P<whose>[{P}{O}{L}])['’]s? (?:announcement of|plans? (?:for|to))"
        rf"|announcement by (?:the )?(?P<by>[{P}{O}{L}]) of) (?P<what>[^.;]{{4,160}})"
    )


@cache
def _by_nobody() -> re.Pattern[str]:
    """'welcoming the announcement of a new centre in <L> in <D>': nobody is named who announces."""
    return re.compile(r"\b(?:the|an) announcement of (?P<what>[^.;]{4,160})")


@cache
def _agreed() -> re.Pattern[str]:
    """'The ministers agreed to set up a group, which will meet in <L>': nobody is named who undertakes it."""
    return re.compile(rf"\b{_SIDES}(?: also| further)? (?P<what>{_UNDERTAKEN} {_OPEN}\b[^.;]*)")


@cache
def _will_be() -> re.Pattern[str]:
    """'a new centre will be set up in <L>', 'other airports are to follow', 'a talk is planned in <L>'."""
    return pattern(
        r"^(?:[^.;]{0,80}, )?(?P<what>(?:<E>|(?:[Aa]n?|[Tt]he|[Oo]ther|[Nn]ew|[Tt]wo|[Tt]hree|[Mm]ore|"
        r"[Ii]ts|[Tt]heir|[Ff]ocal)\b[^.;,]{2,120}?(?:, [^.;,]{2,60},)?)"
        rf" (?:(?:will|shall|(?:are|is) (?:expected |scheduled |due |set |planned )?to) (?:be {_BE}|follow|"
        rf"begin|start|open|take place)|{_AT})\b[^.;]*"
        rf"|[A-Z][a-z]+(?:(?: [a-z]+)?s|ion of (?:an?|the))\b[^.;,]{{2,120}}? (?:(?:will|shall) be {_BE}|"
        rf"{_AT})\b[^.;]*|[A-Z][a-z]+(?: [a-z]+)?s (?:will|shall|are to) (?:meet|gather|convene)\b[^.;]*)"
    )


@cache
def _our_new() -> re.Pattern[str]:
    """'Happy to announce our new project on <J>'."""
    return pattern(
        r"\b(?:announce|announcing|present|share) (?P<what>(?:our|the|a|their|its) [^.;!<J>]{0,"
        r"60}?<J>)"
    )


def read(view: View) -> Iterable[Fact]:
    """One fact per announcement: value as written, when only as it is known.

    The predicate is 'announced' for who says so, the verb as written ('will', 'is expected to') for
    who is to act, and 'to come' for what is announced without a word on who announces it.
    """
    for line in view.body:
        found = list(_in(view, line))
        yield from found


def _in(view: View, line: Line) -> Iterator[Fact]:
    told: list[tuple[int, int]] = []
    for m in _announces().finditer(line.letters):
        told.append(m.span())
        if _is_sure(who := line.outline.name(m.start("who"))):
            yield _fact(view, line, who, _own_act(line, m, who), m.end("what"))
    for m in _will().finditer(line.letters):
        who = line.outline.name(m.start("who"))
        if _is_sure(who) and not any(a <= m.start() < b for a, b in told):
            told.append(m.span())
            span, verb = ("what", m["verb"]) if m["verb"] else ("dated", m["would"])
            if _OF_WHAT.search(line.letters[: m.start()]):
                yield _fact(view, line, who, 0, m.end(span), predicate="to come")
            else:
                yield _fact(view, line, who, *m.span(span), predicate=verb)
    for m in _announced().finditer(line.letters):
        told.append(m.span())
        group = next(group for group in ("who", "whose", "by") if m[group])
        yield _fact(view, line, line.outline.name(m.start(group)), *m.span("what"))
    for m in _our_new().finditer(line.letters):
        yield _fact(
            view, line, line.outline.name(m.end("what") - 1), *m.span("what"), predicate="was announced"
        )
    unnamed = (_will_be(), _by_nobody(), _agreed())
    for m in (m for shape in unnamed for m in shape.finditer(line.letters)):
        if not any(a < m.end("what") and m.start("what") < b for a, b in told):
            yield from _announced_by_nobody(view, line, *m.span("what"))


_OF_WHAT = re.compile(r"\bwhich (?:the )?$")
"""Before who is to act, where what it is to act on stands before: 'the next one, which <O> plans to hold'."""


def _own_act(line: Line, m: re.Match[str], who: Mention) -> int:
    """Where what is announced begins: with the actor, unless the announcer means to act himself."""
    at = m.start("actor")
    named = line.outline.names(*m.span("actor"))
    own = named[0].entity == who.entity if named else m["actor"] in ("he", "she", "it", "they")
    return m.start("what") if own else at


def _is_sure(who: Mention) -> bool:
    return who.how != "pronoun" or who.confidence >= 0.5


def _announced_by_nobody(view: View, line: Line, first: int, last: int) -> Iterator[Fact]:
    """A plan that no subject announces: of the speaker behind it, else of what it is about ('to come')."""
    m = pattern(rf",? (?:the )?(?P<who>[{P}{O}]){_ADVERBS} (?:said|announced|stated|confirmed)\b").search(
        line.letters, first
    )
    if m:
        last = min(last, m.start())
        yield _fact(view, line, line.outline.name(m.start("who")), first, last)
        return
    about = line.outline.names(first, last, E + J + O)
    if not about and view.titled_project is not None and re.search(THE_PROJECT, line.letters):
        about = [view.titled_project]
    about = about or _of_the_one_before(view, line) or line.outline.names(first, last, L)
    if about:
        yield _fact(view, line, about[0], first, last, predicate="to come")


def _of_the_one_before(view: View, line: Line) -> list[Mention]:
    """The only event or project of the sentence before, where that stands in the same paragraph."""
    before = view.before(line)
    if before is None or "\n" in view.document.text[before.passage.end : line.passage.start]:
        return []
    named = {m.entity: m for m in before.outline.names(0, None, E + J)}
    return list(named.values()) if len(named) == 1 else []


def _fact(view: View, line: Line, who: Mention, first: int, last: int, predicate: str = "announced") -> Fact:
    where = line.outline.names(first, last, L) or line.outline.names(first, last, O + J)
    places = line.outline.names(first, last, L)
    return view.fact(
        line,
        FactKind.ANNOUNCEMENT,
        who,
        predicate,
        object=where[0] if where and where[0].entity != who.entity else None,
        value=line.clause(first, last),
        when=_when(view, line, first, last),
        reported=True,
        place=places[0].entity if len(places) == 1 else "",
        confidence=0.85,
    )


def _when(view: View, line: Line, first: int, last: int) -> DateSpan:
    """The date in the announcement, 'soon' as words, else the day of the post that it stands in.

    A date before the report is of something else: nothing is announced for the past.
    """
    other = of_a_thing().search(line.letters, first, last)
    dates = line.outline.dates(other.end() if other else first, last)
    made = view.report.earliest
    coming = [one.when for one in dates if not (made and one.when.latest and one.when.latest < made)]
    if coming:
        return coming[0]
    m = _SOON.search(line.clause(first, last))
    if m:
        return DateSpan(words=m[0], why="announced without a date")
    return view.posted.get(line.passage.start, DateSpan(why="announced without a date"))
