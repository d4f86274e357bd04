"""Comparing: a folded query against many folded names, all at a glance and the best of them in full."""

from collections.abc import Callable, Collection, Sequence
from operator import mul

from rapidfuzz.distance import Indel

from data.matching.fit import OF_QUERY, Fit, as_initials, fit
from data.matching.likeness import SAME_WORD, Row, likeness
from data.matching.sides import Side, Tokens, own_weight, side

Rarity = Callable[[Sequence[str]], Sequence[float]]
"""Gives the rarity of each word: 1 for one that no alias holds, towards 0 for one that all hold."""
Judge = Callable[[Fit, Side, Side], Fit]
"""Reconsiders the fit of a query and a name."""

KNOWN_WORD = 0.85
"""What is left of the likeness of a typed word to others when it is itself a word of some name: then it
is hardly a slip ('hassan' is not 'hussain' where both are borne)."""
FEWEST_IN_FULL, IN_FULL = 6, 10
"""Names compared in full, those that fit best at a glance."""
FAR_BEHIND = 0.6
"""Share of the best rough score below which no more than the fewest are compared in full."""


def fits(
    query: Tokens,
    names: Sequence[Tokens],
    rarity: Rarity,
    aside: Collection[str] = (),
    judge: Judge = lambda fit, query, name: fit,
) -> list[Fit]:
    """How well each name fits the query, in the order of `names`; 0 for those that cannot be near.

    `aside` are words of the query that are acronyms of their own: in 'HPA Shamsi' the body tells
    where Shamsi is from, and is little missed in his name. `judge` has the last word on each fit.
    """
    found = [Fit(0.0) for _ in names]
    if not query or not any(names):
        return found
    rare = dict(zip(query, rarity(query), strict=True))
    typed = side(query, _weights(rare))._replace(
        aside=frozenset(place for place, token in enumerate(query) if token in aside),
        known=frozenset(place for place, token in enumerate(query) if rare[token] < 1 and token.islower()),
    )
    lines = _lines(typed, dict.fromkeys([token for name in names for token in name]))
    chosen = _at_a_glance(typed, names, lines)
    words = list(dict.fromkeys([token for place in chosen for token in names[place]]))
    weights = _weights(dict(zip(words, rarity(words), strict=True)))
    for place in chosen:
        name = side(names[place], weights)
        found[place] = judge(fit(typed, name, lines), typed, name)
    return found


def _lines(query: Side, words: Collection[str]) -> list[Row]:
    """For each word of the query those that are like it, less like it when it is itself a known word."""
    lines = likeness(query.tokens, words)
    for place in query.known:
        lines[place] = {
            other: like if like >= SAME_WORD else like * KNOWN_WORD for other, like in lines[place].items()
        }
    return lines


def _weights(rare: dict[str, float]) -> dict[str, float]:
    return {word: own_weight(word) * max(rarity, 0.02) ** 1.5 for word, rarity in rare.items()}


def _at_a_glance(query: Side, names: Sequence[Tokens], lines: Sequence[Row]) -> list[int]:
    """The places of the names worth comparing in full: those of the best rough scores."""
    if len(names) <= FEWEST_IN_FULL:
        return list(range(len(names)))
    near: dict[str, list[tuple[int, float]]] = {}
    for row, line in enumerate(lines):
        for word, like in line.items():
            near.setdefault(word, []).append((row, like))
    rough = [_rough(query, name, near) for name in names]
    order = sorted(range(len(names)), key=lambda place: -rough[place])[:IN_FULL]
    bar = rough[order[0]] * FAR_BEHIND
    return [place for rank, place in enumerate(order) if rank < FEWEST_IN_FULL or rough[place] >= bar]


def _rough(query: Side, name: Tokens, near: dict[str, list[tuple[int, float]]]) -> float:
    """About how well a name fits: words may be used twice, and none is rarer than another in the name.

    `near` are, for each word that is like one of the query, the places of those and how alike it is.
    """
    covered = [0.0] * len(query.weights)
    held = of_name = 0.0
    for token in name:
        weight = own_weight(token)
        of_name += weight
        best = 0.0
        for row, like in near.get(token, ()):
            if like > covered[row]:
                covered[row] = like
            if like > best:
                best = like
        held += weight * best
    of_query = sum(map(mul, query.weights, covered)) / query.total
    whole: float = Indel.normalized_similarity(query.together, "".join(name))
    rough: float = max(OF_QUERY * of_query + (1 - OF_QUERY) * held / of_name, whole**2.5)
    return max(rough, as_initials(query.tokens, name) if len(query.together) <= 10 else 0.0)
