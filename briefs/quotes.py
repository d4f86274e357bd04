"""Quotes: the words in quotation marks of a named speaker, whole; reported speech apart."""

import re
from collections.abc import Iterator, Sequence

from briefs.language import _
from briefs.lines import heading, note, quotation, reported
from briefs.page import Line
from data.values import StoredFact

REPORTED = 3
"""How many reported statements stand below the quotes."""


def lines(quotes: Sequence[StoredFact], statements: Sequence[StoredFact]) -> Iterator[Line]:
    """Whole quotes first, then fragments of a few words, answers of an interview, what was only reported."""
    whole = [fact for fact in quotes if fact.predicate != FRAGMENT]
    fragments = [fact for fact in quotes if fact.predicate == FRAGMENT]
    answers = [fact for fact in statements if fact.predicate == ANSWER]
    others = [fact for fact in statements if fact.predicate != ANSWER]
    if not quotes and answers:
        yield note(_("No direct quote is held; the answers are as the interview prints them."))
    elif not quotes:
        yield note(_("No direct quote is held; what follows was reported, and is not in their words."))
    yield from map(quotation, [*whole, *fragments])
    if answers:
        yield heading(_("Answers in an interview:"))
        yield from map(reported, answers[:REPORTED])
    if others:
        yield heading(_("Reported, not quoted:"))
        yield from map(reported, others[:REPORTED])


def on_topic(quotes: Sequence[StoredFact], words: Sequence[str]) -> Iterator[Line]:
    """The sentences of each quote that hold one of the words; what is left out is shown as …."""
    yield note(_("By topic: the sentences that hold the words; /quote with a name gives a quote whole."))
    for fact in quotes:
        yield quotation(fact.model_copy(update={"value": excerpt(fact.value, words)}))


SENTENCE = re.compile(r"[^.!?]*[.!?]+[”’\"']*\s*|[^.!?]+$")


def excerpt(quote: str, words: Sequence[str]) -> str:
    """The sentences of a quote that hold the beginning of one of the words, all of it when it is short."""
    if len(quote) <= SHORT_QUOTE:
        return quote
    sentences = SENTENCE.findall(quote)
    stems = tuple(word[:6].casefold() for word in words)
    kept = [any(stem in sentence.casefold() for stem in stems) for sentence in sentences]
    parts: list[str] = []
    for sentence, holds in zip(sentences, kept, strict=True):
        if holds:
            parts.append(sentence.strip())
        elif not parts or parts[-1] != "…":
            parts.append("…")
    return " ".join(parts) if any(kept) else quote


SHORT_QUOTE = 220
ANSWER = "answered"
"""The predicate of an answer in an interview."""
FRAGMENT = "used the words"
"""The predicate of a quote of a few words inside the reporter's own sentence."""
