"""From an article to passages, mentions and facts: offline, deterministic, each step a pure function."""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from data.reading.reader import as_json, read_article

__all__ = ["as_json", "read_article"]


def __getattr__(name: str) -> Any:
    """The reader's functions, imported when they are asked for: an answer only parses dates."""
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from data.reading import reader

    return getattr(reader, name)
