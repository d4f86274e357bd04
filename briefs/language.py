"""Language: the words of an answer in the language of whoever asks (GNU gettext catalogues)."""

import gettext
import re
import unicodedata
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from io import BytesIO
from pathlib import Path

CATALOGUES = Path(__file__).parent / "locale"
"""LANGUAGE/LC_MESSAGES/briefing.po for each language but English, whose words are the message ids."""
LANGUAGES = {"en": "English", "ur": "اردو"}
"""The languages that are spoken, each by its own name."""
RTL = ("ur",)
FSI, PDI = "\u2068", "\u2069"
"""First strong isolate and pop directional isolate (Unicode Standard Annex 9)."""
MARKS = re.compile("[\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069]")
"""Everything that only says in which direction a text runs."""

SPOKEN: ContextVar[str] = ContextVar("SPOKEN", default="en")
"""The language of the answer that is being made; `handlers.answer` sets it for each request."""


NUMBERS = {"thousands": "1,234,567", "lakh": "12,34,567", "urdu": "۱۲٬۳۴٬۵۶۷"}
"""How numbers that we count and draw may be written; those of a source stay as the source has them."""
DIGITS = str.maketrans("0123456789,.", "۰۱۲۳۴۵۶۷۸۹٬٫")
"""The digits and separators of Urdu (CLDR, numbering system arabext)."""
WRITTEN: ContextVar[str] = ContextVar("WRITTEN", default="")
"""How numbers are written in the answer that is being made: a name of NUMBERS, '' for plain digits."""


@contextmanager
def speaking(language: str, numbers: str | None = None) -> Iterator[None]:
    """Make what is said inside in this language, with its numbers written so (None: as outside)."""
    before = SPOKEN.set(language)
    written = WRITTEN.set(WRITTEN.get() if numbers is None else numbers)
    try:
        yield
    finally:
        WRITTEN.reset(written)
        SPOKEN.reset(before)


def number(value: float) -> str:
    """A number of ours as the chat wants it: '1234567', '1,234,567', '12,34,567' or '۱۲٬۳۴٬۵۶۷'."""
    from babel.numbers import format_decimal

    style = WRITTEN.get()
    if style not in NUMBERS:
        return f"{value:.10g}"
    pattern = "#,##0.##" if style == "thousands" else "#,##,##0.##"
    written = str(format_decimal(value, pattern, locale="en"))
    return written.translate(DIGITS) if style == "urdu" else written


def _(message: str, **values: object) -> str:
    """A sentence with its values filled in; `message` is a literal with named placeholders.

    The value called n is a number that we counted, and written as the chat wants it.
    """
    language = SPOKEN.get()
    values = _written(values)
    if language == "en":
        return message.format(**values)
    return catalogue(language).gettext(message).format(**_apart(language, values))


def _written(values: dict[str, object]) -> dict[str, object]:
    n = values.get("n")
    return {**values, "n": number(n)} if WRITTEN.get() and isinstance(n, int) else values


def _n(one: str, many: str, n: int, **values: object) -> str:
    """A sentence about n things, in the plural form that the language has for n."""
    language = SPOKEN.get()
    values = _written({"n": n, **values})
    if language == "en":
        return (one if n == 1 else many).format(**values)
    return catalogue(language).ngettext(one, many, n).format(**_apart(language, values))


def N_(message: str) -> str:
    """The same text, marked as a message that `_` translates later: for words in a table."""
    return message


@cache
def catalogue(language: str) -> gettext.NullTranslations:
    """The messages of a language, compiled in memory at first use; English where there are none."""
    path = CATALOGUES / language / "LC_MESSAGES" / "briefing.po"
    if not path.is_file():
        return gettext.NullTranslations()
    from babel.messages.mofile import write_mo
    from babel.messages.pofile import read_po

    compiled = BytesIO()
    with path.open("rb") as file:
        write_mo(compiled, read_po(file, locale=language))
    compiled.seek(0)
    return gettext.GNUTranslations(compiled)


def spoken(tag: str) -> str:
    """The language of an IETF tag ('ur-PK' is 'ur'), '' when it is none that is spoken here."""
    language = tag.replace("_", "-").partition("-")[0].casefold()
    return language if language in LANGUAGES else ""


def isolated(text: str) -> str:
    """The text so that its direction and that of what surrounds it leave each other alone (UAX 9).

    A text in Urdu letters needs nothing, nor does one that holds isolates and marks between them.
    """
    outer = _outside(text)
    strong = {unicodedata.bidirectional(c) for c in outer}
    if not text or (strong & {"R", "AL"} and "L" not in strong):
        return text
    return text if outer != text and not strong & {"L", "EN", "AN"} else f"{FSI}{text}{PDI}"


def apart(text: str) -> str:
    """The text isolated where the language that is spoken runs from right to left."""
    return isolated(text) if SPOKEN.get() in RTL else text


def joined(items: Iterable[str]) -> str:
    """The items with the commas of the language between them."""
    return ("، " if SPOKEN.get() in RTL else ", ").join(map(apart, items))


def quoted(words: str) -> str:
    """The words between quotation marks, as one value: marks and words run in the same direction."""
    return f"“{words}”"


def unmarked(text: str) -> str:
    """The text without direction marks: as it is matched, stored, and put behind a command."""
    return MARKS.sub("", text)


def length(text: str) -> int:
    """Characters of a text as its English would take them: an answer holds the same in every language.

    Marks are not seen; Urdu letters are narrow, and with its labels an answer is a little longer.
    """
    seen = len(unmarked(text))
    return seen if SPOKEN.get() == "en" else round(seen * ENGLISH)


ENGLISH = 0.9
"""Characters of an English answer to those of the same answer in Urdu, measured over the sample articles."""


def balanced(text: str) -> str:
    """A part of a text with every isolate that it opens closed, and none closed that it did not open."""
    if FSI not in text and PDI not in text:
        return text
    kept, depth = list[str](), 0
    for c in text:
        if c != PDI or depth:
            kept.append(c)
            depth += (c == FSI) - (c == PDI)
    return "".join(kept) + PDI * depth


ISOLATED = re.compile(f"{FSI}[^{FSI}{PDI}]*{PDI}")


def _outside(text: str) -> str:
    """What of the text stands outside of isolates."""
    found = 1
    while found:
        text, found = ISOLATED.subn("", text)
    return text


def _apart(language: str, values: dict[str, object]) -> dict[str, str]:
    if language not in RTL:
        return {name: str(value) for name, value in values.items()}
    return {name: isolated(str(value)) for name, value in values.items()}
