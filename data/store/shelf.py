"""Shelf: the store as one question may see it: at one moment, up to one handling marking."""

import json
import sqlite3
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from data.matching import NameIndex

Connection = sqlite3.Connection
TLP = ("CLEAR", "GREEN", "AMBER", "RED")
"""Traffic Light Protocol markings (FIRST, version 2.0), from the least to the most restricted."""
NOW = "9999"
"""A moment after everything that is recorded."""

LAST = 2**62
"""A number after those of all rows."""

LIVE = """fact.state <> 'proposed' AND fact.tlp <= :ceiling
    AND fact.recorded_at <= :at AND (fact.ended_at IS NULL OR fact.ended_at > :at)
    AND NOT (:at < '9999' AND EXISTS (
        SELECT 1 FROM lapse WHERE lapse.fact = fact.id AND lapse.since <= :at AND lapse.until > :at))"""
"""The facts that held at the moment of the shelf and may be shown on it."""
OPEN = """article.tlp <= :ceiling AND article.recorded_at <= :at
    AND (article.ended_at IS NULL OR article.ended_at > :at)"""
"""The articles that were there, had not been dropped, and may be shown."""


@dataclass
class Common:
    """Queries that are known to find very many texts of a full-text table, in one state of the store."""

    content: int = -1
    """`Shelf.content` of that state."""
    queries: dict[str, set[str]] = field(default_factory=dict)
    """For each table."""


@dataclass(frozen=True)
class Shelf:
    """What every reading query is given; no query reads past its moment or its ceiling."""

    db: Connection
    names: NameIndex
    """The index of names on this connection."""
    at: str = NOW
    """ISO 8601, UTC; what was recorded later, or had ended by then, is not there."""
    ceiling: int = len(TLP) - 1
    """The highest marking that may be shown, as an index into TLP."""
    common: Common = field(default_factory=Common, compare=False, repr=False)
    """What is known of common words on this connection."""

    def rows(self, sql: str, **values: Any) -> list[Any]:
        """The rows of a query; it may use :at and :ceiling besides its own values."""
        return self.db.execute(sql, self._with(values)).fetchall()

    def row(self, sql: str, **values: Any) -> Any:
        """The first row of a query, or None."""
        return self.db.execute(sql, self._with(values)).fetchone()

    @property
    def month(self) -> str:
        """The month of the moment, ISO 8601."""
        return self.at[:7]

    def last(self, table: Literal["article", "fact"]) -> int:
        """The number of the last row that was recorded by the moment; rows are numbered as they come."""
        if self.at == NOW:
            return LAST
        row = self.row(
            f"SELECT id FROM {table} WHERE recorded_at <= :at ORDER BY recorded_at DESC, id DESC LIMIT 1"
        )
        return int(row[0]) if row else 0

    def began(self) -> str:
        """When the first article or fact that may be shown was recorded, ISO 8601 UTC; '' when none was."""
        firsts = [
            self.row(f"SELECT recorded_at FROM {table} WHERE tlp <= :ceiling ORDER BY recorded_at LIMIT 1")
            for table in ("article", "fact")
        ]
        return min((str(row[0]) for row in firsts if row), default="")

    def content(self) -> int:
        """How often anything was changed that answers are made from; it only grows."""
        return int(self.row("SELECT version FROM content")[0])

    def _with(self, values: Mapping[str, Any]) -> dict[str, Any]:
        return {"at": self.at, "ceiling": self.ceiling, **values}


def many(values: Iterable[Any]) -> str:
    """A list as one value of a query: `IN (SELECT value FROM json_each(:name))`."""
    return json.dumps(list(values))
