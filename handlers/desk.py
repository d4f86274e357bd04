"""Desk: what a command works with: the store as this question may see it, and the settings."""

from dataclasses import dataclass, field, replace
from typing import Any

from data.store.shelf import NOW, TLP, Shelf
from data.store.store import Store
from handlers.job import Compose, here
from handlers.remembering import Memory
from handlers.settings import Settings


@dataclass(frozen=True)
class Desk:
    """Everything a command may use; it holds no state of its own besides the open store and what it
    remembers of it."""

    store: Store
    settings: Settings
    at: str = NOW
    """The moment the store is seen at (ISO 8601, UTC)."""
    ceiling: int = len(TLP) - 1
    """The highest marking that may be shown, as an index into TLP."""
    asked: str = ""
    """The command that is being answered, as it can be sent again; '' when it has no further pages."""
    leaf: int = 1
    """Which page of a long answer is wanted."""
    searched: dict[Any, Any] = field(default_factory=dict, compare=False, repr=False)
    """What names were searched for by this answer, with what was found."""
    memory: Memory = field(default_factory=Memory, compare=False, repr=False)
    """Pages that were made before."""
    compose: Compose = field(default=here, compare=False, repr=False)
    """Where answers are made that are the same for everybody."""

    @property
    def shelf(self) -> Shelf:
        """The store as it may be read by this question, on this thread."""
        return replace(self.store.shelf(), at=self.at, ceiling=self.ceiling)
