"""/upcoming: announcements that are still open, with their age."""

from briefs import upcoming as wording
from briefs.language import _
from briefs.page import Page
from data.errors import NotFound
from data.store import articles, facts
from data.values import FactKind
from handlers.desk import Desk
from handlers.pages import cited
from handlers.request import Request


def upcoming(desk: Desk, request: Request) -> Page:
    """What was announced, the last recorded first."""
    open_ones = facts.newest(desk.shelf, [FactKind.ANNOUNCEMENT.value])
    if not open_ones:
        raise NotFound(_("No record of an open announcement in the store."))
    known = articles.get_all(desk.shelf, (f.article_id for f in open_ones if f.article_id))
    return cited(desk, _("Announced, still open"), [*wording.lines(open_ones, known, request.when.date())])
