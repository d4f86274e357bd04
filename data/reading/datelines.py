"""datelines: where and when a report was filed ('VIENNA, May 3 /ABC/ – ...'), not where it happened."""

import re
from collections.abc import Callable, Sequence

from data.dates import UNDATED, DateSpan, Value
from data.reading import dates
from data.values import Article, Passage

_LONGEST = 160
_NAME = r"[^\W\d_][\w.’'-]{1,20}"
_SHAPE = re.compile(
    rf"[*_]{{0,2}}(?:(?P<first>\x01+),?\s+)?(?P<place>{_NAME}(?:\s{_NAME}){{0,3}})(?:/{_NAME})?(?:\s\([^()\n]{{3,40}}\))?"
    rf"(?:,\s?{_NAME}(?:\s{_NAME}){{0,2}}){{0,2}}"
    r"(?:,?\s*(?P<second>\x01+))?[*_]{0,2}\s*(?P<agency>\([^()\n]{2,60}\)|/[^/\n]{2,20}/)?\s*(?P<mark>[–—:]|"
    r"--?(?=\s))\s*"
    r"(?:(?P<third>\x01+)\s*[–—:-]{1,2}\s*)?"
)
_RUBRICS = frozenset(
    (
        *("ANALYSIS", "BREAKING", "CORRECTION", "EDITORIAL", "EXCLUSIVE", "EXPLAINER", "FACTBOX"),
        *("INTERVIEW", "NOTE", "OPINION", "UPDATE", "VIDEO", "WATCH"),
    )
)
"""Words in capitals before a colon that are no places."""


class Dateline(Value):
    """`text[start:end]` is the dateline with its dash or colon; the report begins at `end`."""

    start: int
    end: int
    place: str
    """As written, without the country: `text[place_start:place_end]`."""
    place_start: int
    place_end: int
    when: DateSpan = UNDATED
    """The day as written; resolve it like any other date."""


def dateline(
    article: Article, passages: Sequence[Passage], is_place: Callable[[str], bool] | None = None
) -> Dateline | None:
    """The dateline at the head of the report, or None.

    It is one if it has a date or an agency, or is in capitals that the text does not use as a
    word of its own again (an acronym), or if `is_place` knows the name.
    """
    first = next((p for p in passages if p.role in ("body", "quote")), None)
    if not first:
        return None
    head = article.text[first.start : min(first.end, first.start + _LONGEST)]
    found = dates.find(head)
    masked = head
    for dated in found:
        masked = masked[: dated.start] + "\x01" * (dated.end - dated.start) + masked[dated.end :]
    match = _SHAPE.match(masked)
    if not match or not _certain(match, article.text[first.start + match.end() :], is_place):
        return None
    when = next(
        (d.when for d in found if any(match.start(g) == d.start for g in ("first", "second", "third"))),
        UNDATED,
    )
    start = first.start
    return Dateline(
        start=start,
        end=start + match.end(),
        place=match["place"],
        place_start=start + match.start("place"),
        place_end=start + match.end("place"),
        when=when,
    )


def filed(article: Article, passages: Sequence[Passage]) -> DateSpan:
    """The day of publication: by the header, else by the dateline, else by a date stamp."""
    if article.published.edtf:
        return article.published
    line = dateline(article, passages)
    if line and line.when.precision == "day":
        return line.when.model_copy(update={"why": "the dateline's day"})
    for number, passage in enumerate(passages):
        words = article.text[passage.start : passage.end]
        if number < 6 and passage.role in ("body", "headline", "caption") and (day := _alone(words)).edtf:
            return day.model_copy(update={"why": "the day above the text"})
        if passage.why == "a date stamp" or (passage.why == "a byline" and number < 8):
            for dated in dates.find(words):
                if dated.when.precision == "day" and not words.lower().startswith(
                    ("update", "last", "modif")
                ):
                    return dated.when.model_copy(update={"why": "the date stamp of the text"})
    return article.published


_RUBRIC = (
    r"(?:(?i:(?:joint )?(?:press|news|media)(?: and media)? (?:release|note|statement|communiqu[ée])|"
    r"news|statement|announcement|communiqu[ée]|feature|story|for immediate release)"
    r"(?: (?:No\.? ?)?[\w/.-]*\d[\w/.-]*)? ?[|·•:,/–—-] ?)?"
)
"""'Press release No. 12/2026 |' in front of a place and a day."""
_ALONE = re.compile(
    r"\W*"
    + _RUBRIC
    + r"(?:[A-Z][\w.’'-]++(?: [A-Z][\w.’'-]++){0,3}(?:, ?[A-Z][\w.’' -]{1,40})?(?:,|:| [|·•–—-]) ?)?\x01++\W*"
)
"""A line that is a place and a day, or a day, and nothing else."""


def _alone(text: str) -> DateSpan:
    """The day of a line that tells where and when a text was issued and nothing else; UNDATED for others."""
    found = dates.find(text)
    if len(text) > 80 or len(found) != 1 or found[0].when.precision != "day":
        return UNDATED
    only = found[0]
    masked = text[: only.start] + "\x01" * (only.end - only.start) + text[only.end :]
    stopped = text.rstrip()[-1:] == "." and "," not in masked
    return only.when if _ALONE.fullmatch(masked) and not stopped else UNDATED


def _certain(match: re.Match[str], rest: str, is_place: Callable[[str], bool] | None) -> bool:
    """Whether what looks like a dateline is one."""
    place = match["place"]
    words = place.split()
    if not place[0].isupper() or any(word in _RUBRICS for word in words):
        return False
    dated = match["first"] or match["second"] or match["third"]
    if is_place and is_place(place if not place.isupper() else place.title()):
        return True
    if dated and all(word[0].isupper() for word in words):
        return True
    if not place.isupper() or len(place) < 4:
        return False
    return bool(match["agency"]) or not re.search(rf"\b{re.escape(place)}\b", rest)
