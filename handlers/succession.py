"""Succession: sentences that say of a person that they left an office, or took one over."""

import re
from collections.abc import Iterable, Iterator

from briefs.dates import say
from briefs.language import _
from briefs.lines import note
from briefs.page import Line
from briefs.telling import sentence
from briefs.trim import trim
from data.store import articles, entities
from data.store.entities import Seen
from handlers.desk import Desk
from handlers.lookup import READ

CHANGE = re.compile(
    r"\b(?:outgoing|former|ex-(?=\w)|successors?|succeed(?:s|ed|ing)?|replac(?:es|ed|ing)|retired|resigned|"
    r"step(?:s|ped)? down|will leave|(?:removed|dismissed|sacked) as|t(?:akes|ook) over from)(?!\w)",
    re.IGNORECASE,
)
"""Words by which a sentence says that an office changed hands."""
NEAR = 120
"""Characters between such a word and the name."""
PERSONS, PERHAPS, LOOKED_AT, SHOWN, BRIEFLY = 6, 2, 20, 3, 250
"""How many persons, of those who may be the same as each, and of the newest sentences of each are looked at;
how many are shown, and the characters of one."""


def changes(desk: Desk, persons: Iterable[int]) -> list[Line]:
    """Sentences with such a word near one of these names, each with the date of its article; or none.

    Those of a person who may be the same, which nobody has decided, are among them.
    """
    found = {one.passage.id: one for one in _sentences(desk, list(dict.fromkeys(persons))[:PERSONS])}
    known = articles.get_all(desk.shelf, (one.passage.article_id for one in found.values()))
    newest = sorted(
        found.values(), key=lambda one: known[one.passage.article_id].published.edtf, reverse=True
    )
    shown = newest[:SHOWN]
    lines = [_line(one, known[one.passage.article_id]) for one in shown]
    return [note(_("Sentences that speak of a change in office:")), *lines] if lines else []


def _line(one: Seen, article: articles.StoredArticle) -> Line:
    said = CHANGE.search(one.passage.text)
    told = sentence(trim(one.passage.text, BRIEFLY, [said[0] if said else one.text]))
    text = _("{told} ({when})", told=told, when=say(article.published)) if article.published.edtf else told
    return Line(text=text, cites=(one.passage.article_id,))


def _sentences(desk: Desk, persons: Iterable[int]) -> Iterator[Seen]:
    for person in persons:
        for number in (person, *entities.perhaps_same(desk.shelf, person)[:PERHAPS]):
            seen = entities.seen(desk.shelf, number, READ, LOOKED_AT)
            behind = {one.id: one for one in articles.behind(desk.shelf, (s.passage for s in seen), READ, 1)}
            for one in seen:
                following = behind.get(one.passage.id + 1)
                if _changes(one):
                    yield one
                begins = _OF_THE_SAME.match(following.text) if following else None
                if following and begins and CHANGE.match(following.text, begins.end()):
                    yield Seen(passage=following, text=one.text, how=one.how)


_OF_THE_SAME = re.compile(
    r"(?:His|Her) |(?:He|She) (?:(?:was|is|has|had|been|will|would|to|be|also|then|later) ){0,4}"
)
"""How a sentence begins that goes on about the person of the one before, up to what it says of a change."""


def _changes(one: Seen) -> bool:
    if one.how not in ("name", "surname"):
        return False
    at = max(one.passage.text.find(one.text), 0)
    return bool(CHANGE.search(one.passage.text, max(0, at - NEAR), at + len(one.text) + NEAR))
