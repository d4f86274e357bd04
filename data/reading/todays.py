"""todays: 'today' is the day of the report where something happened on it, and stays a word elsewhere."""

import re

from data.dates import DateSpan
from data.reading.document import Dated

_PAST = (
    r"(?:[a-z]{2,}ed|met|held|said|told|gave|took|left|began|spoke|paid|made|saw|sent|won|came|went|brought|"
    r"sank|found|flew|set|drew|struck)"
)
_NOT_AFTER = r"(?![^.;]*\b(?:is|are|has|have|will|can|may|must|should)\b)"
_BEFORE = re.compile(rf"\b{_PAST}\b{_NOT_AFTER}[^.;,]{{0,90}}$")
_BEHIND = re.compile(rf" (?:also |jointly )?{_PAST}\b")
_CLAUSE = 140
"""Characters before the word that are looked at."""


def resolved(text: str, dated: Dated, filed: DateSpan) -> DateSpan:
    """The span of 'today': the day of the report when a past deed stands beside it, else as it is."""
    if (
        dated.when.words.lower() not in ("today", "earlier today")
        or dated.when.edtf
        or filed.precision != "day"
    ):
        return dated.when
    before = text[max(0, dated.start - _CLAUSE) : dated.start]
    here = before.endswith(" here ")
    if not (here or _BEFORE.search(before) or _BEHIND.match(text, dated.end)):
        return dated.when
    return DateSpan(edtf=filed.edtf, precision="day", words=dated.when.words, why="the day of the report")
