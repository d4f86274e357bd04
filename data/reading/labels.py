"""labels: what the 'label: value' lines of a project sheet are called, and where a sheet has its title."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from data.reading.outline import D, F, J, L, O
from data.values import Passage


@dataclass(frozen=True)
class Label:
    """What a line may be called, the predicate it gives, and the letters of what its value lists."""

    predicate: str
    names: str
    kinds: str = ""


LABELS = (
    Label(
        "funded by",
        "paid for by|(?:co-)?funded by|(?:co-)?financed by|supported by|donors?|funding(?: agency| "
        "partners?| source| body)?|"
        "financing|funders?|sponsors?|who pays(?: for it)?|money from|source of funds",
        O + L,
    ),
    Label(
        "implemented by",
        "implemented by|implementing (?:partners?|agency|agencies|organi[sz]ations?|bod(?:y|ies))|"
        "implementers?|implementation|"
        "carried out by|who carries it out|who (?:runs|implements) it|run by|led by|delivered by|executed by|"
        "execut(?:ing|ion) (?:agency|partners?)|lead (?:agency|organi[sz]ation)|managed by|managing "
        "agency|contractor",
        O,
    ),
    Label(
        "partner",
        "(?:main |key |project |national |associated |local |other )?partners?|working with|together with|"
        "partner (?:organi[sz]ations?|agenc(?:y|ies)|institutions?)|in partnership with|in "
        "cooperation with",
        O + L,
    ),
    Label(
        "target country",
        "(?:target |beneficiary |partner |participating |project |covered )?countr(?:y|ies)(?: covered| "
        "that benefit| of implementation)?|"
        "countries of (?:intervention|operation|action)|where it works|area of (?:work|operation)|"
        "(?:geographical |geographic )?(?:scope|coverage|focus|area)|locations?|where|beneficiar(?:y|ies)(?: "
        "countries)?",
        L,
    ),
    Label(
        "budget",
        "(?:total |overall |project )?budget(?: in total)?|(?:total |overall )?(?:cost|funding|value|"
        "amount|volume|envelope|price|grant)|how much|eu (?:contribution|grant)|money",
        F,
    ),
    Label(
        "period",
        "runs|running time|period|duration|term|timeline|timing|from|project (?:period|duration|dates)|"
        "dates?|implementation period|time ?frame|"
        "when|years?",
        D,
    ),
    Label("framework", "framework|part of|programme|belongs to|under", J),
    Label(
        "objective",
        "(?:overall |main |general |specific )?(?:objectives?|goals?|aims?|purpose)|what it is for|what for",
    ),
    Label("acronym", "acronym|short (?:name|title)|abbreviation"),
    Label(
        "full name",
        "(?:(?:full|project|programme|official|action) )?(?:title|name)"
        "(?: of (?:the )?(?:project|programme|action|initiative))?",
    ),
)
"""One row per attribute; the first whose names match the whole label counts."""

SHAPE = re.compile(
    r"\s*(?:[-•*]\s*)?(?P<label>[A-Za-z][A-Za-z ()/-]{1,40}?)(?: ?: *| ?\t *| ?\| *| [–—] "
    r")(?=\S)"
)

_LEAST = 3
"""So many different labels make a sheet."""


def row(words: str) -> Label | None:
    """The attribute that a label stands for, None when it is no label of a sheet."""
    return next((one for one in LABELS if re.fullmatch(one.names, words.strip(), re.I)), None)


def titles(text: str, passages: Sequence[Passage]) -> frozenset[int]:
    """Where the lines start that name the project of a sheet: the one before three labels or more.

    Where a text stands between, it is the first line of the article. A title is no label itself,
    and has no full stop. Where a label gives the name, a headline that is not in capitals is none.
    """
    read = [p for p in passages if p.role not in ("boilerplate", "suspect")]
    rows = [row(m["label"]) if (m := SHAPE.match(text, p.start, p.end)) else None for p in read]
    found: set[int] = set()
    for at, one in enumerate(rows):
        if one is None or (at and rows[at - 1]):
            continue
        end = next((i for i in range(at, len(rows)) if rows[i] is None), len(rows))
        if len({label.predicate for label in rows[at:end] if label}) >= _LEAST:
            before = (read[at - 1], read[0]) if at else ()
            title = next((p for p in before if _is_title(text[p.start : p.end])), None)
            named = [p for p, label in zip(read[at:end], rows[at:end], strict=True) if _names(label)]
            found |= _naming(text, title, named[0]) if named else {title.start} if title else set()
    return frozenset(found)


def value_start(text: str, start: int, end: int) -> int:
    """Where the name begins in a line that gives it behind 'Project title:' or 'Factsheet:', else `start`."""
    m = SHAPE.match(text, start, end)
    return m.end() if m and (_names(row(m["label"])) or _SHEET.fullmatch(m["label"])) else start


_SHEET = re.compile(
    r"(?:(?:project|programme) )?(?:fact ?sheet|info(?:rmation)? sheet|profile|brief|overview|at a glance)",
    re.IGNORECASE,
)
SHORT_FIRST = re.compile(r"(?P<short>[A-Z][A-Z0-9.&-]{2,14})(?: ?: | [–—-] |,? (?=[A-Z]))")
"""A name that begins with a short one in capitals: 'SHORT – Long Name'."""


def _names(label: Label | None) -> bool:
    return label is not None and label.predicate == "full name"


def _naming(text: str, title: Passage | None, named: Passage) -> set[int]:
    """Which lines name the project of a sheet that has a label for its name."""
    value = text[value_start(text, named.start, named.end) : named.end].strip()
    heading = text[value_start(text, title.start, title.end) : title.end].strip() if title else ""
    if title is None or not (heading == value or SHORT_FIRST.match(heading)):
        return {named.start}
    if heading == value:
        return {title.start, named.start}
    return {named.start} if SHORT_FIRST.match(value) else {title.start}


def _is_title(line: str) -> bool:
    return len(line) <= 150 and line[:1].isupper() and line[-1:] not in ".!?:;," and not row(line)
