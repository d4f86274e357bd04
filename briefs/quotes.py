"""Quotes: the words in quotation marks of a named speaker, whole; reported speech apart."""

from collections.abc import Iterator, Sequence

from briefs.lines import heading, note, quotation, reported
from briefs.page import Line
from data.values import StoredFact

REPORTED = 3
"""How many reported statements stand below the quotes."""


def lines(quotes: Sequence[StoredFact], statements: Sequence[StoredFact]) -> Iterator[Line]:
    """Whole quotes first, then fragments of a few words, then what was only reported."""
    whole = [fact for fact in quotes if fact.predicate != FRAGMENT]
    fragments = [fact for fact in quotes if fact.predicate == FRAGMENT]
    if not quotes:
        yield note("No direct quote is held; what follows was reported, and is not in their words.")
    yield from map(quotation, [*whole, *fragments])
    if statements:
        yield heading("Reported, not quoted:")
        yield from map(reported, statements[:REPORTED])


FRAGMENT = "used the words"
"""The predicate of a quote of a few words inside the reporter's own sentence."""
