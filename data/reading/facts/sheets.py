"""Sheets: the 'label: value' lines of a project sheet, by a table of what the labels are called."""

import re
from collections.abc import Iterable, Iterator

from data.dates import UNDATED, DateSpan
from data.reading import labels
from data.reading.document import Dated
from data.reading.facts.lists import listed
from data.reading.facts.view import Line, View
from data.reading.labels import Label
from data.reading.outline import D, F, J, P
from data.values import Fact, FactKind, Mention


def read(view: View) -> Iterable[Fact]:
    """The attributes in the sheet of a project, one fact per name or value.

    The project is that of the sheet's title, else the article's main one.
    """
    headed: Mention | None = None
    starts = labels.titles(view.document.text, view.document.passages)
    for line in view.body:
        if line.passage.start in starts:
            headed = next(iter(line.raw.names(0, None, J)), None)
        project = headed or view.main_project
        m = labels.SHAPE.match(line.letters)
        label = labels.row(m["label"]) if m else None
        if m and label and project:
            yield from _values(view, line, project, label, m.end())
        elif m and project:
            yield from _post(view, line, project, m)


def _post(view: View, line: Line, project: Mention, m: re.Match[str]) -> Iterator[Fact]:
    """'Project Manager: Ms X' in a sheet: an office in the project."""
    named = line.outline.names(m.end(), None, P)
    if len(named) == 1 and _POST.fullmatch(m["label"].strip()):
        value = m["label"].strip()
        yield view.fact(
            line, FactKind.OFFICE, named[0], "holds", object=project, value=value, when=view.report
        )


_POST = re.compile(
    r"(?:(?:deputy|senior|chief|project|programme|program|country|regional|national|technical|field|"
    r"team) ){0,3}"
    r"(?:manager|director|coordinator|co-ordinator|leader|head|officer|advisor|adviser|chief)",
    re.IGNORECASE,
)
"""A label that names an office and nothing else."""


def _values(view: View, line: Line, project: Mention, label: Label, first: int) -> Iterator[Fact]:
    if not label.kinds:
        value = line.clause(first)
        # A long name beside a short one is read as two names wherever they stand.
        two = len(line.raw.names(0, None, J)) > 1
        if value and not (label.predicate == "full name" and (two or len(value.split()) > 25)):
            yield view.fact(line, FactKind.PROJECT, project, label.predicate, value=value)
    elif label.kinds == F:
        yield from _money(view, line, project, first)
    elif label.kinds == D:
        dates = line.outline.dates(first)
        months = _MONTHS.search(line.clause(first))
        if months:
            when = _months(months)
            yield view.fact(line, FactKind.PROJECT, project, label.predicate, value=months[0], when=when)
        elif dates:
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


_MONTHS = re.compile(
    r"(?P<first>0?[1-9]|1[0-2])[/.](?P<from>(?:19|20)\d\d) ?(?:-|–|—|to|until) ?"
    r"(?P<last>0?[1-9]|1[0-2])[/.](?P<to>(?:19|20)\d\d)"
)
"""'01/2022 - 12/2025'."""


def _months(m: re.Match[str]) -> DateSpan:
    edtf = f"{m['from']}-{int(m['first']):02}/{m['to']}-{int(m['last']):02}"
    return DateSpan(edtf=edtf, precision="range", words=m[0])


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
