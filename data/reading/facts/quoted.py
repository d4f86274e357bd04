"""Quoted: the direct quotations of an article as facts of those who said them."""

from collections.abc import Iterable

from data.reading.document import Document, Quotation
from data.reading.facts.view import View, entity
from data.reading.quotes import passages_over
from data.values import Fact, FactKind, Mention


def read(view: View) -> Iterable[Fact]:
    """One fact per quotation with a speaker: 'said' for whole utterances, 'used the words' for fragments.

    A message delivered for an office whose holder is not named is the office's: its subject is the
    body or country in the office's name.
    """
    for quote in view.document.quotations:
        subject = _subject(view.document, quote)
        passages = passages_over(view.document, quote.start, quote.end)
        if subject is None or not passages:
            continue
        yield Fact(
            kind=FactKind.QUOTE,
            subject=subject.entity,
            subject_kind=subject.kind,
            predicate="said" if quote.whole else "used the words",
            value=view.document.text[quote.start : quote.end].strip(),
            speaker=quote.speaker,
            on_behalf_of=quote.on_behalf_of,
            start=passages[0].start,
            end=passages[-1].end,
            confidence=0.95 if quote.whole else 0.85,
        )


def _subject(document: Document, quote: Quotation) -> Mention | None:
    if quote.speaker:
        return entity("organisation" if quote.speaker_kind == "organisation" else "person", quote.speaker)
    if not quote.on_behalf_of:
        return None
    at = document.text.rfind(quote.on_behalf_of, 0, quote.start)
    named = document.mentions_in(at, at + len(quote.on_behalf_of)) if at >= 0 else ()
    return named[0] if named else None
