"""Language: the words of an answer in the language of whoever asks (GNU gettext catalogues)."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

SPOKEN: ContextVar[str] = ContextVar("SPOKEN", default="en")
"""The language of the answer that is being made; `handlers.answer` sets it for each request."""


@contextmanager
def speaking(language: str) -> Iterator[None]:
    """Make what is said inside in this language."""
    before = SPOKEN.set(language)
    try:
        yield
    finally:
        SPOKEN.reset(before)


def _(message: str, **values: object) -> str:
    """A sentence with its values filled in; `message` is a literal with named placeholders."""
    return message.format(**values)


def _n(one: str, many: str, n: int, **values: object) -> str:
    """A sentence about n things, in the plural form that the language has for n."""
    return (one if n == 1 else many).format(n=n, **values)
