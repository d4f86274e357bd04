"""/figure: figures by words or by number, each with its subject, period, attribution and source."""

import re
from collections.abc import Mapping, Sequence
from datetime import date

from briefs import figures as wording
from briefs import helping, notices
from briefs.card import differs, once
from briefs.language import _, quoted
from briefs.lines import note, of_passage
from briefs.page import Line, Page
from data.errors import BadUsage, NotFound
from data.kinds import KINDS
from data.reading import numbers
from data.store import coverage, facts, search
from data.values import StoredFact
from handlers.desk import Desk
from handlers.differing import differing
from handlers.lookup import READ, perhaps
from handlers.pages import cited
from handlers.request import Request
from handlers.spotting import names_in

LISTS = ("participant", "target country")
"""Predicates whose objects may be counted by us."""
LONGEST = 1_000
"""A figure is wanted alone: shorter than other answers."""


def figure(desk: Desk, request: Request) -> Page:
    """The figures that the words are about, or that have this number."""
    if not request.words:
        known = facts.newest(desk.shelf, ["figure"], limit=1)
        raise BadUsage(helping.usage("/figure WORDS or a number", [f"/figure {f.value}" for f in known]))
    found = matching(desk, request.words)
    lists = counted(desk, request.words)
    lines = told(desk, found, lists)
    if not lines and value(request.words) is None:
        lines = in_sentences(desk, request.words) or _near(desk, request.words)
    named = perhaps(desk, request.words, tuple(KINDS)) if not lines else None
    if named is not None:
        text, name = _("No figure of {name} in the store.", name=named.entity.name), named.entity.name
        covered = notices.covers(coverage.of(desk.shelf))
        raise NotFound(f"{text}\n{covered}", [(name, f"/find {name}")])
    if not lines:
        raise NotFound(notices.unknown(request.words, coverage.of(desk.shelf)))
    return cited(desk, _("Figures on {words}", words=quoted(request.words)), lines, longest=LONGEST)


def told(desk: Desk, found: Sequence[StoredFact], lists: Sequence[StoredFact] = ()) -> list[Line]:
    """The figures as lines; in front of them what sources do not agree on: who said it, and how many."""
    pairs = differing(desk.shelf, found)
    apart = once(differs(pair) for pair in pairs if pair.first.number != pair.second.number)
    return [*wording.differing(found), *apart, *wording.lines(found, lists)]


def in_sentences(desk: Desk, words: str) -> list[Line]:
    """The sentences with a number that hold all the words, for figures that no rule has read."""
    hits = search.passages(desk.shelf, words, READ, SENTENCES * 4, enough=0.99)
    counted = [hit for hit in hits if COUNT.search(hit.passage.text)][:SENTENCES]
    around = search.content_words(words)
    told = [of_passage(hit.passage, around, 200) for hit in counted]
    return (
        [note(_("No figure was read on exactly this; sentences with a number that hold the words:")), *told]
        if told
        else []
    )


def _near(desk: Desk, words: str) -> list[Line]:
    """The figures that hold some of the words, where none holds most of them."""
    hits = search.facts(desk.shelf, words, ["figure"], SENTENCES, SOME, SAME, by_common=False)
    told = list(wording.lines(to_the_point(words, [hit.fact for hit in hits]), []))
    return (
        [note(_("No figure on exactly this is held; those that hold some of the words:")), *told]
        if told
        else []
    )


SOME = 0.45
"""The share of the words' weight that a figure must hold to be shown where none holds most of it."""
SENTENCES = 3
COUNT = re.compile(
    r"\d|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|dozens?|scores|hundreds?|thousands?|"
    r"millions?|half|third|quarter|nobody|no one|none)\b",
    re.IGNORECASE,
)


FEW, MANY = 6, 20
"""How many figures are shown, and looked at where only those of a year are wanted."""


def matching(desk: Desk, words: str, limit: int = FEW, enough: float = 0.6) -> list[StoredFact]:
    """The figures of this number, or whose words, names or sentence hold the words, best first."""
    number = value(words)
    if number is not None:
        return facts.with_number(desk.shelf, number, limit)
    hits = search.facts(desk.shelf, words, ["figure"], limit, enough, SAME)
    best = max((hit.score for hit in hits), default=0.0)
    near = {hit.fact.id: hit.fact for hit in hits if hit.score > best - 0.25}
    return _there(desk, words, to_the_point(words, list(near.values())))[:limit]


def to_the_point(words: str, found: list[StoredFact]) -> list[StoredFact]:
    """Of the figures in sentences that hold the words, those that count what the words say, where some do.

    In each sentence those come first whose own noun or fate is asked for.
    """
    stems = [[other[:STEM] for other in SAME.get(word, (word,))] for word in search.content_words(words)]
    told = {
        fact.id: f"{fact.counted} {fact.predicate} {fact.value} {_beside(fact)}".casefold() for fact in found
    }
    held = {n: sum(any(stem in text for stem in one) for one in stems) for n, text in told.items()}
    best = max(held.values(), default=0)
    kept = [fact for fact in found if held[fact.id] >= max(best - 1, min(best, 1))]
    sentences = {(fact.article_id, fact.end): n for n, fact in reversed(list(enumerate(kept)))}
    own = {fact.id: f"{fact.counted} {fact.predicate}".casefold() for fact in kept}
    asked = {number: any(stem in text for one in stems for stem in one) for number, text in own.items()}
    kept = _of_the_fate(words, kept, own)
    return sorted(kept, key=lambda fact: (sentences[fact.article_id, fact.end], not asked[fact.id]))


def _of_the_fate(words: str, found: list[StoredFact], own: Mapping[int, str]) -> list[StoredFact]:
    """Where a fate is asked for ('killed'), of a sentence that tells it of some figures those alone."""
    fates = [form for word in search.content_words(words) for form in SAME.get(word, ())]
    told = {fact.id for fact in found if any(form in own[fact.id].split() for form in fates)}
    there = {(fact.article_id, fact.end) for fact in found if fact.id in told}
    return [fact for fact in found if fact.id in told or (fact.article_id, fact.end) not in there]


def of_time(desk: Desk, words: str, enough: float) -> list[StoredFact]:
    """The figures that hold the words; where a month or one year is among these, those that may be of it.

    Of a month are those alone that are dated in it; where none is, the month is a word like any other. A
    figure without a date is of the year of its report, where that is known. Where none that counts what is
    asked is of that year, neither is another of its sentence.
    """
    of_month = _of_month(desk, words, enough)
    if of_month:
        return of_month
    years = set(YEAR.findall(words))
    if len(years) != 1 or not search.content_words(YEAR.sub(" ", words)):
        return matching(desk, words, enough=enough)
    year = int(years.pop())
    first, last = date(year, 1, 1), date(year, 12, 31)
    held = matching(desk, YEAR.sub(" ", words), limit=MANY, enough=enough)
    spans = [(fact, fact.when if fact.when.edtf else fact.published) for fact in held]
    of = [one for one, when in spans if (when.earliest or first) <= last and (when.latest or last) >= first]
    stems = [word[:STEM] for word in search.content_words(YEAR.sub(" ", words))]
    counting = [one for one in held if any(stem in one.counted.casefold() for stem in stems)]
    return of[:FEW] if not counting or any(one in counting for one in of) else []


def _of_month(desk: Desk, words: str, enough: float) -> list[StoredFact]:
    """The figures dated in the month that the words name, of any year or of the one behind it."""
    asked = MONTH.search(words)
    rest = f"{words[: asked.start()]} {words[asked.end() :]}" if asked else ""
    if asked is None or not search.content_words(rest):
        return []
    held = matching(desk, rest, limit=MANY, enough=enough)
    wanted = f"{asked['year'] or ''}-{MONTHS.index(asked['month'].casefold()) + 1:02}"
    return [one for one in held if one.when.edtf[:7].endswith(wanted) and _in_one_month(one)][:FEW]


def _in_one_month(fact: StoredFact) -> bool:
    first, last = fact.when.earliest, fact.when.latest
    return bool(first and last) and f"{first:%Y-%m}" == f"{last:%Y-%m}"


MONTHS = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october",
    "november", "december",
)  # fmt: skip
MONTH = re.compile(
    rf"\b(?:in|during|for|of|last|this) (?P<month>{'|'.join(MONTHS)})"
    r"(?:,? (?:of )?(?P<year>(?:19|20)\d\d))?\b",
    re.IGNORECASE,
)
YEAR = re.compile(r"\b(?:19|20)\d\d\b")


def _there(desk: Desk, words: str, found: list[StoredFact]) -> list[StoredFact]:
    """Where a place is asked for that some are of alone: these first, and none of another place."""
    shares = [fact for fact in found if fact.place and fact.place == fact.subject]
    named = names_in(desk, words)[0] if shares else []
    there = [fact for fact in shares if fact.subject_id in named]
    return [*there, *(fact for fact in found if fact not in shares)] if there else found


def _beside(fact: StoredFact) -> str:
    """The words of the sentence right around the figure, up to the next clause."""
    before, _value, behind = fact.evidence.partition(fact.value)
    return f"{re.split('[.;:]', before[-NEAR:])[-1]} {re.split('[.;:]', behind[:NEAR])[0]}"


NEAR = 90
"""Characters before and behind a figure in which it is told what it counts."""
STEM = 5
"""Letters that forms of a word share: 'arrested', 'arrests'."""


GROUPS = (
    ("dead", "died", "deaths", "killed", "drowned", "die", "fatalities", "toll"),
    ("arrested", "arrests", "detained", "apprehended", "held", "arrest", "detain"),
    ("deported", "returned", "repatriated", "deport", "deportees"),
    ("rescued", "saved", "rescue"),
    ("seized", "confiscated", "recovered", "seize", "seizure", "seizures"),
    ("convicted", "sentenced", "convict", "convictions"),
    ("intercepted", "stopped", "intercept"),
    ("trained", "train", "training"),
)
"""Words that are said of the same fate; a figure that is asked for with one may be told with another."""
SAME = {word: group for group in GROUPS for word in group}


def value(words: str) -> float | None:
    """The number when a number alone was asked for ('47%', '1,770', '1.5 million'), else None."""
    bare = NUMBER.fullmatch(words.strip())
    return numbers.value(bare[1]) if bare else None


NUMBER = re.compile(rf"[€$£]?\s?({numbers.DIGITS})\s?(?:%|per ?cent)?", re.IGNORECASE)


def counted(desk: Desk, words: str) -> list[StoredFact]:
    """Facts of the lists that the words are about, whole lists only; common words alone name no list."""
    hits = search.facts(desk.shelf, words, ["event", "project"], 1, enough=0.6, by_common=False)
    of_list = [hit.fact for hit in hits if hit.fact.predicate in LISTS]
    if not of_list:
        return []
    first = of_list[0]
    same = facts.of_entity(desk.shelf, first.subject_id, [first.kind.value], limit=200)
    return [
        fact for fact in same if fact.predicate == first.predicate and fact.article_id == first.article_id
    ]
