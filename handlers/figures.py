"""/figure: figures by words or by number, each with its subject, period, attribution and source."""

import re

from briefs import figures as wording
from briefs import helping, notices
from briefs.language import _, quoted
from briefs.page import Page
from data.errors import BadUsage, NotFound
from data.store import articles, facts, search
from data.values import StoredFact
from handlers.desk import Desk
from handlers.pages import cited
from handlers.request import Request

LISTS = ("participant", "target country")
"""Predicates whose objects may be counted by us."""
LONGEST = 1_000
"""A figure is wanted alone: shorter than other answers."""


def figure(desk: Desk, request: Request) -> Page:
    """The figures that the words are about, or that have this number."""
    if not request.words:
        known = facts.newest(desk.shelf, ["figure"], limit=1)
        raise BadUsage(helping.usage("/figure WORDS or a number", [f"/figure {f.value}" for f in known]))
    found = matching(desk, request.words)
    lists = counted(desk, request.words)
    lines = [*wording.differing(found), *wording.lines(found, lists)]
    if not lines:
        raise NotFound(notices.unknown(request.words, articles.coverage(desk.shelf)))
    return cited(desk, _("Figures on {words}", words=quoted(request.words)), lines, longest=LONGEST)


def matching(desk: Desk, words: str, limit: int = 6, enough: float = 0.6) -> list[StoredFact]:
    """The figures of this number, or whose words, names or sentence hold the words, best first."""
    number = value(words)
    if number is not None:
        return facts.with_number(desk.shelf, number, limit)
    hits = search.facts(desk.shelf, words, ["figure"], limit, enough)
    best = max((hit.score for hit in hits), default=0.0)
    return [hit.fact for hit in hits if hit.score > best - 0.25]


def value(words: str) -> float | None:
    """The number when a number alone was asked for ('47%', '1,770'), else None."""
    bare = NUMBER.fullmatch(words.strip())
    return float(bare[1].replace(",", "")) if bare else None


NUMBER = re.compile(r"[€$£]?\s?(\d[\d,]*(?:\.\d+)?)\s?(?:%|per ?cent)?")


def counted(desk: Desk, words: str) -> list[StoredFact]:
    """Facts of the lists that the words are about, whole lists only."""
    hits = search.facts(desk.shelf, words, ["event", "project"], 1, enough=0.6)
    of_list = [hit.fact for hit in hits if hit.fact.predicate in LISTS]
    if not of_list:
        return []
    first = of_list[0]
    same = facts.of_entity(desk.shelf, first.subject_id, [first.kind.value], limit=200)
    return [
        fact for fact in same if fact.predicate == first.predicate and fact.article_id == first.article_id
    ]
