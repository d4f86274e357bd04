"""/upcoming: announcements that are still open, with their age; with a name or words those of it alone."""

import re
from datetime import date

from briefs import upcoming as wording
from briefs.language import _, quoted
from briefs.lines import note, of_passage
from briefs.page import Page
from data.errors import NotFound
from data.kinds import KINDS
from data.store import articles, entities, facts, search
from data.values import Entity, FactKind, StoredFact
from handlers.around import around
from handlers.desk import Desk
from handlers.lookup import READ, perhaps
from handlers.nearest import ABOUT, OPENING
from handlers.pages import cited
from handlers.request import Request

KIND = FactKind.ANNOUNCEMENT.value
LIMIT = 40
ALL = 0.99
"""An announcement answers only when it holds all the words that are asked."""


def upcoming(desk: Desk, request: Request) -> Page:
    """What was announced, the soonest first and what is past last: of what the words name, or holding them.

    Where none was read, sentences on the name that may hold one. Raises NotFound when there is none
    either; another's announcements are never shown instead.
    """
    words = request.words
    open_ones = _on(desk, words) if words else facts.newest(desk.shelf, [KIND], limit=LIMIT + 1)
    if not open_ones and words:
        return _perhaps(desk, words, request.when.date())
    if not open_ones:
        raise NotFound(_("No record of an open announcement in the store."))
    more = []
    if not words and len(open_ones) > LIMIT:
        more = [note(_("Chosen from the {n} that were recorded last.", n=LIMIT))]
        open_ones = open_ones[:LIMIT]
    known = articles.get_all(desk.shelf, (f.article_id for f in open_ones if f.article_id))
    title = _("Announced, still open: {words}", words=words) if words else _("Announced, still open")
    return cited(desk, title, [*more, *wording.lines(open_ones, known, request.when.date())])


def _on(desk: Desk, words: str) -> list[StoredFact]:
    found = perhaps(desk, words, tuple(KINDS))
    number = found.entity.id if found else 0
    named = facts.of_entity(desk.shelf, number, [KIND], facts.EITHER_SIDE, LIMIT) if found else []
    said = [hit.fact for hit in search.facts(desk.shelf, words, [KIND], LIMIT, enough=ALL)]
    return list({fact.id: fact for fact in (*named, *said)}.values())


AHEAD = re.compile(
    r"\b(?:(?:is|are|was|were) to(?: be)?|will|(?:is|are) (?:scheduled|planned|due|expected)|to be held)\b",
    re.IGNORECASE,
)
"""Words by which a sentence speaks of what is to come."""
TOLD, SHOWN, BRIEFLY = 40, 4, 170
"""Sentences that are looked through, that are shown, and the characters of one."""


def _perhaps(desk: Desk, words: str, today: date) -> Page:
    """Sentences on what is named that speak of what is to come, else what a report on it announces; of an
    event or a project that first. Raises NotFound when there is neither."""
    found = perhaps(desk, words, tuple(KINDS))
    beside = _in_reports_on(desk, found.entity) if found else []
    told = around(desk, found.entity, TOLD) if found else []
    ahead = [(one, said) for one in told if (said := AHEAD.search(one.text))][:SHOWN]
    if beside and (not ahead or (found and found.entity.kind in ("event", "project"))):
        known = articles.get_all(desk.shelf, (fact.article_id for fact in beside if fact.article_id))
        text = _(
            "On {words} itself no announcement was read; announced in a report on it:", words=quoted(words)
        )
        title = _("Announced, still open: {words}", words=words)
        return cited(desk, title, [note(text), *wording.lines(beside, known, today)])
    if not ahead:
        raise NotFound(_("No announcement on {words} was read as a fact.", words=quoted(words)))
    text = _(
        "No announcement on {words} was read as a fact; sentences that may hold one:", words=quoted(words)
    )
    lines = [of_passage(one, [said[0]], BRIEFLY) for one, said in ahead]
    return cited(desk, _("Perhaps announced: {words}", words=words), [note(text), *lines])


NAMED, REPORTS = 40, 3
"""Passages that name it which are looked at, and reports on it that are."""


def _in_reports_on(desk: Desk, entity: Entity) -> list[StoredFact]:
    """The announcements in the newest articles that are about what is named."""
    naming = entities.named_in(desk.shelf, entity.id, READ, NAMED)
    about = entities.articles_about(desk.shelf, naming, [entity.id], READ, ABOUT, OPENING)
    newest = sorted(about, reverse=True)[:REPORTS]
    return [fact for number in newest for fact in facts.of_article(desk.shelf, number) if fact.kind == KIND]
