"""Events: date, place, host, organiser, partner, participants, what came out and what was only discussed."""

import re
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from typing import Any

from data.reading.facts.lists import begins_a_clause, listed
from data.reading.facts.view import Line, View, is_visit
from data.reading.outline import E, J, L, O, P, pattern
from data.values import Fact, FactKind, Mention


def read(view: View) -> Iterable[Fact]:
    """The attributes of every event that a sentence names or calls 'the conference'."""
    latest: Mention | None = None
    for line in view.lines:
        at = [i for i in line.outline.things if line.letters[i] == E]
        for index in at:
            latest = line.outline.name(index)
            for reader in _READERS:
                yield from reader(view, line, index)
        if latest is not None and not is_visit(latest) and line.quote is None:
            for following in _FOLLOWING:
                yield from following(view, line, latest)


def _about(
    view: View, line: Line, event: Mention, predicate: str, at: int = -1, value: str = "", **more: Any
) -> Fact:
    """A fact of an event about the name at `at`, if any."""
    named = line.outline.name(at) if at >= 0 else None
    return view.fact(
        line,
        FactKind.EVENT,
        event,
        predicate,
        object=named,
        confidence=0.85,
        value=value or (line.outline.words(at, at + 1) if at >= 0 else ""),
        **more,
    )


def _held(view: View, line: Line, at: int) -> Iterator[Fact]:
    """Date and place, in the sentence that introduces it (not where it is only spoken of again)."""
    letters, event = line.letters, line.outline.name(at)
    if event.how != "name" or line.quote is not None or is_visit(event):
        return
    further = letters.find(E, at + 1)
    stop = further if further > 0 else len(letters)
    m = pattern(
        r"[^.;]{0,250}?(?:\b(?:on|from|between|during|held) |, |(?=<D>))(?<![Ss]ince )"
        r"(<D>(?: (?:to|and|-) <D>)?)"
    ).match(letters, at + 1, stop)
    m = m or pattern(
        r".*?\b(?:on )?(<D>),? (?:also |jointly )*(?:host|organi[sz]|held|hold|conven)[a-z]* [^.;<E>]{0,60}$"
    ).match(letters, 0, at)
    m = m or pattern(
        r".*\b(?:[Oo]n|[Bb]etween|[Ff]rom) (<D>(?: (?:to|and|-) <D>)?)[^.;<D><E>]{0,60} "
        r"(?:in|during|under|within|through|as part of) (?:the |an? )?$"
    ).match(letters, 0, at)
    if m and not _OVER.search(letters[at : m.start(1)]):
        when = view.when(line, m.start(1), m.end(1))
        yield _about(view, line, event, "date", value=line.outline.words(*m.span(1)), when=when)
    yield from _where(view, line, at, stop)


_OVER = re.compile(
    r"\b(?:ended|ends|concluded|concludes|closed|closes|wrapped up|came to an end|"
    r"said|says|announced|reported|told|added|confirmed|stated)\b[^,;]*$"
)
"""Before a date: the day on which it ended, or was told of, and not the day of the event."""


def _where(view: View, line: Line, at: int, stop: int) -> Iterator[Fact]:
    """'<E> on X in <L>', 'on <D> at the X Hotel <L>': the place right behind the event or its date."""
    event = line.outline.name(at)
    m = pattern(
        r"(?:(?: on [^.,;]{3,90}?)?(?:,? held| organi[sz]ed| hosted)?(?:,? on <D>)?|[^.;]{0,250}?<D>) "
        r"(?:here )?"
        r"(?:at|in) (?:the )?(?=[A-Z\ue004\ue002])(?P<house>(?:[A-Z][\w’'-]+ ){0,4})(?P<where><L>|"
        r"<O>)?(?: in (?P<town><L>))?"
    ).match(line.letters, at + 1, stop)
    if m is None or not (m["house"] or m["where"]):
        return
    if m["house"].strip():
        value = line.clause(m.start("house"), m.end("where") if m["where"] else m.end("house"))
        yield _about(view, line, event, "place", value=value, place=value)
    else:
        where = line.outline.name(m.start("where")).entity
        yield _about(view, line, event, "place", m.start("where"), place=where)
    if m["town"]:
        town = line.outline.name(m.start("town")).entity
        yield _about(view, line, event, "place", m.start("town"), place=town)


@cache
def _hosts() -> re.Pattern[str]:
    return pattern(
        r"(?P<who><N>) (?:also |jointly |has |have |had |been |is |are |was |were |will |be |recently |on "
        r"<D> |<D> )*"
        r"(?P<verb>host(?:s|ed|ing)?|co-host(?:s|ed|ing)?|organi[sz](?:es|e|ed|ing)|conven(?:es|ed|ing)|"
        r"arranged|held|holds|invited)\b"
        r"[^.<E>]{0,60}?<E>"
    )


def _hosted(view: View, line: Line, at: int) -> Iterator[Fact]:
    letters, event = line.letters, line.outline.name(at)
    for m in _hosts().finditer(letters, 0, at + 1):
        if m.end() != at + 1:
            continue
        predicate = "organiser" if re.match("organi|conven|arrang|held|holds|invit", m["verb"]) else "host"
        for who in _before(line, m.start("who")):
            yield _about(view, line, event, predicate, who)
    for m in pattern(
        r"<E>[^.]{0,120}?\b(?P<verb>hosted|organi[sz]ed|convened|arranged|held) (?:jointly )?by (?=(?:the "
        r")?[<O><P><L>])".replace("[<O><P><L>]", f"[{O}{P}{L}]")
    ).finditer(letters, at):
        for who in listed(line, m.end(), O + P + L):
            yield _about(view, line, event, "host" if m["verb"] == "hosted" else "organiser", who)


_BY = {
    "led": "led by",
    "headed": "led by",
    "spearheaded": "led by",
    "coordinated": "coordinated by",
    "co-ordinated": "coordinated by",
    "conducted": "carried out by",
    "carried out": "carried out by",
}
"""What is said of an operation, and the attribute that it is."""


_NOT = re.compile(r"\b(?:not|never)(?: [a-z]+)? $")
"""Before a verb: that it was not so."""


@cache
def _led_by() -> re.Pattern[str]:
    return pattern(rf"\b(?P<verb>{'|'.join(_BY)}) (?:jointly )?by (?=(?:the )?<N>)")


@cache
def _leads() -> re.Pattern[str]:
    return pattern(rf"(?P<who><N>) (?:has |have |had |also |jointly )*(?P<verb>{'|'.join(_BY)}) (?:the )?$")


def _led(view: View, line: Line, at: int) -> Iterator[Fact]:
    """'<E>, coordinated by <O>, was led by <O>'; '<O> led <E>'. Who leads one need not have been there."""
    letters = line.letters
    ends = [end for mark in (E, ";") if (end := letters.find(mark, at + 1)) > 0]
    for m in _led_by().finditer(letters, at, min([*ends, len(letters)])):
        for who in listed(line, m.end(), O + P + L) if not _NOT.search(letters[: m.start()]) else ():
            yield _about(view, line, line.outline.name(at), _BY[m["verb"]], who)
    if leads := _leads().search(letters, 0, at):
        for who in _before(line, leads.start("who")):
            yield _about(view, line, line.outline.name(at), _BY[leads["verb"]], who)


def _before(line: Line, at: int) -> list[int]:
    """The name at `at` and those listed before it: 'the <O> and the <O> are hosting'."""
    found = [at]
    while m := re.search(rf"([{O}{P}{L}])(?:, | and |, and )(?:the )?$", line.letters[: found[0]]):
        found.insert(0, m.start(1))
    return found


@cache
def _with() -> re.Pattern[str]:
    return pattern(
        r"(?:in (?:close )?(?:collaboration|partnership|cooperation|association|coordination) with|"
        r"jointly with|together with|"
        r"with the (?:support|assistance|help) of|supported by) (?=(?:the |both )?[\ue002\ue004])"
    )


def _partners(view: View, line: Line, at: int) -> Iterator[Fact]:
    event = line.outline.name(at)
    for m in _with().finditer(line.letters, at):
        for index in listed(line, m.end(), O + L):
            yield _about(view, line, event, "partner", index)
        break


def _funders(view: View, line: Line, at: int) -> Iterator[Fact]:
    for m in pattern(
        r"(?:made possible|funded|financed|sponsored)(?: thanks to| through| with| by)?(?: the)?(?: "
        r"generous| financial| kind)*"
        r"(?: contributions?| support| funding)?(?: by| from| of)? (?=(?:the )?<N>)"
    ).finditer(line.letters, at):
        if J in line.letters[at : m.start()]:
            return
        for i in line.outline.things:
            if (
                i >= m.end()
                and line.letters[i] == O
                and not re.search(r"(?:of the|under|under the) $", line.letters[:i])
            ):
                yield _about(view, line, line.outline.name(at), "funder", i)
        return


def _framework(view: View, line: Line, at: int) -> Iterator[Fact]:
    m = pattern(
        r"<E>[^.<J>]{0,40}?(?:part of|under the umbrella of|in the framework of|within the framework of|"
        r"under|under the auspices of) "
        r"(?:the )?(<J>)"
    ).match(line.letters, at)
    if m:
        yield _about(view, line, line.outline.name(at), "part of", m.start(1))


@cache
def _taking_part() -> re.Pattern[str]:
    return pattern(
        r"(?:[Pp]articipating (?:countries|states|nations) (?:included?|were|are)|[Pp]articipants "
        r"(?:included|came from|were from|from)|"
        rf"(?:attended|joined) by (?:(?:the )?(?:[a-z]+ ){{0,2}}{_SENT} )?(?:of|from)?|"
        rf"(?i:{_SENT}) (?:of|from) (?:[\w-]+|<F>) (?:[a-z]+ )?(?:countries|states|nations)"
        r"(?: [a-z]+){0,3}:|"
        rf"(?i:{_SENT}) (?:from|of)|[Aa]t the table were(?: also)?|"
        rf"[Aa]mong (?:the participants|those present|those attending|them) (?:were|was)(?: the)?(?: "
        rf"{_SENT} (?:from|of))?)"
        r" ?(?=(?:the )?<N>)"
    )


_SENT = (
    r"(?:ambassadors?|delegates|delegations|representatives|officials|participants|experts|envoys|"
    r"diplomats|ministers|senior officials)"
)
"""Whom countries and bodies send, in the plural or as a single envoy."""


@cache
def _more() -> re.Pattern[str]:
    """What may stand between two lists of one sentence: ' and officials of ', ', and from host country '."""
    return pattern(
        rf"(?:,? and|[,;]? as well as|,|;|,? along with|,? together with)(?: also)? (?:from )?(?:the )?"
        rf"(?:(?:[a-z]+ ){{0,2}}{_SENT} (?:from|of) )?"
        r"(?:(?:co-)?host(?: country| countries| nation| state)?,? )?(?:from )?(?=(?:the )?<N>)"
    )


def _participants(view: View, line: Line, event: Mention) -> Iterator[Fact]:
    """One fact per participant of a list, to its end; a list of one after 'from' is no list."""
    told: set[int] = set()
    for m in _taking_part().finditer(line.letters):
        if any(m.end() <= at for at in told):
            continue
        found = _to_the_end(line, m.end())
        if len(found) > 1 or m[0].startswith(("Participating", "Participants")):
            told |= set(found)
            for at in found:
                yield _about(view, line, event, "participant", at)


@cache
def _also_took_part() -> re.Pattern[str]:
    """'<L>, <L> and <L> also took part', in what is told of: not '<L> took part in the search'."""
    return pattern(
        r"(?P<last><N>) (?:also |all )?(?:took part|participated)"
        r"(?=[.,;]|$| in (?:(?:the|this) )?"
        r"(?:<E>|operation|action|event|conference|meeting|workshop|training)\b)"
    )


def _took_part(view: View, line: Line, event: Mention) -> Iterator[Fact]:
    """One fact per participant of a list before its verb; one name alone is no list."""
    for m in _also_took_part().finditer(line.letters):
        found = _before(line, m.start("last"))
        for at in found if len(found) > 1 else ():
            yield _about(view, line, event, "participant", at)


@cache
def _the_event() -> re.Pattern[str]:
    return re.compile(
        r"(?:The|This) (?:(?:joint|international|[a-z]+-day) )?(?P<noun>operation|conference|meeting|"
        r"workshop|summit|forum|dialogue|exercise|training|seminar)\b(?=[ ,])"
    )


def _of_the_event(view: View, line: Line, event: Mention) -> Iterator[Fact]:
    """'The operation was led by <O>', behind a sentence that names one: who led it, with whose support."""
    opening = _the_event().match(line.letters)
    if opening is None or E in line.letters or opening["noun"] not in event.entity.lower():
        return
    for m in _led_by().finditer(line.letters, opening.end()):
        for who in listed(line, m.end(), O + P + L) if not _NOT.search(line.letters[: m.start()]) else ():
            yield _about(view, line, event, _BY[m["verb"]], who)
    for m in _with().finditer(line.letters, opening.end()):
        for index in listed(line, m.end(), O + L):
            yield _about(view, line, event, "partner", index)
        break


def _to_the_end(line: Line, first: int) -> list[int]:
    """The names of a list and of the lists that the sentence goes on with."""
    found = listed(line, first, L + O + P)
    while found and (m := _more().match(line.letters, found[-1] + 1)):
        more = listed(line, m.end(), L + O + P)
        if not more or begins_a_clause(line.letters, more[0]):
            break
        found += more
    return found


def _presented(view: View, line: Line, event: Mention) -> Iterator[Fact]:
    m = pattern(
        r"(?P<who><N>)(?: \([^)]{1,80}\))? (?:delivered|gave|made|presented) (?P<what>(?:a "
        r")?presentations?[^.]*)"
    ).search(line.letters)
    if m:
        for at in _listed_before(line, m.start("who")):
            yield _about(
                view, line, event, "presentation by", at, value=line.clause(m.start("what"), m.end("what"))
            )


def _listed_before(line: Line, at: int) -> list[int]:
    found = [at]
    while m := re.search(rf"([{O}{P}{L}])(?:, | and |, and )(?:the )?$", line.letters[: found[0]]):
        found.insert(0, m.start(1))
    return found


@cache
def _only_discussed() -> re.Pattern[str]:
    return re.compile(
        r"\b(?P<verb>discuss(?:ed|ing)?|explor(?:e|ed|ing)|consider(?:ed|ing)?|debated?|talked about)"
        r" (?P<what>(?:the )?(?:possibilit(?:y|ies)|prospects?|idea|option|feasibility|proposal) (?:of|"
        r"for|to) [^.;]+)"
    )


def _possibility(view: View, line: Line, event: Mention) -> Iterator[Fact]:
    """'discuss the possibility of a task force': discussed, neither founded nor agreed."""
    for m in _only_discussed().finditer(line.letters):
        yield _about(view, line, event, "discussed", value=line.clause(*m.span("what")), reported=True)


def _outcome(view: View, line: Line, at: int) -> Iterator[Fact]:
    m = re.search(
        rf"{E}[^.;]{{0,40}}? (?:ended with|concluded with|resulted in|led to|adopted|agreed(?: on)?|"
        rf"produced) (?P<what>[^.;]+)",
        line.letters[at:],
    )
    if m:
        value = line.clause(at + m.start("what"), at + m.end("what"))
        yield _about(view, line, line.outline.name(at), "outcome", value=value, reported=True)


def _worked_out(view: View, line: Line, event: Mention) -> Iterator[Fact]:
    m = re.search(
        r"[Pp]articipants (?:also )?(?:worked on(?! (?:an? |the )?(?:simulated|mock|case|exercise))|"
        r"agreed on|adopted|agreed to) (?P<what>[^.;]+)",
        line.letters,
    )
    if m:
        yield _about(view, line, event, "outcome", value=line.clause(*m.span("what")), reported=True)


_READERS: tuple[Callable[[View, Line, int], Iterable[Fact]], ...] = (
    _held,
    _hosted,
    _led,
    _partners,
    _funders,
    _framework,
    _outcome,
)
"""Readers of a sentence about the event that stands at an index in it."""

_FOLLOWING: tuple[Callable[[View, Line, Mention], Iterable[Fact]], ...] = (
    _participants,
    _took_part,
    _of_the_event,
    _presented,
    _possibility,
    _worked_out,
)
"""Readers of a sentence that speaks of the latest event without naming it."""
