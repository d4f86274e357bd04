"""The tree of errors whose text is written for the person who asked.

BriefingError            caught in one place, `handlers.answer`, and shown as it reads
├── BadUsage             the command was not understood; says how it is used
├── NotFound             nothing in the store is meant by these words
├── Ambiguous            more than one is meant; carries the candidates
├── NotAllowed           this person may not do this here
├── BadArticle           a file or message cannot be read as an article
├── BadStore             the database cannot be used (corrupt, locked, newer than the program)
└── BadSettings          the environment holds values that cannot be used

Everything else that is raised is a bug: logged whole, told to nobody.
"""

import errno
from collections.abc import Sequence


class BriefingError(Exception):
    """The root of all errors that are meant to be read by the person who asked."""


class BadUsage(BriefingError):
    """The command was not understood; the text says how it is used."""


class NotFound(BriefingError):
    """Nothing in the store is meant by these words; `near` are the nearest commands worth offering."""

    def __init__(
        self,
        text: str,
        near: Sequence[tuple[str, str]] = (),
        said: Sequence[tuple[str, tuple[int, ...]]] = (),
    ) -> None:
        super().__init__(text)
        self.near = tuple(near)
        """Pairs of (label, command text)."""
        self.said = tuple(said)
        """Sentences of the sources in which the words stand all the same, each with what it cites."""


class Ambiguous(BriefingError):
    """More than one entity is meant; `choices` are what to choose from."""

    def __init__(
        self,
        text: str,
        choices: Sequence[tuple[str, str]] = (),
        apart: Sequence[tuple[str, tuple[int, ...]]] = (),
    ) -> None:
        super().__init__(text)
        self.choices = tuple(choices)
        """Pairs of (label, command text)."""
        self.apart = tuple(apart)
        """What tells them apart: a line for each, with the ids of the articles it comes from."""


class NotAllowed(BriefingError):
    """This person may not do this here."""


class BadArticle(BriefingError):
    """A file or message cannot be read as an article; nothing of it was stored."""


class BadStore(BriefingError):
    """The database cannot be used; the text says why and what to do."""


class BadSettings(BriefingError):
    """The environment holds values that cannot be used; all of them are named at once."""


def lacks_memory(error: Exception) -> bool:
    """Whether it says that there is no memory, as the system does when a library is to be loaded.

    What lxml raises then has no other words than 'unknown error', or those of the allocation that failed.
    """
    if isinstance(error, OSError):
        return error.errno == errno.ENOMEM
    if type(error).__module__.startswith("lxml."):
        return str(error) == "unknown error" or "memory allocation failed" in str(error).lower()
    return isinstance(error, MemoryError) or (
        isinstance(error, ImportError) and "failed to map segment" in str(error)
    )
