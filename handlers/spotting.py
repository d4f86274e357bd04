"""Spotting: the entities that are named in running words."""

import itertools
import re
from collections.abc import Sequence

from data.kinds import KINDS
from data.store import entities
from data.store.search import STOP
from handlers.desk import Desk

LONGEST_TEXT = 30
"""Words of running text that are looked through for names."""
LONGEST_NAME = 5
"""Words of a name that is looked for in running text."""


def names_in(desk: Desk, words: str) -> tuple[list[int], str]:
    """The entities that are named in running words by a whole name, longest first; and the other words.

    A capitalised word that is no such name counts when it is the surname of one person alone.
    """
    tokens, signs = _tokens(words)
    spans = [(a, b) for a in range(len(tokens)) for b in range(a + 1, min(len(tokens), a + LONGEST_NAME) + 1)]
    forms = {
        (a, b): _forms(_joined(tokens[a:b], signs[a : b - 1]))
        for a, b in spans
        if tokens[a].casefold() not in STOP
    }
    held = entities.called(desk.shelf, dict.fromkeys(form for some in forms.values() for form in some))
    shown = entities.of_kinds(desk.shelf, {n for numbers in held.values() for n in numbers}, tuple(KINDS))
    named, rest, at = list[int](), list[str](), 0
    while at < len(tokens):
        for end in range(min(len(tokens), at + LONGEST_NAME), at, -1):
            found = [
                number
                for form in forms.get((at, end), ())
                for number in held.get(form, ())
                if number in shown
            ]
            if found:
                named.append(found[0])
                at = end
                break
        else:
            last = at + next(n for n, sign in enumerate([*signs[at:], " "]) if sign != "-")
            surname = _by_surname(desk, _joined(tokens[at : last + 1], signs[at:last]))
            named += surname
            rest += [] if surname else [tokens[at]]
            at = last + 1 if surname else at + 1
    return list(dict.fromkeys(named)), " ".join(rest)


def _tokens(words: str) -> tuple[list[str], list[str]]:
    """The words, at most LONGEST_TEXT, and what joins each to the next: '-' or ' '."""
    found = list(itertools.islice(re.finditer(r"[^\W_](?:[\w.’']*\w)?", words), LONGEST_TEXT))
    between = (words[one.end() : other.start()] for one, other in itertools.pairwise(found))
    return [m[0] for m in found], ["-" if sign == "-" else " " for sign in between]


def _joined(tokens: Sequence[str], signs: Sequence[str]) -> str:
    return "".join(itertools.chain(*itertools.zip_longest(tokens, signs, fillvalue="")))


def _forms(typed: str) -> list[str]:
    """How a name may be written in the store that was typed so: as it is, in capitals, as a title."""
    titled = " ".join(word[:1].upper() + word[1:] for word in typed.split())
    return list(dict.fromkeys((typed, typed.removesuffix("'s").removesuffix("’s"), titled, typed.upper())))


def _by_surname(desk: Desk, token: str) -> list[int]:
    """The one person whose surname a capitalised word is, letter for letter; those who may be one are one."""
    if not token[:1].isupper() or token.casefold() in STOP or len(token) < 3:
        return []
    bare = token.removesuffix("'s").removesuffix("’s")
    bearing = desk.shelf.names.bearing(bare, BEARERS)
    persons = sorted(entities.of_kinds(desk.shelf, bearing, ["person"])) if bearing else []
    if 1 < len(persons) <= SAME_NAMED:
        first, *others = persons
        return persons if set(others) <= set(entities.perhaps_same(desk.shelf, first)) else []
    return persons if len(persons) == 1 else []


SAME_NAMED = 3
"""So many who may be the same person are looked at."""
BEARERS = 200
"""Beyond so many names with a word it is taken for nobody's alone."""
