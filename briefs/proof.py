"""Proof: the exact sentence a fact was read from, in its paragraph, with its article and who entered it."""

from collections.abc import Iterator

from briefs.lines import note
from briefs.page import Line
from briefs.telling import tell
from data.store.articles import StoredArticle
from data.values import StoredFact

AROUND = 220
"""Characters of the paragraph shown before and after the sentence."""


def lines(fact: StoredFact, article: StoredArticle) -> Iterator[Line]:
    """What is held, the sentence between the marks » and «, and where it stands."""
    cites = (article.id,)
    yield Line(text=f"Fact #{fact.id}: {tell([fact])}", role="plain", cites=cites, facts=(fact.id,))
    yield Line(text=sentence(fact, article.text), role="quote", cites=cites)
    where = f"{article.file}, characters {fact.start} to {fact.end}; read by rule on {fact.recorded_at[:10]}"
    yield note(f"{where}; confidence {fact.confidence:.2f}; {fact.state}.")


def sentence(fact: StoredFact, text: str) -> str:
    """The paragraph around the evidence, the evidence itself between » and «."""
    first = max(text.rfind("\n", 0, fact.start) + 1, fact.start - AROUND)
    end = text.find("\n", fact.end)
    last = min(end if end >= 0 else len(text), fact.end + AROUND)
    parts = (text[first : fact.start], f"»{text[fact.start : fact.end]}«", text[fact.end : last])
    before, evidence, after = (" ".join(part.split()) for part in parts)
    return " ".join(part for part in (before and f"…{before}", evidence, after and f"{after}…") if part)
