"""Sources: how an article is named under an answer, and the page that shows it whole."""

from collections.abc import Iterable, Sequence

from briefs.cut import cut
from briefs.dates import one, say
from briefs.grades import grade
from briefs.language import _, _n, joined, quoted
from briefs.page import Choice, Line, Page, Source, mark
from briefs.vocabulary import retold
from data.dates import DateSpan
from data.store.articles import StoredArticle, StoredPassage

TITLE = 45
"""Where a title is cut: one line of a phone."""


def label(article: StoredArticle) -> str:
    """Publisher, date with its precision, title; an article with neither is named by its first line."""
    when = say(article.published)
    if article.entered:
        return entered(article)
    if not article.title and not article.publisher:
        return _("{words}, {day}", words=quoted(cut(first_line(article.text), TITLE)), day=when)
    return joined(part for part in (_publisher(article), when, cut(article.title, TITLE)) if part)


def _publisher(article: StoredArticle) -> str:
    if article.retold and article.publisher:
        return _("retold from {publisher}", publisher=article.publisher)
    if article.retold:
        return _("retold, publisher not stated")
    named = article.publisher
    return _("{publisher}", publisher=named) if named else _("publisher not stated")


def entered(article: StoredArticle) -> str:
    """'Entered by an editor, 2 Mar 2026: own knowledge of the FIA'; with its article where it has one."""
    source = cut(article.title, TITLE)
    if article.copy_of:
        known = (mark(article.copy_of), article.publisher, say(article.published), source)
        source = ", ".join(part for part in known if part)
    values = {"day": one(article.recorded_at[:10]), "source": source}
    if article.entered == "corrected":
        return _("Corrected by an editor, {day}: {source}", **values)
    return _("Entered by an editor, {day}: {source}", **values)


def first_line(text: str) -> str:
    """The first line of a text that has letters in it, without bullets."""
    lines = (line.strip().lstrip("-•* ") for line in text.splitlines())
    return next((line for line in lines if any(c.isalpha() for c in line)), "")


def listed(articles: Iterable[StoredArticle]) -> tuple[Source, ...]:
    """The sources of a page; their number is the article's own, so [3] means the same in every answer."""
    return tuple(Source(number=a.id, label=label(a), article_id=a.id) for a in articles)


def foot(articles: Sequence[StoredArticle], lines: Sequence[Line] = ()) -> str:
    """How many sources there are, which of them are undated, and the grade of what the lines state."""
    told = _counted(len(articles), sum(a.published.precision in ("none", "bounded") for a in articles))
    origins = {a.copy_of or a.id for a in articles}
    if len(origins) < len(articles):
        told = _("{told}, {n} independent (near-copies count once)", told=told, n=len(origins))
    return _("{told} · {grade}", told=told, grade=grade(lines, articles)) if articles else told


def _counted(n: int, undated: int) -> str:
    """How many sources there are, and how many of them are undated."""
    if not undated:
        return _n("{n} source", "{n} sources", n)
    if undated < n:
        return _("{n} sources, {undated} undated", n=n, undated=undated)
    if n == 2:
        return _("2 sources, both undated")
    return _n("{n} source, undated", "{n} sources, all undated", n)


PAGE = 1_500
"""Characters of an article's text on one page of /source."""


def page(article: StoredArticle, facts: int, read: Sequence[StoredPassage], number: int = 1) -> Page:
    """An article's data and, page by page, the sentences that were read from it."""
    cites = (article.id,)
    data = [
        Line(text=_issued(article), role="plain", cites=cites),
        Line(text=_published(article.published), role="plain", cites=cites),
        Line(text=_("File: {file}", file=article.file), role="plain", cites=cites),
    ]
    graded = _("Grade of the source: {letter} (A reliable, F not judged)", letter=article.grade)
    data.append(Line(text=graded, role="plain", cites=cites))
    if article.url:
        data.append(Line(text=_("Address: {url}", url=article.url), role="plain", cites=cites))
    if article.retold:
        data.append(Line(text=_("The text is retold, not the publisher's own."), role="note", cites=cites))
    if article.copy_of:
        data.append(Line(text=_("Near-copy of [{number}].", number=article.copy_of), role="note"))
    pages = paged(read)
    number = min(max(number, 1), len(pages))
    head = _n(
        "{n} fact read from it. Its text as read, page {page} of {pages}:",
        "{n} facts read from it. Its text as read, page {page} of {pages}:",
        facts,
        page=number,
        pages=len(pages),
    )
    data.append(Line(text=head, role="note"))
    return Page(
        title=_("{title}", title=article.title or cut(first_line(article.text), 100)),
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
    turns = ((_("‹ Back"), number - 1), (_("Next ›"), number + 1))
    return tuple(Choice(label=t, command=f"/source {article} {n}") for t, n in turns if 1 <= n <= pages)


def _issued(article: StoredArticle) -> str:
    if not article.publisher:
        return _("Publisher: not stated")
    return _("Publisher: {publisher}", publisher=article.publisher)


def _published(when: DateSpan) -> str:
    if when.why:
        return _("Published: {day} ({why})", day=say(when), why=retold(when.why))
    return _("Published: {day}", day=say(when))


def choice(article: StoredArticle) -> Choice:
    """A button that opens the source."""
    return Choice(
        label=f"[{article.id}] {cut(article.title or article.file, 24)}", command=f"/source {article.id}"
    )
