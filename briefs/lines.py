"""Lines: facts and passages as cited lines, the same in every answer."""

from collections.abc import Iterable, Iterator, Sequence

from briefs import speech
from briefs.language import _, quoted
from briefs.page import Line
from briefs.telling import dated, grouped, sentence, tell, when
from briefs.trim import LONGEST, trim
from data.store.articles import StoredPassage
from data.values import FactKind, StoredFact


def of_facts(group: Sequence[StoredFact], about: int = 0, name: str = "") -> Line:
    """Facts of one sentence as one line with its date; `about`, called `name`, is whose card it is."""
    cites = sorted({fact.article_id for fact in group if fact.article_id})
    text = f"{tell(group, about, name)} {dated(group, about)}".rstrip()
    return Line.model_validate({"text": text, "cites": cites, "facts": [f.id for f in group]})


def each(facts: Iterable[StoredFact], about: int = 0) -> Iterator[Line]:
    """Facts as lines, those of one sentence together."""
    return (of_facts(group, about) for group in grouped(facts))


def of_passage(passage: StoredPassage, around: Sequence[str] = (), longest: int = LONGEST) -> Line:
    """A sentence of a source as a line, around the words that were looked for."""
    return Line(text=sentence(trim(passage.text, longest, around)), cites=(passage.article_id,))


def quotation(fact: StoredFact) -> Line:
    """A direct quote, whole: the words in quotation marks, then who said them and when."""
    text = _credited(fact, quoted(" ".join(fact.value.split())), when(fact.when, fact.published))
    return Line(text=text, role="quote", cites=_cites(fact), facts=(fact.id,))


def _credited(fact: StoredFact, quote: str, day: str) -> str:
    """The quote with who said it, for whom and where, as far as it is known."""
    who, office, place = fact.subject, fact.on_behalf_of, fact.place
    if office and place:
        words = _(
            "{quote} — {who}, on behalf of {office}, {place} ({when})",
            quote=quote,
            who=who,
            office=office,
            place=place,
            when=day,
        )
    elif office:
        words = _(
            "{quote} — {who}, on behalf of {office} ({when})", quote=quote, who=who, office=office, when=day
        )
    elif place:
        words = _("{quote} — {who}, {place} ({when})", quote=quote, who=who, place=place, when=day)
    else:
        words = _("{quote} — {who} ({when})", quote=quote, who=who, when=day)
    return words


def reported(fact: StoredFact) -> Line:
    """Reported speech, without quotation marks of ours."""
    text = f"{speech.reported(fact, fact.subject, '')} ({when(fact.when, fact.published)})"
    return Line(text=text, cites=_cites(fact), facts=(fact.id,))


def heading(text: str) -> Line:
    """A heading inside an answer."""
    return Line(text=text, role="heading")


def note(text: str) -> Line:
    """A remark of ours, about the answer and not from a source."""
    return Line(text=text, role="note")


def is_dated(fact: StoredFact) -> bool:
    """Whether a fact can be put in order by its own date."""
    return bool(fact.when.edtf) and fact.when.precision not in ("none", "bounded")


def _cites(fact: StoredFact) -> tuple[int, ...]:
    return (fact.article_id,) if fact.article_id else ()


SPOKEN = (FactKind.QUOTE, FactKind.STATEMENT)
"""Kinds of fact that are somebody's words."""
