"""Nearest: the sentences that come nearest to a question which no fact answers, never a conclusion."""

from collections.abc import Collection, Sequence

from briefs import notices
from briefs.language import _
from briefs.lines import note, of_facts, of_passage
from briefs.page import Line, Page
from briefs.trim import trim
from data.errors import NotFound
from data.store import articles, entities, search
from data.store.articles import StoredPassage
from data.values import FactKind
from handlers import figures
from handlers.desk import Desk
from handlers.lookup import LONGEST_NAME, READ, names_in
from handlers.pages import cited

NEAREST = 4
"""How many sentences are shown when a question has no answer of its own."""
LONGEST = 1_200
"""A plain question wants a plain answer."""
ROOM = (420, 280, 240, 220)
"""Characters of a sentence where it is the only one, one of two, and so on."""
NAMING = 200
"""Passages of each name that are looked at when no other sentence is near."""


def nearest(desk: Desk, words: str, remark: str = "") -> Page:
    """The sentences that hold most of a question; what is named in it must be named in them.

    Where no sentence holds enough of it, those that name the most of what is named are shown.
    Raises NotFound when nothing in it is named or held.
    """
    named, rest = names_in(desk, words)
    hits = [
        hit.passage for hit in search.passages(desk.shelf, words, READ, NEAREST * 3, enough=0.45, same=SAME)
    ]
    naming = entities.naming_any(desk.shelf, (hit.id for hit in hits), named)
    found = [hit for hit in hits if not named or hit.id in naming][:NEAREST]
    if not found:
        told = [one.passage for number in named for one in entities.seen(desk.shelf, number, READ, NAMING)]
        found = _about(told, search.content_words(rest))
    if not found:
        say = notices.unanswered if len(words.split()) > LONGEST_NAME else notices.unknown
        raise NotFound(say(words, articles.coverage(desk.shelf)))
    lines = [note(remark or _("What the sources say on this; no conclusion is drawn."))]
    asked = search.content_words(words)
    longest = ROOM[len(found) - 1]
    lines += [of_passage(passage, asked, longest) for passage in found]
    lines += _facts(desk, words, [trim(passage.text, longest, asked) for passage in found])
    return cited(desk, _("On “{words}”", words=words), lines, longest=LONGEST)


def _about(naming: Collection[StoredPassage], words: Sequence[str]) -> list[StoredPassage]:
    """The passages that name the most of what was named and hold the most of the words besides."""
    times: dict[int, int] = {}
    for passage in naming:
        times[passage.id] = times.get(passage.id, 0) + 1
    once = {passage.id: passage for passage in naming if passage.role != "headline"}
    stems = [word[:STEM] for word in words]
    held = {n: sum(stem in one.text.casefold() for stem in stems) for n, one in once.items()}
    ranked = sorted(once, key=lambda number: (-times[number], -held[number], -number))
    return [once[number] for number in ranked[: NEAREST - 1]]


GROUPS = (
    *figures.GROUPS,
    ("leads", "led", "lead", "heads", "headed", "head", "chairs", "chaired", "chair"),
    ("funds", "funded", "fund", "funding", "finances", "financed", "pays", "paid"),
    ("starts", "started", "start", "begins", "began", "begin"),
    ("charge", "charges", "pay", "paid", "cost", "costs", "price"),
    ("held", "hosted", "hold", "host"),
    ("build", "built", "construct", "construction", "constructed"),
)
"""Words of a question and those with which a sentence may tell the same."""
SAME = {
    word: tuple(dict.fromkeys(other for group in GROUPS if word in group for other in group))
    for group in GROUPS
    for word in group
}


STEM = 5
"""Letters that forms of a word share."""


def _facts(desk: Desk, words: str, shown: Sequence[str]) -> list[Line]:
    """The facts that hold the words and stand in none of the sentences that are shown."""
    kinds = [kind.value for kind in FactKind]
    hits = search.facts(desk.shelf, words, kinds, 2, enough=0.6, by_common=False)
    return [of_facts([hit.fact]) for hit in hits if not _told(hit.fact.evidence, shown)]


def _told(evidence: str, shown: Sequence[str]) -> bool:
    return any(sentence[:60] in " ".join(evidence.split()) for sentence in shown)


def facts_on(desk: Desk, words: str, kinds: Collection[str], limit: int = 40) -> set[int]:
    """The numbers of the facts of these kinds whose words hold most of what was asked."""
    return {hit.fact.id for hit in search.facts(desk.shelf, words, kinds, limit, enough=0.6)}
