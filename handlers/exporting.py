"""/export: what may be shown here, as files for others: JSON Lines, tables, FollowTheMoney statements."""

from briefs.language import _
from briefs.page import Choice, File, Page
from data.errors import BadUsage
from data.exporting import FORMATS
from handlers.desk import Desk
from handlers.request import Request

LARGEST = 45 * 1024 * 1024
"""Bytes of a file that Telegram takes from a bot (50 MB), with room to spare."""
TYPES = {"csv": "text/csv", "jsonl": "application/jsonl"}


def export(desk: Desk, request: Request) -> Page:
    """The facts that hold, the entities they involve and their sources, as far as this chat may see them."""
    form = request.words.casefold() or "jsonl"
    if form not in FORMATS:
        raise BadUsage(
            f"Usage: /export FORMAT, where FORMAT is {', '.join(FORMATS)}; for example /export csv"
        )
    files = tuple(
        File(name=name, media_type=TYPES[name.rpartition(".")[2]], data=text.encode())
        for name, text in FORMATS[form](desk.shelf)
    )
    if any(len(file.data) > LARGEST for file in files):
        raise BadUsage("The export is too large for a message; use `run_bot.py export` beside the bot.")
    others = tuple(Choice(label=one, command=f"/export {one}") for one in FORMATS if one != form)
    listed = ", ".join(f"{file.name} ({max(len(file.data) // 1024, 1)} KB)" for file in files)
    return Page(title=_("Exported: {files}.", files=listed), files=files, choices=others)
