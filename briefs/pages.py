"""Pages: lines, once chosen, become a page with its sources, its foot and a length a phone can bear."""

from collections.abc import Mapping, Sequence

from briefs import sources
from briefs.cut import cut
from briefs.language import _, length
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
    ends: Sequence[Line] = (),
) -> Page:
    """The page: lines that fit, those at its end, a foot that counts and dates the sources, and these.

    `ends` are never left out for want of room.
    """
    kept = fitting(lines, articles, room(title, longest), ends)
    while kept and kept[-1].role == "heading":
        kept.pop()
    left = sum(line.role in ("bullet", "quote") for line in lines[len(kept) :])
    kept += (line for line in ends if line.role != "note")
    if left:
        kept.append(Line(text=_("{n} more not shown here.", n=left), role="note"))
    kept += (line for line in ends if line.role == "note")
    shown = [articles[number] for number in cited_by(kept) if number in articles]
    if foot and shown:
        kept.append(Line(text=sources.foot(shown, kept), role="note"))
    return Page(
        title=cut(title, TITLE),
        lines=tuple(kept),
        sources=sources.listed(shown),
        choices=tuple(choices),
        verdict=verdict,
    )


def room(title: str, longest: int) -> int:
    """The characters that lines and sources may take below a title."""
    return longest - len(title) - 120


def leaves(lines: Sequence[Line], articles: Mapping[int, StoredArticle], room: int) -> list[list[Line]]:
    """The lines on as many pages as they need; a heading goes with what it heads, and is said again."""
    rest, found = list(lines), list[list[Line]]()
    while rest and len(found) < LEAVES:
        kept = fitting(rest, articles, room)
        while len(kept) > 1 and kept[-1].role == "heading":
            kept.pop()
        headings = [line for line in kept if line.role == "heading"]
        found.append(kept)
        rest = rest[len(kept) :]
        if headings and rest and rest[0].role != "heading":
            rest = [headings[-1], *rest] if len(kept) > 1 else rest
    return found


LEAVES = 50
"""Pages of one answer; nobody turns more."""


def turning(asked: str, leaf: int, last: int) -> tuple[Choice, ...]:
    """The buttons that turn the pages of an answer: '‹ 2/7 ›'."""
    back = [Choice(label="‹", command=f"{asked} page {leaf - 1}")] if leaf > 1 else []
    on = [Choice(label="›", command=f"{asked} page {leaf + 1}")] if leaf < last else []
    return (*back, Choice(label=f"{leaf}/{last}", command=f"{asked} page {leaf}"), *on)


def fitting(
    lines: Sequence[Line], articles: Mapping[int, StoredArticle], room: int, ends: Sequence[Line] = ()
) -> list[Line]:
    """The lines, from the first on, that fit in `room` characters with `ends` and the sources of them all."""
    kept: list[Line] = []
    cites: set[int] = set()
    for n, line in enumerate((*ends, *lines), -len(ends)):
        new = [articles[n] for n in line.cites if n not in cites and n in articles]
        room -= length(line.text) + 8 * len(line.cites) + 3 + sum(length(sources.label(a)) + 6 for a in new)
        if room < 0 and kept:
            break
        cites |= set(line.cites)
        kept += [line] if n >= 0 else []
    return kept


def size(page: Page) -> int:
    """UTF-16 units of a page as it is drawn, direction marks included."""
    texts = [page.title, *(line.text for line in page.lines), *(source.label for source in page.sources)]
    marks = sum(6 * len(line.cites) + 4 for line in page.lines) + 8 * len(page.sources) + 24
    return sum(len(text.encode("utf-16-le")) // 2 for text in texts) + marks
