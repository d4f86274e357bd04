"""states: countries that no gazetteer has ('the Kingdom of Norlund'), or that an adjective alone names."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from functools import cache

from data.reading import gazetteers
from data.reading.gazetteers import Known
from data.values import Mention, Passage

_STATE = re.compile(
    r"\b(?:Kingdom|Republic|Sultanate|Principality|Grand Duchy|Emirate|Federation|Government) of "
    r"(?P<name>[A-Z][a-zà-ÿ]{3,20})\b(?! (?:[A-Z]|and [A-Z]))"
)


def named(text: str) -> tuple[Known, ...]:
    """The states that a text calls so, as names of places; those that are known already are left out."""
    found = dict.fromkeys(m["name"] for m in _STATE.finditer(text))
    return tuple((name, "place", name) for name in found if not _is_known(name))


def _is_known(name: str) -> bool:
    tables = (gazetteers.countries(), gazetteers.regions(), gazetteers.cities(), gazetteers.demonyms())
    parts = any(name in country.split() for country in gazetteers.countries())
    return parts or any(name in table for table in tables) or name in gazetteers.bodies()


CONFIDENCE = 0.9
"""Of a country that only an adjective names."""
APART = ("boilerplate", "suspect")
"""Roles of passages in which no country is looked for."""


@cache
def _adjective() -> re.Pattern[str]:
    """'Slovenian' before another word, 'Slovenians'; seas and languages are no countries."""
    words = "|".join(
        sorted(map(re.escape, gazetteers.demonyms().keys() - {"English"}), key=len, reverse=True)
    )
    return re.compile(
        rf"(?<![\w-])(?P<land>{words})(?:s(?![\w-])|(?= [\w])(?! (?:Ocean|Sea|Gulf|language|Peninsula)))"
    )


def told(text: str, passages: Sequence[Passage], mentions: Sequence[Mention]) -> Iterator[Mention]:
    """Where an adjective names a country ('Slovenian courts') that the article does not name otherwise.

    No adjective inside another name ('Italian Red Cross') is one of these.
    """
    named = {mention.entity for mention in mentions if mention.kind == "place"}
    starts = [mention.start for mention in mentions]
    for passage in passages:
        if passage.role in APART:
            continue
        for m in _adjective().finditer(text, passage.start, passage.end):
            country = gazetteers.demonyms()[m["land"]]
            if _is_part_of_another(text, m):
                continue
            before = bisect_right(starts, m.start()) - 1
            inside = before >= 0 and m.start() < mentions[before].end
            if country not in named and not inside:
                yield Mention(
                    start=m.start(),
                    end=m.end(),
                    text=m[0],
                    kind="place",
                    entity=country,
                    how="adjective",
                    confidence=CONFIDENCE,
                )


_CAPITAL = re.compile(r"(?P<word>[A-Z][\w’'-]*) $")


def _is_part_of_another(text: str, adjective: re.Match[str]) -> bool:
    """Whether a word in capitals before it makes another of it ('South Sudanese', 'Native American'), or it
    is the verb 'polish' at the head of a sentence."""
    before = _CAPITAL.search(text, max(0, adjective.start() - 25), adjective.start())
    verb = adjective["land"] == "Polish" and re.match(
        r" (?:your|up|off|the|his|her)\b", text[adjective.end() :]
    )
    return bool(verb) or (before is not None and before["word"] not in gazetteers.vocabulary("opener"))
