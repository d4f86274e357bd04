"""/who: who held an office, as of which report, in a year or on a day."""

import itertools
import re
from collections.abc import Iterable

from briefs import helping
from briefs import offices as wording
from briefs.language import _
from briefs.page import Line, Page
from data.dates import IN_OFFICE, DateSpan
from data.errors import BadUsage, NotFound
from data.matching import LACKING, Match, is_of_rank, office_names
from data.reading import gazetteers
from data.reading.dates import parse
from data.store import articles, entities, facts
from data.values import StoredFact
from handlers import succession
from handlers.desk import Desk
from handlers.lookup import is_asked, searched
from handlers.nearest import instead
from handlers.pages import cited
from handlers.request import Request

AT = re.compile(r"(?<=\s)(?:in|on|as of|at)\s", re.IGNORECASE)
DATES = 3
"""So many of the last places where a date may begin are looked at."""
HOLDERS = 8
"""How many persons are looked at for an office."""
BEARING = 0.5
"""From here a person may hold the office (score of data.matching). Of 3,000 generated offices, asked for in
stores of 10,000 and 1,000,000 facts, none was held by somebody of less than .53."""
LIKE = 0.62
"""From here the words name this office (score of data.matching)."""
TIE = 0.12
LONGEST = 800
ROOM = 700
"""Characters more where sentences stand beside the holders."""
HOLDING = ("", "acting", "interim", "caretaker")
"""How an office may be held by somebody who holds it."""


def who(desk: Desk, request: Request) -> Page:
    """The holders of an office, latest known first; with a year or a day, those of that time or the gap."""
    if not request.words:
        raise BadUsage(helping.usage("/who OFFICE [in YEAR | on DATE]", ["/who DG FIA in 2017"]))
    office, asked = split(request.words)
    try:
        return told_of(desk, office, asked) or instead(desk, office)
    except NotFound as unknown:
        raise NotFound(str(unknown), _near(desk, office), unknown.said) from unknown


def _near(desk: Desk, office: str) -> list[tuple[str, str]]:
    """The offices of the rank asked for whose names come near it, to be asked for: (label, command) pairs."""
    near = [one for one in _bearing(desk, office) if one.sort == "office" and one.score >= NEAR]
    named = dict.fromkeys(one.name for one in near if _is_mistyped(one) and is_of_rank(office, one.name))
    return [(name, f"/who {name}") for name in list(named)[:OFFERED]]


def _is_mistyped(match: Match) -> bool:
    """Whether all that was typed stands in the office, some of it otherwise."""
    _part, *changes = match.because.split(", ")
    return bool(changes) and LACKING not in changes


NEAR = 0.6
"""From here an office is near enough what was typed to be offered."""
OFFERED = 3


def told_of(desk: Desk, office: str, asked: DateSpan | None) -> Page | None:
    """The holders of an office, else who is said to have held it; None when nobody is.

    Of 'the former director' only who held it.
    """
    bare = FORMER.sub("", office)
    named = _named(desk, bare)
    if bare == office and (held := _of_office(desk, office, filter(_holds, named))):
        return page(desk, office, held, asked)
    former = _of_office(desk, bare, (fact for fact in named if fact.is_former))
    known = articles.get_all(desk.shelf, (f.article_id for f in former if f.article_id))
    lines = wording.former(former, known, asked=bare != office)
    return _page(desk, office, former, lines) if former else None


FORMER = re.compile(r"^(?:the )?(?:former|previous|ex)[\s-]+", re.IGNORECASE)


def page(desk: Desk, office: str, held: list[StoredFact], asked: DateSpan | None) -> Page:
    """These holders of an office; with a date, those of that time or the gap."""
    known = articles.get_all(desk.shelf, (f.article_id for f in held if f.article_id))
    return _page(desk, office, held, wording.at(held, known, asked) if asked else wording.lines(held, known))


def _page(desk: Desk, office: str, held: list[StoredFact], lines: Iterable[Line]) -> Page:
    """What is told of an office, with the sentences on changes in it behind."""
    changed = succession.changes(desk, (fact.subject_id for fact in held))
    title, longest = _("Who: {office}", office=office), LONGEST + ROOM * bool(changed)
    return cited(desk, title, [*lines, *changed], longest=longest)


def split(words: str) -> tuple[str, DateSpan | None]:
    """The office, and the date that is asked for if there is one; 'the current' adds nothing to an office."""
    words = CURRENT.sub("", words)
    for found in list(AT.finditer(words))[-DATES:]:
        said = words[found.end() :].strip()
        when = parse(said) if re.search(r"\d", said) and "," not in said else None
        if when:
            return words[: found.start()].rstrip(), when
    return words, None


CURRENT = re.compile(r"^(?:the )?(?:current|present|incumbent|sitting|serving) ", re.IGNORECASE)


def _holds(fact: StoredFact) -> bool:
    """Whether an office is told as one that its holder holds, or with the time in which it was held."""
    return fact.when.why == IN_OFFICE or (fact.qualifier.casefold() in HOLDING and not fact.is_former)


def holders(desk: Desk, office: str) -> list[StoredFact]:
    """The facts of who holds an office that the words name, one for each person and office."""
    return _of_office(desk, office, filter(_holds, _named(desk, office)))


def _named(desk: Desk, office: str) -> list[StoredFact]:
    """All office facts of the persons whom the words may name, and of who acts in an office beside them."""
    named = facts.of_each(desk.shelf, [match.entity_id for match in _bearing(desk, office)], "office")
    return [*named, *_acting(desk, named)]


def _bearing(desk: Desk, office: str) -> list[Match]:
    """The persons whom the words may name, best first, each by the name or office that is nearest."""
    return [one for one in searched(desk, office, ("person",), HOLDERS) if one.score >= BEARING]


def _of_office(desk: Desk, office: str, told: Iterable[StoredFact]) -> list[StoredFact]:
    """Those of the facts that the words name, best first, one for each person and office."""
    held = {fact.id: fact for fact in told}
    if not held:
        return []
    alike: dict[tuple[int, str, str, str], list[StoredFact]] = {}
    for fact in held.values():
        alike.setdefault((fact.subject_id, fact.value, fact.object, fact.place), []).append(fact)
    groups = {same[0].id: same for same in alike.values()}
    ranked = desk.shelf.names.compare(office, names(desk, [held[number] for number in groups]), TIE)
    asked = [match for match in ranked if match.score >= LIKE and is_asked(office, match)]
    near = [(-match.score, fact.id) for match in asked for fact in groups[match.entity_id]]
    chosen = [held[number] for _, number in sorted(near) if not _is_another(office, held[number])]
    once: dict[tuple[int, str, int | None], StoredFact] = {}
    for fact in chosen:
        once.setdefault((fact.subject_id, fact.value.casefold(), fact.article_id), fact)
    return list(once.values())


def _acting(desk: Desk, named: list[StoredFact]) -> list[StoredFact]:
    """Who is said to act in an office of the bodies of these: an office that is acted in names nobody."""
    bodies = list(dict.fromkeys(fact.object_id for fact in named if fact.object_id))[:BODIES]
    there = facts.qualified_offices(desk.shelf, bodies) if bodies else []
    return [fact for fact in there if fact.qualifier.casefold() in HOLDING]


BODIES = 3
"""Of how many bodies those who act in an office are looked for."""


def _is_another(office: str, fact: StoredFact) -> bool:
    """Whether the office of a fact is not what is asked for: of another country, of a part of it alone, or
    of a minister of state."""
    of_state = "minister of state" in fact.value.casefold() and "state" not in office.casefold()
    return of_state or _of_another_land(office, fact) or _of_a_part(office, fact)


def _of_a_part(office: str, fact: StoredFact) -> bool:
    """Whether an office is of a unit of a body and that unit is not asked for: who heads Frontex's legal
    service is not the head of Frontex."""
    part = PART.search(fact.value)
    asked = set(re.findall(r"\w+", office.casefold()))
    return part is not None and not asked & set(re.findall(r"\w{3,}", part["unit"].casefold()))


PART = re.compile(
    r"(?:\w['’]s? (?=\w)"
    r"|(?:of|for|at) (?:the )?[A-Z][\w.-]*(?: [A-Z][\w.-]*)* (?=[a-z])(?!(?:in|of|for|at|on|and|to)\b))"
    r"(?:[\w-]+ (?!(?:in|of|for|at|on|and|to)\b))*(?P<unit>[\w-]+(?: .*)?)$"
)
"""What a part of a body is ('service', 'mission in Skopje'), behind the body's name in an office."""


def _of_another_land(office: str, fact: StoredFact) -> bool:
    """Whether a country is asked for and the office is said to be of others alone: no 'US ambassador' is
    the one to Hungary."""
    asked, held = _lands(office), _lands(f"{fact.value} {fact.object} {fact.place}")
    return bool(asked and held and not asked & held)


def _lands(words: str) -> set[str]:
    """The countries that words name, or say by their adjective."""
    tokens = re.findall(r"[\w.’'-]*\w", words)
    pairs = [f"{one} {other}" for one, other in itertools.pairwise(tokens)]
    tables = (gazetteers.countries(), gazetteers.demonyms())
    return {table[word] for word in (*tokens, *pairs) for table in tables if word in table}


def names(desk: Desk, held: list[StoredFact]) -> list[tuple[int, str]]:
    """(fact id, a way people say the office) for each office fact."""
    short = entities.acronyms(desk.shelf, {fact.object_id for fact in held if fact.object_id})
    rows = []
    for fact in held:
        value = _plainly(fact)
        said = office_names(value, fact.object, short.get(fact.object_id or 0, ""), fact.place)
        rows += [(fact.id, text) for text in dict.fromkeys((fact.value, value, *said))]
    return rows


def _plainly(fact: StoredFact) -> str:
    """The office without the word that says how it is held: who acts as a director is asked for as one."""
    first, _sign, rest = re.split(r"([\s-]+|$)", fact.value, maxsplit=1)
    return rest if rest and first.casefold() == fact.qualifier.casefold() else fact.value
