"""/search: the sentences of all articles that hold the words."""

from briefs import helping, notices
from briefs.language import _
from briefs.lines import note, of_passage
from briefs.page import Page
from data.errors import BadUsage, NotFound
from data.store import coverage, search
from handlers.desk import Desk
from handlers.lookup import READ
from handlers.pages import bound
from handlers.request import Request


def searching(desk: Desk, request: Request) -> Page:
    """The sentences that hold the words, those with all of them first."""
    if not request.words:
        raise BadUsage(helping.usage("/search WORDS", ["/search border management"]))
    hits = search.passages(desk.shelf, request.words, READ, MOST)
    if not hits:
        raise NotFound(notices.unknown(request.words, coverage.of(desk.shelf)))
    words = search.content_words(request.words)
    partly = [] if hits[0].score >= 1 else [note(_("No sentence holds all of these words; the nearest:"))]
    title = _("Search: {words}", words=request.words)
    found = [of_passage(hit.passage, words) for hit in hits]
    first, *further = [found[at : at + AT_ONCE] for at in range(0, len(found), AT_ONCE)]
    return bound(desk, title, [[*partly, *first], *further])


AT_ONCE = 10
"""Sentences of one page."""
MOST = 60
"""Sentences that are found at most."""
