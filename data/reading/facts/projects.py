"""Projects: names, funders, implementers, partners, framework, period, budget, countries, objective."""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache

from data.reading.facts.lists import listed
from data.reading.facts.view import Line, View
from data.reading.outline import J, L, O, Q, pattern
from data.values import Fact, FactKind, Mention

THE_PROJECT = (
    r"\b(?:(?:[Tt]he|[Tt]his|[Oo]ur(?: new)?) (?:[a-z-]+ ){0,2}(?:project|initiative|programme|program))\b"
    r"(?! [A-Z\ue001-\ue006])"
)
"""How a text speaks of the project that it is about."""

_SHORT = re.compile(r"^[A-Z][\w.&-]{1,14}$")


@dataclass(frozen=True)
class Link:
    """A relation between a project and the names that are listed after a phrase."""

    predicate: str
    phrase: str
    kinds: str


LINKS = (
    Link(
        "funded by",
        r"(?:co-)?(?:funded|financed|sponsored|paid for|bankrolled) (?:jointly )?by|with (?:the "
        r")?(?:funding|funds|"
        r"financial support|financial assistance|financing) (?:from|of|by)|(?:the )?money (?:for it "
        r")?comes from|"
        r"(?:its |the )?donors (?:are|were|include)|with the (?:generous "
        r")?(?:financial )?"
        r"(?:support|contributions?) of the (?=<L>)",
        O + L,
    ),
    Link(
        "implemented by",
        r"(?:implemented|carried out|executed|run|managed|led|delivered|coordinated) (?:jointly )?by|"
        r"implementing partners? (?:is|are|were|include)|(?:led|run|managed) jointly by",
        O,
    ),
    Link("initiated by", r"joint (?:initiative|project|programme|program) (?:by|of)|initiated by", O + L),
    Link(
        "partner",
        r"(?:implemented |carried out |run |executed )?(?:in (?:close )?(?:partnership|cooperation|"
        r"collaboration) with|"
        r"jointly with|together with)|(?<!implementing )(?<!Implementing )partners (?:are|were|include|"
        r"included)",
        O + L,
    ),
    Link(
        "framework",
        r"(?:in|within|under) the framework of|under the umbrella of|(?:as |is |forms? |was )?(?:a "
        r")?(?:component|part) of|"
        r"(?:which )?belong(?:s|ed) to|under the auspices of",
        J,
    ),
)
"""One row per relation; the names listed right after the phrase are its objects."""


@cache
def _link(index: int) -> re.Pattern[str]:
    return pattern(rf"\b(?:{LINKS[index].phrase}) (?=(?:the |both )?<N>)")


def read(view: View) -> Iterable[Fact]:
    """The attributes of every project that a sentence is about; one fact per funder, partner, country."""
    for line in view.lines:
        for reader in _READERS:
            yield from reader(view, line)


def project_at(view: View, line: Line, at: int) -> Mention | None:
    """The project that the words at `at` are about: the nearest before them, else 'the project'."""
    if re.match(_AGAIN, line.letters) and (meant := _meant_again(view, line)):
        return meant
    before = line.outline.names(0, at, J)
    if before:
        return before[-1]
    if line.outline.names(0, None, J):
        return None
    if re.search(THE_PROJECT, line.letters[:at]):
        return view.project_of(line)
    return view.main_project if _is_named_later(view, line, at) else None


_AGAIN = r"(?:It|Its|The money|This (?:project|programme|initiative)|The (?:project|programme|initiative)) "


def _meant_again(view: View, line: Line) -> Mention | None:
    """The project that a sentence begins with; 'It' means one only when the sentence before is about it."""
    if not re.match("It|The money", line.letters):
        return view.project_of(line)
    before = view.before(line)
    about = before is not None and (
        re.search(THE_PROJECT, before.letters[:80]) or re.match(rf"(?:The )?{J}|Its ", before.letters)
    )
    return view.project_of(line) if about else None


def _is_named_later(view: View, line: Line, at: int) -> bool:
    """Whether 'an initiative' comes before the name of the article's only project."""
    spoken = re.search(r"\b(?:an?|new) (?:[\w-]+ ){0,4}(?:initiative|project|programme)\b", line.letters[:at])
    named = view.main_project
    return spoken is not None and named is not None and named.start > line.passage.start


def _links(view: View, line: Line) -> Iterator[Fact]:
    for index, link in enumerate(LINKS):
        for m in _link(index).finditer(line.letters):
            project = _subject_of_link(view, line, m.start()) or _fronted(line, m, link)
            if project is None:
                continue
            for at in listed(line, m.end(), link.kinds):
                named = line.outline.name(at)
                if named.entity != project.entity:
                    yield _about(
                        view,
                        line,
                        project,
                        link.predicate,
                        object=named,
                        value=line.outline.words(at, at + 1),
                    )


def _fronted(line: Line, m: re.Match[str], link: Link) -> Mention | None:
    """'Funded by <L>, the <J> helps ...': the project right behind the list that opens the sentence."""
    names = listed(line, m.end(), link.kinds)
    if line.letters[: m.start()].strip() or not names:
        return None
    behind = pattern(r", (?:the )?(<J>)").match(line.letters, names[-1] + 1)
    return line.outline.name(behind.start(1)) if behind else None


def _subject_of_link(view: View, line: Line, at: int) -> Mention | None:
    """Whose relation it is; not the project's when an event or another actor stands between."""
    letters = line.letters[:at]
    project = project_at(view, line, at)
    last = letters.rfind(J)
    if (other := _OF_ANOTHER.search(letters)) and last < other.end():
        return None
    if other and last >= 0:
        project = line.outline.name(last)
    if last >= 0 and re.search(
        r"\b(?:event|conference|workshop|meeting|training)s?\b|\b(?:and|but) (?:the|an?|this) [^,"
        r"]*\b(?:is|are|was|were)\b",
        letters[last:],
    ):
        return None
    if last < 0 and re.search(r"\b(?:conference|workshop|meeting|session|seminar|event)\b", letters):
        return None
    return project


def _about(
    view: View,
    line: Line,
    project: Mention,
    predicate: str,
    *,
    object: Mention | None = None,
    value: str = "",
    number: float | None = None,
    unit: str = "",
    confidence: float = 0.9,
    since: Line | None = None,
) -> Fact:
    return view.fact(
        line,
        FactKind.PROJECT,
        project,
        predicate,
        object=object,
        value=value,
        number=number,
        unit=unit,
        confidence=confidence,
        since=since,
    )


def _names(view: View, line: Line) -> Iterator[Fact]:
    """'Long Name (SHORT)', 'SHORT: Long Name', 'SHORT - Long Name'."""
    letters = line.raw.letters
    for m in pattern(r"(?P<one><J>)(?: \(|: | [–—-] )(?P<two><J>)").finditer(letters):
        one, two = line.raw.name(m.start("one")), line.raw.name(m.start("two"))
        if one.entity != two.entity:
            continue
        long, short = (one, two) if len(one.text) > len(two.text) else (two, one)
        yield _about(view, line, one, "full name", value=long.text)
        yield _about(view, line, one, "acronym", value=short.text)
    for mention in line.raw.names(0, None, J):
        split = re.match(r"(?P<short>[^:–—]*)[:–—](?P<full>.*)", mention.text, re.S)
        if split and _SHORT.match(split["short"].strip()) and len(split["full"].split()) > 1:
            yield _about(view, line, mention, "full name", value=split["full"].strip())
            yield _about(view, line, mention, "acronym", value=split["short"].strip())


def _period(view: View, line: Line) -> Iterator[Fact]:
    letters = line.letters
    for m in pattern(
        r"(?P<who><J>)(?: of (?:the )?<L>)?(?: project| programme| program| initiative)?"
        rf"(?: \((?P<when><D>)\)|(?: \(<J>\))?, which (?:will )?(?:runs?|ran|lasts?)(?P<long>{_LONG}))"
    ).finditer(letters):
        yield _about(view, line, line.outline.name(m.start("who")), "period", value=_time(line, m))
    if going_on := pattern(rf"It (?:(?:will|is to) run|runs|ran|will last|lasts)(?P<long>{_LONG})").match(
        letters
    ):
        project, before = _told_before(view, line)
        if project is not None:
            yield _about(view, line, project, "period", value=_time(line, going_on), since=before)
    for m in pattern(
        r"(?:^|\b(?:[a-z]+-year|(?:run|runs|running|ran|implemented|lasts?)(?: from| for| until| "
        r"between)?|[Ff]rom|period|started in|covers) )\(?(?P<when><D>(?: (?:to|until|-|–) <D>)?)"
    ).finditer(letters):
        project = _near(view, line, m)
        if project is not None and not _OF_ANOTHER.search(letters[: m.start("when")]):
            value = re.sub(r"^(?:[Ff]rom|[Bb]etween|[Ii]n) ", "", line.outline.words(*m.span("when")))
            begun = m[0].startswith("started in ")  # which is no whole period
            yield _about(view, line, project, "period", value=f"started in {value}" if begun else value)


_LONG = r"(?: for [^,.;]{1,20},?)? (?:from |until )?(?P<day><D>(?: (?:to|until|-|–) <D>)?)"


def _time(line: Line, m: re.Match[str]) -> str:
    """The dates of a match, without the word before them."""
    words = line.outline.words(*m.span("day" if m["day"] else "when"))
    return re.sub(r"^(?:[Ff]rom|[Bb]etween|[Ii]n) ", "", words)


def _told_before(view: View, line: Line) -> tuple[Mention | None, Line | None]:
    """The project that the sentence before begins with ('<J> ...', 'The project ...'), and that sentence."""
    before = view.before(line)
    if before is None:
        return None, None
    if opening := re.match(
        rf"(?:(?:The|This) (?:(?:[a-z-]+ )?(?:project|programme|program) )?)?({J})", before.letters
    ):
        return before.outline.name(opening.start(1)), before
    spoken = re.match(THE_PROJECT, before.letters) and J not in before.letters
    return (view.project_of(before) if spoken else None), before


_OF_ANOTHER = re.compile(
    r"\b(?:follows|succeeds|builds (?:up)?on|following|predecessor|successor (?:of|to)|preceded by|replaces|"
    r"(?:first|previous|earlier|last|pilot) phase)\b"
)
"""Before a date: it is another project's, or another phase's."""


def _near(view: View, line: Line, m: re.Match[str]) -> Mention | None:
    """The project of the sentence of a match: the only one named in it, or 'this project'."""
    named = line.outline.names(0, None, J)
    if len({mention.entity for mention in named}) == 1 and re.match(r"(?:[Tt]he |This )?" + J, line.letters):
        return named[0]
    if re.search(THE_PROJECT, line.letters):
        return view.project_of(line)
    return None


def _budget(view: View, line: Line) -> Iterator[Fact]:
    for at, figure in line.outline.figures():
        if not re.fullmatch(r"[A-Z]{3}", figure.unit) or _A_PART.search(line.letters[:at]):
            continue
        before = _INSET.sub("", line.letters[max(0, at - 120) : at])
        around = before[-30:] + line.letters[at : at + 50]
        project = line.outline.names(0, at, J)
        after = pattern(r"[^.]{0,20}?(<J>)").match(line.letters, at + 1)
        if project and re.search(r"project|programme|initiative|worth|budget|cost|is an? ", around):
            yield _money(view, line, project[-1], at)
        elif after and not project and re.search(_GIVEN, around):
            yield _money(view, line, line.outline.name(after.start(1)), at)
        elif not project and re.search(THE_PROJECT, line.letters) and (meant := view.project_of(line)):
            yield _money(view, line, meant, at)


_ABOUT = (
    r"(?:(?:an?|about|some|around|nearly|almost|roughly|approximately|up to|over|more than|at least|another|"
    r"additional|initial|further|extra|first|estimated|only|just|already) ){0,3}"
)
_A_PART = re.compile(
    r"\b(?:(?:of|out of) which(?:,? [a-z]+){0,3} |"
    rf"[Oo](?:f|ut of) (?:this|that)(?: (?:sum|amount|total|budget|money))?,? {_ABOUT}|"
    rf"[Ii]nclud(?:ing|es),? {_ABOUT}"
    rf"(?:(?:[a-z-]+ )?(?:grant|loan|share|part|contribution|co-financing|co-funding|funding|donation|"
    rf"support|subsidy|payment|reserve)s? of {_ABOUT})?)$"
)
"""Before an amount: it is a share of one that was given before ('of which some', 'including a grant of')."""

_INSET = re.compile(r",? (?:which )?includ(?:ing|es) [^,;.]{1,60}(?:,|(?= (?:is|was|amounts|totals)\b))")
"""Between 'budget' and the amount: ', including every stage,'."""

_GIVEN = r"worth|budget|project|programme|allocat|earmark|set aside|grant of"
"""Beside an amount in front of a project's name: it is the project's."""


def _money(view: View, line: Line, project: Mention, at: int) -> Fact:
    figure = dict(line.outline.figures())[at]
    return _about(view, line, project, "budget", value=figure.text, number=figure.number, unit=figure.unit)


def _objective(view: View, line: Line) -> Iterator[Fact]:
    m = re.search(
        r"\b(?:aims? (?=to )|seeks (?=to )|is designed (?=to )|is intended (?=to )|is meant (?=to )|"
        r"(?:objective|goal|aim|purpose)s?(?: of (?:the|this|our) [a-z]+)? (?:is|are|was|were) (?=to ))",
        line.letters,
    )
    if m is None:
        return
    project = project_at(view, line, m.end())
    if project is not None and Q not in line.letters[m.end() :]:
        yield _about(view, line, project, "objective", value=line.clause(m.end()))


def _unveiled(view: View, line: Line) -> Iterator[Fact]:
    """'<O> has unveiled an initiative', '<O> will implement this project': it implements."""
    m = pattern(
        r"(?P<who><O>) (?:will implement|is implementing|implements?|implemented|runs?|carries out|"
        r"carry out|manages?|leads?|delivers?|is running|has unveiled|unveiled)"
        r" (?P<what>(?:the |its |an? )?(?:new )?<J>|(?:the |this |an? )(?:[a-z-]+ ){0,3}(?:project|"
        r"initiative|programme))"
    ).search(line.letters)
    if m is not None:
        yield from _actively(view, line, m, "implemented by")


def _actively(view: View, line: Line, m: re.Match[str], predicate: str) -> Iterator[Fact]:
    """The relation of those who are listed up to `who` to the project in `what`."""
    named = m["what"].endswith(J)
    project = line.outline.name(m.end("what") - 1) if named else view.project_of(line)
    if project is None:
        return
    found = [m.start("who")]
    while before := re.search(rf"([{O}{L}])(?:, | and |, and )(?:the )?$", line.letters[: found[0]]):
        found.insert(0, before.start(1))
    for at in found:
        value = line.outline.words(at, at + 1)
        yield _about(view, line, project, predicate, object=line.outline.name(at), value=value)


def _paying(view: View, line: Line) -> Iterator[Fact]:
    """'<O> funds the <J>', 'the <O>-funded <J>'."""
    for m in pattern(
        r"(?P<who>[\ue002\ue004])(?:(?: also| jointly| has| have| had| is| are| will)* (?:funds?|"
        r"financ(?:es?|ing|ed)|"
        r"funding|funded|pays? for|paying for|paid for|sponsors?|sponsored) |-(?:funded|financed|backed|"
        r"sponsored) "
        r"(?:[a-z-]+ ){0,2})(?P<what>(?:the |its |an? )?(?:new )?<J>|(?:the |this )(?:[a-z-]+ ){0,"
        r"3}(?:project|"
        r"initiative|programme))"
    ).finditer(line.letters):
        yield from _actively(view, line, m, "funded by")


_READERS: tuple[Callable[[View, Line], Iterable[Fact]], ...] = (
    _names,
    _links,
    _period,
    _budget,
    _objective,
    _unveiled,
    _paying,
)
