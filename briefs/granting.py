"""Granting: who has which role, as administrators read it."""

from collections.abc import Sequence

from briefs.dates import one as day
from briefs.language import _
from briefs.page import Choice, Line, Page
from data.store.changes import Change
from data.store.chats import Person

ON_A_PAGE = 10


def called(user: int, name: str) -> str:
    """'Anna (41)', or 'user 41' for somebody who has not told their name; a group has a negative number."""
    if name:
        return f"{name} ({user})"
    return _("user {number}", number=user) if user >= 0 else _("group {number}", number=user)


def granted(change: Change) -> Page:
    """That somebody has a role now."""
    title = _("{name} is {role} now (before: {before}).", role=change.detail["other"], **_who(change))
    return _with_undo(title, change)


def revoked(change: Change) -> Page:
    """That somebody has no role any more."""
    return _with_undo(_("{name} has no right here any more (before: {before}).", **_who(change)), change)


def _who(change: Change) -> dict[str, str]:
    return {"name": change.detail["name"], "before": change.detail["before"]}


def _with_undo(title: str, change: Change) -> Page:
    return Page(title=title, choices=(Choice(label=_("Undo"), command=f"/undo {change.id}"),))


def by_settings(user: int) -> str:
    """The sentence for a first administrator, whose right is in the settings."""
    return _("User {number} is an administrator by BRIEFING_ADMINS; change the setting.", number=user)


def last_admin() -> str:
    """The sentence for the last administrator."""
    return _("This is the last administrator; make another one first.")


def several(name: str, found: Sequence[Person]) -> str:
    """The sentence for a name that more than one person bears."""
    numbers = ", ".join(str(one.user_id) for one in found)
    return _("More than one is called {name}: {numbers}; use the number.", name=name, numbers=numbers)


def people(first: Sequence[int], known: Sequence[Person], number: int) -> Page:
    """Everybody with their role, who gave it and since when."""
    names = {one.user_id: one.name for one in known}
    lines = [_("{name}: admin, by the settings", name=called(user, names.get(user, ""))) for user in first]
    lines += [_person(one) for one in known if one.user_id not in first]
    last = max(1, -(-len(lines) // ON_A_PAGE))
    number = min(number, last)
    shown = lines[(number - 1) * ON_A_PAGE : number * ON_A_PAGE]
    turns = ((_("‹ Back"), number - 1), (_("Next ›"), number + 1))
    choices = tuple(
        Choice(label=label, command=f"/people page {page}") for label, page in turns if 1 <= page <= last
    )
    title = _("People, page {number} of {last}", number=number, last=last)
    return Page(title=title, lines=tuple(Line(text=text) for text in shown), choices=choices)


def _person(one: Person) -> str:
    values = {"name": called(one.user_id, one.name), "role": one.role, "day": day(one.granted_at[:10])}
    if one.state == "asking":
        return _("{name}: asked on {day} to be let in", **values)
    if one.state == "denied":
        return _("{name}: not let in since {day}", **values)
    return _("{name}: {role} since {day}", **values)
