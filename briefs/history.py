"""History: how a change is told: in an answer, in a history, in the audit and in the log chat."""

from collections.abc import Callable, Collection, Mapping, Sequence

from briefs.cut import cut
from briefs.dates import one
from briefs.language import _
from briefs.lines import note
from briefs.page import Choice, Line, Page
from briefs.vocabulary import word
from data.store.changes import Change
from data.values import StoredFact

LINE = 160
"""Characters of a fact inside the line that tells of its change."""
Values = Mapping[str, str]

DEEDS: Mapping[str, Callable[[Values], str]] = {
    "add": lambda v: _("added fact {fact}: {line}", **v),
    "edit": lambda v: _("corrected fact {old} to {fact}: {before} -> {line}", **v),
    "withdraw": lambda v: _("withdrew fact {fact}: {line}", **v),
    "restore": lambda v: _("restored fact {fact}: {line}", **v),
    "accept": lambda v: _("accepted fact {fact}: {line}", **v),
    "undo": lambda v: _("undid change {number}: {line}", **v),
    "alias": lambda v: _("added the name “{other}” to {name}", **v),
    "merge": lambda v: _("merged {name} into {other}", **v),
    "split": lambda v: _("split {name} from {other}", **v),
    "rename": lambda v: _("renamed {name} to {other}", **v),
    "kind": lambda v: _("made {name} of kind {other} (it was: {before})", **v),
    "apart": lambda v: _("decided that {name} and {other} are not the same", **v),
    "keep": lambda v: _("decided {line}", **v),
    "grade": lambda v: _("graded {name} {other} (it was {before})", **v),
    "tlp": lambda v: _("marked {name} TLP:{other} (it was {before})", **v),
    "grant": lambda v: _("made {name} {other} (before: {before})", **v),
    "revoke": lambda v: _("took the rights of {name} (before: {before})", **v),
    "approve": lambda v: _("let in {name}", **v),
    "deny": lambda v: _("decided not to let in {name}", **v),
    "settings": lambda v: _("set {line} in {name}", **v),
    "feed add": lambda v: _("followed feed {name}", **v),
    "feed pause": lambda v: _("paused feed {name}", **v),
    "feed resume": lambda v: _("followed feed {name} again", **v),
    "feed remove": lambda v: _("removed feed {name}", **v),
    "article": lambda v: _("decided on article {name}: {line}", **v),
}
"""How each deed is told; a new deed is one row here."""


def told(change: Change) -> str:
    """What was done, without who and when."""
    values = {name: cut(text, LINE) for name, text in change.detail.items()}
    return DEEDS[change.what](values) if change.what in DEEDS else change.what


def who(change: Change) -> str:
    """Who did it, as they called themselves."""
    if change.name:
        return change.name
    return _("user {number}", number=change.who) if change.who else _("the terminal")


def moment(change: Change) -> str:
    """'2 Mar 2026 09:00 UTC'."""
    return f"{one(change.at[:10])} {change.at[11:16]} UTC"


def line(change: Change, hidden: bool = False) -> Line:
    """One change as one line: number, day, who, what, why, and whether it was undone."""
    values = {"number": change.id, "moment": moment(change), "who": who(change)}
    if hidden:
        return Line(text=_("Change {number}, {moment}, {who}: marked above what is shown here.", **values))
    values["what"] = told(change)
    text = _("Change {number}, {moment}, {who} {what}.", **values)
    if change.why:
        text = _("Change {number}, {moment}, {who} {what}. Why: {why}.", **values, why=change.why.rstrip("."))
    if change.undone_by is not None:
        text = _("{change} Undone by change {other}.", change=text, other=change.undone_by)
    return Line(text=text)


def logged(change: Change, hidden: bool) -> Page:
    """The line for the log chat, with a button that opens the change."""
    command = f"/history change {change.id}"
    return Page(title=line(change, hidden).text, choices=(Choice(label=_("Open"), command=command),))


def page(
    title: str, found: Sequence[Change], hidden: Collection[int], extra: Sequence[Line] = (),
    choices: Sequence[Choice] = (),
) -> Page:  # fmt: skip
    """The changes as lines, the last first."""
    lines = [*extra, *(line(change, change.id in hidden) for change in found)]
    if not found:
        lines.append(note(_("Nobody has changed it.")))
    return Page(title=title, lines=tuple(lines), choices=tuple(choices))


def of_fact(number: int) -> str:
    """The title of the history of a fact."""
    return _("History of fact {number}", number=f"#{number}")


def recorded(fact: StoredFact, told: str) -> str:
    """A fact of a history: its number, its state, when it was recorded, and what it says."""
    return _(
        "{number}, {state}, recorded {day}: {line}",
        number=f"#{fact.id}", state=word(fact.state), day=fact.recorded_at[:10], line=told,
    )  # fmt: skip


def detail(change: Change, hidden: bool) -> Page:
    """One change with the values before and after, row by row."""
    lines = [line(change, hidden)]
    if not hidden:
        lines += [Line(text=cut(text, 300)) for text in _rows(change)]
    undo = () if change.undone_by else (Choice(label=_("Undo"), command=f"/undo {change.id}"),)
    return Page(title=_("Change {number}", number=change.id), lines=tuple(lines[:20]), choices=undo)


def _rows(change: Change) -> list[str]:
    shown = [row for row in change.rows if row.table != "involves" and row.before and row.after]
    return [
        f"{row.table} {row.key.get('id', '')}, {name}: {row.before[name]} -> {row.after[name]}"
        for row in shown
        if row.before and row.after
        for name in row.before
    ]


def no_fact(words: str) -> str:
    """The sentence for a number that no fact has."""
    return _("No fact “{words}” is held; /why WORDS finds the numbers of facts.", words=cut(words, 40))


def not_yours(change: Change) -> str:
    """The sentence for an editor who would undo what another did."""
    return _(
        "Change {number} was made by {who}; only an administrator may undo it.",
        number=change.id, who=who(change),
    )  # fmt: skip


def stale(since: Change | None) -> str:
    """The sentence for what somebody changed in the meantime."""
    if since is None:
        return _("What it changed was changed again since; nothing was done.")
    return _(
        "It was changed since: change {number}, {who} {what}. Nothing was done.",
        number=since.id, who=who(since), what=told(since),
    )  # fmt: skip


def by_decision(change: Change) -> str:
    """The sentence for a decision that is not undone but decided otherwise; '' for any other change."""
    if change.what.startswith("feed "):
        return _(
            "Change {number} is a decision on a feed; {commands} decide otherwise.",
            number=change.id, commands="/feed add, /feed pause, /feed resume, /feed remove",
        )  # fmt: skip
    if change.what != "article":
        return ""
    number = change.detail["name"].strip("[]")
    return _(
        "Change {number} is a decision on article {article}; /article {article} decides otherwise.",
        number=change.id, article=number,
    )  # fmt: skip


def nothing_to_undo() -> str:
    """The sentence for somebody who has changed nothing."""
    return _("You have made no change that could be undone.")


def undone_already(change: Change) -> str:
    """The sentence for a change that was undone before."""
    return _(
        "Change {number} was undone already, by change {other}.", number=change.id, other=change.undone_by
    )
