"""/source: an article's data and the sentences that were read from it."""

import re

from briefs import helping, notices, sources
from briefs.page import Page
from data.errors import Ambiguous, BadUsage, NotFound
from data.store import articles, coverage, facts
from data.store.articles import StoredArticle
from handlers.desk import Desk
from handlers.lookup import READ
from handlers.proof import why
from handlers.request import Request

TURNED = re.compile(r"(\d{1,9}) (\d{1,4})")
"""An article's number and the page of its text."""


def source(desk: Desk, request: Request) -> Page:
    """The article of a number, or of words from its title, publisher or file name; #12 is an entered fact."""
    if request.words.startswith("#"):
        return why(desk, request)
    turned = TURNED.fullmatch(request.words)
    article = _meant(desk, (turned[1] if turned else request.words).strip("[] "))
    read = articles.passages(desk.shelf, article.id, READ)
    known = len(facts.of_article(desk.shelf, article.id))
    return sources.page(article, known, read, int(turned[2]) if turned else 1)


def _meant(desk: Desk, words: str) -> StoredArticle:
    if not words:
        raise BadUsage(helping.usage("/source N", ["/source 3"]))
    if words.isdecimal():
        article = articles.get(desk.shelf, int(words)) if len(words) < 10 else None
        found = [article] if article else []
    else:
        found = articles.titled(desk.shelf, words)
    if not found:
        raise NotFound(notices.unknown(words, coverage.of(desk.shelf)))
    if len(found) > 1:
        offers = [(sources.label(a), f"/source {a.id}") for a in found]
        raise Ambiguous(notices.which(words), offers)
    return found[0]
