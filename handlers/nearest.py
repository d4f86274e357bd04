"""Nearest: the sentences that come nearest to a question which no fact answers, never a conclusion."""

import itertools
import re
from collections.abc import Collection, Sequence

from briefs import notices
from briefs.language import _, joined, quoted
from briefs.lines import note, of_facts, of_passage
from briefs.page import Line, Page
from briefs.trim import trim
from data.errors import NotFound
from data.reading import gazetteers
from data.store import articles, coverage, entities, search
from data.store.articles import StoredPassage
from data.values import FactKind
from handlers import figures
from handlers.desk import Desk
from handlers.lookup import ALL, READ, worded_once
from handlers.pages import cited
from handlers.spotting import LONGEST_NAME, names_in

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
    words = MEASURE.sub("how", words)
    named, rest = names_in(desk, words)
    found = _with_next(desk, _holding(desk, words, named), rest if named else "")
    if named and not entities.naming(desk.shelf, (one.id for one in found), named):
        told = [one.passage for number in named for one in entities.seen(desk.shelf, number, READ, NAMING)]
        wanted = [SAME.get(word, (word,)) for word in search.content_words(rest)]
        about = [one for one in _about(told, wanted) if not found or any(_has(one, w) for w in wanted)]
        found = [*about[: BEFORE if found else NEAREST], *found][:NEAREST]
    found = _below_headings(desk, found, search.content_words(words))
    if not found:
        found = _holding(desk, " ".join(NAMES.findall(question or words)), [])
    if not found:
        say = notices.unanswered if len(words.split()) > LONGEST_NAME else notices.unknown
        raise NotFound(say(words, coverage.of(desk.shelf)))
    if named and not remark and _says_nothing_of(found, rest):
        remark = _(
            "The words that are asked about were not found beside the name; the sentences nearest to it:"
        )
    lines = [note(remark or _("What the sources say on this; no conclusion is drawn."))]
    strange = [] if _is_all_capitals(question or words) else search.strange(desk.shelf, _as_names(rest))
    if strange:
        lines.append(note(_("No article has the word {words}.", words=joined(map(quoted, strange)))))
    asked = search.content_words(words)
    longest = ROOM[len(found) - 1]
    lines += [of_passage(passage, asked, longest) for passage in found]
    lines += _facts(desk, words, named, [trim(passage.text, longest, asked) for passage in found])
    return cited(desk, _("On “{words}”", words=question or words), lines, longest=LONGEST)


MEASURE = re.compile(r"\bhow (?:long|often|far|old|big|large|high|soon)\b", re.IGNORECASE)
"""Words that ask for a measure, which the sentence that gives it does not have."""


def _says_nothing_of(found: Sequence[StoredPassage], rest: str) -> bool:
    """Whether no passage has any of the words that are asked of a name."""
    wanted = [SAME.get(word, (word,)) for word in search.content_words(rest)]
    return bool(wanted) and not any(_has(one, words) for one in found for words in wanted)


def instead(desk: Desk, words: str) -> Page:
    """For words of which no fact is held ('Skopje conference'): the sentences that have all of them.

    Only where a name that is held is among the words, or the adjective of a country ('Italian interior
    minister'); else, and where there is none, raises NotFound.
    """
    named, rest = names_in(desk, words)
    told = named or any(word.capitalize() in gazetteers.demonyms() for word in rest.split())
    hits = search.passages(desk.shelf, words, READ, NEAREST, enough=ALL, same=SAME) if told else []
    found = worded_once(hit.passage for hit in hits)
    if not found:
        raise NotFound(notices.unknown(words, coverage.of(desk.shelf)))
    asked, longest = search.content_words(words), ROOM[len(found) - 1]
    lines = [note(_("What the sources say on this; no conclusion is drawn."))]
    lines += [of_passage(passage, asked, longest) for passage in found]
    return cited(desk, _("On “{words}”", words=words), lines, longest=LONGEST)


def _as_names(rest: str) -> list[str]:
    """The words inside a question that are written as names are."""
    return [word for word in WORD.findall(rest) if word.istitle()]


def _is_all_capitals(question: str) -> bool:
    """Whether every word is written as names are, so that it says of none that it is one."""
    return all(word[:1].isupper() for word in question.split() if word[:1].isalpha())


def _holding(desk: Desk, words: str, named: Sequence[int]) -> list[StoredPassage]:
    """The passages that hold most of the words, best first, each wording once.

    Of those that name what is named, the ones that name most of it and one other; before them those that
    come before all of these and go on about it ('the Commissioner' of the EU).
    """
    hits = search.passages(desk.shelf, words, READ, NEAREST * 3, enough=0.45, same=SAME)
    least = max((hit.score for hit in hits), default=0.0) - FARTHER
    found = worded_once(hit.passage for hit in hits if hit.score >= least)
    if not named:
        return found[:NEAREST]
    naming = entities.naming(desk.shelf, (one.id for one in found), named)
    most = max(naming.values(), default=0)
    before = list(itertools.takewhile(lambda one: one.id not in naming, found))
    first = _going_on(desk, before, named)[:BEFORE]
    first += [one for one in found if most and naming.get(one.id) == most]
    others = [one for one in found if 0 < naming.get(one.id, 0) < most]
    return [*first, *others[:1]][:NEAREST]


FARTHER = 0.35
"""Sentences that hold so much less of a question than the nearest one are not shown beside it."""
BEFORE = 2
"""How many sentences are shown that name nothing of what is asked about, but hold more of the words."""


def _going_on(desk: Desk, found: Sequence[StoredPassage], named: Sequence[int]) -> list[StoredPassage]:
    """Of passages that do not name what is named those of an article about it, or behind one that does."""
    beside = entities.articles_naming(desk.shelf, {one.article_id for one in found}, named)
    here = [one for one in found if one.article_id in beside]
    about = entities.articles_about(desk.shelf, {one.article_id for one in here}, named, READ, ABOUT, OPENING)
    ahead = entities.naming(desk.shelf, (one.id - step for one in here for step in NEXT), named)
    return [one for one in here if one.article_id in about or any(one.id - step in ahead for step in NEXT)]


def _with_next(desk: Desk, found: list[StoredPassage], rest: str) -> list[StoredPassage]:
    """The passages, each with the one that goes on behind it and has a word of the question none of them has.

    'The conference was chaired by ...' behind the sentence that says where it met.
    """
    wanted = [SAME.get(word, (word,)) for word in search.content_words(rest)]
    lacking = [words for words in wanted if not any(_has(one, words) for one in found)]
    if not found or not lacking:
        return found
    behind = articles.behind(desk.shelf, found, READ, len(NEXT))
    going_on = [one for one in behind if one not in found and any(_has(one, words) for words in lacking)]
    if not going_on:
        return found[:NEAREST]
    shown = found[: NEAREST - len(going_on[:BEFORE])]
    groups = {one.id: [one] for one in shown}
    for further in going_on[:BEFORE]:
        before = [one.id for one in shown if _is_behind(further, one)]
        groups[max(before, default=shown[0].id)].append(further)

    def held(group: Sequence[StoredPassage]) -> int:
        return sum(any(_has(one, words) for one in group) for words in wanted)

    return list(itertools.chain(*sorted(groups.values(), key=held, reverse=True)))


def _below_headings(desk: Desk, found: Sequence[StoredPassage], words: Sequence[str]) -> list[StoredPassage]:
    """The passages, each heading with two of the words, or all, followed by the sentence below it."""
    enough = min(len(words), 2)
    headings = [
        one for one in found if one.role == "headline" and sum(_has(one, [w]) for w in words) >= enough > 0
    ]
    below = {one.id: one for one in articles.behind(desk.shelf, headings, ("body", "bullet", "quote"), 1)}
    whole = ((one, below.get(one.id + 1)) if one in headings else (one,) for one in found)
    return list(dict.fromkeys(one for pair in whole for one in pair if one))[:NEAREST]


def _is_behind(one: StoredPassage, other: StoredPassage) -> bool:
    return one.article_id == other.article_id and 0 <= one.id - other.id <= len(NEXT)


def _has(passage: StoredPassage, words: Sequence[str]) -> bool:
    text = passage.text.casefold()
    return any(re.search(rf"\b{re.escape(word[:STEM])}", text) for word in words)


ABOUT = 3
"""Passages of an article that name what it is about; or one of its first OPENING does."""
OPENING = 3
NEXT = (1, 2)
"""How far behind a passage that names it another may go on about it."""


def _about(naming: Collection[StoredPassage], wanted: Sequence[Sequence[str]]) -> list[StoredPassage]:
    """The passages that name the most of what was named and hold the most of what is wanted besides: words,
    each with those that tell the same."""
    times: dict[int, int] = {}
    for passage in naming:
        times[passage.id] = times.get(passage.id, 0) + 1
    once = {passage.id: passage for passage in naming if passage.role != "headline"}
    held = {n: sum(_has(one, words) for words in wanted) for n, one in once.items()}
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
    ("jailed", "imprisoned", "sentenced", "sentence", "prison", "jail"),
    ("rise", "rose", "risen", "increase", "increased", "grew", "growth"),
    ("fall", "fell", "fallen", "decrease", "decreased", "drop", "dropped", "decline", "declined"),
    ("leave", "left", "leaves", "depart", "departed", "departure"),
    ("part", "participate", "participated", "participates", "attend", "attended"),
    ("mou", "memorandum", "understanding"),
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


def _facts(desk: Desk, words: str, named: Sequence[int], shown: Sequence[str]) -> list[Line]:
    """The facts that hold the words, are of what is named, and stand in no sentence that is shown."""
    kinds = [kind.value for kind in FactKind]
    hits = search.facts(desk.shelf, words, kinds, 2, enough=0.6, by_common=False)
    held = [hit.fact for hit in hits if not _told(hit.fact.evidence, shown)]
    naming = entities.naming(desk.shelf, (fact.passage_id for fact in held if fact.passage_id), named)
    of = [
        fact
        for fact in held
        if not named or fact.passage_id in naming or {fact.subject_id, fact.object_id}.intersection(named)
    ]
    lines = {line.text: line for line in map(of_facts, ([fact] for fact in of))}
    return list(lines.values())


def _told(evidence: str, shown: Sequence[str]) -> bool:
    return any(sentence[:60] in " ".join(evidence.split()) for sentence in shown)


def facts_on(desk: Desk, words: str, kinds: Collection[str], limit: int = 40) -> set[int]:
    """The numbers of the facts of these kinds whose words hold most of what was asked."""
    return {hit.fact.id for hit in search.facts(desk.shelf, words, kinds, limit, enough=0.6)}
