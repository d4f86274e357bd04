"""Sheets: the 'label: value' lines of a project sheet, by a table of what the labels are called."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from data.dates import UNDATED, DateSpan
from data.reading.document import Dated, Document
from data.reading.facts.lists import listed
from data.reading.facts.view import Line, View
from data.reading.outline import D, F, J, L, O
from data.values import Fact, FactKind, Mention


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
    Label("full name", "(?:full|project|programme|official) (?:title|name)"),
)
"""One row per attribute; the first whose names match the whole label counts."""

_SHAPE = re.compile(
    r"\s*(?:[-•*]\s*)?(?P<label>[A-Za-z][A-Za-z ()/-]{1,40}?)(?: ?: *| ?\t *| ?\| *| [–—] "
    r")(?=\S)"
)


def read(view: View) -> Iterable[Fact]:
    """The attributes that the sheet of the article's main project gives, one fact per name or value."""
    project = view.main_project
    if project is None:
        return
    for line in view.body:
        m = _SHAPE.match(line.letters)
        label = _label(m["label"]) if m else None
        if m and label:
            yield from _values(view, line, project, label, m.end())


def title(document: Document) -> tuple[Mention, ...]:
    """The first line of a project sheet as the name of its project, when no project is found there.

    A sheet has lines of at least three different labels; its first line is short and no sentence.
    """
    first = next((p for p in document.passages if p.role not in ("boilerplate", "suspect")), None)
    if first is None or any(m.kind == "project" and m.start < first.end for m in document.mentions):
        return ()
    text = document.text
    found = (_SHAPE.match(text, p.start, p.end) for p in document.passages)
    labels = {row.predicate for m in found if m and (row := _label(m["label"]))}
    name = re.match(
        r"(?:Project(?: title| name)?: "
        r"*)?(?P<name>[A-Z][^\n.:]{3,120})\s*$",
        text[first.start : first.end],
    )
    if len(labels) < 3 or name is None:
        return ()
    start = first.start + name.start("name")
    words = name["name"].rstrip()
    if any(m.start < start + len(words) and start < m.end for m in document.mentions):
        return ()
    mention = Mention(
        start=start, end=start + len(words), text=words, kind="project", entity=words, confidence=0.7
    )
    return (mention,)


def _label(words: str) -> Label | None:
    return next((row for row in LABELS if re.fullmatch(row.names, words.strip(), re.I)), None)


def _values(view: View, line: Line, project: Mention, label: Label, first: int) -> Iterator[Fact]:
    if not label.kinds:
        value = line.clause(first)
        if value and not (label.predicate == "full name" and len(value.split()) > 25):
            yield view.fact(line, FactKind.PROJECT, project, label.predicate, value=value)
    elif label.kinds == F:
        yield from _money(view, line, project, first)
    elif label.kinds == D:
        dates = line.outline.dates(first)
        if dates:
            value = line.outline.text[dates[0].start : dates[-1].end]
            yield view.fact(line, FactKind.PROJECT, project, label.predicate, value=value, when=_span(dates))
    else:
        for at in _all(line, first, label.kinds):
            named = line.outline.name(at)
            if named.entity != project.entity:
                yield view.fact(
                    line,
                    FactKind.PROJECT,
                    project,
                    label.predicate,
                    object=named,
                    value=line.outline.words(at, at + 1),
                )


def _money(view: View, line: Line, project: Mention, first: int) -> Iterator[Fact]:
    for at, figure in line.outline.figures():
        if at >= first and re.fullmatch("[A-Z]{3}", figure.unit):
            yield view.fact(
                line,
                FactKind.PROJECT,
                project,
                "budget",
                value=figure.text,
                number=figure.number,
                unit=figure.unit,
            )
            return


def _span(dates: list[Dated]) -> DateSpan:
    """One date as it is; of two the range from the first to the last."""
    first, last = dates[0].when, dates[-1].when
    if len(dates) == 1 or not (first.edtf and last.edtf) or "/" in first.edtf + last.edtf:
        return first if len(dates) == 1 else UNDATED
    return DateSpan(
        edtf=f"{first.edtf}/{last.edtf}", precision="range", words=f"{first.words} - {last.words}"
    )


def _all(line: Line, first: int, kinds: str) -> list[int]:
    """The names in the value: a list of them, or names with remarks ('<O> for one; <O> for two')."""
    plain = listed(line, first, kinds)
    every = [
        i
        for i in line.outline.things
        if i >= first and line.letters[i] in kinds and not re.search(r" of (?:the )?$", line.letters[:i])
    ]
    return plain if len(plain) == len(every) else every
