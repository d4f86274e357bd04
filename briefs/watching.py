"""Watching: the short notice of new facts about a name or words, and the list of what is watched."""

from collections.abc import Mapping, Sequence

from briefs import sources
from briefs.card import each_sentence_once
from briefs.language import _, _n
from briefs.lines import note, of_facts
from briefs.page import Choice, Line, Page
from briefs.pages import cited_by
from briefs.telling import grouped
from data.kinds import KINDS
from data.store.articles import StoredArticle
from data.values import StoredFact

SHOWN = 8
"""Items of one notice."""


def notice(
    names: Sequence[str], found: Sequence[StoredFact], articles: Mapping[int, StoredArticle],
    cut: bool = False,
) -> Page:  # fmt: skip
    """New facts about what is watched, the last recorded first; `cut` when there were more than are given."""
    lines = [of_facts(group) for group in each_sentence_once(grouped(found))]
    shown = lines[:SHOWN]
    title = _("New on {names}", names=", ".join(names))
    left = len(lines) - len(shown)
    more = _n("{n} more item; /latest shows it.", "{n} more items; /latest shows them.", left)
    notes = [note(_("At least {n} more items; /latest shows the newest.", n=left) if cut else more)]
    cited = (articles[number] for number in cited_by(shown) if number in articles)
    return Page(
        title=title, lines=(*shown, *(notes if left else [])), sources=sources.listed(cited),
        choices=(*_cards(found[:4]), Choice(label=_("Watches"), command="/watches")), stays=True,
    )  # fmt: skip


def _cards(found: Sequence[StoredFact]) -> list[Choice]:
    subjects = {fact.subject_id: fact for fact in found}
    return [
        Choice(label=fact.subject, command=f"/{KINDS[fact.subject_kind].command} #{number}")
        for number, fact in subjects.items()
    ]


def begun(name: str, remark: str, new: bool) -> Page:
    """What is said when a watch begins, or is there already."""
    title = _("Watching {name}.", name=name) if new else _("{name} is watched here already.", name=name)
    told = _("You hear of new facts soon after they are recorded, at most one message in 10 minutes.")
    lines = [Line(text=told, role="plain")] + ([note(remark)] if remark else [])
    choice = Choice(label=_("Watches"), command="/watches")
    return Page(title=title, lines=tuple(lines), choices=(choice,))


def listed(watched: Sequence[tuple[int, str]]) -> Page:
    """What a chat watches, each with a button that ends it."""
    if not watched:
        how = Line(text=_("Send /watch NAME, or /watch WORDS for a topic."), role="plain")
        return Page(title=_("Nothing is watched here."), lines=(how,))
    title = _n("{n} watch", "{n} watches", len(watched))
    lines = tuple(Line(text=name) for _number, name in watched)
    choices = [Choice(label=_("End {name}", name=name), command=f"/unwatch {n}") for n, name in watched]
    return Page(title=title, lines=lines, choices=tuple(choices))


def ended(names: Sequence[str]) -> Page:
    """What is said when watches end."""
    choice = Choice(label=_("Watches"), command="/watches")
    return Page(title=_("No longer watching {names}.", names=", ".join(names)), choices=(choice,))
