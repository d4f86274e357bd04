"""The map as a picture: a name in the middle, its neighbours in two columns, each edge with its label."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Literal

from briefs.page import File
from briefs.pictures.drawing import (
    ACCENT,
    FAINT,
    INK,
    LETTER,
    MARGIN,
    PALE,
    SMALL,
    TEXT,
    TITLE,
    WIDTH,
    Sheet,
    carried,
    high,
    picture,
    typeface,
)
from data.dates import Value

if TYPE_CHECKING:
    from matplotlib.figure import Figure

Place = tuple[float, float]
"""Inches from the left and from the bottom."""
ROW = 1.75
"""Inches from one neighbour of a column to the next."""
COLUMN = 1.45
"""Inches from the side of the sheet to the middle of a column."""
LETTERS = 15
"""Letters of a name in one line of a box."""
NARROW = 9
"""The same of the box in the middle."""
TALL = 3
"""Lines of a name in a box; what is longer ends with '…'."""


class Edge(Value):
    """A neighbour, what ties it, and whether an arrow runs out to it, in from it, or neither."""

    name: str
    label: str
    toward: Literal["out", "in", ""]


class Map(Value):
    """What is drawn."""

    middle: str
    edges: tuple[Edge, ...]
    title: str = ""
    foot: str = ""


def draw(drawn: Map) -> File:
    """The picture of a map."""
    tops = high(drawn.title, TITLE) + high(drawn.foot, SMALL) + 2 * MARGIN + 0.6
    return picture("map.png", drawn, lambda figure: _draw(figure, drawn), tops + _rows(drawn) * ROW)


def _rows(drawn: Map) -> int:
    return max(-(-len(drawn.edges) // 2), 1)


def _draw(figure: "Figure", drawn: Map) -> None:
    sheet = Sheet(figure)
    sheet.write(drawn.title, TITLE, bold=True)
    sheet.skip(0.2)
    top, rows = sheet.at, _rows(drawn)
    middle = (WIDTH / 2, top - rows * ROW / 2)
    for n, edge in enumerate(drawn.edges):
        x = COLUMN if n % 2 == sheet.rtl else WIDTH - COLUMN
        there = (x, top - (n // 2 + 0.5) * ROW)
        _tie(sheet, _rim(middle, there, drawn.middle, NARROW), _rim(there, middle, edge.name, LETTERS), edge)
        _box(sheet, there, edge.name, LETTERS, INK, "white")
        _label(sheet, (x, there[1] - _half(edge.name, LETTERS)[1] - 0.27), edge.label)
    _box(sheet, middle, drawn.middle, NARROW, "white", ACCENT)
    sheet.skip(rows * ROW + 0.3)
    sheet.write(drawn.foot, SMALL, FAINT)


def _half(name: str, letters: int) -> tuple[float, float]:
    """Half the width and half the height of a box, in inches."""
    lines = _cut(name, letters)
    return max(map(len, lines)) * LETTER / 2 + 0.16, len(lines) * TEXT / 72 * 0.62 + 0.14


def _rim(at: Place, toward: Place, name: str, letters: int) -> Place:
    """Where the line from the middle of a box toward another leaves it."""
    half, across, up = _half(name, letters), toward[0] - at[0], toward[1] - at[1]
    share = min(half[0] / abs(across) if across else 1, half[1] / abs(up) if up else 1)
    return at[0] + across * share, at[1] + up * share


def _spot(sheet: Sheet, at: Place) -> Place:
    return at[0] / WIDTH, at[1] / sheet.height


def _tie(sheet: Sheet, rim: Place, end: Place, edge: Edge) -> None:
    """A line between two boxes, with an arrow in the direction of the fact."""
    from matplotlib.patches import FancyArrowPatch

    first, last = (end, rim) if edge.toward == "in" else (rim, end)
    arrow = FancyArrowPatch(
        _spot(sheet, first),
        _spot(sheet, last),
        transform=sheet.figure.transFigure,
        arrowstyle="-|>" if edge.toward else "-",
        mutation_scale=24,
        lw=2.2,
        color=FAINT,
        shrinkA=2,
        shrinkB=2,
        zorder=1,
    )
    sheet.figure.add_artist(arrow)


def _box(sheet: Sheet, at: Place, name: str, letters: int, ink: str, paper: str) -> None:
    frame = {"boxstyle": "round,pad=0.45", "fc": paper, "ec": ACCENT, "lw": 2}
    _framed(sheet, at, "\n".join(_cut(name, letters)), TEXT, ink, frame, 3)


def _framed(
    sheet: Sheet, at: Place, text: str, size: float, ink: str, frame: Mapping[str, object], layer: int
) -> None:
    """Words with a frame around them, their middle at a place; what has a higher layer lies above."""
    x, y = _spot(sheet, at)
    sheet.figure.text(
        x, y, text, size=size, color=ink, ha="center", va="center", bbox=frame, family=typeface(text),
        zorder=layer,
    )  # fmt: skip


def _cut(name: str, letters: int) -> list[str]:
    from textwrap import wrap

    lines = wrap(name, letters)
    return [*lines[: TALL - 1], f"{lines[TALL - 1].rstrip()} …"] if len(lines) > TALL else lines


def _label(sheet: Sheet, at: Place, label: str) -> None:
    frame = {"boxstyle": "round,pad=0.25", "fc": PALE, "ec": "none"}
    _framed(sheet, at, carried([label])[0], SMALL, ACCENT, frame, 4)
