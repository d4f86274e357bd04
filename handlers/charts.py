"""/chart: figures over time with their unit, facts per month, or a timeline, as a picture with its words."""

import re
from collections.abc import Sequence

from briefs import charts as wording
from briefs.language import _, quoted
from briefs.page import Page
from briefs.pictures import charts as drawing
from briefs.sources import foot
from data.errors import Ambiguous, NotFound
from data.kinds import KINDS
from data.store import articles, facts
from data.values import FactKind, StoredFact
from handlers.desk import Desk
from handlers.figures import matching
from handlers.lookup import Found, perhaps
from handlers.pages import captioned
from handlers.request import Request
from handlers.timelines import picture as timeline_picture
from handlers.wanting import unnamed

TIMELINE = re.compile(r"timeline\s+(.+)", re.IGNORECASE | re.DOTALL)
MOST = 200
"""How many facts of a name are looked through."""
FIGURES = 12
"""How many figures that hold the words are looked at."""


def chart(desk: Desk, request: Request) -> Page:
    """The figures of a name, or those that hold the words, drawn; `timeline NAME` draws its timeline."""
    if not request.words:
        raise unnamed(desk, "/chart NAME or FIGURE", ["organisation", "person"])
    timeline = TIMELINE.fullmatch(request.words)
    if timeline:
        return timeline_picture(desk, request.model_copy(update={"words": timeline[1]}))
    found = _named(desk, request.words)
    if found is None:
        return _drawn(desk, quoted(request.words), matching(desk, request.words, FIGURES), [])
    about = facts.about(desk.shelf, found.entity.id, MOST)
    figures = [fact for fact in about if fact.kind is FactKind.FIGURE]
    return _drawn(desk, found.entity.name, figures, about)


def _named(desk: Desk, words: str) -> Found | None:
    """The one name that is meant; figures that hold the words come before a choice of names."""
    try:
        return perhaps(desk, words, tuple(KINDS))
    except Ambiguous:
        if matching(desk, words, 1):
            return None
        raise


def _drawn(desk: Desk, name: str, figures: Sequence[StoredFact], others: Sequence[StoredFact]) -> Page:
    title = _("Chart of {name}", name=name)
    drawn = wording.chart(title, figures, others)
    if drawn is None:
        plain = name.strip("“”")
        text = _(
            "Too little is held of {name} to draw: a chart takes two figures, or facts of two months.",
            name=name,
        )
        raise NotFound(text, [(_("Figures"), f"/figure {plain}"), (_("Timeline"), f"/timeline {plain}")])
    page = captioned(desk, title, [wording.remark(), *wording.lines(drawn, figures, others)])
    said = {number for line in page.lines for number in line.facts}
    shown = wording.chart(title, [f for f in figures if f.id in said], [f for f in others if f.id in said])
    if shown is None:
        return page
    known = articles.get_all(desk.shelf, (source.article_id for source in page.sources))
    whole = shown.model_copy(update={"foot": foot(list(known.values()))})
    return page.model_copy(update={"files": (drawing.draw(whole),)})
