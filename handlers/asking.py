"""Plain questions: the intent is told by rules, the answer is made by the same composers as the commands'."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from briefs import figures as figuring
from briefs import notices
from briefs import quotes as quoting
from briefs.dates import say
from briefs.language import _, quoted
from briefs.lines import each, note, of_facts, of_passage
from briefs.page import Line, Page
from briefs.telling import sentence
from briefs.trim import trim
from briefs.vocabulary import word
from data.errors import BadUsage, NotFound
from data.kinds import KINDS
from data.store import articles, entities, facts, search
from data.values import EntityKind, FactKind
from handlers import briefing, cards, comparing, figures, offices
from handlers.desk import Desk
from handlers.lookup import READ, names_in, perhaps
from handlers.pages import cited
from handlers.request import Request
from handlers.withheld import withheld_lines

SPEAKERS: tuple[EntityKind, ...] = ("person", "organisation", "place")
ALL = 0.99
"""A figure answers a question only when its sentence holds all that is asked."""
NEAREST = 4
"""How many sentences are shown when a question has no answer of its own."""
BRIEFLY = 170
"""Characters of a sentence where several are shown."""
LONGEST = 1_200
"""A plain question wants a plain answer."""
ANY: tuple[EntityKind, ...] = tuple(KINDS)


@dataclass(frozen=True)
class Intent:
    """A form of question, and the function that answers what its groups hold."""

    pattern: re.Pattern[str]
    answer: Callable[[Desk, Request, re.Match[str]], Page | None]


def asking(desk: Desk, request: Request) -> Page:
    """The answer to a plain question, or the card of a name; the nearest sentences when neither is found."""
    words = request.words.rstrip(" ?!.؟")
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
    return nearest(desk, words)


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
    if topic:
        hits = search.facts(desk.shelf, topic, ["quote", "statement"], 40, enough=0.6)
        wanted = {hit.fact.id for hit in hits}
        spoken = [fact for fact in spoken if fact.id in wanted]
    back = withheld_lines(desk, found.entity.id)
    lines = list(
        quoting.lines(
            [f for f in spoken if f.kind is FactKind.QUOTE],
            [f for f in spoken if f.kind is FactKind.STATEMENT],
        )
    )
    name, on = found.entity.name, quoted(topic or "")
    if not spoken and topic:
        lines = [note(_("No verified words of {name} on {words} are held.", name=name, words=on))]
    elif not spoken:
        lines = [note(_("No verified words of {name} are held.", name=name))]
    title = _("{name} on {words}", name=name, words=on) if topic else _("What {name} said", name=name)
    told = cards.matched(found, asked["who"])
    head = [note(told)] if told else []
    return cited(
        desk, title, [*head, *lines, *back], verdict="answer" if spoken else "nothing", longest=LONGEST
    )


def _count(desk: Desk, request: Request, asked: re.Match[str]) -> Page | None:
    """'How many ...': the figures whose sentence says all that is asked; else that there is none."""
    what = asked["what"]
    found = figures.matching(desk, what, enough=ALL)
    if found:
        lines = [*figuring.differing(found), *figuring.lines(found, [])]
        return cited(desk, _("Figures on {words}", words=quoted(what)), lines, longest=LONGEST)
    if figures.counted(desk, what):
        return figures.figure(desk, request.model_copy(update={"words": what}))
    return nearest(desk, what, _("No figure on exactly this is held; what the sources say nearest to it:"))


def _attribute(desk: Desk, request: Request, asked: re.Match[str]) -> Page | None:
    """'Who funds X', 'how much is X worth': an attribute of a project or event, or that it is not stated."""
    name = asked["what"]
    found = perhaps(desk, name, ("project", "event"))
    if found is None:
        return None
    predicates = next(names for group, names in ATTRIBUTES.items() if asked.groupdict().get(group))
    held = facts.of_entity(desk.shelf, found.entity.id, ["project", "event"], limit=200)
    lines = [*each((f for f in held if f.predicate in predicates), found.entity.id)]
    attribute, called = word(predicates[0]), found.entity.name
    title = _("{name}: {attribute}", name=called, attribute=attribute)
    if lines:
        return cited(desk, title, lines, longest=LONGEST)
    text = _("Not stated by any source held: {attribute} of {name}.", attribute=attribute, name=called)
    raise NotFound(text, [(found.entity.name, f"/{KINDS[found.entity.kind].command} {found.entity.name}")])


ATTRIBUTES: dict[str, tuple[str, ...]] = {
    "funds": ("funded by", "funder"),
    "implements": ("implemented by", "initiated by"),
    "worth": ("budget",),
    "lands": ("target country", "participant"),
    "time": ("period", "date"),
    "host": ("host", "organiser"),
}
"""A group of the pattern below, and the predicates that answer it."""


def _who(desk: Desk, request: Request, asked: re.Match[str]) -> Page | None:
    """'Who is the ...': the holders of an office; a name gives its card."""
    office, _ = offices.split(asked["what"])
    if offices.holders(desk, office):
        return offices.who(desk, request.model_copy(update={"words": asked["what"]}))
    found = perhaps(desk, asked["what"], ANY)
    return cards.page(desk, found, asked["what"]) if found else None


def _still(desk: Desk, request: Request, asked: re.Match[str]) -> Page | None:
    """'Is X still ...': what is held of X; whether it is still so is concluded by nobody."""
    found = perhaps(desk, asked["what"], ANY)
    if found is None:
        return None
    page = cards.page(desk, found, asked["what"])
    caution = note(_("Whether it is still so is not stated by any source held; what they say, with dates:"))
    lines = [line for line in page.lines if line.cites]
    return cited(desk, page.title, [caution, *lines], page.choices[:3], longest=LONGEST)


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


def nearest(desk: Desk, words: str, remark: str = "") -> Page:
    """The sentences that come nearest to a question; never a conclusion of ours.

    What is named in the question must be named in the sentence.
    """
    hits = search.passages(desk.shelf, words, READ, NEAREST * 3, enough=0.45)
    named, _rest = names_in(desk, words)
    naming = {seen.passage.id for number in named for seen in entities.seen(desk.shelf, number, READ, 200)}
    hits = [hit for hit in hits if not named or hit.passage.id in naming][:NEAREST]
    if not hits:
        raise NotFound(notices.unknown(words, articles.coverage(desk.shelf)))
    open_facts = search.facts(desk.shelf, words, [kind.value for kind in FactKind], 2, enough=0.6)
    lines = [note(remark or _("What the sources say on this; no conclusion is drawn."))]
    lines += [of_passage(hit.passage, search.content_words(words), 200) for hit in hits]
    shown = [trim(hit.passage.text, 200, search.content_words(words)) for hit in hits]
    lines += [of_facts([hit.fact]) for hit in open_facts if not _told(hit.fact.evidence, shown)]
    return cited(desk, _("On {words}", words=quoted(words)), lines, longest=LONGEST)


def _told(evidence: str, shown: Sequence[str]) -> bool:
    return any(told[:60] in " ".join(evidence.split()) for told in shown)


def _is(text: str) -> re.Pattern[str]:
    return re.compile(text, re.IGNORECASE | re.DOTALL)


INTENTS: tuple[Intent, ...] = (
    Intent(
        _is(
            r"what (?:did|has|does) (?P<who>.{2,80}?) (?:say|said|tell|told|state)s?"
            r"(?: (?:about|on|of|regarding) (?P<topic>.+))?"
        ),
        _said,
    ),
    Intent(
        _is(
            r"(?:(?P<funds>who (?:funds|funded|finances|paid for|pays for))"
            r"|(?P<implements>who (?:implements|implemented|runs|carries out))"
            r"|(?P<lands>(?:how many|which|what) countries (?:are in|are covered by|take part in|took part in"
            r"|does|were at|attended))|(?P<host>who (?:hosts|hosted|organises|organised|organized))"
            r"|(?P<time>when (?:does|did|was|is)))"
            r" (?:the )?(?P<what>.+?)(?: run| start| end| held| cover| take place)?"
        ),
        _attribute,
    ),
    Intent(
        _is(
            r"(?P<worth>(?:how much (?:is|was|does|did)|what (?:is|was) the budget of|what (?:does|did))) "
            r"(?:the )?"
            r"(?P<what>.+?)(?: worth| cost)?"
        ),
        _attribute,
    ),
    Intent(_is(r"(?:how many|how much|what number of|what share of) (?P<what>.+)"), _count),
    Intent(
        _is(r"which countries are (?:in|part of|covered by) both (?P<one>.{2,120}?) and (?P<other>.+)"), _both
    ),
    Intent(_is(r"who (?:is|was|are|were|heads|headed|leads|led) (?:the )?(?P<what>.+)"), _who),
    Intent(_is(r"(?:is|are|does) (?P<what>.{2,120}?) still\b.*"), _still),
    Intent(
        _is(
            r"(?:what(?: is|'s) )?(?:the )?(?:latest|news|newest|updates?)(?: news)? "
            r"(?:on|about|of|from) (?P<what>.+)"
        ),
        _newest,
    ),
)
"""The forms of question that are understood, in the order in which they are tried."""
