"""Delivered: the ledger of briefs as admins read it: to whom, when, what became of each, and why."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from briefs.cut import cut
from briefs.daily import moment, say_day
from briefs.language import _
from briefs.lines import note
from briefs.page import Choice, Line, Page
from data.dates import Value
from data.store.deliveries import Delivery, Part
from data.store.subscriptions import Subscription

PAGE = 5
"""Briefs on one page of the list."""


class Row(Value):
    """A brief in the ledger with whom it is for."""

    delivery: Delivery
    subscription: Subscription | None
    parts: tuple[Part, ...]


def ledger(
    rows: Sequence[Row], tally: Iterable[tuple[str, int]], words: str, number: int, more: bool
) -> Page:
    """One page of the ledger, the last brief first."""
    totals = ", ".join(_("{n} {state}", n=n, state=named(state)) for state, n in tally)
    title = _("Briefs: {totals}", totals=totals) if totals else _("Briefs")
    lines = [_line(row) for row in rows]
    return Page(title=title, lines=tuple(lines), choices=tuple(_choices(rows, words, number, more)))


def nothing(words: str) -> Page:
    """What is said when no brief is in the ledger."""
    said = (
        _("No brief in the ledger for “{words}”.", words=cut(words, 60))
        if words
        else _("No brief is in the ledger yet; /subscribe begins one.")
    )
    return Page(title=said, verdict="nothing" if words else "answer")


def named(state: str) -> str:
    """A state in words."""
    return {
        "due": _("due"), "composing": _("being composed"), "sending": _("on its way"), "sent": _("sent"),
        "uncertain": _("uncertain"), "failed": _("failed"), "skipped": _("not sent"),
    }[state]  # fmt: skip


def chat_of(one: Subscription | None) -> str:
    """What a chat is called in the ledger: its title, else its number, and its topic."""
    if one is None:
        return _("a chat that is gone")
    name = one.title or str(one.chat)
    return _("{chat}, topic {topic}", chat=name, topic=one.topic) if one.topic else name


def _line(row: Row) -> Line:
    one, sub = row.delivery, row.subscription
    when = moment(_when(row), sub.plan.zone) if sub else say_day(one.day)
    there = sum(part.state == "sent" for part in row.parts)
    messages = " ".join(str(number) for part in row.parts for number in part.messages if number)
    said = [
        _("#{id} {chat}: {when}: {state}.", id=one.id, chat=chat_of(sub), when=when, state=named(one.state)),
        _("Parts sent: {there} of {n}.", there=there, n=len(row.parts)) if row.parts else "",
        _("Messages: {numbers}.", numbers=messages) if messages else "",
        f"{one.reason}." if one.reason else "",
    ]
    return Line(text=" ".join(filter(None, said)))


def _when(row: Row) -> datetime:
    return datetime.fromisoformat(row.delivery.due_at)


def _choices(rows: Sequence[Row], words: str, number: int, more: bool) -> Iterable[Choice]:
    for row in rows:
        for part in row.parts:
            if part.state in ("uncertain", "failed", "skipped"):
                label = _("Resend #{id} part {part}", id=row.delivery.id, part=part.part)
                yield Choice(label=label, command=f"/resend {row.delivery.id} {part.part}")
    base = f"/deliveries {words}".rstrip()
    if number > 1:
        yield Choice(label=_("‹ Later"), command=f"{base} page {number - 1}")
    if more:
        yield Choice(label=_("Earlier ›"), command=f"{base} page {number + 1}")


def resent(part: int, day: str) -> Page:
    """What is said when a part is on its way once more."""
    return Page(title=_("Part {part} of the brief of {day} is sent again.", part=part, day=say_day(day)))


def not_resent(part: int, day: str, state: str) -> Page:
    """What is said when there is no need to send a part again."""
    title = _("Part {part} of the brief of {day} is {state}; it is not sent again.", part=part,
              day=say_day(day), state=named(state))  # fmt: skip
    return Page(title=title, lines=(note(_("Only what may not have arrived is sent again.")),))
