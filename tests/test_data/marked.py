"""A document out of marked-up text: '{P:Mara Okell} met {O:CB=Coast Bureau}.' names its mentions."""

import re

from data.dates import UNDATED, DateSpan
from data.reading import dates, facts, figures, occasions, passages, quotes
from data.reading.document import Document
from data.values import Article, Fact, Mention, Passage

KINDS = {"P": "person", "O": "organisation", "J": "project", "L": "place", "E": "event"}
MARK = re.compile(r"\{([POJLE]):([^{}=]*)(?:=([^{}]*))?\}")


def unmarked(marked: str) -> tuple[str, tuple[Mention, ...]]:
    """The text without its marks, and the mentions that they stood for."""
    text, found, done = "", [], 0
    for m in MARK.finditer(marked):
        text += marked[done : m.start()]
        kind, words, entity = KINDS[m[1]], m[2], m[3] or m[2]
        how = "pronoun" if words.lower() in {"he", "she"} else "name"
        found.append(
            Mention(
                start=len(text), end=len(text) + len(words), text=words, kind=kind, entity=entity, how=how
            )
        )
        text += words
        done = m.end()
    return text + marked[done:], tuple(found)


def document(marked: str, published: DateSpan = UNDATED, cut: tuple[Passage, ...] | None = None) -> Document:
    """What the steps before the facts make of a marked-up text."""
    text, mentions = unmarked(marked)
    article = Article(text=text, published=published, language="en")
    found = dates.find(text)
    past = dates.told_as_past(text, found)
    dated = tuple(d.model_copy(update={"when": dates.resolve(d, published, past)}) for d in found)
    read = Document(
        article=article,
        passages=passages.split(article) if cut is None else cut,
        mentions=mentions,
        dates=dated,
        figures=figures.find(text, dated),
    )
    read = read.model_copy(update={"quotations": quotes.find(read)})
    named = sorted((*mentions, *occasions.find(read)), key=lambda mention: mention.start)
    return read.model_copy(update={"mentions": tuple(named)})


def read(marked: str, *kinds: str, published: DateSpan = UNDATED) -> list[Fact]:
    """The facts of some kinds (all when none is given) in a marked-up text."""
    found = facts.find(document(marked, published))
    return [fact for fact in found if not kinds or fact.kind in kinds]


def brief(found: list[Fact], *fields: str) -> list[tuple[object, ...]]:
    """Some fields of facts, for comparing."""
    return [tuple(getattr(fact, field) for field in fields) for fact in found]


def spoken(marked: str) -> list[tuple[str, str, bool]]:
    """(speaker, first three words, whole) of every quotation in a marked-up text."""
    read = document(marked)
    return [(q.speaker, " ".join(read.text[q.start : q.end].split()[:3]), q.whole) for q in read.quotations]
