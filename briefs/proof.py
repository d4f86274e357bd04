"""Proof: the exact sentence a fact was read from, in its paragraph, with its article and who entered it."""

from collections.abc import Iterator

from briefs.dates import one
from briefs.language import _
from briefs.lines import note
from briefs.page import Line
from briefs.telling import sentence as as_read
from briefs.telling import tell
from briefs.vocabulary import word
from data.store.articles import StoredArticle
from data.values import StoredFact

AROUND = 220
"""Characters of the paragraph shown before and after the sentence."""


def lines(fact: StoredFact, article: StoredArticle) -> Iterator[Line]:
    """What is held, the sentence between the marks » and «, and where it stands."""
    cites = (article.id,)
    stated = _("Fact #{number}: {told}", number=fact.id, told=tell([fact]))
    yield Line(text=stated, role="plain", cites=cites, facts=(fact.id,))
    if article.entered:
        yield from _entered(fact, article)
        return
    yield Line(text=as_read(sentence(fact, article.text)), role="quote", cites=cites)
    yield note(
        _(
            "{file}, characters {start} to {end}; read by rule on {day}; confidence {confidence}; {state}.",
            file=article.file,
            start=fact.start,
            end=fact.end,
            day=fact.recorded_at[:10],
            confidence=f"{fact.confidence:.2f}",
            state=word(fact.state),
        )
    )


def _entered(fact: StoredFact, article: StoredArticle) -> Iterator[Line]:
    """The words in which an editor entered it, with its source and its state."""
    yield Line(text=f"»{' '.join(fact.evidence.split())}«", role="quote", cites=(article.id,))
    values = {"day": one(fact.recorded_at[:10]), "source": fact.source, "state": fact.state}
    yield note(_("Entered by an editor on {day}; source: {source}; {state}.", **values))
    if fact.supersedes:
        yield note(_("It corrects fact #{number}.", number=fact.supersedes))
    if fact.ended_why:
        yield note(_("Ended: {why}", why=fact.ended_why))


def sentence(fact: StoredFact, text: str) -> str:
    """The paragraph around the evidence, the evidence itself between » and «."""
    first = max(text.rfind("\n", 0, fact.start) + 1, fact.start - AROUND)
    end = text.find("\n", fact.end)
    last = min(end if end >= 0 else len(text), fact.end + AROUND)
    parts = (text[first : fact.start], f"»{text[fact.start : fact.end]}«", text[fact.end : last])
    before, evidence, after = (" ".join(part.split()) for part in parts)
    return " ".join(part for part in (before and f"…{before}", evidence, after and f"{after}…") if part)
