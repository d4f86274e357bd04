"""Counts: the figures of an article, with whom they concern, what is counted, when and who says so."""

import re
from collections import Counter
from collections.abc import Iterable
from functools import cache
from typing import Any

from data.reading import titles
from data.reading.document import Figure
from data.reading.facts import carried, doers, fates, nearby, pronouns, shares, timing
from data.reading.facts.denials import denied
from data.reading.facts.projects import THE_PROJECT
from data.reading.facts.shares import Share
from data.reading.facts.view import OPENING, Line, View, entity
from data.reading.outline import LETTERS, E, J, L, O, P, pattern
from data.reading.speech import saying
from data.reading.unnamed import unnamed
from data.values import Fact, FactKind, Mention

DURATIONS = frozenset(
    f"{word}{plural}"
    for word in ("minute", "hour", "day", "week", "month", "year", "decade")
    for plural in ("", "s")
)
"""Units of figures that say how long something takes; they are no counts of anything."""
SURE = 0.9
"""The confidence of a figure of what its sentence names."""
DOUBTFUL = 0.4
"""The confidence of a figure that is of nobody its sentence names, in an article about several."""


@cache
def _speech() -> re.Pattern[str]:
    return pattern(rf"(?P<who><A>)(?:,[^,.<P>]{{1,80}},)?(?: [a-z]+){{0,3}} (?P<verb>{saying()})(?![\w-])")


@cache
def _after() -> re.Pattern[str]:
    """', <P> said.' or 'according to <O>' behind the figure."""
    return pattern(
        rf",? (?:[Aa]ccording to (?:the )?(?P<source><A>)|(?:the )?(?P<who><A>)"
        rf"(?: (?!was\b|were\b|been\b|is\b|are\b)[a-z]+){{0,2}} (?:{saying()})[ .,;])"
    )


@cache
def _before() -> re.Pattern[str]:
    return pattern(
        r"[Aa]ccording to (?:the )?(?P<source><A>)|[Bb]y (?:the )?(?P<counter><A>)['’]s? (?:own "
        r")?(?:count|figures|estimates?|data|reckoning)\b"
    )


@cache
def _participle() -> re.Pattern[str]:
    """', noting a 47% fall': said by the subject of the sentence."""
    return re.compile(
        r",? (?:while |and )?(?:noting|stating|saying|adding|citing|highlighting|claiming|stressing)\b"
    )


def _called(line: Line, who: Mention) -> str:
    """Who says it: by name, or as 'an FIA official' where no more is said."""
    words = unnamed(line.outline.text, who)
    article, _, rest = words.partition(" ")
    return (f"{article.lower()} {rest}" if article in ("A", "An", "The") else words) or who.entity


_EVERYWHERE = re.compile(r"(?i)\b(?:worldwide|world-wide|globally|in the world|around the world)\b")
"""In a sentence that is of no place of the article."""


def read(view: View) -> Iterable[Fact]:
    """One fact per figure, of what its sentence or those before name, else of the article's own subject.

    The predicate is what became of those counted, as written ('rescued', 'feared dead'), else 'figure'.
    """
    for line in view.lines:
        counted = shares.without(line)
        parts = shares.parts(counted)
        for at, figure in counted.outline.figures():
            whole = shares.whole(counted, at, parts)
            if figure.unit in DURATIONS or denied(whole, at) or doers.only_few(whole, at, figure):
                continue
            fact = _count(view, whole, at, figure, is_shared=whole.letters.count(L) < line.letters.count(L))
            if fact is not None:
                yield fact
            for share in shares.of(line, figure) if not fates.is_undone(whole, at) else ():
                yield _in_a_place(fact or _fact(view, whole, at, figure, share.place), share)


def _count(view: View, line: Line, at: int, figure: Figure, *, is_shared: bool) -> Fact | None:
    """The figure of whom its sentence is about, else of the article's own subject; None if of nobody.

    A count whose shares are told by place is of no place that its sentence does not name.
    """
    whose = nearby.of_whose(line, at)
    if whose not in ("", "our", "my"):
        return None
    meant = carried.of(view, line, at, figure)
    if not meant and not figure.counted and _is_of_another(line, at, figure):
        return None
    subject = None if whose else _subject(view, meant.line if meant else line, meant.at if meant else at)
    if subject is not None:
        names = line.outline.names(0, None, L)
        elsewhere = subject.kind == "place" and all(name.entity != subject.entity for name in names)
        if not (is_shared and elsewhere):
            return _fact(view, line, at, figure, subject)
    if _EVERYWHERE.search(line.letters):
        return None
    about = _of_article(view, (E, O) if is_shared else (E, L + O))
    if about is None:
        return None
    of_an_event = about.kind == "place" and _ATTENDING.search(line.letters)
    apart = of_an_event or pronouns.opens(line, at) or pronouns.answers(view, line)
    apart = apart or _is_elsewhere(view, line, about) or _is_of_nothing(line, at, figure, meant)
    sure = 0.6 if not apart and _is_main(view, about) else DOUBTFUL
    return _fact(view, line, at, figure, about, confidence=sure)


def _is_of_another(line: Line, at: int, figure: Figure) -> bool:
    """Whether what a figure without a noun counts is told with another: '60 per cent of the men, 31 per cent
    here', 'men and women made up 60 and 31 respectively', '60 against 31'."""
    if figure.unit == "percent":
        before = line.letters[:at]
        alike = (f for i, f in line.outline.figures() if i < at and f.unit == "percent" and f.counted)
        return before.endswith((", ", " and ")) and any(alike)
    if figure.unit != "count":
        return False
    return carried.is_compared(line, at) or bool(_RESPECTIVELY.search(line.letters, at))


_RESPECTIVELY = re.compile(r"\brespectively\b")


def _is_elsewhere(view: View, line: Line, about: Mention) -> bool:
    """Whether what goes on ('Another 40') does so in a paragraph that does not name the event it is about."""
    if about.kind != "event" or not _MORE.match(line.letters):
        return False
    text = view.document.text
    first, last = text.rfind("\n", 0, line.passage.start), text.find("\n", line.passage.end)
    here = (m for m in view.readable if first <= m.start < (last if last > 0 else len(text)))
    return all(m.entity != about.entity for m in here)


_MORE = re.compile(r"(?:(?:At least|Some) )?(?:[Aa]nother|[Aa] further|[Oo]ther) ")


def _is_of_nothing(line: Line, at: int, figure: Figure, meant: carried.Carried | None) -> bool:
    """Whether nobody says what a bare number at the end of a clause counts."""
    bare = figure.unit == "count" and not figure.counted and meant is None
    return bare and line.letters[at + 1 : at + 2] in ".,;)"


_ATTENDING = re.compile(r"\b[Oo]f the (?:participants|delegates|attendees|trainees|speakers|panellists)\b")
"""In a sentence that tells of those who attended an event, not of the place where it was."""


def _in_a_place(fact: Fact, share: Share) -> Fact:
    """The share of a count that is of one place; the whole's 'at least' is not the share's."""
    told = {"subject": share.place.entity, "subject_kind": "place", "place": share.place.entity}
    number = {"value": share.value, "number": share.number, "qualifier": ""}
    return fact.model_copy(update={**told, **number, "confidence": SURE})


def _fact(
    view: View, line: Line, at: int, figure: Figure, subject: Mention, confidence: float = SURE
) -> Fact:
    meant = carried.of(view, line, at, figure)
    other = (line, meant.at, meant.figure) if meant and meant.figure else (line, at, figure)
    named = figure.model_copy(update={"counted": meant.counted}) if meant else figure
    fate = fates.fate(line, at, named) or fates.fate(*other)
    who = _speaker(view, line, at)
    said: dict[str, Any] = {"speaker": _called(line, who)} if who else {}
    return view.fact(
        line,
        FactKind.FIGURE,
        subject,
        fate or "figure",
        value=figure.text,
        number=figure.number,
        unit=figure.unit,
        counted=meant.counted if meant else (figure.counted + fates.aboard(line, figure)) or fate,
        qualifier=figure.qualifier,
        when=timing.own(view, line, at, meant),
        since=meant.line if meant else None,
        place=_place(line, at),
        reported=bool(said),
        confidence=confidence,
        **said,
    )


def _speaker(view: View, line: Line, at: int) -> Mention | None:
    """Who gives the figure; a quotation's speaker is added by the view."""
    letters = line.letters
    for m in _before().finditer(letters, 0, at):
        return line.outline.name(m.start("source") if m["source"] else m.start("counter"))
    spoken = [
        m
        for m in _speech().finditer(letters, 0, at)
        if not re.search(r"(?:of|by|with|to|for) $", letters[: m.start()])
    ]
    if spoken:
        return line.outline.name(spoken[0].start("who"))
    participle = _participle().search(letters, 0, at)
    first = next((i for i in line.outline.things if i < at and letters[i] in P + O), None)
    if participle and first is not None:
        return line.outline.name(first)
    behind = _after().search(letters, at)
    if behind:
        return line.outline.name(behind.start("source") if behind["source"] else behind.start("who"))
    return _going_on(view, line)


def _going_on(view: View, line: Line) -> Mention | None:
    """'Other figures he gave: ...': a person named as the giver of what the sentence lists."""
    m = pattern(
        r"[Ff]igures (?:that )?(?:the )?(<A>|he|she) "
        r"(?:gave|cited|quoted|mentioned)"
    ).search(line.letters)
    if m is None or m[1] not in ("he", "she"):
        return line.outline.name(m.start(1)) if m else None
    lines = view.lines[max(0, line.index - 4) : line.index]
    persons = {n.entity: n for other in lines for n in other.outline.names(0, None, P)}
    return next(iter(persons.values())) if len(persons) == 1 else None


def _subject(view: View, line: Line, at: int) -> Mention | None:
    """Whom a figure concerns: who acts in its clause, else what is named near it in the sentence."""
    speaker = _speaker(view, line, at)
    if line.letters[at - 3 : at] and (beside := pattern(r"(<A>|<J>|<L>) \($").search(line.letters[:at])):
        return line.outline.name(beside.start(1))
    clause = max(
        (line.letters.rfind(stop, 0, at) for stop in (" that ", "; ", ": ", " where ", " which ")), default=-1
    )
    figure = dict(line.outline.figures()).get(at)
    if figure and re.fullmatch("[A-Z]{3}", figure.unit) and (project := _paid(view, line, at)):
        return project
    if word := pronouns.opens(line, at):
        return pronouns.meant(view, line, word)
    others = [
        m
        for m in nearby.named(line, max(clause, 0), at, O + J + E)
        if speaker is None or m.entity != speaker.entity
    ]
    if others:
        return others[0]
    near = pattern(
        r"[^.;,]{0,60}? (?:in|of|from|across|to|leave|enter|reach) (?:the )?(?:[a-z]+ ){0,"
        r"2}(<L>|<O>)"
    ).match(line.letters, at + 1)
    if near and nearby.named(line, near.start(1), near.end(1), L + O):
        return line.outline.name(near.start(1))
    if line.quote is not None and line.quote.speaker:
        return entity(
            "organisation" if line.quote.speaker_kind == "organisation" else "person", line.quote.speaker
        )
    named = _named_before(view, line, at, clause, speaker)
    if named is not None:
        return named
    if speaker is not None:
        return speaker
    return _from_before(view, line) or next(iter(nearby.named(line, at, None, J + O + L)), None)


def _named_before(view: View, line: Line, at: int, clause: int, speaker: Mention | None) -> Mention | None:
    """What is named before a figure, the nearest to its matter first; a country by what its powers did."""
    tellers = _with(line, speaker) if speaker is not None else set()
    that = clause if line.letters.startswith(" that ", max(clause, 0)) else 0
    for kinds in (J + E, L, O, P):
        names = [
            m
            for m in nearby.named(line, that if kinds == J + E else 0, at, kinds)
            if m.how != "pronoun" and m.entity not in tellers
        ]
        if names:
            return _of_place(line, at) or names[-1] if kinds == L else names[0]
        state = nearby.of_a_state(line, max(clause, 0), at) if kinds == L else ""
        named = next((m for m in view.with_adjectives if m.kind == "place" and m.entity == state), None)
        if named is not None:
            return named
    return None


def _with(line: Line, speaker: Mention) -> set[str]:
    """Who tells together with a speaker ('Minister <P> and director <P> said')."""
    at = next((i for i in line.outline.things if line.outline.things[i] is speaker), 0)
    other = titles.joined(line.letters[:at])
    return {line.outline.name(other.start(1)).entity} if other else set()


def _of_article(view: View, sorts: tuple[str, ...]) -> Mention | None:
    """What the article is about: a name of its first lines, of the first of `sorts` (letters of an outline)
    that a line has, else what is named most; None where there is none."""
    opening = view.body[: OPENING - 1]
    for line in (*(one for one in view.lines[:1] if one not in opening), *opening):
        for kinds in sorts if not nearby.is_byline(line) else ():
            names = nearby.named(shares.without(line), 0, None, kinds)
            if names:
                return names[0]
    common = [kind for kind in ("place", "organisation") if LETTERS[kind] in "".join(sorts)]
    times = _times(view)
    return max((m for m in view.readable if m.kind in common), key=lambda m: times[m.entity], default=None)


def _times(view: View) -> Counter[str]:
    """How often each entity is named in the article."""
    return Counter(m.entity for m in view.readable if m.how != "pronoun")


def _is_main(view: View, about: Mention) -> bool:
    """Whether of the places, or bodies, of an article none is named more often than this, and this twice."""
    times = _times(view)
    alike = (times[m.entity] for m in view.readable if m.kind == about.kind)
    return about.kind not in ("place", "organisation") or 1 < times[about.entity] == max(alike)


def _paid(view: View, line: Line, at: int) -> Mention | None:
    """The project that an amount is for: named before it or behind 'to', or meant by a label."""
    projects = line.outline.names(0, at, J)
    if projects:
        return projects[-1]
    given = pattern(r"[^.;]{0,40}? (?:to|for|towards|in) (?:the )?(<J>)").match(line.letters, at + 1)
    if given:
        return line.outline.name(given.start(1))
    meant = re.search(THE_PROJECT, line.letters) or re.match(r"[\w ]{3,30}: ?$", line.letters[:at])
    return view.project_of(line) if meant and not line.outline.names(0, None, J) else None


def _of_place(line: Line, at: int) -> Mention | None:
    """Of '<L> in <L>' before the figure the first, which the figure is about."""
    m = pattern(r"(<L>)(?: in |, )(?:the )?<L>[^\ue004]*$").search(line.letters[:at])
    return line.outline.name(m.start(1)) if m else None


def _from_before(view: View, line: Line) -> Mention | None:
    """What the sentence before in its paragraph begins with, for a figure in one that names nobody.

    Whom an earlier sentence merely mentions is not what the figure is about.
    """
    other = view.before(line)
    if other is not None:
        apart = "\n" in view.document.text[other.passage.end : line.passage.start]
        names = other.outline.names(0, None, E + J) if _MEANT.match(line.letters) else []
        opening = pattern(r"(?:The |In |During |At |Since )?(?P<who>[<J><E><O><L>])").match(other.letters)
        if names or (opening and not apart):
            return names[0] if names else other.outline.name(opening.start("who") if opening else 0)
    return view.titled_project if view.sheet or _MEANT.match(line.letters) else None


_MEANT = re.compile(
    r"(?:The|This|It)\b (?:[\w-]+ ){0,2}?(?:event|dialogue|conference|meeting|workshop|seminar|forum|summit|"
    r"training|course|session|gathering|project|programme|program|initiative|action|visit)\b|It\b",
    re.IGNORECASE,
)
"""How a sentence begins that goes on about the event or project of the one before."""


def _place(line: Line, at: int) -> str:
    """The place right behind what is counted, or in front of the figure in its clause."""
    m = pattern(r"[^.;,\ue001-\ue005]{0,60}? in (?:the )?(<L>)").match(line.letters, at + 1)
    return line.outline.name(m.start(1)).entity if m else ""
