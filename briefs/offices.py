"""Offices: who held one, as of the day of the report; a gap is an answer, and nobody is called current."""

from collections.abc import Iterator, Mapping, Sequence

from briefs.card import as_of
from briefs.dates import say
from briefs.language import _
from briefs.lines import heading, note
from briefs.page import Line
from briefs.telling import office as told
from data.dates import DateSpan
from data.store.articles import StoredArticle
from data.values import StoredFact

Articles = Mapping[int, StoredArticle]


def known(fact: StoredFact, articles: Articles) -> DateSpan:
    """The date an office fact holds for: its own, else its report's."""
    if fact.when.edtf or fact.article_id is None:
        return fact.when
    return articles[fact.article_id].published


def lines(facts: Sequence[StoredFact], articles: Articles) -> Iterator[Line]:
    """Holders, latest known first, undated last."""
    yield note(_("Holders as of their reports; later changes may not be held."))
    yield from (_line(fact, articles) for fact in newest_first(facts, articles))


def former(facts: Sequence[StoredFact], articles: Articles, *, asked: bool) -> Iterator[Line]:
    """Who is said to have held it: as was asked, or because nobody is said to hold it."""
    if not asked:
        yield note(_("No source held says who holds it; who is reported to have held it:"))
    yield from (_line(fact, articles) for fact in newest_first(facts, articles))


def at(facts: Sequence[StoredFact], articles: Articles, asked: DateSpan) -> Iterator[Line]:
    """Holders at the date that is asked for, or the gap with its neighbours before and after."""
    there = [fact for fact in facts if overlap(known(fact, articles), asked)]
    rest = [fact for fact in facts if fact not in there]
    if there:
        yield from (_line(fact, articles) for fact in newest_first(there, articles))
        yield from _others(_("Other holders known:"), rest, articles)
    else:
        day = say(asked)
        yield note(
            _("No record of who held it at that time ({day}); nothing is inferred between reports.", day=day)
        )
        yield from _others(_("Holders known:"), rest, articles)


def _others(title: str, facts: Sequence[StoredFact], articles: Articles) -> Iterator[Line]:
    if facts:
        yield heading(title)
        yield from (_line(fact, articles) for fact in oldest_first(facts, articles))


def overlap(held: DateSpan, asked: DateSpan) -> bool:
    """Whether a date that is known on both ends lies within what was asked, at least in part."""
    first, last = held.earliest, held.latest
    if first is None or last is None or asked.earliest is None or asked.latest is None:
        return False
    return first <= asked.latest and asked.earliest <= last


def newest_first(facts: Sequence[StoredFact], articles: Articles) -> list[StoredFact]:
    """Latest known first, undated last."""

    def order(fact: StoredFact) -> int:
        when = known(fact, articles)
        day = when.latest or when.earliest
        return -day.toordinal() if day else 0

    return sorted(facts, key=order)


def oldest_first(facts: Sequence[StoredFact], articles: Articles) -> list[StoredFact]:
    """Earliest known first, undated last."""
    newest = newest_first(facts, articles)
    dated = [fact for fact in newest if known(fact, articles).edtf]
    return [*reversed(dated), *(fact for fact in newest if fact not in dated)]


def _line(fact: StoredFact, articles: Articles) -> Line:
    office = told(fact, fact.subject_id)
    when = as_of(fact, articles[fact.article_id]) if fact.article_id else say(fact.when)
    cites = (fact.article_id,) if fact.article_id else ()
    text = _("{holder}, {told} ({when})", holder=fact.subject, told=office, when=when)
    return Line(text=text, cites=cites, facts=(fact.id,))
