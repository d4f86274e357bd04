"""Editing: what an editor reads: the preview of a fact, the questions before it, and what was done."""

from collections.abc import Sequence

from briefs.cut import cut
from briefs.dates import say
from briefs.language import _, _n, apart
from briefs.lines import note
from briefs.page import Choice, Line, Page
from briefs.telling import tell
from data.dates import DateSpan
from data.entering import Entry
from data.store.changes import Change
from data.store.shelf import TLP
from data.values import StoredFact


def line_of(fact: StoredFact) -> str:
    """A fact in one line, with its date where it has one."""
    return f"{tell([fact])} ({dated(fact.when)})"


def dated(when: DateSpan) -> str:
    """A date with its precision and, where it was not plain, the reason: '2025 (to the year: ...)'."""
    if not when.edtf:
        return _("undated")
    said = say(when)
    if when.why and when.why != "since":
        return _("{date}, known to the {precision}: {why}", date=said, precision=when.precision, why=when.why)
    if when.precision in ("day", "month", "year"):
        return _("{date}, to the {precision}", date=said, precision=when.precision)
    return said


def shown(entry: Entry) -> list[Line]:
    """A fact as it will be stored, field by field."""
    fact = entry.fact
    rows = (
        (_("Subject"), fact.subject), (_("What"), f"{fact.kind.value}: {fact.predicate}"),
        (_("With"), fact.object), (_("Value"), fact.value),
        (_("Number"), _number(entry)), (_("On behalf of"), fact.on_behalf_of),
        (_("When"), dated(fact.when)), (_("Where"), fact.place), (_("Said by"), fact.speaker),
        (_("Source"), entry.source), (_("Marking"), f"TLP:{TLP[entry.tlp]}" if entry.tlp else ""),
    )  # fmt: skip
    return [Line(text=f"{label}: {apart(text)}") for label, text in rows if text]


def _number(entry: Entry) -> str:
    fact = entry.fact
    if fact.number is None:
        return ""
    return " ".join(filter(None, [fact.qualifier, f"{fact.number:,.10g}", fact.unit, fact.counted]))


def preview(
    draft: int, command: str, entries: Sequence[Entry], replaces: StoredFact | None,
    held: Sequence[StoredFact] = (), to_come: Sequence[DateSpan] = (),
) -> Page:  # fmt: skip
    """What will be stored, and buttons to store, change or drop it; `to_come` are days in the future."""
    lines: list[Line] = []
    if replaces is not None:
        lines.append(Line(text=_("Now: {line}", line=line_of(replaces)), role="plain"))
    for number, entry in enumerate(entries, 1):
        if len(entries) > 1:
            lines.append(Line(text=_("Fact {number}", number=number), role="heading"))
        lines += shown(entry)
        new = [party.name for party in entry.parties if party.id is None]
        lines += [note(_("New in the store: {name}", name=name)) for name in new]
    lines += [note(_("Held already as #{number}: {line}", number=f.id, line=line_of(f))) for f in held]
    lines += [_to_come(when) for when in dict.fromkeys(to_come)]
    lines.append(note(_("Nothing is stored before you confirm.")))
    title = (
        _("Correct fact #{number} like this?", number=replaces.id)
        if replaces is not None
        else _n("Store this fact?", "Store these {n} facts?", len(entries))
    )
    buttons = ((_("Confirm"), "confirm"), (_("Correct"), "correct"), (_("Cancel"), "cancel"))
    choices = [Choice(label=label, command=f"/{command} {word} {draft}") for label, word in buttons]
    return Page(title=title, lines=tuple(lines), choices=tuple(choices))


def _to_come(when: DateSpan) -> Line:
    """The warning that something is said to have happened on a day that is yet to come."""
    return note(_("{day} is still to come: confirm it only when the source announces it.", day=say(when)))


def question(
    draft: int, command: str, field: str, asked: str, lines: Sequence[str] = (), optional: bool = False
) -> Page:
    """One question of the guided dialogue; the next plain message answers it."""
    choices = []
    if optional:
        choices.append(Choice(label=_("Skip"), command=f"/{command} skip {draft} {field}"))
    choices.append(Choice(label=_("Cancel"), command=f"/{command} cancel {draft}"))
    return Page(
        title=asked, lines=tuple(Line(text=text, role="plain") for text in lines), choices=tuple(choices),
        expects=f"/{command} set {draft} {field}",
    )  # fmt: skip


def asked(field: str) -> str:
    """The question for a field of the guided dialogue."""
    return {
        "subject": lambda: _("Who or what is the fact about?"),
        "what": lambda: _("What did it do, or what about it? For example: met, said, arrested, budget."),
        "value": lambda: _("Whom, what or how many? The words or the figure as the source has them."),
        "when": lambda: _("When? For example 3 Nov 2025, Nov 2025, 2015-2019 or undated."),
        "where": lambda: _("Where?"),
        "said by": lambda: _("Who says so?"),
        "source": lambda: _(
            "From which source? An address, the number of an article, or “own knowledge of” your office."
        ),
    }[field]()


def fields(draft: int, command: str, names: Sequence[str], entries: Sequence[Entry]) -> Page:
    """Which field is to be corrected."""
    choices = [Choice(label=name, command=f"/{command} ask {draft} {name}") for name in names]
    choices.append(Choice(label=_("Cancel"), command=f"/{command} cancel {draft}"))
    lines = [line for entry in entries for line in shown(entry)]
    return Page(title=_("Which part is to be corrected?"), lines=tuple(lines), choices=tuple(choices))


def stored(numbers: Sequence[int], change: Change, lines: Sequence[str]) -> Page:
    """That it was stored, under which numbers, with Undo."""
    title = _n("Stored as fact {named}.", "Stored as facts {named}.", len(numbers), named=listed(numbers))
    return _done(title, change, lines, numbers)


def corrected(old: int, new: int, change: Change, lines: Sequence[str]) -> Page:
    """That a fact was corrected, and under which number it stands now."""
    title = _("Fact #{old} is corrected; it stands as fact #{new} now.", old=old, new=new)
    return _done(title, change, lines, [new])


def withdrawn(fact: StoredFact, change: Change) -> Page:
    """That a fact was withdrawn."""
    return _done(_("Fact #{number} is withdrawn.", number=fact.id), change, [line_of(fact)], [fact.id])


def restored(fact: StoredFact, change: Change) -> Page:
    """That a fact holds again."""
    return _done(_("Fact #{number} holds again.", number=fact.id), change, [line_of(fact)], [fact.id])


def undone(change: Change, what: str) -> Page:
    """That a change was undone, and the button that does it again."""
    title = _("Change {number} is undone: {what}.", number=change.undoes, what=what)
    again = Choice(label=_("Do it again"), command=f"/undo {change.id}")
    return Page(title=cut(title, 200), choices=(again,))


def done(title: str, change: Change, lines: Sequence[str] = ()) -> Page:
    """That something was done, with Undo."""
    return _done(title, change, lines, [])


def _done(title: str, change: Change, lines: Sequence[str], numbers: Sequence[int]) -> Page:
    choices = [Choice(label=_("Undo"), command=f"/undo {change.id}")]
    for number in list(numbers)[:3]:
        choices.append(Choice(label=_("History of #{number}", number=number), command=f"/history #{number}"))
    return Page(title=title, lines=tuple(Line(text=text) for text in lines), choices=tuple(choices))


def listed(numbers: Sequence[int]) -> str:
    """'#3', '#3, #4'."""
    return ", ".join(f"#{number}" for number in numbers)


def dropped() -> Page:
    """That a draft was dropped."""
    return Page(title=_("Dropped; nothing was stored."))


def changed_since(fact: StoredFact | None, told: str, command: str, draft: int) -> Page:
    """For the second of two editors: what the first did, and what can be done now."""
    lines = [Line(text=_("It is now: {line}", line=line_of(fact)))] if fact is not None else []
    choices = [Choice(label=_("Drop my correction"), command=f"/{command} cancel {draft}")]
    if fact is not None and fact.ended_at is None:
        again = Choice(label=_("Correct what it is now"), command=f"/{command} again {draft}")
        choices.insert(0, again)
    title = _("It was changed while you wrote; your correction was not stored.")
    return Page(
        title=title, lines=(Line(text=told, role="plain"), *lines), choices=tuple(choices), verdict="refusal"
    )


def new_name(
    draft: int, command: str, typed: str, near: Sequence[tuple[int, str]], kinds: Sequence[tuple[str, str]]
) -> Page:
    """The question about a name that the store does not have, or has more than once."""
    choices = [
        Choice(label=name, command=f"/{command} is {draft} #{number} {typed}") for number, name in near
    ]
    choices += [
        Choice(label=_("New: {kind}", kind=label), command=f"/{command} new {draft} {kind} {typed}")
        for kind, label in kinds
    ]
    choices.append(Choice(label=_("Cancel"), command=f"/{command} cancel {draft}"))
    title = (
        _("Which “{name}” do you mean, or is it a new one?", name=cut(typed, 60))
        if near
        else _("“{name}” is not in the store. Is it a new name?", name=cut(typed, 60))
    )
    return Page(title=title, choices=tuple(choices))
