"""/figure: figures by words or by number, each with its subject, period, attribution and source."""

from briefs import figures as wording
from briefs import helping, notices
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
    return cited(desk, f"Figures on “{request.words}”", lines, longest=LONGEST)


def matching(desk: Desk, words: str, limit: int = 6) -> list[StoredFact]:
    """The figures whose words, names or sentence hold the words, best first."""
    hits = search.facts(desk.shelf, words, ["figure"], limit, enough=0.6)
    numbers = [word for word in search.content_words(words) if word[0].isdigit()]
    exact = [hit for hit in hits if any(number in hit.fact.value.replace(",", "") for number in numbers)]
    hits = exact or hits
    best = max((hit.score for hit in hits), default=0.0)
    return [hit.fact for hit in hits if hit.score > best - 0.25]


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
