"""/map: an entity with its nearest neighbours as a picture: who met whom, who funds what."""

from briefs import maps as wording
from briefs.language import _
from briefs.lines import note
from briefs.page import Choice, Page
from briefs.pictures import maps as drawing
from briefs.sources import foot
from data.errors import NotFound
from data.kinds import KINDS
from data.store import articles, facts
from handlers.cards import matched
from handlers.desk import Desk
from handlers.lookup import meant, reference
from handlers.pages import captioned
from handlers.request import Request
from handlers.wanting import unnamed

MOST = 200
"""How many facts of a name are looked through."""


def map_(desk: Desk, request: Request) -> Page:
    """The entity in the middle, and an edge with its label to each of its nearest neighbours."""
    if not request.words:
        raise unnamed(desk, "/map NAME", ["person", "organisation"])
    found = meant(desk, request.words, tuple(KINDS))
    entity = found.entity
    near = wording.neighbours(entity.id, facts.about(desk.shelf, entity.id, MOST))
    title = _("Map of {name}", name=entity.name)
    card = f"/{KINDS[entity.kind].command} {reference(desk, entity)}"
    if not near:
        text = _(
            "No fact is held that ties {name} to another name, so there is nothing to draw.", name=entity.name
        )
        raise NotFound(text, [(entity.name, card)])
    told = matched(found, request.words)
    head = [note(told)] if told else []
    for shown in range(len(near), 0, -1):
        lines = [*head, *wording.lines(entity, near[:shown])]
        page = captioned(desk, title, lines, [Choice(label=entity.name, command=card)])
        if all(line in page.lines for line in lines):
            break
    known = articles.get_all(desk.shelf, (source.article_id for source in page.sources))
    drawn = wording.drawn(entity, near[:shown]).model_copy(
        update={"title": title, "foot": foot(list(known.values()))}
    )
    return page.model_copy(update={"files": (drawing.draw(drawn),)})
