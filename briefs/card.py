"""The card of an entity: who or what it is, then the most telling facts, each with date and source."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from itertools import zip_longest

from briefs.dates import say
from briefs.introducing import introduced
from briefs.language import _, _n, joined, unmarked
from briefs.lines import of_facts
from briefs.page import Choice, Line, Page
from briefs.pages import cited, cited_by
from briefs.telling import dated, grouped, office, sentence
from briefs.telling import when as told_when
from briefs.trim import SAYS, naming, trim
from briefs.vocabulary import retold
from data.dates import IN_OFFICE, UNDATED, Value
from data.store.articles import StoredArticle
from data.store.entities import Seen
from data.values import Entity, EntityKind, FactKind, StoredFact

BULLETS = 5
"""How many facts a card shows: one screen of a phone."""
LEADS = 3
"""How many offices a card opens with."""
ATTRIBUTES = 8
"""How many lines a project or an event may take for what defines it."""
UNDECIDED = 1
"""How many sentences on what may be the same entity are shown."""
BRIEFLY = 100
"""Characters of a sentence that only names it: with more, a card is taller than a screen."""
BARELY = 70
"""Characters of a sentence that perhaps tells of it."""
CITED = 6
"""How many further articles are named at the end of a card."""

TELLING = (
    FactKind.MEETING,
    FactKind.FIGURE,
    FactKind.ANNOUNCEMENT,
    FactKind.AGREEMENT,
    FactKind.PROJECT,
    FactKind.EVENT,
    FactKind.FOUNDING,
    FactKind.LAUNCH,
    FactKind.QUOTE,
    FactKind.STATEMENT,
    FactKind.OFFICE,
)
"""Kinds of fact, the most telling first; a card takes the best of each kind before a second one."""
DISTINCT = (FactKind.MEETING, FactKind.PROJECT, FactKind.EVENT, FactKind.FOUNDING)
"""Kinds of which two facts of one sentence say different things."""
DEFINING = {"project": FactKind.PROJECT, "event": FactKind.EVENT}
"""Kinds of entity that are defined by facts of one kind; these come first, in the order of ORDER."""
ORDER = (
    "full name", "acronym", "date", "place", "period", "budget", "funded by", "implemented by", "partner",
    "framework", "led by", "coordinated by", "carried out by", "host", "organiser", "participant",
    "target country", "objective", "outcome", "discussed",
)  # fmt: skip
IN_TITLE = ("full name", "acronym")
"""Attributes that the title shows; two full names are shown as a difference."""


class Conflict(Value):
    """Two facts that do not agree, as the store holds them."""

    first: StoredFact
    second: StoredFact
    why: str


class Dossier(Value):
    """All that the store has to say about one entity, before anything is chosen."""

    entity: Entity
    facts: tuple[StoredFact, ...]
    """Newest dated first, undated last."""
    seen: tuple[Seen, ...]
    """Passages that name it."""
    conflicts: tuple[Conflict, ...]
    quoted: Mapping[int, tuple[str, ...]]
    """For an event: the speakers quoted in each article that tells of it."""
    margins: tuple[int, ...]
    """Ids of articles that name it in a byline or a contact block."""
    perhaps: tuple[Seen, ...]
    """Passages that name what may be the same entity, which nobody has decided."""
    withheld: tuple[int, ...]
    """Ids of articles with suspect passages that name it."""
    articles: Mapping[int, StoredArticle]
    """The articles of the offices, and of the passages that name it or what may be the same."""


Group = tuple[StoredFact, ...]


def told(dossier: Dossier) -> list[Line]:
    """What a card says of an entity, before other articles are named that name it as well."""
    entity, offices, facts = dossier.entity, list(lead(dossier)), list(bullets(dossier))
    unknown = entity.kind == "person" and not offices
    first = introduced(entity.name, dossier.seen, facts) if unknown else ()
    lines = [*offices, *first, *defining(dossier), *differing(dossier), *facts]
    return [*lines, *besides(dossier, lines)]


def card(
    dossier: Dossier,
    lines: Sequence[Line],
    articles: Mapping[int, StoredArticle],
    matched: str = "",
    choices: Sequence[Choice] = (),
) -> Page:
    """The card as a page: `lines` as `told` gives them, and `articles` that these cite beside the dossier's.

    `matched` is the line that says what was matched, '' when it was typed exactly.
    """
    known = {**dossier.articles, **articles}
    shown = [Line(text=matched, role="note")] if matched else []
    shown += lines
    elsewhere = list(also(dossier, {_origin(known, number) for number in cited_by(lines)}))
    few = sum(line.role == "bullet" for line in shown) < FEW
    shown += [*(elsewhere if few else ()), *quoted_there(dossier)]
    if not any(line.cites for line in (*shown, *elsewhere)):
        shown += margins(dossier)
    ends = [*(() if few else at_once(elsewhere)), *undecided(dossier), *withheld(dossier.withheld)]
    return cited(title(dossier.entity), shown, known, choices, ends=ends)


def title(entity: Entity) -> str:
    """'Border Agency (BA)'; the name alone when it has no acronym."""
    named = entity.short and entity.short not in entity.name.split()
    return titled(entity.kind, f"{entity.name} ({entity.short})" if named else entity.name)


def titled(kind: EntityKind, name: str) -> str:
    """The name of an entity as a title; a language of another script says first what it is."""
    titles: dict[EntityKind, Callable[[], str]] = {
        "person": lambda: _("{person}", person=name),
        "organisation": lambda: _("{organisation}", organisation=name),
        "project": lambda: _("{project}", project=name),
        "place": lambda: _("{place}", place=name),
        "event": lambda: _("{event}", event=name),
        "topic": lambda: _("{topic}", topic=name),
    }
    return titles[kind]()


def lead(dossier: Dossier) -> Iterator[Line]:
    """The offices of a person, or in an organisation, latest known first, former ones behind; never called
    current."""
    shown: list[str] = []
    for fact in sorted(dossier.facts, key=lambda fact: fact.is_former):
        text = office(fact, dossier.entity.id)
        if _is_office_of(fact, dossier.entity) and fact.article_id and text.casefold() not in shown:
            shown.append(text.casefold())
            when = as_of(fact, dossier.articles[fact.article_id])
            yield Line(
                text=_("{told} ({when})", told=text, when=when),
                role="lead",
                cites=(fact.article_id,),
                facts=(fact.id,),
            )
        if len(shown) == LEADS:
            return


def _is_office_of(fact: StoredFact, entity: Entity) -> bool:
    """Whether a person holds it, or it is held in or for the body or place."""
    own = entity.id in (fact.subject_id, fact.object_id) or entity.name in fact.value
    return fact.kind is FactKind.OFFICE and own


def as_of(fact: StoredFact, article: StoredArticle) -> str:
    """'as of 24 Oct 2017', by the fact's own date or else its report's; 'undated' when neither is known.

    Who was something 'then' was so at another time than that of the report.
    """
    if fact.qualifier == "then":
        return told_when(UNDATED, article.published)
    when = fact.when if fact.when.edtf else article.published
    if not when.edtf:
        return _("undated")
    return (
        say(when) if when.precision == "bounded" or when.why == IN_OFFICE else _("as of {day}", day=say(when))
    )


def defining(dossier: Dossier) -> Iterator[Line]:
    """What defines a project or an event: its attributes in the order of ORDER."""
    kind = DEFINING.get(dossier.entity.kind)
    own = [
        f
        for f in dossier.facts
        if f.kind is kind and f.subject_id == dossier.entity.id and f.predicate not in IN_TITLE
    ]
    ranked = sorted(own, key=lambda f: ORDER.index(f.predicate) if f.predicate in ORDER else len(ORDER))
    lines = [of_facts(group, dossier.entity.id) for group in grouped(ranked)]
    yield from once(lines)[:ATTRIBUTES]


def once(lines: Iterable[Line]) -> list[Line]:
    """Lines that say the same as one line, with the sources and facts of all."""
    by_text: dict[str, Line] = {}
    for line in lines:
        first = by_text.setdefault(line.text, line)
        if first is line:
            continue
        both = {
            "cites": tuple(sorted({*first.cites, *line.cites})),
            "facts": tuple({*first.facts, *line.facts}),
        }
        by_text[line.text] = first.model_copy(update=both)
    return list(by_text.values())


def differing(dossier: Dossier) -> Iterator[Line]:
    """What sources, or a headline and its text, say differently, side by side."""
    own = [c for c in dossier.conflicts if _takes_part(c.first, dossier.entity.id)]
    yield from once(map(differs, own))


def differs(conflict: Conflict) -> Line:
    """Both sides of a conflict as one line."""
    sides = (conflict.first, conflict.second)
    inside = conflict.first.article_id == conflict.second.article_id
    why = retold(conflict.why)
    return Line(
        text=_("Headline and text differ: {why}", why=why) if inside else _("Sources differ: {why}", why=why),
        cites=tuple(sorted({fact.article_id for fact in sides if fact.article_id})),
        facts=tuple(fact.id for fact in sides),
        differs=True,
    )


def bullets(dossier: Dossier) -> Iterator[Line]:
    """The most telling facts: the best of each kind first; shown newest first, undated last."""
    skipped = {FactKind.OFFICE, DEFINING.get(dossier.entity.kind)}
    quotes = [fact for fact in dossier.facts if fact.kind is FactKind.QUOTE]
    defined: dict[tuple[int | None, int], str] = {}
    for fact in dossier.facts:
        if fact.kind in skipped and fact.subject_id == dossier.entity.id:
            sentence = fact.article_id, fact.end
            defined[sentence] = f"{defined.get(sentence, '')} {fact.value}"
    rest = [
        f
        for f in dossier.facts
        if f.kind not in skipped
        and not slight(f)
        and not (f.kind is FactKind.FIGURE and f.value in defined.get((f.article_id, f.end), ""))
        and not (f.kind is FactKind.FIGURE and any(_holds(quote, f) for quote in quotes))
    ]
    groups = each_sentence_once(most_telling(grouped(rest), dossier.entity.id), dossier.entity.id)
    days: dict[str, int] = {}
    lines = list[Line]()
    most = BULLETS - len(dossier.perhaps[:UNDECIDED])
    for group in groups:
        if len(days) < most or _may_be_told(group, dossier.entity.id, days):
            line = of_facts(group, dossier.entity.id, dossier.entity.name)
            days[line.text] = _day(group[0])
            lines.append(line)
    yield from sorted(once(lines)[:most], key=lambda line: -days[line.text])


def _may_be_told(group: Group, about: int, told: Iterable[str]) -> bool:
    """Whether a group may be told in the very words of one of these lines: those would end with its date."""
    ending = dated(group, about)
    return any(text.endswith(ending) for text in told)


def _holds(quote: StoredFact, fact: StoredFact) -> bool:
    """Whether a fact stands in the sentences of a quotation, which tells it whole."""
    return quote.article_id == fact.article_id and quote.start <= fact.start and fact.end <= quote.end


SLIGHT = 10
"""Counts below this ('three sessions') are kept for /figure and not shown on a card."""


def slight(fact: StoredFact) -> bool:
    """Whether a fact is a small count that tells little out of its sentence."""
    return (
        fact.kind is FactKind.FIGURE
        and fact.unit == "count"
        and fact.number is not None
        and fact.number < SLIGHT
    )


def _day(fact: StoredFact) -> int:
    day = fact.when.latest or fact.when.earliest
    return day.toordinal() if day else 0


def most_telling(groups: Iterable[Group], about: int) -> list[Group]:
    """The first of each kind before the second of any; its own deeds before what was done to it."""
    of_kind: dict[FactKind, list[Group]] = {kind: [] for kind in TELLING}
    for group in groups:
        of_kind[group[0].kind].append(group)
    for found in of_kind.values():
        found.sort(key=lambda group: group[0].subject_id != about)
    own = [[group for group in found if _is_part(group, about)] for found in of_kind.values()]
    besides = [[group for group in found if not _is_part(group, about)] for found in of_kind.values()]
    rounds = [*zip_longest(own[0][::2], own[0][1::2], *own[1:]), *zip_longest(*besides)]
    return [group for one in rounds for group in one if group is not None]


def _is_part(group: Group, about: int) -> bool:
    return any(_takes_part(fact, about) for fact in group)


def _takes_part(fact: StoredFact, about: int) -> bool:
    """Whether an entity is more than named in the sentence; of all entities (0) it is true."""
    return not about or about in (fact.subject_id, fact.object_id, fact.speaker_id)


def _origin(articles: Mapping[int, StoredArticle], number: int) -> int:
    """The first article that this one is a near-copy of, or itself."""
    article = articles.get(number)
    return article.copy_of or number if article else number


def each_sentence_once(groups: Iterable[Group], about: int = 0) -> list[Group]:
    """The groups without those whose sentence was told by an earlier one.

    What only names an entity is told by its whole sentence, which tells all that is in it.
    """
    told: set[tuple[int | None, int, str]] = set()
    kept = []
    for group in groups:
        first = group[0]
        whole = (first.article_id, first.end, "")
        part = first.predicate if first.kind in DISTINCT and _is_part(group, about) else ""
        seen = {(article, end) for article, end, _ in told}
        if (first.article_id, first.end, part) in told or (not part and whole[:2] in seen):
            continue
        told.add((first.article_id, first.end, part))
        kept.append(group)
    return kept


def besides(dossier: Dossier, lines: Sequence[Line]) -> Iterator[Line]:
    """For a card of few facts: the sentences that name it in articles already cited and were not told yet."""
    told = {number for line in lines if line.role == "bullet" for number in line.facts}
    spans = {(f.article_id, f.end) for f in dossier.facts if f.id in told}
    shown = [unmarked(" ".join(line.text.split())) for line in lines]
    room = FEW - sum(line.role == "bullet" for line in lines)
    for seen in sorted(dossier.seen, key=lambda one: -len(one.passage.text)):
        passage = seen.passage
        text = naming(passage.text, [seen.text])
        fresh = (passage.article_id, passage.end) not in spans and not any(
            text[:SAME] in one for one in shown
        )
        cited_already = any(passage.article_id in line.cites for line in lines)
        own = passage.role != "headline" and seen.how != "pronoun" and len(text) >= SAYS
        if room > 0 and fresh and cited_already and own:
            room -= 1
            shown.append(text)
            yield Line(text=sentence(text), cites=(passage.article_id,))


FEW = 3
"""Up to so many bullets a card is filled with sentences that name it."""
SAME = 60
"""Characters by which two lines are known to tell the same sentence."""


def also(dossier: Dossier, cited: Collection[int]) -> Iterator[Line]:
    """Sentences of articles that name it and are no near-copies of those `cited`, one from each."""
    told, most = {*cited}, len(cited) + CITED
    for number in dict.fromkeys(seen.passage.article_id for seen in dossier.seen):
        origin = _origin(dossier.articles, number)
        if origin not in told and len(told) < most:
            told.add(origin)
            here = [seen for seen in dossier.seen if seen.passage.article_id == number]
            says = max((naming(seen.passage.text, [seen.text], BRIEFLY) for seen in here), key=len)
            yield Line(text=_("Named in: {sentence}", sentence=says), cites=(number,))


def at_once(elsewhere: Sequence[Line]) -> Iterator[Line]:
    """For a card of many facts: the articles that name it besides, as one line."""
    if elsewhere:
        yield Line(text=_("Named in other sources as well"), cites=tuple(cited_by(elsewhere)))


def margins(dossier: Dossier) -> Iterator[Line]:
    """For what is named nowhere else: the articles that name it beside their text."""
    for number in dossier.margins:
        text = _("Named only beside the text, as its author or as a contact; contact details are not shown.")
        yield Line(text=text, cites=(number,))


def quoted_there(dossier: Dossier) -> Iterator[Line]:
    """For an event: who is quoted in the reports that tell of it."""
    for number, names in dossier.quoted.items():
        yield Line(text=_("Quoted in the same report: {names}", names=joined(names)), cites=(number,))


def undecided(dossier: Dossier) -> Iterator[Line]:
    """What may be about the same entity; its facts are kept apart until somebody decides."""
    for seen in dossier.perhaps[:UNDECIDED]:
        words = trim(seen.passage.text, BARELY, [seen.text])
        text = _("Perhaps the same, not decided: {sentence}", sentence=words)
        yield Line(text=text, cites=(seen.passage.article_id,))


def withheld(numbers: Iterable[int]) -> Iterator[Line]:
    """One line for the articles with passages that are not treated as anybody's words; CITED are cited."""
    own = list(dict.fromkeys(numbers))
    if own:
        text = _n(
            "Withheld: the source also carries text that reads as generated; it is not quoted.",
            "Withheld: {n} sources also carry text that reads as generated; it is not quoted.",
            len(own),
        )
        yield Line(text=text, role="note", cites=tuple(own[:CITED]))
