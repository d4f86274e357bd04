"""Fit: how well one folded name fits a folded query, token by token."""

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from rapidfuzz.distance import Indel

from data.matching.align import Pair, aligned, numbers_agree, rejoined
from data.matching.keys import short_forms
from data.matching.likeness import Row
from data.matching.sides import BODY_WORDS, TELLS_NOTHING, Side, Tokens, core, own_weight

OF_QUERY = 0.75
"""Share of the score that is coverage of what was typed; the rest is coverage of the name found."""
OF_ONE_WORD = 0.85
"""The same when one word was typed and it is the last name: who gives a surname leaves the rest unsaid."""
CONFLICT = 0.3
"""What is lost when every word on both sides is left without a partner; in proportion otherwise."""
ASIDE = 0.2
"""What is left of the weight of a word that names something else."""
OUT_OF_ORDER = 0.01
"""What is lost when all neighbouring words stand the other way round: it only parts equals."""
EXACT = 0.99
"""What a name gets at least that was typed as it is, save dots, spaces, marks, titles and words of kind; no
other gets as much."""
FIRST_MISSED = 0.03
"""What is lost when a name begins with a word that was not typed: people leave out a middle name sooner."""


class Fit(NamedTuple):
    """How one name fits the query: 0 to 1, and the pairs behind it."""

    score: float
    pairs: tuple[Pair, ...] = ()
    how: str = "tokens"
    """'tokens', 'exact', 'joined' or 'initials'."""


def fit(query: Side, name: Side, rows: Sequence[Row]) -> Fit:
    """How well one name fits: the best of word by word, all written together, and initials.

    `rows` are, for each word of the query, the words that are like it.
    """
    whole = same_letters(query.tokens, name.tokens)
    if whole is not None:
        return whole
    pairs = aligned(rows, name.tokens)
    pairs += rejoined(query.tokens, name.tokens, pairs)
    same_numbers = numbers_agree(query.tokens, name.tokens, pairs)
    if same_core(query.tokens, name.tokens):
        return Fit(EXACT, tuple(pairs))
    covered = min(_covered(query, name, pairs) * same_numbers, _most(query, pairs))
    best = Fit(covered * _in_order(name, pairs), tuple(pairs))
    together = _written_together(query, name) if same_numbers == 1 else 0.0
    if together > best.score:
        best = Fit(together, tuple(pairs), "joined")
    short = as_initials(query.tokens, name.tokens)
    return Fit(short, (), "initials") if short > best.score else best


def same_letters(query: Tokens, name: Tokens) -> Fit | None:
    """The fit of a name of which every letter was typed, and none else; None when it is no such name."""
    if query == name:
        return Fit(1.0, tuple((place, place, 1.0) for place in range(len(query))), "exact")
    return Fit(EXACT, (), "joined") if "".join(query) == "".join(name) else None


def same_core(query: Tokens, name: Tokens) -> bool:
    """Whether what makes the name is the same on both sides: all but titles, legal forms, words of kind."""
    return core(query) == core(name) != ()


def _most(query: Side, pairs: Sequence[Pair]) -> float:
    """The most that a name can get which was not typed in full: little when only words of office and
    words that sort bodies agree ('ministry', 'director general')."""
    telling = any(own_weight(query.tokens[row]) > TELLS_NOTHING for row, _, _ in pairs)
    return 0.98 if telling else 0.7


def _covered(query: Side, name: Side, pairs: Sequence[Pair]) -> float:
    """The weighted coverage of both sides, less for words that contradict one another."""
    of_query = {row: like for row, _, like in pairs}
    of_name = {place: like for _, place, like in pairs}
    told = sum([query.weights[row] for row in query.aside if row not in of_query])
    missed = (1 - ASIDE) * told if of_query else 0.0
    covered = sum([query.weights[row] * like for row, like in of_query.items()]) / (query.total - missed)
    held = sum([name.weights[place] * like for place, like in of_name.items()]) / name.total
    counted = tuple([place for place in query.counted if place not in query.aside or place in of_query])
    against = min(_unpaired(counted, of_query), _unpaired(name.counted, of_name))
    if _initials_clash(query, name, of_query, of_name):
        against = 1.0
    lone = len(query.counted) == 1 and name.counted and name.counted[-1] in of_name
    share = OF_ONE_WORD if lone and BODY_WORDS.isdisjoint(name.tokens) else OF_QUERY
    return (share * covered + (1 - share) * held) * (1 - CONFLICT * against)


def _initials_clash(query: Side, name: Side, of_query: dict[int, float], of_name: dict[int, float]) -> bool:
    """Whether an initial on one side stands against a word or an initial on the other that it is not."""
    asked = [query.tokens[place] for place in query.counted if place not in of_query]
    held = [name.tokens[place] for place in name.counted if place not in of_name]
    return bool(asked and held) and any(len(token) == 1 and token.isalpha() for token in (*asked, *held))


def _in_order(name: Side, pairs: Sequence[Pair]) -> float:
    """What the order of the words leaves of a score: it only parts those that are equal but for it."""
    if len(pairs) < 2:
        return 1.0
    places = [place for _, place, _ in sorted(pairs)]
    turned = sum([one > next for one, next in pairwise(places)])
    first_missed = name.counted and name.counted[0] not in places
    return (1 - OUT_OF_ORDER * turned / (len(places) - 1)) * (1 - FIRST_MISSED if first_missed else 1)


def _unpaired(counted: tuple[int, ...], paired: dict[int, float]) -> float:
    """The share of words that have no partner, titles and the like left aside."""
    return sum([place not in paired for place in counted]) / len(counted) if counted else 0.0


def _written_together(query: Side, name: Side) -> float:
    """The score of the letters without their spaces, for words wrongly joined or parted.

    Not for the names of bodies and long names, unless the number of words differs: there two
    different words are a small part of the letters.
    """
    short, long = sorted((len(query.together), len(name.together)))
    if short < 4 or short * 2 < long or short > 30:
        return 0.0
    if len(query.counted) == len(name.counted) and any(token in BODY_WORDS for token in name.tokens):
        return 0.0
    return float(0.95 * Indel.normalized_similarity(query.together, name.together) ** 2.5)


def as_initials(query: Tokens, name: Tokens) -> float:
    """The score of a query that is the initials of the name, or has the name for its initials.

    Two letters say less than three.
    """
    if len(name) == 1 and len(query) > 2:
        query, name = name, query
    asked = "".join(query)
    if len(query) > 2 or not 2 <= len(asked) <= 10 or len(name) < 2:
        return 0.0
    letters = iter("".join([token if token.isdigit() else token[0] for token in name]))
    if not all(letter in letters for letter in asked):  # every short form leaves some of them out
        return 0.0
    forms = short_forms(name)
    if asked not in forms:
        return 0.0
    return 0.72 if len(asked) == 2 else 0.82 - 0.02 * forms.index(asked)
