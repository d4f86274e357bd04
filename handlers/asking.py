"""Plain questions: the intent is told by rules, the answer is made by the same composers as the commands'."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from briefs import figures as figuring
from briefs import offices as holding
from briefs import quotes as quoting
from briefs.dates import say
from briefs.language import _, quoted
from briefs.lines import each, note, of_passage
from briefs.page import Line, Page
from briefs.telling import sentence
from briefs.trim import trim
from data.errors import BadUsage
from data.kinds import KINDS
from data.store import articles, entities, facts, search
from data.values import EntityKind, FactKind, StoredFact
from handlers import attributes, briefing, cards, comparing, encounters, figures, offices, succession
from handlers.desk import Desk
from handlers.lookup import READ, Found, is_whole_name, perhaps
from handlers.nearest import LONGEST, NEAREST, facts_on, nearest
from handlers.pages import cited
from handlers.request import Request
from handlers.withheld import withheld_lines

SPEAKERS: tuple[EntityKind, ...] = ("person", "organisation", "place")
ALL = 0.99
"""A figure answers a question only when its sentence holds all that is asked."""
BRIEFLY, ALONE = 170, 420
"""Characters of a sentence where several are shown, and where it is the only one."""
ANY: tuple[EntityKind, ...] = tuple(KINDS)


@dataclass(frozen=True)
class Intent:
    """A form of question, and the function that answers what its groups hold."""

    pattern: re.Pattern[str]
    answer: Callable[[Desk, Request, re.Match[str]], Page | None]


def asking(desk: Desk, request: Request) -> Page:
    """The answer to a plain question, or the card of a name; the nearest sentences when neither is found."""
    asked = request.words.rstrip(" ?!.؟")
    words = asked if _ends_in_a_name(desk, asked) else NOW.sub("", asked)
    if not words:
        raise BadUsage(_("Send a question, for example: who is the DG FIA"))
    for intent in INTENTS:
        found = intent.pattern.fullmatch(words)
        page = intent.answer(desk, request, found) if found else None
        if page is not None:
            return page
    named = _named(desk, words)
    if named is not None:
        return named
    unknown = _("Who that is, no fact held says; what the sources say nearest to it:")
    return nearest(desk, words, unknown if WHO.match(words) else "", asked)


NOW = re.compile(
    r"(?<=\w)[ ,]+(?:(?:right |just )?now|currently|at present|at the moment|these days|please)$",
    re.IGNORECASE,
)
"""What is said of the present at the end of a question; every answer tells of when it is."""


def _ends_in_a_name(desk: Desk, words: str) -> bool:
    """Whether the last words are a name that ends as such a question may ('Equality Now')."""
    if not NOW.search(words):
        return False
    tokens = words.split()
    ends = [" ".join(tokens[-count:]) for count in range(2, min(len(tokens), LONGEST_NAME) + 1)]
    return bool(entities.called(desk.shelf, [*ends, *map(str.title, ends)]))


WHO = re.compile(r"who (?:is|was|are|were)\b", re.IGNORECASE)


def _named(desk: Desk, words: str) -> Page | None:
    """The card of what is named, when the words are a name and no question."""
    if len(words.split()) > LONGEST_NAME or QUESTION.match(words):
        return None
    found = perhaps(desk, words, ANY)
    return cards.page(desk, found, words) if found else None


LONGEST_NAME = 9
QUESTION = re.compile(
    r"(?:who|what|when|where|why|which|how|is|are|was|were|did|does|do|has|have|can|could|will|should|latest)\b",
    re.IGNORECASE,
)


def _said(desk: Desk, request: Request, asked: re.Match[str]) -> Page | None:
    """'What did X say about Y': verified quotes and reported speech on Y; what is withheld is named."""
    found = perhaps(desk, asked["who"], SPEAKERS)
    if found is None:
        return None
    spoken = facts.of_entity(desk.shelf, found.entity.id, ["quote", "statement"], limit=200)
    topic = asked["topic"]
    on_topic = facts_on(desk, topic, SPOKEN) if topic else {fact.id for fact in spoken}
    about = [fact for fact in spoken if fact.id in on_topic]
    back = withheld_lines(desk, found.entity.id)
    lines = _words(about) + (_counted(desk, found.entity.id, topic) if topic else [])
    name, on = found.entity.name, quoted(topic or "")
    if not lines:
        lines = [_none_on(name, topic), *_others(desk, found.entity.id, topic, spoken)]
    title = _("{name} on {words}", name=name, words=on) if topic else _("What {name} said", name=name)
    told = cards.matched(found, asked["who"])
    head = [note(told)] if told else []
    return cited(
        desk,
        title,
        [*head, *lines, *back],
        verdict="answer" if any(line.cites for line in lines) else "nothing",
        longest=LONGEST,
    )


SPOKEN = (FactKind.QUOTE.value, FactKind.STATEMENT.value)


def _words(spoken: Sequence[StoredFact]) -> list[Line]:
    quotes = [fact for fact in spoken if fact.kind is FactKind.QUOTE]
    statements = [fact for fact in spoken if fact.kind is FactKind.STATEMENT]
    return list(quoting.lines(quotes, statements)) if spoken else []


def _counted(desk: Desk, speaker: int, topic: str) -> list[Line]:
    """The figures on a topic that somebody gave."""
    hits = search.facts(desk.shelf, topic, [FactKind.FIGURE.value], 40, enough=0.6)
    return list(figuring.lines([hit.fact for hit in hits if hit.fact.speaker_id == speaker], []))


def _none_on(name: str, topic: str | None) -> Line:
    if topic:
        return note(_("No verified words of {name} on “{topic}” are held.", name=name, topic=topic))
    return note(_("No verified words of {name} are held.", name=name))


def _others(desk: Desk, speaker: int, topic: str | None, spoken: Sequence[StoredFact]) -> list[Line]:
    """Sentences that name them and hold the topic; else what they said on others; else any that name them."""
    near = _beside(desk, speaker, topic) if topic else []
    if near:
        return [note(_("Sentences of the sources that name them and hold these words:")), *near]
    if spoken and topic:
        return [note(_("What they said on other things:")), *_words(spoken[:OTHERS])]
    seen = [one for one in entities.seen(desk.shelf, speaker, READ) if one.passage.role != "headline"]
    longest = BRIEFLY if len(seen) > 1 else ALONE
    named = [of_passage(one.passage, [one.text], longest) for one in seen[:OTHERS]]
    return [note(_("What the sources say of them:")), *named] if named else []


def _beside(desk: Desk, speaker: int, topic: str) -> list[Line]:
    hits = [hit.passage for hit in search.passages(desk.shelf, topic, READ, NEAREST * 3)]
    naming = entities.naming(desk.shelf, (hit.id for hit in hits), [speaker])
    words = search.content_words(topic)
    return [of_passage(hit, words, BRIEFLY) for hit in hits if hit.id in naming][:OTHERS]


OTHERS = 3
"""How many lines stand for what was not asked."""


def _count(desk: Desk, request: Request, asked: re.Match[str]) -> Page | None:
    """'How many ...': the figures whose sentence says all that is asked; else that there is none."""
    what = asked["what"]
    found = figures.of_time(desk, _with_year(what, request.when.year), ALL)
    if HOW_MANY.match(asked.string):
        found = [fact for fact in found if _is_so_many(fact, what)]
    if found:
        lines = figures.told(desk, found)
        return cited(desk, _("Figures on {words}", words=quoted(what)), lines, longest=LONGEST)
    if figures.counted(desk, what):
        return figures.figure(desk, request.model_copy(update={"words": what}))
    return nearest(
        desk, what, _("No figure was read on exactly this; the sentences nearest to it:"), request.words
    )


HOW_MANY = re.compile(r"how many|what number of", re.IGNORECASE)
LASTING = re.compile(r"(?:years|months|weeks|days|hours|minutes|kilometres|miles)\b", re.IGNORECASE)
"""Measures that 'how many' may ask for, which a count of something else does not answer."""
OF_MONEY = re.compile(r"[A-Z]{3}|percent|rupees|Rs\.?")


def _is_so_many(fact: StoredFact, what: str) -> bool:
    """Whether a figure may be a number of what is asked: no sum of money is one, nor a share."""
    if lasting := LASTING.match(what):
        return lasting[0].casefold() in f"{fact.unit} {fact.counted} {fact.value}".casefold()
    return OF_MONEY.fullmatch(fact.unit) is None or bool(MONEY.match(what))


MONEY = re.compile(r"(?:euros?|dollars?|rupees?|francs?|kroner|per ?cent)\b", re.IGNORECASE)


def _with_year(words: str, year: int) -> str:
    """'this year' and 'last year' as the year of the calendar that they mean on the day of the question."""
    return LAST_YEAR.sub(f"in {year - 1}", THIS_YEAR.sub(f"in {year}", words))


THIS_YEAR = re.compile(r"\b(?:so far )?(?:in |during )?this year\b", re.IGNORECASE)
LAST_YEAR = re.compile(r"\b(?:in |during )?last year\b", re.IGNORECASE)


def _who(desk: Desk, request: Request, asked: re.Match[str]) -> Page | None:
    """'Who is the ...': the holders of an office; a name gives its card."""
    words = asked["what"]
    office, when = offices.split(words)
    told = None if is_whole_name(desk, words) else offices.told_of(desk, office, when)
    if told is not None:
        return told
    found = perhaps(desk, words, ANY)
    return cards.page(desk, found, words) if found else None


def _card(desk: Desk, request: Request, asked: re.Match[str]) -> Page | None:
    """'Tell me about X': its card."""
    found = perhaps(desk, asked["what"], ANY)
    return cards.page(desk, found, asked["what"]) if found else None


def _still(desk: Desk, request: Request, asked: re.Match[str]) -> Page | None:
    """'Is X still ...': what is held of X; whether it is still so is concluded by nobody."""
    found = perhaps(desk, asked["what"], ANY)
    if found is None:
        return None
    page = cards.page(desk, found, asked["what"])
    caution = note(_("Whether it is still so is not stated by any source held; what they say, with dates:"))
    lines = _holders(desk, asked["office"] or "", found) or [line for line in page.lines if line.cites]
    changed = succession.changes(desk, [found.entity.id])
    return cited(desk, page.title, [caution, *changed, *lines], page.choices[:2], longest=LONGEST)


def _holders(desk: Desk, office: str, found: Found) -> list[Line]:
    """All who are reported in an office that somebody is reported in, where there are others."""
    words = office.strip(" ?!.؟")
    held = offices.holders(desk, words) if words and words not in BARE else []
    persons = {fact.subject_id for fact in held}
    if found.entity.id not in persons or len(persons) < 2:
        return []
    known = articles.get_all(desk.shelf, (fact.article_id for fact in held if fact.article_id))
    return list(holding.lines(held, known))


BARE = frozenset({"office", "in office", "post", "charge", "power", "place"})
"""Words behind 'still' that name no office."""


def _newest(desk: Desk, request: Request, asked: re.Match[str]) -> Page | None:
    """'Latest on X': the newest facts of what is named; else the sentences on it, said to be undated."""
    words = asked["what"]
    found = perhaps(desk, words, ANY)
    if found is not None:
        return briefing.latest(desk, request.model_copy(update={"words": words}))
    about = briefing.on(desk, words)
    if about:
        order = note(_("Newest first where a date is known; undated items in the order they were entered."))
        return cited(
            desk, _("Latest on {words}", words=quoted(words)), [order, *each(about)], longest=LONGEST
        )
    hits = search.passages(desk.shelf, words, READ, NEAREST)
    known = articles.get_all(desk.shelf, (hit.passage.article_id for hit in hits))
    hits.sort(key=lambda hit: known[hit.passage.article_id].published.edtf, reverse=True)
    if not hits:
        return None
    order = note(
        _("By the date of the article where one is known; undated ones are in the order they were entered.")
    )
    lines = [order, *(_with_date(hit.passage.text, hit.passage.article_id, known) for hit in hits)]
    return cited(desk, _("Latest on {words}", words=quoted(words)), lines, longest=LONGEST)


def _with_date(text: str, number: int, known: dict[int, articles.StoredArticle]) -> Line:
    return Line(text=f"{sentence(trim(text, BRIEFLY))} ({say(known[number].published)})", cites=(number,))


def _both(desk: Desk, request: Request, asked: re.Match[str]) -> Page | None:
    """'Which countries are in both A and B': the lists compared by us."""
    return comparing.compare(desk, request.model_copy(update={"words": f"{asked['one']}, {asked['other']}"}))


def _is(text: str) -> re.Pattern[str]:
    return re.compile(text, re.IGNORECASE | re.DOTALL)


INTENTS: tuple[Intent, ...] = (
    Intent(
        _is(
            r"what (?:did|has|does) (?P<who>.{2,80}?) (?:say|said|tell|told|state|announce|call for)s?"
            r"(?: (?:about|on|of|regarding) (?P<topic>.+))?"
        ),
        _said,
    ),
    *(Intent(pattern, encounters.met) for pattern in encounters.ASKED),
    Intent(
        _is(r"which countries are (?:in|part of|covered by) both (?P<one>.{2,120}?) and (?P<other>.+)"), _both
    ),
    Intent(attributes.ASKED, attributes.attribute),
    Intent(_is(r"(?:how many|how much|what number of|what share of) (?P<what>.+)"), _count),
    Intent(_is(r"who (?:is|was|are|were|heads|headed|leads|led) (?:the )?(?P<what>.+)"), _who),
    Intent(_is(r"(?:is|are|does) (?P<what>.{2,120}?) still\b(?: (?:in |the )*(?P<office>.*))?"), _still),
    Intent(
        _is(
            r"(?:what(?: is|'s) )?(?:the )?(?:latest|news|newest|updates?)(?: news)? "
            r"(?:on|about|of|from) (?P<what>.+)"
        ),
        _newest,
    ),
    Intent(
        _is(
            r"(?:please )?(?:tell me (?:more )?about|what do (?:we|you) know (?:about|of)|what(?: is|'s)|"
            r"info(?:rmation)? (?:on|about)|brief me on|show(?: me)?) (?:the )?(?P<what>.+)"
        ),
        _card,
    ),
)
"""The forms of question that are understood, in the order in which they are tried."""
