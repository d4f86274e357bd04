"""Pages: lines, once chosen, become a page with its sources, its foot and a length a phone can bear."""

from collections.abc import Mapping, Sequence

from briefs import sources
from briefs.cut import cut
from briefs.language import _
from briefs.page import Choice, Line, Page, Verdict
from data.store.articles import StoredArticle

LONGEST = 2_100
"""Characters of an answer, sources included; with its buttons it stays under 2,500."""


TITLE = 160
"""Characters of a title; what was typed may be longer."""


def cited_by(lines: Sequence[Line]) -> list[int]:
    """The ids of the articles that lines cite, each once, in order."""
    return sorted({number for line in lines for number in line.cites})


def cited(
    title: str,
    lines: Sequence[Line],
    articles: Mapping[int, StoredArticle],
    choices: Sequence[Choice] = (),
    verdict: Verdict = "answer",
    foot: bool = True,
    longest: int = LONGEST,
) -> Page:
    """The page: lines that fit, a foot that counts and dates the sources, and the sources they cite."""
    kept = fitting(lines, articles, longest - len(title) - 120)
    shown = [articles[number] for number in cited_by(kept) if number in articles]
    while kept and kept[-1].role == "heading":
        kept.pop()
    left = sum(line.role in ("bullet", "quote") for line in lines[len(kept) :])
    if left:
        kept.append(Line(text=_("{n} more not shown here.", n=left), role="note"))
    if foot and shown:
        kept.append(Line(text=sources.foot(shown), role="note"))
    return Page(
        title=cut(title, TITLE),
        lines=tuple(kept),
        sources=sources.listed(shown),
        choices=tuple(choices),
        verdict=verdict,
    )


def fitting(lines: Sequence[Line], articles: Mapping[int, StoredArticle], room: int) -> list[Line]:
    """The lines, from the first on, that fit in `room` characters together with the sources they cite."""
    kept: list[Line] = []
    cites: set[int] = set()
    for line in lines:
        new = [articles[n] for n in line.cites if n not in cites and n in articles]
        room -= len(line.text) + 8 * len(line.cites) + 3 + sum(len(sources.label(a)) + 6 for a in new)
        if room < 0 and kept:
            break
        cites |= set(line.cites)
        kept.append(line)
    return kept
