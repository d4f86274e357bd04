"""Entering: from the words in which a person enters a fact to the fact as it will be stored."""

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta

from data.dates import UNDATED, DateSpan, Value
from data.digits import plainly_numbered
from data.errors import BadUsage
from data.reading.dates import parse
from data.reading.gazetteers import Known
from data.store.articles import OWN_KNOWLEDGE
from data.values import Article, EntityKind, Fact, FactKind

FIELDS = ("subject", "what", "value", "when", "where", "said by", "source")
"""What is asked for, in this order; the same order as between bars in one line."""
NEEDED = ("subject", "what", "source")
LABEL = re.compile(
    r"(?:^|(?<=[\s|;,.]))(subject|what|value|when|where|said by|source)\s*:\s*(?=\S)", re.IGNORECASE
)
LONGEST = 1_000
"""Characters of one field, and of the words of a fact."""


class Party(Value):
    """Somebody or something that a fact names: an entity of the store, or a new one (`id` None)."""

    kind: EntityKind
    name: str
    id: int | None = None
    typed: str = ""
    """The words that meant it."""


class Entry(Value):
    """One fact as it will be stored, with whom its names mean."""

    fact: Fact
    parties: tuple[Party, ...] = ()
    evidence: str
    source: str = ""
    article: int | None = None
    passage: int | None = None
    tlp: int = 0


class Words(Value):
    """What was typed, taken apart: free wording, or fields, or both."""

    wording: str = ""
    fields: Mapping[str, str] = {}


def taken_apart(text: str) -> Words:
    """Fields between bars ('subject | what | value | ...'), 'field: value' pairs, and the free words before.

    A single bar before a pair ('words | source: ...') separates nothing else.
    """
    text = " ".join(text.split())
    first = LABEL.search(text)
    head = (text[: first.start()] if first else text).strip(" |;,")
    fields = _labelled(text)
    parts = [part.strip() for part in head.split("|")]
    if len(parts) > 1:
        given = {name: part for name, part in zip(FIELDS, parts, strict=False) if part}
        if len(parts) > len(FIELDS):
            raise BadUsage(f"There are more than {len(FIELDS)} fields: {' | '.join(FIELDS)}.")
        return Words(fields={**given, **fields})
    return Words(wording=head, fields=fields)


def _labelled(text: str) -> dict[str, str]:
    found = list(LABEL.finditer(text))
    ends = [*(match.start() for match in found[1:]), len(text)][: len(found)]
    return {
        match[1].casefold(): text[match.end() : end].strip(" |;")
        for match, end in zip(found, ends, strict=True)
    }


OF_ARTICLE = re.compile(r"(?:article|source)?\s*\[?#?(\d{1,9})\]?", re.IGNORECASE)
OF_OFFICE = re.compile(rf"{OWN_KNOWLEDGE}\s+(?:of|at|from)\s+(?P<office>\S.{{1,200}})", re.IGNORECASE)
WEB = re.compile(r"https?://[^\s/]+\.[^\s]+", re.IGNORECASE)


def source_of(words: str) -> tuple[str, int | None]:
    """The source as it is stored, and the number of the article when it is one. Raises BadUsage."""
    words = words.strip()
    article = OF_ARTICLE.fullmatch(words)
    if article:
        return f"article {int(article[1])}", int(article[1])
    office = OF_OFFICE.fullmatch(words)
    if office:
        return f"{OWN_KNOWLEDGE} of {office['office'].strip()}", None
    if WEB.fullmatch(words) and len(words) <= LONGEST:
        return words, None
    raise BadUsage(
        "A source is an address (https://...), the number of an article, or “own knowledge of” an office."
    )


SIDES = {"before": "../{}", "until": "../{}", "by": "../{}", "after": "{}/..", "from": "{}/.."}
NEAR = {"today": 0, "yesterday": 1, "the day before yesterday": 2}
"""Days before the day of entry."""


def when_of(words: str, today: date) -> DateSpan:
    """The date that words mean, as exactly as they say; 'undated' is one too. Raises BadUsage."""
    words = plainly_numbered(words)
    plain = " ".join(words.casefold().split())
    if plain in ("undated", "unknown", "no date", "-"):
        return UNDATED
    if plain in NEAR:
        day = today - timedelta(days=NEAR[plain])
        return DateSpan(edtf=day.isoformat(), precision="day", words=words)
    if (span := parse(words)) is not None:
        return span
    side, _, rest = plain.partition(" ")
    bound = parse(words.strip()[len(side) :].strip()) if side in SIDES and rest else None
    if bound is not None and bound.edtf and "/" not in bound.edtf:
        return DateSpan(edtf=SIDES[side].format(bound.edtf), precision="bounded", words=words)
    raise BadUsage(
        f"“{words[:60]}” is not a date I understand; write it like 3 Nov 2025, Nov 2025, 2025 or undated."
    )


def is_to_come(fact: Fact, now: datetime) -> bool:
    """Whether a fact is said of a day that has begun nowhere on earth yet; announcements are of such days."""
    first, announced = fact.when.earliest, FactKind.ANNOUNCEMENT
    if announced in (fact.kind, VERBS.get(fact.predicate)):
        return False
    return first is not None and first > (now + AHEAD).date()


AHEAD = timedelta(hours=14)
"""How far the first zone of the day (Pacific/Kiritimati) is ahead of UTC."""


def read(wording: str, known: Iterable[Known], today: date) -> list[Fact]:
    """The facts that the reader finds in free words; 'yesterday' is counted from the day of entry."""
    text = wording if wording.endswith((".", "!", "?", "”", '"')) else f"{wording}."
    names = list(known)
    from data.reading import read_article  # not on the way to an answer: the reader takes long to import

    found = read_article(Article(text=text, language="en"), names).facts
    if any(fact.when.words and not fact.when.edtf for fact in found):
        published = DateSpan(edtf=today.isoformat(), precision="day")
        found = read_article(Article(text=text, language="en", published=published), names).facts
    return [_plainly(fact) for fact in found]


def _plainly(fact: Fact) -> Fact:
    """A fact without what the reader says of an article's date, which an entry has not."""
    if fact.when.precision in ("bounded", "none") and not fact.when.words:
        fact = fact.model_copy(update={"when": UNDATED})
    return fact.model_copy(update={"confidence": 1.0})


VERBS: Mapping[str, FactKind] = {
    "met": FactKind.MEETING, "met with": FactKind.MEETING, "meeting with": FactKind.MEETING,
    "is": FactKind.OFFICE, "was": FactKind.OFFICE, "holds": FactKind.OFFICE, "office": FactKind.OFFICE,
    "said": FactKind.STATEMENT, "says": FactKind.STATEMENT, "told": FactKind.STATEMENT,
    "announced": FactKind.ANNOUNCEMENT, "will": FactKind.ANNOUNCEMENT, "plans": FactKind.ANNOUNCEMENT,
    "launched": FactKind.LAUNCH, "opened": FactKind.FOUNDING, "established": FactKind.FOUNDING,
    "founded": FactKind.FOUNDING, "signed": FactKind.AGREEMENT, "agreed": FactKind.AGREEMENT,
}  # fmt: skip
"""What is done, as the second field says it, and the kind of fact it makes."""
STORED_AS = {"met with": "met", "meeting with": "met", "is": "holds", "was": "holds", "office": "holds"}
OF_KIND: Mapping[EntityKind, FactKind] = {"project": FactKind.PROJECT, "event": FactKind.EVENT}
"""A field of a project or an event that is no deed is an attribute of it."""


def sentence(fields: Mapping[str, str]) -> str:
    """The fields as one sentence, in the words that were typed."""
    parts = [fields.get("subject", ""), fields.get("what", ""), fields.get("value", "")]
    if fields.get("where"):
        parts.append(f"in {fields['where']}")
    return " ".join(part for part in parts if part)


def composed(fields: Mapping[str, str], subject: Party, other: Party | None) -> Fact:
    """The fact that fields make as they stand, where the reader finds none in their sentence."""
    what, value = fields.get("what", ""), fields.get("value", "")
    kind = VERBS.get(what.casefold()) or OF_KIND.get(subject.kind)
    from data.reading import figures

    number = figures.find(value, ()) if kind is None or kind in OF_KIND.values() else ()
    if kind is None:
        kind = FactKind.FIGURE if number else FactKind.AGREEMENT
    fact = Fact(
        kind=kind, subject=subject.name, subject_kind=subject.kind,
        predicate=STORED_AS.get(what.casefold(), what), value=value, start=0, end=1,
        reported=kind in (FactKind.STATEMENT, FactKind.ANNOUNCEMENT),
    )  # fmt: skip
    if other is not None:
        named = {"object": other.name, "object_kind": other.kind}
        whole = other.typed.casefold() == value.casefold() and kind is FactKind.MEETING
        fact = fact.model_copy(update={**named, "value": "" if whole else value})
    return with_figure(fact, value) if number else fact


def with_figure(fact: Fact, value: str) -> Fact:
    """The fact with the figure that a value begins with: its number, unit and what is counted."""
    from data.reading import figures

    found = figures.find(value, ())
    if not found:
        return fact.model_copy(update={"value": value, "number": None, "unit": "", "counted": ""})
    first = found[0]
    rest = value[first.end :].strip(" ,.;")
    new = {
        "value": first.text, "number": first.number, "unit": first.unit, "qualifier": first.qualifier,
        "counted": first.counted or rest or fact.counted,
    }  # fmt: skip
    return fact.model_copy(update=new)


def named_in(facts: Sequence[Fact]) -> list[tuple[EntityKind, str]]:
    """The names that facts need an entity for: subjects, objects and speakers, each once."""
    names: dict[tuple[EntityKind, str], None] = {}
    for fact in facts:
        names[fact.subject_kind, fact.subject] = None
        if fact.object and fact.object_kind:
            names[fact.object_kind, fact.object] = None
        if fact.speaker and not any(name == fact.speaker for _, name in names):
            names["person", fact.speaker] = None
    return list(names)
