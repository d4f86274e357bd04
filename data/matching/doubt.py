"""Doubt: what a good fit is worth when the name is hardly the one that was typed, or names stand dense."""

from collections import Counter
from collections.abc import Sequence
from math import log10

from data.matching.align import Pair
from data.matching.fit import Fit
from data.matching.keys import skeleton
from data.matching.likeness import SAME_WORD, same_colour
from data.matching.sides import BODY_WORDS, Side, own_weight
from data.matching.slips import odd_slip

LEAST_DOUBTED, MOST_DOUBTED = 0.5, 0.7
"""Between these lie the scores of names that are doubted: near enough to be offered, never answered with."""
WELL_FIT = 0.8
"""Words this alike may be one word."""
CROWD, BAR, BAR_STEP = 1_000, 0.71, 0.045
"""Among so many names a fit of BAR is worth an answer; among ten times as many it must be better by
BAR_STEP. On generated names that lets about 1 to 5 % of the strangers through at every size."""
HIGHEST_BAR = 0.95
MOST_UNSURE = 0.98
"""From here a name was typed in full."""
ODD_SLIP, LONE_WORD = 10, 4
"""A letter changed for one that hands and ears do not confuse with it counts as if names stood so many
times denser; so does a single word that is not quite a name, for no other word bears it out."""


def judged(fit: Fit, query: Side, name: Side, names: int) -> Fit:
    """The fit with what it is worth among so many names; less when it is hardly this name that was typed."""
    if fit.score <= LEAST_DOUBTED or fit.score >= MOST_UNSURE or fit.how == "initials":
        return fit
    score = in_a_crowd(fit.score, names * _chances(query, name, fit.pairs))
    if _is_another(query, name, fit.pairs) or _lacks_an_end(query, name, fit.pairs):
        score = LEAST_DOUBTED + (score - LEAST_DOUBTED) * (MOST_DOUBTED - LEAST_DOUBTED) / (1 - LEAST_DOUBTED)
    return fit._replace(score=score)


def in_a_crowd(score: float, names: float) -> float:
    """What a score is worth among so many names: the more there are, the more are near to anything."""
    bar = min(BAR + BAR_STEP * max(0.0, log10(max(names, 1) / CROWD)), HIGHEST_BAR)
    if score < bar:
        return LEAST_DOUBTED + (score - LEAST_DOUBTED) * (BAR - LEAST_DOUBTED) / (bar - LEAST_DOUBTED)
    return BAR + (score - bar) * (MOST_UNSURE - BAR) / (MOST_UNSURE - bar)


def _chances(query: Side, name: Side, pairs: Sequence[Pair]) -> int:
    """How many times as many names as there are may come as near by chance."""
    inexact = [(query.tokens[row], name.tokens[place]) for row, place, like in pairs if like < 1]
    times = LONE_WORD if len(query.counted) == 1 and inexact else 1
    return int(times * ODD_SLIP ** sum(odd_slip(typed, held) for typed, held in inexact))


def _is_another(query: Side, name: Side, pairs: Sequence[Pair]) -> bool:
    """Whether a typed word that somebody bears stands for another that sounds otherwise."""
    rows, places = Counter(row for row, _, _ in pairs), Counter(place for _, place, _ in pairs)
    return any(
        like < SAME_WORD
        and row in query.known
        and rows[row] == places[place] == 1
        and own_weight(query.tokens[row]) == 1
        and _sounds_otherwise(query.tokens[row], name.tokens[place])
        for row, place, like in pairs
    )


def _sounds_otherwise(typed: str, held: str) -> bool:
    """'Hassan' for 'Hussain', 'Samir' for 'Sami'; not 'Ahmed' for 'Ahmad', nor an initial."""
    if min(len(typed), len(held)) == 1 or typed.isupper() != held.isupper():
        return False
    return skeleton(typed) != skeleton(held) or not same_colour(typed, held)


def _lacks_an_end(query: Side, name: Side, pairs: Sequence[Pair]) -> bool:
    """Whether the first or the last name that was typed is no name of this person, or the last one is
    only like a middle name while the person's own last name was not typed."""
    telling = [place for place in query.counted if own_weight(query.tokens[place]) >= 0.6]
    if len(telling) < 2 or not BODY_WORDS.isdisjoint(name.tokens):
        return False
    first, last = telling[0], telling[-1]
    of_query = {row: (place, like) for row, place, like in pairs}
    if first not in of_query and own_weight(query.tokens[first]) == 1 and _is_name(query, first):
        return True
    if last not in of_query:
        return _is_name(query, last)
    place, like = of_query[last]
    own = name.counted[-1]
    return like < WELL_FIT and place < own and own not in [place for _, place, _ in pairs]


def _is_name(query: Side, place: int) -> bool:
    """Whether a typed word is neither set aside nor a word of bodies and places."""
    return place not in query.aside and query.tokens[place] not in BODY_WORDS
