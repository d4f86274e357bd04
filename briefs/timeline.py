"""Timeline: dated items in order, each as precise as it is known; the undated stand below."""

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import pairwise, zip_longest

from briefs.dates import say
from briefs.language import _
from briefs.lines import heading, note
from briefs.page import Line
from briefs.pictures.timelines import Entry
from briefs.telling import when
from briefs.trim import trim
from data.dates import DateSpan, Value

GAP_YEARS = 2
"""From here a gap between two dated items is named."""
BRIEFLY = 150
"""Characters of an item: two lines on a phone."""
DATED_SHOWN = 8
UNDATED_SHOWN = 4


class Item(Value):
    """One entry: when, what, where it is from."""

    when: DateSpan
    text: str
    article: int
    facts: tuple[int, ...] = ()

    @property
    def day(self) -> date:
        """The day it is put in order by."""
        return self.when.earliest or self.when.latest or date.max

    def told(self, longest: int) -> str:
        """Its text in at most so many characters; of a sentence, the part that is dated stays in view."""
        return trim(self.text, longest, () if self.facts else (self.when.words,))


def lines(items: Sequence[Item]) -> Iterator[Line]:
    """The latest items as lines: dated ones in order with their gaps, then the undated."""
    dated, undated = _apart(items)
    if len(dated) > DATED_SHOWN:
        yield note(_("The latest {shown} of {n} dated items.", shown=DATED_SHOWN, n=len(dated)))
    yield from _in_order(dated[-DATED_SHOWN:])
    if undated:
        yield heading(_("Undated (order of entry)"))
        yield from (_line(_undated(item), item) for item in undated[:UNDATED_SHOWN])
        if len(undated) > UNDATED_SHOWN:
            yield note(_("{n} more undated items.", n=len(undated) - UNDATED_SHOWN))


def further(items: Sequence[Item]) -> Iterator[list[Line]]:
    """What `lines` leaves out, page by page: back in time, then the other undated items."""
    dated, undated = _apart(items)
    for end in range(len(dated) - DATED_SHOWN, 0, -DATED_SHOWN):
        yield [heading(_("Earlier")), *_in_order(dated[max(0, end - DATED_SHOWN) : end])]
    for start in range(UNDATED_SHOWN, len(undated), DATED_SHOWN):
        rest = undated[start : start + DATED_SHOWN]
        yield [heading(_("Undated (order of entry)")), *(_line(_undated(item), item) for item in rest)]


def _apart(items: Sequence[Item]) -> tuple[list[Item], list[Item]]:
    """The dated items in order, and the undated ones."""
    dated = sorted((item for item in items if item.when.edtf), key=lambda item: (item.day, item.article))
    return dated, fairly([item for item in items if not item.when.edtf])


def gaps(items: Sequence[Item]) -> list[tuple[Item, Item]]:
    """The dated items between which nothing is dated for long, as (the one before, the one after)."""
    dated = _apart(items)[0]
    return [pair for pair in pairwise(dated) if _is_gap(*pair)]


def _is_gap(before: Item, after: Item) -> bool:
    return after.day.year - before.day.year > GAP_YEARS


def _in_order(dated: Sequence[Item]) -> Iterator[Line]:
    """Dated items as lines, with the gaps between them."""
    last: Item | None = None
    for item in dated:
        if last is not None and _is_gap(last, item):
            yield note(
                _(
                    "No dated fact or sentence of the name was read between {first} and {last}.",
                    first=say(last.when),
                    last=say(item.when),
                )
            )
        told = item.told(BRIEFLY)
        yield _line(_("{day}: {told}", day=say(item.when), told=told), item)
        last = item


def drawn(items: Sequence[Item], most: int) -> Iterator[tuple[Entry, Line]]:
    """The latest dated items and some undated ones as they are drawn, `most` in all, each with its line."""
    dated = sorted((item for item in items if item.when.edtf), key=lambda item: (item.day, item.article))
    undated = fairly([item for item in items if not item.when.edtf])
    apart = min(len(undated), max(most // 4, most - len(dated)))
    for item in (*dated[-(most - apart) :], *undated[:apart]) if most > apart else undated[:apart]:
        told = item.told(BRIEF)
        day = say(item.when) if item.when.edtf else ""
        words = f"{told} ({when(item.when)})" if item.when.words else told
        line = _line(_("{day}: {told}", day=day, told=told) if day else words, item)
        yield Entry(when=day, text=f"{told if day else words} [{item.article}]"), line


def captions(known: Sequence[tuple[Entry, Line]]) -> list[Line]:
    """The items of a picture in words, the undated below."""
    undated = [line for entry, line in known if not entry.when]
    heads = [heading(_("Undated (order of entry)"))] if undated else []
    return [*(line for entry, line in known if entry.when), *heads, *undated]


DRAWN = 8
"""How many items a picture shows."""
BRIEF = 90
"""Characters of an item in a picture."""


def fairly(items: Sequence[Item]) -> list[Item]:
    """One item of each article before a second of any."""
    of_article: dict[int, list[Item]] = {}
    for item in items:
        of_article.setdefault(item.article, []).append(item)
    return [item for one in zip_longest(*of_article.values()) for item in one if item is not None]


def _undated(item: Item) -> str:
    told = item.told(BRIEFLY)
    return f"{told} ({when(item.when)})" if item.when.words else told


def _line(text: str, item: Item) -> Line:
    return Line(text=text, cites=(item.article,), facts=item.facts)
