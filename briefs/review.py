"""Review: one card for each thing that waits for a decision, with its sentence and what may be decided."""

from collections.abc import Sequence

from briefs.cut import cut
from briefs.editing import line_of
from briefs.language import _, _n
from briefs.lines import note
from briefs.page import Choice, Line, Page
from data.store.articles import StoredPassage
from data.store.entities import Seen
from data.store.reviews import Item
from data.values import Entity, StoredFact

SENTENCE = 400
Buttons = Sequence[tuple[str, str]]


def card(
    item: Item, title: str, lines: Sequence[Line], buttons: Buttons, waiting: int, decided: int, more: bool
) -> Page:
    """The card with its buttons and the progress."""
    told = _n(
        "{n} waits; {decided} decided today.", "{n} wait; {decided} decided today.", waiting, decided=decided
    )
    if more:
        told = _("At least {n} wait; {decided} decided today.", n=waiting, decided=decided)
    choices = [Choice(label=label, command=command) for label, command in buttons]
    choices.append(Choice(label=_("Later"), command=f"/review later {item.name}"))
    return Page(title=title, lines=(*lines, note(told)), choices=tuple(choices))


def decide(item: Item, accept: str = "", reject: str = "") -> list[tuple[str, str]]:
    """The buttons Accept and Reject of an item, under the labels that fit it."""
    return [
        (accept or _("Accept"), f"/review accept {item.name}"),
        (reject or _("Reject"), f"/review reject {item.name}"),
    ]


def of_fact(item: Item, fact: StoredFact) -> tuple[str, list[Line], Buttons]:
    """A proposed fact with the sentence it was read from."""
    lines = [_told(fact), _sentence(fact)]
    return _("Proposed fact #{number}", number=fact.id), lines, [
        *decide(item), (_("Correct"), f"/edit {fact.id}"),
    ]  # fmt: skip


def of_conflict(
    item: Item, first: StoredFact, second: StoredFact, why: str
) -> tuple[str, list[Line], Buttons]:
    """Two facts that do not agree, side by side."""
    lines = [Line(text=why, role="plain")]
    for fact in (first, second):
        lines += [_told(fact), _sentence(fact)]
    buttons = [(_("Both stand"), f"/review accept {item.name}")]
    for fact in (first, second):
        buttons.append((_("Withdraw #{number}", number=fact.id), f"/review withdraw {item.name} {fact.id}"))
        buttons.append((_("Correct #{number}", number=fact.id), f"/edit {fact.id}"))
    return _("Sources differ: which holds?"), lines, buttons


def of_doubt(
    item: Item, one: Entity, other: Entity, why: str, seen: Sequence[Seen], others: Sequence[Seen]
) -> tuple[str, list[Line], Buttons]:
    """Two names that may mean the same."""
    lines = [Line(text=_("Doubtful because: {why}", why=why), role="plain")]
    for entity, found in ((one, seen), (other, others)):
        lines.append(Line(text=f"{entity.name} (#{entity.id}, {entity.kind})"))
        lines += [_passage(item.passage) for item in found[:2]]
    title = _("Is {name} the same as {other}?", name=one.name, other=other.name)
    buttons = [*decide(item, _("Same: merge"), _("Not the same")),
               (_("Other way round"), f"/merge #{other.id} into #{one.id}")]  # fmt: skip
    return title, lines, buttons


def of_suspect(item: Item, title: str, passages: Sequence[StoredPassage]) -> tuple[str, list[Line], Buttons]:
    """Passages that a rule withheld, shown to the reviewer alone, with the rule."""
    lines = [
        Line(text=_("Withheld by the rule: {why}", why=why)) for why in sorted({p.why for p in passages})
    ]
    lines += [_passage(passage) for passage in passages[:4]]
    named = _("Withheld in [{number}] {title}", number=item.number, title=cut(title, 80))
    return named, lines, decide(item, _("Release"), _("Keep withheld"))


def of_name(item: Item, one: Entity, seen: Sequence[Seen]) -> tuple[str, list[Line], Buttons]:
    """A new name with sentences that hold it."""
    lines = [_passage(found.passage) for found in seen[:2]]
    buttons = [*decide(item, "", _("No name")),
               (_("Rename"), f"/rename #{one.id} ="), (_("Merge"), f"/merge #{one.id} into")]  # fmt: skip
    return (
        _("New name: {name} (#{number}, {kind})", name=one.name, number=one.id, kind=one.kind),
        lines,
        buttons,
    )


def _told(fact: StoredFact) -> Line:
    cites = (fact.article_id,) if fact.article_id else ()
    return Line(text=f"#{fact.id}: {line_of(fact)}", cites=cites, facts=(fact.id,))


def _sentence(fact: StoredFact) -> Line:
    return Line(text=cut(fact.evidence, SENTENCE), role="quote")


def _passage(passage: StoredPassage) -> Line:
    return Line(text=cut(passage.text, SENTENCE), role="quote", cites=(passage.article_id,))


def nothing(decided: int) -> Page:
    """That nothing waits."""
    title = _("Nothing waits for you; {decided} decided today.", decided=decided)
    return Page(title=title)


def first(page: Page, told: str) -> Page:
    """The next card under a line that says what was just decided."""
    return page.model_copy(update={"lines": (note(told), *page.lines)})
