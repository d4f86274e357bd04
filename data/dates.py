"""DateSpan: a date as well as it is known, in Extended Date/Time Format (ISO 8601-2:2019, level 1)."""

import calendar
from datetime import date
from functools import lru_cache
from typing import Literal

from pydantic import BaseModel, ConfigDict

Precision = Literal["day", "month", "year", "range", "bounded", "none"]


class Value(BaseModel):
    """A frozen value: compared by content, never changed in place."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class DateSpan(Value):
    """A date as well as it is known.

    `edtf` is '2017-10-24', '2023-11', '2017', '2015/2019' (range), '2023-11/..' (on or after),
    '../2025-01-30' (on or before) or '' (unknown). `words` is what the text says, exactly;
    `why` is the reason for a bound, or for an unknown date.
    """

    edtf: str = ""
    precision: Precision = "none"
    words: str = ""
    why: str = ""

    @property
    def earliest(self) -> date | None:
        """The first day it can be, or None when nothing bounds it from below."""
        return bounds(self.edtf)[0]

    @property
    def latest(self) -> date | None:
        """The last day it can be, or None when nothing bounds it from above."""
        return bounds(self.edtf)[1]


UNDATED = DateSpan()
IN_OFFICE = "the time in office"
"""Why an office has dates of its own."""
OF_THE_POST = "the day of the post"
"""Why a date is given to what stands in a post without a date of its own."""


@lru_cache(maxsize=4096)
def bounds(edtf: str) -> tuple[date | None, date | None]:
    """The first and the last day that an EDTF text allows; None for an open or unknown end.

    Raises ValueError for a text that is not of the forms DateSpan lists.
    """
    if not edtf:
        return None, None
    first, slash, last = edtf.partition("/")
    if not slash:
        last = first
    return (None if first == ".." else _day(first, 0)), (None if last == ".." else _day(last, -1))


def _day(text: str, side: int) -> date:
    """The first (side 0) or last (side -1) day of a year, month or day."""
    parts = [int(part) for part in text.split("-")]
    if len(parts) > 3:
        raise ValueError(f"not a date of the forms we use: {text!r}")
    year, month, day = (*parts, 0, 0)[:3]
    if not month:
        month = 12 if side else 1
    if not day:
        day = calendar.monthrange(year, month)[1] if side else 1
    return date(year, month, day)
