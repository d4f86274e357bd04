"""/quote: what a person said, or what was said about a topic; only direct quotes are in quotation marks."""

from briefs import notices
from briefs import quotes as wording
from briefs.language import _, quoted
from briefs.lines import note
from briefs.page import Page
from data.errors import NotFound
from data.store import coverage, facts, search
from data.values import EntityKind
from handlers.cards import matched
from handlers.desk import Desk
from handlers.lookup import Found, perhaps, unknown
from handlers.pages import cited
from handlers.request import Request
from handlers.wanting import unnamed
from handlers.withheld import withheld_lines

LONGEST = 2_900
"""A quote is shown whole, so these answers may be longer than others."""
SPOKEN = ("quote", "statement")
SPEAKERS: tuple[EntityKind, ...] = ("person", "organisation", "place")


def quote(desk: Desk, request: Request) -> Page:
    """The quotes of a speaker, or the quotes that hold the words."""
    if not request.words:
        raise unnamed(desk, "/quote PERSON or TOPIC", ["person"])
    found = perhaps(desk, request.words, SPEAKERS)
    if found and not facts.of_entity(desk.shelf, found.entity.id, SPOKEN, limit=1):
        found = None if search.facts(desk.shelf, request.words, ["quote"], 1) else found
    return _of_speaker(desk, found, request.words) if found else _of_topic(desk, request.words)


def _of_speaker(desk: Desk, found: Found, words: str) -> Page:
    quotes = facts.of_entity(desk.shelf, found.entity.id, ["quote"])
    statements = facts.of_entity(desk.shelf, found.entity.id, ["statement"])
    name = found.entity.name
    told = matched(found, words)
    head = [note(told)] if told else []
    lines = [*head, *wording.lines(quotes, statements), *withheld_lines(desk, found.entity.id)]
    if not quotes and not statements:
        text = _("No quote of {name} in the store.", name=name)
        covered = notices.covers(coverage.of(desk.shelf))
        raise NotFound(f"{text}\n{covered}", [(name, f"/find {name}")])
    return cited(desk, _("Quotes of {name}", name=name), lines, longest=LONGEST)


def _of_topic(desk: Desk, words: str) -> Page:
    hits = search.facts(desk.shelf, words, ["quote"])
    if not hits:
        raise unknown(desk, words)
    lines = wording.on_topic([hit.fact for hit in hits], search.content_words(words))
    return cited(desk, _("Quotes on {words}", words=quoted(words)), [*lines], longest=LONGEST)
