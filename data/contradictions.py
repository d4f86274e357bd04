"""Contradictions: what a new article says otherwise than the articles before it, about the same entity."""

from collections.abc import Collection, Iterator, Mapping, Sequence

from data.reading.conflicts import Conflict, between
from data.store import facts
from data.store.shelf import Shelf
from data.values import EntityKind, Fact, FactKind, StoredFact

Key = tuple[EntityKind, str]
COMPARED = tuple(
    kind.value for kind in (FactKind.FIGURE, FactKind.PROJECT, FactKind.EVENT, FactKind.AGREEMENT)
)
"""Kinds of fact that can contradict each other about one subject."""
MOST = 60
"""How many facts of an entity, the newest, a new article is compared with."""


def found(
    shelf: Shelf, new: Mapping[Fact, int], ids: Mapping[Key, int], article: int | None,
    versions: Collection[int] = (),
) -> Iterator[tuple[Conflict, dict[Fact, int]]]:  # fmt: skip
    """Each contradiction with facts of other articles (`versions` of this one left out), with numbers."""
    own = {article, *versions}
    for subject in dict.fromkeys((fact.subject_kind, fact.subject) for fact in new):
        mine = [f for f in new if (f.subject_kind, f.subject) == subject and f.kind.value in COMPARED]
        held = facts.of_entity(shelf, ids[subject], COMPARED, limit=MOST) if mine else []
        others = [fact for fact in held if fact.article_id not in own]
        if others:
            yield from _compared(others, mine, new)


def _compared(
    others: Sequence[StoredFact], mine: Sequence[Fact], new: Mapping[Fact, int]
) -> Iterator[tuple[Conflict, dict[Fact, int]]]:
    """Compare under one name: the store may call the entity otherwise than the article does."""
    name = others[0].subject
    renamed = {fact.model_copy(update={"subject": name}): new[fact] for fact in mine}
    for conflict in between(others, list(renamed)):
        numbers = dict(renamed)
        numbers |= {
            side: side.id for side in (conflict.first, conflict.second) if isinstance(side, StoredFact)
        }
        yield conflict, numbers
