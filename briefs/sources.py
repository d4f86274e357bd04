"""Sources: how an article is named under an answer, and the page that shows it whole."""

from collections.abc import Iterable, Sequence

from briefs.cut import count, cut
from briefs.dates import UNDATED, say
from briefs.grades import grade
from briefs.language import _
from briefs.page import Choice, Line, Page, Source
from data.dates import DateSpan
from data.store.articles import StoredArticle, StoredPassage

TITLE = 45
"""Where a title is cut: one line of a phone."""


def label(article: StoredArticle) -> str:
    """Publisher, date with its precision, title; an article with neither is named by its first line."""
    when = say(article.published)
    if not article.title and not article.publisher:
        return f"“{cut(first_line(article.text), TITLE)}”, {when}"
    publisher = article.publisher or "publisher not stated"
    if article.retold:
        publisher = f"retold from {publisher}" if article.publisher else f"retold, {publisher}"
    return ", ".join(part for part in (publisher, when, cut(article.title, TITLE)) if part)


def first_line(text: str) -> str:
    """The first line of a text that has letters in it, without bullets."""
    lines = (line.strip().lstrip("-•* ") for line in text.splitlines())
    return next((line for line in lines if any(c.isalpha() for c in line)), "")


def listed(articles: Iterable[StoredArticle]) -> tuple[Source, ...]:
    """The sources of a page; their number is the article's own, so [3] means the same in every answer."""
    return tuple(Source(number=a.id, label=label(a), article_id=a.id) for a in articles)


def foot(articles: Sequence[StoredArticle], lines: Sequence[Line] = ()) -> str:
    """How many sources there are, which of them are undated, and the grade of what the lines state."""
    undated = sum(a.published.precision in ("none", "bounded") for a in articles)
    told = count(len(articles), "source")
    if undated:
        all_of = {1: UNDATED, 2: f"both {UNDATED}"}.get(len(articles), f"all {UNDATED}")
        told += f", {all_of}" if undated == len(articles) else f", {undated} {UNDATED}"
    origins = {a.copy_of or a.id for a in articles}
    if len(origins) < len(articles):
        told += f", {len(origins)} independent (near-copies count once)"
    return f"{told} · {grade(lines, articles)}" if articles else told


PAGE = 1_500
"""Characters of an article's text on one page of /source."""


def page(article: StoredArticle, facts: int, read: Sequence[StoredPassage], number: int = 1) -> Page:
    """An article's data and, page by page, the sentences that were read from it."""
    cites = (article.id,)
    data = [
        Line(text=f"Publisher: {article.publisher or 'not stated'}", role="plain", cites=cites),
        Line(text=f"Published: {_published(article.published)}", role="plain", cites=cites),
        Line(text=f"File: {article.file}", role="plain", cites=cites),
    ]
    graded = _("Grade of the source: {letter} (A reliable, F not judged)", letter=article.grade)
    data.append(Line(text=graded, role="plain", cites=cites))
    if article.url:
        data.append(Line(text=f"Address: {article.url}", role="plain", cites=cites))
    if article.retold:
        data.append(Line(text="The text is retold, not the publisher's own.", role="note", cites=cites))
    if article.copy_of:
        data.append(Line(text=f"Near-copy of [{article.copy_of}].", role="note"))
    pages = paged(read)
    number = min(max(number, 1), len(pages))
    head = f"{count(facts, 'fact')} read from it. Its text as read, page {number} of {len(pages)}:"
    data.append(Line(text=head, role="note"))
    return Page(
        title=article.title or cut(first_line(article.text), 100),
        lines=(*data, *(Line(text=p.text, role="quote", cites=cites) for p in pages[number - 1])),
        sources=listed([article]),
        choices=_turns(article.id, number, len(pages)),
    )


def paged(read: Sequence[StoredPassage]) -> list[list[StoredPassage]]:
    """The sentences in pages of at most PAGE characters, one sentence at least on each."""
    pages: list[list[StoredPassage]] = [[]]
    for passage in read:
        if pages[-1] and sum(len(p.text) for p in pages[-1]) + len(passage.text) > PAGE:
            pages.append([])
        pages[-1].append(passage)
    return pages


def _turns(article: int, number: int, pages: int) -> tuple[Choice, ...]:
    turns = (("‹ Back", number - 1), ("Next ›", number + 1))
    return tuple(Choice(label=t, command=f"/source {article} {n}") for t, n in turns if 1 <= n <= pages)


def _published(when: DateSpan) -> str:
    said = say(when)
    return f"{said} ({when.why})" if when.why else said


def choice(article: StoredArticle) -> Choice:
    """A button that opens the source."""
    return Choice(
        label=f"[{article.id}] {cut(article.title or article.file, 24)}", command=f"/source {article.id}"
    )
