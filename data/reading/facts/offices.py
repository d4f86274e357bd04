"""Offices: who held which office, as of the report that gives the title."""

import itertools
import re
from collections.abc import Iterable
from functools import cache
from typing import NamedTuple

from data.dates import IN_OFFICE, DateSpan
from data.reading import gazetteers, titles
from data.reading.facts.view import Line, View, entity
from data.reading.gazetteers import vocabulary
from data.reading.outline import J, L, O, P, pattern
from data.reading.speech import saying
from data.reading.titles import Title
from data.values import Fact, FactKind, Mention

_NO_POST = re.compile(r"(?i).{0,30}officer on special duty|.{0,30}\bOSD\b")
"""Where an official waits who has no post."""
_VAGUE = frozenset({"the", "federal", "former", "acting", "then", "new", "its", "their", "senior"})


def read(view: View) -> Iterable[Fact]:
    """One fact per person and title: value the title as written, object the body or country it belongs to.

    Of several titles of one person the shorter that says nothing more is left out. 'Tipped to be'
    is not an appointment: its predicate is 'tipped for'.
    """
    found = [fact for line in view.lines for fact in (*_of(view, line), *_representing(view, line))]
    found += _signed(view)
    of_one: dict[tuple[str, str], dict[tuple[str, str], Fact]] = {}
    for fact in found:
        of_one.setdefault((fact.subject, fact.predicate), {}).setdefault((fact.value, fact.object), fact)
    for titles_of in of_one.values():
        yield from (f for f in titles_of.values() if not any(_says_more(o, f) for o in titles_of.values()))


def _of(view: View, line: Line) -> Iterable[Fact]:
    for title in titles.titles(line.raw):
        person = line.raw.name(title.person)
        value = _value(line, title)
        owner = _owner(line, title)
        before = None if owner else _its_body(view, line, title) or _body_before(view, line, title)
        owner = owner or before or _only_ministry(view, line, title)
        if owner is None or owner.kind == "place":
            owner = _nation(value) or owner
        if person.how == "pronoun" or not _names_an_office(value, owner):
            continue
        if _NO_POST.match(line.raw.letters[title.first :]):
            continue
        told = _tenure(view, line, title) or _until(line, title)
        over = told is not None and _is_over(view, told)
        when = told if told and (over or told.earliest) else _as_of(view)
        begins = _beginning(view, line, title)
        yield view.fact(
            begins.line if begins else line,
            FactKind.OFFICE,
            person,
            "held" if over else _predicate(title),
            object=owner,
            value=value,
            qualifier=title.qualifier if title.qualifier != "was" else "",
            when=begins.when if begins else when,
            since=view.before(line) if before else line if begins else None,
        )


_SINCE = r"(?: since| from| between)? <D>(?: (?:to|until|till|and) <D>)?"


@cache
def _in_office() -> re.Pattern[str]:
    """'..., who headed the cell from <D> until <D>' behind a person with a title."""
    return pattern(
        r"(?:,| \([^)]{1,60}\))? who (?:has |had )?"
        r"(?:headed|led|ran|chaired|directed|governed|served|held|been)"
        rf"[^,.;<P>]{{0,70}}?(?P<when>{_SINCE})"
    )


def _tenure(view: View, line: Line, title: Title) -> DateSpan | None:
    """The time in office that is told right behind the holder's name, None when it is not told."""
    letters = line.raw.letters
    behind = max(title.person + 1, title.whole[1] - 1)
    m = _in_office().match(letters, behind) or _behind_title().match(letters, title.last)
    return _span(line, m) if m else None


@cache
def _behind_title() -> re.Pattern[str]:
    """'... Director General (of <O>) from <D> to <D>', 'since <D>' right behind a title."""
    return pattern(
        r"(?: (?:of|at|in|for) (?:the )?(?:<O>|<L>))?"
        r"(?P<when> (?:since|from|between) <D>(?: (?:to|until|till|and) <D>)?)"
    )


_UNTIL = re.compile(r"[^.;]{0,30}? (?:until|till) (?!now\b|the end\b|further\b)")


def _until(line: Line, title: Title) -> DateSpan | None:
    """The end of the time in office told behind a title or its verb ('until <D>'), None when it is not."""
    between = line.raw.letters[title.person : title.first]
    ending = _UNTIL.match(line.raw.letters, title.last)
    at = ending.end() if ending else title.person + between.rfind(" until ") + len(" until ")
    dates = line.raw.dates(at, at + 1) if ending or " until " in between else []
    if not dates or not (end := _DAY.search(dates[0].when.edtf)):
        return None
    return DateSpan(edtf=f"../{end[0]}", precision="bounded", words=dates[0].when.words, why=IN_OFFICE)


_DAY = re.compile(r"[\d-]+$")


class _Begins(NamedTuple):
    """From when an office is held, and the sentence that says so."""

    line: Line
    when: DateSpan


@cache
def _naming() -> re.Pattern[str]:
    """'has been named', 'was appointed': who is to hold the office, which need not be at once."""
    return re.compile(
        r"\b(?:named|appointed|nominated|elected|chosen|selected|made|promoted|sworn in|posted)\b"
    )


@cache
def _with_effect() -> re.Pattern[str]:
    """', effective <D>', 'with effect from <D>' behind an office; 'Her appointment takes effect on <D>.'"""
    effect = r"(?:takes?|will take|is to take|took) effect (?:on|from|in)"
    duties = (
        r"(?:office|(?:up )?(?:the |his |her |their )?(?:new )?(?:post|duties|position|role|functions|work))"
    )
    begin = r"(?:takes?|will take|is to take|assumes?|will assume|starts?|will start|begins?|will begin)"
    return pattern(
        r"(?:[^.;<P>]{0,60}?,? (?:effective(?: from)?|with effect from|starting(?: on| in)?)"
        rf"|(?:His|Her|Their|The) (?:appointment|term|mandate) (?:{effect}|{begin}(?: on| in| from)?)"
        rf"|(?:He|She|<P>) {begin}(?: up)? {duties}(?: on| in| from)?) (?:the )?(?P<when><D>)"
    )


def _beginning(view: View, line: Line, title: Title) -> _Begins | None:
    """When an office begins that somebody is named for: said behind it, or in one of the next sentences."""
    if line.quote is not None or not _is_naming(line, title):
        return None
    begins = _begins(line, _with_effect().match(line.raw.letters, title.last))
    for other in view.lines[line.index + 1 : line.index + 4] if begins is None else ():
        if any(_is_naming(other, named) for named in titles.titles(other.raw)):
            break
        begins = begins or _begins(other, _with_effect().match(other.raw.letters))
    return begins


def _is_naming(line: Line, title: Title) -> bool:
    """Whether it is told of somebody that he was named for the office."""
    first, last = sorted((title.person, title.first))
    return bool(_naming().search(line.raw.letters[max(0, first - 20) : last]))


def _begins(line: Line, m: re.Match[str] | None) -> _Begins | None:
    if m is None or line.quote is not None:
        return None
    when = line.raw.dates(*m.span("when"))[0].when
    if not re.fullmatch(r"[\d-]+", when.edtf):
        return None
    span = DateSpan(edtf=f"{when.edtf}/..", precision="bounded", words=when.words, why=IN_OFFICE)
    return _Begins(line, span)


def _is_over(view: View, tenure: DateSpan) -> bool:
    """Whether a time in office ends before the report."""
    end, report = tenure.edtf.rpartition("/")[2], view.report.edtf
    return end != ".." and (not report or end[: len(report)] <= report[: len(end)])


def _span(line: Line, m: re.Match[str]) -> DateSpan | None:
    dates = line.raw.dates(*m.span("when"))
    words = line.raw.words(*m.span("when")).strip()
    if len(dates) == 1 and dates[0].when.precision == "range":
        return dates[0].when.model_copy(update={"why": IN_OFFICE})
    if len(dates) == 1 and dates[0].when.why == "since":
        return dates[0].when
    if not dates or not all(re.fullmatch(r"[\d-]+", dated.when.edtf) for dated in dates):
        return None
    if len(dates) == 2:
        edtf = f"{dates[0].when.edtf}/{dates[1].when.edtf}"
        return DateSpan(edtf=edtf, precision="range", words=words, why=IN_OFFICE)
    if not words.startswith("since"):
        return None
    return DateSpan(edtf=f"{dates[0].when.edtf}/..", precision="bounded", words=words, why="since")


@cache
def _heading() -> re.Pattern[str]:
    return pattern(
        r"<P>(?:,? who)? (?:has |had )?"
        r"(?P<what>(?P<verb>represents|heads|leads|chairs|directs|headed|led|chaired|directed) "
        r"(?:the )?(?:(?:[a-z-]+ ){1,5}(?:of|at|in) (?:the )?)?(?P<body><O>)(?: in <L>)?)"
        rf"(?P<when>{_SINCE})?"
    )


def _representing(view: View, line: Line) -> Iterable[Fact]:
    """'<P>, who represents <O> in <L>', 'who has headed the <O> since <D>': an office told by its verb."""
    for m in _heading().finditer(line.raw.letters):
        told_by_who = " who " in m[0][:8]
        if not m["when"] and (m["verb"].endswith(("ed", "led")) or not told_by_who):
            continue
        person, body = line.raw.name(m.start()), line.raw.name(m.start("body"))
        if body.how == "role":
            continue
        when = (_span(line, m) if m["when"] else None) or _as_of(view)
        predicate = "held" if m["when"] and when.why != "since" else "holds"
        value = line.raw.words(*m.span("what"))
        yield view.fact(line, FactKind.OFFICE, person, predicate, object=body, value=value, when=when)


def _signed(view: View) -> Iterable[Fact]:
    """The name and, in the line below, the office with which a text is signed."""
    for line, below in itertools.pairwise(view.body):
        letters = below.letters.strip()
        apart = line.passage.end <= below.passage.start
        if not (apart and re.fullmatch(rf"\W*{P}\W*", line.letters)) or letters[-1:] in ".!?:":
            continue
        words = set(re.findall(r"[A-Za-z]+", below.clause(0).lower()))
        if len(letters) <= _SIGNATURE and words & vocabulary("office head") and P not in letters:
            owners = below.outline.names(0, None, O)
            person, value = line.outline.names(0, None, P)[0], below.clause(0)
            if _names_an_office(value, owners[0] if owners else None):
                owner = owners[0] if owners else None
                when = _as_of(view)
                yield view.fact(
                    below, FactKind.OFFICE, person, "holds", object=owner, value=value, since=line, when=when
                )


_SIGNATURE = 90
"""Letters of a line that is no more than an office."""


def _predicate(title: Title) -> str:
    if re.search("tipped|expected|likely|slated|set|race|running|designate|incoming", title.qualifier):
        return "tipped for"
    return "held" if title.qualifier in {"was", "former", "ex", "outgoing", "then"} else "holds"


def _as_of(view: View) -> DateSpan:
    """The report's date: a title in a report says who held it then, not since when."""
    report = view.report
    if not report.edtf:
        return DateSpan(why="the report is undated")
    why = f"as of the report; {report.why}" if report.precision == "bounded" else "as of the report"
    return DateSpan(edtf=report.edtf, precision=report.precision, words=report.words, why=why)


def _value(line: Line, title: Title) -> str:
    """The title as written, without the 'X's' in front of it."""
    letters = line.raw.letters[title.first : title.last]
    m = re.match(rf"[{O}{J}{L}]['’]s? ", letters)
    first = title.first + (m.end() if m else 0)
    return line.raw.words(first, title.last).strip()


def _names_an_office(value: str, owner: Mention | None) -> bool:
    """Whether a title is an office and says which: 'Minister' alone does not, 'Interior Minister' does."""
    if _NO_POST.match(value):
        return False
    words = [word for word in value.lower().split() if word not in _VAGUE]
    return len(words) > 1 or " ".join(words) in titles.ALONE or (len(words) == 1 and owner is not None)


def _owner(line: Line, title: Title) -> Mention | None:
    """The body or country of the office: in the title, before it ('FIA's'), or what 'its' refers to."""
    inside = titles.organisation(line.raw, title)
    if inside is not None:
        return line.raw.name(inside)
    m = re.search(rf"([{O}{J}{L}])['’]s? $", line.raw.letters[: title.first])
    if m:
        return line.raw.name(m.start(1))
    behind = re.match(rf" of (?:the )?({O})", line.raw.letters[title.person + 1 :])
    if behind and title.person >= title.last:
        return line.raw.name(title.person + 1 + behind.start(1))
    before = line.raw.letters[: title.first]
    if re.search(r"(?:^|[ ,])(?:[Ii]ts|[Tt]heir|whose) $", before):
        bodies = line.raw.names(0, title.first, O + J)
        return bodies[-1] if bodies else None
    return None


_DEMONYM = re.compile(
    r"(?i:(?:the|former|ex|then|acting|outgoing|incoming|caretaker|interim|deputy|vice|new)[ -])*"
    r"(?P<nation>[A-Z][a-z]+(?: [A-Z][a-z]+)?|US|UK) "
    r"(?=.{0,300}?(?i:minister|premier|president|ambassador|chancellor|secretary|envoy|consul|"
    r"high commissioner|attorney general|chief justice|parliament|senator|charg[ée])\b)"
)
"""The country's adjective in front of an office of state."""


def _nation(value: str) -> Mention | None:
    """The country of an office by its adjective: 'Italian Interior Minister', 'European Commissioner'."""
    if re.match("(?i:the |former |then )*European Commissioner", value):
        return entity("organisation", gazetteers.bodies()["EU"])
    found = _DEMONYM.match(value)
    if found is None:
        return None
    nation = found["nation"]
    country = gazetteers.demonyms().get(nation) or gazetteers.demonyms().get(nation.split()[0])
    return entity("place", country) if country else None


def _its_body(view: View, line: Line, title: Title) -> Mention | None:
    """The body of 'Its director, <P>, ...' at the head of a sentence: the only one named before it."""
    before = view.before(line)
    if before is None or line.raw.letters[: title.first].strip() not in ("Its", "Their"):
        return None
    bodies = {m.entity: m for m in before.raw.names(0, None, O + J)}
    return next(iter(bodies.values())) if len(bodies) == 1 else None


def _body_before(view: View, line: Line, title: Title) -> Mention | None:
    """The body of 'is the eleventh Director General': the only one that the sentence before names.

    Only where the title alone leaves it open whose office it is, and the sentence itself names none.
    """
    words = re.sub(r" \([A-Z.]+\)$", "", _value(line, title)).lower()
    before = view.before(line)
    if words not in _OF_A_BODY or title.whole != (0, 0) or before is None:
        return None
    if line.raw.names(0, None, O + J) or before.passage.role == "headline":
        return None
    bodies = {m.entity: m for m in before.raw.names(0, None, O)}
    return next(iter(bodies.values())) if len(bodies) == 1 else None


def _only_ministry(view: View, line: Line, title: Title) -> Mention | None:
    """The ministry of '<O> counted 12, Minister <P> said' that says not which: the article's only one."""
    m = _of_its_minister().match(line.raw.letters)
    if m is None or m.start("who") != title.person or _value(line, title).lower() != "minister":
        return None
    ministries = {m.entity for m in view.readable if _MINISTRY.search(m.entity)}
    its = line.raw.name(m.start("body"))
    return its if ministries == {its.entity} else None


@cache
def _of_its_minister() -> re.Pattern[str]:
    return pattern(
        rf"(?:The )?(?P<body><O>) [^;]{{5,200}}, (?:the )?Minister (?P<who><P>) (?:{saying()})(?![\w-])"
    )


_MINISTRY = re.compile(r"\bMinistry\b")


_OF_A_BODY = frozenset(
    {"director general", "director-general", "executive director", "secretary general", "secretary-general"}
)
"""Offices that bodies have and states do not."""


def _says_more(other: Fact, fact: Fact) -> bool:
    """Whether another office of the same person has all the words of this one, and more."""
    if other is fact:
        return False
    mine, theirs = _words(fact.value), _words(other.value)
    return mine < theirs or (
        mine == theirs
        and (bool(other.object), -other.start, -other.end) > (bool(fact.object), -fact.start, -fact.end)
    )


def _words(value: str) -> set[str]:
    return set(re.findall(r"\w+", value.lower())) - {"the", "of", "for"}
