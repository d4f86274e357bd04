"""Interviews: the answers of a transcript ('Ada Obi: We found ...'), told as reported and never as quoted."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping

from data.reading.facts.view import Line, View
from data.reading.outline import Q, pattern
from data.values import Fact, FactKind, Mention

LEAST = 2
"""So many answers of one person make a transcript."""


def read(view: View) -> Iterable[Fact]:
    """One statement for each sentence of an answer, by the person whose name opens its paragraph."""
    speakers = answering(view)
    for line in view.body if speakers else ():
        who = speakers.get(line.passage.paragraph)
        first = _opening(line)
        if who is None or Q in line.letters or line.letters.rstrip().endswith("?"):
            continue
        if len(re.findall(r"[^\W\d_]{2,}", line.letters[first:])) > 2:
            yield view.fact(
                line, FactKind.STATEMENT, who, "answered", value=line.clause(first), reported=True,
                speaker=who.entity, when=view.when(line, first, len(line.letters)), confidence=0.85,
            )  # fmt: skip


def answering(view: View) -> Mapping[int, Mention]:
    """Who answers in each paragraph of a transcript, by the paragraph's number; {} for other texts."""
    opened = {
        line.passage.paragraph: line.outline.name(0)
        for line in view.body
        if _opening(line) and line.passage.role == "body"
    }
    answers = Counter(who.entity for who in opened.values())
    return {number: who for number, who in opened.items() if answers[who.entity] >= LEAST}


def _opening(line: Line) -> int:
    """Where the words begin behind the name that opens a paragraph, 0 when none does."""
    opened = pattern(r"<P>: ").match(line.letters)
    return opened.end() if opened else 0
