"""The timeline as a picture: dated items along a line, each as precise as it is known, the undated below."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from briefs.language import _
from briefs.page import File
from briefs.pictures.drawing import ACCENT, FAINT, MARGIN, SMALL, TEXT, TITLE, WIDTH, Sheet, high, picture
from data.dates import Value

if TYPE_CHECKING:
    from matplotlib.figure import Figure

INDENT = 0.35
"""Inches from the line to the text."""
GAP = 0.22
"""Inches between two items."""


class Entry(Value):
    """One item as it is drawn: when, '' for an undated one, what, and its sources ('[3]')."""

    when: str
    text: str


class Timeline(Value):
    """What is drawn."""

    title: str
    entries: tuple[Entry, ...]
    foot: str


def draw(timeline: Timeline) -> File:
    """The picture of a timeline."""
    height = sum(tall for _row, tall in _rows(timeline)) + 2 * MARGIN
    return picture("timeline.png", timeline, lambda figure: _draw(figure, timeline), height)


def _rows(timeline: Timeline) -> Iterator[tuple[Entry | None, float]]:
    """Each item, and None for titles, with the inches that it takes."""
    yield None, high(timeline.title, TITLE) + 2 * GAP
    for entry in timeline.entries:
        yield entry, bool(entry.when) * high(entry.when, SMALL, INDENT) + high(entry.text, TEXT, INDENT) + GAP
    if any(not entry.when for entry in timeline.entries):
        yield None, high(_undated(), TEXT) + GAP
    yield None, high(timeline.foot, SMALL) + GAP


def _undated() -> str:
    return _("Undated (order of entry)")


def _draw(figure: "Figure", timeline: Timeline) -> None:
    sheet = Sheet(figure)
    sheet.write(timeline.title, TITLE, bold=True)
    sheet.skip(2 * GAP)
    dated = [entry for entry in timeline.entries if entry.when]
    top = sheet.at
    for entry in dated:
        _dot(sheet, filled=True)
        sheet.write(entry.when, SMALL, ACCENT, INDENT, bold=True)
        sheet.write(entry.text, TEXT, indent=INDENT)
        sheet.skip(GAP)
    if dated:
        _line(sheet, top - 0.1, sheet.at + GAP)
    undated = [entry for entry in timeline.entries if not entry.when]
    if undated:
        sheet.write(_undated(), TEXT, FAINT, bold=True)
        sheet.skip(GAP)
    for entry in undated:
        sheet.skip(0.04)
        _dot(sheet, filled=False)
        sheet.skip(-0.04)
        sheet.write(entry.text, TEXT, indent=INDENT)
        sheet.skip(GAP)
    sheet.write(timeline.foot, SMALL, FAINT)


def _edge(sheet: Sheet) -> float:
    return (WIDTH - MARGIN - 0.08 if sheet.rtl else MARGIN + 0.08) / WIDTH


def _dot(sheet: Sheet, filled: bool) -> None:
    from matplotlib.lines import Line2D

    fill = ACCENT if filled else "white"
    edge = ACCENT if filled else FAINT
    at = (sheet.at - 0.16) / sheet.height
    dot = Line2D([_edge(sheet)], [at], marker="o", ms=11, mfc=fill, mec=edge, mew=2, zorder=3)
    sheet.figure.add_artist(dot)


def _line(sheet: Sheet, top: float, bottom: float) -> None:
    from matplotlib.lines import Line2D

    x, ends = _edge(sheet), [top / sheet.height, bottom / sheet.height]
    sheet.figure.add_artist(Line2D([x, x], ends, color=ACCENT, lw=2.5, zorder=2))
