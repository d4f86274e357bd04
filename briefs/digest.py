"""Digest: what is new since a day, by topic, with what differs and what to be careful of; each line cited."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from itertools import zip_longest

from briefs.card import IN_TITLE, Conflict, Group, differs, most_telling, once, slight
from briefs.language import N_, _, _n
from briefs.lines import heading, note, of_facts
from briefs.page import Line
from briefs.telling import grouped
from data.store.articles import StoredArticle
from data.store.facts import sort_day
from data.values import FactKind, StoredFact

SECTIONS: tuple[tuple[str, tuple[FactKind, ...], int], ...] = (
    (N_("Meetings and agreements"), (FactKind.MEETING, FactKind.AGREEMENT, FactKind.EVENT), 6),
    (N_("Projects and centres"), (FactKind.PROJECT, FactKind.FOUNDING, FactKind.LAUNCH), 5),
    (N_("Figures"), (FactKind.FIGURE,), 5),
    (N_("Said"), (FactKind.QUOTE, FactKind.STATEMENT), 4),
)
"""Heading, kinds of fact, and how many lines it may take; in the order of a brief."""


SPARE = 4
"""How many times more facts are told than a section shows, since some say the same."""
Section = tuple[str, tuple[FactKind, ...], int]
COMING: Section = (N_("Coming up"), (FactKind.ANNOUNCEMENT,), 3)


def lines(
    facts: Sequence[StoredFact],
    conflicts: Sequence[Conflict],
    withheld: Sequence[Line],
    articles: Mapping[int, StoredArticle],
    today: date,
) -> Iterator[Line]:
    """The brief's sections; a section with nothing in it is left out, and what was to come and is over."""
    for section in SECTIONS:
        yield from _section(facts, section)
    if conflicts:
        yield heading(_("Sources differ"))
        yield from once(map(differs, conflicts))[:3]
    yield from _section([fact for fact in facts if not is_over(fact, today)], COMING)
    undated = sorted(
        {f.article_id for f in facts if f.article_id and not articles[f.article_id].published.edtf}
    )
    if undated or withheld:
        yield heading(_("Cautions"))
        yield from withheld
    if undated:
        yield Line(text=_("No publication date is stated"), cites=tuple(undated))


def head(read: int, since: str, when: datetime, most: int = 0) -> Line:
    """How many articles a brief was made of, when, and of what: all, or only the newest `most` facts."""
    if since and most:
        scope = _("The newest {most} facts recorded since {since}", most=most, since=since)
    elif since:
        scope = _("Recorded since {since}", since=since)
    elif most:
        scope = _("Chosen from the newest {most} facts", most=most)
    else:
        scope = _("All that is held")
    moment = f"{when:%d %b %Y %H:%M} UTC"
    return note(
        _n(
            "{scope}; {n} article; {moment}",
            "{scope}; {n} articles; {moment}",
            read,
            scope=scope,
            moment=moment,
        )
    )


def is_over(fact: StoredFact, today: date) -> bool:
    """Whether the last day that a fact can be of is past."""
    last = fact.when.latest
    return last is not None and last < today


def _section(facts: Sequence[StoredFact], section: Section) -> Iterator[Line]:
    title, kinds, most = section
    groups = fairly([fact for fact in facts if fact.kind in kinds])[: most * SPARE]
    chosen = once(of_facts(group) for group in groups)
    if chosen:
        yield heading(_(title))
        yield from chosen[:most]


def names_only(fact: StoredFact) -> bool:
    """Whether a fact says no more than how a project is called, or what the name of an event says already."""
    if fact.kind is FactKind.EVENT and fact.predicate in ("place", "date"):
        return (fact.object or fact.value) in fact.subject
    return fact.kind is FactKind.PROJECT and fact.predicate in IN_TITLE


def newest(facts: Sequence[StoredFact], most: int) -> list[Group]:
    """The most telling group of each article, those of the newest days first, undated ones last.

    Where there are fewer articles than `most`, their second groups count as well.
    """
    groups = fairly(facts)
    articles = len({group[0].article_id for group in groups})
    return sorted(groups[: max(articles, most)], key=_sort_day, reverse=True)[:most]


def _sort_day(group: Group) -> str:
    """The day that is shown: its own, else that of its report where this is known and not only bounded."""
    first = group[0]
    reported = sort_day(first.published) if first.published.precision != "bounded" else ""
    return sort_day(first.when) or reported


def fairly(facts: Sequence[StoredFact]) -> list[Group]:
    """The most telling groups, one from each article before a second from any."""
    of_article: dict[int | None, list[Group]] = {}
    for group in most_telling(
        grouped(fact for fact in facts if not slight(fact) and not names_only(fact)), 0
    ):
        of_article.setdefault(group[0].article_id, []).append(group)
    return [group for one in zip_longest(*of_article.values()) for group in one if group is not None]
