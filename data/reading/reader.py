"""Reader: the steps of reading in their order, from an article to a document, and its JSON form."""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from typing import Any

from data.reading import (
    datelines,
    dates,
    facts,
    figures,
    handles,
    mentions,
    occasions,
    quotes,
    states,
    todays,
)
from data.reading.dating import published
from data.reading.document import Dated, Document
from data.reading.facts.dating import SIGNATURE
from data.reading.facts.view import KEPT_APART
from data.reading.gazetteers import Known
from data.reading.passages import split
from data.reading.people import PersonFinder
from data.reading.text import READ
from data.values import Article, Fact, Mention, Passage

NO_MODEL = (
    "The second person finder is missing, so names were found by rules alone; some persons may be missed."
)


def read_article(
    article: Article, known: Iterable[Known] = (), people: PersonFinder | None = None
) -> Document:
    """Everything that can be read in an article, offline and without side effects.

    `known` are names that the store has, found before all others; `people` is the second person
    finder, whose absence is a warning. An article in a language that is not read gets passages
    and a warning, and nothing else.
    """
    passages = split(article)
    if article.language not in READ:
        return Document(article=article, passages=passages, warnings=(_unread(article.language),))
    document = Document(
        article=article,
        passages=passages,
        mentions=mentions.find(article, passages, known, people),
        dates=_dates(article, passages),
        warnings=() if people else (NO_MODEL,),
    )
    document = _with_names(document, handles.find(document))
    document = document.model_copy(update={"figures": figures.find(article.text, document.dates)})
    document = document.model_copy(update={"quotations": quotes.find(document)})
    document = _with_names(document, occasions.find(document))
    told = tuple(states.told(article.text, passages, document.mentions))
    document = document.model_copy(update={"adjectives": told})
    found = facts.find(document)
    dated = document.article.model_copy(update={"published": published(document)})
    return document.model_copy(
        update={"article": dated, "facts": found, "warnings": (*document.warnings, *_withheld(passages))}
    )


def _with_names(document: Document, found: Sequence[Mention]) -> Document:
    """The document with more mentions."""
    if not found:
        return document
    named = sorted((*document.mentions, *found), key=lambda mention: mention.start)
    return document.model_copy(update={"mentions": tuple(named)})


def _unread(language: str) -> str:
    return (
        f"The text is in a language that is not read yet ({language}): it is stored and searchable, "
        f"without facts."
    )


def _withheld(passages: Sequence[Passage]) -> list[str]:
    """One warning per rule that kept passages apart as suspect."""
    counts: dict[str, int] = {}
    for passage in passages:
        if passage.role == "suspect":
            counts[passage.why] = counts.get(passage.why, 0) + 1
    return [
        f"{count} {'passage is' if count == 1 else 'passages are'} withheld as "
        f"suspect{f' ({why})' if why else ''}: "
        "kept, never quoted, and no fact is read from them."
        for why, count in counts.items()
    ]


def _is_read(passages: Sequence[Passage], at: int) -> bool:
    """Whether an offset is outside the passages that are kept apart, or in the signature of a post."""
    index = bisect_right(passages, at, key=lambda passage: passage.start) - 1
    if index < 0 or at >= passages[index].end:
        return True
    return passages[index].role not in KEPT_APART or passages[index].why == SIGNATURE


def _dates(article: Article, passages: Sequence[Passage]) -> tuple[Dated, ...]:
    """The dates outside kept-apart passages, resolved against the publication day where that is known.

    The day in the signature of an embedded post is kept: it dates the post.
    """
    found = [d for d in dates.find(article.text) if _is_read(passages, d.start)]
    filed = datelines.filed(article, passages)
    past = dates.told_as_past(article.text, found)
    known = [d.model_copy(update={"when": dates.resolve(d, filed, past)}) for d in found]
    return tuple(d.model_copy(update={"when": todays.resolved(article.text, d, filed)}) for d in known)


def as_json(document: Document) -> dict[str, Any]:
    """What was read, as plain data in the documented, stable form of `read --json`."""
    article = document.article
    return {
        "article": {
            "title": article.title,
            "publisher": article.publisher,
            "published": article.published.edtf,
            "language": article.language,
        },
        "passages": [{"start": p.start, "end": p.end, "role": p.role} for p in document.passages],
        "mentions": [
            {"start": m.start, "end": m.end, "text": m.text, "kind": m.kind, "entity": m.entity, "how": m.how}
            for m in document.mentions
        ],
        "facts": [_fact(fact) for fact in document.facts],
        "dates": [{"start": d.start, "end": d.end, "when": _when(d.when)} for d in document.dates],
        "warnings": list(document.warnings),
        "text": article.text,
    }


def _when(when: Any) -> dict[str, str]:
    return {"edtf": when.edtf, "precision": when.precision, "words": when.words, "why": when.why}


def _fact(fact: Fact) -> dict[str, Any]:
    return {
        "kind": fact.kind.value,
        "subject": fact.subject,
        "predicate": fact.predicate,
        "object": fact.object,
        "value": fact.value,
        "number": fact.number,
        "unit": fact.unit,
        "counted": fact.counted,
        "qualifier": fact.qualifier,
        "when": _when(fact.when),
        "place": fact.place,
        "speaker": fact.speaker,
        "on_behalf_of": fact.on_behalf_of,
        "reported": fact.reported,
        "start": fact.start,
        "end": fact.end,
        "confidence": fact.confidence,
    }
