"""Citing: the first claim of an answer with its sources, as somebody would paste it into a note."""

from briefs.cut import cut
from briefs.language import _, unmarked
from briefs.page import Choice, Page

LONGEST = 256
"""Telegram's limit for what a button copies."""
SOURCES = 130
"""How much of that the sources may take."""
CLAIMS = ("lead", "bullet", "quote")


def citation(page: Page) -> str:
    """'Name: claim (Publisher, date, “Title”)', cut where it is too long; '' when nothing is cited."""
    line = next((line for line in page.lines if line.role in CLAIMS and line.cites), None)
    if line is None:
        return ""
    labels = [source.label for source in page.sources if source.number in line.cites]
    if not labels:
        return ""
    sources = cut(unmarked("; ".join(labels)), SOURCES)
    claim = cut(unmarked(f"{page.title}: {line.text}"), LONGEST - len(sources) - 3)
    return f"{claim} ({sources})"


def copied(page: Page) -> tuple[Choice, ...]:
    """The button that copies it, when there is something to cite."""
    text = citation(page)
    return (Choice(label=_("Copy"), copied=text),) if text else ()
