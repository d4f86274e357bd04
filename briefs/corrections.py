"""Corrections: how a chat is told that what it heard from us no longer holds, or what holds instead."""

from collections.abc import Sequence

from briefs.language import _, _n
from briefs.lines import of_facts
from briefs.page import Choice, Line, Page
from data.dates import Value
from data.kinds import KINDS
from data.values import StoredFact

SHOWN = 10
"""How many changes one notice tells in full."""


class Change(Value):
    """What became of a fact that was told: replaced, withdrawn, or holding after all."""

    old: StoredFact | None
    """None when this chat may not be shown it any more."""
    new: StoredFact | None = None
    """What holds in its place; None when it was withdrawn, or may not be shown here."""
    replaced: bool = False
    """Whether something holds in its place, shown here or not."""
    holds: bool = False
    """Whether it holds after all, having been told to be withdrawn."""
    why: str = ""


def wording(fact: StoredFact) -> str:
    """A fact in the words it was told in, without its sources."""
    return of_facts([fact]).text


def same_words(old: StoredFact, new: StoredFact) -> bool:
    """Whether a fact and the one that replaced it read the same, so that nothing needs to be said."""
    return wording(old) == wording(new) and old.article_id == new.article_id


def notice(changes: Sequence[Change]) -> Page:
    """The message that tells of changes: CORRECTED, or that something holds again when that is all."""
    again = all(change.holds for change in changes)
    one = changes[0]
    if again:
        title = _("HOLDS AGAIN: an item we had withdrawn is back in the store.")
    elif len(changes) > 1:
        title = _n("CORRECTED: {n} item you were told", "CORRECTED: {n} items you were told", len(changes))
    else:
        title = (
            _("CORRECTED: an item you were told was replaced.")
            if one.replaced
            else _("CORRECTED: an item you were told was withdrawn.")
        )
    shown = [line for change in changes[:SHOWN] for line in lines(change)]
    if len(changes) > SHOWN:
        left = len(changes) - SHOWN
        shown.append(Line(text=_n("{n} more item.", "{n} more items.", left), role="note"))
    return Page(title=title, lines=tuple(shown), choices=cards(changes[:SHOWN]), stays=True)


def lines(change: Change) -> list[Line]:
    """What was said, what holds now or that it was withdrawn, and why."""
    said = [_was(change), _now(change)]
    if change.why:
        said.append(Line(text=_("Reason: {why}", why=change.why), role="plain"))
    return said


def _was(change: Change) -> Line:
    if change.old is None:
        return Line(text=_("An item that may no longer be shown here."))
    cites = (change.old.article_id,) if change.old.article_id else ()
    if change.holds:
        return Line(text=wording(change.old), cites=cites, facts=(change.old.id,))
    return Line(text=_("We told you: {told}", told=wording(change.old)), cites=cites)


def _now(change: Change) -> Line:
    if change.holds:
        return Line(text=_("It holds again; please disregard our correction."), role="plain")
    if change.new is not None:
        fact = of_facts([change.new])
        return fact.model_copy(update={"text": _("What holds now: {now}", now=fact.text)})
    if change.replaced:
        return Line(text=_("What holds now may not be shown here."), role="plain")
    return Line(text=_("It was withdrawn; please do not rely on it."), role="plain")


def recap(change: Change) -> Line:
    """A change as one line of a brief."""
    if change.old is None:
        return Line(text=_("An item that may no longer be shown here was withdrawn or replaced."))
    old, why = wording(change.old), change.why
    cites = [fact.article_id for fact in (change.old, change.new) if fact is not None and fact.article_id]
    if change.holds:
        text = _("Holds again: {old}", old=old)
    elif change.new is not None:
        text = _("Corrected: {old} → {new}", old=old, new=wording(change.new))
    else:
        text = _("Withdrawn: {old}", old=old)
    if why:
        text = _("{change}. Reason: {why}", change=text, why=why)
    told = [change.old] if change.holds else [change.new] if change.new else []
    return Line(text=text, cites=tuple(sorted({*cites})), facts=tuple(fact.id for fact in told))


def cards(changes: Sequence[Change]) -> tuple[Choice, ...]:
    """Buttons that open the cards of those whom the changes are about, at most four."""
    subjects = {
        fact.subject_id: (fact.subject, KINDS[fact.subject_kind].command)
        for change in changes
        if (fact := change.new or change.old) is not None
    }
    return tuple(
        Choice(label=name, command=f"/{command} #{number}")
        for number, (name, command) in list(subjects.items())[:4]
    )
