"""Maps: the entity with its nearest neighbours, who met whom and who funds what, each edge with its facts."""

from collections.abc import Iterable, Sequence

from briefs.language import _
from briefs.lines import note, of_facts
from briefs.page import Line
from briefs.pictures.maps import Edge, Map
from briefs.telling import called
from briefs.vocabulary import word
from data.dates import Value
from data.values import Entity, FactKind, StoredFact

NEAR = 6
"""How many neighbours are drawn."""
ALIKE = (FactKind.MEETING, FactKind.AGREEMENT)
"""Kinds of fact that say the same of both sides: their edges have no direction."""
LINKS = (
    FactKind.MEETING,
    FactKind.PROJECT,
    FactKind.AGREEMENT,
    FactKind.OFFICE,
    FactKind.EVENT,
    FactKind.FOUNDING,
)
"""Kinds of fact that tie two entities, the most telling first."""


class Neighbour(Value):
    """Another entity and the facts that tie it to the one in the middle."""

    id: int
    name: str
    facts: tuple[StoredFact, ...]


def neighbours(about: int, facts: Iterable[StoredFact]) -> list[Neighbour]:
    """Those tied by most facts first, then by the most telling kind, at most NEAR of them."""
    of: dict[int, list[StoredFact]] = {}
    names: dict[int, str] = {}
    for fact in facts:
        other = _other(fact, about)
        if other and fact.kind in LINKS:
            of.setdefault(other, []).append(fact)
            mine = fact.subject_id == about
            names[other] = called(
                fact.object if mine else fact.subject, fact.object_short if mine else fact.subject_short
            )
    ranked = sorted(
        of, key=lambda one: (-len(of[one]), min(LINKS.index(f.kind) for f in of[one]), names[one])
    )
    return [Neighbour(id=one, name=names[one], facts=tuple(of[one])) for one in ranked[:NEAR]]


def _other(fact: StoredFact, about: int) -> int:
    """The entity at the other end, 0 when there is none."""
    ends = (fact.subject_id, fact.object_id or 0)
    if about not in ends or not ends[1] or ends[0] == ends[1]:
        return 0
    return ends[1] if ends[0] == about else ends[0]


def drawn(entity: Entity, near: Sequence[Neighbour]) -> Map:
    """What is drawn: the entity in the middle and an edge to each neighbour."""
    edges = tuple(_edge(entity.id, one) for one in near)
    return Map(middle=called(entity.name, entity.short), edges=edges)


def _edge(about: int, near: Neighbour) -> Edge:
    """What ties them, the most telling first; an arrow runs from who does to whom it is done."""
    first = min(near.facts, key=lambda fact: LINKS.index(fact.kind))
    same = sum(fact.predicate == first.predicate for fact in near.facts)
    label = word("office" if first.kind is FactKind.OFFICE else first.predicate)
    if same > 1:
        label = _("{told} ×{n}", told=label, n=same)
    toward = "" if first.kind in ALIKE else "out" if first.subject_id == about else "in"
    return Edge(name=near.name, label=label, toward=toward)


def lines(entity: Entity, near: Sequence[Neighbour]) -> list[Line]:
    """One line for each neighbour: the fact that the edge is labelled with, and its sources."""
    told = [note(_("Nearest by the facts held; arrows run from who or what the fact is about."))]
    for one in near:
        first = min(one.facts, key=lambda fact: LINKS.index(fact.kind))
        same = [
            fact for fact in one.facts if fact.article_id == first.article_id and fact.start == first.start
        ]
        group = [fact for fact in same if fact.predicate == first.predicate and fact.kind is first.kind]
        told.append(of_facts(group, entity.id, entity.name))
    return told
