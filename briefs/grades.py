"""Grades: how far a source and what it says can be relied on: a letter and a digit (Admiralty system)."""

from collections.abc import Mapping, Sequence

from briefs.page import Line
from data.store.articles import StoredArticle

CONFIRMED, DOUBTFUL, UNJUDGED = 1, 4, 6
"""Of the six digits (1 confirmed, 2 probably true, 3 possibly true, 4 doubtful, 5 improbable, 6 cannot be
judged) those that can be told from what is held, without an opinion of ours."""
STATING = ("lead", "bullet", "quote")
"""Roles of the lines that state something."""


def grade(lines: Sequence[Line], articles: Sequence[StoredArticle]) -> str:
    """'F6': the letters of the publishers, the best first, and the digit of what the lines state together."""
    letters = "/".join(sorted({article.grade for article in articles}))
    known = {article.id: article for article in articles}
    return f"{letters}{digit(lines, known)}" if letters else ""


def digit(lines: Sequence[Line], articles: Mapping[int, StoredArticle]) -> int:
    """1 when every line is stated by two independent publishers, 4 when they differ in one, else 6."""
    stating = [line for line in lines if line.role in STATING and line.cites]
    if any(line.differs for line in stating):
        return DOUBTFUL
    confirmed = stating and all(independent(line.cites, articles) > 1 for line in stating)
    return CONFIRMED if confirmed else UNJUDGED


def independent(cites: Sequence[int], articles: Mapping[int, StoredArticle]) -> int:
    """How many named publishers say so apart from one another; near-copies of one article count once."""
    cited = [articles[number] for number in cites if number in articles]
    originals = sorted(cited, key=lambda article: article.copy_of is not None)
    publisher: dict[int, str] = {}
    for article in originals:
        publisher.setdefault(article.copy_of or article.id, article.publisher.casefold())
    return len({name for name in publisher.values() if name})
