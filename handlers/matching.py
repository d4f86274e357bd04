"""What a query is taken for: the ranking of names with its reasons, and the verdict over it."""

from typing import Any

from data.dates import Value
from data.kinds import KINDS
from data.matching import Match, verdict
from data.store import entities
from data.values import Entity, EntityKind
from handlers.desk import Desk


class Ranking(Value):
    """The names that come nearest to a query, best first."""

    query: str
    verdict: str
    """'sure', 'choice' or 'nothing'."""
    matches: tuple[tuple[Match, Entity], ...]

    def as_text(self) -> str:
        """One line for each match, the verdict first."""
        lines = [
            f"{match.score:.3f}  {entity.name}  [{entity.kind}]  “{match.name}”: {match.because}"
            for match, entity in self.matches
        ]
        return "\n".join([f"{self.query}: {self.verdict}", *lines])

    def as_data(self) -> dict[str, Any]:
        """The same, as plain data."""
        rows = [
            {
                "entity": e.name,
                "id": e.id,
                "kind": e.kind,
                "name": m.name,
                "score": m.score,
                "because": m.because,
            }
            for m, e in self.matches
        ]
        return {"query": self.query, "verdict": self.verdict, "matches": rows}


def ranking(desk: Desk, query: str, kind: str | None, limit: int = 8) -> Ranking:
    """The ranking for a query, among entities of one kind or of all."""
    shelf = desk.shelf
    kinds: list[EntityKind] = [one for one in KINDS if kind in (None, one)]
    found = shelf.names.search(query, limit, lambda numbers: entities.of_kinds(shelf, numbers, kinds), kinds)
    known = [(match, entities.get(shelf, match.entity_id)) for match in found]
    return Ranking(
        query=query,
        verdict=type(verdict(found)).__name__.lower(),
        matches=tuple((match, entity) for match, entity in known if entity),
    )
