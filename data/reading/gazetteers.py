"""Gazetteers: world knowledge in small files, and one fast scan of a text for everything they name.

The files and their sources are described in `gazetteer/README.md`. Nothing is read before it is
needed, and each file is read once per process.
"""

import re
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from data.values import EntityKind

if TYPE_CHECKING:
    from ahocorasick_rs import AhoCorasick

_FOLDER = Path(__file__).parent / "gazetteer"
_FLAG = re.compile("[\U0001f1e6-\U0001f1ff]{2}")
_FLAG_A = 0x1F1E6
_UNION_FLAG = "EU"

Known = tuple[str, EntityKind, str]
"""A name that is known already: (as written, kind, canonical name)."""


class Hit(NamedTuple):
    """`text[start:end]` is a name that a gazetteer or the store knows."""

    start: int
    end: int
    kind: EntityKind
    entity: str
    stored: bool = False
    """True when the store knows it, and not only the gazetteers."""


def _lines(name: str) -> Iterator[str]:
    """The lines of a gazetteer file that are neither empty nor comments."""
    for line in (_FOLDER / name).read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            yield line


@cache
def countries() -> dict[str, str]:
    """Each known name of a country or territory -> its English short name."""
    names: dict[str, str] = {}
    for line in _lines("countries.txt"):
        _code, canonical, variants = line.split("\t")
        for name in (canonical, *variants.split("|")):
            if name:
                names.setdefault(name, canonical)
    return names


@cache
def country_codes() -> dict[str, str]:
    """ISO 3166-1 alpha-2 code -> English short name."""
    return {code: name for code, name, _ in (line.split("\t") for line in _lines("countries.txt"))}


@cache
def zones() -> dict[str, str]:
    """Cities and other names of time zones -> the zone's IANA name."""
    return dict(line.split("\t") for line in _lines("zones.txt"))


@cache
def demonyms() -> dict[str, str]:
    """Adjectives of countries ('Italian') -> the country's English short name."""
    pairs = (line.split("\t") for line in _lines("demonyms.txt"))
    return {word: country_codes()[code] for code, words in pairs for word in words.split("|")}


@cache
def cities() -> frozenset[str]:
    """Names of cities, as GeoNames spells them and without diacritics."""
    return frozenset(_lines("cities.txt"))


@cache
def regions() -> dict[str, str]:
    """Each known name of a region, sea or province -> its usual name."""
    names: dict[str, str] = {}
    for line in _lines("regions.txt"):
        canonical, _, variants = line.partition("\t")
        names.update({name: canonical for name in (canonical, *variants.split("|")) if name})
    return names


@cache
def bodies() -> dict[str, str]:
    """Each known name or acronym of a well-known body -> its full name."""
    names: dict[str, str] = {}
    for line in _lines("bodies.txt"):
        acronym, full, variants = (*line.split("\t"), "", "")[:3]
        names.update({name: full for name in (full, acronym, *variants.split("|")) if name})
    return names


@cache
def given_names() -> frozenset[str]:
    """Given names of many countries, romanised, that are no English words."""
    return frozenset(name for name in _lines("given_names.txt") if not name.endswith("*"))


@cache
def doubtful_names() -> frozenset[str]:
    """Given names that are English words as well ('Grant', 'Hope')."""
    return frozenset(name[:-1] for name in _lines("given_names.txt") if name.endswith("*"))


@cache
def common_words() -> frozenset[str]:
    """English words that are written with a small letter."""
    return frozenset(_lines("common_words.txt"))


@cache
def vocabulary(section: str) -> frozenset[str]:
    """The words of one section of `vocabulary.txt` ('role', 'honorific', 'organisation' ...)."""
    return _sections()[section]


@cache
def _sections() -> dict[str, frozenset[str]]:
    words: dict[str, list[str]] = {}
    current: list[str] = []
    for line in _lines("vocabulary.txt"):
        if line.startswith("["):
            current = words.setdefault(line.strip("[]"), [])
        else:
            current += line.split()
    return {name: frozenset(found) for name, found in words.items()}


def scan(text: str, known: Iterable[Known] = ()) -> list[Hit]:
    """Everything in `text` that is known: from the store first, then the gazetteers and flags.

    Hits are whole words, in order, and never overlap; where two begin together the longer wins.
    """
    known = tuple(known)
    found = _matches(text, *_learned(known)) if known else ()
    stored = [hit for hit in found if not _of_a_land(text, hit)]
    taken = _Cover(stored)
    world = [hit for hit in (*_matches(text, *_world()), *_flags(text)) if taken.free(hit)]
    return sorted((*stored, *world))


_EVERYWHERE = re.compile(
    r"(?:Ministry|Department|Directorate|Office|Bureau|Secretariat|Parliament|Embassy) of\b.*|"
    r".*(?:Ministry|Police|Guards?|Office|Customs|Army|Navy|Parliament|Senate|Government|Service|Authority)"
)
"""Bodies of which every state has one: stored of one land, they are not what is named of another."""


def _of_a_land(text: str, hit: Hit) -> bool:
    """Whether a stored body of a common name is only the middle of the name of another land's."""
    if hit.kind != "organisation" or " " not in hit.entity or not _EVERYWHERE.fullmatch(hit.entity):
        return False
    before = re.search(r"(?:\b[A-Z]\w+ ){1,3}$", text[max(0, hit.start - 40) : hit.start])
    after = re.match(r" of (?:the (?:\w+ of )?)?([A-Z]\w+(?: [A-Z]\w+)?)", text[hit.end : hit.end + 40])
    told = set(hit.entity.split())
    lands = [(word, demonyms()) for word in before[0].split()] if before else []
    lands += [(name, countries()) for name in (after[1], after[1].split()[0])] if after else []
    return any(name in table and name not in told for name, table in lands)


class _Cover:
    """Which hits lie apart from those already taken."""

    def __init__(self, hits: Iterable[Hit]) -> None:
        self._taken = {place for hit in hits for place in range(hit.start, hit.end)}

    def free(self, hit: Hit) -> bool:
        return self._taken.isdisjoint(range(hit.start, hit.end))


_Table = dict[str, tuple[EntityKind, str]]


@cache
def _world() -> "tuple[AhoCorasick, list[str], _Table, bool]":
    table: _Table = {}
    for city in cities():
        table[city] = table[city.upper()] = ("place", city)
    for places in (regions(), countries()):
        for name, canonical in places.items():
            table[name] = ("place", canonical)
            if len(name) > 3:
                table[name.upper()] = ("place", canonical)
    table.update({name: ("organisation", full) for name, full in bodies().items()})
    return *_automaton(table), False


@lru_cache(maxsize=4)
def _learned(known: tuple[Known, ...]) -> "tuple[AhoCorasick, list[str], _Table, bool]":
    table: _Table = {alias: (kind, canonical) for alias, kind, canonical in known if len(alias) > 1}
    return *_automaton(table), True


def _automaton(table: _Table) -> "tuple[AhoCorasick, list[str], _Table]":
    from ahocorasick_rs import AhoCorasick, MatchKind  # only a reader looks for all names in a text

    patterns = list(table)
    return AhoCorasick(patterns, matchkind=MatchKind.LeftmostLongest), patterns, table


def _matches(
    text: str, automaton: "AhoCorasick", patterns: list[str], table: _Table, stored: bool
) -> Iterator[Hit]:
    for index, start, end in automaton.find_matches_as_indexes(text):
        if _whole(text, start, end):
            kind, entity = table[patterns[index]]
            yield Hit(start, end, kind, entity, stored)


def _whole(text: str, start: int, end: int) -> bool:
    """Whether `text[start:end]` is not a part of a longer word, tag or address."""
    before, after = text[start - 1 : start], text[end : end + 1]
    return not (before.isalnum() or after.isalnum() or before in {"@", "#", "_"} or after == "_")


def _flags(text: str) -> Iterator[Hit]:
    """Flags are pairs of regional indicators that spell an ISO 3166-1 code (Unicode UTS #51)."""
    for match in _FLAG.finditer(text):
        code = "".join(chr(ord(letter) - _FLAG_A + ord("A")) for letter in match.group())
        if code == _UNION_FLAG:
            yield Hit(*match.span(), "organisation", bodies()[code])
        elif code in country_codes():
            yield Hit(*match.span(), "place", country_codes()[code])
