"""The verdict over a ranking: sure of one, a choice between a few, or nothing."""

from collections.abc import Sequence

from data.dates import Value
from data.matching.fit import EXACT
from data.matching.index import Match

SURE = 0.71
"""From here a match is answered with. On generated names (benchmarks/name_verdicts.py) 97 % of misspelled
names reach it among 1,000 names and 93 % among 20,000; of persons who are on no list 1 % and 3 %, most of
them by a surname one letter away. `data.matching.doubt` keeps it so however many names there are."""
NEAR = 0.50
"""From here to SURE a match is offered as near, never answered with."""
TIE = 0.08
"""Matches no further than this behind the best are meant as likely as it is."""
TIE_OF_SURNAMES = 0.1
"""The same where only a surname was typed: whoever bears it as another part of the name may be meant."""


class Sure(Value):
    """One entity is meant."""

    match: Match


class Choice(Value):
    """Two to four entities are meant equally; `more` says that others were left out."""

    matches: tuple[Match, ...]
    more: bool = False


class Nothing(Value):
    """No entity is meant; `near` are up to three that come near, often none."""

    near: tuple[Match, ...] = ()


def verdict(matches: Sequence[Match]) -> Sure | Choice | Nothing:
    """Decide over a ranking, best first, as `NameIndex.search` gives it (ask it for five or more).

    Letters that are the initials of more than four entities mean none of them.
    """
    if not matches or matches[0].score < SURE:
        return Nothing(near=tuple(match for match in matches[:3] if match.score >= NEAR))
    best = matches[0].score
    tie = TIE_OF_SURNAMES if matches[0].because == "surname" else TIE
    floor = EXACT if best >= EXACT else best - tie
    meant = [match for match in matches if match.score >= floor]
    if len(meant) > 4 and all(match.because == "initials" for match in meant):
        return Nothing()
    if len(meant) == 1:
        return Sure(match=matches[0])
    return Choice(matches=tuple(meant[:4]), more=len(meant) > 4)
