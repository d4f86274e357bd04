"""Introducing: the sentence that says what somebody is of whom no office was read."""

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache

from briefs.language import unmarked
from briefs.lines import of_passage
from briefs.page import Line
from data.reading.gazetteers import vocabulary
from data.store.entities import Seen

LONGEST = 160
"""Characters of the sentence: two lines on a phone."""
BESIDE = (
    "counterpart|deputy|lawyer|attorney|activist|expert|researcher|professor|analyst|journalist|founder|judge|"
    "prosecutor|lawmaker|survivor|official|inspector|detective|scholar|historian|psychologist|doctor"
)
"""Words beside a name, besides those of offices, that say what somebody is or does."""


def introduced(name: str, seen: Iterable[Seen], shown: Sequence[Line]) -> Iterator[Line]:
    """The first sentence that says beside the name what its bearer is, none where a line shown says it."""
    texts = [unmarked(" ".join(line.text.split())) for line in shown]
    for one in seen:
        told = " ".join(one.passage.text.split())
        said = _said_of(name).search(told)
        if said:
            if not any(said[0] in text for text in texts):
                yield of_passage(one.passage, name.split(), LONGEST)
            return


@cache
def _said() -> str:
    return "|".join(sorted({*vocabulary("office head"), *BESIDE.split("|")}))


def _said_of(name: str) -> re.Pattern[str]:
    """'Minister <name>', '<name>, a lawyer'."""
    named = re.escape(name)
    return re.compile(rf"\b(?i:{_said()}),? {named}|{named}, (?:an?|the|his|her|its|their) [\w’' -]{{3,60}}")
