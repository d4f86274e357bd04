"""Nearest: the sentences that come nearest to a question which no fact answers, never a conclusion."""

import re
from collections.abc import Collection, Sequence
from itertools import takewhile

from briefs import notices
from briefs.language import _, joined, quoted
from briefs.lines import note, of_facts, of_passage
from briefs.page import Line, Page
from briefs.trim import trim
from data.errors import NotFound
from data.store import coverage, entities, search
from data.store.articles import StoredPassage
from data.values import FactKind
from handlers import figures
from handlers.desk import Desk
from handlers.lookup import LONGEST_NAME, READ, names_in, worded_once
from handlers.pages import cited

NEAREST = 4
"""How many sentences are shown when a question has no answer of its own."""
LONGEST = 1_200
"""A plain question wants a plain answer."""
ROOM = (420, 280, 240, 220)
"""Characters of a sentence where it is the only one, one of two, and so on."""
NAMING = 200
"""Passages of each name that are looked at when no other sentence is near."""


def nearest(desk: Desk, words: str, remark: str = "", question: str = "") -> Page:
    """The sentences that hold most of a question; what is named in it must be named in them.

    Where no sentence holds enough of it, those that name the most of what is named are shown, else those
    that have its names, though nothing is held under them. `question` is it as it was asked, for the title.
    Raises NotFound when nothing in it is named or held.
    """
    named, rest = names_in(desk, words)
    found = _holding(desk, words, named)
    if not found:
        told = [one.passage for number in named for one in entities.seen(desk.shelf, number, READ, NAMING)]
        found = _about(told, search.content_words(rest))
    if not found:
        found = _holding(desk, " ".join(NAMES.findall(question or words)), [])
    if not found:
        say = notices.unanswered if len(words.split()) > LONGEST_NAME else notices.unknown
        raise NotFound(say(words, coverage.of(desk.shelf)))
    lines = [note(remark or _("What the sources say on this; no conclusion is drawn."))]
    strange = [] if _is_all_capitals(question or words) else search.strange(desk.shelf, _as_names(rest))
    if strange:
        lines.append(note(_("No article has the word {words}.", words=joined(map(quoted, strange)))))
    asked = search.content_words(words)
    longest = ROOM[len(found) - 1]
    lines += [of_passage(passage, asked, longest) for passage in found]
    lines += _facts(desk, words, [trim(passage.text, longest, asked) for passage in found])
    return cited(desk, _("On “{words}”", words=question or words), lines, longest=LONGEST)


def _as_names(rest: str) -> list[str]:
    """The words inside a question that are written as names are."""
    return [word for word in WORD.findall(rest) if word.istitle()]


def _is_all_capitals(question: str) -> bool:
    """Whether every word is written as names are, so that it says of none that it is one."""
    return all(word[:1].isupper() for word in question.split() if word[:1].isalpha())


def _holding(desk: Desk, words: str, named: Sequence[int]) -> list[StoredPassage]:
    """The passages that hold most of the words, best first, each wording once.

    Of those that name what is named, the ones that name most of it and one other; before them those that
    come before all of these and whose article names it elsewhere ('the Commissioner' of the EU).
    """
    hits = search.passages(desk.shelf, words, READ, NEAREST * 3, enough=0.45, same=SAME)
    found = worded_once(hit.passage for hit in hits)
    if not named:
        return found[:NEAREST]
    naming = entities.naming(desk.shelf, (one.id for one in found), named)
    most = max(naming.values(), default=0)
    before = list(takewhile(lambda one: one.id not in naming, found))
    beside = entities.articles_naming(desk.shelf, {one.article_id for one in before}, named)
    first = [one for one in before if one.article_id in beside][:BEFORE]
    first += [one for one in found if most and naming.get(one.id) == most]
    others = [one for one in found if 0 < naming.get(one.id, 0) < most]
    return [*first, *others[:1]][:NEAREST]


BEFORE = 2
"""How many sentences are shown that name nothing of what is asked about, but hold more of the words."""


def _about(naming: Collection[StoredPassage], words: Sequence[str]) -> list[StoredPassage]:
    """The passages that name the most of what was named and hold the most of the words besides."""
    times: dict[int, int] = {}
    for passage in naming:
        times[passage.id] = times.get(passage.id, 0) + 1
    once = {passage.id: passage for passage in naming if passage.role != "headline"}
    stems = [word[:STEM] for word in words]
    held = {n: sum(stem in one.text.casefold() for stem in stems) for n, one in once.items()}
    ranked = sorted(once, key=lambda number: (-times[number], -held[number], -number))
    return worded_once(once[number] for number in ranked)[: NEAREST - 1]


GROUPS = (
    *figures.GROUPS,
    ("leads", "led", "lead", "heads", "headed", "head", "chairs", "chaired", "chair"),
    ("funds", "funded", "fund", "funding", "finances", "financed", "pays", "paid"),
    ("starts", "started", "start", "begins", "began", "begin"),
    ("charge", "charges", "pay", "paid", "cost", "costs", "price"),
    ("money", "cash", "funds"),
    ("readmission", "re-admission"),
    ("held", "hosted", "hold", "host"),
    ("build", "built", "construct", "construction", "constructed"),
)
"""Words of a question and those with which a sentence may tell the same."""
WORD = re.compile(r"(?<=\s)[^\W\d_][^\W\d_-]{2,}(?=['’]|\s|$)")
NAMES = re.compile(r"(?<=\s)[^\W\d_a-z][\w’'-]{2,}")
"""The same, and acronyms."""
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
