"""Occasions: events and visits that have no name of their own, given one made of the article's own words."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from functools import cache

from data.reading import titles
from data.reading.document import Document
from data.reading.outline import LONGEST, Outline, outline, pattern, things_of
from data.values import Mention

NOUN = (
    "conference|workshop|seminar|roundtable|round table|summit|symposium|forum|ceremony|webinar|congress|"
    "consultative meeting|training workshop|training course|consultation|ministerial meeting|meeting|"
    "session|event"
)
_SINGULAR = r"(?:[a-z]+(?:-[a-z]+)? ){0,3}?"
_HELD = (
    r"\b(?:host(?:s|ed|ing)?|co-host(?:s|ed|ing)?|organi[sz](?:es|ed|ing)|held|holds?|holding|conven(?:es|"
    r"ed|ing)|"
    r"inaugurat(?:es|ed|ing)|opened|took place|takes place|invited|attended|kicked off|concluded|arranged|"
    r"at an?|at a)\b"
)
_SAME = frozenset(
    {"important", "regional", "international", "two-day", "three-day", "same", "day-long", "entire"}
)
"""What 'the conference' may be called besides the words it was introduced with."""

_NO_EVENT = frozenset(
    {
        "previous",
        "last",
        "earlier",
        "next",
        "each",
        "every",
        "annual",
        "key",
        "separate",
        "brief",
        "bilateral",
        "joint",
    }
)


def find(document: Document) -> tuple[Mention, ...]:
    """Mentions of kind event for 'a regional conference' and for visits, and of later 'the conference'.

    An event is named by its noun phrase with its place and its date as written, so that two
    regional conferences do not become one; a visit by its visitor and country. Nothing is found
    in passages that are kept apart.
    """
    things = things_of(document)
    found: list[Mention] = []
    latest: dict[str, Mention] = {}
    for passage in document.passages:
        if passage.role in ("suspect", "boilerplate", "headline") or passage.end - passage.start > LONGEST:
            continue
        if not _worth_it().search(document.text, passage.start, passage.end):
            continue
        line = titles.folded(outline(document, things, passage.start, passage.end, quotes=False))
        here = [*_introduced(document, line), *_visits(line)]
        latest |= {_noun(mention.text): mention for mention in here}
        found += [*here, *_later(line, latest, {mention.start for mention in here})]
    return _apart(found, document.mentions)


@cache
def _worth_it() -> re.Pattern[str]:
    """What a passage must hold to be looked at."""
    return re.compile(rf"{NOUN}|visit|delegation|arrived|travel", re.I)


@cache
def _event() -> re.Pattern[str]:
    return pattern(
        rf"\b(?:[Aa]n?|[Aa]nother|one) (?P<name>{_SINGULAR}(?:{NOUN}))\b(?!s)(?! (?:of|with|room|hall))"
        rf"(?P<topic> on (?!<D>)[^.,;<D>]{{3,90}}?(?=,| on <D>| in <L>| at | in collaboration| to |[.;]|$))?"
    )


def _introduced(document: Document, line: Outline) -> Iterator[Mention]:
    """Events that are introduced with 'a' or 'another' in a sentence that says they are held."""
    if not re.search(_HELD, line.letters):
        return
    for m in _event().finditer(line.letters):
        words = m["name"].split()
        if words[0] in _NO_EVENT:
            continue
        if (
            words[-1] in {"meeting", "session", "consultation", "event"}
            and len(words) == 1
            and not _dated(line, m.end())
        ):
            continue
        start, end = line.span(m.start("name"), m.end("name"))
        yield Mention(
            start=start,
            end=end,
            text=document.text[start:end],
            kind="event",
            how="name",
            confidence=0.85,
            entity=_called(document.text, line, m, document.text[start:end]),
        )


def _called(text: str, line: Outline, m: re.Match[str], name: str) -> str:
    """'regional conference on X, 24-25 October 2017'."""
    topic = line.words(*m.span("topic")) if m["topic"] else ""
    parts = [name + topic]
    place = pattern(r"\b(?:in|at) (?:the )?(?:[A-Z][\w’'-]+ ){0,4}(<L>)").search(line.letters, m.end("name"))
    if place and line.words(*place.span(1)) not in parts[0]:
        parts.append(line.words(*place.span(1)))
    dates = line.dates(m.end("name"))
    if dates:
        parts.append(text[dates[0].start : dates[0].end])
    return re.sub(r"\s+", " ", ", ".join(parts))


def _dated(line: Outline, at: int) -> bool:
    return bool(line.dates(at)) or pattern(r" (?:in|at) (?:the )?<L>").match(line.letters, at) is not None


@cache
def _visit() -> re.Pattern[str]:
    return pattern(
        r"(?P<who><P>)(?P<between>[^.;]{0,40}?|[^.;]{0,80}? during (?:his|her)(?: [a-z-]+){0,2}) "
        r"(?P<what>(?:led|leads|headed) (?:an? |the )?(?:[a-z-]+ ){0,2}delegation|visited|arrived|"
        r"travelled|traveled|"
        r"(?:paid|concluded) (?:an? |his |her )?(?:[a-z-]+ ){0,3}visit|(?<=his )visit|(?<=her )visit) "
        r"(?:to |in )?(?P<where><L>)"
    )


def _visits(line: Outline) -> Iterator[Mention]:
    """'<P> led a delegation to <L>', '<P> visited <L>': done, not announced."""
    for m in _visit().finditer(line.letters):
        if re.search(r"\b(?:will|would|to|may|might|could|planned|plans|not|never)\b", m["between"]):
            continue
        who, where = line.name(m.start("who")), line.name(m.start("where"))
        start, end = line.span(*m.span("what"))
        yield Mention(
            start=start,
            end=end,
            text=line.text[start:end],
            kind="event",
            how="role",
            confidence=0.85,
            entity=f"{who.entity} visit to {where.entity}",
        )


def _noun(text: str) -> str:
    found = re.search(rf"(?:{NOUN}|visit)(?!\w)", text[::1].lower())
    return found[0].split()[-1] if found else "visit"


def _later(line: Outline, latest: dict[str, Mention], taken: set[int]) -> list[Mention]:
    """'the conference', 'this event' after an event that was introduced: the same event."""
    mentions: list[Mention] = []
    for m in re.finditer(
        rf"(?:\b(?:[Tt]he|[Tt]his|[Tt]oday['’]s|[Dd]uring (?:their|his|her))|['’]s(?= visit)) "
        rf"(?P<name>{_SINGULAR}(?P<noun>{NOUN}|visit))\b(?!s)",
        line.letters,
    ):
        noun = m["noun"].split()[-1]
        event = latest.get(noun) or (
            latest.get("conference") or latest.get("workshop") if noun == "event" else None
        )
        if event is None or not set(m["name"].split()[:-1]) <= {*event.entity.split(), *_SAME}:
            continue
        start, end = line.span(m.start("name"), m.end("name"))
        if start not in taken:
            mentions.append(
                event.model_copy(
                    update={
                        "start": start,
                        "end": end,
                        "text": line.text[start:end],
                        "how": "role",
                        "confidence": 0.75,
                    }
                )
            )
    return mentions


def _apart(found: Sequence[Mention], taken: Sequence[Mention]) -> tuple[Mention, ...]:
    """Those of `found` that overlap neither a mention that stands already nor one another, in order."""
    kept: list[Mention] = []
    for mention in sorted(found, key=lambda mention: mention.start):
        before = bisect_left(taken, mention.end, key=lambda other: other.start) - 1
        free = before < 0 or taken[before].end <= mention.start
        if free and (not kept or kept[-1].end <= mention.start):
            kept.append(mention)
    return tuple(kept)
