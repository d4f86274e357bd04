"""Contradictions: what a new article says otherwise than the articles before it, about the same entity."""

from collections.abc import Collection, Iterator, Mapping, Sequence

from data.reading.conflicts import Conflict, between
from data.reading.correcting import Corrected, corrected, takes_back
from data.reading.document import Document
from data.store import entities, facts
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
    firm = [fact for fact in new if fact.confidence >= facts.FIRM]
    for subject in dict.fromkeys((fact.subject_kind, fact.subject) for fact in firm):
        mine = [f for f in firm if (f.subject_kind, f.subject) == subject and f.kind.value in COMPARED]
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


NAMED: tuple[EntityKind, ...] = ("project", "event", "organisation")
"""What two articles must both name for one to correct a figure of the other."""


def corrections(
    shelf: Shelf, document: Document, new: Mapping[Fact, int], ids: Mapping[Key, int],
    versions: Collection[int] = (),
) -> Iterator[tuple[Conflict, dict[Fact, int]]]:  # fmt: skip
    """Each value of another article that a sentence of this one says does not hold, with numbers.

    The other article must speak of the same project, event or body, and of two where the sentence does not
    say what it counts.
    """
    named = {
        ids[m.kind, m.entity] for m in document.mentions if m.kind in NAMED and (m.kind, m.entity) in ids
    }
    for one in corrected(document, new):
        held = [fact for fact in facts.with_number(shelf, one.old, MOST) if takes_back(one, fact)]
        others = [f for f in held if f.id != new[one.fact] and f.article_id not in versions]
        for fact in others:
            if _of_one_matter(shelf, fact, one, document, named):
                yield _corrects(fact, one), {fact: fact.id, one.fact: new[one.fact]}


def _of_one_matter(
    shelf: Shelf, old: StoredFact, new: Corrected, document: Document, named: Collection[int]
) -> bool:
    """Whether an article speaks of what an earlier fact is about: enough of the names are in both.

    Of a project or event its own name must be there; a round number, or one of nothing, needs two
    names in both.
    """
    if old.subject_kind in ("project", "event"):
        words = f"{document.article.title}\n{document.text}"
        return old.subject_id in named or any(n and n in words for n in (old.subject, old.subject_short))
    there = (entities.articles_naming(shelf, [old.article_id or 0], [number]) for number in named)
    return sum(map(bool, there)) >= (2 if new.old % ROUND == 0 or not new.fact.counted else 1)


ROUND = 100
"""A multiple of it may be the number of many things."""


def _corrects(old: StoredFact, new: Corrected) -> Conflict:
    why = f"{old.value} in one place; the other says {new.fact.value} and not {new.said}."
    about = f"{old.subject}: {old.counted or old.predicate}"
    return Conflict(kind="number", about=about, first=old, second=new.fact, why=why)
