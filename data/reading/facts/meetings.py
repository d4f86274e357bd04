"""Meetings: who met whom, where and when, and what was discussed or agreed in the source's own words."""

import re
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import product

from data.reading.facts.lists import listed
from data.reading.facts.view import Line, View
from data.reading.outline import D, E, L, O, Outline, P, pattern
from data.values import Fact, FactKind, Mention

_ADVERBS = (
    r"(?: also| separately| later| earlier| recently| today| jointly| then| has| had| on <D>| briefly)*"
)
_TALKS = (
    r"(?:meetings?|talks|discussions?|consultations|session|engagement|call|conversation|dialogue|"
    r"negotiations)"
)
_BY_PHONE = r"(?: by (?:tele)?phone| on the (?:tele)?phone| (?:by|via|over) video(?: link| call)?)"
_CALL = re.compile(
    r"\b(?:(?:tele)?phon|spoke|speaks|spoken|talked|video|calls? (?:on <D> )?(?:with|between))"
)
"""Words of a meeting that was a call: it is told as 'spoke'."""

MET = (
    "met with|met (?:(?:in <L>|on <D>|<D>|separately|briefly|informally|virtually|privately|bilaterally) "
    ")+with|met "
    "up with|met|meets with|"
    "meets|"
    r"(?:had|has had) (?:an? )?(?:[a-z]+ )?(?:lunch|dinner|breakfast|coffee|tea) with|visited|"
    r"(?:paid|pays) (?:an? )?(?:[a-z]+ )?visit to|"
    rf"(?:held|holds|had|has held|has had|concluded|opened|chaired|attended|hosted) (?:an? |the "
    rf")?(?:[\w-]+ ){{0,"
    rf"3}}?(?:{_TALKS})(?: (?:on|in) [^.,"
    rf"]{{1,40}})? with|"
    "(?:paid|pays) (?:a |an )?(?:[a-z]+ )?call on|called on|calls on|went to see|sat down with|received|"
    "receives|"
    "(?:hosted|gave) (?:a |an )?(?:[a-z]+ )?(?:dinner|lunch|luncheon|reception|breakfast) (?:for|in "
    "honou?r of)|"
    "conferred with|exchanged views with|"
    rf"(?:spoke|speaks|talked|(?:has|had) spoken)(?:{_BY_PHONE}| briefly)? with|(?:tele)?phoned"
)
"""The verb phrases that make a meeting of a subject and its object."""

_PERSONAL = re.compile("received|visited|paid|pays|had|spoke|speaks|talked|has spoken|phoned|telephoned")
"""Verbs that make a meeting only with a person: a body may receive funds and a ministry be visited."""


@cache
def _active() -> re.Pattern[str]:
    return pattern(
        rf"(?P<who><A>)(?:,[^,.<P>]{{1,80}},|,? who|,)?(?: <D>)?{_ADVERBS} (?P<verb>{MET})(?= (?:the |his "
        rf"|her "
        rf"|its |"
        rf"their |both |senior |top )?"
        r"(?:(?:officials|representatives|members|experts|delegates) (?:of|from) (?:the )?)?"
        r"(?:[A-Za-z]+ (?:colleague|counterpart|opposite number),? ?)?"
        r"(?:(?!(?:from|of|at|in|by|and|for|on|to|with|over|when|where)\b)[A-Za-z'’-]+ ){0,4}<A>)"
    )


@cache
def _she_met() -> re.Pattern[str]:
    """'She also met <P>' where the pronoun could not be resolved otherwise."""
    return pattern(rf"(?:He|She){_ADVERBS} (?:{MET}) (?=(?:the )?<P>)")


@cache
def _hosting() -> re.Pattern[str]:
    """'<P> welcomed her colleague <P> to <L>', 'hosted <P> for lunch': of persons only."""
    return pattern(
        r"(?P<who><P>)(?:,[^,.]{1,80},)? (?:also |has |had |today |later )*(?:welcomed|welcomes|hosted|"
        r"hosts) "
        r"(?:(?:his|her|the) (?:[A-Za-z]+ )?(?:colleague|counterpart),? ?)?(?P<whom><P>)(?:, <P>)*(?:,? "
        r"and <P>)?(?= (?:to|in|at|"
        r"for|on) |[.;]|$)"
    )


@cache
def _nominal() -> re.Pattern[str]:
    return pattern(
        rf"(?P<who><A>)['’]s? (?:[a-z]+ ){{0,2}}{_TALKS}(?: in <L>)?(?: on <D>)? with (?=(?:the )?<A>)"
        rf"|(?:[Dd]uring|[Ii]n|[Aa]t|[Aa]fter|[Ff]ollowing) (?:(?:an?|the|his|her|their) )?(?:[a-z-]+ ){{0,"
        rf"2}}{_TALKS} "
        r"with (?:the )?(?P<guest><P>)(?: in <L>)?(?:,? (?:on )?<D>)?, (?:the )?(?=<P>)"
        r"|(?:[Mm]eeting|[Tt]alks)(?: (?:was|were) held| took place)?(?: in <L>)?(?: (?:on )?<D>)? "
        r"between (?P<both>(?:the )?<A>) and "
        r"(?=(?:the )?<A>)"
        r"|(?P<traveller><P>)(?:(?! (?:will|would|to|plans?|may|might) )[^.;]){0,90}? for (?:[a-z]+ ){0,2}"
        rf"{_TALKS} with (?=(?:the )?<P>)"
        r"|^(?P<sayer><P>)[^.;]{0,150}? after (?:an? [a-z]* ?meeting with|meeting(?: with)?|talks with) "
        r"(?=<P>)"
        r"|(?P<passive><P>) (?:was|were) (?:received|welcomed|hosted) by (?=(?:the )?<A>)"
        r"|[Aa]mong (?:those|the people|others)(?: whom| that| who)? (?P<among><P>|he|she) (?:also |had "
        r")?met (?:was|were) (?=<P>)"
        r"|after (?:he|she) had (?:met|received) (?:(?:his|her) [A-Za-z]+ (?:colleague|counterpart),? "
        r")?(?P<after>)(?=<P>)"
    )


@cache
def _reciprocal() -> re.Pattern[str]:
    """'<P> and her Togolese counterpart <P> met in <L>': no object follows."""
    return pattern(
        r"(?P<one><P>)(?P<more>(?:, <P>)*),? and (?:(?:the|his|her|their) (?:[A-Za-z]+ ){0,"
        r"2}(?:counterpart|colleague|"
        r"opposite number),? ?)?(?P<two><P>)"
        r",?(?: also| jointly| today| later| had| have)* "
        rf"(?:met|sat down(?: together)?|came together|(?:held|had) (?:an? )?(?:[a-z]+ ){{0,2}}{_TALKS}|meet|"
        rf"spoke{_BY_PHONE}|talked{_BY_PHONE})"
        r"(?= in | at | "
        r"on | again| here|<D>| <D>|[.,;]|$| to | for )"
    )


@cache
def _of_bodies() -> re.Pattern[str]:
    """'Representatives of the <O> and the <O> met in <L>'."""
    return pattern(
        r"(?P<one><O>) and (?:the )?(?P<two><O>)(?: also| jointly| today| later| had| have)* "
        rf"(?:met|(?:held|had) (?:an? )?(?:[a-z]+ ){{0,2}}{_TALKS})(?= in | at | on | again| here| <D>|"
        rf"[.,;]|$| to | for )"
    )


@cache
def _topic() -> re.Pattern[str]:
    return pattern(
        r"(?:,? (?:where|during which|in which|with whom|and|as)(?: (?:he|she|both sides|they|the two "
        r"sides|the two|both|"
        r"<P>))?,?|,|,? to)"
        r" (?:also )?(?P<verb>discuss(?:ed|ing)?|exchanged views on|reviewed|agreed|talked about|"
        r"deliberated on|"
        r"focus(?:ed|ing) on) (?P<what>[^.]+)"
    )


@cache
def _both_sides() -> re.Pattern[str]:
    return re.compile(
        r"^(?:During the meeting, |On the occasion, )?(?:[Bb]oth (?:sides|parties|leaders|ministers|"
        r"delegations|officials)|"
        r"[Tt]he (?:two )?(?:sides|leaders|ministers|officials|parties)|They)(?: also| further)?"
        r" (?P<verb>agreed|decided|resolved|discussed|pledged|vowed|signed)(?: (?:on|upon|that))?"
        r" (?P<what>.+)$"
    )


def read(view: View) -> Iterable[Fact]:
    """One fact per pair that met; what 'both sides' then agreed is a fact of the same pair."""
    latest: Fact | None = None
    sides = False
    told: set[tuple[str, str]] = set()
    for line in view.body:
        met = [fact for fact in _meetings(view, line) if (fact.object, fact.subject) not in told]
        yield from met
        told |= {(fact.subject, fact.object) for fact in met}
        if met:
            alone = len({(fact.subject, fact.object) for fact in met}) == 1
            latest = met[0] if alone and met[0].predicate == "met" else None
        elif latest and not _only_they(line, latest):
            latest = None
        m = _both_sides().match(line.letters)
        sides = bool(m) and (sides or not line.letters.startswith("They"))
        if m and sides and latest:
            yield _agreed(view, line, latest, m)


def _only_they(line: Line, met: Fact) -> bool:
    """Whether a sentence after a meeting names no other person: then 'both sides' are still those two."""
    return all(named.entity in (met.subject, met.object) for named in line.outline.names(0, None, P))


def _named(view: View, fact: Fact, subject: bool) -> Mention:
    name, kind = (fact.subject, fact.subject_kind) if subject else (fact.object, fact.object_kind)
    return view.named[name, kind]


def _agreed(view: View, line: Line, latest: Fact, m: re.Match[str]) -> Fact:
    who, whom = _named(view, latest, True), _named(view, latest, False)
    discussed = m["verb"] == "discussed"
    done = "signed" if m["verb"] == "signed" else "agreed"
    kind, predicate = (FactKind.MEETING, "discussed") if discussed else (FactKind.AGREEMENT, done)
    return view.fact(
        line,
        kind,
        who,
        predicate,
        object=whom,
        value=line.clause(m.start("what")),
        reported=True,
        confidence=0.8,
        when=view.when(line, m.start(), m.end(), apart=m.span("what")),
    )


def _meetings(view: View, line: Line) -> Iterator[Fact]:
    for m in _active().finditer(line.letters):
        whom = _list(line, _object(line.letters, m.end()))
        if _PERSONAL.match(m["verb"]) and line.letters[whom[0] if whom else 0] == O:
            continue
        yield from _pairs(view, line, _subjects(line, m.start("who")), whom, m)
    alone = _she_met().match(line.letters)
    if alone:
        yield from _met_by_pronoun(view, line, alone)
    for m in _reciprocal().finditer(line.letters):
        party = [i for i in range(m.start("one"), m.end("two")) if line.letters[i] == P]
        for number, one in enumerate(party):
            yield from _pairs(view, line, [one], party[number + 1 :], m)
    for m in _of_bodies().finditer(line.letters):
        yield from _pairs(view, line, [m.start("one")], [m.start("two")], m)
    for m in _hosting().finditer(line.letters):
        yield from _pairs(view, line, [m.start("who")], _list(line, m.start("whom")), m)
    for m in _nominal().finditer(line.letters):
        who = next(
            (
                m.start(group)
                for group in ("who", "both", "passive", "among", "guest", "traveller", "sayer")
                if m[group]
            ),
            None,
        )
        if m["both"]:
            who = m.end("both") - 1
        if m["after"] is not None:
            who = _other_person(line, m.end())
        if m["among"] in {"he", "she"}:
            yield from _met_by_pronoun(view, line, m)
        elif who is not None:
            yield from _pairs(view, line, [who], _list(line, m.end()), m)


def _met_by_pronoun(view: View, line: Line, m: re.Match[str]) -> Iterator[Fact]:
    """'Among those he met were ...', 'She also met': after a sentence about one person only, him or her."""
    before = view.before(line)
    persons = before.outline.names(0, None, P) if before else []
    if len({person.entity for person in persons}) != 1:
        return
    who = persons[0].model_copy(update={"how": "pronoun", "confidence": min(persons[0].confidence, 0.7)})
    for fact in _pairs(view, line, [], _list(line, m.end()), m, who):
        yield fact.model_copy(
            update={"start": min(fact.start, before.passage.start if before else fact.start)}
        )


def _object(letters: str, at: int) -> int:
    """Where the other party begins, past 'his Polish counterpart,'."""
    return next(i for i in range(at, len(letters)) if letters[i] in P + O)


def _subjects(line: Line, at: int) -> list[int]:
    """The subject at `at` and those that are listed before it: '<P> and <P> met'.

    With commas alone the name before is no second party: 'the Minister of <L>, <P>, met'.
    """
    found = [at]
    while m := re.search(rf"([{P}{O}])(, | and |, and )(?:the )?$", line.letters[: found[0]]):
        if len(found) == 1 and m[2] == ", ":
            break
        found.insert(0, m.start(1))
    return found


def _list(line: Line, at: int) -> list[int]:
    """The parties listed from `at` on; after a person only persons, unless a body stands alone."""
    found = listed(line, at, P + O)
    persons = [i for i in found if line.letters[i] == P]
    return persons or found


def _other_person(line: Line, at: int) -> int | None:
    before = [i for i in line.outline.things if i < at and line.letters[i] == P]
    return before[-1] if before else None


def _pairs(
    view: View, line: Line, who: list[int], whom: list[int], m: re.Match[str], meant: Mention | None = None
) -> Iterator[Fact]:
    """A fact for each of `who` (or for the one that is meant) with each of `whom`."""
    last = whom[-1] + 1 if whom else m.end()
    topic = _topic().search(line.letters, last)
    apart = topic.span("what") if topic else (0, 0)
    place, since = _place(view, line, m.start(), last, apart)
    value = line.clause(topic.start("what")) if topic else ""
    when = view.when(line, m.start(), last, apart=apart)
    subjects = [meant] if meant else [line.outline.name(at) for at in who]
    for first, second in product(subjects, [line.outline.name(at) for at in whom]):
        if first.entity != second.entity:
            yield view.fact(
                line,
                FactKind.MEETING,
                first,
                "spoke" if _CALL.search(m[0]) else "met",
                object=second,
                value=value,
                place=place,
                since=since,
                when=when,
            )


def _place(view: View, line: Line, first: int, last: int, apart: tuple[int, int]) -> tuple[str, Line | None]:
    """Where it was: 'in <L>' in the sentence, else the setting that the sentence before or a visit gives."""
    received = re.search("welcom|host", line.letters[first:last])
    to = "to" if received else "(?<=visit )to|(?<=trip )to"
    here = pattern(rf"(?:\b(?:[Ii]n|at|{to}) (?:the )?)(<L>)(?! (?:to|and the))")
    for start, stop in ((last, apart[0] or len(line.letters)), (first, last), (0, first)):
        found = here.search(line.letters, start, stop)
        if found:
            return line.outline.name(found.start(1)).entity, None
    before = view.before(line)
    setting = _setting(before.outline) if before else None
    if setting:
        return setting.entity, before
    if re.search(rf"(?:[Dd]uring|[Oo]n) (?:his|her|their|the) {E}", line.letters):
        event = next(m for m in line.outline.names(0, None, E))
        where = view.visited.get(event.entity)
        return (where.entity, None) if where else ("", None)
    return "", None


def _setting(line: Outline) -> Mention | None:
    """Where a sentence puts its person: 'spent the day in <L>', 'arrived in <L>', a visit to <L>."""
    m = pattern(
        r"<P>[^.]{0,30} (?:spent|arrived|is|was|travelled|traveled|<E>)[^.]{0,60}?(?: in| to|(?<=<E>)) (<L>)"
    ).search(line.letters)
    return line.name(m.start(1)) if m else None


__all__ = ["MET", "D", "L", "read"]
