"""/why: the exact words behind a fact, by its number or by what it says."""

from briefs import helping, notices, proof
from briefs.cut import cut
from briefs.language import _, quoted
from briefs.page import Line, Page
from data.errors import BadUsage, NotFound
from data.store import articles, coverage, facts, search
from data.values import FactKind, StoredFact
from handlers.desk import Desk
from handlers.figures import value
from handlers.pages import cited
from handlers.request import Request

SHOWN = 3
"""How many facts are proved when words are given."""
ALONE = 3_900
"""Characters when one fact is proved: its sentence is shown whole, however long it is."""
LONGEST = 1_500


def why(desk: Desk, request: Request) -> Page:
    """The sentence in its paragraph: for a figure, a fact's number (#7 where 7 is a figure too), or words."""
    words = request.words
    if not words:
        raise BadUsage(helping.usage("/why NUMBER or WORDS", [f"/why #{_any_number(desk)}"]))
    number = value(words)
    figures = facts.with_number(desk.shelf, number, SHOWN) if number is not None else []
    found = figures or _numbered(desk, words)
    if not found and not words.startswith("#"):
        found = _holding(desk, words)
    lines: list[Line] = []
    for fact in found:
        article = articles.get(desk.shelf, fact.article_id or 0)
        lines += proof.lines(fact, article) if article else []
    if not lines:
        raise NotFound(notices.unknown(words, coverage.of(desk.shelf)))
    longest = LONGEST if len(found) > 1 else ALONE
    title = _("Where {words} comes from", words=quoted(cut(words, 60)))
    return cited(desk, title, lines, longest=longest)


def _any_number(desk: Desk) -> int:
    return next((fact.id for fact in facts.newest(desk.shelf, limit=1)), 1)


def _numbered(desk: Desk, words: str) -> list[StoredFact]:
    number = words.lstrip("#")
    fact = facts.get(desk.shelf, int(number)) if number.isdecimal() and len(number) < 12 else None
    return [fact] if fact else []


def _holding(desk: Desk, words: str) -> list[StoredFact]:
    """The facts that hold the words, those whose value does before the others, each sentence once."""
    hits = search.facts(desk.shelf, words, [kind.value for kind in FactKind], 20, enough=0.6)
    by_sentence: dict[tuple[int | None, int], StoredFact] = {}
    for hit in sorted(hits, key=lambda h: (words.casefold() not in h.fact.value.casefold(), -h.score)):
        by_sentence.setdefault((hit.fact.article_id, hit.fact.start), hit.fact)
    return list(by_sentence.values())[:SHOWN]
