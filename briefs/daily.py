"""The daily brief: what is new to one chat since its last brief, in the order in which officials read it."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta

from briefs import corrections, upcoming
from briefs.card import Conflict, Group, as_of, differs, once
from briefs.corrections import Change
from briefs.dates import say
from briefs.digest import SECTIONS, fairly
from briefs.language import _
from briefs.lines import of_facts
from briefs.page import Line
from briefs.telling import office
from data.dates import DateSpan, Value
from data.schedule import Plan, local
from data.store.articles import StoredArticle
from data.values import FactKind, StoredFact

OLD = timedelta(days=14)
"""What happened longer than this before the period a brief covers is 'newly learned', not new."""
LEARNED = 8
CHANGED = 6
CORRECTED = 10
DIFFERING = 5
COMING = 5
WHO = 6
"""Lines that each of these sections may take."""


class Material(Value):
    """All that one brief is made of, before anything is chosen."""

    follows: tuple[str, ...] = ()
    """The names and words it is about; empty for everything."""
    plan: Plan
    due: datetime
    since: datetime | None = None
    """When the last brief that arrived was due, None before the first."""
    facts: tuple[StoredFact, ...] = ()
    """New to this chat, the newest first."""
    beyond: bool = False
    """Whether there were more than could be looked through."""
    changed: tuple[tuple[StoredFact, StoredFact], ...] = ()
    """What was held before, and the new fact that differs from it and is later."""
    corrected: tuple[Change, ...] = ()
    conflicts: tuple[Conflict, ...] = ()
    withheld: tuple[int, ...] = ()
    """Ids of articles with suspect passages."""
    articles: Mapping[int, StoredArticle] = {}
    offices: tuple[StoredFact, ...] = ()
    """What the persons of these facts hold or held, as far as it is known; one for each."""
    missed: tuple[tuple[int, int, str], ...] = ()
    """(delivery, part, local day) of parts of the last brief that may not have arrived."""
    between: tuple[int, int] = (0, 0)
    """It tells the news after the first entry up to the last."""
    covers: str = ""
    """What the store covers, as a sentence."""
    next_due: datetime


class Section(Value):
    """A heading and its lines, the most telling first; `most` of them are shown."""

    heading: str
    lines: tuple[Line, ...]
    most: int
    intro: str = ""
    is_news: bool = False
    """Whether it tells of what has just happened, so that the brief may open with it."""


def has_news(material: Material) -> bool:
    """Whether there is anything to tell."""
    return bool(material.facts or material.changed or material.corrected)


def sections(material: Material) -> list[Section]:
    """What there is to tell, by topic and in order; a section with nothing in it is left out."""
    replaced = {new.id for _old, new in material.changed}
    fresh = [fact for fact in material.facts if fact.id not in replaced]
    coming = [fact for fact in fresh if is_coming(fact, material)]
    learned = [fact for fact in fresh if is_old(fact, material) and fact not in coming]
    recent = [fact for fact in fresh if fact not in learned]
    found = [
        *_topics(recent),
        Section(heading=_("Newly learned"), lines=_told(learned), most=LEARNED, intro=_(
            "Earlier events; they were recorded only now."
        )),
        Section(heading=_("Changed"), lines=tuple(_changes(material.changed)), most=CHANGED),
        Section(
            heading=_("Corrected or withdrawn since you were told"), most=CORRECTED,
            lines=tuple(corrections.recap(change) for change in material.corrected),
        ),
        Section(
            heading=_("Sources differ"), most=DIFFERING, lines=tuple(once(map(differs, material.conflicts)))
        ),
        Section(
            heading=_("Coming up"), lines=tuple(_coming(coming, material)), most=COMING,
            intro=_("Announced or planned; whether it has happened since is not held here."),
        ),
    ]  # fmt: skip
    kept = [section for section in found if section.lines]
    who = Section(heading=_("Who is who"), lines=tuple(_offices(kept, material)), most=WHO)
    return [*kept, who] if kept and who.lines else kept


def _offices(found: Sequence[Section], material: Material) -> Iterator[Line]:
    """For those who are named in the lines that are shown: which office they were last known to hold."""
    shown = {number for section in found for line in section.lines[: section.most] for number in line.facts}
    told = [fact for fact in material.facts if fact.id in shown]
    named = {number for fact in told for number in (fact.subject_id, fact.object_id, fact.speaker_id)}
    for fact in material.offices:
        article = material.articles.get(fact.article_id or 0)
        if fact.subject_id in named and article is not None:
            text = _("{name}: {office} ({when})", name=fact.subject, office=office(fact, fact.subject_id),
                     when=as_of(fact, article))  # fmt: skip
            yield Line(text=text, cites=(article.id,), facts=(fact.id,))


def all_lines(material: Material) -> list[Line]:
    """Every item there is to tell, in order, however many."""
    return [line for section in sections(material) for line in section.lines]


def _topics(facts: Sequence[StoredFact]) -> Iterator[Section]:
    for heading, kinds, most in SECTIONS:
        own = [fact for fact in facts if fact.kind in kinds]
        yield Section(heading=_(heading), lines=_told(own), most=most, is_news=True)


def _told(facts: Sequence[StoredFact]) -> tuple[Line, ...]:
    groups = [group for group in fairly(facts) if group[0].kind in LISTED and stands_alone(group)]
    first: dict[object, Group] = {}
    for group in groups:
        first.setdefault(_figure(group[0]) or group, group)
    return tuple(once(map(of_facts, first.values())))


def _figure(fact: StoredFact) -> tuple[object, ...]:
    """What makes two figures of an article the same one; () for other facts."""
    same = (fact.article_id, fact.number, fact.unit)
    return same if fact.kind is FactKind.FIGURE and fact.number is not None else ()


LISTED = {FactKind.ANNOUNCEMENT, *(kind for _heading, kinds, _most in SECTIONS for kind in kinds)}
"""Kinds of fact that a brief lists; an office is told of when it changed hands."""
UNTOLD = ("acronym", "full name", "place", "date")
"""Attributes that say little outside the card of what they belong to."""
LEANING = (
    "he", "she", "it", "they", "this", "these", "that", "those", "his", "her", "its", "their", "other",
    "another", "both", "such",
)  # fmt: skip
"""Words that lean on the sentence before when a sentence begins with them."""
BARE = 2
"""Words with which 'the centres' names nothing by itself."""
FRAGMENT = 4
"""Words of a quotation that are too few to say something by themselves."""


def stands_alone(group: Group) -> bool:
    """Whether a line can be understood by somebody who has not read the article."""
    fact = group[0]
    if fact.kind in (FactKind.PROJECT, FactKind.EVENT):
        return fact.predicate not in UNTOLD
    if fact.kind is FactKind.QUOTE:
        return len(fact.value.split()) > FRAGMENT
    first, *rest = (fact.value or fact.evidence or "-").casefold().split()
    if fact.kind in (FactKind.LAUNCH, FactKind.FOUNDING, FactKind.ANNOUNCEMENT):
        return first not in ("other", "another", "both", "such") and (first != "the" or len(rest) >= BARE)
    if fact.kind is FactKind.FIGURE and fact.predicate in ("", "figure"):
        names = (fact.subject, fact.subject_short or fact.subject)
        begins = fact.evidence.split(maxsplit=1)[0].casefold() if fact.evidence else ""
        return begins not in LEANING and any(name in fact.evidence for name in names)
    return True


def _changes(pairs: Sequence[tuple[StoredFact, StoredFact]]) -> Iterator[Line]:
    for old, new in pairs:
        before, after = of_facts([old]), of_facts([new])
        yield Line(
            text=_("{old} → {new}", old=before.text, new=after.text),
            cites=tuple(sorted({*before.cites, *after.cites})),
            facts=after.facts,
        )


def _coming(facts: Sequence[StoredFact], material: Material) -> Iterator[Line]:
    today = local(material.due, material.plan.zone).date()
    for group in filter(stands_alone, fairly(facts)):
        article = material.articles.get(group[0].article_id or 0)
        line = of_facts(group)
        told = _("{told}, {age}", told=line.text, age=upcoming.age(group[0], article, today))
        yield line.model_copy(update={"text": told})


def is_coming(fact: StoredFact, material: Material) -> bool:
    """Whether a fact announces something whose day has not passed, as far as is known."""
    day = fact.when.latest
    return fact.kind is FactKind.ANNOUNCEMENT and (day is None or day >= material.due.date())


def is_old(fact: StoredFact, material: Material) -> bool:
    """Whether what a fact tells of had ended long before the period that the brief covers."""
    when = fact.when if fact.when.latest else fact.published
    begin = (material.since or material.due).date()
    return when.latest is not None and when.latest < begin - OLD


def header(material: Material, items: int) -> list[Line]:
    """For whom and about what it is, since when, and how much there is."""
    zone = material.plan.zone
    now = moment(material.due, zone)
    if material.since is None:
        period = _("{now}. New to this chat since it subscribed; its first brief.", now=now)
    else:
        period = _("{now}. New to this chat since {since}.", now=now, since=moment(material.since, zone))
    about = ", ".join(material.follows)
    topic = _("About: {names}.", names=about) if about else _("About: everything in the store.")
    origins = len({fact.article_id for fact in material.facts if fact.article_id})
    counted = [_("New items: {n}; articles: {articles}.", n=items, articles=origins)] if items else []
    return [Line(text=text, role="note") for text in (period, topic, *counted)]


def top_line(found: Sequence[Section]) -> list[Line]:
    """The most telling new item, before everything else; none when only what was told before has changed."""
    first = found[0] if found and found[0].is_news and found[0].lines else None
    return [first.lines[0].model_copy(update={"role": "lead"})] if first else []


def footer(material: Material) -> list[Line]:
    """What it covers, when the next brief comes, how to change it, and what may have been missed."""
    said = [_("Part {part} of your brief of {day} may not have reached you.", part=part, day=say_day(day))
            for _delivery, part, day in material.missed]  # fmt: skip
    if material.beyond:
        said.append(_("More was recorded than one brief can look through; the newest is told."))
    if material.withheld:
        said.append(_("Withheld: text that reads as generated is not quoted."))
    said += [
        material.covers,
        _("Next brief: {next}. Change it: /subscription", next=moment(material.next_due, material.plan.zone)),
    ]
    return [Line(text=text, role="note") for text in said if text]


def nothing_new(material: Material) -> str:
    """The one line when there is nothing to tell."""
    zone = material.plan.zone
    when = moment(material.next_due, zone)
    if material.since is None:
        return _("Nothing new since this chat subscribed. Next brief: {next}.", next=when)
    since = moment(material.since, zone)
    return _("Nothing new since {since}. Next brief: {next}.", since=since, next=when)


def moment(when: datetime, zone: str) -> str:
    """'Mon 23 Nov 2026, 07:00 (Asia/Karachi)'."""
    here = local(when, zone)
    return _("{day}, {time} ({zone})", day=day_of(here.date()), time=f"{here:%H:%M}", zone=zone)


def day_of(day: date) -> str:
    """'Mon 23 Nov 2026'."""
    names = (_("Mon"), _("Tue"), _("Wed"), _("Thu"), _("Fri"), _("Sat"), _("Sun"))
    return _("{weekday} {date}", weekday=names[day.weekday()], date=say_day(day.isoformat()))


def say_day(day: str) -> str:
    """'23 Nov 2026', of an ISO 8601 day."""
    return say(DateSpan(edtf=day, precision="day"))
