"""Short: the form of an answer where others read along: title, lead, three claims with their sources."""

from collections.abc import Iterator

from briefs.language import _
from briefs.page import Choice, Line, Page

LEADS = 2
CLAIMS = 3
"""Bullets and quotes of a short answer."""
LONGEST = 900
"""Characters after which no further claim is begun; a claim is never cut."""
BUTTONS = 3


def short(page: Page) -> Page:
    """The page with what comes first of it, its sources, and as many of its buttons as fit one row."""
    lines = tuple(_first(page.lines))
    cited = {number for line in lines for number in line.cites}
    sources = tuple(source for source in page.sources if source.number in cited)
    short = {"lines": lines, "sources": sources, "choices": page.choices[:BUTTONS]}
    return page.model_copy(update=short)


def _first(lines: tuple[Line, ...]) -> Iterator[Line]:
    """The first lines: a heading only with what it heads; of the notes below a claim those that cite.

    These say what is withheld, and of which source.
    """
    room = {"lead": LEADS, "bullet": CLAIMS, "quote": CLAIMS}
    heading: Line | None = None
    length, claimed = 0, False
    for line in lines:
        kind = "bullet" if line.role == "quote" else line.role
        if line.role == "heading":
            heading = line
        elif line.role == "note":
            if not claimed or line.cites:
                yield line
        elif room.get(kind, 1) and (length < LONGEST or not claimed):
            if heading is not None:
                yield heading
                heading = None
            room[kind] = room.get(kind, 1) - (kind in room)
            length, claimed = length + len(line.text), True
            yield line


def private(command: str, link: str) -> Choice:
    """The button that opens the whole answer in a private chat."""
    return Choice(label=_("Open in private"), command=command, link=link)
