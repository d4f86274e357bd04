"""Comparison: two entities side by side, made for a phone: an attribute, then a line for each."""

import re
from collections.abc import Iterator, Mapping, Sequence

from briefs.card import IN_TITLE, ORDER
from briefs.language import _, joined
from briefs.lines import heading, note, of_facts, of_passage
from briefs.page import Line
from briefs.telling import called, dated, grouped, sentence, stated
from briefs.trim import trim
from briefs.vocabulary import word
from data.store.articles import StoredPassage
from data.values import Entity, FactKind, StoredFact

ATTRIBUTES = (
    "period",
    "budget",
    "funded by",
    "implemented by",
    "partner",
    "framework",
    "target country",
    "objective",
)
"""What projects are compared by, said or not."""
OTHERS = tuple(name for name in ORDER if name not in (*ATTRIBUTES, *IN_TITLE))
"""What is compared besides where one of them has it."""
KINDS: tuple[tuple[str, FactKind], ...] = (
    ("office", FactKind.OFFICE), ("meetings", FactKind.MEETING), ("figures", FactKind.FIGURE),
    ("agreements", FactKind.AGREEMENT), ("announced", FactKind.ANNOUNCEMENT), ("said", FactKind.QUOTE),
)  # fmt: skip
"""What other entities are compared by."""

CUES: dict[str, re.Pattern[str]] = {
    name: re.compile(pattern, re.IGNORECASE)
    for name, pattern in {
        "period": r"\b(?:19|20)\d\d ?(?:[-–/]|to|until|through|and) ?(?:19|20)?\d\d\b|\byears\b|\b\w+-year\b",
        "budget": r"[€$£]|\b(?:EUR|USD|GBP|CHF|million|billion|euros?|dollars?|budgets?|worth)\b",
        "funded by": r"\b(?:co-)?(?:fund|financ|donor|grant)\w*",
        "implemented by": r"\b(?:implement\w*|carr(?:y|ied) out|run by|managed by)",
        "partner": r"\bpartner\w*|\btogether with\b",
        "framework": r"\b(?:framework|facility|part of|component of)\b",
        "target country": r"\bcountr(?:y|ies)\b",
        "objective": r"\b(?:objective|aim|goal|purpose)\w*|\bhelps\b",
        "office": r"\b(?:director|minister|secretary|president|chair\w*|head|chief|commissioner|ambassador|"
        r"spokes\w+|commander|governor|inspector|prosecutor|representative)\b",
        "meetings": r"\b(?:met|meets?|meetings?|talks|received)\b",
        "figures": r"%|\bper ?cent\b|\b(?:million|billion)\b|\b\d{1,3},\d{3}\b",
        "agreements": r"\b(?:agree\w*|sign(?:ed|s)?|accord|memorandum|treaty)\b",
        "announced": r"\b(?:will|announce\w*|plan(?:s|ned)?|(?:is|are) to)\b",
        "said": r"[“”\"]|\b(?:said|says|told|stated|stressed|added)\b",
    }.items()
}
"""Words by which a sentence may say what was not read as a fact; a row without words is never searched."""
BRIEFLY = 150
"""Characters of such a sentence."""

Known = Mapping[int, Sequence[StoredFact]]
"""The facts of each entity, by its id."""
Told = Mapping[int, Sequence[StoredPassage]]
"""Sentences that name an entity or go on after one that does, by its id."""


def lines(entities: Sequence[Entity], known: Known, told: Told) -> Iterator[Line]:
    """Attribute by attribute, and nothing for what neither has.

    Where one has no fact, it is a sentence about it that has a word of the attribute; 'not stated' only
    where no such sentence is among those that were looked at.
    """
    if by_attributes(entities):
        rows = [(name, _attribute(entities, known, name)) for name in ATTRIBUTES]
        rows += [(n, cells) for n in OTHERS if any(cells := _attribute(entities, known, n))]
    else:
        rows = [(name, _of_kind(entities, known, kind)) for name, kind in KINDS]
    for name, cells in rows:
        if any(cells):
            named = word(name)
            yield heading(named[:1].upper() + named[1:])
            yield from (
                cell or _empty(entity, name, told) for entity, cell in zip(entities, cells, strict=True)
            )
    yield from shared(entities, known)


def named(entities: Sequence[Entity], told: Told) -> Iterator[Line]:
    """Where nothing was read to compare them by: the sentences that name each, the newest article first."""
    yield note(_("No fact was read by which they could be compared; the sentences that name them:"))
    for entity in entities:
        yield heading(called(entity.name, entity.short))
        yield from (of_passage(passage, [entity.name], BRIEFLY) for passage in told[entity.id][:NAMED])
        if not told[entity.id]:
            yield note(_("{name}: not stated", name=called(entity.name, entity.short)))


NAMED = 3
"""How many of them are shown for each."""


def by_attributes(entities: Sequence[Entity]) -> bool:
    """Whether these are compared by their attributes, as projects and events are, or by kinds of fact."""
    return all(entity.kind in ("project", "event") for entity in entities)


def _empty(entity: Entity, attribute: str, told: Told) -> Line:
    name, cue = called(entity.name, entity.short), CUES.get(attribute)
    for passage in told[entity.id]:
        said = cue.search(passage.text) if cue else None
        if said:
            what = sentence(trim(passage.text, BRIEFLY, [said[0]]))
            text = _("{name}: not read as a fact; near the name: {what}", name=name, what=what)
            return Line(text=text, cites=(passage.article_id,))
    return note(_("{name}: not stated", name=name))


def _attribute(entities: Sequence[Entity], known: Known, predicate: str) -> list[Line | None]:
    return [
        _cell(entity, [f for f in known[entity.id] if f.predicate == predicate and f.subject_id == entity.id])
        for entity in entities
    ]


def _of_kind(entities: Sequence[Entity], known: Known, kind: FactKind) -> list[Line | None]:
    return [
        _cell(entity, [f for f in known[entity.id] if f.kind is kind and _own(f, entity)])
        for entity in entities
    ]


def _own(fact: StoredFact, entity: Entity) -> bool:
    return entity.id in (fact.subject_id, fact.object_id)


def _cell(entity: Entity, facts: Sequence[StoredFact]) -> Line | None:
    if not facts:
        return None
    group = grouped(facts)[0]
    line, name = of_facts(group, entity.id), called(entity.name, entity.short)
    if facts[0].kind in NAMED_ABOVE:
        what = f"{stated(group)} {dated(group, entity.id)}".rstrip()
        return line.model_copy(update={"text": _("{name}: {what}", name=name, what=what)})
    return line.model_copy(update={"text": _("{name}: {told}", name=name, told=line.text)})


NAMED_ABOVE = (FactKind.PROJECT, FactKind.EVENT)
"""Kinds whose predicate is the heading above the cell."""


def shared(entities: Sequence[Entity], known: Known) -> Iterator[Line]:
    """The target countries that every one of them lists, counted by us."""
    lists = [_countries(known[entity.id], entity.id) for entity in entities]
    if len(lists) < 2 or not all(lists):
        return
    both = [name for name in lists[0] if all(name in other for other in lists[1:])]
    facts = [fact for one in lists for name, fact in one.items() if name in both]
    cites = sorted({fact.article_id for fact in facts if fact.article_id})
    names = joined(both) or _("none")
    yield heading(_("Target countries in both"))
    yield Line(
        text=_("{names} ({n}, compared by us from the lists)", names=names, n=len(both)),
        cites=tuple(cites),
        facts=tuple(fact.id for fact in facts),
    )


def _countries(facts: Sequence[StoredFact], entity: int) -> dict[str, StoredFact]:
    return {
        f.object: f for f in facts if f.predicate == "target country" and f.subject_id == entity and f.object
    }
