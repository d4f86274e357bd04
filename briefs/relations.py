"""Relations: whom an entity met, what it funds, where it belongs, each name with its source."""

from collections.abc import Iterator, Sequence

from briefs.language import N_, _, joined
from briefs.page import Line
from briefs.telling import called
from briefs.vocabulary import word
from data.values import FactKind, StoredFact

MOST = 10
"""How many names one line may hold."""
KINDS = (
    FactKind.MEETING,
    FactKind.AGREEMENT,
    FactKind.OFFICE,
    FactKind.PROJECT,
    FactKind.EVENT,
    FactKind.FOUNDING,
)
"""Kinds of fact that tie one entity to another."""
LABELS = {
    "funded by": N_("Funder of"),
    "funder": N_("Funder of"),
    "implemented by": N_("Implementer of"),
    "initiated by": N_("Initiator of"),
    "partner": N_("Partner in"),
    "participant": N_("Participant in"),
    "framework": N_("Framework of"),
    "part of": N_("Framework of"),
    "meeting with": N_("Met during"),
    "presentation by": N_("Gave a presentation at"),
    "included": N_("Part of"),
    "visitor": N_("Visits made"),
    "existing": N_("Place of"),
}
"""How an attribute is called before a list of what has it, seen from the other side; others are '... of'."""


def lines(about: int, facts: Sequence[StoredFact]) -> Iterator[Line]:
    """One line for each way in which others are tied to an entity, in the order of the facts."""
    groups: dict[str, list[tuple[str, StoredFact]]] = {}
    for fact in facts:
        tie = _tie(about, fact)
        if tie is not None:
            groups.setdefault(tie[0], []).append((tie[1], fact))
    for label, ties in groups.items():
        names = list(dict.fromkeys(name for name, _fact in ties))
        kept = [fact for name, fact in ties if name in names[:MOST]]
        yield Line(
            text=_("{attribute}: {what}", attribute=label, what=joined(names[:MOST])),
            cites=tuple(sorted({fact.article_id for fact in kept if fact.article_id})),
            facts=tuple(fact.id for fact in kept),
        )


def _tie(about: int, fact: StoredFact) -> tuple[str, str] | None:
    """How the other party of a fact is tied to an entity, and what it is called; None when there is none."""
    own = fact.subject_id == about
    if fact.object_id is None or about not in (fact.subject_id, fact.object_id):
        return None
    other = called(fact.object, fact.object_short) if own else called(fact.subject, fact.subject_short)
    return _label(fact, own), other


def _label(fact: StoredFact, own: bool) -> str:
    if fact.kind is FactKind.MEETING:
        return _("Spoke with") if fact.predicate == "spoke" else _("Met")
    if fact.kind is FactKind.AGREEMENT:
        return _("Agreed with")
    if fact.kind is FactKind.OFFICE:
        return _("Office in") if own else _("Offices held by")
    attribute = word(fact.predicate)
    if own:
        told = attribute
    elif fact.predicate in LABELS:
        told = _(LABELS[fact.predicate])
    elif fact.kind is FactKind.FOUNDING:
        told = _("{deed} by", deed=attribute)
    else:
        told = _("{attribute} of", attribute=attribute)
    return told[:1].upper() + told[1:]
