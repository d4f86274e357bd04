"""The chart as a picture: figures over time, one axis for each unit, facts per month, the undated apart."""

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from briefs.language import WRITTEN, _, apart, number
from briefs.page import File
from briefs.pictures.drawing import (
    ACCENT,
    FAINT,
    INK,
    MARGIN,
    PALE,
    SMALL,
    TEXT,
    TITLE,
    WIDTH,
    Sheet,
    high,
    picture,
    typeface,
)
from data.dates import Value

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

AXIS = 3.3
"""Inches of an axis with its labels."""
BARS = 2.4
GAP = 0.25
STEEP = 50
"""From this ratio of the largest to the smallest figure on the axis is logarithmic."""


class Point(Value):
    """A figure on an axis of time: the days it can be of, its number, and its words."""

    first: date
    day: date
    last: date
    number: float
    text: str
    when: str
    facts: tuple[int, ...]


class Panel(Value):
    """The figures of one unit."""

    unit: str
    points: tuple[Point, ...]


class Apart(Value):
    """A figure that is on no axis: undated, or alone with its unit."""

    text: str
    when: str


class Month(Value):
    """How many facts there are of a month ('2017-10')."""

    month: str
    label: str
    count: int


class Chart(Value):
    """What is drawn."""

    title: str
    panels: tuple[Panel, ...]
    apart: tuple[Apart, ...]
    months: tuple[Month, ...]
    foot: str = ""


def draw(chart: Chart) -> File:
    """The picture of a chart."""
    return picture("chart.png", chart, lambda figure: _draw(figure, chart), _height(chart))


def _height(chart: Chart) -> float:
    rows = sum(_row_high(row) for row in chart.apart)
    keys = sum(
        high(_key(n, point), SMALL) + 0.06
        for panel in chart.panels
        for n, point in enumerate(panel.points, 1)
    )
    tops = high(chart.title, TITLE) + high(chart.foot, SMALL) + 2 * MARGIN + GAP
    heads = 0.5 * (len(chart.panels) + bool(chart.apart) + bool(chart.months))
    return (
        tops
        + heads
        + len(chart.panels) * (AXIS + GAP)
        + keys
        + rows
        + bool(chart.months) * (BARS + GAP)
        + GAP
    )


def _draw(figure: "Figure", chart: Chart) -> None:
    sheet = Sheet(figure)
    sheet.write(chart.title, TITLE, bold=True)
    sheet.skip(GAP)
    for panel in chart.panels:
        _head(sheet, _("Over time: {unit}", unit=panel.unit))
        _over_time(_axes(sheet, AXIS), panel)
        sheet.skip(0.06)
        for n, point in enumerate(panel.points, 1):
            sheet.write(_key(n, point), SMALL)
            sheet.skip(0.06)
        sheet.skip(GAP - 0.06)
    if chart.apart:
        _head(
            sheet,
            _("Not on the axis") if chart.panels else _("In no order of time"),
        )
        _rows(sheet, chart.apart)
    if chart.months:
        _head(sheet, _("Dated facts per month, counted by us"))
        _bars(_axes(sheet, BARS), chart.months)
        sheet.skip(GAP)
    sheet.write(chart.foot, SMALL, FAINT)


def _head(sheet: Sheet, text: str) -> None:
    sheet.write(text, TEXT, FAINT, bold=True)
    sheet.skip(0.12)


def _axes(sheet: Sheet, tall: float) -> "Axes":
    """An axis across the sheet, below what stands; room for its labels is kept inside."""
    sheet.skip(tall)
    left, below = 1.2, 0.5
    box = (left, sheet.at + below, WIDTH - left - MARGIN, tall - below - 0.1)
    width, height = WIDTH, sheet.height
    axes = sheet.figure.add_axes((box[0] / width, box[1] / height, box[2] / width, box[3] / height))
    axes.spines[["top", "right"]].set_visible(False)
    axes.tick_params(labelsize=SMALL, colors=INK)
    axes.grid(axis="y", color=PALE, lw=1.2)
    axes.set_axisbelow(True)
    return axes


def _key(n: int, point: Point) -> str:
    """What the point with this number is."""
    return _("{n}. {when}: {told}", n=n, when=point.when, told=point.text)


def _over_time(axes: "Axes", panel: Panel) -> None:
    from matplotlib.dates import AutoDateLocator, ConciseDateFormatter
    from matplotlib.ticker import FuncFormatter

    days: Any = [point.day for point in panel.points]
    numbers = [point.number for point in panel.points]
    for point in panel.points:
        span: Any = [point.first, point.last]
        axes.plot(span, [point.number] * 2, color=ACCENT, lw=5, alpha=0.35, solid_capstyle="round")
    axes.plot(days, numbers, "o", ms=24, mfc=ACCENT, mec="white", mew=2)
    for n, point in enumerate(panel.points, 1):
        day: Any = point.day
        axes.text(
            day,
            point.number,
            str(n),
            ha="center",
            va="center",
            color="white",
            size=SMALL,
            weight="bold",
            family=typeface("", bold=True),
        )
    low = min(numbers)
    if low > 0 and max(numbers) / low > STEEP:
        axes.set_yscale("log")
    else:
        axes.set_ylim(bottom=min(0, low))
    axes.margins(x=0.12, y=0.22)
    axes.yaxis.set_major_formatter(FuncFormatter(lambda value, _place: _tick(value)))
    locator = AutoDateLocator(maxticks=5)  # type: ignore[no-untyped-call]
    axes.xaxis.set_major_locator(locator)
    axes.xaxis.set_major_formatter(ConciseDateFormatter(locator))  # type: ignore[no-untyped-call]


def _tick(value: float) -> str:
    """A number on an axis, in groups; as the chat wants it."""
    return number(value) if WRITTEN.get() else f"{value:,.10g}"


def _row_high(row: Apart) -> float:
    return high(_row(row), TEXT, 0.3) + 0.12


def _row(row: Apart) -> str:
    return _("{told} ({when})", told=row.text, when=row.when)


def _rows(sheet: Sheet, rows: Sequence[Apart]) -> None:
    from matplotlib.lines import Line2D

    for row in rows:
        x = (WIDTH - MARGIN - 0.08 if sheet.rtl else MARGIN + 0.08) / WIDTH
        y = (sheet.at - 0.19) / sheet.height
        sheet.figure.add_artist(Line2D([x], [y], marker="o", ms=10, mfc="white", mec=FAINT, mew=2))
        sheet.write(_row(row), TEXT, indent=0.3)
        sheet.skip(0.12)
    sheet.skip(GAP)


def _place(month: Month) -> int:
    """Months since the year 0: bars stand as far apart as the months are."""
    year, number = month.month.split("-")
    return int(year) * 12 + int(number)


def _bars(axes: "Axes", months: Sequence[Month]) -> None:
    from matplotlib.ticker import MaxNLocator

    places = {_place(month): month for month in months}
    span = max(places) - min(places) + 1
    axes.bar(list(places), [month.count for month in months], color=ACCENT, width=max(0.8, span / 40))
    shown = list[int]()
    for place, month in places.items():
        axes.text(place, month.count, str(month.count), ha="center", va="bottom", size=SMALL)
        if not shown or place - shown[-1] >= span / 4:
            shown.append(place)
    labels = [apart(places[place].label) for place in shown]
    axes.set_xticks(shown, labels, fontfamily=typeface("".join(labels)))
    axes.set_xlim(min(places) - span / 8 - 0.5, max(places) + span / 8 + 0.5)
    axes.yaxis.set_major_locator(MaxNLocator(integer=True, nbins=4))
    axes.margins(y=0.25)
