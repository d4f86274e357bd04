"""Sources: how an article is named under an answer, and the page that shows it whole."""

from collections.abc import Iterable, Sequence

from briefs.cut import cut
from briefs.dates import UNDATED, say
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


def foot(articles: Sequence[StoredArticle]) -> str:
    """How many sources there are, which of them are undated, and the best reliability among them."""
    undated = sum(a.published.precision in ("none", "bounded") for a in articles)
    count = "1 source" if len(articles) == 1 else f"{len(articles)} sources"
    if undated:
        all_of = {1: UNDATED, 2: f"both {UNDATED}"}.get(len(articles), f"all {UNDATED}")
        count += f", {all_of}" if undated == len(articles) else f", {undated} {UNDATED}"
    origins = {a.copy_of or a.id for a in articles}
    if len(origins) < len(articles):
        count += f", {len(origins)} independent (near-copies count once)"
    grades = sorted({a.grade for a in articles})
    return f"{count} · source reliability {'/'.join(grades)}" if grades else count


def page(article: StoredArticle, facts: int, read: Sequence[StoredPassage]) -> Page:
    """An article's data and the sentences that were read from it."""
    cites = (article.id,)
    data = [
        Line(text=f"Publisher: {article.publisher or 'not stated'}", role="plain", cites=cites),
        Line(text=f"Published: {_published(article.published)}", role="plain", cites=cites),
        Line(text=f"File: {article.file}", role="plain", cites=cites),
    ]
    if article.url:
        data.append(Line(text=f"Address: {article.url}", role="plain", cites=cites))
    if article.retold:
        data.append(Line(text="The text is retold, not the publisher's own.", role="note", cites=cites))
    data.append(Line(text=f"{facts} facts were read from it. Its text as read:", role="note", cites=cites))
    lines = (Line(text=p.text, role="quote", cites=cites) for p in read)
    return Page(
        title=article.title or cut(first_line(article.text), 100),
        lines=(*data, *lines),
        sources=listed([article]),
    )


def _published(when: DateSpan) -> str:
    said = say(when)
    return f"{said} ({when.why})" if when.why else said


def choice(article: StoredArticle) -> Choice:
    """A button that opens the source."""
    return Choice(
        label=f"[{article.id}] {cut(article.title or article.file, 24)}", command=f"/source {article.id}"
    )
