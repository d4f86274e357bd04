"""Alignment: which word of a query stands for which word of a name."""

from collections.abc import Iterator, Sequence

from rapidfuzz.distance import OSA

from data.matching.keys import skeleton
from data.matching.likeness import Row
from data.matching.sides import Tokens
from data.matching.words import FUNCTION, HONORIFICS, ROLES

Pair = tuple[int, int, float]
"""Place in the query, place in the name, likeness."""


def aligned(rows: Sequence[Row], name: Tokens) -> list[Pair]:
    """One-to-one pairs of query and name places, the likeliest first."""
    longer = len(rows) - len(name)
    every = [
        (-line[token], min(abs(row - place), abs(row - place - longer)), row, place)
        for row, line in enumerate(rows)
        for place, token in enumerate(name)
        if token in line
    ]
    every.sort()
    used: set[int] = set()
    places: set[int] = set()
    pairs = []
    for unlike, _, row, place in every:
        if row not in used and place not in places:
            used.add(row)
            places.add(place)
            pairs.append((row, place, -unlike))
    return pairs


def rejoined(query: Tokens, name: Tokens, pairs: Sequence[Pair]) -> list[Pair]:
    """Pairs among what is left over: a word against two written apart, an acronym against its words."""
    if len(pairs) in (len(query), len(name)) or len(name) == 1:
        return []
    rows = _left_over(query, {row for row, _, _ in pairs})
    places = _left_over(name, {place for _, place, _ in pairs})
    if not rows or not places:
        return []
    found: list[Pair] = []
    for place in places:
        run, like = _run_for(name[place], query, rows)
        found += [(row, place, like) for row in run]
        rows = [row for row in rows if row not in run]
    taken = {place for _, place, _ in found}
    for row in rows:
        run, like = _run_for(query[row], name, [place for place in places if place not in taken])
        found += [(row, place, like) for place in run]
        taken.update(run)
    return found


def _left_over(tokens: Tokens, used: set[int]) -> list[int]:
    return [place for place in range(len(tokens)) if place not in used]


def _run_for(word: str, tokens: Tokens, places: list[int]) -> tuple[list[int], float]:
    """The neighbouring places whose words, joined or by their initials, make `word`, and how alike."""
    if len(word) < 2 or not word.isalpha():
        return [], 0.0
    starts = [place for place in places if _begins(tokens[place], word)]
    for run in _runs(starts, places) if starts else ():
        parts = [tokens[place] for place in run if tokens[place] not in FUNCTION] or [tokens[run[0]]]
        if len(parts) == len(word) and all(
            part[0] == letter for part, letter in zip(parts, word, strict=True)
        ):
            return run, _as_acronym(parts)
        if len(word) > 5 and _same_together(word, "".join([tokens[place] for place in run])):
            return run, 0.95
    return [], 0.0


def _as_acronym(parts: list[str]) -> float:
    """How alike words and their first letters are: 'dg' is 'director general' however short it is."""
    if all(part in ROLES or part in HONORIFICS for part in parts):
        return 0.95
    return 0.9 if len(parts) > 2 else 0.72


def _same_together(word: str, joined: str) -> bool:
    """Whether words written together are this word, save a letter, or two of many; or its consonants."""
    if word.isupper() != joined.isupper():
        return skeleton(word) == skeleton(joined) and len(skeleton(word)) > 3
    most = 2 if len(word) > 8 else 1
    return OSA.distance(word, joined, score_cutoff=most) <= most


def _begins(part: str, word: str) -> bool:
    """Whether a word may begin with this part: its first letter, or consonant if one is in Arabic script."""
    return part[0] == word[0] or (
        part.isupper() != word.isupper() and skeleton(part)[:1] == skeleton(word)[:1]
    )


def _runs(starts: list[int], places: list[int]) -> Iterator[list[int]]:
    """All runs of two to seven neighbouring places that begin at one of `starts`."""
    free = set(places)
    for first in starts:
        last = first + 1
        while last in free and last < first + 7:
            yield list(range(first, last + 1))
            last += 1


def numbers_agree(query: Tokens, name: Tokens, pairs: Sequence[Pair]) -> float:
    """1 when the numbers agree, .9 when one side has a number that the other lacks, .6 when they differ."""
    rows = {row for row, _, _ in pairs}
    places = {place for _, place, _ in pairs}
    asked = any(token.isdigit() for row, token in enumerate(query) if row not in rows)
    held = any(token.isdigit() for place, token in enumerate(name) if place not in places)
    return 0.6 if asked and held else 0.9 if asked or held else 1.0
