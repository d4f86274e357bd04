"""Nearby: names that stand near a figure which is not theirs, and how an article names its own scene."""

import re
from functools import cache

from data.reading import gazetteers
from data.reading.facts.view import Line
from data.reading.outline import pattern
from data.values import Mention

_ADDRESSED = (
    r"(?:thank|told|tell|inform|ask|urg|prais|assur|remind|brief|congratulat|commend|appreciat|address|invit)"
    r"(?:s|ed|ing|es)?"
)


@cache
def _strangers() -> re.Pattern[str]:
    """'thanked the <O>', 'from <L>, <L> and <L>', 'shared by <O> and <O>': a figure near them is of none."""
    return pattern(
        rf"\b{_ADDRESSED} (?:the )?<N>(?:(?:, |,? and )(?:the )?<N>)*|"
        r"<L>(?:, (?:the )?<L>)*,? and (?:the )?<L>|"
        r"\b(?:shared|split|divided|borne)(?: [a-z]+ly)? (?:by|between|among) (?:the )?<N>"
        r"(?:[^.;\ue001-\ue005]{1,40}<N>){0,9}"
    )


def named(line: Line, first: int, last: int | None, kinds: str) -> list[Mention]:
    """The names between two indices of a line that a figure may be of: no list, nobody spoken to."""
    apart = {
        m.start for found in _strangers().finditer(line.letters) for m in line.outline.names(*found.span())
    }
    return [m for m in line.outline.names(first, last, kinds) if m.start not in apart]


_WHOSE = re.compile(
    r"\bof (our|my|your|his|her|its|their) [a-z ]{2,40}, (?:which|that) "
    r"(?:is|was|are|were|comes to|came to|amounts to|amounted to|totals|totalled|equals|"
    r"means|makes)(?: [a-z]+)? $"
)


def of_whose(line: Line, at: int) -> str:
    """'our' before 'budget, which is' and the figure at `at`: it is of whoever is meant; '' otherwise."""
    m = _WHOSE.search(line.letters[max(0, at - 90) : at])
    return m[1] if m else ""


_POWERS = (
    r"(?:police|authorities|courts?|officials|prosecutors?|government|coast ?guards?|customs|navy|army|"
    r"military|border (?:guards?|force|police|agency)|officers|investigators|forces|judges|consulates?|"
    r"embass(?:y|ies)|shelters|inspectors|ministr(?:y|ies))"
)
_BY_A_STATE = re.compile(
    rf"(?:^|[ (])(?P<land>[A-Z][a-z]+(?: [A-Z][a-z]+)?) (?:[a-z]+ ){{0,2}}{_POWERS}(?= )(?! (?:in|to|at) )"
)
"""'Slovenian courts', 'the Italian coast guard': what they count is of their country."""


def of_a_state(line: Line, first: int, last: int) -> str:
    """The country whose powers act between two indices of a line, '' where those of no one country do."""
    adjectives = gazetteers.demonyms()
    found = {m["land"] for m in _BY_A_STATE.finditer(line.letters[:last], first)}
    lands = {adjectives.get(land.removeprefix("The ")) for land in found}
    return (next(iter(lands)) if len(lands) == 1 else None) or ""


_BYLINE = re.compile(r"(?:[Bb]y|BY|[Ff]rom|Reporting) ")


def is_byline(line: Line) -> bool:
    """Whether a line says who wrote the article, and where."""
    return bool(_BYLINE.match(line.letters))
