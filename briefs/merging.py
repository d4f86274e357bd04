"""Merging: what an editor reads before names are put right: what will move, who bears the name."""

from collections.abc import Sequence

from briefs.language import _, _n
from briefs.lines import note
from briefs.page import Choice, Line, Page
from data.merging import Moves
from data.values import Entity


def preview(page: Page, command: str, draft: int) -> Page:
    """The plan with the buttons that carry it out or drop it."""
    choices = (
        Choice(label=_("Confirm"), command=f"/{command} confirm {draft}"),
        Choice(label=_("Cancel"), command=f"/{command} cancel {draft}"),
    )
    remark = note(_("Nothing is changed before you confirm; afterwards it can be undone exactly."))
    return page.model_copy(update={"lines": (*page.lines, remark), "choices": choices})


def done(what: str) -> str:
    """'Done: merged A into B.'."""
    return _("Done: {what}.", what=what)


def alias(name: str, other: str, bearers: Sequence[str]) -> Page:
    """What another name will do."""
    title = _("Let “{other}” find {name}?", other=other, name=name)
    return Page(title=title, lines=tuple(_borne(other, bearers)))


def merge(a: Entity, b: Entity, moves: Moves) -> Page:
    """What a merge will move."""
    values = {"name": a.name, "number": a.id, "other": b.name, "into": b.id}
    lines = [
        _n("{n} fact moves", "{n} facts move", moves.facts),
        _n("{n} mention moves", "{n} mentions move", moves.mentions),
        _n("{n} name moves", "{n} names move", moves.names - moves.shared),
    ]
    if moves.shared:
        lines.append(_n("{n} name is borne by both", "{n} names are borne by both", moves.shared))
    if moves.together:
        lines.append(_n("{n} fact names both: are they the same?", "{n} facts name both: are they the same?",
                        moves.together))  # fmt: skip
    if a.kind != b.kind:
        lines.append(_("They are of different kinds: {first} and {second}.", first=a.kind, second=b.kind))
    title = _("Merge {name} (#{number}) into {other} (#{into})?", **values)
    return Page(title=title, lines=tuple(Line(text=text) for text in lines))


def which_split(name: str, choices: Sequence[Choice]) -> Page:
    """Which of the merged ones is to be taken out."""
    return Page(
        title=_("What was merged into {name}; which is another one?", name=name), choices=tuple(choices)
    )


def unmerge(name: str, other: str) -> Page:
    """What taking a merged entity out will do."""
    text = _("What moved with it goes back; what was added since stays with {other}.", other=other)
    return Page(title=_("Take {name} out of {other}?", name=name, other=other), lines=(Line(text=text),))


def by_article(name: str, other: str, articles: Sequence[int]) -> Page:
    """What a split by articles will do."""
    listed = ", ".join(f"[{number}]" for number in articles)
    title = _(
        "Make what {listed} say of {name} another entity, {other}?", listed=listed, name=name, other=other
    )
    return Page(title=title)


def rename(name: str, other: str, bearers: Sequence[str]) -> Page:
    """What a new canonical name will do."""
    lines = [Line(text=_("“{name}” still finds it.", name=name)), *_borne(other, bearers)]
    return Page(title=_("Rename {name} to {other}?", name=name, other=other), lines=tuple(lines))


def kind(name: str, before: str, after: str) -> Page:
    """What another kind will do."""
    return Page(
        title=_("Make {name} of kind {after} (now: {before})?", name=name, after=after, before=before)
    )


def _borne(name: str, bearers: Sequence[str]) -> list[Line]:
    return [
        Line(
            text=_(
                "“{name}” is a name of {other} already; the bot will ask which is meant.",
                name=name,
                other=one,
            )
        )
        for one in bearers[:3]
    ]


def unfinished(command: str, words: str) -> Page:
    """The question for the rest of a command; the next plain message completes it."""
    title = _("Into which? Send its name.") if words.endswith("into") else _("Which name? Send it.")
    return Page(title=title, expects=f"/{command} {words}")
