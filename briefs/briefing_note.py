"""Briefing note: a card as one page of a DOCX document, with its marking, its date and numbered sources."""

import zipfile
from datetime import datetime
from io import BytesIO
from typing import TYPE_CHECKING, Any

from briefs.language import RTL, SPOKEN, _
from briefs.page import File, Line, Page
from data.dates import Value

if TYPE_CHECKING:
    from docx.document import Document
    from docx.text.paragraph import Paragraph

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
EPOCH = (1980, 1, 1, 0, 0, 0)
"""The date of every part of the file, the earliest that a ZIP can bear: equal notes are equal bytes."""
STYLES = {"bullet": "List Bullet", "heading": "Heading 2", "quote": "Quote"}
SIZE, SMALL = 10.5, 8.5
"""Points; with them a whole card and its sources stay on one page of A4."""
AFTER_BIDI = (
    "w:adjustRightInd", "w:snapToGrid", "w:spacing", "w:ind", "w:contextualSpacing", "w:mirrorIndents",
    "w:suppressOverlap", "w:jc", "w:textDirection", "w:textAlignment", "w:textboxTightWrap", "w:outlineLvl",
    "w:divId", "w:cnfStyle", "w:rPr", "w:sectPr", "w:pPrChange",
)  # fmt: skip
"""What follows w:bidi in a paragraph's properties (ECMA-376, 17.3.1.26); Word refuses another order."""
MARGIN = 2.0
"""Centimetres."""
SIZES = {"Title": 18, "Heading 2": 11}
AFTER_SIZE = (
    "w:highlight", "w:u", "w:effect", "w:bdr", "w:shd", "w:fitText", "w:vertAlign", "w:rtl", "w:cs", "w:em",
    "w:lang", "w:eastAsianLayout", "w:specVanish", "w:oMath",
)  # fmt: skip
"""What follows w:szCs in a run's properties (ECMA-376, 17.3.2.28)."""
FONT = "Arial"
"""A font with the letters of English and Urdu on every office machine."""


class Note(Value):
    """What a note is made of: a card, its marking, and when and where it was made."""

    card: Page
    marking: str
    """CLEAR, GREEN, AMBER or RED: the highest of what it holds."""
    addresses: dict[int, str]
    """The address of a source by its number, where it has one."""
    made: datetime
    """Day of the making, in the zone of the chat."""
    zone: str


def file(note: Note, name: str) -> File:
    """The note as a DOCX file; the same card on the same day gives the same bytes."""
    from docx import Document

    document = Document()
    _set_up(document, note)
    _marking(document.sections[0].header.paragraphs[0], note)
    _write(document, note.card.title, "Title")
    made = _(
        "Briefing note, made on {day} ({zone}) from stored articles.", day=_day(note.made), zone=note.zone
    )
    _write(document, made, size=SMALL, italic=True)
    for line in note.card.lines:
        _line(document, line)
    _write(document, _("Sources"), "Heading 2")
    for source in note.card.sources:
        address = note.addresses.get(source.number, "")
        whole = f"[{source.number}] {source.label}" + (f", {address}" if address else "")
        _write(document, whole, size=SMALL)
    _marking(document.sections[0].footer.paragraphs[0], note)
    return File(name=name, media_type=DOCX, data=_settled(document))


def _day(made: datetime) -> str:
    from briefs.dates import one

    return one(made.date().isoformat())


def _set_up(document: "Document", note: Note) -> None:
    """Page, font and properties; nothing of the machine it was made on."""
    from docx.oxml.ns import qn
    from docx.shared import Cm

    section = document.sections[0]
    section.page_width, section.page_height = Cm(21.0), Cm(29.7)
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = Cm(MARGIN)
    for style in ("Normal", "Title", "Heading 2", "List Bullet", "Quote"):
        font = document.styles[style].font
        font.name = FONT
        fonts = document.styles[style].element.get_or_add_rPr().get_or_add_rFonts()
        for script in ("w:ascii", "w:hAnsi", "w:cs", "w:eastAsia"):
            fonts.set(qn(script), FONT)
        for theme in ("w:asciiTheme", "w:hAnsiTheme", "w:cstheme", "w:eastAsiaTheme"):
            fonts.attrib.pop(qn(theme), None)
    day = note.made.replace(hour=0, minute=0, second=0, microsecond=0, tzinfo=None)
    properties = document.core_properties
    properties.title, properties.author, properties.last_modified_by = note.card.title, "Briefing Bot", ""
    properties.created = properties.modified = day
    properties.comments, properties.revision, properties.language = "", 1, SPOKEN.get()


def _marking(paragraph: "Paragraph", note: Note) -> None:
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.shared import Pt

    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    run = paragraph.add_run(f"TLP:{note.marking}")
    run.bold, run.font.size, run.font.name = True, Pt(SIZE), FONT


def _line(document: "Document", line: Line) -> None:
    cites = "".join(f" [{number}]" for number in line.cites)
    _write(document, f"{line.text}{cites}", STYLES.get(line.role, "Normal"), italic=line.role == "note")


def _write(
    document: "Document", text: str, style: str = "Normal", size: float = SIZE, italic: bool = False
) -> None:
    """A paragraph; in Urdu it runs from the right, as its letters do."""
    from docx.shared import Pt

    paragraph = document.add_paragraph(style=style)
    paragraph.paragraph_format.space_after = Pt(3)
    run = paragraph.add_run(text)
    run.italic = italic or None
    points = SIZES.get(style, size)
    run.font.size = Pt(points)
    if SPOKEN.get() in RTL:
        _from_the_right(paragraph, run, points)


def _from_the_right(paragraph: "Paragraph", run: Any, points: float) -> None:
    """Letters of Urdu have a size of their own in Word, in half points."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    properties = paragraph._p.get_or_add_pPr()
    properties.insert_element_before(OxmlElement("w:bidi"), *AFTER_BIDI)
    run.font.rtl = True
    size = OxmlElement("w:szCs")
    size.set(qn("w:val"), str(round(points * 2)))
    run._r.get_or_add_rPr().insert_element_before(size, *AFTER_SIZE)


def _settled(document: "Document") -> bytes:
    """The bytes of a document with every part in order and dated alike, and no preview of another one."""
    saved, settled = BytesIO(), BytesIO()
    document.save(saved)
    with zipfile.ZipFile(saved) as parts, zipfile.ZipFile(settled, "w", zipfile.ZIP_DEFLATED) as out:
        for name in sorted(parts.namelist(), key=lambda name: (name != "[Content_Types].xml", name)):
            entry = zipfile.ZipInfo(name, EPOCH)
            entry.compress_type, entry.external_attr = zipfile.ZIP_DEFLATED, 0o600 << 16
            out.writestr(entry, parts.read(name))
    return settled.getvalue()
