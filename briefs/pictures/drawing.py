"""Drawing: a sheet as wide as a phone, type that can be read on it, and the PNG that comes out."""

import hashlib
import warnings
from collections import OrderedDict
from collections.abc import Callable
from functools import cache
from io import BytesIO
from textwrap import wrap
from threading import Lock
from typing import TYPE_CHECKING

from briefs.language import FSI, PDI, RTL, SPOKEN, WRITTEN
from briefs.page import File
from data.dates import Value

if TYPE_CHECKING:
    from matplotlib.figure import Figure

WIDTH = 7.2
"""Inches; 1080 pixels at DPI, three for each point of a phone 360 points wide."""
DPI = 150
MARGIN = 0.45
"""Inches of white around a sheet."""
TITLE, TEXT, SMALL = 22, 16, 14
"""Sizes of type in points; SMALL is 9.7 points on the phone."""
LETTER = 0.122
"""Inches that a letter of TEXT takes on the average (DejaVu Sans, Noto Sans Arabic)."""
INK, FAINT, ACCENT, PALE = "#1f2933", "#6b7785", "#1f5f99", "#dce8f3"
RLM = "\u200f"
"""Right-to-left mark: a line that begins with it runs from the right, whatever letters follow."""
KEPT = 64
"""How many pictures are remembered: some 5 MB."""

_pictures: OrderedDict[str, bytes] = OrderedDict()
_drawing = Lock()
"""Matplotlib is not made for several threads; one picture is drawn at a time."""


def picture(name: str, drawn: Value, draw: Callable[["Figure"], None], height: float) -> File:
    """What is drawn as a PNG file, `height` inches high; the same content is drawn once."""
    content = f"{SPOKEN.get()} {WRITTEN.get()} {type(drawn).__name__} {drawn.model_dump_json()}"
    key = hashlib.sha256(content.encode()).hexdigest()
    with _drawing:
        if key not in _pictures:
            _pictures[key] = _png(draw, height)
        _pictures.move_to_end(key)
        while len(_pictures) > KEPT:
            _pictures.popitem(last=False)
        return File(name=name, media_type="image/png", data=_pictures[key])


def _png(draw: Callable[["Figure"], None], height: float) -> bytes:
    """The bytes of a drawing; the same on every day."""
    import matplotlib
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    png = BytesIO()
    with (
        matplotlib.rc_context({"font.family": list(families()), "text.color": INK}),
        warnings.catch_warnings(),
    ):
        warnings.filterwarnings("ignore", "Glyph", UserWarning)  # a script without a font is drawn as boxes
        warnings.filterwarnings("ignore", "AutoDateLocator", UserWarning)  # more years than it has steps for
        figure = Figure(figsize=(WIDTH, height), dpi=DPI, facecolor="white")
        FigureCanvasAgg(figure)
        draw(figure)
        figure.savefig(png, format="png", metadata={"Software": None})
    return png.getvalue()


@cache
def families() -> tuple[str, ...]:
    """DejaVu Sans, and Noto Sans Arabic, which has every letter of Urdu and those of Latin."""
    from pathlib import Path

    import fontpkg_noto_sans_arabic  # type: ignore[import-untyped]
    from matplotlib.font_manager import fontManager

    for path in sorted(Path(fontpkg_noto_sans_arabic.__file__).parent.rglob("*.ttf")):
        fontManager.addfont(path)
    return ("DejaVu Sans", fontpkg_noto_sans_arabic.FAMILY)


class Sheet:
    """A figure that is written on from the top down, in inches."""

    def __init__(self, figure: "Figure") -> None:
        self.figure = figure
        self.height = float(figure.get_figheight())
        self.at = self.height - MARGIN
        self.rtl = SPOKEN.get() in RTL

    def write(
        self, text: str, size: int = TEXT, color: str = INK, indent: float = 0, bold: bool = False
    ) -> None:
        """Write lines of text below what stands, wrapped to the width; from the right edge in Urdu."""
        for line in lines_of(text, size, indent):
            self.at -= size / 72 * 1.38
            self.put(line, indent, self.at, size, color, bold)

    def put(
        self, text: str, x: float, y: float, size: int = TEXT, color: str = INK, bold: bool = False
    ) -> None:
        """Put one line at x inches from the near edge and y from the bottom."""
        side = WIDTH - MARGIN - x if self.rtl else MARGIN + x
        self.figure.text(
            side / WIDTH,
            y / self.height,
            text,
            size=size,
            color=color,
            ha="right" if self.rtl else "left",
            va="baseline",
            weight="bold" if bold and not _is_arabic(text) else "normal",
            family=typeface(text, bold),
        )

    def skip(self, inches: float) -> None:
        """Leave white space."""
        self.at -= inches


def typeface(text: str, bold: bool = False) -> list[str]:
    """Text with Arabic letters in the font that has all of them, in one weight; other text in the other."""
    dejavu, noto = families()
    if _is_arabic(text):
        return [noto, dejavu]
    return [dejavu] if bold else [dejavu, noto]


def _is_arabic(text: str) -> bool:
    return any("\u0600" <= c <= "\u06ff" for c in text)


def lines_of(text: str, size: int = TEXT, indent: float = 0) -> list[str]:
    """The text in lines that fit the width of a sheet; a title is set in wider letters."""
    room = WIDTH - 2 * MARGIN - indent
    return carried(
        wrap(text, max(int(room / (LETTER * size / TEXT * (1.1 if size == TITLE else 1))), 8)) or [""]
    )


def carried(lines: list[str]) -> list[str]:
    """Lines of one text: in Urdu each begins from the right, and an isolate goes on in the next line."""
    if SPOKEN.get() not in RTL:
        return lines
    made, depth = list[str](), 0
    for line in lines:
        whole = FSI * depth + line
        depth = whole.count(FSI) - whole.count(PDI)
        made.append(f"{RLM}{whole}{PDI * depth}")
    return made


def high(text: str, size: int = TEXT, indent: float = 0) -> float:
    """How many inches the text takes."""
    return len(lines_of(text, size, indent)) * size / 72 * 1.38
